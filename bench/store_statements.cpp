#include "bench/store_statements.h"

#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace bienveille::bench {
namespace {

Statements* heard = nullptr;

bool is_of_a_transaction(std::string_view text) {
    for (const std::string_view word : {"begin", "commit", "rollback", "savepoint", "release", "--"})
        if (text.starts_with(word)) return true;
    return false;
}

// What stands in `expanded` where `text` has its parameters.
std::vector<std::string> values_in(std::string_view expanded, std::string_view text) {
    std::vector<std::string> values;
    bool quoted = false;
    for (std::size_t i = 0, at = 0; i < text.size(); ++i, ++at) {
        if (text[i] == '\'') quoted = !quoted;
        if (quoted || text[i] != ':') continue;
        while (i + 1 < text.size() && (std::isalnum(static_cast<unsigned char>(text[i + 1])) || text[i + 1] == '_'))
            ++i;
        std::size_t end = at;
        if (expanded[at] == '\'') do
                end = expanded.find('\'', end + 1) + 1;
            while (end < expanded.size() && expanded[end] == '\'');
        else
            end = std::min(expanded.find_first_of(" ,)", at), expanded.size());
        values.emplace_back(expanded.substr(at, end - at));
        at = end - 1;
    }
    return values;
}

int on_statement(unsigned, void*, void* pointer, void*) {
    auto* statement = static_cast<sqlite3_stmt*>(pointer);
    if (!heard || is_of_a_transaction(sqlite3_sql(statement))) return 0;
    char* expanded = sqlite3_expanded_sql(statement);
    heard->push_back({sqlite3_sql(statement), values_in(expanded, sqlite3_sql(statement))});
    sqlite3_free(expanded);
    return 0;
}

int on_open(sqlite3* db, char**, const void*) { return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, on_statement, nullptr); }

void insist(bool fine, sqlite3* db) {
    if (!fine) throw std::runtime_error(std::string{"what the store ran cannot be repeated: "} + sqlite3_errmsg(db));
}

void run(sqlite3* db, const char* statement) {
    insist(sqlite3_exec(db, statement, nullptr, nullptr, nullptr) == SQLITE_OK, db);
}

std::string unquoted(std::string_view value) {
    std::string text;
    for (std::size_t i = 1; i + 1 < value.size(); ++i) {
        text += value[i];
        if (value[i] == '\'') ++i;
    }
    return text;
}

void run(sqlite3* db, sqlite3_stmt* statement, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string& value = values[i];
        const int place = static_cast<int>(i) + 1;
        if (value == "NULL")
            sqlite3_bind_null(statement, place);
        else if (value[0] == '\'')
            sqlite3_bind_text(statement, place, unquoted(value).c_str(), -1, SQLITE_TRANSIENT);
        else
            sqlite3_bind_int64(statement, place, std::stoll(value));
    }
    int answer = SQLITE_ROW;
    while (answer == SQLITE_ROW) answer = sqlite3_step(statement);
    insist(answer == SQLITE_DONE, db);
    sqlite3_reset(statement);
}

}  // namespace

void overhear() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(on_open)); }

Statements statements_of(const std::function<void()>& write) {
    Statements statements;
    heard = &statements;
    write();
    heard = nullptr;
    return statements;
}

void repeat(const std::string& file, const std::vector<Statements>& outcomes, std::size_t in_a_transaction) {
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(on_open));
    sqlite3* db = nullptr;
    if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) throw std::runtime_error("the copy cannot be opened");
    run(db,
        "pragma foreign_keys = on; pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory");
    std::unordered_map<std::string, sqlite3_stmt*> parsed;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (i % in_a_transaction == 0) run(db, "begin immediate");
        for (const Statement& each : outcomes[i]) {
            sqlite3_stmt*& statement = parsed[each.text];
            if (!statement) insist(sqlite3_prepare_v2(db, each.text.c_str(), -1, &statement, nullptr) == SQLITE_OK, db);
            run(db, statement, each.values);
        }
        if ((i + 1) % in_a_transaction == 0 || i + 1 == outcomes.size()) run(db, "commit");
    }
    for (const auto& [text, statement] : parsed) sqlite3_finalize(statement);
    sqlite3_close(db);
}

}  // namespace bienveille::bench
