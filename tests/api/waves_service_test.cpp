// The report of a wave that the service ran: from outcomes as they were recorded and plans as they were made.
#include <gmock/gmock.h>

#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class WavesOfTheService : public RunningDayTest {
protected:
    void SetUp() override {
        RunningDayTest::SetUp();
        plan();
        ASSERT_TRUE(service_.begin_wave({"Vague 2", kThird, kThird + 7}, kManager).ok());
    }
    WaveReport wave(std::optional<Day> as_of = {}) {
        const auto document = service_.wave_report({kThird, as_of, {}, false});
        EXPECT_TRUE(document.ok());
        return document->report;
    }
    void tell(const std::string& tenant, AttemptReport told) {
        ASSERT_TRUE(service_.record_attempt(call_id(kThird, {tenant}), told, kAdvisor).ok()) << tenant;
    }
    static AttemptReport report_told() { return report(Outcome::reached, "09:30"); }
    // Of the first advisor's list, in its order.
    std::string on_list(std::size_t position) { return list_of(kFirst).at(position).call.tenant.text; }
};

TEST_F(WavesOfTheService, CountOutcomesNeedsPromisesAndLoad) {
    const std::string first = on_list(0), second = on_list(1), third = on_list(2);
    AttemptReport told = report_told();
    told.anxiety = 3;
    told.needs = {"courses"};
    FollowUp callback, social;
    callback.kind = FollowUp::Kind::callback_by;
    callback.by = kThird + 9;  // Sunday 12 April: Easter. The last working day before is Friday 10
    social.kind = FollowUp::Kind::escalate_social;
    told.follow_ups = {callback, social};
    tell(first, told);
    tell(second, report(Outcome::no_answer, "10:00"));
    AttemptReport brief = report(Outcome::reached_brief, "14:30");
    brief.follow_ups = {FollowUp{}};
    tell(third, brief);  // again on the second working day: Tuesday 7
    const WaveReport made = wave();
    EXPECT_EQ(made.reach.called, 3);
    EXPECT_EQ(made.reach.reached, 2);
    EXPECT_EQ(made.reach.days, 1);
    EXPECT_EQ(made.reach.advisors, 1);
    EXPECT_EQ(made.reach.eligible, 12);
    EXPECT_EQ(made.to_social, 1);
    ASSERT_EQ(made.needs.size(), 1u);
    EXPECT_EQ(made.needs[0].code, "courses");
    EXPECT_EQ(made.level3.seen, 1);
    ASSERT_EQ(made.callbacks.by_day.size(), 2u);
    EXPECT_EQ(made.callbacks.by_day[0].day, kThird + 4);
    EXPECT_EQ(made.callbacks.by_day[1].day, kThird + 7);
    EXPECT_EQ(made.callbacks.all.open, 2);
    EXPECT_TRUE(made.plans_kept);
    ASSERT_EQ(made.load.size(), 2u);
    EXPECT_EQ(made.load[0].capacity, Minutes{100});
    EXPECT_EQ(made.load[0].planned, service_.plan(kThird)->plan.lists[0].planned);
}

TEST_F(WavesOfTheService, JudgePromisesOnTheDayAskedAbout) {
    AttemptReport told = report_told();
    FollowUp callback;
    callback.kind = FollowUp::Kind::callback_by;
    callback.by = kThird + 4;
    told.follow_ups = {callback};
    tell(on_list(0), told);
    EXPECT_EQ(wave(kThird + 4).callbacks.all.open, 1) << "its day is not over";
    const auto missed = wave(kThird + 5).callbacks.missed;
    ASSERT_EQ(missed.size(), 1u);
    EXPECT_EQ(missed[0].why, MissedPromise::Why::no_plan) << "nobody planned that Tuesday";
}

TEST_F(WavesOfTheService, ACorrectionIsWhatCounts) {
    const auto attempt = service_.record_attempt(call_id(kThird, {on_list(0)}), report(Outcome::no_answer), kAdvisor);
    ASSERT_TRUE(attempt.ok());
    EXPECT_EQ(wave().reach.reached, 0);
    ASSERT_TRUE(service_.correct_attempt(attempt->id, report_told(), {}, kAdvisor).ok());
    EXPECT_EQ(wave().reach.reached, 1);
}

TEST_F(WavesOfTheService, KeepWordsOfATenantOnlyWithConsent) {
    const auto refused = service_.add_words({kThird, true, "Merci", false}, kManager);
    ASSERT_FALSE(refused.ok());
    ASSERT_EQ(refused.refusal().problems.size(), 1u);
    EXPECT_EQ(refused.refusal().problems[0].path, "consent");
    EXPECT_TRUE(store_->words(kThird).empty());
    EXPECT_TRUE(service_.add_words({kThird, true, "Merci", true}, kManager).ok());
    EXPECT_TRUE(service_.add_words({kThird, false, "Beaucoup d'émotion", false}, kManager).ok());
    const auto document = service_.wave_report({kThird, {}, {}, false});
    EXPECT_THAT(document->words, testing::ElementsAre("Merci"));
    EXPECT_THAT(document->impressions, testing::ElementsAre("Beaucoup d'émotion"));
    EXPECT_EQ(service_.add_words({kThird, false, "M. est alcoolique", false}, kManager)->warnings, "addiction");
    EXPECT_FALSE(service_.add_words({kThird, false, "", false}, kManager).ok());
    EXPECT_FALSE(service_.add_words({kThird + 1, false, "Merci", false}, kManager).ok()) << "no such wave";
}

TEST_F(WavesOfTheService, BeginOnceADayAndNotBackwards) {
    EXPECT_EQ(service_.begin_wave({"again", kThird, kThird}, kManager).refusal().kind, Refusal::Kind::conflict);
    EXPECT_EQ(service_.begin_wave({"", kThird + 1, kThird}, kManager).refusal().problems.size(), 2u);
    EXPECT_EQ(service_.waves().size(), 1u);
    EXPECT_FALSE(service_.wave_report({kThird + 1, {}, {}, false}).ok());
}

}  // namespace
}  // namespace bienveille
