#include "api/commands/exit.h"

#include <iostream>

#include "api/display.h"

namespace bienveille {

Exit refuse(const Problems& problems, Exit code) {
    for (const Problem& problem : problems)
        std::cerr << "bienveille: " << printable(problem.path) << (problem.path.empty() ? "" : ": ")
                  << printable(problem.message) << '\n';
    if (problems.size() > 1) std::cerr << "bienveille: " << problems.size() << " problems\n";
    return code;
}

void tell(std::string_view line) { std::cerr << "bienveille: " << printable(line) << '\n'; }

}  // namespace bienveille
