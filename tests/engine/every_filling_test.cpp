// Every filling tried: that it is every filling, against a search that does nothing clever; that lists are filled anew by it; and that its
// proofs in plans are tried again by the audit.
#include "engine/every_filling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "bench/tight_weeks.h"
#include "engine/audit.h"
#include "engine/audit_filling.h"
#include "engine/plan.h"
#include "engine/refilling.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/small_horizon.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

constexpr SmallHorizon kHorizonToFill{{1, 3}, 60, {0, 120}, 4};

bool may_have(const Horizon& horizon, const AskedCall& call, CellIndex c) {
    const Cell& cell = horizon.cells[c];
    return call.first <= cell.day && cell.day < call.end && horizon.eligible(cell, call.group);
}

bool fit(const Horizon& horizon, const std::vector<AskedCall>& calls, std::vector<OpenList>& lists, std::size_t c = 0) {
    if (c == calls.size()) return true;
    const AskedCall& call = calls[c];
    for (OpenList& list : lists) {
        if (!may_have(horizon, call, list.cell) || !list.room.takes(call.kind, kLengthsOfKinds[call.kind])) continue;
        list.room.add(call.kind, kLengthsOfKinds[call.kind], -1);
        const bool rest = fit(horizon, calls, lists, c + 1);
        list.room.add(call.kind, kLengthsOfKinds[call.kind], +1);
        if (rest) return true;
    }
    return false;
}

TEST(EveryFilling, SaysYesAndNoAsTryingEveryPlaceDoes) {
    int yes = 0, no = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 6000U : 1500U); ++seed) {
        Dice dice(seed);
        const Horizon horizon = small_horizon(kHorizonToFill, dice);
        std::vector<OpenList> lists;
        int minutes = 0;
        for (CellIndex c = 0; c < horizon.cells.size(); ++c) {
            lists.push_back({c, horizon.cells[c].room});
            minutes += horizon.cells[c].room.minutes;
        }
        std::vector<AskedCall> calls;
        for (minutes = minutes * dice.between(50, 110) / 100; minutes > 0 && calls.size() < 14;) {
            const auto days = static_cast<int>(horizon.days.size());
            const int first = dice.percent(80) ? 0 : dice.between(0, days - 1);
            calls.push_back({static_cast<std::uint16_t>(dice.between(0, 2)),
                             static_cast<std::uint8_t>(dice.percent(20) ? 4 : dice.between(0, 3)),
                             static_cast<std::uint16_t>(first),
                             static_cast<std::uint16_t>(dice.between(first + 1, days))});
            minutes -= kLengthsOfKinds[calls.back().kind];
        }
        std::int64_t steps = 5'000'000;
        const FillingsTried tried = try_every_filling(horizon, kLengthsOfKinds, calls, lists, steps);
        ASSERT_NE(tried.fits, FillingsTried::Fits::unknown) << "seed " << seed;
        const bool fits = tried.fits == FillingsTried::Fits::yes;
        ASSERT_EQ(fits, fit(horizon, calls, lists)) << "seed " << seed;
        ++(fits ? yes : no);
        if (!fits) continue;
        ASSERT_EQ(tried.places.size(), calls.size());
        for (std::size_t c = 0; c < calls.size(); ++c) {
            Room& room = lists[tried.places[c]].room;
            ASSERT_TRUE(may_have(horizon, calls[c], tried.places[c])) << "seed " << seed;
            ASSERT_TRUE(room.takes(calls[c].kind, kLengthsOfKinds[calls[c].kind])) << "seed " << seed;
            room.add(calls[c].kind, kLengthsOfKinds[calls[c].kind], -1);
        }
    }
    EXPECT_GT(yes, 100);
    EXPECT_GT(no, 100);
}

