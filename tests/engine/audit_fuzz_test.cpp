// Any field of any plan, changed to anything else: the audit finds it, or the plan says something else that is as true.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/plan_fields.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

// What may be said otherwise, and by what it is as true then.
struct Freedom {
    const char* field;
    std::function<bool(const Plan& before, const Plan& after)> is_as_true;
};

bool any(const Plan&, const Plan&) { return true; }

template <class Row>
bool name_in_order(const std::vector<Row>& rows) {
    return std::all_of(rows.begin(), rows.end(),
                       [](const Row& row) { return std::is_sorted(row.advisors.begin(), row.advisors.end()); });
}

// Of a bound above 0.
bool is_a_proof(const Plan&, const Plan& after) {
    const BalanceProof& proof = after.balance.proof;
    return after.balance.lower_bound > Value{} && name_in_order(proof.cannot_fill) &&
           name_in_order(proof.cannot_relieve);
}

// None below 0, some of each row above it, and each row of a day below the one before, by day.
bool are_prices(const Plan&, const Plan& after) {
    const std::vector<Price>& prices = after.certificate.prices;
    const auto amounts = [](const Price& each) {
        return std::array{each.per_minute, each.per_call, each.per_level2_or_3, each.per_level3, each.per_place_apart};
    };
    const auto is_price = [&](const Price& each) {
        const auto all = amounts(each);
        return *std::min_element(all.begin(), all.end()) >= Value{} &&
               *std::max_element(all.begin(), all.end()) > Value{};
    };
    return name_in_order(prices) && std::all_of(prices.begin(), prices.end(), is_price) &&
           std::adjacent_find(prices.begin(), prices.end(), [&](const Price& a, const Price& b) {
               return a.day > b.day || (a.day == b.day && amounts(a) <= amounts(b));
           }) == prices.end();
}

// Some of what was told, each once.
bool tells_less(const Plan& before, const Plan& after) {
    const auto& all = before.promises.shortfall;
    const auto& left = after.promises.shortfall;
    for (auto each = left.begin(); each != left.end(); ++each)
        if (std::find(left.begin(), each, *each) != each || std::find(all.begin(), all.end(), *each) == all.end())
            return false;
    return true;
}

// Whether what any shortfall says otherwise is as true.
template <class IsAsTrue>
bool of_shortfalls(const Plan& before, const Plan& after, IsAsTrue is_as_true) {
    for (std::size_t s = 0; s < after.promises.shortfall.size(); ++s) {
        const Shortfall& was = before.promises.shortfall[s];
        const Shortfall& is = after.promises.shortfall[s];
        if (!(was == is) && !is_as_true(was, is)) return false;
    }
    return true;
}

// Some cures are left out: of days on which not all who are not kept may be called.
bool tells_fewer_cures(const Plan& before, const Plan& after) {
    return of_shortfalls(before, after, [](const Shortfall& was, const Shortfall& is) {
        return std::includes(was.cures.begin(), was.cures.end(), is.cures.begin(), is.cures.end(),
                             [](const Cure& a, const Cure& b) { return a.day < b.day; });
    });
}

// More is enough as well; of what may perhaps be fewer nobody can tell who does not search.
bool tells_more_or_perhaps_fewer(const Plan& before, const Plan& after) {
    return of_shortfalls(before, after, [](const Shortfall& was, const Shortfall& is) {
        return std::equal(
            was.cures.begin(), was.cures.end(), is.cures.begin(), is.cures.end(),
            [](const Cure& a, const Cure& b) { return a.day == b.day && (a.amount <= b.amount || !a.exact); });
    });
}

// Of calls that are all of level 3 those of level 2 and 3 are as many; of one that has room nowhere, by whichever cap.
bool counts_the_same_calls(const Plan& before, const Plan& after) {
    return of_shortfalls(before, after, [](const Shortfall& was, const Shortfall& is) {
        const auto counts_calls = [](Measure measure) {
            return measure == Measure::calls || measure == Measure::level3_calls ||
                   measure == Measure::level2_and_3_calls;
        };
        return counts_calls(was.measure) && counts_calls(is.measure) && was.needed == is.needed;
    });
}

// Somebody else, whose call counts as much, is as many too many beside the others.
bool names_as_many(const Plan& before, const Plan& after) {
    return of_shortfalls(before, after, [](const Shortfall& was, const Shortfall& is) {
        return was.tenants.size() == is.tenants.size() && was.until_callback == is.until_callback;
    });
}

// That the least is told may be left out, and said of so few people that it may have been searched.
bool proves_less_or_may_be_searched(const Plan& before, const Plan& after) {
    return of_shortfalls(before, after, [](const Shortfall& was, const Shortfall& is) {
        const bool less = was.moved_proven >= is.moved_proven &&
                          std::equal(was.cures.begin(), was.cures.end(), is.cures.begin(), is.cures.end(),
                                     [](const Cure& a, const Cure& b) { return a.exact >= b.exact; });
        return less || is.tenants.size() <= kMostCallsSearched;
    });
}

