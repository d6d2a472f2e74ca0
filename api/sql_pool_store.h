// What the store on SQL asks of its database: transactions.
//
// Decides: nothing; each database does (sqlite_pool_store.h). Only *_store files include SOCI.
// Promises: P1 writes are one after the other, whoever makes them: one sees what all before it left, and next_number()
// grows in the order in which others see them. P2 a read is of one moment and never waits for a write. P3 StoreError is
// all that leaves, with the database's own message: SOCI's what() prints bound values, a phone number for one.
#pragma once

#include <soci/soci.h>

#include <chrono>
#include <cstdint>
#include <functional>

namespace bienveille {

constexpr const char* kNewestChange = "select coalesce(max(number), 0) from changes";

class SqlPool {
public:
    virtual ~SqlPool() = default;
    virtual void read(const std::function<void(soci::session&)>& work) = 0;
    // Kept when the work answers true; undone otherwise, and when it throws. It may be run again from the start: so it
    // changes the database and its own result, nothing else.
    virtual void write(const std::function<bool(soci::session&)>& work) = 0;
    // What this thread reads and writes here meanwhile is one write, begun with its first one. Kept when the work answers
    // true, as this then does. Inside another one it is a part of that. It may be run again from the start, too.
    virtual bool together(const std::function<bool()>& work) = 0;
    // The number of the newest change, in one statement: no more than a request can spend on asking whether anything changed.
    virtual std::int64_t newest_change() = 0;
    // How many commits were heard of, and waiting until it may be more: by whoever wrote, as far as the database tells. At the
    // latest when `most` has passed.
    virtual std::uint64_t commits() = 0;
    virtual void wait_for_commit(std::uint64_t heard, std::chrono::milliseconds most) = 0;
    // Everything written is in the main file: for a calm stop.
    virtual void checkpoint() = 0;
};

}  // namespace bienveille
