// Rules and what people activated, in memory. For memory_store.cpp only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/memory_live.h"

namespace bienveille {

class MemoryRules {
public:
    MemoryRules(std::vector<LoggedChange>& changes, MemoryEvents& events) : changes_(changes), events_(events) {}

    bool keep(const KeptRules& rules, const ChangeBy& by) {
        if (kept.contains(rules.id)) return false;
        KeptRules added = rules;
        added.active = kept.empty();
        added.added_at = by.at;
        changes_.push_back({by, "rules.add", rules.id, added.active ? "active" : ""});
        kept.emplace(rules.id, added);
        return true;
    }
    bool activate(const Activation& activation, const ChangeBy& by) {
        if (activation.number != static_cast<int>(activations.size()) + 1) return false;
        activations.push_back(activation);
        changes_.push_back(
            {by, "rules.activate", activation.rules, activation.overridden_by.empty() ? "" : "overridden"});
        events_.tell(by, {told_of_activation()});
        return true;
    }

    std::vector<KeptRules> all() const {
        std::vector<KeptRules> found;
        for (const auto& [id, each] : kept) found.push_back(*find(id));
        return found;
    }
    std::optional<KeptRules> find(const std::string& id) const {
        const auto found = kept.find(id);
        if (found == kept.end()) return std::nullopt;
        KeptRules rules = found->second;
        rules.active = id == in_force_id();
        return rules;
    }
    KeptRules in_force() const { return find(in_force_id()).value_or(KeptRules{}); }
    KeptRules first() const {
        for (const auto& [id, each] : kept)
            if (each.active) return *find(id);
        return {};
    }

    std::map<std::string, KeptRules> kept;  // `active`: the first ever kept
    std::vector<Activation> activations;

private:
    std::string in_force_id() const {
        if (!activations.empty()) return activations.back().rules;
        for (const auto& [id, each] : kept)
            if (each.active) return id;
        return {};
    }

    std::vector<LoggedChange>& changes_;
    MemoryEvents& events_;
};

}  // namespace bienveille
