// The house's layers, read from the files themselves: who includes whom, what is built, what is switched off.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "tests/checks/include_table.h"
#include "tests/checks/source_tree.h"

namespace bienveille::checks {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> kRooms = {"engine", "rules", "datasets", "api"};
const std::vector<std::string> kFolders = {"engine", "rules", "datasets", "api", "tests", "bench"};
const std::vector<std::string> kCode = {".cpp", ".h"};

// Longer than a reader likes, and why it stays one file.
const std::map<std::string, std::string> kLongFiles = {
    {"datasets/columns.cpp", "one table: a row for each column of every file"},
    {"engine/facts.cpp", "the day's facts in one pass: duties, who is owed a call, order"},
    {"engine/value.cpp", "prices, filling and exchanges work on the same tables"},
    {"tests/support/spoilings.cpp", "one list: each way to break a good plan"},
};
constexpr long kMostLines = 450;

// The pattern is asked only of lines with one of the words, without which it cannot match: that is a hundred times faster.
std::vector<std::string> lines_matching(const Sources& sources, const std::vector<std::string>& words,
                                        const std::regex& pattern) {
    const auto holds_a_word = [&](const std::string& line) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return line.find(word) != std::string::npos; });
    };
    std::vector<std::string> found;
    for (const auto& [path, text] : sources) {
        int number = 1;
        for (std::size_t from = 0; from < text.size(); ++number) {
            const std::size_t to = std::min(text.find('\n', from), text.size());
            const std::string line = text.substr(from, to - from);
            if (holds_a_word(line) && std::regex_search(line, pattern))
                found.push_back(path + ":" + std::to_string(number) + ": " + line);
            from = to + 1;
        }
    }
    return found;
}

// Whether a build file of this folder, or of one above it, names the file.
bool is_built(const std::string& path, const Sources& lists) {
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos;
         slash = slash == 0 ? std::string::npos : path.rfind('/', slash - 1)) {
        const std::string folder = path.substr(0, slash + 1);
        const std::regex name("(^|[\\s/])" + std::regex_replace(path.substr(folder.size()), std::regex("\\."), "\\.") +
                              "[\\s)]");
        for (const auto& [list, text] : lists)
            if (list.starts_with(folder) && list.find('/', folder.size()) == std::string::npos &&
                std::regex_search(text, name))
                return true;
    }
    return false;
}

TEST(Architecture, EveryIncludeIsAllowedByTheTable) {
    const Sources sources = read_tree(kRooms, kCode);
    ASSERT_GT(sources.size(), 10u) << "the rooms were not found";
    EXPECT_THAT(broken_includes(sources), IsEmpty());
}

TEST(Architecture, TheEngineReadsNoClockNoEnvironmentAndNoChance) {
    EXPECT_THAT(impure_calls(read_tree({"engine"}, kCode)), IsEmpty());
}

TEST(Architecture, EverySourceFileIsBuilt) {
    const Sources lists = read_tree(kFolders, {"CMakeLists.txt", ".cmake"});
    for (const auto& [path, text] : read_tree(kFolders, {".cpp"}))
        EXPECT_TRUE(is_built(path, lists)) << path << " is named by no CMakeLists.txt: it looks alive and never runs";
}

TEST(Architecture, EveryHeaderIsIncludedBySomebody) {
    const Sources everything = read_tree(kFolders, kCode);
    std::set<std::string> included;
    for (const auto& [path, text] : everything)
        for (const Include& include : includes_of(text)) included.insert(include.path);
    for (const auto& [path, text] : everything)
        EXPECT_TRUE(!path.ends_with(".h") || included.contains(path)) << path << " is included by nobody";
}

TEST(Architecture, NoFileIsTooLongToBeOneIdea) {
    for (const auto& [path, text] : read_tree(kFolders, kCode)) {
        const long lines = std::count(text.begin(), text.end(), '\n');
        EXPECT_TRUE(lines <= kMostLines || kLongFiles.contains(path))
            << path << " has " << lines << " lines: split it, or list it in kLongFiles with the reason";
    }
}

TEST(Architecture, NoTestIsSwitchedOffInSilence) {
    // Spelt in two pieces so that this file does not find itself.
    const std::regex silenced(
        "DISABLED"
        "_[A-Z]|GTEST"
        "_SKIP\\(\\)\\s*;|^\\s*//\\s*TEST(_F|_P)?\\(|^\\s*#\\s*if\\s+0");
    EXPECT_THAT(lines_matching(read_tree(kFolders, kCode), {"DISABLED", "SKIP", "//", "#"}, silenced), IsEmpty());
}

TEST(Architecture, NoPathOfOneMachineIsWrittenDown) {
    const std::regex machine(
        "(^|[\"'` =(])/"
        "(home|root|work/main|work/shared|Users)/");
    EXPECT_THAT(lines_matching(read_tree({""}, {".cpp", ".h", ".txt", ".md", ".json", ".sh", ".yaml", ".mjs", ".ts"}),
                               {"home/", "root/", "work/", "Users/"}, machine),
                IsEmpty());
}

