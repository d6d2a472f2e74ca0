// Two rule sets on the same frozen day: who would be called, who no longer, who sooner or later, and what moved them.
//
// Decides: what is compared and to what a move is put down. Does not decide: any plan (plan.h), nor which rules run: people do.
//
// Model: the day is planned with either rule set; nothing is kept. Turn of somebody owed a call: 0 when on a list, else 1 + the
// whole days' capacity that those of higher rank without a place fill before: the working day on which the order gets to
// them, at today's pace. A move is told of whoever enters or leaves today's lists, or whose turn differs by more than one.
// Cause of a move: being owed a call at all; else the tier; else the factor that moved them most, in the direction in which they
// moved, compared with the mean of everybody who is called under either (a change that lifts everybody alike moves nobody); else
// others, who moved past them.
// Rank agreement: Kendall's tau-b of the orders by tier and points, over those owed a call under both; ties are counted as ties.
//
// Promises: K1 swapping the two rule sets mirrors the comparison: enters and leaves, earlier and later, kept and missed, before and
// after change places, everything else is equal. K2 equal rules: no move, tau 1. K3 integers only; tau is rounded towards 0.
// Limits: a turn counts today's capacity for every day to come, and knows neither absences nor caps.
// Cost: two plans, and O(n log n) for n tenants; 1,000,000 x 4,000 in bench/. Source: Kendall 1945 (tau-b); Knight 1966, with a Fenwick tree
// instead of the merge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/groups.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"
#include "engine/small_groups.h"
#include "engine/steps.h"

namespace bienveille {

struct ComparedList {
    AdvisorId advisor;
    Minutes capacity;
    Minutes planned;  // with pauses
    int calls = 0;

    bool operator==(const ComparedList&) const = default;
};

struct ComparedSide {
    std::string rules_name;
    std::string rules_version;
    std::string rules_digest;
    int owed = 0;
    int calls = 0;
    Minutes planned;
    Minutes pauses;
    int promises_open = 0;
    int promises_kept = 0;
    Value largest_gap;                     // between loads
    int follow_ups = 0;                    // calls to people whom an advisor called before
    int same_advisor = 0;                  // of them, with that advisor
    std::vector<ComparedList> lists = {};  // by advisor

    bool operator==(const ComparedSide&) const = default;
};

struct RuleMove {
    enum class Kind : std::uint8_t { enters, leaves, earlier, later };
    enum class Cause : std::uint8_t { owed, tier, factor, others };
    struct Stand {
        int turn = 0;
        Tier tier = Tier::score;
        Points points;

        bool operator==(const Stand&) const = default;
    };
    TenantId tenant;
    Kind kind = Kind::enters;
    std::optional<Stand> before;  // none: not owed a call
    std::optional<Stand> after;
    Cause cause = Cause::others;
    std::optional<Factor> factor;  // of Cause::factor
    Points change;                 // of that factor, against the mean; rounded towards 0

    bool operator==(const RuleMove&) const = default;
};

struct ComparedGroup {
    using Kind = GroupKind;
    Kind kind = Kind::area;
    std::string name;  // the area; under_65, 65_74, 75_84, 85_and_over; alone, not_alone; known; unknown
    int people = 0;    // owed a call under either
    int called_before = 0;
    int called_after = 0;
    int enters = 0;
    int leaves = 0;

    bool operator==(const ComparedGroup&) const = default;
};

struct Comparison {
    Day day;
    ComparedSide before;
    ComparedSide after;
    int called_in_both = 0;
    std::optional<Value> tau;  // -1 to 1; none where fewer than two can be ordered
    std::vector<RuleMove>
        moves;  // by kind; those who enter and move by their new rank, those who leave by their old one
    std::vector<ComparedGroup> groups;            // by kind and name
    std::vector<TenantId> promises_newly_kept;    // by id
    std::vector<TenantId> promises_newly_missed;  // by id: neither kept nor on a list

    bool operator==(const Comparison&) const = default;
};

// The problems of the input or of either rule set, or the comparison. Of three steps: a plan, the other, what is between them.
Result<Comparison> compare(const DayInput& input, const RuleSet& before, const RuleSet& after,
                           const TellStep& tell = {});
// The same tenants in the same order, whose day may be another: its team, its hours (what_if.h).
Result<Comparison> compare(const DayInput& input, const RuleSet& before, const DayInput& other, const RuleSet& after,
                           const TellStep& tell = {});

}  // namespace bienveille
