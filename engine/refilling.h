// Room for one more whole call, or the proof that there is none, by filling all lists of its days anew.
//
// Decides: whether everybody more important who has a place and this one all fit, and where. Does not decide: which jobs are worth the
// question (look_ahead.h).
//
// Model: where those due by a day leave fewer minutes until then than the shortest call takes, nobody else is called on these days:
// only the days after them are filled anew, up to the last of the job and of all who are called on its days. Calls at promised times
// stay. All fillings are tried (every_filling.h), those of more important calls first: where these do not fit, nobody plans it.
// Cost: steps of every_filling.h, taken from `steps`; no question takes more than its share. Lists beyond kMostListsRefilled: none.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/packing.h"

namespace bienveille {

constexpr std::size_t kMostListsRefilled = 100;

enum class Refilled : std::uint8_t { placed, impossible, unknown };
// Of less important ones no more than so many are without a place then: else nothing is changed, and the answer is unknown.
Refilled put_by_refilling(Packing& packing, JobIndex job, std::size_t most_lost, std::int64_t& steps);

}  // namespace bienveille
