// Days on which exact solvers can be asked for the most points: calls of equal minutes, and few calls of unlike minutes.
#pragma once

#include <cstdint>

#include "engine/model.h"
#include "engine/ruleset.h"
#include "tests/support/random_input.h"

namespace bienveille::test {

constexpr int kEqualMinutes = 10;

// 12 to 70 tenants of four languages, 2 to 6 advisors with room for 1 to 9 calls each, some of them capped by max_calls:
// scarce for some, ample for others. Every call takes kEqualMinutes.
RandomDay day_of_equal_calls(std::uint64_t seed);

// The same, each call of level 2 counted against a cap that binds, and those who wait longest before others of more points.
RandomDay day_of_equal_calls_under_a_cap(std::uint64_t seed);

// The same, of all levels, with a cap of level 3 within that of level 2 and 3: lists that the caps fill and lists that they do not. No
// more level-3 calls than windows, so that keeping them apart does not bind, too.
RandomDay day_of_equal_calls_under_both_caps(std::uint64_t seed);

// The same, three in five promised within three days, so that the days ahead are full.
RandomDay day_of_equal_calls_with_full_days_ahead(std::uint64_t seed);

// The same, callbacks due a little later and days to come on which most advisors have room for few calls or none.
RandomDay day_of_equal_calls_with_tight_days_ahead(std::uint64_t seed);

// The same with deadlines of all kinds, some of which cannot be kept: recalls, first calls, callbacks of up to six days, people who
// cannot be tried again today; and advisors who are away or there for less on days to come.
RandomDay day_of_equal_calls_with_deadlines_of_all_kinds(std::uint64_t seed);

// Under both caps, three in four calls of level 3, more than others can keep apart.
RandomDay day_of_level3_calls(std::uint64_t seed);

// Of all levels, light calls rare and lists with room for more calls than the caps let in: on many lists the cap of levels 2 and 3 and keeping
// level-3 calls apart both bind, and nothing else does.
RandomDay day_of_level3_calls_under_both_caps(std::uint64_t seed);

// The same with tight days ahead.
RandomDay day_of_level3_calls_under_both_caps_with_tight_days_ahead(std::uint64_t seed);

// The same day at some time of it: what its plan had until then is done, under way or, at times, was not made, and few of the calls
// to come are pinned. Without `now` nobody says how late it is.
RandomDay while_it_runs(RandomDay random, bool tells_now);

// 8 to 36 tenants of all levels and two languages, 1 to 3 advisors of 40 to 150 minutes in two windows, caps that bind at times.
// Nobody is promised a time.
RandomDay day_of_unlike_calls(std::uint64_t seed);

}  // namespace bienveille::test
