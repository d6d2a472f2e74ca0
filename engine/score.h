// Points of a tenant on a day: tenant + rules + day -> ScoreCard.
//
// Decides: what each factor is worth. Does not decide: whether a call is owed, deadlines or tiers (facts.h).
//
// Model: points = sum over factors of weight x value, each factor rounded half up to a hundredth, then added.
// Values are exact ratios until that rounding: no float decides.
//   isolation  LSNS-6 through its curve; without it the proxy's terms added and kept within 0..most; an unknown contact
//              person or unknown relatives add nothing
//   anxiety    levels[level] x 2^(-days since seen / half_life_days), the power rounded half up to a millionth
//              (half_life.h); days since `anxiety_on`, else since last reached, else 0; level 3 that no advisor
//              cleared is worth at least `floor`
//   callback   calendar days from the day to the callback's deadline; 0 when it is past
//   age        year of the day - birth year
//   waiting    days since last reached; never reached has a value of its own
//
// Promises: S1 the card's lines add up to its points. S2 same tenant, rules and day: same card. S3 names, areas and
// languages never enter.
// Cost: constant per tenant; a PointsTable answers from a few kilobytes. 1,000,000 tenants measured in bench/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/calendar.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

// The value of a curve, as the exact ratio numerator / denominator in millionths.
struct Ratio {
    std::int64_t numerator;
    std::int64_t denominator;

    Value rounded() const;              // half up
    Points times(Points weight) const;  // half up, to a hundredth of a point
};

Ratio value_at(const Curve& curve, int input);

// 2^(-days / half_life), rounded half up to a millionth. days >= 0, half_life >= 1.
Value half_life_share(int days, int half_life);

// The callback's deadline: the last working day on or before the promise; none when no callback is open.
std::optional<Day> callback_deadline(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working);

// Isolation as a value, for the high-risk rule too.
Value isolation_value(const Tenant& tenant, const IsolationRule& rule);

ScoreCard score(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day);

// half_life_share() for one half-life, worked out once for each number of days.
class HalfLife {
public:
    explicit HalfLife(int days) : half_life_(days) {}

    Value share(int days);

private:
    int half_life_;
    std::vector<Value> known_;  // by days; negative until asked for
};

// The cards of many tenants on one day.
// Promise: the same cards as score().
class CardTable {
public:
    CardTable(const RuleSet& rules, const WorkingDays& working, Day day);

    ScoreCard of(const Tenant& tenant);

private:
    const RuleSet& rules_;
    const WorkingDays& working_;
    Day day_;
    HalfLife half_life_;
};

// The points of many tenants on one day: factors look at few different inputs, so each is worked out once.
// Promise: the same points as score() and the same value as isolation_value().
class PointsTable {
public:
    PointsTable(const RuleSet& rules, Day day);

    struct Worth {
        Points points;
        Value isolation;
    };
    Worth of(const Tenant& tenant, std::optional<Day> callback_deadline);

private:
    using Known = std::vector<std::int32_t>;  // points by input; negative until asked for

    template <class WorkOut>
    static std::int64_t once(Known& known, std::size_t input, WorkOut work_out);

    const Factors& factors_;
    Day day_;
    int year_;
    HalfLife half_life_;
    Known isolation_value_;
    Known isolation_;
    Known anxiety_;
    Known callback_;
    Known age_;
    Known waiting_;
};

// "LSNS-6 4", "level 2, 3 days ago", in English; api/ has the same in French.
std::string describe(const FactorInput& input);

}  // namespace bienveille
