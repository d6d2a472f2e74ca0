// O2: the least gap of lists that the advisors could have side by side, put together again (evenest_lists.h has the reasons; nothing of
// it is used here).
//
// Model: of an advisor's list counts how many level-3 calls, how many others and how many minutes of others it has beside what stays.
// Any within capacity and what room there is may be there, of calls that the advisor speaks the languages of. Side by side they have the
// day's level-3 calls, others and minutes. From the evenest day on the least load is let fall until the greatest must rise by more.
#include <algorithm>
#include <bitset>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "engine/audit_loads.h"

namespace bienveille::audit_detail {
namespace {

constexpr std::int64_t kMostCalls = 64;
constexpr std::int64_t kMostSeats = 16;
constexpr std::size_t kMostMinutes = 512;

using ByKind = Planned::ByKind;

struct Part {
    std::int64_t level3 = 0, others = 0, minutes = 0;  // these of others

    void add(const Part& part) { level3 += part.level3, others += part.others, minutes += part.minutes; }
    auto operator<=>(const Part&) const = default;
};

using Loaded = std::pair<std::int64_t, Part>;

struct Allowed {
    std::vector<Part> parts;
    Part least, most;                                    // of each number
    std::int64_t lightest = 0, heaviest = 0, stays = 0;  // minutes of all calls; of those that stay

    void add(const Part& part) {
        if (parts.empty()) least = most = part;
        parts.push_back(part);
        least = {std::min(least.level3, part.level3), std::min(least.others, part.others),
                 std::min(least.minutes, part.minutes)};
        most = {std::max(most.level3, part.level3), std::max(most.others, part.others),
                std::max(most.minutes, part.minutes)};
    }
};

using SetOfMinutes = std::bitset<kMostMinutes>;

SetOfMinutes from_to(std::int64_t from, std::int64_t to) {
    SetOfMinutes some;
    for (auto minute = std::max<std::int64_t>(0, from); minute <= to && minute < std::int64_t{kMostMinutes}; ++minute)
        some.set(static_cast<std::size_t>(minute));
    return some;
}

class Lists {
public:
    Lists(const Audited& audited, const Planned& planned) : facts_(audited.facts), planned_(planned) {
        ByKind all{};
        for (const ByKind& calls : planned.movable())
            for (std::size_t kind = 0; kind < kKinds; ++kind) all[kind] += calls[kind];
        day_ = part_of(all);
        for (std::size_t s = 0; s < facts_.seats.size(); ++s)
            if (facts_.seats[s].present) seats_.push_back(s);
    }

    bool are_few() const {
        return std::ssize(seats_) <= kMostSeats && day_.level3 + day_.others <= kMostCalls &&
               static_cast<std::size_t>(day_.minutes) < kMostMinutes;
    }

    Widest evenest(const Widest& planned) {
        Ratio even{planned_.minutes(), 0};
        std::set<Ratio> loads;
        for (const std::size_t s : seats_) {
            even.capacity += facts_.seats[s].capacity.count;
            parts_.emplace_back();
            write(s, 0, {});
            std::sort(parts_.back().begin(), parts_.back().end());
            parts_.back().erase(std::unique(parts_.back().begin(), parts_.back().end()), parts_.back().end());
            for (const auto& [load, part] : parts_.back()) loads.insert({load, facts_.seats[s].capacity.count});
        }
        const std::vector<Ratio> highs(loads.lower_bound(even), loads.end());
        Widest least = planned;
        for (auto low = std::make_reverse_iterator(loads.upper_bound(even)); low != loads.rend(); ++low) {
            if (!Widest{even, *low}.is_narrower_than(least)) break;
            const auto end = std::find_if(highs.begin(), highs.end(), [&](const Ratio& high) {
                return !Widest{high, *low}.is_narrower_than(least);
            });
            if (end == highs.begin() || !exist(*low, *(end - 1))) continue;
            const auto high =
                std::partition_point(highs.begin(), end - 1, [&](const Ratio& tried) { return !exist(*low, tried); });
            least = {*high, *low};
        }
        return least;
    }

private:
    Part part_of(const ByKind& calls) const {
        Part part;
        for (int kind = 0; kind < kKinds; ++kind) {
            const std::int64_t count = calls[static_cast<std::size_t>(kind)];
            if (kind == kLevel3) {
                part.level3 += count;
            } else {
                part.others += count;
                part.minutes += count * facts_.load(kind).count;
            }
        }
        return part;
    }

    std::int64_t there(std::size_t seat, std::size_t kind) const {
        std::int64_t calls = 0;
        const std::vector<bool>& speaks = facts_.seats[seat].speaks;
        for (std::size_t language = 0; language < speaks.size(); ++language)
            if (speaks[language]) calls += planned_.movable()[language][kind];
        return calls;
    }

