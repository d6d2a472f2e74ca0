#include "api/sqlite_commits_store.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <cstddef>

namespace bienveille {
namespace {

constexpr std::size_t kWords = 12;             // of one copy
constexpr int kRegion = 32 * 1024;             // of the index, as SQLite maps it
constexpr std::uint32_t kVersion = 3'007'000;  // the first word, ever since there are write-ahead logs

// Nothing that is read after a word of it is read before it.
SqliteCommits::Look copy_of(const volatile std::uint32_t* from) {
    SqliteCommits::Look look{};
    for (std::size_t i = 0; i < kWords; ++i) look[i] = __atomic_load_n(from + i, __ATOMIC_ACQUIRE);
    return look;
}

}  // namespace

SqliteCommits::SqliteCommits(soci::session& sql) {
    auto* const backend = dynamic_cast<soci::sqlite3_session_backend*>(sql.get_backend());
    sqlite_api::sqlite3_file* file = nullptr;
    if (!backend ||
        sqlite_api::sqlite3_file_control(backend->conn_, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
        return;
    void volatile* region = nullptr;
    const bool maps = file && file->pMethods && file->pMethods->iVersion >= 2 && file->pMethods->xShmMap;
    if (maps && file->pMethods->xShmMap(file, 0, kRegion, 0, &region) == SQLITE_OK)
        header_ = static_cast<const volatile std::uint32_t*>(region);
}

// A writer writes the second copy, then the first: whoever reads the first, then the second, and finds them alike has a
// whole one.
std::optional<SqliteCommits::Look> SqliteCommits::look() const {
    if (!header_) return std::nullopt;
    const Look first = copy_of(header_);
    const Look second = copy_of(header_ + kWords);
    if (first != second || first[0] != kVersion) return std::nullopt;
    return first;
}

}  // namespace bienveille