// ---- the checks themselves: what they must catch ------------------------------------------------------------------

TEST(ArchitectureCheck, CatchesJsonInTheEngine) {
    EXPECT_THAT(broken_includes({{"engine/plan.cpp", "#include <vector>\n#include <nlohmann/json.hpp>\n"}}),
                ElementsAre(HasSubstr("engine/plan.cpp:2 includes nlohmann/json.hpp")));
}

TEST(ArchitectureCheck, CatchesFilesAndThreadsInTheEngine) {
    EXPECT_THAT(
        broken_includes({{"engine/score.cpp", "#include <fstream>\n  #  include <thread>\n#include <algorithm>\n"}}),
        ElementsAre(HasSubstr(":1 includes fstream"), HasSubstr(":2 includes thread")));
}

TEST(ArchitectureCheck, CatchesAnAuditThatAsksThePlanner) {
    EXPECT_THAT(
        broken_includes({{"engine/audit_order.cpp", "#include \"engine/model.h\"\n#include \"engine/score.h\"\n"}}),
        ElementsAre(HasSubstr("engine/score.h")));
}

TEST(ArchitectureCheck, CatchesBoostInAHeader) {
    EXPECT_THAT(broken_includes({{"engine/assignment.h", "#include <boost/graph/adjacency_list.hpp>\n"}}),
                ElementsAre(HasSubstr("boost")));
}

TEST(ArchitectureCheck, CatchesTheApiBelowItself) {
    EXPECT_THAT(broken_includes({{"datasets/csv.cpp", "#include \"api/text.h\"\n"}}),
                ElementsAre(HasSubstr("api/text.h")));
}

TEST(ArchitectureCheck, CatchesHttpInWireAndSqlInServer) {
    EXPECT_THAT(broken_includes({{"api/wire.cpp", "#include <httplib.h>\n"}}), ElementsAre(HasSubstr("httplib.h")));
    EXPECT_THAT(broken_includes({{"api/server.cpp", "#include <httplib.h>\n#include <soci/soci.h>\n"}}),
                ElementsAre(HasSubstr("soci/soci.h")));
}

TEST(ArchitectureCheck, CatchesALibraryThatComesThroughAHeader) {
    EXPECT_THAT(broken_includes({{"api/wire.h", "#include <nlohmann/json.hpp>\n"},
                                 {"api/server.cpp", "#include \"api/wire.h\"\n"}}),
                ElementsAre(HasSubstr("api/server.cpp reaches nlohmann/json.hpp through api/wire.h"),
                            HasSubstr("api/wire.h:1 includes nlohmann/json.hpp")));
}

TEST(ArchitectureCheck, CatchesASkippedTestAndSaysWhere) {
    const std::string silent =
        "TEST(A, B) {}\n// TEST"
        "(A, C) {}\n";
    EXPECT_THAT(lines_matching({{"tests/a_test.cpp", silent}}, {"//"}, std::regex("^\\s*//\\s*TEST(_F|_P)?\\(")),
                ElementsAre(HasSubstr("tests/a_test.cpp:2: ")));
}

TEST(ArchitectureCheck, CatchesAFileThatNoRowSpeaksFor) {
    EXPECT_THAT(broken_includes({{"util/strings.h", ""}}), ElementsAre(HasSubstr("no row")));
}

TEST(ArchitectureCheck, CatchesAClockButNotTheWordInAComment) {
    EXPECT_THAT(
        impure_calls({{"engine/plan.cpp", "// never system_clock\nauto t = std::chrono::system_clock::now();\n"}}),
        ElementsAre(HasSubstr("engine/plan.cpp:2 uses system_clock")));
}

TEST(ArchitectureCheck, KnowsABuiltFileFromOneWhoseNameOnlyEndsAlike) {
    const Sources lists = {{"engine/CMakeLists.txt", "add_library(e\n  replan.cpp\n)\n"},
                           {"api/CMakeLists.txt", "a(x main.cpp commands/plan.cpp)\n"}};
    EXPECT_FALSE(is_built("engine/plan.cpp", lists));
    EXPECT_TRUE(is_built("engine/replan.cpp", lists));
    EXPECT_TRUE(is_built("api/commands/plan.cpp", lists));
    EXPECT_FALSE(is_built("api/commands/main.cpp", lists));
}

TEST(ArchitectureCheck, LetsTheEdgeHaveItsLibraries) {
    EXPECT_THAT(
        broken_includes({{"api/server.cpp", "#include <httplib.h>\n#include \"api/service.h\"\n"},
                         {"api/service.h", "#include \"engine/plan.h\"\n#include \"api/store.h\"\n"},
                         {"api/store.h", "#include \"datasets/records.h\"\n"},
                         {"api/sqlite_store.cpp", "#include <soci/sqlite3/soci-sqlite3.h>\n#include \"api/store.h\"\n"},
                         {"engine/digest.cpp", "#include <xxhash.h>\n"}}),
        IsEmpty());
}

}  // namespace
}  // namespace bienveille::checks
