// What one attempt changes: the states and follow-ups of a call as a pure function, the same for the live service and a replay.
//
// Decides: where the call then stands, and what is then known and owed of the tenant. Does not decide: which reports are
// complete (api/outcomes.h), who may report (api/access.h), when the next try is (facts.h), nor how anything is kept.
//
// Outcome                              call             tenant
//   reached, refused_today             done             reached today, tries 0, callback closed
//   reached_brief                      done             the same, and a callback on the second working day after
//   opt_out                            done             opted out, callback closed
//   no_answer, busy, voicemail,        retry, or        tries + 1
//   reached_third_party                unreachable      when the retry rule's tries are used up
//   prefers_switchboard                retry            tries + 1; the rules make it rest
//   language_or_hearing                escalated        tries + 1: another channel is a person's decision
//   wrong_number, unassigned_number    unreachable      tries + 1; not dialled until the phone changes
//   hospitalised, absent_until         cancelled        suspended (to the date), tries 0
//   moved, deceased                    cancelled        closed, callback closed
//   not_attempted                      cancelled        nothing: back to the pool
// A reached call also: anxiety when assessed, support and neighbours' help when told, the caller; recalls and calm calls of level 3.
// Follow-ups: callback_by and callback_every open a callback; escalations make the call escalated; an emergency opens.
// "none" is a choice: a finished call without any follow-up is refused.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/calendar.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

struct FollowUp {
    enum class Kind { none, callback_by, callback_every, escalate_social, escalate_emergency, refer, need };
    Kind kind = Kind::none;
    Day by;              // callback_by
    CallbackSlot slot;   // callback_by
    AdvisorId advisor;   // callback_by: by whom, empty for anybody
    int every_days = 0;  // callback_every: 7, 14 or 30
    std::string text;    // refer: where; need: its code

    bool operator==(const FollowUp&) const = default;
};

struct AttemptReport {
    AdvisorId advisor;  // who dialled; empty: who has the call in hand
    Outcome outcome = Outcome::reached;
    Minutes minutes;
    std::optional<int> anxiety;      // empty: not assessed
    std::optional<Support> support;  // empty: unknown
    std::optional<bool> neighbours_help;
    std::vector<std::string> needs;
    std::vector<FollowUp> follow_ups;
    std::string note;
    std::string reason;           // of not_attempted
    std::optional<Day> until;     // of hospitalised and absent_until
    std::optional<TimeOfDay> at;  // when the dial was; empty: now
};

struct Consequence {
    Tenant tenant;
    CallState state;
};

Consequence consequence_of(const AttemptReport& report, const Tenant& before, const AdvisorId& caller, Moment at,
                           const RuleSet& rules, const Calendar& calendar);
Consequence consequence_of(const AttemptReport& report, const Tenant& before, const AdvisorId& caller, Moment at,
                           const RuleSet& rules, const WorkingDays& working);

bool counts_as_reached(Outcome outcome);

// What a dial takes of its advisor's day: the talk with two minutes of notes and the pause after level 3; where nobody answered, or
// not the tenant's number, what was told of it and a minute at least. Assumptions, the same for a replay and for what the live
// day has left.
Minutes dial_takes(Outcome outcome, Minutes told, std::optional<int> anxiety, const Work& work);

}  // namespace bienveille
