#include "rules/rule_tree.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/problem_list.h"

namespace bienveille {
namespace {

using Json = nlohmann::json;

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

class TreeBuilder : public nlohmann::json_sax<Json> {
public:
    TreeBuilder(std::string_view source, RuleTree& tree) : source_(source), tree_(tree) {}

    bool null() override { return add(RuleNode::Kind::null, {}); }
    bool boolean(bool value) override {
        add(RuleNode::Kind::boolean, {});
        last_->boolean = value;
        return true;
    }
    bool number_integer(number_integer_t value) override { return add(RuleNode::Kind::number, std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override {
        return add(RuleNode::Kind::number, std::to_string(value));
    }
    bool number_float(number_float_t, const string_t& text) override { return add(RuleNode::Kind::number, text); }
    bool string(string_t& text) override { return add(RuleNode::Kind::text, std::move(text)); }
    bool binary(binary_t&) override { return false; }  // never in JSON text

    bool start_object(std::size_t) override { return open(RuleNode::Kind::object); }
    bool start_array(std::size_t) override { return open(RuleNode::Kind::list); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!open_.back().names_seen.insert(name).second)
            twice_.add([&] { return Problem{pointer_to(pointer(), name), "is given twice; must be given once"}; });
        open_.back().node->names.push_back(std::move(name));
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        refuse(place_of(source_, position),
               "is not JSON: " + reason_of(error.what()) +
                   "; must be JSON, which has no comments, no trailing commas, no NaN and no Infinity");
        return false;
    }

    void finish() {
        if (!tree_.readable) return;
        tree_.problems = std::move(twice_).take();
    }

private:
    struct Open {
        RuleNode* node;
        std::unordered_set<std::string> names_seen;
    };

    void refuse(std::string path, std::string message) {
        tree_.problems = {{std::move(path), std::move(message)}};
        tree_.readable = false;
    }

    std::string pointer() const {
        std::string path;
        for (std::size_t i = 0; i + 1 < open_.size(); ++i) path = pointer_to(path, step(*open_[i].node));
        return path;
    }

    // The step from an open node to the item being read.
    static std::string step(const RuleNode& node) {
        return node.kind == RuleNode::Kind::object ? node.names.back() : std::to_string(node.items.size() - 1);
    }

    // Only the last item of each open node is open itself, so the pointers on the stack stay valid while items grow.
    bool add(RuleNode::Kind kind, std::string text) {
        last_ = open_.empty() ? &tree_.root : &open_.back().node->items.emplace_back();
        last_->kind = kind;
        last_->text = std::move(text);
        return true;
    }

    bool open(RuleNode::Kind kind) {
        if (open_.size() == kMostRuleDepth) {
            refuse(pointer(), "is nested deeper than " + std::to_string(kMostRuleDepth) +
                                  " levels; must be nested as rules/default.json is");
            return false;
        }
        add(kind, {});
        open_.push_back({last_, {}});
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    std::string_view source_;
    RuleTree& tree_;
    std::vector<Open> open_;
    RuleNode* last_ = nullptr;
    ProblemList twice_;
};

}  // namespace

RuleTree parse_rule_text(std::string_view text) {
    RuleTree tree;
    tree.readable = true;
    TreeBuilder builder(text, tree);
    Json::sax_parse(text.begin(), text.end(), &builder);
    builder.finish();
    return tree;
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
