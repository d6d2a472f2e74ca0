// P4: each shortfall's figures are those of the input, and each impossible deadline is proven by one of them.
//
// A shortfall names people; whoever may call any of them on any day left to that one has so much room in all. Those of
// them who come before p in the order of keeping and are kept need their share of it; where what is left is too little
// for p, nobody can keep p beside them. Day after day: those due by a day are called by then, so what the others can have
// of the days until then is no more than what these leave, and no more than whole calls add up to; the rest is lost. That
// a slot asks for its own advisor is left aside: with more who may call, the proof only says more. Where no sum tells, their lists are
// filled in every way with those kept and p, in one pass (audit_filling.h). Of promised times of today those kept who are on the phone with
// p at one moment are counted, and the advisors who may call any of them then (audit_at_once.h).
//
// Readings: everybody by the earliest deadline; or those whose earliest deadline is not kept by the later day of their
// callback, in the order of promises. A shortfall tells which (`until_callback`). A call kept by either day takes its share of the room.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "engine/audit_at_once.h"
#include "engine/audit_cures.h"
#include "engine/audit_detail.h"
#include "engine/audit_filling.h"
#include "engine/audit_measure.h"
#include "engine/audit_reach.h"

namespace bienveille::audit_detail {
namespace {

template <class T>
bool each_once_in_order(const std::vector<T>& all) {
    return std::adjacent_find(all.begin(), all.end(), [](const T& a, const T& b) { return !(a < b); }) == all.end();
}

// The people of a shortfall who have a deadline; the others are findings.
std::vector<std::uint32_t> people_of(const Shortfall& shortfall, const Counting& counting, const DayFacts& facts,
                                     const std::string& path, Findings& findings) {
    std::vector<std::uint32_t> people;
    for (const TenantId& id : shortfall.tenants) {
        const auto found = facts.tenant_of.find(id.text);
        if (!found)
            findings.add("P4", path + ".tenants", id.text + " is not a tenant of the input");
        else if (!facts.has_duty(*found))
            findings.add("P4", path + ".tenants", id.text + " has no deadline to keep");
        else if (counting.of(*found) <= 0)
            findings.add("P4", path + ".tenants", id.text + " needs nothing of what falls short");
        else
            people.push_back(*found);
    }
    return people;
}

struct Want {
    std::int64_t amount;
    std::size_t days;  // of a reach, that are left to it
};

// The first day until when the kept and one more ask for too much, and how much is lost before.
struct Lack {
    std::size_t day;
    std::int64_t lost;
};

std::optional<Lack> lack(const Reach& reach, const std::vector<std::int64_t>& kept, const Want& more,
                         WholeCalls& whole) {
    if (more.days == 0) return Lack{};
    std::int64_t left = 0, lost = 0;
    for (std::size_t day = 0; day < reach.looked_at.size(); ++day) {
        const std::int64_t used = whole.most_within(left);
        lost += left - used;
        left = used + reach.room[day] - kept[day] - (more.days == day + 1 ? more.amount : 0);
        if (left < 0) return Lack{day, lost};
    }
    return std::nullopt;
}

// For whom those kept before them leave too little.
struct Proof {
    std::vector<std::uint32_t> tenants;
    // As the last finds who is said to be impossible and for whom it is the last day that is too little.
    std::int64_t lost = 0;
};

Proof proof_of(const Audited& audited, const Counting& counting, const Reach& reach, const Reading& reading,
               std::vector<std::uint32_t> people, WholeCalls& whole) {
    const DayFacts& facts = audited.facts;
    std::sort(people.begin(), people.end(), [&](std::uint32_t a, std::uint32_t b) {
        return facts.kept_before(a, reading.aim(a), b, reading.aim(b));
    });
    std::vector<std::int64_t> kept(reach.looked_at.size());
    Proof proof;
    for (const std::uint32_t t : people) {
        const auto until = std::upper_bound(reach.looked_at.begin(), reach.looked_at.end(), reading.aim(t).last);
        // Weighted calls are counted once for all days.
        const Want own{counting.of(t), counting.is_once_for_all_days()
                                           ? reach.looked_at.size()
                                           : static_cast<std::size_t>(until - reach.looked_at.begin())};
        if (reading.kept(t)) {
            if (own.days > 0) kept[own.days - 1] += own.amount;
        } else if (const auto found = lack(reach, kept, own, whole)) {
            proof.tenants.push_back(t);
            const bool told = reading.told(t) == Keeping::impossible;
            if (told && found->day + 1 == reach.looked_at.size()) proof.lost = found->lost;
        }
    }
    return proof;
}

// Whose call, wherever it has a place, leaves one to another's.
class AsksNoLess {
public:
    explicit AsksNoLess(const DayFacts& facts) : facts_(facts) {}

