#include "engine/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/names.h"
#include "engine/plan.h"
#include "engine/roster.h"
#include "engine/score.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

using namespace test;
using testing::ElementsAre;

HiddenTruth truth(const char* id, int level, int talk, int answered_try = 1) {
    HiddenTruth truth;
    truth.tenant = {id};
    truth.level = level;
    truth.lsns6 = 10;
    for (HiddenContact& contact : truth.contacts) contact = {answered_try, Minutes{talk}};
    return truth;
}

std::string line_of(const ReplayDial& dial) {
    return dial.day.iso().substr(5) + " " + dial.advisor.text + " " + dial.tenant.text + " " +
           std::string(name(dial.outcome));
}

std::vector<std::string> lines_of(const std::vector<ReplayDial>& dials) {
    std::vector<std::string> lines;
    for (const ReplayDial& dial : dials) lines.push_back(line_of(dial));
    return lines;
}

// Two calls of 9 minutes fit into 18. By age a has 10 points, b 7, c 3.25; everything else is unknown of all three.
Campaigning three_people(const char* last) {
    return {on("2020-04-03", {tenant("a").born_in(1930), tenant("b").born_in(1940), tenant("c").born_in(1950)},
               {advisor("CONS-1").with_minutes(18)}),
            day(last),
            {truth("a", 0, 5), truth("b", 0, 5), truth("c", 3, 20)}};
}

TEST(Replay, what_a_wave_of_three_people_amounts_to) {
    const auto wave = replay(three_people("2020-04-06"), small_rules(), CallOrder::rules);
    ASSERT_TRUE(wave);
    EXPECT_THAT(lines_of(wave->dials),
                ElementsAre("04-03 CONS-1 a reached", "04-03 CONS-1 b reached", "04-06 CONS-1 c reached"));
    const ReplayFigures& figures = wave->figures;
    EXPECT_EQ(figures.working_days, 2);  // Friday and Monday
    EXPECT_EQ(figures.dials, 3);
    EXPECT_EQ(figures.talk, Minutes{5 + 5 + 20});
    // Reached on days 1, 1, 2: two of three, the half rounded up, on day 1; all three, nine tenths rounded up, on day 2.
    EXPECT_EQ(figures.everybody, (FirstContact{3, 3, 1, 2}));
    EXPECT_EQ(figures.by_level[3], (FirstContact{1, 1, 2, 2}));
    EXPECT_THAT(figures.level3_found, ElementsAre(0, 1, 1));
    EXPECT_EQ(figures.heavy, 1);
    EXPECT_THAT(figures.heavy_found, ElementsAre(0, 0, 0));  // c is the third of three; 75 % of three are two
    EXPECT_EQ(figures.recalls_due, 0);                       // on Wednesday 8 April, after the end
}

TEST(Replay, level_3_is_called_again_in_time) {
    // 33 minutes: all three on Friday, and on a later day the recall of 23 minutes with its pause of 10, due by Tuesday.
    Campaigning campaign = three_people("2020-04-07");
    campaign.start.advisors[0].minutes = Minutes{33};
    const auto wave = replay(campaign, small_rules(), CallOrder::rules);
    ASSERT_TRUE(wave);
    EXPECT_EQ(wave->figures.recalls_due, 1);
    EXPECT_EQ(wave->figures.recalls_tried, 1);
    ASSERT_GT(wave->dials.size(), 3u);
    EXPECT_EQ(line_of(wave->dials[3]), "04-06 CONS-1 c reached");
}

TEST(Replay, who_does_not_answer_in_the_morning_is_tried_again_in_the_afternoon) {
    Campaigning campaign{
        on("2020-04-03", {tenant("a")}, {advisor("CONS-1")}), day("2020-04-03"), {truth("a", 1, 5, 2)}};
    const auto second = replay(campaign, small_rules(), CallOrder::rules);
    ASSERT_TRUE(second);
    EXPECT_THAT(lines_of(second->dials), ElementsAre("04-03 CONS-1 a no_answer", "04-03 CONS-1 a reached"));
    campaign.truth = {truth("a", 1, 5, 3)};  // the third try is not for the same day
    const auto third = replay(campaign, small_rules(), CallOrder::rules);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->figures.dials, 2);
    EXPECT_EQ(third->figures.everybody.reached, 0);
}

