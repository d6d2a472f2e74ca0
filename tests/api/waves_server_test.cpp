// Waves over a socket: begun, told about, reported in every form.
#include "tests/support/running_server.h"

namespace bienveille {
namespace {

class WavesOverHttp : public TheServer {
protected:
    void SetUp() override {
        TheServer::SetUp();
        http_ = std::make_unique<httplib::Client>(client());
        http_->set_read_timeout(60);
    }
    httplib::Response post(const std::string& path, const std::string& body) {
        const auto answer = http_->Post(path, body, "application/json");
        EXPECT_TRUE(answer) << path;
        return answer ? *answer : httplib::Response{};
    }
    httplib::Response get(const std::string& path, const httplib::Headers& headers = {}) {
        const auto answer = http_->Get(path, headers);
        EXPECT_TRUE(answer) << path;
        return answer ? *answer : httplib::Response{};
    }
    void begin() {
        const auto begun =
            post("/v1/waves", R"({"name": "Vague 1", "first_day": "2020-04-03", "last_day": "2020-04-10"})");
        ASSERT_EQ(begun.status, 201) << begun.body;
        EXPECT_EQ(begun.get_header_value("Location"), "/v1/waves/2020-04-03/report");
    }
    static bool says(const httplib::Response& answer, const std::string& text) {
        return answer.body.find(text) != std::string::npos;
    }

