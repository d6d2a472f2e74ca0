// Who is kept, once today is chosen (definition.md, 11 to 13): nobody of those who were packed gives way but to somebody who is kept
// before them, and nobody is called unproven whom a told shortfall proves impossible.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "engine/audit_detail.h"
#include "engine/audit_reach.h"
#include "engine/chosen_day.h"
#include "engine/plan.h"
#include "engine/why.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

constexpr std::uint64_t kDays = kThorough ? 500 : 80;

template <class Look>
void at_days_short_of_time(Look look) {
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        look(scarce_day(seed));
        look(tiny_scarce_day(seed));
        look(medium_day(seed));
    }
}

// ---- which of several deadlines counts ------------------------------------------------------------------------------

// Both first calls are due on Friday 3 April, and only one fits. "a" has an appointment on Monday, too, which came before other first
// calls in the order of keeping: the days ahead counted on "a" today, but the better ranked "b" is called.
TEST(KeptSet, AnAppointmentToComeIsNoReasonToKeepAnEarlierDeadline) {
    const char* friday = "2020-04-03";
    DayInput input = on(friday,
                        {tenant("a").joined_on("2020-03-27").promised_by("2020-04-06").at_the_slot("10:00"),
                         tenant("b").joined_on("2020-03-27").isolated(0).born_in(1930)},
                        {advisor("x").with_minutes(9)});
    const ChosenDay chosen(input, small_rules(), nullptr, {});
    ASSERT_EQ(chosen.ahead.needed_today().size(), 1U);
    const Candidate& needed = chosen.facts.owed[chosen.ahead.needed_today()[0].call];
    EXPECT_EQ(input.tenants[needed.tenant].id.text, "b");
    EXPECT_EQ(chosen.ahead.missed(chosen.board), 0U);
    const Plan plan = *make_plan(input, small_rules());
    ASSERT_EQ(plan.unplanned.size(), 1U);
    EXPECT_EQ(plan.unplanned[0].keeping, Keeping::impossible);
    EXPECT_EQ(plan.unplanned[0].promise, Keeping::kept);
}

// ---- what was packed and what is kept -------------------------------------------------------------------------------

// Whether today's lists, as packed, fit the windows with level-3 calls kept apart: packing counts on less than they say.
bool fits_today(const RandomDay& random, const ChosenDay& day, LookAhead& packed) {
    Board board(random.input, random.rules, day.roster, day.facts, packed);
    for (const LookAhead::Needed& each : packed.needed_today()) {
        SeatIndex s = 0;
        while (board.seat(s).advisor != each.advisor) ++s;
        if (!board.eligible(s, each.call) || !board.has_room(s, each.call, Fit::Order::loosely)) return false;
        board.put(s, each.call);
    }
    for (SeatIndex s = 0; s < board.seats(); ++s)
        if (!board.is_apart(s)) return false;
    return true;
}

bool has_place_in_time(const LookAhead& packed, const Duty& duty) {
    if (duty.call < 0) return true;  // not today's matter
    const auto call = static_cast<CallIndex>(duty.call);
    const auto& needed = packed.needed_today();
    return packed.has_place_in_time(call) ||
           std::any_of(needed.begin(), needed.end(), [&](const auto& each) { return each.call == call; });
}

