// By when a shortfall's people are to be called, and the room of all who may call any of them.
//
// Decides: the sums of one reading. Does not decide: what they prove (audit_proof.cpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/audit_detail.h"
#include "engine/audit_filling.h"
#include "engine/audit_measure.h"

namespace bienveille::audit_detail {

// By when each is to be called.
class Reading {
public:
    // Who is counted until the callback's day: nobody, all whose deadline is not kept, or fewer of these.
    enum class Later { nobody, all, impossible, within };

    // Within the days of a shortfall that ends with `end`, on those after full ones.
    Reading(const Audited& audited, Later later, Day end, std::optional<Day> full_until = std::nullopt)
        : audited_(audited), later_(later), end_(end), full_until_(full_until) {}

    Later later() const { return later_; }
    Day first(std::uint32_t t) const {
        const Day first = audited_.facts.standings[t].first;
        return full_until_ ? std::max(first, *full_until_ + 1) : first;
    }
    bool by_promise(std::uint32_t t) const {
        const auto keeping = audited_.keeping(t);
        if (!audited_.facts.is_promised_later(t) || keeping == Keeping::kept) return false;
        switch (later_) {
            case Later::nobody: return false;
            case Later::all: return true;
            case Later::impossible: return keeping == Keeping::impossible;
            case Later::within: return *audited_.facts.callback_day(t) <= end_;
        }
        return false;
    }
    Aim aim(std::uint32_t t) const { return by_promise(t) ? audited_.facts.later_aim(t) : audited_.facts.aim(t); }
    bool kept(std::uint32_t t) const { return told(t) == Keeping::kept; }
    std::optional<Keeping> told(std::uint32_t t) const {
        return by_promise(t) ? audited_.promise(t) : audited_.keeping(t);
    }

private:
    const Audited& audited_;
    Later later_;
    Day end_;
    std::optional<Day> full_until_;
};

// All advisors who may call any of the people, on all days on which they may, and the room they have.
struct Reach {
    std::vector<AdvisorId> advisors;
    std::vector<Day> days;
    std::vector<Day> looked_at;      // from the first to the last day left to any of the people
    std::vector<std::int64_t> room;  // by day of these, as far as whole calls can fill it
    std::int64_t available = 0;      // all of it
    std::int64_t unusable = 0;       // not counted as available
    std::vector<ListToFill> lists;   // one each on each day, of whole calls
};

Reach reach_of(const Audited& audited, Counting& counting, const std::vector<std::uint32_t>& tenants,
               const Reading& reading, WholeCalls& whole);

}  // namespace bienveille::audit_detail
