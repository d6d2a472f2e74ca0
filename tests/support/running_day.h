// A small campaign's day as it runs: who asks, what came of it, and a clock that the test moves.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "api/service.h"
#include "tests/support/campaign_store.h"
#include "tests/support/memory_store.h"

namespace bienveille {

class RunningDayTest : public testing::Test {
protected:
    const Asker kManager{"manager", "r1"};
    const Asker kAdvisor{"advisor", "r2"};
    const AdvisorId kFirst{"CONS-1"};
    const AdvisorId kSecond{"CONS-2"};

    void SetUp() override { fill(*store_); }

    void plan() { ASSERT_TRUE(service_.generate_plan(kThird, kManager).ok()); }
    void wait(int minutes) { now_ += std::int64_t{60} * minutes; }

    // In the morning before the first window, or at that time of the day.
    Answer<NextOffer> ask(const AdvisorId& advisor, const std::string& at = "") {
        return service_.next_call({kThird, advisor, time_from_hhmm(at)}, kAdvisor);
    }
    // The tenant to call; empty when there is none.
    std::string next(const AdvisorId& advisor, const std::string& at = "") {
        const auto offer = ask(advisor, at);
        EXPECT_TRUE(offer.ok()) << offer.refusal().message;
        return offer->held ? offer->held->lease.tenant.text : std::string{};
    }
    static AttemptReport report(Outcome outcome, const std::string& at = "") {
        AttemptReport made;
        made.outcome = outcome;
        made.minutes = {9};
        made.at = time_from_hhmm(at);
        if (outcome == Outcome::reached) made.follow_ups = {FollowUp{}};
        return made;
    }
    Answer<Attempt> record(const std::string& tenant, Outcome outcome, const std::string& at = "") {
        return service_.record_attempt(call_id(kThird, {tenant}), report(outcome, at), kAdvisor);
    }
    // As the plan shows it now.
    Call shown(const std::string& tenant) {
        const auto stored = service_.plan(kThird);
        for (const AdvisorList& list : stored->plan.lists)
            for (const Call& call : list.calls)
                if (call.tenant.text == tenant) return call;
        ADD_FAILURE() << tenant << " is not planned";
        return {};
    }
    std::vector<ListedCall> list_of(const AdvisorId& advisor) { return service_.list(kThird, advisor)->calls; }
    std::size_t own_left(const AdvisorId& advisor) {
        std::size_t left = 0;
        for (const ListedCall& each : list_of(advisor))
            left += each.call.state == CallState::planned || each.call.state == CallState::in_progress ? 1 : 0;
        return left;
    }
    void finish_all_but(const std::vector<std::string>& those) {
        for (const KeptCall& each : store_->calls(kThird)) {
            bool stays = each.state != CallState::planned;
            for (const std::string& tenant : those) stays = stays || each.tenant.text == tenant;
            if (!stays) { ASSERT_TRUE(record(each.tenant.text, Outcome::reached).ok()); }
        }
    }

    // Friday 3 April 2020, 08:30 in Paris.
    std::atomic<std::int64_t> now_{still_clock()()};
    std::unique_ptr<Store> store_ = memory_store();
    Service service_{*store_, json_documents(), [this] { return now_.load(); }};
};

}  // namespace bienveille
