// Full days on weeks of a few calls: whoever is told impossible after them has no place beside those kept before, by every way to call
// them; and who is not there to be called shows nothing of anybody's days.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <array>
#include <vector>

#include "engine/audit.h"
#include "engine/full_days.h"
#include "engine/horizon.h"
#include "engine/plan.h"
#include "engine/refusals.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/small_horizon.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

using By = Refusals::Proof::By;
constexpr SmallHorizon kHorizonOfWeek{{2, 4}, 40, {20, 80}, 3};

std::vector<Duty> some_duties(Dice& dice, const Horizon& horizon) {
    std::vector<Duty> duties;
    int minutes = 0;
    for (const Cell& cell : horizon.cells) minutes += cell.room.minutes;
    const int days = static_cast<int>(horizon.days.size());
    for (minutes = minutes * dice.between(80, 160) / 100; minutes > 0 && duties.size() < 11;) {
        Duty duty;
        duty.tenant = static_cast<std::uint32_t>(duties.size());
        duty.rank = duty.tenant;
        duty.group = static_cast<std::uint16_t>(dice.percent(60) ? 0 : dice.between(1, 2));
        duty.kind = static_cast<std::uint8_t>(dice.percent(25) ? 4 : dice.between(0, 3));
        duty.claim = dice.percent(25) ? Duty::Claim::care : Duty::Claim::promise;
        duty.first = horizon.days.front() + (dice.percent(80) ? 0 : dice.between(0, days - 1));
        duty.last = duty.first + dice.between(0, days - 1 - (duty.first - horizon.days.front()));
        duty.dialable = dice.percent(95);
        duties.push_back(duty);
        minutes -= kLengthsOfKinds[duty.kind];
    }
    put_in_order(duties);
    return duties;
}

bool fit(const Horizon& horizon, const std::vector<Duty>& calls, std::vector<Room>& rooms, std::size_t c = 0) {
    if (c == calls.size())
        return std::all_of(rooms.begin(), rooms.end(), [](const Room& room) { return room.keeps_apart(); });
    const Duty& call = calls[c];
    for (CellIndex i = 0; i < horizon.cells.size() && call.dialable; ++i) {
        const Cell& cell = horizon.cells[i];
        const Day on = horizon.days[cell.day];
        const auto needs = kLengthsOfKinds[call.kind];
        Room& room = rooms[i];
        if (on < call.first || call.last < on || !horizon.eligible(cell, call.group) || room.minutes < needs ||
            room.calls < 1 || (call.kind >= 4 && room.level3 < 1) || (call.kind >= 3 && room.level2_and_3 < 1))
            continue;
        room.add(call.kind, needs, -1);
        const bool rest = fit(horizon, calls, rooms, c + 1);
        room.add(call.kind, needs, +1);
        if (rest) return true;
    }
    return false;
}

bool fit(const Horizon& horizon, const std::vector<Duty>& calls) {
    std::vector<Room> rooms;
    for (const Cell& cell : horizon.cells) rooms.push_back(cell.room);
    return fit(horizon, calls, rooms);
}

// As LookAhead asks, but nothing is known of the whole: those whom the days until one show to be left the days after it alone.
struct AfterFullDays {
    Horizon horizon;
    std::vector<Duty> duties;
    std::vector<char> kept;
    std::vector<Refusals::Proof> proofs;
    int asked = 0, told = 0;

    void ask(const Refusals& refusals) {
        const std::vector<char> all(duties.size(), 1);
        const auto count = [&](const Refusals& after, const std::vector<Refusals::Proof>& found,
                               const std::vector<char>&, const std::vector<char>& asked_later, Day) {
            ++asked;
            for (std::size_t i = 0; i < after.duties().size(); ++i)
                told += asked_later[i] && found[i].by != By::nothing ? 1 : 0;
        };
        prove_after_full_days(refusals, horizon, kLengthsOfKinds, kept, all, proofs, 32, count);
    }
};

