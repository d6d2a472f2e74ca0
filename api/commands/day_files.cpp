#include "api/commands/day_files.h"

#include <iostream>
#include <iterator>

#include "api/commands/exit.h"
#include "api/wire.h"
#include "datasets/campaign.h"
#include "datasets/read.h"
#include "rules/built_in.h"

namespace bienveille {
namespace {

// Reads one file after the other and keeps every problem.
class Reading {
public:
    template <class T>
    std::optional<T> take(Result<T> result) {
        if (result) return std::move(result).value();
        problems_.insert(problems_.end(), result.problems().begin(), result.problems().end());
        return std::nullopt;
    }
    template <class Record>
    std::vector<Record> rows(Result<Table<Record>> result) {
        auto table = take(std::move(result));
        if (!table) return {};
        for (const Problem& warning : table->warnings) tell("warning: " + warning.path + ": " + warning.message);
        return std::move(table->rows);
    }
    void add(Problem problem) { problems_.push_back(std::move(problem)); }
    const Problems& problems() const { return problems_; }

private:
    Problems problems_;
};

Result<Table<TenantRecord>> tenants_from(const std::string& file, const ReadOptions& options) {
    if (file != "-") return read_tenants_file(file, options);
    auto table = read_tenants(std::string(std::istreambuf_iterator<char>(std::cin), {}), options);
    if (table) return table;
    Problems problems = table.problems();
    for (Problem& problem : problems)
        problem.path = "standard input" + (problem.path.empty() ? "" : ": " + problem.path);
    return problems;
}

Result<std::vector<PreviousCall>> previous_from(const std::string& file, Day day) {
    const auto bytes = load_file(file);
    if (!bytes) return bytes.problems();
    const auto plan = plan_from_json(*bytes);
    if (!plan) {
        Problems problems = plan.problems();
        for (Problem& problem : problems) problem.path = file + (problem.path.empty() ? "" : ": " + problem.path);
        return problems;
    }
    if (plan->day != day)
        return Problem{file + ": day", "is " + plan->day.iso() + "; must be " + day.iso() + ", the day to plan"};
    return previous_calls(*plan);
}

template <class Record>
auto facts_of(const std::vector<Record>& records) {
    std::vector<decltype(Record::facts)> facts;
    facts.reserve(records.size());
    for (const Record& record : records) facts.push_back(record.facts);
    return facts;
}

}  // namespace

Result<DayInHand> read_day_files(const DayFiles& files) {
    Reading reading;
    DayInHand hand;
    hand.input.day = files.day;
    if (auto rules = reading.take(files.rules ? rules_named_or_file(*files.rules) : Result<RuleSet>(default_rules())))
        hand.rules = std::move(*rules);

    std::optional<std::string> tenants = files.tenants;
    std::optional<std::string> advisors = files.advisors;
    std::optional<std::string> availability = files.availability;
    ReadOptions options;
    options.ignore_unknown = files.ignore_unknown_columns;
    options.time_zone = hand.rules.calendar.time_zone;
    if (files.campaign) {
        if (const auto found = reading.take(find_campaign(*files.campaign, files.day))) {
            if (!tenants) tenants = found->tenants.string();
            if (!advisors) advisors = found->advisors.string();
            if (!availability && found->availability) availability = found->availability->string();
            hand.input.calendar = found->campaign.calendar;
            options.time_zone = found->campaign.calendar.time_zone;
        }
    }
    if (tenants) hand.tenants = reading.rows(tenants_from(*tenants, options));
    if (advisors && files.team_needed) hand.advisors = reading.rows(read_advisors_file(*advisors, options));
    if (availability && files.team_needed)
        hand.input.availability = reading.rows(read_availability_file(*availability, options));
    if (files.previous)
        if (auto previous = reading.take(previous_from(*files.previous, files.day)))
            hand.input.previous = std::move(*previous);
    if (!reading.problems().empty()) return reading.problems();
    hand.input.tenants = facts_of(hand.tenants);
    hand.input.advisors = facts_of(hand.advisors);
    return hand;
}

}  // namespace bienveille
