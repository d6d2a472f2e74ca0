// What the tenants' rows say by themselves: who is owed a call, by when, in which order, whoever is there to call today.
//
// Decides: what of the facts depends on tenants, rules and day alone, so that it can be kept while advisors come and go (kept_day.h).
// Does not decide: who has been waiting longest, for that is a share of the day's minutes, nor who called last and is there
// (facts.h).
//
// Promises: T1 the order is that of rank but for tier 7: those in it stand in tier 8 still. T2 nothing here depends on who is there,
// on today's previous plan or on the time of day.
// Cost: one pass over the rows, and the sort of those whose tier and points are equal.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/model.h"
#include "engine/rank_key.h"
#include "engine/roster.h"
#include "engine/ruleset.h"

namespace bienveille {

// A call with a deadline that may not be made today, with what orders such calls.
struct HeldBack {
    Duty duty;
    Points points;
    std::uint64_t hash;
};

// What a plan tells of those it does not look at again.
struct ToldApart {
    std::vector<NotOwed> not_owed;   // by tenant id; Duty::call counts all held back, in the input's order
    std::vector<Excluded> excluded;  // by tenant id
    std::vector<Day> callbacks;      // ascending
};

struct TenantFacts {
    // In the input's order, until they are laid in that of rank. `previous_seat` is the advisor who called last, as an index into DayInput::advisors.
    std::vector<Candidate> owed;
    std::vector<RankKey> order;       // by rank; RankKey::candidate is an index into `owed`
    std::vector<HeldBack> held_back;  // by points
    ToldApart apart;
    std::optional<std::uint32_t> wished;  // of the candidates
};

// Of the roster it looks at languages and areas only.
TenantFacts tenant_facts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
                         const Wish* wish);

// Those owed a call laid down in the order of rank: read one after the other when the facts are asked for again and again.
void lay_in_order(TenantFacts& facts);

// The same after these tenants' rows changed, ascending, where nobody came or left: `before` are the rows as they were. The facts are
// laid in the order of rank.
void change_rows(TenantFacts& facts, const std::vector<std::uint32_t>& tenants, const std::vector<Tenant>& before,
                 const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working);

// The facts of these tenants, owed a call or not, as in TenantFacts::owed.
std::vector<Candidate> candidates_of(const std::vector<std::uint32_t>& tenants, const DayInput& input,
                                     const RuleSet& rules, const Roster& roster, const WorkingDays& working);

// Whose rank is higher: by the keys, then by the whole hash and the id.
bool ranks_before(const RankKey& a, const RankKey& b, const std::vector<Candidate>& owed, const DayInput& input);

}  // namespace bienveille
