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
}

}  // namespace
}  // namespace audit_detail

std::vector<Finding> audit(const Plan& plan, const DayInput& input, const RuleSet& rules) {
    using namespace audit_detail;
    const DayFacts facts(input, rules);
    Audited audited{plan, facts, {}, {}, {}, {}, {}};
    Findings findings;
    check_heading(plan, facts, findings);
    find_places(audited);
    check_lists(audited, findings);
    check_everyone(audited, findings);
    check_nobody_passed_over(audited, findings);
    check_figures(audited, findings);
    check_certificate(audited, findings);
    return findings.take();
}

}  // namespace bienveille
