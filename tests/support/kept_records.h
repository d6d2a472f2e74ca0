// Records for tests of the stores, and a file that goes away.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille {

inline const ChangeBy kBy{"2020-04-03T08:00:00Z", "manager", "req-1"};
inline const Day kFriday = *day_from_iso("2020-04-03");

// As the day's next version, whoever else saves plans of it.
inline void save_next_plan(Store& store, KeptPlan plan, const std::vector<KeptCall>& calls) {
    do {
        const int number = static_cast<int>(store.plan_versions(plan.day).size()) + 1;
        plan.version = {number, plan.digest, "input", kBy.at, kBy.actor, ""};
    } while (!store.save_plan(plan, calls, {}, kBy));
}

inline TenantRecord tenant(const std::string& id, const std::string& phone = "+33353010203") {
    TenantRecord record;
    record.facts.id = {id};
    record.label = "Locataire " + id;
    record.phone = phone;
    record.facts.has_phone = !phone.empty();
    return record;
}

// Every column that is there is set to something.
inline TenantRecord full_tenant() {
    TenantRecord record = tenant("LOC-1");
    const std::pair<const char*, const char*> cells[] = {{"area", "nord"},
                                                         {"commune", "Éclaron; \"Est\""},
                                                         {"insee_code", "01234"},
                                                         {"birth_year", "1935"},
                                                         {"sex", "female"},
                                                         {"lives_alone", "yes"},
                                                         {"support", "weak"},
                                                         {"has_contact_person", "no"},
                                                         {"lsns6", "4"},
                                                         {"relatives_at_risk", "yes"},
                                                         {"anxiety", "3"},
                                                         {"anxiety_on", "2020-03-27"},
                                                         {"anxiety_cleared", "yes"},
                                                         {"last_reached_on", "2020-03-27"},
                                                         {"last_advisor", "CONS-1"},
                                                         {"callback_requested_on", "2020-03-27"},
                                                         {"callback_due_on", "2020-04-06"},
                                                         {"callback_slot", "09:30"},
                                                         {"preferred_half_day", "morning"},
                                                         {"language", "fr"},
                                                         {"status", "active"},
                                                         {"absent_until", "2020-05-01"},
                                                         {"emergency_open", "yes"},
                                                         {"attempts", "2"},
                                                         {"last_attempt_at", "2020-03-27T14:05"},
                                                         {"last_outcome", "voicemail"},
                                                         {"level3_recalls", "1"},
                                                         {"calm_in_a_row", "1"},
                                                         {"joined_on", "2020-03-26"},
                                                         {"neighbours_help", "yes"}};
    for (const auto& [name, cell] : cells)
        for (const Column<TenantRecord>& column : tenant_columns())
            if (column.name == name) { EXPECT_FALSE(column.set(record, cell, "Europe/Paris")) << name; }
    for (const Column<TenantRecord>& column : tenant_columns()) EXPECT_NE(column.get(record), "") << column.name;
    return record;
}

inline AdvisorRecord advisor(const std::string& id) {
    AdvisorRecord record;
    record.facts.id = {id};
    record.facts.languages = {"fr", "ar"};
    record.facts.minutes = Minutes{300};
    record.facts.absent_on = {{kFriday, kFriday + 3}};
    return record;
}

template <class Record>
std::vector<std::string> cells(const Record& record) {
    std::vector<std::string> all;
    for (const Column<Record>& column : columns<Record>()) all.push_back(column.get(record));
    return all;
}

inline const Column<TenantRecord>* column_called(std::string_view name) {
    for (const Column<TenantRecord>& column : tenant_columns())
        if (column.name == name) return &column;
    return nullptr;
}

struct TemporaryFile {
    std::filesystem::path path;
    TemporaryFile() {
        static int count = 0;
        path = std::filesystem::temp_directory_path() /
               ("bienveille store " + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".db");
    }
    ~TemporaryFile() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
    }
};

}  // namespace bienveille
