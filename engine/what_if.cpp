#include "engine/what_if.h"

#include <algorithm>
#include <set>

#include "engine/more_advisors.h"
#include "engine/roster.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

class Changing {
public:
    Changing(const DayInput& input, const RuleSet& rules, const DayChange& change)
        : made_{input, rules, {}, {}}, change_(change) {}

    Result<OtherDay> done() {
        limits();
        hours();
        if (change_.advisors && (*change_.advisors < 0 || *change_.advisors > kMostAdvisorsOfADay))
            say("advisors",
                "is " + std::to_string(*change_.advisors) + "; must be 0 to " + std::to_string(kMostAdvisorsOfADay));
        for (const Problem& each : validate(made_.rules)) problems_.push_back(each);
        for (const Problem& each : validate(made_.input)) problems_.push_back(each);
        if (!problems_.empty()) return problems_;
        if (change_.advisors) so_many(static_cast<std::size_t>(*change_.advisors));
        if (change_.max_calls)
            for (Advisor& each : made_.input.advisors) each.max_calls = *change_.max_calls;
        return std::move(made_);
    }

private:
    void say(std::string path, std::string message) { problems_.push_back({std::move(path), std::move(message)}); }

    void limits() {
        Work& work = made_.rules.work;
        if (change_.most_level3) work.most_level3 = *change_.most_level3;
        if (change_.most_level2_and_3) work.most_level2_and_3 = *change_.most_level2_and_3;
        if (change_.tolerance) work.balance_tolerance = *change_.tolerance;
        if (change_.max_calls && *change_.max_calls < 0)
            say("max_calls", "is " + std::to_string(*change_.max_calls) + "; must be 0 or more");
        if (!change_.windows) return;
        Calendar calendar = made_.input.calendar.value_or(made_.rules.calendar);
        calendar.windows = *change_.windows;
        made_.input.calendar = std::move(calendar);
    }

    void hours() {
        std::set<AdvisorId> seen;
        const auto set = [&](const std::string& path, const AdvisorId& advisor, Minutes minutes) {
            const auto& team = made_.input.advisors;
            if (std::none_of(team.begin(), team.end(), [&](const Advisor& each) { return each.id == advisor; }))
                return say(path, "is not an advisor of the team");
            if (!seen.insert(advisor).second) return say(path, "is named twice; must be named once");
            give(advisor, minutes);
        };
        for (std::size_t i = 0; i < change_.minutes.size(); ++i)
            set("minutes[" + std::to_string(i) + "].advisor", change_.minutes[i].advisor, change_.minutes[i].minutes);
        for (std::size_t i = 0; i < change_.absent.size(); ++i)
            set("absent[" + std::to_string(i) + "]", change_.absent[i], Minutes{});
    }

    // On that day alone; hours of coming and leaving stay as they are.
    void give(const AdvisorId& advisor, Minutes minutes) {
        for (Availability& row : made_.input.availability)
            if (row.advisor == advisor && row.day == made_.input.day) {
                row.minutes = minutes;
                return;
            }
        made_.input.availability.push_back({advisor, made_.input.day, minutes});
    }

    void so_many(std::size_t wanted) {
        DayInput& input = made_.input;
        const Calendar calendar = input.calendar.value_or(made_.rules.calendar);
        const WorkingDays working(calendar, input.day);
        std::vector<AdvisorId> there;
        {
            const Presence presence(input, made_.rules, calendar, working);
            for (std::uint32_t i = 0; i < input.advisors.size(); ++i)
                if (presence.minutes(i, input.day) > 0) there.push_back(input.advisors[i].id);
        }
        std::sort(there.begin(), there.end());
        for (std::size_t i = wanted; i < there.size(); ++i) {
            give(there[i], Minutes{});
            made_.left_out.push_back(there[i]);
        }
        if (wanted <= there.size()) return;
        const auto last = day_from(2149, 12, 31);  // of all days that the engine knows
        for (Advisor& each :
             more_advisors(input, made_.rules, static_cast<int>(wanted - there.size()), change_.minutes_of_more)) {
            const Minutes minutes = each.minutes.value_or(made_.rules.work.profiles.at(made_.rules.work.profile));
            if (last && input.day < *last) each.absent_on.push_back({input.day + 1, *last});
            made_.added.push_back(each.id);
            input.availability.push_back({each.id, input.day, minutes});  // on a closed day too
            input.advisors.push_back(std::move(each));
        }
    }

    OtherDay made_;
    const DayChange& change_;
    Problems problems_;
};

}  // namespace

Result<OtherDay> other_day(const DayInput& input, const RuleSet& rules, const DayChange& change) {
    return Changing(input, rules, change).done();
}

Result<WhatIf> what_if(const DayInput& input, const RuleSet& rules, const RuleSet& otherwise, const DayChange& change,
                       std::optional<Day> everybody_by) {
    auto other = other_day(input, otherwise, change);
    if (!other) return other.problems();
    auto comparison = compare(input, rules, other->input, other->rules);
    if (!comparison) return comparison.problems();
    WhatIf answer{std::move(comparison).value(), other->added, other->left_out, std::nullopt};
    if (!everybody_by) return answer;
    auto found = staffing(other->input, other->rules, *everybody_by, change.minutes_of_more, kMostAdvisorsOfADay);
    if (!found) return found.problems();
    answer.staffing = std::move(found).value();
    return answer;
}

}  // namespace bienveille
