#include "tests/checks/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace bienveille::checks {
namespace fs = std::filesystem;

std::map<std::string, std::string> read_tree(const std::vector<std::string>& folders,
                                             const std::vector<std::string>& endings) {
    static const std::set<std::string> not_ours = {"build", "node_modules", ".git", ".cache"};
    const fs::path root = BIENVEILLE_SOURCE_DIR;
    std::map<std::string, std::string> files;
    for (const std::string& folder : folders) {
        for (fs::recursive_directory_iterator at(root / folder), end; at != end; ++at) {
            const std::string name = at->path().filename().string();
            if (at->is_directory() && not_ours.contains(name)) at.disable_recursion_pending();
            if (!at->is_regular_file()) continue;
            if (std::none_of(endings.begin(), endings.end(),
                             [&](const std::string& ending) { return name.ends_with(ending); }))
                continue;
            std::ifstream file(at->path(), std::ios::binary);
            files[fs::relative(at->path(), root).generic_string()] = {std::istreambuf_iterator<char>(file), {}};
        }
    }
    return files;
}

}  // namespace bienveille::checks
