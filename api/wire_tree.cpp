#include "api/wire_tree.h"

#include <nlohmann/json.hpp>
#include <unordered_map>

#include "api/wire_text.h"

namespace bienveille {

// Takes the parser's events; stops at the first thing that is not readable.
class JsonBuilder {
public:
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
        std::vector<std::uint32_t>& used = open_.back().keys;
        if (std::find(used.begin(), used.end(), key_) != used.end())
            return stop("the field " + shown(name) + " stands twice in one object; each may stand once");
        if (used.size() >= kMostFields) return stop("an object has more than 256 fields");
        used.push_back(key_);
        return true;
    }

    bool parse_error(std::size_t at, const std::string& token, const nlohmann::detail::exception& why) {
        (void)token;
        (void)why;
        problem_ = Problem{"", "not readable as JSON: stopped at byte " + std::to_string(at) +
                                   "; a complete JSON text in UTF-8 is needed"};
        return false;
    }

    Result<JsonTree> result() && {
        if (problem_) return *std::move(problem_);
        return std::move(tree_);
    }

private:
    static constexpr std::size_t kMostFields = 256;
    struct Open {
        std::uint32_t node;
        std::vector<std::uint32_t> keys;
    };

    static std::string shown(const std::string& name) {
        JsonText text;
        return text.string(name.substr(0, 64)).take();
    }
    bool stop(std::string message) {
        problem_ = Problem{"", std::move(message)};
        return false;
    }
    std::uint32_t add(Kind kind) {
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
            return stop("deeper than " + std::to_string(JsonTree::kMostDepth) + " levels of objects and lists");
        open_.push_back({add(kind), {}});
        return true;
    }
    bool close() {
        tree_.nodes_[open_.back().node].end = static_cast<std::uint32_t>(tree_.nodes_.size());
        open_.pop_back();
        return true;
    }

    JsonTree tree_;
    std::vector<Open> open_;
    std::unordered_map<std::string, std::uint32_t> known_;
    std::uint32_t key_ = 0;
    std::optional<Problem> problem_;
};

Result<JsonTree> JsonTree::parse(std::string_view text) {
    if (text.size() >= std::uint32_t{0xffffffff}) return Problem{"", "longer than 4 GiB"};
    JsonBuilder builder;
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

namespace {

// Depth is bounded by JsonTree::kMostDepth.
void write(JsonText& out, const JsonValue& value) {
    switch (value.kind()) {
        case JsonValue::Kind::null: out.null(); return;
        case JsonValue::Kind::boolean:
        case JsonValue::Kind::integer:
        case JsonValue::Kind::number: out.raw(value.text()); return;
        case JsonValue::Kind::string: out.string(value.text()); return;
        case JsonValue::Kind::array:
            out.array();
            for (auto each = value.first(); each; each = each->next_in(value)) write(out, *each);
            out.end_array();
            return;
        case JsonValue::Kind::object:
            out.object();
            for (auto each = value.first(); each; each = each->next_in(value)) {
                out.key(each->key());
                write(out, *each);
            }
            out.end_object();
            return;
    }
}

}  // namespace

std::string JsonValue::to_text() const {
    JsonText out;
    write(out, *this);
    return out.take();
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

}  // namespace bienveille
