// Versions of rules and how they came into force, through SOCI. For sql_store.cpp only.
//
// Decides: the statements of `rules` and `activations`. Does not decide: what is in force and why (service_rules.cpp).
// In force is what the last activation named; before the first one, the first rule set ever kept.
#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille {

// Versions of plans made before plans kept their rules were all made with the first ones: there was no way to others.
inline const std::string kFirstRules = "(select id from rules where active = 1)";
inline const std::string kRulesOfVersion = "coalesce(nullif(plan_versions.rules, ''), " + kFirstRules + ", '')";

bool keep_rules(soci::session& sql, const KeptRules& rules, const ChangeBy& by);
std::vector<KeptRules> read_rules(soci::session& sql);  // by id
std::optional<KeptRules> find_rules(soci::session& sql, const std::string& id);
KeptRules rules_in_force(soci::session& sql);
KeptRules rules_of_day(soci::session& sql, Day day);
bool activate(soci::session& sql, const Activation& activation, const ChangeBy& by);
std::vector<Activation> read_activations(soci::session& sql);  // by number

}  // namespace bienveille
