// The lists and their calls: C1, C2, C3, S1 and the figures beside them (P3).
#include <string>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille::audit_detail {
namespace {

std::string day_or_none(std::optional<Day> day) { return day ? day->iso() : "none"; }
std::string text(Minutes minutes) { return std::to_string(minutes.count); }
std::string yes(bool is) { return is ? "true" : "false"; }

// "lists[3].calls[7]", written out only for a finding.
struct Where {
    std::size_t list;
    std::optional<std::size_t> call;

    std::string text() const {
        const std::string path = "lists[" + std::to_string(list) + "]";
        return call ? path + ".calls[" + std::to_string(*call) + "]" : path;
    }
};

// "is X; must be Y" where they differ; `told` makes the words.
template <class T, class Told>
void expect(Findings& findings, const char* promise, Where where, const char* field, const T& is, const T& right,
            Told told) {
    if (!(is == right)) findings.add(promise, where.text() + field, "is " + told(is) + "; must be " + told(right));
}

constexpr auto kNamed = [](auto value) { return std::string(name(value)); };

void check_held(const Call& call, const AdvisorList& list, const PreviousCall& held, Where where, Findings& findings) {
    const auto stays = [&](const char* what, const auto& is, const auto& was, auto told) {
        if (!(is == was))
            findings.add(
                "C1", where.text(),
                std::string("begun or pinned, but its ") + what + " is " + told(is) + "; must stay " + told(was));
    };
    stays("advisor", list.advisor, held.advisor, [](const AdvisorId& id) { return id.text; });
    stays("time", call.starts_at, held.starts_at, [](TimeOfDay time) { return time.hhmm(); });
    stays("minutes", call.minutes, held.minutes, text);
    stays("pause", call.pause, held.pause, text);
    stays("state", call.state, held.state, kNamed);
}

void check_new(const Call& call, std::size_t seat, std::size_t tenant, const DayFacts& facts, Where where,
               Findings& findings) {
    const Standing& standing = facts.standings[tenant];
    if (standing.excluded)
        findings.add("P1", where.text(), call.tenant.text + " is excluded: " + std::string(name(*standing.excluded)));
    else if (standing.not_owed)
        findings.add("P1", where.text(),
                     call.tenant.text + " is not owed a call: " + std::string(name(*standing.not_owed)));
    const Special& special = *standing.special;
    if (!facts.seats[seat].present)
        findings.add("C1", where.text(), "the advisor is not there on the day");
    else if (!facts.may_call(seat, standing))
        findings.add("C1", where.text(),
                     special.only_seat >= 0
                         ? "the slot was promised with " +
                               facts.seats[static_cast<std::size_t>(special.only_seat)].advisor->id.text +
                               ", who is there"
                         : "the advisor does not speak the tenant's language");
    if (call.state != CallState::planned)
        findings.add("P3", where.text() + ".state",
                     "is " + std::string(name(call.state)) + "; must be planned: it has not begun");
    expect(findings, "P3", where, ".minutes", call.minutes, facts.minutes(standing.kind), text);
    expect(findings, "P3", where, ".pause", call.pause, facts.pause(standing.kind), text);
    if (special.slot && call.starts_at != *special.slot)
        findings.add("C2", where.text() + ".starts_at",
                     "is " + call.starts_at.hhmm() + "; must be " + special.slot->hhmm() + ", the promised slot");
    const std::vector<Window>& windows = facts.calendar.windows;
    const Window& hours = facts.seats[seat].hours;
    const int window = window_of(windows, call.starts_at);
    const TimeOfDay ends = call.starts_at + call.minutes + call.pause;
    if (window < 0)
        findings.add("C2", where.text() + ".starts_at", "is " + call.starts_at.hhmm() + ", outside the day's windows");
    else if (ends > windows[static_cast<std::size_t>(window)].to)
        findings.add("C2", where.text(),
                     "ends with its pause at " + ends.hhmm() + "; its window closes at " +
                         windows[static_cast<std::size_t>(window)].to.hhmm());
    if (call.starts_at < hours.from || ends > hours.to)
        findings.add("C2", where.text(),
                     "lasts from " + call.starts_at.hhmm() + " to " + ends.hhmm() + "; the advisor has from " +
                         hours.from.hhmm() + " to " + hours.to.hhmm());
}

void check_card(const ScoreCard& is, const Tenant& tenant, const Standing& standing, const Cards& cards, Where where,
                Findings& findings) {
    if (cards.is(is, tenant, standing.callback)) return;
    const ScoreCard right = cards.card(tenant, standing.callback);
    const auto hundredths = [](Points points) { return std::to_string(points.count) + " hundredths"; };
    const auto millionths = [](Value value) { return std::to_string(value.count) + " millionths"; };
    expect(findings, "S1", where, ".points", is.points, right.points, hundredths);
    expect(findings, "S1", where, ".band", is.band, right.band, kNamed);
    for (int i = 0; i < kFactors; ++i) {
        const std::string line = ".reasons[" + std::to_string(i) + "]";
        const auto differ = [&](const char* field, const auto& shown, const auto& derived, auto told) {
            expect(findings, "S1", where, (line + field).c_str(), shown, derived, told);
        };
        const FactorLine& shown = is.lines[i];
        const FactorLine& derived = right.lines[i];
        differ(".factor", shown.factor, derived.factor, kNamed);
        differ(".points", shown.points, derived.points, hundredths);
        differ(".value", shown.value, derived.value, millionths);
        differ(".weight", shown.weight, derived.weight, hundredths);
        if (shown.input != derived.input)
            findings.add("S1", where.text() + line + ".input", "is not what the tenant's row says");
    }
}

void check_facts(const Call& call, std::size_t tenant, const AdvisorId& advisor, const DayFacts& facts, Where where,
                 Findings& findings) {
    const Standing& standing = facts.standings[tenant];
    const bool late = standing.due_on && *standing.due_on < facts.input.day;
    const bool same = facts.input.tenants[tenant].last_advisor == advisor;
    expect(findings, "P3", where, ".fixed", call.fixed, standing.held() != nullptr, yes);
    expect(findings, "P3", where, ".tier", call.tier, standing.tier, kNamed);
    expect(findings, "P3", where, ".due_on", call.due_on, standing.due_on, day_or_none);
    expect(findings, "P3", where, ".late", call.late, late, yes);
    expect(findings, "P3", where, ".same_advisor", call.same_advisor, same, yes);
    expect(findings, "P3", where, ".slot_moved", call.slot_moved, facts.slot_moved(tenant, advisor), yes);
    check_card(call.card, facts.input.tenants[tenant], standing, facts.cards, where, findings);
}

// Overlaps and neighbours; pairs of fixed calls are a person's doing.
void check_times(const AdvisorList& list, const std::vector<std::int32_t>& called, std::size_t l, const DayFacts& facts,
                 Findings& findings) {
    struct Timed : Settled {
        int window = -1;
    };
    std::vector<Timed> calls;
    calls.reserve(called.size());
    for (std::size_t c = 0; c < called.size(); ++c) {
        const Call& call = list.calls[c];
        const Standing* tenant = called[c] < 0 ? nullptr : &facts.standings[static_cast<std::size_t>(called[c])];
        calls.push_back({{call.starts_at, call.starts_at + call.minutes + call.pause, tenant && tenant->kind == kLevel3,
                          tenant && tenant->held(), call.tenant.text},
                         window_of(facts.calendar.windows, call.starts_at)});
    }
    const auto at = [&](std::size_t c) { return Where{l, c}.text(); };
    for (std::size_t c = 1; c < calls.size(); ++c) {
        const Timed& call = calls[c];
        const Timed& before = calls[c - 1];
        if (comes_first(call, before))
            findings.add("P3", at(c), "comes before the call above it; calls stand by start, then end, then tenant");
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

void check_sums(const AdvisorList& list, const std::vector<std::int32_t>& called, const Seat& seat, Where where,
                const DayFacts& facts, Findings& findings) {
    Minutes planned, pauses;
    int heavy = 0;
    for (const Call& call : list.calls) {
        planned += call.minutes;
        pauses += call.pause;
    }
    for (const std::int32_t tenant : called)
        if (tenant >= 0 && facts.standings[static_cast<std::size_t>(tenant)].kind >= kLevel2) ++heavy;
    expect(findings, "P3", where, ".capacity", list.capacity, seat.capacity, text);
    expect(findings, "P3", where, ".planned", list.planned, planned, text);
    expect(findings, "P3", where, ".pauses", list.pauses, pauses, text);
    expect(findings, "P3", where, ".heavy_calls", list.heavy_calls, heavy,
           [](int count) { return std::to_string(count); });
}

void check_caps(const Tally& tally, const Seat& seat, const Work& work, Where where, Findings& findings) {
    const auto over = [&](bool broken, const char* promise, const char* what, std::int64_t is, std::int64_t most) {
        if (broken)
            findings.add(
                promise, where.text(),
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
    for (const std::uint32_t t : audited.facts.in_hand) {
        if (audited.places[t].list >= 0) continue;
        const PreviousCall& held = *audited.facts.standings[t].held();
        findings.add("C1", "lists",
                     "the begun or pinned call of " + held.tenant.text + " with " + held.advisor.text +
                         " is gone; it must stay");
    }
}

// What the checks of a call will ask for: of the tenant's row all but the line of its id.
void expect_tenant(std::size_t t, const Audited& audited) {
    constexpr std::size_t kLine = 64;  // bytes that memory gives at once
    __builtin_prefetch(&audited.facts.standings[t]);
    __builtin_prefetch(&audited.places[t], 1);
    const auto* row = reinterpret_cast<const char*>(&audited.facts.input.tenants[t]);
    for (std::size_t at = kLine; at < sizeof(Tenant); at += kLine) __builtin_prefetch(row + at);
}

// Whose list it is, and which tenant each call's; what cannot be resolved is a finding of its own.
void resolve(Audited& audited, std::size_t l) {
    const DayFacts& facts = audited.facts;
    const AdvisorList& list = audited.plan.lists[l];
    const auto seat = facts.seat_of.find(list.advisor.text);
    audited.seats.push_back(seat ? static_cast<std::int32_t>(*seat) : -1);
    if (seat && audited.lists[*seat] < 0) audited.lists[*seat] = static_cast<std::int32_t>(l);
    std::vector<std::int32_t>& called = audited.called[l];
    called.resize(list.calls.size());
    const auto expect = [&](std::size_t t) { expect_tenant(t, audited); };
    facts.tenant_of.each(list.calls, expect, [&](std::size_t c, std::int32_t found) {
        called[c] = found;
        if (found < 0) return;
        const auto t = static_cast<std::size_t>(found);
        Place& place = audited.places[t];
        if (place.list < 0) {
            place.list = static_cast<std::int32_t>(l);
            place.call = static_cast<std::int32_t>(c);
        }
        if (!seat) return;
        const Standing& standing = facts.standings[t];
        const PreviousCall* held = standing.held();
        audited.tallies[*seat].add(standing.kind, held ? held->minutes + held->pause : facts.load(standing.kind),
                                   held != nullptr);
    });
}

void check_list(const Audited& audited, std::size_t l, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const AdvisorList& list = audited.plan.lists[l];
    const std::vector<std::int32_t>& called = audited.called[l];
    const auto seat = static_cast<std::size_t>(audited.seats[l]);
    for (std::size_t c = 0; c < list.calls.size(); ++c) {
        const Call& call = list.calls[c];
        const Where at{l, c};
        if (called[c] < 0) {
            findings.add("C1", at.text(), call.tenant.text + " is not a tenant of the input");
            continue;
        }
        const auto tenant = static_cast<std::size_t>(called[c]);
        const Place& first = audited.places[tenant];
        if (first.list != static_cast<std::int32_t>(l) || first.call != static_cast<std::int32_t>(c))
            findings.add("C1", at.text(),
                         call.tenant.text + " is already called in lists[" + std::to_string(first.list) + "].calls[" +
                             std::to_string(first.call) + "]");
        if (const PreviousCall* held = facts.standings[tenant].held())
            check_held(call, list, *held, at, findings);
        else
            check_new(call, seat, tenant, facts, at, findings);
        check_facts(call, tenant, list.advisor, facts, at, findings);
    }
    check_sums(list, called, facts.seats[seat], Where{l, std::nullopt}, facts, findings);
    check_times(list, called, l, facts, findings);
}

}  // namespace

// List by list, while what it asks for is near.
void read_lists(Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const auto& lists = audited.plan.lists;
    audited.places.resize(facts.standings.size());
    audited.tallies.resize(facts.seats.size());
    audited.held.resize(facts.seats.size());
    audited.lists.assign(facts.seats.size(), -1);
    audited.called.resize(lists.size());
    for (std::size_t l = 0; l < lists.size(); ++l) {
        resolve(audited, l);
        if (audited.seats[l] >= 0) check_list(audited, l, findings);
    }
    for (std::size_t l = 0; l < lists.size(); ++l) {
        if (audited.seats[l] < 0) continue;
        const auto seat = static_cast<std::size_t>(audited.seats[l]);
        check_caps(audited.tallies[seat], facts.seats[seat], facts.rules.work, Where{l, std::nullopt}, findings);
    }
    for (const std::uint32_t t : facts.in_hand) {
        const PreviousCall& call = *facts.standings[t].held();
        audited.held[facts.seat_of.at(call.advisor.text)].add(facts.standings[t].kind, call.minutes + call.pause, true);
    }
    check_advisors(audited, findings);
    check_nothing_lost(audited, findings);
}

}  // namespace bienveille::audit_detail
