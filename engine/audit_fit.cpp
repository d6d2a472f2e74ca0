// Whether an advisor's calls can all be placed: sums against the caps, times against the windows.
#include <algorithm>
#include <bitset>
#include <limits>
#include <tuple>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

// Free time between two settled calls, or between one and the edge of its window.
struct Stretch {
    int length = 0;
    bool new_window = false;        // what lies before is in another window, so it is nobody's neighbour
    const Settled* next = nullptr;  // the settled call that ends it
};

// The calls placed just before a point in time, as far as neighbours care.
enum Last : std::size_t { kOther, kFreeLevel3, kFixedLevel3, kLasts };

constexpr int kUnreachable = std::numeric_limits<int>::max();
constexpr std::size_t kLongestDay = 24 * 60 + 1;

using Counts = std::array<int, kKinds>;
using Lengths = std::array<Minutes, kKinds>;

Last last_after(const Settled& call) { return !call.level3 ? kOther : call.fixed ? kFixedLevel3 : kFreeLevel3; }

// Two of level 3 that a person put side by side are that person's; any other pair is the plan's.
bool may_follow(Last last, const Settled& next) {
    if (!next.level3 || last == kOther) return true;
    return last == kFixedLevel3 && next.fixed;
}

std::vector<Stretch> stretches_of(const std::vector<Window>& windows, const Window& hours,
                                  const std::vector<Settled>& settled) {
    std::vector<Stretch> stretches;
    for (const Window& window : windows) {
        TimeOfDay from = window.from;
        for (const Settled& call : settled)
            if (call.from < window.from) from = std::max(from, call.to);
        const auto until = [&](TimeOfDay to, const Settled* next) {
            Stretch stretch;
            stretch.length = std::max(0, std::min(to, hours.to).minutes - std::max(from, hours.from).minutes);
            stretch.new_window = stretches.empty() || stretches.back().next == nullptr;
            stretch.next = next;
            stretches.push_back(stretch);
        };
        for (const Settled& call : settled) {
            if (call.from < window.from || call.from >= window.to) continue;
            until(call.from, &call);
            from = std::max(from, call.to);
        }
        until(window.to, nullptr);
    }
    return stretches;
}

// A slot keeps its time, whole inside a window and clear of every other settled call.
bool slots_stand(const std::vector<Window>& windows, const Window& hours, const std::vector<Settled>& settled) {
    for (const Settled& slot : settled) {
        if (slot.fixed) continue;
        const int window = window_of(windows, slot.from);
        if (window < 0 || slot.to > windows[static_cast<std::size_t>(window)].to) return false;
        if (slot.from < hours.from || slot.to > hours.to) return false;
        for (const Settled& other : settled)
            if (&other != &slot && other.from < slot.to && slot.from < other.to) return false;
    }
    return true;
}

// Quick yes: the longest first, each into the first stretch that has room; then look at the neighbours.
bool first_fit_works(const std::vector<Stretch>& stretches, const Counts& free, const Lengths& lengths) {
    std::array<int, kKinds> kinds{0, 1, 2, 3, 4};
    std::sort(kinds.begin(), kinds.end(), [&](int a, int b) {
        return lengths[static_cast<std::size_t>(a)] > lengths[static_cast<std::size_t>(b)];
    });
    std::vector<int> room, level3(stretches.size()), other(stretches.size());
    for (const Stretch& stretch : stretches) room.push_back(stretch.length);
    for (const int kind : kinds) {
        const int length = static_cast<int>(lengths[static_cast<std::size_t>(kind)].count);
        std::size_t at = 0;
        for (int n = 0; n < free[static_cast<std::size_t>(kind)]; ++n) {
            while (at < room.size() && room[at] < length) ++at;
            if (at == room.size()) return false;
            room[at] -= length;
            ++(kind == kLevel3 ? level3 : other)[at];
        }
    }
    Last last = kOther;
    for (std::size_t s = 0; s < stretches.size(); ++s) {
        if (stretches[s].new_window) last = kOther;
        const Settled* next = stretches[s].next;
        const bool any = level3[s] + other[s] > 0;
        if (!any && next && !may_follow(last, *next)) return false;
        const int needed = level3[s] - 1 + (last != kOther) + (next && next->level3);
        if (level3[s] > 0 && other[s] < needed) return false;
        last = next ? last_after(*next) : kOther;
    }
    return true;
}

// Quick no, for at most two stretches: neighbours left aside, no subset of the lengths fills the first so far that the
// rest fits the second.
bool lengths_cannot_split(const std::vector<Stretch>& stretches, const Counts& free, const Lengths& lengths) {
    int total = 0, room = 0;
    for (std::size_t k = 0; k < kKinds; ++k) total += free[k] * static_cast<int>(lengths[k].count);
    for (const Stretch& stretch : stretches) room += stretch.length;
    if (total > room) return true;
    if (stretches.size() > 2 || total == 0) return false;
    std::bitset<kLongestDay> sums;
    sums.set(0);
    for (std::size_t k = 0; k < kKinds; ++k)
        for (int n = 0; n < free[k]; ++n) sums |= sums << static_cast<std::size_t>(lengths[k].count);
    const int first = stretches.empty() ? 0 : stretches[0].length;
    const int second = stretches.size() < 2 ? 0 : stretches[1].length;
    for (int sum = std::max(0, total - second); sum <= std::min(first, total); ++sum)
        if (sums[static_cast<std::size_t>(sum)]) return false;
    return true;
}

