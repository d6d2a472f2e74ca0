// Everything a rule set can say, as data. rules/ reads it from JSON; nothing here has a default that decides: the
// numbers that run are those of rules/default.json.
//
// Model: five factors, each a weight times a bounded curve value (0..1), add up to a tenant's points. Hard rules give
// deadlines, and tiers that come before points. Work rules turn calls into minutes and bound an advisor's day.
//
// Units: weights in Points (hundredths), values and shares in Value (millionths), days as plain integers whose names
// say calendar or working days.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model.h"
#include "engine/types.h"

namespace bienveille {

struct CurvePoint {
    int input;
    Value value;

    bool operator==(const CurvePoint&) const = default;
};

// Piecewise linear through its points, flat before the first and after the last. Inputs strictly ascend.
struct Curve {
    std::vector<CurvePoint> points;

    bool operator==(const Curve&) const = default;
};

// What stands in for LSNS-6 where it is not known: terms that add up, kept within 0..most.
struct IsolationProxy {
    Value base;
    Value lives_alone, lives_alone_unknown;
    Value support_weak;  // none or weak
    Value support_strong;
    Value support_unknown;
    Value no_contact_person;
    Value relatives_at_risk;
    Value most;

    bool operator==(const IsolationProxy&) const = default;
};

struct IsolationRule {
    Points weight;
    Curve lsns6;
    IsolationProxy proxy;

    bool operator==(const IsolationRule&) const = default;
};

struct AnxietyRule {
    Points weight;
    std::array<Value, 4> levels;
    int half_life_days = 14;
    Value floor;  // of level 3, until an advisor clears it
    Value unknown;

    bool operator==(const AnxietyRule&) const = default;
};

struct CallbackRule {
    Points weight;
    Curve days_left;
    Value none_asked;
    int default_due_days = 10;  // from the request

    bool operator==(const CallbackRule&) const = default;
};

struct AgeRule {
    Points weight;
    Curve years;
    Value unknown;

    bool operator==(const AgeRule&) const = default;
};

struct WaitingRule {
    Points weight;
    Curve days;
    Value never_reached;

    bool operator==(const WaitingRule&) const = default;
};

struct Factors {
    IsolationRule isolation;
    AnxietyRule anxiety;
    CallbackRule callback;
    AgeRule age;
    WaitingRule waiting;

    bool operator==(const Factors&) const = default;
};

// High risk: level >= `level`, or isolation >= `isolation` with (age >= `age` or level >= `with_level`).
struct HighRisk {
    int level = 3;
    Value isolation;
    int age = 80;
    int with_level = 2;

    bool operator==(const HighRisk&) const = default;
};

struct Duties {
    int first_recall_working_days = 2;  // H3, after level 3 was seen
    int recall_every_working_days = 5;  // H3, from then on
    int calm_level = 1;                 // H3 ends after calm_times calls in a row at most this level
    int calm_times = 2;
    int mandatory_working_days = 5;  // H6, after joining the wave
    int slack_working_days = 1;      // a promise due within this many working days is promise_ahead
    int rest_days = 14;              // calendar days after which a reached tenant is owed a call again
    Value longest_waiting_share;     // of the day's minutes
    HighRisk high_risk;

    bool operator==(const Duties&) const = default;
};

// How often and when a contact is tried. Within a day the live service counts; between days `tries` and
// `resume_after_working_days` decide: after the last try the contact rests that long, then tries begin anew.
struct RetryPolicy {
    int tries = 4;
    int within_hours = 0;  // one of the two is 0: within hours, or within working days
    int within_working_days = 5;
    int gap_minutes = 180;
    int most_a_day = 2;
    bool alternate_half_days = true;
    int resume_after_working_days = 5;

    bool operator==(const RetryPolicy&) const = default;
};

struct Retries {
    RetryPolicy standard;
    RetryPolicy callback;  // a callback is promised
    RetryPolicy high_risk;
    std::map<Outcome, int> wait_working_days;  // after such an outcome nobody calls before that many working days
    int busy_gap_minutes = 30;                 // after a busy line, within the day; the live service's

    bool operator==(const Retries&) const = default;
};

struct Bands {
    Points high;  // from here on
    Points medium;

    bool operator==(const Bands&) const = default;
};

struct Work {
    Minutes unknown_level;  // expected minutes of a call, by the last level seen
    std::array<Minutes, 4> levels;
    Minutes pause_after_level3;  // counts in capacity and load
    Minutes debrief;             // outside capacity; told, not planned
    int most_level3 = 5;         // an advisor and day
    int most_level2_and_3 = 10;
    std::map<std::string, Minutes> profiles;  // capacity of a working day
    std::string profile;                      // the one in force
    Value balance_tolerance;
    std::string default_language;  // of tenants and advisors where none is given

    bool operator==(const Work&) const = default;
};

// Who made this version of the rules, when, why, and from which. It decides nothing, but it is part of the version's digest:
// a version cannot be signed anew without becoming another one.
struct Revision {
    std::string author;
    Day on;
    std::string reason;
    std::string parent;  // digest of the version it was made from; empty: the first

    bool operator==(const Revision&) const = default;
};

struct RuleSet {
    std::string name;
    std::string version;
    std::string description;
    Factors factors;
    Duties duties;
    Retries retries;
    Bands bands;
    Work work;
    Policy policy = Policy::rank;
    Calendar calendar;
    std::optional<Revision> revision;  // none: nobody has signed it

    bool operator==(const RuleSet&) const = default;
};

inline Points& weight_of(RuleSet& rules, Factor factor) {
    switch (factor) {
        case Factor::isolation: return rules.factors.isolation.weight;
        case Factor::anxiety: return rules.factors.anxiety.weight;
        case Factor::callback: return rules.factors.callback.weight;
        case Factor::age: return rules.factors.age.weight;
        case Factor::waiting: break;
    }
    return rules.factors.waiting.weight;
}

}  // namespace bienveille
