#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/decimal.h"
#include "engine/names.h"
#include "engine/nearest.h"
#include "engine/problem_list.h"
#include "engine/validate.h"
#include "rules/fields.h"
#include "rules/json_tree.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

using Kind = JsonValue::Kind;

bool is_number(const JsonValue& node) { return node.is(Kind::integer) || node.is(Kind::number); }

std::string quoted(std::string_view text) {
    std::string shown{text.substr(0, 40)};
    while (shown.size() < text.size() && !shown.empty() && (text[shown.size()] & 0xC0) == 0x80) shown.pop_back();
    for (char& c : shown)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
    return "\"" + shown + (shown.size() < text.size() ? "..." : "") + "\"";
}

std::string shown(const JsonValue& node) {
    switch (node.kind()) {
        case Kind::null: return "null";
        case Kind::boolean: return std::string{node.text()};
        case Kind::integer:
        case Kind::number: return node.text().size() <= 40 ? std::string{node.text()} : "a number of many digits";
        case Kind::string: return quoted(node.text());
        case Kind::array: return "a list";
        case Kind::object: return "an object";
    }
    return {};
}

std::string suggestion(std::string_view meant) { return "did you mean `" + std::string{meant} + "`?"; }

std::string list_of(const std::vector<std::string_view>& names) {
    std::string list;
    for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string{name};
    return list;
}

// What would be right, for each kind of field.
const char* expected(const std::string&) { return "a text"; }
const char* expected(const int&) { return "a whole number"; }
const char* expected(const bool&) { return "true or false"; }
const char* expected(const Points&) { return "a number with at most 2 decimals"; }
const char* expected(const Value&) { return "a number with at most 6 decimals"; }
const char* expected(const Minutes&) { return "a whole number of minutes"; }
const char* expected(const Policy&) { return "\"rank\" or \"value\""; }
const char* expected(const Window&) { return "two times such as \"09:30-12:00\""; }
const char* expected(const FixedFeast&) { return "a month and a day such as \"07-14\""; }
const char* expected(const Day&) { return "a day such as \"2020-04-13\""; }
const char* expected(const CurvePoint&) { return "a point [input, value] such as [11, 0.7]"; }
const char* expected(const Curve&) { return "a list of points [input, value] such as [[0, 1], [11, 0.7]]"; }
template <class T>
const char* expected(const std::vector<T>&) {
    return "a list";
}
template <class T>
const char* expected(const std::array<T, 4>&) {
    return "a list of four numbers, for the levels 0 to 3";
}
const char* expected(const std::map<std::string, Minutes>&) { return "an object of names and minutes"; }
const char* expected(const std::map<Outcome, int>&) { return "an object of outcomes and working days"; }

// Walks the fields of a rule file and takes each from the tree. What cannot be taken is a problem, and the field keeps
// its zero: `unread` remembers it so that nothing is said twice.
class Reader {
public:
    explicit Reader(const JsonValue& root) { open_.push_back({root, "", {}, {}, {}}); }

    template <class T>
    void operator()(const char* name, T& field) {
        if (const auto node = find(name, expected(field))) take(*node, pointer_to(here().pointer, name), field);
    }

    template <class Body>
    void group(const char* name, const Body& body) {
        const auto node = find(name, "an object");
        if (!node) return;
        std::string pointer = pointer_to(here().pointer, name);
        if (!node->is(Kind::object)) return wrong_kind(*node, pointer, "an object");
        open_.push_back({*node, std::move(pointer), {}, {}, {}});
        body();
        close();
    }

    template <class Part, class Body>
    void maybe(const char* name, std::optional<Part>& part, const Body& body) {
        part.reset();
        here().known.push_back(name);
        if (here().node.member(name)) group(name, [&] { body(part.emplace()); });
    }

