// Long work told step by step over a socket.
#include <algorithm>
#include <sstream>

#include "rules/json_tree.h"
#include "tests/support/raw_client.h"
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class TheToldServer : public TheServer {
protected:
    static constexpr const char* kQuestion = R"({"a": "default-1.0.0", "b": "heatwave-1.0.0", "day": "2020-04-03"})";
    static inline const httplib::Headers kTold{{"Accept", "application/x-ndjson"}};

    static std::vector<std::string> lines_of(const std::string& text) {
        std::vector<std::string> lines;
        std::istringstream all(text);
        for (std::string line; std::getline(all, line);) lines.push_back(line);
        return lines;
    }
    static std::string flat(std::string json) {
        std::erase(json, '\n');
        return json;
    }
};

TEST_F(TheToldServer, TellsTheStepsOfAComparisonAndThenItsAnswer) {
    const auto plain = client().Post("/v1/rules/compare", kQuestion, kJson);
    ASSERT_EQ(plain->status, 200) << plain->body;
    const auto told = client().Post("/v1/rules/compare", kTold, kQuestion, kJson);
    ASSERT_EQ(told->status, 200);
    EXPECT_EQ(told->get_header_value("Content-Type"), "application/x-ndjson");
    EXPECT_EQ(
        lines_of(told->body),
        (std::vector<std::string>{
            R"({"step": "comparing", "done": 0, "of": 3})", R"({"step": "comparing", "done": 1, "of": 3})",
            R"({"step": "comparing", "done": 2, "of": 3})", R"({"status": 200, "body": )" + flat(plain->body) + "}"}));
}

TEST_F(TheToldServer, SendsEachLineWhenItIsThereInPiecesOfItsOwn) {
    RawClient raw(server_->port());
    ASSERT_TRUE(raw.connected());
    const std::string body = kQuestion;
    raw.send(
        "POST /v1/rules/compare HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\nContent-Type: "
        "application/json\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    const std::string came = raw.until("\r\n0\r\n\r\n");
    EXPECT_NE(came.find("Transfer-Encoding: chunked"), std::string::npos) << came;
    // 42 bytes and the line's end: each step is a chunk.
    const std::string first = "{\"step\": \"comparing\", \"done\": 0, \"of\": 3}\n";
    std::ostringstream size;
    size << std::hex << first.size();
    EXPECT_NE(came.find("\r\n" + size.str() + "\r\n" + first + "\r\n"), std::string::npos) << came;
    // The connection is good for another request.
    raw.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_NE(raw.until("ok\n").find("ok\n"), std::string::npos);
}

TEST_F(TheToldServer, AnswersAsEverWhatIsWrongWithAQuestion) {
    EXPECT_EQ(client().Post("/v1/rules/compare", kTold, "{", kJson)->status, 400);
    // What only the work finds out is on the last line.
    const auto told = client().Post("/v1/rules/compare", kTold,
                                    R"({"a": "default-1.0.0", "b": "nobody-1", "day": "2020-04-03"})", kJson);
    ASSERT_EQ(told->status, 200);
    const auto lines = lines_of(told->body);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].substr(0, 14), R"({"status": 422)") << lines[0];
    EXPECT_NE(lines[0].find("names no rule set"), std::string::npos);
}

TEST_F(TheToldServer, TellsNothingUnderAKeyWhoseAnswerIsKept) {
    httplib::Headers keyed = kTold;
    keyed.emplace("Idempotency-Key", "k1");
    const auto once = client().Post("/v1/rules/compare", keyed, kQuestion, kJson);
    const auto again = client().Post("/v1/rules/compare", keyed, kQuestion, kJson);
    EXPECT_EQ(once->get_header_value("Content-Type").substr(0, 16), "application/json");
    EXPECT_EQ(once->body, again->body);
}

TEST_F(TheToldServer, TellsTheStepsOfAReport) {
    ASSERT_EQ(
        client()
            .Post("/v1/waves", R"({"name": "Une vague", "first_day": "2020-04-03", "last_day": "2020-04-10"})", kJson)
            ->status,
        201);
    const std::string path = "/v1/waves/2020-04-03/report";
    const auto plain = client().Get(path);
    const auto told = client().Get(path, kTold);
    ASSERT_EQ(told->status, 200);
    const auto lines = lines_of(told->body);
    ASSERT_EQ(lines.size(), 4u) << told->body;
    EXPECT_EQ(lines[2], R"({"step": "reporting", "done": 2, "of": 3})");
    EXPECT_EQ(lines[3], R"({"status": 200, "body": )" + flat(plain->body) + "}");
    const auto page = lines_of(client().Get(path + "?format=html", kTold)->body);
    ASSERT_EQ(page.size(), 4u);
    const auto last = JsonTree::parse(page.back());
    ASSERT_TRUE(last);
    EXPECT_EQ(last->root().member("body")->text(), client().Get(path + "?format=html")->body);
    EXPECT_EQ(client().Get(path + "?format=pdf", kTold)->status, 422);
    EXPECT_EQ(client().Head(path.c_str(), kTold)->status, 200);
}

TEST_F(TheToldServer, GoesOnWhereWhoAskedHasLeft) {
    {
        RawClient raw(server_->port());
        const std::string body = kQuestion;
        raw.send(
            "POST /v1/rules/compare HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\nContent-Type: "
            "application/json\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    // The places for such work are free again: two at once, asked for more often than that.
    for (int i = 0; i < 4; ++i) {
        int status = 503;
        for (int tries = 0; status == 503 && tries < 100; ++tries) {
            status = client().Post("/v1/rules/compare", kQuestion, kJson)->status;
            if (status == 503) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        EXPECT_EQ(status, 200);
    }
}

}  // namespace
}  // namespace bienveille
