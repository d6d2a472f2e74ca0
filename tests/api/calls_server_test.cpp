// Calls in advisors' hands, over a socket.
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class CallsOverHttp : public TheServer {
protected:
    void SetUp() override {
        TheServer::SetUp();
        http_ = std::make_unique<httplib::Client>(client());
        ASSERT_EQ(post_json("/v1/plans/2020-04-03", "").status, 201);
    }
    httplib::Response post_json(const std::string& path, const std::string& body,
                                const httplib::Headers& headers = {}) {
        const auto answer = http_->Post(path, headers, body, kJson);
        EXPECT_TRUE(answer) << path;
        return answer ? *answer : httplib::Response{};
    }
    httplib::Response next(const std::string& advisor) {
        return post_json("/v1/calls/next", R"({"day": "2020-04-03", "advisor": ")" + advisor + "\"}",
                         {{"Accept-Language", "en"}});
    }
    // The text of a field.
    static std::string told(const httplib::Response& answer, const std::string& field) {
        const std::string begin = "\"" + field + "\": \"";
        const std::size_t at = answer.body.find(begin);
        if (at == std::string::npos) return "";
        return answer.body.substr(at + begin.size(), answer.body.find('"', at + begin.size()) - at - begin.size());
    }
    static bool says(const httplib::Response& answer, const std::string& text) {
        return answer.body.find(text) != std::string::npos;
    }

    std::unique_ptr<httplib::Client> http_;
};

TEST_F(CallsOverHttp, AreLeasedKeptGivenBackAndFinished) {
    const auto leased = next("CONS-1");
    ASSERT_EQ(leased.status, 201) << leased.body;
    EXPECT_EQ(told(leased, "lease_until"), "2020-04-03T07:00:00Z");
    EXPECT_EQ(told(leased, "advisor"), "CONS-1");
    EXPECT_EQ(told(leased, "state"), "in_progress");
    EXPECT_TRUE(says(leased, "\"phone\": \"+33353010203\"")) << leased.body;
    EXPECT_EQ(leased.get_header_value("Content-Language"), "en");
    const std::string call = "/v1/calls/" + told(leased, "id");
    EXPECT_EQ(next("CONS-1").body, leased.body);

    now_ += 600;
    const auto kept = post_json(call + "/renew", "");
    EXPECT_EQ(kept.status, 200) << kept.body;
    EXPECT_EQ(told(kept, "lease_until"), "2020-04-03T07:10:00Z");
    EXPECT_EQ(post_json(call + "/renew", R"({"advisor": "CONS-2"})").status, 409);

    EXPECT_EQ(post_json(call + "/release", R"({"reason": ""})").status, 422);
    const auto back = post_json(call + "/release", R"({"reason": "réunion"})");
    EXPECT_EQ(back.status, 200) << back.body;
    const auto twice = post_json(call + "/release", R"({"reason": "réunion"})");
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(told(twice, "detail"), "nobody has this call in hand; POST /v1/calls/next leases one");

    const auto other = next("CONS-1");
    EXPECT_NE(told(other, "tenant"), told(leased, "tenant"));
    const auto done = post_json("/v1/calls/" + told(other, "id") + "/attempts",
                                R"({"outcome": "reached", "minutes": 9, "follow_ups": ["none"]})");
    ASSERT_EQ(done.status, 201) << done.body;
    EXPECT_TRUE(says(done, "\"doubled\": false"));
}

TEST_F(CallsOverHttp, AListShowsALeaseUntilItIsOver) {
    const char* path = "/v1/plans/2020-04-03/lists/CONS-1";
    const auto untouched = http_->Get(path)->body;
    ASSERT_EQ(next("CONS-1").status, 201);
    const auto leased = http_->Get(path)->body;
    EXPECT_NE(leased.find("\"state\": \"in_progress\""), std::string::npos);
    now_ += 29 * 60;
    EXPECT_EQ(http_->Get(path)->body, leased);
    now_ += 60;
    EXPECT_EQ(http_->Get(path)->body, untouched);
}

TEST_F(CallsOverHttp, TheListDoneSaysSo) {
    for (const KeptCall& each : store_->calls(kThird))
        ASSERT_EQ(post_json("/v1/calls/" + each.id + "/attempts",
                            R"({"outcome": "reached", "minutes": 9, "follow_ups": ["none"]})")
                      .status,
                  201);
    const auto nothing = next("CONS-1");
    EXPECT_EQ(nothing.status, 200);
    EXPECT_EQ(nothing.body, "{\"id\": null, \"reason\": \"list_done\", \"again_at\": null}\n");
}

