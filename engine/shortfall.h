// What cannot be kept: the proof, and what would cure it.
//
// Decides: how a plan tells it. Does not decide: who falls short (refusals.h), what would be enough (cures.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/types.h"

namespace bienveille {

// What a day of an advisor has only so much of.
enum class Measure : std::uint8_t {
    minutes,
    calls,
    level3_calls,
    level2_and_3_calls,
    weighted_calls,
    whole_calls,
    calls_at_once,  // at a moment of today: an advisor is at one call
};
// The most ways that the one pass notes which checks a proof by whole_calls, and the most such proofs of a plan (engine/README.md).
constexpr std::int64_t kMostWaysNoted = 200'000, kMostProofsByWholeCalls = 32;
// The most calls of which every way is looked at for what would cure a shortfall; of more only sums tell that less is not enough.
constexpr std::size_t kMostCallsSearched = 48;

struct LaterDue {
    TenantId tenant;
    Day to;

    bool operator==(const LaterDue&) const = default;
};

// Where somebody is called.
struct CalledAt {
    TenantId tenant;
    Day day;
    AdvisorId advisor;

    bool operator==(const CalledAt&) const = default;
};

// So much more on one day: of minutes, also where calls are weighted, else of the calls that a shortfall counts.
struct Cure {
    Day day;
    std::int64_t amount = 0;
    bool exact = false;  // one less is proven not to be enough

    bool operator==(const Cure&) const = default;
};

// Proof that not all of these can be called in time: together they need more than all advisors who may call them have on all
// the days that are left to them.
struct Shortfall {
    Measure measure = Measure::minutes;
    std::vector<TenantId> tenants;    // by id
    std::vector<AdvisorId> advisors;  // by id
    std::vector<Day> days;
    std::int64_t needed = 0;
    std::int64_t available = 0;
    // By day: what would be enough there alone, in whole calls of these people, made by whoever more may call them. On days that are not
    // told nothing is enough, or nothing was found.
    std::vector<Cure> cures;
    // Minutes not counted as available: until some day those kept leave so few that no whole call can use them. Told where
    // what is needed is not beyond all minutes there are.
    std::int64_t unusable = 0;
    // By id, each with a later day: with these all of the tenants can be called beside everybody else who is kept, by the earliest
    // deadline or else by the callback. None: none is known.
    std::vector<LaterDue> moved;
    // Of whole_calls: `needed` is the number of `tenants` and `available` one fewer: however these lists are filled with those of them who
    // are kept, none of the others, whose calls ask no less than those of one of them, has a place.
    // Of weighted_calls: what the call of each of `tenants` counts, in their order. `available` is the most that all these lists
    // hold together, however they are filled: each within its minutes, its calls and the caps of levels 2 and 3.
    std::vector<std::int64_t> weights;
    // No fewer due days moved would be enough; where none are told, none are.
    bool moved_proven = false;
    // That the due days moved are enough: each who moves is called on the new day, and all of them where the plan has them, on lists and
    // later days, but these, who are called elsewhere; by id. Who is neither kept nor one of the tenants gives way.
    std::vector<CalledAt> elsewhere;
    // Told where only days after it are counted: another shortfall proves that nobody who asks as much has room until then.
    std::optional<Day> full_until = std::nullopt;
    // By id: those of the tenants who are counted by their callback's day, in the order of promises. None: everybody is counted by the
    // earliest deadline. Or all whose earliest deadline is not kept and whose callback is due later; or only those of them whose callback
    // is kept, but for those whom this proves by the deadline.
    std::vector<TenantId> until_callback = {};
    // Of calls_at_once: when the last of these calls begins, which all run then, as promised. `advisors`, as many as are `available`, are
    // those who may make any of them at its time: there, within windows and hours, and at no call that stays.
    std::optional<TimeOfDay> at = std::nullopt;

    bool operator==(const Shortfall&) const = default;
};

}  // namespace bienveille
