// C4: every place on a later day is one that can be had, all of them together; P4: who must have one.
#include <string>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille::audit_detail {
namespace {

// Whether this tenant can be called on that day by that advisor, everybody else left aside.
void check_place(const Audited& audited, std::uint32_t t, Day last, const std::string& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Unplanned& row = *audited.row(t);
    const Standing& standing = facts.standings[t];
    if (row.look_ahead_day.has_value() != row.look_ahead_advisor.has_value()) {
        findings.add("C4", path + ".look_ahead_day", "a place is a day and an advisor, both or neither");
        return;
    }
    if (!row.look_ahead_day) return;
    const Day day = *row.look_ahead_day;
    const auto wrong = [&](const char* field, const std::string& message) {
        findings.add("C4", path + field, message);
    };
    if (day <= facts.input.day) wrong(".look_ahead_day", "is " + day.iso() + "; must be after the plan's day");
    if (facts.has_duty(t) && day < standing.first)
        wrong(".look_ahead_day", "is " + day.iso() + "; nobody may call before " + standing.first.iso());
    if (day > last) wrong(".look_ahead_day", "is " + day.iso() + "; must be at most " + last.iso());
    if (!standing.dialable) wrong(".look_ahead_day", "is a place for a call that nobody can dial");
    const auto seat = facts.seat_of.find(row.look_ahead_advisor->text);
    if (seat == facts.seat_of.end())
        return wrong(".look_ahead_advisor", row.look_ahead_advisor->text + " is not in the team");
    if (!facts.speaks(seat->second, standing))
        wrong(".look_ahead_advisor", row.look_ahead_advisor->text + " does not speak the tenant's language");
    if (day > facts.input.day && audited.later.capacity(seat->second, day) == Minutes{})
        wrong(".look_ahead_advisor", row.look_ahead_advisor->text + " is not there on " + day.iso());
}

void check_keeping(const Audited& audited, std::uint32_t t, const std::string& path, Findings& findings) {
    const Unplanned& row = *audited.row(t);
    const std::string who = row.tenant.text;
    if (!audited.facts.has_duty(t)) {
        if (row.keeping) findings.add("P4", path + ".keeping", "is told, but " + who + " has no deadline");
        if (row.look_ahead_day && audited.facts.standings[t].not_owed)
            findings.add("C4", path + ".look_ahead_day", "is a place, but " + who + " is owed no call");
    } else if (!row.keeping) {
        findings.add(
            "P4", path + ".keeping",
            "is not told; the deadline " + audited.facts.last_day(t).iso() + " is kept, impossible or unproven");
    } else if (*row.keeping == Keeping::kept && !row.look_ahead_day) {
        findings.add("C4", path + ".look_ahead_day", "is none; a kept call has its place");
    } else if (*row.keeping != Keeping::kept && row.look_ahead_day &&
               *row.look_ahead_day <= audited.facts.last_day(t)) {
        findings.add("P4", path + ".keeping",
                     "must be kept: the place is on or before " + audited.facts.last_day(t).iso());
    }
}

// What is said of a callback: as of the deadline where that is its day, else whether the place is in time for it.
void check_promise(const Audited& audited, std::uint32_t t, const std::string& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Unplanned& row = *audited.row(t);
    const auto wrong = [&](const std::string& message) { findings.add("P4", path + ".promise", message); };
    const auto promised = facts.callback_day(t);
    if (!promised || !facts.has_duty(t)) {
        if (row.promise) wrong("is told, but nobody promised " + row.tenant.text + " a callback");
        return;
    }
    if (!row.promise)
        return wrong("is not told; the callback of " + promised->iso() + " is kept, impossible or unproven");
    if (!facts.is_promised_later(t)) {
        if (row.promise != row.keeping) wrong("must be as `keeping`: the callback's day is the earliest deadline");
        return;
    }
    const bool in_time = row.look_ahead_day && *row.look_ahead_day <= *promised;
    if (in_time && *row.promise != Keeping::kept) wrong("must be kept: the place is on or before " + promised->iso());
    if (!in_time && *row.promise == Keeping::kept) wrong("is kept, but no place is on or before " + promised->iso());
}

// All places together.
void check_later_caps(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    for (const auto& each : audited.later.rows()) {
        const Day day = each.first;
        const auto& row = each.second;
        if (!row.used) continue;
        for (std::size_t s = 0; s < facts.seats.size(); ++s) {
            if (row.taken[s].calls == 0) continue;
            Seat later = {facts.seats[s].advisor, row.capacity[s] > Minutes{}, row.capacity[s], {}};
            const Tally& tally = row.taken[s];
            const BrokenCaps broken = broken_caps(tally, later, facts.rules.work);
            const auto over = [&](bool is_broken, const char* what, std::int64_t is, std::int64_t most) {
                if (is_broken)
                    findings.add("C4", "unplanned",
                                 later.advisor->id.text + " has on " + day.iso() + ' ' + what + ' ' +
                                     std::to_string(is) + "; must be at most " + std::to_string(most));
            };
            over(broken.capacity, "minutes with pauses", tally.load.count, later.capacity.count);
            over(broken.max_calls, "calls", tally.calls, later.advisor->max_calls.value_or(0));
            over(broken.level3, "calls of level 3", tally.level3, facts.rules.work.most_level3);
            over(broken.heavy, "calls of level 2 and 3", tally.heavy, facts.rules.work.most_level2_and_3);
        }
    }
}

}  // namespace

void check_ahead(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Day last = facts.last_looked_at();
    for (std::size_t i = 0; i < audited.waiting.size(); ++i) {
        if (audited.waiting[i] < 0) continue;
        const auto t = static_cast<std::uint32_t>(audited.waiting[i]);
        const Standing& standing = facts.standings[t];
        if (audited.rows[t] != static_cast<std::int32_t>(i)) continue;
        if (standing.excluded || standing.held || audited.places[t].list >= 0) continue;
        const Unplanned& row = audited.plan.unplanned[i];
        const bool tells = row.keeping || row.promise || row.look_ahead_day || row.look_ahead_advisor;
        if (!tells && !facts.has_duty(t)) continue;
        const std::string path = "unplanned[" + std::to_string(i) + "]";
        check_keeping(audited, t, path, findings);
        check_promise(audited, t, path, findings);
        const bool kept = facts.has_duty(t) && audited.keeping(t) == Keeping::kept;
        check_place(audited, t, kept ? facts.last_day(t) : last, path, findings);
    }
    check_later_caps(audited, findings);
}

}  // namespace bienveille::audit_detail