TEST(Replay, a_callback_that_was_asked_for_is_a_promise_to_be_tried_by_its_day) {
    Campaigning campaign{on("2020-03-31", {tenant("a")}, {advisor("CONS-1")}), day("2020-04-14"), {truth("a", 1, 5)}};
    campaign.truth[0].asks_callback = true;
    // 31 March and ten days: Friday 10 April, a working day, before the end.
    const auto wave = replay(campaign, small_rules(), CallOrder::rules);
    ASSERT_TRUE(wave);
    EXPECT_EQ(wave->figures.promises_due, 1);
    EXPECT_EQ(wave->figures.promises_tried, 1);
    EXPECT_EQ(wave->figures.promises_reached, 1);
    campaign.last = day("2020-04-09");
    campaign.start.advisors[0].absent_on = {{day("2020-04-01"), day("2020-04-30")}};
    EXPECT_EQ(replay(campaign, small_rules(), CallOrder::rules)->figures.promises_due, 0);  // due after the end
    campaign.last = day("2020-04-14");
    const auto missed = replay(campaign, small_rules(), CallOrder::rules);
    EXPECT_EQ(missed->figures.promises_due, 1);
    EXPECT_EQ(missed->figures.promises_tried, 0);
}

TEST(Replay, the_orders_that_people_use_without_rules) {
    Campaigning campaign = three_people("2020-04-03");
    campaign.truth[2] = truth("c", 0, 5);
    std::reverse(campaign.start.tenants.begin(), campaign.start.tenants.end());  // c b a
    campaign.start.advisors.push_back(advisor("CONS-2").with_minutes(9));
    const auto dials = [&](CallOrder order) { return lines_of(replay(campaign, small_rules(), order)->dials); };
    // To whoever has most minutes left: CONS-1 with 18, then of 9 and 9 the first, then CONS-2.
    EXPECT_THAT(dials(CallOrder::oldest_first),
                ElementsAre("04-03 CONS-1 a reached", "04-03 CONS-1 b reached", "04-03 CONS-2 c reached"));
    EXPECT_THAT(dials(CallOrder::first_come),
                ElementsAre("04-03 CONS-1 c reached", "04-03 CONS-1 b reached", "04-03 CONS-2 a reached"));
    // Dealt out: c to CONS-1, b to CONS-2, a to CONS-1.
    EXPECT_THAT(dials(CallOrder::round_robin),
                ElementsAre("04-03 CONS-1 c reached", "04-03 CONS-1 a reached", "04-03 CONS-2 b reached"));
}

// Two calls of 9 minutes fit into 18, but a talk of 3 takes 5 with its notes and an unanswered dial takes 1: there is time for others.
TEST(Replay, who_has_done_their_list_calls_those_who_have_no_place) {
    Campaigning campaign = three_people("2020-04-03");
    campaign.start.tenants.push_back(tenant("d").born_in(1955));
    campaign.truth = {truth("a", 0, 3), truth("b", 0, 3, 2), truth("c", 0, 3), truth("d", 0, 3)};
    const auto dials = [&](CallOrder order) { return lines_of(replay(campaign, small_rules(), order)->dials); };
    // After a and b 6 of 18 minutes are used and 12 are left: nine for c, of which five are used; 7 are too few for d, and b is tried
    // again in the afternoon.
    for (const CallOrder order : {CallOrder::rules, CallOrder::oldest_first})
        EXPECT_THAT(dials(order), ElementsAre("04-03 CONS-1 a reached", "04-03 CONS-1 b no_answer",
                                              "04-03 CONS-1 c reached", "04-03 CONS-1 b reached"));
    // Whoever the plan must reach by an earlier day goes before a higher rank: H6 of d, by Wednesday 8 April.
    campaign.start.tenants[3].joined_on = day("2020-04-01");
    EXPECT_EQ(dials(CallOrder::rules)[2], "04-03 CONS-1 d reached");
    EXPECT_EQ(dials(CallOrder::oldest_first)[2], "04-03 CONS-1 c reached");
    // Nobody has c's language.
    campaign.start.tenants[2].language = "tr";
    campaign.start.tenants[3].joined_on.reset();
    EXPECT_EQ(dials(CallOrder::rules)[2], "04-03 CONS-1 d reached");
    // Dealt out a, c to CONS-1 and b, d to CONS-2, who is not there: nobody else calls them.
    campaign.start.tenants[2].language.clear();
    campaign.start.advisors.push_back(advisor("CONS-2").with_minutes(0));
    EXPECT_THAT(dials(CallOrder::round_robin), ElementsAre("04-03 CONS-1 a reached", "04-03 CONS-1 c reached"));
}

