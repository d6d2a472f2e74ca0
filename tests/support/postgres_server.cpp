#include "tests/support/postgres_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace bienveille {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr const char* kMaster = "master";

// The server refuses to run as root.
const passwd* server_user() {
    if (::geteuid() != 0) return nullptr;
    const passwd* user = ::getpwnam("postgres");
    return user ? user : ::getpwnam("nobody");
}

pid_t start_program(const std::string& name, const std::vector<std::string>& arguments, const fs::path& output) {
    std::vector<std::string> words{std::string{BIENVEILLE_POSTGRES_PROGRAMS} + "/" + name};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const passwd* user = server_user();
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (user && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0))
        ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (file < 0 || ::dup2(file, STDOUT_FILENO) < 0 || ::dup2(file, STDERR_FILENO) < 0) ::_exit(126);
    if (::chdir("/") != 0) ::_exit(126);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void run_program(const std::string& name, const std::vector<std::string>& arguments, const fs::path& output) {
    int status = 0;
    ::waitpid(start_program(name, arguments, output), &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(name + " of PostgreSQL failed: " + text_of(output));
}

int free_port() {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    const bool bound = ::bind(listener, plain, length) == 0 && ::getsockname(listener, plain, &length) == 0;
    ::close(listener);
    if (!bound) throw std::runtime_error("no port is free");
    return ntohs(address.sin_port);
}

constexpr std::string_view kDirectories = "bienveille-postgres-";

bool is_gone(pid_t process) { return process <= 0 || (::kill(process, 0) != 0 && errno == ESRCH); }

// Left by a test program that was killed or aborted: the number in its name is that of the program, and its server died with it.
void remove_left_behind() {
    std::error_code ignored;
    for (const auto& each : fs::directory_iterator(fs::temp_directory_path(), ignored)) {
        const std::string name = each.path().filename();
        if (name.rfind(kDirectories, 0) != 0) continue;
        const auto owner = static_cast<pid_t>(std::strtol(name.c_str() + kDirectories.size(), nullptr, 10));
        const auto server =
            static_cast<pid_t>(std::strtol(text_of(each.path() / "data/postmaster.pid").c_str(), nullptr, 10));
        if (owner > 0 && is_gone(owner) && is_gone(server)) fs::remove_all(each.path(), ignored);
    }
}

}  // namespace

PostgresPrompt::PostgresPrompt(const std::string& url) : connection_(PQconnectdb(url.c_str()), &PQfinish) {
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
}

std::string PostgresPrompt::run(const std::string& statement) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection_.get(), statement.c_str()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(PQerrorMessage(connection_.get()));
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

PostgresServer& PostgresServer::shared() {
    static PostgresServer server;
    return server;
}

PostgresServer::PostgresServer() {
    remove_left_behind();
    const std::string name = std::string{kDirectories} + std::to_string(::getpid()) + "-XXXXXX";
    std::string pattern = (fs::temp_directory_path() / name).string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory for PostgreSQL");
    directory_ = pattern;
    if (const passwd* user = server_user(); user && ::chown(directory_.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error("no directory for PostgreSQL");
    run_program("initdb",
                {"-D", directory_ / "data", "-U", kMaster, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8",
                 "--locale-provider=icu", "--icu-locale=fr"},
                directory_ / "initdb.log");
    port_ = free_port();
    start();
}

PostgresServer::~PostgresServer() {
    fall();
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

// One that fell a moment ago may have to be started twice: its processes take a while to go.
void PostgresServer::start() {
    const std::vector<std::string> arguments{"-D", directory_ / "data", "-k", directory_,
                                             "-h", "127.0.0.1",         "-p", std::to_string(port_)};
    std::string fault;
    for (const auto end = steady_clock::now() + std::chrono::seconds(30); steady_clock::now() < end;) {
        if (server_ < 0) server_ = start_program("postgres", arguments, directory_ / "server.log");
        try {
            PostgresPrompt(url(kMaster, "postgres")).run("select 1");
            return;
        } catch (const std::runtime_error& error) {
            fault = error.what();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        if (::waitpid(server_, nullptr, WNOHANG) == server_) server_ = -1;
    }
    fall();
    throw std::runtime_error("PostgreSQL does not start: " + fault + text_of(directory_ / "server.log"));
}

void PostgresServer::fall() {
    if (server_ < 0) return;
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
    server_ = -1;
}

std::string PostgresServer::url(const std::string& user, const std::string& database) const {
    return "postgresql://" + user + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

// A schema that has its user's name is where that user's tables go, and far cheaper than a database. The patience in a
// deadlock is long enough that a slow machine has one, once a test makes one.
std::string PostgresServer::new_database() {
    const std::string name = "campaign" + std::to_string(++databases_);
    PostgresPrompt(url(kMaster, "postgres")).run("create role " + name + " login; create schema authorization " + name);
    return url(name, "postgres");
}

PostgresPrompt PostgresServer::masters_prompt(const std::string& place) const {
    const std::size_t user = place.find("://") + 3;
    PostgresPrompt prompt(url(kMaster, "postgres"));
    prompt.run("set search_path to " + place.substr(user, place.find('@') - user));
    return prompt;
}

}  // namespace bienveille
