#include "tests/support/random_input.h"

#include <algorithm>
#include <string>

#include "tests/support/builders.h"

namespace bienveille::test {
namespace {

const std::vector<std::string> kAreas{"north", "south", "centre"};

std::string numbered(const char* prefix, int number) {
    std::string digits = std::to_string(number);
    return prefix + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

// How much of each unusual thing a day has, in percent.
struct Mix {
    int language = 15, slot = 8, promise = 45, emergency = 3, excluded = 8, no_phone = 3, tried = 15;
    int level3 = 10, known_level = 80;
};

void promise(Tenant& tenant, Day today, const Mix& mix, Dice& dice) {
    tenant.callback_requested_on = today - dice.between(0, 12);
    if (tenant.last_reached_on && dice.percent(80)) tenant.callback_requested_on = tenant.last_reached_on;
    if (dice.percent(70))
        tenant.callback_due_on = std::max(*tenant.callback_requested_on, today + dice.between(-4, 12));
    if (dice.percent(mix.slot)) {
        if (dice.percent(75)) tenant.callback_due_on = std::max(*tenant.callback_requested_on, today);
        tenant.callback_slot.time = TimeOfDay{dice.between(34, 70) * 15};  // 08:30 to 17:30
    } else if (dice.percent(20)) {
        tenant.callback_slot.half_day = dice.percent(50) ? HalfDay::morning : HalfDay::afternoon;
    }
}

void try_before(Tenant& tenant, Day today, Dice& dice) {
    static const std::vector<Outcome> kOutcomes{
        Outcome::no_answer,           Outcome::no_answer,     Outcome::busy,
        Outcome::voicemail,           Outcome::wrong_number,  Outcome::reached_brief,
        Outcome::prefers_switchboard, Outcome::not_attempted, Outcome::reached_third_party};
    tenant.last_outcome = dice.one_of(kOutcomes);
    tenant.attempts = dice.between(0, 6);
    if (dice.percent(85))
        tenant.last_attempt_at = Moment{today - dice.between(0, 9), TimeOfDay{dice.between(570, 1000)}};
}

Tenant any_tenant(int number, Day today, int advisors, const Mix& mix, Dice& dice) {
    Tenant tenant;
    tenant.id = {numbered("LOC-", number)};
    tenant.has_phone = !dice.percent(mix.no_phone);
    if (dice.percent(70)) tenant.area = dice.one_of(kAreas);
    if (dice.percent(mix.language)) tenant.language = dice.percent(60) ? "tr" : "pt";
    if (dice.percent(20)) tenant.language = "fr";
    if (dice.percent(60)) tenant.last_advisor = {numbered("CONS-", dice.between(1, advisors + 1))};
    if (dice.percent(80)) tenant.birth_year = dice.between(1925, 1962);
    if (dice.percent(60)) tenant.lsns6 = dice.between(0, 30);
    if (dice.percent(mix.known_level))
        tenant.anxiety = dice.percent(mix.level3) ? 3 : dice.percent(25) ? 2 : dice.between(0, 1);
    if (dice.percent(65)) tenant.last_reached_on = today - (dice.percent(5) ? 0 : dice.between(1, 30));
    if (tenant.anxiety && dice.percent(80)) tenant.anxiety_on = tenant.last_reached_on.value_or(today - 6);
    if (dice.percent(60)) tenant.joined_on = today - dice.between(0, 20);
    if (dice.percent(mix.promise)) promise(tenant, today, mix, dice);
    if (dice.percent(mix.tried)) try_before(tenant, today, dice);
    if (tenant.anxiety == 3 && dice.percent(50)) tenant.level3_recalls = dice.between(1, 3);
    if (dice.percent(4)) tenant.level3_recalls = 1;
    if (tenant.level3_recalls > 0) tenant.calm_in_a_row = dice.between(0, 2);
    tenant.anxiety_cleared = dice.percent(10);
    tenant.emergency_open = dice.percent(mix.emergency);
    if (dice.percent(60)) tenant.lives_alone = dice.percent(60);
    if (dice.percent(60)) tenant.support = static_cast<Support>(dice.between(0, 3));
    if (dice.percent(40)) tenant.has_contact_person = dice.percent(70);
    if (dice.percent(40)) tenant.relatives_at_risk = dice.percent(15);
    if (dice.percent(50)) tenant.preferred_half_day = dice.percent(50) ? HalfDay::morning : HalfDay::afternoon;
    if (dice.percent(mix.excluded)) {
        tenant.status = static_cast<Status>(dice.between(0, 5));
        if (dice.percent(60)) tenant.absent_until = today + dice.between(-3, 5);
    }
    return tenant;
}

void absences(Advisor& advisor, DayInput& input, Dice& dice) {
    if (dice.once_in(8)) advisor.works_on = {1, 3, 5};
    if (dice.once_in(10)) advisor.absent_on.push_back({input.day - 1, input.day + dice.between(-1, 2)});
    if (dice.once_in(6))
        input.availability.push_back({advisor.id, input.day, {dice.once_in(4) ? 0 : dice.between(20, 240)}});
    if (dice.once_in(8)) input.availability.push_back({advisor.id, input.day + 3, {dice.between(0, 300)}});
}

// Calls of the plan as it stood: some under way, some fixed by a person, most free to move.
void under_way(DayInput& input, const RuleSet& rules, int chance, Dice& dice) {
    for (const Tenant& tenant : input.tenants) {
        if (!dice.percent(chance)) continue;
        PreviousCall call;
        call.tenant = tenant.id;
        call.advisor = dice.one_of(input.advisors).id;
        call.starts_at = TimeOfDay{dice.between(108, 205) * 5};
        call.minutes = {dice.between(5, 25)};
        if (tenant.anxiety == 3) call.pause = rules.work.pause_after_level3;
        call.state = dice.percent(50) ? CallState::planned : static_cast<CallState>(dice.between(0, 6));
        call.pinned = dice.percent(30);
        input.previous.push_back(call);
    }
}

void vary(RuleSet& rules, Dice& dice) {
    if (dice.percent(50)) {
        rules.work.unknown_level = {dice.between(5, 20)};
        int minutes = dice.between(4, 10);
        for (Minutes& level : rules.work.levels) level = {minutes}, minutes += dice.between(1, 9);
        rules.work.pause_after_level3 = {dice.between(0, 15)};
    }
    if (dice.percent(40)) rules.work.most_level3 = dice.between(0, 3);
    if (dice.percent(40)) rules.work.most_level2_and_3 = std::max(rules.work.most_level3, dice.between(1, 6));
    if (dice.percent(40)) rules.work.balance_tolerance = {dice.between(0, 30) * 10'000};
    if (dice.percent(40)) rules.duties.longest_waiting_share = {dice.between(0, 60) * 10'000};
}

}  // namespace

std::uint64_t Dice::next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

RandomDay tiny_day(std::uint64_t seed) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    vary(random.rules, dice);
    DayInput& input = random.input;
    input.day = day("2020-04-03") + dice.between(0, 20);
    while (input.day.weekday() > 5) input.day = input.day + 1;
    if (dice.percent(50)) random.rules.calendar.windows = {{at("09:00"), at("10:00")}, {at("14:00"), at("14:50")}};
    const int advisors = dice.between(1, 3);
    Mix mix;
    mix.tried = 5;
    mix.excluded = 3;
    mix.level3 = dice.percent(30) ? 60 : 15;
    mix.language = dice.percent(50) ? 40 : 0;
    const int tenants = dice.between(1, 7);
    for (int t = 1; t <= tenants; ++t) {
        input.tenants.push_back(any_tenant(t, input.day, advisors, mix, dice));
        Tenant& tenant = input.tenants.back();
        if (tenant.callback_slot.time && dice.percent(80))
            tenant.callback_slot.time =
                dice.one_of(random.rules.calendar.windows).from + Minutes{dice.between(0, 6) * 5};
    }
    for (int a = 1; a <= advisors; ++a) {
        Advisor advisor;
        advisor.id = {numbered("CONS-", a)};
        if (dice.percent(70)) advisor.area = dice.one_of(kAreas);
        if (mix.language > 0 && dice.percent(50)) advisor.languages = {dice.percent(70) ? "fr" : "pt", "tr"};
        advisor.minutes = Minutes{dice.between(10, 90)};
        if (dice.once_in(4)) advisor.max_calls = dice.between(0, 3);
        if (dice.once_in(4)) absences(advisor, input, dice);
        input.advisors.push_back(advisor);
    }
    if (dice.once_in(4)) under_way(input, random.rules, 25, dice);
    return random;
}

RandomDay tiny_day_of_equal_calls(std::uint64_t seed) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    DayInput& input = random.input;
    input.day = day("2020-04-03");
    const int advisors = dice.between(1, 3);
    const std::vector<std::string> languages{"fr", "tr", "pt"};
    const int tenants = dice.between(1, 7);
    for (int t = 1; t <= tenants; ++t) {
        Tenant tenant;
        tenant.id = {numbered("LOC-", t)};
        tenant.has_phone = true;
        tenant.language = dice.one_of(languages);
        tenant.anxiety = 0;
        tenant.lsns6 = dice.between(0, 30);
        tenant.birth_year = dice.between(1925, 1960);
        if (dice.percent(30)) tenant.callback_due_on = input.day + dice.between(0, 5);
        if (dice.percent(60)) tenant.last_advisor = {numbered("CONS-", dice.between(1, advisors))};
        if (dice.percent(60)) tenant.area = dice.one_of(kAreas);
        input.tenants.push_back(tenant);
    }
    for (int a = 1; a <= advisors; ++a) {
        Advisor advisor;
        advisor.id = {numbered("CONS-", a)};
        advisor.minutes = Minutes{8 * dice.between(1, 3) + dice.between(0, 7)};
        advisor.area = dice.one_of(kAreas);
        for (const std::string& language : languages)
            if (dice.percent(60)) advisor.languages.push_back(language);
        input.advisors.push_back(advisor);
    }
    return random;
}

RandomDay medium_day(std::uint64_t seed) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    vary(random.rules, dice);
    DayInput& input = random.input;
    input.day = day("2020-04-01") + dice.between(0, 25);
    if (dice.once_in(6)) {
        Calendar odd = random.rules.calendar;
        odd.working_days = {1, 2, 4, 6};
        odd.windows = {{at("08:45"), at("10:05")}, {at("10:20"), at("11:00")}, {at("13:00"), at("16:10")}};
        odd.closed_days = {input.day + dice.between(0, 4)};
        input.calendar = odd;
    }
    const int advisors = dice.between(1, 8);
    Mix mix;
    mix.promise = dice.between(5, 80);
    mix.level3 = dice.between(2, 40);
    mix.slot = dice.between(0, 15);
    const int tenants = dice.between(10, 120);
    for (int t = 1; t <= tenants; ++t) input.tenants.push_back(any_tenant(t, input.day, advisors, mix, dice));
    for (int a = 1; a <= advisors; ++a) {
        Advisor advisor;
        advisor.id = {numbered("CONS-", a)};
        if (dice.percent(70)) advisor.area = dice.one_of(kAreas);
        if (dice.percent(40)) advisor.languages = {"fr", dice.percent(50) ? "tr" : "pt"};
        if (dice.once_in(12)) advisor.languages = {"tr"};
        if (dice.percent(60)) advisor.minutes = Minutes{dice.between(20, 300)};
        if (dice.once_in(6)) advisor.max_calls = dice.between(0, 15);
        absences(advisor, input, dice);
        input.advisors.push_back(advisor);
    }
    if (dice.percent(40)) under_way(input, random.rules, dice.between(2, 25), dice);
    return random;
}

namespace {

// A promise some days away, with whatever may hold it back: a time of its day, a try, a call today.
Tenant promised_tenant(int number, Day today, int advisors, const Mix& mix, int days, Dice& dice) {
    Tenant tenant = any_tenant(number, today, advisors, mix, dice);
    if (dice.percent(15)) return tenant;
    tenant.callback_slot = {};
    tenant.callback_requested_on = today - dice.between(0, 9);
    tenant.callback_due_on = today + dice.between(0, days);
    if (dice.percent(mix.slot)) tenant.callback_slot.time = TimeOfDay{dice.between(38, 68) * 15};
    if (dice.percent(10)) tenant.last_reached_on = today;
    return tenant;
}

RandomDay scarce(std::uint64_t seed, int tenants_most, int advisors_most, int minutes_least, int minutes_most) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    vary(random.rules, dice);
    DayInput& input = random.input;
    input.day = day("2020-04-01") + dice.between(0, 30);
    const int advisors = dice.between(1, advisors_most);
    const int days = dice.between(1, 9);
    Mix mix;
    mix.language = dice.percent(50) ? 45 : 5;
    mix.level3 = dice.percent(40) ? 50 : 8;
    mix.slot = dice.between(0, 25);
    mix.tried = dice.between(0, 40);
    mix.emergency = 1;
    mix.excluded = 3;
    const int tenants = dice.between(1, tenants_most);
    for (int t = 1; t <= tenants; ++t)
        input.tenants.push_back(promised_tenant(t, input.day, advisors, mix, days, dice));
    const bool counted = dice.percent(30);
    for (int a = 1; a <= advisors; ++a) {
        Advisor advisor;
        advisor.id = {numbered("CONS-", a)};
        if (dice.percent(60)) advisor.languages = {dice.percent(70) ? "fr" : "pt", dice.percent(50) ? "tr" : "pt"};
        advisor.minutes = Minutes{dice.between(minutes_least, minutes_most)};
        if (counted || dice.once_in(8)) advisor.max_calls = dice.between(0, 4);
        absences(advisor, input, dice);
        if (dice.once_in(3)) {
            const int first = dice.between(0, days);
            advisor.absent_on.push_back({input.day + first, input.day + first + dice.between(0, 3)});
        }
        for (int ahead = 1; ahead <= days; ++ahead)
            if (dice.once_in(8)) input.availability.push_back({advisor.id, input.day + ahead, {dice.between(0, 90)}});
        // One row for an advisor and day.
        auto& rows = input.availability;
        std::sort(rows.begin(), rows.end(), [](const Availability& x, const Availability& y) {
            return std::pair(x.advisor, x.day) < std::pair(y.advisor, y.day);
        });
        rows.erase(std::unique(rows.begin(), rows.end(),
                               [](const Availability& x, const Availability& y) {
                                   return x.advisor == y.advisor && x.day == y.day;
                               }),
                   rows.end());
        input.advisors.push_back(advisor);
    }
    if (dice.once_in(4)) under_way(input, random.rules, 12, dice);
    return random;
}

}  // namespace

