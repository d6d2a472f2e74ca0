// A running day that is kept up by what changed is the day as it is loaded: any writes in any order, on each store.
#include <memory>
#include <random>
#include <set>
#include <utility>

#include "api/import_store.h"
#include "api/running_day.h"
#include "rules/built_in.h"
#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

constexpr int kSteps = 150;
constexpr int kPeople = 8;  // the last two are beside the plan

std::string tenant_name(int i) { return std::string(1, static_cast<char>('A' + i)); }
std::string advisor_name(int i) { return "CONS-" + std::to_string(i); }

class LiveDayStore : public StoreContract {
protected:
    void SetUp() override {
        for (int i = 0; i < kPeople; ++i) store_->put_tenant(tenant(tenant_name(i)), {}, kBy);
        for (int i = 0; i < 3; ++i) store_->put_advisor(advisor(advisor_name(i)), {}, kBy);
        save_plan();
    }
    void save_plan() {
        std::vector<std::pair<std::string, std::string>> who;
        for (int i = 0; i + 2 < kPeople; ++i) who.emplace_back(tenant_name(i), advisor_name(i % 3));
        plan_calls("d" + std::to_string(++plans_), who);
    }
    std::unique_ptr<RunningDay> running(LiveDay live) {
        Plan plan;
        plan.day = kFriday;
        plan.lists.resize(1);
        for (int i = 0; i + 2 < kPeople; ++i) {
            plan.lists[0].calls.emplace_back();
            plan.lists[0].calls.back().tenant = {tenant_name(i)};
        }
        const auto rules = std::make_shared<const RuleSet>(default_rules());
        return std::make_unique<RunningDay>(std::make_shared<const Plan>(std::move(plan)), rules, rules->calendar,
                                            std::move(live));
    }
    ChangeBy now() const {
        char text[32];
        std::snprintf(text, sizeof text, "2020-04-03T%02d:%02d:00Z", minute_ / 60, minute_ % 60);
        return {text, "advisor", "req"};
    }

    // One write of any kind. Some are refused: then nothing changes.
    std::string write(std::mt19937& random) {
        const auto one_of = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        const std::string who = tenant_name(one_of(kPeople)), call = "call-" + who;
        const AdvisorId advisor{advisor_name(one_of(3))};
        minute_ += one_of(5);
        const Lease lease{call, kFriday, {who}, advisor, now().at, "2020-04-03T23:00:00Z"};
        switch (one_of(12)) {
            case 0:
            case 1: store_->take_lease(lease, CallState::planned, now()); return "take " + who;
            case 2: store_->take_unplanned(lease, now()); return "take unplanned " + who;
            case 3: {
                Lease brief = lease;
                brief.until = "2020-04-03T" + now().at.substr(11, 2) + ":59:00Z";
                store_->take_lease(brief, CallState::planned, now());
                return "take briefly " + who;
            }
            case 4: store_->renew_lease(call, {}, "2020-04-03T23:30:00Z", now()); return "renew " + who;
            case 5: store_->release_lease(call, {}, "pause", now()); return "release " + who;
            case 6:
            case 7:
            case 8: {
                if (!store_->call(call)) return "nothing";
                AttemptWrite attempt = attempt_on(who, "att-" + std::to_string(++attempts_));
                attempt.attempt.advisor = advisor;
                attempt.attempt.outcome = one_of(3) == 0 ? Outcome::not_attempted : Outcome::no_answer;
                attempt.attempt.state_after = one_of(2) == 0 ? CallState::retry : CallState::planned;
                attempt.tenant_after.facts.attempts = attempts_;
                store_->save_attempt(attempt, now());
                return "record " + who;
            }
            case 9: {
                TenantRecord changed = store_->tenant({who})->record;
                changed.label = "Locataire " + std::to_string(++plans_);
                changed.facts.status = one_of(4) == 0 ? Status::opted_out : Status::active;
                store_->put_tenant(changed, {}, now());
                return "put " + who;
            }
            case 10: {
                const auto attempts = store_->attempts(call);
                if (attempts.empty()) return "nothing";
                CorrectionWrite correction{attempts.back(),
                                           store_->tenant({who})->record,
                                           store_->tenant({who})->revision,
                                           CallState::planned,
                                           {}};
                correction.attempt.outcome = Outcome::busy;
                correction.attempt.advisor = advisor;
                store_->correct_attempt(correction, now());
                return "correct " + who;
            }
            default: {
                const Pin pin{kFriday, {who}, advisor, {600}, {9}, {0}, "une raison", now().at, "manager"};
                if (one_of(3) == 0)
                    store_->remove_pin(kFriday, {who}, now());
                else
                    store_->put_pin(pin, one_of(2) == 0 ? "plan.pin" : "plan.move", now());
                return "pin " + who;
            }
        }
    }

