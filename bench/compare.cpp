#include "bench/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "bench/ahead.h"
#include "bench/judge.h"
#include "bench/limit.h"
#include "bench/rival_day.h"
#include "engine/audit.h"
#include "engine/compare.h"
#include "engine/facts.h"
#include "engine/kept_day.h"
#include "engine/plan.h"
#include "engine/validate.h"

namespace bienveille::bench {
namespace {

constexpr int kMostTenantsForBoost = 10'000;            // 214 s at 100,000 x 400
constexpr int kMostTenantsForNetworkSimplex = 100'000;  // over 300 s at 1,000,000 x 4,000

constexpr int kFewestAdvisorsToMend = 400;  // in all runs together some fall ill

constexpr double kMostGap = 0.0015;  // of policy value to its own bound

struct Solver {
    Subject subject;
    const char* name;
    Seating (*solve)(const RivalDay&);
    int most_tenants;
};

constexpr Solver kExact[] = {
    {Subject::exact_rival, "LEMON network simplex, per tenant", network_simplex, kMostTenantsForNetworkSimplex},
    {Subject::exact_rival, "LEMON cost scaling, per tenant", cost_scaling, 1'000'000},
    {Subject::boost, "Boost.Graph shortest paths, per tenant", successive_shortest_paths, kMostTenantsForBoost},
};

Plan planned(const Instance& day) {
    auto plan = make_plan(day.input, day.rules);
    if (!plan) throw std::runtime_error(plan.problems().front().path + " " + plan.problems().front().message);
    return std::move(plan).value();
}

void expect_no_finding(const Plan& plan, const Instance& day, const std::string& what) {
    const auto findings = audit(plan, day.input, day.rules);
    if (!findings.empty())
        throw std::runtime_error(fmt::format("{}: {} promises broken, the first: {} {} {}", what, findings.size(),
                                             findings[0].promise, findings[0].path, findings[0].message));
}

std::vector<int> counted(std::size_t count) { return {static_cast<int>(count)}; }

// What a caller waits for: the plan, and the proof that it keeps its promises.
Line whole_plan(const Instance& day, const Options& options) {
    return timed(Subject::whole_plan, "whole plan: make_plan and audit", options,
                 [&] { return counted(audit(planned(day), day.input, day.rules).size()); });
}

// What it is made of: these seat nobody.
std::vector<Line> parts(const Instance& day, const Plan& plan, const Options& options) {
    const Calendar& calendar = day.input.calendar ? *day.input.calendar : day.rules.calendar;
    return {
        timed(Subject::make_plan, "  of which make_plan", options, [&] { return counted(planned(day).lists.size()); }),
        timed(Subject::part, "    of which validate", options, [&] { return counted(validate(day.input).size()); }),
        timed(Subject::part, "    of which score and rank", options,
              [&] {
                  const WorkingDays working(calendar, day.input.day);
                  const Roster roster =
                      make_roster(day.input, day.rules, calendar, Presence(day.input, day.rules, calendar, working));
                  return counted(make_facts(day.input, day.rules, roster, working).owed.size());
              }),
        timed(Subject::audit, "  of which audit", options,
              [&] { return counted(audit(plan, day.input, day.rules).size()); }),
    };
}

// The same morning when the first advisor falls ill: today's plan is there, its calls want to stay.
Instance one_falls_ill(Instance day, const Plan& plan) {
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            day.input.previous.push_back(
                {call.tenant, list.advisor, call.starts_at, call.minutes, call.pause, CallState::planned, false});
    day.input.availability.push_back({day.input.advisors.front().id, day.input.day, Minutes{0}});
    return day;
}

Line replan(const Instance& day, const Plan& plan, const Options& options, const Line& fresh) {
    const Instance ill = one_falls_ill(day, plan);
    const Plan again = planned(ill);
    expect_no_finding(again, ill, "replanning");
    std::vector<std::pair<std::string, std::string>> before, after;  // who calls whom
    for (const auto& [from, to] : {std::pair(&plan, &before), std::pair(&again, &after)}) {
        for (const AdvisorList& list : from->lists)
            for (const Call& call : list.calls) to->emplace_back(call.tenant.text, list.advisor.text);
        std::sort(to->begin(), to->end());
    }
    std::vector<std::pair<std::string, std::string>> stayed;
    std::set_intersection(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(stayed));
    Line line = timed(Subject::replan, "make_plan again, one advisor ill", options,
                      [&] { return counted(planned(ill).lists.size()); });
    if (line.seconds && fresh.seconds)
        line.note = fmt::format("{:.2f} x make_plan; {} of {} calls stay with their advisor",
                                *line.seconds / *fresh.seconds, thousands(static_cast<std::int64_t>(stayed.size())),
                                thousands(static_cast<std::int64_t>(before.size())));
    return line;
}

// What a service does that kept the morning's facts: it says what changed and gets the plan; and the audit on top, as the whole plan's.
std::vector<Line> replan_from_kept(const Instance& day, const Plan& plan, const Options& options, const Line& fresh) {
    const Instance ill = one_falls_ill(day, plan);
    auto kept = KeptDay::keep(day.input, day.rules);
    const auto again = [&] {
        KeptDay::Change change;
        change.availability = ill.input.availability;
        change.previous = ill.input.previous;
        return std::move(kept->replan(std::move(change))).value();
    };
    if (!(again() == planned(ill))) throw std::runtime_error("kept facts give another plan");
    Line line = timed(Subject::replan_kept, "the same from the day's kept facts", options,
                      [&] { return counted(again().lists.size()); });
    if (line.seconds && fresh.seconds) line.note = fmt::format("{:.2f} x make_plan", *line.seconds / *fresh.seconds);
    Line audited = timed(Subject::replan_kept_audited, "  and its audit", options,
                         [&] { return counted(audit(again(), ill.input, ill.rules).size()); });
    return {std::move(line), std::move(audited)};
}

// What a service does that holds the plan itself: somebody falls ill, then somebody else, and each time the plan that stands is mended.
std::vector<Line> mend(const Instance& day, const Options& options, const Line& fresh) {
    auto kept = KeptDay::keep(day.input, day.rules);
    kept->plan();
    std::size_t ill = 0;
    const auto next = [&] { return kept->advisor_leaves(day.input.advisors[ill++].id); };
    const auto first = next();
    expect_no_finding(first->plan, {kept->input(), day.rules}, "mending");
    if (!first->in_place) throw std::runtime_error("the plan was not mended but made anew");
    Line line = timed(Subject::mend, "the plan that stands, mended", options,
                      [&] { return counted(next()->plan.lists.size()); });
    if (line.seconds && fresh.seconds) line.note = fmt::format("{:.2f} x make_plan", *line.seconds / *fresh.seconds);
    return {std::move(line)};
}

// The same day under the rules and under others that weigh age more: who enters, who leaves, who moves and why.
Line two_rules(const Instance& day, const Options& options, const Line& one_plan) {
    RuleSet other = day.rules;
    constexpr Points kMore{500};
    other.factors.isolation.weight -= std::min(kMore, other.factors.isolation.weight);
    other.factors.age.weight += kMore;
    Line line = timed(Subject::two_rules, "two rule sets compared", options, [&] {
        const auto comparison = bienveille::compare(day.input, day.rules, other);
        return counted(comparison->moves.size());
    });
    const std::size_t moves = bienveille::compare(day.input, day.rules, other)->moves.size();
    if (line.seconds && one_plan.seconds)
        line.note = fmt::format("{:.2f} x make_plan; {} people move", *line.seconds / *one_plan.seconds,
                                thousands(static_cast<std::int64_t>(moves)));
    return line;
}

// The same day for the most points: its own bound says how far from the best it can be at most.
Line by_value(Instance day, const Options& options, const RivalDay& rivals) {
    day.rules.policy = Policy::value;
    const Plan plan = planned(day);
    expect_no_finding(plan, day, "policy value");
    Line line = timed(Subject::by_value, "make_plan, policy value", options,
                      [&] { return counted(planned(day).lists.size()); });
    line.verdict = judge(rivals, seating_of(plan));
    line.bound_gap = static_cast<double>(plan.certificate.gap.count) / static_cast<double>(kOne.count);
    if (line.bound_gap > kMostGap)
        throw std::runtime_error(fmt::format("policy value: {:.3f} % below its bound", *line.bound_gap * 100));
    return line;
}

Line judged(const Solver& solver, const Options& options, const RivalDay& day) {
    std::vector<int> seating;
    Line line = timed(
        solver.subject, solver.name, options, [&] { return solver.solve(day); }, &seating);
    if (line.seconds) line.verdict = judge(day, seating);
    return line;
}

Deadlines deadlines_of(const Plan& plan) {
    Deadlines deadlines;
    for (const AdvisorList& list : plan.lists)
        deadlines.kept += std::count_if(list.calls.begin(), list.calls.end(),
                                        [](const Call& call) { return call.due_on.has_value(); });
    for (const Unplanned& row : plan.unplanned) {
        if (row.keeping == Keeping::kept) ++deadlines.kept;
        if (row.keeping == Keeping::impossible) ++deadlines.impossible;
        if (row.keeping == Keeping::unproven) ++deadlines.unproven;
    }
    return deadlines;
}

// So many that one advisor's calls find room with the others, and the loads stay even.
bool may_be_mended(Size size) { return size.advisors >= 40 && size.tenants >= 50 * size.advisors; }

// One more is promised the same time in a language than speak it; few of those who leave below do.
Instance too_many_at_once(Instance day) {
    const std::string& language = day.input.advisors.back().languages.back();
    auto more = std::count_if(day.input.advisors.begin(), day.input.advisors.end(), [&](const Advisor& advisor) {
        return std::find(advisor.languages.begin(), advisor.languages.end(), language) != advisor.languages.end();
    });
    for (Tenant& tenant : day.input.tenants) {
        if (more < 0) break;
        if (tenant.language != language || !tenant.last_reached_on) continue;
        tenant.callback_requested_on = tenant.last_reached_on;
        tenant.callback_due_on = day.input.day;
        tenant.callback_slot.time = TimeOfDay{15 * 60};
        --more;
    }
    if (deadlines_of(planned(day)).impossible == 0)
        throw std::runtime_error("too many promised one time, but all are kept");
    return day;
}

// Where too few advisors are there to measure it: that plans of this size are mended in place. At the larger sizes it is seen by mend().
void expect_mended_in_place(const Instance& day, const std::string& what) {
    // Now and then somebody cannot leave in place for a good reason: a call that must be today loses its only room.
    constexpr int kIll = 8, kFewestInPlace = 2;
    auto kept = KeptDay::keep(day.input, day.rules);
    int in_place = 0;
    for (std::size_t ill = 0; ill < kIll; ++ill) {
        const auto mended = kept->advisor_leaves(day.input.advisors[ill].id, 0);
        if (!mended->in_place) continue;
        if (++in_place == 1) expect_no_finding(mended->plan, {kept->input(), day.rules}, what + ", mended");
    }
    if (in_place < kFewestInPlace)
        throw std::runtime_error(fmt::format(
            "{}: {} advisors leave one after the other, and {} times the plan was mended in place; must be at least {}",
            what, kIll, in_place, kFewestInPlace));
}

void fill_gaps(std::vector<Line>& lines) {
    std::int64_t best = 0;
    for (const Line& line : lines)
        if (line.verdict) best = std::max(best, line.verdict->weight);
    for (Line& line : lines)
        if (line.verdict && best > 0)
            line.gap = static_cast<double>(best - line.verdict->weight) / static_cast<double>(best);
}

struct Words {
    const char* title;
    const char* name;
};
Words words(Situation situation) {
    switch (situation) {
        case Situation::equal: return {"Equal minutes", "equal"};
        case Situation::real: return {"Real minutes", "real"};
        case Situation::slack: return {"A slack day", "slack"};
        case Situation::overfull: return {"An overfull day", "overfull"};
    }
    return {"", ""};
}

}  // namespace

Section compare(Situation situation, Size size, const Options& options) {
    const Instance day = instance(situation, size, options.seed);
    const Plan plan = planned(day);
    expect_no_finding(plan, day, fmt::format("{}, {} tenants", words(situation).title, size.tenants));
    const RivalDay rivals = rival_day(day.input, day.rules, plan);

    Section section;
    section.title = words(situation).title;
    section.situation = words(situation).name;
    section.tenants = size.tenants;
    section.advisors = size.advisors;
    section.owed = static_cast<int>(rivals.calls.size());
    section.follow_ups = static_cast<int>(std::count_if(rivals.calls.begin(), rivals.calls.end(),
                                                        [](const RivalCall& call) { return call.previous >= 0; }));
    section.plan_digest = plan.digest;
    section.deadlines = deadlines_of(plan);
    const auto add = [&](std::vector<Line> lines) {
        for (Line& line : lines) section.lines.push_back(std::move(line));
    };
    add({whole_plan(day, options)});
    section.lines.front().verdict = judge(rivals, seating_of(plan));
    add(parts(day, plan, options));
    if (situation == Situation::equal || situation == Situation::real) {
        const Line one_plan = *section.about(Subject::make_plan);
        add({replan(day, plan, options, one_plan)});
        add(replan_from_kept(day, plan, options, one_plan));
        if (situation == Situation::real && size.advisors >= kFewestAdvisorsToMend) {
            add(mend(day, options, one_plan));
        } else if (situation == Situation::real && may_be_mended(size)) {
            expect_mended_in_place(day, "Real minutes");
            expect_mended_in_place(too_many_at_once(day), "Too many promised one time");
        }
        add({two_rules(day, options, one_plan), by_value(day, options, rivals)});
    }
    if (situation == Situation::equal)
        for (const Solver& solver : kExact)
            if (size.tenants <= solver.most_tenants) add({judged(solver, options, rivals)});
    add({judged({Subject::habit, "round robin by score", round_robin, 0}, options, rivals)});
    if (situation == Situation::equal) {
        add(scoring_lines(day, options));
        fill_gaps(section.lines);
    }
    if (situation != Situation::slack) add(ahead_lines(day, options));
    return section;
}

}  // namespace bienveille::bench
