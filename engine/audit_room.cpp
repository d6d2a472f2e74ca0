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
        std::int32_t rank;
        int kind;
        std::optional<TimeOfDay> slot;
    };
    std::vector<Removable> removable;  // by rank, best first
    std::vector<Settled> fixed;
    Tally tally;  // of the fixed calls
};

Bench bench_of(const Audited& audited, std::size_t seat) {
    Bench bench;
    const DayFacts& facts = audited.facts;
    if (audited.lists[seat] < 0) return bench;
    for (const Call& call : audited.plan.lists[static_cast<std::size_t>(audited.lists[seat])].calls) {
        const auto found = facts.tenant_of.find(call.tenant.text);
        if (found == facts.tenant_of.end()) continue;
        const Standing& tenant = facts.standings[found->second];
        if (const PreviousCall* held = tenant.held) {
            const Minutes length = held->minutes + held->pause;
            bench.fixed.push_back({held->starts_at, held->starts_at + length, tenant.kind == kLevel3, true});
            bench.tally.add(tenant.kind, length, true);
        } else {
            // Somebody who should not be on a list at all gives way to everybody.
            const std::int32_t rank = tenant.rank >= 0 ? tenant.rank : static_cast<std::int32_t>(facts.owed.size());
            bench.removable.push_back({rank, tenant.kind, tenant.slot});
        }
    }
    std::sort(bench.removable.begin(), bench.removable.end(),
              [](const auto& a, const auto& b) { return a.rank < b.rank; });
    return bench;
}

// u with the `kept` best-ranked calls of the bench and all its fixed ones.
bool fits(const Bench& bench, std::size_t kept, const Standing& u, const Seat& seat, const DayFacts& facts) {
    Tally tally = bench.tally;
    for (std::size_t c = 0; c < kept; ++c)
        tally.add(bench.removable[c].kind, facts.load(bench.removable[c].kind), false);
    tally.add(u.kind, facts.load(u.kind), false);
    if (broken_caps(tally, seat, facts.rules.work).any()) return false;
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
    std::map<std::tuple<int, int, std::int32_t, int>, bool> seen;
    std::vector<std::uint32_t> first;
    for (const std::uint32_t t : facts.owed) {
        const Standing& u = facts.standings[t];
        if (audited.places[t].list >= 0) continue;
        if (seen.try_emplace({u.language, u.kind, u.only_seat, u.slot ? u.slot->minutes : -1}, true).second)
            first.push_back(t);
    }
    return first;
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
            std::size_t kept = bench.removable.size();
            while (true) {
                if (fits(bench, kept, u, facts.seats[s], facts)) {
                    const std::size_t taken = bench.removable.size() - kept;
                    findings.add(
                        "O1", "unplanned",
                        facts.input.tenants[t].id.text + " (rank " + std::to_string(u.rank + 1) + ") fits with " +
                            facts.seats[s].advisor->id.text +
                            (taken == 0 ? std::string(" as the list is")
                                        : " once the " + std::to_string(taken) + " lowest of lower rank are off"));
                    break;
                }
                if (!by_rank || kept == 0 || bench.removable[kept - 1].rank < u.rank) break;
                --kept;
            }
        }
    }
}

}  // namespace bienveille::audit_detail
