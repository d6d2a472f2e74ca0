#include "engine/fit.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <span>
#include <utility>

namespace bienveille {
namespace {

bool apart(const Gap& gap, const Kinds& kinds) {
    const int severe = kinds[kLevel3];
    const int others = Fit::others_in(kinds);
    if (severe + others == 0) return gap.may_stay_empty;
    return severe <= others + gap.spare_separators();
}

// Neighbouring kinds that take equally long, none of level 3, are one: whoever tells them apart tries the same splits many times over.
class Merged {
public:
    explicit Merged(const std::array<int, kKinds>& minutes) {
        for (std::size_t k = 0; k < kKinds; ++k)
            as_[k] = 0 < k && k < kLevel3 && minutes[k] == minutes[k - 1] ? as_[k - 1] : k;
    }

    Kinds of(const Kinds& kinds) const {
        Kinds merged{};
        for (std::size_t k = 0; k < kKinds; ++k) merged[as_[k]] = static_cast<std::uint16_t>(merged[as_[k]] + kinds[k]);
        return merged;
    }
    // Those of the first kind first.
    std::vector<Kinds> told_apart(const std::vector<Kinds>& merged, Kinds kinds) const {
        std::vector<Kinds> placed;
        for (Kinds left : merged) {
            Kinds& here = placed.emplace_back();
            for (std::size_t k = 0; k < kKinds; ++k) {
                here[k] = std::min(kinds[k], left[as_[k]]);
                kinds[k] = static_cast<std::uint16_t>(kinds[k] - here[k]);
                left[as_[k]] = static_cast<std::uint16_t>(left[as_[k]] - here[k]);
            }
        }
        return placed;
    }

private:
    std::array<std::size_t, kKinds> as_{};
};

std::uint64_t packed(const Kinds& kinds) {
    std::uint64_t key = 0;
    for (const std::uint16_t count : kinds) key = (key << 11) | count;  // a day has 1,440 minutes
    return key;
}

// Fills by hand: level-3 calls spread over the emptiest gaps, then the longest others first, where separators lack,
// else where they leave the least.
class Greedy {
public:
    Greedy(const Greedy&) = delete;
    Greedy& operator=(const Greedy&) = delete;
    Greedy(std::span<const Gap> gaps, const std::array<int, kKinds>& minutes)
        : gaps_(gaps), minutes_(minutes), many_(gaps.size() > few_.size() ? gaps.size() : 0) {
        parts_ = many_.empty() ? std::span<Part>(few_).first(gaps.size()) : std::span<Part>(many_);
        for (std::size_t g = 0; g < gaps.size(); ++g) parts_[g].room = gaps[g].length();
    }

    bool fill(const Kinds& kinds, Fit::Order order) {
        for (int i = 0; i < kinds[kLevel3]; ++i)
            if (!put(kLevel3, emptiest())) return false;
        std::array<std::size_t, kKinds - 1> longest_first{0, 1, 2, 3};
        std::sort(longest_first.begin(), longest_first.end(),
                  [&](std::size_t a, std::size_t b) { return minutes_[a] > minutes_[b]; });
        for (const std::size_t kind : longest_first)
            for (int left = kinds[kind]; left > 0;) {
                const int put_there = put_as_many(kind, left, order);
                if (put_there == 0) return false;
                left -= put_there;
            }
        if (order == Fit::Order::loosely) return true;
        for (std::size_t g = 0; g < gaps_.size(); ++g)
            if (!apart(gaps_[g], parts_[g].placed)) return false;
        return true;
    }

    std::vector<Kinds> placed() const {
        std::vector<Kinds> placed;
        for (const Part& part : parts_) placed.push_back(part.placed);
        return placed;
    }

private:
    struct Part {
        int room = 0;
        Kinds placed{};
    };
    using Choice = std::optional<std::size_t>;

    bool put(std::size_t kind, Choice gap) {
        if (!gap || parts_[*gap].room < minutes_[kind]) return false;
        parts_[*gap].room -= minutes_[kind];
        ++parts_[*gap].placed[kind];
        return true;
    }

