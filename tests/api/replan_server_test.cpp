// A running day planned again, over a socket.
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class ReplansOverHttp : public TheServer {
protected:
    void SetUp() override {
        TheServer::SetUp();
        http_ = std::make_unique<httplib::Client>(client());
        ASSERT_EQ(post_json("", "").status, 201);
    }
    httplib::Response post_json(const std::string& step, const std::string& body) {
        const auto answer =
            http_->Post("/v1/plans/2020-04-03" + step, {{"Accept-Language", "fr"}}, body, "application/json");
        EXPECT_TRUE(answer) << step;
        return answer ? *answer : httplib::Response{};
    }
    httplib::Response get(const std::string& step) {
        const auto answer = http_->Get("/v1/plans/2020-04-03" + step, {{"Accept-Language", "en"}});
        EXPECT_TRUE(answer) << step;
        return answer ? *answer : httplib::Response{};
    }
    static bool says(const httplib::Response& answer, const std::string& text) {
        return answer.body.find(text) != std::string::npos;
    }
    // What the offer calls "accept", as it stands there.
    static std::string yes_to(const httplib::Response& offer) {
        const std::size_t at = offer.body.find("\"accept\": ");
        EXPECT_NE(at, std::string::npos) << offer.body;
        const std::size_t end = offer.body.rfind('}');
        return offer.body.substr(at + 10, end - at - 10);
    }

    std::unique_ptr<httplib::Client> http_;
};

TEST_F(ReplansOverHttp, AreLookedAtAcceptedAndKeptAsVersions) {
    const auto offer = post_json("/replan", R"({"now": "10:30", "absent": [{"advisor": "CONS-1"}]})");
    ASSERT_EQ(offer.status, 200) << offer.body;
    EXPECT_EQ(offer.get_header_value("Content-Language"), "fr");
    EXPECT_TRUE(says(offer, "\"change\": \"moved\"")) << offer.body;
    EXPECT_TRUE(says(offer, "\"text\": \"CONS-1 n'est pas là\""));
    EXPECT_TRUE(says(offer, "{\"advisor\": \"CONS-1\", \"planned_minutes_left\": "));
    EXPECT_TRUE(says(offer, "\"minutes_left\": 0, \"behind_minutes\": "));
    EXPECT_TRUE(says(get("/versions"), "\"version\": 1"));
    EXPECT_FALSE(says(get("/versions"), "\"version\": 2"));

    const auto accepted = post_json("/accept", yes_to(offer));
    ASSERT_EQ(accepted.status, 201) << accepted.body;
    EXPECT_EQ(accepted.get_header_value("Location"), "/v1/plans/2020-04-03?version=2");
    EXPECT_EQ(get("").body, accepted.body);
    EXPECT_EQ(post_json("", "").body, accepted.body);  // nothing changed since
    const auto versions = get("/versions");
    EXPECT_TRUE(says(versions, "\"version\": 2")) << versions.body;
    EXPECT_TRUE(says(versions, "\"now\": \"10:30\""));
    EXPECT_TRUE(says(get("?version=1"), "\"advisor\": \"CONS-1\", \"capacity_minutes\": 100"));
    const auto diff = get("/changes?from=1&to=2");
    EXPECT_EQ(diff.status, 200) << diff.body;
    EXPECT_TRUE(says(diff, "\"change\": \"moved\""));
    EXPECT_TRUE(says(diff, "\"text\": \"CONS-1 is not there\"")) << diff.body;
    EXPECT_EQ(get("/changes").body, diff.body);
}

TEST_F(ReplansOverHttp, AYesThatComesTooLateIsAConflict) {
    const auto offer = post_json("/replan", R"({"now": "10:30", "absent": [{"advisor": "CONS-1"}]})");
    ASSERT_EQ(http_->Post("/v1/calls/next", R"({"day": "2020-04-03", "advisor": "CONS-1"})", kJson)->status, 201);
    const auto refused = post_json("/accept", yes_to(offer));
    EXPECT_EQ(refused.status, 409) << refused.body;
    EXPECT_TRUE(says(refused, "since then: lease.take 1"));
}

TEST_F(ReplansOverHttp, SayEverythingThatIsWrong) {
    const auto wrong = post_json("/replan", R"({"now": "25:00", "absent": [{"from": "10:30"}], "x": 1})");
    EXPECT_EQ(wrong.status, 422);
    for (const char* path : {"\"path\": \"now\"", "\"path\": \"absent[0].advisor\"", "\"path\": \"x\""})
        EXPECT_TRUE(says(wrong, path)) << wrong.body;
    EXPECT_EQ(post_json("/accept", "{}").status, 422);
    EXPECT_EQ(post_json("/replan", R"({"absent": [{"advisor": "CONS-9"}]})").status, 422);
    for (const char* query : {"?version=0", "?version=x", "?version=99999999999"}) EXPECT_EQ(get(query).status, 422);
    EXPECT_EQ(get("?version=7").status, 404);
    EXPECT_EQ(get("/changes?from=1&to=7").status, 404);
    EXPECT_EQ(get("/changes?from=a").status, 422);
    const std::string other = "/v1/plans/2020-04-06";
    EXPECT_EQ(http_->Post(other + "/replan", "", kJson)->status, 404);
    EXPECT_EQ(http_->Get(other + "/versions")->status, 404);
    EXPECT_EQ(http_->Get(other + "/changes")->status, 404);
}

TEST_F(ReplansOverHttp, AnAdvisorComesLateAndLeavesEarly) {
    const std::string row = "/v1/advisors/CONS-1/availability/2020-04-03";
    const auto put = http_->Put(row, R"({"minutes": 60, "from": "10:00", "until": "11:00"})", kJson);
    ASSERT_EQ(put->status, 200) << put->body;
    EXPECT_TRUE(says(*put, "\"from\": \"10:00\", \"until\": \"11:00\""));
    EXPECT_TRUE(says(*http_->Get("/v1/advisors/CONS-1"), "\"until\": \"11:00\""));
    EXPECT_EQ(http_->Put(row, R"({"minutes": 60, "from": "11:00", "until": "10:00"})", kJson)->status, 422);
    EXPECT_EQ(post_json("", R"({"now": "10:30"})").status, 201);
    EXPECT_TRUE(says(get(""), "\"advisor\": \"CONS-1\", \"capacity_minutes\": 30"));
    EXPECT_EQ(post_json("", R"({"now": 10})").status, 422);
}

TEST_F(ReplansOverHttp, WhoIsOnTheLineIsPromisedWhatCanBeKept) {
    const auto held = http_->Post("/v1/calls/next", {{"Accept-Language", "fr"}},
                                  R"({"day": "2020-04-03", "advisor": "CONS-1"})", "application/json");
    ASSERT_EQ(held->status, 201);
    EXPECT_TRUE(says(*held, "\"code\": \"message_allowed\""));
    EXPECT_TRUE(says(*held, "Si un proche répond : ne jamais dire pourquoi vous appelez."));
    const std::size_t at = held->body.find("\"id\": \"") + 7;
    const std::string call = "/v1/calls/" + held->body.substr(at, held->body.find('"', at) - at) + "/attempts";
    const auto done = http_->Post(call, R"({"outcome": "reached", "minutes": 9, "anxiety": 1,
        "follow_ups": [{"callback_by": "2020-04-06"}]})",
                                  kJson);
    ASSERT_EQ(done->status, 201) << done->body;
    EXPECT_TRUE(says(*done, R"("promise": {"by": "2020-04-06", "keepable": true, "earliest": "2020-04-06"})"))
        << done->body;
}

}  // namespace
}  // namespace bienveille
