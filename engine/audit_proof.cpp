// P4: each shortfall's figures are those of the input, and each impossible deadline is proven by one of them.
//
// A shortfall names people; whoever may call any of them on any day left to that one has so much room in all. Those of
// them who come before p in the order of keeping and are kept need their share of it; where what is left is too little
// for p, nobody can keep p beside them. That a slot asks for its own advisor is left aside: with more who may call, the
// proof only says more.
#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

constexpr int kRowsKept = 64;  // days ahead whose capacities are worth keeping

std::int64_t amount(const DayFacts& facts, Measure measure, int kind) {
    switch (measure) {
        case Measure::minutes: return facts.load(kind).count;
        case Measure::calls: return 1;
        case Measure::level3_calls: return kind == kLevel3 ? 1 : 0;
        case Measure::level2_and_3_calls: return kind >= kLevel2 ? 1 : 0;
    }
    return 0;
}

// What one advisor has of a measure on one day; none: no limit.
std::optional<std::int64_t> room(const Audited& audited, Measure measure, std::size_t seat, Day day, Minutes capacity) {
    const DayFacts& facts = audited.facts;
    const Tally gone = day == facts.input.day ? audited.held[seat] : Tally{};
    std::int64_t all = 0;
    switch (measure) {
        case Measure::minutes: all = capacity.count - gone.load.count; break;
        case Measure::calls:
            if (!facts.seats[seat].advisor->max_calls) return std::nullopt;
            all = *facts.seats[seat].advisor->max_calls - gone.calls;
            break;
        case Measure::level3_calls: all = facts.rules.work.most_level3 - gone.level3; break;
        case Measure::level2_and_3_calls: all = facts.rules.work.most_level2_and_3 - gone.heavy; break;
    }
    return std::max<std::int64_t>(0, all);
}

// All advisors who may call any of the people, on all days on which they may, and the room they have.
struct Reach {
    std::vector<AdvisorId> advisors;
    std::vector<Day> days;
    std::optional<std::int64_t> available = 0;  // none: no limit
};

Reach reach_of(const Audited& audited, Measure measure, const std::vector<std::size_t>& tenants) {
    const DayFacts& facts = audited.facts;
    const Day today = facts.input.day;
    std::set<std::tuple<Day, Day, int>> sorts;  // first, last, language
    std::set<int> spoken;
    for (const Seat& seat : facts.seats)
        for (std::size_t l = 0; l < seat.speaks.size(); ++l)
            if (seat.speaks[l]) spoken.insert(static_cast<int>(l));
    std::optional<Day> begin, end;
    for (const std::size_t t : tenants) {
        const Standing& tenant = facts.standings[t];
        const Day last = facts.last_day(t);
        if (!tenant.dialable || last < tenant.first || !spoken.count(tenant.language)) continue;
        sorts.emplace(tenant.first, last, tenant.language);
        begin = std::min(begin.value_or(tenant.first), tenant.first);
        end = std::max(end.value_or(last), last);
    }
    Reach reach;
    if (!begin) return reach;
    std::vector<char> occurs(facts.seats.size());
    for (Day day = *begin; day <= *end; day = day + 1) {
        bool any = false;
        std::set<int> waiting;
        for (const auto& [first, last, language] : sorts)
            if (first <= day && day <= last) waiting.insert(language);
        for (std::size_t s = 0; s < facts.seats.size() && !waiting.empty(); ++s) {
            const bool may = std::any_of(waiting.begin(), waiting.end(), [&](int language) {
                return bool{facts.seats[s].speaks[static_cast<std::size_t>(language)]};
            });
            if (!may) continue;
            const Minutes capacity = day == today               ? facts.seats[s].capacity
                                     : day - today <= kRowsKept ? audited.later.capacity(s, day)
                                                                : facts.capacity_on(*facts.seats[s].advisor, day);
            if (capacity == Minutes{}) continue;
            occurs[s] = 1;
            any = true;
            const auto more = room(audited, measure, s, day, capacity);
            if (reach.available && more)
                *reach.available += *more;
            else
                reach.available.reset();
        }
        if (any) reach.days.push_back(day);
    }
    for (std::size_t s = 0; s < occurs.size(); ++s)
        if (occurs[s]) reach.advisors.push_back(facts.seats[s].advisor->id);
    std::sort(reach.advisors.begin(), reach.advisors.end());
    return reach;
}

