// Where the calls that are not made today have their places: as early as can be told, with the rule's slack where there is room.
// What later days hold is counted by the audit's own means, not the planner's.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>

#include "engine/audit_detail.h"
#include "engine/plan.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

using namespace audit_detail;

// The later days of a plan, with some of its places.
class Places {
public:
    Places(const Plan& plan, const DayFacts& facts) : plan_(plan), facts_(facts), days_(facts) {}

    std::uint32_t tenant(const Unplanned& row) const { return facts_.tenant_of.at(row.tenant.text); }

    void put(const Unplanned& row) {
        if (!row.look_ahead_day) return;
        const std::uint32_t seat = facts_.seat_of.at(row.look_ahead_advisor->text);
        days_.put({seat, *row.look_ahead_day}, facts_.standings[tenant(row)].kind);
    }

    // The first day in [from, to] on which somebody has room for this call beside what is there.
    std::optional<Day> first_room(const Unplanned& row, Day from, Day to) const {
        const Standing& standing = facts_.standings[tenant(row)];
        for (Day day = std::max(from, plan_.day + 1); day <= to; day = day + 1)
            for (std::uint32_t s = 0; s < facts_.seats.size(); ++s)
                if (facts_.speaks(s, standing) && days_.takes({s, day}, standing.kind)) return day;
        return std::nullopt;
    }

private:
    const Plan& plan_;
    const DayFacts& facts_;
    LaterDays days_;
};

// Whoever has no deadline is told the first day with room beside the calls that have one and those of higher rank; nobody
// who is owed a call and can be dialled is told nothing where there is room within the days looked at.
TEST(Places, WithoutADeadlineTheyAreOnTheFirstDayWithRoom) {
    int asked = 0, none = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 2000 : 200); ++seed) {
        const RandomDay random = seed % 2 == 0 ? scarce_day(seed) : tiny_scarce_day(seed);
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan.ok()) << "seed " << seed;
        const DayFacts facts(random.input, random.rules);
        Places places(*plan, facts);
        const auto has_duty = [&](const Unplanned& row) { return facts.has_duty(places.tenant(row)); };
        for (const Unplanned& row : plan->unplanned)
            if (has_duty(row)) places.put(row);
        for (const Unplanned& row : plan->unplanned) {  // by rank
            if (!row.tier || has_duty(row)) continue;
            ASSERT_EQ(row.look_ahead_day, places.first_room(row, plan->day + 1, facts.last_looked_at))
                << "seed " << seed << ", " << row.tenant.text;
            ++asked;
            none += row.look_ahead_day ? 0 : 1;
            places.put(row);
        }
    }
    std::printf("first days with room: %d asked, %d have none\n", asked, none);
    EXPECT_GT(asked, 500);
    EXPECT_GT(none, 50);
}

}  // namespace
}  // namespace bienveille::test
