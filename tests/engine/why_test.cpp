// W1: why here, why not there: the answer is the planner's own once the wish is granted, and that of augmenting paths where calls
// take equal minutes.
#include "engine/why.h"

#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/every_way.h"
#include "tests/support/matching.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

constexpr const char* kFriday = "2020-04-03";

std::map<std::string, std::string> who_calls_whom(const Plan& plan) {
    std::map<std::string, std::string> who;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) who[call.tenant.text] = list.advisor.text;
    return who;
}

Why ask(const DayInput& input, const RuleSet& rules, const char* tenant, std::optional<AdvisorId> advisor = {}) {
    const auto plan = make_plan(input, rules);
    EXPECT_TRUE(plan.ok());
    const auto answer = why(*plan, input, rules, {tenant}, advisor);
    EXPECT_TRUE(answer.ok());
    return *answer;
}

// Room for one call of 9 minutes: the wish for the second costs the first.
TEST(Why, AWishTellsWhoFallsOutAndWhatItCosts) {
    const DayInput input =
        on(kFriday, {tenant("lonely").isolated(2), tenant("fine").isolated(20)}, {advisor("x").with_minutes(9)});
    const Why answer = ask(input, small_rules(), "fine");
    EXPECT_EQ(answer.reason, UnplannedReason::no_room_today);
    ASSERT_TRUE(answer.last_place);
    EXPECT_EQ(answer.last_place->tenant, TenantId{"lonely"});
    EXPECT_GT(answer.last_place->points, answer.points);
    ASSERT_TRUE(answer.forced && answer.forced->possible);
    EXPECT_EQ(answer.forced->fall_out, std::vector{TenantId{"lonely"}});
    EXPECT_EQ(answer.forced->points_lost, answer.last_place->points - answer.points);
}

TEST(Why, WhoIsCalledAlreadyNeedsNoWish) {
    const Why answer = ask(on(kFriday, {tenant("a")}, {advisor("x")}), small_rules(), "a");
    EXPECT_EQ(answer.advisor, AdvisorId{"x"});
    EXPECT_FALSE(answer.forced);
}

TEST(Why, AnotherAdvisorIsAMove) {
    const Why answer = ask(on(kFriday, {tenant("a").called_by("x")}, {advisor("x"), advisor("y")}), small_rules(), "a",
                           AdvisorId{"y"});
    ASSERT_TRUE(answer.forced && answer.forced->possible);
    EXPECT_EQ(answer.forced->move, (std::vector{Moved{{"a"}, {"x"}, {"y"}}}));
    EXPECT_EQ(answer.forced->points_lost, Points{0});
}

TEST(Why, AnAdvisorWhoDoesNotSpeakTheLanguageCannot) {
    const Why answer = ask(on(kFriday, {tenant("a").speaks("pt")}, {advisor("x"), advisor("y").speaks({"pt"})}),
                           small_rules(), "a", AdvisorId{"x"});
    ASSERT_TRUE(answer.forced);
    EXPECT_FALSE(answer.forced->possible);
}

TEST(Why, NobodyIsForcedOnWhoMustNotBeCalled) {
    Tenant out = tenant("a");
    out.status = Status::opted_out;
    const Why answer = ask(on(kFriday, {out}, {advisor("x")}), small_rules(), "a");
    EXPECT_EQ(answer.excluded, ExcludedReason::opted_out);
    EXPECT_FALSE(answer.forced);
}

TEST(Why, UnknownTenantAndAdvisorAreToldTogether) {
    const DayInput input = on(kFriday, {tenant("a")}, {advisor("x")});
    const auto plan = make_plan(input, small_rules());
    const auto answer = why(*plan, input, small_rules(), {"b"}, AdvisorId{"y"});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.problems().size(), 2U);
}

