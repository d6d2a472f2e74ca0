// Who waits for a place today while lists are repaired: the unplanned calls, alike ones together, the first of each kind
// at hand.
//
// Decides: who of those that are alike comes first. Does not decide: who contests a list (board.h), nor who goes in
// (selection.h).
//
// Model: calls of one group and kind that nothing sets apart stay in the board's own lists: how far each was read is all that
// is kept, and who comes back from before there. Those told apart by what the days ahead hold for them are few.
// Cost: a call comes or goes in O(log c), and O(f) for the f firsts.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/board.h"

namespace bienveille {

class Waiting {
public:
    explicit Waiting(const Board& board);

    // Whether it is now the first of its kind.
    bool add(CallIndex c);

    // `c` is the first of its kind.
    void remove(CallIndex c);

    const std::vector<CallIndex>& firsts() const { return firsts_; }
    bool is_first(CallIndex c) const { return std::binary_search(firsts_.begin(), firsts_.end(), c); }

private:
    using Calls = std::vector<CallIndex>;  // a heap, the best rank first
    using Slot = std::tuple<std::uint16_t, std::uint8_t, std::int32_t, TimeOfDay>;

    struct Alikes {
        std::span<const CallIndex> unread;  // the first of these waits
        Calls back;                         // all of better rank
    };

    static constexpr TimeOfDay kNoTime{-1};
    static constexpr std::size_t kMostToldApart = 5'000;  // beyond, each list would be asked for by too many

    // Where calls of today have to wait for room later, those who leave some there are not like the others, nor are those
    // who are to be kept and have no place.
    static bool tells_apart(const Board& board);

    Alikes* in_lists(CallIndex c);

    using OwnCase = std::tuple<std::uint16_t, std::uint8_t, std::int64_t>;

    // Few, and nearly each its own case: all in one list, by case, then rank.
    class Placed {
    public:
        std::optional<CallIndex> first(const OwnCase& own) const {
            const auto at = std::lower_bound(all_.begin(), all_.end(), Each{own, 0});
            return at == all_.end() || at->first != own ? std::nullopt : std::optional(at->second);
        }
        void insert(const OwnCase& own, CallIndex c) {
            all_.insert(std::upper_bound(all_.begin(), all_.end(), Each{own, c}), {own, c});
        }
        // In any order, each once; then in_order().
        void add(const OwnCase& own, CallIndex c) { all_.emplace_back(own, c); }
        void in_order(std::vector<CallIndex>& firsts) {
            std::sort(all_.begin(), all_.end());
            for (std::size_t i = 0; i < all_.size(); ++i)
                if (i == 0 || all_[i].first != all_[i - 1].first) firsts.push_back(all_[i].second);
        }
        void erase_first(const OwnCase& own) { all_.erase(std::lower_bound(all_.begin(), all_.end(), Each{own, 0})); }

    private:
        using Each = std::pair<OwnCase, CallIndex>;

        std::vector<Each> all_;
    };

    // Of those who are told apart by what the days ahead hold for them.
    std::optional<OwnCase> own_case(CallIndex c) const;

    // With whom it waits, of the others that are not in the board's lists.
    Calls& those_with(CallIndex c);

    // Of better rank is nobody who was added: in order they are a heap as they are.
    void add_last(CallIndex c);

    void read_on(Alikes& alike) const;

    static std::optional<CallIndex> first_of(const Alikes& alike);

    bool becomes_first(std::optional<CallIndex> before, std::optional<CallIndex> now);

    // A set; they are few, and read more often than changed.
    void insert_first(CallIndex c);
    void erase_first(CallIndex c);

    static void put(Calls& calls, CallIndex c);
    static void take_first(Calls& calls);

    const Board& board_;
    bool told_apart_;
    std::vector<Alikes> unread_;  // [group and kind]; none of them where calls are told apart
    std::map<Slot, Calls> slots_;
    Placed placed_;
    std::vector<Calls> others_;      // [group and kind]
    std::vector<CallIndex> firsts_;  // by rank
};

}  // namespace bienveille
