#include "engine/writing.h"

#include <algorithm>
#include <utility>

namespace bienveille {
namespace {

// Calls of one list are people from all over the input: their rows are fetched while others are written.
void expect(const Tenant& tenant) {
    constexpr std::size_t kLine = 64;  // bytes
    for (std::size_t at = 0; at < sizeof tenant; at += kLine)
        __builtin_prefetch(reinterpret_cast<const char*>(&tenant) + at);
}

}  // namespace

Writing::Writing(const DayInput& input, const RuleSet& rules, const WorkingDays& working, const Board& board,
                 const Facts& facts)
    : input_(input), rules_(rules), board_(board), facts_(facts), cards_(rules, working, input.day) {}

std::vector<AdvisorList> Writing::lists() {
    std::vector<AdvisorList> lists;
    lists.reserve(board_.seats());
    for (SeatIndex s = 0; s < board_.seats(); ++s)
        if (board_.has_list(s)) write(lists.emplace_back(), s);
    return lists;
}

void Writing::write(AdvisorList& list, SeatIndex s, const std::vector<Told>& told) {
    const Seat& seat = board_.seat(s);
    list.advisor = input_.advisors[seat.advisor].id;
    list.capacity = Minutes{seat.capacity};
    const std::vector<Placed> placed = timetable(board_, s);
    if (told.empty())
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
        const auto known =
            std::find_if(told.begin(), told.end(), [&](const Told& other) { return other.call == each.call; });
        Call& call = list.calls.emplace_back(known == told.end() ? Call{} : std::move(*known->told));
        if (known == told.end()) write(call, board_.call(each.call), s);
        call.tier = board_.call(each.call).tier;
        call.starts_at = each.starts_at;
    }
    const auto before = [](const Call& a, const Call& b) {
        return in_time(a.starts_at, a.minutes + a.pause, a.tenant) <
               in_time(b.starts_at, b.minutes + b.pause, b.tenant);
    };
    if (!std::is_sorted(list.calls.begin(), list.calls.end(), before))
        std::sort(list.calls.begin(), list.calls.end(), before);
    for (const Call& call : list.calls) {
        list.planned += call.minutes;
        list.pauses += call.pause;
    }
    list.heavy_calls = heavy_calls(s);
}

void Writing::write(Call& call, const Candidate& candidate, SeatIndex s) {
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

int Writing::heavy_calls(SeatIndex s) const {
    const auto heavy = [](std::uint8_t kind) { return kind >= kLevel3 - 1 ? 1 : 0; };
    int count = 0;
    for (const FixedCall& fixed : board_.seat(s).fixed) count += heavy(kind_of(input_.tenants[fixed.tenant]));
    for (const CallIndex c : board_.list(s)) count += heavy(board_.call(c).kind);
    return count;
}

}  // namespace bienveille
