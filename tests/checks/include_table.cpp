#include "tests/checks/include_table.h"

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

namespace bienveille::checks {
namespace {

// A regular expression; made once, because making one takes longer than asking it.
class Pattern {
public:
    Pattern(const std::string& text) : expression_(text) {}
    Pattern(const char* text) : expression_(text) {}
    bool fits(const std::string& text) const { return std::regex_match(text, expression_); }

private:
    std::regex expression_;
};

struct Row {
    Pattern files;                 // on the path
    std::vector<Pattern> allowed;  // on includes that are not standard headers
    bool pure;                     // no files, clocks, threads or randomness
    std::string rule;              // for the message
};

const std::string kEngine = "engine/.*";
const std::string kDatasets = "datasets/.*";
const std::string kRules = "rules/.*";
const std::string kRecord = "datasets/(records|columns)\\.h";
const std::string kApiPlain = "api/(?!.*(server|wire|_store)).*";  // api/ but its three edges
const std::string kJson = "nlohmann/.*";
// The one reader and writer of JSON, in the lowest room that needs it: its parser takes 9 s to compile with the
// sanitizers, and three readers would disagree about what is JSON.
const std::string kJsonText = "rules/json_(text|tree|weekday)\\.h";
const std::string kHttp = "httplib\\.h";
const std::string kSockets = "(arpa|netinet|sys)/.*|poll\\.h|unistd\\.h";
const std::string kSql = "soci/.*|sqlite3\\.h|libpq-fe\\.h";

// The first row that fits speaks for a file: the special ones come first.
const std::vector<Row>& table() {
    static const std::vector<Row> rows = {
        {"engine/audit.*",
         {"engine/(types|result|model|ruleset|names|audit[a-z_]*)\\.h", "xxhash\\.h"},
         true,
         "the audit derives everything again: types, result, model, ruleset, names and xxHash only"},
        {"engine/digest\\.cpp", {kEngine, "xxhash\\.h"}, true, "std, engine/ and xxHash"},
        {"engine/(flow|assignment|selection|promises|levelling|balance)[a-z_]*\\.cpp",
         {kEngine, "boost/.*"},
         true,
         "std, engine/ and Boost.Graph, which solves a flow here"},
        {"engine/.*", {kEngine}, true, "std and engine/ only; Boost.Graph only in the .cpp files that solve a flow"},
        {"rules/.*\\.h", {kEngine, kRules}, false, "std and engine/; the parser belongs in the .cpp"},
        {"rules/.*\\.cpp", {kEngine, kRules, kJson}, false, "std, engine/ and the JSON parser"},
        {"datasets/.*\\.h", {kEngine, kDatasets}, false, "std and engine/; the parser belongs in the .cpp"},
        {"datasets/.*\\.cpp",
         {kEngine, kDatasets, kJsonText, "csv\\.h", "iconv\\.h", "date/.*", "minizip/.*", "pugixml\\.hpp",
          "xlsxwriter\\.h", "zlib\\.h"},
         false,
         "std, engine/, its own parsers and the JSON of rules/"},
        {"api/(service|store)[a-z_]*\\.(h|cpp)",
         {kEngine, kRecord, kRules, kApiPlain, "api/(import_)?store\\.h"},
         false,
         "std, engine/, datasets/records.h and columns.h; no httplib, JSON, SQL"},
        {"api/([a-z_]*wire[a-z_]*)\\.(h|cpp)",
         {kEngine, kRecord, kRules, kApiPlain, "api/[a-z_]*wire[a-z_]*\\.h"},
         false,
         "engine/, rules/ (which reads JSON), records; no httplib, no SQL"},
        {"api/postgres_listener_store\\.cpp",
         {kEngine, kRecord, "api/[a-z_]*store\\.h", "api/events\\.h", kSql, kSockets},
         false,
         "store.h, engine/, its own driver and the socket that it listens on"},
        {"api/[a-z_]*_store\\.(h|cpp)",
         {kEngine, kRecord, "api/[a-z_]*store\\.h", "api/schema.*", kSql},
         false,
         "store.h, engine/ and its own driver; no httplib, no JSON"},
        {"api/[a-z_]*server[a-z_]*\\.(h|cpp)",
         {"engine/.*", "datasets/.*", "rules/.*", "api/(?!.*_store).*", kHttp, kSockets},
         false,
         "service, wire, httplib and sockets; no SQL"},
        {"api/pdf\\.cpp",
         {kEngine, "api/.*", "fcntl\\.h|poll\\.h|spawn\\.h|signal\\.h|sys/wait\\.h|unistd\\.h"},
         false,
         "our own and what runs another program"},
        {"api/(main\\.cpp|commands.*)", {".*"}, false, "everything"},
        {"api/.*\\.h", {kEngine, kDatasets, kRules, "api/.*"}, false, "std and our own; libraries belong in the .cpp"},
        {"api/.*",
         {kEngine, kDatasets, kRules, "api/.*", "spdlog/.*", "fmt/.*", "CLI/.*", "openssl/.*", "date/.*",
          "prometheus/.*", "xlsxwriter\\.h"},
         false,
         "our own and one library; httplib is for server, SQL for the stores"},
    };
    return rows;
}

const std::set<std::string>& worldly_headers() {
    static const std::set<std::string> headers = {
        "atomic",    "barrier",      "condition_variable", "csignal",    "ctime", "execution", "filesystem",
        "fstream",   "future",       "iostream",           "latch",      "mutex", "print",     "random",
        "semaphore", "shared_mutex", "stop_token",         "syncstream", "thread"};
    return headers;
}

// Standard headers have neither a dot nor a slash.
bool is_standard(const Include& include) {
    return !include.ours && include.path.find_first_of("./") == std::string::npos;
}

const Row* row_for(const std::string& path) {
    const auto& rows = table();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.files.fits(path); });
    return found == rows.end() ? nullptr : &*found;
}

