// The lists and their calls: C1, C2, C3, S1 and the figures beside them (P3).
#include <string>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille::audit_detail {
namespace {

std::string day_or_none(std::optional<Day> day) { return day ? day->iso() : "none"; }
std::string text(Minutes minutes) { return std::to_string(minutes.count); }
std::string yes(bool is) { return is ? "true" : "false"; }

// "is X; must be Y" where they differ.
template <class T>
void expect(Findings& findings, const char* promise, const std::string& path, const T& is, const T& right,
            const std::string& is_text, const std::string& right_text) {
    if (!(is == right)) findings.add(promise, path, "is " + is_text + "; must be " + right_text);
}

void check_held(const Call& call, const AdvisorList& list, const PreviousCall& held, const std::string& path,
                Findings& findings) {
    const auto stays = [&](const std::string& what, const std::string& is, const std::string& was) {
        if (is != was)
            findings.add("C1", path, "begun or pinned, but its " + what + " is " + is + "; must stay " + was);
    };
    stays("advisor", list.advisor.text, held.advisor.text);
    stays("time", call.starts_at.hhmm(), held.starts_at.hhmm());
    stays("minutes", text(call.minutes), text(held.minutes));
    stays("pause", text(call.pause), text(held.pause));
    stays("state", std::string(name(call.state)), std::string(name(held.state)));
}

void check_new(const Call& call, std::size_t seat, std::size_t tenant, const DayFacts& facts, const std::string& path,
               Findings& findings) {
    const Standing& standing = facts.standings[tenant];
    if (standing.excluded)
        findings.add("P1", path, call.tenant.text + " is excluded: " + std::string(name(standing.excluded_for)));
    else if (standing.not_owed)
        findings.add("P1", path, call.tenant.text + " is not owed a call: " + std::string(name(*standing.not_owed)));
    if (!facts.seats[seat].present)
        findings.add("C1", path, "the advisor is not there on the day");
    else if (!facts.may_call(seat, standing))
        findings.add("C1", path,
                     standing.only_seat >= 0
                         ? "the slot was promised with " +
                               facts.seats[static_cast<std::size_t>(standing.only_seat)].advisor->id.text +
                               ", who is there"
                         : "the advisor does not speak the tenant's language");
    expect(findings, "P3", path + ".state", call.state, CallState::planned, std::string(name(call.state)),
           "planned: it has not begun");
    expect(findings, "P3", path + ".minutes", call.minutes, facts.minutes(standing.kind), text(call.minutes),
           text(facts.minutes(standing.kind)));
    expect(findings, "P3", path + ".pause", call.pause, facts.pause(standing.kind), text(call.pause),
           text(facts.pause(standing.kind)));
    if (standing.slot)
        expect(findings, "C2", path + ".starts_at", call.starts_at, *standing.slot, call.starts_at.hhmm(),
               standing.slot->hhmm() + ", the promised slot");
    const int window = window_of(facts.calendar.windows, call.starts_at);
    const TimeOfDay ends = call.starts_at + call.minutes + call.pause;
    if (window < 0)
        findings.add("C2", path + ".starts_at", "is " + call.starts_at.hhmm() + ", outside the day's windows");
    else if (ends > facts.calendar.windows[static_cast<std::size_t>(window)].to)
        findings.add("C2", path,
                     "ends with its pause at " + ends.hhmm() + "; its window closes at " +
                         facts.calendar.windows[static_cast<std::size_t>(window)].to.hhmm());
}

void check_card(const ScoreCard& is, const ScoreCard& right, const std::string& path, Findings& findings) {
    const auto hundredths = [](Points points) { return std::to_string(points.count) + " hundredths"; };
    expect(findings, "S1", path + ".points", is.points, right.points, hundredths(is.points), hundredths(right.points));
    expect(findings, "S1", path + ".band", is.band, right.band, std::string(name(is.band)),
           std::string(name(right.band)));
    for (int i = 0; i < kFactors; ++i) {
        const std::string line = path + ".reasons[" + std::to_string(i) + "]";
        const FactorLine& shown = is.lines[i];
        const FactorLine& derived = right.lines[i];
        expect(findings, "S1", line + ".factor", shown.factor, derived.factor, std::string(name(shown.factor)),
               std::string(name(derived.factor)));
        expect(findings, "S1", line + ".points", shown.points, derived.points, hundredths(shown.points),
               hundredths(derived.points));
        expect(findings, "S1", line + ".value", shown.value, derived.value,
               std::to_string(shown.value.count) + " millionths", std::to_string(derived.value.count) + " millionths");
        expect(findings, "S1", line + ".weight", shown.weight, derived.weight, hundredths(shown.weight),
               hundredths(derived.weight));
        if (shown.input != derived.input) findings.add("S1", line + ".input", "is not what the tenant's row says");
    }
}

void check_facts(const Call& call, std::size_t tenant, const AdvisorId& advisor, const DayFacts& facts,
                 const std::string& path, Findings& findings) {
    const Standing& standing = facts.standings[tenant];
    const bool late = standing.due_on && *standing.due_on < facts.input.day;
    const bool same = facts.input.tenants[tenant].last_advisor == advisor;
    const bool moved = facts.slot_moved(tenant, advisor);
    expect(findings, "P3", path + ".fixed", call.fixed, standing.held != nullptr, yes(call.fixed), yes(standing.held));
    expect(findings, "P3", path + ".tier", call.tier, standing.tier, std::string(name(call.tier)),
           std::string(name(standing.tier)));
    expect(findings, "P3", path + ".due_on", call.due_on, standing.due_on, day_or_none(call.due_on),
           day_or_none(standing.due_on));
    expect(findings, "P3", path + ".late", call.late, late, yes(call.late), yes(late));
    expect(findings, "P3", path + ".same_advisor", call.same_advisor, same, yes(call.same_advisor), yes(same));
    expect(findings, "P3", path + ".slot_moved", call.slot_moved, moved, yes(call.slot_moved), yes(moved));
    check_card(call.card, card_of(facts.input.tenants[tenant], facts.rules, standing.callback, facts.input.day), path,
               findings);
}

// Overlaps and neighbours; pairs of fixed calls are a person's doing.
void check_times(const AdvisorList& list, const std::string& path, const DayFacts& facts, Findings& findings) {
    struct Timed {
        TimeOfDay from, to;
        bool level3, fixed;
        int window;
    };
    std::vector<Timed> calls;
    for (const Call& call : list.calls) {
        const auto tenant = facts.tenant_of.find(call.tenant.text);
        const bool known = tenant != facts.tenant_of.end();
        calls.push_back({call.starts_at, call.starts_at + call.minutes + call.pause,
                         known && facts.standings[tenant->second].kind == kLevel3,
                         known && facts.standings[tenant->second].held,
                         window_of(facts.calendar.windows, call.starts_at)});
    }
    const auto at = [&](std::size_t c) { return path + ".calls[" + std::to_string(c) + "]"; };
    for (std::size_t c = 1; c < calls.size(); ++c) {
        const Timed& call = calls[c];
        const Timed& before = calls[c - 1];
        if (call.from < before.from)
            findings.add("P3", at(c), "starts before the call above it; calls stand in the order of their times");
        for (std::size_t b = 0; b < c; ++b)
            if (calls[b].from < call.to && call.from < calls[b].to && !(calls[b].fixed && call.fixed))
                findings.add(
                    "C2", at(c),
                    "overlaps calls[" + std::to_string(b) + "], which ends with its pause at " + calls[b].to.hhmm());
        if (call.level3 && before.level3 && call.window >= 0 && call.window == before.window &&
            !(call.fixed && before.fixed))
            findings.add("C3", at(c), "is of level 3 and follows one of level 3 in the same window");
    }
}

void check_sums(const AdvisorList& list, const Seat& seat, const std::string& path, const DayFacts& facts,
                Findings& findings) {
    Minutes planned, pauses;
    int heavy = 0;
    for (const Call& call : list.calls) {
        planned += call.minutes;
        pauses += call.pause;
        const auto tenant = facts.tenant_of.find(call.tenant.text);
        if (tenant != facts.tenant_of.end() && facts.standings[tenant->second].kind >= kLevel2) ++heavy;
    }
    expect(findings, "P3", path + ".capacity", list.capacity, seat.capacity, text(list.capacity), text(seat.capacity));
    expect(findings, "P3", path + ".planned", list.planned, planned, text(list.planned), text(planned));
    expect(findings, "P3", path + ".pauses", list.pauses, pauses, text(list.pauses), text(pauses));
    expect(findings, "P3", path + ".heavy_calls", list.heavy_calls, heavy, std::to_string(list.heavy_calls),
           std::to_string(heavy));
}

void check_caps(const Tally& tally, const Seat& seat, const Work& work, const std::string& path, Findings& findings) {
    const auto over = [&](bool broken, const char* promise, const char* what, std::int64_t is, std::int64_t most) {
        if (broken)
            findings.add(
                promise, path,
                std::string("has ") + what + ' ' + std::to_string(is) + "; must be at most " + std::to_string(most));
    };
    const BrokenCaps broken = broken_caps(tally, seat, work);
    over(broken.capacity, "C2", "minutes with pauses", tally.load.count, seat.capacity.count);
    over(broken.max_calls, "C2", "calls", tally.calls, seat.advisor->max_calls.value_or(0));
    over(broken.level3, "C3", "calls of level 3", tally.level3, work.most_level3);
    over(broken.heavy, "C3", "calls of level 2 and 3", tally.heavy, work.most_level2_and_3);
}

// Every advisor present has a list, in order of ids; others only with calls that stay.
void check_advisors(const Audited& audited, Findings& findings) {
    const auto& lists = audited.plan.lists;
    for (std::size_t l = 0; l < lists.size(); ++l) {
        const std::string path = "lists[" + std::to_string(l) + "]";
        if (audited.seats[l] < 0)
            findings.add("C1", path, lists[l].advisor.text + " is not in the team");
        else if (!audited.facts.seats[static_cast<std::size_t>(audited.seats[l])].present && lists[l].calls.empty())
            findings.add("P3", path, lists[l].advisor.text + " is not there on the day and keeps no call");
        if (l > 0 && !(lists[l - 1].advisor < lists[l].advisor))
            findings.add("P3", path, "lists stand in the order of advisor ids, each once");
    }
    for (std::size_t s = 0; s < audited.facts.seats.size(); ++s)
        if (audited.facts.seats[s].present && audited.lists[s] < 0)
            findings.add("P3", "lists",
                         audited.facts.seats[s].advisor->id.text + " is there on the day and has no list");
}

// What begun or was fixed is still on a list.
void check_nothing_lost(const Audited& audited, Findings& findings) {
    for (std::size_t t = 0; t < audited.places.size(); ++t) {
        const PreviousCall* held = audited.facts.standings[t].held;
        if (held && audited.places[t].list < 0)
            findings.add("C1", "lists",
                         "the begun or pinned call of " + held->tenant.text + " with " + held->advisor.text +
                             " is gone; it must stay");
    }
}

}  // namespace

