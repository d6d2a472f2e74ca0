// What is acknowledged is on the disk: many writers while the power fails, and while the disk is full.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "api/sqlite_store.h"
#include "tests/support/asleep.h"
#include "tests/support/failing_disk.h"
#include "tests/support/kept_records.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

constexpr int kWriters = 8;

// A tenant and the answer to it, as a request under a key writes them.
bool write_both(Store& store, const std::string& id) {
    return store.together([&] {
        store.put_tenant(tenant(id), {}, kBy);
        return store.keep_answer({id, "print", 201, "", "body", kBy.at}, "");
    });
}

std::string checked(const std::filesystem::path& path, const char* query) {
    sqlite3* db = nullptr;
    std::string answer;
    const auto keep = [](void* into, int, char** cell, char**) {
        *static_cast<std::string*>(into) += cell[0];
        return 0;
    };
    EXPECT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, query, keep, &answer, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
    return answer;
}

class Writers {
public:
    explicit Writers(Store& store) {
        for (int t = 0; t < kWriters; ++t)
            threads_.emplace_back([this, &store, t] {
                for (int i = 0; !stop_; ++i) {
                    while (i >= may_write_ && !stop_) std::this_thread::yield();
                    if (stop_) return;
                    const std::string id = "T" + std::to_string(t) + "-" + std::to_string(i);
                    EXPECT_TRUE(write_both(store, id));
                    const std::lock_guard lock(mutex_);
                    acknowledged_.insert(id);
                }
            });
    }
    ~Writers() {
        stop_ = true;
        for (std::thread& each : threads_) each.join();
    }
    Writers(const Writers&) = delete;
    Writers& operator=(const Writers&) = delete;
    // Each so many more.
    void go_on(int writes) { may_write_ += writes; }
    std::set<std::string> acknowledged() {
        const std::lock_guard lock(mutex_);
        return acknowledged_;
    }

private:
    std::atomic<bool> stop_{false};
    std::atomic<int> may_write_{0};
    std::mutex mutex_;
    std::set<std::string> acknowledged_;
    std::vector<std::thread> threads_;
};

TEST(PowerLoss, LeavesEveryAcknowledgedWriteAndNoneInPart) {
    const std::uint64_t seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    FailingDisk disk;
    TemporaryFile file;
    const auto store = open_sqlite_store(file.path);
    Writers writers(*store);
    constexpr unsigned kEach = 24;
    std::size_t least = 0;
    for (unsigned failure = 0; failure < (kThorough ? 100 : 8); ++failure) {
        writers.go_on(kEach);
        least += (seed + 7 * failure) % (kWriters * kEach / 2);  // somewhere on the way
        while (writers.acknowledged().size() < least) std::this_thread::yield();
        const auto acknowledged = writers.acknowledged();
        const TemporaryFile copy;
        disk.power_fails(file.path, copy.path, seed + failure);
        EXPECT_EQ(checked(copy.path, "pragma integrity_check"), "ok");
        std::set<std::string> found;
        for (const TenantRecord& each : open_sqlite_store(copy.path)->tenants("", 10'000'000))
            found.insert(each.facts.id.text);
        for (const std::string& id : acknowledged) ASSERT_TRUE(found.contains(id)) << id << " was acknowledged";
        EXPECT_EQ(checked(copy.path, "select id from tenants where id not in (select key from answers)"), "");
        EXPECT_EQ(checked(copy.path, "select key from answers where key not in (select id from tenants)"), "");
        if (failure % 4 == 3) store->checkpoint();
    }
}

// The disk itself: who does not sync is found out.
TEST(PowerLoss, TakesWhatWasNotSynced) {
    FailingDisk disk;
    const TemporaryFile file, copy;
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    sqlite3_exec(db, "pragma journal_mode = wal; create table t (n); pragma synchronous = off", nullptr, nullptr,
                 nullptr);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(sqlite3_exec(db, "insert into t values (1)", nullptr, nullptr, nullptr), 0);
    disk.power_fails(file.path, copy.path, std::random_device{}());
    EXPECT_LT(std::stoi("0" + checked(copy.path, "select count(*) from sqlite_master, t")), 100);
    sqlite3_close(db);
}

TEST(PowerLoss, CostsThoseWhoWaitTogetherOneSync) {
    FailingDisk disk;
    TemporaryFile file;
    const auto store = open_sqlite_store(file.path);
    const int before = disk.syncs();
    std::atomic<int> asked{0};
    std::vector<pid_t> ids(kWriters);
    std::vector<std::thread> threads;
    store->together([&] {
        store->put_tenant(tenant("first"), {}, kBy);
        for (std::size_t t = 0; t < kWriters; ++t)
            threads.emplace_back([&, t] {
                ids[t] = thread_id();
                ++asked;
                write_both(*store, "T" + std::to_string(t));
            });
        while (asked < kWriters) std::this_thread::yield();
        EXPECT_TRUE(all_asleep(ids));  // until all of them wait for this commit
        return true;
    });
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(store->tenants("", 100).size(), std::size_t{kWriters} + 1);
    EXPECT_LE(disk.syncs() - before, kWriters / 2);
    const int alone = disk.syncs();
    write_both(*store, "alone");
    EXPECT_EQ(disk.syncs(), alone + 1);
}

TEST(PowerLoss, AFullDiskIsToldToEveryWriterAndTheStoreGoesOnAfterIt) {
    FailingDisk disk;
    TemporaryFile file;
    const auto store = open_sqlite_store(file.path);
    disk.full(true);
    std::atomic<int> told{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kWriters; ++t)
        threads.emplace_back([&, t] {
            try {
                write_both(*store, "T" + std::to_string(t));
            } catch (const StoreError&) { ++told; }
        });
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(told, kWriters);
    EXPECT_TRUE(store->tenants("", 10).empty());
    disk.full(false);
    EXPECT_TRUE(write_both(*store, "T1"));
    EXPECT_TRUE(open_sqlite_store(file.path)->tenant({"T1"}));
}

}  // namespace
}  // namespace bienveille
