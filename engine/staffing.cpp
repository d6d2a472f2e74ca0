#include "engine/staffing.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/more_advisors.h"
#include "engine/plan.h"
#include "engine/roster.h"

namespace bienveille {
namespace {

// The day with another team. Tenants stay where they are: there may be a million.
class Question {
public:
    Question(DayInput input, const RuleSet& rules, Day by, std::optional<Minutes> minutes)
        : input_(std::move(input)),
          rules_(rules),
          by_(by),
          minutes_(minutes),
          team_(input_.advisors),
          rows_(input_.availability) {}

    NotEnough with(int more) {
        begin();
        for (Advisor& each : more_advisors(input_, rules_, more, minutes_)) input_.advisors.push_back(std::move(each));
        return planned();
    }

    NotEnough without(const std::set<AdvisorId>& away) {
        begin();
        for (Advisor& each : input_.advisors)
            if (away.contains(each.id)) each.absent_on.push_back({input_.day, by_});
        for (Availability& row : input_.availability)
            if (away.contains(row.advisor)) row.minutes = Minutes{};
        return planned();
    }

    NotEnough with_at_most(Minutes most) {
        begin();
        for (Advisor& each : input_.advisors) each.minutes = std::min(minutes_of(each), most);
        for (Availability& row : input_.availability) row.minutes = std::min(row.minutes, most);
        return planned();
    }

    Minutes longest_day() const {
        Minutes longest;
        for (const Advisor& each : team_) longest = std::max(longest, minutes_of(each));
        for (const Availability& row : rows_) longest = std::max(longest, row.minutes);
        return longest;
    }

private:
    Minutes minutes_of(const Advisor& advisor) const {
        return advisor.minutes.value_or(rules_.work.profiles.at(rules_.work.profile));
    }

    void begin() {
        input_.advisors = team_;
        input_.availability = rows_;
    }

    NotEnough planned() const {
        const auto plan = make_plan(input_, rules_);
        NotEnough told;
        for (const Unplanned& each : plan->unplanned) {
            told.impossible += each.keeping == Keeping::impossible ? 1 : 0;
            told.unproven += each.keeping == Keeping::unproven ? 1 : 0;
        }
        told.why = plan->promises.shortfall;
        return told;
    }

    DayInput input_;
    const RuleSet& rules_;
    Day by_;
    std::optional<Minutes> minutes_;
    std::vector<Advisor> team_;
    std::vector<Availability> rows_;
};

// The least of (too_few, enough] that is enough, where more is never worse. `enough` is.
template <class IsEnough>
int least(int too_few, int enough, IsEnough is_enough) {
    while (enough - too_few > 1) {
        const int middle = too_few + (enough - too_few) / 2;
        (is_enough(middle) ? enough : too_few) = middle;
    }
    return enough;
}

// The fewest from 0 to `most` that miss no more than the most do.
template <class IsEnough>
int fewest(int most, IsEnough is_enough) {
    if (most == 0 || is_enough(0)) return 0;
    int too_few = 0;
    int more = 1;
    while (more < most && !is_enough(more)) {
        too_few = more;
        more = std::min(2 * more, most);
    }
    return least(too_few, more, is_enough);
}

// Those who are there on some day until then, alike beside each other: kinds by their last id, the last first; within each by id.
std::vector<std::vector<AdvisorId>> kinds_of(const DayInput& input, const RuleSet& rules, Day by) {
    const Calendar calendar = input.calendar.value_or(rules.calendar);
    const WorkingDays working(calendar, input.day);
    const Presence presence(input, rules, calendar, working);
    const std::vector<Day> days = presence.days(input.day, by);
    struct Kind {
        std::set<std::string> languages;
        std::vector<std::pair<Day, int>> minutes;
        int max_calls = 0;

        auto operator<=>(const Kind&) const = default;
    };
    std::map<Kind, std::vector<AdvisorId>> alike;
    for (std::uint32_t i = 0; i < input.advisors.size(); ++i) {
        const Advisor& advisor = input.advisors[i];
        Kind kind{{advisor.languages.begin(), advisor.languages.end()}, {}, presence.max_calls(i)};
        for (const Day day : days)
            if (const int minutes = presence.minutes(i, day); minutes > 0) kind.minutes.emplace_back(day, minutes);
        if (!kind.minutes.empty()) alike[std::move(kind)].push_back(advisor.id);
    }
    std::vector<std::vector<AdvisorId>> kinds;
    for (auto& [kind, ids] : alike) kinds.push_back(std::move(ids));
    for (auto& ids : kinds) std::sort(ids.begin(), ids.end());
    std::sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return b.back() < a.back(); });
    return kinds;
}