template <class T>
bool each_once_in_order(const std::vector<T>& all) {
    return std::adjacent_find(all.begin(), all.end(), [](const T& a, const T& b) { return !(a < b); }) == all.end();
}

// The people of a shortfall who have a deadline; the others are findings.
std::vector<std::size_t> people_of(const Shortfall& shortfall, const DayFacts& facts, const std::string& path,
                                   Findings& findings) {
    std::vector<std::size_t> people;
    for (const TenantId& id : shortfall.tenants) {
        const auto found = facts.tenant_of.find(id.text);
        if (found == facts.tenant_of.end())
            findings.add("P4", path + ".tenants", id.text + " is not a tenant of the input");
        else if (!facts.has_duty(found->second))
            findings.add("P4", path + ".tenants", id.text + " has no deadline to keep");
        else if (amount(facts, shortfall.measure, facts.standings[found->second].kind) == 0)
            findings.add("P4", path + ".tenants", id.text + " needs nothing of what falls short");
        else
            people.push_back(found->second);
    }
    return people;
}

// Marks those for whom those kept before them leave too little.
void mark_proven(const Audited& audited, Measure measure, std::int64_t available, std::vector<std::size_t> people,
                 std::vector<char>& proven) {
    const DayFacts& facts = audited.facts;
    std::sort(people.begin(), people.end(), [&](std::size_t a, std::size_t b) { return facts.kept_before(a, b); });
    std::int64_t kept = 0;
    for (const std::size_t t : people) {
        const std::int64_t own = amount(facts, measure, facts.standings[t].kind);
        if (audited.keeping(t) == Keeping::kept)
            kept += own;
        else if (kept + own > available)
            proven[t] = 1;
    }
}

}  // namespace

void check_shortfalls(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const auto& shortfalls = audited.plan.promises.shortfall;
    std::vector<char> proven(facts.standings.size());
    for (std::size_t i = 0; i < shortfalls.size(); ++i) {
        const Shortfall& shortfall = shortfalls[i];
        const std::string path = "promises.shortfall[" + std::to_string(i) + "]";
        const auto wrong = [&](const char* field, const std::string& message) {
            findings.add("P4", path + field, message);
        };
        if (!each_once_in_order(shortfall.tenants)) wrong(".tenants", "stand in the order of their ids, each once");
        if (!each_once_in_order(shortfall.advisors)) wrong(".advisors", "stand in the order of their ids, each once");
        if (!each_once_in_order(shortfall.days)) wrong(".days", "stand in their order, each once");
        std::vector<std::size_t> people = people_of(shortfall, facts, path, findings);
        const Reach reach = reach_of(audited, shortfall.measure, people);
        std::int64_t needed = 0;
        for (const std::size_t t : people) needed += amount(facts, shortfall.measure, facts.standings[t].kind);
        if (shortfall.needed != needed)
            wrong(".needed", "is " + std::to_string(shortfall.needed) + "; must be " + std::to_string(needed));
        if (!reach.available)
            wrong(".available", "somebody who may call has no limit of calls: nothing falls short");
        else if (shortfall.available != *reach.available)
            wrong(".available",
                  "is " + std::to_string(shortfall.available) + "; must be " + std::to_string(*reach.available));
        if (reach.available && needed <= *reach.available)
            wrong(".needed", "is within what is available: nothing falls short");
        if (shortfall.advisors != reach.advisors)
            wrong(".advisors", "are not those who may call any of the tenants on a day left to them");
        if (shortfall.days != reach.days)
            wrong(".days", "are not those on which anybody may call any of the tenants in time");
        if (reach.available) mark_proven(audited, shortfall.measure, *reach.available, std::move(people), proven);
    }
    for (std::size_t t = 0; t < facts.standings.size(); ++t)
        if (facts.has_duty(t) && audited.keeping(t) == Keeping::impossible && !proven[t])
            findings.add("P4", "unplanned[" + std::to_string(audited.rows[t]) + "].keeping",
                         facts.input.tenants[t].id.text +
                             " is called impossible, but in no shortfall do those kept before it leave too little");
}

}  // namespace bienveille::audit_detail
