#include "api/command_values.h"

#include <algorithm>
#include <charconv>

#include "api/outcomes.h"
#include "api/postgres_url_store.h"
#include "datasets/text.h"
#include "engine/decimal.h"
#include "engine/nearest.h"

namespace bienveille {
namespace {

// Of a command that reads --format itself.
Output output_of_any_format(Given& given, Language fallback) {
    Output output;
    output.file = given.text("--out");
    output.progress = given.flag("--progress");
    const bool chosen = given.text("--lang").has_value();
    output.language = !chosen                                     ? fallback
                      : given.choice("--lang", {"en", "fr"}) == 1 ? Language::french
                                                                  : Language::english;
    return output;
}

Output output_of(Given& given, Language fallback, const std::vector<std::pair<std::string_view, Format>>& formats) {
    Output output = output_of_any_format(given, fallback);
    std::vector<std::string_view> names;
    for (const auto& [name, format] : formats) names.push_back(name);
    output.format = formats[given.choice("--format", names)].second;
    return output;
}

DayFiles day_files(Given& given, bool team_needed) {
    DayFiles files;
    files.day = given.day("--day").value_or(Day{});
    files.campaign = given.text("--campaign");
    files.tenants = given.text("--tenants");
    files.advisors = given.text("--advisors");
    files.availability = given.text("--availability");
    files.rules = given.text("--rules");
    files.previous = given.text("--previous");
    files.ignore_unknown_columns = given.flag("--ignore-unknown-columns");
    files.team_needed = team_needed;
    if (!files.campaign && !files.tenants)
        given.wrong("--tenants", "is missing; must be a file of tenants, or --campaign a directory that has one");
    if (!files.campaign && !files.advisors && team_needed)
        given.wrong("--advisors", "is missing; must be a file of advisors, or --campaign a directory that has one");
    return files;
}

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

void read_listen(Given& given, ServeCommand& command) {
    const auto word = given.text("--listen");
    if (!word) return;
    const std::size_t colon = word->rfind(':');
    int port = -1;
    if (colon != std::string::npos) {
        const char* begin = word->data() + colon + 1;
        const char* end = word->data() + word->size();
        if (std::from_chars(begin, end, port).ptr != end) port = -1;
    }
    if (port < 0 || port > 65'535) {
        given.wrong("--listen", "is " + *word + "; must be HOST:PORT, such as 127.0.0.1:8080");
        return;
    }
    command.port = port;
    command.host = word->substr(0, colon);
    if (command.host.starts_with("[") && command.host.ends_with("]"))
        command.host = command.host.substr(1, command.host.size() - 2);
    if (!is_loopback(command.host))
        given.wrong("--listen", "is " + *word +
                                    "; must be a loopback address such as 127.0.0.1: there are no accounts "
                                    "yet, so the service answers this machine alone");
}

std::string database(Given& given, const std::string& fallback) {
    const std::string database = given.text("--db").value_or(fallback);
    // Not repeated: what looks like a URL may have a password in it.
    if (database.find("://") != std::string::npos && !is_postgres_url(database))
        given.wrong(
            "--db",
            "is a URL of something else; must be the path of a SQLite file, or postgresql://user@host/database");
    return database;
}

ServeCommand serve_command(Given& given, Language language) {
    ServeCommand command;
    command.demo = given.flag("--demo");
    command.once = given.flag("--once");
    command.database = database(given, command.demo ? "bienveille-demo.sqlite" : "bienveille.sqlite");
    command.rules = given.text("--rules");
    command.output = output_of(given, language, {{"table", Format::table}});
    read_listen(given, command);
    if (command.once && !command.demo) given.wrong("--once", "stops after the demo's plan; must come with --demo");
    return command;
}

ImportCommand import_command(Given& given) {
    ImportCommand command;
    constexpr Register kRegisters[] = {Register::tenants, Register::advisors, Register::campaign};
    command.what = kRegisters[given.choice("what", {"tenants", "advisors", "campaign"})];
    command.file = given.text("file").value_or("");
    command.database = database(given, "bienveille.sqlite");
    command.dry_run = given.flag("--dry-run");
    command.ignore_unknown_columns = given.flag("--ignore-unknown-columns");
    return command;
}

ExportCommand export_command(Given& given, Language language) {
    ExportCommand command;
    constexpr Register kRegisters[] = {Register::tenants, Register::advisors, Register::campaign, Register::plan};
    command.what = kRegisters[given.choice("what", {"tenants", "advisors", "campaign", "plan"})];
    command.database = database(given, "bienveille.sqlite");
    command.day = given.day("--day");
    const bool plan = command.what == Register::plan;
    if (plan && !given.text("--day")) given.wrong("--day", "is missing; must be the day of the plan, YYYY-MM-DD");
    if (!plan && given.text("--day")) given.wrong("--day", "belongs to export plan only");
    std::vector<std::pair<std::string_view, Format>> formats{{"csv", Format::csv}};
    if (plan)
        formats = {{"csv", Format::csv}, {"table", Format::table}, {"json", Format::json}, {"xlsx", Format::xlsx}};
    if (command.what == Register::campaign) formats = {{"json", Format::json}};
    command.output = output_of(given, language, formats);
    return command;
}

// By name, or by the flag that the one of 2020 has beside it.
const Population* population(Given& given) {
    const bool of_2020 = given.flag("--campaign-2020");
    if (!given.text("--population")) return of_2020 ? &haute_marne_2020() : nullptr;
    if (of_2020) given.wrong("--campaign-2020", "does not go with --population, of which it is one");
    std::vector<std::string_view> names;
    for (const Population* each : populations()) names.push_back(each->id);
    return populations()[given.choice("--population", names)];
}

DatasetCommand dataset_command(Given& given) {
    DatasetCommand command;
    command.seed = given.number("--seed", 0, UINT64_MAX);
    command.population = population(given);
    command.directory = given.text("--out").value_or("");
    constexpr int kApril = 4;
    command.day = given.day("--day").value_or(*day_from(2020, kApril, 3));
    for (const char* size : {"--tenants", "--advisors"}) {
        if (command.population != nullptr && given.text(size))
            given.wrong(size, "does not go with a population, whose sizes are fixed");
        if (command.population == nullptr && !given.text(size))
            given.wrong(size, "is missing; must be a number, or --population instead");
    }
    if (command.population != nullptr && given.text("--day"))
        given.wrong("--day", "does not go with a population, which has its own days");
    command.tenants = given.number("--tenants", 1, 1'000'000);
    command.advisors = given.number("--advisors", 1, 4'000);
    return command;
}

ReplayCommand replay_command(Given& given, Language language) {
    ReplayCommand command;
    command.campaign = given.text("--campaign").value_or("");
    command.rules = given.text("--rules");
    command.advisors = given.text("--advisors");
    command.calendar = given.text("--calendar");
    command.last = given.day("--until");
    constexpr std::uint64_t kMostSeeds = 10'000;
    if (given.text("--seeds")) command.seeds = given.number("--seeds", 1, kMostSeeds);
    if (given.text("--seed")) command.seed = given.number("--seed", 0, UINT64_MAX - kMostSeeds);
    if (command.seed && command.seeds == 0) given.wrong("--seed", "is the first of several; must come with --seeds");
    command.output = output_of(given, language, {{"table", Format::table}, {"json", Format::json}});
    return command;
}

ReportCommand report_command(Given& given, Language language) {
    ReportCommand command;
    command.campaign = given.text("--campaign").value_or("");
    if (given.text("--db")) command.database = database(given, "");
    const bool both = command.database && given.text("--campaign");
    if (both) given.wrong("--db", "does not go with --campaign; a report is of one of them");
    if (!command.database && !given.text("--campaign"))
        given.wrong("--campaign", "is missing; must be a directory, or --db the service's database");
    for (const char* of_files : {"--to", "--rules"})
        if (command.database && given.text(of_files))
            given.wrong(of_files, "belongs to --campaign; the database has the wave's days and rules");
    command.rules = given.text("--rules");
    command.first = given.day("--from");
    command.last = given.day("--to");
    command.as_of = given.day("--as-of");
    command.name_missed = given.flag("--missed");
    std::string communes = given.text("--around").value_or("");
    for (std::size_t comma = 0; !communes.empty(); communes.erase(0, comma)) {
        comma = std::min(communes.find(','), communes.size());
        if (const auto commune = trimmed(std::string_view(communes).substr(0, comma)); !commune.empty())
            command.around.emplace_back(commune);
        comma = std::min(comma + 1, communes.size());
    }
    constexpr ReportCommand::Form kForms[] = {ReportCommand::Form::json, ReportCommand::Form::html,
                                              ReportCommand::Form::pdf, ReportCommand::Form::csv};
    command.form = kForms[given.choice("--format", {"json", "html", "pdf", "csv"})];
    command.output = output_of_any_format(given, language);
    return command;
}

std::vector<std::string> parts(const std::string& text, char between) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(between, at), text.size());
        found.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return found;
}

std::optional<int> whole_number(Given& given, const std::string& option, int most) {
    if (!given.text(option)) return std::nullopt;
    return static_cast<int>(given.number(option, 0, static_cast<std::uint64_t>(most)));
}

void read_windows(Given& given, DayChange& change) {
    const auto word = given.text("--windows");
    if (!word) return;
    change.windows.emplace();
    for (const std::string& each : parts(*word, ',')) {
        const auto ends = parts(each, '-');
        const auto from = time_from_hhmm(ends.front()), to = time_from_hhmm(ends.back());
        const bool after = change.windows->empty() || (from && change.windows->back().to <= *from);
        if (ends.size() == 2 && from && to && *from < *to && after)
            change.windows->push_back({*from, *to});
        else
            given.wrong("--windows",
                        "is " + each + "; must be windows HH:MM-HH:MM, in order, with commas between them");
    }
}

void read_capacities(Given& given, DayChange& change) {
    const auto word = given.text("--capacity");
    if (!word) return;
    constexpr int kMostMinutes = 24 * 60;
    for (const std::string& each : parts(*word, ',')) {
        const auto sides = parts(each, '=');
        int minutes = -1;
        const char* end = sides.back().data() + sides.back().size();
        const bool whole = std::from_chars(sides.back().data(), end, minutes).ptr == end;
        if (sides.size() == 2 && is_valid_id(sides.front()) && whole && minutes >= 0 && minutes <= kMostMinutes)
            change.minutes.push_back({{sides.front()}, Minutes{minutes}});
        else
            given.wrong("--capacity", "is " + each + "; must be ID=N with 0 to 1440 minutes, with commas between them");
    }
}

Command what_if_command(Given& given, Language language) {
    WhatIfCommand command;
    command.files = day_files(given, true);
    DayChange& change = command.change;
    constexpr int kMostMinutes = 24 * 60, kMostCalls = 10'000;
    change.advisors = whole_number(given, "--team", kMostAdvisorsOfADay);
    for (const std::string& each : parts(given.text("--absent").value_or(""), ','))
        if (!each.empty()) change.absent.push_back({each});
    read_capacities(given, change);
    if (const auto minutes = whole_number(given, "--minutes", kMostMinutes)) change.minutes_of_more = Minutes{*minutes};
    change.max_calls = whole_number(given, "--max-calls", kMostCalls);
    read_windows(given, change);
    change.most_level3 = whole_number(given, "--most-level3", kMostCalls);
    change.most_level2_and_3 = whole_number(given, "--most-level2-and-3", kMostCalls);
    if (const auto word = given.text("--tolerance")) {
        constexpr int kDecimals = 6;
        const DecimalRead share = read_decimal(*word, kDecimals);
        if (share.fault == DecimalRead::Fault::none && share.count >= 0 && share.count <= kOne.count)
            change.tolerance = Value{share.count};
        else
            given.wrong("--tolerance", "is " + *word + "; must be 0 to 1 with at most six decimals");
    }
    command.otherwise = given.text("--otherwise");
    command.everybody_by = given.day("--everybody-by");
    command.output = output_of(given, language, {{"table", Format::table}, {"json", Format::json}});
    return command;
}

ActivationWish activation_wish(Given& given) {
    ActivationWish wish;
    const auto line = [&](const std::string& option, std::size_t most, bool needed) {
        const std::string text = given.text(option).value_or("");
        if ((needed || !text.empty()) && !is_line(text, most))
            given.wrong(option, (text.empty() ? "is missing; must be 1 to " : "must be 1 to ") + std::to_string(most) +
                                    " characters on one line");
        return text;
    };
    constexpr std::size_t kMostOfName = 100, kMostOfReason = 500;
    wish.rules = given.text("file").value_or("");
    wish.by = line("--by", kMostOfName, true);
    wish.reason = line("--reason", kMostOfReason, true);
    wish.day = given.day("--day");
    if (given.text("--override-by") || given.text("--override-reason"))
        wish.override = {line("--override-by", kMostOfName, true), line("--override-reason", kMostOfReason, true)};
    return wish;
}

Command rules_command(Given& given, Language language) {
    enum What { check, show, diff, compare, sensitivity, unknowns, list, add, activate, rollback };
    const auto what = static_cast<What>(given.choice("what", {"check", "show", "diff", "compare", "sensitivity",
                                                              "unknowns", "list", "add", "activate", "rollback"}));
    const std::string file = given.text("file").value_or("");
    const auto other = given.text("other");
    const Output output = output_of(given, language, {{"table", Format::table}, {"json", Format::json}});
    const bool two = what == diff || what == compare, none = what == list || what == rollback;
    if (none && given.text("file")) given.wrong(file, "is one word too many; rules list and rollback take no rule set");
    if (!none && file.empty())
        given.wrong("file", what == activate ? "is missing; must be a version of rules list, or its digest"
                                             : "is missing; must be A, a rule file, or default or heatwave");
    if (two && !other) given.wrong("other", "is missing; must be B, the rule set that A is compared with");
    if (!two && other) given.wrong(*other, "is one word too many; only rules diff and compare take two rule sets");
    const bool kept = what >= list || (what == show && given.text("--db"));
    if (!kept && given.text("--db")) given.wrong("--db", "is of rules show, list, add, activate and rollback");
    if (what != activate && what != rollback)
        for (const char* option : {"--by", "--reason", "--override-by", "--override-reason"})
            if (given.text(option)) given.wrong(option, "is of rules activate and rollback");
    const std::string where = kept ? database(given, "bienveille.sqlite") : "";
    if (what == list) return RulesListCommand{where, output};
    if (what == show && kept) return RulesExportCommand{file, where, output};
    if (what == add) return RulesAddCommand{file, where};
    if (kept) return RulesActivateCommand{activation_wish(given), where, output.language};
    if (what == check) return RulesCheckCommand{file};
    if (what == show) return RulesShowCommand{file, output};
    if (what == diff) return RulesDiffCommand{file, other.value_or(""), output};
    if (!given.text("--day")) given.wrong("--day", "is missing; must be the day to look at, YYYY-MM-DD");
    using Question = RulesDayCommand::Question;
    const Question question = what == compare       ? Question::compare
                              : what == sensitivity ? Question::sensitivity
                                                    : Question::unknowns;
    return RulesDayCommand{question, file, other.value_or(""), day_files(given, true), output};
}

}  // namespace

