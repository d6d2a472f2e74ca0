// The service over a socket: what it promises, and what hostile bytes get.
#include "api/server.h"

#include <thread>

#include "api/assets.h"
#include "api/wire.h"
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

// ------------------------------------------------------------------------------------------- the main job

TEST_F(TheServer, MakesADaysPlanServesListsAndTakesOutcomes) {
    auto http = client();
    const auto made = http.Post("/v1/plans/2020-04-03", "", kJson);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->status, 201) << made->body;
    EXPECT_EQ(made->get_header_value("Location"), "/v1/plans/2020-04-03");
    const auto again = http.Post("/v1/plans/2020-04-03", "", kJson);
    EXPECT_EQ(again->status, 200);
    EXPECT_EQ(again->body, made->body);
    EXPECT_EQ(http.Get("/v1/plans/2020-04-03")->body, made->body);
    EXPECT_EQ(http.Get("/v1/plans")->body, "{\"newest\": \"2020-04-03\"}\n");

    const auto list = http.Get("/v1/plans/2020-04-03/lists/CONS-1", {{"Accept-Language", "en"}});
    ASSERT_EQ(list->status, 200);
    EXPECT_EQ(list->get_header_value("Content-Language"), "en");
    const std::string id = call_id(kThird, {"T1"});
    const auto done = http.Post("/v1/calls/" + id + "/attempts", {{"Idempotency-Key", "k1"}},
                                R"({"outcome": "reached", "minutes": 9, "anxiety": 1, "follow_ups": ["none"],
                                    "note": "boit du café"})",
                                kJson);
    ASSERT_EQ(done->status, 201) << done->body;
    EXPECT_NE(done->body.find("\"state\": \"done\""), std::string::npos);
    EXPECT_NE(done->body.find("\"note_warnings\": [\"addiction\"]"), std::string::npos);
    EXPECT_NE(http.Get("/v1/plans/2020-04-03")->body.find("\"state\": \"done\""), std::string::npos);
}

TEST_F(TheServer, AListThatIsReadAgainIsTheSameUntilSomethingChanges) {
    auto http = client();
    ASSERT_EQ(http.Post("/v1/plans/2020-04-03", "", kJson)->status, 201);
    const std::string path = "/v1/plans/2020-04-03/lists/CONS-1";
    const auto first = http.Get(path, {{"Accept-Language", "en"}});
    const auto again = http.Get(path, {{"Accept-Language", "en"}});
    EXPECT_EQ(again->body, first->body);
    const std::string tag = again->get_header_value("ETag");
    EXPECT_EQ(tag, first->get_header_value("ETag"));
    EXPECT_EQ(http.Get(path, {{"Accept-Language", "en"}, {"If-None-Match", tag}})->status, 304);
    EXPECT_NE(http.Get(path, {{"Accept-Language", "fr"}})->body, first->body);

    const std::string id = call_id(kThird, {"T1"});
    ASSERT_EQ(http.Post("/v1/calls/" + id + "/attempts", R"({"outcome": "no_answer", "minutes": 1})", kJson)->status,
              201);
    const auto after = http.Get(path, {{"Accept-Language", "en"}, {"If-None-Match", tag}});
    ASSERT_EQ(after->status, 200);
    EXPECT_NE(after->body.find("\"state\": \"retry\""), std::string::npos) << after->body;
}

