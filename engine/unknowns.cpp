#include "engine/unknowns.h"

#include "engine/plan.h"
#include "engine/score.h"
#include "engine/small_groups.h"

namespace bienveille {
namespace {

using Kind = FactorInput::Kind;

struct Tally {
    RestsOn all;
    RestsOn called;
};

void add(RestsOn& sum, const FactorLine& line) {
    sum.points += line.points;
    if (line.input.kind == Kind::isolation_proxy) sum.estimated += line.points;
    if (line.input.kind == Kind::unknown) sum.unknown += line.points;
}

bool is_known(const FactorLine& line) {
    return line.input.kind != Kind::isolation_proxy && line.input.kind != Kind::unknown;
}

void add(RestsOn& sum, const ScoreCard& card) {
    ++sum.people;
    for (const FactorLine& line : card.lines) add(sum, line);
    for (const FactorLine& line : card.lines)
        if (!is_known(line)) {
            ++sum.with_unknown;
            break;
        }
}

void add(Tally& tally, const ScoreCard& card, bool called) {
    add(tally.all, card);
    if (called) add(tally.called, card);
}

}  // namespace

Result<Unknowns> unknowns(const DayInput& input, const RuleSet& rules) {
    const Result<PlannedDay> day = plan_day(input, rules);
    if (!day) return day.problems();
    const WorkingDays working(input.calendar.value_or(rules.calendar), input.day);
    CardTable cards(rules, working, input.day);
    Tally everybody;
    ByGroup<Tally> groups(input.day);
    Unknowns found;
    for (const OwedCall& call : day->order) {
        const Tenant& tenant = input.tenants[call.tenant];
        const ScoreCard card = cards.of(tenant);
        add(everybody, card, call.called);
        groups.each_of(tenant, [&](Tally& tally) { add(tally, card, call.called); });
        for (const FactorLine& line : card.lines) {
            RestsOn& factor = found.factors.at(static_cast<std::size_t>(line.factor));
            ++factor.people;
            if (!is_known(line)) ++factor.with_unknown;
            add(factor, line);
        }
    }
    found.all = everybody.all;
    found.called = everybody.called;
    groups.for_each([&](GroupKind kind, std::string_view name, const Tally& tally) {
        if (tally.all.people >= kLeastGroup) found.groups.push_back({kind, std::string(name), tally.all, tally.called});
    });
    return found;
}

}  // namespace bienveille
