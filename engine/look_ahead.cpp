#include "engine/look_ahead.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bienveille {
namespace {

// Nobody plans further: with many advisors a promise far away would cost more memory than it is worth. What is due later is
// planned as if it were due then.
constexpr std::size_t kMostCells = 2'000'000;
constexpr int kAlwaysLookedAt = 60;             // calendar days
constexpr std::size_t kMostShortages = 64;      // then what is left is unproven
constexpr std::size_t kMostLooks = 20'000'000;  // at calls that might make room

Day horizon_end(const DayInput& input, const Facts& facts) {
    Day last = input.day;
    for (const Duty& duty : facts.duties) last = std::max(last, duty.last);
    const std::size_t most = std::max<std::size_t>(kAlwaysLookedAt, kMostCells / (input.advisors.size() + 1));
    return last - input.day > static_cast<int>(most) ? input.day + static_cast<int>(most) : last;
}

std::uint16_t u16(std::size_t n) { return static_cast<std::uint16_t>(n); }

}  // namespace

LookAhead::LookAhead(const DayInput& input, const RuleSet& rules, const Roster& roster, const Presence& presence,
                     const Facts& facts)
    : input_(input),
      facts_(facts),
      minutes_(minutes_by_kind(rules.work)),
      slack_(rules.duties.slack_working_days),
      last_(horizon_end(input, facts)),
      horizon_(make_horizon(input, rules, roster, presence, last_)),
      refused_by_(facts.duties.size(), kNone),
      packing_(horizon_, minutes_, {}),
      duty_of_call_(facts.owed.size(), kNone) {
    for (std::size_t d = 0; d < facts.duties.size(); ++d)
        if (facts.duties[d].call >= 0)
            duty_of_call_[static_cast<std::size_t>(facts.duties[d].call)] = static_cast<std::int32_t>(d);
    find_demands();
    find_impossible();
    pack();
}

// ---- what cannot be kept ------------------------------------------------------------------------------------

void LookAhead::find_demands() {
    std::map<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>, std::int32_t> known;
    for (const Duty& duty : facts_.duties) {
        const Horizon::Days days = horizon_.within(duty.first, std::min(duty.last, last_));
        if (!duty.dialable || days.first == days.end) {
            demand_of_.push_back(kNone);
            continue;
        }
        const auto [entry, fresh] =
            known.try_emplace({duty.group, days.first, days.end}, static_cast<std::int32_t>(demands_.size()));
        if (fresh) demands_.push_back({duty.group, days});
        demand_of_.push_back(entry->second);
    }
}

