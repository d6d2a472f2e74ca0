// What the certificate's prices charge, read without the planner's code.
//
// Decides: charges, and what is sold of later days. Does not decide: the bound (audit_certificate.cpp).
//
// Model: who keeps a deadline by this plan is called today or on a day by it in every plan compared: then not being called today costs the
// least that anybody who speaks the language charges on any of these days.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {

__extension__ using Wide = __int128;

// In millionths of a point.
struct Prices {
    std::int64_t minute = 0, call = 0, heavy = 0, level3 = 0, apart = 0;

    std::int64_t charge(int kind, Minutes length) const {
        return minute * length.count + call + (kind >= kLevel2 ? heavy : 0) +
               (kind == kLevel3 ? level3 + apart : -apart);
    }
    auto operator<=>(const Prices&) const = default;
};

class LaterPrices {
public:
    explicit LaterPrices(const Audited& audited) : audited_(audited) {}

    // False: a second price of the same place.
    bool add(const LaterPlace& place, const Prices& prices);
    bool any() const { return !rows_.empty(); }
    void read_charges();  // once all are added
    Wide sold() const;    // all that there is of what has a price
    // Whether anybody could call somebody on today's lists on a later day by the deadline; of who has none true.
    bool could_wait(std::uint32_t tenant) const;
    // None of whom no deadline is kept, or only by a call today.
    std::optional<std::int64_t> charge(std::uint32_t tenant) const;

private:
    struct Row {
        LaterPlace place;
        Prices prices;
    };
    using Charges = std::array<std::optional<std::int64_t>, kKinds>;  // by kind

    std::optional<Day> kept_until(std::uint32_t tenant) const;

    const Audited& audited_;
    std::vector<Row> rows_;
    std::vector<std::vector<Charges>> least_;  // by day from tomorrow on, then language
};

}  // namespace bienveille::audit_detail
