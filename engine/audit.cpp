#include "engine/audit.h"

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
    for (const char c : plan.digest) hexadecimal = hexadecimal && (('0' <= c && c <= '9') || ('a' <= c && c <= 'f'));
    if (!hexadecimal) findings.add("P3", "digest", "is \"" + plan.digest + "\"; must be 32 hexadecimal digits");
}

}  // namespace
}  // namespace audit_detail

std::vector<Finding> audit(const Plan& plan, const DayInput& input, const RuleSet& rules) {
    using namespace audit_detail;
    const DayFacts facts(input, rules);
    Audited audited{plan, facts, {}, {}, {}, {}, {}, {}, LaterDays(facts), LaterDays(facts)};
    Findings findings;
    check_heading(plan, facts, findings);
    read_lists(audited, findings);
    read_rows(audited, findings);
    check_everyone(audited, findings);
    check_ahead(audited, findings);
    check_shortfalls(audited, findings);
    check_nobody_passed_over(audited, findings);
    check_balance(audited, findings);
    check_promises(audited, findings);
    check_certificate(audited, findings);
    return findings.take();
}

}  // namespace bienveille
