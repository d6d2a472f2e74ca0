// The program on the campaign of 2020: the golden day, the demo, the service as a process.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "api/wire.h"
#include "tests/support/running_program.h"

namespace bienveille {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Campaign : public testing::Test {
protected:
    Campaign() {
        const Ended made = work.run({"dataset", "--campaign-2020", "--seed", "2020", "--out", "campaign"});
        EXPECT_EQ(made.code, 0) << made.err;
    }
    Ended friday(const std::string& format) const {
        return work.run({"plan", "--campaign", "campaign", "--day", "2020-04-03", "--format", format});
    }

    Workplace work;
};

// What the landlord published of its first wave.
TEST_F(Campaign, the_report_of_2020_says_944_in_6_days_by_4_and_437_again) {
    const std::string places = "Froncles, Chalindrey,Chamouilley,Chamarandes-Choignes";
    const Ended report = work.run({"report", "--campaign", "campaign", "--around", places});
    ASSERT_EQ(report.code, 0) << report.err;
    EXPECT_EQ(report.err, "");
    EXPECT_THAT(report.out, HasSubstr(R"("called": 944, "days": 6, "advisors": 4,)"));
    EXPECT_THAT(report.out, HasSubstr(R"("asked_again": 437, "asked_again_share": 0.462924, "within_days": 10)"));
    EXPECT_THAT(report.out, HasSubstr(R"({"due_on": "2020-04-10", "due": 220,)"));
    // 42 + 52 + 24 + 26 people; the ten who are very anxious, tied to isolation.
    const std::size_t around = report.out.find(R"({"kind": "around")");
    ASSERT_NE(around, std::string::npos);
    EXPECT_THAT(report.out.substr(around, 250),
                AllOf(HasSubstr(R"("called": 144,)"), HasSubstr(R"("anxiety_3": 10,)")));
    EXPECT_THAT(report.out, Not(HasSubstr("LOC-"))) << "nobody is named";
    EXPECT_EQ(work.run({"report", "--campaign", "campaign", "--around", places}).out, report.out);
    const Ended page = work.run({"report", "--campaign", "campaign", "--format", "html", "--lang", "fr"});
    EXPECT_THAT(page.out, HasSubstr("944 locataires appelés en 6 jours par 4 conseillers"));
    EXPECT_THAT(page.out, HasSubstr("437 (46\u00a0%) souhaitent un nouvel appel, sous 10 jours"));
}

TEST_F(Campaign, a_report_of_other_days_judges_what_was_due_until_then) {
    const Ended missed = work.run({"report", "--campaign", "campaign", "--as-of", "2020-04-04", "--missed"});
    EXPECT_THAT(missed.out,
                HasSubstr(R"({"due_on": "2020-04-03", "due": 69, "reached": 0, "tried": 0, "missed": 69,)"));
    EXPECT_THAT(missed.out, HasSubstr(R"({"tenant": "LOC-)"));
    // 150 calls ended on the first day; all later ones are beyond it.
    const Ended first = work.run({"report", "--campaign", "campaign", "--to", "2020-03-26"});
    EXPECT_THAT(first.out, HasSubstr(R"("days": 1, "advisors": 4,)"));
    const Ended wrong = work.run(
        {"report", "--campaign", "campaign", "--from", "2020-04-05", "--to", "2020-04-03", "--as-of", "2020-04-01"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_THAT(wrong.err, AllOf(HasSubstr("--to"), HasSubstr("--as-of")));
}

TEST_F(Campaign, a_report_is_of_files_or_of_a_database_that_is_there) {
    EXPECT_THAT(work.run({"report"}).err, HasSubstr("--campaign: is missing"));
    const Ended both = work.run({"report", "--campaign", "campaign", "--db", "x.sqlite", "--to", "2020-04-03"});
    EXPECT_EQ(both.code, 2);
    EXPECT_THAT(both.err, AllOf(HasSubstr("--db: does not go"), HasSubstr("--to: belongs")));
    EXPECT_EQ(work.run({"report", "--db", "x.sqlite"}).code, 4);
    EXPECT_FALSE(std::filesystem::exists(work.path("x.sqlite"))) << "nothing is made";
    ASSERT_EQ(work.run({"import", "tenants", "campaign/tenants.csv", "--db", "x.sqlite"}).code, 0);
    EXPECT_THAT(work.run({"report", "--db", "x.sqlite"}).err, HasSubstr("has no wave"));
}

TEST_F(Campaign, a_report_tells_all_that_is_wrong_with_what_was_dialled) {
    work.write("campaign/wave1.csv", "at;advisor;tenant;outcome;minutes\n26/03/2020 9:00;CONS-1;LOC-0001;perhaps;-1\n");
    const Ended wrong = work.run({"report", "--campaign", "campaign"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_EQ(wrong.out, "");
    EXPECT_THAT(wrong.err, AllOf(HasSubstr("line 2, column 4 (outcome)"), HasSubstr("line 2, column 5 (minutes)")));
}

TEST_F(Campaign, a_replay_tells_the_wave_under_every_order_and_is_the_same_again) {
    const std::vector<std::string> words{"replay",  "--campaign", "campaign", "--until", "2020-04-02",
                                         "--seeds", "2",          "--format", "json"};
    const Ended ended = work.run(words);
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    EXPECT_EQ(work.run(words).out, ended.out);
    for (const char* order : {"rules", "oldest_first", "first_come", "random", "round_robin"})
        EXPECT_THAT(ended.out, HasSubstr("{\"order\": \"" + std::string(order) + "\""));
    EXPECT_THAT(ended.out, HasSubstr("\"of\": 40"));  // of level 3
    const Ended table = work.run({"replay", "--campaign", "campaign", "--until", "2020-03-26", "--lang", "fr"});
    EXPECT_THAT(table.out, AllOf(HasSubstr("niveau 3 trouvés en 3 jours"), HasSubstr(" / 944")));
    EXPECT_THAT(work.run({"replay", "--campaign", "campaign", "--until", "2020-03-25"}).err, HasSubstr("--until"));
    std::filesystem::remove(work.path("campaign/truth.csv"));
    const Ended blind = work.run({"replay", "--campaign", "campaign"});
    EXPECT_EQ(blind.code, 2);
    EXPECT_THAT(blind.err, HasSubstr("truth.csv"));
}

TEST_F(Campaign, a_replay_may_have_another_team_and_another_calendar) {
    const auto dials = [&](std::vector<std::string> more) {
        std::vector<std::string> words{"replay", "--campaign", "campaign", "--until", "2020-03-27", "--format", "json"};
        words.insert(words.end(), more.begin(), more.end());
        const Ended ended = work.run(words);
        EXPECT_EQ(ended.code, 0) << ended.err;
        const std::size_t at = ended.out.find("\"dials\": {\"low\": ");
        return at == std::string::npos ? -1 : std::atoi(ended.out.c_str() + at + 18);
    };
    const int as_it_was = dials({});
    work.write("two.csv", "id;minutes\nA;400\nB;400\n");
    EXPECT_LT(dials({"--advisors", "two.csv"}), as_it_was);
    work.write("minutes.json", R"({"name": "a", "first_day": "2020-03-26", "last_day": "2020-05-07",
        "windows": ["09:00-09:20"]})");
    EXPECT_LT(dials({"--calendar", "minutes.json"}), as_it_was);
    work.write("wrong.json", "{}");
    EXPECT_THAT(work.run({"replay", "--campaign", "campaign", "--calendar", "wrong.json"}).err,
                HasSubstr("wrong.json: /name"));
}

// A line of JSON for each step, where it is asked for; nothing otherwise, standard error being no terminal.
TEST_F(Campaign, long_work_tells_its_steps_in_lines_where_these_are_asked_for) {
    const std::vector<std::string> replay{"replay", "--campaign", "campaign", "--until", "2020-03-27"};
    const auto told = [&](std::vector<std::string> words) {
        words.emplace_back("--progress");
        const Ended ended = work.run(words);
        EXPECT_EQ(ended.code, 0) << ended.err;
        EXPECT_EQ(ended.err.back(), '\n');
        return ended;
    };
    const Ended waves = told(replay);
    EXPECT_EQ(waves.out, work.run(replay).out);
    EXPECT_THAT(waves.err, testing::StartsWith("{\"step\": \"reading\"}\n"));
    EXPECT_THAT(waves.err, testing::EndsWith("{\"step\": \"replaying\", \"done\": 5, \"of\": 5}\n"));
    EXPECT_EQ(told({"rules", "compare", "default", "heatwave", "--campaign", "campaign", "--day", "2020-04-03"}).err,
              "{\"step\": \"reading\"}\n"
              "{\"step\": \"planning under both\", \"done\": 0, \"of\": 3}\n"
              "{\"step\": \"planning under both\", \"done\": 1, \"of\": 3}\n"
              "{\"step\": \"planning under both\", \"done\": 2, \"of\": 3}\n");
    EXPECT_EQ(told({"report", "--campaign", "campaign"}).err, "{\"step\": \"reading\"}\n{\"step\": \"counting\"}\n");
}

TEST_F(Campaign, two_rule_sets_are_compared_and_nothing_is_saved) {
    std::string rules = work.run({"rules", "show", "default"}).out;
    const auto reword = [&](std::string_view from, std::string_view to) {
        rules.replace(rules.find(from), from.size(), to);
    };
    reword("\"weight\": 35", "\"weight\": 15");
    work.write("mine.json", rules);
    const auto compare = [&](const std::string& format) {
        return work.run({"rules", "compare", "default", "mine.json", "--campaign", "campaign", "--day", "2020-04-03",
                         "--format", format});
    };
    const std::vector<std::string> names = work.names();
    const Ended table = compare("table");
    ASSERT_EQ(table.code, 0) << table.err;
    EXPECT_EQ(work.names(), names);
    EXPECT_THAT(table.out, AllOf(HasSubstr("isolation 35 -> 15"), HasSubstr("Enter today's lists: "),
                                 HasSubstr("437 of 437"), HasSubstr("Nothing was saved")));
    EXPECT_THAT(compare("json").out, AllOf(HasSubstr("\"promises_newly_missed\": []"), HasSubstr("\"move\": \"")));
    EXPECT_EQ(work.run({"rules", "compare", "default", "mine.json", "--campaign", "campaign"}).code, 2);  // no day
}

TEST_F(Campaign, the_golden_day_follows_from_the_story) {
    const Ended ended = friday("json");
    ASSERT_EQ(ended.code, 0) << ended.err;
    const auto plan = plan_from_json(ended.out);
    ASSERT_TRUE(plan);

    ASSERT_EQ(plan->lists.size(), 4u);
    std::size_t calls = 0;
    for (const AdvisorList& list : plan->lists) {
        calls += list.calls.size();
        EXPECT_EQ(list.capacity.count, 400) << list.advisor.text;  // 7 h less the debrief
        EXPECT_LE(list.planned.count + list.pauses.count, 400);
        EXPECT_LE(list.pauses.count, 50);  // at most 5 calls of level 3, 10 minutes after each
        EXPECT_LE(list.heavy_calls, 10);
    }
    EXPECT_EQ(calls + plan->unplanned.size() + plan->excluded.size(), 944u);

    std::map<UnplannedReason, int> reasons;
    for (const Unplanned& each : plan->unplanned) ++reasons[each.reason];
    EXPECT_EQ(reasons[UnplannedReason::no_phone], 9);    // the wrong numbers
    EXPECT_EQ(reasons[UnplannedReason::not_owed], 460);  // reached without a callback: 889 - 437, and 8 who refused

    // Due by the quotas: 69 + 73 + 75 + 220 = 437.
    EXPECT_EQ(plan->promises.open, 437);
    std::map<std::string, int> due;
    for (const PromiseDay& each : plan->promises.calendar)
        if (each.due > 0) due[each.day.iso()] = each.due;
    EXPECT_EQ(due, (std::map<std::string, int>{
                       {"2020-04-03", 69}, {"2020-04-06", 73}, {"2020-04-09", 75}, {"2020-04-10", 220}}));
    EXPECT_LE(plan->balance.largest_gap, plan->balance.tolerance);
}

TEST_F(Campaign, the_audit_holds_for_the_plan_and_not_for_a_changed_one) {
    work.write("plan.json", friday("json").out);
    const std::vector<std::string> audit{"audit",    "--plan", "plan.json", "--campaign",
                                         "campaign", "--day",  "2020-04-03"};
    const Ended good = work.run(audit);
    EXPECT_EQ(good.code, 0) << good.out << good.err;
    // Somebody gives the first advisor's list more room than there is.
    std::string json = work.read("plan.json");
    const std::size_t place = json.find("\"capacity_minutes\": 400");
    ASSERT_NE(place, std::string::npos);
    json.replace(place, 23, "\"capacity_minutes\": 500");
    work.write("plan.json", json);
    EXPECT_EQ(work.run(audit).code, 3);
}

TEST_F(Campaign, the_order_of_944_rows_changes_no_byte) {
    const Ended first = friday("json");
    std::istringstream lines(work.read("campaign/tenants-2020-04-03.csv"));
    std::string header;
    std::getline(lines, header);
    std::vector<std::string> rows;
    for (std::string row; std::getline(lines, row);) rows.push_back(row);
    ASSERT_EQ(rows.size(), 944u);
    constexpr unsigned kSeed = 20200403;
    std::shuffle(rows.begin(), rows.end(), std::mt19937(kSeed));
    std::string shuffled = header + "\n";
    for (const std::string& row : rows) shuffled += row + "\n";
    work.write("campaign/tenants-2020-04-03.csv", shuffled);
    EXPECT_EQ(friday("json").out, first.out) << "shuffled with seed " << kSeed;
}

TEST_F(Campaign, a_single_file_wins_over_the_campaigns) {
    work.write("two.csv", "id;area;minutes\nCONS-1;Nord;300\nCONS-2;Sud;300\n");
    const Ended ended = work.run(
        {"plan", "--campaign", "campaign", "--advisors", "two.csv", "--day", "2020-04-03", "--format", "json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(plan_from_json(ended.out)->lists.size(), 2u);
}

TEST(Demo, prints_the_plan_and_the_second_time_the_same_one) {
    const Workplace work;
    const Ended first = work.run({"serve", "--demo", "--once"});
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_THAT(first.out, AllOf(HasSubstr("Calls of Friday 3 April 2020"), HasSubstr("CONS-4"), HasSubstr("437 open"),
                                 HasSubstr("Balance:")));
    EXPECT_EQ(work.names(), (std::vector<std::string>{"bienveille-demo.sqlite"}));
    EXPECT_EQ(work.run({"serve", "--demo", "--once"}).out, first.out);
}

TEST(Demo, leaves_a_database_of_somebody_else_as_it_was) {
    const Workplace work;
    work.write("tenants.csv", "id\nT-1\n");
    ASSERT_EQ(work.run({"import", "tenants", "tenants.csv"}).code, 0);
    const Ended refused = work.run({"serve", "--demo", "--once", "--db", "bienveille.sqlite"});
    EXPECT_EQ(refused.code, 2);
    EXPECT_EQ(refused.out, "");
    EXPECT_THAT(work.run({"export", "tenants"}).out, AllOf(HasSubstr("T-1"), Not(HasSubstr("LOC-"))));
}

// The port in the address that a serving program prints; 0 when it has not within 30 s.
int port_of(const Workplace& work) {
    constexpr int kTries = 300;
    for (int i = 0; i < kTries; ++i) {
        const std::string said = work.read("err");
        const std::size_t place = said.find("http://127.0.0.1:");
        if (place != std::string::npos && said.find('/', place + 17) != std::string::npos)
            return std::atoi(said.c_str() + place + 17);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return 0;
}

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::string get(int port, const std::string& path) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    std::string answer;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        const std::string request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        (void)!::write(socket, request.data(), request.size());
        char bytes[4096];
        for (ssize_t n = 0; (n = ::read(socket, bytes, sizeof bytes)) > 0;)
            answer.append(bytes, static_cast<std::size_t>(n));
    }
    ::close(socket);
    return answer;
}

// A port that nobody else can take while this lives.
class TakenPort {
public:
    TakenPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address = loopback(0);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::listen(socket_, 1);
        socklen_t size = sizeof address;
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    TakenPort(const TakenPort&) = delete;
    TakenPort& operator=(const TakenPort&) = delete;
    ~TakenPort() { ::close(socket_); }
    int port() const { return port_; }

private:
    int socket_;
    int port_ = 0;
};

TEST(Serve, answers_says_where_and_stops_calmly) {
    const Workplace work;
    const pid_t process = work.start({"serve", "--listen", "127.0.0.1:0"});
    const int port = port_of(work);
    ASSERT_GT(port, 0) << work.read("err");
    EXPECT_THAT(get(port, "/livez"), HasSubstr("200"));
    const Ended ended = work.wait_for(process, SIGTERM);
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.out, "");
}

// Ten seconds are what a write waits for its turn.
TEST(Serve, a_file_that_another_program_keeps_locked_is_503_until_it_lets_go) {
    const Workplace work;
    const std::string file = work.path("calls.sqlite");
    work.write("tenants.csv", "id;label;phone\nT1;Locataire 1;+33353010203\n");
    work.write("advisors.csv", "id;minutes\nCONS-1;400\n");
    for (const char* kind : {"tenants", "advisors"})
        ASSERT_EQ(work.run({"import", kind, std::string{kind} + ".csv", "--db", file}).code, 0);
    const RunningProgram program(file);
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "begin immediate", nullptr, nullptr, nullptr), SQLITE_OK);
    const Answered refused = program.post("/v1/plans/2020-04-03", "", "key-1");
    EXPECT_EQ(refused.status, 503) << refused.body;
    EXPECT_THAT(refused.head, HasSubstr("Retry-After: "));
    EXPECT_THAT(refused.body, HasSubstr("the database does not answer; try again"));
    EXPECT_EQ(program.get("/readyz").status, 200);  // it can be read
    sqlite3_close(other);
    EXPECT_EQ(program.post("/v1/plans/2020-04-03", "", "key-1").status, 201);
}

TEST(Serve, a_busy_port_ends_with_4) {
    const Workplace work;
    const TakenPort taken;
    const Ended ended = work.run({"serve", "--listen", "127.0.0.1:" + std::to_string(taken.port())});
    EXPECT_EQ(ended.code, 4);
    EXPECT_THAT(ended.err, HasSubstr(std::to_string(taken.port())));
}

TEST(Serve, the_demo_says_a_busy_port_and_takes_the_next) {
    const Workplace work;
    const TakenPort taken;
    const pid_t process = work.start({"serve", "--demo", "--listen", "127.0.0.1:" + std::to_string(taken.port())});
    const int port = port_of(work);
    const std::string plan = get(port, "/v1/plans/2020-04-03");
    const Ended ended = work.wait_for(process, SIGTERM);
    EXPECT_GT(port, taken.port());
    EXPECT_THAT(plan, HasSubstr("\"CONS-1\""));
    EXPECT_THAT(ended.err, HasSubstr("trying the next port"));
    EXPECT_EQ(ended.code, 0) << ended.err;
}

TEST(Serve, listens_on_loopback_only) {
    const Workplace work;
    const Ended ended = work.run({"serve", "--listen", "0.0.0.0:8080"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.err, HasSubstr("loopback"));
    EXPECT_EQ(work.names(), std::vector<std::string>{});
}

}  // namespace
}  // namespace bienveille
