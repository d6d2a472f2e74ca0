// Which times promised for today cannot be kept: at one moment more people are to be on the phone than there are advisors who may call
// them.
//
// Decides: who is proven impossible so, and by whom of those kept. Does not decide: who is kept (selection.h), how it is told
// (shortfalls.h).
//
// Model: a call at its promised time runs from then until its pause is over. Who may make it is there, speaks the language or is the
// promised advisor, has room for it, and is inside a window, within hours and not at a call that stays. Of those who are kept before
// somebody and on the phone at a moment with her, some and she may have fewer such advisors together than they are (Hall's theorem):
// then no plan keeps them all. A time outside the windows, or at which nobody is free, is the least case.
// How: for each moment at which calls begin, advisors are given to those kept one after the other, whoever has one taking another
// where that frees it; those reached in vain are the fewest that prove it.
// Promise: exact of a moment; that calls of several moments hang together is not looked at.
// Cost: O(advisors) for each time not kept, and O(kept x advisors) where as many as she has are on the phone with her; at most
// kMostLooks a plan.
#pragma once

#include <vector>

#include "engine/promised_times.h"

namespace bienveille {

struct TooManyAtOnce {
    TimeOfDay at;                     // when the last of these calls begins: all run then
    std::vector<std::size_t> kept;    // duties: each more important than all of the others
    std::vector<std::size_t> proven;  // of which none has an advisor beside those kept
    std::vector<CellIndex> advisors;  // who may make any of these calls: as many as are kept
    bool outside = false;             // the windows: nobody ever is free then
    bool bound = false;               // those proven are promised their own advisor

    std::size_t people() const { return kept.size() + proven.size(); }
};

// Of duties in the order of keeping, for those `asked` who are not kept. Who fall short alike are told together.
std::vector<TooManyAtOnce> too_many_at_once(const std::vector<Duty>& duties, const FreeAtTimes& free,
                                            const std::vector<char>& kept, const std::vector<char>& asked);

}  // namespace bienveille