    void within(const char* name, int& hours, int& working_days) {
        constexpr const char* kExpected = R"({"hours": 48} or {"working_days": 5})";
        hours = working_days = 0;
        const auto node = find(name, kExpected);
        if (!node) return;
        const std::string pointer = pointer_to(here().pointer, name);
        const bool one = node->is(Kind::object) && node->size() == 1;
        if (one && node->first()->key() == "hours") return take(*node->first(), pointer + "/hours", hours);
        if (one && node->first()->key() == "working_days")
            return take(*node->first(), pointer + "/working_days", working_days);
        wrong_kind(*node, pointer, kExpected);
    }

    // Ends the outermost object; afterwards the problems are complete.
    void finish() { close(); }
    void say(const std::string& pointer, const std::string& message) {
        unread_.insert(pointer);
        problems_.add([&] { return Problem{pointer, message}; });
    }
    // Whether a problem at `pointer` may only follow from a field that could not be read: that field itself, something
    // inside it, an object around it, or another item of the same list.
    bool follows_from_unread(const std::string& pointer) const;
    ProblemList& problems() { return problems_; }

private:
    struct Open {
        JsonValue node;
        std::string pointer;
        std::vector<std::string_view> known;    // asked for so far
        std::vector<std::string_view> missing;  // of those, with what would be right
        std::vector<std::string> missing_expected;
    };
    Open& here() { return open_.back(); }

    std::optional<JsonValue> find(const char* name, const char* what) {
        here().known.push_back(name);
        const auto found = here().node.member(name);
        if (found) return found;
        here().missing.push_back(name);
        here().missing_expected.push_back(what);
        return std::nullopt;
    }

    void close() {
        Open& object = here();
        if (open_.size() == 1) schema_for_editors(object);
        std::set<std::string_view> explained;  // missing because misspelt: said once
        for (const JsonValue& member : object.node.all()) {
            const std::string_view name = member.key();
            if (std::find(object.known.begin(), object.known.end(), name) != object.known.end()) continue;
            problems_.add([&] {
                // A missing name is the likelier meaning than one that is there already.
                std::string_view meant = nearest_word(name, object.missing);
                if (meant.empty()) meant = nearest_word(name, object.known);
                explained.insert(meant);
                return Problem{pointer_to(object.pointer, name),
                               "is not a known field; " +
                                   (meant.empty() ? "must be one of " + list_of(object.known) : suggestion(meant))};
            });
        }
        for (std::size_t i = 0; i < object.missing.size(); ++i) {
            const std::string pointer = pointer_to(object.pointer, object.missing[i]);
            unread_.insert(pointer);
            if (explained.contains(object.missing[i])) continue;
            problems_.add([&] { return Problem{pointer, "is missing; must be " + object.missing_expected[i]}; });
        }
        open_.pop_back();
    }

    // "$schema" is no part of a rule set, but a text if it is there.
    void schema_for_editors(Open& object) {
        constexpr std::string_view kName = "$schema";
        object.known.push_back(kName);
        if (const auto schema = object.node.member(kName); schema && !schema->is(Kind::string))
            wrong_kind(*schema, pointer_to(object.pointer, kName), "a text");
    }

    void wrong_kind(const JsonValue& node, const std::string& pointer, const std::string& what) {
        say(pointer, "is " + shown(node) + "; must be " + what);
    }

    std::optional<std::int64_t> decimal(const JsonValue& node, const std::string& pointer, int decimals,
                                        std::int64_t most, const char* what) {
        if (!is_number(node)) {
            wrong_kind(node, pointer, what);
            return std::nullopt;
        }
        const DecimalRead read = read_decimal(node.text(), decimals);
        if (read.fault == DecimalRead::Fault::none && read.count >= -most && read.count <= most) return read.count;
        const bool too_fine = read.fault == DecimalRead::Fault::too_fine;
        say(pointer, "is " + shown(node) + (too_fine ? "" : ", too large") + "; must be " + what);
        return std::nullopt;
    }