    static void expect_same(const RunningDay& kept, const RunningDay& loaded) {
        for (int i = 0; i < kPeople; ++i) {
            const RunningDay::Row* const a = kept.row({tenant_name(i)});
            const RunningDay::Row* const b = loaded.row({tenant_name(i)});
            ASSERT_EQ(a == nullptr, b == nullptr) << tenant_name(i);
            if (!a) continue;
            EXPECT_EQ(a->kept, b->kept);
            EXPECT_EQ(a->planned == nullptr, b->planned == nullptr);
            EXPECT_EQ(changed_columns(*a->tenant, *b->tenant), "");
            EXPECT_EQ(a->attempts, b->attempts);
            ASSERT_EQ(a->leases.size(), b->leases.size());
            for (std::size_t k = 0; k < a->leases.size(); ++k) {
                EXPECT_EQ(a->leases[k].lease, b->leases[k].lease);
                EXPECT_EQ(a->leases[k].ended, b->leases[k].ended);
            }
        }
        for (int i = 0; i < 3; ++i) {
            const auto tenants = [&](const RunningDay& day) {
                std::set<std::string> found;
                for (const auto& [tenant, row] : day.rows_of({advisor_name(i)})) found.emplace(tenant);
                return found;
            };
            EXPECT_EQ(tenants(kept), tenants(loaded));
            const auto attempts = [&](const RunningDay& day) {
                std::vector<Attempt> found;
                for (const auto& [place, each] : day.attempts_of({advisor_name(i)})) found.push_back(*each);
                return found;
            };
            EXPECT_EQ(attempts(kept), attempts(loaded));
            const Attempt* const a = kept.last_dialled_by({advisor_name(i)});
            const Attempt* const b = loaded.last_dialled_by({advisor_name(i)});
            EXPECT_EQ(a ? a->id : "", b ? b->id : "");
        }
    }

    int plans_ = 0;
    int attempts_ = 0;
    int minute_ = 8 * 60;
};

TEST_P(LiveDayStore, KeptUpByWhatChangedIsTheDayAsItIsLoaded) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    LiveDay first = store_->load_live_day(kFriday);
    std::int64_t moment = first.moment;
    auto kept = running(std::move(first));
    for (int i = 0; i < kSteps && !HasFailure(); ++i) {
        std::string what;
        for (auto n = random() % 3; n > 0; --n) what += write(random) + ", ";
        SCOPED_TRACE(what);
        LiveDayChanges changes = store_->live_day_since(kFriday, moment);
        moment = changes.moment;
        EXPECT_EQ(moment, store_->moment());
        // Not one of these is worth reading the whole day again.
        EXPECT_EQ(changes.whole.has_value(), GetParam() == Adapter::memory);
        if (changes.whole)
            kept = running(*std::move(changes.whole));
        else
            kept->take_over(std::move(changes));
        expect_same(*kept, *running(store_->load_live_day(kFriday)));
    }
}

TEST_P(LiveDayStore, ANewPlanOrANewPersonOfTheTeamIsTheWholeDayAnew) {
    const std::vector<std::function<void()>> wide{
        [&] { save_plan(); },
        [&] { store_->put_advisor(advisor("CONS-9"), {}, kBy); },
        [&] {
            store_->put_availability({{"CONS-1"}, kFriday, {100}}, kBy);
        },
        [&] {
            store_->import_tenants({{tenant("Z")}, {}, false, ""}, kBy);
        },
        [&] { store_->keep_campaign("another", kBy); },
    };
    for (std::size_t i = 0; i < wide.size(); ++i) {
        const std::int64_t before = store_->moment();
        wide[i]();
        EXPECT_TRUE(store_->live_day_since(kFriday, before).whole) << i;
    }
    EXPECT_TRUE(store_->live_day_since(kFriday, -1).whole);
}

TEST_P(LiveDayStore, WhatBecomesOfAnotherDayIsNothingToThisOne) {
    if (GetParam() == Adapter::memory) return;  // tells the whole day always
    const std::int64_t before = store_->moment();
    store_->put_availability({{"CONS-1"}, kFriday + 3, {100}}, kBy);
    save_next_plan(*store_, {kFriday + 3, "monday", kBy.at, "document"},
                   {{"call-monday", kFriday + 3, {"A"}, {"CONS-1"}, CallState::planned}});
    store_->take_lease({"call-monday", kFriday + 3, {"A"}, {"CONS-1"}, kBy.at, "2020-04-03T23:00:00Z"},
                       CallState::planned, kBy);
    const LiveDayChanges changes = store_->live_day_since(kFriday, before);
    EXPECT_FALSE(changes.whole);
    EXPECT_TRUE(changes.tenants.empty());
}

// Who said yesterday evening that they want no more calls, which is recorded this morning.
TEST_P(LiveDayStore, AnOutcomeOfAnotherDaysCallChangesItsTenantToday) {
    if (GetParam() == Adapter::memory) return;  // tells the whole day always
    save_next_plan(*store_, {kFriday - 1, "thursday", kBy.at, "document"},
                   {{"call-thursday", kFriday - 1, {"H"}, {"CONS-1"}, CallState::planned}});
    AttemptWrite late = attempt_on("H", "late");
    late.attempt.call = "call-thursday";
    late.attempt.day = kFriday - 1;
    const std::int64_t before = store_->moment();
    ASSERT_EQ(store_->save_attempt(late, kBy), AttemptSaved::saved);
    const LiveDayChanges changes = store_->live_day_since(kFriday, before);
    EXPECT_FALSE(changes.whole);
    EXPECT_EQ(changes.tenants, std::vector{TenantId{"H"}});
    EXPECT_TRUE(changes.calls.empty());
}

INSTANTIATE_TEST_SUITE_P(Adapters, LiveDayStore, kAdapters, adapter_name);

}  // namespace
}  // namespace bienveille
