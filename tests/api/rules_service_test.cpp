// Which rules run: written and signed by people, looked at on a day, put in force by name.
#include "api/rules_compared.h"
#include "engine/digest.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"
#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class TheRules : public RunningDayTest {
protected:
    static RuleSet signed_rules(const std::string& version, const std::string& parent = "") {
        RuleSet rules = default_rules();
        rules.name = "ours";
        rules.version = version;
        rules.revision = Revision{"M. B.", kThird, "isolation weighs less by phone", parent};
        rules.factors.isolation.weight = Points{3'000};
        rules.factors.age.weight = Points{1'500};
        return rules;
    }
    // Calls of 60 minutes: of two advisors' 100 minutes each two people are called, the promise of T1 among them.
    static RuleSet long_calls() {
        RuleSet rules = signed_rules("long");
        rules.work.unknown_level = Minutes{60};
        return rules;
    }
    // A call of level 2 is longer than any list: the promise of T1 cannot be kept.
    static RuleSet endless_calls() {
        RuleSet rules = signed_rules("endless");
        rules.work.levels = {Minutes{7}, Minutes{13}, Minutes{200}, Minutes{300}};
        return rules;
    }
    void add(const RuleSet& rules) {
        const auto added = service_.add_rules(rules, kManager);
        ASSERT_TRUE(added.ok()) << added.refusal().message;
    }
    Answer<ActivationDone> activate(const std::string& rules, std::optional<ActivationWish::Override> override = {},
                                    std::optional<Day> day = kThird) {
        return service_.activate_rules({rules, "M. B.", "after the first wave", day, std::move(override), {}},
                                       kManager);
    }
    std::string in_force() {
        for (const RulesVersion& each : service_.rules_history().versions)
            if (each.kept.active) return each.kept.id;
        return "";
    }
};

TEST_F(TheRules, AVersionIsKeptOnceAndComesBackAsTheSame) {
    const RuleSet rules = signed_rules("1");
    const auto added = service_.add_rules(rules, kManager);
    ASSERT_TRUE(added.ok());
    EXPECT_TRUE(added->created);
    EXPECT_EQ(added->version.kept.id, "ours-1");
    EXPECT_EQ(added->version.digest, digest(rules));
    EXPECT_FALSE(service_.add_rules(rules, kManager)->created);
    const auto by_digest = service_.rules(digest(rules));
    ASSERT_TRUE(by_digest.ok());
    const auto again = read_rules(by_digest->kept.document);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(digest(*again), digest(rules));
    EXPECT_FALSE(service_.add_rules(*again, kManager)->created);
    EXPECT_EQ(service_.rules_history().versions.size(), 3u);
}

TEST_F(TheRules, AnotherContentNeedsAnotherVersionAndASignature) {
    add(signed_rules("1"));
    RuleSet other = signed_rules("1");
    other.factors.isolation.weight = Points{2'500};
    EXPECT_EQ(service_.add_rules(other, kManager).refusal().kind, Refusal::Kind::conflict);
    RuleSet unsigned_rules = signed_rules("2");
    unsigned_rules.revision.reset();
    EXPECT_EQ(service_.add_rules(unsigned_rules, kManager).refusal().problems.at(0).path, "/revision");
    EXPECT_FALSE(service_.add_rules(default_rules(), kManager)->created);  // the program's own are there as they are
}

TEST_F(TheRules, DifferencesAreTold) {
    add(signed_rules("1"));
    const auto found = service_.rules_differences("default-1.0.0", "ours-1");
    ASSERT_TRUE(found.ok());
    std::vector<std::string> weights;
    for (const RuleDifference& each : found->differences)
        if (each.field.starts_with("/factors")) weights.push_back(each.field + " " + *each.from + " " + *each.to);
    EXPECT_EQ(weights, (std::vector<std::string>{"/factors/isolation/weight 35 30", "/factors/age/weight 10 15"}));
    EXPECT_EQ(service_.rules_differences("none", "ours-1").refusal().problems.at(0).path, "from");
    EXPECT_EQ(service_.rules_differences("ours-1", "none").refusal().kind, Refusal::Kind::not_found);
}

TEST_F(TheRules, AnActivationCountsFromTheNextPlanOnAndEveryPlanKeepsItsOwn) {
    plan();
    add(signed_rules("1"));
    const auto before = service_.why(kThird, {"T2"}, {});
    ASSERT_TRUE(before.ok());
    const auto done = activate("ours-1");
    ASSERT_TRUE(done.ok()) << done.refusal().message;
    EXPECT_TRUE(done->changed);
    EXPECT_EQ(in_force(), "ours-1");
    // The plan that runs is as it was, and so is what is said of it.
    EXPECT_EQ(service_.plan(kThird)->plan.rules_name, "default");
    EXPECT_EQ(service_.plan(kThird)->version.rules, "default-1.0.0");
    ASSERT_TRUE(service_.why(kThird, {"T2"}, {}).ok());
    EXPECT_EQ(store_->rules_on(kThird).id, "default-1.0.0");
    // The next one of the same day, and of another, is made with the new ones.
    const auto next = service_.generate_plan(kThird, kManager);
    ASSERT_TRUE(next.ok());
    EXPECT_EQ(next->plan.rules_name, "ours");
    EXPECT_EQ(next->version.number, 2);
    EXPECT_EQ(service_.plan(kThird, 1)->version.rules, "default-1.0.0");
    EXPECT_TRUE(service_.rules(service_.plan(kThird, 1)->version.rules).ok());
    EXPECT_EQ(service_.generate_plan(kThird + 3, kManager)->plan.rules_name, "ours");
}

TEST_F(TheRules, ADayThatRunsKeepsItsRetryRulesUntilItIsPlannedAnew) {
    plan();
    RuleSet patient = signed_rules("patient");
    patient.retries.busy_gap_minutes = 240;
    add(patient);
    ASSERT_TRUE(activate("ours-patient").ok());
    const std::string tenant = next(kFirst, "09:30");
    ASSERT_TRUE(record(tenant, Outcome::busy, "09:31").ok());
    // default: a busy line is dialled again after 30 minutes.
    EXPECT_EQ(default_rules().retries.busy_gap_minutes, 30);
    bool again = false;
    for (int calls = 0; calls < 12 && !again; ++calls) {
        const auto offer = ask(kFirst, "10:30");
        ASSERT_TRUE(offer.ok());
        if (!offer->held) break;
        again = offer->held->lease.tenant.text == tenant;
        ASSERT_TRUE(record(offer->held->lease.tenant.text, Outcome::reached, "10:30").ok());
    }
    EXPECT_TRUE(again);
}

TEST_F(TheRules, LinesThatAreCrossedNeedANameAndAReasonWhichAreKept) {
    add(endless_calls());
    const auto refused = activate("ours-endless");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refusal().kind, Refusal::Kind::conflict);
    ASSERT_EQ(refused.refusal().problems.size(), 1u);
    EXPECT_EQ(refused.refusal().problems[0].path, "guard_rails.promises");
    EXPECT_EQ(refused.refusal().problems[0].message, "1 promise is no longer kept");
    EXPECT_EQ(in_force(), "default-1.0.0");
    EXPECT_TRUE(service_.rules_history().activations.empty());

    const auto done = activate("ours-endless", ActivationWish::Override{"C. D.", "T1 was told"});
    ASSERT_TRUE(done.ok());
    const Activation kept = service_.rules_history().activations.at(0);
    EXPECT_EQ(kept, *done->activation);
    EXPECT_EQ(kept.by, "M. B.");
    EXPECT_EQ(kept.before, "default-1.0.0");
    EXPECT_EQ(kept.looked_at, kThird);
    EXPECT_EQ(kept.overridden_by, "C. D.");
    EXPECT_EQ(kept.override_reason, "T1 was told");
    EXPECT_NE(kept.crossed.find("promises"), std::string::npos);
}

TEST_F(TheRules, WhereNothingIsCrossedNobodyTakesAnythingOnThem) {
    add(signed_rules("1"));
    const auto done = activate("ours-1", ActivationWish::Override{"C. D.", "to be safe"});
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(done->activation->overridden_by, "");
    EXPECT_EQ(done->activation->crossed, "[]");
}

TEST_F(TheRules, RollingBackIsActivatingWhatWasThereBefore) {
    add(signed_rules("1"));
    ASSERT_TRUE(activate("ours-1").ok());
    ASSERT_TRUE(activate("default-1.0.0").ok());
    EXPECT_EQ(in_force(), "default-1.0.0");
    EXPECT_EQ(service_.rules_history().activations.size(), 2u);
    EXPECT_FALSE(activate("default-1.0.0")->changed);  // they are in force
    EXPECT_EQ(service_.rules_history().activations.size(), 2u);
    EXPECT_EQ(activate("none").refusal().kind, Refusal::Kind::not_found);
}

TEST_F(TheRules, WhoDecidedOnAnOlderStateIsToldWhoWasFaster) {
    add(signed_rules("1"));
    add(long_calls());
    ASSERT_TRUE(activate("ours-1").ok());
    ActivationWish late{"ours-long", "C. D.", "why", kThird, {}, 0};
    EXPECT_EQ(service_.activate_rules(late, kManager).refusal().kind, Refusal::Kind::changed_meanwhile);
    late.seen = 1;
    EXPECT_TRUE(service_.activate_rules(late, kManager).ok());
}

TEST_F(TheRules, ADayMustBeNamedWhereThereIsNoPlan) {
    add(signed_rules("1"));
    EXPECT_EQ(activate("ours-1", {}, std::nullopt).refusal().problems.at(0).path, "day");
    plan();
    EXPECT_EQ(activate("ours-1", {}, std::nullopt)->activation->looked_at, kThird);
}

TEST_F(TheRules, AComparisonSaysWhatWouldChangeAndKeepsNothing) {
    const std::int64_t moment = service_.moment();
    const auto compared = service_.compare_rules({std::string{"default-1.0.0"}, endless_calls(), kThird});
    ASSERT_TRUE(compared.ok());
    EXPECT_EQ(compared->comparison.before.promises_kept, 1);
    EXPECT_EQ(compared->comparison.after.promises_kept, 0);
    EXPECT_EQ(compared->crossed.size(), 1u);
    EXPECT_EQ(service_.moment(), moment);
    const auto wrong = service_.compare_rules({std::string{"none"}, std::string{"nothing"}, {}});
    ASSERT_EQ(wrong.refusal().problems.size(), 3u);
    EXPECT_EQ(wrong.refusal().problems[0].path, "a");
    EXPECT_EQ(wrong.refusal().problems[1].path, "b");
    EXPECT_EQ(wrong.refusal().problems[2].path, "day");
}

// What runs binds nobody who was not called yet; what was done stays done.
TEST_F(TheRules, ADayThatRunsIsLookedAtAsItStands) {
    plan();
    const auto reached = record(next(kFirst, "09:30"), Outcome::reached, "09:31");
    ASSERT_TRUE(reached.ok());
    const auto compared = service_.compare_rules({std::string{"default-1.0.0"}, std::string{"default-1.0.0"}, kThird});
    ASSERT_TRUE(compared.ok());
    EXPECT_EQ(compared->comparison.before.owed, 11);
    EXPECT_TRUE(compared->comparison.moves.empty());
}

}  // namespace
}  // namespace bienveille
