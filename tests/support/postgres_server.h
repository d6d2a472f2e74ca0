// Debian's PostgreSQL server, run for the tests of this program: on a free port, in a directory of its own, durable as it
// comes. Started when first asked for, ended with the program, however that ends.
//
// Its databases sort text as French does, so that a store that leaned on the server's order of letters would be found out.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

struct pg_conn;  // libpq's PGconn

namespace bienveille {

// A person at the database's own prompt.
class PostgresPrompt {
public:
    explicit PostgresPrompt(const std::string& url);
    // Answers the first cell. Throws what the server says.
    std::string run(const std::string& statement);

private:
    std::unique_ptr<pg_conn, void (*)(pg_conn*)> connection_;
};

class PostgresServer {
public:
    PostgresServer();
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    // The one that all tests of a program share.
    static PostgresServer& shared();

    // The URL of an empty place for tables, of a user who owns it and is nobody special.
    std::string new_database();

    // Of the one who may do everything, in the place that a URL names.
    PostgresPrompt masters_prompt(const std::string& place) const;

    void start();
    // At once, as when the machine falls: nothing is finished or written back.
    void fall();

private:
    std::string url(const std::string& user, const std::string& database) const;

    std::filesystem::path directory_;
    int port_ = 0;
    pid_t server_ = -1;
    int databases_ = 0;
};

}  // namespace bienveille