// Fewer are counted by a callback, or nobody: by their earliest deadlines the same figures fall short, and what is told to cure it is as
// enough.
bool counts_by_earliest_deadlines(const Plan& before, const Plan& after) {
    return of_shortfalls(before, after, [](const Shortfall& was, const Shortfall& is) {
        return is.until_callback.size() < was.until_callback.size() &&
               std::includes(was.until_callback.begin(), was.until_callback.end(), is.until_callback.begin(),
                             is.until_callback.end());
    });
}

// Who is kept has a place on another day, which is in time and can be had as well. Found where a day of the calendar counts the places.
bool is_kept_on_another_day(const Plan& before, const Plan& after) {
    for (std::size_t row = 0; row < after.unplanned.size(); ++row) {
        const Unplanned &was = before.unplanned[row], &is = after.unplanned[row];
        if (was.look_ahead_day == is.look_ahead_day) continue;
        if (!is.look_ahead_day || (is.keeping != Keeping::kept && is.promise != Keeping::kept)) return false;
    }
    return true;
}

const std::vector<Freedom>& freedoms() {
    static const std::vector<Freedom> all{
        // Who made the plan, and a fingerprint of what: whoever has the input and the planner may compare it.
        {"engine", any},
        {"digest",
         [](const Plan&, const Plan& after) {
             return after.digest.size() == 32 &&
                    after.digest.find_first_not_of("0123456789abcdef") == std::string::npos;
         }},
        // O7, which is not judged from one plan; C2 and C3 are.
        {"lists.calls.starts_at", any},
        // Another place, which can be had as well.
        {"unplanned.look_ahead_advisor",
         [](const Plan& before, const Plan& after) {
             for (std::size_t row = 0; row < after.unplanned.size(); ++row)
                 if (before.unplanned[row].look_ahead_advisor.has_value() !=
                     after.unplanned[row].look_ahead_advisor.has_value())
                     return false;
             return true;
         }},
        {"unplanned.look_ahead_day", is_kept_on_another_day},
        // Proofs that nobody needs beside the others, and their order.
        {"promises.shortfall", tells_less},
        // Another proof of the same, or the same of other deadlines: it is added up again.
        {"promises.shortfall.measure", counts_the_same_calls},
        {"promises.shortfall.tenants", names_as_many},
        {"promises.shortfall.until_callback[]", counts_by_earliest_deadlines},
        {"balance.proof.cannot_fill", is_a_proof},
        {"balance.proof.cannot_fill.per_call", is_a_proof},
        {"balance.proof.cannot_fill.per_level2_or_3", is_a_proof},
        {"balance.proof.cannot_fill.per_level3", is_a_proof},
        {"balance.proof.cannot_fill.per_place_apart", is_a_proof},
        {"balance.proof.cannot_fill.advisors", is_a_proof},
        {"balance.proof.cannot_fill.advisors[]", is_a_proof},
        {"balance.proof.cannot_relieve", is_a_proof},
        {"balance.proof.cannot_relieve.per_call", is_a_proof},
        {"balance.proof.cannot_relieve.per_level2_or_3", is_a_proof},
        {"balance.proof.cannot_relieve.per_level3", is_a_proof},
        {"balance.proof.cannot_relieve.per_place_apart", is_a_proof},
        {"balance.proof.cannot_relieve.advisors", is_a_proof},
        {"balance.proof.cannot_relieve.advisors[]", is_a_proof},
        {"certificate.prices", are_prices},  // without a row that nobody needs
        {"certificate.prices.per_minute", are_prices},
        {"certificate.prices.per_call", are_prices},
        {"certificate.prices.per_level2_or_3", are_prices},
        {"certificate.prices.per_level3", are_prices},
        {"certificate.prices.per_place_apart", are_prices},
        {"certificate.prices.advisors", are_prices},
        {"certificate.prices.advisors[]", are_prices},
        {"certificate.prices.day", are_prices},
        // What would cure a shortfall: whether the least is told is added up; what sums do not tell was searched.
        {"promises.shortfall.cures", tells_fewer_cures},
        {"promises.shortfall.cures.amount", tells_more_or_perhaps_fewer},
        {"promises.shortfall.cures.exact", proves_less_or_may_be_searched},
        {"promises.shortfall.moved_proven", proves_less_or_may_be_searched},
        // Other places, all of which can be had as well: each is looked at.
        {"promises.shortfall.elsewhere", any},
        {"promises.shortfall.elsewhere.tenant", any},
        {"promises.shortfall.elsewhere.day", any},
        {"promises.shortfall.elsewhere.advisor", any},
    };
    return all;
}

bool is_as_true(const std::string& field, const Plan& before, const Plan& after) {
    return std::any_of(freedoms().begin(), freedoms().end(), [&](const Freedom& freedom) {
        return field == freedom.field && freedom.is_as_true(before, after);
    });
}

