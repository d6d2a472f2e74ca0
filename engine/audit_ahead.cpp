// C4: every place on a later day is one that can be had, all of them together; P4: who must have one.
#include <algorithm>
#include <string>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

// A row whose day and advisor are no place that anybody could have.
void tell_odd_place(const Audited& audited, std::uint32_t t, const RowPath& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Unplanned& row = audited.plan.unplanned[path.row];
    const auto wrong = [&](const char* field, const std::string& message) {
        findings.add("C4", path + field, message);
    };
    if (row.look_ahead_day.has_value() != row.look_ahead_advisor.has_value())
        return wrong(".look_ahead_day", "a place is a day and an advisor, both or neither");
    const Day day = *row.look_ahead_day;
    if (day <= facts.input.day) wrong(".look_ahead_day", "is " + day.iso() + "; must be after the plan's day");
    if (day > facts.last_looked_at)
        wrong(".look_ahead_day", "is " + day.iso() + "; must be at most " + facts.last_looked_at.iso());
    if (!facts.seat_of.find(row.look_ahead_advisor->text))
        wrong(".look_ahead_advisor", row.look_ahead_advisor->text + " is not in the team");
    if (!facts.standings[t].dialable) wrong(".look_ahead_day", "is a place for a call that nobody can dial");
}

// Whether this tenant can be called on that day by that advisor, everybody else left aside.
void check_place(const Audited& audited, std::uint32_t t, Day last, const RowPath& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Standing& standing = facts.standings[t];
    const std::uint32_t seat = audited.place(t)->seat;
    const Day day = audited.place(t)->day;
    const auto wrong = [&](const char* field, const std::string& message) {
        findings.add("C4", path + field, message);
    };
    const auto advisor = [&] { return facts.seats[seat].advisor->id.text; };
    if (facts.has_duty(t) && day < standing.first)
        wrong(".look_ahead_day", "is " + day.iso() + "; nobody may call before " + standing.first.iso());
    if (day > last) wrong(".look_ahead_day", "is " + day.iso() + "; must be at most " + last.iso());
    if (!standing.dialable) wrong(".look_ahead_day", "is a place for a call that nobody can dial");
    if (!facts.speaks(seat, standing))
        wrong(".look_ahead_advisor", advisor() + " does not speak the tenant's language");
    if (audited.later.capacity(seat, day) == Minutes{})
        wrong(".look_ahead_advisor", advisor() + " is not there on " + day.iso());
}

void check_keeping(const Audited& audited, std::uint32_t t, const RowPath& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Place& place = audited.places[t];
    const auto who = [&] { return facts.input.tenants[t].id.text; };
    const auto deadline = [&] { return facts.last_day(t).iso(); };
    if (!facts.has_duty(t)) {
        if (place.keeping) findings.add("P4", path + ".keeping", "is told, but " + who() + " has no deadline");
        if (place.later && facts.standings[t].not_owed)
            findings.add("C4", path + ".look_ahead_day", "is a place, but " + who() + " is owed no call");
    } else if (!place.keeping) {
        findings.add("P4", path + ".keeping",
                     "is not told; the deadline " + deadline() + " is kept, impossible or unproven");
    } else if (*place.keeping == Keeping::kept && !place.later) {
        findings.add("C4", path + ".look_ahead_day", "is none; a kept call has its place");
    } else if (*place.keeping != Keeping::kept && place.later && place.later->day <= facts.last_day(t)) {
        findings.add("P4", path + ".keeping", "must be kept: the place is on or before " + deadline());
    }
}

// What is said of a callback: as of the deadline where that is its day, else whether the place is in time for it.
void check_promise(const Audited& audited, std::uint32_t t, const RowPath& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Place& place = audited.places[t];
    const auto wrong = [&](const std::string& message) { findings.add("P4", path + ".promise", message); };
    const auto promised = facts.callback_day(t);
    if (!promised || !facts.has_duty(t)) {
        if (place.promise) wrong("is told, but nobody promised " + facts.input.tenants[t].id.text + " a callback");
        return;
    }
    if (!place.promise)
        return wrong("is not told; the callback of " + promised->iso() + " is kept, impossible or unproven");
    if (!facts.is_promised_later(t)) {
        if (place.promise != place.keeping) wrong("must be as `keeping`: the callback's day is the earliest deadline");
        return;
    }
    const bool in_time = place.later && place.later->day <= *promised;
    if (in_time && *place.promise != Keeping::kept) wrong("must be kept: the place is on or before " + promised->iso());
    if (!in_time && *place.promise == Keeping::kept) wrong("is kept, but no place is on or before " + promised->iso());
}

