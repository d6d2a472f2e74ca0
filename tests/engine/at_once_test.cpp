// Times promised for today that cannot be kept: at a moment more people are to be on the phone than advisors may call them. What is
// told is true by every way to give these calls out, and a proof that was spoilt is found.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

constexpr const char* kToday = "2020-04-03";  // a Friday; 9:30 to 12:00 and 14:00 to 17:30

// A call of 9 minutes. Whoever has fewer friends comes first: `rank` from 1, best first.
TenantWords promised(const char* id, const char* hhmm, int rank) {
    return tenant(id).promised_by(kToday).at_the_slot(hhmm).isolated(rank * 3);
}

Plan audited(const DayInput& input, const RuleSet& rules = small_rules()) {
    const auto plan = make_plan(input, rules);
    EXPECT_TRUE(plan.ok());
    for (const Finding& finding : audit(*plan, input, rules))
        ADD_FAILURE() << finding.promise << ' ' << finding.path << ' ' << finding.message;
    return *plan;
}

std::optional<Keeping> keeping(const Plan& plan, const std::string& id) {
    for (const Unplanned& row : plan.unplanned)
        if (row.tenant.text == id) return row.keeping;
    return std::nullopt;
}

// The only shortfall of promised times.
Shortfall told(const Plan& plan) {
    std::vector<Shortfall> all;
    for (const Shortfall& each : plan.promises.shortfall)
        if (each.measure == Measure::calls_at_once) all.push_back(each);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Shortfall{} : all.front();
}

using Tenants = std::vector<TenantId>;
using Advisors = std::vector<AdvisorId>;

TEST(AtOnce, ThreePeoplePromisedTheSameTimeAndTwoAdvisors) {
    const Plan plan =
        audited(on(kToday, {promised("a", "14:00", 1), promised("b", "14:00", 2), promised("c", "14:00", 3)},
                   {advisor("x"), advisor("y")}));
    EXPECT_EQ(keeping(plan, "c"), Keeping::impossible);
    EXPECT_EQ(plan.promises.impossible, 1);
    const Shortfall shortfall = told(plan);
    EXPECT_EQ(shortfall.tenants, (Tenants{{"a"}, {"b"}, {"c"}}));
    EXPECT_EQ(shortfall.advisors, (Advisors{{"x"}, {"y"}}));
    EXPECT_EQ(shortfall.days, std::vector<Day>{day(kToday)});
    EXPECT_EQ(shortfall.needed, 3);
    EXPECT_EQ(shortfall.available, 2);
    EXPECT_EQ(shortfall.at, at("14:00"));
    EXPECT_EQ(shortfall.cures, (std::vector<Cure>{{day(kToday), 1, true}}));
    EXPECT_EQ(shortfall.moved, (std::vector<LaterDue>{{{"c"}, day("2020-04-06")}}));  // Monday
    EXPECT_TRUE(shortfall.moved_proven);
}

// 14:00 to 14:09, 14:05 to 14:14, 14:08 to 14:17: all three run from 14:08 to 14:09. From 14:09 on the first is free again.
TEST(AtOnce, TheMomentIsWhenTheLastOfTheseCallsBegins) {
    DayInput input = on(kToday, {promised("a", "14:00", 1), promised("b", "14:05", 2), promised("c", "14:08", 3)},
                        {advisor("x"), advisor("y")});
    EXPECT_EQ(told(audited(input)).at, at("14:08"));
    input.tenants[2].callback_slot.time = at("14:09");
    EXPECT_TRUE(audited(input).promises.shortfall.empty());
}

TEST(AtOnce, WhoFallShortAlikeAreToldTogether) {
    const Plan plan = audited(on(kToday,
                                 {promised("a", "14:00", 1), promised("b", "14:00", 2), promised("c", "14:05", 3),
                                  promised("d", "10:00", 4), promised("e", "10:00", 5)},
                                 {advisor("x")}));
    ASSERT_EQ(plan.promises.shortfall.size(), 2U);
    EXPECT_EQ(plan.promises.shortfall[0].tenants, (Tenants{{"a"}, {"b"}, {"c"}}));
    EXPECT_EQ(plan.promises.shortfall[0].cures, (std::vector<Cure>{{day(kToday), 2, true}}));
    EXPECT_EQ(plan.promises.shortfall[1].tenants, (Tenants{{"d"}, {"e"}}));
    EXPECT_EQ(plan.promises.shortfall[1].at, at("10:00"));
}

