#include "api/commands/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "api/commands/new_file.h"
#include "api/plan_csv.h"
#include "api/plan_xlsx.h"
#include "api/wire.h"

namespace bienveille {
namespace {

Exit to_standard_output(std::string_view bytes) {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::cout.flush();
    if (std::cout) return Exit::fine;
    return refuse({{"standard output", "cannot be written to the end"}}, Exit::fault);
}

bool is_terminal(const Output& output) { return !output.file && ::isatty(STDOUT_FILENO) == 1; }

Exit refuse_terminal(const std::string& form) {
    return refuse({{"--format", form + " is not for a terminal; give --out FILE, or send standard output to a file"}});
}

}  // namespace

Exit deliver(std::string_view bytes, const Output& output) {
    if (!output.file) return to_standard_output(bytes);
    NewFile file(output.file);
    Problems problems = file.problems();
    if (problems.empty()) problems = file.write(bytes);
    if (problems.empty()) problems = file.keep();
    return problems.empty() ? Exit::fine : refuse(problems);
}

Exit deliver_binary(std::string_view bytes, const std::string& form, const Output& output) {
    if (is_terminal(output)) return refuse_terminal(form);
    return deliver(bytes, output);
}

Exit deliver_file(const std::function<Problems(const std::string& path)>& write, const Output& output) {
    if (is_terminal(output)) return refuse_terminal("xlsx");
    NewFile file(output.file);
    Problems problems = file.problems();
    if (problems.empty()) problems = write(file.path());
    if (problems.empty() && output.file) problems = file.keep();
    if (!problems.empty()) return refuse(problems);
    if (output.file) return Exit::fine;
    std::ifstream written(file.path(), std::ios::binary);
    std::cout << written.rdbuf();
    return to_standard_output({});
}

TableStyle table_style(const Output& output) {
    TableStyle style;
    style.language = output.language;
    if (!is_terminal(output)) return style;
    constexpr std::size_t kLeast = 100;
    constexpr std::size_t kMost = 120;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = std::clamp<std::size_t>(size.ws_col, kLeast, kMost);
    style.bold_heads = std::getenv("NO_COLOR") == nullptr;
    return style;
}

Exit deliver_plan(const Plan& plan, const People& people, const Output& output, const std::vector<Change>* changes) {
    switch (output.format) {
        case Format::table: return deliver(plan_table(plan, people, table_style(output), changes), output);
        case Format::json: return deliver(plan_to_json(plan, {}, changes) + "\n", output);
        case Format::csv: return deliver(plan_csv(plan, people, output.language), output);
        case Format::xlsx: {
            const auto write = [&](const std::string& path) {
                return write_plan_xlsx(plan, people, output.language, path);
            };
            return deliver_file(write, output);
        }
    }
    return Exit::fault;
}

}  // namespace bienveille
