#include "engine/smallest_set.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "engine/leftover.h"

namespace bienveille {
namespace {

constexpr std::int64_t kTable = 600;  // of sums of whole calls

}  // namespace

Shortage SmallestSet::as_shortage(const std::vector<ShortOf>& people) const {
    Shortage shortage;
    shortage.measure = measure_;
    shortage.demands.assign(demands_, 0);
    if (prices_ != nullptr) shortage.worths.resize(demands_);
    for (const ShortOf& each : people) {
        shortage.demands[each.demand] = 1;
        if (prices_ != nullptr) shortage.worths[each.demand][each.kind] = each.amount;
    }
    return shortage;
}

SmallestSet::Figures SmallestSet::figures(const std::vector<ShortOf>& people) const {
    Figures figures;
    std::vector<std::int64_t> lengths;
    std::uint16_t until = 0;
    for (const ShortOf& each : people) {
        figures.needed += each.amount;
        until = std::max(until, each.last_day);
        if (std::find(lengths.begin(), lengths.end(), each.amount) == lengths.end()) lengths.push_back(each.amount);
    }
    const Shortage shortage = as_shortage(people);
    if (prices_ != nullptr) {
        figures.available = prices_->held(shortage.worths);
        std::int64_t taken = 0;
        for (const ShortOf& each : people) {
            if (each.kept) taken += each.amount;
            if (each.proven_here && taken + each.amount <= figures.available) figures.proves = false;
        }
        return figures;
    }
    const WholeCalls calls(lengths);
    std::vector<std::int64_t> room = flows_.room_by_day(shortage, calls);
    const std::int64_t all = flows_.available(shortage);
    std::int64_t usable = std::accumulate(room.begin(), room.end(), std::int64_t{0});
    std::int64_t lost = 0;  // as the last finds who is impossible and for whom the last day is too little
    Leftover left(std::move(room), calls);
    for (const ShortOf& each : people) {
        if (each.kept) {
            left.take(each.last_day, each.amount);
        } else if (each.impossible) {
            const auto lack = left.lack(each.last_day, each.amount);
            if (lack && lack->day == until) lost = lack->lost;
            if (!lack && each.proven_here) figures.proves = false;
        }
    }
    figures.available = figures.needed > all ? all : usable - lost;
    figures.unusable = all - figures.available;
    return figures;
}

template <class Is>
bool SmallestSet::leave_out(std::vector<ShortOf>& people, Is is) {
    if (counted_ <= 0) return false;
    counted_ -= static_cast<std::int64_t>(people.size() + cells_) + kTable;
    std::vector<ShortOf> fewer;
    std::int64_t less = 0;
    std::vector<std::size_t> demands;  // of those left out, each once
    for (const ShortOf& each : people) {
        if (!is(each)) {
            fewer.push_back(each);
            continue;
        }
        if (each.proven_here) return false;
        less += each.amount;
        if (demands.empty() || demands.back() != each.demand) demands.push_back(each.demand);
    }
    if (fewer.size() == people.size()) return false;
    // More than all there is is still needed, of the same: so much less is missing.
    const std::int64_t all = now_.available + now_.unusable;
    const auto stays = [&](std::size_t demand) {
        return std::any_of(fewer.begin(), fewer.end(), [&](const ShortOf& each) { return each.demand == demand; });
    };
    if (prices_ == nullptr && now_.unusable == 0 && now_.needed - less > all &&
        std::all_of(demands.begin(), demands.end(), stays))
        return false;
    const Figures then = figures(fewer);
    if (!then.proves || then.needed - then.available < now_.needed - now_.available) return false;
    people = std::move(fewer);
    now_ = then;
    return true;
}

void SmallestSet::reduce(std::vector<ShortOf>& people) {
    now_ = figures(people);
    if (!now_.proves) return;
    for (bool any = true; any;) {
        any = false;
        std::set<std::size_t, std::greater<>> demands;
        std::set<std::pair<std::size_t, std::uint8_t>, std::greater<>> sorts;
        for (const ShortOf& each : people) {
            demands.insert(each.demand);
            sorts.insert({each.demand, each.kind});
        }
        for (const std::size_t demand : demands)
            any = leave_out(people, [&](const ShortOf& each) { return each.demand == demand; }) || any;
        for (const auto& [of, like] : sorts) {
            const std::size_t demand = of;
            const std::uint8_t kind = like;
            any = leave_out(people, [&](const ShortOf& each) { return each.demand == demand && each.kind == kind; }) ||
                  any;
        }
        for (std::size_t i = people.size(); i-- > 0 && counted_ > 0;) {
            const std::size_t duty = people[i].duty;
            if (people[i].proven_here) continue;
            any = leave_out(people, [&](const ShortOf& each) { return each.duty == duty; }) || any;
        }
    }
}

}  // namespace bienveille