// An open emergency puts a tenant before everybody too, and leaves the points as they are: another way to the same plan.
TEST(Why, AWishIsThePlannersOwnAnswerOnRandomDays) {
    int asked = 0, fell = 0;
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        const RandomDay day = tiny_day(seed);
        const auto plan = make_plan(day.input, day.rules);
        ASSERT_TRUE(plan.ok()) << "seed " << seed;
        const auto out = std::find_if(plan->unplanned.begin(), plan->unplanned.end(),
                                      [](const Unplanned& each) { return each.tier.has_value(); });
        const bool emergency = std::any_of(day.input.tenants.begin(), day.input.tenants.end(),
                                           [](const Tenant& each) { return each.emergency_open; });
        if (out == plan->unplanned.end() || emergency || out->tier == Tier::slot_today) continue;
        const auto answer = why(*plan, day.input, day.rules, out->tenant, {});
        ASSERT_TRUE(answer.ok() && answer->forced) << "seed " << seed;
        DayInput urgent = day.input;
        for (Tenant& each : urgent.tenants)
            if (each.id == out->tenant) each.emergency_open = true;
        const auto first = make_plan(urgent, day.rules);
        ASSERT_TRUE(first.ok());
        const auto before = who_calls_whom(*plan);
        const auto after = who_calls_whom(*first);
        ASSERT_EQ(answer->forced->possible, after.contains(out->tenant.text)) << "seed " << seed;
        ++asked;
        if (!answer->forced->possible) continue;
        std::set<std::string> gone, told;
        for (const auto& [tenant, unused] : before)
            if (!after.contains(tenant)) gone.insert(tenant);
        for (const TenantId& each : answer->forced->fall_out) told.insert(each.text);
        ASSERT_EQ(told, gone) << "seed " << seed;
        fell += gone.empty() ? 0 : 1;
    }
    EXPECT_GT(asked, 300);
    EXPECT_GT(fell, 100);
}

// ---- W1 with equal minutes: exact, from the residual network ---------------------------------------------------

std::set<std::string> ids_of(const std::vector<TenantId>& tenants) {
    std::set<std::string> ids;
    for (const TenantId& each : tenants) ids.insert(each.text);
    return ids;
}

// The plan as the answer changes it: who is called by whom.
std::map<std::string, std::string> changed(std::map<std::string, std::string> who, const Why& answer) {
    for (const TenantId& each : answer.forced->fall_out) who.erase(each.text);
    for (const Moved& each : answer.forced->move) {
        EXPECT_EQ(who[each.tenant.text], each.from.text);
        who[each.tenant.text] = each.to.text;
    }
    who[answer.tenant.text] = answer.forced->advisor.text;
    return who;
}

struct EqualCase {
    const EqualDay& day;
    const Plan& plan;
    std::uint32_t asked;  // position in Facts::owed
    std::optional<std::uint32_t> seat;
};