    bool operator()(const CallToFill& call, const CallToFill& other) const {
        const bool by_all = std::all_of(facts_.seats.begin(), facts_.seats.end(),
                                        [&](const Seat& seat) { return !speaks(seat, call) || speaks(seat, other); });
        return by_all && other.first <= call.first && call.last <= other.last && level(other) <= level(call) &&
               facts_.load(other.kind) <= facts_.load(call.kind);
    }
    // Of calls of which one asks no more than any other that one.
    CallToFill least_of(const std::vector<CallToFill>& calls) const {
        const auto key = [&](const CallToFill& call) {
            const auto callers = std::count_if(facts_.seats.begin(), facts_.seats.end(),
                                               [&](const Seat& seat) { return speaks(seat, call); });
            return std::tuple(facts_.load(call.kind), level(call), -callers, call.first, facts_.input.day - call.last);
        };
        return *std::min_element(calls.begin(), calls.end(),
                                 [&](const CallToFill& a, const CallToFill& b) { return key(a) < key(b); });
    }

private:
    static int level(const CallToFill& call) { return std::max(call.kind, kLevel2 - 1); }
    static bool speaks(const Seat& seat, const CallToFill& call) {
        return seat.speaks[static_cast<std::size_t>(call.language)];
    }

    const DayFacts& facts_;
};

// For whom those kept before them leave no place, however the lists are filled: nor then for who asks for more.
Proof proof_by_filling(const Audited& audited, Counting& counting, const Reach& reach, const Reading& reading,
                       const std::vector<std::uint32_t>& people) {
    const DayFacts& facts = audited.facts;
    const auto comes_before = [&](std::uint32_t a, std::uint32_t b) {
        return facts.kept_before(a, reading.aim(a), b, reading.aim(b));
    };
    const auto call_of = [&](std::uint32_t t) {
        const Standing& tenant = facts.standings[t];
        return CallToFill{tenant.language, tenant.kind, reading.first(t), reading.aim(t).last};
    };
    std::optional<std::uint32_t> last_kept;
    std::vector<CallToFill> calls, without;
    for (const std::uint32_t t : people) {
        (reading.kept(t) ? calls : without).push_back(call_of(t));
        if (reading.kept(t) && (!last_kept || comes_before(*last_kept, t))) last_kept = t;
    }
    Proof proof;
    if (without.empty()) return proof;
    const AsksNoLess asks_no_less(facts);
    const CallToFill least = asks_no_less.least_of(without);
    calls.push_back(least);
    if (!fill_in_every_way(facts, counting, reach.lists, calls).in_no_way) return proof;
    for (const std::uint32_t t : people)
        if (!reading.kept(t) && asks_no_less(call_of(t), least) && (!last_kept || comes_before(*last_kept, t)))
            proof.tenants.push_back(t);
    return proof;
}

// For whom those kept before them, who are on the phone at the same moment, leave no advisor.
Proof proof_at_once(const Audited& audited, const Reading& reading, std::vector<std::uint32_t> people,
                    std::int64_t advisors) {
    const DayFacts& facts = audited.facts;
    Proof proof;
    if (!all_run_at(facts, people)) return proof;
    std::sort(people.begin(), people.end(), [&](std::uint32_t a, std::uint32_t b) { return facts.kept_before(a, b); });
    std::int64_t kept = 0;
    for (const std::uint32_t t : people) {
        if (reading.kept(t))
            ++kept;
        else if (kept >= advisors)
            proof.tenants.push_back(t);
    }
    return proof;
}

// One after the other; what they prove is kept.
class Proofs {
public:
    Proofs(const Audited& audited, Findings& findings)
        : audited_(audited),
          findings_(findings),
          own_(audited),
          proven_{std::vector<char>(audited.facts.standings.size()),
                  std::vector<char>(audited.facts.standings.size())} {}

