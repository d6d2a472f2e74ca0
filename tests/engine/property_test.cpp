// Random days through make_plan and audit: no finding, and no trace of the input's order. Seeds are printed.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>

#include "engine/audit.h"
#include "engine/plan.h"
#include "engine/why.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

std::string told(const std::vector<Finding>& findings) {
    std::string text;
    for (std::size_t i = 0; i < findings.size() && i < 12; ++i)
        text += "\n  " + findings[i].promise + " " + findings[i].path + ": " + findings[i].message;
    return text;
}

// A gap above what definition.md allows is counted apart: finding the least is hard, everything else is not.
struct Findings {
    std::vector<Finding> gap, others;
};

Findings findings_of(const RandomDay& random) {
    const auto plan = make_plan(random.input, random.rules);
    EXPECT_TRUE(plan) << "seed " << random.seed << ": " << plan.problems()[0].path << ' ' << plan.problems()[0].message;
    if (!plan) return {};
    Findings findings;
    for (const Finding& finding : audit(*plan, random.input, random.rules))
        (finding.promise == "O2" && !plan->balance.proven ? findings.gap : findings.others).push_back(finding);
    const auto again = make_plan(shuffled(random.input, random.seed + 1), random.rules);
    EXPECT_TRUE(again && *again == *plan) << "seed " << random.seed << ": P2, another order of the input, another plan";
    return findings;
}

void expect_no_finding(const RandomDay& random) {
    const Findings findings = findings_of(random);
    EXPECT_TRUE(findings.others.empty()) << "seed " << random.seed << told(findings.others);
    EXPECT_TRUE(findings.gap.empty()) << "seed " << random.seed << told(findings.gap);
}

TEST(Property, TinyDaysPassTheAudit) {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) expect_no_finding(tiny_day(seed));
}

// These days are built to be hard: few calls an advisor, tight caps, languages, calls that stand. On about one of 2,000 (none of
// the first 5,000) neither the search brings the gap down to what O2 allows nor the bound up to the gap, where promised times
// stand in the way of whole calls; the plan then says `proven: false`, and the audit finds it.
TEST(Property, MediumDaysPassTheAuditButForAFewUnprovenGaps) {
    constexpr int kDays = kThorough ? 2000 : 300;
    constexpr int kMostUnproven = kDays / 1000;
    int unbalanced = 0;
    std::string gaps;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        const Findings findings = findings_of(medium_day(seed));
        ASSERT_TRUE(findings.others.empty()) << "seed " << seed << told(findings.others);
        if (!findings.gap.empty()) ++unbalanced, gaps += ' ' + std::to_string(seed);
    }
    std::printf("O2 unproven above the bound with one call's share: %d of %d days, seeds%s\n", unbalanced, kDays,
                gaps.c_str());
    EXPECT_LE(unbalanced, kMostUnproven) << "seeds" << gaps;
}

// Three in four calls are of level 3 and hardly any cap binds: the calls that keep them apart are few, and go with them two by two.
RandomDay with_level3_calls(RandomDay random) {
    Dice dice(random.seed + 7'000'000);
    random.rules.work.most_level3 = 99;
    random.rules.work.most_level2_and_3 = 99;
    for (Tenant& tenant : random.input.tenants) {
        tenant.anxiety = dice.percent(75) ? 3 : dice.between(0, 2);
        tenant.anxiety_cleared = true;
    }
    if (random.seed % 2 == 1) random.rules.policy = Policy::value;
    return random;
}

// Where all places apart are taken nobody can have fewer level-3 calls beside their others (6, 160, 336), or lists of a few lengths
// alone are left (13, 211, 269): such plans were as even as can be, and could not say so.
TEST(Property, DaysOfManyLevel3CallsPassTheAudit) {
    for (const std::uint64_t seed : {6, 13, 67, 160, 211, 269, 300, 322, 336, 337, 360, 400})
        expect_no_finding(day_of_level3_calls(seed));
    for (const std::uint64_t seed : {266, 347, 421}) expect_no_finding(with_level3_calls(day_of_unlike_calls(seed)));
    for (std::uint64_t seed = 1; seed <= (kThorough ? 60 : 10); ++seed) {
        expect_no_finding(day_of_level3_calls(seed));
        expect_no_finding(with_level3_calls(day_of_unlike_calls(seed)));
        expect_no_finding(while_it_runs(with_level3_calls(day_of_unlike_calls(seed)), seed % 2 == 0));
        expect_no_finding(with_level3_calls(medium_day(seed)));
    }
}

