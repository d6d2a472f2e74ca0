#include "rules/json_tree.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "engine/problem_list.h"

namespace bienveille {
namespace {

// "line 3, column 14" of the byte at which reading stopped.
std::string place_of(std::string_view text, std::size_t bytes_read) {
    const std::size_t stop = std::min(bytes_read == 0 ? 0 : bytes_read - 1, text.size());
    const std::string_view before = text.substr(0, stop);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = lines == 0 ? 0 : before.rfind('\n') + 1;
    const std::string_view line = before.substr(line_start);
    const auto characters = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(characters + 1);
}

// The parser's own words without its number, place and the bytes it read, which may not be printable.
std::string reason_of(const std::string& what) {
    std::string reason = what;
    if (const auto id = reason.find("] "); id != std::string::npos) reason.erase(0, id + 2);
    if (const auto place = reason.find("parse error at line "); place == 0) {
        if (const auto colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
    }
    const auto last_read = reason.find("; last read: ");
    if (last_read == std::string::npos) return reason;
    const auto expected = reason.find("'; expected ", last_read);
    return reason.substr(0, last_read) + (expected == std::string::npos ? "" : reason.substr(expected + 1));
}

}  // namespace

// Takes the parser's events; stops at the first thing that is not readable.
class JsonBuilder {
public:
    explicit JsonBuilder(std::string_view source) : source_(source) {}

    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;
    using Kind = JsonValue::Kind;

    bool null() { return leaf(Kind::null, ""); }
    bool boolean(bool yes) { return leaf(Kind::boolean, yes ? "true" : "false"); }
    bool number_integer(number_integer_t number) { return leaf(Kind::integer, std::to_string(number)); }
    bool number_unsigned(number_unsigned_t number) { return leaf(Kind::integer, std::to_string(number)); }
    bool number_float(number_float_t, const string_t& digits) { return leaf(Kind::number, digits); }
    bool string(string_t& text) { return leaf(Kind::string, text); }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Kind::object); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Kind::array); }
    bool end_array() { return close(); }

    bool key(string_t& name) {
        const auto [found, fresh] = known_.try_emplace(name, static_cast<std::uint32_t>(tree_.keys_.size()));
        if (fresh) tree_.keys_.push_back(name);
        key_ = found->second;
        Open& object = open_.back();
        if (!object.take(key_))
            twice_.add([&] { return Problem{pointer_to(pointer(), name), "is given twice; must be given once"}; });
        return true;
    }

    bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception& why) {
        return stop({place_of(source_, at),
                     "is not JSON: " + reason_of(why.what()) +
                         "; must be JSON in UTF-8, which has no comments, no trailing commas, no NaN and no Infinity"});
    }

    Result<JsonTree> result() && {
        if (problem_) return *std::move(problem_);
        if (Problems twice = std::move(twice_).take(); !twice.empty()) return twice;
        return std::move(tree_);
    }

