#include "api/arguments.h"

#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <map>

#include "api/command_rows.h"
#include "api/command_values.h"
#include "engine/nearest.h"
#include "engine/plan.h"

namespace bienveille {
namespace {

void declare(CLI::App& app, const CommandRow& row, Given& given) {
    app.allow_extras();
    for (const Option& option : row.options) {
        const std::string says = option.says + (option.required ? " (required)" : "");
        if (option.takes.empty()) {
            app.add_flag(option.name, given.flags[option.name], says);
            continue;
        }
        app.add_option_function<std::string>(
               option.name, [&given, name = option.name](const std::string& word) { given.texts[name] = word; }, says)
            ->type_name(option.takes);
    }
}

// What CLI11 did not know, each with what was probably meant.
void check_extras(const CLI::App& app, const CommandRow& row, Given& given) {
    std::vector<std::string_view> known{"--help"};
    for (const Option& option : row.options)
        if (option.name.starts_with("-")) known.push_back(option.name);
    bool after_unknown = false;
    for (const std::string& extra : app.remaining()) {
        if (extra.starts_with("-") && extra != "-") {
            const std::string name = extra.substr(0, extra.find('='));
            const std::string meant = did_you_mean(name, known);
            given.wrong(name,
                        "is not an option of " + row.name +
                            (meant.empty() ? "; its options are " + fmt::format("{}", fmt::join(known, ", ")) : meant));
            after_unknown = extra.find('=') == std::string::npos;
        } else if (!after_unknown) {
            given.wrong(extra, "is one word too many for " + row.name + "; --help shows what it takes");
        } else {
            after_unknown = false;  // most likely the value of the unknown option before it
        }
    }
    for (const Option& option : row.options)
        if (option.required && !given.texts.contains(option.name))
            given.wrong(option.name, "is missing; must be " + option.takes + ", " + option.says);
}

std::string version_text() { return std::string("bienveille ") + kEngineVersion + "\n"; }

void describe_program(CLI::App& app) {
    app.name("bienveille");
    app.description("Plans the telephone welfare calls of a social landlord: who is called today, by whom, and why.");
    app.set_version_flag("--version", version_text());
    app.require_subcommand(0, 1);
    app.footer(
        "Data goes to standard output, everything else to standard error. Ends 0 fine, 1 a fault of ours,\n"
        "2 bad usage or input, 3 the answer is no, 4 a database or port that is not available.");
}

const CommandRow* row_named(std::string_view name) {
    for (const CommandRow& row : command_rows())
        if (row.name == name) return &row;
    return nullptr;
}

Problem unknown_command(const std::string& word) {
    std::vector<std::string_view> names;
    for (const CommandRow& row : command_rows()) names.push_back(row.name);
    const std::string all = fmt::format("{}", fmt::join(names, ", "));
    if (word.empty()) return {"command", "is missing; must be one of " + all + "; --help says what they do"};
    return {word, "is not a command" + did_you_mean(word, names) + "; commands are " + all};
}

}  // namespace

Result<Command> read_arguments(int count, const char* const* words, Language language) {
    CLI::App app;
    describe_program(app);
    const std::string first = count > 1 ? words[1] : "";
    std::map<std::string, Given> given;  // one for each command: CLI11 keeps references into them
    for (const CommandRow& row : command_rows())
        declare(*app.add_subcommand(row.name, row.about), row, given[row.name]);
    if (first == "--version") return Command(ShowText{version_text()});
    if (first == "--help" || first == "-h" || first == "help") return Command(ShowText{app.help()});
    const CommandRow* row = row_named(first);
    if (!row) return unknown_command(first);
    CLI::App* chosen = app.get_subcommand(row->name);
    try {
        app.parse(count, words);
    } catch (const CLI::CallForHelp&) {
        return Command(ShowText{chosen->help("bienveille")});
    } catch (const CLI::ParseError& error) {
        return Problem{row->name, std::string(error.what()) + "; --help shows what it takes"};
    }
    Given& line = given[row->name];
    check_extras(*chosen, *row, line);
    Command command = command_of(row->name, line, language);
    if (!line.problems().empty()) return line.problems();
    return command;
}

}  // namespace bienveille
