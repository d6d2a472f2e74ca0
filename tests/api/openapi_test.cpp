// The published document and the program's own tables say the same.
#include <gtest/gtest.h>

#include <set>

#include "api/access.h"
#include "api/assets.h"
#include "api/events.h"
#include "api/text.h"
#include "datasets/columns.h"
#include "engine/names.h"
#include "engine/plan.h"
#include "rules/json_tree.h"

namespace bienveille {
namespace {

class OpenApi : public testing::Test {
protected:
    static const JsonTree& document() {
        static const JsonTree tree = JsonTree::parse(asset("openapi.json")->bytes).value();
        return tree;
    }
    static JsonValue at(JsonValue value, std::initializer_list<std::string_view> steps) {
        for (const std::string_view step : steps) value = value.member(step).value();
        return value;
    }
    static std::set<std::string> texts(const JsonValue& list) {
        std::set<std::string> all;
        for (auto each = list.first(); each; each = each->next_in(list))
            if (each->is(JsonValue::Kind::string)) all.emplace(each->text());
        return all;
    }
    static std::set<std::string> keys(const JsonValue& object) {
        std::set<std::string> all;
        for (auto each = object.first(); each; each = each->next_in(object)) all.emplace(each->key());
        return all;
    }
    template <class E>
    static std::set<std::string> words() {
        std::set<std::string> all;
        for (const auto& [value, text] : names<E>()) all.emplace(text);
        return all;
    }
};

TEST_F(OpenApi, HasExactlyTheRoutesOfTheService) {
    std::set<std::string> ours, told;
    for (const Route& route : kRoutes) ours.insert(std::string{route.method} + " " + std::string{route.path});
    const JsonValue paths = at(document().root(), {"paths"});
    for (auto path = paths.first(); path; path = path->next_in(paths))
        for (auto method = path->first(); method; method = method->next_in(*path)) {
            std::string upper{method->key()};
            for (char& c : upper) c = static_cast<char>(std::toupper(c));
            told.insert(upper + " " + std::string{path->key()});
        }
    EXPECT_EQ(told, ours);
}

TEST_F(OpenApi, SaysWhoMayCallAsTheAccessTableDoes) {
    for (const Route& route : kRoutes) {
        std::string method{route.method};
        for (char& c : method) c = static_cast<char>(std::tolower(c));
        const std::string who{at(document().root(), {"paths", route.path, method, "x-who"}).text()};
        const std::string ours = route.who == Who::any       ? "anybody"
                                 : route.who == Who::manager ? "manager"
                                 : route.who == Who::advisor ? "advisor"
                                                             : "manager, or the advisor";
        EXPECT_EQ(who, ours) << route.path;
    }
}

TEST_F(OpenApi, RecordsHaveTheColumnsOfTheFiles) {
    std::set<std::string> tenant_names, advisor_names;
    for (const auto& column : tenant_columns()) tenant_names.emplace(column.name);
    for (const auto& column : advisor_columns()) advisor_names.emplace(column.name);
    const JsonValue schemas = at(document().root(), {"components", "schemas"});
    EXPECT_EQ(keys(at(schemas, {"Tenant", "properties"})), tenant_names);
    EXPECT_EQ(keys(at(schemas, {"Advisor", "properties"})), advisor_names);
}

TEST_F(OpenApi, UsesTheEnginesWords) {
    const JsonValue schemas = at(document().root(), {"components", "schemas"});
    EXPECT_EQ(texts(at(schemas, {"AttemptReport", "properties", "outcome", "enum"})), words<Outcome>());
    EXPECT_EQ(texts(at(schemas, {"Call", "properties", "tier", "enum"})), words<Tier>());
    EXPECT_EQ(texts(at(schemas, {"Call", "properties", "state", "enum"})), words<CallState>());
    EXPECT_EQ(texts(at(schemas, {"Call", "properties", "band", "enum"})), words<Band>());
    EXPECT_EQ(texts(at(schemas, {"Event", "properties", "kind", "enum"})), words<EventKind>());
    EXPECT_EQ(texts(at(schemas, {"Reason", "properties", "factor", "enum"})), words<Factor>());
    const JsonValue plan = at(schemas, {"Plan", "properties"});
    EXPECT_EQ(texts(at(plan, {"unplanned", "items", "properties", "reason", "enum"})), words<UnplannedReason>());
    EXPECT_EQ(texts(at(plan, {"excluded", "items", "properties", "reason", "enum"})), words<ExcludedReason>());
    EXPECT_EQ(at(document().root(), {"info", "version"}).text(), kEngineVersion);
}

TEST(Routes, AreFoundBySegments) {
    const Found list = find_route("GET", "/v1/plans/2020-04-03/lists/CONS-1");
    ASSERT_TRUE(list.route);
    EXPECT_EQ(list.route->action, Action::get_list);
    EXPECT_EQ(list.segments, (std::vector<std::string>{"2020-04-03", "CONS-1"}));
    EXPECT_EQ(find_route("HEAD", "/livez").route->action, Action::livez);
    EXPECT_EQ(find_route("DELETE", "/v1/plans/2020-04-03").allowed, (std::vector<std::string_view>{"POST", "GET"}));
    for (const char* path : {"/v1/tenants/", "/v1", "", "v1", "/v1/plans/a/lists", "//livez", "/livez/"})
        EXPECT_TRUE(find_route("GET", path).allowed.empty()) << path;
}

TEST(Access, IsTheLoopbackOnly) {
    for (const char* host : {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
        EXPECT_FALSE(refusal_to_listen(host)) << host;
    for (const char* host : {"0.0.0.0", "::", "192.168.1.4", "127.evil.com", "example.org", ""})
        EXPECT_TRUE(refusal_to_listen(host)) << host;
    for (const char* host : {"127.0.0.1:8080", "localhost", "[::1]:9", "[::1]"}) EXPECT_TRUE(is_own_host(host)) << host;
    for (const char* host : {"rebound.example:8080", "", "127.0.0.1.example", "[::2]", "["})
        EXPECT_FALSE(is_own_host(host)) << host;
    EXPECT_TRUE(is_own_origin("", "localhost:1"));
    EXPECT_TRUE(is_own_origin("http://localhost:1", "localhost:1"));
    EXPECT_FALSE(is_own_origin("http://evil.example", "localhost:1"));
    EXPECT_FALSE(is_own_origin("null", "localhost:1"));
}

TEST(ThePage, SaysTheTiersInTheWordsOfThePrintedPlan) {
    std::string page{asset("plan.js")->bytes};
    for (std::size_t at; (at = page.find("’")) != std::string::npos;) page.replace(at, std::string{"’"}.size(), "'");
    for (const auto& [tier, name] : names<Tier>())
        EXPECT_NE(page.find(std::string{name} + ": [\"" + std::string{tier_text(tier, Language::french)} + "\", \"" +
                            std::string{tier_text(tier, Language::english)} + "\"]"),
                  std::string::npos)
            << name;
}

}  // namespace
}  // namespace bienveille
