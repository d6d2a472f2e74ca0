// The same request again under one Idempotency-Key: carried out once, answered alike.
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

TEST_F(TheServer, AKeyGivesTheSameAnswerAndRefusesAnotherRequest) {
    auto http = client();
    const httplib::Headers key{{"Idempotency-Key", "k1"}};
    const auto first = http.Post("/v1/import/tenants", key, "id\r\nN1\r\n", "text/csv");
    const auto again = http.Post("/v1/import/tenants", key, "id\r\nN1\r\n", "text/csv");
    EXPECT_EQ(first->status, 200);
    EXPECT_EQ(again->body, first->body);  // "new": 1, though it is there by now
    EXPECT_EQ(again->get_header_value("Idempotent-Replay"), "true");
    EXPECT_EQ(http.Post("/v1/import/tenants", key, "id\r\nN2\r\n", "text/csv")->status, 422);
    EXPECT_EQ(http.Post("/v1/import/tenants?dry_run=true", key, "id\r\nN1\r\n", "text/csv")->status, 422);
    const auto put = http.Put("/v1/tenants/N9", {{"Idempotency-Key", "k2"}}, R"({"label": "b"})", kJson);
    const auto same = http.Put("/v1/tenants/N9", {{"Idempotency-Key", "k2"}}, R"({"label": "b"})", kJson);
    EXPECT_EQ(put->status, 201);
    EXPECT_EQ(same->status, 201);
    EXPECT_NE(put->get_header_value("ETag"), "");
    EXPECT_EQ(same->get_header_value("ETag"), put->get_header_value("ETag"));
}

// Of a large town: more than a megabyte, and by then the day has moved on.
TEST_F(TheServer, APlanOfMillionsOfBytesIsGivenAgainAsItWas) {
    std::string csv = "id\r\n";
    for (int i = 0; i < 12'000; ++i) csv += "N" + std::to_string(i) + "\r\n";
    auto http = client();
    ASSERT_EQ(http.Post("/v1/import/tenants", csv, "text/csv")->status, 200);
    const httplib::Headers key{{"Idempotency-Key", "large"}};
    const auto first = http.Post("/v1/plans/2020-04-03", key, "", kJson);
    ASSERT_EQ(first->status, 201);
    EXPECT_GT(first->body.size(), std::size_t{1} << 20);
    const std::string path = "/v1/calls/" + call_id(kThird, {"T1"}) + "/attempts";
    ASSERT_EQ(http.Post(path, R"({"outcome": "no_answer", "minutes": 0})", kJson)->status, 201);
    const auto again = http.Post("/v1/plans/2020-04-03", key, "", kJson);
    EXPECT_EQ(again->status, 201);
    EXPECT_TRUE(again->body == first->body);
    EXPECT_EQ(again->get_header_value("ETag"), first->get_header_value("ETag"));
    EXPECT_EQ(again->get_header_value("Idempotent-Replay"), "true");
}

// As two programs on one database, which know nothing of each other's keys.
TEST_F(TheServer, AKeyThatReachesTwoProgramsMovesOnce) {
    ASSERT_EQ(client().Post("/v1/plans/2020-04-03", "", kJson)->status, 201);
    Routes other(service_, metrics_);
    for (int i = 0; i < 10; ++i) {
        Request request{"PUT", "/v1/plans/2020-04-03/pins/T5", {}, {}, R"({"reason": "promis"})", "r1"};
        request.headers = {{"host", "localhost"}, {"idempotency-key", "k" + std::to_string(i)}};
        Reply first, second;
        std::thread meanwhile([&] { first = other.answer(request); });
        second = routes_.answer(request);
        meanwhile.join();
        EXPECT_EQ(first.body, second.body);
        EXPECT_EQ(first.status, i == 0 ? 201 : 200);
        EXPECT_EQ(store_->overrides(kThird), i + 1);
    }
}

// Asked of a second program while the first one, which was killed before it answered, is just being kept: not "finished already".
TEST_F(TheServer, AnOutcomeThatReachesTwoProgramsUnderOneKeyIsAcknowledgedByBoth) {
    ASSERT_EQ(client().Post("/v1/plans/2020-04-03", "", kJson)->status, 201);
    const std::string call = call_id(kThird, {"T1"});
    Request request{"POST", "/v1/calls/" + call + "/attempts", {}, {}, "", "r1"};
    request.body = R"({"outcome": "reached", "minutes": 5, "follow_ups": ["none"]})";
    request.headers = {{"host", "localhost"}, {"content-type", "application/json"}, {"idempotency-key", "k1"}};
    Reply first;
    bool armed = false;
    Service meanwhile(*store_, json_documents(), [&] {
        if (std::exchange(armed, false)) first = routes_.answer(request);  // the call was looked at, and was open
        return now_.load();
    });
    armed = true;
    const Reply second = Routes(meanwhile, metrics_).answer(request);
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(second.status, 201) << second.body;
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(store_->attempts(call).size(), 1u);
}

TEST_F(TheServer, ManyWritersUnderOneKeyRecordOneAttempt) {
    ASSERT_EQ(client().Post("/v1/plans/2020-04-03", "", kJson)->status, 201);
    const std::string path = "/v1/calls/" + call_id(kThird, {"T1"}) + "/attempts";
    std::vector<std::thread> senders;
    std::atomic<int> recorded{0};
    for (int i = 0; i < 8; ++i)
        senders.emplace_back([&] {
            const auto answer =
                client().Post(path, {{"Idempotency-Key", "same"}}, R"({"outcome": "no_answer", "minutes": 0})", kJson);
            if (answer && answer->status == 201) ++recorded;
        });
    for (std::thread& each : senders) each.join();
    EXPECT_EQ(recorded, 8);
    EXPECT_EQ(store_->attempts(call_id(kThird, {"T1"})).size(), 1u);
    EXPECT_EQ(store_->tenant({"T1"})->record.facts.attempts, 1);
}

}  // namespace
}  // namespace bienveille