    const std::string report_ = "/v1/waves/2020-04-03/report";
    std::unique_ptr<httplib::Client> http_;
};

TEST_F(WavesOverHttp, AreBegunOnceAndListed) {
    begin();
    EXPECT_EQ(post("/v1/waves", R"({"name": "x", "first_day": "2020-04-03", "last_day": "2020-04-03"})").status, 409);
    const auto wrong = post("/v1/waves", R"({"first_day": "3 avril", "days": 2})");
    EXPECT_EQ(wrong.status, 422);
    for (const char* path : {"\"name\"", "\"first_day\"", "\"last_day\"", "\"days\""})
        EXPECT_TRUE(says(wrong, path)) << wrong.body;
    EXPECT_TRUE(says(get("/v1/waves"), R"({"id": "2020-04-03", "name": "Vague 1", "first_day": "2020-04-03")"));
}

TEST_F(WavesOverHttp, WordsOfATenantNeedConsent) {
    begin();
    const std::string words = "/v1/waves/2020-04-03/words";
    const auto refused = post(words, R"({"from": "tenant", "text": "Merci"})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(says(refused, "\"consent\"")) << refused.body;
    EXPECT_EQ(post(words, R"({"from": "tenant", "text": "Merci <b>", "consent": true})").status, 201);
    EXPECT_EQ(post(words, R"({"from": "neighbour", "text": "x"})").status, 422);
    EXPECT_EQ(post("/v1/waves/2020-05-01/words", R"({"from": "team", "text": "x"})").status, 404);
    EXPECT_TRUE(says(get(report_), "\"Merci <b>\""));
    EXPECT_TRUE(says(get(report_ + "?format=html"), "Merci &lt;b&gt;"));
}

TEST_F(WavesOverHttp, AreReportedInTheFormAndLanguageAskedFor) {
    begin();
    const auto json = get(report_);
    EXPECT_EQ(json.status, 200) << json.body;
    EXPECT_EQ(json.get_header_value("Content-Type"), "application/json; charset=utf-8");
    EXPECT_TRUE(says(json, "\"called\": 0"));
    const auto page = get(report_, {{"Accept", "text/html,application/xhtml+xml"}, {"Accept-Language", "en"}});
    EXPECT_EQ(page.get_header_value("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.get_header_value("Content-Language"), "en");
    EXPECT_EQ(page.get_header_value_count("Content-Security-Policy"), 1u);
    EXPECT_NE(page.get_header_value("Content-Security-Policy").find("default-src 'none'; style-src 'unsafe-inline'"),
              std::string::npos);
    EXPECT_TRUE(says(page, "Nobody was called in these days."));
    EXPECT_TRUE(says(get(report_ + "?format=html&language=fr", {{"Accept-Language", "en"}}),
                     "Personne n'a été appelé durant ces jours."));
    const auto zip = get(report_ + "?format=csv");
    EXPECT_EQ(zip.get_header_value("Content-Type"), "application/zip");
    EXPECT_EQ(zip.get_header_value("Content-Disposition"), "attachment; filename=\"wave-2020-04-03.zip\"");
    EXPECT_EQ(zip.body.substr(0, 2), "PK");
    EXPECT_EQ(get(report_, {{"If-None-Match", json.get_header_value("ETag")}}).status, 304);
}

// Eleven of one commune and one of another, all reached: together they are told of, either by itself would give the one away.
TEST_F(WavesOverHttp, CommunesNamedAreToldOfTogether) {
    begin();
    const Asker manager{"manager", "r1"};
    for (int i = 1; i <= 12; ++i) {
        auto tenant = store_->tenant({"T" + std::to_string(i)});
        ASSERT_TRUE(tenant) << i;
        tenant->record.commune = i <= 11 ? "Froncles" : "Sommevoire";
        store_->put_tenant(tenant->record, {}, {});
    }
    ASSERT_TRUE(service_.generate_plan(kThird, manager).ok());
    AttemptReport told;
    told.outcome = Outcome::reached;
    told.anxiety = 3;
    told.neighbours_help = true;
    told.follow_ups = {FollowUp{}};
    int reached = 0;
    for (const KeptCall& call : store_->calls(kThird)) {
        told.minutes = {5};
        ASSERT_TRUE(service_.record_attempt(call.id, told, manager).ok());
        told.neighbours_help = ++reached < 4;  // four in all
    }
    ASSERT_EQ(reached, 12);
    EXPECT_FALSE(says(get(report_), "\"around\""));
    const auto both = get(report_ + "?around=Froncles&around=Sommevoire");
    EXPECT_TRUE(says(
        both, R"({"kind": "around", "place": "around", "called": 12, "reached": 12, "anxiety_0": 0, "anxiety_1": 0, )"
              R"("anxiety_2": 0, "anxiety_3": 12, )"))
        << both.body;
    EXPECT_TRUE(says(both, R"("neighbours_help": 4, "neighbours_asked": 12, )")) << both.body;
    EXPECT_TRUE(says(get(report_ + "?format=html&language=en&around=Froncles&around=Sommevoire"),
                     "Around Froncles and Sommevoire: 12 show great anxiety among 12 reached; "));
    const auto one = get(report_ + "?around=Froncles");
    EXPECT_TRUE(says(one, R"({"kind": "around", "place": "around", "called": null, )")) << one.body;
}

// With WeasyPrint or without: a PDF, or what to install.
TEST_F(WavesOverHttp, APdfIsOneOrSaysWhatIsMissing) {
    begin();
    const auto pdf = get(report_ + "?format=pdf");
    if (pdf.status == 503) {
        EXPECT_TRUE(says(pdf, "weasyprint")) << pdf.body;
        return;
    }
    EXPECT_EQ(pdf.status, 200) << pdf.body.substr(0, 300);
    EXPECT_EQ(pdf.get_header_value("Content-Type"), "application/pdf");
    EXPECT_EQ(pdf.body.substr(0, 5), "%PDF-");
}

TEST_F(WavesOverHttp, WrongQuestionsAreRefused) {
    begin();
    EXPECT_EQ(get(report_ + "?format=docx").status, 422);
    EXPECT_EQ(get(report_ + "?as_of=soon").status, 422);
    EXPECT_EQ(get(report_ + "?missed=perhaps").status, 422);
    EXPECT_EQ(get(report_ + "?language=de").status, 422);
    EXPECT_EQ(get(report_ + "?names=true").status, 422);
    EXPECT_EQ(get("/v1/waves/2020-05-01/report").status, 404);
    EXPECT_EQ(get("/v1/waves/first/report").status, 404);
}

}  // namespace
}  // namespace bienveille
