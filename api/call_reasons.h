// Why a call stands where it stands, in the few words that fit a column.
//
// Decides: which reasons are said first and which are left out. Does not decide: their words (text.h).
//
// Model: the duty first (an appointment, a promise, a rule), then the factors by the points they gave. A call that is
// there by its points alone says only those. Promise: whole reasons or whole phrases of them, never a cut word; a
// reason worth no points is not said.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "api/text.h"
#include "engine/model.h"

namespace bienveille {

// "promised today", "close follow-up, due 30/03" when the deadline is past; empty when points alone decided. The
// deadline is the earliest of all duties, not always the promise's. Days go without their year: they are near.
std::string duty_text(Tier tier, const std::optional<Day>& due_on, bool late, Language language);

// The factors that gave points, most first.
std::vector<FactorLine> telling_lines(const ScoreCard& card);

// The factors alone, as many as fit.
std::string reasons_within(const ScoreCard& card, Language language, std::size_t width);

// Of a call of the plan of `day`.
std::string why_text(const Call& call, Day day, Language language, std::size_t width);

}  // namespace bienveille
