// By when a shortfall's people are to be called, and the room of all who may call any of them.
//
// Decides: the sums of one reading. Does not decide: what they prove (audit_proof.cpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/audit_detail.h"
#include "engine/audit_filling.h"
#include "engine/audit_measure.h"

namespace bienveille::audit_detail {

// By when each is to be called: of a shortfall's people as it tells. Of all others those count whose callback is kept though an earlier
// deadline is not.
class Reading {
public:
    // `people` and those of them who are counted by the callback's day, both in order; on the days after full ones.
    Reading(const Audited& audited, std::vector<std::uint32_t> people, std::vector<std::uint32_t> until_callback,
            std::optional<Day> full_until)
        : audited_(audited),
          people_(std::move(people)),
          until_callback_(std::move(until_callback)),
          full_until_(full_until) {}

    // Whom a shortfall may count so.
    static bool may_be_by_promise(const Audited& audited, std::uint32_t t) {
        return audited.facts.is_promised_later(t) && audited.keeping(t) != Keeping::kept;
    }
    // Whether nobody is counted otherwise where everybody who may be is counted by the callback.
    bool is_by_promises() const {
        return std::all_of(people_.begin(), people_.end(),
                           [&](std::uint32_t t) { return by_promise(t) || !may_be_by_promise(audited_, t); });
    }
    bool any_by_promise() const { return !until_callback_.empty(); }
    // Whether some who may be counted by the callback are, and others by the earliest deadline.
    bool is_of_both() const { return any_by_promise() && !is_by_promises(); }
    bool is_of_people(std::uint32_t t) const { return std::binary_search(people_.begin(), people_.end(), t); }
    Day first(std::uint32_t t) const {
        const Day first = audited_.facts.standings[t].first;
        return full_until_ ? std::max(first, *full_until_ + 1) : first;
    }
    bool by_promise(std::uint32_t t) const {
        if (!may_be_by_promise(audited_, t)) return false;
        return is_of_people(t) ? std::binary_search(until_callback_.begin(), until_callback_.end(), t)
                               : audited_.promise(t) == Keeping::kept;
    }
    Aim aim(std::uint32_t t) const { return by_promise(t) ? audited_.facts.later_aim(t) : audited_.facts.aim(t); }
    bool kept(std::uint32_t t) const { return told(t) == Keeping::kept; }
    std::optional<Keeping> told(std::uint32_t t) const {
        return by_promise(t) ? audited_.promise(t) : audited_.keeping(t);
    }

private:
    const Audited& audited_;
    std::vector<std::uint32_t> people_, until_callback_;
    std::optional<Day> full_until_;
};

// Whether of a shortfall's people nobody counts by the callback, or all who may; or all whose callback is kept, but for those whom it
// proves by the deadline.
bool counts_right_by_callbacks(const Audited& audited, const std::vector<std::uint32_t>& people, const Reading& reading,
                               std::vector<std::uint32_t> proven);

// All advisors who may call any of the people, on all days on which they may, and the room they have.
struct Reach {
    std::vector<AdvisorId> advisors;
    std::vector<Day> days;
    std::vector<Day> looked_at;      // from the first to the last day left to any of the people
    std::vector<std::int64_t> room;  // by day of these, as far as whole calls can fill it
    std::int64_t available = 0;      // all of it
    std::int64_t unusable = 0;       // not counted as available
    std::vector<ListToFill> lists;   // one each on each day, where few enough are named
};

Reach reach_of(const Audited& audited, Counting& counting, const std::vector<std::uint32_t>& tenants,
               const Reading& reading, WholeCalls& whole);

}  // namespace bienveille::audit_detail
