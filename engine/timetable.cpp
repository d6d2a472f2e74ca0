#include "engine/timetable.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace bienveille {
namespace {

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kMostSplits = 4'096;

// The flexible calls of a list, by kind, with what each gains by a morning instead of an afternoon.
struct Item {
    CallIndex call;
    std::int64_t gain;
};
using ItemsByKind = std::array<std::vector<Item>, kKinds>;

// The gaps of one half of the day.
std::vector<Gap> gaps_of(const Board& board, SeatIndex seat, HalfDay half) {
    std::vector<Gap> gaps = board.gaps(seat);
    std::erase_if(gaps, [&](const Gap& gap) { return half_day_in(board.windows(), TimeOfDay{gap.from}) != half; });
    return gaps;
}

int length_of(const std::vector<Gap>& gaps) {
    int sum = 0;
    for (const Gap& gap : gaps) sum += gap.length();
    return sum;
}

ItemsByKind items_of(const Board& board, SeatIndex seat) {
    ItemsByKind items;
    const auto& list = board.list(seat);
    const Kinds kinds = board.kinds(seat);
    for (std::size_t k = 0; k < kKinds; ++k) items[k].reserve(kinds[k]);
    const auto n = static_cast<std::int64_t>(list.size()) + 1;
    for (std::size_t position = 0; position < list.size(); ++position) {
        const Candidate& call = board.call(list[position]);
        if (call.slot) continue;
        const auto toward = [](std::optional<HalfDay> half) { return half ? (*half == HalfDay::morning ? 1 : -1) : 0; };
        std::int64_t gain = toward(board.earlier_half_day(list[position]));
        gain = gain * n + toward(call.half_day);
        gain = gain * n + (call.promise_due ? 1 : 0);
        gain = gain * n * n + (n - static_cast<std::int64_t>(position));
        items[call.kind].push_back({list[position], gain});
    }
    for (auto& of_kind : items)
        std::sort(of_kind.begin(), of_kind.end(),
                  [](const Item& a, const Item& b) { return a.gain != b.gain ? a.gain > b.gain : a.call < b.call; });
    return items;
}

// Splits a list over morning and afternoon.
class Split {
public:
    Split(const Board& board, SeatIndex seat)
        : fit_(board.fit()),
          kinds_(board.kinds(seat)),
          morning_gaps_(gaps_of(board, seat, HalfDay::morning)),
          afternoon_gaps_(gaps_of(board, seat, HalfDay::afternoon)),
          items_(items_of(board, seat)) {}

    // Counts of the morning.
    Kinds best() const {
        if (const auto ideal = knapsack(); ideal && lays_out(*ideal)) return *ideal;
        if (const auto tried = best_of_all()) return *tried;
        return improved(any());
    }

    const ItemsByKind& items() const { return items_; }

private:
    // The most gain over all splits whose minutes fit both halves. All sums are multiples of the lengths' common divisor.
    std::optional<Kinds> knapsack() const {
        int unit = 0;
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            if (!items_[kind].empty()) unit = std::gcd(unit, fit_.minutes_of(kind));
        unit = std::max(unit, 1);
        const int most = length_of(morning_gaps_) / unit;
        const int least = (fit_.minutes_of(kinds_) - length_of(afternoon_gaps_) + unit - 1) / unit;
        const auto width = static_cast<std::size_t>(most) + 1;
        std::vector<std::int64_t> gain(width, kNone);
        gain[0] = 0;
        std::array<std::vector<std::uint16_t>, kKinds> taken;
        const auto units_of = [&](std::size_t kind) { return static_cast<std::size_t>(fit_.minutes_of(kind) / unit); };
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            if (items_[kind].empty()) continue;
            taken[kind].assign(width, 0);
            const std::size_t cost = units_of(kind);
            std::vector<std::int64_t> next = gain;
            std::int64_t sum = 0;
            for (std::size_t count = 1; count <= items_[kind].size() && count * cost < width; ++count) {
                sum += items_[kind][count - 1].gain;
                for (std::size_t units = count * cost; units < width; ++units) {
                    const std::int64_t before = gain[units - count * cost];
                    if (before == kNone || before + sum <= next[units]) continue;
                    next[units] = before + sum;
                    taken[kind][units] = static_cast<std::uint16_t>(count);
                }
            }
            gain = std::move(next);
        }
        std::optional<std::size_t> end;
        for (auto units = static_cast<std::size_t>(std::max(least, 0)); units < width; ++units)
            if (gain[units] != kNone && (!end || gain[units] > gain[*end])) end = units;
        if (!end) return std::nullopt;
        Kinds morning{};
        for (std::size_t kind = kKinds; kind-- > 0;) {
            if (items_[kind].empty()) continue;
            morning[kind] = taken[kind][*end];
            *end -= morning[kind] * units_of(kind);
        }
        return morning;
    }