RandomDay scarce_day(std::uint64_t seed) { return scarce(seed, 90, 6, 15, 150); }

RandomDay tiny_scarce_day(std::uint64_t seed) { return scarce(seed, 8, 3, 8, 45); }

RandomDay tiny_day_before_a_gap(std::uint64_t seed) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    DayInput& input = random.input;
    input.day = day("2020-04-06");
    for (int t = 1, tenants = dice.between(3, 8); t <= tenants; ++t) {
        Tenant tenant;
        tenant.id = {numbered("LOC-", t)};
        tenant.has_phone = true;
        tenant.language = dice.percent(70) ? "" : "tr";
        tenant.lsns6 = dice.between(0, 30);
        if (dice.percent(60)) tenant.anxiety = dice.between(0, 2);
        tenant.birth_year = dice.between(1925, 1960);
        tenant.last_reached_on = input.day - dice.between(2, 30);
        if (dice.percent(50)) tenant.callback_due_on = input.day + dice.between(1, 4);
        input.tenants.push_back(tenant);
    }
    for (int a = 1, advisors = dice.between(1, 3); a <= advisors; ++a) {
        Advisor advisor;
        advisor.id = {numbered("CONS-", a)};
        advisor.minutes = Minutes{dice.between(9, 30)};
        advisor.languages = {"fr"};
        if (dice.percent(60)) advisor.languages.push_back("tr");
        input.advisors.push_back(advisor);
        for (int ahead = 1; ahead <= 4; ++ahead)
            if (dice.percent(75)) input.availability.push_back({advisor.id, input.day + ahead, {dice.between(0, 12)}});
    }
    return random;
}