void LookAhead::find_impossible() {
    const auto& duties = facts_.duties;
    const Shortages& all = flows_.emplace(horizon_, demands_);
    const auto amounts = [&](std::size_t d) { return amounts_of(duties[d].kind, minutes_[duties[d].kind]); };
    const auto demand = [&](std::size_t d) { return static_cast<std::size_t>(demand_of_[d]); };
    const auto add = [&](std::vector<Amounts>& sums, std::size_t d) {
        const Amounts each = amounts(d);
        for (std::size_t m = 0; m < kMeasures; ++m) sums[demand(d)][m] += each[m];
    };

    std::vector<std::int64_t> taken;  // by shortage: of its demands, by those that are accepted
    const auto first_broken = [&](std::size_t d) {
        for (std::size_t s = 0; s < shortages_.size(); ++s)
            if (shortages_[s].demands[demand(d)] &&
                taken[s] + amounts(d)[static_cast<std::size_t>(shortages_[s].measure)] > shortages_[s].available)
                return static_cast<std::int32_t>(s);
        return kNone;
    };
    const auto accept = [&](std::size_t d) {
        for (std::size_t s = 0; s < shortages_.size(); ++s)
            if (shortages_[s].demands[demand(d)])
                taken[s] += amounts(d)[static_cast<std::size_t>(shortages_[s].measure)];
    };
    const auto know = [&](Shortage shortage, std::span<const std::size_t> accepted) {
        taken.push_back(0);
        for (const std::size_t d : accepted)
            if (shortage.demands[demand(d)]) taken.back() += amounts(d)[static_cast<std::size_t>(shortage.measure)];
        shortages_.push_back(std::move(shortage));
    };

    everything_.assign(demands_.size(), {});
    for (std::size_t d = 0; d < duties.size(); ++d)
        if (demand_of_[d] != kNone) add(everything_, d);
    for (std::size_t m = 0; m < kMeasures; ++m)
        if (auto shortage = all.find(everything_, static_cast<Measure>(m))) know(std::move(*shortage), {});
    if (shortages_.empty()) return;

    std::vector<std::size_t> accepted;
    std::vector<Amounts> sums(demands_.size());
    std::size_t next = 0;  // the first duty not yet decided for good
    while (shortages_.size() < kMostShortages) {
        const std::size_t sure = accepted.size();
        for (std::size_t d = next; d < duties.size(); ++d) {
            if (demand_of_[d] == kNone) continue;
            refused_by_[d] = first_broken(d);
            if (refused_by_[d] != kNone) continue;
            accept(d);
            accepted.push_back(d);
        }
        const auto shortage_of_first = [&](std::size_t n) {
            std::vector<Amounts> wanted = sums;
            for (std::size_t i = sure; i < n; ++i) add(wanted, accepted[i]);
            return all.find(wanted);
        };
        auto shortage = shortage_of_first(accepted.size());
        if (!shortage) return;
        std::size_t good = sure, bad = accepted.size();  // the first `good` can be had, the first `bad` cannot
        while (bad - good > 1) {
            const std::size_t middle = good + (bad - good) / 2;
            if (auto found = shortage_of_first(middle)) {
                bad = middle;
                shortage = std::move(found);
            } else {
                good = middle;
            }
        }
        next = accepted[good];
        for (std::size_t i = sure; i < good; ++i) add(sums, accepted[i]);
        for (std::size_t i = good; i < accepted.size(); ++i)
            for (std::size_t s = 0; s < shortages_.size(); ++s)
                if (shortages_[s].demands[demand(accepted[i])])
                    taken[s] -= amounts(accepted[i])[static_cast<std::size_t>(shortages_[s].measure)];
        accepted.resize(good);
        know(std::move(*shortage), accepted);
    }
}

// ---- what is kept -------------------------------------------------------------------------------------------

std::vector<Job> LookAhead::jobs() const {
    std::vector<Job> jobs;
    for (std::size_t d = 0; d < facts_.duties.size(); ++d) {
        const Duty& duty = facts_.duties[d];
        Job job{duty.group, duty.kind, 0, 0, 0};
        job.wanted = demand_of_[d] != kNone && refused_by_[d] == kNone;
        if (demand_of_[d] != kNone) {
            const Horizon::Days days = demands_[static_cast<std::size_t>(demand_of_[d])].days;
            job.first = days.first;
            job.end = days.end;
            // The slack makes no call one for today.
            const int before_slack = std::max<int>({days.end - slack_, days.first + 1, std::min<int>(2, days.end)});
            job.preferred_end = u16(static_cast<std::size_t>(before_slack));
        }
        jobs.push_back(job);
    }
    return jobs;
}

void LookAhead::pack() {
    packing_ = Packing(horizon_, minutes_, jobs());
    packing_.pack();
    const auto& jobs = packing_.jobs();
    std::size_t looks = 0;
    std::set<std::tuple<std::uint16_t, std::uint8_t, std::uint16_t, std::uint16_t>> without;  // no move helps such jobs
    for (JobIndex job = 0; job < jobs.size() && looks < kMostLooks; ++job) {
        const Job& what = jobs[job];
        if (what.first >= what.end || packing_.cell_of(job)) continue;
        bool placed = packing_.put(job, 0, what.end);
        if (!placed && !without.contains({what.group, what.kind, what.first, what.end})) {
            looks += horizon_.cells.size() + jobs.size();
            placed = packing_.put_by_moving(job) || (what.wanted && packing_.put_instead_of_last(job));
        }
        if (placed)
            without.clear();
        else
            without.insert({what.group, what.kind, what.first, what.end});
    }
    for (JobIndex job = 0; job < jobs.size(); ++job) {
        const auto cell = packing_.cell_of(job);
        if (!cell || horizon_.cells[*cell].day > 0) continue;
        needed_today_.push_back({static_cast<CallIndex>(facts_.duties[job].call), horizon_.cells[*cell].advisor});
        forces_today_ = forces_today_ || jobs[job].end > 1;
    }
    std::sort(needed_today_.begin(), needed_today_.end(),
              [](const Needed& a, const Needed& b) { return a.call < b.call; });
    // Today's room is the board's own.
    for (const Needed& each : needed_today_) packing_.take(static_cast<JobIndex>(duty_of_call_[each.call]));
}