Command command_of(const std::string& name, Given& given, Language language) {
    const std::vector<std::pair<std::string_view, Format>> all = {
        {"table", Format::table}, {"json", Format::json}, {"csv", Format::csv}, {"xlsx", Format::xlsx}};
    if (name == "plan") return PlanCommand{day_files(given, true), output_of(given, language, all)};
    if (name == "score")
        return ScoreCommand{day_files(given, false), output_of(given, language, {all.begin(), all.begin() + 3})};
    if (name == "audit")
        return AuditCommand{day_files(given, true), given.text("--plan").value_or(""),
                            output_of(given, language, {all.begin(), all.begin() + 2})};
    if (name == "serve") return serve_command(given, language);
    if (name == "import") return import_command(given);
    if (name == "export") return export_command(given, language);
    if (name == "dataset") return dataset_command(given);
    if (name == "staffing") {
        StaffingCommand command{day_files(given, true), given.day("--by").value_or(Day{}), {}, {}};
        constexpr std::uint64_t kMostMinutes = 24 * 60;
        if (given.text("--minutes"))
            command.minutes = Minutes{static_cast<std::int64_t>(given.number("--minutes", 0, kMostMinutes))};
        command.output = output_of(given, language, {all.begin(), all.begin() + 2});
        return command;
    }
    if (name == "whatif") return what_if_command(given, language);
    if (name == "replay") return replay_command(given, language);
    if (name == "report") return report_command(given, language);
    return rules_command(given, language);
}

