// bienveille_store_bench: outcomes at the store, on SQLite or PostgreSQL, each on disk before it is acknowledged.
//
// Decides: who writes them: one writer with a commit each, 64 writers at once, a plain loop of the same statements, parsed
// once, with 64 outcomes in a transaction (SQLite), 64 clients over HTTP. All write the same outcomes to the same day,
// turn by turn.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <thread>

#include "api/open_store.h"
#include "bench/databases.h"
#include "bench/elapsed.h"
#include "bench/store_day.h"
#include "bench/store_http.h"
#include "bench/store_statements.h"

namespace bienveille::bench {
namespace {

constexpr std::size_t kOutcomes = 2048;
constexpr std::size_t kWriters = 64;
constexpr int kRounds = 3;

struct Timed {
    std::vector<double> rates;      // outcomes a second, of each round
    std::vector<double> processor;  // microseconds of an outcome, of each round
    std::vector<double> waits;      // milliseconds, of each outcome
    static double median(std::vector<double> of) {
        std::sort(of.begin(), of.end());
        return of[of.size() / 2];
    }
    double rate() const { return median(rates); }
    double wait(double part) {
        std::sort(waits.begin(), waits.end());
        return waits[static_cast<std::size_t>(static_cast<double>(waits.size() - 1) * part)];
    }
};

// One round, from its begin to end().
class Round {
public:
    void end(Timed& timed, std::size_t outcomes) const {
        const auto count = static_cast<double>(outcomes);
        timed.rates.push_back(count / std::chrono::duration<double>(Steady::now() - start_).count());
        timed.processor.push_back(1e6 * (static_cast<double>(std::clock() - used_) / CLOCKS_PER_SEC) / count);
    }

private:
    Steady::time_point start_ = Steady::now();
    std::clock_t used_ = std::clock();
};

// `writers` threads, each taking the next outcome until there is none left.
template <class Writer>
void write_all(Timed& timed, const StoreDay& day, std::size_t writers, Writer writer) {
    std::atomic<std::size_t> next{0};
    std::vector<double> waits(day.outcomes.size());
    std::vector<std::thread> threads;
    const Round round;
    for (std::size_t t = 0; t < writers; ++t)
        threads.emplace_back([&] {
            auto write = writer();
            for (std::size_t i = next++; i < day.outcomes.size(); i = next++) {
                const auto asked = Steady::now();
                write(day.outcomes[i]);
                waits[i] = milliseconds_since(asked);
            }
        });
    for (std::thread& each : threads) each.join();
    round.end(timed, day.outcomes.size());
    timed.waits.insert(timed.waits.end(), waits.begin(), waits.end());
}

void at_the_store(Timed& timed, const StoreDay& day, const std::string& database, std::size_t writers) {
    const auto store = open_store(database);
    write_all(timed, day, writers, [&] {
        return [&](const AttemptWrite& outcome) {
            if (store->save_attempt(outcome, kByAdvisor) != AttemptSaved::saved)
                throw std::runtime_error("an outcome was not saved");
        };
    });
}

void over_http(Timed& timed, const StoreDay& day, const std::string& database) {
    while_served(database, [&](int port) {
        write_all(timed, day, kWriters, [port] {
            return [client = std::make_shared<OutcomeClient>(port)](const AttemptWrite& outcome) {
                client->record(outcome);
            };
        });
    });
}

std::vector<Statements> overheard(const StoreDay& day, const std::string& file) {
    overhear();
    const auto store = open_store(file);
    std::vector<Statements> all;
    for (const AttemptWrite& each : day.outcomes)
        all.push_back(statements_of([&] { store->save_attempt(each, kByAdvisor); }));
    return all;
}

void in_a_plain_loop(Timed& timed, const std::vector<Statements>& outcomes, const std::string& file) {
    const Round round;
    repeat(file, outcomes, kWriters);
    round.end(timed, outcomes.size());
}

void run(Kind kind) {
    Databases databases(kind);
    const StoreDay day = store_day(databases.fresh(), kOutcomes);
    const auto again = [&] { return databases.again(day); };
    const bool in_a_file = kind == Kind::sqlite;  // where a plain loop can write them
    const std::vector<Statements> statements = in_a_file ? overheard(day, again()) : std::vector<Statements>{};
    Timed alone, together, loop, http;
    for (int round = 0; round < kRounds; ++round) {
        at_the_store(alone, day, again(), 1);
        at_the_store(together, day, again(), kWriters);
        if (in_a_file) in_a_plain_loop(loop, statements, again());
        over_http(http, day, again());
    }
    fmt::print("{} outcomes on {}, each on disk before it is acknowledged; median of {} rounds\n\n",
               day.outcomes.size(), databases.name(), kRounds);
    fmt::print("{:<50}{:>12}{:>12}{:>11}{:>11}\n", "", "outcomes/s", "processor", "p50", "p99");
    const auto line = [](const char* who, Timed& timed) {
        fmt::print("{:<50}{:>12.0f}{:>9.0f} us", who, timed.rate(), Timed::median(timed.processor));
        if (!timed.waits.empty()) fmt::print("{:>8.2f} ms{:>8.2f} ms", timed.wait(0.5), timed.wait(0.99));
        fmt::print("\n");
    };
    line("one writer, a commit each", alone);
    line(in_a_file ? "64 writers, who share commits" : "64 writers", together);
    if (in_a_file) line("the same statements in a plain loop, 64 a commit", loop);
    line("64 clients over HTTP, each under a key", http);
    fmt::print("\n64 writers: {:.1f} times a commit each", together.rate() / alone.rate());
    if (in_a_file) fmt::print(", {:.0f} % of the plain loop", 100 * together.rate() / loop.rate());
    fmt::print("\n");
}

}  // namespace
}  // namespace bienveille::bench

int main(int count, char** words) {
    using namespace bienveille::bench;
    try {
        if (count != 1 && (count != 3 || std::string{words[1]} != "--db"))
            throw std::invalid_argument("it takes nothing, or --db postgresql");
        run(count == 3 ? kind_from(words[2]) : Kind::sqlite);
        return 0;
    } catch (const std::invalid_argument& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 2;
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 1;
    }
}