    // More and more of each kind, while the minutes hold them.
    void write(std::size_t seat, std::size_t kind, ByKind calls) {
        const Part part = part_of(calls);
        const std::int64_t taken = part.minutes + part.level3 * facts_.load(kLevel3).count;
        const std::int64_t load = planned_.room(seat).stays + taken;
        if (taken > 0 && load > facts_.seats[seat].capacity.count) return;
        if (kind < kKinds) {
            const std::int64_t most = there(seat, kind);
            for (; calls[kind] <= most; ++calls[kind]) write(seat, kind + 1, calls);
            return;
        }
        const Planned::Room& room = planned_.room(seat);
        const std::int64_t heavy = part.level3 + calls[kLevel2];
        const auto is_too_many = [](std::int64_t some, std::int64_t most) { return some > 0 && some > most; };
        if (is_too_many(part.level3 + part.others, room.calls) || is_too_many(heavy, room.heavy) ||
            is_too_many(part.level3, room.level3) || part.level3 > part.others + room.places())
            return;
        parts_.back().emplace_back(load, part);
    }

    // Of loads from low to high, such that all calls are made.
    bool exist(const Ratio& low, const Ratio& high) const {
        std::vector<std::span<const Loaded>> between;
        for (std::size_t i = 0; i < seats_.size(); ++i) {
            const std::int64_t capacity = facts_.seats[seats_[i]].capacity.count;
            const auto first = std::partition_point(parts_[i].begin(), parts_[i].end(), [&](const Loaded& each) {
                return Ratio{each.first, capacity} < low;
            });
            const auto last = std::partition_point(first, parts_[i].end(), [&](const Loaded& each) {
                return !(high < Ratio{each.first, capacity});
            });
            if (first == last) return false;
            between.emplace_back(first, last);
        }
        std::vector<Allowed> allowed(between.size());
        for (std::size_t i = 0; i < between.size(); ++i) {
            for (const auto& [load, part] : between[i]) allowed[i].add(part);
            allowed[i].lightest = between[i].front().first;
            allowed[i].heaviest = between[i].back().first;
            allowed[i].stays = planned_.room(seats_[i]).stays;
        }
        std::sort(allowed.begin(), allowed.end(),
                  [](const Allowed& a, const Allowed& b) { return a.parts.size() < b.parts.size(); });
        // What the advisors from each on add at least and at most.
        Part least, most;
        std::int64_t lightest = 0, heaviest = 0;
        for (auto each = allowed.rbegin(); each != allowed.rend(); ++each) {
            least.add(each->least);
            most.add(each->most);
            each->least = least;
            each->most = most;
            each->lightest = lightest += each->lightest;
            each->heaviest = heaviest += each->heaviest;
        }
        if (day_.minutes < least.minutes || most.minutes < day_.minutes) return false;

        using Reached = std::map<std::pair<std::int64_t, std::int64_t>, SetOfMinutes>;
        Reached reached;
        reached[{0, 0}].set(0);
        std::int64_t left = planned_.minutes();  // of the day, but for calls that stay with advisors before this one
        for (const Allowed& here : allowed) {
            for (auto& [numbers, minutes] : reached) {
                const std::int64_t beside = left - numbers.first * facts_.load(kLevel3).count;
                minutes &= from_to(beside - here.heaviest, beside - here.lightest);
            }
            std::erase_if(reached, [&](const auto& each) {
                const auto& [numbers, minutes] = each;
                const std::int64_t level3 = day_.level3 - numbers.first, others = day_.others - numbers.second;
                return level3 < here.least.level3 || here.most.level3 < level3 || others < here.least.others ||
                       here.most.others < others || minutes.none();
            });
            left -= here.stays;
            Reached more;
            for (const auto& [numbers, minutes] : reached)
                for (const Part& part : here.parts)
                    more[{numbers.first + part.level3, numbers.second + part.others}] |=
                        minutes << static_cast<std::size_t>(part.minutes);
            reached = std::move(more);
        }
        const auto all = reached.find({day_.level3, day_.others});
        return all != reached.end() && all->second.test(static_cast<std::size_t>(day_.minutes));
    }

    const DayFacts& facts_;
    const Planned& planned_;
    Part day_;
    std::vector<std::size_t> seats_;          // of those present
    std::vector<std::vector<Loaded>> parts_;  // of each, by load
};

}  // namespace

std::optional<Widest> evenest_side_by_side(const Audited& audited, const Widest& planned) {
    const Planned calls(audited);
    Lists lists(audited, calls);
    if (!lists.are_few()) return std::nullopt;
    return lists.evenest(planned);
}

}  // namespace bienveille::audit_detail
