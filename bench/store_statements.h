// The store's own statements, overheard while it writes, and a plain loop that repeats them: the ceiling for one who
// writes the same rows without a store.
//
// Decides: what the ceiling is: SQLite's C interface, one thread, each statement parsed once and its values bound, a fixed
// number of outcomes in a transaction. Savepoints and transactions are the loop's own.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace bienveille::bench {

struct Statement {
    std::string text;
    std::vector<std::string> values;  // as SQLite writes them: 12, 'text', NULL
};
using Statements = std::vector<Statement>;  // of one outcome

// Must be called before the database is opened; from then on every connection is overheard.
void overhear();
Statements statements_of(const std::function<void()>& write);

// As durable as the store: write-ahead log, synchronous = full.
void repeat(const std::string& file, const std::vector<Statements>& outcomes, std::size_t in_a_transaction);

}  // namespace bienveille::bench
