// O2: the gap of relative loads, and the bound that no assignment of the same calls goes below, added up again from its proof.
//
// Model (gap_bound.h has the reasons; nothing of it is used here): an advisor charges each call taken, by its level. All that an
// advisor charges is at most the charges times what the caps let in beside the calls that stay; a call brings at most its minutes
// beyond the least charge of those named who may make it. What each level-3 call is charged for a place apart each other call is
// paid: in all that is at most the charge for the places there are beside other calls, or the other way round for all but as many
// as all calls together leave free. So the advisors named carry no more than both together, whatever the
// charges: a forged one gives another bound. Of those who cannot fill their time one has no more than their share of what they can
// carry; of all but those who cannot relieve them one has no less than their share of the rest.
// Where the plan says that all ways to give its calls out were tried, or all lists that the advisors could have side by side, they are so
// few that all are tried again.
#include <algorithm>
#include <array>
#include <string>

#include "engine/audit_detail.h"
#include "engine/audit_loads.h"

namespace bienveille::audit_detail {
namespace {

// high - low in millionths, rounded down, or half up.
std::int64_t difference(const Ratio& high, const Ratio& low, bool half_up) {
    const Wide top = (Wide{high.load} * low.capacity - Wide{low.load} * high.capacity) * kOne.count;
    const Wide bottom = Wide{high.capacity} * low.capacity;
    return static_cast<std::int64_t>(half_up ? (2 * top + bottom) / (2 * bottom) : top / bottom);
}

std::vector<std::int64_t> loads_of(const Audited& audited) {
    std::vector<std::int64_t> loads;
    for (const Tally& tally : audited.tallies) loads.push_back(tally.load.count);
    return loads;
}

// The largest, over advisors, of the shortest call that could move, as a share of the smallest capacity, rounded up.
Value shortest_movable_share(const Audited& audited) {
    const DayFacts& facts = audited.facts;
    Minutes largest, smallest_capacity;
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if (!facts.seats[s].present) continue;
        if (smallest_capacity == Minutes{} || facts.seats[s].capacity < smallest_capacity)
            smallest_capacity = facts.seats[s].capacity;
        if (audited.lists[s] < 0) continue;
        std::optional<Minutes> shortest;
        for (const std::int32_t called : audited.called[static_cast<std::size_t>(audited.lists[s])]) {
            if (called < 0) continue;
            const Standing& tenant = facts.standings[static_cast<std::size_t>(called)];
            const Minutes load = facts.load(tenant.kind);
            if (tenant.held() || (shortest && *shortest <= load)) continue;
            for (std::size_t other = 0; other < facts.seats.size(); ++other)
                if (other != s && facts.may_call(other, tenant)) {
                    shortest = load;
                    break;
                }
        }
        if (shortest) largest = std::max(largest, *shortest);
    }
    if (smallest_capacity == Minutes{}) return {};
    return {(largest.count * kOne.count + smallest_capacity.count - 1) / smallest_capacity.count};
}

// ---- the proof ----------------------------------------------------------------------------------------------

// By seat what it charges, null for those not named; none when the rows cannot be read as such.
std::optional<std::vector<const Charge*>> charges_of(const std::vector<Charge>& rows, const char* path,
                                                     const DayFacts& facts, Findings& findings) {
    constexpr Minutes kDay{24 * 60};
    std::vector<const Charge*> by_seat(facts.seats.size(), nullptr);
    bool good = true;
    const auto say = [&](std::size_t row, const std::string& message) {
        findings.add("O2", std::string("balance.proof.") + path + '[' + std::to_string(row) + ']', message);
        good = false;
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const Minutes charge : {rows[row].per_call, rows[row].per_level2_or_3, rows[row].per_level3})
            if (charge < Minutes{} || kDay < charge)
                say(row,
                    "charges " + std::to_string(charge.count) + " minutes; must be 0 to " + std::to_string(kDay.count));
        if (const Minutes place = rows[row].per_place_apart; place < Minutes{} - kDay || kDay < place)
            say(row, "charges " + std::to_string(place.count) + " minutes for a place apart; must be " +
                         std::to_string(-kDay.count) + " to " + std::to_string(kDay.count));
        if (rows[row].advisors.empty()) {
            if (rows.size() > 1) say(row, "is for everybody; must be the only one");
            for (std::size_t s = 0; s < by_seat.size(); ++s)
                if (facts.seats[s].present) by_seat[s] = &rows[row];
        }
        if (!std::is_sorted(rows[row].advisors.begin(), rows[row].advisors.end()))
            say(row, "names advisors; they stand in the order of their ids");
        for (const AdvisorId& advisor : rows[row].advisors) {
            const auto seat = facts.seat_of.find(advisor.text);
            if (!seat || !facts.seats[*seat].present)
                say(row, "is for " + advisor.text + ", who is not there");
            else if (by_seat[*seat] != nullptr)
                say(row, "names " + advisor.text + " a second time");
            else
                by_seat[*seat] = &rows[row];
        }
    }
    return good ? std::optional(by_seat) : std::nullopt;
}

