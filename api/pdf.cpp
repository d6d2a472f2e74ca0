#include "api/pdf.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iterator>
#include <memory>
#include <utility>

namespace bienveille {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
// Without a name: gone with its owner, whatever happens. Files instead of pipes: neither side waits for the other.
using NamelessFile = std::unique_ptr<std::FILE, CloseFile>;

NamelessFile nameless() { return NamelessFile(std::tmpfile()); }

std::string all_of(std::FILE* file) {
    std::string bytes;
    std::rewind(file);
    char part[1 << 16];
    for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, file)) > 0;) bytes.append(part, n);
    return bytes;
}

Problem not_installed() {
    return {"weasyprint",
            "is not installed, and makes the PDF; apt-get install weasyprint puts it there (./dev run does so), or "
            "take html and print that"};
}

struct Pipe {
    Pipe() {
        if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
    }
    ~Pipe() {
        close_last();
        if (ends[0] >= 0) ::close(ends[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void close_last() {
        if (ends[1] >= 0) ::close(std::exchange(ends[1], -1));
    }

    int ends[2];  // what is read, what is written to
};

// Asleep until the other side is closed, or until then.
bool closed_by(int end, std::chrono::steady_clock::time_point until) {
    pollfd watched{end, POLLIN, 0};
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        const int ready = ::poll(&watched, 1, static_cast<int>(left.count()));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

// It holds the other side of `alive` while it lives. Ended when its time is over.
int wait_for(pid_t child, Pipe& alive, std::chrono::milliseconds most) {
    alive.close_last();
    if (!closed_by(alive.ends[0], std::chrono::steady_clock::now() + most)) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return status;
}

// 0, or why it could not be begun.
int begin(pid_t& child, std::FILE* in, std::FILE* out, std::FILE* said, const Pipe& alive) {
    constexpr int kAlive = STDERR_FILENO + 1;
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ::fileno(in), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, ::fileno(out), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, ::fileno(said), STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&files, alive.ends[1], kAlive);
    posix_spawn_file_actions_addclosefrom_np(&files, kAlive + 1);
    std::string words[] = {"weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"};
    char* arguments[std::size(words) + 1] = {};
    for (std::size_t i = 0; i < std::size(words); ++i) arguments[i] = words[i].data();
    const int error = ::posix_spawnp(&child, arguments[0], &files, nullptr, arguments, ::environ);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

}  // namespace

Result<std::string> pdf_of(const std::string& html, std::chrono::milliseconds most) {
    const NamelessFile in = nameless(), out = nameless(), said = nameless();
    Pipe alive;
    const bool ready = in && out && said && alive.ends[0] >= 0 &&
                       std::fwrite(html.data(), 1, html.size(), in.get()) == html.size() &&
                       std::fflush(in.get()) == 0 && ::lseek(::fileno(in.get()), 0, SEEK_SET) == 0;
    if (!ready) return Problem{"weasyprint", "cannot be given the page; is there room for temporary files?"};
    pid_t child = 0;
    if (const int error = begin(child, in.get(), out.get(), said.get(), alive); error != 0) {
        if (error == ENOENT) return not_installed();
        return Problem{"weasyprint", "cannot be run (error " + std::to_string(error) + ")"};
    }
    const int status = wait_for(child, alive, most);
    std::string pdf = all_of(out.get());
    const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0 && pdf.starts_with("%PDF-");
    if (done) return pdf;
    constexpr std::size_t kMostSaid = 400;
    const std::string why = all_of(said.get());
    return Problem{"weasyprint", "made no PDF: " + why.substr(why.size() - std::min(why.size(), kMostSaid))};
}

}  // namespace bienveille
