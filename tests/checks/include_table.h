// Who may include whom: the table, and what breaks it.
//
// Decides: which includes a file of engine/, rules/, datasets/ and api/ may have. Does not decide: what those files do
// with them.
// Model: the first row whose pattern fits the path speaks for the file. A row allows patterns of includes; standard
// headers are always allowed, except those that let the outside world in (files, clocks, threads, randomness) where the
// row says `pure`. What a file reaches through our own headers counts like what it includes itself.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bienveille::checks {

struct Include {
    int line;
    std::string path;  // as written between the quotes or brackets
    bool ours;         // in quotes
};

std::vector<Include> includes_of(std::string_view text);

using Sources = std::map<std::string, std::string>;  // path from the root -> text

// One line for each broken row: "engine/plan.cpp:12 includes nlohmann/json.hpp; engine/ may include ..."
std::vector<std::string> broken_includes(const Sources& sources);

// Calls that read the world without an include of their own: clocks, randomness, the environment.
std::vector<std::string> impure_calls(const Sources& sources);

}  // namespace bienveille::checks
