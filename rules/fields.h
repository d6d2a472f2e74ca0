// Every field of a rule file, once, in the order in which it is written. Reading and writing both walk this list, so
// they cannot disagree; rules.schema.json is compared with it by a test.
//
// A Walk offers: walk(name, field) for each kind of field, walk.group(name, body) for an object of fields, and
// walk.within(name, hours, working_days) for a span that is given in one of the two units, walk.maybe(name, optional, body) for
// an object that may be missing.
// Rules is RuleSet or const RuleSet.
#pragma once

#include "engine/ruleset.h"

namespace bienveille {

template <class Walk, class Rules>
void walk_factors(Walk& walk, Rules& factors) {
    walk.group("isolation", [&] {
        auto& rule = factors.isolation;
        walk("weight", rule.weight);
        walk("lsns6", rule.lsns6);
        walk.group("proxy", [&] {
            walk("base", rule.proxy.base);
            walk("lives_alone", rule.proxy.lives_alone);
            walk("lives_alone_unknown", rule.proxy.lives_alone_unknown);
            walk("support_weak", rule.proxy.support_weak);
            walk("support_strong", rule.proxy.support_strong);
            walk("support_unknown", rule.proxy.support_unknown);
            walk("no_contact_person", rule.proxy.no_contact_person);
            walk("relatives_at_risk", rule.proxy.relatives_at_risk);
            walk("most", rule.proxy.most);
        });
    });
    walk.group("anxiety", [&] {
        walk("weight", factors.anxiety.weight);
        walk("levels", factors.anxiety.levels);
        walk("half_life_days", factors.anxiety.half_life_days);
        walk("floor", factors.anxiety.floor);
        walk("unknown", factors.anxiety.unknown);
    });
    walk.group("callback", [&] {
        walk("weight", factors.callback.weight);
        walk("days_left", factors.callback.days_left);
        walk("none_asked", factors.callback.none_asked);
        walk("default_due_days", factors.callback.default_due_days);
    });
    walk.group("age", [&] {
        walk("weight", factors.age.weight);
        walk("years", factors.age.years);
        walk("unknown", factors.age.unknown);
    });
    walk.group("waiting", [&] {
        walk("weight", factors.waiting.weight);
        walk("days", factors.waiting.days);
        walk("never_reached", factors.waiting.never_reached);
    });
}

template <class Walk, class Rules>
void walk_duties(Walk& walk, Rules& duties) {
    walk("first_recall_working_days", duties.first_recall_working_days);
    walk("recall_every_working_days", duties.recall_every_working_days);
    walk("calm_level", duties.calm_level);
    walk("calm_times", duties.calm_times);
    walk("mandatory_working_days", duties.mandatory_working_days);
    walk("slack_working_days", duties.slack_working_days);
    walk("rest_days", duties.rest_days);
    walk("longest_waiting_share", duties.longest_waiting_share);
    walk.group("high_risk", [&] {
        walk("level", duties.high_risk.level);
        walk("isolation", duties.high_risk.isolation);
        walk("age", duties.high_risk.age);
        walk("with_level", duties.high_risk.with_level);
    });
}

template <class Walk, class Rules>
void walk_retries(Walk& walk, Rules& retries) {
    const auto policy = [&](const char* name, auto& each) {
        walk.group(name, [&] {
            walk("tries", each.tries);
            walk.within("within", each.within_hours, each.within_working_days);
            walk("gap_minutes", each.gap_minutes);
            walk("most_a_day", each.most_a_day);
            walk("alternate_half_days", each.alternate_half_days);
            walk("resume_after_working_days", each.resume_after_working_days);
        });
    };
    policy("standard", retries.standard);
    policy("callback", retries.callback);
    policy("high_risk", retries.high_risk);
    walk("wait_working_days", retries.wait_working_days);
    walk("busy_gap_minutes", retries.busy_gap_minutes);
}

template <class Walk, class Rules>
void walk_work(Walk& walk, Rules& work) {
    walk.group("minutes", [&] {
        walk("unknown", work.unknown_level);
        walk("levels", work.levels);
    });
    walk("pause_after_level3", work.pause_after_level3);
    walk("debrief", work.debrief);
    walk("most_level3", work.most_level3);
    walk("most_level2_and_3", work.most_level2_and_3);
    walk("profiles", work.profiles);
    walk("profile", work.profile);
    walk("balance_tolerance", work.balance_tolerance);
    walk("default_language", work.default_language);
}

template <class Walk, class Rules>
void walk_calendar(Walk& walk, Rules& calendar) {
    walk("time_zone", calendar.time_zone);
    walk("windows", calendar.windows);
    walk("working_days", calendar.working_days);
    walk("feasts", calendar.feasts);
    walk("easter_offsets", calendar.easter_offsets);
    walk("closed_days", calendar.closed_days);
}

template <class Walk, class Rules>
void walk_rules(Walk& walk, Rules& rules) {
    walk("name", rules.name);
    walk("version", rules.version);
    walk("description", rules.description);
    walk.group("factors", [&] { walk_factors(walk, rules.factors); });
    walk.group("duties", [&] { walk_duties(walk, rules.duties); });
    walk.group("retries", [&] { walk_retries(walk, rules.retries); });
    walk.group("bands", [&] {
        walk("high", rules.bands.high);
        walk("medium", rules.bands.medium);
    });
    walk.group("work", [&] { walk_work(walk, rules.work); });
    walk("policy", rules.policy);
    walk.group("calendar", [&] { walk_calendar(walk, rules.calendar); });
    walk.maybe("revision", rules.revision, [&](auto& revision) {
        walk("author", revision.author);
        walk("on", revision.on);
        walk("reason", revision.reason);
        walk("parent", revision.parent);
    });
}

}  // namespace bienveille