    void take(const JsonValue& node, const std::string& pointer, std::string& field) {
        if (!node.is(Kind::string)) return wrong_kind(node, pointer, expected(field));
        field = std::string{node.text()};
    }
    void take(const JsonValue& node, const std::string& pointer, bool& field) {
        if (!node.is(Kind::boolean)) return wrong_kind(node, pointer, expected(field));
        field = node.truth();
    }
    void take(const JsonValue& node, const std::string& pointer, int& field) {
        if (const auto count = decimal(node, pointer, 0, std::numeric_limits<int>::max(), expected(field)))
            field = static_cast<int>(*count);
    }
    template <class Unit>
    void take(const JsonValue& node, const std::string& pointer, Amount<Unit>& field) {
        constexpr int kDecimals =
            std::is_same_v<Amount<Unit>, Value> ? 6 : (std::is_same_v<Amount<Unit>, Points> ? 2 : 0);
        constexpr std::int64_t kMost = 1'000'000'000'000'000;
        if (const auto count = decimal(node, pointer, kDecimals, kMost, expected(field))) field.count = *count;
    }
    void take(const JsonValue& node, const std::string& pointer, Policy& field) {
        if (!node.is(Kind::string)) return wrong_kind(node, pointer, expected(field));
        const auto policy = from_name<Policy>(node.text());
        if (!policy) return say(pointer, "is " + quoted(node.text()) + "; must be " + expected(field));
        field = *policy;
    }
    void take(const JsonValue& node, const std::string& pointer, Window& field) {
        const std::string_view text = node.text();
        const bool two = node.is(Kind::string) && text.size() == 11 && text[5] == '-';
        const auto from = two ? time_from_hhmm(text.substr(0, 5)) : std::nullopt;
        const auto to = two ? time_from_hhmm(text.substr(6)) : std::nullopt;
        if (!from || !to) return wrong_kind(node, pointer, expected(field));
        field = {*from, *to};
    }
    void take(const JsonValue& node, const std::string& pointer, FixedFeast& field) {
        // 2000 was a leap year: 29 February is a date that some years have.
        const auto day = node.is(Kind::string) ? day_from_iso("2000-" + std::string{node.text()}) : std::nullopt;
        if (!day) return wrong_kind(node, pointer, expected(field));
        field = {std::stoi(std::string{node.text().substr(0, 2)}), std::stoi(std::string{node.text().substr(3, 2)})};
    }
    void take(const JsonValue& node, const std::string& pointer, Day& field) {
        const auto day = node.is(Kind::string) ? day_from_iso(node.text()) : std::nullopt;
        if (!day) return wrong_kind(node, pointer, expected(field));
        field = *day;
    }
    void take(const JsonValue& node, const std::string& pointer, CurvePoint& field) {
        const auto items = node.all();
        if (!node.is(Kind::array) || items.size() != 2) return wrong_kind(node, pointer, expected(field));
        take(items[0], pointer + "/0", field.input);
        take(items[1], pointer + "/1", field.value);
    }
    void take(const JsonValue& node, const std::string& pointer, Curve& field) {
        if (!node.is(Kind::array)) return wrong_kind(node, pointer, expected(field));
        take_items(node, pointer, field.points);
    }
    template <class T>
    void take(const JsonValue& node, const std::string& pointer, std::vector<T>& field) {
        if (!node.is(Kind::array)) return wrong_kind(node, pointer, expected(field));
        take_items(node, pointer, field);
    }
    template <class T>
    void take(const JsonValue& node, const std::string& pointer, std::array<T, 4>& field) {
        if (!node.is(Kind::array)) return wrong_kind(node, pointer, expected(field));
        const auto items = node.all();
        if (items.size() != field.size())
            return say(pointer, "is a list of " + std::to_string(items.size()) + "; must be " + expected(field));
        for (std::size_t i = 0; i < field.size(); ++i) take(items[i], pointer + "/" + std::to_string(i), field[i]);
    }
    void take(const JsonValue& node, const std::string& pointer, std::map<std::string, Minutes>& field) {
        if (!node.is(Kind::object)) return wrong_kind(node, pointer, expected(field));
        for (const JsonValue& each : node.all())
            take(each, pointer_to(pointer, each.key()), field[std::string{each.key()}]);
    }
    void take(const JsonValue& node, const std::string& pointer, std::map<Outcome, int>& field) {
        if (!node.is(Kind::object)) return wrong_kind(node, pointer, expected(field));
        for (const JsonValue& each : node.all()) {
            const std::string at = pointer_to(pointer, each.key());
            if (const auto outcome = from_name<Outcome>(each.key())) {
                take(each, at, field[*outcome]);
                continue;
            }
            problems_.add([&] {
                std::vector<std::string_view> known;
                for (const auto& [value, text] : names<Outcome>()) known.push_back(text);
                const std::string_view meant = nearest_word(each.key(), known);
                return Problem{at, "is not an outcome; " +
                                       (meant.empty() ? "must be one of " + list_of(known) : suggestion(meant))};
            });
        }
    }

