#include "datasets/campaign.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "datasets/read.h"
#include "datasets/text.h"

namespace bienveille {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kFields[] = {"name", "time_zone", "first_day", "last_day", "holidays", "windows"};

std::optional<Window> read_window(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = time_from_hhmm(text.substr(0, 5));
    const auto to = time_from_hhmm(text.substr(6));
    if (!from || !to || *to <= *from) return std::nullopt;
    return Window{*from, *to};
}

// Reads the fields it is asked for and gathers what is wrong with them.
class CampaignReader {
public:
    explicit CampaignReader(const json& document) : document_(document) {}

    std::string text(const char* field, bool required) {
        const json* value = find(field, required);
        if (!value) return {};
        if (value->is_string() && !value->get_ref<const std::string&>().empty()) return value->get<std::string>();
        wrong(field, "must be a text that is not empty");
        return {};
    }

    Day day(const char* field) {
        const json* value = find(field, true);
        return value ? day_at(*value, "/" + std::string(field)) : Day{};
    }

    std::vector<Day> days(const char* field) {
        std::vector<Day> days;
        each(field, [&](const json& value, const std::string& path) { days.push_back(day_at(value, path)); });
        return days;
    }

    std::vector<Window> windows(const char* field) {
        std::vector<Window> windows;
        each(field, [&](const json& value, const std::string& path) {
            const auto window = value.is_string() ? read_window(value.get_ref<const std::string&>()) : std::nullopt;
            if (!window) {
                problems_.push_back({path, "must be a window such as \"09:00-12:15\""});
            } else if (!windows.empty() && window->from < windows.back().to) {
                problems_.push_back(
                    {path, "begins before the window in front of it ends; must be in order, without overlap"});
            } else {
                windows.push_back(*window);
            }
        });
        return windows;
    }

    void check_fields() {
        for (const auto& [field, value] : document_.items()) {
            if (std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields)) continue;
            problems_.push_back({"/" + field,
                                 "is an unknown field; must be name, time_zone, first_day, last_day, "
                                 "holidays or windows"});
        }
    }

    void wrong(const char* field, std::string message) {
        problems_.push_back({"/" + std::string(field), std::move(message)});
    }
    Problems& problems() { return problems_; }

private:
    const json* find(const char* field, bool required) {
        const auto found = document_.find(field);
        if (found != document_.end()) return &*found;
        if (required) wrong(field, "is missing");
        return nullptr;
    }

    template <class Take>
    void each(const char* field, Take take) {
        const json* list = find(field, false);
        if (!list) return;
        if (!list->is_array()) return wrong(field, "must be a list");
        for (std::size_t i = 0; i < list->size(); ++i)
            take((*list)[i], "/" + std::string(field) + "/" + std::to_string(i));
    }

    Day day_at(const json& value, const std::string& path) {
        const auto day = value.is_string() ? day_from_iso(value.get_ref<const std::string&>()) : std::nullopt;
        if (!day) problems_.push_back({path, "must be a day such as \"2020-04-13\""});
        return day.value_or(Day{});
    }

    const json& document_;
    Problems problems_;
};

// The day of "tenants-2020-04-03.csv".
std::optional<Day> state_day(const std::string& file_name) {
    constexpr std::string_view kStart = "tenants-";
    constexpr std::string_view kEnd = ".csv";
    if (file_name.size() != kStart.size() + 10 + kEnd.size() || file_name.substr(0, kStart.size()) != kStart ||
        file_name.substr(kStart.size() + 10) != kEnd)
        return std::nullopt;
    return day_from_iso(std::string_view(file_name).substr(kStart.size(), 10));
}

Result<fs::path> tenants_file(const fs::path& directory, Day day) {
    std::optional<Day> latest;
    fs::path file = directory / "tenants.csv";
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        const auto state = state_day(it->path().filename().string());
        if (!state || *state > day || (latest && *state < *latest)) continue;
        latest = state;
        file = it->path();
    }
    if (error) return Problem{directory.string(), "cannot be listed: " + error.message()};
    return file;
}

// The same as the parser's own message, without its internal numbers.
std::string where_of(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(text.size(), byte > 0 ? byte - 1 : 0));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

bool too_deep(std::string_view text) {
    int depth = 0;
    for (const char c : text) {
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        if (depth > 64) return true;
    }
    return false;
}