// On which later days anybody has room for one more call, beside all places; looked up as far as asked.
class Rooms {
public:
    explicit Rooms(const Audited& audited) : audited_(audited) {}

    // The first from `first` to `last`.
    std::optional<Day> first(const Standing& call, Day first, Day last) {
        const auto sort = static_cast<std::size_t>(call.language) * kKinds + static_cast<std::size_t>(call.kind);
        if (sort >= known_.size()) known_.resize(sort + 1, {{}, audited_.facts.input.day + 1});
        Known& known = known_[sort];
        auto day = std::lower_bound(known.days.begin(), known.days.end(), first);
        while (day == known.days.end() && known.next <= last) {
            if (anybody_takes(call, known.next)) known.days.push_back(known.next);
            known.next = known.next + 1;
            day = std::lower_bound(known.days.begin(), known.days.end(), first);
        }
        if (day == known.days.end() || *day > last) return std::nullopt;
        return *day;
    }

private:
    struct Known {
        std::vector<Day> days;
        Day next;  // to be looked at
    };

    bool anybody_takes(const Standing& call, Day day) const {
        for (std::uint32_t s = 0; s < audited_.facts.seats.size(); ++s)
            if (audited_.facts.speaks(s, call) && audited_.later.takes({s, day}, call.kind)) return true;
        return false;
    }

    const Audited& audited_;
    std::vector<Known> known_;  // by language and kind
};

// Who is owed a call and not kept in time has the first day with room for it.
void check_first_room(const Audited& audited, std::uint32_t t, Rooms& rooms, const RowPath& path, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const Standing& standing = facts.standings[t];
    const Place& place = audited.places[t];
    if (place.odd || place.keeping == Keeping::kept || place.promise == Keeping::kept) return;
    if (!standing.dialable || (standing.not_owed && !facts.has_duty(t))) return;
    const Day first = facts.has_duty(t) ? standing.first : facts.input.day;
    const Day last = place.later ? place.later->day - 1 : facts.last_looked_at;
    if (const auto day = rooms.first(standing, first, last))
        findings.add("C4", path + ".look_ahead_day",
                     "is " + (place.later ? place.later->day.iso() : "none") + "; there is room on " + day->iso());
}

// All places together.
void check_later_caps(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    for (const LaterDays::Row* row : audited.later.rows()) {
        if (!row->used) continue;
        for (std::size_t s = 0; s < facts.seats.size(); ++s) {
            const Tally& tally = row->taken[s];
            if (tally.calls == 0) continue;
            const Seat later = {facts.seats[s].advisor, row->capacity[s] > Minutes{}, row->capacity[s], {}};
            const BrokenCaps broken = broken_caps(tally, later, facts.rules.work);
            if (!broken.any()) continue;
            const auto over = [&](bool is_broken, const char* what, std::int64_t is, std::int64_t most) {
                if (is_broken)
                    findings.add("C4", "unplanned",
                                 later.advisor->id.text + " has on " + row->day.iso() + ' ' + what + ' ' +
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
    Rooms rooms(audited);
    for (std::uint32_t t = 0; t < audited.places.size(); ++t) {
        const Place& place = audited.places[t];
        if (place.row < 0 || place.list >= 0) continue;
        const Standing& standing = facts.standings[t];
        if (standing.excluded || standing.held()) continue;
        const RowPath path{"unplanned", static_cast<std::size_t>(place.row)};
        check_keeping(audited, t, path, findings);
        check_promise(audited, t, path, findings);
        const bool kept = facts.has_duty(t) && place.keeping == Keeping::kept;
        if (place.later) check_place(audited, t, kept ? facts.last_day(t) : facts.last_looked_at, path, findings);
        if (place.odd) tell_odd_place(audited, t, path, findings);
        check_first_room(audited, t, rooms, path, findings);
    }
    check_later_caps(audited, findings);
}

}  // namespace bienveille::audit_detail
