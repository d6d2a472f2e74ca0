// P4: at one moment of today more people are to be on the phone, as promised, than there are advisors who may call them.
//
// Decides: who runs then, and who may call any of them. Does not decide: who is kept before whom (audit_proof.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/audit_reach.h"

namespace bienveille::audit_detail {

// When the last of these calls begins; none where one of them has no time today or is over by then.
std::optional<TimeOfDay> all_run_at(const DayFacts& facts, const std::vector<std::uint32_t>& people);
// Today alone: who is there and may make any of these calls at its time, beside the calls that stay.
Reach reach_at_once(const Audited& audited, const std::vector<std::uint32_t>& people);
// Whether somebody more who is there could call each of them who is not kept.
bool somebody_more_helps(const Audited& audited, const std::vector<std::uint32_t>& people, const Reading& reading);

}  // namespace bienveille::audit_detail
