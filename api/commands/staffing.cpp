#include "api/commands/staffing.h"

#include "api/commands/progress.h"
#include "api/staffing_report.h"
#include "api/wire_staffing.h"
#include "engine/staffing.h"

namespace bienveille {
namespace {

constexpr int kMostMore = 4'000;

}  // namespace

Exit run(const StaffingCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto hand = read_day_files(command.files);
    progress.wipe();
    if (!hand) return refuse(hand.problems());
    progress.step("planning with more and fewer advisors");
    const auto found = staffing(hand->input, hand->rules, command.by, command.minutes, kMostMore);
    progress.wipe();
    if (!found) return refuse(found.problems());
    if (command.output.format == Format::json) return deliver(staffing_to_json(*found) + "\n", command.output);
    return deliver(staffing_text(*found, command.output.language), command.output);
}

}  // namespace bienveille
