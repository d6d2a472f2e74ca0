#include "engine/call_prices.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace bienveille {
namespace {

constexpr std::int64_t kScale = 1 << 20;  // the dearest call
constexpr std::size_t kClimbs = 2;
constexpr int kMostSteps = 3'000, kFewestSteps = 150;  // for one question
constexpr std::int64_t kHardQuestions = 5;             // without an answer, that may take the most
constexpr std::int64_t kAim = 1'024;                   // steps aim at a proof by one part in so many
constexpr std::int64_t kLargestWorth = 60;             // of a proof that people read; larger ones where it needs them

std::int64_t dearest(const ByDemand& worths) {
    std::int64_t most = 0;
    for (const auto& of_demand : worths)
        for (const std::int64_t worth : of_demand) most = std::max(most, worth);
    return most;
}

// So that the dearest is worth `most`.
ByDemand scaled(ByDemand worths, std::int64_t most) {
    const std::int64_t now = std::max<std::int64_t>(1, dearest(worths));
    if (now == most) return worths;
    for (auto& of_demand : worths)
        for (std::int64_t& worth : of_demand)
            if (worth > 0) worth = (2 * worth * most + now) / (2 * now);
    return worths;
}

__extension__ using Wide = __int128;

// Fillings of all lists, each taken so many times.
class Mix {
public:
    explicit Mix(std::size_t demands) : calls_(demands) {}

    void add(const ByDemand& taken, std::int64_t times) {
        times_ += times;
        for (std::size_t d = 0; d < taken.size(); ++d)
            for (std::size_t k = 0; k < kKinds; ++k) calls_[d][k] += Wide{times} * taken[d][k];
    }

    // On the whole, of each demand and kind.
    bool takes_all(const ByDemand& wanted) const {
        for (std::size_t d = 0; d < wanted.size(); ++d)
            for (std::size_t k = 0; k < kKinds; ++k)
                if (calls_[d][k] < times_ * wanted[d][k]) return false;
        return true;
    }

private:
    std::vector<std::array<Wide, kKinds>> calls_;
    Wide times_ = 0;
};

// The fillings that the steps of a climb have met. Those of its beginning are forgotten again and again.
class Met {
public:
    explicit Met(std::size_t demands) : alike_(demands), by_steps_(demands) {}

    void add(const ByDemand& taken, int number, std::int64_t step) {
        if (std::has_single_bit(static_cast<unsigned>(number))) alike_ = by_steps_ = Mix(taken.size());
        alike_.add(taken, 1);
        by_steps_.add(taken, step);
    }
    bool take_all(const ByDemand& wanted) const { return alike_.takes_all(wanted) || by_steps_.takes_all(wanted); }

private:
    Mix alike_, by_steps_;
};

}  // namespace

CallPrices::CallPrices(const Horizon& horizon, const std::array<int, kKinds>& minutes,
                       const std::vector<Demand>& demands)
    : minutes_(minutes) {
    std::vector<std::int32_t> taker_of_team;
    for (std::size_t day = 0; day < horizon.days.size(); ++day) {
        taker_of_team.assign(horizon.teams, -1);
        for (const Cell& cell : horizon.on(day)) {
            std::int32_t& number = taker_of_team[cell.team];
            if (number < 0) {
                number = static_cast<std::int32_t>(takers_.size());
                takers_.emplace_back();
                for (std::size_t d = 0; d < demands.size(); ++d)
                    if (demands[d].days.first <= day && day < demands[d].days.end &&
                        horizon.eligible(cell, demands[d].group))
                        takers_.back().demands.push_back(d);
            }
            takers_[static_cast<std::size_t>(number)].rooms.push_back({cell.room, 1});
        }
    }
    std::erase_if(takers_, [](const Taker& taker) { return taker.demands.empty(); });
    for (Taker& taker : takers_) {
        const auto key = [](const Rooms& each) {
            return std::tuple(each.room.minutes, each.room.calls, each.room.level3, each.room.level2_and_3);
        };
        // The longest first: one table serves all.
        std::sort(taker.rooms.begin(), taker.rooms.end(),
                  [&](const Rooms& a, const Rooms& b) { return key(a) > key(b); });
        std::vector<Rooms> sorts;
        for (const Rooms& each : taker.rooms)
            if (sorts.empty() || key(sorts.back()) != key(each))
                sorts.push_back(each);
            else
                ++sorts.back().count;
        taker.rooms = std::move(sorts);
        looks_of_one_ += static_cast<std::int64_t>(taker.rooms.size() + taker.demands.size());
    }
}

Worths CallPrices::best_worths(const Taker& taker, const ByDemand& worths) const {
    Worths best{};
    for (const std::size_t d : taker.demands)
        for (std::size_t k = 0; k < kKinds; ++k) best[k] = std::max(best[k], worths[d][k]);
    return best;
}

std::int64_t CallPrices::held(const ByDemand& worths) const {
    std::int64_t held = 0;
    BestFilling filling({}, minutes_);  // teams on days next to each other mostly take calls of the same worth
    for (const Taker& taker : takers_) {
        filling.set_worths(best_worths(taker, worths));
        for (const Rooms& each : taker.rooms) held += each.count * filling.of(each.room).worth;
    }
    return held;
}

