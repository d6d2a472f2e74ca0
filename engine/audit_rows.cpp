// P1: each row of `unplanned` says what is right of its tenant, and stands where it must. What the row says of later days is
// kept for those who ask (audit_ahead, audit_room, audit_figures), so that the rows are read only here.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille::audit_detail {
namespace {

// What stands between a call and today, for all calls that are alike in it.
struct Obstacle {
    UnplannedReason reason = UnplannedReason::no_room_today;
    Minutes room;
};

class Obstacles {
public:
    explicit Obstacles(const Audited& audited) : audited_(audited) {}

    const Obstacle& of(const Standing& tenant) {
        if (const std::int32_t only = tenant.special->only_seat; only >= 0) {
            const auto [entry, is_new] = of_slots_.try_emplace({only, tenant.kind});
            if (is_new) entry->second = look(tenant);
            return entry->second;
        }
        const auto sort = static_cast<std::size_t>(tenant.language) * kKinds + static_cast<std::size_t>(tenant.kind);
        if (sort >= known_.size()) known_.resize(sort + 1);
        if (!known_[sort]) known_[sort] = look(tenant);
        return *known_[sort];
    }

private:
    Obstacle look(const Standing& tenant) const {
        const DayFacts& facts = audited_.facts;
        const Work& work = facts.rules.work;
        bool anybody_there = false, anybody_may = false, capped = false;
        Obstacle obstacle;
        for (std::size_t s = 0; s < facts.seats.size(); ++s) {
            const Seat& seat = facts.seats[s];
            anybody_there = anybody_there || seat.present;
            if (!facts.may_call(s, tenant)) continue;
            anybody_may = true;
            const Tally& tally = audited_.tallies[s];
            const Minutes left = std::max(Minutes{}, seat.capacity - tally.load);
            obstacle.room = std::max(obstacle.room, left);
            const bool stopped = (seat.advisor->max_calls && tally.calls + 1 > *seat.advisor->max_calls) ||
                                 (tenant.kind == kLevel3 && tally.level3 + 1 > work.most_level3) ||
                                 (tenant.kind >= kLevel2 && tally.heavy + 1 > work.most_level2_and_3);
            capped = capped || (stopped && facts.load(tenant.kind) <= left);
        }
        if (anybody_there && !anybody_may)
            obstacle.reason = UnplannedReason::not_eligible;
        else if (capped)
            obstacle.reason = UnplannedReason::cap_reached;
        return obstacle;
    }

    const Audited& audited_;
    std::vector<std::optional<Obstacle>> known_;                 // by language and kind
    std::map<std::pair<std::int32_t, int>, Obstacle> of_slots_;  // with an own advisor
};

// All of the row but its id, by which it was found.
Unplanned right_row(const Standing& standing, const DayFacts& facts, Obstacles& obstacles) {
    Unplanned row;
    row.points = standing.points;
    if (standing.not_owed) {
        row.reason = *standing.not_owed;
        return row;
    }
    const Obstacle& obstacle = obstacles.of(standing);
    row.reason = obstacle.reason;
    row.tier = standing.tier;
    row.due_on = standing.due_on;
    row.needs = facts.load(standing.kind);
    row.room = obstacle.room;
    return row;
}

void compare(const Unplanned& is, const Unplanned& right, std::size_t i, Findings& findings) {
    const auto differs = [&](const char* field, const std::string& shown, const std::string& derived) {
        findings.add("P1", RowPath{"unplanned", i} + field, "is " + shown + "; must be " + derived);
    };
    const auto day = [](std::optional<Day> d) { return d ? d->iso() : std::string("none"); };
    const auto tier = [](std::optional<Tier> t) { return t ? std::string(name(*t)) : std::string("none"); };
    const auto count = [](auto amount) { return std::to_string(amount.count); };
    if (is.reason != right.reason) differs(".reason", std::string(name(is.reason)), std::string(name(right.reason)));
    if (is.points != right.points) differs(".points", count(is.points), count(right.points) + " hundredths");
    if (is.tier != right.tier) differs(".tier", tier(is.tier), tier(right.tier));
    if (is.due_on != right.due_on) differs(".due_on", day(is.due_on), day(right.due_on));
    if (is.needs != right.needs) differs(".needs", count(is.needs), count(right.needs));
    if (is.room != right.room) differs(".room", count(is.room), count(right.room));
}

// Owed a call first, by rank; then the rest by id.
bool stands_before(std::uint32_t a, std::uint32_t b, const DayFacts& facts) {
    if (facts.standings[a].owed || facts.standings[b].owed) return facts.ranks_before(a, b);
    return facts.input.tenants[a].id < facts.input.tenants[b].id;
}

// What the row says of later days.
void keep(const Unplanned& row, std::uint32_t t, Audited& audited) {
    const DayFacts& facts = audited.facts;
    Place& place = audited.places[t];
    place.keeping = row.keeping;
    place.promise = row.promise;
    audited.any_impossible =
        audited.any_impossible || row.keeping == Keeping::impossible || row.promise == Keeping::impossible;
    if (!row.look_ahead_day && !row.look_ahead_advisor) return;
    std::optional<std::uint32_t> seat;
    if (row.look_ahead_advisor) seat = facts.seat_of.find(row.look_ahead_advisor->text);
    place.odd = !seat || !row.look_ahead_day || *row.look_ahead_day <= facts.input.day ||
                *row.look_ahead_day > facts.last_looked_at;
    if (place.odd || place.list >= 0) return;
    place.later = LaterPlace{*seat, *row.look_ahead_day};
    const int kind = facts.standings[t].kind;
    audited.later.put(*place.later, kind);
    if (row.keeping == Keeping::kept || row.promise == Keeping::kept) audited.kept.put(*place.later, kind);
}

}  // namespace

void read_rows(Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const auto& rows = audited.plan.unplanned;
    Obstacles obstacles(audited);
    std::int64_t above = -1;
    const auto expect = [&](std::size_t t) {
        __builtin_prefetch(&facts.standings[t]);
        __builtin_prefetch(&audited.places[t], 1);
    };
    facts.tenant_of.each(rows, expect, [&](std::size_t i, std::int32_t found) {
        const Unplanned& row = rows[i];
        const auto add = [&](const char* message) {
            findings.add("P1", RowPath{"unplanned", i} + "", row.tenant.text + message);
        };
        if (found < 0) return add(" is not a tenant of the input");
        const auto t = static_cast<std::uint32_t>(found);
        Place& place = audited.places[t];
        if (place.row >= 0) {
            add(" is here twice");
        } else {
            place.row = static_cast<std::int32_t>(i);
            keep(row, t, audited);
        }
        if (place.list >= 0) return add(" is on a list too");
        const Standing& standing = facts.standings[t];
        if (standing.held() || standing.excluded) return;  // told with everybody or with the lists
        compare(row, right_row(standing, facts, obstacles), i, findings);
        if (above >= 0 && !stands_before(static_cast<std::uint32_t>(above), t, facts))
            add(" stands behind somebody it comes before");
        above = t;
    });
}

}  // namespace bienveille::audit_detail
