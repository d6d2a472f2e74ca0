// Policy value on days of equal minutes against LEMON's network simplex: the same total to the hundredth of a point.
#include <gtest/gtest.h>

#include "bench/rivals.h"
#include "engine/facts.h"
#include "engine/plan.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

// Any call of a higher tier before all of a lower one, tiers 7 and 8 being one; then points. One more, so that nobody is worth nothing.
std::int64_t weight(Tier tier, Points points) {
    const std::int64_t above = tier >= Tier::longest_waiting ? 0 : 7 - static_cast<std::int64_t>(tier);
    return above * 1'000'000 + points.count + 1;
}

bench::RivalDay rival_day(const Roster& roster, const Facts& facts) {
    bench::RivalDay day;
    day.groups = static_cast<int>(roster.groups.size());
    for (const Seat& seat : roster.seats)
        day.seats.push_back({seat.capacity, std::min(seat.capacity / kEqualMinutes, seat.max_calls), -1,
                             std::vector<bool>(roster.groups.size(), false)});
    for (std::size_t g = 0; g < roster.groups.size(); ++g)
        for (const std::uint32_t s : roster.groups[g].seats) day.seats[s].groups[g] = true;
    for (const Candidate& call : facts.owed)
        day.calls.push_back({weight(call.tier, call.points), call.points.count, kEqualMinutes, call.group, -1, -1});
    return day;
}

TEST(Value, OfEqualMinutesItHasWhatNetworkSimplexFinds) {
    constexpr int kDays = kThorough ? 3000 : 500;
    int scarce = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        RandomDay random = day_of_equal_calls(seed);
        random.rules.policy = Policy::value;
        const WorkingDays working(random.rules.calendar, random.input.day);
        const Presence presence(random.input, random.rules, random.rules.calendar, working);
        const Roster roster = make_roster(random.input, random.rules, random.rules.calendar, presence);
        const Facts facts = make_facts(random.input, random.rules, roster, working);
        const bench::RivalDay day = rival_day(roster, facts);
        std::int64_t best = 0;
        std::size_t seated = 0;
        const bench::Seating seating = bench::network_simplex(day);
        for (std::size_t c = 0; c < seating.size(); ++c)
            if (seating[c] >= 0) best += day.calls[c].weight, ++seated;

        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan);
        std::int64_t found = 0;
        for (const AdvisorList& list : plan->lists)
            for (const Call& call : list.calls) found += weight(call.tier, call.card.points);
        ASSERT_EQ(found, best) << "seed " << seed;
        scarce += seated < seating.size() ? 1 : 0;
    }
    EXPECT_GT(scarce, kDays / 3) << "too few of the days were short of time to show anything";
}

}  // namespace
}  // namespace bienveille::test
