#include "bench/instance.h"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "bench/dice.h"
#include "rules/built_in.h"

namespace bienveille::bench {
namespace {

constexpr Day kDay{18'355};  // Friday 3 April 2020
constexpr int kLanguages = 24;
constexpr int kOtherLanguagesSpoken = 4;
constexpr int kMinutesOfADay = 240;

std::string numbered(const char* prefix, int number) {
    char text[32];
    std::snprintf(text, sizeof text, "%s-%07d", prefix, number);
    return text;
}

std::string language(int number) { return number == 0 ? "fr" : "l" + std::to_string(number); }

Advisor advisor(int number, int areas) {
    Advisor advisor;
    advisor.id = {numbered("CONS", number)};
    advisor.area = numbered("AREA", number % areas);
    advisor.minutes = Minutes{kMinutesOfADay};
    advisor.languages = {language(0)};
    for (int i = 0; i < kOtherLanguagesSpoken; ++i)
        advisor.languages.push_back(language(1 + (number * kOtherLanguagesSpoken + i) % (kLanguages - 1)));
    return advisor;
}

// Levels as at the end of the first wave: 610 / 150 / 144 / 40 of 944.
int anxiety_level(Dice& dice) {
    const int draw = dice.below(944);
    return draw < 610 ? 0 : draw < 760 ? 1 : draw < 904 ? 2 : 3;
}

Tenant tenant(int number, int areas, Size size, Dice& dice) {
    Tenant tenant;
    tenant.id = {numbered("LOC", number)};
    tenant.area = numbered("AREA", dice.below(areas));
    tenant.language = language(dice.below(10) < 7 ? 0 : 1 + dice.below(kLanguages - 1));
    if (!dice.one_in(5)) tenant.last_advisor = {numbered("CONS", dice.below(size.advisors))};
    tenant.birth_year = 1922 + dice.below(40);
    if (dice.one_in(2)) tenant.lsns6 = dice.below(31);
    tenant.lives_alone = dice.below(10) < 6;
    tenant.support = static_cast<Support>(dice.below(4));
    tenant.has_contact_person = !dice.one_in(4);
    tenant.relatives_at_risk = dice.one_in(8);
    tenant.has_phone = true;
    if (dice.one_in(20)) return tenant;  // never reached: nothing is known of a call
    tenant.last_reached_on = kDay - 14 - dice.below(30);
    tenant.anxiety = anxiety_level(dice);
    tenant.anxiety_on = tenant.last_reached_on;
    tenant.anxiety_cleared = *tenant.anxiety == 3 && !dice.one_in(4);
    if (dice.one_in(5)) {
        tenant.callback_requested_on = tenant.last_reached_on;
        tenant.callback_due_on = kDay + 1 + dice.below(13);  // ten working days
    }
    return tenant;
}

void promise_some_times(DayInput& input, Dice& dice) {
    for (Tenant& tenant : input.tenants) {
        if (!dice.one_in(200) || !tenant.last_reached_on) continue;
        tenant.callback_requested_on = tenant.last_reached_on;
        tenant.callback_due_on = kDay;
        tenant.callback_slot.time = TimeOfDay{14 * 60 + 15 * dice.below(12)};
    }
}

// Leaves so many owed a call that they fill four fifths of the day, at 11 minutes a call on average (pauses included).
void reach_most_lately(DayInput& input) {
    const std::size_t owed = input.advisors.size() * kMinutesOfADay * 4 / 5 / 11;
    for (std::size_t i = owed; i < input.tenants.size(); ++i) {
        Tenant& tenant = input.tenants[i];
        tenant.last_reached_on = kDay - 3;
        tenant.anxiety_on.reset();
        tenant.anxiety = 0;
        tenant.callback_requested_on.reset();
        tenant.callback_due_on.reset();
    }
}

// Far more than there is room for: 60 % until Wednesday, where four days have room for about 10 % each.
void promise_too_much(DayInput& input, Dice& dice) {
    for (Tenant& tenant : input.tenants) {
        if (dice.below(5) >= 3 || !tenant.last_reached_on || tenant.callback_slot.time) continue;
        tenant.callback_requested_on = tenant.last_reached_on;
        tenant.callback_due_on = kDay + 1 + dice.below(5);
    }
}

RuleSet equal_minutes(RuleSet rules) {
    rules.work.levels.fill(rules.work.unknown_level);
    rules.work.pause_after_level3 = Minutes{0};
    rules.work.most_level3 = rules.work.most_level2_and_3 = kMinutesOfADay;
    return rules;
}

}  // namespace

Instance instance(Situation situation, Size size, std::uint64_t seed) {
    Instance made{{}, default_rules()};
    Dice dice(seed);
    const int areas = std::max(4, size.advisors / 4);
    made.input.day = kDay;
    for (int i = 0; i < size.advisors; ++i) made.input.advisors.push_back(advisor(i, areas));
    made.input.tenants.reserve(static_cast<std::size_t>(size.tenants));
    for (int i = 0; i < size.tenants; ++i) made.input.tenants.push_back(tenant(i, areas, size, dice));
    if (situation == Situation::equal) made.rules = equal_minutes(made.rules);
    if (situation != Situation::equal) promise_some_times(made.input, dice);
    if (situation == Situation::slack) reach_most_lately(made.input);
    if (situation == Situation::overfull) promise_too_much(made.input, dice);
    return made;
}

}  // namespace bienveille::bench
