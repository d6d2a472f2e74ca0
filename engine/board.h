// Who has which call, while a plan is being made: the one place where loads, caps and lists are kept.
//
// Decides: whether a call may be put on a seat (C1-C3), and whether an unplanned call could contest a list (O1). Does
// not decide: which call goes where (selection.h, assignment.h).
//
// Calls are indices into Facts::owed, so that a smaller number is a higher rank.
//
// Promises: B1 put() and take() undo each other. B2 has_room() counts standing calls, capacity, max_calls, caps and windows, and
// room for whoever is to stand between level-3 calls. B3
// contest() takes calls off lowest rank first, but none that the days ahead cannot take (C4, look_ahead.h), and answers who must
// leave. By value it takes nobody off for a call of tier 7 or 8.
// Cost: has_room O(1) plus one Fit question; contest O(k) of them for a list of k calls, and only when minutes and caps
// of the calls of higher rank leave room at all.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/facts.h"
#include "engine/fit.h"
#include "engine/roster.h"
#include "engine/ruleset.h"

namespace bienveille {

using CallIndex = std::uint32_t;
using SeatIndex = std::uint32_t;

class LookAhead;
class Renumbering;

// How many more calls of the upper levels a seat may have.
struct Caps {
    int level3;
    int level2_and_3;
};

class Board {
public:
    Board(const DayInput& input, const RuleSet& rules, const Roster& roster, const Facts& facts, LookAhead& ahead);

    std::size_t seats() const { return loads_.size(); }
    std::size_t advisors() const { return advisors_; }  // in the input
    const Seat& seat(SeatIndex s) const { return roster_.seats[s]; }
    bool has_list(SeatIndex s) const { return seat(s).present || !seat(s).fixed.empty(); }
    const Candidate& call(CallIndex c) const { return facts_.owed[c]; }
    std::size_t calls() const { return facts_.owed.size(); }
    const Brief& brief(CallIndex c) const { return facts_.briefs[c]; }
    const std::vector<SeatIndex>& group(CallIndex c) const { return roster_.groups[brief(c).group].seats; }
    const std::vector<Window>& windows() const { return roster_.windows; }
    std::size_t groups() const { return roster_.groups.size(); }
    const std::vector<SeatIndex>& seats_of_group(std::size_t g) const { return roster_.groups[g].seats; }
    Caps caps_of_fixed(SeatIndex s) const;  // left once only the fixed calls are counted
    const Fit& fit() const { return fit_; }
    Policy policy() const { return policy_; }
    // By value, calls of tiers 7 and 8 give way to points: they outrank nobody.
    bool goes_by_points(CallIndex c) const {
        return policy_ == Policy::value && call(c).tier >= Tier::longest_waiting && !call(c).wished;
    }
    LookAhead& ahead() const { return ahead_; }

    // Where today's previous plan had a call, unless it is not looked at.
    std::optional<SeatIndex> earlier_seat(CallIndex c) const {
        if (!looks_at_previous_ || call(c).earlier_seat < 0) return std::nullopt;
        return static_cast<SeatIndex>(call(c).earlier_seat);
    }
    std::optional<HalfDay> earlier_half_day(CallIndex c) const {
        return looks_at_previous_ ? call(c).earlier_half_day : std::nullopt;
    }
    void look_at_previous(bool looks) { looks_at_previous_ = looks; }

    bool has_slot(CallIndex c) const { return brief(c).apart && call(c).slot; }
    std::size_t group_and_kind(CallIndex c) const { return std::size_t{brief(c).group} * kKinds + brief(c).kind; }
    // Those that nothing sets apart, by group and kind, each in the order of rank.
    std::size_t kinds() const { return groups() * kKinds; }
    std::span<const CallIndex> calls_alike(std::size_t group_and_kind) const {
        const auto* const from = by_kind_.data();
        return {from + kind_begins_[group_and_kind], from + kind_begins_[group_and_kind + 1]};
    }
    const std::vector<CallIndex>& calls_apart() const { return apart_; }
    bool all_take_equally_long() const;

