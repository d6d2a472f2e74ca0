// What every store tells of a change, with the change.
#include <thread>

#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

class Events : public StoreContract {
protected:
    void SetUp() override {
        for (const char* id : {"A", "B", "C"}) store_->put_tenant(tenant(id), {}, kBy);
        plan_calls("d1", {{"A", "CONS-1"}, {"B", "CONS-1"}, {"C", "CONS-2"}});
        known_ = store_->events_kept().newest;
    }
    // "call.leased A CONS-2 < CONS-1": what was told since the last look.
    std::vector<std::string> news() {
        std::vector<std::string> lines;
        for (const Event& each : store_->events(known_, 1000)) {
            std::string line{name(each.kind)};
            for (const std::string& word : {each.tenant.text, each.advisor.text})
                if (!word.empty()) line += " " + word;
            if (!each.was_with.empty()) line += " < " + each.was_with.text;
            if (each.due_on) line += " by " + each.due_on->iso();
            lines.push_back(line);
            known_ = each.number;
        }
        return lines;
    }
    using Lines = std::vector<std::string>;
    static Lease lease(const std::string& tenant, const std::string& advisor) {
        return {"call-" + tenant, kFriday, {tenant}, {advisor}, "2020-04-03T08:00:00Z", "2020-04-03T08:30:00Z"};
    }
    void promise(const std::string& id, std::optional<Day> due) {
        auto kept = store_->tenant({id});
        kept->record.facts.callback_due_on = due;
        kept->record.facts.callback_requested_on = due ? std::optional(kFriday - 7) : std::nullopt;
        store_->put_tenant(kept->record, {}, kBy);
        known_ = store_->events_kept().newest;
    }
    std::int64_t known_ = 0;
};

TEST_P(Events, APlanIsMadeAndMadeAgain) {
    plan_calls("d2", {{"A", "CONS-1"}});
    EXPECT_EQ(news(), Lines{"plan.replanned"});
    save_next_plan(*store_, {kFriday + 3, "d1", kBy.at, "document"}, {});
    const Event made = store_->events(known_, 10).at(0);
    EXPECT_EQ(made.kind, EventKind::plan_made);
    EXPECT_EQ(made.day, kFriday + 3);
    EXPECT_EQ(made.at, kBy.at);
}

TEST_P(Events, ALeaseTellsBothWhoHasItAndWhoseCallItWas) {
    store_->take_lease(lease("A", "CONS-1"), CallState::planned, kBy);
    store_->renew_lease("call-A", {}, "2020-04-03T09:00:00Z", kBy);
    store_->release_lease("call-A", {}, "pause", kBy);
    store_->take_lease(lease("A", "CONS-2"), CallState::planned, kBy);
    store_->take_lease(lease("A", "CONS-1"), CallState::planned, kBy);  // refused: nothing to tell
    store_->take_lease(lease("B", "CONS-1"), CallState::planned, {"2020-04-03T08:30:00Z", "advisor", "r"});
    EXPECT_EQ(news(), (Lines{"call.leased A CONS-1", "call.renewed A CONS-1", "call.released A CONS-1",
                             "call.leased A CONS-2 < CONS-1", "call.expired A CONS-2", "call.leased B CONS-1"}));
}

TEST_P(Events, AnOutcomeTellsTheCallAndThePromise) {
    promise("A", kFriday);
    AttemptWrite write = attempt_on("A", "att-1");
    write.tenant_after.facts.callback_due_on = kFriday + 7;
    write.tenant_after.facts.callback_requested_on = kFriday;
    ASSERT_EQ(store_->save_attempt(write, kBy), AttemptSaved::saved);
    EXPECT_EQ(news(), (Lines{"call.done A CONS-1", "promise.kept A CONS-1 by 2020-04-03",
                             "promise.made A CONS-1 by 2020-04-10"}));

    promise("B", kFriday - 1);  // reached on Friday, a day late
    write = attempt_on("B", "att-2");
    write.tenant_after.facts.callback_due_on.reset();
    write.tenant_after.facts.callback_requested_on.reset();
    ASSERT_EQ(store_->save_attempt(write, kBy), AttemptSaved::saved);
    EXPECT_EQ(news(), (Lines{"call.done B CONS-1", "promise.missed B CONS-1 by 2020-04-02"}));

    AttemptWrite stale = attempt_on("C", "att-3");
    stale.tenant_revision = 99;
    ASSERT_EQ(store_->save_attempt(stale, kBy), AttemptSaved::tenant_changed);
    EXPECT_EQ(news(), Lines{});
}

TEST_P(Events, ACorrectionTellsWhatItChanged) {
    ASSERT_EQ(store_->save_attempt(attempt_on("A", "att-1"), kBy), AttemptSaved::saved);
    news();
    const auto kept = store_->tenant({"A"});
    CorrectionWrite write{*store_->attempt("att-1"), kept->record, kept->revision, CallState::done, {}, false};
    write.tenant_after.facts.callback_due_on = kFriday + 7;
    ASSERT_EQ(store_->correct_attempt(write, kBy), AttemptSaved::saved);
    EXPECT_EQ(news(), (Lines{"call.corrected A CONS-1", "promise.made A CONS-1 by 2020-04-10"}));
}

TEST_P(Events, WhoLeavesIsTakenOutWithTheirCallsAndPromises) {
    promise("A", kFriday + 3);
    auto gone = store_->tenant({"A"})->record;
    gone.facts.status = Status::opted_out;
    gone.facts.callback_due_on.reset();
    store_->put_tenant(gone, {}, kBy);
    EXPECT_EQ(news(), (Lines{"promise.withdrawn A by 2020-04-06", "tenant.taken_out A", "register.changed A",
                             "call.cancelled A CONS-1"}));
    gone.facts.status = Status::active;
    store_->put_tenant(gone, {}, kBy);
    EXPECT_EQ(news(), (Lines{"tenant.back A", "register.changed A"}));
}

