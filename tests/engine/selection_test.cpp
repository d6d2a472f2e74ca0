// Selection on days too large for looking at everything: with calls of equal minutes, what is kept must be the
// lexicographic maximum by rank, which a plain matching finds call by call (augmenting paths, Kuhn 1955).
#include "engine/selection.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

constexpr int kMinutes = 10;

// 12 to 70 tenants of four languages, 2 to 6 advisors with room for 1 to 9 calls each: scarce for some, ample for others.
DayInput day_of_equal_calls(std::uint64_t seed) {
    Dice dice(seed);
    const std::vector<std::string> languages{"", "ar", "tr", "pt"};
    std::vector<Tenant> tenants;
    for (int t = 0, count = dice.between(12, 70); t < count; ++t) {
        Tenant who = tenant("t" + std::to_string(t)).isolated(dice.between(0, 30)).born_in(dice.between(1925, 1960));
        who.language = dice.percent(50) ? "" : dice.one_of(languages);
        if (dice.percent(20)) who.callback_due_on = day("2020-04-03");
        tenants.push_back(who);
    }
    std::vector<Advisor> advisors;
    for (int a = 0, count = dice.between(2, 6); a < count; ++a) {
        Advisor who = advisor("a" + std::to_string(a)).with_minutes(kMinutes * dice.between(1, 9));
        who.languages = {"fr"};
        for (const std::string& language : languages)
            if (!language.empty() && dice.percent(35)) who.languages.push_back(language);
        if (dice.percent(15)) who.languages.erase(who.languages.begin());
        advisors.push_back(who);
    }
    return on("2020-04-03", tenants, advisors);
}

RuleSet equal_minutes() {
    RuleSet rules = small_rules();
    rules.work.unknown_level = Minutes{kMinutes};
    return rules;
}

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
            if (on_[s].size() < static_cast<std::size_t>(roster_.seats[s].capacity / kMinutes)) {
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
    const RuleSet rules = equal_minutes();
    constexpr int kDays = kThorough ? 1500 : 500;
    int scarce = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        const DayInput input = day_of_equal_calls(seed);
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