private:
    struct Open {
        std::uint32_t node;
        std::uint32_t items = 0;                 // begun so far, of a list
        std::vector<std::uint32_t> few;          // names seen; most objects have few
        std::unordered_set<std::uint32_t> many;  // those beyond, so that a hostile object takes no square time

        // Whether `key` is new here.
        bool take(std::uint32_t key) {
            if (std::find(few.begin(), few.end(), key) != few.end()) return false;
            if (few.size() == 32) return many.insert(key).second;
            few.push_back(key);
            return true;
        }
    };

    bool stop(Problem problem) {
        problem_ = std::move(problem);
        return false;
    }

    // Of the innermost open value.
    std::string pointer() const {
        std::string path;
        for (std::size_t i = 1; i < open_.size(); ++i) {
            const Open& outer = open_[i - 1];
            const bool list = tree_.nodes_[outer.node].kind == Kind::array;
            path =
                pointer_to(path, list ? std::to_string(outer.items - 1) : tree_.keys_[tree_.nodes_[open_[i].node].key]);
        }
        return path;
    }
    std::uint32_t add(Kind kind) {
        if (!open_.empty()) ++open_.back().items;
        tree_.nodes_.push_back({key_, 0, 0, 0, kind});
        key_ = 0;
        return static_cast<std::uint32_t>(tree_.nodes_.size() - 1);
    }
    bool leaf(Kind kind, std::string_view text) {
        JsonTree::Node& node = tree_.nodes_[add(kind)];
        node.text = static_cast<std::uint32_t>(tree_.texts_.size());
        node.size = static_cast<std::uint32_t>(text.size());
        node.end = static_cast<std::uint32_t>(tree_.nodes_.size());
        tree_.texts_ += text;
        return true;
    }
    bool open(Kind kind) {
        if (open_.size() >= JsonTree::kMostDepth)
            return stop({pointer(),
                         "is nested deeper than " + std::to_string(JsonTree::kMostDepth) + " levels; must be flatter"});
        open_.push_back({add(kind), 0, {}, {}});
        return true;
    }
    bool close() {
        tree_.nodes_[open_.back().node].end = static_cast<std::uint32_t>(tree_.nodes_.size());
        open_.pop_back();
        return true;
    }

    std::string_view source_;
    JsonTree tree_;
    std::vector<Open> open_;
    std::unordered_map<std::string, std::uint32_t> known_;
    std::uint32_t key_ = 0;
    ProblemList twice_;
    std::optional<Problem> problem_;
};

Result<JsonTree> JsonTree::parse(std::string_view text) {
    if (text.size() >= std::uint32_t{0xffffffff}) return Problem{"", "longer than 4 GiB"};
    JsonBuilder builder(text);
    // The parser skips a byte order mark; an empty text is its error like any other.
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return std::move(builder).result();
}

JsonValue::Kind JsonValue::kind() const { return tree_->nodes_[at_].kind; }

std::string_view JsonValue::key() const { return tree_->keys_[tree_->nodes_[at_].key]; }

std::string_view JsonValue::text() const {
    const JsonTree::Node& node = tree_->nodes_[at_];
    return std::string_view{tree_->texts_}.substr(node.text, node.size);
}

std::optional<JsonValue> JsonValue::first() const {
    if (tree_->nodes_[at_].end <= at_ + 1) return std::nullopt;
    return JsonValue{tree_, at_ + 1};
}

std::optional<JsonValue> JsonValue::next_in(const JsonValue& parent) const {
    const std::uint32_t next = tree_->nodes_[at_].end;
    if (next >= tree_->nodes_[parent.at_].end) return std::nullopt;
    return JsonValue{tree_, next};
}

std::optional<JsonValue> JsonValue::member(std::string_view name) const {
    if (kind() != Kind::object) return std::nullopt;
    for (auto each = first(); each; each = each->next_in(*this))
        if (each->key() == name) return each;
    return std::nullopt;
}

std::size_t JsonValue::size() const {
    std::size_t count = 0;
    for (auto each = first(); each; each = each->next_in(*this)) ++count;
    return count;
}

std::vector<JsonValue> JsonValue::all() const {
    std::vector<JsonValue> values;
    for (auto each = first(); each; each = each->next_in(*this)) values.push_back(*each);
    return values;
}

std::string_view kind_name(JsonValue::Kind kind) {
    switch (kind) {
        case JsonValue::Kind::null: return "null";
        case JsonValue::Kind::boolean: return "true or false";
        case JsonValue::Kind::integer: return "a whole number";
        case JsonValue::Kind::number: return "a number";
        case JsonValue::Kind::string: return "a string";
        case JsonValue::Kind::array: return "a list";
        case JsonValue::Kind::object: return "an object";
    }
    return "";
}

std::string pointer_to(const std::string& pointer, std::string_view name) {
    std::size_t shown = std::min<std::size_t>(name.size(), 64);
    while (shown > 0 && shown < name.size() && (name[shown] & 0xC0) == 0x80) --shown;  // between characters
    std::string path = pointer + "/";
    for (const char c : name.substr(0, shown)) {
        if (c == '~')
            path += "~0";
        else if (c == '/')
            path += "~1";
        else
            path += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    }
    return shown < name.size() ? path + "..." : path;
}

}  // namespace bienveille