    // Where separators lack, each call changes where they do; else the fullest gap stays the fullest until it has no room.
    int put_as_many(std::size_t kind, int calls, Fit::Order order) {
        const Best best = best_for(kind, order);
        if (!best.gap) return 0;
        Part& part = parts_[*best.gap];
        if (best.lacks) calls = 1;
        if (minutes_[kind] > 0) calls = std::min(calls, part.room / minutes_[kind]);
        part.room -= calls * minutes_[kind];
        part.placed[kind] = static_cast<std::uint16_t>(part.placed[kind] + calls);
        return calls;
    }

    Choice emptiest() const {
        if (parts_.empty()) return std::nullopt;
        const auto less_room = [](const Part& a, const Part& b) { return a.room < b.room; };
        return static_cast<std::size_t>(std::max_element(parts_.begin(), parts_.end(), less_room) - parts_.begin());
    }

    struct Best {
        Choice gap;
        bool lacks = false;
    };

    Best best_for(std::size_t kind, Fit::Order order) const {
        Best best;
        for (std::size_t g = 0; g < gaps_.size(); ++g) {
            if (parts_[g].room < minutes_[kind]) continue;
            const bool lacks = order == Fit::Order::kept && !apart(gaps_[g], parts_[g].placed);
            if (!best.gap || lacks > best.lacks || (lacks == best.lacks && parts_[g].room < parts_[*best.gap].room))
                best = {g, lacks};
        }
        return best;
    }

    std::span<const Gap> gaps_;
    const std::array<int, kKinds>& minutes_;
    // Asked of millions of lists, most of them of two gaps: without a word to the heap.
    std::array<Part, 8> few_{};
    std::vector<Part> many_;
    std::span<Part> parts_;  // by gap: one of these
};

// Tries every split, gap by gap.
class Exhaustive {
public:
    Exhaustive(std::span<const Gap> gaps, const std::array<int, kKinds>& minutes, Fit::Order order)
        : gaps_(gaps), minutes_(minutes), order_(order), placed(gaps.size()), length_from_(gaps.size() + 1) {
        for (std::size_t g = gaps.size(); g-- > 0;) length_from_[g] = length_from_[g + 1] + gaps[g].length();
    }

    bool place_from(std::size_t gap, const Kinds& rest) {
        if (minutes_of(rest) > length_from_[gap]) return false;
        if (gap == gaps_.size()) return true;
        if (gap + 1 == gaps_.size()) {
            placed[gap] = rest;
            return order_ == Fit::Order::loosely || apart(gaps_[gap], rest);
        }
        if (failed_.contains({gap, packed(rest)})) return false;
        Kinds here{};
        if (choose(gap, 0, gaps_[gap].length(), minutes_of(rest), rest, here)) return true;
        failed_.insert({gap, packed(rest)});
        return false;
    }

private:
    // `open` is what the kinds not yet chosen could still bring: a gap may waste no more than the later gaps can spare.
    bool choose(std::size_t gap, std::size_t kind, int room, int open, const Kinds& rest, Kinds& here) {
        if (room - open > length_from_[gap] - minutes_of(rest)) return false;
        if (kind == kKinds) {
            if (order_ == Fit::Order::kept && !apart(gaps_[gap], here)) return false;
            Kinds left = rest;
            for (std::size_t k = 0; k < kKinds; ++k) left[k] = static_cast<std::uint16_t>(left[k] - here[k]);
            placed[gap] = here;
            return place_from(gap + 1, left);
        }
        const int most = minutes_[kind] > 0 ? std::min<int>(rest[kind], room / minutes_[kind]) : rest[kind];
        const int open_after = open - rest[kind] * minutes_[kind];
        for (int count = most; count >= 0; --count) {
            here[kind] = static_cast<std::uint16_t>(count);
            if (choose(gap, kind + 1, room - count * minutes_[kind], open_after, rest, here)) return true;
        }
        here[kind] = 0;
        return false;
    }

    int minutes_of(const Kinds& kinds) const {
        return std::inner_product(kinds.begin(), kinds.end(), minutes_.begin(), 0);
    }

