#include "api/pdf.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <memory>
#include <thread>

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

// Ends it when a minute has passed.
int wait_for(pid_t child) {
    constexpr auto kMost = std::chrono::seconds(60);
    const auto begun = std::chrono::steady_clock::now();
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() - begun > kMost) ::kill(child, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return status;
}

// 0, or why it could not be begun.
int begin(pid_t& child, std::FILE* in, std::FILE* out, std::FILE* said) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ::fileno(in), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, ::fileno(out), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, ::fileno(said), STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    std::string words[] = {"weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"};
    char* arguments[std::size(words) + 1] = {};
    for (std::size_t i = 0; i < std::size(words); ++i) arguments[i] = words[i].data();
    const int error = ::posix_spawnp(&child, arguments[0], &files, nullptr, arguments, ::environ);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

}  // namespace

Result<std::string> pdf_of(const std::string& html) {
    const NamelessFile in = nameless(), out = nameless(), said = nameless();
    const bool ready = in && out && said && std::fwrite(html.data(), 1, html.size(), in.get()) == html.size() &&
                       std::fflush(in.get()) == 0 && ::lseek(::fileno(in.get()), 0, SEEK_SET) == 0;
    if (!ready) return Problem{"weasyprint", "cannot be given the page; is there room for temporary files?"};
    pid_t child = 0;
    if (const int error = begin(child, in.get(), out.get(), said.get()); error != 0) {
        if (error == ENOENT) return not_installed();
        return Problem{"weasyprint", "cannot be run (error " + std::to_string(error) + ")"};
    }
    const int status = wait_for(child);
    std::string pdf = all_of(out.get());
    const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0 && pdf.starts_with("%PDF-");
    if (done) return pdf;
    constexpr std::size_t kMostSaid = 400;
    const std::string why = all_of(said.get());
    return Problem{"weasyprint", "made no PDF: " + why.substr(why.size() - std::min(why.size(), kMostSaid))};
}

}  // namespace bienveille
