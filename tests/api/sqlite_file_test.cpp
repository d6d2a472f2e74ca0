// What only a file can promise: it lasts, it is ours or left alone, and its tables are those of the columns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "api/schema.h"
#include "api/sqlite_store.h"
#include "tests/support/kept_records.h"

namespace bienveille {
namespace {

void run_sql(const std::filesystem::path& path, const char* statement) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(db, statement, nullptr, nullptr, &error), SQLITE_OK) << (error ? error : "");
    sqlite3_free(error);
    sqlite3_close(db);
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string refusal(const std::filesystem::path& path) {
    try {
        open_sqlite_store(path);
    } catch (const StoreError& error) { return error.what(); }
    return "";
}

TEST(SqliteFile, WhatWasWrittenIsThereAfterOpeningAgain) {
    TemporaryFile file;
    open_sqlite_store(file.path)->put_tenant(full_tenant(), {}, kBy);
    EXPECT_EQ(cells(open_sqlite_store(file.path)->tenant({"LOC-1"})->record), cells(full_tenant()));
}

// A moment is seen in the index of SQLite's log, not asked for: no commit of anybody may be missed.
TEST(SqliteFile, EveryCommitOfAnybodyIsANewMomentForEverybody) {
    TemporaryFile file;
    const auto one = open_sqlite_store(file.path), other = open_sqlite_store(file.path);
    for (int i = 0; i < 200; ++i) {
        const auto& writer = i % 3 == 0 ? one : other;
        const std::int64_t before = one->moment();
        EXPECT_EQ(other->moment(), before);
        writer->put_tenant(tenant("T" + std::to_string(i)), {}, kBy);
        EXPECT_EQ(one->moment(), before + 1);
        EXPECT_EQ(other->moment(), before + 1);
        if (i % 50 == 0) writer->checkpoint();  // the log begins anew
    }
    // Many at once: what a writer was told is there is in the moment that the other connection tells next.
    std::vector<std::thread> writers;
    std::atomic<int> written{0};
    const std::int64_t begin = one->moment();
    for (int t = 0; t < 4; ++t)
        writers.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const std::string id = "W" + std::to_string(t) + "-" + std::to_string(i);
                (t % 2 == 0 ? one : other)->put_tenant(tenant(id), {}, kBy);
                const int before = ++written;
                EXPECT_GE((t % 2 == 0 ? other : one)->moment(), begin + before);
            }
        });
    for (std::thread& each : writers) each.join();
    EXPECT_EQ(one->moment(), begin + 200);
}

TEST(SqliteFile, AnotherProgramsDatabaseIsRefusedUnharmed) {
    TemporaryFile file;
    run_sql(file.path, "create table notes (text)");
    const std::string before = bytes_of(file.path);
    EXPECT_NE(refusal(file.path).find("is a database of another program"), std::string::npos);
    EXPECT_EQ(bytes_of(file.path), before);
}

TEST(SqliteFile, AFileThatIsNoDatabaseIsRefusedUnharmed) {
    TemporaryFile file;
    std::ofstream(file.path) << std::string(5000, 'x');
    EXPECT_NE(refusal(file.path).find("cannot be opened as a database"), std::string::npos);
    EXPECT_EQ(bytes_of(file.path), std::string(5000, 'x'));
}

TEST(SqliteFile, ANewerProgramsDatabaseIsRefused) {
    TemporaryFile file;
    open_sqlite_store(file.path)->put_tenant(tenant("A"), {}, kBy);
    run_sql(file.path, "pragma user_version = 999");
    EXPECT_NE(refusal(file.path).find("written by a newer version of this program (schema 999, this one knows " +
                                      std::to_string(kSchemaVersion) + ")"),
              std::string::npos);
}

TEST(SqliteFile, ADirectoryOrAMissingOneIsRefused) {
    EXPECT_NE(refusal("/"), "");
    EXPECT_NE(refusal("/nowhere/at/all.db").find("/nowhere/at/all.db"), std::string::npos);
}

TEST(SqliteFile, TheLogCannotBeChanged) {
    TemporaryFile file;
    open_sqlite_store(file.path)->put_tenant(tenant("A"), {}, kBy);
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    for (const char* change : {"delete from changes", "update changes set actor = 'x'"})
        EXPECT_EQ(sqlite3_exec(db, change, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << change;
    sqlite3_close(db);
}

TEST(SqliteFile, TablesHaveTheColumnsOfTheFilesAndARevision) {
    TemporaryFile file;
    open_sqlite_store(file.path);
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    const auto names_in = [&](const char* query) {
        std::vector<std::string> names;
        const auto add = [](void* into, int, char** cell, char**) {
            static_cast<std::vector<std::string>*>(into)->push_back(cell[0]);
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(db, query, add, &names, nullptr), SQLITE_OK);
        return names;
    };
    std::vector<std::string> tenant_names, advisor_names;
    for (const auto& column : tenant_columns()) tenant_names.emplace_back(column.name);
    for (const auto& column : advisor_columns()) advisor_names.emplace_back(column.name);
    tenant_names.emplace_back("revision");
    advisor_names.emplace_back("revision");
    // A column that came later stands behind the others.
    EXPECT_THAT(names_in("select name from pragma_table_info('tenants')"),
                testing::UnorderedElementsAreArray(tenant_names));
    EXPECT_EQ(names_in("select name from pragma_table_info('advisors')"), advisor_names);
    sqlite3_close(db);
}

TEST(SqliteFile, TheOpenCallsOfSomebodyAreFoundWithoutALookAtEverybodys) {
    TemporaryFile file;
    open_sqlite_store(file.path);
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    std::string how;
    const auto add = [](void* into, int, char** cell, char**) {
        *static_cast<std::string*>(into) += cell[3];
        return 0;
    };
    EXPECT_EQ(sqlite3_exec(db, "explain query plan select id from calls where tenant = 'A' and day < '2020-04-03'", add,
                           &how, nullptr),
              SQLITE_OK);
    EXPECT_NE(how.find("calls_of_a_tenant (tenant=? AND day<?)"), std::string::npos) << how;
    sqlite3_close(db);
}

TEST(SqliteFile, ThirtyThousandTenantsAreOneTransactionOfSeconds) {
    TemporaryFile file;
    const auto store = open_sqlite_store(file.path);
    Import<TenantRecord> import;
    TenantRecord row = full_tenant();
    for (int i = 0; i < 30'000; ++i) {
        row.facts.id.text = "LOC-" + std::to_string(i);
        import.rows.push_back(row);
    }
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(store->import_tenants(import, kBy).added, 30'000);
    const auto took = std::chrono::steady_clock::now() - start;
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    // 0.3 s in a release build on a quiet machine: one commit a row would take minutes.
    EXPECT_LT(took, std::chrono::seconds(30));
    EXPECT_EQ(store->tenants("LOC-29998", 1).at(0).facts.id.text, "LOC-29999");
}

}  // namespace
}  // namespace bienveille