    // The best split that can be laid out, where there are few enough to be tried in order of their gain.
    std::optional<Kinds> best_of_all() const {
        std::size_t ways = 1;
        for (const auto& of_kind : items_) ways *= of_kind.size() + 1;
        if (ways > kMostSplits) return std::nullopt;
        const int most = length_of(morning_gaps_);
        const int least = fit_.minutes_of(kinds_) - length_of(afternoon_gaps_);
        std::vector<std::pair<std::int64_t, Kinds>> splits;
        for (std::size_t way = 0; way < ways; ++way) {
            Kinds morning{};
            std::size_t rest = way;
            for (std::size_t k = 0; k < kKinds; ++k) {
                morning[k] = static_cast<std::uint16_t>(rest % (items_[k].size() + 1));
                rest /= items_[k].size() + 1;
            }
            const int minutes = fit_.minutes_of(morning);
            if (least <= minutes && minutes <= most) splits.emplace_back(gain(morning), morning);
        }
        std::sort(splits.begin(), splits.end(), std::greater<>());
        const auto first =
            std::find_if(splits.begin(), splits.end(), [&](const auto& split) { return lays_out(split.second); });
        return first == splits.end() ? std::nullopt : std::optional(first->second);
    }

    bool lays_out(const Kinds& morning) const {
        return fit_.fits(morning_gaps_, morning, Fit::Order::kept) &&
               fit_.fits(afternoon_gaps_, rest(morning), Fit::Order::kept);
    }

    Kinds rest(const Kinds& morning) const {
        Kinds rest{};
        for (std::size_t k = 0; k < kKinds; ++k) rest[k] = static_cast<std::uint16_t>(kinds_[k] - morning[k]);
        return rest;
    }

    // Some split that can be laid out: the board has made sure that there is one.
    Kinds any() const {
        std::vector<Gap> gaps = morning_gaps_;
        gaps.insert(gaps.end(), afternoon_gaps_.begin(), afternoon_gaps_.end());
        const auto placed = fit_.place(gaps, kinds_, Fit::Order::kept);
        assert(placed);
        Kinds morning{};
        for (std::size_t g = 0; placed && g < morning_gaps_.size(); ++g)
            for (std::size_t k = 0; k < kKinds; ++k)
                morning[k] = static_cast<std::uint16_t>(morning[k] + (*placed)[g][k]);
        return morning;
    }

    std::int64_t gain(const Kinds& morning) const {
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < kKinds; ++k)
            for (std::size_t i = 0; i < morning[k]; ++i) sum += items_[k][i].gain;
        return sum;
    }

    // One call more or less in the morning, or one kind for another, as long as that gains.
    Kinds improved(Kinds morning) const {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t in = 0; in <= kKinds && !again; ++in)
                for (std::size_t out = 0; out <= kKinds && !again; ++out) {
                    Kinds changed = morning;
                    if (in < kKinds && changed[in]++ == kinds_[in]) continue;
                    if (out < kKinds && changed[out]-- == 0) continue;
                    if (in == out || gain(changed) <= gain(morning) || !lays_out(changed)) continue;
                    morning = changed;
                    again = true;
                }
        }
        return morning;
    }

    const Fit& fit_;
    Kinds kinds_;
    std::vector<Gap> morning_gaps_;
    std::vector<Gap> afternoon_gaps_;
    ItemsByKind items_;
};

