// Which calls with a deadline cannot be kept, calls cut at will: each by a shortage that proves it.
//
// Decides: who is refused. Does not decide: whether whole calls fit (packing.h).
//
// Model: duties come in the order in which they are kept. The most important ones that flow together, in every measure, are accepted;
// one that does not flow beside those accepted before it is refused by a smallest shortage. A shortage once found refuses
// everyone else whom it leaves no room for, so that few flows are solved.
// Cost: one flow a measure where everything can be kept; else O(log n) flows and O(n) for each shortage found, kMostShortages at most.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/facts.h"
#include "engine/horizon.h"
#include "engine/model.h"
#include "engine/shortage.h"

namespace bienveille {

class Refusals {
public:
    // Nobody is refused before refuse(): where whole calls fit, they need no flow.
    Refusals(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Duty> duties);
    void refuse();

    const std::vector<Duty>& duties() const { return duties_; }
    // The days' indices left to a duty; empty when nobody may call on any.
    Horizon::Days days_of(std::size_t duty) const;
    bool refused(std::size_t duty) const { return refused_by_[duty] != kNobody; }
    // Those whom a shortage, or having no day at all, proves impossible beside the `kept` ones that come before them.
    std::vector<char> proven(const std::vector<char>& kept) const;
    // The shortfalls that prove any of `impossible`.
    std::vector<Shortfall> shortfalls(const std::vector<char>& impossible, const DayInput& input) const;

private:
    static constexpr std::int32_t kNobody = -1;

    void find_demands();
    std::size_t demand(std::size_t duty) const { return static_cast<std::size_t>(demand_of_[duty]); }
    Amounts amounts(std::size_t duty) const;
    std::int64_t amount(std::size_t duty, const Shortage& shortage) const;
    bool concerns(const Shortage& shortage, std::size_t duty) const;

    const Horizon& horizon_;
    std::array<int, kKinds> minutes_;
    std::vector<Duty> duties_;
    std::vector<std::int32_t> demand_of_;  // by duty; none when no day is left to it
    std::vector<Demand> demands_;
    std::vector<Amounts> everything_;  // by demand
    std::optional<Shortages> flows_;
    std::vector<Shortage> shortages_;
    std::vector<std::int32_t> refused_by_;  // by duty
};

}  // namespace bienveille