RandomDay plausible_day(std::uint64_t seed, int tenants, int advisors) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    random.rules.work.profile = "renforce";
    DayInput& input = random.input;
    input.day = day("2020-04-03");
    Mix mix;
    mix.level3 = 5;
    mix.slot = 2;
    mix.language = 8;
    for (int t = 1; t <= tenants; ++t) input.tenants.push_back(any_tenant(t, input.day, advisors, mix, dice));
    for (int a = 1; a <= advisors; ++a) {
        Advisor advisor;
        advisor.id = {numbered("CONS-", a)};
        advisor.area = dice.one_of(kAreas);
        if (dice.percent(40)) advisor.languages = {"fr", dice.percent(50) ? "tr" : "pt"};
        if (dice.once_in(5)) advisor.minutes = Minutes{dice.between(120, 300)};
        input.advisors.push_back(advisor);
    }
    return random;
}

DayInput shuffled(const DayInput& input, std::uint64_t seed) {
    Dice dice(seed);
    DayInput other = input;
    dice.shuffle(other.tenants);
    dice.shuffle(other.advisors);
    dice.shuffle(other.availability);
    dice.shuffle(other.previous);
    for (Advisor& advisor : other.advisors) {
        dice.shuffle(advisor.languages);
        dice.shuffle(advisor.works_on);
        dice.shuffle(advisor.absent_on);
    }
    return other;
}

}  // namespace bienveille::test
