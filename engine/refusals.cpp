#include "engine/refusals.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace bienveille {
namespace {

constexpr std::size_t kMostShortages = 24;  // then whoever finds no place is unproven

template <class T>
void sort_once(std::vector<T>& all) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace

Refusals::Refusals(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Duty> duties)
    : horizon_(horizon), minutes_(minutes), duties_(std::move(duties)), refused_by_(duties_.size(), kNobody) {
    find_demands();
}

Horizon::Days Refusals::days_of(std::size_t duty) const {
    return demand_of_[duty] == kNobody ? Horizon::Days{0, 0} : demands_[demand(duty)].days;
}

Amounts Refusals::amounts(std::size_t duty) const {
    return amounts_of(duties_[duty].kind, minutes_[duties_[duty].kind]);
}

bool Refusals::concerns(const Shortage& shortage, std::size_t duty) const {
    return demand_of_[duty] != kNobody && shortage.demands[demand(duty)] != 0;
}

std::int64_t Refusals::amount(std::size_t duty, const Shortage& shortage) const {
    return concerns(shortage, duty) ? amounts(duty)[static_cast<std::size_t>(shortage.measure)] : 0;
}

void Refusals::find_demands() {
    std::map<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>, std::int32_t> known;
    for (const Duty& duty : duties_) {
        const Horizon::Days days = horizon_.within(duty.first, duty.last);
        if (!duty.dialable || days.first == days.end) {
            demand_of_.push_back(kNobody);
            continue;
        }
        const auto [entry, fresh] =
            known.try_emplace({duty.group, days.first, days.end}, static_cast<std::int32_t>(demands_.size()));
        if (fresh) demands_.push_back({duty.group, days});
        demand_of_.push_back(entry->second);
    }
}

void Refusals::refuse() {
    const Shortages& flows = flows_.emplace(horizon_, minutes_, demands_);
    const auto add = [&](std::vector<Amounts>& sums, std::size_t d) {
        const Amounts each = amounts(d);
        for (std::size_t m = 0; m < kMeasures; ++m) sums[demand(d)][m] += each[m];
    };
    everything_.assign(demands_.size(), {});
    for (std::size_t d = 0; d < duties_.size(); ++d)
        if (demand_of_[d] != kNobody) add(everything_, d);
    std::vector<std::int64_t> taken;  // by shortage: of its room, by those that are accepted
    for (std::size_t m = 0; m < kMeasures; ++m)
        if (auto shortage = flows.find(everything_, static_cast<Measure>(m))) {
            shortages_.push_back(std::move(*shortage));
            taken.push_back(0);
        }
    if (shortages_.empty()) return;

    const auto take = [&](std::size_t d, std::int64_t sign) {
        for (std::size_t s = 0; s < shortages_.size(); ++s) taken[s] += sign * amount(d, shortages_[s]);
    };
    const auto first_broken = [&](std::size_t d) {
        for (std::size_t s = 0; s < shortages_.size(); ++s) {
            const std::int64_t more = amount(d, shortages_[s]);
            if (more > 0 && taken[s] + more > shortages_[s].available) return static_cast<std::int32_t>(s);
        }
        return kNobody;
    };
    std::vector<std::size_t> accepted;
    std::vector<Amounts> sums(demands_.size());
    std::size_t next = 0;  // the first duty not yet decided for good
    while (shortages_.size() < kMostShortages) {
        const std::size_t sure = accepted.size();
        for (std::size_t d = next; d < duties_.size(); ++d) {
            if (demand_of_[d] == kNobody) continue;
            refused_by_[d] = first_broken(d);
            if (refused_by_[d] != kNobody) continue;
            take(d, +1);
            accepted.push_back(d);
        }
        const auto of_first = [&](std::size_t n) {
            std::vector<Amounts> wanted = sums;
            for (std::size_t i = sure; i < n; ++i) add(wanted, accepted[i]);
            return wanted;
        };
        auto shortage = flows.find(of_first(accepted.size()));
        if (!shortage) return;
        const Measure measure = shortage->measure;       // the others have their turn
        std::size_t good = sure, bad = accepted.size();  // the first `good` can be had, the first `bad` cannot
        while (bad - good > 1) {
            const std::size_t middle = good + (bad - good) / 2;
            if (auto found = flows.find(of_first(middle), measure)) {
                bad = middle;
                shortage = std::move(found);
            } else {
                good = middle;
            }
        }
        next = accepted[good];
        for (std::size_t i = sure; i < good; ++i) add(sums, accepted[i]);
        for (std::size_t i = good; i < accepted.size(); ++i) take(accepted[i], -1);
        accepted.resize(good);
        taken.push_back(0);
        for (const std::size_t d : accepted) taken.back() += amount(d, *shortage);
        shortages_.push_back(std::move(*shortage));
    }
}

std::vector<char> Refusals::proven(const std::vector<char>& kept) const {
    std::vector<std::int64_t> taken(shortages_.size(), 0);
    std::vector<char> proven(duties_.size(), 0);
    for (std::size_t d = 0; d < duties_.size(); ++d) {
        if (kept[d]) {
            for (std::size_t s = 0; s < shortages_.size(); ++s) taken[s] += amount(d, shortages_[s]);
        } else if (demand_of_[d] == kNobody) {
            proven[d] = !duties_[d].tried;  // who was tried and must rest was not forgotten
        } else if (refused(d)) {
            const auto s = static_cast<std::size_t>(refused_by_[d]);
            proven[d] = taken[s] + amount(d, shortages_[s]) > shortages_[s].available;
        }
    }
    return proven;
}

std::vector<Shortfall> Refusals::shortfalls(const std::vector<char>& impossible, const DayInput& input) const {
    std::vector<Shortfall> shortfalls;
    const auto add = [&](Shortfall& shortfall, std::size_t d, std::int64_t amount) {
        shortfall.needed += amount;
        shortfall.tenants.push_back(input.tenants[duties_[d].tenant].id);
    };
    Shortfall nobody;  // those whom nobody can call on any day that is left to them
    for (std::size_t d = 0; d < duties_.size(); ++d)
        if (impossible[d] && demand_of_[d] == kNobody) add(nobody, d, minutes_[duties_[d].kind]);
    sort_once(nobody.tenants);
    if (!nobody.tenants.empty()) shortfalls.push_back(std::move(nobody));

    std::vector<char> proves(shortages_.size(), 0);
    for (std::size_t d = 0; d < duties_.size(); ++d)
        if (impossible[d] && refused(d)) proves[static_cast<std::size_t>(refused_by_[d])] = 1;
    for (std::size_t s = 0; s < shortages_.size(); ++s) {
        if (!proves[s]) continue;
        Shortage shortage = shortages_[s];
        Shortfall shortfall;
        shortfall.measure = shortage.measure;
        shortfall.available = shortage.available;
        for (std::size_t d = 0; d < duties_.size(); ++d)
            if (const std::int64_t needs = amount(d, shortage); needs > 0) add(shortfall, d, needs);
        sort_once(shortfall.tenants);
        for (const CellIndex c : flows_->cells_of(shortage)) {
            shortfall.advisors.push_back(input.advisors[horizon_.cells[c].advisor].id);
            shortfall.days.push_back(horizon_.days[horizon_.cells[c].day]);
        }
        sort_once(shortfall.advisors);
        sort_once(shortfall.days);
        shortage.needed = shortfall.needed;  // of everybody, not only of those before the first who was refused
        for (const std::uint16_t day : flows_->cured_on(shortage, everything_))
            shortfall.cured_on.push_back(horizon_.days[day]);
        shortfalls.push_back(std::move(shortfall));
    }
    return shortfalls;
}

}  // namespace bienveille
