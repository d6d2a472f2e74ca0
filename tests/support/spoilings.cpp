#include "tests/support/spoilings.h"

#include <algorithm>

#include "tests/support/builders.h"

namespace bienveille::test {
namespace {

bool any(const Call&) { return true; }
bool is_fixed(const Call& call) { return call.fixed; }
bool owed(const Unplanned& row) { return row.tier.has_value(); }

AdvisorList* list_of(Plan& plan, const char* advisor) {
    for (AdvisorList& list : plan.lists)
        if (list.advisor.text == advisor) return &list;
    return nullptr;
}

bool change_call(Plan& plan, const IsCall& is, const std::function<void(Call&)>& change) {
    const auto [list, c] = find_call(plan, is);
    if (list) change(list->calls[c]);
    return list != nullptr;
}

bool take_off(Plan& plan, const IsCall& is) {
    const auto [list, c] = find_call(plan, is);
    if (list) list->calls.erase(list->calls.begin() + static_cast<std::ptrdiff_t>(c));
    return list != nullptr;
}

// The first call behind another of its list that satisfies.
bool change_follower(Plan& plan, const std::function<bool(Call&, Call&)>& change) {
    for (AdvisorList& list : plan.lists)
        for (std::size_t c = 1; c < list.calls.size(); ++c)
            if (change(list.calls[c - 1], list.calls[c])) return true;
    return false;
}

bool is_kept(const Unplanned& row) { return row.keeping == Keeping::kept; }
bool is_promised(const Unplanned& row) { return row.promise.has_value(); }
bool has_place(const Unplanned& row) { return row.look_ahead_day.has_value(); }

void lose_place(Unplanned& row) {
    row.look_ahead_day.reset();
    row.look_ahead_advisor.reset();
}

bool change_waiting(Plan& plan, const std::function<bool(const Unplanned&)>& is,
                    const std::function<void(Unplanned&)>& change) {
    Unplanned* row = waiting(plan, is);
    if (row) change(*row);
    return row != nullptr;
}

}  // namespace

bool is_free(const Call& call) { return !call.fixed; }
bool is_impossible(const Unplanned& row) { return row.keeping == Keeping::impossible; }
bool is_slot(const Call& call) { return call.tier == Tier::slot_today && !call.fixed; }

std::pair<AdvisorList*, std::size_t> find_call(Plan& plan, const IsCall& is) {
    for (AdvisorList& list : plan.lists)
        for (std::size_t c = 0; c < list.calls.size(); ++c)
            if (is(list.calls[c])) return {&list, c};
    return {nullptr, 0};
}

Unplanned* waiting(Plan& plan, const std::function<bool(const Unplanned&)>& is) {
    const auto found = std::find_if(plan.unplanned.begin(), plan.unplanned.end(), is);
    return found == plan.unplanned.end() ? nullptr : &*found;
}

bool move_to(Plan& plan, const IsCall& is, const char* advisor) {
    AdvisorList* to = list_of(plan, advisor);
    if (!to) return false;
    for (AdvisorList& from : plan.lists) {
        if (&from == to) continue;
        const auto call = std::find_if(from.calls.begin(), from.calls.end(), is);
        if (call == from.calls.end()) continue;
        to->calls.push_back(*call);
        from.calls.erase(call);
        return true;
    }
    return false;
}

namespace {

// One at a time, what no figure tells.
std::vector<Spoiling> change_spoilings() {
    return {
        {"another day", "P3",
         [](Plan& p) {
             p.day = p.day + 1;
             return true;
         }},
        {"another rule set", "P3",
         [](Plan& p) {
             p.rules_name += "x";
             return true;
         }},
        {"another rule version", "P3",
         [](Plan& p) {
             p.rules_version += "x";
             return true;
         }},
        {"another policy", "P3",
         [](Plan& p) {
             p.policy = p.policy == Policy::rank ? Policy::value : Policy::rank;
             return true;
         }},
        {"a digest cut short", "P3",
         [](Plan& p) {
             p.digest.pop_back();
             return true;
         }},
        {"a digest of other letters", "P3",
         [](Plan& p) {
             p.digest[7] = 'g';
             return true;
         }},

        {"a call twice", "C1",
         [](Plan& p) {
             const auto [l, c] = find_call(p, any);
             if (l) l->calls.push_back(l->calls[c]);
             return l != nullptr;
         }},
        {"a call of nobody known", "C1",
         [](Plan& p) { return change_call(p, any, [](Call& c) { c.tenant = {"nobody"}; }); }},
        {"a list of nobody known", "C1",
         [](Plan& p) {
             if (p.lists.empty()) return false;
             p.lists[0].advisor = {"nobody"};
             return true;
         }},
        {"a call taken off", "P1", [](Plan& p) { return take_off(p, is_free); }},
        {"a fixed call taken off", "C1", [](Plan& p) { return take_off(p, is_fixed); }},
        {"a fixed call later", "C1",
         [](Plan& p) { return change_call(p, is_fixed, [](Call& c) { c.starts_at = c.starts_at + Minutes{5}; }); }},
        {"a fixed call longer", "C1",
         [](Plan& p) { return change_call(p, is_fixed, [](Call& c) { c.minutes += Minutes{1}; }); }},
        {"a fixed call with another pause", "C1",
         [](Plan& p) { return change_call(p, is_fixed, [](Call& c) { c.pause += Minutes{1}; }); }},
        {"a fixed call in another state", "C1",
         [](Plan& p) { return change_call(p, is_fixed, [](Call& c) { c.state = CallState::cancelled; }); }},
        {"a fixed call called free", "P3",
         [](Plan& p) { return change_call(p, is_fixed, [](Call& c) { c.fixed = false; }); }},
        {"a free call called fixed", "P3",
         [](Plan& p) { return change_call(p, is_free, [](Call& c) { c.fixed = true; }); }},
        {"a free call called done", "P3",
         [](Plan& p) { return change_call(p, is_free, [](Call& c) { c.state = CallState::done; }); }},

        {"a call before the windows", "C2",
         [](Plan& p) { return change_call(p, is_free, [](Call& c) { c.starts_at = {5 * 60}; }); }},
        {"a call over the window's end", "C2",
         [](Plan& p) { return change_call(p, is_free, [](Call& c) { c.starts_at = {17 * 60 + 29}; }); }},
        {"a call over the one before", "C2",
         [](Plan& p) {
             return change_follower(p, [](Call& before, Call& call) {
                 if (!call.fixed) call.starts_at = before.starts_at;
                 return !call.fixed;
             });
         }},
        {"a slot a quarter later", "C2",
         [](Plan& p) { return change_call(p, is_slot, [](Call& c) { c.starts_at = c.starts_at + Minutes{15}; }); }},
        {"two calls out of order", "P3",
         [](Plan& p) {
             return change_follower(p, [](Call& before, Call& call) {
                 const bool in_order = before.starts_at < call.starts_at;
                 if (in_order) std::swap(before, call);
                 return in_order;
             });
         }},

        {"another tier", "P3",
         [](Plan& p) {
             return change_call(p, any, [](Call& c) { c.tier = c.tier == Tier::score ? Tier::care_due : Tier::score; });
         }},
        {"another due day", "P3",
         [](Plan& p) {
             return change_call(p, any, [](Call& c) { c.due_on = c.due_on ? *c.due_on + 1 : day("2020-04-09"); });
         }},
        {"late or not", "P3", [](Plan& p) { return change_call(p, any, [](Call& c) { c.late = !c.late; }); }},
        {"same advisor or not", "P3",
         [](Plan& p) { return change_call(p, any, [](Call& c) { c.same_advisor = !c.same_advisor; }); }},
        {"slot moved or not", "P3",
         [](Plan& p) { return change_call(p, any, [](Call& c) { c.slot_moved = !c.slot_moved; }); }},
        {"another band", "S1",
         [](Plan& p) {
             return change_call(p, any,
                                [](Call& c) { c.card.band = c.card.band == Band::high ? Band::medium : Band::high; });
         }},
        {"points moved between reasons", "S1",
         [](Plan& p) {
             return change_call(p, any, [](Call& c) {
                 c.card.lines[0].points += Points{1};
                 c.card.lines[4].points -= Points{1};
             });
         }},
        {"reasons in another order", "S1",
         [](Plan& p) { return change_call(p, any, [](Call& c) { std::swap(c.card.lines[0], c.card.lines[1]); }); }},

        {"lists out of order", "P3",
         [](Plan& p) {
             if (p.lists.size() < 2) return false;
             std::swap(p.lists[0], p.lists[1]);
             return true;
         }},
        {"a list missing", "P3",
         [](Plan& p) {
             for (std::size_t l = 0; l < p.lists.size(); ++l)
                 if (p.lists[l].capacity > Minutes{}) {
                     p.lists.erase(p.lists.begin() + static_cast<std::ptrdiff_t>(l));
                     return true;
                 }
             return false;
         }},
        {"a list twice", "P3",
         [](Plan& p) {
             if (p.lists.empty()) return false;
             p.lists.push_back(p.lists.back());
             p.lists.back().calls.clear();
             return true;
         }},

        {"somebody gone from unplanned", "P1",
         [](Plan& p) {
             if (p.unplanned.empty()) return false;
             p.unplanned.pop_back();
             return true;
         }},
        {"somebody twice in unplanned", "P1",
         [](Plan& p) {
             if (p.unplanned.empty()) return false;
             p.unplanned.push_back(p.unplanned.back());
             return true;
         }},
        {"nobody known in unplanned", "P1",
         [](Plan& p) {
             Unplanned row;
             row.tenant = {"nobody"};
             p.unplanned.push_back(row);
             return true;
         }},
        {"somebody called in unplanned too", "P1",
         [](Plan& p) {
             const auto [l, c] = find_call(p, any);
             if (!l) return false;
             Unplanned row;
             row.tenant = l->calls[c].tenant;
             p.unplanned.push_back(row);
             return true;
         }},
        {"somebody excluded in unplanned instead", "P1",
         [](Plan& p) {
             if (p.excluded.empty()) return false;
             Unplanned row;
             row.tenant = p.excluded.back().tenant;
             p.excluded.pop_back();
             p.unplanned.push_back(row);
             return true;
         }},
        {"unplanned out of order", "P1",
         [](Plan& p) {
             if (p.unplanned.size() < 2) return false;
             std::swap(p.unplanned[0], p.unplanned[1]);
             return true;
         }},
        {"another reason of one owed a call", "P1",
         [](Plan& p) {
             Unplanned* u = waiting(p, owed);
             if (!u) return false;
             u->reason = u->reason == UnplannedReason::cap_reached ? UnplannedReason::no_room_today
                                                                   : UnplannedReason::cap_reached;
             return true;
         }},
        {"not owed called no room", "P1",
         [](Plan& p) {
             Unplanned* u = waiting(p, [](auto& r) { return !owed(r); });
             if (!u) return false;
             u->reason = UnplannedReason::no_room_today;
             return true;
         }},
        {"another tier of an unplanned", "P1",
         [](Plan& p) {
             Unplanned* u = waiting(p, owed);
             if (!u) return false;
             u->tier = std::nullopt;
             return true;
         }},
        {"another due day of an unplanned", "P1",
         [](Plan& p) {
             Unplanned* u = waiting(p, owed);
             if (!u) return false;
             u->due_on = day("2019-01-01");
             return true;
         }},

        {"a place after the deadline", "C4",
         [](Plan& p) {
             return change_waiting(p, has_place, [](Unplanned& u) { u.look_ahead_day = *u.look_ahead_day + 400; });
         }},
        {"a place today", "C4",
         [](Plan& p) { return change_waiting(p, has_place, [&](Unplanned& u) { u.look_ahead_day = p.day; }); }},
        {"a place with nobody known", "C4",
         [](Plan& p) {
             return change_waiting(p, has_place, [](Unplanned& u) { u.look_ahead_advisor = AdvisorId{"nobody"}; });
         }},
        {"a place without its day", "C4",
         [](Plan& p) { return change_waiting(p, has_place, [](Unplanned& u) { u.look_ahead_day.reset(); }); }},
        {"a place without its advisor", "C4",
         [](Plan& p) { return change_waiting(p, has_place, [](Unplanned& u) { u.look_ahead_advisor.reset(); }); }},
        {"a kept call without its place", "C4", [](Plan& p) { return change_waiting(p, is_kept, lose_place); }},
        {"a place for somebody not owed a call", "C4",
         [](Plan& p) {
             const Unplanned* other = waiting(p, has_place);
             if (!other) return false;
             const auto day = other->look_ahead_day;
             const auto advisor = other->look_ahead_advisor;
             return change_waiting(
                 p, [](auto& u) { return u.reason == UnplannedReason::not_owed && !u.keeping; },
                 [&](Unplanned& u) { u.look_ahead_day = day, u.look_ahead_advisor = advisor; });
         }},
        {"a kept call told nothing of", "P4",
         [](Plan& p) { return change_waiting(p, is_kept, [](Unplanned& u) { u.keeping.reset(); }); }},
        {"a kept call told unproven", "P4",
         [](Plan& p) { return change_waiting(p, is_kept, [](Unplanned& u) { u.keeping = Keeping::unproven; }); }},
        {"a call that could be kept told impossible", "P4",
         [](Plan& p) {
             return change_waiting(p, is_kept, [](Unplanned& u) {
                 u.keeping = Keeping::impossible;
                 lose_place(u);
             });
         }},
        {"an impossible call told kept", "C4",
         [](Plan& p) { return change_waiting(p, is_impossible, [](Unplanned& u) { u.keeping = Keeping::kept; }); }},
        {"a call that is not kept with a place in time", "P4",
         [](Plan& p) {
             return change_waiting(
                 p, [](auto& u) { return u.keeping && has_place(u) && u.due_on && !(*u.due_on < *u.look_ahead_day); },
                 [](Unplanned& u) { u.keeping = Keeping::impossible; });
         }},
        {"a promise told nothing of", "P4",
         [](Plan& p) { return change_waiting(p, is_promised, [](Unplanned& u) { u.promise.reset(); }); }},
        {"a promise where there is none", "P4",
         [](Plan& p) {
             return change_waiting(
                 p, [](auto& u) { return !u.promise; }, [](Unplanned& u) { u.promise = Keeping::unproven; });
         }},
        {"a kept promise told impossible", "P4",
         [](Plan& p) {
             return change_waiting(
                 p, [](auto& u) { return u.promise == Keeping::kept; },
                 [](Unplanned& u) { u.promise = Keeping::impossible; });
         }},
        {"a promise that is not kept told kept", "P4",
         [](Plan& p) {
             return change_waiting(
                 p, [](auto& u) { return u.promise && u.promise != Keeping::kept; },
                 [](Unplanned& u) { u.promise = Keeping::kept; });
         }},
        {"a deadline where there is none", "P4",
         [](Plan& p) {
             return change_waiting(
                 p, [](auto& u) { return owed(u) && !u.due_on; }, [](Unplanned& u) { u.keeping = Keeping::unproven; });
         }},

        {"somebody gone from excluded", "P1",
         [](Plan& p) {
             if (p.excluded.empty()) return false;
             p.excluded.pop_back();
             return true;
         }},
        {"somebody twice in excluded", "P1",
         [](Plan& p) {
             if (p.excluded.empty()) return false;
             p.excluded.push_back(p.excluded.back());
             return true;
         }},
        {"another reason of exclusion", "P1",
         [](Plan& p) {
             if (p.excluded.empty()) return false;
             p.excluded[0].reason =
                 p.excluded[0].reason == ExcludedReason::deceased ? ExcludedReason::moved : ExcludedReason::deceased;
             return true;
         }},
        {"another end of exclusion", "P1",
         [](Plan& p) {
             if (p.excluded.empty()) return false;
             p.excluded[0].until = day("2031-01-01");
             return true;
         }},
        {"excluded out of order", "P1",
         [](Plan& p) {
             if (p.excluded.size() < 2) return false;
             std::swap(p.excluded[0], p.excluded[1]);
             return true;
         }},
        {"somebody excluded who is not", "P1",
         [](Plan& p) {
             if (p.unplanned.empty()) return false;
             p.excluded.push_back({p.unplanned.back().tenant, ExcludedReason::moved, {}});
             p.unplanned.pop_back();
             return true;
         }},
        {"somebody excluded called", "P1",
         [](Plan& p) {
             if (p.excluded.empty()) return false;
             const TenantId who = p.excluded.back().tenant;
             p.excluded.pop_back();
             return change_call(p, is_free, [&](Call& c) { c.tenant = who; });
         }},
        {"somebody not owed a call called", "P1",
         [](Plan& p) {
             Unplanned* u = waiting(p, [](auto& r) { return !owed(r); });
             if (!u) return false;
             return change_call(p, is_free, [&](Call& c) { std::swap(c.tenant, u->tenant); });
         }},

        {"the best-ranked waiting instead of a call of the same length", "P1",
         [](Plan& p) {
             Unplanned* u = waiting(p, owed);
             if (!u) return false;
             return change_call(
                 p, [&](const Call& c) { return is_free(c) && c.tier <= Tier::longest_waiting; },
                 [&](Call& c) { std::swap(c.tenant, u->tenant); });
         }},
    };
}

}  // namespace

const std::vector<Spoiling>& spoilings() {
    static const std::vector<Spoiling> all = [] {
        std::vector<Spoiling> all_spoilings = change_spoilings();
        for (Spoiling& each : proof_spoilings()) all_spoilings.push_back(std::move(each));
        for (Spoiling& each : number_spoilings()) all_spoilings.push_back(std::move(each));
        return all_spoilings;
    }();
    return all;
}

}  // namespace bienveille::test
