// The project's own text files, as they lie in the work tree.
//
// Decides: what counts as ours (not what is built, installed or kept by git). Does not decide: what is wrong in them.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace bienveille::checks {

// Path from the root -> text, of every file below `folders` ("" is the whole tree) whose name ends in one of `endings`.
std::map<std::string, std::string> read_tree(const std::vector<std::string>& folders,
                                             const std::vector<std::string>& endings);

}  // namespace bienveille::checks