// x speaks both. a is with x since nobody else speaks Turkish, b with y: c is not short of b's advisor, but of x.
TEST(AtOnce, OnlyThoseWhoWantTheSameAdvisorsAreNamed) {
    const Plan plan = audited(
        on(kToday,
           {promised("a", "14:00", 1).speaks("tr"), promised("b", "14:00", 2), promised("c", "14:00", 3).speaks("tr")},
           {advisor("x").speaks({"fr", "tr"}), advisor("y")}));
    const Shortfall shortfall = told(plan);
    EXPECT_EQ(shortfall.tenants, (Tenants{{"a"}, {"c"}}));
    EXPECT_EQ(shortfall.advisors, (Advisors{{"x"}}));
}

// Both were promised x, who is there: y may not call them, nor would somebody more.
TEST(AtOnce, WhoIsPromisedTheirOwnAdvisorWaitForNoOther) {
    const std::vector<Tenant> tenants{promised("a", "14:00", 1).called_by("x"),
                                      promised("b", "14:00", 2).called_by("x")};
    const Shortfall shortfall = told(audited(on(kToday, tenants, {advisor("x"), advisor("y")})));
    EXPECT_EQ(shortfall.tenants, (Tenants{{"a"}, {"b"}}));
    EXPECT_EQ(shortfall.advisors, (Advisors{{"x"}}));
    EXPECT_TRUE(shortfall.cures.empty());
    EXPECT_EQ(shortfall.moved.size(), 1U);
    const DayInput without = on(kToday, tenants, {advisor("x").away(kToday, kToday), advisor("y"), advisor("z")});
    EXPECT_TRUE(audited(without).promises.shortfall.empty());
}

// The morning ends at 12:00: a call of 9 minutes begins at 11:51 at the latest.
TEST(AtOnce, ATimeOutsideTheWindows) {
    for (const char* hhmm : {"09:29", "11:52", "12:30", "17:22"}) {
        const Plan plan = audited(on(kToday, {promised("a", hhmm, 1)}, {advisor("x")}));
        EXPECT_EQ(keeping(plan, "a"), Keeping::impossible) << hhmm;
        const Shortfall shortfall = told(plan);
        EXPECT_EQ(shortfall.available, 0);
        EXPECT_TRUE(shortfall.advisors.empty());
        EXPECT_TRUE(shortfall.cures.empty());
        EXPECT_EQ(shortfall.moved.size(), 1U);
    }
    for (const char* hhmm : {"09:30", "11:51", "17:21"})
        EXPECT_TRUE(audited(on(kToday, {promised("a", hhmm, 1)}, {advisor("x")})).promises.shortfall.empty()) << hhmm;
}

// x goes home at 14:05, y is at a call that stays until 14:20, z has no time left for another call.
TEST(AtOnce, WhoHasGoneIsBusyOrHasNoTimeLeftIsNotFree) {
    DayInput input = on(kToday, {promised("a", "14:00", 1), tenant("held")},
                        {advisor("x"), advisor("y"), advisor("z").with_minutes(8)});
    input.availability.push_back({{"x"}, input.day, Minutes{100}, std::nullopt, at("14:05")});
    input.previous.push_back({{"held"}, {"y"}, at("14:05"), Minutes{15}, {}, CallState::planned, true});
    const Shortfall shortfall = told(audited(input));
    EXPECT_EQ(shortfall.available, 0);
    EXPECT_EQ(shortfall.cures, (std::vector<Cure>{{day(kToday), 1, true}}));
    input.previous[0].starts_at = at("14:09");
    EXPECT_TRUE(audited(input).promises.shortfall.empty());
}

// At half past two nothing that nobody has begun can stand before.
TEST(AtOnce, ATimeThatIsPast) {
    DayInput input = on(kToday, {promised("a", "14:00", 1)}, {advisor("x")});
    input.now = at("14:30");
    EXPECT_EQ(told(audited(input)).at, at("14:00"));
}

