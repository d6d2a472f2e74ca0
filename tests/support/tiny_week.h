// A few promises over a few days, read from the input by simple means, and every way to call them tried.
//
// For inputs whose tenants are owed a call today and have a promise or no deadline at all, whose advisors' minutes stand in
// `availability`, and whose lists are short enough for one window. Level-3 calls of today are kept apart by others owed a call, with or
// without a promise, as far as the minutes go.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::test {

struct WeekCall {
    std::string tenant;
    int level = -1;  // -1 unknown
    int minutes = 0;
    int last = 0;      // day from today
    int advisors = 0;  // bits: who speaks the language
    // Rank within one deadline: points, then isolation, then age.
    std::int64_t points = 0;
    std::int64_t isolation = 0;
    int born = 0;
    Keeping keeping = Keeping::unproven;
};

struct WeekList {
    int minutes = 0, calls = 0, level3 = 0, heavy = 0;
};

class TinyWeek {
public:
    // Of `days` days from the input's, all of them worked.
    TinyWeek(const DayInput& input, const RuleSet& rules, const Plan& plan, int days);

    const std::vector<WeekCall>& calls() const { return calls_; }  // in the order of keeping
    std::size_t position(const TenantId& tenant) const;
    int days() const { return days_; }
    int advisors() const { return static_cast<int>(lists_.size()); }
    const WeekList& list(int advisor, int day) const {
        return lists_[static_cast<std::size_t>(advisor)][static_cast<std::size_t>(day)];
    }

    bool all_fit(const std::vector<std::size_t>& calls);
    void let_level3_stand_together() { apart_ = false; }
    // The least that somebody more must make on a day so that all these can be called: minutes, or calls.
    std::optional<int> least_beside(const std::vector<std::size_t>& calls, int day, bool in_minutes);

    struct Moves {
        int number = 0;
        int delay = 0;
        std::uint64_t whose = 0;  // a bit a call, the first in the order the highest

        auto operator<=>(const Moves&) const = default;
    };
    // The best way to make these calls, where some of them may be late.
    std::optional<Moves> fewest_moves(const std::vector<std::size_t>& calls, const std::vector<std::size_t>& may_move);

private:
    struct Question;
    void place(Question& question, std::size_t next);
    bool takes(int advisor, int day, const WeekCall& call) const;
    bool today_is_apart() const;
    void put(int advisor, int day, const WeekCall& call, int sign);

    int days_;
    bool apart_ = true;
    int others_ = 0;       // calls that may keep level-3 calls apart, of whomever
    int apart_needs_ = 0;  // minutes of the shortest of these
    std::vector<WeekCall> calls_;
    std::vector<std::vector<WeekList>> lists_;  // what is left, [advisor][day]
    std::vector<int> others_today_, level3_today_;
};

}  // namespace bienveille::test