// On day 48 level-3 calls are charged for places apart, on day 336, where none can stay free, the others.
TEST(Property, WhatAProofChargesForPlacesApartIsAddedUpAgain) {
    for (const std::uint64_t seed : {48, 336}) {
        const RandomDay random = day_of_level3_calls(seed);
        const Plan plan = *make_plan(random.input, random.rules);
        EXPECT_TRUE(plan.balance.proven) << "seed " << seed;
        int charged = 0;
        for (const auto rows : {&BalanceProof::cannot_fill, &BalanceProof::cannot_relieve})
            for (std::size_t row = 0; row < (plan.balance.proof.*rows).size(); ++row) {
                Plan forged = plan;
                Minutes& charge = (forged.balance.proof.*rows)[row].per_place_apart;
                if (charge == Minutes{}) continue;
                charge = Minutes{};
                EXPECT_FALSE(audit(forged, random.input, random.rules).empty()) << "seed " << seed;
                ++charged;
            }
        EXPECT_GT(charged, 0) << "seed " << seed;
    }
}

// A level-3 call and one that keeps it apart go together, further than the least loaded list had been (96, 99, 265: gaps of 97,257, 231,647
// and 317,754 millionths stayed). On day 75 what was tried in vain left the loads as they were found, 279,899.
TEST(Property, TwoCallsThatKeepEachOtherApartMoveToAnotherListTogether) {
    for (const std::uint64_t seed : {96, 99, 265, 75}) {
        const RandomDay random = with_level3_calls(medium_day(seed));
        const Plan plan = *make_plan(random.input, random.rules);
        EXPECT_TRUE(plan.balance.proven) << "seed " << seed << ": neither within the tolerance nor the least there is";
        EXPECT_TRUE(audit(plan, random.input, random.rules).empty()) << "seed " << seed;
    }
}

// Three lists have to change at once (2098, 3472, and 2442 as it runs: gaps of 605,263, 687,500 and 58,333 millionths stayed), or lists are as even as can
// be because windows, hours and the cap of levels 2 and 3 bind together, which charges and sums do not see (892, 1205, 3958).
TEST(Property, CallsGivenOutListBesideListAreAsEvenAsCanBeAndSaySo) {
    const auto expect_least = [](const RandomDay& random) {
        EXPECT_TRUE(make_plan(random.input, random.rules)->balance.proven) << "seed " << random.seed;
        expect_no_finding(random);
    };
    for (const std::uint64_t seed : {3472, 3958}) expect_least(day_of_level3_calls(seed));
    expect_least(day_of_equal_calls_with_deadlines_of_all_kinds(2098));
    RandomDay random = day_of_unlike_calls(1205);
    random.rules.policy = Policy::value;
    expect_least(random);
    expect_least(with_level3_calls(medium_day(892)));
    random = medium_day(2442);
    random.input.previous.clear();
    expect_least(while_it_runs(random, false));
}

Tenant at_a_time(int number, int minute, const char* advisor) {
    Tenant who = tenant("at-a-time-" + std::to_string(number)).promised_by("2020-04-03").called_by(advisor);
    who.callback_slot.time = TimeOfDay{minute};
    return who;
}

// Who promised 24 times is ill, and only few of them are in the hour of the one who has nothing else to do: as many sets of times as there are
// are too many to look at.
TEST(Property, ManyTimesThatOneAdvisorLeavesAreLookedAtAsFarAsLooksGo) {
    RandomDay random{0, {}, small_rules()};
    random.rules.work.unknown_level = Minutes{9};
    std::vector<Tenant> tenants;
    for (int i = 0; i < 24; ++i)
        tenants.push_back(at_a_time(i, i < 15 ? 9 * 60 + 30 + 10 * i : 14 * 60 + 20 * (i - 15), "ill"));
    random.input = on("2020-04-03", tenants,
                      {advisor("all-day").with_minutes(240), advisor("ill").away("2020-04-03", "2020-04-03"),
                       advisor("late").with_minutes(60)});
    random.input.availability.push_back({{"late"}, random.input.day, Minutes{60}, at("16:30"), at("17:30")});
    EXPECT_EQ(make_plan(random.input, random.rules)->promises.kept, 24);
    EXPECT_TRUE(findings_of(random).others.empty());
}