TEST(ReadyBodies, AreFoundAtTheirMomentOnlyAndNeverHoldTooMuch) {
    ReadyBodies bodies;
    bodies.keep("a", 1, {"one", "t1"});
    ASSERT_TRUE(bodies.find("a", 1));
    EXPECT_EQ(bodies.find("a", 1)->text, "one");
    EXPECT_FALSE(bodies.find("a", 2));
    EXPECT_FALSE(bodies.find("b", 1));
    bodies.keep("a", 2, {"two", "t2"});
    EXPECT_FALSE(bodies.find("a", 1));
    EXPECT_EQ(bodies.keep("a", 1, {"old", "t0"})->text, "old") << "a slow reader gets what it read";
    EXPECT_EQ(bodies.find("a", 2)->text, "two") << "and takes nothing newer away";
    bodies.keep("large", 2, {std::string(ReadyBodies::kMostBytes, 'x'), "t3"});
    EXPECT_FALSE(bodies.find("large", 2));
    const std::string half(ReadyBodies::kMostBytes / 2, 'x');
    for (const char* what : {"b", "c", "d"}) bodies.keep(what, 2, {half, "t"});
    EXPECT_TRUE(bodies.find("d", 2));
    EXPECT_FALSE(bodies.find("b", 2) && bodies.find("c", 2));
}

TEST_F(TheServer, TellsPromisesWhyAndWhatCanBePromised) {
    auto http = client();
    EXPECT_EQ(http.Get("/v1/promises")->status, 404);
    ASSERT_EQ(http.Post("/v1/plans/2020-04-03", "", kJson)->status, 201);
    const auto promises = http.Get("/v1/promises", {{"Accept-Language", "en"}});
    ASSERT_EQ(promises->status, 200) << promises->body;
    EXPECT_EQ(promises->get_header_value("Content-Language"), "en");
    EXPECT_NE(promises->body.find("\"day\": \"2020-04-03\""), std::string::npos) << promises->body;
    EXPECT_EQ(http.Get("/v1/promises?day=2020-04-03")->status, 200);
    EXPECT_EQ(http.Get("/v1/promises?day=soon")->status, 422);
    EXPECT_EQ(http.Get("/v1/promises?days=1")->status, 422);

    const auto why = http.Get("/v1/plans/2020-04-03/why?tenant=T1");
    ASSERT_EQ(why->status, 200) << why->body;
    EXPECT_NE(why->body.find("\"advisor\": \"CONS-"), std::string::npos) << why->body;
    EXPECT_EQ(http.Get("/v1/plans/2020-04-03/why")->status, 422);
    EXPECT_EQ(http.Get("/v1/plans/2020-04-03/why?tenant=nobody")->status, 422);
    EXPECT_EQ(http.Get("/v1/plans/2020-04-06/why?tenant=T1")->status, 404);

    const auto asked = http.Post("/v1/promises/check", R"({"tenant": "T1", "by": "2020-04-06"})", kJson);
    ASSERT_EQ(asked->status, 200) << asked->body;
    EXPECT_EQ(asked->body, "{\"keepable\": true, \"earliest\": \"2020-04-03\"}\n");
    EXPECT_EQ(http.Post("/v1/promises/check", R"({"tenant": "T1", "by": "2020-04-02"})", kJson)->status, 422);
    EXPECT_EQ(http.Post("/v1/promises/check", R"({"by": 7})", kJson)->status, 422);
}

TEST_F(TheServer, SolvesWithoutKeepingAnything) {
    auto http = client();
    const auto solved = http.Post("/v1/solve", R"({"day": "2020-04-03", "tenants": [{"id": "A", "phone": "0353010203"}],
                                                   "advisors": [{"id": "X"}]})",
                                  kJson);
    ASSERT_EQ(solved->status, 200) << solved->body;
    const auto plan = plan_from_json(solved->body);
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(plan->lists.at(0).calls.at(0).tenant.text, "A");
    EXPECT_EQ(http.Get("/v1/plans")->body, "{\"newest\": null}\n");
    const auto wrong = http.Post(
        "/v1/solve", R"({"day": "2020-04-03", "tenants": [{"id": "A", "anxiety": 4}], "advisors": []})", kJson);
    EXPECT_EQ(wrong->status, 422);
    EXPECT_EQ(wrong->get_header_value("Content-Type"), "application/problem+json");
    EXPECT_NE(
        wrong->body.find(R"({"path": "tenants[0].anxiety", "message": "is 4; must be a whole number from 0 to 3"})"),
        std::string::npos)
        << wrong->body;
}

