// Relative loads, and what each advisor can take of the calls planned, for O2.
//
// Decides: what there is to add up. Does not decide: what is wrong with the balance that a plan tells (audit_balance.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {

__extension__ using Wide = __int128;

// A load over a capacity.
struct Ratio {
    std::int64_t load = 0;
    std::int64_t capacity = 1;

    friend bool operator<(const Ratio& a, const Ratio& b) {
        return Wide{a.load} * b.capacity < Wide{b.load} * a.capacity;
    }
};

struct Widest {
    Ratio high, low;

    bool is_narrower_than(const Widest& other) const;  // exactly
};

// None when nobody is present.
std::optional<Widest> widest(const DayFacts& facts, const std::vector<std::int64_t>& loads);

// The calls planned: those that several advisors may make, by language and kind, and what each advisor can take of them.
class Planned {
public:
    using ByKind = std::array<std::int64_t, kKinds>;

    // Beside the calls that stay, whose minutes are `stays`.
    struct Room {
        std::int64_t stays = 0;
        std::int64_t calls = 0, heavy = 0, level3 = 0;
        std::int64_t alone =
            0;  // of level 3, that need no other beside them; below 0: so many others are needed for those that stay

        // By how many level-3 calls may outnumber the others.
        std::int64_t places() const;
    };

    explicit Planned(const Audited& audited);

    std::int64_t minutes() const { return minutes_; }
    const Room& room(std::size_t seat) const { return rooms_[seat]; }
    const std::vector<ByKind>& movable() const { return movable_; }  // by language

    // The most minutes that these can carry, by what each charges; null for others.
    std::int64_t most(const std::vector<const Charge*>& charges) const;

private:
    void count_held(const Audited& audited);
    void count(const Standing& tenant, std::size_t seat);
    std::int64_t spare_places() const;

    const DayFacts& facts_;
    std::vector<int> speakers_;  // by language, of those present
    std::vector<ByKind> movable_;
    std::vector<Room> rooms_;  // by seat
    std::int64_t minutes_ = 0;
};

// The least gap of lists that the advisors could have side by side (audit_evenest.cpp); none where there are too many.
std::optional<Widest> evenest_side_by_side(const Audited& audited, const Widest& planned);

// Whether the calls planned can be given out with a smaller gap (audit_ways.cpp); none where there are too many ways.
std::optional<bool> can_be_evener(const Audited& audited, const Widest& gap);

}  // namespace bienveille::audit_detail
