#include "tests/support/failing_disk.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

namespace bienveille {
namespace {

constexpr std::size_t kSector = 512;

void put(std::string& bytes, std::size_t at, std::string_view what) {
    if (bytes.size() < at + what.size()) bytes.resize(at + what.size());
    bytes.replace(at, what.size(), what);
}

}  // namespace

// SQLite's handle of an open file; its own system's follows it in memory.
struct FailingDisk::File {
    sqlite3_file base;
    FailingDisk* disk;
    const char* path;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

struct FailingDisk::Calls {
    static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }
    static const sqlite3_io_methods& theirs(sqlite3_file* file) { return *real(file)->pMethods; }

    static int close(sqlite3_file* file) { return theirs(file).xClose(real(file)); }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
        return theirs(file).xRead(real(file), to, size, at);
    }
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
        FailingDisk& disk = *of(file).disk;
        const std::lock_guard lock(disk.mutex_);
        if (disk.full_) return SQLITE_FULL;
        const std::string_view bytes{static_cast<const char*>(from), static_cast<std::size_t>(size)};
        disk.platters_[of(file).path].since.push_back({static_cast<std::size_t>(at), std::string{bytes}});
        return theirs(file).xWrite(real(file), from, size, at);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        FailingDisk& disk = *of(file).disk;
        const std::lock_guard lock(disk.mutex_);
        disk.platters_[of(file).path].since.push_back({static_cast<std::size_t>(size), ""});
        return theirs(file).xTruncate(real(file), size);
    }
    static int sync(sqlite3_file* file, int) {
        FailingDisk& disk = *of(file).disk;
        const std::lock_guard lock(disk.mutex_);
        if (disk.full_) return SQLITE_IOERR_FSYNC;
        ++disk.syncs_;
        Platter& platter = disk.platters_[of(file).path];
        for (const Write& each : platter.since)
            if (each.bytes.empty())
                platter.synced.resize(each.at);
            else
                put(platter.synced, each.at, each.bytes);
        platter.since.clear();
        return SQLITE_OK;
    }
    static int size(sqlite3_file* file, sqlite3_int64* size) { return theirs(file).xFileSize(real(file), size); }
    static int lock(sqlite3_file* file, int level) { return theirs(file).xLock(real(file), level); }
    static int unlock(sqlite3_file* file, int level) { return theirs(file).xUnlock(real(file), level); }
    static int reserved(sqlite3_file* file, int* held) { return theirs(file).xCheckReservedLock(real(file), held); }
    static int control(sqlite3_file* file, int what, void* value) {
        return theirs(file).xFileControl(real(file), what, value);
    }
    static int sector_size(sqlite3_file* file) { return theirs(file).xSectorSize(real(file)); }
    static int characteristics(sqlite3_file* file) { return theirs(file).xDeviceCharacteristics(real(file)); }
    static int map(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
        return theirs(file).xShmMap(real(file), page, size, extend, to);
    }
    static int lock_map(sqlite3_file* file, int from, int count, int how) {
        return theirs(file).xShmLock(real(file), from, count, how);
    }
    static void barrier(sqlite3_file* file) { theirs(file).xShmBarrier(real(file)); }
    static int unmap(sqlite3_file* file, int removes) { return theirs(file).xShmUnmap(real(file), removes); }

    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
        static const sqlite3_io_methods methods{
            2,           close,           read, write,    truncate, sync,  size,    lock,   unlock, reserved, control,
            sector_size, characteristics, map,  lock_map, barrier,  unmap, nullptr, nullptr};
        FailingDisk* disk = static_cast<FailingDisk*>(vfs->pAppData);
        File& mine = of(file);
        mine = {
            {nullptr},
            disk,
            path ? path : "",
        };
        const int answer = disk->real_->xOpen(disk->real_, path, mine.real(), flags, out);
        if (answer == SQLITE_OK) mine.base.pMethods = &methods;
        return answer;
    }
    static int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
        FailingDisk* disk = static_cast<FailingDisk*>(vfs->pAppData);
        const std::lock_guard lock(disk->mutex_);
        disk->platters_.erase(path);
        return disk->real_->xDelete(disk->real_, path, sync_directory);
    }
};

FailingDisk::FailingDisk() : real_(sqlite3_vfs_find(nullptr)), mine_(std::make_unique<sqlite3_vfs>(*real_)) {
    mine_->zName = "failing";
    mine_->pAppData = this;
    mine_->szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    mine_->xOpen = Calls::open;
    mine_->xDelete = Calls::remove;
    sqlite3_vfs_register(mine_.get(), 1);
}

FailingDisk::~FailingDisk() { sqlite3_vfs_unregister(mine_.get()); }

void FailingDisk::power_fails(const std::filesystem::path& file, const std::filesystem::path& copy,
                              std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const std::lock_guard lock(mutex_);
    for (const std::string end : {"", "-wal"}) {
        const auto found = platters_.find(file.string() + end);
        if (found == platters_.end()) continue;
        std::string left = found->second.synced;
        for (const Write& each : found->second.since) {
            if (each.bytes.empty()) {
                if (random() % 2 == 0) left.resize(each.at);
                continue;
            }
            const std::uint64_t fate = random() % 3;  // lost, there, or some of its sectors
            for (std::size_t at = 0; at < each.bytes.size(); at += kSector)
                if (fate == 1 || (fate == 2 && random() % 2 == 0))
                    put(left, each.at + at, std::string_view{each.bytes}.substr(at, kSector));
        }
        std::ofstream(copy.string() + end, std::ios::binary) << left;
    }
}

}  // namespace bienveille