// Three lists of 46: 33 + 13, 13 + 13 + 10 + 10 and 8 + 8 + 10 + 10 + 10 fill them. Of 45, 47 and 46 minutes, as many in all, no filling
// does.
TEST(EveryFilling, KnowsWhatMinutesDoNot) {
    Horizon horizon;
    horizon.days = {day("2020-04-06")};
    horizon.begin = {0, 3};
    horizon.teams = 1;
    horizon.may_call = {{1}};
    for (std::uint32_t a = 0; a < 3; ++a) horizon.cells.push_back({a, 0, 0, {46, 1000, 5, 10}});
    std::vector<OpenList> lists;
    for (CellIndex c = 0; c < 3; ++c) lists.push_back({c, horizon.cells[c].room});
    std::vector<AskedCall> calls;
    for (const int kind : {4, 3, 3, 3, 2, 2, 1, 1, 2, 2, 2})
        calls.push_back({0, static_cast<std::uint8_t>(kind), 0, 1});
    std::int64_t steps = 10'000;
    EXPECT_EQ(try_every_filling(horizon, kLengthsOfKinds, calls, lists, steps).fits, FillingsTried::Fits::yes);
    EXPECT_GT(steps, 9'000);
    lists[0].room.minutes = 45;
    lists[1].room.minutes = 47;
    EXPECT_EQ(try_every_filling(horizon, kLengthsOfKinds, calls, lists, steps).fits, FillingsTried::Fits::no);
    steps = 3;
    EXPECT_EQ(try_every_filling(horizon, kLengthsOfKinds, calls, lists, steps).fits, FillingsTried::Fits::unknown);
}

// Random lists, packed: whoever is more important keeps a place, rooms are what their calls leave, what does not help is undone, and
// whoever is called impossible has no place even where all less important calls are gone.
TEST(Refilling, KeepsWhatIsMoreImportantAndSaysWhatIsImpossible) {
    int placed = 0, impossible = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Dice dice(seed);
        const Horizon horizon = small_horizon(kHorizonToFill, dice);
        std::vector<Job> jobs;
        const auto days = static_cast<int>(horizon.days.size());
        for (int n = 0; n < 16; ++n) {
            const auto end = static_cast<std::uint16_t>(dice.between(1, days));
            jobs.push_back({static_cast<std::uint16_t>(dice.between(0, 2)),
                            static_cast<std::uint8_t>(dice.between(1, 4)), 0, end, end});
        }
        Packing packing(horizon, kLengthsOfKinds, jobs);
        packing.pack();
        for (JobIndex job = 0; job < jobs.size(); ++job) {
            if (packing.cell_of(job)) continue;
            std::vector<char> had;
            for (JobIndex other = 0; other < jobs.size(); ++other) had.push_back(packing.cell_of(other).has_value());
            std::int64_t steps = 1'000'000;
            const auto most_lost = static_cast<std::size_t>(dice.between(0, 3));
            const Refilled refilled = put_by_refilling(packing, job, most_lost, steps);
            ASSERT_EQ(packing.cell_of(job).has_value(), refilled == Refilled::placed) << "seed " << seed;
            placed += refilled == Refilled::placed ? 1 : 0;
            std::size_t lost = 0;
            std::vector<AskedCall> important{{jobs[job].group, jobs[job].kind, jobs[job].first, jobs[job].end}};
            for (JobIndex other = 0; other < jobs.size(); ++other) {
                if (had[other] && other < job)
                    important.push_back({jobs[other].group, jobs[other].kind, jobs[other].first, jobs[other].end});
                if (!had[other] || packing.cell_of(other)) continue;
                ASSERT_TRUE(refilled == Refilled::placed && other > job) << "seed " << seed;
                ++lost;
            }
            ASSERT_LE(lost, most_lost) << "seed " << seed;
            if (refilled == Refilled::impossible) {
                ++impossible;
                std::vector<OpenList> lists;
                for (CellIndex c = 0; c < horizon.cells.size(); ++c) lists.push_back({c, horizon.cells[c].room});
                if (important.size() < 13) { ASSERT_FALSE(fit(horizon, important, lists)) << "seed " << seed; }
            }
            for (CellIndex c = 0; c < horizon.cells.size(); ++c) {
                Room room = horizon.cells[c].room;
                for (const JobIndex other : packing.jobs_in(c)) {
                    ASSERT_TRUE(packing.may_be_in(other, c)) << "seed " << seed;
                    ASSERT_TRUE(room.takes(jobs[other].kind, kLengthsOfKinds[jobs[other].kind])) << "seed " << seed;
                    room.add(jobs[other].kind, kLengthsOfKinds[jobs[other].kind], -1);
                }
                ASSERT_EQ(room.minutes, packing.room(c).minutes) << "seed " << seed;
            }
        }
    }
    EXPECT_GT(placed, 10);
    EXPECT_GT(impossible, 100);
}

// ---- the audit's pass --------------------------------------------------------------------------------------------------

// As a horizon has them: of lists alike the first by id goes first.
DayInput by_id(DayInput input) {
    std::sort(input.advisors.begin(), input.advisors.end(),
              [](const Advisor& a, const Advisor& b) { return a.id < b.id; });
    return input;
}

