// Tenants, advisors, days and rules in the domain's words, for tests.
//
// tenant("a").anxious(2, "2020-04-01").promised_by("2020-04-03"): everything not said is unknown, except that the
// tenant has a phone. small_rules() are the default rules' numbers without their file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::test {

Day day(const char* iso);
TimeOfDay at(const char* hhmm);
RuleSet small_rules();

class TenantWords {
public:
    explicit TenantWords(std::string id) {
        tenant_.id = {std::move(id)};
        tenant_.has_phone = true;
    }
    operator const Tenant&() const { return tenant_; }

    // clang-format off
    TenantWords& anxious(int level, const char* on) { tenant_.anxiety = level; tenant_.anxiety_on = day(on); return *this; }
    TenantWords& anxious(int level) { tenant_.anxiety = level; return *this; }
    TenantWords& cleared() { tenant_.anxiety_cleared = true; return *this; }
    TenantWords& recalled(int times, int calm) { tenant_.level3_recalls = times; tenant_.calm_in_a_row = calm; return *this; }
    TenantWords& asked_on(const char* on) { tenant_.callback_requested_on = day(on); return *this; }
    TenantWords& promised_by(const char* on) { tenant_.callback_due_on = day(on); return *this; }
    TenantWords& at_the_slot(const char* hhmm) { tenant_.callback_slot.time = at(hhmm); return *this; }
    TenantWords& reached_on(const char* on) { tenant_.last_reached_on = day(on); return *this; }
    TenantWords& joined_on(const char* on) { tenant_.joined_on = day(on); return *this; }
    TenantWords& called_by(const char* advisor) { tenant_.last_advisor = {advisor}; return *this; }
    TenantWords& lives_in(const char* area) { tenant_.area = area; return *this; }
    TenantWords& speaks(const char* language) { tenant_.language = language; return *this; }
    TenantWords& isolated(int lsns6) { tenant_.lsns6 = lsns6; return *this; }
    TenantWords& born_in(int year) { tenant_.birth_year = year; return *this; }
    TenantWords& in_emergency() { tenant_.emergency_open = true; return *this; }
    TenantWords& without_phone() { tenant_.has_phone = false; return *this; }
    TenantWords& who(Status status) { tenant_.status = status; return *this; }
    TenantWords& away_until(const char* on) { tenant_.absent_until = day(on); return *this; }
    TenantWords& prefers(HalfDay half) { tenant_.preferred_half_day = half; return *this; }
    TenantWords& tried(const char* on, const char* hhmm, Outcome outcome, int attempts = 1) {
        tenant_.last_attempt_at = Moment{day(on), at(hhmm)};
        tenant_.last_outcome = outcome;
        tenant_.attempts = attempts;
        return *this;
    }
    // clang-format on

private:
    Tenant tenant_;
};

inline TenantWords tenant(std::string id) { return TenantWords(std::move(id)); }

class AdvisorWords {
public:
    explicit AdvisorWords(std::string id) { advisor_.id = {std::move(id)}; }
    operator const Advisor&() const { return advisor_; }

    // clang-format off
    AdvisorWords& with_minutes(int minutes) { advisor_.minutes = Minutes{minutes}; return *this; }
    AdvisorWords& at_most(int calls) { advisor_.max_calls = calls; return *this; }
    AdvisorWords& speaks(std::vector<std::string> languages) { advisor_.languages = std::move(languages); return *this; }
    AdvisorWords& covers(const char* area) { advisor_.area = area; return *this; }
    AdvisorWords& works_on(std::vector<int> weekdays) { advisor_.works_on = std::move(weekdays); return *this; }
    AdvisorWords& away(const char* first, const char* last) { advisor_.absent_on.push_back({day(first), day(last)}); return *this; }
    // clang-format on

private:
    Advisor advisor_;
};

inline AdvisorWords advisor(std::string id) { return AdvisorWords(std::move(id)); }

inline DayInput on(const char* iso, std::vector<Tenant> tenants, std::vector<Advisor> advisors) {
    DayInput input;
    input.day = day(iso);
    input.tenants = std::move(tenants);
    input.advisors = std::move(advisors);
    return input;
}

}  // namespace bienveille::test