// Some of those who can be kept are; of the others what is proven at once is mostly forgotten, so that full days must tell it.
TEST(FullDaysOfTinyWeeks, WhoIsProvenHasNoPlaceBesideThoseKeptBefore) {
    int told = 0, at_once = 0, days = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 2'000U : 500U); ++seed) {
        Dice dice(seed);
        AfterFullDays week;
        week.horizon = small_horizon(kHorizonOfWeek, dice);
        week.duties = some_duties(dice, week.horizon);
        std::vector<Duty> those;
        for (const Duty& duty : week.duties) {
            those.push_back(duty);
            const bool can = fit(week.horizon, those);
            week.kept.push_back(can && dice.percent(85));
            if (!week.kept.back()) those.pop_back();
        }
        Refusals refusals(week.horizon, kLengthsOfKinds, week.duties);
        refusals.refuse(std::vector<char>(week.duties.size(), 1));
        week.proofs = refusals.proofs(week.kept, std::vector<char>(week.duties.size(), 1), 16);
        const auto has_no_place = [&](std::size_t d) {
            std::vector<Duty> calls{week.duties[d]};
            for (std::size_t other = 0; other < d; ++other)
                if (week.kept[other]) calls.push_back(week.duties[other]);
            return !fit(week.horizon, calls);
        };
        for (std::size_t d = 0; d < week.duties.size(); ++d) {
            if (week.kept[d] || week.proofs[d].by == By::nothing) continue;
            ++at_once;
            ASSERT_TRUE(has_no_place(d)) << "seed " << seed << ", duty " << d;
            if (dice.percent(60)) week.proofs[d] = {};
        }
        week.ask(refusals);
        for (std::size_t d = 0; d < week.duties.size(); ++d)
            if (week.proofs[d].by == By::full_days) {
                ASSERT_TRUE(has_no_place(d)) << "seed " << seed << ", duty " << d;
            }
        told += week.told;
        days += week.asked;
    }
    std::printf("%d proven at once; %d after %d full days\n", at_once, told, days);
    EXPECT_GT(told, 50);
}

// x speaks French and has an hour today, y speaks Portuguese and has 10 minutes: one call of 8. Whoever has no number is not called for
// that, and not for want of y's minutes: she shows nothing of x's.
TEST(FullDaysOfTinyWeeks, AreNotShownByWhomNobodyCanDial) {
    DayInput input = on("2020-04-06", {}, {advisor("x"), advisor("y").speaks({"pt"})});
    input.availability = {{{"x"}, input.day, Minutes{60}}, {{"y"}, input.day, Minutes{10}}};
    for (int d = 1; d < 7; ++d)
        for (const char* who : {"x", "y"}) input.availability.push_back({{who}, input.day + d, Minutes{0}});
    for (Tenant each : {Tenant(tenant("a").speaks("pt").anxious(0).cleared().isolated(0)),
                        Tenant(tenant("b").anxious(0).cleared().isolated(30)),
                        Tenant(tenant("c").anxious(0).cleared().isolated(30))}) {
        each.callback_due_on = input.day + (each.id.text == "c" ? 1 : 0);
        if (each.id.text == "b") each.has_phone = false;
        input.tenants.push_back(each);
    }
    const RuleSet rules = small_rules();
    Plan plan = *make_plan(input, rules);
    ASSERT_TRUE(audit(plan, input, rules).empty());
    Shortfall of_y, of_x;
    of_y.tenants = {{"a"}, {"b"}};
    of_y.advisors = {{"y"}};
    of_y.days = {input.day};
    of_y.needed = 16;
    of_y.available = 10;
    of_x.tenants = {{"c"}};
    of_x.needed = 8;
    of_x.full_until = input.day;
    plan.promises.shortfall = {of_y, of_x};
    const auto findings = audit(plan, input, rules);
    EXPECT_TRUE(std::any_of(findings.begin(), findings.end(),
                            [](const Finding& each) { return each.path == "promises.shortfall[1].full_until"; }));
}

}  // namespace
}  // namespace bienveille::test
