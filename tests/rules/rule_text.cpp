#include "tests/rules/rule_text.h"

#include <nlohmann/json.hpp>

#include "rules/built_in.h"

namespace bienveille {

using Json = nlohmann::ordered_json;

std::string default_with(const std::string& pointer, const std::string& json) {
    Json rules = Json::parse(default_rules_json());
    rules[Json::json_pointer(pointer)] = Json::parse(json);
    return rules.dump();
}

std::string default_without(const std::string& pointer) {
    Json rules = Json::parse(default_rules_json());
    const Json::json_pointer at(pointer);
    rules[at.parent_pointer()].erase(at.back());
    return rules.dump();
}

std::string default_reworded(std::string_view from, std::string_view to) {
    std::string text{default_rules_json()};
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from << " is not in the default rules";
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace bienveille
