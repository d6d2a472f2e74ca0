// Score cards as the audit works them out: ratios in wide integers, the half-life by the machine's own power of two.
#include <algorithm>
#include <cmath>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

__extension__ typedef __int128 Wide;  // weight x value x distance between two inputs of a curve

// A curve's value in millionths: top / bottom, not negative.
struct Share {
    Wide top = 0;
    Wide bottom = 1;
};

std::int64_t half_up(Wide top, Wide bottom) { return static_cast<std::int64_t>((2 * top + bottom) / (2 * bottom)); }

Share on_curve(const Curve& curve, int input) {
    const auto& points = curve.points;
    if (points.empty()) return {};
    if (input <= points.front().input) return {points.front().value.count, 1};
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Wide right = points[i].input;
        if (input > right) continue;
        const Wide left = points[i - 1].input;
        // Weighted mean of both ends: v0 (x1 - x) + v1 (x - x0), over x1 - x0.
        return {points[i - 1].value.count * (right - input) + points[i].value.count * (input - left), right - left};
    }
    return {points.back().value.count, 1};
}

FactorLine line_of(Factor factor, Points weight, Share share, FactorInput input) {
    return {factor,
            {half_up(weight.count * share.top, share.bottom * kOne.count)},
            {half_up(share.top, share.bottom)},
            weight,
            input};
}

Share isolation_share(const Tenant& tenant, const IsolationRule& rule) {
    if (tenant.lsns6) return on_curve(rule.lsns6, *tenant.lsns6);
    const IsolationProxy& proxy = rule.proxy;
    std::int64_t sum = proxy.base.count;
    if (!tenant.lives_alone)
        sum += proxy.lives_alone_unknown.count;
    else if (*tenant.lives_alone)
        sum += proxy.lives_alone.count;
    if (!tenant.support)
        sum += proxy.support_unknown.count;
    else if (*tenant.support == Support::none || *tenant.support == Support::weak)
        sum += proxy.support_weak.count;
    else if (*tenant.support == Support::strong)
        sum += proxy.support_strong.count;
    if (tenant.has_contact_person == false) sum += proxy.no_contact_person.count;
    if (tenant.relatives_at_risk == true) sum += proxy.relatives_at_risk.count;
    return {std::max<std::int64_t>(0, std::min(sum, proxy.most.count)), 1};
}

FactorLine isolation_line(const Tenant& tenant, const IsolationRule& rule) {
    FactorInput input;
    if (tenant.lsns6) {
        input.kind = FactorInput::Kind::lsns6;
        input.number = *tenant.lsns6;
    } else {
        input.kind = FactorInput::Kind::isolation_proxy;
        input.lives_alone = tenant.lives_alone;
        input.support = tenant.support;
        input.has_contact_person = tenant.has_contact_person;
        input.relatives_at_risk = tenant.relatives_at_risk;
    }
    return line_of(Factor::isolation, rule.weight, isolation_share(tenant, rule), input);
}

std::int64_t power_of_half(int days, int half_life) {
    if (days <= 0 || half_life <= 0) return kOne.count;
    const long double share = std::exp2l(-static_cast<long double>(days) / static_cast<long double>(half_life));
    return static_cast<std::int64_t>(std::floor(share * static_cast<long double>(kOne.count) + 0.5L));
}

FactorLine anxiety_line(const Tenant& tenant, const AnxietyRule& rule, Day day) {
    if (!tenant.anxiety) return line_of(Factor::anxiety, rule.weight, {rule.unknown.count, 1}, {});
    FactorInput input;
    input.kind = FactorInput::Kind::level;
    input.number = *tenant.anxiety;
    if (tenant.anxiety_on)
        input.days = day - *tenant.anxiety_on;
    else if (tenant.last_reached_on)
        input.days = day - *tenant.last_reached_on;
    const Wide full = rule.levels[static_cast<std::size_t>(*tenant.anxiety)].count;
    Share share{full * power_of_half(input.days, rule.half_life_days), kOne.count};
    if (*tenant.anxiety == 3 && !tenant.anxiety_cleared && share.top < rule.floor.count * share.bottom) {
        share = {rule.floor.count, 1};
        input.held = true;
    }
    return line_of(Factor::anxiety, rule.weight, share, input);
}

FactorLine callback_line(const CallbackRule& rule, std::optional<Day> callback, Day day) {
    FactorInput input;
    if (!callback) {
        input.kind = FactorInput::Kind::none_asked;
        return line_of(Factor::callback, rule.weight, {rule.none_asked.count, 1}, input);
    }
    input.kind = FactorInput::Kind::days_left;
    input.overdue = *callback < day;
    input.number = input.overdue ? 0 : *callback - day;
    return line_of(Factor::callback, rule.weight, on_curve(rule.days_left, input.number), input);
}

FactorLine age_line(const Tenant& tenant, const AgeRule& rule, Day day) {
    if (!tenant.birth_year) return line_of(Factor::age, rule.weight, {rule.unknown.count, 1}, {});
    FactorInput input;
    input.kind = FactorInput::Kind::age;
    input.number = day.year() - *tenant.birth_year;
    return line_of(Factor::age, rule.weight, on_curve(rule.years, input.number), input);
}

FactorLine waiting_line(const Tenant& tenant, const WaitingRule& rule, Day day) {
    FactorInput input;
    if (!tenant.last_reached_on) {
        input.kind = FactorInput::Kind::never_reached;
        return line_of(Factor::waiting, rule.weight, {rule.never_reached.count, 1}, input);
    }
    input.kind = FactorInput::Kind::days_waiting;
    input.number = day - *tenant.last_reached_on;
    return line_of(Factor::waiting, rule.weight, on_curve(rule.days, input.number), input);
}

}  // namespace

Value isolation_of(const Tenant& tenant, const IsolationRule& rule) {
    const Share share = isolation_share(tenant, rule);
    return {half_up(share.top, share.bottom)};
}

ScoreCard card_of(const Tenant& tenant, const RuleSet& rules, std::optional<Day> callback, Day day) {
    const Factors& factors = rules.factors;
    ScoreCard card;
    card.lines[0] = isolation_line(tenant, factors.isolation);
    card.lines[1] = anxiety_line(tenant, factors.anxiety, day);
    card.lines[2] = callback_line(factors.callback, callback, day);
    card.lines[3] = age_line(tenant, factors.age, day);
    card.lines[4] = waiting_line(tenant, factors.waiting, day);
    for (const FactorLine& line : card.lines) card.points += line.points;
    card.band = card.points >= rules.bands.high     ? Band::high
                : card.points >= rules.bands.medium ? Band::medium
                                                    : Band::standard;
    return card;
}

}  // namespace bienveille::audit_detail
