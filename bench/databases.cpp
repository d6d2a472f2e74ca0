#include "bench/databases.h"

#include <stdexcept>

#include "tests/support/postgres_server.h"

namespace bienveille::bench {

Kind kind_from(const std::string& word) {
    if (word == "sqlite") return Kind::sqlite;
    if (word == "postgresql") return Kind::postgresql;
    throw std::invalid_argument("--db takes sqlite or postgresql");
}

Databases::Databases(Kind kind) : server_(kind == Kind::postgresql ? std::make_unique<PostgresServer>() : nullptr) {}
Databases::~Databases() = default;

std::string Databases::fresh() {
    return server_ ? server_->new_database() : place_.file("day-" + std::to_string(++made_) + ".sqlite");
}

std::string Databases::again(const StoreDay& day) {
    return server_ ? store_day(fresh(), day.outcomes.size()).database : copy_of(day, fresh());
}

}  // namespace bienveille::bench