std::optional<CellIndex> LookAhead::place_of(CallIndex c) const {
    if (duty_of_call_[c] == kNone) return std::nullopt;
    return packing_.cell_of(static_cast<JobIndex>(duty_of_call_[c]));
}

void LookAhead::comes_today(CallIndex c) {
    if (place_of(c)) packing_.take(static_cast<JobIndex>(duty_of_call_[c]));
}

bool LookAhead::wait(CallIndex c) {
    const std::int32_t duty = duty_of_call_[c];
    if (duty == kNone) return true;
    const auto job = static_cast<JobIndex>(duty);
    const Job& what = packing_.jobs()[job];
    if (what.end <= 1 || packing_.put(job, 1, what.end)) return true;
    return !what.wanted;
}

bool LookAhead::gives_way(CallIndex c, CallIndex u) const {
    const std::int32_t before = duty_of_call_[u];
    return before != kNone && before < duty_of_call_[c] && refused_by_[static_cast<std::size_t>(before)] == kNone &&
           demand_of_[static_cast<std::size_t>(before)] != kNone;
}

bool LookAhead::misses_any(const Board& board) const {
    return std::any_of(needed_today_.begin(), needed_today_.end(),
                       [&](const Needed& each) { return !board.seat_of(each.call); });
}

void LookAhead::back_to(CallIndex c, std::optional<CellIndex> place) {
    comes_today(c);
    if (place) packing_.put_into(static_cast<JobIndex>(duty_of_call_[c]), *place);
}

// ---- the account --------------------------------------------------------------------------------------------

void LookAhead::finish(const Board& board) {
    duty_of_tenant_.assign(input_.tenants.size(), kNone);
    place_of_tenant_.assign(input_.tenants.size(), kNone);
    for (std::size_t d = 0; d < facts_.duties.size(); ++d) {
        const Duty& duty = facts_.duties[d];
        const auto job = static_cast<JobIndex>(d);
        const bool today = duty.call >= 0 && board.seat_of(static_cast<CallIndex>(duty.call));
        const Job& what = packing_.jobs()[job];
        if (!today && what.end > 1 && !packing_.cell_of(job)) packing_.put(job, 1, what.end);
        const bool kept = today || packing_.cell_of(job);
        keeping_.push_back(kept                              ? Keeping::kept
                           : duty.last <= last_ && proven(d) ? Keeping::impossible
                                                             : Keeping::unproven);
        duty_of_tenant_[duty.tenant] = static_cast<std::int32_t>(d);
        if (const auto cell = packing_.cell_of(job)) place_of_tenant_[duty.tenant] = static_cast<std::int32_t>(*cell);
    }
    std::vector<std::uint16_t> first_day(horizon_.may_call.size() * kKinds, 1);  // no day before has room
    for (CallIndex c = 0; c < facts_.owed.size(); ++c) {
        const Candidate& call = facts_.owed[c];
        if (board.seat_of(c) || duty_of_call_[c] != kNone) continue;
        std::uint16_t& day = first_day[std::size_t{call.group} * kKinds + call.kind];
        std::optional<CellIndex> cell;
        while (day < horizon_.days.size() && !(cell = packing_.first_room(call.group, call.kind, day))) ++day;
        if (!cell) continue;
        packing_.use_room(*cell, call.kind);
        place_of_tenant_[call.tenant] = static_cast<std::int32_t>(*cell);
    }
}

