// Score cards as JSON: the plan's own words (tenant, points, band, reasons), ranked.
#pragma once

#include <string>

#include "api/score_cards.h"

namespace bienveille {

std::string score_cards_to_json(const ScoreCards& cards);

}  // namespace bienveille
