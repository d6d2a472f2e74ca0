// How the program ends, and how it says why: the contract's exit codes, and problems on standard error.
//
// Decides: which code a kind of end has. Does not decide: what is a problem.
// Promise: standard output is for data alone; everything here goes to standard error, one problem a line, all of them.
#pragma once

#include <string_view>

#include "engine/result.h"

namespace bienveille {

enum class Exit : int {
    fine = 0,
    fault = 1,        // of ours
    bad_input = 2,    // usage, a file, a field; nothing was written
    no = 3,           // the answer is "no": a broken promise, a check that fails
    unavailable = 4,  // a database or port
};

// Says each problem and how many there are, and answers `code`.
Exit refuse(const Problems& problems, Exit code = Exit::bad_input);

// One line on standard error that is not a problem.
void tell(std::string_view line);

}  // namespace bienveille