// By rank who falls out and who comes in are those of the lexicographic maximum with the wish first; by value the points are
// those of the most there can be then.
void expect_what_augmenting_paths_find(const EqualCase& one, int& fell, int& moved) {
    const auto& [day, plan, asked, seat] = one;
    const DayInput& input = day.random.input;
    const auto id = [&](std::uint32_t c) { return input.tenants[day.facts.owed[c].tenant].id.text; };
    const bool by_value = day.random.rules.policy == Policy::value;
    std::vector<std::uint32_t> order(day.facts.owed.size());
    std::iota(order.begin(), order.end(), 0U);
    if (by_value)
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const auto duty = [&](std::uint32_t c) { return day.facts.owed[c].tier < Tier::longest_waiting; };
            if (duty(a) || duty(b)) return duty(a) && !duty(b);
            return day.facts.owed[a].points > day.facts.owed[b].points;
        });
    std::erase(order, asked);
    order.insert(order.begin(), asked);
    const std::set<std::uint32_t> best = Matching(day).called(order, seat);

    std::optional<AdvisorId> advisor;
    if (seat) advisor = input.advisors[day.roster.seats[*seat].advisor].id;
    const auto answer = why(plan, input, day.random.rules, {id(asked)}, advisor);
    ASSERT_TRUE(answer.ok() && answer->forced);
    const Forced& forced = *answer->forced;
    ASSERT_EQ(forced.possible, best.contains(asked));
    if (!forced.possible) return;
    ASSERT_TRUE(!advisor || forced.advisor == *advisor);
    const auto before = who_calls_whom(plan);
    std::int64_t points_before = 0, points_after = 0;
    std::set<std::string> out, in;
    for (std::uint32_t c = 0; c < day.facts.owed.size(); ++c) {
        const bool was = before.contains(id(c)), is = best.contains(c);
        if (was) points_before += day.facts.owed[c].points.count;
        if (is) points_after += day.facts.owed[c].points.count;
        if (was && !is) out.insert(id(c));
        if (is && !was && c != asked) in.insert(id(c));
    }
    ASSERT_EQ(forced.points_lost.count, points_before - points_after);
    if (!by_value) {
        ASSERT_EQ(ids_of(forced.fall_out), out);
        ASSERT_EQ(ids_of(forced.come_in), in);
    }
    fell += forced.fall_out.empty() ? 0 : 1;
    moved += forced.move.empty() ? 0 : 1;

    // The chain of moves leads to lists that hold: each with somebody who may call, none beyond its room.
    std::map<std::string, int> calls;
    for (const auto& [tenant, who] : changed(before, *answer)) {
        const auto found = std::find_if(input.tenants.begin(), input.tenants.end(),
                                        [&, &text = tenant](const Tenant& each) { return each.id.text == text; });
        const auto by = std::find_if(input.advisors.begin(), input.advisors.end(),
                                     [&, &text = who](const Advisor& each) { return each.id.text == text; });
        ASSERT_TRUE(by != input.advisors.end());
        const std::string language = found->language.empty() ? "fr" : found->language;
        const std::vector<std::string> spoken = by->languages.empty() ? std::vector<std::string>{"fr"} : by->languages;
        ASSERT_TRUE(std::find(spoken.begin(), spoken.end(), language) != spoken.end());
        ++calls[who];
    }
    if (!forced.come_in.empty()) return;  // the answer does not tell with whom
    for (const Advisor& each : input.advisors)
        ASSERT_LE(calls[each.id.text],
                  std::min<std::int64_t>(each.max_calls.value_or(1'000), each.minutes->count / kEqualMinutes));
}

void expect_exact_answers(Policy policy, std::uint64_t days, int asks) {
    int asked = 0, fell = 0, moved = 0;
    for (std::uint64_t seed = 1; seed <= days; ++seed) {
        RandomDay random = day_of_equal_calls(seed);
        random.rules.policy = policy;
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan.ok());
        const EqualDay day(random);
        const auto called = who_calls_whom(*plan);
        Dice dice(seed);
        for (int ask = 0; ask < asks && !day.facts.owed.empty(); ++ask) {
            const auto c = static_cast<std::uint32_t>(dice.between(0, static_cast<int>(day.facts.owed.size()) - 1));
            std::optional<std::uint32_t> seat;
            if (dice.percent(50) && !day.roster.seats.empty())
                seat = static_cast<std::uint32_t>(dice.between(0, static_cast<int>(day.roster.seats.size()) - 1));
            const auto now = called.find(random.input.tenants[day.facts.owed[c].tenant].id.text);
            if (now != called.end() &&
                (!seat || random.input.advisors[day.roster.seats[*seat].advisor].id.text == now->second))
                continue;  // it is so already
            expect_what_augmenting_paths_find({day, *plan, c, seat}, fell, moved);
            if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << ", question " << ask;
            ++asked;
        }
    }
    EXPECT_GT(asked, static_cast<int>(days) * asks / 3);
    EXPECT_GT(fell, asked / 4);
    EXPECT_GT(moved, asked / 10);
}

TEST(Why, W1OfEqualMinutesByRankIsWhatAugmentingPathsFind) {
    expect_exact_answers(Policy::rank, kThorough ? 1000 : 40, 5);
}

TEST(Why, W1OfEqualMinutesByValueIsWhatAugmentingPathsFind) {
    expect_exact_answers(Policy::value, kThorough ? 1000 : 25, 5);
}

// ---- W1 with real minutes: the planner's own answer --------------------------------------------------------------

// The plan made again with the wish first, from today's plan as it stands.
Plan made_with(const Plan& plan, const RandomDay& random, const Wish& wish) {
    DayInput input = random.input;
    input.previous.clear();
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            input.previous.push_back({call.tenant, list.advisor, call.starts_at, call.minutes, call.pause, call.state,
                                      call.fixed && call.state == CallState::planned});
    return *make_plan(input, random.rules, wish);
}

void expect_the_planners_own_answer(const RandomDay& random, const Plan& plan, const Wish& wish, int& possible) {
    const auto answer = why(plan, random.input, random.rules, wish.tenant, wish.advisor);
    ASSERT_TRUE(answer.ok());
    if (!answer->forced) return;
    const Plan then = made_with(plan, random, wish);
    const auto before = who_calls_whom(plan), after = who_calls_whom(then);
    const Forced& forced = *answer->forced;
    const auto place = after.find(wish.tenant.text);
    ASSERT_EQ(forced.possible, place != after.end());
    if (!forced.possible) return;
    ++possible;
    ASSERT_EQ(forced.advisor.text, place->second);
    ASSERT_TRUE(!wish.advisor || forced.advisor == *wish.advisor);
    std::set<std::string> out, in;
    std::vector<Moved> moves;
    for (const auto& [tenant, who] : before) {
        const auto now = after.find(tenant);
        if (now == after.end())
            out.insert(tenant);
        else if (now->second != who)
            moves.push_back({{tenant}, {who}, {now->second}});
    }
    for (const auto& [tenant, who] : after)
        if (!before.contains(tenant) && tenant != wish.tenant.text) in.insert(tenant);
    ASSERT_EQ(ids_of(forced.fall_out), out);
    ASSERT_EQ(ids_of(forced.come_in), in);
    ASSERT_EQ(forced.move, moves);
    Points lost;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) lost += call.card.points;
    for (const AdvisorList& list : then.lists)
        for (const Call& call : list.calls) lost -= call.card.points;
    ASSERT_EQ(forced.points_lost, lost);
    ASSERT_EQ(forced.promises_lost, plan.promises.kept - then.promises.kept);
    // A forced plan is one that may be: only the order in which people come is another, and a wish for another advisor than the one
    // who promised a time is granted.
    for (const Finding& finding : audit(then, random.input, random.rules))
        ASSERT_TRUE((finding.promise != "C1" && finding.promise != "C2" && finding.promise != "C3") ||
                    (wish.advisor && finding.message.find("the slot was promised") != std::string::npos))
            << finding.promise << ' ' << finding.path << ": " << finding.message;
}