// T3
std::set<AdvisorId> spared(const std::vector<std::vector<AdvisorId>>& kinds, Question& question, int beyond) {
    std::set<AdvisorId> away;
    for (std::size_t k = 0; k < std::min(kinds.size(), kCostliestKinds); ++k) {
        const auto& ids = kinds[k];
        const auto with_the_last = [&](int staying) {
            std::set<AdvisorId> others = away;
            others.insert(ids.begin() + staying, ids.end());
            return others;
        };
        const int all = static_cast<int>(ids.size());
        const auto is_enough = [&](int staying) { return question.without(with_the_last(staying)).missed() <= beyond; };
        // Mostly nobody can be spared: that is asked first.
        if (!is_enough(all - 1)) continue;
        away = with_the_last(least(-1, all - 1, is_enough));
    }
    return away;
}

std::optional<AdvisorId> last_of_those_who_stay(const std::vector<std::vector<AdvisorId>>& kinds,
                                                const std::set<AdvisorId>& away) {
    std::optional<AdvisorId> last;
    for (const auto& ids : kinds)
        for (const AdvisorId& id : ids)
            if (!away.contains(id) && (!last || *last < id)) last = id;
    return last;
}

void look_for_fewer(const std::vector<std::vector<AdvisorId>>& kinds, Question& question, Staffing& result) {
    std::set<AdvisorId> away = spared(kinds, question, result.beyond);
    result.spare.assign(away.begin(), away.end());
    if (const auto last = last_of_those_who_stay(kinds, away)) {
        away.insert(*last);
        result.one_fewer = question.without(away);
    }
    if (result.team == 0) return;
    const auto is_enough = [&](int minutes) { return question.with_at_most({minutes}).missed() <= result.beyond; };
    const int minutes = least(-1, static_cast<int>(question.longest_day().count), is_enough);
    result.minutes = Minutes{minutes};
    if (minutes > 0) result.one_minute_fewer = question.with_at_most({minutes - 1});
}

}  // namespace

Result<Staffing> staffing(const DayInput& input, const RuleSet& rules, Day by, std::optional<Minutes> minutes,
                          int most) {
    if (by < input.day)
        return Problem{"by", "is " + by.iso() + "; must be " + input.day.iso() + ", the day of the plan, or later"};
    const auto today = plan_day(input, rules);
    if (!today) return today.problems();
    Staffing result;
    result.by = by;
    DayInput asked = input;
    for (const OwedCall& call : today->order) {
        Tenant& tenant = asked.tenants[call.tenant];
        ++result.people;
        if (tenant.callback_due_on && *tenant.callback_due_on <= by) continue;
        tenant.callback_due_on = by;
        tenant.callback_slot = {};  // of a later day
    }
    const auto kinds = kinds_of(input, rules, by);
    for (const auto& ids : kinds) result.team += static_cast<int>(ids.size());
    Question question(std::move(asked), rules, by, minutes);
    result.beyond = question.with(most).missed();
    result.more = fewest(most, [&](int more) { return question.with(more).missed() <= result.beyond; });
    if (result.more > 0)
        result.one_fewer = question.with(result.more - 1);
    else
        look_for_fewer(kinds, question, result);
    return result;
}

}  // namespace bienveille
