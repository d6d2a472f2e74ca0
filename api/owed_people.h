// People whom the plan has no place for though they are owed a call, found by who may take them.
//
// Decides: in which order they are looked at - the earliest deadline first, then as the plan ranks them -, and that nobody is looked
// at twice before something changes of them. Does not decide: who may be called, nor by whom (next_call.h).
//
// Model: people alike in what decides who may take them - minutes, level, language - stand in one line, in that order; so do
// those of whom only the minutes are known, until their turn comes. Who asks looks at the heads of the lines that suit them.
// Promise: first() answers as going through everybody in the order would.
// Cost: first() O(lines x (1 + those passed over because they are not free)), and one look at each person until they change;
// changed() O(log people).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/model.h"

namespace bienveille {

class OwedPeople {
public:
    // What decides who may take them, beside the minutes.
    struct Kind {
        int level = 0;
        std::string language;
        auto operator<=>(const Kind&) const = default;
    };
    struct Wanted {
        Minutes most;                                              // that the call may need
        std::function<bool(const Kind&)> suits;                    // the advisor who asks
        std::function<bool(const TenantId&)> is_free;              // now, for that advisor
        std::function<std::optional<Kind>(const TenantId&)> look;  // none: nobody may call them until something changes
        bool keeps = true;                                         // what look() said
    };

    explicit OwedPeople(const Plan& plan);
    OwedPeople(const OwedPeople&) = delete;
    OwedPeople& operator=(const OwedPeople&) = delete;

    void changed(const TenantId& tenant);
    const Unplanned* first(const Wanted& wanted);  // null: nobody

private:
    using Place = std::uint32_t;
    using Line = std::set<Place>;
    void stand(Place place, Line* line);

    std::vector<const Unplanned*> order_;
    std::unordered_map<std::string_view, Place> place_of_;
    std::map<std::pair<Minutes, std::optional<Kind>>, Line> lines_;  // without a kind: not looked at yet
    std::vector<Line*> line_of_;                                     // by place; null: in none
};

}  // namespace bienveille
