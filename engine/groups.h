// The groups in which people are counted: area, age band, household, known or unknown isolation.
//
// Decides: who is in which group, the order of groups. Does not decide: what is counted of them, nor which are too small to be shown
// (small_groups.h).
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model.h"
#include "engine/text_numbers.h"

namespace bienveille {

enum class GroupKind : std::uint8_t { area, age, household, isolation };

// One Tally a group. Cost: four look-ups a tenant.
template <class Tally>
class ByGroup {
public:
    explicit ByGroup(Day day) : day_(day) {}

    // add(tally) for each of the four groups that the tenant is in.
    template <class Add>
    void each_of(const Tenant& tenant, Add add) {
        const auto area = static_cast<std::size_t>(numbers_.add(tenant.area, static_cast<std::int32_t>(areas_.size())));
        if (area == areas_.size()) areas_.emplace_back(tenant.area, Tally{});
        add(areas_[area].second);
        add(ages_[age(tenant)]);
        add(households_[!tenant.lives_alone ? 2 : *tenant.lives_alone ? 0 : 1]);
        add(isolation_[tenant.lsns6 ? 0 : 1]);
    }

    // take(kind, name, tally): by kind, areas by name, small groups too.
    template <class Take>
    void for_each(Take take) const {
        std::vector<std::pair<std::string_view, const Tally*>> areas;
        for (const auto& [name, tally] : areas_) areas.emplace_back(name, &tally);
        // By the name that is shown, then by what it is: an area may be called "unknown".
        const auto shown = [](std::string_view name) { return name.empty() ? std::string_view{"unknown"} : name; };
        std::sort(areas.begin(), areas.end(), [&](const auto& a, const auto& b) {
            return std::pair(shown(a.first), a.first) < std::pair(shown(b.first), b.first);
        });
        for (const auto& [name, tally] : areas) take(GroupKind::area, shown(name), *tally);
        all(GroupKind::age, {"65_74", "75_84", "85_and_over", "under_65", "unknown"}, ages_, take);
        all(GroupKind::household, {"alone", "not_alone", "unknown"}, households_, take);
        all(GroupKind::isolation, {"known", "unknown"}, isolation_, take);
    }

private:
    std::size_t age(const Tenant& tenant) const {
        if (!tenant.birth_year) return 4;
        const int years = day_.year() - *tenant.birth_year;
        return years < 65 ? 3 : years < 75 ? 0 : years < 85 ? 1 : 2;
    }
    template <std::size_t N, class Take>
    static void all(GroupKind kind, const std::string_view (&names)[N], const std::array<Tally, N>& tallies,
                    Take take) {
        for (std::size_t i = 0; i < N; ++i) take(kind, names[i], tallies[i]);
    }

    Day day_;
    TextNumbers numbers_{0};
    std::vector<std::pair<std::string_view, Tally>> areas_;  // by number; names live in the tenants
    std::array<Tally, 5> ages_{};
    std::array<Tally, 3> households_{};
    std::array<Tally, 2> isolation_{};
};

}  // namespace bienveille