TEST_P(Events, APromiseWhoseDayIsOverIsToldWithTheNextDaysFirstPlan) {
    promise("A", kFriday - 1);
    promise("B", kFriday + 3);
    plan_calls("d2", {{"A", "CONS-1"}});
    EXPECT_EQ(news(), Lines{"plan.replanned"});
    save_next_plan(*store_, {kFriday + 3, "d1", kBy.at, "document"}, {});
    EXPECT_EQ(news(), (Lines{"plan.made", "promise.missed A by 2020-04-02"}));
}

TEST_P(Events, WhatPeopleFixTellsBothAdvisors) {
    Pin pin{kFriday, {"A"}, {"CONS-2"}, {}, {9}, {}, "they know each other", kBy.at, "manager"};
    store_->put_pin(pin, "plan.move", kBy);
    store_->put_pin(pin, "plan.pin", kBy);
    store_->remove_pin(kFriday, {"A"}, kBy);
    EXPECT_EQ(news(), (Lines{"call.moved A CONS-2 < CONS-1", "call.fixed A CONS-2", "call.freed A CONS-2"}));
}

TEST_P(Events, TheRegisterTellsThatItChanged) {
    store_->put_advisor(advisor("CONS-1"), {}, kBy);
    store_->put_availability({{"CONS-1"}, kFriday, {60}}, kBy);
    store_->import_tenants({{tenant("D")}, {column_called("phone")}, false, "digest"}, kBy);
    store_->import_tenants({{tenant("E")}, {column_called("phone")}, true, "digest"}, kBy);  // a dry run
    store_->put_advisor(advisor("CONS-1"), {}, kBy);                                         // as it is
    EXPECT_EQ(news(), (Lines{"register.changed CONS-1", "register.changed CONS-1", "register.changed"}));
}

TEST_P(Events, AreForgottenAfterADayAndTheirNumbersNeverComeBack) {
    EXPECT_EQ(store_->events_kept().complete_after, 0);
    const std::int64_t before = store_->events_kept().newest;
    store_->put_advisor(advisor("CONS-1"), {}, {"2020-04-04T08:00:00Z", "manager", "r"});  // 24 hours to the second
    EXPECT_EQ(store_->events_kept().complete_after, 0);
    store_->put_advisor(advisor("CONS-2"), {}, {"2020-04-04T08:00:01Z", "manager", "r"});
    EXPECT_EQ(store_->events_kept().complete_after, before);
    EXPECT_EQ(store_->events_kept().newest, before + 2);
    store_->put_advisor(advisor("CONS-3"), {}, {"2021-01-01T00:00:00Z", "manager", "r"});
    const auto left = store_->events(0, 10);
    ASSERT_EQ(left.size(), 2u);
    EXPECT_EQ(left.at(0).number, before + 2) << "the newest one stays: the next number follows from it";
    EXPECT_EQ(left.at(1).number, before + 3);
}

TEST_P(Events, WaitingEndsWithTheNextCommit) {
    std::thread writer([&] { store_->put_advisor(advisor("CONS-1"), {}, kBy); });
    for (int looks = 0; looks < 1000 && store_->events_kept().newest <= known_; ++looks)
        store_->wait_for_events(known_, std::chrono::seconds(10));
    writer.join();
    EXPECT_EQ(news(), Lines{"register.changed CONS-1"});
    store_->wait_for_events(0, std::chrono::hours(1));  // there are some: at once
}

INSTANTIATE_TEST_SUITE_P(Adapters, Events, kAdapters, adapter_name);

// A second program on the same file, as an import beside the service.
TEST(EventsOfAnotherProcess, AreFoundAtTheNextLook) {
    const TemporaryFile file;
    const auto ours = open_sqlite_store(file.path);
    const auto theirs = open_sqlite_store(file.path);
    theirs->put_advisor(advisor("CONS-1"), {}, kBy);
    ours->wait_for_events(0, std::chrono::hours(1));
    EXPECT_EQ(ours->events(0, 10).size(), 1u);
}

TEST(Hearing, AnAdvisorHearsTheirOwnAndWhatIsEverybodys) {
    const Listener manager, day{{}, kFriday, 0}, advisor{AdvisorId{"CONS-1"}, {}, 0};
    const auto about = [](const char* tenant, const char* who, const char* was_with, std::optional<Day> on) {
        Event event;
        event.tenant = {tenant};
        event.advisor = {who};
        event.was_with = {was_with};
        event.day = on;
        return event;
    };
    EXPECT_TRUE(hears(advisor, about("A", "CONS-1", "", kFriday)));
    EXPECT_TRUE(hears(advisor, about("A", "CONS-2", "CONS-1", kFriday))) << "it was taken from them";
    EXPECT_TRUE(hears(advisor, about("", "", "", kFriday))) << "a plan";
    EXPECT_FALSE(hears(advisor, about("A", "CONS-2", "", kFriday)));
    EXPECT_FALSE(hears(advisor, about("A", "", "", kFriday))) << "a tenant who is nobody's";
    EXPECT_FALSE(hears(advisor, about("", "CONS-2", "", {}))) << "another advisor's absence";
    EXPECT_TRUE(hears(manager, about("A", "CONS-2", "", kFriday)));
    EXPECT_TRUE(hears(day, about("A", "CONS-2", "", kFriday)));
    EXPECT_TRUE(hears(day, about("A", "CONS-2", "", {})));
    EXPECT_FALSE(hears(day, about("A", "CONS-2", "", kFriday + 3)));
}

}  // namespace
}  // namespace bienveille
