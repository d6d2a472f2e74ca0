// A few calls over a few days, whole, each with somebody who may make it: every way to place them, tried.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace bienveille::test {

struct TinyCall {
    int needs;     // minutes
    int last;      // working day from today
    int advisors;  // bits
};

class EveryWay {
public:
    EveryWay(std::vector<TinyCall> calls, std::vector<std::vector<int>> minutes, int most_calls = 1'000)
        : calls_(std::move(calls)), minutes_(std::move(minutes)) {
        for (const auto& of_days : minutes_) calls_left_.emplace_back(of_days.size(), most_calls);
    }

    // The kept set: in order, each while all of them fit whole.
    std::vector<bool> kept() {
        std::vector<bool> kept(calls_.size(), false);
        for (std::size_t c = 0; c < calls_.size(); ++c) {
            kept[c] = true;
            if (!fits(kept, 0)) kept[c] = false;
        }
        return kept;
    }

    bool all_fit() { return fits(std::vector<bool>(calls_.size(), true), 0); }

private:
    bool fits(const std::vector<bool>& kept, std::size_t c) {
        if (c == calls_.size()) return true;
        if (!kept[c]) return fits(kept, c + 1);
        const TinyCall& call = calls_[c];
        for (int d = 0; d <= call.last; ++d)
            for (std::size_t a = 0; a < minutes_.size(); ++a) {
                int& left = minutes_[a][static_cast<std::size_t>(d)];
                int& calls = calls_left_[a][static_cast<std::size_t>(d)];
                if (!(call.advisors >> a & 1) || left < call.needs || calls == 0) continue;
                left -= call.needs;
                --calls;
                const bool rest = fits(kept, c + 1);
                left += call.needs;
                ++calls;
                if (rest) return true;
            }
        return false;
    }

    std::vector<TinyCall> calls_;
    std::vector<std::vector<int>> minutes_;     // [advisor][day]
    std::vector<std::vector<int>> calls_left_;  // [advisor][day]
};

}  // namespace bienveille::test