template <class T>
bool keep(Result<Table<T>> table, std::vector<T>& rows, Problems& problems, Problems& warnings) {
    if (!table) {
        problems.insert(problems.end(), table.problems().begin(), table.problems().end());
        return false;
    }
    rows = std::move(table->rows);
    warnings.insert(warnings.end(), table->warnings.begin(), table->warnings.end());
    return true;
}

}  // namespace

Result<Campaign> read_campaign(std::string_view text) {
    if (too_deep(text)) return Problem{"/", "is nested more than 64 deep; must be one object"};
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error& error) {
        return Problem{where_of(text, error.byte), "is not JSON; must be one object such as {\"name\": \"...\", ...}"};
    }
    if (!document.is_object()) return Problem{"/", "must be an object"};

    CampaignReader read(document);
    Campaign campaign;
    campaign.name = read.text("name", true);
    if (std::string zone = read.text("time_zone", false); !zone.empty()) campaign.calendar.time_zone = zone;
    campaign.first_day = read.day("first_day");
    campaign.last_day = read.day("last_day");
    campaign.calendar.working_days = {1, 2, 3, 4, 5};
    campaign.calendar.closed_days = read.days("holidays");
    campaign.calendar.windows = read.windows("windows");
    read.check_fields();
    if (read.problems().empty() && campaign.last_day < campaign.first_day)
        read.wrong("last_day", "is before first_day; must be the same day or later");
    if (read.problems().empty() && campaign.calendar.windows.empty())
        read.wrong("windows", "is missing or empty; must have at least one window such as \"09:00-12:15\"");
    if (!read.problems().empty()) return read.problems();
    return campaign;
}

std::string write_campaign(const Campaign& campaign) {
    nlohmann::ordered_json document;
    document["name"] = campaign.name;
    document["time_zone"] = campaign.calendar.time_zone;
    document["first_day"] = campaign.first_day.iso();
    document["last_day"] = campaign.last_day.iso();
    document["holidays"] = json::array();
    for (const Day day : campaign.calendar.closed_days) document["holidays"].push_back(day.iso());
    document["windows"] = json::array();
    for (const Window& window : campaign.calendar.windows)
        document["windows"].push_back(window.from.hhmm() + "-" + window.to.hhmm());
    return document.dump(2) + "\n";
}

Result<CampaignFiles> find_campaign(const fs::path& directory, Day day) {
    std::error_code error;
    if (!fs::is_directory(directory, error))
        return Problem{directory.string(), "is not a directory; must hold campaign.json, tenants.csv and advisors.csv"};
    const fs::path file = directory / "campaign.json";
    const Result<std::string> text = load_file(file, std::size_t{1} << 20);
    if (!text) return text.problems();
    Result<Campaign> campaign = read_campaign(*text);
    if (!campaign) {
        Problems problems = campaign.problems();
        for (Problem& problem : problems) problem.path = file.string() + ": " + problem.path;
        return problems;
    }
    const Result<fs::path> tenants = tenants_file(directory, day);
    if (!tenants) return tenants.problems();
    CampaignFiles files{std::move(*campaign), *tenants, directory / "advisors.csv", std::nullopt};
    if (fs::exists(directory / "availability.csv", error)) files.availability = directory / "availability.csv";
    return files;
}

Result<CampaignDay> load_campaign(const fs::path& directory, Day day, const ReadOptions& options) {
    Result<CampaignFiles> files = find_campaign(directory, day);
    if (!files) return files.problems();
    CampaignDay loaded;
    loaded.campaign = std::move(files->campaign);
    ReadOptions reading = options;
    reading.time_zone = loaded.campaign.calendar.time_zone;
    Problems problems;
    keep(read_tenants_file(files->tenants, reading), loaded.tenants, problems, loaded.warnings);
    keep(read_advisors_file(files->advisors, reading), loaded.advisors, problems, loaded.warnings);
    if (files->availability)
        keep(read_availability_file(*files->availability, reading), loaded.availability, problems, loaded.warnings);
    if (!problems.empty()) return problems;
    return loaded;
}

DayInput CampaignDay::input(Day day) const {
    DayInput input;
    input.day = day;
    input.tenants.reserve(tenants.size());
    for (const TenantRecord& tenant : tenants) input.tenants.push_back(tenant.facts);
    for (const AdvisorRecord& advisor : advisors) input.advisors.push_back(advisor.facts);
    input.availability = availability;
    input.calendar = campaign.calendar;
    return input;
}

}  // namespace bienveille
