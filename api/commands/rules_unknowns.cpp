#include "api/commands/rules_unknowns.h"

#include "api/commands/progress.h"
#include "api/commands/rules_file.h"
#include "api/unknowns_report.h"
#include "api/wire_unknowns.h"

namespace bienveille {

Exit run(const RulesUnknownsCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto rules = rules_of(command.file);
    const auto hand = read_day_files(command.files);
    progress.wipe();
    Problems problems = rules ? Problems{} : rules.problems();
    if (!hand) problems.insert(problems.end(), hand.problems().begin(), hand.problems().end());
    if (!problems.empty()) return refuse(problems);
    const auto found = unknowns(hand->input, *rules);
    if (!found) return refuse(found.problems());
    return deliver(command.output.format == Format::json ? unknowns_to_json(*found) + "\n"
                                                         : unknowns_table(*found, command.output.language),
                   command.output);
}

}  // namespace bienveille
