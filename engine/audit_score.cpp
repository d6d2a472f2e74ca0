// Score cards as the audit works them out: ratios in wide integers, the half-life by the machine's own power of two.
#include <algorithm>

#include "engine/audit_facts.h"

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

// By whole halvings and the series of e^-x for the rest, x = ln 2 x rest / half_life, in fractions of 2^62.
std::int64_t power_of_half(int days, int half_life) {
    constexpr int kBits = 62;
    constexpr std::int64_t kLn2 = 3'196'577'161'300'663'915;
    constexpr int kNothingLeft = 40;  // halvings
    if (days <= 0 || half_life <= 0) return kOne.count;
    const int halvings = days / half_life;
    if (halvings > kNothingLeft) return 0;
    const Wide x = Wide{kLn2} * (days % half_life) / half_life;
    Wide sum = 0;
    Wide term = Wide{1} << kBits;
    for (int k = 1; term != 0; ++k) {
        sum += k % 2 == 1 ? term : -term;
        term = static_cast<std::int64_t>(term * x >> kBits) / k;
    }
    return static_cast<std::int64_t>((2 * sum * kOne.count + (Wide{1} << (kBits + halvings))) >>
                                     (kBits + halvings + 1));
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

FactorLine age_line(const Tenant& tenant, const AgeRule& rule, int year) {
    if (!tenant.birth_year) return line_of(Factor::age, rule.weight, {rule.unknown.count, 1}, {});
    FactorInput input;
    input.kind = FactorInput::Kind::age;
    input.number = year - *tenant.birth_year;
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

// ---- what each factor looks at, as a number -----------------------------------------------------------
constexpr std::size_t kDaysKept = 512;
constexpr std::size_t kYearsKept = 256;
constexpr std::size_t kLevelStates = 8;  // four levels, cleared or not
constexpr std::int64_t kTotals = 31;     // of LSNS-6
constexpr std::size_t kProxies = 3 * 3 * 3 * 5;

int answer(std::optional<bool> known) { return known ? (*known ? 2 : 1) : 0; }

std::int64_t isolation_input(const Tenant& tenant) {
    if (tenant.lsns6) return *tenant.lsns6;
    const int support = tenant.support ? 1 + static_cast<int>(*tenant.support) : 0;
    return kTotals + answer(tenant.lives_alone) + 3 * answer(tenant.has_contact_person) +
           9 * answer(tenant.relatives_at_risk) + 27 * support;
}

std::int64_t anxiety_input(const Tenant& tenant, Day day) {
    if (!tenant.anxiety) return 0;
    std::int64_t days = 0;
    if (tenant.anxiety_on)
        days = day - *tenant.anxiety_on;
    else if (tenant.last_reached_on)
        days = day - *tenant.last_reached_on;
    const int state = *tenant.anxiety + (tenant.anxiety_cleared ? 4 : 0);
    return days < 0 ? -1 : 1 + days * static_cast<std::int64_t>(kLevelStates) + state;
}

}  // namespace

Cards::Cards(const RuleSet& rules, Day day)
    : rules_(rules),
      day_(day),
      year_(day.year()),
      isolation_(static_cast<std::size_t>(kTotals) + kProxies),
      anxiety_(1 + kDaysKept * kLevelStates),
      callback_(2 + kDaysKept),
      age_(1 + kYearsKept),
      waiting_(1 + kDaysKept) {}

template <class Each>
void Cards::for_each_line(const Tenant& tenant, std::optional<Day> callback, Each each) const {
    const Factors& f = rules_.factors;
    each(isolation_.of(isolation_input(tenant), [&] { return isolation_line(tenant, f.isolation); }));
    each(anxiety_.of(anxiety_input(tenant, day_), [&] { return anxiety_line(tenant, f.anxiety, day_); }));
    const std::int64_t left = !callback ? 0 : *callback < day_ ? 1 : 2 + std::int64_t{*callback - day_};
    each(callback_.of(left, [&] { return callback_line(f.callback, callback, day_); }));
    const std::int64_t years = tenant.birth_year ? 1 + std::int64_t{year_ - *tenant.birth_year} : 0;
    each(age_.of(years, [&] { return age_line(tenant, f.age, year_); }));
    const std::int64_t days = tenant.last_reached_on ? 1 + std::int64_t{day_ - *tenant.last_reached_on} : 0;
    each(waiting_.of(days, [&] { return waiting_line(tenant, f.waiting, day_); }));
}

Cards::Worth Cards::worth(const Tenant& tenant, std::optional<Day> callback) const {
    Worth worth;
    for_each_line(tenant, callback, [&](const FactorLine& line) {
        worth.points += line.points;
        if (line.factor == Factor::isolation) worth.isolation = line.value;
    });
    return worth;
}

Band Cards::band(Points points) const {
    return points >= rules_.bands.high ? Band::high : points >= rules_.bands.medium ? Band::medium : Band::standard;
}

bool Cards::is(const ScoreCard& card, const Tenant& tenant, std::optional<Day> callback) const {
    Points points;
    bool same = true;
    const FactorLine* shown = card.lines;
    for_each_line(tenant, callback, [&](const FactorLine& line) {
        points += line.points;
        same = same && *shown++ == line;
    });
    return same && card.points == points && card.band == band(points);
}

ScoreCard Cards::card(const Tenant& tenant, std::optional<Day> callback) const {
    ScoreCard card;
    std::size_t next = 0;
    for_each_line(tenant, callback, [&](const FactorLine& line) {
        card.lines[next++] = line;
        card.points += line.points;
    });
    card.band = band(card.points);
    return card;
}

}  // namespace bienveille::audit_detail
