#include "tests/support/builders.h"

#include <cassert>

namespace bienveille::test {
namespace {

constexpr Value percent(int count) { return {count * 10'000}; }
constexpr Points points(int whole) { return {whole * 100}; }

Factors factors() {
    Factors all;
    all.isolation.weight = points(35);
    all.isolation.lsns6.points = {{0, percent(100)}, {5, percent(100)}, {11, percent(70)},
                                  {12, percent(50)}, {18, percent(15)}, {24, percent(0)}};
    all.isolation.proxy = {percent(20), percent(20), percent(13), percent(30), percent(-20),
                           percent(4),  percent(15), percent(10), percent(80)};
    all.anxiety = {points(25), {percent(0), percent(35), percent(70), percent(100)}, 14, percent(50), percent(0)};
    all.callback.weight = points(20);
    all.callback.days_left.points = {{0, percent(100)}, {2, percent(90)}, {5, percent(60)}, {10, percent(30)}};
    all.age.weight = points(10);
    all.age.years.points = {
        {60, percent(0)}, {65, percent(20)}, {75, percent(45)}, {80, percent(70)}, {85, percent(100)}};
    all.age.unknown = percent(35);
    all.waiting.weight = points(10);
    all.waiting.days.points = {{0, percent(0)}, {14, percent(100)}};
    all.waiting.never_reached = percent(100);
    return all;
}

Work work() {
    Work rule;
    rule.unknown_level = {9};
    rule.levels = {Minutes{8}, Minutes{10}, Minutes{13}, Minutes{23}};
    rule.pause_after_level3 = {10};
    rule.debrief = {20};
    rule.profiles = {{"courant", {240}}, {"renforce", {300}}, {"crise", {360}}};
    rule.profile = "courant";
    rule.balance_tolerance = percent(10);
    rule.default_language = "fr";
    return rule;
}

}  // namespace

Day day(const char* iso) {
    const auto read = day_from_iso(iso);
    assert(read);
    return *read;
}

TimeOfDay at(const char* hhmm) {
    const auto read = time_from_hhmm(hhmm);
    assert(read);
    return *read;
}

RuleSet small_rules() {
    RuleSet rules;
    rules.name = "small";
    rules.version = "1.0.0";
    rules.factors = factors();
    rules.duties.longest_waiting_share = percent(10);
    rules.duties.high_risk.isolation = percent(70);
    rules.retries.callback.within_hours = 48;
    rules.retries.callback.within_working_days = 0;
    rules.retries.callback.resume_after_working_days = 2;
    rules.retries.high_risk.tries = 3;
    rules.retries.high_risk.within_hours = 24;
    rules.retries.high_risk.within_working_days = 0;
    rules.retries.high_risk.resume_after_working_days = 1;
    rules.retries.wait_working_days = {{Outcome::reached_brief, 2}, {Outcome::prefers_switchboard, 2}};
    rules.bands = {points(60), points(35)};
    rules.work = work();
    rules.calendar.windows = {{at("09:30"), at("12:00")}, {at("14:00"), at("17:30")}};
    rules.calendar.working_days = {1, 2, 3, 4, 5};
    rules.calendar.feasts = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};
    rules.calendar.easter_offsets = {1, 39, 50};
    return rules;
}

}  // namespace bienveille::test