// What the proof's charges give; none when they cannot be read as such.
std::optional<std::int64_t> bound_by_charges(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const BalanceProof& proof = audited.plan.balance.proof;
    const auto low = charges_of(proof.cannot_fill, "cannot_fill", facts, findings);
    const auto high = charges_of(proof.cannot_relieve, "cannot_relieve", facts, findings);
    if (!low || !high) return std::nullopt;
    if (proof.cannot_fill.empty() && proof.cannot_relieve.empty()) return 0;
    const Planned planned(audited);
    Ratio below{planned.most(*low), 0};
    Ratio above{planned.minutes() - planned.most(*high), 0};
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if ((*low)[s] != nullptr) below.capacity += facts.seats[s].capacity.count;
        if ((*high)[s] == nullptr) above.capacity += facts.seats[s].capacity.count;
    }
    if (below.capacity == 0)
        findings.add("O2", "balance.proof.cannot_fill", "names nobody; must name somebody who is there");
    if (above.capacity == 0)
        findings.add("O2", "balance.proof.cannot_relieve", "names everybody; must leave somebody who is there");
    if (below.capacity == 0 || above.capacity == 0) return std::nullopt;
    return std::max<std::int64_t>(0, difference(above, below, false));
}

// ---- all ways tried -----------------------------------------------------------------------------------------

// The gap itself where no way to give the calls out has less; else nothing.
std::optional<std::int64_t> bound_by_trying(const Audited& audited, const Widest& gap, Findings& findings) {
    constexpr const char* kPath = "balance.proof.all_tried";
    const BalanceProof& proof = audited.plan.balance.proof;
    if (!proof.cannot_fill.empty() || !proof.cannot_relieve.empty() || proof.lists_tried)
        findings.add("O2", kPath, "is true beside another proof; must be alone");
    const auto evener = can_be_evener(audited, gap);
    if (!evener)
        findings.add("O2", kPath, "is true; there are too many ways to give the calls out");
    else if (*evener)
        findings.add("O2", kPath, "is true; there is a way to give the calls out with a smaller gap");
    else
        return difference(gap.high, gap.low, false);
    return std::nullopt;
}

// The gap that no lists go below which the advisors could have side by side.
std::optional<std::int64_t> bound_by_lists(const Audited& audited, const Widest& gap, Findings& findings) {
    constexpr const char* kPath = "balance.proof.lists_tried";
    const BalanceProof& proof = audited.plan.balance.proof;
    if (!proof.cannot_fill.empty() || !proof.cannot_relieve.empty() || proof.all_tried)
        findings.add("O2", kPath, "is true beside another proof; must be alone");
    const auto least = evenest_side_by_side(audited, gap);
    if (least) return difference(least->high, least->low, false);
    findings.add("O2", kPath, "is true; there are too many lists to put side by side");
    return std::nullopt;
}

// ---- what the plan says -------------------------------------------------------------------------------------

void expect(Findings& findings, const char* field, Value is, std::int64_t right, const char* why) {
    if (is.count != right)
        findings.add("O2", std::string("balance.") + field,
                     "is " + std::to_string(is.count) + " millionths; must be " + std::to_string(right) + why);
}

}  // namespace

void check_balance(const Audited& audited, Findings& findings) {
    const Balance& balance = audited.plan.balance;
    const Widest widest_now = widest(audited.facts, loads_of(audited)).value_or(Widest{});
    const Value gap{difference(widest_now.high, widest_now.low, true)};
    const Value tolerance = audited.facts.rules.work.balance_tolerance;
    expect(findings, "largest_gap", balance.largest_gap, gap.count, "");
    expect(findings, "tolerance", balance.tolerance, tolerance.count, "");
    if (const auto bound = balance.proof.all_tried     ? bound_by_trying(audited, widest_now, findings)
                           : balance.proof.lists_tried ? bound_by_lists(audited, widest_now, findings)
                                                       : bound_by_charges(audited, findings))
        expect(findings, "lower_bound", balance.lower_bound, *bound, ", as the proof gives");
    if (balance.lower_bound == Value{} && !(balance.proof == BalanceProof{}))
        findings.add("O2", "balance.proof", "is told; a lower bound of 0 has none");
    if (balance.lower_bound > gap || balance.lower_bound < Value{})
        findings.add("O2", "balance.lower_bound",
                     "is " + std::to_string(balance.lower_bound.count) + " millionths; must be from 0 to the gap, " +
                         std::to_string(gap.count));
    const bool reached = gap - balance.lower_bound <= Value{1};  // both are rounded
    if (balance.proven != (gap <= tolerance || reached)) {
        const char* const right = gap <= tolerance ? "is false; the gap is within the tolerance"
                                  : reached        ? "is false; the lower bound reaches the gap"
                                                   : "is true, but the lower bound does not reach the gap";
        findings.add("O2", "balance.proven", right);
    }
    if (gap <= tolerance || balance.proven) return;
    const Value allowed = std::max(tolerance, balance.lower_bound + shortest_movable_share(audited));
    if (gap > allowed)
        findings.add("O2", "balance.largest_gap",
                     "is " + std::to_string(gap.count) + " millionths and not proven least; must be at most " +
                         std::to_string(allowed.count));
}

}  // namespace bienveille::audit_detail