// A shortage proves a refusal only with the calls that are kept before it: those that were accepted and found no place do not count.
bool LookAhead::proven(std::size_t duty) {
    const auto amount = [&](std::size_t d, const Shortage& shortage) {
        const Duty& each = facts_.duties[d];
        return amounts_of(each.kind, minutes_[each.kind])[static_cast<std::size_t>(shortage.measure)];
    };
    kept_of_shortage_.resize(shortages_.size(), 0);
    for (; counted_ < duty; ++counted_)
        if (keeping_[counted_] == Keeping::kept && demand_of_[counted_] != kNone)
            for (std::size_t s = 0; s < shortages_.size(); ++s)
                if (shortages_[s].demands[static_cast<std::size_t>(demand_of_[counted_])])
                    kept_of_shortage_[s] += amount(counted_, shortages_[s]);
    if (demand_of_[duty] == kNone) return !facts_.duties[duty].tried;
    if (refused_by_[duty] == kNone) return false;
    const auto s = static_cast<std::size_t>(refused_by_[duty]);
    return kept_of_shortage_[s] + amount(duty, shortages_[s]) > shortages_[s].available;
}

std::optional<Keeping> LookAhead::keeping(std::uint32_t tenant) const {
    if (duty_of_tenant_[tenant] == kNone) return std::nullopt;
    return keeping_[static_cast<std::size_t>(duty_of_tenant_[tenant])];
}

std::optional<CellIndex> LookAhead::place(std::uint32_t tenant) const {
    if (place_of_tenant_[tenant] == kNone) return std::nullopt;
    return static_cast<CellIndex>(place_of_tenant_[tenant]);
}

std::vector<Shortfall> LookAhead::shortfalls() const {
    std::vector<Shortfall> shortfalls;
    const auto write = [&](Shortfall& shortfall, auto holds, std::size_t measure) {
        for (std::size_t d = 0; d < facts_.duties.size(); ++d) {
            const std::int64_t amount = amounts_of(facts_.duties[d].kind, minutes_[facts_.duties[d].kind])[measure];
            if (amount == 0 || !holds(d)) continue;
            shortfall.needed += amount;
            shortfall.tenants.push_back(input_.tenants[facts_.duties[d].tenant].id);
        }
        std::sort(shortfall.tenants.begin(), shortfall.tenants.end());
    };
    // Those whom nobody can call on any day that is left to them.
    Shortfall nobody;
    write(
        nobody, [&](std::size_t d) { return demand_of_[d] == kNone && keeping_[d] == Keeping::impossible; }, 0);
    if (!nobody.tenants.empty()) shortfalls.push_back(std::move(nobody));

    for (std::size_t s = 0; s < shortages_.size(); ++s) {
        bool proves_any = false;
        for (std::size_t d = 0; d < facts_.duties.size(); ++d)
            proves_any =
                proves_any || (refused_by_[d] == static_cast<std::int32_t>(s) && keeping_[d] == Keeping::impossible);
        if (!proves_any) continue;
        Shortage shortage = shortages_[s];
        Shortfall shortfall;
        shortfall.measure = shortage.measure;
        shortfall.available = shortage.available;
        write(
            shortfall,
            [&](std::size_t d) {
                return demand_of_[d] != kNone && shortage.demands[static_cast<std::size_t>(demand_of_[d])];
            },
            static_cast<std::size_t>(shortfall.measure));
        for (const CellIndex c : flows_->cells_of(shortage)) {
            shortfall.advisors.push_back(input_.advisors[horizon_.cells[c].advisor].id);
            shortfall.days.push_back(horizon_.days[horizon_.cells[c].day]);
        }
        shortage.needed = shortfall.needed;  // of everybody, not only of those before the first who was refused
        for (const std::uint16_t day : flows_->cured_on(shortage, everything_))
            shortfall.cured_on.push_back(horizon_.days[day]);
        const auto once = [](auto& all) {
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
        };
        once(shortfall.advisors);
        once(shortfall.days);
        shortfalls.push_back(std::move(shortfall));
    }
    return shortfalls;
}

}  // namespace bienveille