TEST(Why, W1OfRealMinutesIsThePlannersOwnAnswerWhenForced) {
    constexpr std::uint64_t kDays = kThorough ? 2000 : 60;
    int possible = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed)
        for (const Policy policy : {Policy::rank, Policy::value}) {
            RandomDay random = seed % 8 == 0 ? medium_day(seed) : tiny_day(seed);
            random.rules.policy = policy;
            const auto plan = make_plan(random.input, random.rules);
            ASSERT_TRUE(plan.ok());
            Dice dice(seed);
            for (int ask = 0; ask < 3; ++ask) {
                Wish wish{dice.one_of(random.input.tenants).id, {}};
                if (dice.percent(50)) wish.advisor = dice.one_of(random.input.advisors).id;
                expect_the_planners_own_answer(random, *plan, wish, possible);
                if (testing::Test::HasFatalFailure())
                    FAIL() << "seed " << seed << ", policy " << static_cast<int>(policy) << ", question " << ask;
            }
        }
    EXPECT_GT(possible, static_cast<int>(kDays) / 2) << "the wish was granted too seldom to show anything";
}

// ---- can we promise this? ------------------------------------------------------------------------------------

TEST(CheckPromise, RoomForOneCallADayIsPromisedOnce) {
    // One call of 9 minutes a day: Friday 3 April is taken by a promise, Monday 6 is free.
    const DayInput input = on(kFriday, {tenant("a").promised_by(kFriday), tenant("b")}, {advisor("x").with_minutes(9)});
    const auto today = check_promise(input, small_rules(), {"b"}, input.day);
    ASSERT_TRUE(today.ok());
    EXPECT_FALSE(today->keepable);
    EXPECT_EQ(today->earliest, day("2020-04-06"));
    EXPECT_TRUE(check_promise(input, small_rules(), {"b"}, day("2020-04-06"))->keepable);
}

TEST(CheckPromise, NobodyIsPromisedWhatTakesAPlaceFromAnotherPromise) {
    const DayInput input =
        on(kFriday, {tenant("a").promised_by("2020-04-06"), tenant("b").promised_by("2020-04-06"), tenant("c")},
           {advisor("x").with_minutes(9)});
    const auto answer = check_promise(input, small_rules(), {"c"}, day("2020-04-06"));
    EXPECT_FALSE(answer->keepable);
    EXPECT_EQ(answer->earliest, day("2020-04-07"));
}

