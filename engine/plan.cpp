#include "engine/plan.h"

#include <algorithm>
#include <cassert>

#include "engine/choice.h"
#include "engine/digest.h"
#include "engine/id_index.h"
#include "engine/look_ahead.h"
#include "engine/score.h"
#include "engine/summary.h"
#include "engine/tenant_facts.h"
#include "engine/timetable.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

class Writing {
public:
    Writing(const DayInput& input, const RuleSet& rules, const WorkingDays& working, const Board& board,
            const Facts& facts)
        : input_(input), rules_(rules), board_(board), facts_(facts), cards_(rules, working, input.day) {}

    std::vector<AdvisorList> lists() {
        std::vector<AdvisorList> lists(board_.seats());
        for (SeatIndex s = 0; s < board_.seats(); ++s) write(lists[s], s);
        return lists;
    }

private:
    void write(AdvisorList& list, SeatIndex s) {
        const Seat& seat = board_.seat(s);
        list.advisor = input_.advisors[seat.advisor].id;
        list.capacity = Minutes{seat.capacity};
        const std::vector<Placed> placed = timetable(board_, s);
        for (const Placed& each : placed) expect(input_.tenants[board_.call(each.call).tenant]);
        list.calls.reserve(seat.fixed.size() + placed.size());
        for (const FixedCall& fixed : seat.fixed) {
            const auto facts = std::find_if(facts_.in_hand.begin(), facts_.in_hand.end(),
                                            [&](const Candidate& each) { return each.tenant == fixed.tenant; });
            Call& call = list.calls.emplace_back();
            write(call, *facts, s);
            call.starts_at = fixed.starts_at;
            call.minutes = fixed.minutes;
            call.pause = fixed.pause;
            call.fixed = true;
            call.state = fixed.state;
        }
        for (const Placed& each : placed) {
            Call& call = list.calls.emplace_back();
            write(call, board_.call(each.call), s);
            call.starts_at = each.starts_at;
        }
        const auto before = [](const Call& a, const Call& b) {
            return a.starts_at != b.starts_at ? a.starts_at < b.starts_at : a.tenant < b.tenant;
        };
        if (!std::is_sorted(list.calls.begin(), list.calls.end(), before))
            std::sort(list.calls.begin(), list.calls.end(), before);
        for (const Call& call : list.calls) {
            list.planned += call.minutes;
            list.pauses += call.pause;
        }
        list.heavy_calls = heavy_calls(s);
    }

    // Calls of one list are people from all over the input: their rows are fetched while others are written.
    static void expect(const Tenant& tenant) {
        constexpr std::size_t kLine = 64;  // bytes
        for (std::size_t at = 0; at < sizeof tenant; at += kLine)
            __builtin_prefetch(reinterpret_cast<const char*>(&tenant) + at);
    }

    void write(Call& call, const Candidate& candidate, SeatIndex s) {
        const Tenant& tenant = input_.tenants[candidate.tenant];
        const AdvisorId& advisor = input_.advisors[board_.seat(s).advisor].id;
        const Work& work = rules_.work;
        call.tenant = tenant.id;
        call.minutes = tenant.anxiety ? work.levels[static_cast<std::size_t>(*tenant.anxiety)] : work.unknown_level;
        if (candidate.kind == kLevel3) call.pause = work.pause_after_level3;
        call.tier = candidate.tier;
        call.due_on = candidate.due_on;
        call.late = candidate.due_on && *candidate.due_on < input_.day;
        call.same_advisor = tenant.last_advisor == advisor;
        call.slot_moved = candidate.slot && !tenant.last_advisor.empty() && !call.same_advisor;
        call.card = cards_.of(tenant);
    }

    int heavy_calls(SeatIndex s) const {
        const auto heavy = [](std::uint8_t kind) { return kind >= kLevel3 - 1 ? 1 : 0; };
        int count = 0;
        for (const FixedCall& fixed : board_.seat(s).fixed) count += heavy(kind_of(input_.tenants[fixed.tenant]));
        for (const CallIndex c : board_.list(s)) count += heavy(board_.call(c).kind);
        return count;
    }

    const DayInput& input_;
    const RuleSet& rules_;
    const Board& board_;
    const Facts& facts_;
    CardTable cards_;
};

std::vector<OwedCall> order_of(const Board& board) {
    std::vector<OwedCall> order;
    order.reserve(board.calls());
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const Candidate& call = board.call(c);
        order.push_back({call.tenant, call.kind, call.tier, board.seat_of(c).has_value(), call.points});
    }
    return order;
}

