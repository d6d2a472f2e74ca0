#include "engine/leftover.h"

#include <bitset>
#include <utility>

namespace bienveille {

WholeCalls::WholeCalls(const std::vector<std::int64_t>& lengths) {
    std::bitset<kFarEnough> sums(1);
    for (const std::int64_t length : lengths)
        for (auto times = static_cast<std::size_t>(length); times < kFarEnough; times *= 2) sums |= sums << times;
    std::uint16_t most = 0;
    for (std::uint16_t amount = 0; amount < kFarEnough; ++amount) {
        if (sums[amount]) most = amount;
        most_[amount] = most;
    }
}

Leftover::Leftover(std::vector<std::int64_t> room, const WholeCalls& calls)
    : calls_(calls), room_(std::move(room)), left_(room_.size()), lost_(room_.size()) {
    take(0, 0);
}

void Leftover::take(std::size_t last_day, std::int64_t length) {
    room_[last_day] -= length;
    std::int64_t before = last_day == 0 ? 0 : left_[last_day - 1];
    std::int64_t lost = last_day == 0 ? 0 : lost_[last_day - 1];
    for (std::size_t day = last_day; day < room_.size(); ++day) {
        const std::int64_t usable = calls_.most_within(before);
        lost += before - usable;
        before = usable + room_[day];
        left_[day] = before;
        lost_[day] = lost;
    }
}

std::optional<Leftover::Lack> Leftover::lack(std::size_t last_day, std::int64_t length) const {
    std::int64_t left = left_[last_day] - length;
    std::int64_t lost = lost_[last_day];
    for (std::size_t day = last_day;; ++day) {
        if (left < 0) return Lack{day, lost};
        if (day + 1 == room_.size()) return std::nullopt;
        lost += left - calls_.most_within(left);
        left = calls_.most_within(left) + room_[day + 1];
    }
}

}  // namespace bienveille