    int cost(CallIndex c) const { return minutes_of(brief(c).kind); }
    int minutes_of(std::uint8_t kind) const { return fit_.minutes_of(kind); }
    int load(SeatIndex s) const { return loads_[s].sums.minutes; }  // minutes with pauses
    int room(SeatIndex s) const { return seat(s).capacity - load(s); }
    std::optional<SeatIndex> seat_of(CallIndex c) const {
        if (seat_of_[c] < 0) return std::nullopt;
        return static_cast<SeatIndex>(seat_of_[c]);
    }
    const std::vector<std::int32_t>& seats_of_calls() const { return seat_of_; }  // -1 for none
    // The calls on a seat by rank, standing slots included, fixed ones not.
    const std::vector<CallIndex>& list(SeatIndex s) const { return loads_[s].list; }
    std::vector<CallIndex> called() const;  // those on a seat, by rank
    const std::vector<Standing>& standing(SeatIndex s) const { return loads_[s].standing; }
    const std::vector<Gap>& gaps(SeatIndex s) const { return loads_[s].gaps; }
    std::vector<Gap> gaps_beside_fixed(SeatIndex s) const;
    const Kinds& kinds(SeatIndex s) const { return loads_[s].kinds; }

    bool eligible(SeatIndex s, CallIndex c) const;
    bool has_room(SeatIndex s, CallIndex c, Fit::Order order) const;
    bool has_room(SeatIndex s, const std::vector<CallIndex>& calls) const;  // loosely, for all of them
    // With a call of a kind, none that has a time, gone for it.
    bool has_room_instead(SeatIndex s, std::uint8_t leaving, CallIndex c, Fit::Order order) const;
    bool only_caps_stand_against(SeatIndex s, CallIndex c) const;  // the minutes would fit
    // With `in` instead of `out`, calls without a time: minutes, caps and windows, level-3 calls kept apart.
    bool has_room(SeatIndex s, const Kinds& out, const Kinds& in) const;
    bool is_apart(SeatIndex s) const;  // the list as it is fits with level-3 calls kept apart

    void put(SeatIndex s, CallIndex c);
    void take(CallIndex c);

    // Which calls of lower rank must leave s, lowest first, so that u has room; none when it has none without all of them.
    std::optional<std::vector<CallIndex>> contest(SeatIndex s, CallIndex u);
    // Puts u in their place, as contest() answered.
    void replace(SeatIndex s, const std::vector<CallIndex>& leaving, CallIndex u);

    // ---- once more, where the day has changed --------------------------------------------------------
    void leave(SeatIndex s);  // whose list is empty: nobody may be put there
    void renumber(const Renumbering& renumbering);

    // load(a) / capacity(a) < load(b) / capacity(b), exactly.
    bool less_loaded(SeatIndex a, SeatIndex b) const;

private:
    struct Sums {
        int minutes = 0;
        int calls = 0;
        int level3 = 0;
        int level2_and_3 = 0;

        void count(std::uint8_t kind, int with_pause, int sign);
    };

    struct Load {
        Kinds kinds{};                   // of calls without a time
        std::vector<Standing> standing;  // by time
        std::vector<Gap> gaps;
        int alone = 0;  // level-3 calls without a time that need nobody between them
        std::vector<CallIndex> list;
        Sums sums;
    };

    std::optional<std::vector<CallIndex>> leaving_for(SeatIndex s, CallIndex u,
                                                      const std::vector<CallIndex>& lowest_last, bool any);
    void sort_by_kind();
    bool takes(const Sums& sums, SeatIndex s, CallIndex c) const;
    bool within_caps(const Sums& sums, SeatIndex s, std::uint8_t kind) const;
    bool keeps_apart(SeatIndex s, const Kinds& kinds, const Sums& sums) const;
    int shortest_beside_level3() const;
    void find_gaps(SeatIndex s);
    std::optional<std::vector<Gap>> gaps_with(SeatIndex s, const std::vector<Standing>& slots) const;
    Standing standing_of(CallIndex c) const;
    bool fits(SeatIndex s, const Kinds& kinds, Fit::Order order) const;

    const Roster& roster_;
    const Facts& facts_;
    const Work& work_;
    Policy policy_;
    std::size_t advisors_;
    bool looks_at_previous_ = true;
    LookAhead& ahead_;
    Fit fit_;
    std::vector<Load> loads_;
    std::vector<Sums> fixed_;  // what the fixed calls take of each seat
    std::vector<std::int32_t> seat_of_;
    std::vector<std::vector<char>> may_call_;  // [group][seat]
    std::vector<std::uint32_t> kind_begins_;   // of each group and kind in by_kind_; one more than these
    std::vector<CallIndex> by_kind_;
    std::vector<CallIndex> apart_;
    int between_ = 0;  // minutes of the shortest call that may keep level-3 calls apart
};

}  // namespace bienveille
