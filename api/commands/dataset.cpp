#include "api/commands/dataset.h"

#include <unistd.h>

#include <filesystem>
#include <set>

#include "api/commands/new_file.h"
#include "api/commands/progress.h"
#include "datasets/drawn_campaign.h"
#include "datasets/generator.h"
#include "datasets/read.h"

namespace bienveille {
namespace {

namespace fs = std::filesystem;

// Why the directory may not be filled. It may when it is missing, empty, or holds an earlier dataset of this kind and
// nothing else: a list of tenants that somebody put there has no such campaign.json beside it.
Problems problems_of_directory(const fs::path& directory, const std::set<std::string>& ours,
                               const std::string& name_begins) {
    std::error_code error;
    if (!fs::exists(directory, error)) return {};
    if (!fs::is_directory(directory, error)) return {{directory.string(), "is not a directory"}};
    Problems problems;
    bool empty = true;
    for (const auto& entry : fs::directory_iterator(directory, error)) {
        empty = false;
        if (!ours.contains(entry.path().filename().string()))
            problems.push_back({entry.path().string(),
                                "is not of this dataset; --out must be an empty directory or one "
                                "that holds nothing but an earlier dataset"});
    }
    if (error) problems.push_back({directory.string(), "cannot be read: " + error.message()});
    if (empty || !problems.empty()) return problems;
    const auto bytes = load_file(directory / "campaign.json");
    const auto campaign = bytes ? read_campaign(*bytes) : Result<Campaign>(bytes.problems());
    if (!campaign || !campaign->name.starts_with(name_begins))
        problems.push_back({directory.string(),
                            "holds files that this command did not write; --out must be an empty "
                            "directory or one that holds nothing but an earlier dataset"});
    return problems;
}

Exit write_drawn(const DatasetCommand& command) {
    const DrawnCampaign campaign = draw_campaign(*command.population, command.seed);
    const std::vector<NamedFile> files = files_of(campaign);
    std::set<std::string> names;
    for (const NamedFile& file : files) names.insert(file.name);
    Problems problems = problems_of_directory(command.directory, names, campaign.campaign.name);
    if (!problems.empty()) return refuse(problems);
    std::error_code error;
    fs::create_directories(command.directory, error);
    if (error) return refuse({{command.directory, "cannot be made: " + error.message()}});
    for (const NamedFile& each : files) {
        NewFile file((fs::path(command.directory) / each.name).string());
        problems = file.problems();
        if (problems.empty()) problems = file.write(each.bytes);
        if (problems.empty()) problems = file.keep();
        if (!problems.empty()) return refuse(problems);
    }
    tell(std::to_string(files.size()) + " files written to " + command.directory);
    return Exit::fine;
}

// The files of one directory take the place of those of the same name in another.
Problems move_files(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to, error);
    for (const auto& entry : fs::directory_iterator(from, error))
        if (!error) fs::rename(entry.path(), to / entry.path().filename(), error);
    if (error) return {{to.string(), "cannot be written: " + error.message()}};
    return {};
}

// Written beside its place first: until everything is there, the directory stays as it was.
Exit write_any(const DatasetCommand& command) {
    const SyntheticCampaign synthetic(command.seed, static_cast<int>(command.tenants),
                                      static_cast<int>(command.advisors), command.day);
    const std::set<std::string> names{"campaign.json", "advisors.csv", "availability.csv", "tenants.csv"};
    Problems problems = problems_of_directory(command.directory, names, "Synthetic, ");
    if (!problems.empty()) return refuse(problems);
    const fs::path wanted = fs::absolute(fs::path(command.directory) / "").lexically_normal().parent_path();
    const fs::path building = wanted.string() + ".part-" + std::to_string(::getpid());
    Progress progress;
    progress.step("writing " + std::to_string(command.tenants) + " tenants");
    problems = write_synthetic(synthetic, building);
    if (problems.empty()) problems = move_files(building, wanted);
    progress.wipe();
    std::error_code ignored;
    fs::remove_all(building, ignored);
    if (!problems.empty()) return refuse(problems);
    tell(std::to_string(command.tenants) + " tenants and " + std::to_string(command.advisors) +
         " advisors written to " + command.directory);
    return Exit::fine;
}

}  // namespace

Exit run(const DatasetCommand& command) {
    return command.population != nullptr ? write_drawn(command) : write_any(command);
}

}  // namespace bienveille
