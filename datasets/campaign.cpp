#include "datasets/campaign.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "datasets/read.h"
#include "datasets/text.h"
#include "rules/json_text.h"
#include "rules/json_tree.h"
#include "rules/json_weekday.h"

namespace bienveille {
namespace {

namespace fs = std::filesystem;
using Kind = JsonValue::Kind;

constexpr std::string_view kFields[] = {"name",     "time_zone", "first_day",   "last_day",
                                        "holidays", "windows",   "working_days"};
const std::vector<int> kMondayToFriday{1, 2, 3, 4, 5};

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
    explicit CampaignReader(const JsonValue& document) : document_(document) {}

    std::string text(const char* field, bool required) {
        const auto value = find(field, required);
        if (!value) return {};
        if (value->is(Kind::string) && !value->text().empty()) return std::string{value->text()};
        wrong(field, "must be a text that is not empty");
        return {};
    }

    Day day(const char* field) {
        const auto value = find(field, true);
        return value ? day_at(*value, "/" + std::string(field)) : Day{};
    }

    std::vector<Day> days(const char* field) {
        std::vector<Day> days;
        each(field, [&](const JsonValue& value, const std::string& path) { days.push_back(day_at(value, path)); });
        return days;
    }

    std::vector<Window> windows(const char* field) {
        std::vector<Window> windows;
        each(field, [&](const JsonValue& value, const std::string& path) {
            const auto window = value.is(Kind::string) ? read_window(value.text()) : std::nullopt;
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

    // Monday is 1, Sunday 7; Monday to Friday where it is missing.
    std::vector<int> weekdays(const char* field) {
        if (!find(field, false)) return kMondayToFriday;
        std::vector<int> weekdays;
        each(field, [&](const JsonValue& value, const std::string& path) {
            if (auto wrong = add_weekday(value, weekdays)) problems_.push_back({path, *std::move(wrong)});
        });
        return weekdays;
    }

    void check_fields() {
        for (const JsonValue& each : document_.all()) {
            if (std::find(std::begin(kFields), std::end(kFields), each.key()) != std::end(kFields)) continue;
            problems_.push_back({pointer_to("", each.key()),
                                 "is an unknown field; must be name, time_zone, first_day, last_day, "
                                 "holidays, windows or working_days"});
        }
    }

    void wrong(const char* field, std::string message) {
        problems_.push_back({"/" + std::string(field), std::move(message)});
    }
    Problems& problems() { return problems_; }

private:
    std::optional<JsonValue> find(const char* field, bool required) {
        const auto found = document_.member(field);
        if (!found && required) wrong(field, "is missing");
        return found;
    }

    template <class Take>
    void each(const char* field, Take take) {
        const auto list = find(field, false);
        if (!list) return;
        if (!list->is(Kind::array)) return wrong(field, "must be a list");
        std::size_t position = 0;
        for (const JsonValue& item : list->all())
            take(item, "/" + std::string(field) + "/" + std::to_string(position++));
    }

    Day day_at(const JsonValue& value, const std::string& path) {
        const auto day = value.is(Kind::string) ? day_from_iso(value.text()) : std::nullopt;
        if (!day) problems_.push_back({path, "must be a day such as \"2020-04-13\""});
        return day.value_or(Day{});
    }

    JsonValue document_;
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

// A list of texts as JSON, one a line.
template <class Texts, class TextOf>
std::string json_list(const Texts& items, TextOf text_of) {
    std::string list;
    for (const auto& each : items) list += (list.empty() ? "\n    \"" : ",\n    \"") + text_of(each) + "\"";
    return list.empty() ? "[]" : "[" + list + "\n  ]";
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
    const Result<JsonTree> document = JsonTree::parse(text);
    if (!document) return document.problems();
    if (!document->root().is(Kind::object)) return Problem{"/", "must be an object"};

    CampaignReader read(document->root());
    Campaign campaign;
    campaign.name = read.text("name", true);
    if (std::string zone = read.text("time_zone", false); !zone.empty()) campaign.calendar.time_zone = zone;
    campaign.first_day = read.day("first_day");
    campaign.last_day = read.day("last_day");
    campaign.calendar.working_days = read.weekdays("working_days");
    campaign.calendar.closed_days = read.days("holidays");
    campaign.calendar.windows = read.windows("windows");
    read.check_fields();
    if (read.problems().empty() && campaign.last_day < campaign.first_day)
        read.wrong("last_day", "is before first_day; must be the same day or later");
    if (read.problems().empty() && campaign.calendar.windows.empty())
        read.wrong("windows", "is missing or empty; must have at least one window such as \"09:00-12:15\"");
    if (read.problems().empty() && campaign.calendar.working_days.empty())
        read.wrong("working_days", "is empty; must have at least one weekday");
    if (!read.problems().empty()) return read.problems();
    return campaign;
}

std::string write_campaign(const Campaign& campaign) {
    const auto quoted = [](std::string_view text) { return JsonText().string(text).take(); };
    std::string weekdays;  // where they are not the usual ones
    if (campaign.calendar.working_days != kMondayToFriday) {
        for (const int weekday : campaign.calendar.working_days)
            weekdays += (weekdays.empty() ? "" : ", ") + std::to_string(weekday);
        weekdays = ",\n  \"working_days\": [" + weekdays + "]";
    }
    return "{\n  \"name\": " + quoted(campaign.name) + ",\n  \"time_zone\": " + quoted(campaign.calendar.time_zone) +
           ",\n  \"first_day\": " + quoted(campaign.first_day.iso()) +
           ",\n  \"last_day\": " + quoted(campaign.last_day.iso()) +
           ",\n  \"holidays\": " + json_list(campaign.calendar.closed_days, [](Day day) { return day.iso(); }) +
           ",\n  \"windows\": " +
           json_list(campaign.calendar.windows,
                     [](const Window& window) { return window.from.hhmm() + "-" + window.to.hhmm(); }) +
           weekdays + "\n}\n";
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
