#include "bench/waves.h"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "api/in_parallel.h"
#include "datasets/campaign_2020.h"
#include "datasets/truth.h"
#include "engine/digest.h"
#include "engine/names.h"
#include "engine/replay.h"
#include "rules/built_in.h"

namespace bienveille::bench {
namespace {

constexpr int kDraws = 100;

Campaigning wave_of_2020() {
    DrawnCampaign drawn = campaign_2020();
    Campaigning wave;
    wave.start.day = drawn.campaign.first_day;
    wave.start.calendar = drawn.campaign.calendar;
    for (TenantRecord& each : drawn.before) wave.start.tenants.push_back(std::move(each.facts));
    for (AdvisorRecord& each : drawn.advisors) wave.start.advisors.push_back(std::move(each.facts));
    wave.last = *day_from_iso("2020-04-10");
    for (const NamedFile& file : files_of(drawn))
        if (file.name == "truth.csv") wave.truth = std::move(read_truth(file.bytes)).value();
    return wave;
}

Rehearsal looked_at(const Campaigning& wave) {
    auto rehearsal = Rehearsal::of(wave, default_rules());
    if (!rehearsal) throw std::runtime_error("the wave of 2020 is not accepted");
    return std::move(rehearsal).value();
}

std::uint64_t digest_of(const Replay& wave) {
    std::string text = std::to_string(wave.figures.everybody.reached);
    for (const ReplayDial& dial : wave.dials)
        text += dial.tenant.text + dial.advisor.text + dial.day.iso() + std::string(name(dial.outcome));
    return hash_of_text(text);
}

// Every order under every seed, as the program plays them. The places are summed up in any order.
std::uint64_t play_draws(const Rehearsal& rehearsal) {
    const auto& orders = names<CallOrder>();
    std::vector<std::uint64_t> digests(std::size(orders) * kDraws);
    in_parallel(
        digests.size(),
        [&](std::size_t wave) {
            const Replay played = rehearsal.play(orders[wave / kDraws].first, 1 + wave % kDraws);
            digests[wave] = digest_of(played);
        },
        [](std::size_t) { return true; });
    std::uint64_t all = 0;
    for (const std::uint64_t each : digests) all = all * 31 + each;
    return all;
}

double seconds_of(const Options& options, const std::function<void()>& play) {
    const auto measured = measure(
        [&] {
            play();
            return std::vector<int>{};
        },
        options.runs, options.limit);
    if (!measured) throw std::runtime_error("a replay took longer than the limit");
    return measured->median.count();
}

}  // namespace

Waves waves_replayed(const Options& options) {
    const Campaigning wave = wave_of_2020();
    const Rehearsal rehearsal = looked_at(wave);
    Waves found;
    found.tenants = static_cast<int>(wave.start.tenants.size());
    found.days = rehearsal.play(CallOrder::rules).figures.working_days;
    found.draws = kDraws;
    found.threads = std::max(1u, std::thread::hardware_concurrency());
    found.looked_at = seconds_of(options, [&] { looked_at(wave); });
    found.one = seconds_of(options, [&] { rehearsal.play(CallOrder::rules); });
    found.five = seconds_of(options, [&] {
        for (const auto& [order, word] : names<CallOrder>()) rehearsal.play(order);
    });
    found.drawn = seconds_of(options, [&] { play_draws(rehearsal); });
    const auto from = std::chrono::steady_clock::now();
    found.digest = play_draws(rehearsal);
    found.drawn_wall = Seconds(std::chrono::steady_clock::now() - from).count();
    return found;
}

std::string table(const Waves& waves) {
    return fmt::format(
        "The wave of 2020 replayed: {} tenants, {} days; digest of the draws {:016x}\n"
        "  {:<52} {:>10}\n  {:<52} {:>10}\n  {:<52} {:>10}\n  {:<52} {:>10}\n  {:<52} {:>10}\n",
        waves.tenants, waves.days, waves.digest, "looked at, once for all replays", time_text(waves.looked_at),
        "under the default rules", time_text(waves.one), "under all five orders", time_text(waves.five),
        fmt::format("{} draws under all five orders", waves.draws), time_text(waves.drawn),
        fmt::format("  by the clock, {} threads", waves.threads), time_text(waves.drawn_wall));
}

std::string summary(const Waves& waves) {
    return fmt::format(
        "| the wave of 2020 replayed, {} tenants and {} days | under the default rules | under five orders | {} draws "
        "of "
        "five orders | by the clock, {} threads |\n|---|---|---|---|---|\n| | {} | {} | {} | {} |\n",
        waves.tenants, waves.days, waves.draws, waves.threads, time_text(waves.one), time_text(waves.five),
        time_text(waves.drawn), time_text(waves.drawn_wall));
}

std::string json(const Waves& waves) {
    return fmt::format(
        "{{\"tenants\": {}, \"days\": {}, \"draws\": {}, \"threads\": {}, \"looked_at_seconds\": {}, \"one_seconds\": "
        "{}, "
        "\"five_seconds\": {}, \"draws_seconds\": {}, \"draws_wall_seconds\": {}, \"digest\": \"{:016x}\"}}",
        waves.tenants, waves.days, waves.draws, waves.threads, waves.looked_at, waves.one, waves.five, waves.drawn,
        waves.drawn_wall, waves.digest);
}

}  // namespace bienveille::bench
