// The JSON of each kind of field that a rule set has, in its one form.
//
// Decides: how a value is written. Does not decide: names of fields (fields.h), nor layout (write_rules.cpp).
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decimal.h"
#include "engine/names.h"
#include "engine/ruleset.h"

namespace bienveille {

inline std::string json_of_text(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(byte));
            json += escape;
        } else {
            json += c;
        }
    }
    return json + '"';
}

inline std::string json_of(const std::string& text) { return json_of_text(text); }
inline std::string json_of(int number) { return std::to_string(number); }
inline std::string json_of(bool truth) { return truth ? "true" : "false"; }
inline std::string json_of(Points points) { return decimal_text(points); }
inline std::string json_of(Value value) { return decimal_text(value); }
inline std::string json_of(Minutes minutes) { return std::to_string(minutes.count); }
inline std::string json_of(Policy policy) { return json_of_text(name(policy)); }
inline std::string json_of(Day day) { return json_of_text(day.iso()); }
inline std::string json_of(const Window& window) { return json_of_text(window.from.hhmm() + "-" + window.to.hhmm()); }
inline std::string json_of(const FixedFeast& feast) {
    return json_of_text(day_from(2000, feast.month, feast.day)->iso().substr(5));  // 2000 has a 29 February
}
inline std::string json_of(const CurvePoint& point) {
    return "[" + std::to_string(point.input) + ", " + decimal_text(point.value) + "]";
}

template <class List>
std::string json_of_list(const List& list) {
    std::string json;
    for (const auto& item : list) json += (json.empty() ? "" : ", ") + json_of(item);
    return "[" + json + "]";
}
template <class T>
std::string json_of(const std::vector<T>& list) {
    return json_of_list(list);
}
template <class T>
std::string json_of(const std::array<T, 4>& list) {
    return json_of_list(list);
}
inline std::string json_of(const Curve& curve) { return json_of_list(curve.points); }

// One of the two is 0.
inline std::string json_of_span(int hours, int working_days) {
    return hours > 0 ? "{\"hours\": " + std::to_string(hours) + "}"
                     : "{\"working_days\": " + std::to_string(working_days) + "}";
}

}  // namespace bienveille