Problems problems_of(const DayInput& input, const Known& known) {
    if (known.is_valid) return {};
    return known.tenants != nullptr ? validate_around_tenants(input, *known.tenants) : validate(input);
}

Roster roster_of(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const Presence& presence,
                 const Known& known) {
    Team team = known.team != nullptr ? *known.team : make_team(input, rules);
    if (known.tenants == nullptr)
        return make_roster(input, rules, calendar, presence, std::move(team), tenants_of_previous(input));
    std::vector<std::optional<std::uint32_t>> previous;
    previous.reserve(input.previous.size());
    for (const PreviousCall& call : input.previous) previous.emplace_back(known.tenants->find(call.tenant.text));
    return make_roster(input, rules, calendar, presence, std::move(team), std::move(previous));
}

// The day as it was chosen: each part looks at those before it.
struct Chosen {
    Chosen(const DayInput& input, const RuleSet& rules, const Wish* wish, const Known& known)
        : calendar(input.calendar ? *input.calendar : rules.calendar),
          working(calendar, input.day),
          presence(input, rules, calendar, working),
          roster(roster_of(input, rules, calendar, presence, known)),
          facts(known.facts != nullptr ? make_facts(*known.facts, input, rules, roster, working)
                                       : make_facts(input, rules, roster, working, wish)),
          ahead(input, rules, roster, presence, facts),
          board(input, rules, roster, facts, ahead),
          solved_exactly(choose(board, rules.work.balance_tolerance)) {}

    const Calendar& calendar;
    WorkingDays working;
    Presence presence;
    Roster roster;
    Facts facts;
    LookAhead ahead;
    Board board;
    bool solved_exactly;
};

Result<Plan> make(const DayInput& input, const RuleSet& rules, const Wish* wish, const Known& known = {},
                  std::vector<OwedCall>* order = nullptr) {
    Problems problems = problems_of(input, known);
    for (Problem& problem : validate(rules)) problems.push_back(std::move(problem));
    if (!problems.empty()) return problems;

    Chosen day(input, rules, wish, known);
    day.ahead.finish(day.board);

    Plan plan;
    plan.day = input.day;
    plan.digest = known.digest != nullptr ? digest(input, rules, *known.digest) : digest(input, rules);
    plan.engine = kEngineVersion;
    plan.rules_name = rules.name;
    plan.rules_version = rules.version;
    plan.policy = rules.policy;
    plan.lists = Writing(input, rules, day.working, day.board, day.facts).lists();
    plan.unplanned = unplanned_of(day.board, day.ahead, input, day.facts);
    plan.excluded = day.facts.excluded;
    plan.promises = promises_of(plan, day.ahead, day.facts);
    plan.balance = balance_of(day.board, input, rules.work.balance_tolerance, day.solved_exactly);
    plan.certificate = certificate_of(plan, day.board, input);
    if (order != nullptr) *order = order_of(day.board);
    return plan;
}

}  // namespace

Result<Plan> make_plan(const DayInput& input, const RuleSet& rules, const Known& known) {
    return make(input, rules, nullptr, known);
}

Result<Plan> make_plan(const DayInput& input, const RuleSet& rules) { return make(input, rules, nullptr); }

Result<Plan> make_plan(const DayInput& input, const RuleSet& rules, const Wish& wish) {
    return make(input, rules, &wish);
}

Result<PlannedDay> plan_day(const DayInput& input, const RuleSet& rules, const Known& known) {
    PlannedDay day;
    Result<Plan> plan = make(input, rules, nullptr, known, &day.order);
    if (!plan) return plan.problems();
    day.plan = std::move(plan).value();
    return day;
}

DayLists lists_of_day(const DayInput& input, const RuleSet& rules, const Team& team) {
    assert(input.previous.empty());
    Known known;
    known.team = &team;
    const Chosen chosen(input, rules, nullptr, known);
    const Board& board = chosen.board;
    DayLists day;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        DayLists::List& list = day.lists.emplace_back();
        list.advisor = board.seat(s).advisor;
        list.capacity = board.seat(s).capacity;
        for (const Placed& each : timetable(board, s)) list.tenants.push_back(board.call(each.call).tenant);
    }
    for (CallIndex c = 0; c < board.calls(); ++c)
        if (!board.seat_of(c)) day.waiting.push_back({board.call(c).tenant, board.cost(c), board.call(c).due_on});
    return day;
}

}  // namespace bienveille