    void look_at(const Shortfall& shortfall, const std::string& path) {
        const DayFacts& facts = audited_.facts;
        const auto wrong = [&](const char* field, const std::string& message) {
            findings_.add("P4", path + field, message);
        };
        if (!each_once_in_order(shortfall.tenants)) wrong(".tenants", "stand in the order of their ids, each once");
        if (!each_once_in_order(shortfall.advisors)) wrong(".advisors", "stand in the order of their ids, each once");
        if (!each_once_in_order(shortfall.days)) wrong(".days", "stand in their order, each once");
        const bool weighted = shortfall.measure == Measure::weighted_calls;
        if (shortfall.weights.size() != (weighted ? shortfall.tenants.size() : 0))
            wrong(".weights", weighted ? "are not one for each of the tenants" : "are told, but no calls are weighted");
        Counting counting(audited_, shortfall);
        if (counting.is_of_whole_calls() && ++by_filling_ > kMostProofsByWholeCalls)
            wrong(".measure", "is told more than " + std::to_string(kMostProofsByWholeCalls) + " times");
        const std::vector<std::uint32_t> people = people_of(shortfall, counting, facts, path, findings_);
        std::int64_t needed = 0;
        for (const std::uint32_t t : people) needed += counting.of(t);
        if (shortfall.needed != needed)
            wrong(".needed", "is " + std::to_string(shortfall.needed) + "; must be " + std::to_string(needed));
        const bool at_once = shortfall.measure == Measure::calls_at_once;
        const auto at = at_once ? all_run_at(facts, people) : std::nullopt;
        if (at_once && !at) wrong(".tenants", "have no times promised for today at which all of them are on the phone");
        if (shortfall.at != at)
            wrong(".at", at ? "must be when the last of these calls begins" : "is told, but no moment is looked at");

        std::set<std::int64_t> lengths;
        for (const std::uint32_t t : people) lengths.insert(counting.of(t));
        WholeCalls whole(std::move(lengths));
        const Reading reading(audited_, sorted(people), until_callback(shortfall, people, path), shortfall.full_until);
        if (weighted && !are_by_sort(counting, people, reading))
            wrong(".weights", "differ between calls in one language, of one level and length, on the same days");
        const std::optional<Full> full = full_before(shortfall, people, reading);
        if (shortfall.full_until && !full)
            return wrong(".full_until",
                         "is told, but no other shortfall shows that nobody who asks as much has room then");
        Reach reach = at_once ? reach_at_once(audited_, people) : reach_of(audited_, counting, people, reading, whole);
        Proof proof;
        bool proves = !counting.is_of_whole_calls();
        if (at_once) {
            proof = proof_at_once(audited_, reading, people, reach.available);
        } else if (counting.is_of_whole_calls()) {
            reach.available = needed - 1;  // one of them has no place
            if (speaks_of(shortfall, reach) && by_filling_ <= kMostProofsByWholeCalls) {
                proof = proof_by_filling(audited_, counting, reach, reading, people);
                const auto not_kept =
                    std::count_if(people.begin(), people.end(), [&](std::uint32_t t) { return !reading.kept(t); });
                proves = not_kept > 0 && std::ssize(proof.tenants) == not_kept;
            }
        } else {
            proof = proof_of(audited_, counting, reach, reading, people, whole);
            if (needed <= reach.available)
                reach.unusable = reach.available - std::accumulate(reach.room.begin(), reach.room.end(), -proof.lost);
            reach.available -= reach.unusable;
        }
        if (speaks_of(shortfall, reach)) {
            if (full) leave_only_those_after(*full, reading, proof);
            mark(proof, reading);
            if (!at_once && !reading.is_of_both()) remember_full_days(people, proof, reading);
            if (!counts_right_by_callbacks(audited_, people, reading, proof.tenants))
                wrong(".until_callback",
                      "must be all who may be, or all whose callback is kept but for those whose deadline is proven");
            if (const auto said =
                    wrong_cure(audited_, own_, ways_of_cures_, counting, shortfall, people, reading, reach.lists))
                wrong(said->first, said->second);
            if (!proves)
                wrong(".tenants", "have places, or nobody can tell in one pass over their lists that they have not");
        } else {
            tell(shortfall, reach, path);
        }
        if (needed <= shortfall.available) wrong(".needed", "is within what is available: nothing falls short");
    }