bool Given::flag(const std::string& name) const {
    const auto found = flags.find(name);
    return found != flags.end() && found->second;
}
std::optional<std::string> Given::text(const std::string& name) const {
    const auto found = texts.find(name);
    return found == texts.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Day> Given::day(const std::string& name) {
    const auto word = text(name);
    if (!word) return std::nullopt;
    const auto day = day_from_iso(*word);
    if (!day) wrong(name, "is " + *word + "; must be a day as YYYY-MM-DD between 1900 and 2199");
    return day;
}

std::uint64_t Given::number(const std::string& name, std::uint64_t least, std::uint64_t most) {
    const auto word = text(name);
    if (!word) return least;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), value);
    const bool whole = error == std::errc{} && end == word->data() + word->size();
    if (!whole || value < least || value > most)
        wrong(name,
              "is " + *word + "; must be a whole number, " + std::to_string(least) + " to " + std::to_string(most));
    return value;
}

// The position of the word among the choices, the first when it is absent or wrong.
std::size_t Given::choice(const std::string& name, const std::vector<std::string_view>& known) {
    const auto word = text(name);
    if (!word) return 0;
    const auto found = std::find(known.begin(), known.end(), *word);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    std::string all;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (i > 0) all += i + 1 == known.size() ? " or " : ", ";
        all += known[i];
    }
    wrong(name, "is " + *word + "; must be " + all + did_you_mean(*word, known));
    return 0;
}

}  // namespace bienveille
