// What a wave left behind: people, attempts, plans. The report of a wave (wave_report.h) is made from this alone.
//
// Decides: which facts a report may see. Does not decide: what is counted, nor where the facts come from: a campaign's files or the
// service's store (api/).
//
// Privacy: no label, no phone, no note. A sex comes in here, and nowhere else in the engine, as a group of the fairness table; no plan and
// no score can see it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model.h"

namespace bienveille {

struct WavePerson {
    TenantId id;
    std::string area;
    std::string commune;
    std::string sex;  // "female", "male", or empty
    std::optional<int> birth_year;
    std::optional<bool> lives_alone;
    bool isolation_known = false;  // LSNS-6 or support was known before the wave
    bool eligible = true;          // could be called when the wave began, or when they joined it
    std::optional<Day> joined_on;  // later than the first day: their days are counted from here
    std::optional<Band> band;      // of the first plan of the wave, or of its first morning
    AdvisorId caller_before;       // who had talked with them before the wave
    bool gone = false;             // not to be called any more, or not for now, at the end
    std::optional<int> anxiety;    // these four as the last talk left them
    std::optional<Support> support;
    std::optional<bool> relatives_at_risk;
    std::optional<bool> neighbours_help;
};

// One dial, or a call that came in.
struct RecordedAttempt {
    TenantId tenant;
    AdvisorId advisor;
    Moment at;
    Outcome outcome = Outcome::reached;
    Minutes minutes;
    bool incoming = false;
    std::optional<int> anxiety;      // seen in this talk
    std::optional<Day> callback_by;  // promised in this talk
    std::vector<std::string> needs;  // codes
    bool to_social = false;          // handed on to the social service
    bool to_emergency = false;
};

// An advisor's list in the plan of a day that was in force last.
struct WaveList {
    Day day;
    AdvisorId advisor;
    Minutes capacity;
    Minutes planned;
    Minutes pauses;
    int calls = 0;
    int level3 = 0;
    int level2_and_3 = 0;
    std::vector<TenantId> tenants;
};

// Somebody whom the plan of a day left without a place.
struct WaveUnplanned {
    TenantId tenant;
    Day day;
    UnplannedReason reason = UnplannedReason::no_room_today;
};

struct WaveRecord {
    Day first;
    Day last;   // attempts after it do not count for the wave, but keep what was promised in it
    Day as_of;  // what was due before this day is judged; attempts from it on are not looked at
    Calendar calendar;
    std::vector<WavePerson> people;
    std::vector<RecordedAttempt> attempts;
    std::vector<WaveList> lists;
    std::vector<WaveUnplanned> unplanned;
    std::vector<std::string> around;  // communes to be told of together
    std::int64_t overrides = 0;
    bool plans_kept = false;  // false: nobody planned these days here, so loads and reasons are not known
    bool needs_kept = false;  // false: needs were not written down
    int first_recall_working_days = 2;
    int most_level3 = 5;  // caps an advisor and day
    int most_level2_and_3 = 10;
};

}  // namespace bienveille