// Days of all sorts, by either policy, with calls under way and fixed ones; some have run until half past ten.
RandomDay any_day(std::uint64_t seed) {
    RandomDay random = seed % 3 == 0 ? medium_day(seed) : seed % 3 == 1 ? scarce_day(seed) : tiny_scarce_day(seed);
    random.rules.policy = seed % 2 == 0 ? Policy::value : Policy::rank;
    if (seed % 5 == 0) random.input.now = TimeOfDay{10 * 60 + 30};
    return random;
}

TEST(AuditFuzz, FindsEveryChangeOfAnyField) {
    constexpr std::uint64_t kDays = kThorough ? 150 : 12;
    std::map<std::string, int> tried, not_found;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        const RandomDay random = any_day(seed);
        const Plan plan = *make_plan(random.input, random.rules);
        if (!audit(plan, random.input, random.rules).empty()) continue;  // a gap that is too wide (property_test.cpp)
        std::map<std::string, std::vector<std::size_t>> fields;
        const std::vector<std::string> names = fields_of(plan);
        for (std::size_t field = 0; field < names.size(); ++field) fields[names[field]].push_back(field);
        Dice dice(seed);
        for (const auto& [name, all] : fields)
            for (int time = 0; time < 6; ++time) {
                const std::size_t field = dice.one_of(all);
                Plan changed = plan;
                change_field(changed, field, dice);
                if (changed == plan) continue;
                ++tried[name];
                if (!audit(changed, random.input, random.rules).empty()) continue;
                ++not_found[name];
                EXPECT_TRUE(is_as_true(name, plan, changed)) << "seed " << seed << ": " << name << ", field " << field;
            }
    }
    for (const auto& [name, times] : not_found) std::printf("%s: %d of %d as true\n", name.c_str(), times, tried[name]);
    constexpr std::size_t kFields = 120;
    EXPECT_GE(tried.size(), kThorough ? kFields : kFields - 6) << "fields that no plan of these days has";
}

// Who is kept on a later day is said to be unproven, and all that follows from it.
TEST(AuditFuzz, C4FindsAKeptCallThatIsSaidToBeUnproven) {
    int forged = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 200 : 30); ++seed) {
        const RandomDay random = any_day(seed);
        const Plan plan = *make_plan(random.input, random.rules);
        for (std::size_t row = 0; row < plan.unplanned.size(); ++row) {
            const Unplanned& is = plan.unplanned[row];
            if (is.keeping != Keeping::kept) continue;
            Plan changed = plan;
            Unplanned& lost = changed.unplanned[row];
            lost.keeping = Keeping::unproven;
            if (lost.promise) {
                lost.promise = Keeping::unproven;
                --changed.promises.kept;
                ++changed.promises.unproven;
            }
            for (PromiseDay& day : changed.promises.calendar)
                if (day.day == is.look_ahead_day) {
                    --day.planned;
                    day.planned_minutes -= is.needs;
                }
            lost.look_ahead_day.reset();
            lost.look_ahead_advisor.reset();
            const auto findings = audit(changed, random.input, random.rules);
            EXPECT_TRUE(
                std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.promise == "C4"; }))
                << "seed " << seed << ", unplanned[" << row << ']';
            ++forged;
        }
    }
    EXPECT_GT(forged, kThorough ? 1000 : 100);
}

// Proofs of another day, put in the place of the day's own.
TEST(AuditFuzz, FindsTheProofsOfAnotherDay) {
    int certificates = 0, balances = 0, shortfalls = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 300 : 30); ++seed) {
        const RandomDay random = any_day(seed);
        const RandomDay other = any_day(seed + 6);
        const Plan plan = *make_plan(random.input, random.rules);
        const Plan another = *make_plan(other.input, other.rules);
        const auto found = [&](const Plan& changed) {
            return changed == plan || !audit(changed, random.input, random.rules).empty();
        };
        Plan changed = plan;
        changed.certificate = another.certificate;
        certificates += changed == plan ? 0 : 1;
        EXPECT_TRUE(found(changed) || changed.certificate.upper_bound == plan.certificate.upper_bound)
            << "seed " << seed << ": the certificate of " << seed + 6;
        changed = plan;
        changed.balance = another.balance;
        balances += changed == plan ? 0 : 1;
        EXPECT_TRUE(found(changed)) << "seed " << seed << ": the balance of " << seed + 6;
        changed = plan;
        changed.promises.shortfall = another.promises.shortfall;
        shortfalls += changed == plan ? 0 : 1;
        EXPECT_TRUE(found(changed)) << "seed " << seed << ": the shortfalls of " << seed + 6;
    }
    EXPECT_GT(std::min({certificates, balances, shortfalls}), kThorough ? 150 : 10);
}

}  // namespace
}  // namespace bienveille::test
