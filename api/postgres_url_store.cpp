#include "api/postgres_url_store.h"

#include <libpq-fe.h>

#include <map>
#include <memory>

#include "api/store.h"

namespace bienveille {
namespace {

// A machine that vanished is noticed in about ten seconds, not in the two hours of the kernel.
constexpr std::pair<const char*, const char*> kUnlessSaid[] = {
    {"application_name", "bienveille"}, {"connect_timeout", "5"},  {"keepalives_idle", "5"},
    {"keepalives_interval", "2"},       {"keepalives_count", "3"}, {"tcp_user_timeout", "10000"},
};

// What the text itself says, by keyword.
std::map<std::string, std::string> words_of(const std::string& text) {
    char* fault = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(text.c_str(), &fault),
                                                                               &PQconninfoFree);
    PQfreemem(fault);
    if (!options)
        throw StoreError(
            "PostgreSQL does not understand this URL; must be postgresql://user@host:port/database, with "
            "%40 for an @ in a name or a password");
    std::map<std::string, std::string> words;
    for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each)
        if (each->val != nullptr) words.emplace(each->keyword, each->val);
    return words;
}

}  // namespace

bool is_postgres_url(std::string_view database) {
    return database.starts_with("postgresql://") || database.starts_with("postgres://");
}

PostgresUrl read_postgres_url(const std::string& text) {
    auto words = words_of(text);
    PostgresUrl url;
    url.shown =
        "postgresql://" + words["host"] + (words["port"].empty() ? "" : ":") + words["port"] + "/" + words["dbname"];
    url.connects = text;
    for (const auto& [word, value] : kUnlessSaid)
        if (!words.contains(word))
            url.connects += (url.connects.find('?') == std::string::npos ? "?" : "&") + std::string{word} + "=" + value;
    return url;
}

}  // namespace bienveille
