// Versions of rules over a socket.
#include "engine/digest.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class TheRulesServer : public TheServer {
protected:
    static RuleSet ours(const std::string& version) {
        RuleSet rules = default_rules();
        rules.name = "ours";
        rules.version = version;
        rules.revision = Revision{"M. B.", kThird, "isolation weighs less", digest(default_rules())};
        rules.factors.isolation.weight = Points{3'000};
        rules.factors.age.weight = Points{1'500};
        return rules;
    }
    static RuleSet endless() {
        RuleSet rules = ours("endless");
        rules.work.levels = {Minutes{7}, Minutes{13}, Minutes{200}, Minutes{300}};
        return rules;
    }
    httplib::Result add(const RuleSet& rules) { return client().Post("/v1/rules", write_rules(rules), kJson); }
    httplib::Result activate(const std::string& version, const std::string& body,
                             const httplib::Headers& headers = {}) {
        return client().Post("/v1/rules/" + version + "/activate", headers, body, kJson);
    }
    static bool says(const httplib::Result& answer, const std::string& text) {
        return answer->body.find(text) != std::string::npos;
    }
};

constexpr const char* kYes = R"({"by": "M. B.", "reason": "after the first wave", "day": "2020-04-03"})";

TEST_F(TheRulesServer, TakesAVersionOnceAndGivesItBackWithTheSameDigest) {
    const RuleSet rules = ours("1");
    const auto added = add(rules);
    ASSERT_EQ(added->status, 201) << added->body;
    EXPECT_EQ(added->get_header_value("Location"), "/v1/rules/" + digest(rules));
    EXPECT_EQ(add(rules)->status, 200);
    const auto read = client().Get(added->get_header_value("Location").c_str());
    ASSERT_EQ(read->status, 200);
    EXPECT_EQ(digest(read_rules(read->body).value()), digest(rules));
    EXPECT_EQ(client().Get("/v1/rules/ours-1")->body, read->body);
    EXPECT_EQ(client().Post("/v1/rules", read->body, kJson)->status, 200);
    const auto list = client().Get("/v1/rules");
    EXPECT_TRUE(says(list, "{\"in_force\": \"default-1.0.0\", \"rules\": [")) << list->body;
    EXPECT_TRUE(says(list, "{\"id\": \"ours-1\", \"name\": \"ours\", \"version\": \"1\", \"digest\": \"" +
                               digest(rules) +
                               "\", \"revision\": {\"author\": \"M. B.\", \"on\": \"2020-04-03\", \"reason\": "
                               "\"isolation weighs less\", \"parent\": \"" +
                               digest(default_rules()) + "\"}, \"active\": false, "))
        << list->body;
    EXPECT_TRUE(says(list, "\"activations\": []")) << list->body;
}

TEST_F(TheRulesServer, SaysEveryProblemOfAVersionByItsPointer) {
    std::string wrong = write_rules(ours("1"));
    wrong.replace(wrong.find("\"half_life_days\""), 16, "\"half_live_days\"");
    wrong.replace(wrong.find("\"weight\": 30"), 12, "\"weight\": -1");
    const auto refused = client().Post("/v1/rules", wrong, kJson);
    EXPECT_EQ(refused->status, 422);
    EXPECT_TRUE(says(refused, "/factors/anxiety/half_live_days")) << refused->body;
    EXPECT_TRUE(says(refused, "/factors/isolation/weight")) << refused->body;
    EXPECT_EQ(client().Post("/v1/rules", "{", kJson)->status, 400);
    RuleSet other = ours("1");
    ASSERT_EQ(add(other)->status, 201);
    other.factors.age.weight = Points{1'400};
    EXPECT_EQ(add(other)->status, 409);
    RuleSet nobodys = ours("2");
    nobodys.revision.reset();
    EXPECT_TRUE(says(add(nobodys), "\"/revision\""));
}

TEST_F(TheRulesServer, SaysInWordsWhatAVersionSaysOtherwise) {
    ASSERT_EQ(add(ours("1"))->status, 201);
    const auto diff = client().Get("/v1/rules/ours-1/diff?from=default-1.0.0");
    ASSERT_EQ(diff->status, 200) << diff->body;
    EXPECT_TRUE(says(diff, "\"en\": \"isolation 35 -> 30\"")) << diff->body;
    EXPECT_TRUE(says(diff, "\"fr\": \"isolement 35 -> 30\"")) << diff->body;
    EXPECT_EQ(client().Get("/v1/rules/ours-1/diff")->body, diff->body);  // its parent
    EXPECT_EQ(client().Get("/v1/rules/default-1.0.0/diff")->status, 422);
    EXPECT_EQ(client().Get("/v1/rules/ours-1/diff?from=none")->status, 422);
    EXPECT_EQ(client().Get("/v1/rules/none/diff?from=ours-1")->status, 404);
    EXPECT_EQ(client().Get("/v1/rules/ours-1/diff?to=none")->status, 422);
}

TEST_F(TheRulesServer, ComparesOnADayAndKeepsNothing) {
    const std::int64_t moment = service_.moment();
    const auto compared =
        client().Post("/v1/rules/compare",
                      R"({"a": "default-1.0.0", "day": "2020-04-03", "b": )" + write_rules(endless()) + "}", kJson);
    ASSERT_EQ(compared->status, 200) << compared->body;
    EXPECT_TRUE(says(compared, "\"promises_newly_missed\": [\"T1\"]")) << compared->body;
    EXPECT_TRUE(says(compared, "{\"line\": \"promises\", \"promises\": 1, \"en\": \"1 promise is no longer kept\", "))
        << compared->body;
    EXPECT_EQ(service_.moment(), moment);
    const auto wrong = client().Post("/v1/rules/compare", R"({"b": {"name": 7}, "c": 1})", kJson);
    EXPECT_EQ(wrong->status, 422);
    for (const char* path : {"\"a\"", "\"b/name\"", "\"c\""}) EXPECT_TRUE(says(wrong, path)) << path << wrong->body;
    EXPECT_EQ(client().Get("/v1/rules/compare")->get_header_value("Allow"), "POST");
}

TEST_F(TheRulesServer, PutsRulesInForceByNameAndReason) {
    ASSERT_EQ(add(ours("1"))->status, 201);
    const std::string seen = client().Get("/v1/rules")->get_header_value("ETag");
    const auto done = activate("ours-1", kYes, {{"If-Match", seen}});
    ASSERT_EQ(done->status, 201) << done->body;
    EXPECT_EQ(done->body,
              "{\"in_force\": \"ours-1\", \"activation\": {\"number\": 1, \"rules\": \"ours-1\", \"before\": "
              "\"default-1.0.0\", \"at\": \"2020-04-03T06:30:00Z\", "
              "\"by\": \"M. B.\", \"reason\": \"after the first wave\", \"looked_at\": \"2020-04-03\", "
              "\"crossed_lines\": [], \"override\": null}}\n");
    EXPECT_EQ(activate("ours-1", kYes)->status, 200);
    const auto list = client().Get("/v1/rules");
    EXPECT_TRUE(says(list, "{\"in_force\": \"ours-1\"")) << list->body;
    const std::string activation = done->body.substr(done->body.find("{\"number\""));
    EXPECT_TRUE(says(list, activation.substr(0, activation.size() - 2))) << list->body;
    // What was seen is not what is there.
    const auto late = activate("default-1.0.0", kYes, {{"If-Match", seen}});
    EXPECT_EQ(late->status, 412);
    EXPECT_TRUE(says(late, "rules") || says(late, "changed")) << late->body;
    EXPECT_EQ(activate("default-1.0.0", kYes, {{"If-Match", list->get_header_value("ETag")}})->status, 201);
    EXPECT_EQ(activate("none", kYes)->status, 404);
    const auto wrong = activate("ours-1", R"({"by": "a\nb", "override": {"by": "x"}, "when": 1})");
    EXPECT_EQ(wrong->status, 422);
    for (const char* path : {"\"by\"", "\"reason\"", "\"override.reason\"", "\"when\""})
        EXPECT_TRUE(says(wrong, path)) << path << wrong->body;
}

TEST_F(TheRulesServer, RefusesWhatCrossesLinesUntilANamedPersonTakesThemOn) {
    ASSERT_EQ(add(endless())->status, 201);
    const auto refused = activate("ours-endless", kYes);
    ASSERT_EQ(refused->status, 409) << refused->body;
    EXPECT_EQ(refused->get_header_value("Content-Type"), "application/problem+json");
    EXPECT_TRUE(says(refused, "{\"path\": \"guard_rails.promises\", \"message\": \"1 promise is no longer kept\"}"))
        << refused->body;
    const auto done = activate("ours-endless", R"({"by": "M. B.", "reason": "why", "day": "2020-04-03",
                                                   "override": {"by": "C. D.", "reason": "T1 was told"}})");
    ASSERT_EQ(done->status, 201) << done->body;
    EXPECT_TRUE(says(done, "\"override\": {\"by\": \"C. D.\", \"reason\": \"T1 was told\"}")) << done->body;
    EXPECT_TRUE(says(done, "\"crossed_lines\": [\n{\"line\": \"promises\"")) << done->body;
    for (const LoggedChange& each : store_->changes(100))
        EXPECT_EQ((each.subject + each.detail).find("C. D."), std::string::npos);
}

TEST_F(TheRulesServer, TheSameYesUnderOneKeyIsOneActivation) {
    ASSERT_EQ(add(ours("1"))->status, 201);
    const auto first = activate("ours-1", kYes, {{"Idempotency-Key", "k1"}});
    const auto again = activate("ours-1", kYes, {{"Idempotency-Key", "k1"}});
    EXPECT_EQ(again->status, 201);
    EXPECT_EQ(again->body, first->body);
    EXPECT_EQ(service_.rules_history().activations.size(), 1u);
}

}  // namespace
}  // namespace bienveille
