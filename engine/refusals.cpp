#include "engine/refusals.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/renumbering.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostShortages = 24;  // then whoever finds no place is unproven
constexpr std::size_t kMostGroups = 12;     // looked at one by one
constexpr std::size_t kMostProofs = 48;     // those by what calls are worth included
constexpr std::int64_t kMostLooksAtRooms = 200'000;
// Of few lists whole calls leave more over, and looks are cheap beside what people would do by hand.
constexpr std::size_t kFewLists = 100;
constexpr std::int64_t kMostLooksAtFewLists = 1'000'000;
constexpr std::int64_t kStepsAfterFullDays = 1'000'000;  // fillings are looked at, for each day

}  // namespace

Refusals::Refusals(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Duty> duties,
                   std::uint16_t from)
    : horizon_(horizon), minutes_(minutes), duties_(std::move(duties)), from_(from), refused_(duties_.size(), 0) {
    find_demands();
    refuse_whom_nobody_may_call();
}

Horizon::Days Refusals::days_of(std::size_t duty) const {
    return demand_of_[duty] == kNobody ? Horizon::Days{0, 0} : demands_[demand(duty)].days;
}

void Refusals::renumber(const Renumbering& renumbering) {
    for (Duty& duty : duties_)
        if (duty.call >= 0) duty.call = static_cast<std::int32_t>(renumbering(static_cast<CallIndex>(duty.call)));
}

Crowds& Refusals::crowds() {
    if (!crowds_)
        crowds_.emplace(horizon_, minutes_, asked_calls(), from_ == 0 ? Crowds::kMostSteps : kStepsAfterFullDays);
    return *crowds_;
}

std::vector<std::optional<AskedCall>> Refusals::asked_calls() const {
    std::vector<std::optional<AskedCall>> calls(duties_.size());
    for (std::size_t d = 0; d < duties_.size(); ++d) {
        if (demand_of_[d] == kNobody) continue;
        const Demand& what = demands_[demand(d)];
        calls[d] = {what.group, duties_[d].kind, what.days.first, what.days.end};
    }
    return calls;
}

Amounts Refusals::amounts(std::size_t duty) const {
    return amounts_of(duties_[duty].kind, minutes_[duties_[duty].kind]);
}

bool Refusals::concerns(const Shortage& shortage, std::size_t duty) const {
    return demand_of_[duty] != kNobody && shortage.demands[demand(duty)] != 0;
}

std::int64_t Refusals::amount(std::size_t duty, const Shortage& shortage) const {
    if (!concerns(shortage, duty)) return 0;
    return shortage.measure == Measure::weighted_calls ? shortage.worths[demand(duty)][duties_[duty].kind]
                                                       : amounts(duty)[static_cast<std::size_t>(shortage.measure)];
}

void Refusals::find_demands() {
    constexpr std::int32_t kNone = -1;
    // Those of one group that end on the same day are chained: few.
    const std::size_t ends = horizon_.days.size() + 1;
    std::vector<std::int32_t> last_of(horizon_.may_call.size() * ends, kNone), before;
    demand_of_.reserve(duties_.size());
    for (const Duty& duty : duties_) {
        const Horizon::Days days = horizon_.within(std::max(duty.first, horizon_.days[from_]), duty.last);
        if (!duty.dialable || days.first == days.end) {
            demand_of_.push_back(kNobody);
            continue;
        }
        std::int32_t& last = last_of[duty.group * ends + days.end];
        std::int32_t found = last;
        while (found != kNone && demands_[static_cast<std::size_t>(found)].days.first != days.first)
            found = before[static_cast<std::size_t>(found)];
        if (found == kNone) {
            found = static_cast<std::int32_t>(demands_.size());
            demands_.push_back({duty.group, days});
            kinds_.push_back(0);
            before.push_back(std::exchange(last, found));
        }
        kinds_[static_cast<std::size_t>(found)] |= static_cast<std::uint8_t>(1U << duty.kind);
        demand_of_.push_back(found);
    }
}

