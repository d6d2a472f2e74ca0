#include "bench/proven.h"

#include <fmt/format.h>

#include <stdexcept>

#include "bench/tight_weeks.h"
#include "engine/audit.h"
#include "engine/plan.h"
#include "rules/built_in.h"

namespace bienveille::bench {
namespace {

constexpr int kWeeks = 60;

double percent_unproven(const Deadlines& deadlines) {
    const std::int64_t all = deadlines.kept + deadlines.impossible + deadlines.unproven;
    return all == 0 ? 0 : 100.0 * static_cast<double>(deadlines.unproven) / static_cast<double>(all);
}

}  // namespace

std::vector<OfFamily> deadlines_of_tight_weeks() {
    std::vector<OfFamily> families;
    for (const Family family : kFamilies) {
        OfFamily& of = families.emplace_back(OfFamily{name(family), kWeeks, {}});
        for (int week = 1; week <= kWeeks; ++week) {
            const DayInput input = tight_week(family, static_cast<std::uint64_t>(week));
            const auto plan = make_plan(input, default_rules());
            if (!plan) throw std::runtime_error("a tight week has no plan");
            for (const Finding& finding : audit(*plan, input, default_rules()))
                if (finding.promise == "C4" || finding.promise == "P4")
                    throw std::runtime_error(
                        fmt::format("{}, week {}: {} {}", of.family, week, finding.path, finding.message));
            of.deadlines.kept += plan->promises.kept;
            of.deadlines.impossible += plan->promises.impossible;
            of.deadlines.unproven += plan->promises.unproven;
        }
    }
    return families;
}

std::string table(const std::vector<OfFamily>& families) {
    std::string text = fmt::format("Deadlines of {} tight weeks of each family\n", kWeeks);
    for (const OfFamily& each : families)
        text += fmt::format("  {:<16} {:>8} kept {:>8} impossible {:>7} unproven ({:.1f} %)\n", each.family,
                            thousands(each.deadlines.kept), thousands(each.deadlines.impossible),
                            thousands(each.deadlines.unproven), percent_unproven(each.deadlines));
    return text;
}

std::string summary(const std::vector<OfFamily>& families) {
    std::string text =
        fmt::format("| {} tight weeks of each | kept | impossible | unproven |\n|---|---|---|---|\n", kWeeks);
    for (const OfFamily& each : families)
        text += fmt::format("| {} | {} | {} | {} ({:.1f} %) |\n", each.family, thousands(each.deadlines.kept),
                            thousands(each.deadlines.impossible), thousands(each.deadlines.unproven),
                            percent_unproven(each.deadlines));
    return text;
}

std::string json(const std::vector<OfFamily>& families) {
    std::string text = "[";
    for (const OfFamily& each : families)
        text += fmt::format(R"({}{{"family": "{}", "weeks": {}, "kept": {}, "impossible": {}, "unproven": {}}})",
                            text.size() > 1 ? ", " : "", each.family, each.weeks, each.deadlines.kept,
                            each.deadlines.impossible, each.deadlines.unproven);
    return text + "]";
}

}  // namespace bienveille::bench
