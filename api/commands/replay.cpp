#include "api/commands/replay.h"

#include <algorithm>
#include <filesystem>

#include "api/commands/day_files.h"
#include "api/commands/progress.h"
#include "api/in_parallel.h"
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

Result<Calendar> calendar_of(const std::string& path) {
    const auto bytes = load_file(path);
    if (!bytes) return bytes.problems();
    const auto campaign = read_campaign(*bytes);
    if (campaign) return campaign->calendar;
    Problems problems = campaign.problems();
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
    files.advisors = command.advisors;
    auto hand = read_day_files(files);
    auto truth = truth_of(command.campaign);
    const auto calendar = command.calendar ? calendar_of(*command.calendar) : Result<Calendar>(Calendar{});
    Problems problems = hand ? Problems{} : hand.problems();
    if (!calendar) problems.insert(problems.end(), calendar.problems().begin(), calendar.problems().end());
    if (!truth) problems.insert(problems.end(), truth.problems().begin(), truth.problems().end());
    const Day last = command.last.value_or(found->campaign.last_day);
    if (last < files.day)
        problems.push_back({"--until", "is " + last.iso() + "; must be " + files.day.iso() +
                                           ", the first day of the campaign, or later"});
    if (!problems.empty()) return problems;
    if (command.calendar) hand->input.calendar = *calendar;
    return Stage{found->campaign, {std::move(hand->input), last, std::move(*truth)}, std::move(hand->rules)};
}

// Every order under every seed; each result has its place before it is there.
std::vector<ReplayOfOrder> play_all(const Rehearsal& rehearsal, const ReplayCommand& command, Progress& progress) {
    const auto& orders = names<CallOrder>();
    const std::size_t times = std::max<std::uint64_t>(command.seeds, 1);
    std::vector<ReplayOfOrder> played;
    for (const auto& [order, word] : orders) played.push_back({order, std::vector<ReplayFigures>(times)});
    const std::size_t waves = played.size() * times;
    in_parallel(
        waves,
        [&](std::size_t wave) {
            ReplayOfOrder& of = played[wave / times];
            const std::size_t draw = wave % times;
            const auto seed = command.seeds > 0 ? std::optional(command.seed.value_or(1) + draw) : std::nullopt;
            of.figures[draw] = rehearsal.play(of.order, seed).figures;
        },
        [&](std::size_t done) {
            progress.step("replaying", done, waves);
            return true;
        });
    return played;
}

}  // namespace

Exit run(const ReplayCommand& command) {
    Progress progress(command.output.progress);
    progress.step("reading");
    const auto stage = read_stage(command);
    if (!stage) {
        progress.wipe();
        return refuse(stage.problems());
    }
    const auto rehearsal = Rehearsal::of(stage->wave, stage->rules);
    if (!rehearsal) {
        progress.wipe();
        return refuse(rehearsal.problems());
    }
    ReplayReport report{stage->campaign.name,
                        stage->campaign.first_day,
                        stage->wave.last,
                        stage->rules.name,
                        stage->rules.version,
                        digest(stage->rules),
                        command.seeds > 0 ? std::optional(command.seed.value_or(1)) : std::nullopt,
                        play_all(*rehearsal, command, progress)};
    if (command.output.format == Format::json) return deliver(replay_to_json(report) + "\n", command.output);
    return deliver(replay_table(report, command.output.language), command.output);
}

}  // namespace bienveille
