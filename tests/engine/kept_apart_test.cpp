// Level-3 calls of today that need others between them: whoever is called impossible for it is, by every way to call them; and
// certificates that say so where it is not true are found.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <string>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"
#include "tests/support/tiny_week.h"

namespace bienveille::test {
namespace {

constexpr const char* kToday = "2020-04-06";

// One or two advisors, mostly level-3 calls due today, some tomorrow, and some people whom nobody promised anything.
DayInput mostly_of_level3(std::uint64_t seed) {
    Dice dice(seed);
    DayInput input = on(kToday, {}, {advisor("x")});
    if (dice.percent(50)) input.advisors.push_back(advisor("y").speaks({"fr", "pt"}));
    for (const Advisor& who : input.advisors)
        for (int d = 0; d < 2; ++d) {
            const int minutes = d == 0 ? dice.between(60, 148) : dice.percent(60) ? 0 : dice.between(0, 70);
            input.availability.push_back({who.id, input.day + d, Minutes{minutes}});
        }
    for (int t = 0, calls = dice.between(3, input.advisors.size() == 1 ? 7 : 9); t < calls; ++t) {
        const int level = dice.percent(75) ? 3 : dice.between(0, 2);
        auto words = tenant("t" + std::to_string(t)).anxious(level).cleared().isolated(3 * t);
        if (dice.percent(15)) words.speaks("pt");
        Tenant each = words;
        each.callback_due_on = input.day + (dice.percent(25) ? 1 : 0);
        input.tenants.push_back(each);
    }
    return input;
}

// Who might stand between: not promised anything, of the lowest rank.
DayInput with_others(DayInput input, int others) {
    for (int t = 0; t < others; ++t) input.tenants.push_back(tenant("z" + std::to_string(t)).anxious(0));
    return input;
}

TEST(KeptApart, WhoIsCalledImpossibleIsByEveryWay) {
    int impossible = 0, unproven = 0, only_apart = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 3000 : 300); ++seed) {
        const RuleSet rules = small_rules();
        const DayInput promised = mostly_of_level3(seed);
        const DayInput input = with_others(promised, static_cast<int>(seed % 4));
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        for (const Finding& finding : audit(*plan, input, rules))
            ADD_FAILURE() << "seed " << seed << ": " << finding.path << ' ' << finding.message;
        TinyWeek apart(input, rules, *plan, 2);
        TinyWeek together = apart;
        together.let_level3_stand_together();
        std::vector<std::size_t> kept;
        for (std::size_t c = 0; c < apart.calls().size(); ++c) {
            if (apart.calls()[c].keeping == Keeping::kept) kept.push_back(c);
            unproven += apart.calls()[c].keeping == Keeping::unproven ? 1 : 0;
            if (apart.calls()[c].keeping != Keeping::impossible) continue;
            std::vector<std::size_t> those = kept;
            those.push_back(c);
            ASSERT_FALSE(apart.all_fit(those)) << "seed " << seed << ": " << apart.calls()[c].tenant;
            ++impossible;
            only_apart += together.all_fit(those) ? 1 : 0;
        }
        ASSERT_TRUE(apart.all_fit(kept)) << "seed " << seed;
    }
    std::printf("%d impossible, %d of them only since level-3 calls are kept apart; %d unproven\n", impossible,
                only_apart, unproven);
    EXPECT_GT(only_apart, kThorough ? 300 : 30);
    EXPECT_LT(unproven * 30, impossible);
}

bool finds(const std::vector<Finding>& findings, const std::string& path) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& each) { return each.promise == "P4" && each.path == path; });
}

// The figures of such a proof, forged; and the proof itself, told of a day on which it does not hold: with minutes for one call more,
// and of tomorrow, which counts in full.
TEST(KeptApart, ForgedCertificatesAreFound) {
    int forged = 0, of_more_minutes = 0, of_tomorrow = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 2000 : 400); ++seed) {
        const RuleSet rules = small_rules();
        // Enough who may stand between: what is short are minutes.
        const DayInput input = with_others(mostly_of_level3(seed), 10);
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        for (std::size_t s = 0; s < plan->promises.shortfall.size(); ++s) {
            const Shortfall& told = plan->promises.shortfall[s];
            if (told.measure != Measure::level3_calls && told.measure != Measure::weighted_calls) continue;
            const std::string path = "promises.shortfall[" + std::to_string(s) + "]";
            const auto spoil = [&](const char* what, auto change) {
                Plan changed = *plan;
                change(changed.promises.shortfall[s]);
                if (changed == *plan) return;
                ++forged;
                EXPECT_FALSE(audit(changed, input, rules).empty()) << "seed " << seed << ": " << what;
            };
            spoil("fewer kept apart", [](Shortfall& each) { --each.available; });
            spoil("more kept apart", [](Shortfall& each) { ++each.available; });
            spoil("as many as stand alone",
                  [](Shortfall& each) { each.available = std::min<std::int64_t>(each.available - 1, 2); });
            spoil("one more needed", [](Shortfall& each) { ++each.needed; });
            spoil("somebody left out", [](Shortfall& each) { each.tenants.pop_back(); });
            spoil("somebody left out, and nobody needs that call", [](Shortfall& each) {
                each.tenants.pop_back();
                if (!each.weights.empty()) each.weights.pop_back();
                --each.available;
                --each.needed;
            });
            spoil("all minutes there are", [](Shortfall& each) { each.measure = Measure::minutes; });
            spoil("another day", [](Shortfall& each) { each.days = {each.days.front() + 1}; });
            spoil("nobody to call them", [](Shortfall& each) { each.advisors.clear(); });

            // What holds of these minutes does not where each list of today has room for a level-3 call and one before it more.
            const auto same_claim_of = [&](const DayInput& other) {
                return finds(audit(*plan, other, rules), path + ".available");
            };
            DayInput more = input;
            for (Availability& row : more.availability)
                if (row.day == input.day) row.minutes += Minutes{41};
            ++of_more_minutes;
            EXPECT_TRUE(same_claim_of(more)) << "seed " << seed;
            // A level-3 call more where nothing need stand between them.
            if (told.measure != Measure::level3_calls || told.days != std::vector{input.day}) continue;
            const auto apart_today = [&] {
                std::int64_t in_full = 0;
                for (const Availability& row : input.availability)
                    if (row.day == input.day &&
                        std::find(told.advisors.begin(), told.advisors.end(), row.advisor) != told.advisors.end())
                        in_full += std::min<std::int64_t>(rules.work.most_level3, row.minutes.count / 33);
                return in_full > told.available;
            };
            if (!apart_today()) continue;
            DayInput tomorrow = input;
            tomorrow.day = input.day - 3;  // Friday; today is its tomorrow
            ++of_tomorrow;
            EXPECT_TRUE(same_claim_of(tomorrow)) << "seed " << seed;
        }
    }
    std::printf("%d forged; %d told of more minutes, %d of tomorrow\n", forged, of_more_minutes, of_tomorrow);
    EXPECT_GT(forged, 500);
    EXPECT_GT(of_more_minutes, 50);
    EXPECT_GT(of_tomorrow, 20);
}

}  // namespace
}  // namespace bienveille::test