// Places are given before today is chosen. Where today's plan keeps others, the first in the order of keeping of whom one has it and
// the other does not is one whom the plan keeps: the packing had missed somebody.
TEST(KeptSet, WhoHadAPlaceLosesItOnlyToSomebodyKeptBefore) {
    int kept = 0, others = 0, unfit = 0, lost = 0;
    at_days_short_of_time([&](const RandomDay& random) {
        ChosenDay day(random.input, random.rules, nullptr, {});
        LookAhead packed(random.input, random.rules, day.roster, day.presence, day.facts);
        const bool fits = fits_today(random, day, packed);
        day.ahead.finish(day.board);
        for (const Duty& duty : day.facts.duties) {
            const bool had = has_place_in_time(packed, duty);
            const bool has = duty.call < 0 || day.board.seat_of(static_cast<CallIndex>(duty.call)) ||
                             day.ahead.of(duty).keeping == Keeping::kept;
            kept += had && duty.call >= 0 ? 1 : 0;
            if (had == has) continue;
            ++others;
            if (!fits)
                ++unfit;
            else if (had)
                ++lost;
            break;
        }
    });
    std::printf("%d had a place; on %d days others are kept, on %d of these today's lists were packed too full\n", kept,
                others, unfit);
    EXPECT_GT(kept, static_cast<int>(kDays) * 5);
    // On one day of fifteen hundred a call that only today has room for gives way to one of a better rank.
    EXPECT_LE(lost, kThorough ? 1 : 0);
}

// What is promised is kept by the plan that is made then, and so is every callback that today's plan keeps.
TEST(KeptSet, WhatMayBePromisedIsKeptByThePlan) {
    int yes = 0, no = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 600 : 60); ++seed) {
        RandomDay random = seed % 2 == 0 ? scarce_day(seed) : tiny_scarce_day(seed);
        Dice dice(seed);
        Tenant& asking = random.input.tenants[dice.next() % random.input.tenants.size()];
        asking.callback_requested_on.reset();
        asking.callback_due_on.reset();
        asking.callback_slot = {};
        const auto kept_promises = [&] {
            std::set<std::string> kept;
            const Plan plan = *make_plan(random.input, random.rules);
            for (const AdvisorList& list : plan.lists)
                for (const Call& call : list.calls) kept.insert(call.tenant.text);
            for (const Unplanned& row : plan.unplanned)
                if (row.promise == Keeping::kept) kept.insert(row.tenant.text);
            return kept;
        };
        const std::set<std::string> before = kept_promises();
        const Day by = random.input.day + dice.between(0, 9);
        const auto answer = check_promise(random.input, random.rules, asking.id, by);
        ASSERT_TRUE(answer.ok()) << "seed " << seed;
        ++(answer->keepable ? yes : no);
        if (!answer->keepable) continue;
        asking.callback_due_on = by;
        const std::set<std::string> then = kept_promises();
        ASSERT_TRUE(then.count(asking.id.text)) << "seed " << seed;
        for (const Tenant& other : random.input.tenants) {
            if (other.id == asking.id || !other.callback_due_on || !before.count(other.id.text)) continue;
            ASSERT_TRUE(then.count(other.id.text)) << "seed " << seed << ", " << other.id.text;
        }
    }
    std::printf("%d may be promised, %d may not\n", yes, no);
    EXPECT_GT(yes, kThorough ? 100 : 10);
    EXPECT_GT(no, kThorough ? 100 : 10);
}

// ---- unproven -------------------------------------------------------------------------------------------------------

using namespace audit_detail;

// Whether those of a shortfall who are kept, and before `who`, leave too little, day after day (audit_proof.cpp).
bool proves(const Shortfall& shortfall, const Audited& audited, const Reading& reading, std::uint32_t who) {
    const DayFacts& facts = audited.facts;
    Counting counting(audited, shortfall);
    std::vector<std::uint32_t> people{who};
    for (const TenantId& id : shortfall.tenants)
        if (const std::uint32_t t = facts.tenant_of.at(id.text); t != who) people.push_back(t);
    std::set<std::int64_t> lengths;
    for (const std::uint32_t t : people) lengths.insert(counting.of(t));
    audit_detail::WholeCalls whole(std::move(lengths));
    const Reach reach = reach_of(audited, counting, people, reading, whole);
    std::vector<std::int64_t> taken(reach.looked_at.size());
    for (const std::uint32_t t : people) {
        const bool counts =
            t == who || (reading.kept(t) && facts.kept_before(t, reading.aim(t), who, reading.aim(who)));
        const auto until = std::upper_bound(reach.looked_at.begin(), reach.looked_at.end(), reading.aim(t).last);
        if (counts && until != reach.looked_at.begin())
            taken[static_cast<std::size_t>(until - reach.looked_at.begin() - 1)] += counting.of(t);
    }
    std::int64_t left = 0;
    for (std::size_t day = 0; day < taken.size(); ++day) {
        left = whole.most_within(left) + reach.room[day] - taken[day];
        if (left < 0) return true;
    }
    return false;
}

