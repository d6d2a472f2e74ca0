#include "engine/score.h"

#include <algorithm>
#include <array>

namespace bienveille {
namespace {

constexpr int kSevere = 3;  // the level that has a floor

// Rounds numerator / denominator half up; both not negative.
constexpr std::int64_t half_up(std::int64_t numerator, std::int64_t denominator) {
    return (2 * numerator + denominator) / (2 * denominator);
}

// ---- powers of one half, exactly ------------------------------------------------------------------
__extension__ using Wide = unsigned __int128;

// kRoots[k] is 2^(-2^-k) as a fraction of 2^64, each the integer square root of the one before it.
constexpr std::uint64_t square_root(Wide square) {
    std::uint64_t root = 0;
    for (int bit = 63; bit >= 0; --bit) {
        const std::uint64_t candidate = root | (std::uint64_t{1} << bit);
        if (Wide{candidate} * candidate <= square) root = candidate;
    }
    return root;
}

constexpr int kRootCount = 56;

constexpr std::array<std::uint64_t, kRootCount + 1> make_roots() {
    std::array<std::uint64_t, kRootCount + 1> roots{};
    roots[0] = std::uint64_t{1} << 63;
    for (std::size_t k = 1; k < roots.size(); ++k) roots[k] = square_root(Wide{roots[k - 1]} << 64);
    return roots;
}

constexpr auto kRoots = make_roots();

// ---- the factors ----------------------------------------------------------------------------------
// What a factor found: its value as an exact ratio in millionths, and what it looked at.
struct Finding {
    Ratio value;
    FactorInput input;
};

Ratio exactly(Value value) { return {value.count, 1}; }

FactorInput saw(FactorInput::Kind kind, int number = 0) {
    FactorInput input;
    input.kind = kind;
    input.number = number;
    return input;
}

Finding isolation(const Tenant& tenant, const IsolationRule& rule) {
    if (tenant.lsns6) return {value_at(rule.lsns6, *tenant.lsns6), saw(FactorInput::Kind::lsns6, *tenant.lsns6)};
    FactorInput input = saw(FactorInput::Kind::isolation_proxy);
    input.lives_alone = tenant.lives_alone;
    input.support = tenant.support;
    input.has_contact_person = tenant.has_contact_person;
    input.relatives_at_risk = tenant.relatives_at_risk;
    return {exactly(isolation_value(tenant, rule)), input};
}

// `share(days)` is half_life_share() for the rule's half-life.
template <class ShareOf>
Finding anxiety(const Tenant& tenant, const AnxietyRule& rule, Day day, ShareOf share) {
    if (!tenant.anxiety) return {exactly(rule.unknown), saw(FactorInput::Kind::unknown)};
    const int level = *tenant.anxiety;
    const std::optional<Day> seen = tenant.anxiety_on ? tenant.anxiety_on : tenant.last_reached_on;
    const int days = seen ? std::max(0, day - *seen) : 0;

    FactorInput input = saw(FactorInput::Kind::level, level);
    input.days = days;
    const std::int64_t top = rule.levels[static_cast<std::size_t>(level)].count;
    Ratio value{top * share(days).count, kOne.count};
    if (level == kSevere && !tenant.anxiety_cleared && value.numerator < rule.floor.count * value.denominator) {
        input.held = true;
        value = exactly(rule.floor);
    }
    return {value, input};
}

Finding callback(std::optional<Day> deadline, const CallbackRule& rule, Day day) {
    if (!deadline) return {exactly(rule.none_asked), saw(FactorInput::Kind::none_asked)};
    FactorInput input = saw(FactorInput::Kind::days_left, std::max(0, *deadline - day));
    input.overdue = *deadline < day;
    return {value_at(rule.days_left, input.number), input};
}

Finding age(const Tenant& tenant, const AgeRule& rule, int year) {
    if (!tenant.birth_year) return {exactly(rule.unknown), saw(FactorInput::Kind::unknown)};
    const int years = year - *tenant.birth_year;
    return {value_at(rule.years, years), saw(FactorInput::Kind::age, years)};
}

Finding waiting(const Tenant& tenant, const WaitingRule& rule, Day day) {
    if (!tenant.last_reached_on) return {exactly(rule.never_reached), saw(FactorInput::Kind::never_reached)};
    const int days = std::max(0, day - *tenant.last_reached_on);
    return {value_at(rule.days, days), saw(FactorInput::Kind::days_waiting, days)};
}

// Calls `each(factor, finding, weight)` for every factor: adding a factor is adding a line here.
template <class ShareOf, class Each>
void for_each_factor(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day, ShareOf share,
                     Each each) {
    const Factors& f = rules.factors;
    each(Factor::isolation, isolation(tenant, f.isolation), f.isolation.weight);
    each(Factor::anxiety, anxiety(tenant, f.anxiety, day, share), f.anxiety.weight);
    each(Factor::callback, callback(callback_deadline(tenant, rules, working), f.callback, day), f.callback.weight);
    each(Factor::age, age(tenant, f.age, day.year()), f.age.weight);
    each(Factor::waiting, waiting(tenant, f.waiting, day), f.waiting.weight);
}

std::string days_text(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string proxy_text(const FactorInput& input) {
    std::string text = "no LSNS-6";
    const auto add = [&](const char* part) { text += std::string(", ") + part; };
    if (!input.lives_alone)
        add("living alone unknown");
    else
        add(*input.lives_alone ? "lives alone" : "lives with others");
    if (!input.support)
        add("support unknown");
    else if (*input.support == Support::strong)
        add("strong support");
    else if (*input.support == Support::moderate)
        add("moderate support");
    else
        add(*input.support == Support::weak ? "weak support" : "no support");
    if (input.has_contact_person == false) add("nobody to call");
    if (input.relatives_at_risk == true) add("relatives at risk");
    return text;
}

}  // namespace

Value Ratio::rounded() const { return {half_up(numerator, denominator)}; }

Points Ratio::times(Points weight) const { return {half_up(numerator * weight.count, denominator * kOne.count)}; }

Ratio value_at(const Curve& curve, int input) {
    const auto& points = curve.points;
    if (input <= points.front().input) return exactly(points.front().value);
    if (input >= points.back().input) return exactly(points.back().value);
    const auto right = std::upper_bound(points.begin(), points.end(), input,
                                        [](int x, const CurvePoint& point) { return x < point.input; });
    const auto left = right - 1;
    const std::int64_t run = right->input - left->input;
    return {left->value.count * run + (right->value.count - left->value.count) * (input - left->input), run};
}

Value half_life_share(int days, int half_life) {
    const int halvings = days / half_life;
    if (halvings >= 32) return {0};
    // The rest of the exponent as a binary fraction: each bit multiplies by one root.
    Wide fraction = (Wide{static_cast<unsigned>(days % half_life)} << kRootCount) / static_cast<unsigned>(half_life);
    Wide share = Wide{1} << 64;
    for (std::size_t k = kRootCount; k >= 1; --k, fraction >>= 1)
        if ((fraction & 1) != 0) share = (share * kRoots[k]) >> 64;
    share >>= halvings;
    return {static_cast<std::int64_t>((share * static_cast<unsigned>(kOne.count) + (Wide{1} << 63)) >> 64)};
}

std::optional<Day> callback_deadline(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working) {
    if (tenant.callback_due_on) return working.on_or_before(*tenant.callback_due_on);
    if (tenant.callback_requested_on)
        return working.on_or_before(*tenant.callback_requested_on + rules.factors.callback.default_due_days);
    return std::nullopt;
}

Value isolation_value(const Tenant& tenant, const IsolationRule& rule) {
    if (tenant.lsns6) return value_at(rule.lsns6, *tenant.lsns6).rounded();
    const IsolationProxy& proxy = rule.proxy;
    Value sum = proxy.base;
    if (!tenant.lives_alone)
        sum += proxy.lives_alone_unknown;
    else if (*tenant.lives_alone)
        sum += proxy.lives_alone;
    if (!tenant.support)
        sum += proxy.support_unknown;
    else if (*tenant.support == Support::none || *tenant.support == Support::weak)
        sum += proxy.support_weak;
    else if (*tenant.support == Support::strong)
        sum += proxy.support_strong;
    if (tenant.has_contact_person == false) sum += proxy.no_contact_person;
    if (tenant.relatives_at_risk == true) sum += proxy.relatives_at_risk;
    return std::clamp(sum, Value{0}, proxy.most);
}

namespace {

template <class ShareOf>
ScoreCard card_of(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day, ShareOf share) {
    ScoreCard card;
    for_each_factor(tenant, rules, working, day, share, [&](Factor factor, const Finding& found, Points weight) {
        FactorLine& line = card.lines[static_cast<std::size_t>(factor)];
        line = {factor, found.value.times(weight), found.value.rounded(), weight, found.input};
        card.points += line.points;
    });
    card.band = card.points >= rules.bands.high     ? Band::high
                : card.points >= rules.bands.medium ? Band::medium
                                                    : Band::standard;
    return card;
}

}  // namespace

ScoreCard score(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day) {
    return card_of(tenant, rules, working, day,
                   [&](int days) { return half_life_share(days, rules.factors.anxiety.half_life_days); });
}

// ---- many tenants -----------------------------------------------------------------------------------
namespace {

constexpr std::size_t kDaysKept = 1024;

}  // namespace

Value HalfLife::share(int days) {
    const auto at = static_cast<std::size_t>(days);
    if (at >= kDaysKept) return half_life_share(days, half_life_);
    if (at >= known_.size()) known_.resize(at + 1, Value{-1});
    if (known_[at] < Value{0}) known_[at] = half_life_share(days, half_life_);
    return known_[at];
}

CardTable::CardTable(const RuleSet& rules, const WorkingDays& working, Day day)
    : rules_(rules), working_(working), day_(day), half_life_(rules.factors.anxiety.half_life_days) {}

ScoreCard CardTable::of(const Tenant& tenant) {
    return card_of(tenant, rules_, working_, day_, [&](int days) { return half_life_.share(days); });
}

// ---- a table for many tenants ---------------------------------------------------------------------
namespace {

// Inputs that are kept: beyond them (a level seen three years ago) each is worked out anew.
constexpr std::size_t kLevelStates = 5;  // level 3 cleared or not
constexpr std::size_t kLsns6 = 31;
constexpr std::size_t kProxies = 3 * 5 * 3 * 3;
constexpr std::size_t kYearsKept = 256;

std::size_t three_ways(std::optional<bool> known) { return known ? 1 + static_cast<std::size_t>(*known) : 0; }

std::size_t isolation_input(const Tenant& tenant) {
    if (tenant.lsns6) return static_cast<std::size_t>(*tenant.lsns6);
    std::size_t proxy = three_ways(tenant.lives_alone);
    proxy = proxy * 5 + (tenant.support ? 1 + static_cast<std::size_t>(*tenant.support) : 0);
    proxy = proxy * 3 + three_ways(tenant.has_contact_person);
    proxy = proxy * 3 + three_ways(tenant.relatives_at_risk);
    return kLsns6 + proxy;
}

// 0 where no level is known.
std::size_t anxiety_input(const Tenant& tenant, Day day) {
    if (!tenant.anxiety) return 0;
    const std::optional<Day> seen = tenant.anxiety_on ? tenant.anxiety_on : tenant.last_reached_on;
    const int days = seen ? std::max(0, day - *seen) : 0;
    const int state = *tenant.anxiety + (*tenant.anxiety == kSevere && tenant.anxiety_cleared ? 1 : 0);
    return 1 + static_cast<std::size_t>(days) * kLevelStates + static_cast<std::size_t>(state);
}

}  // namespace

PointsTable::PointsTable(const RuleSet& rules, Day day)
    : factors_(rules.factors),
      day_(day),
      year_(day.year()),
      half_life_(rules.factors.anxiety.half_life_days),
      isolation_value_(kLsns6 + kProxies, -1),
      isolation_(kLsns6 + kProxies, -1),
      anxiety_(1 + kDaysKept * kLevelStates, -1),
      callback_(1 + kDaysKept, -1),
      age_(1 + kYearsKept, -1),
      waiting_(1 + kDaysKept, -1) {}

template <class WorkOut>
std::int64_t PointsTable::once(Known& known, std::size_t input, WorkOut work_out) {
    if (input >= known.size()) return work_out();
    if (known[input] < 0) known[input] = static_cast<std::int32_t>(work_out());
    return known[input];
}

PointsTable::Worth PointsTable::of(const Tenant& tenant, std::optional<Day> deadline) {
    const auto points = [](const Finding& found, Points weight) { return found.value.times(weight).count; };
    const Factors& f = factors_;
    const std::size_t isolated = isolation_input(tenant);
    const auto days_left = deadline ? 1 + static_cast<std::size_t>(std::max(0, *deadline - day_)) : 0;
    const auto years = tenant.birth_year ? 1 + static_cast<std::size_t>(year_ - *tenant.birth_year) : 0;
    const auto days =
        tenant.last_reached_on ? 1 + static_cast<std::size_t>(std::max(0, day_ - *tenant.last_reached_on)) : 0;
    const std::int64_t sum =
        once(isolation_, isolated, [&] { return points(isolation(tenant, f.isolation), f.isolation.weight); }) +
        once(anxiety_, anxiety_input(tenant, day_),
             [&] {
                 const auto share = [&](int since) { return half_life_.share(since); };
                 return points(anxiety(tenant, f.anxiety, day_, share), f.anxiety.weight);
             }) +
        once(callback_, days_left, [&] { return points(callback(deadline, f.callback, day_), f.callback.weight); }) +
        once(age_, years, [&] { return points(age(tenant, f.age, year_), f.age.weight); }) +
        once(waiting_, days, [&] { return points(waiting(tenant, f.waiting, day_), f.waiting.weight); });
    return {Points{sum},
            Value{once(isolation_value_, isolated, [&] { return isolation_value(tenant, f.isolation).count; })}};
}

std::string describe(const FactorInput& input) {
    using Kind = FactorInput::Kind;
    switch (input.kind) {
        case Kind::unknown: return "unknown";
        case Kind::lsns6: return "LSNS-6 " + std::to_string(input.number);
        case Kind::isolation_proxy: return proxy_text(input);
        case Kind::level:
            return "level " + std::to_string(input.number) + ", " + days_text(input.days) + " ago" +
                   (input.held ? ", held until cleared" : "");
        case Kind::days_left: return input.overdue ? "overdue" : days_text(input.number) + " left";
        case Kind::none_asked: return "no callback asked";
        case Kind::age: return std::to_string(input.number) + " years";
        case Kind::days_waiting: return days_text(input.number) + " since last reached";
        case Kind::never_reached: return "never reached";
    }
    return {};
}

}  // namespace bienveille
