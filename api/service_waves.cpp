// Waves: begun, told about, reported.
#include <algorithm>
#include <set>

#include "api/import_store.h"
#include "api/recorded_wave.h"
#include "api/service.h"
#include "api/service_answers.h"
#include "engine/calendar.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostWords = 1000;

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> found;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!word.empty()) found.emplace_back(word);
    }
    return found;
}

// The day that was promised is the one that the outcome then put into the tenant's record: the same function says it again.
RecordedAttempt recorded(const Attempt& attempt, const RuleSet& rules, const Calendar& calendar) {
    RecordedAttempt made;
    made.tenant = attempt.tenant;
    made.advisor = attempt.advisor;
    made.at = {attempt.day, attempt.dialled_at};
    made.outcome = attempt.outcome;
    made.minutes = attempt.minutes;
    made.incoming = attempt.incoming;
    made.anxiety = attempt.anxiety;
    made.needs = words_of(attempt.needs);
    const AttemptReport report = report_of(attempt);
    for (const FollowUp& each : report.follow_ups) {
        made.to_social = made.to_social || each.kind == FollowUp::Kind::escalate_social;
        made.to_emergency = made.to_emergency || each.kind == FollowUp::Kind::escalate_emergency;
        if (each.kind == FollowUp::Kind::need) made.needs.push_back(each.text);
    }
    if (!counts_as_reached(attempt.outcome)) return made;
    Tenant before;
    before.id = attempt.tenant;
    const Tenant after = consequence_of(report, before, attempt.advisor, made.at, rules, calendar).tenant;
    if (after.callback_due_on)
        made.callback_by = WorkingDays(calendar, attempt.day).on_or_before(*after.callback_due_on);
    return made;
}

bool saw_level3(const Call& call) {
    return std::any_of(std::begin(call.card.lines), std::end(call.card.lines), [](const FactorLine& line) {
        return line.factor == Factor::anxiety && line.input.kind == FactorInput::Kind::level && line.input.number == 3;
    });
}

void add_plan(const Plan& plan, WaveRecord& record) {
    for (const AdvisorList& each : plan.lists) {
        WaveList list;
        list.day = plan.day;
        list.advisor = each.advisor;
        list.capacity = each.capacity;
        list.planned = each.planned;
        list.pauses = each.pauses;
        list.calls = static_cast<int>(each.calls.size());
        list.level2_and_3 = each.heavy_calls;
        for (const Call& call : each.calls) {
            list.level3 += saw_level3(call) ? 1 : 0;
            list.tenants.push_back(call.tenant);
        }
        record.lists.push_back(std::move(list));
    }
    for (const Unplanned& each : plan.unplanned)
        if (each.promise) record.unplanned.push_back({each.tenant, plan.day, each.reason});
}

// Their record before the first outcome of the wave; who has none is as they were.
std::vector<TenantRecord> known_before(const std::vector<Attempt>& attempts) {
    std::vector<TenantRecord> before;
    std::set<TenantId> seen;
    for (const Attempt& each : attempts)
        if (!each.tenant_before.empty() && seen.insert(each.tenant).second)
            before.push_back(record_from_text<TenantRecord>(each.tenant_before));
    return before;
}

}  // namespace

Answer<KeptWave> Service::begin_wave(const WaveWish& wish, const Asker& by) {
    Problems problems;
    if (!is_short_reason(wish.name)) problems.push_back({"name", "must be 1 to 120 characters of plain text"});
    constexpr int kMostDays = 366;
    if (wish.last < wish.first || wish.last - wish.first > kMostDays)
        problems.push_back({"last_day", "is " + wish.last.iso() + "; must be the first day or at most a year later"});
    if (!problems.empty()) return wrong(std::move(problems));
    const ChangeBy change = stamped(by);
    const KeptWave wave{wish.first, wish.last, wish.name, change.at, by.actor};
    if (!store_.begin_wave(wave, change)) return conflict("a wave begins on " + wish.first.iso() + " already");
    return wave;
}

std::vector<KeptWave> Service::waves() { return store_.waves(); }

Answer<WaveWords> Service::add_words(const WordsWish& wish, const Asker& by) {
    Problems problems;
    if (wish.text.empty() || wish.text.size() > kMostWords)
        problems.push_back({"text", "must be 1 to " + std::to_string(kMostWords) + " bytes of text"});
    if (wish.of_tenant && !wish.consent)
        problems.push_back(
            {"consent", "must be true: words of a tenant are kept only when the tenant agreed to be quoted"});
    if (!problems.empty()) return wrong(std::move(problems));
    const ChangeBy change = stamped(by);
    WaveWords words{timed_id(clock_()), wish.wave, wish.of_tenant, wish.text, "", change.at, by.actor};
    for (const std::string& kind : lint_note(wish.text)) words.warnings += (words.warnings.empty() ? "" : "\n") + kind;
    if (!store_.keep_words(words, change)) return not_found("no wave begins on " + wish.wave.iso());
    return words;
}

Answer<WaveDocument> Service::wave_report(const WaveReportQuestion& question, const TellStep& tell) {
    const auto waves = store_.waves();
    const auto wave =
        std::find_if(waves.begin(), waves.end(), [&](const KeptWave& each) { return each.first == question.wave; });
    if (wave == waves.end()) return not_found("no wave begins on " + question.wave.iso());
    constexpr std::size_t kSteps = 3;
    tell_step(tell, 0, kSteps);
    const WaveRows rows = store_.load_wave({wave->first, wave->last});
    tell_step(tell, 1, kSteps);
    Day latest = wave->first;
    for (const Attempt& each : rows.attempts) latest = std::max(latest, each.day);
    const DaysRules runs = rules_on(latest);  // those of its last day
    const WaveFrame frame{wave->first, wave->last, question.as_of.value_or(latest + 1), runs.calendar, question.around};
    WaveRecord record = wave_record(frame, *runs.rules, known_before(rows.attempts), rows.tenants);
    for (const Attempt& each : rows.attempts) record.attempts.push_back(recorded(each, *runs.rules, runs.calendar));
    for (const KeptPlan& each : rows.plans) add_plan(*parsed(each), record);
    record.plans_kept = !rows.plans.empty();
    record.needs_kept = true;
    record.overrides = rows.overrides;
    WaveDocument document{wave->name, report_of(std::move(record)), {}, {}, question.name_missed};
    for (WaveWords& each : store_.words(wave->first))
        (each.of_tenant ? document.words : document.impressions).push_back(std::move(each.text));
    tell_step(tell, 2, kSteps);
    return document;
}

}  // namespace bienveille
