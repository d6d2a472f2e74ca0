// Event streams over a socket.
#include <poll.h>

#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class TheEvents : public TheServer {
protected:
    void SetUp() override {
        options_.streams.heartbeat = std::chrono::hours(1);
        TheServer::SetUp();
        ASSERT_EQ(client().Post("/v1/plans/2020-04-03", "", kJson)->status, 201);
    }
    static std::string request(const std::string& query, const std::string& headers = "") {
        return "GET /v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }
    std::unique_ptr<RawClient> listener(const std::string& query = "", const std::string& headers = "") {
        auto made = std::make_unique<RawClient>(server_->port());
        EXPECT_TRUE(made->send(request(query, headers)));
        EXPECT_NE(made->until("retry: 2000\n").find("text/event-stream"), std::string::npos);
        return made;
    }
    void take_call(const char* advisor) {
        const auto taken =
            client().Post("/v1/calls/next",
                          R"({"day": "2020-04-03", "at": "09:00", "advisor": ")" + std::string{advisor} + "\"}", kJson);
        ASSERT_EQ(taken->status, 201) << taken->body;
    }
    std::string figures() { return client().Get("/metrics")->body; }
    bool listeners_become(int count) {
        const std::string line = "bienveille_listeners " + std::to_string(count) + "\n";
        for (int looks = 0; looks < 400; ++looks) {
            if (figures().find(line) != std::string::npos) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return false;
    }
};

TEST_F(TheEvents, AListenerHearsWhatChangesFromNowOn) {
    const auto all = listener();
    take_call("CONS-1");
    const std::string told = all->until("\"due_on\": null}\n\n");
    EXPECT_NE(told.find("event: call.leased\ndata: {\"kind\": \"call.leased\", \"at\": \"2020-04-03T06:30:00Z\", "
                        "\"day\": \"2020-04-03\", \"call\": \"c"),
              std::string::npos)
        << told;
    EXPECT_NE(told.find("\"advisor\": \"CONS-1\", \"was_with\": null, \"due_on\": null}"), std::string::npos) << told;
    EXPECT_EQ(told.find("plan.made"), std::string::npos) << "that was before";
    EXPECT_EQ(told.find("Locataire"), std::string::npos);
}

TEST_F(TheEvents, WhoComesBackIsToldWhatTheyMissed) {
    const std::int64_t known = store_->events_kept().newest;
    take_call("CONS-1");
    take_call("CONS-2");
    const std::string header = "Last-Event-ID: " + std::to_string(known) + "\r\n";
    EXPECT_NE(listener("", header)->until("CONS-2").find("CONS-1"), std::string::npos);
    const std::string query = "?last_event_id=" + std::to_string(known);
    EXPECT_NE(listener(query)->until("CONS-2").find("CONS-1"), std::string::npos);
    const std::string both = listener(query, "Last-Event-ID: " + std::to_string(known + 1) + "\r\n")->until("CONS-2");
    EXPECT_EQ(both.find("CONS-1"), std::string::npos) << "the header is the newer one";
}

TEST_F(TheEvents, WhoMissedMoreThanIsKeptIsToldToReadAnew) {
    now_ += 25 * 60 * 60;
    ASSERT_EQ(client().Post("/v1/plans/2020-04-06", "", kJson)->status, 201);
    const std::string newest = std::to_string(store_->events_kept().newest);
    for (const char* known : {"1", "999999999"}) {
        RawClient late(server_->port());
        late.send(request("", "Last-Event-ID: " + std::string{known} + "\r\n"));
        EXPECT_NE(late.until("reset\"}\n\n").find("id: " + newest + "\nevent: reset\n"), std::string::npos) << known;
    }
}

TEST_F(TheEvents, AnAdvisorHearsNobodyElsesCalls) {
    const auto own = listener("?advisor=CONS-2&day=2020-04-03");
    const auto other_day = listener("?day=2020-04-06");
    take_call("CONS-1");
    take_call("CONS-2");
    EXPECT_EQ(own->until("CONS-2").find("CONS-1"), std::string::npos);
    ASSERT_EQ(client().Post("/v1/plans/2020-04-06", "", kJson)->status, 201);
    EXPECT_EQ(other_day->until("plan.made").find("call.leased"), std::string::npos);
}

TEST_F(TheEvents, WhatCannotBeAskedForIsSaid) {
    auto http = client();
    for (const char* query : {"?day=soon", "?advisor=%20", "?last_event_id=x", "?last_event_id=-1", "?days=1"})
        EXPECT_EQ(http.Get(("/v1/events" + std::string{query}).c_str())->status, 422) << query;
    EXPECT_EQ(http.Get("/v1/events", {{"Last-Event-ID", "1234567890123456789"}})->status, 422);
    EXPECT_EQ(http.Post("/v1/events", "{}", kJson)->status, 405);
    EXPECT_EQ(http.Head("/v1/events")->status, 200) << "and the connection goes on";
    EXPECT_EQ(http.Get("/livez")->status, 200);
}

TEST_F(TheEvents, OneListenerTooManyIsToldWhenToComeBack) {
    options_.streams.most_listeners = 2;
    begin_again();
    const auto first = listener();
    auto second = listener();
    const auto refused = client().Get("/v1/events");
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->get_header_value("Retry-After"), "30");
    second.reset();
    ASSERT_TRUE(listeners_become(1)) << "who has left is noticed";
    listener();
}

TEST_F(TheEvents, QuietStreamsAreKeptAliveAndEndWithTheService) {
    options_.streams.heartbeat = std::chrono::milliseconds(1);
    begin_again();
    const auto quiet = listener();
    quiet->until(": here\n\n");
    server_->stop();
    const std::string rest = quiet->all();
    EXPECT_TRUE(rest.ends_with(": the service stops\n\n")) << rest;
}

TEST_F(TheEvents, WhoDoesNotReadIsLetGoAndNobodyWaits) {
    options_.streams.most_unsent = 2000;
    begin_again();
    RawClient stuck(server_->port(), 4096);  // a small window, never read
    stuck.send(request(""));
    const auto reader = listener("?advisor=CONS-2");  // hears none of what fills the other up
    ASSERT_TRUE(listeners_become(2));
    ChangeBy by{"2020-04-03T06:30:00Z", "test", "many"};
    for (int rounds = 0; rounds < 50 && figures().find("bienveille_listeners 2\n") != std::string::npos; ++rounds)
        for (int i = 0; i < 200; ++i) store_->put_availability({{"CONS-1"}, kThird, {100 + i}}, by);
    EXPECT_TRUE(listeners_become(1));
    take_call("CONS-2");
    reader->until("call.leased");
}

// Ten times as many listeners as a pool of threads would have places, and requests beside them.
TEST_F(TheEvents, TwoHundredListenersHearEverythingAndHoldNoConnection) {
    options_.most_connections = 4;
    begin_again();
    std::vector<std::unique_ptr<RawClient>> all;
    for (int i = 0; i < 200; ++i) all.push_back(listener());
    ASSERT_TRUE(listeners_become(200));
    take_call("CONS-1");
    take_call("CONS-2");
    for (const auto& each : all) {
        const std::string told = each->until("CONS-2");
        EXPECT_NE(told.find("CONS-1"), std::string::npos) << told;
    }
    EXPECT_NE(figures().find("bienveille_connections 1\n"), std::string::npos);
}

}  // namespace
}  // namespace bienveille
