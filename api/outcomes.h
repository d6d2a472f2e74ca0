// Reports of attempts at the edge: which are complete, and what a doubled one still changes.
//
// Decides: what is wrong with a report, the text forms of follow-ups, which notes to warn of. Does not decide: what an
// attempt changes (engine/consequence.h), who may report (access.h), nor how anything is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/consequence.h"
#include "engine/model.h"
#include "engine/result.h"

namespace bienveille {

// Everything that is wrong with a report about a call of `day`.
Problems problems_of(const AttemptReport& report, Day day);

// Of a call that somebody else had finished meanwhile. Nothing that the first one noted or promised is lost, no try is
// counted: a leave, an emergency, an escalation and a worse level of anxiety take effect, and of two callbacks the earlier.
Consequence consequence_of_doubled(const AttemptReport& report, const Tenant& before, CallState state, Moment at);

// One line a follow-up; parse(text) gives them back.
std::string follow_ups_to_text(const std::vector<FollowUp>& follow_ups);
std::vector<FollowUp> follow_ups_from_text(std::string_view text);

// 1 to so many characters of plain text on one line.
bool is_line(std::string_view text, std::size_t most);
// 1 to 120 characters of plain text.
bool is_short_reason(std::string_view text);

// The coded needs: courses, medicaments, repas, ...
bool is_need(std::string_view code);
std::string needs_in_words();

// Kinds of words that a note should not hold: health, addiction, offence, origin_or_religion, judgement. Warnings only:
// the person who wrote it decides. Whole words, whatever their case and accents; it cannot find what is paraphrased.
std::vector<std::string> lint_note(std::string_view note);

}  // namespace bienveille
