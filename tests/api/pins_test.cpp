// Calls that people move and fix: at once, and in every plan that is made later.
#include <gtest/gtest.h>

#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class Pins : public RunningDayTest {
protected:
    Answer<PinDone> move(const std::string& tenant, const AdvisorId& advisor) {
        return service_.fix_call({kThird, {tenant}, advisor, std::nullopt, "se connaissent", true}, kManager);
    }
    Answer<PinDone> pin(const std::string& tenant, std::optional<AdvisorId> advisor = {}, const std::string& at = "") {
        return service_.fix_call({kThird, {tenant}, std::move(advisor), time_from_hhmm(at), "promis", false}, kManager);
    }
    void plan_again() {
        service_.put_tenant(tenant_record("N" + std::to_string(++newcomers_)), {}, kManager);
        EXPECT_TRUE(service_.generate_plan(kThird, kManager)->made_now);
    }
    // Whose list it is on, in the plan itself.
    std::string planned_with(const std::string& tenant) {
        const auto stored = service_.plan(kThird);
        for (const AdvisorList& list : stored->plan.lists)
            for (const Call& call : list.calls)
                if (call.tenant.text == tenant) return list.advisor.text;
        return "";
    }
    std::string listed_with(const std::string& tenant) {
        for (const AdvisorId& advisor : {kFirst, kSecond})
            for (const ListedCall& each : list_of(advisor))
                if (each.call.tenant.text == tenant) return advisor.text;
        return "";
    }

    int newcomers_ = 0;
};

TEST_F(Pins, AMoveIsThereAtOnceAndStays) {
    plan();
    const std::string moved = list_of(kFirst).at(2).call.tenant.text;
    const TimeOfDay at = shown(moved).starts_at;
    const auto done = move(moved, kSecond);
    ASSERT_TRUE(done.ok());
    EXPECT_TRUE(done->created);
    EXPECT_EQ(done->overrides, 1);
    EXPECT_EQ(listed_with(moved), "CONS-2");
    for (int i = 0; i < 2; ++i) {
        plan_again();
        EXPECT_EQ(planned_with(moved), "CONS-2");
        EXPECT_EQ(shown(moved).starts_at, at);
        EXPECT_TRUE(shown(moved).fixed);
    }
    EXPECT_FALSE(move(moved, kFirst)->created);  // moved back: another override
    plan_again();
    EXPECT_EQ(planned_with(moved), "CONS-1");
    EXPECT_EQ(store_->overrides(kThird), 2);
}

TEST_F(Pins, OnlyWhatNobodyHasBegunIsMoved) {
    plan();
    const std::string mine = next(kFirst);
    EXPECT_EQ(move(mine, kSecond).refusal().message, "CONS-1 has this call in hand since 2020-04-03T06:30:00Z");
    ASSERT_TRUE(record(mine, Outcome::reached).ok());
    EXPECT_EQ(move(mine, kSecond).refusal().message,
              "this call is done already: CONS-1 recorded reached at 2020-04-03T06:30:00Z");
    EXPECT_EQ(store_->overrides(kThird), 0);
    const std::string tried = next(kFirst);
    ASSERT_TRUE(record(tried, Outcome::no_answer, "09:40").ok());
    ASSERT_TRUE(move(tried, kSecond).ok());  // its next try is the other one's
    EXPECT_EQ(listed_with(tried), "CONS-2");
    plan_again();
    EXPECT_EQ(planned_with(tried), "CONS-2");
    EXPECT_EQ(shown(tried).state, CallState::retry);
}

TEST_F(Pins, FixACallWhereItIsUntilItIsFreed) {
    plan();
    const std::string fixed = list_of(kFirst).at(1).call.tenant.text;
    ASSERT_TRUE(pin(fixed)->created);
    plan_again();
    EXPECT_EQ(planned_with(fixed), "CONS-1");
    EXPECT_TRUE(shown(fixed).fixed);
    EXPECT_TRUE(service_.free_call(kThird, {fixed}, kManager).ok());
    plan_again();
    EXPECT_FALSE(shown(fixed).fixed);
    EXPECT_EQ(service_.free_call(kThird, {fixed}, kManager).refusal().kind, Refusal::Kind::not_found);
    EXPECT_EQ(store_->overrides(kThird), 1);  // what was decided is counted for good
}

TEST_F(Pins, PutInSomebodyWhoIsNotPlanned) {
    TenantRecord rested = tenant_record("R1");
    rested.facts.last_reached_on = kThird - 1;
    service_.put_tenant(rested, {}, kManager);
    plan();
    ASSERT_EQ(planned_with("R1"), "");
    EXPECT_EQ(move("R1", kFirst).refusal().kind, Refusal::Kind::conflict);
    EXPECT_EQ(pin("R1").refusal().problems.size(), 2u);  // with whom, and when
    ASSERT_TRUE(pin("R1", kFirst, "11:00").ok());
    plan_again();
    EXPECT_EQ(planned_with("R1"), "CONS-1");
    EXPECT_EQ(shown("R1").starts_at.hhmm(), "11:00");
    EXPECT_EQ(next(kFirst, "11:00").empty(), false);
}

TEST_F(Pins, ASecondWishMustBePossible) {
    EXPECT_EQ(move("T5", kFirst).refusal().kind, Refusal::Kind::not_found);  // no plan yet
    plan();
    EXPECT_EQ(move("T5", {"CONS-9"}).refusal().problems.at(0).message,
              "is not there on 2020-04-03; must be an advisor with a list");
    EXPECT_EQ(move("none", kFirst).refusal().kind, Refusal::Kind::not_found);
    TenantRecord gone = store_->tenant({"T5"})->record;
    gone.facts.status = Status::moved;
    service_.put_tenant(gone, {}, kManager);
    EXPECT_EQ(pin("T5", kFirst).refusal().message, "this tenant may not be called on 2020-04-03: moved");
}

TEST_F(Pins, WhoChangedWhatIsSaid) {
    now_ += 60;
    service_.put_tenant(
        [] {
            TenantRecord changed = tenant_record("T5");
            changed.phone = "+33353019999";
            return changed;
        }(),
        {}, kManager);
    EXPECT_EQ(service_.put_tenant(tenant_record("T5"), 1, kManager).refusal().message,
              "it was changed at 2020-04-03T06:31:00Z by manager (phone); read it again");
}

}  // namespace
}  // namespace bienveille
