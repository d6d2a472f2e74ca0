#include <cstdio>
#include <string>

#include "engine/decimal.h"
#include "engine/names.h"
#include "rules/fields.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

std::string quoted(std::string_view text) {
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

std::string json_of(const std::string& text) { return quoted(text); }
std::string json_of(int number) { return std::to_string(number); }
std::string json_of(bool truth) { return truth ? "true" : "false"; }
std::string json_of(Points points) { return decimal_text(points); }
std::string json_of(Value value) { return decimal_text(value); }
std::string json_of(Minutes minutes) { return std::to_string(minutes.count); }
std::string json_of(Policy policy) { return quoted(name(policy)); }
std::string json_of(Day day) { return quoted(day.iso()); }
std::string json_of(const Window& window) { return quoted(window.from.hhmm() + "-" + window.to.hhmm()); }
std::string json_of(const FixedFeast& feast) { return quoted(day_from(2000, feast.month, feast.day)->iso().substr(5)); }
std::string json_of(const CurvePoint& point) {
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
std::string json_of(const Curve& curve) { return json_of_list(curve.points); }

// Walks the fields of a rule set and writes each: objects a field a line, lists on one line.
class Writer {
public:
    template <class T>
    void operator()(const char* name, const T& field) {
        begin(name);
        text_ += json_of(field);
    }
    void operator()(const char* name, const std::map<std::string, Minutes>& field) {
        group(name, [&] {
            for (const auto& [each, minutes] : field) (*this)(each.c_str(), minutes);
        });
    }
    void operator()(const char* name, const std::map<Outcome, int>& field) {
        group(name, [&] {
            for (const auto& [each, days] : field) (*this)(std::string{bienveille::name(each)}.c_str(), days);
        });
    }

    template <class Body>
    void group(const char* name, const Body& body) {
        begin(name);
        object(body);
    }

    void within(const char* name, const int& hours, const int& working_days) {
        begin(name);
        text_ += hours > 0 ? "{\"hours\": " + std::to_string(hours) + "}"
                           : "{\"working_days\": " + std::to_string(working_days) + "}";
    }

    template <class Body>
    void object(const Body& body) {
        text_ += '{';
        ++depth_;
        first_ = true;
        body();
        --depth_;
        if (!first_) new_line();
        first_ = false;
        text_ += '}';
    }

    std::string take() && { return std::move(text_) + "\n"; }

private:
    void begin(const char* name) {
        if (!first_) text_ += ',';
        first_ = false;
        new_line();
        text_ += quoted(name) + ": ";
    }
    void new_line() { text_ += "\n" + std::string(2 * depth_, ' '); }

    std::string text_;
    std::size_t depth_ = 0;
    bool first_ = true;
};

}  // namespace

std::string write_rules(const RuleSet& rules) {
    Writer writer;
    writer.object([&] { walk_rules(writer, rules); });
    return std::move(writer).take();
}

}  // namespace bienveille