TEST(Replay, first_contacts_are_told_by_the_priority_of_the_first_morning) {
    Campaigning campaign = three_people("2020-04-06");
    RuleSet rules = small_rules();
    const WorkingDays working(rules.calendar, campaign.start.day);
    const auto points = [&](std::size_t i) {
        return score(campaign.start.tenants[i], rules, working, campaign.start.day).points;
    };
    ASSERT_GT(points(1), points(2));
    rules.bands = {points(0), points(1)};  // a is high, b medium, c standard
    const ReplayFigures figures = replay(campaign, rules, CallOrder::rules)->figures;
    EXPECT_EQ(figures.by_band[0], (FirstContact{1, 1, 1, 1}));
    EXPECT_EQ(figures.by_band[1], (FirstContact{1, 1, 1, 1}));
    EXPECT_EQ(figures.by_band[2], (FirstContact{1, 1, 2, 2}));  // on Monday
}

TEST(Replay, everybody_needs_a_truth) {
    Campaigning campaign = three_people("2020-04-06");
    campaign.truth.pop_back();
    const auto wave = replay(campaign, small_rules(), CallOrder::rules);
    ASSERT_FALSE(wave);
    EXPECT_EQ(wave.problems()[0].path, "tenants[2]");
}

// What a list knew before the first call counts like what a call tells.
TEST(Replay, promises_and_level_3_of_before_are_owed_too) {
    // Nine minutes: a on Thursday, b, promised by Thursday too, has no place; c, of level 3 since Wednesday, is due on Friday and
    // takes 33 minutes with the pause, which nobody has.
    Campaigning campaign{
        on("2020-04-02",
           {tenant("a").promised_by("2020-04-02").asked_on("2020-04-01"),
            tenant("b").promised_by("2020-04-02").asked_on("2020-04-01"), tenant("c").anxious(3, "2020-04-01"),
            tenant("d").without_phone().promised_by("2020-04-02")},
           {advisor("CONS-1").with_minutes(9)}),
        day("2020-04-03"),
        {truth("a", 0, 7), truth("b", 0, 7), truth("c", 3, 20), truth("d", 0, 7)}};
    const auto wave = replay(campaign, small_rules(), CallOrder::rules);
    ASSERT_TRUE(wave);
    EXPECT_EQ(wave->figures.promises_due, 2);  // nobody can call d
    EXPECT_EQ(wave->figures.promises_tried, 1);
    EXPECT_EQ(wave->figures.recalls_due, 1);
    EXPECT_EQ(wave->figures.recalls_tried, 0);
    campaign.start.advisors[0].minutes = Minutes{120};
    const auto ample = replay(campaign, small_rules(), CallOrder::rules);
    EXPECT_EQ(ample->figures.promises_tried, 2);
    EXPECT_EQ(ample->figures.recalls_due, 1);  // the talk is the recall; what follows it is the rhythm
    EXPECT_EQ(ample->figures.recalls_tried, 1);
}