void Refusals::refuse_whom_nobody_may_call() {
    enum class Is : std::uint8_t { unknown, there, not_there };
    std::vector<Is> somebody(horizon_.may_call.size() * horizon_.days.size());  // by group, then day
    const auto may_call = [&](std::uint16_t group, std::size_t day) {
        Is& is = somebody[group * horizon_.days.size() + day];
        if (is == Is::unknown) {
            const auto on = horizon_.on(day);
            const bool any =
                std::any_of(on.begin(), on.end(), [&](const Cell& cell) { return horizon_.eligible(cell, group); });
            is = any ? Is::there : Is::not_there;
        }
        return is == Is::there;
    };
    for (const Demand& demand : demands_) {
        std::size_t day = demand.days.first;
        while (day < demand.days.end && !may_call(demand.group, day)) ++day;
        nobody_for_.push_back(day == demand.days.end);
    }
    for (std::size_t d = 0; d < duties_.size(); ++d) refused_[d] = nobody_may_call(d);
}

void Refusals::refuse(const std::vector<char>& has_place) {
    const Shortages& flows = flows_.emplace(horizon_, minutes_, demands_);
    const auto add_up = [&](std::vector<Amounts>& sums, std::size_t d) {
        const Amounts each = amounts(d);
        for (std::size_t m = 0; m < kMeasures; ++m) sums[demand(d)][m] += each[m];
    };
    everything_.assign(demands_.size(), {});
    for (std::size_t d = 0; d < duties_.size(); ++d)
        if (demand_of_[d] != kNobody && !nobody_may_call(d)) add_up(everything_, d);
    for (std::size_t m = 0; m < kMeasures; ++m)
        if (auto shortage = flows.find(everything_, static_cast<Measure>(m))) add(std::move(*shortage));
    add_those_of_each_group();

    Beside beside(*this);
    std::vector<std::size_t> accepted;
    std::vector<Amounts> sums(demands_.size());
    std::size_t next = 0;  // the first duty not yet decided for good
    while (shortages_.size() < kMostShortages) {
        const std::size_t sure = accepted.size();
        for (std::size_t d = next; d < duties_.size(); ++d) {
            if (demand_of_[d] == kNobody || nobody_may_call(d)) continue;
            refused_[d] = !has_place[d] || beside.against(d).by != Proof::By::nothing;
            if (refused_[d]) continue;
            beside.keep(d);
            accepted.push_back(d);
        }
        const auto of_first = [&](std::size_t n) {
            std::vector<Amounts> wanted = sums;
            for (std::size_t i = sure; i < n; ++i) add_up(wanted, accepted[i]);
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
        for (std::size_t i = sure; i < good; ++i) add_up(sums, accepted[i]);
        for (std::size_t i = good; i < accepted.size(); ++i) beside.drop(accepted[i]);
        accepted.resize(good);
        add(std::move(*shortage));
        beside.meet_shortages(accepted);
    }
}

void Refusals::add(Shortage shortage) {
    const std::vector<std::int64_t> lengths = lengths_of(shortage);
    const WholeCalls& calls = whole_calls_.try_emplace(lengths, lengths).first->second;
    std::vector<std::int64_t> room;
    if (shortage.measure == Measure::weighted_calls) {
        room.assign(1, shortage.available);
    } else {
        // Later nobody takes any more: what was enough until then is enough.
        std::size_t end = 1;
        for (std::size_t d = 0; d < demands_.size(); ++d)
            if (shortage.demands[d]) end = std::max<std::size_t>(end, demands_[d].days.end);
        room = flows_->room_by_day(shortage, calls);
        room.resize(end);
    }
    untouched_.emplace_back(std::move(room), calls);
    shortages_.push_back(std::move(shortage));
}

// Whole calls may not fit where minutes add up: everybody, and those of each group with all whom only their teams may call.
void Refusals::add_those_of_each_group() {
    const std::size_t groups = horizon_.may_call.size();
    const auto only_by = [&](std::size_t group, std::size_t teams_of) {
        for (std::size_t team = 0; team < horizon_.teams; ++team)
            if (horizon_.may_call[group][team] && !horizon_.may_call[teams_of][team]) return false;
        return true;
    };
    const auto add_those = [&](const std::vector<char>& belongs) {
        Shortage shortage{Measure::minutes, std::vector<char>(demands_.size(), 0), 0, 0, {}};
        for (std::size_t d = 0; d < demands_.size(); ++d)
            shortage.demands[d] = nobody_for_[d] == 0 && belongs[demands_[d].group];
        const bool known = std::any_of(shortages_.begin(), shortages_.end(), [&](const Shortage& each) {
            return each.measure == shortage.measure && each.demands == shortage.demands;
        });
        if (!known) add(std::move(shortage));
    };
    std::vector<char> belongs(groups, 1);
    add_those(belongs);
    for (std::size_t of = 0; of < groups && of < kMostGroups; ++of) {
        for (std::size_t group = 0; group < groups; ++group) belongs[group] = only_by(group, of);
        add_those(belongs);
    }
}

// ---- what is left beside those kept -------------------------------------------------------------------------

void Refusals::Beside::meet_shortages(const std::vector<std::size_t>& kept) {
    for (std::size_t s = left_.size(); s < refusals_.shortages_.size(); ++s) {
        const Shortage& shortage = refusals_.shortages_[s];
        left_.push_back(refusals_.untouched_[s]);
        for (const std::size_t d : kept)
            if (const std::int64_t own = refusals_.amount(d, shortage); own > 0)
                left_.back().take(refusals_.counted_from(shortage, d), own);
    }
}

template <class Look>
void Refusals::Beside::at_each(std::size_t duty, Look look) const {
    if (refusals_.demand_of_[duty] == kNobody) return;
    const std::size_t demand = refusals_.demand(duty), last_day = refusals_.last_day(duty);
    const Amounts amounts = refusals_.amounts(duty);
    for (std::size_t s = 0; s < left_.size(); ++s) {
        const Shortage& shortage = refusals_.shortages_[s];
        if (!shortage.demands[demand]) continue;
        const bool weighted = shortage.measure == Measure::weighted_calls;
        const std::int64_t own = weighted ? shortage.worths[demand][refusals_.duties_[duty].kind]
                                          : amounts[static_cast<std::size_t>(shortage.measure)];
        if (own > 0) look(s, weighted ? 0 : last_day, own);
    }
}

void Refusals::Beside::keep(std::size_t duty) {
    at_each(duty, [&](std::size_t s, std::size_t from, std::int64_t own) { left_[s].take(from, own); });
}

void Refusals::Beside::drop(std::size_t duty) {
    at_each(duty, [&](std::size_t s, std::size_t from, std::int64_t own) { left_[s].give_back(from, own); });
}

// Of several shortages the one that is first too tight.
Refusals::Proof Refusals::Beside::against(std::size_t duty) const {
    Proof proof;
    if (refusals_.nobody_may_call(duty)) proof.by = Proof::By::nobody;
    at_each(duty, [&](std::size_t s, std::size_t from, std::int64_t own) {
        const auto lack = left_[s].lack(from, own);
        if (!lack || (proof.by == Proof::By::shortage && proof.until <= lack->day)) return;
        proof = {Proof::By::shortage, static_cast<std::uint16_t>(lack->day), s};
    });
    return proof;
}

std::vector<std::int64_t> Refusals::lengths_of(const Shortage& shortage) const {
    if (shortage.measure == Measure::weighted_calls) return {};
    unsigned kinds = 0;
    for (std::size_t d = 0; d < demands_.size(); ++d)
        if (shortage.demands[d]) kinds |= kinds_[d];
    std::vector<std::int64_t> lengths;
    for (std::size_t kind = 0; kind < kKinds; ++kind)
        if (kinds >> kind & 1U)
            lengths.push_back(amounts_of(kind, minutes_[kind])[static_cast<std::size_t>(shortage.measure)]);
    std::erase(lengths, 0);
    std::sort(lengths.begin(), lengths.end());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    return lengths;
}

std::vector<Refusals::Proof> Refusals::proofs(const std::vector<char>& kept, const std::vector<char>& asked,
                                              std::size_t most_by_filling) {
    std::vector<Proof> proofs(duties_.size());
    if (crowds_) crowds_->ask_anew();
    Beside beside(*this);
    std::vector<std::size_t> before;  // kept
    ByDemand calls(demands_.size());  // of these
    std::map<std::size_t, std::vector<std::size_t>> by_filling;
    std::optional<CallPrices> prices;
    std::int64_t looks = horizon_.cells.size() <= kFewLists ? kMostLooksAtFewLists : kMostLooksAtRooms;
    for (std::size_t d = 0; d < duties_.size(); ++d) {
        if (demand_of_[d] == kNobody) {
            // Who was tried and must rest was not forgotten. Whose number is wrong nobody can call.
            if (!kept[d] && !(duties_[d].tried && duties_[d].dialable)) proofs[d].by = Proof::By::no_day;
            continue;
        }
        if (nobody_may_call(d)) {
            if (!kept[d]) proofs[d].by = Proof::By::nobody;
            continue;
        }
        std::int64_t& alike = calls[demand(d)][duties_[d].kind];
        if (kept[d]) {
            beside.keep(d);
            before.push_back(d);
            ++alike;
            continue;
        }
        proofs[d] = beside.against(d);
        if (proofs[d].by != Proof::By::nothing || !asked[d]) continue;
        if (looks > 0 && shortages_.size() < kMostProofs) {
            if (!prices) prices.emplace(horizon_, minutes_, demands_);
            ++alike;
            auto worths = prices->proof(calls, beginnings(d), looks);
            --alike;
            if (worths) {
                add(weighted(std::move(*worths), *prices));
                beside.meet_shortages(before);
                proofs[d] = beside.against(d);
                continue;
            }
        }
        if (const auto answer = crowds().against(d, kept)) by_filling[*answer].push_back(d);
    }
    find_proofs_by_filling(by_filling, most_by_filling, proofs);
    return proofs;
}

void Refusals::find_proofs_by_filling(const std::map<std::size_t, std::vector<std::size_t>>& by_filling,
                                      std::size_t most, std::vector<Proof>& proofs) {
    proofs_by_filling_.clear();
    if (by_filling.empty()) return;
    for (const auto& [answer, duties] : by_filling)
        for (Crowds::Proof& proof : crowds_->proofs(answer, duties)) {
            if (proofs_by_filling_.size() == most) break;
            for (const std::size_t d : proof.proven)
                proofs[d] = {Proof::By::every_filling, static_cast<std::uint16_t>(last_day(d)),
                             proofs_by_filling_.size()};
            proofs_by_filling_.push_back(std::move(proof));
        }
    crowds_->leave_out_whom_it_does_not_take(proofs_by_filling_);
    if (!flows_) flows_.emplace(horizon_, minutes_, demands_);  // none where all fitted as packed
}

// Minutes or numbers of calls, of those of a set who are due by a day; or the one of those due by an earlier day, none of them worth
// less than a later call, and the other of the later ones: where the first leave minutes but no calls, or calls but no minutes.
std::vector<ByDemand> Refusals::beginnings(std::size_t duty) const {
    std::vector<std::vector<char>> sets;
    for (const Shortage& each : shortages_) {
        if (!each.demands[demand(duty)]) continue;
        for (std::size_t day = last_day(duty); day < horizon_.days.size(); ++day) {
            Shortage part = part_until(each, static_cast<std::uint16_t>(day));
            if (std::find(sets.begin(), sets.end(), part.demands) == sets.end())
                sets.push_back(std::move(part.demands));
        }
    }
    const int shortest = *std::min_element(minutes_.begin(), minutes_.end());
    const int longest = *std::max_element(minutes_.begin(), minutes_.end());
    std::vector<ByDemand> all;
    for (const auto& set : sets) {
        const auto add = [&](std::size_t early_days, bool early_by_minutes, bool late_by_minutes) {
            ByDemand worths(set.size());
            for (std::size_t d = 0; d < set.size(); ++d) {
                const bool early = demands_[d].days.end <= early_days;
                for (std::size_t k = 0; k < kKinds && set[d]; ++k)
                    worths[d][k] = (early ? early_by_minutes : late_by_minutes) ? minutes_[k]
                                   : early                                      ? longest
                                                                                : shortest;
            }
            all.push_back(std::move(worths));
        };
        std::size_t last = 1;
        for (std::size_t d = 0; d < set.size(); ++d)
            if (set[d]) last = std::max<std::size_t>(last, demands_[d].days.end);
        add(0, true, true);
        add(0, false, false);
        for (std::size_t early_days = 1; early_days < last; ++early_days) {
            add(early_days, true, false);
            add(early_days, false, true);
        }
    }
    return all;
}

Shortage Refusals::weighted(ByDemand worths, const CallPrices& prices) const {
    Shortage shortage;
    shortage.measure = Measure::weighted_calls;
    for (const auto& of_demand : worths)
        shortage.demands.push_back(
            std::any_of(of_demand.begin(), of_demand.end(), [](std::int64_t worth) { return worth > 0; }));
    shortage.available = prices.held(worths);
    shortage.worths = std::move(worths);
    return shortage;
}

// Only those due by a day.
Shortage Refusals::part_until(const Shortage& shortage, std::uint16_t day) const {
    Shortage part = shortage;
    for (std::size_t d = 0; d < demands_.size(); ++d)
        if (demands_[d].days.end > day + 1) part.demands[d] = 0;
    return part;
}

// ---- full days ----------------------------------------------------------------------------------------------

bool Refusals::asks_no_less(std::size_t duty, std::size_t than) const {
    const Duty &call = duties_[duty], &other = duties_[than];
    const auto level = [](const Duty& each) { return std::max<int>(each.kind, kLevel3 - 2); };
    for (std::size_t team = 0; team < horizon_.teams; ++team)
        if (horizon_.may_call[call.group][team] && !horizon_.may_call[other.group][team]) return false;
    return other.first <= call.first && minutes_[other.kind] <= minutes_[call.kind] && level(other) <= level(call);
}

bool Refusals::is_of_days_until(std::uint16_t day, const Proof& proof) const {
    if (proof.by == Proof::By::every_filling) {
        const Crowds::Proof& filling = proofs_by_filling_[proof.shortage];
        return filling.call.end <= day + 1 && std::all_of(filling.beside.begin(), filling.beside.end(),
                                                          [&](std::size_t d) { return days_of(d).end <= day + 1; });
    }
    if (proof.by == Proof::By::full_days) return proof.until == day;
    if (proof.by != Proof::By::shortage) return false;
    const Shortage& shortage = shortages_[proof.shortage];
    if (shortage.measure != Measure::weighted_calls) return proof.until == day;
    for (std::size_t d = 0; d < demands_.size(); ++d)
        if (shortage.demands[d] && demands_[d].days.end > day + 1) return false;
    return true;
}

std::optional<std::size_t> Refusals::full_for(std::uint16_t day, const std::vector<char>& open,
                                              const std::vector<Proof>& proofs) const {
    // The first of each language and kind: the others show no more.
    std::map<std::pair<std::uint16_t, std::uint8_t>, std::size_t> first;
    for (std::size_t d = 0; d < duties_.size(); ++d)
        if (days_of(d).end == day + 1 && is_of_days_until(day, proofs[d]))
            first.try_emplace({duties_[d].group, duties_[d].kind}, d);
    std::vector<std::size_t> later;
    for (std::size_t d = 0; d < duties_.size() && !first.empty(); ++d)
        if (open[d] && days_of(d).end > day + 1) later.push_back(d);
    std::optional<std::size_t> best;
    std::int64_t most = 0;
    for (const auto& entry : first) {
        const std::size_t each = entry.second;
        const std::int64_t number = std::count_if(std::upper_bound(later.begin(), later.end(), each), later.end(),
                                                  [&](std::size_t d) { return asks_no_less(d, each); });
        if (number <= most) continue;
        most = number;
        best = each;
    }
    return best;
}

}  // namespace bienveille
