// truth.csv of a campaign: what nobody knew before calling, for replays only.
//
// Decides: its columns. Does not decide: what happens with it (engine/replay.h).
//
// Columns: id;anxiety;lsns6;support;relatives_at_risk;called_on;tries;outcome;minutes;asked_callback, and for three contacts after
// the first answered_try_N;minutes_N (empty: none of four tries). `called_on` is history and
// `neighbours_help` no part of any plan: a replay leaves both aside.
// Also callback_days, within how many days they ask to be called (empty: what the rules promise), and no_answer, the percentages of
// tries that nobody answers, by try, where chance decides (empty: 30 45 55 60).
#pragma once

#include <string>
#include <vector>

#include "datasets/columns.h"
#include "datasets/table.h"
#include "engine/replay.h"

namespace bienveille {

// A row before it is a truth: `tries` and `outcome` together say which try was answered.
struct TruthRow {
    HiddenTruth truth;
    int tries = 1;
};

template <>
std::span<const Column<TruthRow>> columns<TruthRow>();

Result<std::vector<HiddenTruth>> read_truth(std::string bytes);

}  // namespace bienveille
