// rules.schema.json is written by hand, for its words; these tests hold it to the reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "rules/built_in.h"
#include "rules/rules_json.h"
#include "tests/rules/rule_text.h"

namespace bienveille {
namespace {

using Json = nlohmann::ordered_json;
using testing::IsEmpty;

const Json& schema() {
    static const Json parsed = Json::parse(rules_schema_json());
    return parsed;
}

// The keywords beside a $ref count too, but none of ours has any that constrain.
const Json& resolved(const Json& part) {
    return part.contains("$ref") ? schema().at(Json::json_pointer(part["$ref"].get<std::string>().substr(1))) : part;
}

bool is_of_type(const Json& value, const std::string& type) {
    if (type == "integer")
        return value.is_number_integer() ||
               (value.is_number() && std::trunc(value.get<double>()) == value.get<double>());
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "array") return value.is_array();
    return type == "object" && value.is_object();
}

bool matches(const std::string& text, const std::string& pattern) {
    static std::map<std::string, std::regex> known;
    return std::regex_search(text, known.try_emplace(pattern, pattern).first->second);
}

// What `value` breaks of the keywords that our schema uses; any other keyword is a failure, so none is overlooked.
void check(const Json& value, const Json& unresolved, const std::string& at, std::vector<std::string>& broken) {
    static const std::set<std::string> kWords{"title", "description", "$schema", "$id", "$defs", "required"};
    const Json& part = resolved(unresolved);
    const auto demand = [&](bool holds, const std::string& keyword) {
        if (!holds) broken.push_back(at + ": " + keyword);
    };
    if (part.contains("type") && !is_of_type(value, part["type"])) return broken.push_back(at + ": type");
    for (const auto& [keyword, what] : part.items()) {
        if (keyword == "type" || kWords.contains(keyword)) continue;
        if (keyword == "minimum")
            demand(value.get<double>() >= what.get<double>(), keyword);
        else if (keyword == "maximum")
            demand(value.get<double>() <= what.get<double>(), keyword);
        else if (keyword == "minLength")
            demand(value.get<std::string>().size() >= what.get<std::size_t>(), keyword);
        else if (keyword == "maxLength")
            demand(value.get<std::string>().size() <= what.get<std::size_t>(), keyword);
        else if (keyword == "pattern")
            demand(matches(value.get<std::string>(), what.get<std::string>()), keyword);
        else if (keyword == "minItems" || keyword == "minProperties")
            demand(value.size() >= what.get<std::size_t>(), keyword);
        else if (keyword == "maxItems" || keyword == "maxProperties")
            demand(value.size() <= what.get<std::size_t>(), keyword);
        else if (keyword == "uniqueItems")
            demand(std::set<Json>(value.begin(), value.end()).size() == value.size(), keyword);
        else if (keyword == "const")
            demand(value == what, keyword);
        else if (keyword == "enum")
            demand(std::find(what.begin(), what.end(), value) != what.end(), keyword);
        else if (keyword == "items")
            for (std::size_t i = 0; i < value.size(); ++i) check(value[i], what, at + "/" + std::to_string(i), broken);
        else if (keyword == "prefixItems")
            for (std::size_t i = 0; i < std::min(value.size(), what.size()); ++i)
                check(value[i], what[i], at + "/" + std::to_string(i), broken);
        else if (keyword == "properties" || keyword == "additionalProperties" || keyword == "propertyNames")
            continue;  // below
        else
            ADD_FAILURE() << "this test does not know the keyword " << keyword;
    }
    if (!value.is_object()) return;
    const Json none = Json::object();
    const Json& properties = part.contains("properties") ? part["properties"] : none;
    for (const auto& [name, item] : value.items()) {
        if (part.contains("propertyNames")) check(name, part["propertyNames"], at + "/" + name + " (name)", broken);
        if (properties.contains(name))
            check(item, properties[name], at + "/" + name, broken);
        else if (part.at("additionalProperties").is_object())
            check(item, part["additionalProperties"], at + "/" + name, broken);
        else
            demand(false, "additionalProperties: " + name);
    }
    for (const Json& name : part.value("required", Json::array()))
        demand(value.contains(name.get<std::string>()), "required: " + name.get<std::string>());
}

std::vector<std::string> broken_by(const Json& rules) {
    std::vector<std::string> broken;
    check(rules, schema(), "", broken);
    return broken;
}

// The same of the one part of a rule file that holds the place: the rest is known to conform.
std::vector<std::string> broken_around(const Json& rules, Json::json_pointer place) {
    while (!place.parent_pointer().empty()) place = place.parent_pointer();
    std::vector<std::string> broken;
    check(rules[place], schema()["properties"][place.back()], place.to_string(), broken);
    return broken;
}

TEST(RulesSchema, the_built_in_rules_conform) {
    EXPECT_THAT(broken_by(Json::parse(default_rules_json())), IsEmpty());
    EXPECT_THAT(broken_by(Json::parse(heatwave_rules_json())), IsEmpty());
    EXPECT_THAT(broken_by(Json::parse(write_rules(default_rules()))), IsEmpty());
}

// Both ways: the writer writes each field that the reader knows (they walk one list), and the schema has those fields.
void expect_same_fields(const Json& written, const Json& part, const std::string& at) {
    const Json& object = resolved(part);
    if (object.value("type", "") != "object" || !object.contains("properties") || at.ends_with("/within")) return;
    std::set<std::string> in_schema;
    for (const auto& [name, each] : object["properties"].items())
        if (name != "$schema") in_schema.insert(name);
    std::set<std::string> in_rules;
    for (const auto& [name, each] : written.items()) in_rules.insert(name);
    EXPECT_EQ(in_schema, in_rules) << at;
    std::set<std::string> required = in_schema;
    if (at.empty()) required.erase("revision");
    EXPECT_EQ(object["required"].get<std::set<std::string>>(), required) << at;
    EXPECT_FALSE(object["additionalProperties"].get<bool>()) << at;
    for (const auto& name : in_schema)
        if (written.contains(name)) expect_same_fields(written[name], object["properties"][name], at + "/" + name);
}

// The default rules with everything that a rule file may hold.
Json signed_rules() {
    Json rules = Json::parse(default_rules_json());
    rules["revision"] = Json{{"author", "M. B."}, {"on", "2020-04-14"}, {"reason", "a first"}, {"parent", ""}};
    return rules;
}

TEST(RulesSchema, has_the_fields_that_the_reader_has_and_no_others) {
    expect_same_fields(Json::parse(write_rules(*read_rules(signed_rules().dump()))), schema(), "");
}

TEST(RulesSchema, says_something_of_every_field) {
    const std::function<void(const Json&, const std::string&)> walk = [&](const Json& part, const std::string& at) {
        const Json& object = resolved(part);
        if (!object.contains("properties")) return;
        for (const auto& [name, each] : object["properties"].items()) {
            EXPECT_TRUE(each.contains("title")) << at << "/" << name;
            walk(each, at + "/" + name);
        }
    };
    walk(schema(), "");
}

// Every place of a rule file; of a list the first item stands for all.
std::vector<Json::json_pointer> places_in(const Json& rules) {
    static const std::regex kLaterItem("/[1-9][0-9]*(/|$)");
    std::set<std::string> all;
    const Json flat = rules.flatten();
    for (const auto& [pointer, value] : flat.items())
        for (auto at = Json::json_pointer(pointer); !at.empty(); at = at.parent_pointer())
            if (!std::regex_search(at.to_string(), kLaterItem)) all.insert(at.to_string());
    return {all.begin(), all.end()};
}

// At every place of a rule file a value of every kind, and numbers at the edges: what the schema refuses is refused by
// the reader, at that place.
TEST(RulesSchema, what_it_refuses_is_refused_by_the_reader) {
    const std::vector<std::string> values{"null", "true", "-2", "0.5", "100000", "\"\"", "\"x\\ny\"", "[]", "{}"};
    Json rules = signed_rules();
    int refused_by_both = 0;
    for (const auto& place : places_in(rules)) {
        const Json kept = rules[place];
        for (const std::string& value : values) {
            rules[place] = Json::parse(value);
            if (broken_around(rules, place).empty()) continue;
            EXPECT_FALSE(read_rules(rules.dump())) << place << " " << value;
            ++refused_by_both;
        }
        rules[place] = kept;
    }
    EXPECT_GT(refused_by_both, 500);
}

// The other direction for ranges: the least and the most of the schema are those that the reader names.
TEST(RulesSchema, has_the_ranges_that_the_reader_tells) {
    Json rules = Json::parse(default_rules_json());
    const std::regex range("; must be (-?[0-9]+)(?: \\(Monday\\))? to (-?[0-9]+)");
    // A span is told at the object that holds its unit.
    const std::regex hours("either ([0-9]+) to ([0-9]+) hours");
    const std::regex working_days("or ([0-9]+) to ([0-9]+) working days");
    int ranges = 0;
    for (const auto& place : places_in(rules)) {
        const Json kept = rules[place];
        if (!kept.is_number()) continue;
        rules[place] = 1'000'000;
        const auto result = read_rules(rules.dump());
        ASSERT_FALSE(result) << place;
        std::smatch told;
        const bool is_span = !place.parent_pointer().empty() && place.parent_pointer().back() == "within";
        const std::string told_at = (is_span ? place.parent_pointer() : place).to_string();
        const std::regex& words = !is_span ? range : (place.back() == "hours" ? hours : working_days);
        for (const Problem& problem : result.problems())
            if (problem.path == told_at && std::regex_search(problem.message, told, words)) break;
        ASSERT_EQ(told.size(), 3u) << place << " " << text_of(result.problems()[0]);
        const double least = std::stod(told[1]);
        const double most = std::stod(told[2]);
        const auto refused_at = [&](double value) {
            rules[place] = value;
            const std::string where = place.to_string() + ": m";  // minimum or maximum
            for (const std::string& broken : broken_by(rules))
                if (broken.starts_with(where)) return true;
            return false;
        };
        EXPECT_FALSE(refused_at(least)) << place;
        EXPECT_FALSE(refused_at(most)) << place;
        EXPECT_TRUE(refused_at(least - 1)) << place;
        EXPECT_TRUE(refused_at(most + 1)) << place;
        ++ranges;
        rules[place] = kept;
    }
    EXPECT_GT(ranges, 60);
}

}  // namespace
}  // namespace bienveille