// Up to six promises over four days, two advisors of whom one speaks Portuguese too and has a cap of calls: may one more be promised
// by each of these days? Only where every call that is kept without it and the new one have places together, whole; and the first
// day that can is the first on which they have. The fifth day has room for everybody.
TEST(CheckPromise, OnTinyCampaignsItIsWhatEveryWayToPlaceTheCallsSays) {
    const char* days[] = {"2020-04-06", "2020-04-07", "2020-04-08", "2020-04-09", "2020-04-10"};
    const int minutes_of_level[] = {8, 10, 13};
    constexpr std::uint64_t kCampaigns = kThorough ? 6000 : 400;
    int asked = 0, yes = 0, no = 0, not_found = 0, same_day = 0, first_days = 0;
    for (std::uint64_t seed = 1; seed <= kCampaigns; ++seed) {
        Dice dice(seed);
        std::map<std::string, TinyCall> calls;
        const auto draw = [&](const std::string& id, int last) {
            const int level = dice.between(0, 2);
            const bool portuguese = dice.percent(33);
            auto words = tenant(id).anxious(level).isolated(dice.between(0, 30));
            if (last >= 0) words.promised_by(days[last]);
            if (portuguese) words.speaks("pt");
            calls.emplace(id, TinyCall{minutes_of_level[level], last, portuguese ? 2 : 3});
            return words;
        };
        const int most_calls = dice.between(1, 3);
        DayInput input =
            on(days[0], {}, {advisor("x").at_most(most_calls), advisor("y").speaks({"fr", "pt"}).at_most(most_calls)});
        std::vector<std::vector<int>> minutes(2, std::vector<int>(5, 300));
        for (std::size_t a = 0; a < 2; ++a)
            for (std::size_t d = 0; d < 4; ++d) {
                minutes[a][d] = dice.between(0, 30);
                input.availability.push_back({input.advisors[a].id, day(days[d]), Minutes{minutes[a][d]}});
            }
        for (int i = dice.between(1, 6); i > 0; --i)
            input.tenants.push_back(draw("t" + std::to_string(i), dice.between(0, 3)));
        input.tenants.push_back(draw("new", -1));

        std::vector<TinyCall> kept;
        const Plan plan = *make_plan(input, small_rules());
        for (const AdvisorList& list : plan.lists)
            for (const Call& call : list.calls)
                if (call.due_on) kept.push_back(calls.at(call.tenant.text));
        bool certain = true;
        for (const Unplanned& row : plan.unplanned) {
            if (row.keeping == Keeping::kept) kept.push_back(calls.at(row.tenant.text));
            certain = certain && row.keeping != Keeping::unproven;
        }
        if (!certain) continue;  // what is kept beside the new one may then be another set
        std::optional<Day> first;
        bool first_found = true;
        for (int by = 0; by < 5; ++by) {
            kept.push_back({calls.at("new").needs, by, calls.at("new").advisors});
            const bool fits = EveryWay(kept, minutes, most_calls).all_fit();
            kept.pop_back();
            const auto answer = check_promise(input, small_rules(), {"new"}, day(days[by]));
            ASSERT_TRUE(answer.ok()) << "seed " << seed;
            ASSERT_TRUE(fits || !answer->keepable) << "seed " << seed << ", by " << days[by] << ": promised in vain";
            ++asked;
            ++(answer->keepable ? yes : no);
            not_found += fits && !answer->keepable ? 1 : 0;
            if (first) continue;
            // The first day that can, unless the search misses it.
            if (fits && !answer->keepable) first_found = false;
            if (!fits || !answer->keepable) continue;
            first = day(days[by]);
            same_day += answer->earliest == first ? 1 : 0;
            ++first_days;
            if (first_found) { ASSERT_EQ(answer->earliest, first) << "seed " << seed; }
        }
        ASSERT_TRUE(first) << "seed " << seed << ": the fifth day has room for everybody";
    }
    std::printf(
        "promises/check: %d asked, %d yes, %d no, of these %d with a place that was not found; first days %d of %d\n",
        asked, yes, no, not_found, same_day, first_days);
    EXPECT_GT(yes, asked / 5);
    EXPECT_GT(no, asked / 8);
    EXPECT_LE(not_found * 200, asked);
}

TEST(CheckPromise, WhoHasNoNumberCannotBePromisedAnything) {
    Tenant silent = tenant("a");
    silent.has_phone = false;
    const auto answer = check_promise(on(kFriday, {silent}, {advisor("x")}), small_rules(), {"a"}, day(kFriday));
    EXPECT_FALSE(answer->keepable);
    EXPECT_FALSE(answer->earliest);
}

}  // namespace
}  // namespace bienveille::test
