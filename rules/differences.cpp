#include "rules/differences.h"

#include <algorithm>
#include <set>

#include "engine/score.h"
#include "rules/field_json.h"
#include "rules/fields.h"

namespace bienveille {
namespace {

struct Place {
    std::string field;
    std::string json;  // of a curve: empty
    const Curve* curve = nullptr;
};

// Walks the fields of a rule set and lists each with its JSON.
class Listing {
public:
    template <class T>
    void operator()(const char* name, const T& field) {
        add(name, json_of(field));
    }
    void operator()(const char* name, const Curve& curve) { places_.push_back({at_ + "/" + name, "", &curve}); }
    template <class T>
    void operator()(const char* name, const std::array<T, 4>& list) {
        group(name, [&] {
            for (std::size_t i = 0; i < list.size(); ++i) add(std::to_string(i), json_of(list[i]));
        });
    }
    void operator()(const char* name, const std::map<std::string, Minutes>& field) {
        group(name, [&] {
            for (const auto& [each, minutes] : field) add(each, json_of(minutes));
        });
    }
    void operator()(const char* name, const std::map<Outcome, int>& field) {
        group(name, [&] {
            for (const auto& [each, days] : field) add(std::string{bienveille::name(each)}, json_of(days));
        });
    }
    void within(const char* name, const int& hours, const int& working_days) {
        add(name, json_of_span(hours, working_days));
    }
    template <class Body>
    void group(const char* name, const Body& body) {
        const std::size_t size = at_.size();
        at_ += "/" + std::string{name};
        body();
        at_.resize(size);
    }
    template <class Part, class Body>
    void maybe(const char* name, const std::optional<Part>& part, const Body& body) {
        if (part) group(name, [&] { body(*part); });
    }

    std::vector<Place> take() && { return std::move(places_); }

private:
    void add(const std::string& name, std::string json) { places_.push_back({at_ + "/" + name, std::move(json)}); }

    std::string at_;
    std::vector<Place> places_;
};

std::vector<Place> places_of(const RuleSet& rules) {
    Listing listing;
    walk_rules(listing, rules);
    return std::move(listing).take();
}

bool has_point(const Curve& curve, int input) {
    return std::any_of(curve.points.begin(), curve.points.end(),
                       [&](const CurvePoint& point) { return point.input == input; });
}

void compare_curves(const std::string& field, const Curve& from, const Curve& to,
                    std::vector<RuleDifference>& differences) {
    std::set<int> inputs;
    for (const Curve* curve : {&from, &to})
        for (const CurvePoint& point : curve->points) inputs.insert(point.input);
    for (const int input : inputs) {
        const Value before = value_at(from, input).rounded();
        const Value after = value_at(to, input).rounded();
        if (before != after || has_point(from, input) != has_point(to, input))
            differences.push_back({field, input, json_of(before), json_of(after)});
    }
}

}  // namespace

std::vector<RuleDifference> differences(const RuleSet& from, const RuleSet& to) {
    std::vector<RuleDifference> result;
    const std::vector<Place> before = places_of(from);
    const std::vector<Place> after = places_of(to);
    const auto holds = [](const std::vector<Place>& places, std::size_t first, const std::string& field) {
        return std::any_of(places.begin() + static_cast<std::ptrdiff_t>(first), places.end(),
                           [&](const Place& place) { return place.field == field; });
    };
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < before.size() || b < after.size()) {
        // Named items are sorted by name on both sides, fixed fields stand in one order: what the other side does not
        // hold from here on is alone.
        if (a < before.size() && !holds(after, b, before[a].field)) {
            result.push_back({before[a].field, {}, before[a].json, {}});
            ++a;
        } else if (b < after.size() && !holds(before, a, after[b].field)) {
            result.push_back({after[b].field, {}, {}, after[b].json});
            ++b;
        } else {
            if (before[a].curve)
                compare_curves(before[a].field, *before[a].curve, *after[b].curve, result);
            else if (before[a].json != after[b].json)
                result.push_back({before[a].field, {}, before[a].json, after[b].json});
            ++a;
            ++b;
        }
    }
    return result;
}

}  // namespace bienveille
