// Two processes of the service on one PostgreSQL database, while one of them or the database is killed.
//
// Times are the machine's; what happens when is counted in outcomes. Seeds are printed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/support/postgres_server.h"
#include "tests/support/raw_client.h"
#include "tests/support/running_program.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int kClients = 8;
constexpr int kCalled = kThorough ? 160 : 64;
constexpr int kDeaths = kThorough ? 6 : 3;

// Who has been given whom, and which outcomes were acknowledged.
class Truth {
public:
    void given(const std::string& tenant, const std::string& advisor) {
        const std::lock_guard lock(mutex_);
        const auto [holder, fresh] = holders_.try_emplace(tenant, advisor);
        EXPECT_TRUE(fresh || holder->second == advisor)
            << tenant << " is with " << holder->second << " and " << advisor;
        EXPECT_FALSE(done_.contains(tenant)) << tenant << " is given to " << advisor << " after the call was made";
    }
    void acknowledged(const std::string& tenant, const std::string& attempt) {
        const std::lock_guard lock(mutex_);
        EXPECT_TRUE(attempts_.insert(attempt).second);
        done_.insert(tenant);
        holders_.erase(tenant);
    }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return attempts_.size();
    }
    const std::set<std::string>& attempts() const { return attempts_; }

private:
    std::mutex mutex_;
    std::map<std::string, std::string> holders_;
    std::set<std::string> done_;
    std::set<std::string> attempts_;
};

class TwoPrograms : public testing::Test {
protected:
    PostgresServer& server_ = PostgresServer::shared();
    const std::string url_ = server_.new_database();
    PostgresPrompt prompt_{url_};
    const Workplace work_;

    void import(int tenants, int advisors) { import(tenants, advisors, url_); }
    void import(int tenants, int advisors, const std::string& database) {
        std::string rows = "id;label;phone\n";
        for (int i = 1; i <= tenants; ++i)
            rows += "T" + std::to_string(i) + ";Locataire " + std::to_string(i) + ";+33353010203\n";
        work_.write("tenants.csv", rows);
        rows = "id;minutes\n";
        for (int i = 1; i <= advisors; ++i) rows += "CONS-" + std::to_string(i) + ";400\n";
        work_.write("advisors.csv", rows);
        for (const char* kind : {"tenants", "advisors"}) {
            const Ended ended = work_.run({"import", kind, std::string{kind} + ".csv", "--db", database});
            ASSERT_EQ(ended.code, 0) << ended.err;
        }
    }
};

const char* const kReached = R"({"outcome": "reached", "minutes": 5, "follow_ups": ["none"]})";

// One advisor's day: the next call, its outcome, until the list is done; each request to any of the processes, and to the
// next one when that does not answer.
void work_through(const std::vector<RunningProgram*>& programs, int number, std::uint64_t seed, Truth& truth) {
    std::mt19937_64 random(seed);
    const std::string advisor = "CONS-" + std::to_string(number);
    const auto until_answered = [&](const auto& ask) {
        for (;;) {
            const Answered answer = ask(*programs[random() % programs.size()]);
            if (answer.status != 0 && answer.status != 503) return answer;
        }
    };
    for (int calls = 0;; ++calls) {
        const Answered next = until_answered([&](const RunningProgram& program) {
            return program.post("/v1/calls/next", R"({"day": "2020-04-03", "advisor": ")" + advisor + "\"}");
        });
        if (next.status == 200) return;  // done
        ASSERT_EQ(next.status, 201) << next.body;
        const std::string tenant = next.told("tenant"), call = next.told("id");
        truth.given(tenant, advisor);
        const Answered done = until_answered([&](const RunningProgram& program) {
            return program.post("/v1/calls/" + call + "/attempts", kReached, advisor + "-" + std::to_string(calls));
        });
        ASSERT_EQ(done.status, 201) << done.body;
        truth.acknowledged(tenant, done.told("id"));
    }
}

