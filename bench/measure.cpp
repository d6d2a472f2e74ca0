#include "bench/measure.h"

#include <malloc.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>

namespace bienveille::bench {
namespace {

// Time of the processor, not of the wall: every solver runs on one thread, and machines are shared.
Seconds used() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// What takes less is done again and again in one run: a process that has just begun finds nothing in its caches.
constexpr Seconds kShortestRun{0.01};

// Resident memory of this process, and the most it ever was, in MiB.
double memory(const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == field) {
            double kib = 0;
            status >> kib;
            return kib / 1024;
        }
    return 0;
}

void write_all(int to, const void* bytes, std::size_t size) {
    for (const char* at = static_cast<const char*>(bytes); size > 0;) {
        const ssize_t written = ::write(to, at, size);
        if (written <= 0) std::_Exit(1);
        at += written;
        size -= static_cast<std::size_t>(written);
    }
}

bool read_all(int from, void* bytes, std::size_t size) {
    for (char* at = static_cast<char*>(bytes); size > 0;) {
        const ssize_t got = ::read(from, at, size);
        if (got <= 0) return false;
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

// Whether it had to end a process that had used more than `limit` of the processor before it wrote anything. A timer of
// the process itself would do, but while one runs Linux tells the time used in whole ticks only.
bool ended_without_answer(pid_t child, int from, Seconds limit) {
    constexpr int kLookEvery = 200;  // milliseconds
    clockid_t clock{};
    if (::clock_getcpuclockid(child, &clock) != 0) return false;
    pollfd answer{from, POLLIN, 0};
    while (::poll(&answer, 1, kLookEvery) == 0) {
        timespec used_by_child{};
        if (::clock_gettime(clock, &used_by_child) != 0) return false;
        if (std::chrono::seconds(used_by_child.tv_sec) + std::chrono::nanoseconds(used_by_child.tv_nsec) <= limit)
            continue;
        ::kill(child, SIGKILL);
        return true;
    }
    return false;
}

[[noreturn]] void run_and_report(const std::function<std::vector<int>()>& solve, int runs, Seconds limit, int to) {
    // Memory once asked for is kept, for every solver alike: on a virtual machine fresh pages can cost more than the
    // solving, and a service that plans again and again has them already. The first of the runs still pays.
    ::mallopt(M_MMAP_MAX, 0);
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    const double before = memory("VmRSS:");
    std::vector<double> seconds;
    std::vector<int> answer;
    const Seconds began = used();
    while (static_cast<int>(seconds.size()) < runs && (seconds.empty() || (used() - began) * 2 < limit)) {
        const Seconds from = used();
        int solved = 0;
        do {
            answer = solve();
            ++solved;
        } while (used() - from < kShortestRun);
        seconds.push_back((used() - from).count() / solved);
    }
    std::sort(seconds.begin(), seconds.end());
    const double numbers[] = {seconds[seconds.size() / 2], static_cast<double>(seconds.size()),
                              memory("VmHWM:") - before, static_cast<double>(answer.size())};
    write_all(to, numbers, sizeof numbers);
    write_all(to, answer.data(), answer.size() * sizeof(int));
    std::_Exit(0);
}

}  // namespace

std::optional<Measured> measure(const std::function<std::vector<int>()>& solve, int runs, Seconds limit) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe: too many open files?");
    ::malloc_trim(0);
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no process could be started");
    if (child == 0) run_and_report(solve, runs, limit, ends[1]);
    ::close(ends[1]);
    Measured measured;
    const bool ended = ended_without_answer(child, ends[0], limit);
    double numbers[4] = {};
    bool whole = read_all(ends[0], numbers, sizeof numbers);
    if (whole) {
        measured = {std::vector<int>(static_cast<std::size_t>(numbers[3])), Seconds(numbers[0]),
                    static_cast<int>(numbers[1]), numbers[2]};
        whole = read_all(ends[0], measured.answer.data(), measured.answer.size() * sizeof(int));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (whole) return measured;
    if (ended) return std::nullopt;
    throw std::runtime_error("a solver ended before its answer");
}

}  // namespace bienveille::bench
