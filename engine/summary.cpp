#include "engine/summary.h"

#include <algorithm>
#include <optional>

#include "engine/evenest_lists.h"
#include "engine/gap_bound.h"
#include "engine/prices.h"
#include "engine/prices_ahead.h"
#include "engine/score.h"
#include "engine/spreading.h"

namespace bienveille {
namespace {

NoPlace no_place(const Board& board, CallIndex c, bool anybody_present) {
    NoPlace found;
    if (board.group(c).empty()) {
        if (anybody_present) found.reason = UnplannedReason::not_eligible;
        return found;
    }
    for (const SeatIndex s : board.group(c)) {
        if (!board.eligible(s, c)) continue;
        found.room = std::max(found.room, Minutes{board.room(s)});
        if (board.only_caps_stand_against(s, c)) found.reason = UnplannedReason::cap_reached;
    }
    return found;
}

}  // namespace

Unplanning::Unplanning(const Board& board, const LookAhead& ahead, const DayInput& input, const Facts& facts)
    : board_(board), ahead_(ahead), input_(input), facts_(facts), alike_(board.kinds()) {
    for (SeatIndex s = 0; s < board.seats(); ++s) anybody_present_ = anybody_present_ || board.seat(s).present;
}

std::vector<Unplanned> Unplanning::all() {
    std::vector<Unplanned> rows;
    rows.reserve(board_.calls() + facts_.not_owed.size());
    constexpr CallIndex kAhead = 12;  // calls: about as long as memory takes to answer
    for (CallIndex c = 0; c < board_.calls(); ++c) {
        if (c + kAhead < board_.calls()) __builtin_prefetch(&input_.tenants[board_.call(c + kAhead).tenant]);
        if (board_.seat_of(c)) continue;
        begin(rows.emplace_back(), board_.call(c));
        tell(rows.back(), c);
    }
    for (const NotOwed& entry : facts_.not_owed) {
        Unplanned& row = rows.emplace_back();
        row.tenant = input_.tenants[entry.tenant].id;
        row.points = entry.points;
        row.reason = entry.reason;
        tell_place(row, ahead_.of(entry));
    }
    return rows;
}

void Unplanning::tell_again(std::vector<Unplanned>& rows) {
    auto row = rows.begin();
    for (CallIndex c = 0; c < board_.calls(); ++c)
        if (!board_.seat_of(c)) tell(*row++, c);
    for (const NotOwed& entry : facts_.not_owed) {
        if (entry.duty) tell_place(*row, ahead_.of(entry));
        ++row;
    }
}

// What the call's own facts say.
void Unplanning::begin(Unplanned& row, const Candidate& call) const {
    row.tenant = input_.tenants[call.tenant].id;
    row.points = call.points;
    row.tier = call.tier;
    row.due_on = call.due_on;
    row.needs = Minutes{board_.minutes_of(call.kind)};
}

// What the others' calls leave of the day and of the days ahead.
void Unplanning::tell(Unplanned& row, CallIndex c) {
    const NoPlace& found = why(c);
    row.reason = found.reason;
    row.room = found.room;
    tell_place(row, ahead_.of(c));
}

void Unplanning::tell_place(Unplanned& row, const Outlook& outlook) const {
    row.keeping = outlook.keeping;
    row.promise = outlook.promise;
    row.look_ahead_day.reset();
    if (!outlook.place) return row.look_ahead_advisor.reset();
    const Cell& cell = ahead_.horizon().cells[*outlook.place];
    row.look_ahead_day = ahead_.horizon().days[cell.day];
    row.look_ahead_advisor = input_.advisors[cell.advisor].id;
}

const NoPlace& Unplanning::why(CallIndex c) {
    const Brief& brief = board_.brief(c);
    if (brief.apart && board_.call(c).only_seat >= 0) {
        const auto [found, fresh] = with_own_advisor_.try_emplace({board_.call(c).only_seat, brief.kind});
        if (fresh) found->second = no_place(board_, c, anybody_present_);
        return found->second;
    }
    auto& found = alike_[board_.group_and_kind(c)];
    if (!found) found = no_place(board_, c, anybody_present_);
    return *found;
}

PromiseSummary promises_of(const Plan& plan, const LookAhead& ahead, const Facts& facts) {
    PromiseSummary summary;
    const Horizon& horizon = ahead.horizon();
    const Day last = facts.callbacks.empty() ? plan.day : std::max(plan.day, facts.callbacks.back());
    for (std::size_t day = 0; day < horizon.days.size() && horizon.days[day] <= last; ++day) {
        PromiseDay row{horizon.days[day], 0, 0, {}, {}};
        if (day > 0)
            for (const Cell& cell : horizon.on(day)) row.capacity += Minutes{cell.room.minutes};
        summary.calendar.push_back(row);
    }
    PromiseDay& today = summary.calendar.front();
    for (const AdvisorList& list : plan.lists) {
        today.capacity += list.capacity;
        today.planned += static_cast<int>(list.calls.size());
        today.planned_minutes += list.planned + list.pauses;
    }
    for (const Day deadline : facts.callbacks) {
        const auto row =
            std::lower_bound(summary.calendar.begin(), summary.calendar.end(), std::max(deadline, plan.day),
                             [](const PromiseDay& each, Day day) { return each.day < day; });
        if (row != summary.calendar.end()) ++row->due;
    }
    int in_hand = static_cast<int>(facts.callbacks.size());  // promises of tenants whose call has begun or is fixed
    for (const Duty& duty : ahead.duties()) {
        const Outlook& outlook = ahead.of(duty);
        if (outlook.place) {
            const std::size_t day = horizon.cells[*outlook.place].day;
            if (day < summary.calendar.size()) {
                ++summary.calendar[day].planned;
                summary.calendar[day].planned_minutes += ahead.minutes_of(duty.kind);
            }
        }
        if (!outlook.promise) continue;
        --in_hand;
        switch (*outlook.promise) {
            case Keeping::kept: ++summary.kept; break;
            case Keeping::impossible: ++summary.impossible; break;
            case Keeping::unproven: ++summary.unproven; break;
        }
    }
    summary.open = static_cast<int>(facts.callbacks.size());
    summary.kept += in_hand;
    summary.shortfall = ahead.shortfalls();
    return summary;
}

Balance balance_of(const Board& board, const DayInput& input, Value tolerance, bool solved_exactly) {
    Balance balance;
    balance.tolerance = tolerance;
    const auto loads = extremes(board);
    if (loads) balance.largest_gap = gap_half_up(*loads);
    const bool within = balance.largest_gap <= tolerance;
    const auto reached = [&] {
        return balance.largest_gap.count - balance.lower_bound.count <= 1;
    };  // both are rounded
    if (balance.largest_gap > Value{0}) {
        const GapBound bound = gap_bound(board, within ? Look::quick : Look::close);
        balance.lower_bound = bound.value;
        balance.proof = proof_told(bound, board, input);
        if (solved_exactly && !within && !reached()) {
            balance.lower_bound = gap_down(*loads);
            balance.proof = {{}, {}, true, false};
        } else if (!within && !reached()) {
            const auto lists = evenest_lists(board, *loads);
            if (lists && gap_down(*lists) > balance.lower_bound) {
                balance.lower_bound = gap_down(*lists);
                balance.proof = {{}, {}, false, true};
            }
            if (!reached() && none_is_evener(board)) {
                balance.lower_bound = gap_down(*loads);
                balance.proof = {{}, {}, true, false};
            }
        }
    }
    balance.proven = within || reached();
    return balance;
}

namespace {

// Where today's prices alone are not enough.
void count_days_ahead(Certificate& certificate, const Board& board, const DayInput& input, const Stocks& stocks) {
    const auto ahead = prices_ahead(board, stocks);
    if (!ahead) return;
    const Points bound = bound_by(ahead->today, board, stocks, &ahead->charges);
    if (bound >= certificate.upper_bound) return;
    certificate.upper_bound = bound;
    certificate.prices = prices_told(ahead->today, board, input);
    for (Price& price : prices_told_ahead(*ahead, board, input)) certificate.prices.push_back(std::move(price));
}

}  // namespace

Certificate certificate_of(const Plan& plan, const Board& board, const DayInput& input) {
    Certificate certificate;
    bool everyone = true;
    for (CallIndex c = 0; c < board.calls() && everyone; ++c) everyone = board.seat_of(c) || board.group(c).empty();
    // With everybody on a list no price is needed: all points there are is the bound.
    const Stocks stocks(board);
    const PriceBySeat prices = everyone ? PriceBySeat(board.seats()) : prices_of(board, stocks);
    certificate.upper_bound = bound_by(prices, board, stocks);
    certificate.prices = prices_told(prices, board, input);
    Points fixed;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) {
            certificate.points += call.card.points;
            if (call.fixed) fixed += call.card.points;
        }
    if (board.policy() == Policy::value && certificate.upper_bound + fixed > certificate.points)
        count_days_ahead(certificate, board, input, stocks);
    certificate.upper_bound += fixed;
    certificate.optimal = certificate.points == certificate.upper_bound;
    const std::int64_t upper = certificate.upper_bound.count;
    if (upper > 0) certificate.gap = Value{(2 * (upper - certificate.points.count) * kOne.count + upper) / (2 * upper)};
    return certificate;
}

}  // namespace bienveille
