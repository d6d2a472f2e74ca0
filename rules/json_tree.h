// JSON text as a flat tree: the only place where JSON is parsed.
//
// Decides: what is readable JSON here: UTF-8, at most kMostDepth levels, no name twice in an object, finite numbers, one
// value and nothing after it. Does not decide: which fields there are (read_rules.cpp, api/wire_fields.h, datasets/campaign.h).
//
// Model: nodes in document order in one array, 20 bytes each; a node knows where its part ends, so that its next
// sibling is one step away. Numbers keep their digits: 78.40 stays exact. Nothing here recurses on the input.
// Promises: any bytes give a tree or problems. A text that is not JSON is told by line and column (in characters); names
// given twice are all told, by their pointer. Cost: O(bytes); memory about twice the text.
// It lives here because rules/ is the lowest room that reads JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace bienveille {

class JsonTree;

// A value inside a tree; valid while the tree lives and is not moved.
class JsonValue {
public:
    enum class Kind : std::uint8_t { null, boolean, integer, number, string, array, object };

    Kind kind() const;
    bool is(Kind kind) const { return this->kind() == kind; }
    std::string_view key() const;   // as a member of an object
    std::string_view text() const;  // of a string; the digits of a number; true or false
    bool truth() const { return text() == "true"; }

    // Members or items: for (auto each = v.first(); each; each = each->next_in(v)).
    std::optional<JsonValue> first() const;
    std::optional<JsonValue> next_in(const JsonValue& parent) const;
    std::optional<JsonValue> member(std::string_view name) const;
    std::size_t size() const;  // how many members or items: O(their number)
    std::vector<JsonValue> all() const;

private:
    friend class JsonTree;
    JsonValue(const JsonTree* tree, std::uint32_t at) : tree_(tree), at_(at) {}

    const JsonTree* tree_;
    std::uint32_t at_;
};

class JsonTree {
public:
    static constexpr int kMostDepth = 24;

    static Result<JsonTree> parse(std::string_view text);
    JsonValue root() const { return {this, 0}; }

private:
    friend class JsonValue;
    friend class JsonBuilder;
    struct Node {
        std::uint32_t key = 0;   // index into keys_
        std::uint32_t text = 0;  // where the text begins
        std::uint32_t size = 0;  // how long it is
        std::uint32_t end = 0;   // the node after everything inside
        JsonValue::Kind kind = JsonValue::Kind::null;
    };

    std::vector<Node> nodes_;
    std::vector<std::string> keys_{{}};
    std::string texts_;
};

// "an object", "a string": for messages.
std::string_view kind_name(JsonValue::Kind kind);

// `pointer` with one more step, escaped (RFC 6901); a long or unprintable name is shortened, it is for people to read.
std::string pointer_to(const std::string& pointer, std::string_view name);

}  // namespace bienveille
