// Whether anything was committed to a SQLite file since, by whichever process, without asking SQLite: from the header of the
// index of its write-ahead log, which every commit changes and every connection has mapped (the file beside it, "-shm").
//
// Decides: whether two looks saw one state. Does not decide: what is in it; who sees another one asks SQLite.
// A question to SQLite costs ten microseconds, four system calls of them; a look costs nothing that can be measured.
// Promise: while a look gives the same, nothing was committed between. No look (null), where the file is not as expected, is
// no answer: then SQLite has to be asked.
// Limits: the header is SQLite's own mapping of it, so a look lives as long as the connection. Never the file opened by
// ourselves: closing it would drop the locks that this process has on it.
// Source: https://www.sqlite.org/walformat.html, section 2.2: two copies of a header of 48 bytes, written one after the other.
#pragma once

#include <soci/soci.h>

#include <array>
#include <cstdint>
#include <optional>

namespace bienveille {

class SqliteCommits {
public:
    using Look = std::array<std::uint32_t, 12>;

    // Of a connection that has read in write-ahead mode.
    explicit SqliteCommits(soci::session& sql);

    std::optional<Look> look() const;

private:
    const volatile std::uint32_t* header_ = nullptr;  // null: never an answer
};

}  // namespace bienveille
