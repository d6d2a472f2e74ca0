#include "engine/agreement.h"

#include <algorithm>
#include <cassert>

namespace bienveille {
namespace {

__extension__ using Wide = __int128;

std::int64_t pairs_of(std::int64_t n) { return n * (n - 1) / 2; }

// How many were added at or below a place: a Fenwick tree.
class Counts {
public:
    explicit Counts(std::size_t places) : sums_(places + 1) {}
    void add(std::uint32_t place) {
        for (std::size_t at = place + 1; at < sums_.size(); at += at & (~at + 1)) ++sums_[at];
    }
    std::int64_t up_to(std::uint32_t place) const {
        std::int64_t sum = 0;
        for (std::size_t at = place + 1; at > 0; at -= at & (~at + 1)) sum += sums_[at];
        return sum;
    }

private:
    std::vector<std::int32_t> sums_;
};

// The largest m with m / 10^6 <= surplus / sqrt(told_apart): compared as squares, so nothing is rounded before the end. Up to
// 3,000,000 people the squares stay within 127 bits.
std::int64_t ratio(std::int64_t surplus, Wide told_apart) {
    const Wide scaled = Wide{surplus} * kOne.count;
    std::int64_t low = 0;
    std::int64_t high = kOne.count;
    while (low < high) {
        const std::int64_t middle = (low + high + 1) / 2;
        if (Wide{middle} * middle * told_apart <= scaled * scaled)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

}  // namespace

std::optional<Value> rank_agreement(std::vector<Places> people) {
    assert(std::is_sorted(people.begin(), people.end(), [](Places a, Places b) { return a.first < b.first; }));
    const auto n = static_cast<std::int64_t>(people.size());
    Counts earlier(people.size());
    std::vector<std::int32_t> of_second(people.size());
    std::int64_t against = 0;
    std::int64_t tied_first = 0;
    std::int64_t tied_both = 0;
    for (std::size_t begin = 0, end = 0; begin < people.size(); begin = end) {
        while (end < people.size() && people[end].first == people[begin].first) ++end;
        const auto from = people.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto to = people.begin() + static_cast<std::ptrdiff_t>(end);
        std::sort(from, to, [](Places a, Places b) { return a.second < b.second; });
        tied_first += pairs_of(static_cast<std::int64_t>(end - begin));
        std::int64_t alike = 0;
        for (auto each = from; each != to; ++each) {
            assert(each->second < people.size());
            alike = each != from && each->second == (each - 1)->second ? alike + 1 : 0;
            tied_both += alike;
            against += static_cast<std::int64_t>(begin) - earlier.up_to(each->second);
            ++of_second[each->second];
        }
        for (auto each = from; each != to; ++each) earlier.add(each->second);
    }
    std::int64_t tied_second = 0;
    for (const std::int32_t count : of_second) tied_second += pairs_of(count);
    const Wide told_apart = Wide{pairs_of(n) - tied_first} * (pairs_of(n) - tied_second);
    if (told_apart == 0) return std::nullopt;
    const std::int64_t surplus = pairs_of(n) - tied_first - tied_second + tied_both - 2 * against;
    return Value{surplus < 0 ? -ratio(-surplus, told_apart) : ratio(surplus, told_apart)};
}

}  // namespace bienveille
