// Today's points raised, step by step, by calls that change places: what value.h decides, and how.
//
// Decides: one exchange of calls at a time, made or undone. Does not decide: which exchanges are sought in which order (value.cpp).
//
// Calls of one language group and kind are alike but for their points: of each sort those with the most points have the places, so
// that a list is how many of each. Steps are written down until they are known to bring points, so that all can be undone.
// Four kinds of exchange: one list's calls for others that wait (exchange.cpp); the same once two lists have exchanged calls; a few
// minutes of each of many lists, passed on to one that can do more with all of them (collecting.cpp); and where calls take equally long
// a route over any lists (rerouting.cpp), and cycles over those of the days ahead, too, or where caps cross (rerouting_ahead.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/board.h"
#include "engine/horizon.h"

namespace bienveille {

class Raising {
public:
    explicit Raising(Board& board);

    void run();

private:
    static constexpr std::size_t kMostExchanged = 4;  // calls of a list at once
    static constexpr std::size_t kFewExchanged = 3;   // on days with more seats
    static constexpr std::size_t kSeatsForMore = 64;
    static constexpr int kMostMinutes = 16;  // that one list leaves to another, or gets

    // How many calls of each kind leave or come.
    struct Choice {
        Kinds kinds{};
        int minutes = 0;
    };
    // Calls of one group and kind that may come and go, most points first; the first `called` have a place.
    struct Alike {
        std::vector<CallIndex> calls;
        std::size_t called = 0;
    };
    struct Step {
        enum class What : std::uint8_t { came, left, moved };
        What what;
        CallIndex call;
        SeatIndex from;                  // of left and moved
        std::optional<CellIndex> place;  // of came: where it would have been called later
    };
    // The calls of one kind that would leave or come, in order, and the points of the first so many.
    struct Row {
        std::array<std::size_t, kMostExchanged> sorts{};
        std::array<std::int64_t, kMostExchanged + 1> sums{};
        std::size_t count = 0;
    };
    using Rows = std::array<Row, kKinds>;
    // What a list could lose and win by each choice.
    struct Prospect {
        Rows out, in;
        std::vector<std::optional<std::int64_t>> losses, gains;
    };
    // The best that a list could do with so many minutes more or less than it has, from -kMostMinutes on.
    using Profile = std::array<std::int64_t, 2 * kMostMinutes + 1>;
    // The least points that some lists lose who give so many minutes or more together.
    using Costs = std::array<std::int64_t, kMostMinutes + 1>;

    // Those that give each other minutes.
    struct Lists {
        SeatIndex first, end;
    };

    static std::vector<Choice> choices_up_to(std::size_t most, const Fit& fit);
    // Where so many minutes more or less, from -kMostMinutes on, stand in a table.
    static constexpr std::size_t row_of(int minutes) {
        const int row = minutes + kMostMinutes;
        return static_cast<std::size_t>(row);
    }

    std::int64_t points(CallIndex c) const { return board_.call(c).points.count; }
    std::size_t sort_of(CallIndex c) const { return board_.call(c).group * kKinds + board_.call(c).kind; }
    bool more_points(CallIndex a, CallIndex b) const { return points(a) != points(b) ? points(a) > points(b) : a < b; }

    // ---- value.cpp: the start, the rounds, today and later ----------------------------------------------
    void take_off();
    std::vector<CallIndex> by_points_per_minute() const;
    void sort_out();
    bool improve_all();
    bool trade_places();
    bool trade_with_any(CallIndex c, const std::vector<CallIndex>& most_points_first);
    bool trade(CallIndex c, CallIndex other);
    bool free_again();
    void bring(CallIndex c, SeatIndex s);

    // ---- exchange.cpp: one list, step by step -----------------------------------------------------------
    void come(CallIndex c, SeatIndex s);
    void go(CallIndex c);
    void move(CallIndex c, SeatIndex to);
    void undo(std::size_t down_to = 0);  // all steps after the first so many
    Rows who_could_come(SeatIndex s) const;
    Rows who_could_leave(SeatIndex s) const;
    template <class Offers, class Before>
    void settle(Offers& offers, Row& row, Before before) const;
    Prospect prospect(SeatIndex s) const;
    bool improve(SeatIndex s);
    std::optional<std::int64_t> exchange(SeatIndex s, std::int64_t above, int to_spare = 0);
    bool make(SeatIndex s, const std::vector<std::size_t>& out, const std::vector<std::size_t>& in);
    void leave(SeatIndex s, CallIndex c);

    // ---- rerouting.cpp: any lists, of equal minutes -----------------------------------------------------
    bool reroute();
    // ---- rerouting_ahead.cpp: the same over the days ahead, too -------------------------------------------
    bool reroute_ahead();

    // ---- collecting.cpp: two lists, many lists ----------------------------------------------------------
    void join(std::size_t out, std::size_t back);
    Profile profile(SeatIndex s) const;
    bool improve_pairs();
    bool improve(SeatIndex s, SeatIndex t);
    bool transfer(SeatIndex s, SeatIndex t, const Kinds& from_s, const Kinds& from_t);
    std::optional<std::vector<CallIndex>> movable(SeatIndex from, SeatIndex to, Kinds kinds) const;
    bool nobody_waits() const;
    bool collect_all();
    bool collect_among(const Lists& lists);
    std::vector<Costs> costs_of_giving(const Lists& lists, std::optional<SeatIndex> but) const;
    std::pair<std::int64_t, int> most_with(SeatIndex s, const Costs& costs) const;
    bool collect(SeatIndex s, const Lists& lists);
    bool collect(SeatIndex s, int minutes, const Lists& lists, const std::vector<Costs>& costs);
    bool give(SeatIndex from, SeatIndex to, int minutes, std::int64_t& gain);
    bool pass_on(SeatIndex from, SeatIndex to, int minutes);

    Board& board_;
    std::size_t most_;
    std::vector<Choice> choices_;
    std::vector<Alike> alike_;  // by group and kind
    std::vector<std::vector<std::size_t>> groups_of_;
    std::vector<bool> free_;                                                   // by call: may come and go
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> transfers_;  // by the minutes given: choices each way
    std::vector<std::optional<Profile>> profiles_;  // by seat, as they were when first asked for in this round
    std::vector<Step> done_;
    bool has_prices_ = false;  // of today alone, as reroute() left it: then there are no more points
};

}  // namespace bienveille
