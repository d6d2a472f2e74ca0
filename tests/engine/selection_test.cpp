// Selection on days too large for looking at everything: with calls of equal minutes, what is kept must be the
// lexicographic maximum by rank, which a plain matching finds call by call (augmenting paths, Kuhn 1955).
#include "engine/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/plan.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

// Places calls one by one, moving earlier ones along augmenting paths; what cannot be placed never can.
class Matching {
public:
    Matching(const Roster& roster, const Facts& facts) : roster_(roster), facts_(facts), on_(roster.seats.size()) {}

    std::set<std::string> kept(const DayInput& input) {
        std::set<std::string> ids;
        for (std::uint32_t c = 0; c < facts_.owed.size(); ++c) {
            std::vector<char> visited(on_.size(), 0);
            if (place(c, visited)) ids.insert(input.tenants[facts_.owed[c].tenant].id.text);
        }
        return ids;
    }

private:
    bool place(std::uint32_t c, std::vector<char>& visited) {
        for (const std::uint32_t s : roster_.groups[facts_.owed[c].group].seats) {
            if (visited[s] != 0) continue;
            visited[s] = 1;
            const int most = std::min(roster_.seats[s].capacity / kEqualMinutes, roster_.seats[s].max_calls);
            if (on_[s].size() < static_cast<std::size_t>(most)) {
                on_[s].push_back(c);
                return true;
            }
            for (std::uint32_t& other : on_[s])
                if (place(other, visited)) {
                    other = c;
                    return true;
                }
        }
        return false;
    }

    const Roster& roster_;
    const Facts& facts_;
    std::vector<std::vector<std::uint32_t>> on_;
};

TEST(Selection, OfEqualMinutesTheCallsKeptAreTheLexicographicMaximumByRank) {
    constexpr int kDays = kThorough ? 1500 : 500;
    int scarce = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        const auto [unused, input, rules] = day_of_equal_calls(seed);
        const WorkingDays working(rules.calendar, input.day);
        const Presence presence(input, rules, rules.calendar, working);
        const Roster roster = make_roster(input, rules, rules.calendar, presence);
        const Facts facts = make_facts(input, rules, roster, working);
        const std::set<std::string> best = Matching(roster, facts).kept(input);

        std::set<std::string> planned;
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        for (const AdvisorList& list : plan->lists)
            for (const Call& call : list.calls) planned.insert(call.tenant.text);
        ASSERT_EQ(planned, best) << "seed " << seed;
        scarce += planned.size() < facts.owed.size() ? 1 : 0;
    }
    EXPECT_GT(scarce, kDays / 3) << "too few of the days were short of time to show anything";
}

}  // namespace
}  // namespace bienveille::test
