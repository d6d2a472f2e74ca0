#include "rules/built_in.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "engine/nearest.h"
#include "rules/rules_json.h"

extern "C" {
extern const char bienveille_default_rules[];
extern const char bienveille_default_rules_end[];
extern const char bienveille_heatwave_rules[];
extern const char bienveille_heatwave_rules_end[];
extern const char bienveille_rules_schema[];
extern const char bienveille_rules_schema_end[];
}

namespace bienveille {
namespace {

constexpr std::array<std::string_view, 2> kBuiltIn{"default", "heatwave"};

// The built-in files are read by the tests, so a problem here means a program built wrong: nothing sensible can follow.
RuleSet read_built_in(std::string_view json) {
    Result<RuleSet> rules = read_rules(json);
    if (!rules) std::abort();
    return std::move(rules).value();
}

}  // namespace

std::string_view default_rules_json() { return {bienveille_default_rules, bienveille_default_rules_end}; }

std::string_view heatwave_rules_json() { return {bienveille_heatwave_rules, bienveille_heatwave_rules_end}; }

std::string_view rules_schema_json() { return {bienveille_rules_schema, bienveille_rules_schema_end}; }

const RuleSet& default_rules() {
    static const RuleSet rules = read_built_in(default_rules_json());
    return rules;
}

const RuleSet& heatwave_rules() {
    static const RuleSet rules = read_built_in(heatwave_rules_json());
    return rules;
}

Result<RuleSet> rules_named_or_file(std::string_view name_or_file) {
    if (name_or_file == "default") return default_rules();
    if (name_or_file == "heatwave") return heatwave_rules();
    const std::string file{name_or_file};
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) return load_rules(file);
    const std::string_view meant = nearest_word(name_or_file, kBuiltIn);
    return Problem{file,
                   "is neither a built-in rule set nor a file; must be default, heatwave or the path of a rule file" +
                       (meant.empty() ? "" : ", did you mean " + std::string{meant} + "?")};
}

}  // namespace bienveille
