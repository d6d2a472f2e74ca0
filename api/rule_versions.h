// Versions of rules as managers handle them: who made each, which is in force, who put it there, what a change would do.
//
// Decides: what these questions and answers hold. Does not decide: when one is refused (service_rules.cpp), how they are
// kept (store.h) or spoken (wire_rule_versions.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/store.h"
#include "engine/ruleset.h"

namespace bienveille {

struct RulesVersion {
    KeptRules kept;
    std::shared_ptr<const RuleSet> rules;
    std::string digest;
};

// Everything there is, in one moment.
struct RulesHistory {
    std::vector<RulesVersion> versions;   // by id
    std::vector<Activation> activations;  // in the order of time
};

struct RulesAdded {
    RulesVersion version;
    bool created = false;  // false: it was there already
};

struct ActivationWish {
    struct Override {
        std::string by;
        std::string reason;
    };
    std::string rules;  // id or digest
    std::string by;
    std::string reason;
    std::optional<Day> day;  // on which the lines are looked at; empty: that of the newest plan
    std::optional<Override> override;
    std::optional<int> seen;  // how many activations there were when it was decided; empty: any
};

struct ActivationDone {
    std::string in_force;
    std::optional<Activation> activation;  // how they came into force; none: the first of this database
    bool changed = false;                  // false: they were in force already
};

// A kept rule set by id or digest, or one that nobody keeps yet.
using RulesChoice = std::variant<std::string, RuleSet>;

struct RulesQuestion {
    RulesChoice before;
    RulesChoice after;
    std::optional<Day> day;  // empty: that of the newest plan
};

}  // namespace bienveille