TEST_F(TheServer, ImportsAFileAllOrNothing) {
    auto http = client();
    const std::string csv = "id;label;phone\r\nT1;Nouveau;\r\nN1;Un;0353010204\r\n";
    const auto dry = http.Post("/v1/import/tenants?dry_run=true", csv, "text/csv");
    ASSERT_EQ(dry->status, 200) << dry->body;
    EXPECT_EQ(
        dry->body,
        "{\"kind\": \"tenants\", \"dry_run\": true, \"new\": 1, \"changed\": 1, \"unchanged\": 0, \"warnings\": []}\n");
    EXPECT_EQ(http.Get("/v1/tenants/N1")->status, 404);
    EXPECT_EQ(http.Post("/v1/import/tenants", csv, "text/csv")->status, 200);
    EXPECT_EQ(http.Get("/v1/tenants/N1")->status, 200);
    // The callback of T1 was not in the file: it stands.
    EXPECT_NE(http.Get("/v1/tenants/T1")->body.find("\"callback_due_on\": \"2020-04-03\""), std::string::npos);

    const auto wrong = http.Post("/v1/import/tenants", "id;colour\r\nN2;x\r\n", "text/csv");
    EXPECT_EQ(wrong->status, 422);
    EXPECT_NE(wrong->body.find("unknown column"), std::string::npos);
    EXPECT_EQ(http.Post("/v1/import/tenants?ignore_unknown=true", "id;colour\r\nN2;x\r\n", "text/csv")->status, 200);
    EXPECT_EQ(http.Post("/v1/import/advisors", R"({"advisors": [{"id": "CONS-3"}]})", kJson)->status, 200);
    EXPECT_EQ(http.Get("/v1/advisors/CONS-3")->status, 200);
    EXPECT_EQ(http.Post("/v1/import/tenants?dry=1", csv, "text/csv")->status, 422);
}

TEST_F(TheServer, AWriteHonoursWhatTheWriterHasSeen) {
    auto http = client();
    const auto read = http.Get("/v1/tenants/T2");
    const std::string tag = read->get_header_value("ETag");
    EXPECT_EQ(http.Get("/v1/tenants/T2", {{"If-None-Match", tag}})->status, 304);
    EXPECT_EQ(http.Put("/v1/tenants/T2", {{"If-Match", tag}}, R"({"label": "a"})", kJson)->status, 200);
    EXPECT_EQ(http.Put("/v1/tenants/T2", {{"If-Match", tag}}, R"({"label": "b"})", kJson)->status, 412);
    EXPECT_EQ(http.Put("/v1/tenants/T2", {{"If-None-Match", "*"}}, R"({"label": "b"})", kJson)->status, 412);
    EXPECT_EQ(http.Put("/v1/tenants/N9", {{"If-Match", tag}}, R"({"label": "b"})", kJson)->status, 412);
    EXPECT_EQ(http.Put("/v1/tenants/N9", {{"If-None-Match", "*"}}, R"({"label": "b"})", kJson)->status, 201);
    EXPECT_NE(http.Get("/v1/tenants/T2")->body.find("\"label\": \"a\""), std::string::npos);
    EXPECT_EQ(http.Put("/v1/tenants/T2", R"({"id": "T3"})", kJson)->status, 422);
}

