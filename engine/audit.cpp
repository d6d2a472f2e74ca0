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

// Which list is whose, and which tenant each call's; what cannot be resolved is a finding of its own later.
void read_lists(Audited& audited) {
    const DayFacts& facts = audited.facts;
    audited.places.resize(facts.standings.size());
    audited.tallies.resize(facts.seats.size());
    audited.lists.assign(facts.seats.size(), -1);
    audited.called.resize(audited.plan.lists.size());
    for (std::size_t l = 0; l < audited.plan.lists.size(); ++l) {
        const AdvisorList& list = audited.plan.lists[l];
        const auto seat = facts.seat_of.find(list.advisor.text);
        audited.seats.push_back(seat ? static_cast<std::int32_t>(*seat) : -1);
        if (seat && audited.lists[*seat] < 0) audited.lists[*seat] = static_cast<std::int32_t>(l);
        audited.called[l].resize(list.calls.size());
        const auto expect = [&](std::size_t t) {
            __builtin_prefetch(&facts.standings[t]);
            __builtin_prefetch(&audited.places[t], 1);
        };
        facts.tenant_of.each(list.calls, expect, [&](std::size_t c, std::int32_t found) {
            audited.called[l][c] = found;
            if (found < 0) return;
            const auto t = static_cast<std::size_t>(found);
            Place& place = audited.places[t];
            if (place.list < 0) {
                place.list = static_cast<std::int32_t>(l);
                place.call = static_cast<std::int32_t>(c);
            }
            if (!seat) return;
            const Standing& standing = facts.standings[t];
            const PreviousCall* held = standing.held();
            audited.tallies[*seat].add(standing.kind, held ? held->minutes + held->pause : facts.load(standing.kind),
                                       held != nullptr);
        });
    }
    audited.held.resize(facts.seats.size());
    for (const std::uint32_t t : facts.in_hand) {
        const PreviousCall& call = *facts.standings[t].held();
        audited.held[facts.seat_of.at(call.advisor.text)].add(facts.standings[t].kind, call.minutes + call.pause, true);
    }
}

}  // namespace
}  // namespace audit_detail

std::vector<Finding> audit(const Plan& plan, const DayInput& input, const RuleSet& rules) {
    using namespace audit_detail;
    const DayFacts facts(input, rules);
    Audited audited{plan, facts, {}, {}, {}, {}, {}, {}, LaterDays(facts), LaterDays(facts)};
    Findings findings;
    check_heading(plan, facts, findings);
    read_lists(audited);
    read_rows(audited, findings);
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
