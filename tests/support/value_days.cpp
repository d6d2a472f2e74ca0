#include "tests/support/value_days.h"

#include <algorithm>
#include <string>

#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/changed_day.h"

namespace bienveille::test {

RandomDay day_of_equal_calls(std::uint64_t seed) {
    Dice dice(seed);
    const std::vector<std::string> languages{"", "ar", "tr", "pt"};
    std::vector<Tenant> tenants;
    for (int t = 0, count = dice.between(12, 70); t < count; ++t) {
        Tenant who = tenant("t" + std::to_string(t)).isolated(dice.between(0, 30)).born_in(dice.between(1925, 1960));
        who.language = dice.percent(50) ? "" : dice.one_of(languages);
        if (dice.percent(20)) who.callback_due_on = day("2020-04-03");
        tenants.push_back(who);
    }
    std::vector<Advisor> advisors;
    for (int a = 0, count = dice.between(2, 6); a < count; ++a) {
        Advisor who = advisor("a" + std::to_string(a)).with_minutes(kEqualMinutes * dice.between(1, 9));
        who.languages = {"fr"};
        for (const std::string& language : languages)
            if (!language.empty() && dice.percent(35)) who.languages.push_back(language);
        if (dice.percent(15)) who.languages.erase(who.languages.begin());
        if (dice.percent(25)) who.max_calls = dice.between(0, 8);
        if (dice.percent(50)) who.minutes = *who.minutes + Minutes{dice.between(1, kEqualMinutes - 1)};
        advisors.push_back(who);
    }
    RandomDay random{seed, on("2020-04-03", tenants, advisors), small_rules()};
    random.rules.work.unknown_level = Minutes{kEqualMinutes};
    return random;
}

RandomDay day_of_equal_calls_under_a_cap(std::uint64_t seed) {
    RandomDay random = day_of_equal_calls(seed);
    Dice dice(seed + 1'000'000);
    Work& work = random.rules.work;
    work.levels = {Minutes{kEqualMinutes}, Minutes{kEqualMinutes}, Minutes{kEqualMinutes}, Minutes{kEqualMinutes}};
    work.most_level2_and_3 = dice.between(0, 3);
    work.most_level3 = 0;
    random.rules.duties.longest_waiting_share = {dice.between(0, 40) * 10'000};
    for (Tenant& who : random.input.tenants) {
        if (dice.percent(70)) who.anxiety = dice.percent(60) ? 2 : dice.between(0, 1);
        if (dice.percent(60)) who.last_reached_on = random.input.day - dice.between(15, 60);
    }
    return random;
}

RandomDay day_of_equal_calls_under_both_caps(std::uint64_t seed) {
    RandomDay random = day_of_equal_calls(seed);
    Dice dice(seed + 2'000'000);
    Work& work = random.rules.work;
    work.levels.fill(Minutes{kEqualMinutes});
    work.pause_after_level3 = Minutes{0};
    work.most_level2_and_3 = dice.between(1, 5);
    work.most_level3 = dice.between(0, std::min(2, work.most_level2_and_3));
    random.rules.duties.longest_waiting_share = {dice.between(0, 40) * 10'000};
    for (Tenant& who : random.input.tenants) {
        if (dice.percent(80)) who.anxiety = dice.between(0, 3);
        who.anxiety_cleared = true;
        if (dice.percent(60)) who.last_reached_on = random.input.day - dice.between(15, 60);
    }
    return random;
}

RandomDay day_of_equal_calls_with_full_days_ahead(std::uint64_t seed) {
    RandomDay random = day_of_equal_calls_under_both_caps(seed);
    Dice dice(seed + 3'000'000);
    for (Tenant& who : random.input.tenants) {
        who.callback_due_on.reset();
        if (dice.percent(60)) who.callback_due_on = day("2020-04-06") + dice.between(0, 2);
    }
    random.rules.policy = Policy::value;
    return random;
}

RandomDay day_of_equal_calls_with_tight_days_ahead(std::uint64_t seed) {
    RandomDay random = day_of_equal_calls_under_both_caps(seed);
    Dice dice(seed + 77);
    const int promised = dice.between(40, 95), days = dice.between(0, 3);
    for (Tenant& who : random.input.tenants) {
        who.callback_due_on.reset();
        if (dice.percent(promised)) who.callback_due_on = day("2020-04-07") + dice.between(0, days);
        if (!dice.percent(8)) continue;
        who.last_attempt_at = Moment{random.input.day, at("09:00")};
        who.last_outcome = Outcome::no_answer;
        who.attempts = 1;
    }
    for (const Advisor& who : random.input.advisors)
        for (int later = 3; later <= 7; ++later)
            if (dice.percent(60))
                random.input.availability.push_back(
                    {who.id, random.input.day + later, Minutes{dice.between(0, 4 * kEqualMinutes)}});
    random.rules.policy = Policy::value;
    return random;
}

RandomDay day_of_equal_calls_with_deadlines_of_all_kinds(std::uint64_t seed) {
    RandomDay random = day_of_equal_calls_under_both_caps(seed);
    Dice dice(seed + 5'000'000);
    const int promised = dice.between(30, 80), days = dice.between(2, 6);
    for (Tenant& who : random.input.tenants) {
        who.callback_due_on.reset();
        if (dice.percent(promised)) who.callback_due_on = random.input.day + dice.between(0, days);
        who.anxiety_cleared = dice.percent(80);
        if (dice.percent(50)) who.anxiety_on = random.input.day - dice.between(0, 9);
        if (dice.percent(20)) who.joined_on = random.input.day - dice.between(0, 9);
        if (dice.percent(15)) {
            who.last_attempt_at = Moment{random.input.day - dice.between(0, 2), at("09:00")};
            who.last_outcome = Outcome::no_answer;
            who.attempts = dice.between(1, 4);
        }
    }
    for (Advisor& who : random.input.advisors) {
        if (dice.percent(30)) {
            const Day first = random.input.day + dice.between(1, 5);
            who.absent_on.push_back({first, first + dice.between(0, 3)});
        }
        for (int away = 3; away <= 6; ++away)
            if (dice.percent(25))
                random.input.availability.push_back(
                    {who.id, random.input.day + away, Minutes{dice.between(0, 5 * kEqualMinutes)}});
    }
    random.rules.policy = Policy::value;
    return random;
}

RandomDay day_of_level3_calls(std::uint64_t seed) {
    RandomDay random = day_of_equal_calls_under_both_caps(seed);
    Dice dice(seed + 3'000'000);
    random.rules.work.most_level2_and_3 = 9;
    random.rules.work.most_level3 = dice.between(2, 9);
    for (Tenant& who : random.input.tenants) who.anxiety = dice.percent(75) ? 3 : 0;
    random.rules.policy = Policy::value;
    return random;
}

namespace {

RandomDay with_level3_calls_under_both_caps(RandomDay random) {
    Dice dice(random.seed + 6'000'000);
    Work& work = random.rules.work;
    work.most_level2_and_3 = dice.between(2, 6);
    work.most_level3 = dice.between(2, work.most_level2_and_3);
    if (dice.percent(50)) random.rules.calendar.windows = {{at("09:30"), at("12:00")}};
    random.rules.duties.longest_waiting_share = {dice.between(0, 10) * 10'000};
    const int light = dice.between(5, 30), severe = dice.between(30, 70);
    for (Tenant& who : random.input.tenants) {
        who.anxiety = dice.percent(light) ? 0 : dice.percent(severe) ? 3 : 2;
        who.anxiety_cleared = true;
    }
    for (Advisor& who : random.input.advisors) {
        who.max_calls.reset();
        who.minutes = Minutes{kEqualMinutes * dice.between(3, 15)};
    }
    random.rules.policy = Policy::value;
    return random;
}

}  // namespace

RandomDay day_of_level3_calls_under_both_caps(std::uint64_t seed) {
    return with_level3_calls_under_both_caps(day_of_equal_calls_under_both_caps(seed));
}

RandomDay day_of_level3_calls_under_both_caps_with_tight_days_ahead(std::uint64_t seed) {
    return with_level3_calls_under_both_caps(day_of_equal_calls_with_tight_days_ahead(seed));
}

RandomDay while_it_runs(RandomDay random, bool tells_now) {
    Dice dice(random.seed + 4'000'000);
    const TimeOfDay now = at("09:00") + Minutes{dice.between(0, 8 * 60)};
    const int made = dice.one_of(std::vector<int>{50, 80, 100});  // of a hundred
    for (PreviousCall& call : previous_of(make_plan(random.input, random.rules).value())) {
        if (call.starts_at < now) {
            if (!dice.percent(made)) continue;
            call.state = now < call.starts_at + call.minutes + call.pause ? CallState::in_progress : CallState::done;
        } else {
            call.pinned = dice.percent(3);
        }
        random.input.previous.push_back(call);
    }
    if (tells_now) random.input.now = now;
    return random;
}

RandomDay day_of_unlike_calls(std::uint64_t seed) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    Work& work = random.rules.work;
    if (dice.percent(60)) {
        work.unknown_level = {dice.between(5, 20)};
        int minutes = dice.between(4, 10);
        for (Minutes& level : work.levels) level = {minutes}, minutes += dice.between(1, 9);
        work.pause_after_level3 = {dice.between(0, 12)};
    }
    if (dice.percent(30)) work.most_level3 = dice.between(0, 3);
    if (dice.percent(30)) work.most_level2_and_3 = std::max(work.most_level3, dice.between(1, 5));
    random.rules.calendar.windows = {{at("09:30"), at("10:40")}, {at("14:00"), at("15:20")}};
    std::vector<Tenant> tenants;
    for (int t = 0, count = dice.between(8, 36); t < count; ++t) {
        Tenant who = tenant("t" + std::to_string(t)).isolated(dice.between(0, 30)).born_in(dice.between(1925, 1960));
        if (dice.percent(80)) who.anxiety = dice.between(0, 3);
        who.anxiety_cleared = true;
        if (dice.percent(20)) who.language = "tr";
        if (dice.percent(10)) who.callback_due_on = day("2020-04-03");
        tenants.push_back(who);
    }
    std::vector<Advisor> advisors;
    for (int a = 0, count = dice.between(1, 3); a < count; ++a) {
        Advisor who = advisor("a" + std::to_string(a)).with_minutes(dice.between(40, 150));
        who.languages = {"fr"};
        if (dice.percent(50)) who.languages.push_back("tr");
        if (dice.percent(20)) who.max_calls = dice.between(2, 9);
        advisors.push_back(who);
    }
    random.input = on("2020-04-03", tenants, advisors);
    return random;
}

}  // namespace bienveille::test