    void check_impossible() {
        const DayFacts& facts = audited_.facts;
        const auto unproven = [&](std::uint32_t t, const char* field) {
            findings_.add("P4", RowPath{"unplanned", static_cast<std::size_t>(audited_.places[t].row)} + field,
                          facts.input.tenants[t].id.text +
                              " is called impossible, but in no shortfall do those kept before it leave too little");
        };
        const auto proven = [&](std::uint32_t t, const char* field) {
            findings_.add("P4", RowPath{"unplanned", static_cast<std::size_t>(audited_.places[t].row)} + field,
                          facts.input.tenants[t].id.text +
                              " is called unproven, but in a shortfall those kept before it leave too little");
        };
        for (std::uint32_t t = 0; t < audited_.places.size(); ++t) {
            if (audited_.places[t].row < 0 || !facts.has_duty(t)) continue;
            if (audited_.keeping(t) == Keeping::impossible && !proven_.deadline[t]) unproven(t, ".keeping");
            if (audited_.keeping(t) == Keeping::unproven && proven_.deadline[t]) proven(t, ".keeping");
            if (audited_.promise(t) == Keeping::impossible && facts.is_promised_later(t) && !proven_.promise[t])
                unproven(t, ".promise");
            if (audited_.promise(t) == Keeping::unproven && facts.is_promised_later(t) && proven_.promise[t])
                proven(t, ".promise");
        }
    }

private:
    static std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> people) {
        std::sort(people.begin(), people.end());
        return people;
    }

    bool are_by_sort(const Counting& counting, const std::vector<std::uint32_t>& people, const Reading& reading) const {
        std::map<std::tuple<int, int, Day, Day>, std::int64_t> known;
        return std::all_of(people.begin(), people.end(), [&](std::uint32_t t) {
            const Standing& tenant = audited_.facts.standings[t];
            const auto sort = std::tuple(int{tenant.language}, int{tenant.kind}, reading.first(t), reading.aim(t).last);
            return known.emplace(sort, counting.of(t)).first->second == counting.of(t);
        });
    }

    // Those counted by their callback's day; what else is told is a finding.
    std::vector<std::uint32_t> until_callback(const Shortfall& shortfall, const std::vector<std::uint32_t>& people,
                                              const std::string& path) {
        const auto& told = shortfall.until_callback;
        std::vector<std::uint32_t> named, those;
        for (const TenantId& id : told)
            if (const auto found = audited_.facts.tenant_of.find(id.text)) named.push_back(*found);
        std::sort(named.begin(), named.end());
        for (const std::uint32_t t : people)
            if (Reading::may_be_by_promise(audited_, t) && std::binary_search(named.begin(), named.end(), t))
                those.push_back(t);
        if (!each_once_in_order(told) || those.size() != told.size())
            findings_.add("P4", path + ".until_callback",
                          "must be of the tenants, by id, whose deadline is not kept and whose callback is later");
        return sorted(std::move(those));
    }

    void mark(const Proof& proof, const Reading& reading) {
        for (const std::uint32_t t : proof.tenants) (reading.by_promise(t) ? proven_.promise : proven_.deadline)[t] = 1;
    }

    // Who, due on the last day of a shortfall's people, has no place beside those of them who are kept before her. Not whom nobody can
    // dial: these lists are not hers.
    struct Full {
        bool any_by_promise;
        Day until;
        std::uint32_t who;
        Aim aim;
    };

    Day last_worked(Day day) const {
        while (day > audited_.facts.input.day && !audited_.facts.may_be_worked(day)) day = day - 1;
        return day;
    }

    CallToFill call_until(std::uint32_t t, Day until) const {
        const Standing& tenant = audited_.facts.standings[t];
        return {tenant.language, tenant.kind, tenant.first, until};
    }

    void remember_full_days(const std::vector<std::uint32_t>& people, const Proof& proof, const Reading& reading) {
        Day last = audited_.facts.input.day;
        for (const std::uint32_t t : people) last = std::max(last, last_worked(reading.aim(t).last));
        for (const std::uint32_t t : proof.tenants)
            if (audited_.facts.standings[t].dialable && last_worked(reading.aim(t).last) == last &&
                reading.told(t) == Keeping::impossible)
                full_.push_back({reading.any_by_promise(), last, t, reading.aim(t)});
    }

