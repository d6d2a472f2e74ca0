// Who is called today.
//
// Decides: which of those owed a call have a place today, and gives each a first advisor. Does not decide: the final
// advisor (assignment.h), nor the time (timetable.h).
//
// How: calls are taken by rank; each goes to an advisor who has room, where the same caller, the own area and an even
// fill prefer it. Where nobody eligible has room, a chain of moves is sought: this call here, that one there, ... until
// somebody has room. When no chain is left for calls of one group and kind, none is sought for them again. At last
// repair() makes the lists right: level-3 calls that cannot be kept apart leave, and whoever could take the place of
// calls of lower rank does.
//
// Promises: O1 (plan.h) on every list once repair() has run. Repairs put in a call that outranks all it removes, so
// they end. With equal minutes and nothing standing in the way the chains are the augmenting paths of a matching with
// capacities, and what is kept is the lexicographic maximum by rank.
// Cost: O(c log A) for c calls placed directly; a chain search visits each (group, kind) once, O(A k) each.
// Source: greedy by rank is optimal on matroids (Edmonds 1971).
#pragma once

#include <optional>
#include <vector>

#include "engine/board.h"

namespace bienveille {

void select(Board& board);
// Only these, in this order, beside what is on the board; each first to its own of these seats, by call.
void fill(Board& board, const std::vector<CallIndex>& calls,
          const std::vector<std::optional<SeatIndex>>* seats = nullptr);
// The same for all that are not on it, by rank.
void fill_with_the_rest(Board& board, const std::vector<std::optional<SeatIndex>>* seats);
// Where today's order left a call out that whole calls had room for: again, with those packed first, unless that calls somebody
// of lower rank instead of somebody of higher rank.
void select_as_packed(Board& board);

// Returns whether anything changed.
bool repair(Board& board);

// The best-ranked unplanned call of each group, kind and slot: when none of them contests a list, nobody does.
std::vector<CallIndex> contenders(const Board& board);

// Whether any of them could take a place on this list.
bool contested(Board& board, SeatIndex seat, const std::vector<CallIndex>& contenders);

}  // namespace bienveille
