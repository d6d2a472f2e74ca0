#include "engine/kept_day.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/calendar.h"
#include "engine/digest.h"
#include "engine/id_index.h"
#include "engine/mending.h"
#include "engine/plan.h"
#include "engine/roster.h"
#include "engine/tenant_facts.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

IdIndex index_of(const std::vector<Tenant>& tenants) {
    IdIndex index(tenants.size());
    for (const Tenant& tenant : tenants) index.add(tenant.id.text);
    return index;
}

TenantFacts facts_of(const DayInput& input, const RuleSet& rules) {
    const Calendar& calendar = input.calendar ? *input.calendar : rules.calendar;
    const WorkingDays working(calendar, input.day);
    const Roster roster = make_roster(input, rules, calendar, Presence(input, rules, calendar, working));
    TenantFacts facts = tenant_facts(input, rules, roster, working, nullptr);
    lay_in_order(facts);
    return facts;
}

}  // namespace

// The index and the facts point into the rows: it stays where it was made.
struct KeptDay::Kept {
    Kept(DayInput day, RuleSet by)
        : input(std::move(day)),
          rules(std::move(by)),
          tenants(index_of(input.tenants)),
          digest(digest_of_tenants(input.tenants)),
          team(make_team(input, rules)),
          facts(facts_of(input, rules)) {}

    Known known(bool is_valid) const {
        Known known;
        known.is_valid = is_valid;
        known.tenants = &tenants;
        known.digest = &digest;
        known.team = &team;
        known.facts = &facts;
        return known;
    }

    const Plan& plan() {
        if (!standing) standing.emplace(input, rules, known(true));
        return standing->plan;
    }

    Mended without(std::uint32_t advisor, std::size_t many) {
        say_previous(plan());
        say_absent(input.advisors[advisor].id);
        const bool in_place = standing->day.board.calls() > many && can_mend(*standing, rules, advisor) &&
                              mend(*standing, input, rules, known(true), advisor);
        if (!in_place) standing.emplace(input, rules, known(true));
        return {standing->plan, in_place};
    }

    void say_previous(const Plan& plan) {
        std::size_t rows = 0;
        for (const AdvisorList& list : plan.lists) rows += list.calls.size();
        input.previous.resize(rows);
        auto row = input.previous.begin();
        for (const AdvisorList& list : plan.lists)
            for (const Call& call : list.calls) {
                row->pinned = call.fixed && call.state == CallState::planned;
                row->tenant = call.tenant;
                row->advisor = list.advisor;
                row->starts_at = call.starts_at;
                row->minutes = call.minutes;
                row->pause = call.pause;
                row->state = call.state;
                ++row;
            }
    }

    void say_absent(const AdvisorId& advisor) {
        std::erase_if(input.availability,
                      [&](const Availability& row) { return row.advisor == advisor && row.day == input.day; });
        input.availability.push_back({advisor, input.day, Minutes{0}});
    }

    // Rows of people who are known, each once, without problems, whose language is as it was.
    bool takes(const std::vector<Tenant>& rows) const {
        if (rows.empty()) return true;
        DayInput alone;
        alone.day = input.day;
        alone.tenants = rows;
        return validate(alone).empty() && std::all_of(rows.begin(), rows.end(), [&](const Tenant& row) {
                   const auto place = tenants.find(row.id.text);
                   return place && input.tenants[*place].language == row.language;
               });
    }

    // These rows for those that were: twice changes nothing.
    void swap_rows(std::vector<Tenant>& rows) {
        if (rows.empty()) return;
        const std::vector<Tenant> now = rows;
        std::vector<std::uint32_t> places;
        for (Tenant& row : rows) {
            Tenant& known = input.tenants[places.emplace_back(static_cast<std::uint32_t>(*tenants.find(row.id.text)))];
            std::swap(known, row);
            std::swap(known.id, row.id);  // the index looks at the text where it was
        }
        std::sort(places.begin(), places.end());
        digest = digest_changed(digest, rows, now);
        Roster roster;
        roster.areas = team.areas;
        roster.group_of = team.group_of;
        const WorkingDays working(input.calendar ? *input.calendar : rules.calendar, input.day);
        change_rows(facts, places, rows, input, rules, roster, working);
    }

    DayInput input;
    RuleSet rules;
    IdIndex tenants;
    RowsDigest digest;
    Team team;
    TenantFacts facts;
    std::optional<StandingPlan> standing;
};

KeptDay::KeptDay(std::unique_ptr<Kept> kept) : kept_(std::move(kept)) {}
KeptDay::KeptDay(KeptDay&&) noexcept = default;
KeptDay& KeptDay::operator=(KeptDay&&) noexcept = default;
KeptDay::~KeptDay() = default;

Result<KeptDay> KeptDay::keep(DayInput input, RuleSet rules) {
    Problems problems = validate(input);
    for (Problem& problem : validate(rules)) problems.push_back(std::move(problem));
    if (!problems.empty()) return problems;
    return KeptDay(std::make_unique<Kept>(std::move(input), std::move(rules)));
}

const DayInput& KeptDay::input() const { return kept_->input; }
const RuleSet& KeptDay::rules() const { return kept_->rules; }

const Plan& KeptDay::plan() { return kept_->plan(); }

Result<Plan> KeptDay::replan(Change change) {
    if (change.advisors || !kept_->takes(change.tenants)) return anew(std::move(change));
    const auto swap = [&, sets_now = change.now.has_value()] {
        DayInput& input = kept_->input;
        kept_->swap_rows(change.tenants);
        if (change.availability) std::swap(input.availability, *change.availability);
        if (change.previous) std::swap(input.previous, *change.previous);
        if (sets_now) std::swap(input.now, change.now);
    };
    kept_->standing.reset();
    swap();
    Result<Plan> plan = make_plan(kept_->input, kept_->rules, kept_->known(false));
    if (!plan) swap();
    return plan;
}

Result<KeptDay::Mended> KeptDay::advisor_leaves(const AdvisorId& advisor, std::size_t many) {
    const auto& advisors = kept_->input.advisors;
    const auto leaving =
        std::find_if(advisors.begin(), advisors.end(), [&](const Advisor& each) { return each.id == advisor; });
    if (leaving == advisors.end()) return Problem{"advisor", "'" + advisor.text + "' is not an advisor of this day"};
    return kept_->without(static_cast<std::uint32_t>(leaving - advisors.begin()), many);
}

Result<Plan> KeptDay::anew(Change change) {
    DayInput changed = kept_->input;
    for (Tenant& row : change.tenants) {
        if (const auto place = kept_->tenants.find(row.id.text))
            changed.tenants[*place] = std::move(row);
        else
            changed.tenants.push_back(std::move(row));
    }
    if (change.advisors) changed.advisors = std::move(*change.advisors);
    if (change.availability) changed.availability = std::move(*change.availability);
    if (change.previous) changed.previous = std::move(*change.previous);
    if (change.now) changed.now = change.now;
    Result<KeptDay> day = keep(std::move(changed), kept_->rules);
    if (!day) return day.problems();
    kept_ = std::move(day->kept_);
    return kept_->plan();
}

}  // namespace bienveille