TEST_F(TwoPrograms, OneKilledAtRandomLosesNoOutcomeAndLeasesNobodyTwice) {
    const std::uint64_t seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    import(kCalled, kClients);
    RunningProgram first(url_), second(url_);
    const std::vector<RunningProgram*> programs{&first, &second};
    ASSERT_EQ(first.post("/v1/plans/2020-04-03", "").status, 201);
    const std::size_t planned = static_cast<std::size_t>(std::stoi(prompt_.run("select count(*) from calls")));
    ASSERT_GT(planned, std::size_t{kCalled} / 2);

    Truth truth;
    std::atomic<int> working{kClients};
    std::vector<std::jthread> clients;  // who go on with one program, should the other not come back
    for (int i = 1; i <= kClients; ++i)
        clients.emplace_back([&, i] {
            work_through(programs, i, seed + static_cast<std::uint64_t>(i), truth);
            --working;
        });
    std::mt19937_64 random(seed);
    for (int death = 1; death <= kDeaths; ++death) {
        const std::size_t after = planned * static_cast<std::size_t>(death) / (kDeaths + 1);
        while (truth.count() < after && working > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(random() % 10));
        programs[random() % 2]->kill_and_start_again();
    }
    clients.clear();

    EXPECT_EQ(truth.count(), planned);
    EXPECT_EQ(prompt_.run("select count(*) from attempts"), std::to_string(planned));
    for (const std::string& id : truth.attempts())
        EXPECT_EQ(prompt_.run("select count(*) from attempts where doubled = 0 and id = '" + id + "'"), "1") << id;
    EXPECT_EQ(prompt_.run("select count(distinct tenant) from attempts"), std::to_string(planned));
    EXPECT_EQ(prompt_.run("select count(*) from leases where ended is null"), "0");
    // A lease that ended otherwise than by its outcome would be one that somebody else got meanwhile.
    EXPECT_EQ(prompt_.run("select count(*) from leases where ended <> 'outcome'"), "0");
    EXPECT_EQ(prompt_.run("select count(*) - max(number) from changes"), "0");
    EXPECT_EQ(first.get("/v1/plans/2020-04-03/lists/CONS-1").body,
              second.get("/v1/plans/2020-04-03/lists/CONS-1").body);
    if (HasFailure())
        ADD_FAILURE() << "calls and attempts that are not as they should be:\n"
                      << prompt_.run(
                             "select string_agg(calls.id || ' ' || calls.tenant || ' ' || calls.advisor || ' ' || "
                             "state || ' ' || coalesce(ended, 'open'), E'\\n') from calls left join leases on "
                             "leases.call = calls.id where state <> 'done' or ended is distinct from 'outcome'")
                      << "\nthe first program said:\n"
                      << first.said() << "\nthe second:\n"
                      << second.said();
    EXPECT_EQ(first.stop().code, 0);
    EXPECT_EQ(second.stop().code, 0);
}

