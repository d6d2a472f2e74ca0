// H0: who must not be called, before anything else is looked at.
//
// Decides: whether a tenant is excluded on a day, and why. The day of return is a day on which they may be called.
#pragma once

#include <optional>

#include "engine/model.h"

namespace bienveille {

inline std::optional<ExcludedReason> exclusion(const Tenant& tenant, Day day) {
    const bool until_later = !tenant.absent_until || day < *tenant.absent_until;
    switch (tenant.status) {
        case Status::opted_out: return ExcludedReason::opted_out;
        case Status::deceased: return ExcludedReason::deceased;
        case Status::moved: return ExcludedReason::moved;
        case Status::hospitalised: return until_later ? std::optional(ExcludedReason::hospitalised) : std::nullopt;
        case Status::absent: return until_later ? std::optional(ExcludedReason::absent) : std::nullopt;
        case Status::active: break;
    }
    if (tenant.absent_until && day < *tenant.absent_until) return ExcludedReason::absent;
    return std::nullopt;
}

}  // namespace bienveille