// 18 minutes hold two calls of 9. The call at 12:30 cannot be made and asks nothing of them: a and b are kept, c has no room.
TEST(AtOnce, WhoComesAfterIsProvenBesideThoseWhoAreKept) {
    const Plan plan =
        audited(on(kToday,
                   {promised("out", "12:30", 1), tenant("a").promised_by(kToday).isolated(6),
                    tenant("b").promised_by(kToday).isolated(9), tenant("c").promised_by(kToday).isolated(12)},
                   {advisor("x").with_minutes(18)}));
    EXPECT_EQ(keeping(plan, "out"), Keeping::impossible);
    EXPECT_EQ(keeping(plan, "c"), Keeping::impossible);
    EXPECT_EQ(plan.promises.kept, 2);
    ASSERT_EQ(plan.promises.shortfall.size(), 2U);
    EXPECT_EQ(plan.promises.shortfall[1].measure, Measure::minutes);
    EXPECT_EQ(plan.promises.shortfall[1].tenants, (Tenants{{"a"}, {"b"}, {"c"}}));
}

// Tried or not: a wrong number reaches nobody. Who was tried and must rest was not forgotten.
TEST(AtOnce, AWrongNumberIsImpossibleARestIsUnproven) {
    const Plan plan =
        audited(on(kToday,
                   {tenant("wrong").promised_by(kToday).tried("2020-04-02", "10:00", Outcome::wrong_number),
                    tenant("rests").promised_by(kToday).tried(kToday, "09:45", Outcome::no_answer)},
                   {advisor("x")}));
    EXPECT_EQ(keeping(plan, "wrong"), Keeping::impossible);
    EXPECT_EQ(keeping(plan, "rests"), Keeping::unproven);
}

// ---- spoilt ---------------------------------------------------------------------------------------------------------

TEST(AtOnce, ASpoiltProofIsFound) {
    const DayInput input = on(kToday,
                              {promised("a", "14:00", 1), promised("b", "14:05", 2), promised("c", "14:05", 3),
                               promised("d", "14:30", 4), tenant("e").promised_by(kToday)},
                              {advisor("x"), advisor("y"), advisor("z").speaks({"tr"})});
    const RuleSet rules = small_rules();
    const Plan plan = audited(input);
    const std::map<std::string, std::function<void(Shortfall&)>> spoilings{
        {"an earlier moment", [](Shortfall& each) { each.at = at("14:04"); }},
        {"a later moment", [](Shortfall& each) { each.at = at("14:06"); }},
        {"no moment", [](Shortfall& each) { each.at.reset(); }},
        {"an advisor fewer", [](Shortfall& each) { each.advisors.pop_back(), --each.available; }},
        {"an advisor who does not speak the language", [](Shortfall& each) { each.advisors.push_back({"z"}); }},
        {"fewer advisors than there are", [](Shortfall& each) { --each.available; }},
        {"more people than there are", [](Shortfall& each) { ++each.needed; }},
        {"somebody on the phone at another time",
         [](Shortfall& each) { each.tenants.push_back({"d"}), ++each.needed; }},
        {"somebody without a time", [](Shortfall& each) { each.tenants.push_back({"e"}), ++each.needed; }},
        {"one of those kept left out",
         [](Shortfall& each) { each.tenants.erase(each.tenants.begin()), --each.needed; }},
        {"whom it proves left out", [](Shortfall& each) { each.tenants.pop_back(), --each.needed; }},
        {"another day", [](Shortfall& each) { each.days[0] = each.days[0] + 3; }},
        {"no day", [](Shortfall& each) { each.days.clear(); }},
        {"calls of all day", [](Shortfall& each) { each.measure = Measure::calls; }},
        {"minutes", [](Shortfall& each) { each.measure = Measure::minutes; }},
        {"whole calls", [](Shortfall& each) { each.measure = Measure::whole_calls; }},
        {"something unusable", [](Shortfall& each) { ++each.unusable, --each.available; }},
        {"days that are full", [](Shortfall& each) { each.full_until = each.days[0]; }},
        {"no cure", [](Shortfall& each) { each.cures.clear(); }},
        {"a cure of two", [](Shortfall& each) { each.cures[0].amount = 2; }},
        {"a cure that may be less", [](Shortfall& each) { each.cures[0].exact = false; }},
        {"no date moved", [](Shortfall& each) { each.moved.clear(); }},
        {"another's date moved", [](Shortfall& each) { each.moved[0].tenant = {"a"}; }},
        {"moves that may be too many", [](Shortfall& each) { each.moved_proven = false; }},
    };
    for (const auto& [name, spoil] : spoilings) {
        Plan spoilt = plan;
        ASSERT_EQ(spoilt.promises.shortfall.size(), 1U);
        spoil(spoilt.promises.shortfall[0]);
        const auto findings = audit(spoilt, input, rules);
        EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
            return each.promise == "P4";
        })) << name;
    }
}