bool allows(const Row& row, const Include& include) {
    if (is_standard(include)) return !row.pure || !worldly_headers().contains(include.path);
    return std::any_of(row.allowed.begin(), row.allowed.end(),
                       [&](const Pattern& pattern) { return pattern.fits(include.path); });
}

// Libraries reached from `path` through our own headers, each with the header that brings it in.
std::map<std::string, std::string> reached_libraries(const Sources& sources, const std::string& path,
                                                     std::set<std::string>& seen) {
    std::map<std::string, std::string> reached;
    const auto source = sources.find(path);
    if (source == sources.end() || !seen.insert(path).second) return reached;
    for (const Include& include : includes_of(source->second)) {
        if (include.ours)
            reached.merge(reached_libraries(sources, include.path, seen));
        else if (!is_standard(include))
            reached.emplace(include.path, path);
    }
    return reached;
}

}  // namespace

std::vector<Include> includes_of(std::string_view text) {
    static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> found;
    std::istringstream lines{std::string(text)};
    std::string line;
    std::smatch match;
    for (int number = 1; std::getline(lines, line); ++number)
        if (line.find("include") != std::string::npos && std::regex_search(line, match, pattern))
            found.push_back({number, match[2], match[1] == "\""});
    return found;
}

std::vector<std::string> broken_includes(const Sources& sources) {
    std::vector<std::string> broken;
    for (const auto& [path, text] : sources) {
        const Row* row = row_for(path);
        if (row == nullptr) {
            broken.push_back(path + ": no row of the table speaks for this file");
            continue;
        }
        for (const Include& include : includes_of(text))
            if (!allows(*row, include))
                broken.push_back(path + ":" + std::to_string(include.line) + " includes " + include.path +
                                 "; allowed: " + row->rule);
        std::set<std::string> seen;
        for (const auto& [library, by] : reached_libraries(sources, path, seen))
            if (by != path && !allows(*row, {0, library, false}))
                broken.push_back(path + " reaches " + library + " through " + by + "; allowed: " + row->rule);
    }
    return broken;
}

std::vector<std::string> impure_calls(const Sources& sources) {
    static const std::regex impure(
        R"(\b(system_clock|steady_clock|high_resolution_clock|getenv|thread_local|fopen|printf|puts|system|rand|srand|random_device|time\((nullptr|NULL|0)\))\b)");
    std::vector<std::string> found;
    for (const auto& [path, text] : sources) {
        const Row* row = row_for(path);
        if (row == nullptr || !row->pure) continue;
        std::istringstream lines{text};
        std::string line;
        std::smatch match;
        for (int number = 1; std::getline(lines, line); ++number) {
            const std::string code = line.substr(0, line.find("//"));
            if (std::regex_search(code, match, impure))
                found.push_back(path + ":" + std::to_string(number) + " uses " + match[1].str() +
                                "; the engine is values in, values out");
        }
    }
    return found;
}

}  // namespace bienveille::checks
