// Waves and what people said of them, for every adapter of the store.
#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

class Waves : public StoreContract {
protected:
    const KeptWave wave_{kFriday, kFriday + 7, "Vague; \"2\"", kBy.at, kBy.actor};
    WaveWords words(const std::string& id, bool of_tenant) const {
        return {id, kFriday, of_tenant, "l'été = merci", of_tenant ? "health\njudgement" : "", kBy.at, kBy.actor};
    }
};

TEST_P(Waves, ComeBackInOrderAndBeginOnce) {
    const KeptWave before{kFriday - 14, kFriday - 8, "Vague 1", kBy.at, kBy.actor};
    EXPECT_TRUE(store_->begin_wave(wave_, kBy));
    EXPECT_TRUE(store_->begin_wave(before, kBy));
    KeptWave again = wave_;
    again.name = "another";
    EXPECT_FALSE(store_->begin_wave(again, kBy));
    EXPECT_EQ(store_->waves(), (std::vector<KeptWave>{before, wave_}));
    EXPECT_EQ(store_->last_change("2020-04-03")->action, "wave.begin");
}

TEST_P(Waves, KeepWordsInOrderAndOnlyOfAWaveThatBegan) {
    EXPECT_FALSE(store_->keep_words(words("e1", true), kBy));
    store_->begin_wave(wave_, kBy);
    const auto moment = store_->moment();
    EXPECT_TRUE(store_->keep_words(words("e2", false), kBy));
    EXPECT_TRUE(store_->keep_words(words("e1", true), kBy));
    EXPECT_GT(store_->moment(), moment);
    EXPECT_EQ(store_->words(kFriday), (std::vector<WaveWords>{words("e1", true), words("e2", false)}));
    EXPECT_TRUE(store_->words(kFriday + 1).empty());
    EXPECT_EQ(store_->last_change("2020-04-03")->detail, "tenant") << "the log has no word of it";
}

TEST_P(Waves, AreLoadedWithTheirPeopleAttemptsPlansAndOverrides) {
    for (const char* id : {"B", "A"}) store_->put_tenant(tenant(id), {}, kBy);
    store_->put_advisor(advisor("CONS-1"), {}, kBy);
    plan_calls("old", {{"A", "CONS-1"}});
    plan_calls("new", {{"A", "CONS-1"}, {"B", "CONS-1"}});
    store_->put_pin({kFriday, {"B"}, {"CONS-1"}, {600}, {9}, {0}, "promis", kBy.at, kBy.actor}, "plan.pin", kBy);
    store_->save_attempt(attempt_on("A", "attempt-1"), kBy);
    const WaveRows rows = store_->load_wave({kFriday, kFriday + 7});
    ASSERT_EQ(rows.tenants.size(), 2u);
    EXPECT_EQ(rows.tenants[0].facts.id.text, "A");
    ASSERT_EQ(rows.attempts.size(), 1u);
    EXPECT_EQ(rows.attempts[0].id, "attempt-1");
    ASSERT_EQ(rows.plans.size(), 1u) << "the newest of each day";
    EXPECT_EQ(rows.plans[0].document, "document of new");
    EXPECT_EQ(rows.overrides, 1);
    // What came after the wave still keeps its promises; plans and overrides of other days are not its own.
    const WaveRows earlier = store_->load_wave({kFriday - 7, kFriday - 1});
    EXPECT_EQ(earlier.attempts.size(), 1u);
    EXPECT_TRUE(earlier.plans.empty());
    EXPECT_EQ(earlier.overrides, 0);
    EXPECT_TRUE(store_->load_wave({kFriday + 1, kFriday + 2}).attempts.empty());
}

TEST_P(Waves, AreThereWhenTheStoreIsOpenedAgain) {
    if (GetParam() == Adapter::memory) return;  // which keeps nothing
    store_->begin_wave(wave_, kBy);
    store_->keep_words(words("e1", true), kBy);
    store_.reset();
    store_ = opened();
    EXPECT_EQ(store_->waves(), std::vector<KeptWave>{wave_});
    EXPECT_EQ(store_->words(kFriday), std::vector<WaveWords>{words("e1", true)});
}

INSTANTIATE_TEST_SUITE_P(EveryAdapter, Waves, kAdapters, adapter_name);

}  // namespace
}  // namespace bienveille
