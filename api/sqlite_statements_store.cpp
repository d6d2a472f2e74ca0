#include "api/sqlite_statements_store.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <string>
#include <unordered_map>

namespace bienveille {
namespace {

constexpr std::size_t kMostKept = 256;  // the store has fewer

using Parsed = std::unordered_multimap<std::string, sqlite_api::sqlite3_stmt*>;

class Statement final : public soci::sqlite3_statement_backend {
public:
    Statement(soci::sqlite3_session_backend& session, Parsed& parsed)
        : sqlite3_statement_backend(session), parsed_(parsed) {}

    void prepare(const std::string& query, soci::details::statement_type type) override {
        clean_up();
        query_ = query;
        const auto kept = parsed_.find(query);
        if (kept == parsed_.end()) {
            sqlite3_statement_backend::prepare(query, type);
            return;
        }
        stmt_ = kept->second;
        databaseReady_ = true;
        parsed_.erase(kept);
    }
    // Given back instead of forgotten: at its begin, without any value of a caller's.
    void clean_up() override {
        if (stmt_ && parsed_.size() < kMostKept) {
            sqlite_api::sqlite3_reset(stmt_);
            sqlite_api::sqlite3_clear_bindings(stmt_);
            parsed_.emplace(query_, stmt_);
            stmt_ = nullptr;
            databaseReady_ = false;
        }
        sqlite3_statement_backend::clean_up();
    }

private:
    Parsed& parsed_;
    std::string query_;
};

class Session final : public soci::sqlite3_session_backend {
public:
    explicit Session(const soci::connection_parameters& parameters) : sqlite3_session_backend(parameters) {}
    ~Session() override {
        for (const auto& [query, statement] : parsed_) sqlite_api::sqlite3_finalize(statement);
    }
    soci::sqlite3_statement_backend* make_statement_backend() override { return new Statement(*this, parsed_); }

private:
    Parsed parsed_;
};

class Factory final : public soci::backend_factory {
public:
    // SQLite would lock each connection for each value that is read. Where it has been used before this it goes on doing so.
    Factory() { sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD); }
    soci::sqlite3_session_backend* make_session(const soci::connection_parameters& parameters) const override {
        return new Session(parameters);
    }
};

}  // namespace

const soci::backend_factory& sqlite_with_kept_statements() {
    static const Factory factory;
    return factory;
}

}  // namespace bienveille