    std::span<const Gap> gaps_;
    const std::array<int, kKinds>& minutes_;
    Fit::Order order_;

public:
    std::vector<Kinds> placed;

private:
    std::vector<int> length_from_;
    std::set<std::pair<std::size_t, std::uint64_t>> failed_;
};

}  // namespace

void insert_in_time(const Standing& call, std::vector<Standing>& standing) {
    const auto before = [](const Standing& a, const Standing& b) {
        return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    };
    standing.insert(std::upper_bound(standing.begin(), standing.end(), call, before), call);
}

std::vector<Gap> gaps_between(std::span<const Window> windows, const Window& hours,
                              std::span<const Standing> standing) {
    std::vector<Gap> gaps;
    for (const Window& window : windows) {
        int free_from = window.from.minutes;
        const Standing* before = nullptr;
        const auto close = [&](int at, const Standing* after) {
            Gap gap{free_from, std::max(free_from, at)};
            // A part that is past or not reached any more stays where it was, without room.
            const bool open = gap.to > hours.from.minutes && gap.from < hours.to.minutes;
            if (open) gap.from = std::max(gap.from, hours.from.minutes);
            gap.to = open ? std::max(gap.from, std::min(gap.to, hours.to.minutes)) : gap.from;
            gap.severe_before = before != nullptr && before->severe;
            gap.severe_after = after != nullptr && after->severe;
            const bool both_severe = gap.severe_before && gap.severe_after;
            gap.may_stay_empty = !both_severe || (before->fixed && after->fixed);
            gaps.push_back(gap);
        };
        for (const Standing& call : standing) {
            const bool ends_before = call.from < window.from.minutes && call.to <= window.from.minutes;
            if (ends_before || call.from >= window.to.minutes) continue;
            close(std::min(call.from, window.to.minutes), &call);
            free_from = std::clamp(call.to, free_from, window.to.minutes);
            // Who stands next to whom is asked of calls that start in this window.
            before = call.from >= window.from.minutes ? &call : before;
        }
        close(window.to.minutes, nullptr);
    }
    return gaps;
}

int Fit::minutes_of(const Kinds& kinds) const {
    return std::inner_product(kinds.begin(), kinds.end(), minutes_.begin(), 0);
}

std::optional<std::vector<Kinds>> Fit::place(std::span<const Gap> gaps, const Kinds& kinds, Order order) const {
    Greedy greedy(gaps, minutes_);
    if (greedy.fill(kinds, order)) return greedy.placed();
    Exhaustive exhaustive(gaps, minutes_, order);
    const Merged merged(minutes_);
    if (!exhaustive.place_from(0, merged.of(kinds))) return std::nullopt;
    return merged.told_apart(exhaustive.placed, kinds);
}

bool Fit::fits(std::span<const Gap> gaps, const Kinds& kinds, Order order) const {
    return Greedy(gaps, minutes_).fill(kinds, order) ||
           Exhaustive(gaps, minutes_, order).place_from(0, Merged(minutes_).of(kinds));
}

bool Fit::fits_windows(std::span<const Gap> windows, const Kinds& kinds, Order order) const {
    const std::uint64_t key = (packed(kinds) << 1) | (order == Order::kept ? 1U : 0U);
    if (const auto answer = remembered_.find(key)) return *answer;
    const bool answer = fits(windows, kinds, order);
    remembered_.add(key, answer);
    return answer;
}

std::size_t Fit::Memory::place_of(std::uint64_t question) const {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;  // Knuth's multiplicative hash: 2^64 by the golden ratio
    const std::size_t mask = entries_.size() - 1;
    std::size_t at = static_cast<std::size_t>((question * kSpread) >> 32) & mask;
    while (entries_[at].state != Entry::State::free && entries_[at].question != question) at = (at + 1) & mask;
    return at;
}

std::optional<bool> Fit::Memory::find(std::uint64_t question) const {
    const Entry& entry = entries_[place_of(question)];
    if (entry.state == Entry::State::free) return std::nullopt;
    return entry.state == Entry::State::yes;
}

void Fit::Memory::add(std::uint64_t question, bool answer) {
    if (2 * (count_ + 1) > entries_.size()) {
        std::vector<Entry> before(2 * entries_.size());
        before.swap(entries_);
        for (const Entry& entry : before)
            if (entry.state != Entry::State::free) entries_[place_of(entry.question)] = entry;
    }
    entries_[place_of(question)] = {question, answer ? Entry::State::yes : Entry::State::no};
    ++count_;
}

}  // namespace bienveille
