// The report of a wave: what a landlord would publish of it, and what its manager must know.
//
// Decides: every figure, how it is counted, and which groups are too small to be shown. Does not decide: the facts (wave_record.h), words,
// tables or pictures (api/report_tables.h).
//
// Called: a number was dialled, or they rang in, at least once from the first to the last day. Reached: an outcome that counts as reached
// (consequence.h) by then. Coverage: reached / eligible. Days: those with an attempt; advisors: those who made one.
// Callback: each one promised in a talk of the wave. By its day they were reached; else tried; else, once the day is over, it is missed, with
// the reason and the calendar days until the next try and talk; before, it is open. Who is gone by then (moved, in hospital, opted out) ended it.
// Answered: somebody picked up, be it a relative. Try: 1 is the first since they were last reached.
// Half-day: that of the window in which the dial began, else before or after noon.
// First contact: working days from the first of the wave, or from when they joined, to the first talk; 1 is that same day.
// Level 3: seen in a talk of the wave for the first time; tried and reached by the second working day after.
// Follow-up: a talk with somebody whom an advisor had talked with before. Load: what plans gave out, per advisor, by id; nobody is ranked.
// Fairness: each group against everybody else of the same division: its coverage, and the mean days to first contact of those reached; the
// ratio is flagged under 0.8 and over 1.25. Small groups are hidden (small_groups.h): in mood by people called, in bands and fairness by people
// eligible, in endings by people called; a need where few have it or few of those reached have it not.
//
// Promises: Y1 whatever the order of the record, the same report. Y2 integers only; shares rounded half up to a millionth, intervals outward.
// Y3 no tenant is named but in `missed`, which whoever prints it may leave out. Y4 a division's groups add up to the total.
// Limits: a flag asks people to look; small groups differ by chance. Delay ratios leave out who was never reached: coverage tells of them.
// Cost: O(n log n) for n people and attempts; 20,000 people in tests/engine/wave_report_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/first_contact.h"
#include "engine/interval.h"
#include "engine/wave_record.h"

namespace bienveille {

struct EndingRow {
    Outcome outcome = Outcome::reached;
    int people = 0;
    bool hidden = false;

    bool operator==(const EndingRow&) const = default;
};

struct WaveReach {
    int people = 0;
    int eligible = 0;
    int called = 0;
    int reached = 0;
    int covered = 0;  // of those eligible, reached
    int days = 0;
    int advisors = 0;
    int attempts = 0;
    Minutes talk;
    std::vector<EndingRow> ended;  // people called, by their last outcome in the wave, in the order of outcomes

    bool operator==(const WaveReach&) const = default;
};

struct DueDay {
    Day day;
    int due = 0;
    int reached = 0;
    int tried = 0;
    int ended = 0;
    int missed = 0;
    int open = 0;

    bool operator==(const DueDay&) const = default;
};

struct MissedPromise {
    enum class Why : std::uint8_t {
        listed,     // on a list by its day, and not dialled
        left_out,   // the plan of its day had no place
        no_plan,    // no plan of its day had them at all
        not_known,  // plans were not kept
    };
    TenantId tenant;
    Day made_on;
    Day due_on;
    Why why = Why::not_known;
    std::optional<UnplannedReason> left_out;  // of Why::left_out
    std::optional<int> tried_days_late;       // none: not yet
    std::optional<int> reached_days_late;

    bool operator==(const MissedPromise&) const = default;
};

struct WaveCallbacks {
    int people = 0;                   // who asked to be called again
    std::optional<int> longest_days;  // from a talk to the day promised in it
    DueDay all;                       // its day is not used
    std::vector<DueDay> by_day;
    std::vector<MissedPromise> missed;  // by due day, then tenant

    bool operator==(const WaveCallbacks&) const = default;
};

struct MoodRow {
    enum class Kind : std::uint8_t { area, commune, around, everybody };
    Kind kind = Kind::area;
    std::string area = {};
    std::string commune = {};
    bool hidden = false;
    int called = 0;
    int reached = 0;
    std::array<int, 4> level{};       // of those reached
    std::array<int, 4> support{};     // none, weak, moderate, strong
    int worried = 0;                  // relatives at risk, or the need inquietude_proche
    std::array<int, 2> neighbours{};  // of those who were asked: no help, help

    bool operator==(const MoodRow&) const = default;
};

struct NeedRow {
    std::string code;
    int people = 0;
    bool hidden = false;

    bool operator==(const NeedRow&) const = default;
};

struct AnswerRow {
    int attempts = 0;
    int answered = 0;
    int reached = 0;
    Interval95 answered_interval;

    bool operator==(const AnswerRow&) const = default;
};

struct BandRow {
    std::optional<Band> band;
    FirstContact figures;
    bool hidden = false;

    bool operator==(const BandRow&) const = default;
};

struct Level3Recalls {
    int seen = 0;
    int due = 0;  // by now
    int tried = 0;
    int reached = 0;

    bool operator==(const Level3Recalls&) const = default;
};

struct LoadRow {
    AdvisorId advisor;
    int days = 0;
    int calls = 0;
    Minutes capacity;
    Minutes planned;
    Minutes pauses;
    int most_level3 = 0;  // on one day
    int most_level2_and_3 = 0;
    int days_above_caps = 0;

    bool operator==(const LoadRow&) const = default;
};

struct FairnessGroup {
    std::string group;
    bool hidden = false;
    int eligible = 0;
    int reached = 0;
    Interval95 coverage;
    std::optional<Value> coverage_ratio;  // none: there is nobody else, or nobody else was reached
    bool coverage_flag = false;
    std::optional<Value> mean_days;
    std::optional<Value> delay_ratio;
    bool delay_flag = false;

    bool operator==(const FairnessGroup&) const = default;
};

struct FairnessTable {
    enum class Division : std::uint8_t { age, sex, area, household, isolation };
    Division division = Division::age;
    std::vector<FairnessGroup> groups;  // age by age, others by name; "unknown" last

    bool operator==(const FairnessTable&) const = default;
};

struct WaveReport {
    Day first;
    Day last;
    Day as_of;
    WaveReach reach;
    WaveCallbacks callbacks;
    std::vector<std::string> around;  // the communes that are told of together, as they were named
    std::vector<MoodRow> mood;        // areas and their communes by name, those around, everybody
    bool needs_kept = false;
    std::vector<NeedRow> needs;  // by code
    int to_social = 0;
    int to_emergency = 0;
    std::array<AnswerRow, 2> by_half_day;  // morning, afternoon
    std::array<AnswerRow, 4> by_try;       // 1, 2, 3, 4 and later
    std::vector<BandRow> first_contact;    // high, medium, standard, unknown where there are such, everybody
    Level3Recalls level3;
    bool plans_kept = false;
    int most_level3 = 0;  // the caps
    int most_level2_and_3 = 0;
    std::vector<LoadRow> load;  // by advisor
    int follow_ups = 0;
    int same_advisor = 0;  // of them
    std::int64_t overrides = 0;
    std::vector<FairnessTable> fairness;

    bool operator==(const WaveReport&) const = default;
};

// The record has no two people with one id; attempts of others are left out.
WaveReport report_of(WaveRecord record);

}  // namespace bienveille
