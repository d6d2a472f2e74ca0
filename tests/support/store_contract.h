// One suite of tests for every adapter of the store.
#pragma once

#include <gtest/gtest.h>

#include "api/postgres_store.h"
#include "api/sqlite_store.h"
#include "tests/support/kept_records.h"
#include "tests/support/memory_store.h"
#include "tests/support/postgres_server.h"

namespace bienveille {

enum class Adapter { memory, sqlite, postgres };

inline const auto kAdapters = testing::Values(Adapter::memory, Adapter::sqlite, Adapter::postgres);

inline std::string adapter_name(const testing::TestParamInfo<Adapter>& info) {
    constexpr const char* kNames[] = {"memory", "sqlite", "postgres"};
    return kNames[static_cast<int>(info.param)];
}

class StoreContract : public testing::TestWithParam<Adapter> {
protected:
    TemporaryFile file_;
    std::string url_ = GetParam() == Adapter::postgres ? PostgresServer::shared().new_database() : "";
    std::unique_ptr<Store> store_ = opened();

    // Of those that are kept, the same one each time.
    std::unique_ptr<Store> opened() const {
        switch (GetParam()) {
            case Adapter::sqlite: return open_sqlite_store(file_.path);
            case Adapter::postgres: return open_postgres_store(url_);
            default: return memory_store();
        }
    }
    void plan_calls(const std::string& digest, const std::vector<std::pair<std::string, std::string>>& who) {
        std::vector<KeptCall> calls;
        for (const auto& [t, a] : who) calls.push_back({"call-" + t, kFriday, {t}, {a}, CallState::planned});
        save_next_plan(*store_, {kFriday, digest, kBy.at, "document of " + digest}, calls);
    }
    AttemptWrite attempt_on(const std::string& tenant_id, const std::string& attempt_id) {
        const auto kept = store_->tenant({tenant_id});
        AttemptWrite write;
        write.attempt.id = attempt_id;
        write.attempt.call = "call-" + tenant_id;
        write.attempt.day = kFriday;
        write.attempt.tenant = {tenant_id};
        write.attempt.advisor = {"CONS-1"};
        write.attempt.recorded_at = kBy.at;
        write.attempt.outcome = Outcome::reached;
        write.attempt.minutes = {9};
        write.attempt.anxiety = 1;
        write.attempt.support = Support::strong;
        write.attempt.neighbours_help = false;
        write.attempt.needs = "courses";
        write.attempt.follow_ups = "none";
        write.attempt.note = "l'été";
        write.attempt.state_after = CallState::done;
        write.tenant_before = kept->record;
        write.tenant_after = kept->record;
        write.tenant_after.facts.last_reached_on = kFriday;
        write.tenant_revision = kept->revision;
        return write;
    }
};

}  // namespace bienveille