TEST_F(TheServer, AnAdvisorsDayIsWrittenOnlyAsItWasSeen) {
    auto http = client();
    const std::string row = "/v1/advisors/CONS-1/availability/2020-04-03";
    EXPECT_EQ(http.Get(row)->status, 404);
    EXPECT_EQ(http.Put(row, {{"If-Match", "*"}}, R"({"minutes": 60})", kJson)->status, 412);
    const auto first = http.Put(row, {{"If-None-Match", "*"}}, R"({"minutes": 60})", kJson);
    ASSERT_EQ(first->status, 200) << first->body;
    const std::string seen = first->get_header_value("ETag");
    EXPECT_EQ(http.Get(row)->body, first->body);
    EXPECT_EQ(http.Get(row, {{"If-None-Match", seen}})->status, 304);
    EXPECT_EQ(http.Put(row, {{"If-None-Match", "*"}}, R"({"minutes": 70})", kJson)->status, 412);
    EXPECT_EQ(http.Put(row, {{"If-Match", seen}}, R"({"minutes": 90})", kJson)->status, 200);
    const auto late = http.Put(row, {{"If-Match", seen}}, R"({"minutes": 30})", kJson);
    EXPECT_EQ(late->status, 412);
    EXPECT_NE(late->body.find("by manager (day 2020-04-03)"), std::string::npos) << late->body;
    EXPECT_NE(http.Get(row)->body.find("\"minutes\": 90"), std::string::npos);
}

TEST_F(TheServer, IsToldTheCampaignWhoseCalendarHolds) {
    auto http = client();
    EXPECT_EQ(http.Get("/v1/campaign")->status, 404);
    const std::string march = R"({"name": "Mars", "time_zone": "Europe/Paris", "first_day": "2020-03-26",
        "last_day": "2020-05-07", "holidays": ["2020-04-03"], "windows": ["09:00-12:15", "13:30-17:45"]})";
    const auto put = http.Put("/v1/campaign", {{"If-None-Match", "*"}}, march, kJson);
    ASSERT_EQ(put->status, 200) << put->body;
    EXPECT_EQ(http.Get("/v1/campaign")->body, march);
    // Its holiday: nobody is planned.
    EXPECT_NE(http.Post("/v1/plans/2020-04-03", "", kJson)->body.find("\"lists\": []"), std::string::npos);
    EXPECT_NE(http.Post("/v1/plans/2020-04-06", "", kJson)->body.find("\"starts_at\": \"09:00\""), std::string::npos);
    EXPECT_EQ(http.Put("/v1/campaign", {{"If-None-Match", "*"}}, march, kJson)->status, 412);
    const std::string seen = put->get_header_value("ETag");
    EXPECT_EQ(http.Put("/v1/campaign", {{"If-Match", seen}}, march + " ", kJson)->status, 200);
    EXPECT_EQ(http.Put("/v1/campaign", {{"If-Match", seen}}, march, kJson)->status, 412);
    const auto wrong = http.Put("/v1/campaign", R"({"name": "x", "colour": 1})", kJson);
    EXPECT_EQ(wrong->status, 422);
    EXPECT_NE(wrong->body.find("colour"), std::string::npos) << wrong->body;
    EXPECT_EQ(http.Put("/v1/campaign", "no", kJson)->status, 400);
}

TEST_F(TheServer, PagesByCursor) {
    auto http = client();
    const auto first = http.Get("/v1/tenants?limit=5");
    EXPECT_NE(first->body.find("\"next_cursor\": \"T2\""), std::string::npos);  // T1 T10 T11 T12 T2
    const auto last = http.Get("/v1/tenants?limit=1000&cursor=T8");
    EXPECT_NE(last->body.find("\"next_cursor\": null"), std::string::npos);
    for (const char* wrong : {"limit=0", "limit=1001", "limit=x", "cursor=%20", "page=2"})
        EXPECT_EQ(http.Get(("/v1/tenants?" + std::string{wrong}).c_str())->status, 422) << wrong;
}

TEST_F(TheServer, AnAdvisorsDayMayDiffer) {
    auto http = client();
    EXPECT_EQ(http.Put("/v1/advisors/CONS-1/availability/2020-04-03", R"({"minutes": 0})", kJson)->status, 200);
    EXPECT_EQ(http.Put("/v1/advisors/CONS-9/availability/2020-04-03", R"({"minutes": 0})", kJson)->status, 404);
    EXPECT_EQ(http.Put("/v1/advisors/CONS-1/availability/2020-02-31", R"({"minutes": 0})", kJson)->status, 422);
    const auto plan = http.Post("/v1/plans/2020-04-03", "", kJson);
    EXPECT_EQ(plan->body.find("\"advisor\": \"CONS-1\""), std::string::npos);
}

