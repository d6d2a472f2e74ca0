// What those who come first leave of the days, in amounts that whole calls can use.
//
// Decides: whether one more call can be had beside those taken. Does not decide: where (packing.h); that it can proves nothing.
//
// Model: day after day room comes and those due by then take theirs. What is left on the days until then others may use, but only in
// whole calls: where the shortest takes 8 minutes, of 7 that are left on Monday nothing is left on Tuesday. Such minutes are lost.
// Why it is true: whoever is due by a day is called by then. The others' calls on these days add up to what is left at most, and are a
// sum of whole lengths: at most the largest such sum.
// Cost: O(days) a call taken or asked for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace bienveille {

// The most that whole calls of some lengths add up to within an amount.
class WholeCalls {
public:
    explicit WholeCalls(const std::vector<std::int64_t>& lengths);  // above 0

    std::int64_t most_within(std::int64_t amount) const {
        return amount < 0 || amount >= static_cast<std::int64_t>(most_.size())
                   ? amount
                   : std::int64_t{most_[static_cast<std::size_t>(amount)]};
    }

private:
    static constexpr std::size_t kFarEnough = 512;  // sums of whole calls leave hardly a gap beyond this

    std::array<std::uint16_t, kFarEnough> most_;  // within each amount; larger ones are not rounded
};

class Leftover {
public:
    // `calls` are all those there may be; `room` by day.
    Leftover(std::vector<std::int64_t> room, const WholeCalls& calls);

    void take(std::size_t last_day, std::int64_t length);
    void give_back(std::size_t last_day, std::int64_t length) { take(last_day, -length); }

    // Where one more cannot be had: the first day until when too much is asked for, and how much is lost before.
    struct Lack {
        std::size_t day;
        std::int64_t lost;
    };
    std::optional<Lack> lack(std::size_t last_day, std::int64_t length) const;

private:
    WholeCalls calls_;
    std::vector<std::int64_t> room_;  // by day, less what those due by it have taken
    std::vector<std::int64_t> left_;  // by day, of it and of the days before
    std::vector<std::int64_t> lost_;  // on the days before
};

}  // namespace bienveille
