// What people read beside the ids of a plan: labels, phones, communes.
//
// Decides: which record an id stands for. Does not decide: what is shown of it.
// The engine's plan carries ids only; this joins them with the records at the edge, when records are at hand.
//
// Promise: an id without a record has empty texts, never somebody else's. Keeps views into the records given: they
// must outlive it. Cost: one hash table of the ids.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "datasets/records.h"

namespace bienveille {

class People {
public:
    People() = default;
    People(const std::vector<TenantRecord>& tenants, const std::vector<AdvisorRecord>& advisors);

    std::string_view label(const TenantId& id) const;
    std::string_view phone(const TenantId& id) const;  // E.164
    std::string_view commune(const TenantId& id) const;
    std::string_view label(const AdvisorId& id) const;

private:
    const TenantRecord* find(const TenantId& id) const;

    std::unordered_map<std::string_view, const TenantRecord*> tenants_;
    std::unordered_map<std::string_view, const AdvisorRecord*> advisors_;
};

}  // namespace bienveille
