#include "api/people.h"

namespace bienveille {

People::People(const std::vector<TenantRecord>& tenants, const std::vector<AdvisorRecord>& advisors) {
    tenants_.reserve(tenants.size());
    for (const TenantRecord& record : tenants) tenants_.emplace(record.facts.id.text, &record);
    for (const AdvisorRecord& record : advisors) advisors_.emplace(record.facts.id.text, &record);
}

const TenantRecord* People::find(const TenantId& id) const {
    const auto found = tenants_.find(id.text);
    return found == tenants_.end() ? nullptr : found->second;
}

std::string_view People::label(const TenantId& id) const {
    const TenantRecord* record = find(id);
    return record ? std::string_view(record->label) : std::string_view{};
}

std::string_view People::phone(const TenantId& id) const {
    const TenantRecord* record = find(id);
    return record ? std::string_view(record->phone) : std::string_view{};
}

std::string_view People::commune(const TenantId& id) const {
    const TenantRecord* record = find(id);
    return record ? std::string_view(record->commune) : std::string_view{};
}

std::string_view People::label(const AdvisorId& id) const {
    const auto found = advisors_.find(id.text);
    return found == advisors_.end() ? std::string_view{} : std::string_view(found->second->label);
}

}  // namespace bienveille
