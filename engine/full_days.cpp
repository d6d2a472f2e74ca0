#include "engine/full_days.h"

#include <algorithm>

namespace bienveille {

void prove_after_full_days(const Refusals& refusals, const Horizon& horizon, const std::array<int, kKinds>& minutes,
                           const std::vector<char>& kept, const std::vector<char>& asked,
                           std::vector<Refusals::Proof>& proofs, const std::size_t& by_filling_left,
                           const TellAfterFullDays& tell) {
    constexpr auto kNothing = Refusals::Proof::By::nothing;
    const std::vector<Duty>& duties = refusals.duties();
    for (std::uint16_t day = 0; day + 1U < horizon.days.size(); ++day) {
        std::vector<char> open;
        for (std::size_t d = 0; d < duties.size(); ++d)
            open.push_back(!kept[d] && asked[d] && proofs[d].by == kNothing);
        if (std::find(open.begin(), open.end(), 1) == open.end()) return;
        const auto full_for = refusals.full_for(day, open, proofs);
        if (!full_for) continue;
        // Whoever asks no less, on the days after it.
        Horizon later = horizon;
        for (CellIndex c = 0; c < later.begin[day + 1U]; ++c) later.cells[c].room = {};
        std::vector<Duty> left;
        std::vector<std::size_t> which;
        std::vector<char> kept_later, asked_later;
        for (std::size_t d = 0; d < duties.size(); ++d) {
            if (refusals.days_of(d).end <= day + 1 || !refusals.asks_no_less(d, *full_for)) continue;
            left.push_back(duties[d]);
            which.push_back(d);
            kept_later.push_back(kept[d]);
            asked_later.push_back(open[d] && d > *full_for);
        }
        Refusals after(later, minutes, std::move(left), static_cast<std::uint16_t>(day + 1));
        after.refuse(std::vector<char>(which.size(), 1));
        std::vector<Refusals::Proof> found = after.proofs(kept_later, asked_later, by_filling_left / 2);
        for (std::size_t i = 0; i < which.size(); ++i)
            if (!asked_later[i] && proofs[which[i]].by == kNothing) found[i] = {};
        tell(after, found, kept_later, asked_later, horizon.days[day]);
        for (std::size_t i = 0; i < which.size(); ++i) {
            if (!asked_later[i] || found[i].by == kNothing) continue;
            const auto last = static_cast<std::uint16_t>(after.days_of(i).end - 1U);
            proofs[which[i]] = {Refusals::Proof::By::full_days, after.is_of_days_until(last, found[i]) ? last : day, 0};
        }
    }
}

}  // namespace bienveille