TEST(Replay, who_asks_for_days_of_their_own_is_promised_by_then) {
    Campaigning campaign{on("2020-03-31", {tenant("a")}, {advisor("CONS-1")}), day("2020-04-03"), {truth("a", 1, 5)}};
    campaign.truth[0].asks_callback = true;
    EXPECT_EQ(replay(campaign, small_rules(), CallOrder::rules)->figures.promises_due, 0);  // by 10 April
    campaign.truth[0].callback_days = 2;
    const auto wave = replay(campaign, small_rules(), CallOrder::rules);
    EXPECT_EQ(wave->figures.promises_due, 1);  // by Thursday 2 April
    EXPECT_EQ(wave->figures.promises_tried, 1);
}

TEST(Replay, chance_answers_as_often_as_the_truth_says) {
    Campaigning campaign = three_people("2020-04-08");
    campaign.truth[0].no_answer = {0, 0, 0, 0};
    campaign.truth[1].no_answer = {100, 100, 100, 100};
    campaign.truth[2].no_answer = {100, 0, 0, 0};
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        std::map<std::string, std::vector<Outcome>> heard;
        const auto wave = replay(campaign, small_rules(), CallOrder::rules, seed);
        ASSERT_TRUE(wave);
        for (const ReplayDial& dial : wave->dials) heard[dial.tenant.text].push_back(dial.outcome);
        EXPECT_EQ(heard["a"].front(), Outcome::reached);
        EXPECT_THAT(heard["b"], testing::Each(Outcome::no_answer));
        ASSERT_GE(heard["c"].size(), 2u);
        EXPECT_EQ(heard["c"][0], Outcome::no_answer);
        EXPECT_EQ(heard["c"][1], Outcome::reached);
    }
}

// What a replay plays is what a plan says.
TEST(TheListsOfADay, are_those_of_its_plan) {
    for (std::uint64_t seed = 1; seed <= (kThorough ? 400 : 40); ++seed) {
        SCOPED_TRACE(seed);
        RandomDay random = seed % 3 == 0 ? scarce_day(seed) : medium_day(seed);
        random.input.previous.clear();
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan);
        const DayLists day = lists_of_day(random.input, random.rules, make_team(random.input, random.rules));
        ASSERT_EQ(day.lists.size(), plan->lists.size());
        for (std::size_t i = 0; i < day.lists.size(); ++i) {
            const AdvisorList& list = plan->lists[i];
            EXPECT_EQ(random.input.advisors[day.lists[i].advisor].id, list.advisor);
            EXPECT_EQ(Minutes{day.lists[i].capacity}, list.capacity);
            ASSERT_EQ(day.lists[i].tenants.size(), list.calls.size());
            for (std::size_t c = 0; c < list.calls.size(); ++c)
                EXPECT_EQ(random.input.tenants[day.lists[i].tenants[c]].id, list.calls[c].tenant);
        }
        std::size_t waiting = 0;
        for (const Unplanned& row : plan->unplanned) {
            if (!row.tier) continue;
            ASSERT_LT(waiting, day.waiting.size());
            const DayLists::Waiting& found = day.waiting[waiting++];
            EXPECT_EQ(random.input.tenants[found.tenant].id, row.tenant);
            EXPECT_EQ(Minutes{found.minutes}, row.needs);
            EXPECT_EQ(found.due_on, row.due_on);
        }
        EXPECT_EQ(waiting, day.waiting.size());
    }
}

// A wave of 60 people by 3 advisors with an hour each, over two weeks: they cannot all be called on one day.
Campaigning any_campaign(std::uint64_t seed) {
    Dice dice(seed);
    Campaigning campaign{on("2020-03-26", {}, {}), day("2020-04-08"), {}};
    for (int i = 0; i < 3; ++i) campaign.start.advisors.push_back(advisor("A" + std::to_string(i)).with_minutes(60));
    for (int i = 0; i < 60; ++i) {
        const std::string id = "t" + std::to_string(i);
        campaign.start.tenants.push_back(
            tenant(id).born_in(dice.between(1925, 1960)).joined_on("2020-03-26").isolated(dice.between(0, 30)));
        HiddenTruth hidden = truth(id.c_str(), dice.between(0, 3), dice.between(2, 30), dice.between(1, 4));
        hidden.asks_callback = dice.once_in(2);
        if (dice.once_in(15)) hidden.outcome = Outcome::wrong_number;
        if (dice.once_in(15)) hidden.outcome = Outcome::refused_today;
        for (HiddenContact& contact : hidden.contacts)
            if (dice.once_in(6)) contact.answered_try.reset();
        campaign.truth.push_back(hidden);
    }
    return campaign;
}

