#include "engine/audit.h"

#include <cctype>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille {
namespace audit_detail {
namespace {

void check_heading(const Plan& plan, const DayFacts& facts, Findings& findings) {
    if (plan.day != facts.input.day)
        findings.add("P3", "day", "is " + plan.day.iso() + "; the input's is " + facts.input.day.iso());
    if (plan.rules_name != facts.rules.name || plan.rules_version != facts.rules.version)
        findings.add("P3", "rules",
                     "are " + plan.rules_name + ' ' + plan.rules_version + "; the rules given are " + facts.rules.name +
                         ' ' + facts.rules.version);
    if (plan.policy != facts.rules.policy)
        findings.add("P3", "policy", "is not that of the rules given, " + std::string(name(facts.rules.policy)));
    bool hexadecimal = plan.digest.size() == 32;
    for (const char c : plan.digest) hexadecimal = hexadecimal && std::isxdigit(static_cast<unsigned char>(c)) != 0;
    if (!hexadecimal) findings.add("P3", "digest", "is \"" + plan.digest + "\"; must be 32 hexadecimal digits");
}

// Which list is whose, and where each tenant is; what cannot be resolved is a finding of its own later.
void find_places(Audited& audited) {
    const DayFacts& facts = audited.facts;
    audited.places.resize(facts.standings.size());
    audited.tallies.resize(facts.seats.size());
    audited.lists.assign(facts.seats.size(), -1);
    for (std::size_t l = 0; l < audited.plan.lists.size(); ++l) {
        const AdvisorList& list = audited.plan.lists[l];
        const auto seat = facts.seat_of.find(list.advisor.text);
        audited.seats.push_back(seat == facts.seat_of.end() ? -1 : static_cast<std::int32_t>(seat->second));
        if (audited.seats.back() >= 0 && audited.lists[seat->second] < 0)
            audited.lists[seat->second] = static_cast<std::int32_t>(l);
        audited.called.push_back(facts.tenant_of.find_each(list.calls));
        for (std::size_t c = 0; c < list.calls.size(); ++c) {
            if (audited.called[l][c] < 0) continue;
            const auto tenant = static_cast<std::size_t>(audited.called[l][c]);
            const Standing& standing = facts.standings[tenant];
            Place& place = audited.places[tenant];
            if (place.list < 0) place = {static_cast<std::int32_t>(l), static_cast<std::int32_t>(c)};
            if (audited.seats.back() < 0) continue;
            const PreviousCall* held = standing.held;
            audited.tallies[seat->second].add(
                standing.kind, held ? held->minutes + held->pause : facts.load(standing.kind), held != nullptr);
        }
    }
    audited.held.resize(facts.seats.size());
    for (const PreviousCall& call : facts.input.previous) {
        const auto tenant = facts.tenant_of.find(call.tenant.text);
        if (!tenant || facts.standings[*tenant].held != &call) continue;
        const auto seat = facts.seat_of.find(call.advisor.text);
        audited.held[seat->second].add(facts.standings[*tenant].kind, call.minutes + call.pause, true);
    }
}

// Who waits, and what the places on later days take.
void find_rows(Audited& audited) {
    const DayFacts& facts = audited.facts;
    audited.waiting = facts.tenant_of.find_each(audited.plan.unplanned);
    audited.rows.assign(facts.standings.size(), -1);
    for (std::size_t i = 0; i < audited.waiting.size(); ++i) {
        if (audited.waiting[i] < 0) continue;
        const auto tenant = static_cast<std::uint32_t>(audited.waiting[i]);
        if (audited.rows[tenant] >= 0) continue;
        audited.rows[tenant] = static_cast<std::int32_t>(i);
        if (!audited.plan.unplanned[i].look_ahead_day) continue;
        const auto place = audited.place(tenant);
        if (!place) continue;
        audited.later.put(*place, facts.standings[tenant].kind);
        if (audited.keeping(tenant) == Keeping::kept || audited.promise(tenant) == Keeping::kept)
            audited.kept.put(*place, facts.standings[tenant].kind);
    }
}

}  // namespace

std::optional<LaterPlace> Audited::place(std::uint32_t tenant) const {
    const Unplanned* waits = row(tenant);
    if (!waits || places[tenant].list >= 0) return std::nullopt;
    if (!waits->look_ahead_day || !waits->look_ahead_advisor || *waits->look_ahead_day <= facts.input.day)
        return std::nullopt;
    const auto seat = facts.seat_of.find(waits->look_ahead_advisor->text);
    if (seat == facts.seat_of.end()) return std::nullopt;
    return LaterPlace{seat->second, *waits->look_ahead_day};
}

std::optional<Keeping> Audited::keeping(std::uint32_t tenant) const {
    if (places[tenant].list >= 0) return Keeping::kept;
    const Unplanned* waits = row(tenant);
    return waits ? waits->keeping : std::nullopt;
}

std::optional<Keeping> Audited::promise(std::uint32_t tenant) const {
    if (places[tenant].list >= 0) return Keeping::kept;
    const Unplanned* waits = row(tenant);
    return waits ? waits->promise : std::nullopt;
}

}  // namespace audit_detail

std::vector<Finding> audit(const Plan& plan, const DayInput& input, const RuleSet& rules) {
    using namespace audit_detail;
    const DayFacts facts(input, rules);
    Audited audited{plan, facts, {}, {}, {}, {}, {}, {}, {}, {}, LaterDays(facts), LaterDays(facts)};
    Findings findings;
    check_heading(plan, facts, findings);
    find_places(audited);
    find_rows(audited);
    check_lists(audited, findings);
    check_everyone(audited, findings);
    check_ahead(audited, findings);
    check_shortfalls(audited, findings);
    check_nobody_passed_over(audited, findings);
    check_figures(audited, findings);
    check_certificate(audited, findings);
    return findings.take();
}

}  // namespace bienveille