// Exact: for every set of free calls placed so far and every kind of last call, the earliest end in this stretch.
bool placed_one_by_one(const std::vector<Stretch>& stretches, const Counts& free, const Lengths& lengths) {
    std::array<std::size_t, kKinds> step{};
    std::size_t sets = 1;
    for (std::size_t k = 0; k < kKinds; ++k) {
        step[k] = sets;
        sets *= static_cast<std::size_t>(free[k] + 1);
    }
    using Ends = std::array<int, kLasts>;
    constexpr Ends kNone{kUnreachable, kUnreachable, kUnreachable};
    std::vector<Ends> now(sets, kNone), later(sets);
    now[0][kOther] = 0;
    for (const Stretch& stretch : stretches) {
        std::fill(later.begin(), later.end(), kNone);
        for (std::size_t set = 0; set < sets; ++set) {
            Ends& ends = now[set];
            if (stretch.new_window) {
                ends[kOther] = *std::min_element(ends.begin(), ends.end());
                ends[kFreeLevel3] = ends[kFixedLevel3] = kUnreachable;
            }
        }
        for (std::size_t set = 0; set < sets; ++set) {
            for (std::size_t last = 0; last < kLasts; ++last) {
                const int end = now[set][last];
                if (end == kUnreachable) continue;
                for (std::size_t k = 0; k < kKinds; ++k) {
                    if (set / step[k] % static_cast<std::size_t>(free[k] + 1) == static_cast<std::size_t>(free[k]))
                        continue;
                    if (k == kLevel3 && last != kOther) continue;
                    const int longer = end + static_cast<int>(lengths[k].count);
                    if (longer > stretch.length) continue;
                    int& best = now[set + step[k]][k == kLevel3 ? kFreeLevel3 : kOther];
                    best = std::min(best, longer);
                }
                // Time starts anew behind the settled call.
                if (!stretch.next)
                    later[set][last] = 0;
                else if (may_follow(static_cast<Last>(last), *stretch.next))
                    later[set][last_after(*stretch.next)] = 0;
            }
        }
        std::swap(now, later);
    }
    const Ends& all = now[sets - 1];
    return std::any_of(all.begin(), all.end(), [](int end) { return end != kUnreachable; });
}

}  // namespace

Settled settled_by(const PreviousCall& held, int kind) {
    return {held.starts_at, held.starts_at + held.minutes + held.pause, kind == kLevel3, true, held.tenant.text};
}

bool comes_first(const Settled& a, const Settled& b) {
    return std::tie(a.from, a.to, a.tenant) < std::tie(b.from, b.to, b.tenant);
}

int window_of(const std::vector<Window>& windows, TimeOfDay time) {
    for (std::size_t w = 0; w < windows.size(); ++w)
        if (windows[w].from <= time && time < windows[w].to) return static_cast<int>(w);
    return -1;
}

bool timetable_exists(const std::vector<Window>& windows, std::vector<Settled> settled, const Counts& free,
                      const Lengths& lengths, const Window& hours) {
    std::sort(settled.begin(), settled.end(), comes_first);
    if (!slots_stand(windows, hours, settled)) return false;
    const std::vector<Stretch> stretches = stretches_of(windows, hours, settled);
    if (lengths_cannot_split(stretches, free, lengths)) return false;
    if (first_fit_works(stretches, free, lengths)) return true;
    return placed_one_by_one(stretches, free, lengths);
}

void Tally::add(int kind, Minutes with_pause, bool fixed, int times) {
    load += with_pause * times;
    calls += times;
    if (kind == kLevel3) level3 += times;
    if (kind >= kLevel2) heavy += times;
    if (fixed) return;
    free_calls += times;
    if (kind == kLevel3) free_level3 += times;
    if (kind >= kLevel2) free_heavy += times;
}

BrokenCaps broken_caps(const Tally& tally, const Seat& seat, const Work& work) {
    BrokenCaps broken;
    broken.capacity = tally.free_calls > 0 && tally.load > seat.capacity;
    broken.max_calls = tally.free_calls > 0 && seat.advisor->max_calls && tally.calls > *seat.advisor->max_calls;
    broken.level3 = tally.free_level3 > 0 && tally.level3 > work.most_level3;
    broken.heavy = tally.free_heavy > 0 && tally.heavy > work.most_level2_and_3;
    return broken;
}

}  // namespace bienveille::audit_detail
