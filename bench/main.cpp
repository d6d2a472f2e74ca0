// bienveille_bench: the planner against other people's solvers, on the same days, in one run.
//
// Decides: which sizes, which rivals where, how often. README.md beside it says how to read the table.
// Exit: 0 fine, 2 bad usage, 3 when a plan breaks a promise or misses the best that a rival found.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "bench/instance.h"
#include "bench/judge.h"
#include "bench/measure.h"
#include "bench/report.h"
#include "bench/rival_day.h"
#include "engine/audit.h"
#include "engine/facts.h"
#include "engine/plan.h"
#include "engine/validate.h"

namespace bienveille::bench {
namespace {

struct Options {
    std::vector<Size> sizes = {{944, 4}, {10'000, 40}, {100'000, 400}};
    bool json = false;
    int runs = 5;
    std::uint64_t seed = 20'200'403;
    Seconds limit{120};
};

constexpr int kMostTenantsForBoost = 10'000;            // 214 s at 100,000 x 400
constexpr int kMostTenantsForNetworkSimplex = 100'000;  // over 300 s at 1,000,000 x 4,000

constexpr double kMostGap = 0.0015;  // of policy value to its own bound

struct Solver {
    const char* name;
    Seating (*solve)(const RivalDay&);
    int most_tenants;
};

constexpr Solver kExact[] = {
    {"LEMON network simplex, per tenant", network_simplex, kMostTenantsForNetworkSimplex},
    {"LEMON cost scaling, per tenant", cost_scaling, 1'000'000},
    {"Boost.Graph shortest paths, per tenant", successive_shortest_paths, kMostTenantsForBoost},
};

Plan planned(const Instance& day) {
    auto plan = make_plan(day.input, day.rules);
    if (!plan) throw std::runtime_error(plan.problems().front().path + " " + plan.problems().front().message);
    return std::move(plan).value();
}

Line timed(const std::string& name, const Options& options, const std::function<std::vector<int>()>& solve) {
    const auto measured = measure(solve, options.runs, options.limit);
    if (!measured) return {name, {}, 0, 0, {}, {}};
    return {name, measured->median.count(), measured->runs, measured->peak_mib, {}, {}};
}

Line judged(const std::string& name, const Options& options, const RivalDay& day,
            const std::function<Seating()>& solve) {
    const auto measured = measure(solve, options.runs, options.limit);
    if (!measured) return {name, {}, 0, 0, {}, {}};
    return {name, measured->median.count(), measured->runs, measured->peak_mib, judge(day, measured->answer), {}};
}

// The parts of a plan that are told apart: they seat nobody.
std::vector<Line> parts(const Instance& day, const Plan& plan, const Options& options) {
    const Calendar& calendar = day.input.calendar ? *day.input.calendar : day.rules.calendar;
    return {
        timed("  of which validate", options,
              [&] { return std::vector<int>{static_cast<int>(validate(day.input).size())}; }),
        timed("  of which score and rank", options,
              [&] {
                  const WorkingDays working(calendar, day.input.day);
                  const Roster roster =
                      make_roster(day.input, day.rules, calendar, Presence(day.input, day.rules, calendar, working));
                  return std::vector<int>{
                      static_cast<int>(make_facts(day.input, day.rules, roster, working).owed.size())};
              }),
        timed("audit", options,
              [&] { return std::vector<int>{static_cast<int>(audit(plan, day.input, day.rules).size())}; }),
    };
}

// The same day for the most points: its own bound says how far from the best it can be at most.
Line by_value(Instance day, const Options& options, const RivalDay& rivals) {
    day.rules.policy = Policy::value;
    const Plan plan = planned(day);
    Line line = timed("make_plan, policy value", options,
                      [&] { return std::vector<int>{static_cast<int>(planned(day).lists.size())}; });
    line.verdict = judge(rivals, seating_of(plan));
    line.bound_gap = static_cast<double>(plan.certificate.gap.count) / static_cast<double>(kOne.count);
    if (const auto findings = audit(plan, day.input, day.rules); !findings.empty())
        throw std::runtime_error(fmt::format("policy value: {} promises broken, the first: {} {} {}", findings.size(),
                                             findings[0].promise, findings[0].path, findings[0].message));
    if (line.bound_gap > kMostGap)
        throw std::runtime_error(fmt::format("policy value: {:.3f} % below its bound", *line.bound_gap * 100));
    return line;
}

void fill_gaps(std::vector<Line>& lines) {
    std::int64_t best = 0;
    for (const Line& line : lines)
        if (line.verdict) best = std::max(best, line.verdict->weight);
    for (Line& line : lines)
        if (line.verdict && best > 0)
            line.gap = static_cast<double>(best - line.verdict->weight) / static_cast<double>(best);
}

Section compare(const char* title, const char* name, Situation situation, Size size, const Options& options) {
    const Instance day = instance(situation, size, options.seed);
    const Plan plan = planned(day);
    const RivalDay rivals = rival_day(day.input, day.rules, plan);

    Section section{title,       name, size.tenants, size.advisors, static_cast<int>(rivals.calls.size()), 0,
                    plan.digest, {}};
    for (const RivalCall& call : rivals.calls) section.follow_ups += call.previous >= 0 ? 1 : 0;
    section.lines.push_back({});
    section.lines.front() =
        timed("make_plan", options, [&] { return std::vector<int>{static_cast<int>(planned(day).lists.size())}; });
    section.lines.front().verdict = judge(rivals, seating_of(plan));
    for (Line& part : parts(day, plan, options)) section.lines.push_back(std::move(part));
    if (situation != Situation::slack) section.lines.push_back(by_value(day, options, rivals));
    if (situation == Situation::equal)
        for (const Solver& solver : kExact)
            if (size.tenants <= solver.most_tenants)
                section.lines.push_back(judged(solver.name, options, rivals, [&] { return solver.solve(rivals); }));
    section.lines.push_back(judged("round robin by score", options, rivals, [&] { return round_robin(rivals); }));
    if (situation == Situation::equal) fill_gaps(section.lines);
    if (const auto findings = audit(plan, day.input, day.rules); !findings.empty())
        throw std::runtime_error(fmt::format("{} {}: {} promises broken, the first: {} {} {}", name, size.tenants,
                                             findings.size(), findings[0].promise, findings[0].path,
                                             findings[0].message));
    return section;
}

bool planner_is_best(const Section& section) {
    return section.lines.front().verdict->allowed && section.lines.front().gap.value_or(0) == 0;
}

Options options_from(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--small") {
            options.sizes = {{944, 4}, {5'000, 20}};
            options.runs = 3;
        } else if (word == "--large") {
            options.sizes.push_back({1'000'000, 4'000});
        } else if (word == "--json") {
            options.json = true;
        } else if (word == "--seed" && i + 1 < count) {
            options.seed = std::strtoull(words[++i], nullptr, 10);
        } else {
            throw std::invalid_argument(
                fmt::format("'{}' is not an argument; it must be --small, --large, --json or --seed N", word));
        }
    }
    return options;
}

int run(const Options& options) {
    std::vector<Section> sections;
    bool best = true;
    const auto add = [&](Section section) {
        if (!options.json) fmt::print("{}\n", table(section));
        std::fflush(stdout);
        best = best && planner_is_best(section);
        sections.push_back(std::move(section));
    };
    for (const Size size : options.sizes) add(compare("Equal minutes", "equal", Situation::equal, size, options));
    for (const Size size : options.sizes) add(compare("Real minutes", "real", Situation::real, size, options));
    for (const Size size : options.sizes) add(compare("A slack day", "slack", Situation::slack, size, options));
    if (options.json) fmt::print("{}", json(sections));
    if (!best) fmt::print(stderr, "bench: a plan is not allowed, or a rival found more\n");
    return best ? 0 : 3;
}

}  // namespace
}  // namespace bienveille::bench

int main(int count, char** words) {
    try {
        return bienveille::bench::run(bienveille::bench::options_from(count, words));
    } catch (const std::invalid_argument& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 2;
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 3;
    }
}
