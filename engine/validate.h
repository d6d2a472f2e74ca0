// Every problem of a day's input or of a rule set, each with its path; none when it may be planned.
//
// Decides: what the engine accepts. Does not decide: how text became values (the readers report that themselves).
//
// Input: ids well formed and unique; levels 0-3; LSNS-6 0-30; birth years 1900 up to the day's year; counts and minutes
// not negative; minutes at most 24 h; days 1950-2149; nothing that was seen, asked, reached or tried lies after the
// day; a day asked for comes not after the day promised; times within a day; works_on 1-7; absences in order;
// availability names a known advisor, once a day; previous calls name known tenants and advisors, once a tenant. A
// last_advisor who is not in the team is fine: people leave. A tenant who joins later than the day is fine: waves are
// prepared ahead. Calendars, the input's own and the rules': at least one window, in order and apart; at least one
// weekday, in order; real dates; at most 31 feasts and 20 Easter offsets, so that each year keeps a working day.
//
// Rules: weights not negative, not all zero and at most 10,000 points in sum; curves of 1 to 100 points, inputs
// ascending and in their factor's range, values 0..1, monotone (isolation, callback falling; age, waiting rising);
// levels rising, the floor not above level 3; proxy terms -1..1; shares 0..1; a retry policy in hours or in working
// days; bands in order; the cap of level 3 within that of levels 2 and 3; the profile exists. Paths use the words of a rule file (rules/fields.h); a problem between two fields is at
// the object that holds both.
//
// Promises: V1 make_plan never fails on an input and rules without problems. V2 problems come in input order. V3 after
// kMostProblems (problem_list.h) one last problem counts the rest.
// Cost: O(n) with one index of ids (id_index.h); 1,000,000 good tenants 0.06 s and 33 MB.
#pragma once

#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

Problems validate(const DayInput& input);
Problems validate(const RuleSet& rules);

class IdIndex;
// Of an input whose tenants were found without problems before and are where `tenants` says: everything else.
Problems validate_around_tenants(const DayInput& input, const IdIndex& tenants);

}  // namespace bienveille
