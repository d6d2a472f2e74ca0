// A row of the register: what planning may see of a person, and what people need to read beside it.
//
// Decides: the closed list of fields that is ever kept about a tenant (purpose-bound). Does not decide: their text
// forms (columns.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/model.h"

namespace bienveille {

enum class Sex : std::uint8_t { female, male };

struct TenantRecord {
    Tenant facts;
    std::string label;  // "Locataire A-017", never a name
    std::string phone;  // E.164, empty when unknown
    std::string commune;
    std::string insee_code;  // 5 characters, empty when unknown
    std::optional<Sex> sex;  // for audits of fairness only, never for scores
};

struct AdvisorRecord {
    Advisor facts;
    std::string label;
};

}  // namespace bienveille
