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
    {"tests/engine/look_ahead_test.cpp", "the days ahead: by hand, by brute force, on the campaign of 2020"},
    {"tests/support/memory_store.cpp", "one class: a short function for each of the store's"},
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

// Types by their whole name, each with the headers that define it, of those defined more than once.
std::vector<std::string> defined_twice(const Sources& headers) {
    const std::regex opens(
        "(?:^|\\n)namespace ([a-z_:]+) \\{|(?:^|\\n)(?:struct|class|enum class) (?:alignas\\(\\w+\\) "
        ")?(\\w+)[^;{]*\\{");
    std::map<std::string, std::string> where;
    std::vector<std::string> twice;
    for (const auto& [path, text] : headers) {
        std::string inside;
        for (auto each = std::sregex_iterator(text.begin(), text.end(), opens); each != std::sregex_iterator();
             ++each) {
            if ((*each)[1].matched) inside = (*each)[1].str() + "::";
            if (!(*each)[2].matched) continue;
            const auto [known, fresh] = where.try_emplace(inside + (*each)[2].str(), path);
            if (!fresh) twice.push_back(known->first + ": " + known->second + ", " + path);
        }
    }
    return twice;
}

// Names brought in by `using a::b;` at the start of a line that their file has nowhere else.
std::vector<std::string> unused_names(const Sources& sources) {
    const std::regex brought("(?:^|\\n)using [\\w:]+::(\\w+);");
    std::vector<std::string> unused;
    for (const auto& [path, text] : sources)
        for (std::sregex_iterator each(text.begin(), text.end(), brought), last; each != last; ++each) {
            const std::regex name("\\b" + (*each)[1].str() + "\\b");
            if (std::distance(std::sregex_iterator(text.begin(), text.end(), name), last) < 2)
                unused.push_back(path + ": " + (*each)[1].str());
        }
    return unused;
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

// Floating-point types, functions and numbers in code, comments and texts aside.
std::vector<std::string> floats(const Sources& sources) {
    Sources code;
    for (const auto& [path, text] : sources)
        code[path] = std::regex_replace(text, std::regex(R"(//[^\n]*|"(\\.|[^"\\\n])*")"), "");
    return lines_matching(
        code, {"float", "double", "cmath", "std::", "."},
        std::regex(
            R"(\b(float|double)\b|<cmath>|\bstd::(pow|sqrt|exp2?|log2?|floor|ceil|l?l?round)\b|\b\d+\.\d|\b\d+e-?\d)"));
}

void add_numbers(const std::string& text, std::set<std::string>& numbers) {
    const std::regex number("[A-Z]\\d");
    for (std::sregex_iterator each(text.begin(), text.end(), number), last; each != last; ++each)
        numbers.insert(each->str());
}

// The numbers in the first column, "| C1 | ...", "| O3, O4 | ...", "| T1 to T3 | ...", of rows whose last column has a word.
std::set<std::string> promises_in_table(const std::string& text, const std::string& shown_by = "") {
    std::set<std::string> promises;
    const std::regex row(R"((^|\n)\| ([A-Z]\d((, | to )[A-Z]\d)*) \|[^|\n]*\|([^|\n]*)\|)");
    for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
        std::string cell = (*at)[2];
        if ((*at)[5].str().find(shown_by) == std::string::npos) continue;
        if (const std::size_t to = cell.find(" to "); to != std::string::npos)
            for (char digit = cell[to - 1]; digit < cell.back(); ++digit)
                promises.insert(std::string(1, cell[to - 2]) + digit);
        add_numbers(cell, promises);
    }
    return promises;
}

// With which a test's name begins: TEST(Oracle, O3...), TEST_F(RichDay, C1...), TEST(SmallGroups, G1G2...).
std::set<std::string> numbers_of_tests(const Sources& tests) {
    std::set<std::string> numbers;
    const std::regex name(R"(TEST(_F)?\(\w+, (([A-Z]\d)+))");
    for (const auto& [path, text] : tests)
        for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at)
            add_numbers((*at)[2], numbers);
    return numbers;
}

// The numbers under which the audit tells what it finds.
std::set<std::string> findings_in(const std::string& text) {
    std::set<std::string> found;
    const std::regex number("\"([A-Z]\\d)\"");
    for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) found.insert((*at)[1]);
    return found;
}

TEST(Architecture, EveryIncludeIsAllowedByTheTable) {
    const Sources sources = read_tree(kRooms, kCode);
    ASSERT_GT(sources.size(), 10u) << "the rooms were not found";
    EXPECT_THAT(broken_includes(sources), IsEmpty());
}

TEST(Architecture, TheEngineReadsNoClockNoEnvironmentAndNoChance) {
    EXPECT_THAT(impure_calls(read_tree({"engine"}, kCode)), IsEmpty());
}

// Neither in the planner nor in the audit: a rule's number is whole, of minutes, hundredths or millionths.
TEST(Architecture, NoFloatDecidesInTheEngine) {
    const Sources engine = read_tree({"engine"}, kCode);
    ASSERT_GT(engine.size(), 50u) << "the engine was not found";
    EXPECT_THAT(floats(engine), IsEmpty());
}

// The table of promises in engine/README.md, the headers, the audit's findings and the tests speak of the same numbers.
TEST(Architecture, EveryPromiseHasOneNumberEverywhere) {
    const std::string table = read_tree({"engine"}, {"README.md"}).at("engine/README.md");
    const Sources engine = read_tree({"engine"}, kCode);
    const Sources tests = read_tree({"tests/engine"}, kCode);
    const std::set<std::string> promised = promises_in_table(table);
    const std::set<std::string> named = numbers_of_tests(tests);
    ASSERT_GT(promised.size(), 10u) << "the table was not found";
    std::string audits;
    for (const auto& [path, text] : engine)
        if (path.starts_with("engine/audit")) audits += text;
    const std::set<std::string> found_by_audit = findings_in(audits);
    for (const std::string& promise : promised) {
        const std::regex number("[^A-Za-z0-9]" + promise + "[^0-9]");
        EXPECT_TRUE(std::any_of(engine.begin(), engine.end(),
                                [&](const auto& file) {
                                    return file.first.ends_with(".h") &&
                                           file.first.find("audit") == std::string::npos &&
                                           std::regex_search(file.second, number);
                                }))
            << promise << " is in engine/README.md's table, not in any header";
        EXPECT_TRUE(named.contains(promise)) << promise << " is promised, but no test in tests/engine begins with it";
    }
    for (const std::string& promise : promises_in_table(table, "audit"))
        EXPECT_TRUE(found_by_audit.contains(promise)) << promise << " is shown by audit, whose findings never name it";
    for (const std::string& name : named)
        EXPECT_TRUE(promised.contains(name))
            << "a test is named after " << name << ", which engine/README.md's table lacks";
    for (const std::string& found : found_by_audit)
        EXPECT_TRUE(promised.contains(found)) << found << " is a finding of the audit, not in engine/README.md's table";
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

// Two types of one name in one namespace: what the compiler writes for them, as their destructors, is taken for the same.
TEST(Architecture, NoTypeOfAHeaderIsDefinedTwiceUnderOneName) {
    EXPECT_THAT(defined_twice(read_tree(kFolders, {".h"})), IsEmpty());
}

TEST(Architecture, EveryNameBroughtInIsUsed) { EXPECT_THAT(unused_names(read_tree(kFolders, kCode)), IsEmpty()); }

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

TEST(ArchitectureCheck, CatchesTwoTypesOfOneNameButNotInTwoNamespaces) {
    EXPECT_THAT(
        defined_twice({{"a.h", "namespace a {\nstruct Change {\n};\nclass Day;\n}"},
                       {"b.h", "namespace a {\nclass alignas(64) Change final : Base {\n};\nclass Day {\n};\n}"},
                       {"c.h", "namespace b {\nstruct Change {\n};\n}"}}),
        ElementsAre("a::Change: a.h, b.h"));
}

TEST(ArchitectureCheck, CatchesANameThatIsBroughtInForNothing) {
    EXPECT_THAT(
        unused_names({{"a.cpp", "using std::chrono::days;\nusing testing::Not;\n\ndays of(int n, Nothing);\n"}}),
        ElementsAre("a.cpp: Not"));
}

TEST(ArchitectureCheck, CatchesAClockButNotTheWordInAComment) {
    EXPECT_THAT(
        impure_calls({{"engine/plan.cpp", "// never system_clock\nauto t = std::chrono::system_clock::now();\n"}}),
        ElementsAre(HasSubstr("engine/plan.cpp:2 uses system_clock")));
}

TEST(ArchitectureCheck, CatchesAFloatButNotTheWordInACommentOrAText) {
    EXPECT_THAT(floats({{"engine/a.cpp", "// a double of 0.5\nconst char* s = \"0.2 float\";\nint n = 1'000;\n"}}),
                IsEmpty());
    EXPECT_THAT(floats({{"engine/a.cpp", "auto share = 0.5;\n"}}), ElementsAre(HasSubstr("engine/a.cpp:1")));
    EXPECT_THAT(floats({{"engine/a.cpp", "\nlong double x = n;\n"}}), ElementsAre(HasSubstr("engine/a.cpp:2")));
    EXPECT_THAT(floats({{"engine/a.cpp", "#include <cmath>\n"}}), ElementsAre(HasSubstr("cmath")));
}

TEST(ArchitectureCheck, ReadsThePromisesOfATable) {
    const std::string table =
        "| | promise | shown by |\n| C1 | each | audit |\n| O3, O4 | most | brute force |\n| T1 to T3 | all | audit, "
        "tests |\n";
    EXPECT_THAT(promises_in_table(table), ElementsAre("C1", "O3", "O4", "T1", "T2", "T3"));
    EXPECT_THAT(promises_in_table(table, "audit"), ElementsAre("C1", "T1", "T2", "T3"));
    EXPECT_THAT(numbers_of_tests({{"a", "TEST(A, O3O4Each) {} TEST_F(B, C1_one) {} TEST(C, OneO5) {}"}}),
                ElementsAre("C1", "O3", "O4"));
    EXPECT_THAT(findings_in("add(\"C1\", p); add(\"P4\", \"x\")"), ElementsAre("C1", "P4"));
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
