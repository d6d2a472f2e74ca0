// Versions of rules and how they came into force: what every store promises of them.
#include <sqlite3.h>

#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

class Rules : public StoreContract {
protected:
    void SetUp() override {
        for (const char* name : {"first", "second", "third"}) {
            const std::string id = std::string{name} + "-1";
            EXPECT_TRUE(store_->keep_rules({id, name, "1", "text of " + id, "", false}, kBy));
        }
    }
    static Activation activation(int number, const std::string& rules, const std::string& before) {
        return {number, rules, before, kBy.at, "M. B.", "l'été", kFriday, "[{\"line\": \"promises\"}]", "C. D.", "vu"};
    }
    std::string in_force() {
        std::string found;
        for (const KeptRules& each : store_->rules())
            if (each.active) found += each.id;
        return found;
    }
    void save_plan(const std::string& digest, const std::string& rules) {
        KeptPlan plan{kFriday, digest, kBy.at, "document"};
        const int number = static_cast<int>(store_->plan_versions(kFriday).size()) + 1;
        plan.version = {number, digest, "input", kBy.at, kBy.actor, "", {}, 0, 0, rules};
        ASSERT_TRUE(store_->save_plan(plan, {}, {}, kBy));
    }
};

TEST_P(Rules, TheFirstOnesAreInForceAndNoneIsReplaced) {
    EXPECT_FALSE(store_->keep_rules({"first-1", "first", "1", "changed", "", false}, kBy));
    ASSERT_EQ(store_->rules().size(), 3u);
    EXPECT_EQ(in_force(), "first-1");
    EXPECT_EQ(store_->rules("first-1")->document, "text of first-1");
    EXPECT_EQ(store_->rules("first-1")->added_at, kBy.at);
    EXPECT_FALSE(store_->rules("second-1")->active);
    EXPECT_FALSE(store_->rules("none"));
    EXPECT_EQ(store_->load_day(kFriday).rules.id, "first-1");
}

TEST_P(Rules, TheLastActivationIsInForceAndEachIsKeptWhole) {
    EXPECT_TRUE(store_->activations().empty());
    EXPECT_TRUE(store_->activate(activation(1, "second-1", "first-1"), kBy));
    EXPECT_EQ(in_force(), "second-1");
    EXPECT_TRUE(store_->rules("second-1")->active);
    EXPECT_EQ(store_->load_day(kFriday).rules.id, "second-1");
    EXPECT_TRUE(store_->activate(activation(2, "first-1", "second-1"), kBy));
    EXPECT_EQ(in_force(), "first-1");
    const auto all = store_->activations();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0], activation(1, "second-1", "first-1"));
    EXPECT_EQ(all[1], activation(2, "first-1", "second-1"));
}

TEST_P(Rules, WhoDecidedOnAnOlderStateIsRefused) {
    ASSERT_TRUE(store_->activate(activation(1, "second-1", "first-1"), kBy));
    const std::int64_t moment = store_->moment();
    EXPECT_FALSE(store_->activate(activation(1, "third-1", "first-1"), kBy));
    EXPECT_FALSE(store_->activate(activation(3, "third-1", "first-1"), kBy));
    EXPECT_EQ(in_force(), "second-1");
    EXPECT_EQ(store_->activations().size(), 1u);
    EXPECT_EQ(store_->moment(), moment);
}

TEST_P(Rules, ADayRunsByThoseItsPlanWasMadeWith) {
    EXPECT_EQ(store_->rules_on(kFriday).id, "first-1");  // no plan yet
    save_plan("d1", "first-1");
    ASSERT_TRUE(store_->activate(activation(1, "second-1", "first-1"), kBy));
    EXPECT_EQ(store_->rules_on(kFriday).id, "first-1");
    EXPECT_FALSE(store_->rules_on(kFriday).active);
    EXPECT_EQ(store_->load_live_day(kFriday).rules.document, "text of first-1");
    EXPECT_EQ(store_->rules_on(kFriday + 3).id, "second-1");
    EXPECT_EQ(store_->load_day(kFriday).rules.id, "second-1");  // for the next plan
    save_plan("d2", "second-1");
    EXPECT_EQ(store_->rules_on(kFriday).id, "second-1");
    EXPECT_EQ(store_->plan_versions(kFriday)[0].rules, "first-1");
    EXPECT_EQ(store_->plan(kFriday, "d1")->version.rules, "first-1");
}

// Of a database from before plans said so.
TEST_P(Rules, APlanThatDoesNotSayItsRulesWasMadeWithTheFirst) {
    save_plan("d1", "");
    ASSERT_TRUE(store_->activate(activation(1, "second-1", "first-1"), kBy));
    EXPECT_EQ(store_->rules_on(kFriday).id, "first-1");
    if (GetParam() != Adapter::memory) { EXPECT_EQ(store_->plan_versions(kFriday)[0].rules, "first-1"); }
}

TEST_P(Rules, AnActivationIsToldAndLoggedWithoutWhoSaidItOrWhy) {
    const std::int64_t before = store_->events_kept().newest;
    ASSERT_TRUE(store_->activate(activation(1, "second-1", "first-1"), kBy));
    const auto told = store_->events(before, 10);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].kind, EventKind::rules_activated);
    EXPECT_TRUE(hears({AdvisorId{"CONS-1"}, kFriday, 0}, told[0])) << "everybody's next list follows from it";
    EXPECT_EQ(store_->changes(1).at(0), (LoggedChange{kBy, "rules.activate", "second-1", "overridden"}));
}

TEST_P(Rules, AnActivationTogetherWithAnotherChangeIsWholeOrNotAtAll) {
    store_->together([&] {
        store_->activate(activation(1, "second-1", "first-1"), kBy);
        return false;
    });
    EXPECT_TRUE(store_->activations().empty());
    EXPECT_EQ(in_force(), "first-1");
}

class RulesOnDisk : public Rules {};

TEST_P(RulesOnDisk, LastAfterTheProgramEnds) {
    ASSERT_TRUE(store_->activate(activation(1, "second-1", "first-1"), kBy));
    store_.reset();
    store_ = opened();
    EXPECT_EQ(in_force(), "second-1");
    EXPECT_EQ(store_->activations().at(0), activation(1, "second-1", "first-1"));
}

INSTANTIATE_TEST_SUITE_P(Adapters, Rules, kAdapters, adapter_name);
INSTANTIATE_TEST_SUITE_P(Adapters, RulesOnDisk, testing::Values(Adapter::sqlite, Adapter::postgres), adapter_name);

TEST(RulesFile, NeitherVersionsNorActivationsCanBeChanged) {
    const TemporaryFile file;
    {
        const auto store = open_sqlite_store(file.path);
        store->keep_rules({"first-1", "first", "1", "text", "", false}, kBy);
        store->keep_rules({"second-1", "second", "1", "text", "", false}, kBy);
        store->activate({1, "second-1", "first-1", kBy.at, "M. B.", "why", kFriday, "[]", "", ""}, kBy);
    }
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    for (const char* change : {"delete from rules", "update rules set document = 'x'", "delete from activations",
                               "update activations set actor = 'x'"})
        EXPECT_EQ(sqlite3_exec(db, change, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << change;
    sqlite3_close(db);
}

}  // namespace
}  // namespace bienveille