// Promises over several days, languages, absences, caps, and far too little time.
TEST(Property, DaysOfScarcePromisesPassTheAudit) {
    for (std::uint64_t seed = 1; seed <= (kThorough ? 1000 : 150); ++seed) {
        const Findings findings = findings_of(scarce_day(seed));
        ASSERT_TRUE(findings.others.empty()) << "seed " << seed << told(findings.others);
    }
}

// Somebody's first call was overdue and their callback due later: that had its place, and so they were not asked whether somebody
// kept after them gives theirs today.
TEST(Property, APlaceForALaterPromiseIsNoPlaceByTheEarlierDeadline) { expect_no_finding(scarce_day(585)); }

// Nearly everyone has a promise within some days, and there is too little time.
TEST(Property, TinyDaysOfScarcePromisesPassTheAudit) {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) expect_no_finding(tiny_scarce_day(seed));
}

TEST(Property, DaysOfTheSizeOf2020PassTheAudit) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) expect_no_finding(plausible_day(seed, 944, 4));
}

TEST(Property, ThreeThousandTenantsAndTwelveAdvisorsPassTheAudit) { expect_no_finding(plausible_day(1, 3000, 12)); }

// P2 of everything that is asked: both policies, planning again from a plan of which an advisor fell ill, why, and promises.
TEST(Property, P2NoAnswerLeavesATraceOfTheInputsOrder) {
    constexpr std::uint64_t kDays = kThorough ? 400 : 20;
    int forced = 0, keepable = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        RandomDay random = seed % 2 == 0 ? medium_day(seed) : scarce_day(seed);
        random.rules.policy = seed % 4 < 2 ? Policy::rank : Policy::value;
        Dice dice(seed);
        const Plan morning = *make_plan(random.input, random.rules);
        random.input.previous.clear();
        for (const AdvisorList& list : morning.lists)
            for (const Call& call : list.calls)
                random.input.previous.push_back({call.tenant, list.advisor, call.starts_at, call.minutes, call.pause,
                                                 dice.percent(10) ? CallState::done : call.state, dice.percent(10)});
        const AdvisorId ill = dice.one_of(random.input.advisors).id;
        std::erase_if(random.input.availability, [&](const Availability& row) { return row.advisor == ill; });
        if (random.input.advisors.size() > 1) random.input.availability.push_back({ill, random.input.day, {}});
        const DayInput other = shuffled(random.input, seed + 1);

        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan) << "seed " << seed << ": " << plan.problems()[0].path << ' ' << plan.problems()[0].message;
        const auto again = make_plan(other, random.rules);
        ASSERT_TRUE(again && *again == *plan) << "seed " << seed;
        const TenantId tenant = dice.one_of(random.input.tenants).id;
        std::optional<AdvisorId> advisor;
        if (dice.percent(50)) advisor = dice.one_of(random.input.advisors).id;
        const auto answer = why(*plan, random.input, random.rules, tenant, advisor);
        const auto same = why(*again, other, random.rules, tenant, advisor);
        ASSERT_TRUE(answer && same && *answer == *same) << "seed " << seed;
        forced += answer->forced && answer->forced->possible ? 1 : 0;
        const Day by = random.input.day + dice.between(0, 9);
        const auto promise = check_promise(random.input, random.rules, tenant, by);
        const auto alike = check_promise(other, random.rules, tenant, by);
        ASSERT_TRUE(promise && alike && promise->keepable == alike->keepable && promise->earliest == alike->earliest)
            << "seed " << seed;
        keepable += promise->keepable ? 1 : 0;
    }
    EXPECT_GT(forced, static_cast<int>(kDays) / 20);
    EXPECT_GT(keepable, static_cast<int>(kDays) / 20);
}

}  // namespace
}  // namespace bienveille::test