// BIENVEILLE_AWAY_SECONDS: how long the database stays away; CI says 30.
TEST_F(TwoPrograms, WhileTheDatabaseIsAwayTheySayWhenToComeBackAndRecoverByThemselves) {
    const char* const said = std::getenv("BIENVEILLE_AWAY_SECONDS");
    const std::chrono::seconds away(said ? std::atoi(said) : 2);
    import(8, 2);
    RunningProgram first(url_), second(url_);
    ASSERT_EQ(first.post("/v1/plans/2020-04-03", "").status, 201);
    const Answered next = first.post("/v1/calls/next", R"({"day": "2020-04-03", "advisor": "CONS-1"})");
    ASSERT_EQ(next.status, 201) << next.body;
    const std::string attempts = "/v1/calls/" + next.told("id") + "/attempts";

    server_.fall();
    for (const auto end = std::chrono::steady_clock::now() + away; std::chrono::steady_clock::now() < end;) {
        for (const RunningProgram* each : {&first, &second}) {
            for (const Answered& refused :
                 {each->post(attempts, kReached, "key-1"), each->get("/v1/plans/2020-04-03")}) {
                EXPECT_EQ(refused.status, 503) << refused.body;
                EXPECT_THAT(refused.head, HasSubstr("Retry-After: "));
                EXPECT_THAT(refused.head, HasSubstr("application/problem+json"));
                EXPECT_THAT(refused.body, HasSubstr("the database does not answer; try again"));
            }
            EXPECT_EQ(each->get("/livez").status, 200);
            EXPECT_EQ(each->get("/readyz").status, 503);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    server_.start();
    for (const RunningProgram* each : {&first, &second}) {
        EXPECT_EQ(each->get("/readyz").status, 200);
        EXPECT_EQ(each->get("/v1/plans/2020-04-03").status, 200);
        EXPECT_EQ(each->post(attempts, kReached, "key-1").status, 201);
    }
    EXPECT_EQ(PostgresPrompt(url_).run("select count(*) from attempts"), "1");
    EXPECT_EQ(first.stop().code, 0);
    EXPECT_EQ(second.stop().code, 0);
}

TEST_F(TwoPrograms, AListenerOfOneHearsWhatTheOtherIsTold) {
    import(2, 1);
    RunningProgram first(url_), second(url_);
    ASSERT_EQ(first.post("/v1/plans/2020-04-03", "").status, 201);
    RawClient listener(first.port());
    ASSERT_TRUE(listener.send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    EXPECT_THAT(listener.until("retry: "), HasSubstr("text/event-stream"));
    ASSERT_EQ(second.post("/v1/calls/next", R"({"day": "2020-04-03", "advisor": "CONS-1"})").status, 201);
    EXPECT_THAT(listener.until("event: call.leased"), HasSubstr("event: call.leased"));
}

// On one SQLite file, the list kept ready by the first.
TEST_F(TwoPrograms, AListOfTheOneShowsAtOnceWhatWasRecordedByTheOther) {
    const std::string file = work_.path("calls.sqlite").string();
    import(8, 1, file);
    RunningProgram first(file), second(file);
    ASSERT_EQ(first.post("/v1/plans/2020-04-03", "").status, 201);
    for (int i = 0; i < 8; ++i) {
        const Answered next = second.post("/v1/calls/next", R"({"day": "2020-04-03", "advisor": "CONS-1"})");
        ASSERT_EQ(next.status, 201) << next.body;
        EXPECT_THAT(first.get("/v1/plans/2020-04-03/lists/CONS-1").body, HasSubstr("in_progress"));
        ASSERT_EQ(second.post("/v1/calls/" + next.told("id") + "/attempts", kReached).status, 201);
        EXPECT_THAT(first.get("/v1/plans/2020-04-03/lists/CONS-1").body, Not(HasSubstr("in_progress")));
    }
    const Answered done = first.post("/v1/calls/next", R"({"day": "2020-04-03", "advisor": "CONS-1"})");
    EXPECT_EQ(done.status, 200) << done.body;
}

TEST_F(TwoPrograms, ADatabaseThatIsNotThereEndsWith4AndNoPasswordIsEverSaid) {
    const std::string password = "s3cret";
    for (const std::string& database : {"postgresql://anne:" + password + "@127.0.0.1:1/calls",
                                        "postgresql://anne:" + password + "%zz@127.0.0.1/calls"}) {
        const Ended ended = work_.run({"serve", "--db", database});
        EXPECT_EQ(ended.code, 4) << ended.err;
        EXPECT_THAT(ended.err, Not(HasSubstr(password)));
    }
    const Ended other = work_.run({"export", "tenants", "--db", "mysql://anne:" + password + "@127.0.0.1/calls"});
    EXPECT_EQ(other.code, 2);
    EXPECT_THAT(other.err, HasSubstr("postgresql://user@host/database"));
    EXPECT_THAT(other.err, Not(HasSubstr(password)));

    import(2, 1);
    std::string with_password = url_;
    with_password.insert(with_password.find('@'), ":" + password);
    RunningProgram program(with_password);
    EXPECT_EQ(program.get("/v1/plans/2020-04-03").status, 404);
    EXPECT_THAT(work_.run({"export", "tenants", "--db", url_}).out, HasSubstr("T2"));
    const Ended ended = program.stop();
    EXPECT_EQ(ended.code, 0);
    EXPECT_THAT(ended.err, HasSubstr("database postgresql://127.0.0.1:"));
    EXPECT_THAT(ended.out + ended.err, Not(HasSubstr(password)));
}

}  // namespace
}  // namespace bienveille