CallPrices::Weighed CallPrices::weigh(const ByDemand& worths, const ByDemand& wanted) const {
    Weighed weighed;
    weighed.taken.resize(wanted.size());
    for (std::size_t d = 0; d < wanted.size(); ++d)
        for (std::size_t k = 0; k < kKinds; ++k) weighed.asked += wanted[d][k] * worths[d][k];
    BestFilling filling({}, minutes_);
    for (const Taker& taker : concerned_) {
        const Worths best = best_worths(taker, worths);
        filling.set_worths(best);
        std::array<std::int64_t, kKinds> calls{};
        for (const Rooms& each : taker.rooms) {
            const FilledList of_room = filling.of(each.room);
            weighed.held += each.count * of_room.worth;
            for (std::size_t k = 0; k < kKinds; ++k) calls[k] += each.count * of_room.calls[k];
        }
        // Of equally dear ones those of whom most are still to be taken.
        for (std::size_t k = 0; k < kKinds; ++k) {
            std::int64_t* any = nullptr;
            for (const std::size_t d : taker.demands) {
                if (worths[d][k] != best[k] || wanted[d][k] == 0) continue;
                any = &weighed.taken[d][k];
                const std::int64_t some = std::clamp<std::int64_t>(wanted[d][k] - *any, 0, calls[k]);
                *any += some;
                calls[k] -= some;
            }
            if (any != nullptr) *any += calls[k];
        }
    }
    return weighed;
}

void CallPrices::find_concerned(const ByDemand& wanted) {
    concerned_.clear();
    for (const Taker& taker : takers_) {
        Taker concerned{{}, taker.rooms};
        for (const std::size_t d : taker.demands)
            if (wanted[d] != ByDemand::value_type{}) concerned.demands.push_back(d);
        if (!concerned.demands.empty()) concerned_.push_back(std::move(concerned));
    }
}

std::optional<ByDemand> CallPrices::proof(const ByDemand& wanted, std::vector<ByDemand> begin, std::int64_t& looks) {
    if (!last_.empty()) begin.push_back(last_);
    find_concerned(wanted);
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t b = 0; b < begin.size(); ++b) {
        for (std::size_t d = 0; d < wanted.size(); ++d)
            for (std::size_t k = 0; k < kKinds; ++k)
                if (wanted[d][k] == 0) begin[b][d][k] = 0;
        begin[b] = scaled(std::move(begin[b]), kScale);
        const Weighed weighed = weigh(begin[b], wanted);
        looks -= looks_of_one_;
        if (weighed.asked > weighed.held) return smallest(begin[b], wanted);
        if (weighed.held > 0) order.emplace_back(weighed.held * 100'000 / std::max<std::int64_t>(1, weighed.asked), b);
    }
    std::sort(order.begin(), order.end());
    // Where many questions have no answer the later ones get fewer steps each.
    const int steps =
        static_cast<int>(std::clamp<std::int64_t>(looks / (kHardQuestions * looks_of_one_), kFewestSteps, kMostSteps));
    for (std::size_t i = 0; i < order.size() && i < kClimbs; ++i) {
        Climb climbed = climb(begin[order[i].second], wanted, steps, looks);
        if (climbed.hopeless) return std::nullopt;
        if (climbed.proof) return climbed.proof;
    }
    return std::nullopt;
}

CallPrices::Climb CallPrices::climb(ByDemand prices, const ByDemand& wanted, int steps, std::int64_t& looks) {
    ByDemand best = prices;
    std::int64_t best_ratio = -1;
    Met met(wanted.size());
    for (int step = 0; step < steps && looks > 0; ++step) {
        looks -= looks_of_one_;
        const Weighed weighed = weigh(prices, wanted);
        if (weighed.asked > weighed.held) {
            last_ = prices;
            return {smallest(prices, wanted), false};
        }
        const std::int64_t ratio = weighed.asked * kScale / std::max<std::int64_t>(1, weighed.held);
        if (ratio > best_ratio) {
            best_ratio = ratio;
            best = prices;
        }
        std::int64_t squares = 0;
        for (std::size_t d = 0; d < wanted.size(); ++d)
            for (std::size_t k = 0; k < kKinds; ++k) {
                const std::int64_t lacks = wanted[d][k] - weighed.taken[d][k];
                squares += wanted[d][k] > 0 ? lacks * lacks : 0;
            }
        const std::int64_t gap = weighed.held - weighed.asked + weighed.asked / kAim + 1;
        met.add(weighed.taken, step + 1, 1 + gap / std::max<std::int64_t>(1, squares));
        if (squares == 0 || met.take_all(wanted)) {
            last_ = best;
            return {std::nullopt, true};
        }
        for (std::size_t d = 0; d < wanted.size(); ++d)
            for (std::size_t k = 0; k < kKinds; ++k) {
                if (wanted[d][k] == 0) continue;
                const std::int64_t lacks = wanted[d][k] - weighed.taken[d][k];
                prices[d][k] = std::max<std::int64_t>(0, prices[d][k] + gap * lacks / squares);
            }
        prices = scaled(std::move(prices), kScale);
    }
    last_ = best;
    return {};
}

ByDemand CallPrices::smallest(const ByDemand& worths, const ByDemand& wanted) const {
    for (std::int64_t most = 1; most <= kLargestWorth; ++most) {
        ByDemand fewer = scaled(worths, most);
        const Weighed weighed = weigh(fewer, wanted);
        if (weighed.asked > weighed.held) return fewer;
    }
    return worths;
}

}  // namespace bienveille
