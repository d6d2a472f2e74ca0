// The program killed without warning, again and again, while advisors record outcomes: whatever it acknowledged is there,
// once.
//
// Each advisor sends an outcome under its own Idempotency-Key and, when no whole answer came, the same request again to
// the program that was started anew on the same file. Every call gets one outcome: two would be one recorded twice.
#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "api/sqlite_store.h"
#include "tests/support/running_program.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

constexpr int kKills = kThorough ? 200 : 10;
constexpr int kDesks = 6;
constexpr int kOwedACall = 60 * kKills;

std::vector<std::string> ids_in(const std::string& json) {
    std::vector<std::string> found;
    const std::string begin = "\"id\": \"";
    for (std::size_t at = json.find(begin); at != std::string::npos; at = json.find(begin, at)) {
        at += begin.size();
        found.push_back(json.substr(at, json.find('"', at) - at));
    }
    return found;
}

// Calls that wait for an outcome, and what was acknowledged.
class Office {
public:
    void plan(const std::vector<std::string>& calls) { waiting_.insert(waiting_.end(), calls.begin(), calls.end()); }
    std::size_t waiting() const { return waiting_.size(); }
    std::string next() {
        const std::lock_guard lock(mutex_);
        const std::string call = waiting_.front();
        waiting_.pop_front();
        return call;
    }
    void acknowledged(const std::string& call, const std::string& attempt) {
        const std::lock_guard lock(mutex_);
        EXPECT_TRUE(acknowledged_.emplace(call, attempt).second);
    }
    std::size_t acknowledged() {
        const std::lock_guard lock(mutex_);
        return acknowledged_.size();
    }
    const std::map<std::string, std::string>& outcomes() const { return acknowledged_; }

private:
    std::mutex mutex_;
    std::deque<std::string> waiting_;
    std::map<std::string, std::string> acknowledged_;
};

class AdvisorsDesk {
public:
    // Until the program does not answer any more, or the last outcome sent is acknowledged and it is to stop.
    void work(Office& office, const RunningProgram& program, bool only_what_is_open) {
        while (!only_what_is_open || !call_.empty()) {
            if (call_.empty()) call_ = office.next();
            const Answered answer =
                program.post("/v1/calls/" + call_ + "/attempts",
                             R"({"outcome": "reached", "minutes": 9, "follow_ups": ["none"]})", "of-" + call_);
            if (answer.status == 0) return;
            ASSERT_EQ(answer.status, 201) << answer.body;
            office.acknowledged(call_, answer.told("id"));
            call_.clear();
        }
    }

private:
    std::string call_;  // whose outcome was not acknowledged yet
};

class KilledProgram : public testing::Test {
protected:
    void SetUp() override {
        std::string tenants = "id;phone\n", advisors = "id;minutes\n";
        for (int i = 0; i < kOwedACall; ++i) tenants += "T" + std::to_string(i) + ";0353010001\n";
        for (int i = 0; i < kDesks; ++i) advisors += "A" + std::to_string(i) + ";400\n";
        work_.write("tenants.csv", tenants);
        work_.write("advisors.csv", advisors);
        for (const char* what : {"tenants", "advisors"}) {
            const Ended done = work_.run({"import", what, std::string{what} + ".csv", "--db", database()});
            ASSERT_EQ(done.code, 0) << done.err;
        }
    }
    std::string database() const { return work_.path("day.sqlite").string(); }
    // Days are planned until there are calls enough for a while.
    void plan(const RunningProgram& program) {
        while (office_.waiting() < 100 * kDesks) {
            day_ = day_ + 1;
            const Answered made = program.post("/v1/plans/" + day_.iso(), "");
            ASSERT_EQ(made.status, 201) << made.body;
            office_.plan(ids_in(made.body));
        }
    }
    template <class Meanwhile>
    void advisors_work(const RunningProgram& program, bool only_what_is_open, Meanwhile meanwhile) {
        std::vector<std::thread> threads;
        at_work_ = kDesks;
        for (AdvisorsDesk& each : desks_)
            threads.emplace_back([&] {
                each.work(office_, program, only_what_is_open);
                --at_work_;
            });
        meanwhile();
        for (std::thread& each : threads) each.join();
    }

    Workplace work_;
    Day day_ = *day_from_iso("2020-04-03");
    Office office_;
    std::atomic<int> at_work_{0};
    std::vector<AdvisorsDesk> desks_{kDesks};
};

TEST_F(KilledProgram, has_every_acknowledged_outcome_once) {
    const std::uint64_t seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random(seed);
    RunningProgram program(database());
    for (int kill = 0; kill < kKills; ++kill) {
        plan(program);
        if (HasFatalFailure()) return;
        const std::size_t enough = office_.acknowledged() + random() % (2 * kDesks);
        const std::chrono::microseconds later(random() % 5000);
        advisors_work(program, false, [&] {
            while (office_.acknowledged() < enough && at_work_ == kDesks) std::this_thread::yield();
            std::this_thread::sleep_for(later);
            EXPECT_EQ(at_work_, kDesks) << "the program ended by itself";
            program.kill();
        });
        if (HasFailure()) return;
        program.start();
    }
    advisors_work(program, true, [] {});
    EXPECT_EQ(program.stop().code, 0);

    const auto store = open_sqlite_store(database());
    std::size_t recorded = 0;
    for (Day day = *day_from_iso("2020-04-04"); day <= day_; day = day + 1)
        for (const KeptCall& call : store->calls(day)) recorded += store->attempts(call.id).size();
    EXPECT_EQ(recorded, office_.outcomes().size());
    for (const auto& [call, attempt] : office_.outcomes()) {
        const auto kept = store->attempts(call);
        ASSERT_EQ(kept.size(), 1u) << call;
        EXPECT_EQ(kept[0].id, attempt);
        EXPECT_EQ(store->call(call)->state, CallState::done);
    }
    RecordProperty("outcomes", static_cast<int>(recorded));
    std::printf("%d kills, %zu outcomes acknowledged, each there once\n", kKills, recorded);
}

}  // namespace
}  // namespace bienveille