constexpr std::uint64_t kCampaigns = kThorough ? 40 : 4;

// R1
TEST(Replay, R1_never_reads_ahead) {
    std::size_t past = 0, cases = 0, other_futures = 0;
    for (std::uint64_t seed = 1; seed <= kCampaigns; ++seed) {
        SCOPED_TRACE(seed);
        const Campaigning campaign = any_campaign(seed);
        for (const auto& [order, word] : names<CallOrder>()) {
            for (const bool drawn : {false, true}) {
                const auto answers = drawn ? std::optional(seed) : std::nullopt;
                const auto whole = replay(campaign, small_rules(), order, answers);
                ASSERT_TRUE(whole);
                // On the second morning not everybody has been dialled yet; on the fifth most have, some have talked.
                for (const char* morning : {"2020-03-27", "2020-04-01"}) {
                    const Day now = day(morning);
                    std::map<std::string, std::size_t> dialled;
                    std::vector<ReplayDial> before;
                    for (const ReplayDial& dial : whole->dials) {
                        if (dial.day >= now) break;
                        ++dialled[dial.tenant.text];
                        before.push_back(dial);
                    }
                    Campaigning other = campaign;
                    for (HiddenTruth& each : other.truth) {
                        const std::size_t dials = dialled[each.tenant.text];
                        if (dials == 0) each = truth(each.tenant.text.c_str(), 3 - each.level, 3, 1);
                        // A contact takes one dial at least: those after so many have not begun.
                        for (std::size_t next = dials; next < each.contacts.size(); ++next)
                            each.contacts[next] = {1, Minutes{59}};
                    }
                    const auto again = replay(other, small_rules(), order, answers);
                    ASSERT_TRUE(again);
                    ASSERT_GE(again->dials.size(), before.size()) << word;
                    EXPECT_TRUE(std::equal(before.begin(), before.end(), again->dials.begin())) << word;
                    past += before.size();
                    if (now == day("2020-03-27")) {
                        EXPECT_NE(again->dials, whole->dials) << word;  // the future is another one
                        continue;
                    }
                    ++cases;
                    other_futures += again->dials != whole->dials ? 1 : 0;
                }
            }
        }
    }
    EXPECT_GT(past, 100u);
    // Where nobody is dialled again after the fifth morning nothing that was altered is met any more: that is rare.
    EXPECT_GE(other_futures * 50, cases * 49) << other_futures << " of " << cases;
}

// R2
TEST(Replay, R2_is_the_same_for_the_same_seed_and_another_for_another) {
    const Campaigning campaign = any_campaign(7);
    for (const auto& [order, word] : names<CallOrder>()) {
        const auto once = replay(campaign, small_rules(), order, 1);
        const auto twice = replay(campaign, small_rules(), order, 1);
        const auto other = replay(campaign, small_rules(), order, 2);
        ASSERT_TRUE(once && twice && other);
        EXPECT_EQ(once->dials, twice->dials) << word;
        EXPECT_EQ(once->figures, twice->figures) << word;
        EXPECT_NE(once->dials, other->dials) << word;
    }
}

// Nobody's days hold more dials than the retry rule allows, and nobody who was reached is called again without a reason.
TEST(Replay, keeps_the_retry_rule) {
    for (std::uint64_t seed = 1; seed <= kCampaigns; ++seed) {
        SCOPED_TRACE(seed);
        const auto wave = replay(any_campaign(seed), small_rules(), CallOrder::rules, seed);
        ASSERT_TRUE(wave);
        std::map<std::pair<std::string, Day>, int> times;
        for (const ReplayDial& dial : wave->dials) EXPECT_LE(++times[std::pair(dial.tenant.text, dial.day)], 2);
    }
}

}  // namespace
}  // namespace bienveille
