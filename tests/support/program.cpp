#include "tests/support/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace bienveille {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void redirect(const fs::path& path, int flags, int descriptor) {
    const int file = ::open(path.c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(127);
}

fs::path new_directory() {
    std::string pattern = (fs::temp_directory_path() / "bienveille-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory for the test");
    return pattern;
}

}  // namespace

Workplace::Workplace() : directory_(new_directory()), captured_(new_directory()) {}

Workplace::~Workplace() {
    std::error_code ignored;
    fs::permissions(directory_, fs::perms::owner_all, ignored);
    fs::remove_all(directory_, ignored);
    fs::remove_all(captured_, ignored);
}

void Workplace::write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
}

std::string Workplace::read(const std::string& name) const {
    return name == "err" ? bytes_of(captured_ / "err") : bytes_of(path(name));
}

std::vector<std::string> Workplace::names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory_)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

pid_t Workplace::start(const std::vector<std::string>& arguments) const {
    fs::remove(captured_ / "err");  // so that nobody takes what the one before said for this one's
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (::chdir(directory_.c_str()) != 0) ::_exit(127);
    redirect(fs::exists(captured_ / "in") ? captured_ / "in" : "/dev/null", O_RDONLY, STDIN_FILENO);
    redirect(captured_ / "out", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(captured_ / "err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    std::string program = BIENVEILLE_PROGRAM;
    std::vector<std::string> words = arguments;
    std::vector<char*> pointers{program.data()};
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(program.c_str(), pointers.data());
    ::_exit(127);
}

Ended Workplace::wait_for(pid_t process, int signal) const {
    if (signal != 0) ::kill(process, signal);
    int status = 0;
    ::waitpid(process, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, bytes_of(captured_ / "out"), bytes_of(captured_ / "err")};
}

Ended Workplace::run(const std::vector<std::string>& arguments, const std::string& input) const {
    std::ofstream(captured_ / "in", std::ios::binary) << input;
    return wait_for(start(arguments), 0);
}

}  // namespace bienveille