// ---- every way ------------------------------------------------------------------------------------------------------

// Up to three advisors with languages, hours and calls that stay, and people promised a few times of the day.
DayInput many_times(std::uint64_t seed) {
    Dice dice(seed);
    DayInput input = on(kToday, {}, {});
    const std::vector<std::string> ids{"x", "y", "z"};
    for (int a = 0, all = dice.between(1, 3); a < all; ++a) {
        auto words = advisor(ids[static_cast<std::size_t>(a)]);
        if (dice.percent(40)) words.speaks({"fr", "tr"});
        if (dice.percent(15)) words.speaks({"tr"});
        if (dice.percent(25)) words.at_most(dice.between(1, 3));
        if (dice.percent(25)) words.with_minutes(dice.between(9, 60));
        input.advisors.push_back(words);
        if (dice.percent(15))
            input.availability.push_back(
                {{ids[static_cast<std::size_t>(a)]}, input.day, Minutes{120}, at("14:10"), std::nullopt});
    }
    for (int t = 0, all = dice.between(2, 6); t < all; ++t) {
        auto words = tenant("t" + std::to_string(t)).promised_by(kToday).isolated(dice.between(0, 30));
        if (dice.percent(35)) words.speaks("tr");
        if (dice.percent(50)) words.anxious(dice.between(0, 3)).cleared();
        if (dice.percent(40)) words.called_by(dice.one_of(ids).c_str());
        if (dice.percent(10)) words.in_emergency();
        Tenant each = words;
        each.callback_slot.time = at("13:55") + Minutes{dice.between(0, 12) * 5};
        input.tenants.push_back(each);
    }
    if (dice.percent(40)) {
        input.tenants.push_back(tenant("held"));
        input.previous.push_back({{"held"},
                                  dice.one_of(input.advisors).id,
                                  at("14:00") + Minutes{dice.between(0, 6) * 5},
                                  Minutes{dice.between(5, 20)},
                                  {},
                                  CallState::planned,
                                  true});
    }
    return input;
}

// Read from the input by simple means.
class EveryWay {
public:
    EveryWay(const DayInput& input, const RuleSet& rules) : input_(input), rules_(rules) {}

    bool all_can_be_called(const std::vector<const Tenant*>& people) { return give_out(people, 0); }

private:
    struct Busy {
        std::size_t advisor;
        int from, to, level;
    };

