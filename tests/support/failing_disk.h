// A disk whose power can fail and that can be full, under every SQLite file opened while it is there.
//
// Decides: what of a file a power failure leaves: all that was synced, and of what was written since any part, in sectors
// of 512 bytes, as a disk that writes in its own order does. Does not decide: directories (a new file's name and a
// removal are durable at once, which SQLite sees to by itself), nor what the operating system does: nothing is synced for
// real here.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace bienveille {

class FailingDisk {
public:
    FailingDisk();
    ~FailingDisk();
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;

    // The file and its log as they may be found when the power fails now, written to `copy`.
    void power_fails(const std::filesystem::path& file, const std::filesystem::path& copy, std::uint64_t seed);
    // Syncs and writes fail from now on, or no more.
    void full(bool is_full) { full_ = is_full; }
    int syncs() const { return syncs_; }

private:
    struct Write {
        std::size_t at;
        std::string bytes;  // none: the file ends here
    };
    struct Platter {
        std::string synced;
        std::vector<Write> since;
    };
    struct File;
    struct Calls;

    sqlite3_vfs* real_;
    std::unique_ptr<sqlite3_vfs> mine_;
    std::mutex mutex_;  // guards platters_
    std::map<std::string, Platter> platters_;
    std::atomic<bool> full_{false};
    std::atomic<int> syncs_{0};
};

}  // namespace bienveille