// Some of a tight week's people, put to the lists of its first days.
struct Some {
    explicit Some(std::uint64_t seed)
        : dice(seed),
          input(by_id(bench::tight_week(bench::kFamilies[seed % bench::kFamilies.size()], seed))),
          facts(input, rules),
          audited{plan, facts, {}, {}, {}, {}, {}, {}, audit_detail::LaterDays(facts), audit_detail::LaterDays(facts)},
          counting(audited, shortfall) {
        audited.held.resize(facts.seats.size());
        const int days = dice.between(1, 3);
        const auto seats = static_cast<std::size_t>(dice.between(1, 4));
        horizon.teams = facts.seats.size();
        const std::size_t languages = facts.seats[0].speaks.size();
        for (std::size_t language = 0; language < languages; ++language) {
            horizon.may_call.emplace_back();
            for (const audit_detail::Seat& seat : facts.seats)
                horizon.may_call.back().push_back(seat.speaks[language] ? 1 : 0);
        }
        for (int d = 0; d < days; ++d) {
            horizon.days.push_back(input.day + d);
            horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
            for (std::size_t s = 0; s < std::min(seats, facts.seats.size()); ++s) {
                auto left =
                    counting.left(s, input.day + d, Minutes{dice.between(20, d == 0 && dice.percent(20) ? 120 : 70)});
                auto apart = counting.apart(s, input.day + d);
                if (d == 0) apart.alone = dice.between(0, 2);  // as of few windows
                if (d == 0 && seed % 5 == 0) left.calls = std::min<std::int64_t>(left.calls, dice.between(2, 4));
                lists.push_back({input.day + d, s, left, apart});
                minutes += static_cast<int>(left.minutes);
                horizon.cells.push_back(
                    {static_cast<std::uint32_t>(s),
                     static_cast<std::uint16_t>(d),
                     static_cast<std::uint16_t>(s),
                     {static_cast<int>(left.minutes), static_cast<int>(left.calls), static_cast<int>(left.level3),
                      static_cast<int>(left.heavy), static_cast<int>(apart.alone), static_cast<int>(apart.shortest)}});
            }
        }
        horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
        for (std::size_t k = 0; k < kKinds; ++k)
            minutes_of_kinds[k] = static_cast<int>(facts.load(static_cast<int>(k)).count);
        for (minutes = minutes * dice.between(85, 97) / 100; minutes > 0;) {
            const audit_detail::Standing& who = dice.one_of(facts.standings);
            const int first = dice.percent(80) ? 0 : dice.between(0, days - 1), last = dice.between(first, days - 1);
            asked.push_back({static_cast<std::uint16_t>(who.language), static_cast<std::uint8_t>(who.kind),
                             static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last + 1)});
            to_fill.push_back({who.language, who.kind, input.day + first, input.day + last});
            minutes -= minutes_of_kinds[static_cast<std::size_t>(who.kind)];
        }
    }

    Dice dice;
    DayInput input;
    RuleSet rules = small_rules();
    Plan plan;
    audit_detail::DayFacts facts;
    audit_detail::Audited audited;
    Shortfall shortfall;
    audit_detail::Counting counting;
    Horizon horizon;
    std::array<int, kKinds> minutes_of_kinds{};
    int minutes = 0;
    std::vector<AskedCall> asked;
    std::vector<audit_detail::ListToFill> lists;
    std::vector<audit_detail::CallToFill> to_fill;
};

// The planner tells no proof that the audit would break off: both note the same ways, each by its own means.
TEST(EveryFilling, NotesAsManyWaysAsTheAudit) {
    int no = 0, many = 0, yes = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 4000U : 500U); ++seed) {
        Some some(seed);
        std::vector<OpenList> lists;
        for (CellIndex c = 0; c < some.horizon.cells.size(); ++c) lists.push_back({c, some.horizon.cells[c].room});
        std::int64_t steps = 2'000'000;
        const auto tried = try_every_filling(some.horizon, some.minutes_of_kinds, some.asked, std::move(lists), steps);
        const auto filled = fill_in_every_way(some.facts, some.counting, some.lists, some.to_fill);
        if (tried.fits == FillingsTried::Fits::unknown) continue;
        ASSERT_EQ(filled.in_no_way, tried.fits == FillingsTried::Fits::no && tried.ways <= kMostWaysNoted) << seed;
        if (tried.fits == FillingsTried::Fits::yes) ++yes;
        if (!filled.in_no_way) continue;
        ASSERT_EQ(filled.ways, tried.ways) << "seed " << seed;
        ++no;
        many += tried.ways > 20 ? 1 : 0;
    }
    std::printf("%d fit, %d do not, %d of these after more than 20 ways\n", yes, no, many);
    EXPECT_GT(yes, 20);
    EXPECT_GT(many, kThorough ? 60 : 5);
}