TEST_F(CallsOverHttp, WhatTheLadderProposesIsDecided) {
    const std::string call = call_id(kThird, {"T5"});
    ASSERT_EQ(
        post_json("/v1/calls/" + call + "/attempts", R"({"outcome": "language_or_hearing", "minutes": 2})").status,
        201);
    const auto read = http_->Get("/v1/escalations", {{"Accept-Language", "fr"}});
    ASSERT_EQ(read->status, 200) << read->body;
    EXPECT_TRUE(says(*read, "\"text\": \"un autre moyen que le téléphone\"")) << read->body;
    EXPECT_TRUE(says(*read, "\"next_cursor\": null"));
    const std::string id = told(*read, "id");
    const auto settled =
        post_json("/v1/escalations", R"({"id": ")" + id + R"(", "decision": "settle", "note": "courriel"})");
    EXPECT_EQ(settled.status, 200) << settled.body;
    EXPECT_EQ(told(settled, "state"), "settled");
    EXPECT_EQ(post_json("/v1/escalations", R"({"id": ")" + id + R"(", "decision": "accept"})").status, 409);
    EXPECT_EQ(post_json("/v1/escalations", R"({"decision": "maybe"})").status, 422);
    EXPECT_FALSE(says(*http_->Get("/v1/escalations"), id));
    EXPECT_TRUE(says(*http_->Get("/v1/escalations?all=true"), id));
    EXPECT_EQ(http_->Get("/v1/escalations?all=perhaps")->status, 422);
}

TEST_F(CallsOverHttp, AnOutcomeIsPutRightAndItsOldValueStays) {
    const auto wrong =
        post_json("/v1/calls/" + call_id(kThird, {"T5"}) + "/attempts", R"({"outcome": "no_answer", "minutes": 1})");
    const std::string path = "/v1/attempts/" + told(wrong, "id");
    const std::string tag = http_->Get(path)->get_header_value("ETag");
    const char* right = R"({"outcome": "voicemail", "minutes": 1})";
    const auto put = http_->Put(path, {{"If-Match", tag}}, right, kJson);
    ASSERT_EQ(put->status, 200) << put->body;
    EXPECT_EQ(told(*put, "outcome"), "voicemail");
    const auto seen = http_->Get(path);
    EXPECT_TRUE(says(*seen, "\"earlier\": [")) << seen->body;
    EXPECT_TRUE(says(*seen, "\"outcome\": \"no_answer\"")) << seen->body;
    EXPECT_EQ(http_->Put(path, {{"If-Match", tag}}, right, kJson)->status, 412);
    EXPECT_EQ(http_->Put(path, R"({"minutes": -1})", kJson)->status, 422);
    now_ += 24 * 60 * 60;
    EXPECT_EQ(http_->Put(path, right, kJson)->status, 409);
    EXPECT_EQ(http_->Put("/v1/attempts/none", right, kJson)->status, 404);
}

TEST_F(CallsOverHttp, ATenantRingsInIsInDistressIsCleared) {
    const auto said = post_json("/v1/tenants/T5/incoming",
                                R"({"day": "2020-04-03", "advisor": "CONS-2", "outcome": "reached", "minutes": 6,
                                    "anxiety": 3, "neighbours_help": true, "follow_ups": ["none"]})");
    ASSERT_EQ(said.status, 201) << said.body;
    EXPECT_TRUE(says(said, "\"incoming\": true"));
    EXPECT_TRUE(says(said, "\"neighbours_help\": true"));
    EXPECT_TRUE(says(*http_->Get("/v1/tenants/T5"), "\"neighbours_help\": true"));
    const auto moved = post_json("/v1/tenants/T6/incoming", R"({"day": "2020-04-03", "call_at": "15:00"})");
    ASSERT_EQ(moved.status, 200) << moved.body;
    EXPECT_EQ(told(moved, "callback_at"), "15:00");
    const auto open = post_json("/v1/tenants/T5/emergency", R"({"day": "2020-04-03"})");
    ASSERT_EQ(open.status, 200) << open.body;
    EXPECT_TRUE(says(open, "\"emergency_open\": true"));
    EXPECT_TRUE(says(post_json("/v1/tenants/T5/emergency", R"({"day": "2020-04-03", "open": false})"),
                     "\"emergency_open\": false"));
    EXPECT_TRUE(says(post_json("/v1/tenants/T5/cleared", ""), "\"anxiety_cleared\": true"));
    EXPECT_EQ(post_json("/v1/tenants/T7/cleared", "").status, 409);
    EXPECT_EQ(post_json("/v1/tenants/T5/incoming", R"({"day": "2020-04-03", "outcome": "busy", "minutes": 1})").status,
              422);
    EXPECT_EQ(post_json("/v1/tenants/none/cleared", "").status, 404);
}

