// A day otherwise, over a socket.
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class WhatIfServer : public TheServer {
protected:
    httplib::Result ask(const std::string& body) { return client().Post("/v1/whatif", body, kJson); }
    static bool says(const httplib::Result& answer, const std::string& text) {
        return answer->body.find(text) != std::string::npos;
    }
};

// Eleven calls of 9 minutes and T1's of 13: two advisors of 100 minutes have room for all, one has for ten or eleven.
TEST_F(WhatIfServer, TellsWhatOneAdvisorFewerWouldChangeAndKeepsNothing) {
    const std::int64_t moment = service_.moment();
    const auto answer = ask(R"({"day": "2020-04-03", "advisors": 1})");
    ASSERT_EQ(answer->status, 200) << answer->body;
    EXPECT_TRUE(says(answer, "{\"day\": \"2020-04-03\", \"added\": [], \"left_out\": [\"CONS-2\"], \"lists\": ["))
        << answer->body;
    EXPECT_TRUE(says(answer, "{\"advisor\": \"CONS-2\", \"before\": {\"capacity_minutes\": 100, ")) << answer->body;
    EXPECT_TRUE(says(answer, "\"after\": null}")) << answer->body;
    EXPECT_TRUE(says(answer, "\"move\": \"leaves\"")) << answer->body;
    EXPECT_TRUE(says(answer, "\"staffing\": null}")) << answer->body;
    EXPECT_EQ(service_.moment(), moment);
    EXPECT_EQ(client().Get("/v1/plans")->body, "{\"newest\": null}\n");
}

TEST_F(WhatIfServer, TellsHowManyItTakesToCallEverybody) {
    const auto answer = ask(R"({"day": "2020-04-03", "absent": ["CONS-1", "CONS-2"], "minutes_of_more": 60,
                                "everybody_by": "2020-04-03"})");
    ASSERT_EQ(answer->status, 200) << answer->body;
    // 11 x 9 + 13 = 112 minutes: of lists of 60 two hold 6 x 9 = 54 and 5 x 9 + 13 = 58.
    EXPECT_TRUE(says(answer, R"("staffing": {"by": "2020-04-03", "people": 12, "beyond": 0, "team": 0, "needed": 2, )"
                             R"("more_advisors": 2, "spare": [], "one_fewer": )"))
        << answer->body;
}

// 112 minutes: 200 of two advisors, 100 of one. With 58 minutes each hold 6 x 9 = 54 and 5 x 9 + 13 = 58; with 57 one call is left.
TEST_F(WhatIfServer, TellsHowManyFewerWouldDo) {
    const auto answer = ask(R"({"day": "2020-04-03", "minutes": [{"advisor": "CONS-1", "minutes": 150}],
                                "everybody_by": "2020-04-03"})");
    ASSERT_EQ(answer->status, 200) << answer->body;
    EXPECT_TRUE(says(
        answer, R"("team": 2, "needed": 1, "more_advisors": 0, "spare": ["CONS-2"], "one_fewer": {"impossible": 12)"))
        << answer->body;
    EXPECT_TRUE(says(answer, R"("minutes": 58, "one_minute_fewer": {)")) << answer->body;
    EXPECT_TRUE(
        says(answer, "1 of the 2 advisors would do, without CONS-2\\nWith one fewer: 12 cannot be called in time, "))
        << answer->body;
    EXPECT_TRUE(says(answer, "1 des 2 conseillers suffit, sans CONS-2\\nAvec un de moins : 12 ne peuvent "))
        << answer->body;
}

TEST_F(WhatIfServer, TakesEachLimit) {
    const auto calls_with = [&](const std::string& change) {
        const auto answer = ask(R"({"day": "2020-04-03", )" + change + "}");
        EXPECT_EQ(answer->status, 200) << change << answer->body;
        const std::string& body = answer->body;
        const auto after = body.find("\"after\": {\"rules\"", body.find("\"comparison\""));
        const auto at = body.find("\"calls\": ", after);
        return std::stoi(body.substr(at + 9));
    };
    EXPECT_EQ(calls_with(R"("tolerance": 0.5)"), 12);
    EXPECT_EQ(calls_with(R"("max_calls": 2)"), 4);
    EXPECT_EQ(calls_with(R"("absent": ["CONS-1", "CONS-2"])"), 0);
    EXPECT_EQ(calls_with(R"("minutes": [{"advisor": "CONS-1", "minutes": 18}, {"advisor": "CONS-2", "minutes": 0}])"),
              1);                                                              // T1 has 13 of 18
    EXPECT_EQ(calls_with(R"("windows": ["10:00-10:18"])"), 3);                 // T1, and two of 9
    EXPECT_EQ(calls_with(R"("most_level3": 0, "most_level2_and_3": 0)"), 11);  // T1 is of level 2
}

TEST_F(WhatIfServer, SaysEverythingThatIsWrong) {
    const auto wrong = ask(R"({"advisors": -1, "minutes": [{"minutes": 5}], "absent": [7], "windows": ["9-10"],
                               "tolerance": "x", "rules": {"name": 7}, "team": 3})");
    EXPECT_EQ(wrong->status, 422);
    for (const char* path :
         {"advisors", "minutes[0].advisor", "absent[0]", "windows[0]", "tolerance", "rules/name", "team"})
        EXPECT_TRUE(says(wrong, "\"path\": \"" + std::string{path} + "\"")) << path << wrong->body;
    const auto unknown = ask(R"({"absent": ["CONS-9"], "rules": "none"})");
    EXPECT_EQ(unknown->status, 422);
    EXPECT_TRUE(says(unknown, "\"path\": \"day\"")) << unknown->body;  // no plan was made yet
    EXPECT_TRUE(says(unknown, "\"path\": \"rules\"")) << unknown->body;
    const auto nobody = ask(R"({"day": "2020-04-03", "absent": ["CONS-9"]})");
    EXPECT_TRUE(says(nobody, "{\"path\": \"absent[0]\", \"message\": \"is not an advisor of the team\"}"))
        << nobody->body;
    EXPECT_EQ(ask("[")->status, 400);
}

}  // namespace
}  // namespace bienveille
