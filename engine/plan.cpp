#include "engine/plan.h"

#include <cassert>

#include "engine/chosen_day.h"
#include "engine/timetable.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

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

Result<Plan> make(const DayInput& input, const RuleSet& rules, const Wish* wish, const Known& known = {},
                  std::vector<OwedCall>* order = nullptr) {
    Problems problems = problems_of(input, known);
    for (Problem& problem : validate(rules)) problems.push_back(std::move(problem));
    if (!problems.empty()) return problems;

    ChosenDay day(input, rules, wish, known);
    Plan plan = account_of(day, input, rules, known);
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
    const ChosenDay chosen(input, rules, nullptr, known);
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
