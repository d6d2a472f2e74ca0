// What a user writes after --db to name a PostgreSQL database.
//
// Decides: which texts are such URLs, what of one may be shown, what is added to one that leaves it open. Does not decide:
// what a URL means (libpq does, with its own PGPASSWORD, PGSSLMODE and ~/.pgpass).
// Promise: what is shown is where the database is and what it is called, nothing else; a password never.
#pragma once

#include <string>
#include <string_view>

namespace bienveille {

bool is_postgres_url(std::string_view database);

struct PostgresUrl {
    std::string shown;     // postgresql://host:port/database
    std::string connects;  // for libpq: with times after which a server that does not answer counts as gone
};

// Throws StoreError, without a word of the text, when libpq does not understand it.
PostgresUrl read_postgres_url(const std::string& text);

}  // namespace bienveille
