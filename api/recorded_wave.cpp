#include "api/recorded_wave.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "engine/calendar.h"
#include "engine/consequence.h"
#include "engine/exclusion.h"
#include "engine/score.h"

namespace bienveille {
namespace {

using ById = std::unordered_map<std::string_view, const TenantRecord*>;

ById by_id(const std::vector<TenantRecord>& records) {
    ById index;
    for (const TenantRecord& record : records) index.emplace(record.facts.id.text, &record);
    return index;
}

std::string sex_group(const std::optional<Sex>& sex) {
    if (!sex) return {};
    return *sex == Sex::female ? "female" : "male";
}

WavePerson person_of(const TenantRecord& before, const TenantRecord& after, Day first, Day as_of, CardTable& cards) {
    WavePerson person;
    const Tenant& known = before.facts;
    const Tenant& now = after.facts;
    person.id = now.id;
    person.area = now.area;
    person.commune = after.commune;
    person.sex = sex_group(after.sex);
    person.birth_year = now.birth_year;
    person.lives_alone = now.lives_alone;
    person.isolation_known = known.lsns6 || known.support;
    person.joined_on = now.joined_on;
    person.eligible = !exclusion(known, std::max(first, now.joined_on.value_or(first)));
    person.band = cards.of(known).band;
    person.caller_before = known.last_advisor;
    person.gone = exclusion(now, as_of).has_value();
    person.anxiety = now.anxiety;
    person.support = now.support;
    person.relatives_at_risk = now.relatives_at_risk;
    person.neighbours_help = now.neighbours_help;
    return person;
}

}  // namespace

WaveRecord wave_record(const WaveFrame& frame, const RuleSet& rules, const std::vector<TenantRecord>& before,
                       const std::vector<TenantRecord>& after) {
    WaveRecord record;
    record.first = frame.first;
    record.last = frame.last;
    record.as_of = frame.as_of;
    record.calendar = frame.calendar;
    record.around = frame.around;
    record.first_recall_working_days = rules.duties.first_recall_working_days;
    record.most_level3 = rules.work.most_level3;
    record.most_level2_and_3 = rules.work.most_level2_and_3;
    const ById known = by_id(before);
    const WorkingDays working(frame.calendar, frame.first);
    CardTable cards(rules, working, frame.first);
    record.people.reserve(after.size());
    for (const TenantRecord& now : after) {
        const auto found = known.find(now.facts.id.text);
        record.people.push_back(
            person_of(found == known.end() ? now : *found->second, now, frame.first, frame.as_of, cards));
    }
    return record;
}

void add_findings(std::vector<RecordedAttempt>& attempts, const std::vector<TenantRecord>& after) {
    const ById known = by_id(after);
    std::unordered_map<std::string_view, RecordedAttempt*> last_talk;
    for (RecordedAttempt& attempt : attempts) {
        const auto found = known.find(attempt.tenant.text);
        if (found == known.end() || !counts_as_reached(attempt.outcome)) continue;
        if (found->second->facts.last_reached_on != attempt.at.day) continue;
        RecordedAttempt*& kept = last_talk[found->first];
        if (!kept || kept->at < attempt.at) kept = &attempt;
    }
    for (const auto& [id, talk] : last_talk) {
        const Tenant& tenant = known.at(id)->facts;
        if (tenant.anxiety_on == talk->at.day) talk->anxiety = tenant.anxiety;
        if (tenant.callback_requested_on == talk->at.day) talk->callback_by = tenant.callback_due_on;
    }
}

}  // namespace bienveille