    // Who shows that none of these people, each due later, has room until then: of several whoever comes first.
    std::optional<Full> full_before(const Shortfall& shortfall, const std::vector<std::uint32_t>& people,
                                    const Reading& reading) const {
        std::optional<Full> first;
        if (!shortfall.full_until || !would_be_called_until(*shortfall.full_until, people)) return first;
        const AsksNoLess asks_no_less(audited_.facts);
        for (const Full& each : full_) {
            if (shortfall.full_until != each.until) continue;
            if (each.any_by_promise && !reading.is_by_promises()) continue;
            if (first && audited_.facts.kept_before(first->who, first->aim, each.who, each.aim)) continue;
            if (std::all_of(people.begin(), people.end(), [&](std::uint32_t t) {
                    return last_worked(reading.aim(t).last) > each.until &&
                           asks_no_less(call_until(t, each.until), call_until(each.who, each.until));
                }))
                first = each;
        }
        return first;
    }

    bool would_be_called_until(Day last, const std::vector<std::uint32_t>& people) const {
        const DayFacts& facts = audited_.facts;
        std::set<std::pair<int, Day>> known;  // of these nobody is called
        return std::any_of(people.begin(), people.end(), [&](std::uint32_t t) {
            const Standing& tenant = facts.standings[t];
            if (!tenant.dialable || !known.emplace(tenant.language, tenant.first).second) return false;
            for (Day day = tenant.first; day <= last; day = day + 1)
                for (std::size_t s = 0; s < facts.seats.size(); ++s)
                    if (facts.speaks(s, tenant) &&
                        (day == facts.input.day ? facts.seats[s].capacity : facts.capacity_on(s, day)) > Minutes{})
                        return true;
            return false;
        });
    }

    // The days are full for who comes after her: those before her may be beside fewer.
    void leave_only_those_after(const Full& full, const Reading& reading, Proof& proof) const {
        std::erase_if(proof.tenants, [&](std::uint32_t t) {
            return !audited_.facts.kept_before(full.who, full.aim, t, reading.aim(t));
        });
    }

    static bool speaks_of(const Shortfall& shortfall, const Reach& reach) {
        return shortfall.available == reach.available && shortfall.unusable == reach.unusable &&
               shortfall.advisors == reach.advisors && shortfall.days == reach.days;
    }

    void tell(const Shortfall& shortfall, const Reach& reach, const std::string& path) {
        const auto wrong = [&](const char* field, const std::string& message) {
            findings_.add("P4", path + field, message);
        };
        if (shortfall.available != reach.available)
            wrong(".available",
                  "is " + std::to_string(shortfall.available) + "; must be " + std::to_string(reach.available));
        if (shortfall.unusable != reach.unusable)
            wrong(".unusable",
                  "is " + std::to_string(shortfall.unusable) + "; must be " + std::to_string(reach.unusable));
        if (shortfall.advisors != reach.advisors)
            wrong(".advisors", "are not those who may call any of the tenants on a day left to them");
        if (shortfall.days != reach.days)
            wrong(".days", "are not those on which anybody may call any of the tenants in time");
    }

    const Audited& audited_;
    Findings& findings_;
    OwnPlaces own_;
    std::int64_t ways_of_cures_ = kMostWaysOfCures;
    std::int64_t by_filling_ = 0;  // shortfalls looked at
    std::vector<Full> full_;
    struct {
        std::vector<char> deadline, promise;
    } proven_;  // by tenant
};

}  // namespace

void check_shortfalls(const Audited& audited, Findings& findings) {
    const auto& shortfalls = audited.plan.promises.shortfall;
    if (shortfalls.empty() && !audited.any_impossible) return;
    Proofs proofs(audited, findings);
    // First those that may show which days are full, the earlier ones first.
    std::vector<std::size_t> order(shortfalls.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return shortfalls[a].full_until < shortfalls[b].full_until; });
    for (const std::size_t i : order) proofs.look_at(shortfalls[i], "promises.shortfall[" + std::to_string(i) + "]");
    for (auto each = shortfalls.begin(); each != shortfalls.end(); ++each)
        if (std::find(shortfalls.begin(), each, *each) != each)
            findings.add("P4", "promises.shortfall[" + std::to_string(each - shortfalls.begin()) + "]",
                         "is told a second time");
    proofs.check_impossible();
}

}  // namespace bienveille::audit_detail
