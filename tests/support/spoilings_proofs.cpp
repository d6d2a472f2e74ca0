// What a plan tells to prove itself, spoilt: balance, promises and their shortfalls, certificate.
#include <algorithm>

#include "tests/support/builders.h"
#include "tests/support/spoilings.h"

namespace bienveille::test {
namespace {

// A shortfall of people whom somebody may call, but not enough.
bool change_shortfall(Plan& plan, const std::function<void(Shortfall&)>& change) {
    for (Shortfall& each : plan.promises.shortfall) {
        if (each.days.empty() || each.advisors.empty()) continue;
        change(each);
        return true;
    }
    return false;
}

// One of which due days moved are told.
bool change_moved(Plan& plan, const std::function<void(Shortfall&)>& change) {
    for (Shortfall& each : plan.promises.shortfall) {
        if (each.moved.empty()) continue;
        change(each);
        return true;
    }
    return false;
}

bool change_cure(Plan& plan, const std::function<void(Shortfall&, Cure&)>& change) {
    for (Shortfall& each : plan.promises.shortfall) {
        if (each.cures.empty()) continue;
        change(each, each.cures.front());
        return true;
    }
    return false;
}

}  // namespace

std::vector<Spoiling> proof_spoilings() {
    return {
        {"a lower bound above the gap", "O2",
         [](Plan& p) {
             p.balance.lower_bound = p.balance.largest_gap + Value{1};
             return true;
         }},
        {"a lower bound at the gap", "O2",
         [](Plan& p) {
             if (p.balance.lower_bound == p.balance.largest_gap) return false;
             p.balance.lower_bound = p.balance.largest_gap;
             return true;
         }},
        {"a bound without its proof", "O2",
         [](Plan& p) {
             p.balance.proof = {};
             return p.balance.lower_bound > Value{};
         }},
        {"a proof of somebody unknown", "O2",
         [](Plan& p) {
             p.balance.proof.cannot_fill.push_back({{}, {}, {}, {}, {{"nobody"}}});
             return true;
         }},
        {"a proof that names one advisor twice", "O2",
         [](Plan& p) {
             if (p.lists.empty()) return false;
             p.balance.proof.cannot_relieve.push_back({{}, {}, {}, {}, {p.lists[0].advisor, p.lists[0].advisor}});
             return true;
         }},
        {"a proof that leaves nobody", "O2",
         [](Plan& p) {
             p.balance.proof.cannot_relieve = {{{}, {}, {}, {}, {}}};
             return true;
         }},
        {"a proof in which calls are paid for being taken", "O2",
         [](Plan& p) {
             p.balance.proof.cannot_fill = {{Minutes{-1}, {}, {}, {}, {}}};
             return true;
         }},
        {"a proof that charges more than a day", "O2",
         [](Plan& p) {
             p.balance.proof.cannot_fill = {{{}, {}, Minutes{24 * 60 + 1}, {}, {}}};
             return true;
         }},
        {"a proof that pays more than a day for a place apart", "O2",
         [](Plan& p) {
             p.balance.proof.cannot_fill = {{{}, {}, {}, Minutes{-24 * 60 - 1}, {}}};
             return true;
         }},
        {"a proof by all lists beside another", "O2",
         [](Plan& p) {
             p.balance.proof.lists_tried = true;
             return p.balance.proof.all_tried || !p.balance.proof.cannot_fill.empty();
         }},
        {"a proof of somebody less", "O2",
         [](Plan& p) {
             auto& rows = p.balance.proof.cannot_fill;
             if (rows.empty() || rows[0].advisors.empty()) return false;
             rows[0].advisors.pop_back();
             return true;
         }},
        {"a lower bound below nothing", "O2",
         [](Plan& p) {
             p.balance.lower_bound = Value{-1};
             return true;
         }},
        {"a gap within the tolerance called unproven", "O2",
         [](Plan& p) {
             if (p.balance.largest_gap > p.balance.tolerance) return false;
             p.balance.proven = false;
             return true;
         }},

        {"more promises kept", "P4",
         [](Plan& p) {
             ++p.promises.kept;
             --p.promises.unproven;
             return true;
         }},
        {"promises called impossible", "P4",
         [](Plan& p) {
             ++p.promises.impossible;
             --p.promises.unproven;
             return true;
         }},
        {"a day of the calendar missing", "P4",
         [](Plan& p) {
             if (p.promises.calendar.empty()) return false;
             p.promises.calendar.pop_back();
             return true;
         }},
        {"another day in the calendar", "P4",
         [](Plan& p) {
             if (p.promises.calendar.empty()) return false;
             p.promises.calendar.back().day = p.promises.calendar.back().day + 1;
             return true;
         }},

        {"impossible calls without any proof", "P4",
         [](Plan& p) {
             const bool any = !p.promises.shortfall.empty();
             p.promises.shortfall.clear();
             return any && waiting(p, is_impossible);
         }},
        {"a shortfall of something else", "P4",
         [](Plan& p) {
             return change_shortfall(p, [](Shortfall& each) {
                 each.measure = each.measure == Measure::calls ? Measure::minutes : Measure::calls;
             });
         }},
        {"somebody left out of a shortfall", "P4",
         [](Plan& p) { return change_shortfall(p, [](Shortfall& each) { each.tenants.pop_back(); }); }},
        {"somebody twice in a shortfall", "P4",
         [](Plan& p) {
             return change_shortfall(p, [](Shortfall& each) { each.tenants.push_back(each.tenants.back()); });
         }},
        {"nobody known in a shortfall", "P4",
         [](Plan& p) { return change_shortfall(p, [](Shortfall& each) { each.tenants[0] = TenantId{"nobody"}; }); }},
        {"an advisor left out of a shortfall", "P4",
         [](Plan& p) { return change_shortfall(p, [](Shortfall& each) { each.advisors.pop_back(); }); }},
        {"a day left out of a shortfall", "P4",
         [](Plan& p) { return change_shortfall(p, [](Shortfall& each) { each.days.pop_back(); }); }},
        {"a cure on a day nobody looks at", "P4",
         [](Plan& p) {
             return change_shortfall(p, [&](Shortfall& each) {
                 each.cures.insert(each.cures.begin(), {p.day - 1, 1, false});
             });
         }},
        {"a cure twice", "P4",
         [](Plan& p) { return change_cure(p, [](Shortfall& each, Cure& cure) { each.cures.push_back(cure); }); }},
        {"a cure of nothing", "P4",
         [](Plan& p) { return change_cure(p, [](Shortfall&, Cure& cure) { cure.amount = 0; }); }},
        {"a cure of less than is missing", "P4",
         [](Plan& p) {
             return change_cure(p, [](Shortfall& each, Cure& cure) {
                 const bool weighted = each.measure == Measure::weighted_calls;
                 cure.amount = weighted ? 0 : each.needed - each.available - each.unusable - 1;
             });
         }},
        {"a cure of more than all of them need", "P4",
         [](Plan& p) { return change_cure(p, [](Shortfall&, Cure& cure) { cure.amount = 1'000'000; }); }},
        {"more than is lost called unusable", "P4",
         [](Plan& p) { return change_shortfall(p, [](Shortfall& each) { ++each.unusable, --each.available; }); }},
        {"a due day fewer moved than it takes", "P4",
         [](Plan& p) {
             for (Shortfall& each : p.promises.shortfall) {
                 const auto promised_later = [&](const LaterDue& moved) {
                     return waiting(p, [&](const Unplanned& row) {
                         return row.tenant == moved.tenant && row.promise == Keeping::kept;
                     });
                 };
                 if (each.moved.empty() || promised_later(each.moved.back())) continue;
                 each.moved.pop_back();
                 return true;
             }
             return false;
         }},
        {"no due day moved where the plan has later places for all", "P4",
         [](Plan& p) {
             for (Shortfall& each : p.promises.shortfall) {
                 if (each.moved.empty() || !each.elsewhere.empty()) continue;
                 each.moved.clear();
                 return true;
             }
             return false;
         }},
        {"somebody called elsewhere by nobody known", "P4",
         [](Plan& p) {
             return change_moved(p, [](Shortfall& each) {
                 each.elsewhere = {{each.tenants[0], each.moved[0].to, AdvisorId{"nobody"}}};
             });
         }},
        {"somebody called elsewhere on a day long gone", "P4",
         [](Plan& p) {
             const AdvisorId advisor = p.lists.empty() ? AdvisorId{"nobody"} : p.lists[0].advisor;
             return change_moved(p, [&](Shortfall& each) {
                 each.elsewhere = {{each.tenants[0], p.day - 30, advisor}};
             });
         }},
        {"nobody called elsewhere", "P4",
         [](Plan& p) {
             return change_moved(p, [](Shortfall& each) {
                 each.elsewhere.insert(each.elsewhere.begin(), {TenantId{"--nobody"}, each.moved[0].to, {}});
             });
         }},
        {"somebody called elsewhere, which is where the plan has the call", "P4",
         [](Plan& p) {
             return change_moved(p, [&](Shortfall& each) {
                 for (const Unplanned& row : p.unplanned)
                     if (row.tenant == each.moved[0].tenant && row.look_ahead_day && row.look_ahead_advisor)
                         each.elsewhere = {{row.tenant, *row.look_ahead_day, *row.look_ahead_advisor}};
                 if (each.elsewhere.empty()) each.elsewhere = {{TenantId{"--nobody"}, p.day, {}}};
             });
         }},
        {"a due day moved of nobody's", "P4",
         [](Plan& p) {
             return change_shortfall(p, [](Shortfall& each) {
                 each.moved.insert(each.moved.begin(), {TenantId{"--nobody"}, each.days.back() + 1});
             });
         }},
        {"a due day moved to no later day", "P4",
         [](Plan& p) {
             return change_shortfall(p, [&](Shortfall& each) {
                 if (each.moved.empty())
                     each.moved.push_back({each.tenants[0], p.day});
                 else
                     each.moved[0].to = p.day;
             });
         }},
        {"a due day moved beyond the days looked at", "P4",
         [](Plan& p) {
             for (Shortfall& each : p.promises.shortfall) {
                 if (each.moved.empty()) continue;
                 each.moved[0].to = each.moved[0].to + 4000;
                 return true;
             }
             return false;
         }},
        {"a due day moved twice", "P4",
         [](Plan& p) {
             for (Shortfall& each : p.promises.shortfall) {
                 if (each.moved.empty()) continue;
                 each.moved.push_back(each.moved.back());
                 return true;
             }
             return false;
         }},
        {"another day in a shortfall", "P4",
         [](Plan& p) {
             return change_shortfall(p, [](Shortfall& each) { each.days.push_back(each.days.back() + 365); });
         }},

        {"a bound below the points", "P5",
         [](Plan& p) {
             p.certificate.upper_bound = p.certificate.points - Points{1};
             return true;
         }},
        {"a bound that the prices do not give, with its gap", "P5",
         [](Plan& p) {
             if (p.certificate.upper_bound == p.certificate.points) return false;
             p.certificate.upper_bound = p.certificate.points;
             p.certificate.gap = {};
             p.certificate.optimal = true;
             return true;
         }},
        {"a bound a hundredth higher, with its gap", "P5",
         [](Plan& p) {
             Certificate& c = p.certificate;
             c.upper_bound += Points{1};
             const std::int64_t bound = c.upper_bound.count;
             c.gap = {(2 * (bound - c.points.count) * kOne.count + bound) / (2 * bound)};
             c.optimal = false;
             return true;
         }},
        {"optimal or not, told the other way", "P5",
         [](Plan& p) {
             p.certificate.optimal = !p.certificate.optimal;
             return true;
         }},
        {"a price for everybody beside another", "P5",
         [](Plan& p) {
             if (p.certificate.prices.empty()) return false;
             p.certificate.prices.push_back({{1}, {}, {}, {}, {}, {}});
             return true;
         }},
        {"a price above all points there can be", "P5",
         [](Plan& p) {
             p.certificate.prices = {{{100'000'000'001}, {}, {}, {}, {}, {}}};
             return true;
         }},
        {"a price at which nothing costs anything", "P5",
         [](Plan& p) {
             if (p.certificate.prices.empty()) return false;
             p.certificate.prices[0] = {{}, {}, {}, {}, {}, p.certificate.prices[0].advisors};
             return true;
         }},
        {"a price below nothing", "P5",
         [](Plan& p) {
             p.certificate.prices = {{{-1}, {}, {}, {}, {}, {}}};
             return true;
         }},
        {"calls at a price below nothing", "P5",
         [](Plan& p) {
             p.certificate.prices = {{{1}, {-1}, {}, {}, {}, {}}};
             return true;
         }},
        {"a cap at a price below nothing", "P5",
         [](Plan& p) {
             p.certificate.prices = {{{1}, {}, {-1}, {}, {}, {}}};
             return true;
         }},
        {"a cap of level 3 at a price above all points there can be", "P5",
         [](Plan& p) {
             p.certificate.prices = {{{1}, {}, {}, {100'000'000'001}, {}, {}}};
             return true;
         }},
        {"places apart at a price below nothing", "P5",
         [](Plan& p) {
             p.certificate.prices = {{{1}, {}, {}, {}, {-1}, {}}};
             return true;
         }},
        {"prices out of order by those of caps", "P5",
         [](Plan& p) {
             if (p.lists.size() < 2) return false;
             p.certificate.prices = {{{1}, {}, {}, {}, {}, {p.lists[0].advisor}},
                                     {{1}, {}, {1}, {}, {}, {p.lists[1].advisor}}};
             return true;
         }},
        {"a price of somebody unknown", "P5",
         [](Plan& p) {
             p.certificate.prices.push_back({{1}, {}, {}, {}, {}, {{"nobody"}}});
             return true;
         }},
        {"a price of a later day that is the plan's own", "P5",
         [](Plan& p) {
             if (p.lists.empty()) return false;
             p.certificate.prices.push_back({{1}, {}, {}, {}, {}, {p.lists[0].advisor}, p.day});
             return true;
         }},
        {"a price of nobody on a later day", "P5",
         [](Plan& p) {
             p.certificate.prices.push_back({{1}, {}, {}, {}, {}, {}, p.day + 3});
             return true;
         }},
        {"two prices of one advisor", "P5",
         [](Plan& p) {
             if (p.lists.empty()) return false;
             p.certificate.prices.push_back({{1}, {}, {}, {}, {}, {p.lists[0].advisor, p.lists[0].advisor}});
             return true;
         }},
        {"optimal though somebody waits below the bound", "P5",
         [](Plan& p) {
             Unplanned* u = waiting(p, [](auto& r) { return r.reason == UnplannedReason::no_room_today; });
             if (!u) return false;
             p.certificate.upper_bound = p.certificate.points + Points{1};
             p.certificate.optimal = true;
             return true;
         }},
    };
}

}  // namespace bienveille::test
