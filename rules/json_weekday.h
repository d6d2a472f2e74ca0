// A weekday in a list of a JSON document, 1 (Monday) to 7 (Sunday): campaign.json and the body of /v1/solve read them alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/json_tree.h"

namespace bienveille {

// Adds it to those before it; says what is wrong with it.
inline std::optional<std::string> add_weekday(const JsonValue& value, std::vector<int>& weekdays) {
    const bool digit = value.is(JsonValue::Kind::integer) && value.text().size() == 1;
    const int weekday = digit ? value.text()[0] - '0' : 0;
    if (weekday < 1 || weekday > 7) return "must be a weekday, 1 (Monday) to 7 (Sunday)";
    if (!weekdays.empty() && weekday <= weekdays.back())
        return "is not after the one before it; must be ascending, each once";
    weekdays.push_back(weekday);
    return std::nullopt;
}

}  // namespace bienveille