enum class Later { nobody, all, all_others };  // counted by their callback's day

Reading reading_of(const Shortfall& shortfall, const Audited& audited, Later later, std::uint32_t who) {
    std::vector<std::uint32_t> people{who}, until_callback;
    for (const TenantId& id : shortfall.tenants)
        if (const std::uint32_t t = audited.facts.tenant_of.at(id.text); t != who) people.push_back(t);
    std::sort(people.begin(), people.end());
    for (const std::uint32_t t : people)
        if (Reading::may_be_by_promise(audited, t) && (later == Later::all || (later == Later::all_others && t != who)))
            until_callback.push_back(t);
    return Reading(audited, std::move(people), std::move(until_callback), std::nullopt);
}

// Also for somebody whom the shortfall does not name, counted among its people. Who was tried and must rest until the deadline is past
// is left aside, and no sum is needed: `unproven`, since the try was made.
TEST(KeptSet, NobodyIsUnprovenWhomAToldShortfallProvesImpossible) {
    int unproven = 0, asked = 0, resting = 0;
    // Who has a callback for later, too, is asked for by the deadline beside the callbacks of those whose own deadline is proven alone.
    std::set<std::pair<std::uint64_t, std::uint32_t>> beside_promises;
    at_days_short_of_time([&](const RandomDay& random) {
        const Plan plan = *make_plan(random.input, random.rules);
        const DayFacts facts(random.input, random.rules);
        Audited audited{plan, facts, {}, {}, {}, {}, {}, {}, LaterDays(facts), LaterDays(facts)};
        Findings findings;
        read_lists(audited, findings);
        read_rows(audited, findings);
        for (const Unplanned& row : plan.unplanned) {
            if (row.keeping != Keeping::unproven && row.promise != Keeping::unproven) continue;
            const std::uint32_t who = facts.tenant_of.at(row.tenant.text);
            if (!facts.standings[who].dialable) continue;
            ++unproven;
            for (const Shortfall& shortfall : plan.promises.shortfall) {
                if (shortfall.measure == Measure::weighted_calls || shortfall.measure == Measure::whole_calls ||
                    shortfall.measure == Measure::calls_at_once)
                    continue;  // summed otherwise
                for (const auto later : {Later::nobody, Later::all, Later::all_others}) {
                    const Reading reading = reading_of(shortfall, audited, later, who);
                    if (reading.told(who) != Keeping::unproven) continue;
                    const Day last = reading.aim(who).last;
                    if (last < facts.standings[who].first) {
                        ++resting;
                        ASSERT_GT(random.input.tenants[who].attempts, 0) << "seed " << random.seed;
                        continue;
                    }
                    if (last > facts.last_looked_at || Counting(audited, shortfall).of(who) == 0) continue;
                    ++asked;
                    if (later == Later::all_others && Reading::may_be_by_promise(audited, who) &&
                        proves(shortfall, audited, reading, who))
                        beside_promises.insert({random.seed, who});
                    else
                        ASSERT_FALSE(proves(shortfall, audited, reading, who))
                            << "seed " << random.seed << ": " << row.tenant.text << " in shortfall "
                            << &shortfall - plan.promises.shortfall.data();
                }
            }
        }
    });
    std::printf(
        "%d unproven; %d questions of shortfalls, %d of people who rest past their deadline; %zu beside promises\n",
        unproven, asked, resting, beside_promises.size());
    EXPECT_GT(asked, static_cast<int>(kDays));
    EXPECT_GT(resting, static_cast<int>(kDays) / 2);
    EXPECT_LE(beside_promises.size(), 2U);
}

}  // namespace
}  // namespace bienveille::test
