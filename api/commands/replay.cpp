#include "api/commands/replay.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "api/commands/day_files.h"
#include "api/commands/progress.h"
#include "api/replay_report.h"
#include "api/wire_replay.h"
#include "datasets/campaign.h"
#include "datasets/read.h"
#include "datasets/truth.h"
#include "engine/digest.h"
#include "engine/names.h"

namespace bienveille {
namespace {

struct Stage {
    Campaign campaign;
    Campaigning wave;
    RuleSet rules;
};

Result<std::vector<HiddenTruth>> truth_of(const std::string& directory) {
    const std::string path = (std::filesystem::path(directory) / "truth.csv").string();
    auto bytes = load_file(path);
    if (!bytes) return bytes.problems();
    auto truth = read_truth(std::move(*bytes));
    if (truth) return truth;
    Problems problems = truth.problems();
    for (Problem& problem : problems) problem.path = path + ": " + problem.path;
    return problems;
}

Result<Stage> read_stage(const ReplayCommand& command) {
    const auto found = find_campaign(command.campaign, Day{});
    if (!found) return found.problems();
    DayFiles files;
    files.day = found->campaign.first_day;
    files.campaign = command.campaign;
    files.rules = command.rules;
    auto hand = read_day_files(files);
    auto truth = truth_of(command.campaign);
    Problems problems = hand ? Problems{} : hand.problems();
    if (!truth) problems.insert(problems.end(), truth.problems().begin(), truth.problems().end());
    const Day last = command.last.value_or(found->campaign.last_day);
    if (last < files.day)
        problems.push_back({"--until", "is " + last.iso() + "; must be " + files.day.iso() +
                                           ", the first day of the campaign, or later"});
    if (!problems.empty()) return problems;
    return Stage{found->campaign, {std::move(hand->input), last, std::move(*truth)}, std::move(hand->rules)};
}

// Every order under every seed, by as many threads as the machine runs; each result has its place before it is there.
class Replays {
public:
    Replays(const Stage& stage, const ReplayCommand& command) : stage_(stage) {
        for (const auto& [order, word] : names<CallOrder>()) {
            const std::size_t times = std::max<std::uint64_t>(command.seeds, 1);
            orders_.push_back({order, std::vector<ReplayFigures>(times)});
            for (std::size_t i = 0; i < times; ++i)
                jobs_.push_back({orders_.size() - 1, i,
                                 command.seeds > 0 ? std::optional(command.seed.value_or(1) + i) : std::nullopt});
        }
        problems_.resize(jobs_.size());
    }

    Result<std::vector<ReplayOfOrder>> run(Progress& progress) && {
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        std::vector<std::thread> threads;
        const std::size_t helpers = std::min<std::size_t>(cores, jobs_.size());
        for (std::size_t i = 0; i < helpers; ++i) threads.emplace_back([this] { work(); });
        while (done_ < jobs_.size()) {
            progress.step("replaying " + std::to_string(done_) + " of " + std::to_string(jobs_.size()));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        for (std::thread& each : threads) each.join();
        progress.wipe();
        for (const Problems& problems : problems_)
            if (!problems.empty()) return problems;
        return std::move(orders_);
    }

private:
    struct Job {
        std::size_t order;
        std::size_t place;
        std::optional<std::uint64_t> seed;
    };

    void work() {
        for (std::size_t next = taken_++; next < jobs_.size(); next = taken_++) {
            const Job& job = jobs_[next];
            ReplayOfOrder& order = orders_[job.order];
            auto result = replay(stage_.wave, stage_.rules, order.order, job.seed);
            if (result)
                order.figures[job.place] = result->figures;
            else
                problems_[next] = result.problems();
            ++done_;
        }
    }

    const Stage& stage_;
    std::vector<ReplayOfOrder> orders_;
    std::vector<Job> jobs_;
    std::vector<Problems> problems_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<std::size_t> done_{0};
};

}  // namespace

Exit run(const ReplayCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto stage = read_stage(command);
    if (!stage) {
        progress.wipe();
        return refuse(stage.problems());
    }
    auto orders = Replays(*stage, command).run(progress);
    if (!orders) return refuse(orders.problems());
    ReplayReport report{stage->campaign.name,
                        stage->campaign.first_day,
                        stage->wave.last,
                        stage->rules.name,
                        stage->rules.version,
                        digest(stage->rules),
                        command.seeds > 0 ? std::optional(command.seed.value_or(1)) : std::nullopt,
                        std::move(*orders)};
    if (command.output.format == Format::json) return deliver(replay_to_json(report) + "\n", command.output);
    return deliver(replay_table(report, command.output.language), command.output);
}

}  // namespace bienveille
