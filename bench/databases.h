// Databases for one run, gone with it: SQLite files in a directory of their own, or places on a PostgreSQL server that is started
// for the run, durable as it comes.
#pragma once

#include <memory>
#include <string>

#include "bench/store_day.h"

namespace bienveille {
class PostgresServer;
}

namespace bienveille::bench {

enum class Kind { sqlite, postgresql };

// Of "--db": throws std::invalid_argument with what would be right.
Kind kind_from(const std::string& word);

class Databases {
public:
    explicit Databases(Kind kind);
    ~Databases();
    Kind kind() const { return server_ ? Kind::postgresql : Kind::sqlite; }
    const char* name() const { return server_ ? "PostgreSQL" : "SQLite"; }
    std::string fresh();  // what --db would be given
    // The day before its first call, once more.
    std::string again(const StoreDay& day);

private:
    Place place_;
    std::unique_ptr<PostgresServer> server_;
    int made_ = 0;
};

}  // namespace bienveille::bench
