// JSON text as a tree that keeps numbers as they were written.
//
// Decides: what is JSON (RFC 8259), and refuses what a rule file never needs: deep nesting, a name given twice.
// Does not decide: which names and kinds are right.
//
// Promises: no recursion, so that nesting cannot exhaust the stack; numbers keep their text, so that decimals stay
// exact. A text that is not JSON is told by line and column (counted in characters).
// Cost: linear in the text; about 120 bytes a value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace bienveille {

constexpr std::size_t kMostRuleDepth = 16;  // a rule file needs 6

struct RuleNode {
    enum class Kind { null, boolean, number, text, list, object };
    Kind kind = Kind::null;
    bool boolean = false;
    std::string text;                // of a text; of a number, as it was written
    std::vector<std::string> names;  // of an object's items
    std::vector<RuleNode> items;     // of a list or an object
};

struct RuleTree {
    RuleNode root;
    Problems problems;      // if `readable`, names given twice (the first one is kept); otherwise why not
    bool readable = false;  // root holds the whole text
};

RuleTree parse_rule_text(std::string_view text);

// `pointer` with one more step, escaped (RFC 6901); a long or unprintable name is shortened, it is for people to read.
std::string pointer_to(const std::string& pointer, std::string_view name);

}  // namespace bienveille
