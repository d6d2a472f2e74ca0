// Rule files that differ from the default one in a single place: what a person edits.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>

#include "engine/result.h"

namespace bienveille {

// The default rules with the value at a JSON pointer replaced by (or, for a new name, given) other JSON.
std::string default_with(const std::string& pointer, const std::string& json);
std::string default_without(const std::string& pointer);
// The default rules with the first `from` in their text replaced.
std::string default_reworded(std::string_view from, std::string_view to);

inline std::string text_of(const Problem& problem) { return problem.path + ": " + problem.message; }

MATCHER_P2(problem, path, message, "") {
    *result_listener << "which is " << text_of(arg);
    return arg.path == path && arg.message == message;
}
MATCHER_P(problem_at, path, "") {
    *result_listener << "which is " << text_of(arg);
    return arg.path == path;
}

}  // namespace bienveille