    bool speaks(const Advisor& advisor, const Tenant& tenant) const {
        const std::string language = tenant.language.empty() ? "fr" : tenant.language;
        const auto& all = advisor.languages;
        return all.empty() ? language == "fr" : std::find(all.begin(), all.end(), language) != all.end();
    }
    int minutes(const Tenant& tenant) const {
        if (!tenant.anxiety) return 9;
        return std::vector<int>{8, 10, 13, 33}[static_cast<std::size_t>(*tenant.anxiety)];  // 23 and a pause of 10
    }
    bool may(std::size_t a, const Tenant& tenant) const {
        for (const Advisor& own : input_.advisors)
            if (own.id == tenant.last_advisor && speaks(own, tenant)) return input_.advisors[a].id == own.id;
        return speaks(input_.advisors[a], tenant);
    }
    bool holds(std::size_t a) const {
        int sum = 0, calls = 0, level3 = 0, heavy = 0;
        for (const Busy& each : busy_) {
            if (each.advisor != a) continue;
            sum += each.to - each.from;
            ++calls;
            level3 += each.level == 3;
            heavy += each.level >= 2;
        }
        const Advisor& advisor = input_.advisors[a];
        std::int64_t capacity = advisor.minutes.value_or(Minutes{240}).count;
        for (const Availability& row : input_.availability)
            if (row.advisor == advisor.id) capacity = row.minutes.count;
        return sum <= capacity && calls <= advisor.max_calls.value_or(100) && level3 <= rules_.work.most_level3 &&
               heavy <= rules_.work.most_level2_and_3;
    }
    bool give_out(const std::vector<const Tenant*>& people, std::size_t next) {
        if (next == 0) {
            busy_.clear();
            for (const PreviousCall& call : input_.previous)
                for (std::size_t a = 0; a < input_.advisors.size(); ++a)
                    if (input_.advisors[a].id == call.advisor)
                        busy_.push_back({a, call.starts_at.minutes,
                                         call.starts_at.minutes + static_cast<int>(call.minutes.count), -1});
        }
        if (next == people.size()) return true;
        const Tenant& tenant = *people[next];
        const int from = tenant.callback_slot.time->minutes, to = from + minutes(tenant);
        const bool inside = (from >= 570 && to <= 720) || (from >= 840 && to <= 1050);
        for (std::size_t a = 0; a < input_.advisors.size() && inside; ++a) {
            int comes = 0;
            for (const Availability& row : input_.availability)
                if (row.advisor == input_.advisors[a].id && row.from) comes = row.from->minutes;
            const bool free = std::none_of(busy_.begin(), busy_.end(), [&](const Busy& each) {
                return each.advisor == a && each.from < to && from < each.to;
            });
            if (!may(a, tenant) || from < comes || !free) continue;
            busy_.push_back({a, from, to, tenant.anxiety.value_or(-1)});
            const bool all = holds(a) && give_out(people, next + 1);
            busy_.pop_back();
            if (all) return true;
        }
        return false;
    }

    const DayInput& input_;
    const RuleSet& rules_;
    std::vector<Busy> busy_;
};

// Beside those kept whom the same shortfall names, so that there is nothing else to look at; and nearly nobody else is.
TEST(AtOnce, WhoIsCalledImpossibleIsByEveryWay) {
    const RuleSet rules = small_rules();
    int proven = 0, several = 0, missed = 0, by_other_means = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 40'000 : 4'000); ++seed) {
        const DayInput input = many_times(seed);
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        for (const Finding& finding : audit(*plan, input, rules))
            ADD_FAILURE() << "seed " << seed << ": " << finding.path << ' ' << finding.message;
        const auto tenant_of = [&](const TenantId& id) {
            return &*std::find_if(input.tenants.begin(), input.tenants.end(),
                                  [&](const Tenant& each) { return each.id == id; });
        };
        EveryWay every_way(input, rules);
        std::map<std::string, bool> is_proven;
        for (const Shortfall& shortfall : plan->promises.shortfall) {
            if (shortfall.measure != Measure::calls_at_once) continue;
            std::vector<const Tenant*> kept, not_kept;
            for (const TenantId& id : shortfall.tenants)
                (keeping(*plan, id.text) ? not_kept : kept).push_back(tenant_of(id));
            ASSERT_TRUE(every_way.all_can_be_called(kept)) << "seed " << seed;
            for (const Tenant* each : not_kept) {
                std::vector<const Tenant*> with = kept;
                with.push_back(each);
                ASSERT_FALSE(every_way.all_can_be_called(with)) << "seed " << seed << ' ' << each->id.text;
                is_proven[each->id.text] = true;
                ++proven;
                several += kept.size() > 1 ? 1 : 0;
                // Nobody is named needlessly.
                for (std::size_t i = 0; i + 1 < with.size(); ++i) {
                    std::vector<const Tenant*> fewer = with;
                    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
                    ASSERT_TRUE(every_way.all_can_be_called(fewer)) << "seed " << seed << ' ' << each->id.text;
                }
            }
        }
        for (const Unplanned& row : plan->unplanned)
            if (row.keeping == Keeping::impossible) by_other_means += is_proven.count(row.tenant.text) ? 0 : 1;
        for (const Unplanned& row : plan->unplanned) missed += row.keeping == Keeping::unproven ? 1 : 0;
    }
    std::printf("%d times cannot be kept, %d of them beside several others; %d by other means, %d unproven\n", proven,
                several, by_other_means, missed);
    EXPECT_GT(proven, 1'000);
    EXPECT_GT(several, 50);
    EXPECT_LT(missed * 20, proven);
}

}  // namespace
}  // namespace bienveille::test
