#include "engine/kept_day.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/calendar.h"
#include "engine/digest.h"
#include "engine/id_index.h"
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

    Result<Plan> plan(bool is_valid) const {
        Known known;
        known.is_valid = is_valid;
        known.tenants = &tenants;
        known.digest = &digest;
        known.team = &team;
        known.facts = &facts;
        return make_plan(input, rules, known);
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

Plan KeptDay::plan() const { return std::move(kept_->plan(true)).value(); }

Result<Plan> KeptDay::replan(DayChange change) {
    if (change.advisors || !kept_->takes(change.tenants)) return anew(std::move(change));
    const auto swap = [&, sets_now = change.now.has_value()] {
        DayInput& input = kept_->input;
        kept_->swap_rows(change.tenants);
        if (change.availability) std::swap(input.availability, *change.availability);
        if (change.previous) std::swap(input.previous, *change.previous);
        if (sets_now) std::swap(input.now, change.now);
    };
    swap();
    Result<Plan> plan = kept_->plan(false);
    if (!plan) swap();
    return plan;
}

Result<Plan> KeptDay::anew(DayChange change) {
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
    return kept_->plan(true);
}

}  // namespace bienveille
