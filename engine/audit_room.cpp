// O1: nobody owed a call is passed over for somebody of lower rank.
//
// For an unplanned u and an advisor who may call: with none, one, two ... of the calls of lower rank than u taken off,
// lowest first, u must not fit. Calls that are alike (kind, who may call, slot) ask the same question; the best ranked
// of them may take off all that the others may, so it alone is asked.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

// One advisor's day without the calls that may be taken off.
struct Bench {
    struct Removable {
        std::uint32_t tenant;
        int kind;
        std::optional<TimeOfDay> slot;
    };
    std::vector<Removable> removable;  // by rank, best first
    std::vector<Settled> fixed;
    std::vector<Tally> tallies;  // of the fixed calls and the first 0, 1, 2 ... removable ones
};

Bench bench_of(const Audited& audited, std::size_t seat) {
    Bench bench;
    const DayFacts& facts = audited.facts;
    Tally tally;
    if (audited.lists[seat] >= 0)
        for (const std::int32_t called : audited.called[static_cast<std::size_t>(audited.lists[seat])]) {
            if (called < 0) continue;
            const auto t = static_cast<std::uint32_t>(called);
            const Standing& tenant = facts.standings[t];
            if (const PreviousCall* held = tenant.held) {
                const Minutes length = held->minutes + held->pause;
                bench.fixed.push_back({held->starts_at, held->starts_at + length, tenant.kind == kLevel3, true});
                tally.add(tenant.kind, length, true);
            } else {
                // Somebody who should not be on a list at all gives way to everybody.
                bench.removable.push_back({t, tenant.kind, tenant.slot});
            }
        }
    std::sort(bench.removable.begin(), bench.removable.end(),
              [&](const auto& a, const auto& b) { return facts.ranks_before(a.tenant, b.tenant); });
    bench.tallies.push_back(tally);
    for (const auto& each : bench.removable) {
        tally.add(each.kind, facts.load(each.kind), false);
        bench.tallies.push_back(tally);
    }
    return bench;
}

bool within_caps(const Bench& bench, std::size_t kept, const Standing& u, const Seat& seat, const DayFacts& facts) {
    Tally tally = bench.tallies[kept];
    tally.add(u.kind, facts.load(u.kind), false);
    return !broken_caps(tally, seat, facts.rules.work).any();
}

// u with the `kept` best-ranked calls of the bench and all its fixed ones.
bool fits(const Bench& bench, std::size_t kept, const Standing& u, const Seat& seat, const DayFacts& facts) {
    if (!within_caps(bench, kept, u, seat, facts)) return false;
    std::vector<Settled> settled = bench.fixed;
    std::array<int, kKinds> free{};
    const auto place = [&](int kind, std::optional<TimeOfDay> slot) {
        if (slot)
            settled.push_back({*slot, *slot + facts.load(kind), kind == kLevel3, false});
        else
            ++free[static_cast<std::size_t>(kind)];
    };
    for (std::size_t c = 0; c < kept; ++c) place(bench.removable[c].kind, bench.removable[c].slot);
    place(u.kind, u.slot);
    std::array<Minutes, kKinds> lengths;
    for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts.load(kind);
    return timetable_exists(facts.calendar.windows, std::move(settled), free, lengths);
}

// The best-ranked unplanned of each sort, by rank.
std::vector<std::uint32_t> first_of_each_sort(const Audited& audited) {
    const DayFacts& facts = audited.facts;
    constexpr std::int64_t kNobody = -1;
    std::vector<std::int64_t> anytime;  // by language and kind
    std::map<std::tuple<int, int, std::int32_t, int>, std::int64_t> slots;
    for (const std::uint32_t t : facts.owed) {
        const Standing& u = facts.standings[t];
        if (audited.places[t].list >= 0) continue;
        const auto sort = static_cast<std::size_t>(u.language * kKinds + u.kind);
        if (sort >= anytime.size()) anytime.resize(sort + 1, kNobody);
        std::int64_t& best =
            u.slot ? slots.try_emplace({u.language, u.kind, u.only_seat, u.slot->minutes}, kNobody).first->second
                   : anytime[sort];
        if (best == kNobody || facts.ranks_before(t, static_cast<std::uint32_t>(best))) best = t;
    }
    std::vector<std::uint32_t> first;
    for (const std::int64_t t : anytime)
        if (t != kNobody) first.push_back(static_cast<std::uint32_t>(t));
    for (const auto& [unused, t] : slots) first.push_back(static_cast<std::uint32_t>(t));
    std::sort(first.begin(), first.end(), [&](std::uint32_t a, std::uint32_t b) { return facts.ranks_before(a, b); });
    return first;
}

// How many of the bench stay whatever happens: those of higher rank.
std::size_t least_kept(const Bench& bench, std::uint32_t u, const DayFacts& facts) {
    const auto first_lower = std::partition_point(bench.removable.begin(), bench.removable.end(),
                                                  [&](const auto& each) { return facts.ranks_before(each.tenant, u); });
    return static_cast<std::size_t>(first_lower - bench.removable.begin());
}

}  // namespace

void check_nobody_passed_over(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const std::vector<std::uint32_t> waiting = first_of_each_sort(audited);
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if (!facts.seats[s].present) continue;
        const Bench bench = bench_of(audited, s);
        for (const std::uint32_t t : waiting) {
            const Standing& u = facts.standings[t];
            if (!facts.may_call(s, u)) continue;
            // By value, tiers 7 and 8 give way to points: only room nobody uses is asked for.
            const bool by_rank = facts.rules.policy == Policy::rank || u.tier < Tier::longest_waiting;
            const std::size_t all = bench.removable.size();
            const std::size_t least = by_rank ? least_kept(bench, t, facts) : all;
            // Fewer calls never break a cap that more of them keep: most questions end here.
            if (!within_caps(bench, least, u, facts.seats[s], facts)) continue;
            for (std::size_t kept = all + 1; kept-- > least;) {
                if (!fits(bench, kept, u, facts.seats[s], facts)) continue;
                findings.add(
                    "O1", "unplanned",
                    facts.input.tenants[t].id.text + " (rank " + std::to_string(facts.rank_of(t)) + ") fits with " +
                        facts.seats[s].advisor->id.text +
                        (kept == all ? std::string(" as the list is")
                                     : " once the " + std::to_string(all - kept) + " lowest of lower rank are off"));
                break;
            }
        }
    }
}

}  // namespace bienveille::audit_detail
