// bienveille, the program: arguments, then one command, then its exit code.
//
// Decides: that nothing which goes wrong inside ends as anything but exit code 1 and one line on standard error.
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>

#include "api/arguments.h"
#include "api/commands/exit.h"

namespace {

using namespace bienveille;

Language language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return language_from_tag(value);
    }
    return Language::english;
}

Exit run(const ShowText& show) { return deliver(show.text, Output{}); }

Exit run_program(int count, char** words) {
    const auto command = read_arguments(count, words, language_of_environment());
    if (!command) return refuse(command.problems());
    return std::visit([](const auto& each) { return run(each); }, *command);
}

}  // namespace

int main(int count, char** words) {
    try {
        return static_cast<int>(run_program(count, words));
    } catch (const std::bad_alloc&) {
        std::cerr << "bienveille: there is not enough memory for this\n";
    } catch (const std::exception& fault) { std::cerr << "bienveille: a fault of ours: " << fault.what() << '\n'; }
    return static_cast<int>(Exit::fault);
}