    template <class T>
    void take_items(const JsonValue& list, const std::string& pointer, std::vector<T>& items) {
        items.resize(list.size());
        std::size_t i = 0;
        for (auto each = list.first(); each; each = each->next_in(list), ++i)
            take(*each, pointer + "/" + std::to_string(i), items[i]);
    }

    std::vector<Open> open_;
    std::set<std::string> unread_;
    ProblemList problems_;
};

bool is_inside(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

// "/a/lsns6/2/1" is about the list "/a/lsns6".
std::string_view without_positions(std::string_view pointer) {
    for (;;) {
        const auto slash = pointer.rfind('/');
        if (slash == std::string_view::npos || slash + 1 == pointer.size()) return pointer;
        const auto last = pointer.substr(slash + 1);
        if (last.find_first_not_of("0123456789") != std::string_view::npos) return pointer;
        pointer = pointer.substr(0, slash);
    }
}

bool Reader::follows_from_unread(const std::string& pointer) const {
    for (const std::string& unread : unread_) {
        const std::string_view about = without_positions(unread);
        if (is_inside(pointer, about) || is_inside(about, pointer)) return true;
    }
    return false;
}

// validate() says `calendar.windows[1]` and `work.profiles[courant]`: the same steps, written as a pointer.
std::string pointer_of(const std::string& path) {
    std::string pointer = path.empty() ? "" : "/";
    bool bracketed = false;  // a name between brackets may have dots of its own
    for (const char c : path) {
        if (c == '[' || c == ']') bracketed = c == '[';
        if (c == '[' || (c == '.' && !bracketed))
            pointer += '/';
        else if (c != ']')
            pointer += c;
    }
    return pointer;
}

}  // namespace

Result<RuleSet> read_rules(std::string_view json) {
    if (json.size() > kMostRuleBytes)
        return Problem{
            "", "is " + std::to_string(json.size()) + " bytes; must be at most " + std::to_string(kMostRuleBytes)};
    const Result<JsonTree> tree = JsonTree::parse(json);
    if (!tree) return tree.problems();
    return read_rules(tree->root());
}

Result<RuleSet> read_rules(const JsonValue& json) {
    if (!json.is(Kind::object))
        return Problem{"", "is " + shown(json) + "; must be an object such as rules/default.json"};

    RuleSet rules;
    Reader reader(json);
    walk_rules(reader, rules);
    reader.finish();
    if (!reader.problems().full())
        for (Problem& problem : validate(rules)) {
            problem.path = pointer_of(problem.path);
            if (!reader.follows_from_unread(problem.path)) reader.problems().add([&] { return std::move(problem); });
        }
    Problems problems = std::move(reader.problems()).take();
    if (!problems.empty()) return problems;
    return rules;
}

Result<RuleSet> load_rules(const std::string& file) {
    const auto unreadable = [&](const std::string& why) {
        return Problem{file, "cannot be read: " + why + "; must be a rule file"};
    };
    std::ifstream in(file, std::ios::binary);
    if (!in) return unreadable(std::strerror(errno));
    // One byte more than is allowed tells a file that is too long; a device never ends.
    std::string text(kMostRuleBytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return unreadable(std::strerror(errno));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMostRuleBytes)
        return Problem{file, "is too long; must be at most " + std::to_string(kMostRuleBytes) + " bytes"};
    return read_rules(text);
}

}  // namespace bienveille
