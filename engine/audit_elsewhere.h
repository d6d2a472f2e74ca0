// P4: with the due days of a shortfall moved, everybody of it and everybody kept has a place.
//
// Decides: whether the places told are such, all of them together. Does not decide: whether fewer moves would do (audit_cures.cpp).
//
// How: nothing is searched. The plan's own places stand, on lists and on later days, but for the people of `elsewhere`; who is
// neither kept nor of the shortfall gives way. What the plan's own people leave behind is no more than the plan holds, so only lists to which
// somebody comes are added up: minutes, calls, caps, and today windows, times and level-3 calls kept apart, where the shortest calls
// there are may stand between those, of whomever else is owed one.
// Cost: O(people), and for lists to which somebody comes their calls; once a plan, where any such list is of a later day, a look at each place.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/audit_reach.h"

namespace bienveille::audit_detail {

// Who with a deadline has which place on a later day, looked up when first asked for.
class OwnPlaces {
public:
    explicit OwnPlaces(const Audited& audited) : audited_(audited) {}

    const std::vector<std::uint32_t>& at(const LaterPlace& place);

private:
    const Audited& audited_;
    bool looked_up_ = false;
    std::map<std::pair<Day, std::uint32_t>, std::vector<std::uint32_t>> at_;  // by day and seat
};

// With these due days moved: the field and what is wrong with it; none where everybody has a place. `people` are sorted.
std::optional<std::pair<const char*, std::string>> without_place(const Audited& audited, OwnPlaces& own,
                                                                 const Shortfall& shortfall,
                                                                 const std::vector<std::uint32_t>& people,
                                                                 const Reading& reading,
                                                                 const std::map<std::uint32_t, Day>& moved);

}  // namespace bienveille::audit_detail