// Two lists of three calls each, four calls of level 3 and nobody waits who would stand between them: two and two. Of three, which the
// minutes have room for, one more would have to keep them apart, and there is no fourth call.
TEST(EveryFilling, OfLevel3FewerThanHaveRoomWhereNoCallIsLeftToKeepThemApart) {
    Some some(1);
    const auto first = some.to_fill.front();
    std::vector<audit_detail::ListToFill> lists;
    for (std::size_t s = 0; s < 2; ++s) lists.push_back({some.input.day, s, {120, 3, 3, 3}, {2, 8, 10}});
    std::vector<audit_detail::CallToFill> calls(4, {first.language, kLevel3, some.input.day, some.input.day});
    for (const auto& list : lists)
        ASSERT_TRUE(some.facts.seats[list.seat].speaks[static_cast<std::size_t>(first.language)]);
    EXPECT_FALSE(fill_in_every_way(some.facts, some.counting, lists, calls).in_no_way);
    calls.push_back(calls.front());
    EXPECT_TRUE(fill_in_every_way(some.facts, some.counting, lists, calls).in_no_way);
}

// ---- proofs in plans --------------------------------------------------------------------------------------------------

// Every figure of such a proof, forged, and proofs of fewer people, whose calls fit: the audit tries all fillings by its own means.
TEST(WholeCalls, AreTriedAgainByTheAudit) {
    int told = 0, spoilt = 0;
    for (const std::uint64_t seed : {1U, 9U, 43U, 45U}) {  // weeks with such a proof
        if (!kThorough && spoilt >= 20) continue;
        const DayInput input = bench::tight_week(bench::Family::one_hour, seed);
        const RuleSet rules = small_rules();
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        const auto& shortfalls = plan->promises.shortfall;
        for (std::size_t s = 0; s < shortfalls.size(); ++s) {
            const Shortfall& shortfall = shortfalls[s];
            if (shortfall.measure != Measure::whole_calls) continue;
            ++told;
            EXPECT_EQ(shortfall.needed, static_cast<std::int64_t>(shortfall.tenants.size()));
            EXPECT_EQ(shortfall.available, shortfall.needed - 1);
            for (const Finding& finding : audit(*plan, input, rules))
                ADD_FAILURE() << "seed " << seed << ": " << finding.path << " " << finding.message;
            const auto spoil = [&](const char* what, auto change) {
                Plan forged = *plan;
                change(forged.promises.shortfall[s]);
                if (forged == *plan) return;
                ++spoilt;
                EXPECT_FALSE(audit(forged, input, rules).empty()) << "seed " << seed << ": " << what;
            };
            // Those kept are the first reason why somebody else is not: without them all others fit.
            const auto leave = [&](Shortfall& each, bool kept) {
                std::erase_if(each.tenants, [&](const TenantId& id) {
                    const auto row = std::find_if(plan->unplanned.begin(), plan->unplanned.end(),
                                                  [&](const Unplanned& other) { return other.tenant == id; });
                    return (row != plan->unplanned.end() && row->keeping == Keeping::impossible) != kept;
                });
                each.needed = static_cast<std::int64_t>(each.tenants.size());
                each.available = each.needed - 1;
            };
            spoil("those not kept alone", [&](Shortfall& each) { leave(each, true); });
            spoil("those kept alone", [&](Shortfall& each) { leave(each, false); });
            spoil("no proof", [](Shortfall& each) { each.tenants.clear(); });
            spoil("weights", [](Shortfall& each) { each.weights.assign(each.tenants.size(), 1); });
            spoil("calls", [](Shortfall& each) { each.measure = Measure::calls; });
            spoil("minutes", [](Shortfall& each) { each.measure = Measure::minutes; });
            spoil("less available", [](Shortfall& each) { --each.available; });
            spoil("more available", [](Shortfall& each) { ++each.available; });
            spoil("fewer advisors", [](Shortfall& each) { each.advisors.pop_back(); });
            spoil("fewer days", [](Shortfall& each) { each.days.pop_back(); });
        }
    }
    std::printf("%d such proofs, %d forged\n", told, spoilt);
    EXPECT_GE(told, kThorough ? 4 : 2);
    EXPECT_GE(spoilt, kThorough ? 40 : 20);
}

}  // namespace
}  // namespace bienveille::test