void check_lists(Audited& audited, Findings& findings) {
    check_advisors(audited, findings);
    check_nothing_lost(audited, findings);
    const DayFacts& facts = audited.facts;
    for (std::size_t l = 0; l < audited.plan.lists.size(); ++l) {
        if (audited.seats[l] < 0) continue;
        const AdvisorList& list = audited.plan.lists[l];
        const auto seat = static_cast<std::size_t>(audited.seats[l]);
        const std::string path = "lists[" + std::to_string(l) + "]";
        for (std::size_t c = 0; c < list.calls.size(); ++c) {
            const Call& call = list.calls[c];
            const std::string at = path + ".calls[" + std::to_string(c) + "]";
            const auto found = facts.tenant_of.find(call.tenant.text);
            if (found == facts.tenant_of.end()) {
                findings.add("C1", at, call.tenant.text + " is not a tenant of the input");
                continue;
            }
            const Place& first = audited.places[found->second];
            if (first.list != static_cast<std::int32_t>(l) || first.call != static_cast<std::int32_t>(c))
                findings.add("C1", at,
                             call.tenant.text + " is already called in lists[" + std::to_string(first.list) +
                                 "].calls[" + std::to_string(first.call) + "]");
            if (const PreviousCall* held = facts.standings[found->second].held)
                check_held(call, list, *held, at, findings);
            else
                check_new(call, seat, found->second, facts, at, findings);
            check_facts(call, found->second, list.advisor, facts, at, findings);
        }
        check_sums(list, facts.seats[seat], path, facts, findings);
        check_times(list, path, facts, findings);
        check_caps(audited.tallies[seat], facts.seats[seat], facts.rules.work, path, findings);
    }
}

}  // namespace bienveille::audit_detail