TEST_F(CallsOverHttp, AManagerMovesFixesAndFreesACall) {
    const std::string tenant = told(next("CONS-1"), "tenant") == "T5" ? "T6" : "T5";
    const auto moved = post_json("/v1/plans/2020-04-03/moves",
                                 R"({"tenant": ")" + tenant + R"(", "advisor": "CONS-2", "reason": "se connaissent"})",
                                 {{"Idempotency-Key", "m1"}});
    ASSERT_EQ(moved.status, 201) << moved.body;
    EXPECT_TRUE(says(moved, "\"overrides\": 1"));
    const auto again = post_json("/v1/plans/2020-04-03/moves",
                                 R"({"tenant": ")" + tenant + R"(", "advisor": "CONS-2", "reason": "se connaissent"})",
                                 {{"Idempotency-Key", "m1"}});
    EXPECT_EQ(again.body, moved.body);
    const std::string path = "/v1/plans/2020-04-03/pins/" + tenant;
    const auto fixed = http_->Put(path, R"({"reason": "promis"})", kJson);
    EXPECT_EQ(fixed->status, 200) << fixed->body;
    EXPECT_TRUE(says(*fixed, "\"overrides\": 2"));
    EXPECT_EQ(http_->Get(path)->body, fixed->body);
    const httplib::Headers key{{"Idempotency-Key", "d1"}};
    const auto freed = http_->Delete(path, key);
    EXPECT_EQ(freed->status, 200) << freed->body;
    EXPECT_EQ(http_->Delete(path, key)->body, freed->body);  // the first answer again
    EXPECT_EQ(http_->Delete(path)->status, 404);
    EXPECT_EQ(post_json("/v1/plans/2020-04-03/moves", R"({"advisor": "CONS-2"})").status, 422);
}

TEST_F(CallsOverHttp, APinIsFixedAnewOnlyAsItWasSeen) {
    const std::string path = "/v1/plans/2020-04-03/pins/T5";
    EXPECT_EQ(http_->Get(path)->status, 404);
    EXPECT_EQ(http_->Put(path, {{"If-Match", "*"}}, R"({"reason": "promis"})", kJson)->status, 412);
    const auto fixed = http_->Put(path, {{"If-None-Match", "*"}}, R"({"reason": "promis"})", kJson);
    ASSERT_EQ(fixed->status, 201) << fixed->body;
    const std::string seen = fixed->get_header_value("ETag");
    EXPECT_EQ(http_->Get(path)->get_header_value("ETag"), seen);
    EXPECT_EQ(http_->Get(path, {{"If-None-Match", seen}})->status, 304);
    // An override of somebody else's does not make it another one.
    ASSERT_EQ(http_->Put("/v1/plans/2020-04-03/pins/T6", R"({"reason": "promis"})", kJson)->status, 201);
    EXPECT_EQ(http_->Put(path, {{"If-Match", seen}}, R"({"reason": "rendez-vous"})", kJson)->status, 200);
    const auto late = http_->Put(path, {{"If-Match", seen}}, R"({"reason": "autre"})", kJson);
    EXPECT_EQ(late->status, 412);
    EXPECT_TRUE(says(*late, "by manager (day 2020-04-03, advisor CONS-")) << late->body;
    EXPECT_EQ(http_->Delete(path, {{"If-Match", seen}})->status, 412);
    EXPECT_TRUE(says(*http_->Get(path), "rendez-vous"));
    EXPECT_EQ(http_->Delete(path, {{"If-Match", http_->Get(path)->get_header_value("ETag")}})->status, 200);
    EXPECT_EQ(http_->Get(path)->status, 404);
    EXPECT_EQ(store_->overrides(kThird), 3);  // what was refused does not count
}

TEST_F(CallsOverHttp, OfManyUnderOneKeyOneMoves) {
    std::vector<std::thread> senders;
    std::atomic<int> moved{0};
    for (int i = 0; i < 8; ++i)
        senders.emplace_back([&] {
            const auto answer = client().Put("/v1/plans/2020-04-03/pins/T5", {{"Idempotency-Key", "same"}},
                                             R"({"reason": "promis"})", kJson);
            if (answer && answer->status == 201) ++moved;
        });
    for (std::thread& each : senders) each.join();
    EXPECT_EQ(moved, 8);
    EXPECT_EQ(store_->overrides(kThird), 1);
}

TEST_F(CallsOverHttp, EverythingWrongIsSaidAtOnce) {
    const auto wrong = post_json("/v1/calls/next", R"({"day": "soon", "at": "25:00", "who": 1})");
    EXPECT_EQ(wrong.status, 422);
    for (const char* path : {"\"path\": \"day\"", "\"path\": \"advisor\"", "\"path\": \"at\"", "\"path\": \"who\""})
        EXPECT_TRUE(says(wrong, path)) << path << wrong.body;
    EXPECT_EQ(next("CONS-9").status, 422);
    EXPECT_EQ(post_json("/v1/calls/none/renew", "").status, 404);
    EXPECT_EQ(http_->Get("/v1/calls/next")->status, 405);
}

}  // namespace
}  // namespace bienveille
