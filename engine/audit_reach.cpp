#include "engine/audit_reach.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bienveille::audit_detail {
namespace {

constexpr int kRowsKept = 64;  // days ahead whose capacities are worth keeping

void raise(Waiting& all, const Waiting& others) {
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = std::max(all[k], others[k]);
}

}  // namespace

bool counts_right_by_callbacks(const Audited& audited, const std::vector<std::uint32_t>& people, const Reading& reading,
                               std::vector<std::uint32_t> proven) {
    if (!reading.is_of_both()) return true;
    std::sort(proven.begin(), proven.end());
    bool any_by_deadline = false;
    for (const std::uint32_t t : people) {
        if (!Reading::may_be_by_promise(audited, t)) continue;
        const bool proven_here = std::binary_search(proven.begin(), proven.end(), t);
        if (reading.by_promise(t) ? !reading.kept(t) : !proven_here && audited.promise(t) == Keeping::kept)
            return false;
        any_by_deadline = any_by_deadline || (proven_here && !reading.by_promise(t));
    }
    return any_by_deadline;
}

Reach reach_of(const Audited& audited, Counting& counting, const std::vector<std::uint32_t>& tenants,
               const Reading& reading, WholeCalls& whole) {
    const DayFacts& facts = audited.facts;
    const Day today = facts.input.day;
    std::map<std::tuple<Day, Day, int>, Waiting> sorts;  // first, last, language
    std::set<int> spoken;
    for (const Seat& seat : facts.seats)
        for (std::size_t l = 0; l < seat.speaks.size(); ++l)
            if (seat.speaks[l]) spoken.insert(static_cast<int>(l));
    std::optional<Day> begin, end;
    for (const std::uint32_t t : tenants) {
        const Standing& tenant = facts.standings[t];
        const Day first = reading.first(t), last = reading.aim(t).last;
        if (!tenant.dialable || last < first || !spoken.count(tenant.language)) continue;
        std::int64_t& most = sorts[{first, last, tenant.language}][static_cast<std::size_t>(tenant.kind)];
        most = std::max(most, counting.of(t));
        begin = std::min(begin.value_or(first), first);
        end = std::max(end.value_or(last), last);
    }
    Reach reach;
    if (!begin) return reach;
    std::vector<char> occurs(facts.seats.size());
    std::vector<std::pair<int, const Waiting*>> waiting;  // languages of those who may be called on a day
    const Day kept_until = std::min(facts.last_looked_at, today + kRowsKept);
    for (Day day = *begin; day <= *end; day = day + 1) {
        bool any = false;
        std::int64_t room_of_day = 0;
        waiting.clear();
        for (const auto& [sort, counted] : sorts)
            if (const auto& [first, last, language] = sort; first <= day && day <= last)
                waiting.emplace_back(language, &counted);
        for (std::size_t s = 0; s < facts.seats.size() && !waiting.empty(); ++s) {
            const auto speaks = [&](const auto& each) {
                return bool{facts.seats[s].speaks[static_cast<std::size_t>(each.first)]};
            };
            if (std::none_of(waiting.begin(), waiting.end(), speaks)) continue;
            const Minutes capacity = day == today        ? facts.seats[s].capacity
                                     : day <= kept_until ? audited.later.capacity(s, day)
                                                         : facts.capacity_on(s, day);
            if (capacity == Minutes{}) continue;
            occurs[s] = 1;
            any = true;
            Waiting most{};
            if (counting.is_once_for_all_days())
                for (const auto& each : waiting)
                    if (speaks(each)) raise(most, *each.second);
            if (counting.is_of_whole_calls() || tenants.size() <= kMostCallsSearched)
                reach.lists.push_back({day, s, counting.left(s, day, capacity), counting.apart(s, day)});
            const std::int64_t all = counting.room(s, day, capacity, most);
            room_of_day += whole.most_within(all);
            reach.available += all;
        }
        if (any) reach.days.push_back(day);
        if (!any && !facts.may_be_worked(day)) continue;
        reach.looked_at.push_back(day);
        reach.room.push_back(room_of_day);
    }
    for (std::size_t s = 0; s < occurs.size(); ++s)
        if (occurs[s]) reach.advisors.push_back(facts.seats[s].advisor->id);
    std::sort(reach.advisors.begin(), reach.advisors.end());
    return reach;
}

}  // namespace bienveille::audit_detail