// Lays calls of one gap out by rank, keeping level-3 calls apart.
void lay_out(const Board& board, const Gap& gap, std::vector<CallIndex> calls, std::vector<Placed>& placed) {
    std::sort(calls.begin(), calls.end());
    const auto severe = [&](CallIndex c) { return board.call(c).kind == kLevel3; };
    auto left = static_cast<int>(std::count_if(calls.begin(), calls.end(), severe));
    int others = static_cast<int>(calls.size()) - left;
    bool after_severe = gap.severe_before;
    int now = gap.from;
    while (!calls.empty()) {
        const auto may_come = [&](CallIndex c) {
            if (!severe(c)) return left <= others - gap.severe_after;
            return !after_severe && left - 1 <= others - gap.severe_after;
        };
        auto next = std::find_if(calls.begin(), calls.end(), may_come);
        assert(next != calls.end());
        if (next == calls.end()) next = calls.begin();
        after_severe = severe(*next);
        (after_severe ? left : others) -= 1;
        placed.push_back({*next, TimeOfDay{now}});
        now += board.cost(*next);
        calls.erase(next);
    }
}

}  // namespace

int half_days_changed(const Board& board, SeatIndex seat) {
    const Split split(board, seat);
    const Kinds morning = split.best();
    std::int64_t changed = 0;
    for (std::size_t k = 0; k < kKinds; ++k) {
        const auto& items = split.items()[k];
        const auto moved_to = [&](HalfDay half) {
            return [&board, half](const Item& item) {
                const auto earlier = board.earlier_half_day(item.call);
                return earlier && *earlier != half;
            };
        };
        const auto middle = items.begin() + morning[k];
        changed += std::count_if(items.begin(), middle, moved_to(HalfDay::morning));
        changed += std::count_if(middle, items.end(), moved_to(HalfDay::afternoon));
    }
    return static_cast<int>(changed);
}

std::vector<Placed> timetable(const Board& board, SeatIndex seat) {
    std::vector<Placed> placed;
    for (const Standing& standing : board.standing(seat))
        if (!standing.fixed) placed.push_back({static_cast<CallIndex>(standing.call), TimeOfDay{standing.from}});

    const Split split(board, seat);
    const Kinds morning = split.best();
    for (const HalfDay half : {HalfDay::morning, HalfDay::afternoon}) {
        std::array<std::vector<CallIndex>, kKinds> waiting;  // by rank
        Kinds counts{};
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto& items = split.items()[k];
            const auto middle = items.begin() + morning[k];
            const auto first = half == HalfDay::morning ? items.begin() : middle;
            const auto last = half == HalfDay::morning ? middle : items.end();
            waiting[k].reserve(static_cast<std::size_t>(last - first));
            for (auto item = first; item != last; ++item) waiting[k].push_back(item->call);
            std::sort(waiting[k].begin(), waiting[k].end(), std::greater<>());  // the highest rank at the back
            counts[k] = static_cast<std::uint16_t>(waiting[k].size());
        }
        const std::vector<Gap> gaps = gaps_of(board, seat, half);
        const auto by_gap = board.fit().place(gaps, counts, Fit::Order::kept);
        assert(by_gap);
        for (std::size_t g = 0; by_gap && g < gaps.size(); ++g) {
            std::vector<CallIndex> calls;
            calls.reserve(board.list(seat).size());
            for (std::size_t k = 0; k < kKinds; ++k)
                for (int i = 0; i < (*by_gap)[g][k]; ++i) {
                    calls.push_back(waiting[k].back());
                    waiting[k].pop_back();
                }
            lay_out(board, gaps[g], std::move(calls), placed);
        }
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.starts_at < b.starts_at; });
    return placed;
}

}  // namespace bienveille
