// Random days with all that a real one has: languages, slots, caps, absences, half-known tenants, calls under way.
//
// Same seed, same day, on every machine (an own generator; the library's distributions differ between compilers).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::test {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();  // splitmix64
    int between(int least, int most) {
        return least + static_cast<int>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool once_in(int times) { return between(1, times) == 1; }
    bool percent(int chance) { return between(1, 100) <= chance; }

    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[static_cast<std::size_t>(next() % all.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[next() % i]);
    }

private:
    std::uint64_t state_;
};

struct RandomDay {
    std::uint64_t seed;
    DayInput input;
    RuleSet rules;
};

// Up to 7 tenants and 3 advisors with little time, so that every assignment can be tried.
RandomDay tiny_day(std::uint64_t seed);
// The same with calls that all take equally long and nothing else that sets one apart but rank and language.
RandomDay tiny_day_of_equal_calls(std::uint64_t seed);
// 10 to 120 tenants, 1 to 8 advisors, everything at once.
RandomDay medium_day(std::uint64_t seed);
// Up to 90 tenants, nearly all with a promise within some days, and too little time for them: the days ahead fill up.
RandomDay scarce_day(std::uint64_t seed);
// The same with up to 8 tenants.
RandomDay tiny_scarce_day(std::uint64_t seed);
// Up to 8 tenants, some promised within days on which hardly anybody is there: these go today, before others of higher rank.
RandomDay tiny_day_before_a_gap(std::uint64_t seed);
// A plausible day of any size under the rules' own numbers.
RandomDay plausible_day(std::uint64_t seed, int tenants, int advisors);

// The same day in another order.
DayInput shuffled(const DayInput& input, std::uint64_t seed);

}  // namespace bienveille::test