// ------------------------------------------------------------------------------------------- operation

TEST_F(TheServer, TellsItsHealthItsFiguresAndItsDocument) {
    auto http = client();
    EXPECT_EQ(http.Get("/livez")->body, "ok\n");
    EXPECT_EQ(http.Get("/readyz")->body, "ready\n");
    const auto figures = http.Get("/metrics");
    EXPECT_NE(figures->body.find("bienveille_requests_total{method=\"GET\",route=\"/livez\",status=\"200\"} 1"),
              std::string::npos)
        << figures->body;
    const auto document = http.Get("/v1/openapi.json");
    EXPECT_EQ(document->body, asset("openapi.json")->bytes);
    EXPECT_EQ(http.Get("/v1/openapi.json", {{"If-None-Match", document->get_header_value("ETag")}})->status, 304);
    for (const char* page :
         {"/", "/rules", "/waves", "/docs", "/assets/rules.js", "/assets/app.css", "/assets/page.js", "/assets/plan.js",
          "/assets/replan.js", "/assets/waves.js", "/assets/staffing.js", "/assets/docs.js"})
        EXPECT_EQ(http.Get(page)->status, 200) << page;
    EXPECT_EQ(http.Get("/assets/none")->status, 404);
}

TEST_F(TheServer, PagesComeCompressedToThoseWhoTakeThat) {
    auto http = client();
    http.set_decompress(false);
    const auto page = http.Get("/docs", {{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ(page->get_header_value("Content-Encoding"), "gzip");
    EXPECT_EQ(page->body, asset("docs.html")->gzipped);
    EXPECT_EQ(http.Get("/docs", {{"Accept-Encoding", "identity"}})->body, asset("docs.html")->bytes);
}

TEST_F(TheServer, EveryAnswerCarriesItsIdAndItsPolicy) {
    auto http = client();
    for (const char* path : {"/livez", "/", "/v1/plans", "/nothing", "/v1/plans/x"}) {
        const auto answer = http.Get(path);
        EXPECT_FALSE(answer->get_header_value("X-Request-Id").empty()) << path;
        EXPECT_NE(answer->get_header_value("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
        EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(answer->get_header_value_count("Access-Control-Allow-Origin"), 0u) << path;
    }
    EXPECT_EQ(http.Get("/livez", {{"X-Request-Id", "my.own-1"}})->get_header_value("X-Request-Id"), "my.own-1");
    EXPECT_NE(http.Get("/livez", {{"X-Request-Id", "a%0d%0ab"}})->get_header_value("X-Request-Id"), "a%0d%0ab");
}

TEST_F(TheServer, SaysNotThereAndNotThisMethod) {
    auto http = client();
    EXPECT_EQ(http.Get("/nothing")->status, 404);
    const auto wrong = http.Delete("/v1/plans/2020-04-03");
    EXPECT_EQ(wrong->status, 405);
    EXPECT_EQ(wrong->get_header_value("Allow"), "POST, GET, HEAD");
    EXPECT_EQ(http.Get("/v1/plans/2020-04-03")->status, 404);
    EXPECT_EQ(http.Get("/v1/plans/31-02-2020")->status, 422);
    EXPECT_EQ(http.Get("/v1/rules/default-1.0.0")->status, 200);
    EXPECT_EQ(http.Head("/v1/rules")->status, 200);
    EXPECT_EQ(http.Post("/v1/calls/none/attempts", R"({"outcome": "busy", "minutes": 0})", kJson)->status, 404);
}

TEST_F(TheServer, ABrowsersOtherPagesAndReboundNamesAreRefused) {
    auto http = client();
    EXPECT_EQ(http.Get("/livez", {{"Host", "rebound.example"}})->status, 403);
    EXPECT_EQ(http.Post("/v1/plans/2020-04-03", {{"Origin", "http://evil.example"}}, "", kJson)->status, 403);
    EXPECT_EQ(status_of(raw("GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n")), 400);  // no Host
}

// ------------------------------------------------------------------------------------------- bad bodies

TEST_F(TheServer, BodiesThatAreNotJsonAre400AndWrongOnes422) {
    auto http = client();
    for (const std::string& body : {std::string{"{"}, std::string{""}, std::string{"NaN"}, std::string(50'000, '['),
                                    std::string{R"({"day": 1, "day": 2})"}})
        EXPECT_EQ(http.Post("/v1/solve", body, kJson)->status, 400) << body.substr(0, 20);
    EXPECT_EQ(http.Post("/v1/solve", "{}", kJson)->status, 422);
    EXPECT_EQ(http.Post("/v1/solve", "{}", "text/plain")->status, 415);
    EXPECT_EQ(http.Post("/v1/solve", "a=b", "application/x-www-form-urlencoded")->status, 415);
    EXPECT_EQ(http.Post("/v1/solve", {{"Content-Encoding", "gzip"}}, "{}", kJson)->status, 415);
    EXPECT_EQ(http.Post("/v1/solve", std::string(100'001, ' '), kJson)->status, 413);
}

// A refused request's body must never run as the next request.
TEST_F(TheServer, NothingThatIsRefusedLeavesABodyBehind) {
    const std::string hidden = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
    const std::pair<std::string, int> hostile[] = {
        {post("/v1/solve", "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n" + hidden), 411},
        {post("/v1/solve", "Transfer-Encoding: chunked\r\n" + length, hidden), 411},
        {post("/v1/solve", length + "Content-Encoding: gzip\r\n", hidden), 415},
        {post("/v1/solve", length + length, hidden), 400},
        {post("/v1/solve", "Content-Length: 2, 3\r\n", hidden), 400},
        {post("/v1/solve", "Content-Length: -1\r\n", hidden), 400},
        {post("/v1/solve", "Content-Length: 0x10\r\n", hidden), 400},
        {post("/v1/solve", "Content-Length: 99999999999\r\n", hidden), 413},
        {post("/v1/solve", "Content-Length: 99999999999999999999999\r\n", hidden), 400},
        {post("/v1/solve", "", hidden), 411},
        {post("/nothing", length, hidden), 404},
        {"DELETE /v1/solve HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden, 400},
        {"GET /livez HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden, 400},
        {"HEAD /livez HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden, 400},
        {"OPTIONS /livez HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden, 400},
        {"BREW /livez HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden, 400},
        {"GET /livez HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1,2-3\r\nConnection: close\r\n\r\n", 416},
        {"rubbish\r\n\r\n" + hidden, 400},
    };
    for (const auto& [bytes, status] : hostile) {
        const std::string answer = raw(bytes);
        EXPECT_EQ(status_of(answer), status) << bytes.substr(0, 120) << "\n->\n" << answer.substr(0, 300);
        EXPECT_EQ(answer.find("bienveille_requests_total"), std::string::npos) << bytes;
        EXPECT_EQ(answer.find("<still open>"), std::string::npos) << bytes;
    }
}

TEST_F(TheServer, TwoGoodRequestsInOnePieceGetTwoAnswers) {
    const std::string body = R"({"day": "2020-04-03", "tenants": [], "advisors": []})";
    const std::string answers = raw(post("/v1/solve", "Content-Length: " + std::to_string(body.size()) + "\r\n", body) +
                                    "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(answers), 200) << answers;
    EXPECT_NE(answers.find("ok\n"), std::string::npos);
}

TEST_F(TheServer, TooMuchHeadIsRefused) {
    std::string many = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    for (int i = 0; i < 80; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(status_of(raw(many + "\r\n")), 431);
    std::string endless = "GET /livez HTTP/1.1\r\nHost: localhost\r\n";
    for (int i = 0; i < 20'000; ++i) endless += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(status_of(raw(endless + "\r\n")), 431);
    EXPECT_EQ(
        status_of(raw("GET /" + std::string(2'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
        414);
}

TEST_F(TheServer, AnUploadThatEndsEarlyWritesNothing) {
    RawClient cut(server_->port());
    cut.send(
        "POST /v1/import/tenants HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\n"
        "id\r\nCUT-1\r\n");
    cut.end();
    EXPECT_EQ(status_of(cut.all()), 400);
    EXPECT_FALSE(store_->tenant({"CUT-1"}));
}

TEST_F(TheServer, ASlowSenderIsClosedInTime) {
    const auto start = std::chrono::steady_clock::now();
    RawClient slow_head(server_->port());
    slow_head.send("GET /livez HTTP/1.1\r\nHost:");
    RawClient slow_body(server_->port());
    slow_body.send(post("/v1/solve", "Content-Length: 10\r\n", "{"));
    EXPECT_EQ(slow_head.all().find("<still open>"), std::string::npos);
    EXPECT_EQ(status_of(slow_body.all()), 400);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(7));  // 1 s, and 2 s to linger
}

TEST_F(TheServer, AClientThatAsksFirstIsToldBeforeItSends) {
    const std::string good = R"({"day": "2020-04-03", "tenants": [], "advisors": []})";
    RawClient polite(server_->port());
    polite.send(post(
        "/v1/solve",
        "Expect: 100-continue\r\nContent-Length: " + std::to_string(good.size()) + "\r\nConnection: close\r\n", ""));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    polite.send(good);
    const std::string answer = polite.all();
    EXPECT_EQ(status_of(answer), 100);
    EXPECT_NE(answer.find("HTTP/1.1 200"), std::string::npos);
    RawClient greedy(server_->port());
    greedy.send(post("/v1/solve", "Expect: 100-continue\r\nContent-Length: 200000\r\n", ""));
    greedy.end();
    EXPECT_EQ(status_of(greedy.all()), 413);
}

// ------------------------------------------------------------------------------------------- many clients

TEST_F(TheServer, IdleClientsDoNotKeepANewcomerWaiting) {
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 200; ++i) {
        idle.push_back(std::make_unique<RawClient>(server_->port()));
        idle.back()->send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    auto http = client();
    http.set_read_timeout(5);
    const auto answer = http.Get("/livez");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
}

TEST_F(TheServer, OneConnectionTooManyIsTurnedAway) {
    options_.most_connections = 3;
    begin_again();
    std::vector<std::unique_ptr<RawClient>> open;
    for (int i = 0; i < 3; ++i) {
        open.push_back(std::make_unique<RawClient>(server_->port()));
        open.back()->send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_EQ(status_of(raw("")), 503);
}

TEST_F(TheServer, StopsAlthoughClientsAreIdle) {
    RawClient idle(server_->port());
    idle.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto start = std::chrono::steady_clock::now();
    begin_again();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(6));
}

TEST(Listening, IsRefusedBeyondTheLoopbackAndOnATakenPort) {
    const auto store = memory_store();
    Service service{*store, json_documents(), still_clock()};
    Metrics metrics;
    Routes routes{service, metrics};
    ServerOptions options;
    options.host = "0.0.0.0";
    EXPECT_NE(Server(routes, metrics, options).listen()->find("loopback only"), std::string::npos);
    options.host = "127.0.0.1";
    options.port = 0;
    Server first(routes, metrics, options);
    ASSERT_FALSE(first.listen());
    options.port = first.port();
    EXPECT_NE(Server(routes, metrics, options).listen()->find("is not available"), std::string::npos);
}

}  // namespace
}  // namespace bienveille
