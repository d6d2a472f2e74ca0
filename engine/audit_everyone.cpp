// P1: everyone is in exactly one of a list, unplanned with its reason, excluded with its reason.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille::audit_detail {
namespace {

std::string row_of(const char* list, std::size_t i) { return std::string(list) + "[" + std::to_string(i) + "]"; }

// What stands between a call and today, for all calls that are alike in it.
struct Obstacle {
    UnplannedReason reason = UnplannedReason::no_room_today;
    Minutes room;
};

class Obstacles {
public:
    explicit Obstacles(const Audited& audited) : audited_(audited) {}

    const Obstacle& of(const Standing& tenant) {
        if (tenant.only_seat >= 0) {
            const auto [entry, is_new] = of_slots_.try_emplace({tenant.only_seat, tenant.kind});
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
    const auto differs = [&](const std::string& field, const std::string& shown, const std::string& derived) {
        findings.add("P1", row_of("unplanned", i) + "." + field, "is " + shown + "; must be " + derived);
    };
    const auto day = [](std::optional<Day> d) { return d ? d->iso() : std::string("none"); };
    const auto tier = [](std::optional<Tier> t) { return t ? std::string(name(*t)) : std::string("none"); };
    const auto count = [](auto amount) { return std::to_string(amount.count); };
    if (is.reason != right.reason) differs("reason", std::string(name(is.reason)), std::string(name(right.reason)));
    if (is.points != right.points) differs("points", count(is.points), count(right.points) + " hundredths");
    if (is.tier != right.tier) differs("tier", tier(is.tier), tier(right.tier));
    if (is.due_on != right.due_on) differs("due_on", day(is.due_on), day(right.due_on));
    if (is.needs != right.needs) differs("needs", count(is.needs), count(right.needs));
    if (is.room != right.room) differs("room", count(is.room), count(right.room));
}

// Owed a call first, by rank; then the rest by id.
bool stands_before(std::uint32_t a, std::uint32_t b, const DayFacts& facts) {
    if (facts.standings[a].owed || facts.standings[b].owed) return facts.ranks_before(a, b);
    return facts.input.tenants[a].id < facts.input.tenants[b].id;
}

}  // namespace

void check_everyone(const Audited& audited, Findings& findings) {
    constexpr std::size_t kAhead = 8;  // rows: about as long as memory takes to answer
    const DayFacts& facts = audited.facts;
    const auto& rows = audited.plan.unplanned;
    std::vector<char> unplanned(facts.standings.size()), excluded(facts.standings.size());
    Obstacles obstacles(audited);
    const std::vector<std::int32_t>& tenants = audited.waiting;
    std::int64_t above = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Unplanned& row = rows[i];
        if (i + kAhead < rows.size() && tenants[i + kAhead] >= 0) {
            const auto next = static_cast<std::size_t>(tenants[i + kAhead]);
            __builtin_prefetch(&facts.standings[next]);
            __builtin_prefetch(&audited.places[next]);
        }
        const auto add = [&](const char* message) {
            findings.add("P1", row_of("unplanned", i), row.tenant.text + message);
        };
        if (tenants[i] < 0) {
            add(" is not a tenant of the input");
            continue;
        }
        const auto t = static_cast<std::uint32_t>(tenants[i]);
        if (unplanned[t]++) add(" is here twice");
        if (audited.places[t].list >= 0) {
            add(" is on a list too");
            continue;
        }
        const Standing& standing = facts.standings[t];
        if (standing.held || standing.excluded) continue;  // told below or with the lists
        compare(row, right_row(standing, facts, obstacles), i, findings);
        if (above >= 0 && !stands_before(static_cast<std::uint32_t>(above), t, facts))
            add(" stands behind somebody it comes before");
        above = t;
    }
    for (std::size_t i = 0; i < audited.plan.excluded.size(); ++i) {
        const Excluded& row = audited.plan.excluded[i];
        const std::string path = row_of("excluded", i);
        const auto found = facts.tenant_of.find(row.tenant.text);
        if (!found) {
            findings.add("P1", path, row.tenant.text + " is not a tenant of the input");
            continue;
        }
        const Standing& standing = facts.standings[*found];
        if (excluded[*found]++) findings.add("P1", path, row.tenant.text + " is here twice");
        if (i > 0 && !(audited.plan.excluded[i - 1].tenant < row.tenant))
            findings.add("P1", path, "excluded tenants stand in the order of their ids");
        if (audited.places[*found].list >= 0) findings.add("P1", path, row.tenant.text + " is on a list too");
        if (!standing.excluded) {
            findings.add("P1", path, row.tenant.text + " is not excluded by anything in its row");
            continue;
        }
        if (row.reason != standing.excluded_for)
            findings.add(
                "P1", path + ".reason",
                "is " + std::string(name(row.reason)) + "; must be " + std::string(name(standing.excluded_for)));
        const bool until_a_day =
            standing.excluded_for == ExcludedReason::absent || standing.excluded_for == ExcludedReason::hospitalised;
        if (row.until != (until_a_day ? facts.input.tenants[*found].absent_until : std::nullopt))
            findings.add("P1", path + ".until", "is not the day of the tenant's row");
    }
    for (std::size_t t = 0; t < facts.standings.size(); ++t) {
        const std::string& id = facts.input.tenants[t].id.text;
        const bool listed = audited.places[t].list >= 0;
        if (facts.standings[t].excluded && !listed && !excluded[t])
            findings.add("P1", "excluded", id + " is missing: " + std::string(name(facts.standings[t].excluded_for)));
        if (facts.standings[t].excluded && unplanned[t])
            findings.add("P1", "unplanned", id + " is excluded: " + std::string(name(facts.standings[t].excluded_for)));
        if (!facts.standings[t].excluded && !listed && !unplanned[t] && !facts.standings[t].held)
            findings.add("P1", "unplanned", id + " is missing");
    }
}

}  // namespace bienveille::audit_detail
