#include "api/postgres_schema_store.h"

#include <cctype>
#include <utility>
#include <vector>

#include "api/schema.h"
#include "api/store.h"

namespace bienveille {
namespace {

long long number(soci::session& sql, const std::string& query) {
    long long answer = 0;
    sql << query, soci::into(answer);
    return answer;
}

bool has_our_table(soci::session& sql) {
    return number(sql,
                  "select count(*) from information_schema.tables where table_schema = current_schema() and "
                  "table_name = 'bienveille'") == 1;
}

// Nothing is written before this has passed.
void insist_on_ours(soci::session& sql) {
    std::string encoding, schema;
    soci::indicator no_schema = soci::i_ok;
    sql << "select current_setting('server_encoding'), current_schema()", soci::into(encoding),
        soci::into(schema, no_schema);
    if (encoding != "UTF8")
        throw StoreError("keeps text as " + encoding + "; must be a database made with encoding UTF8");
    if (no_schema != soci::i_ok)
        throw StoreError("has no schema that this user may write to; must name one in its search_path");
    if (has_our_table(sql)) return;
    const long long tables =
        number(sql, "select count(*) from information_schema.tables where table_schema = current_schema()");
    // Another process of ours may have made them between the two questions.
    if (tables > 0 && !has_our_table(sql))
        throw StoreError("is a database of another program; it was left as it is; name an empty one");
}

// Two processes that make it at once: one of them is told that it is there, in one way or another.
void make_our_table(soci::session& sql) {
    constexpr int kTries = 5;
    for (int tried = 1;; ++tried) {
        try {
            sql << "create table if not exists bienveille (one bigint primary key check (one = 1), version bigint not "
                   "null)";
            sql << "insert into bienveille (one, version) values (1, 0) on conflict (one) do nothing";
            return;
        } catch (const soci::soci_error&) {
            if (tried == kTries) throw;
        }
    }
}

long long version_in_turn(soci::session& sql) {
    long long version = 0;
    sql << "select version from bienveille where one = 1 for update", soci::into(version);
    if (!sql.got_data()) throw StoreError("has lost the row that says which version its tables are of");
    return version;
}

std::string too_new(long long version) {
    return "was brought further by a newer version of this program (schema " + std::to_string(version) +
           ", this one knows " + std::to_string(kSchemaVersion) + "); run that version";
}

void migrate(soci::session& sql) {
    sql << "begin transaction isolation level read committed";
    const long long version = version_in_turn(sql);
    if (version > kSchemaVersion) throw StoreError(too_new(version));
    for (const Migration& each : kMigrations) {
        if (each.version <= version) continue;
        std::string_view rest = each.sql;
        for (std::size_t end = rest.find(";\n\n"); end != std::string_view::npos; end = rest.find(";\n\n")) {
            sql << in_postgres_words(rest.substr(0, end));
            rest.remove_prefix(end + 3);
        }
    }
    sql << "update bienveille set version = " + std::to_string(kSchemaVersion);
    sql << "commit";
}

bool in_a_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Outside quotes, each of the words by its other.
std::string with_words(std::string_view statement, const std::vector<std::pair<std::string, std::string>>& others) {
    std::string said, word;
    bool quoted = false;
    const auto end_word = [&] {
        for (const auto& [from, to] : others)
            if (!quoted && word == from) word = to;
        said += std::exchange(word, "");
    };
    for (const char c : statement) {
        if (in_a_word(c)) {
            word += c;
            continue;
        }
        end_word();
        quoted ^= c == '\'';
        said += c;
    }
    end_word();
    return said;
}

}  // namespace

std::string in_postgres_words(std::string_view statement) {
    const std::size_t start = statement.find_first_not_of('\n');
    statement.remove_prefix(start == std::string_view::npos ? 0 : start);
    if (statement.starts_with("create trigger")) {
        const std::string text{statement.substr(0, statement.find(" begin "))};
        const bool changing = text.find(" before update on ") != std::string::npos;
        const std::string table = text.substr(text.rfind(' ') + 1);
        return std::string{"revoke "} + (changing ? "update" : "delete") + " on " + table + " from current_user";
    }
    for (const std::string_view end : {") strict, without rowid", ") strict"})
        if (statement.ends_with(end)) statement.remove_suffix(end.size() - 1);
    return with_words(statement, {{"text", "text collate \"C\""}, {"integer", "bigint"}});
}

void bring_up_to_date(soci::session& sql) {
    insist_on_ours(sql);
    if (!has_our_table(sql) || number(sql, "select count(*) from bienveille") == 0) make_our_table(sql);
    if (number(sql, "select version from bienveille") != kSchemaVersion) migrate(sql);
}

void take_turn(soci::session& sql) {
    const long long version = version_in_turn(sql);
    if (version != kSchemaVersion) throw StoreError("the database " + too_new(version));
}

}  // namespace bienveille
