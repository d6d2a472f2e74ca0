// The audit finds nothing in a good plan, and finds every way to spoil one, under the promise it breaks.
#include "engine/audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/spoilings.h"

namespace bienveille::test {
namespace {

std::string told(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings)
        text += "\n  " + finding.promise + " " + finding.path + ": " + finding.message;
    return text.empty() ? "\n  no finding" : text;
}

bool names_promise(const std::vector<Finding>& findings, const std::string& promise) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.promise == promise; });
}

// ------------------------------------------------------------------------------------------- a plan made by hand

// Six strangers called by two advisors of 30 minutes; one more stranger of 60 years waits, one was reached two days
// ago, one opted out.
struct HandMade {
    RuleSet rules = small_rules();
    DayInput input;
    Plan plan;

    HandMade() {
        rules.duties.longest_waiting_share = {};
        input =
            on("2020-04-03",
               {tenant("a"), tenant("b"), tenant("c"), tenant("d"), tenant("e"), tenant("f"), tenant("g").born_in(1960),
                tenant("h").who(Status::opted_out), tenant("i").reached_on("2020-04-01")},
               {advisor("x").with_minutes(30), advisor("y").with_minutes(30)});
        plan.day = input.day;
        plan.digest = "0123456789abcdef0123456789abcdef";
        plan.engine = kEngineVersion;
        plan.rules_name = "small";
        plan.rules_version = "1.0.0";
        plan.lists = {list("x", {"a", "b", "c"}), list("y", {"d", "e", "f"})};
        // g has 12.95 + 0 + 0 + 0 (60 years) + 10 points; 9 minutes, where 30 - 27 are left.
        Unplanned waits;
        waits.tenant = {"g"};
        waits.points = {2295};
        waits.reason = UnplannedReason::no_room_today;
        waits.tier = Tier::score;
        waits.needs = {9};
        waits.room = {3};
        waits.look_ahead_day = day("2020-04-06");  // with nobody else in the way
        waits.look_ahead_advisor = AdvisorId{"x"};
        plan.unplanned.push_back(waits);
        // i has 12.95 + 0 + 0 + 3.50 + 10 x 2/14 = 1.43 points.
        Unplanned rests;
        rests.tenant = {"i"};
        rests.points = {1788};
        rests.reason = UnplannedReason::not_owed;
        plan.unplanned.push_back(rests);
        plan.excluded.push_back({{"h"}, ExcludedReason::opted_out, {}});
        plan.promises.calendar.push_back({input.day, 0, 6, {54}, {60}});
        plan.balance = {{0}, {0}, {100'000}, true, {}};
        // At 22.95 / 9 = 2.55 points a minute: 27 minutes of each, 54 x 2.55, and 6 x (26.45 - 22.95), is 6 x 26.45.
        plan.certificate = {{6 * 2645}, {6 * 2645}, {0}, true, {{{2'550'000}, {}, {}, {}, {}, {}}}};
    }

    // 35 x (0.20 + 0.13 + 0.04), nothing, nothing, 10 x 0.35, 10 x 1: 26.45 points.
    static ScoreCard stranger() {
        ScoreCard card;
        card.points = {2645};
        card.band = Band::standard;
        using Kind = FactorInput::Kind;
        const auto input_of = [](Kind kind) {
            FactorInput input;
            input.kind = kind;
            return input;
        };
        card.lines[0] = {Factor::isolation, {1295}, {370'000}, {3500}, input_of(Kind::isolation_proxy)};
        card.lines[1] = {Factor::anxiety, {0}, {0}, {2500}, input_of(Kind::unknown)};
        card.lines[2] = {Factor::callback, {0}, {0}, {2000}, input_of(Kind::none_asked)};
        card.lines[3] = {Factor::age, {350}, {350'000}, {1000}, input_of(Kind::unknown)};
        card.lines[4] = {Factor::waiting, {1000}, {1'000'000}, {1000}, input_of(Kind::never_reached)};
        return card;
    }

    static AdvisorList list(const char* advisor, std::vector<const char*> tenants) {
        AdvisorList calls;
        calls.advisor = {advisor};
        calls.capacity = {30};
        TimeOfDay time = at("09:30");
        for (const char* id : tenants) {
            Call call;
            call.tenant = {id};
            call.starts_at = time;
            call.minutes = {9};
            call.card = stranger();
            calls.calls.push_back(call);
            calls.planned += call.minutes;
            time = time + call.minutes;
        }
        return calls;
    }
};

TEST(Audit, FindsNothingInAPlanMadeByHand) {
    const HandMade day;
    const auto findings = audit(day.plan, day.input, day.rules);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(Audit, O1AStrangerWhoWouldFitIsPassedOver) {
    HandMade day;
    day.input.advisors[0].minutes = Minutes{36};  // 27 + 9
    const auto findings = audit(day.plan, day.input, day.rules);
    EXPECT_TRUE(names_promise(findings, "O1")) << told(findings);
}

TEST(Audit, O1ALongCallOfHigherRankIsPassedOverForSeveralShortOnes) {
    HandMade day;
    // g of level 3, seen today but cleared: 25 points more than the others, 33 minutes with the pause; x has 33.
    day.input.tenants[6] = tenant("g").anxious(3, "2020-04-03").cleared();
    day.input.advisors[0].minutes = Minutes{33};
    const auto findings = audit(day.plan, day.input, day.rules);
    EXPECT_TRUE(names_promise(findings, "O1")) << told(findings);
    // With 32 minutes it does not fit even alone.
    day.input.advisors[0].minutes = Minutes{32};
    const auto without = audit(day.plan, day.input, day.rules);
    EXPECT_FALSE(names_promise(without, "O1")) << told(without);
}

TEST(Audit, C2MaxCallsIsOfTheAdvisor) {
    HandMade day;
    day.input.advisors[1].max_calls = 2;
    EXPECT_TRUE(names_promise(audit(day.plan, day.input, day.rules), "C2"));
}

TEST(Audit, C3TwoOfLevelThreeInARowAreFoundAndWithACallBetweenAreNot) {
    HandMade day;
    for (int t : {0, 2}) {
        Tenant& level3 = day.input.tenants[static_cast<std::size_t>(t)];
        level3.anxiety = 3;
        level3.anxiety_cleared = true;
    }
    auto& calls = day.plan.lists[0].calls;
    EXPECT_FALSE(names_promise(audit(day.plan, day.input, day.rules), "C3"));
    std::swap(calls[1].tenant, calls[2].tenant);
    EXPECT_TRUE(names_promise(audit(day.plan, day.input, day.rules), "C3"));
    calls[1].starts_at = at("14:00");
    calls[2].starts_at = at("14:40");
    EXPECT_FALSE(names_promise(audit(day.plan, day.input, day.rules), "C3")) << "the noon break is between them";
}

TEST(Audit, C3TheCapsOfAnAdvisorsDay) {
    HandMade day;
    for (std::size_t t : {0u, 2u}) {
        day.input.tenants[t].anxiety = 3;
        day.input.tenants[t].anxiety_cleared = true;
    }
    day.rules.work.most_level3 = 1;
    EXPECT_TRUE(names_promise(audit(day.plan, day.input, day.rules), "C3"));
    day.rules.work.most_level3 = 2;
    day.rules.work.most_level2_and_3 = 1;
    EXPECT_TRUE(names_promise(audit(day.plan, day.input, day.rules), "C3"));
    day.rules.work.most_level2_and_3 = 2;
    EXPECT_FALSE(names_promise(audit(day.plan, day.input, day.rules), "C3"));
}

TEST(Audit, WhatFixedCallsBreakAloneIsNoFinding) {
    HandMade day;
    // a, b and c are in progress, one over the other, past the window's end.
    for (Call& call : day.plan.lists[0].calls) {
        call.starts_at = at("17:25");
        call.fixed = true;
        call.state = CallState::in_progress;
        day.input.previous.push_back({call.tenant, {"x"}, call.starts_at, {9}, {}, CallState::in_progress, false});
    }
    const auto findings = audit(day.plan, day.input, day.rules);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

// ------------------------------------------------------------------------------------------- every way to spoil one

// A day with everything: slots kept and moved, languages, calls under way and pinned, people away, promises, caps.
DayInput rich_day() {
    std::vector<Tenant> tenants{
        tenant("slot-own").promised_by("2020-04-03").at_the_slot("10:00").called_by("CONS-1"),
        tenant("slot-moved").promised_by("2020-04-03").at_the_slot("14:00").called_by("CONS-3"),
        tenant("emergency").in_emergency(),
        tenant("recall").anxious(3, "2020-04-01").called_by("CONS-2"),
        tenant("cleared").anxious(3, "2020-04-01").cleared().isolated(3).born_in(1930),
        tenant("heavy").anxious(2, "2020-04-01").promised_by("2020-04-06").called_by("CONS-1"),
        tenant("overdue").promised_by("2020-04-01").called_by("CONS-2"),
        tenant("turkish-1").speaks("tr").promised_by("2020-04-03"),
        tenant("turkish-2").speaks("tr").promised_by("2020-04-06"),
        tenant("done").reached_on("2020-04-03").called_by("CONS-3"),
        tenant("pinned").called_by("CONS-2"),
        tenant("portuguese").speaks("pt"),
        tenant("portuguese-2").speaks("pt"),
        tenant("no-phone").without_phone(),
        tenant("today").reached_on("2020-04-03"),
        tenant("resting").tried("2020-04-02", "10:00", Outcome::prefers_switchboard),
        tenant("rested").reached_on("2020-03-31"),
        tenant("away").away_until("2020-04-10"),
        tenant("gone").who(Status::moved),
        tenant("later").promised_by("2020-04-10"),
        tenant("unheard").speaks("el").promised_by("2020-04-07"),
        tenant("later-slot").promised_by("2020-04-07").at_the_slot("10:00"),
        tenant("later-level-3").anxious(3, "2020-04-02").promised_by("2020-04-08").recalled(1, 0),
    };
    // Due on the fifth working day, the 3rd: 14 x 9 = 126 minutes where CONS-2, who alone speaks Turkish, has 111 free.
    for (int t = 1; t <= 14; ++t)
        tenants.push_back(tenant("turkish-new-" + std::to_string(10 + t)).speaks("tr").joined_on("2020-03-27"));
    for (int t = 1; t <= 24; ++t)
        tenants.push_back(tenant("stranger-" + std::to_string(10 + t)).born_in(1930 + t).isolated(t).lives_in("north"));
    DayInput input = on("2020-04-03", tenants,
                        {advisor("CONS-1").with_minutes(120).covers("north"),
                         advisor("CONS-2").with_minutes(120).speaks({"fr", "tr"}).at_most(40), advisor("CONS-3"),
                         advisor("CONS-4").works_on({1, 2})});
    input.availability.push_back({{"CONS-3"}, day("2020-04-03"), {0}});
    input.previous.push_back({{"done"}, {"CONS-3"}, at("09:30"), {11}, {}, CallState::done, false});
    input.previous.push_back({{"pinned"}, {"CONS-2"}, at("15:00"), {9}, {}, CallState::planned, true});
    return input;
}

TEST(Audit, FindsEveryWayToSpoilThePlanMadeByHand) {
    const HandMade day;
    int tried = 0;
    for (const Spoiling& spoiling : spoilings()) {
        Plan plan = day.plan;
        if (!spoiling.spoil(plan)) continue;
        ++tried;
        const auto findings = audit(plan, day.input, day.rules);
        EXPECT_TRUE(names_promise(findings, spoiling.promise)) << spoiling.what << told(findings);
    }
    EXPECT_GE(tried, 60);
}

TEST(Audit, FindsEveryWayToSpoilThePlanOfARichDay) {
    const DayInput input = rich_day();
    const RuleSet rules = small_rules();
    const auto made = make_plan(input, rules);
    ASSERT_TRUE(made);
    const auto none = audit(*made, input, rules);
    ASSERT_TRUE(none.empty()) << told(none);
    for (const Spoiling& spoiling : spoilings()) {
        Plan plan = *made;
        ASSERT_TRUE(spoiling.spoil(plan)) << spoiling.what << ": the rich day has nothing of the sort";
        const auto findings = audit(plan, input, rules);
        EXPECT_TRUE(names_promise(findings, spoiling.promise)) << spoiling.what << told(findings);
    }
}

TEST(Audit, FindsEveryWayToSpoilPlansOfRandomDays) {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        const RandomDay random = seed % 2 ? medium_day(seed) : scarce_day(seed);
        const auto made = make_plan(random.input, random.rules);
        ASSERT_TRUE(made) << "seed " << seed;
        const auto before = audit(*made, random.input, random.rules);
        for (const Spoiling& spoiling : spoilings()) {
            Plan plan = *made;
            if (!spoiling.spoil(plan) || plan == *made) continue;
            const auto findings = audit(plan, random.input, random.rules);
            EXPECT_TRUE(names_promise(findings, spoiling.promise))
                << "seed " << seed << ", " << spoiling.what << told(findings);
        }
    }
}

// Where the bound does not reach a gap above the tolerance, saying that it is the least is a forgery. On 221 it is the truth (every way of giving
// its calls out was tried for this test): the planner gave up where the audit, which looks a little further, sees that no way is evener.
TEST(Audit, O2FindsAForgedProofThatAGapIsTheLeast) {
    int forged = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const RandomDay random = medium_day(seed);
        Plan plan = *make_plan(random.input, random.rules);
        if (plan.balance.proven) continue;
        plan.balance.proven = true;
        EXPECT_TRUE(names_promise(audit(plan, random.input, random.rules), "O2")) << "seed " << seed;
        plan.balance.lower_bound = plan.balance.largest_gap;
        EXPECT_TRUE(names_promise(audit(plan, random.input, random.rules), "O2")) << "seed " << seed;
        for (const bool by_lists : {false, true}) {
            plan.balance.proof = {{}, {}, !by_lists, by_lists};
            const bool is_true = seed == 221 && !by_lists;
            EXPECT_NE(names_promise(audit(plan, random.input, random.rules), "O2"), is_true) << "seed " << seed;
        }
        ++forged;
    }
    EXPECT_GT(forged, 10);
}

// What only the rich day can show, each with the names that make it wrong.
class RichDay : public testing::Test {
protected:
    RichDay() : input(rich_day()), rules(small_rules()), plan(*make_plan(input, rules)) {}

    std::vector<Finding> findings() const { return audit(plan, input, rules); }

    static IsCall of(std::string id) {
        return [id](const Call& call) { return call.tenant.text == id; };
    }

    DayInput input;
    RuleSet rules;
    Plan plan;
};

TEST_F(RichDay, C1ATenantWhoseLanguageTheAdvisorDoesNotSpeak) {
    ASSERT_TRUE(move_to(plan, of("turkish-1"), "CONS-1"));
    EXPECT_TRUE(names_promise(findings(), "C1")) << told(findings());
}

TEST_F(RichDay, C1ASlotWithAnotherThanThePromisedAdvisor) {
    ASSERT_TRUE(move_to(plan, of("slot-own"), "CONS-2"));
    EXPECT_TRUE(names_promise(findings(), "C1")) << told(findings());
}

TEST_F(RichDay, C1AnAdvisorWhoIsNotThere) {
    ASSERT_TRUE(move_to(plan, of("emergency"), "CONS-3"));
    EXPECT_TRUE(names_promise(findings(), "C1")) << told(findings());
}

TEST_F(RichDay, C1AFixedCallGivenToSomebodyElse) {
    ASSERT_TRUE(move_to(plan, of("pinned"), "CONS-1"));
    EXPECT_TRUE(names_promise(findings(), "C1")) << told(findings());
}

TEST_F(RichDay, C2MoreMinutesThanTheAdvisorHas) {
    ASSERT_TRUE(move_to(
        plan, [](const Call& call) { return is_free(call) && !is_slot(call); }, "CONS-1"));
    ASSERT_TRUE(move_to(
        plan, [](const Call& call) { return is_free(call) && !is_slot(call); }, "CONS-1"));
    ASSERT_TRUE(move_to(
        plan, [](const Call& call) { return is_free(call) && !is_slot(call); }, "CONS-1"));
    EXPECT_TRUE(names_promise(findings(), "C2")) << told(findings());
}

// The first of those who wait for a later day.
Unplanned& with_place(Plan& plan, const std::function<bool(const Unplanned&)>& is) {
    const auto found = std::find_if(plan.unplanned.begin(), plan.unplanned.end(),
                                    [&](const Unplanned& row) { return row.look_ahead_day && is(row); });
    EXPECT_NE(found, plan.unplanned.end());
    return *found;
}

TEST_F(RichDay, C4APlaceWithAnAdvisorWhoIsAwayThatDay) {
    Unplanned& row = with_place(plan, [](auto& each) { return each.tenant.text == "later"; });
    row.look_ahead_day = day("2020-04-08");
    row.look_ahead_advisor = AdvisorId{"CONS-1"};
    EXPECT_FALSE(names_promise(findings(), "C4")) << told(findings());
    row.look_ahead_advisor = AdvisorId{"CONS-4"};  // works on Mondays and Tuesdays; the 8th is a Wednesday
    EXPECT_TRUE(names_promise(findings(), "C4")) << told(findings());
}

TEST_F(RichDay, C4APlaceOnADayWhenNobodyWorks) {
    Unplanned& row = with_place(plan, [](auto& each) { return each.tenant.text == "later"; });
    row.look_ahead_day = day("2020-04-05");  // Sunday
    EXPECT_TRUE(names_promise(findings(), "C4")) << told(findings());
}

TEST_F(RichDay, C4APlaceWithSomebodyWhoDoesNotSpeakTheLanguage) {
    Unplanned& row = with_place(plan, [](auto& each) { return each.tenant.text == "later"; });
    input.advisors[0].languages = {"pt"};
    row.look_ahead_day = day("2020-04-08");
    row.look_ahead_advisor = AdvisorId{"CONS-1"};
    EXPECT_TRUE(names_promise(findings(), "C4")) << told(findings());
}

TEST_F(RichDay, C4APromisedSlotsPlaceIsOnItsDayNoEarlier) {
    Unplanned& row = with_place(plan, [](auto& each) { return each.tenant.text == "later-slot"; });
    EXPECT_EQ(row.look_ahead_day, day("2020-04-07"));
    row.look_ahead_day = day("2020-04-06");
    EXPECT_TRUE(names_promise(findings(), "C4")) << told(findings());
}

// All places together: each line takes of one advisor's later day what the places there need.
TEST_F(RichDay, C4MorePlacesOnALaterDayThanItHolds) {
    const Unplanned kept = with_place(plan, [](auto& each) { return each.tenant.text == "later-level-3"; });
    const auto breaks_c4 = [&] { return names_promise(findings(), "C4"); };
    ASSERT_FALSE(breaks_c4()) << told(findings());

    input.availability.push_back({*kept.look_ahead_advisor, *kept.look_ahead_day, {32}});  // 23 and 10 of pause
    EXPECT_TRUE(breaks_c4()) << told(findings());
    input.availability.pop_back();

    rules.work.most_level3 = 0;
    EXPECT_TRUE(breaks_c4()) << told(findings());
    rules.work.most_level3 = 5;

    rules.work.most_level2_and_3 = 0;
    EXPECT_TRUE(breaks_c4()) << told(findings());
    rules.work.most_level2_and_3 = 10;

    for (Advisor& advisor : input.advisors)
        if (advisor.id == *kept.look_ahead_advisor) advisor.max_calls = 0;
    EXPECT_TRUE(breaks_c4()) << told(findings());
}

// One advisor of 9 minutes a day who is away the day after; a is promised for the next day and has the call today, b of
// higher rank waits. Where the day after has room for a, b is passed over.
TEST(Audit, O1AKeptCallStaysWhereNoLaterDayTakesIt) {
    RuleSet rules = small_rules();
    rules.duties.longest_waiting_share = {};
    DayInput input = on("2020-04-02",
                        {tenant("a").promised_by("2020-04-06").born_in(1970).reached_on("2020-03-31"),
                         tenant("b").isolated(0).born_in(1920).anxious(1, "2020-04-02")},
                        {advisor("x").with_minutes(10).away("2020-04-03", "2020-04-06")});
    const auto made = make_plan(input, rules);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->lists[0].calls.size(), 1u);
    EXPECT_EQ(made->lists[0].calls[0].tenant.text, "a");
    const auto none = audit(*made, input, rules);
    EXPECT_TRUE(none.empty()) << told(none);
    input.advisors[0].absent_on.clear();
    const auto findings = audit(*made, input, rules);
    EXPECT_TRUE(names_promise(findings, "O1")) << told(findings);
}

TEST_F(RichDay, O1TheBestRankedCallPutBelowTheWaiting) {
    const auto [list, c] = find_call(plan, of("emergency"));
    ASSERT_TRUE(list);
    Unplanned row;
    row.tenant = list->calls[c].tenant;
    list->calls.erase(list->calls.begin() + static_cast<std::ptrdiff_t>(c));
    plan.unplanned.insert(plan.unplanned.begin(), row);
    EXPECT_TRUE(names_promise(findings(), "O1")) << told(findings());
}

TEST_F(RichDay, P3AnAbsentAdvisorWithoutCallsHasNoList) {
    AdvisorList nobody;
    nobody.advisor = {"CONS-4"};
    plan.lists.push_back(nobody);
    EXPECT_TRUE(names_promise(findings(), "P3")) << told(findings());
}

}  // namespace
}  // namespace bienveille::test
