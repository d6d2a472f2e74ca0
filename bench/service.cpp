// bienveille_service_bench: the service over a real socket, against the same server that sends the same bytes from memory.
//
// Decides: which situations: advisors' lists as fast as 64 clients can ask; newcomers while 256 poll and 64 listen; whole days
// played. Everything in one process and one run: the clients' processor time is left out where it says "processor".
// Exit: 0 fine, 2 bad usage, 3 when a day of one landlord takes 10 s or more.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <string_view>

#include "api/log.h"
#include "bench/databases.h"
#include "bench/service_day.h"
#include "bench/service_load.h"
#include "bench/store_day.h"
#include "bench/store_http.h"
#include "bench/wire.h"

namespace bienveille::bench {
namespace {

constexpr int kRounds = 9;
constexpr int kClients = 64;
constexpr std::size_t kOutcomes = 2048;
constexpr std::chrono::milliseconds kTime{1500};
constexpr double kMostSecondsOfADay = 10;

struct Line {
    std::vector<double> rates, processor, p50, p99;
    void add(const Load& load) {
        rates.push_back(load.rate);
        processor.push_back(load.processor);
        p50.push_back(part_of(load.waits, 0.5));
        p99.push_back(part_of(load.waits, 0.99));
    }
    double rate() const { return part_of(rates, 0.5); }
    double cost() const { return part_of(processor, 0.5); }
    void print(const char* who) const {
        fmt::print("{:<46}{:>9.0f}{:>9.1f} us{:>8.2f} ms{:>8.2f} ms\n", who, rate(), cost(), part_of(p50, 0.5),
                   part_of(p99, 0.5));
        std::fflush(stdout);
    }
};

// The same answer, whatever was asked.
Reply reply_of(const Answered& answered) {
    Reply reply;
    reply.body = answered.body;
    for (const char* name : {"ETag", "Cache-Control", "Content-Language", "Vary"}) {
        const std::size_t at = answered.head.find(std::string{name} + ": ");
        if (at == std::string::npos) throw std::runtime_error(std::string{"a list without "} + name);
        const std::size_t value = at + std::string_view{name}.size() + 2;
        reply.headers.emplace_back(name, answered.head.substr(value, answered.head.find("\r\n", at) - value));
    }
    return reply;
}

void lists(Databases& databases) {
    const StoreDay day = store_day(databases.fresh(), kOutcomes);
    const std::string list = request_text("GET", "/v1/plans/2020-04-03/lists/A1");
    Line service, memory, bare;
    std::size_t bytes = 0;
    while_served(day.database, [&](int own) {
        const Answered answered = Wire(own).ask(list);
        bytes = answered.body.size();
        const Reply same = reply_of(answered);
        while_served(
            day.database,
            [&](int rival) {
                while_bare(same, [&](int plain) {
                    for (int round = 0; round < kRounds; ++round) {
                        service.add(keep_asking(own, list, kClients, kTime));
                        memory.add(keep_asking(rival, list, kClients, kTime));
                        bare.add(keep_asking(plain, list, kClients, kTime));
                    }
                });
            },
            [&](const Request&) { return same; });
    });
    fmt::print("An advisor's list of {} bytes, {} clients as fast as they are answered; median of {} rounds\n\n", bytes,
               kClients, kRounds);
    fmt::print("{:<46}{:>9}{:>12}{:>11}{:>11}\n", "", "a second", "processor", "p50", "p99");
    service.print("GET /v1/plans/{day}/lists/{advisor}");
    memory.print("the same server, the same bytes from memory");
    bare.print("httplib by itself, the same bytes");
    fmt::print("\nThe service answers {:.0f} % of the requests from memory, in {:.2f} times the processor time\n\n",
               100 * service.rate() / memory.rate(), service.cost() / memory.cost());
}

void a_newcomer(Databases& databases) {
    constexpr int kPollers = 256, kListeners = 64, kNewcomers = 500;
    const StoreDay day = store_day(databases.fresh(), kOutcomes);
    const std::string list = request_text("GET", "/v1/plans/2020-04-03/lists/A1");
    while_served(day.database, [&](int port) {
        Crowd crowd(port, list, kPollers, kListeners);
        std::atomic<bool> over{false};
        std::thread outcomes([&] {
            OutcomeClient client(port);
            for (std::size_t i = 0; !over && i < day.outcomes.size(); ++i) {
                client.record(day.outcomes[i]);
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));  // everybody is connected
        const auto waits = newcomers(port, list, kNewcomers);
        over = true;
        outcomes.join();
        fmt::print(
            "A newcomer's list, connecting included, while {} poll every second ({} answers), {} listen ({} bytes "
            "heard) and "
            "20 outcomes a second are recorded:\n  p50 {:.2f} ms, p99 {:.2f} ms, longest {:.2f} ms of {}\n\n",
            kPollers, crowd.answers(), kListeners, crowd.heard(), part_of(waits, 0.5), part_of(waits, 0.99),
            part_of(waits, 1), waits.size());
        std::fflush(stdout);
    });
}

double a_day(Databases& databases, int landlords, Morning morning, int clients) {
    const std::string database = databases.fresh();
    const Landlords people = fill(database, landlords, morning);
    double seconds = 0;
    while_served(database, [&](int port) {
        const DayPlayed day = play(port, people, morning, clients);
        seconds = day.plan_seconds + day.seconds;
        const std::size_t requests = 1 + day.next.size() + day.attempts.size();
        fmt::print("{}: {} tenants, {} advisors over {} connections: {:.2f} s (the plan {:.2f} s)\n", people.day.iso(),
                   people.truth.size(), people.advisors.size(), clients, seconds, day.plan_seconds);
        fmt::print(
            "  {} requests, {} outcomes, {} reached; calls/next p50 {:.2f} ms, p99 {:.2f} ms; attempts p50 {:.2f} "
            "ms, p99 {:.2f} ms\n",
            requests, day.outcomes, day.reached, part_of(day.next, 0.5), part_of(day.next, 0.99),
            part_of(day.attempts, 0.5), part_of(day.attempts, 0.99));
        std::fflush(stdout);
    });
    return seconds;
}

struct Options {
    int landlords = 100;
    bool only_days = false;
    Kind kind = Kind::sqlite;
};

int run(const Options& options) {
    Databases databases(options.kind);
    if (!options.only_days) {
        lists(databases);
        a_newcomer(databases);
    }
    fmt::print("Whole days through the service on {}, every advisor until the list is done\n\n", databases.name());
    const double first = a_day(databases, 1, Morning::first_wave, 4);
    const double second = a_day(databases, 1, Morning::second_wave, 4);
    if (options.landlords > 1) a_day(databases, options.landlords, Morning::second_wave, 16);
    if (std::max(first, second) < kMostSecondsOfADay) return 0;
    fmt::print(stderr, "bench: a day of one landlord took {:.0f} s or more\n", kMostSecondsOfADay);
    return 3;
}

Options options_from(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i], number = i + 1 < count ? words[i + 1] : "";
        int& landlords = options.landlords;
        if (word == "--days") {
            options.only_days = true;
        } else if (word == "--db" && i + 1 < count) {
            options.kind = kind_from(words[++i]);
        } else if (word == "--landlords" && i + 1 < count) {
            const auto read = std::from_chars(number.data(), number.data() + number.size(), landlords);
            if (read.ptr != number.data() + number.size() || landlords < 1 || landlords > 1000)
                throw std::invalid_argument("--landlords takes a number from 1 to 1000");
            ++i;
        } else {
            throw std::invalid_argument(
                fmt::format("'{}' is not an argument; it must be --days, --landlords N or --db postgresql", word));
        }
    }
    return options;
}

}  // namespace
}  // namespace bienveille::bench

int main(int count, char** words) {
    try {
        return bienveille::bench::run(bienveille::bench::options_from(count, words));
    } catch (const std::invalid_argument& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 2;
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 3;
    }
}
