#include <string>

#include "rules/field_json.h"
#include "rules/fields.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

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
        text_ += json_of_span(hours, working_days);
    }

    template <class Part, class Body>
    void maybe(const char* name, const std::optional<Part>& part, const Body& body) {
        if (part) group(name, [&] { body(*part); });
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
        text_ += json_of_text(name) + ": ";
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
