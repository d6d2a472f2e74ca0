#include "engine/shortfalls.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace bienveille {
namespace {

template <class T>
void sort_and_unite(std::vector<T>& all) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

std::vector<Horizon::Days> days_of_all(const Refusals& refusals) {
    std::vector<Horizon::Days> days;
    days.reserve(refusals.duties().size());
    for (std::size_t d = 0; d < refusals.duties().size(); ++d) days.push_back(refusals.days_of(d));
    return days;
}

}  // namespace

Shortfalls::Shortfalls(const Refusals& refusals, const std::vector<Refusals::Proof>& proofs,
                       const std::vector<char>& asked, const std::vector<char>& kept,
                       const std::vector<std::optional<CellIndex>>& places, const std::vector<PromisedTime>& times,
                       const std::vector<std::optional<Horizon::Days>>& until_callback, const TodaysLists& today,
                       Effort& effort, std::optional<Day> full_until)
    : refusals_(refusals),
      proofs_(proofs),
      asked_(asked),
      kept_(kept),
      until_callback_(until_callback),
      days_(days_of_all(refusals)),
      effort_(effort),
      full_until_(full_until),
      cures_(refusals.horizon_, refusals.minutes_, today,
             {refusals.duties(), days_, kept, places, times, until_callback}, effort) {}

std::vector<Shortfall> Shortfalls::all(const DayInput& input, const std::vector<TooManyAtOnce>& at_once) {
    add_whom_nobody_calls(input);
    for (const TooManyAtOnce& proof : at_once) add(proof, input);
    for (const Crowds::Proof& proof : refusals_.proofs_by_filling_) add(proof, input);
    for (const Part& part : tightest()) add(part, input);
    return std::move(told_);
}

// Those whom nobody can call on any day that is left to them: without a day or a number; then language by language.
void Shortfalls::add_whom_nobody_calls(const DayInput& input) {
    std::vector<std::size_t> without_day;
    std::map<std::uint16_t, std::vector<std::size_t>> of_groups;
    for (std::size_t d = 0; d < proofs_.size(); ++d) {
        if (!asked_[d]) continue;
        if (proofs_[d].by == Refusals::Proof::By::no_day) without_day.push_back(d);
        if (proofs_[d].by == Refusals::Proof::By::nobody) of_groups[refusals_.duties_[d].group].push_back(d);
    }
    if (!without_day.empty()) add_alone(without_day, input);
    for (const auto& [group, people] : of_groups) add_alone(people, input);
}

void Shortfalls::add_alone(const std::vector<std::size_t>& people, const DayInput& input) {
    Shortfall shortfall;
    Short shortage;
    shortage.people = people;
    shortage.nobody = true;
    for (const std::size_t d : people) {
        shortage.amounts.push_back(refusals_.minutes_[refusals_.duties_[d].kind]);
        shortfall.needed += shortage.amounts.back();
        shortfall.tenants.push_back(input.tenants[refusals_.duties_[d].tenant].id);
    }
    shortage.missing = shortfall.needed;
    sort_and_unite(shortfall.tenants);
    tell_cures(shortfall, shortage, input);
    told_.push_back(std::move(shortfall));
}

void Shortfalls::add(const TooManyAtOnce& proof, const DayInput& input) {
    Shortfall shortfall;
    shortfall.measure = Measure::calls_at_once;
    shortfall.at = proof.at;
    shortfall.days = {input.day};
    shortfall.needed = static_cast<std::int64_t>(proof.people());
    shortfall.available = static_cast<std::int64_t>(proof.advisors.size());
    Short told{shortfall.measure, proof.kept, {}, shortfall.needed - shortfall.available, {}, false};
    told.people.insert(told.people.end(), proof.proven.begin(), proof.proven.end());  // who come after those
    told.amounts.assign(told.people.size(), 1);
    for (const std::size_t d : told.people) shortfall.tenants.push_back(input.tenants[refusals_.duties_[d].tenant].id);
    for (const CellIndex c : proof.advisors)
        shortfall.advisors.push_back(input.advisors[refusals_.horizon_.cells[c].advisor].id);
    sort_and_unite(shortfall.tenants);
    sort_and_unite(shortfall.advisors);
    // Of somebody more each of them has one. Outside the windows nobody calls, and who is promised her own advisor waits for no other.
    if (!proof.outside && !proof.bound) shortfall.cures = {{input.day, told.missing, true}};
    tell_moves(shortfall, cures_.moves_as_planned(told), input);
    told_.push_back(std::move(shortfall));
}

void Shortfalls::add(const Part& part, const DayInput& input) {
    const Shortages& flows = *refusals_.flows_;
    const Measure measure = part.shortage.measure;
    const bool weighted = measure == Measure::weighted_calls;
    if (weighted && !prices_) prices_.emplace(refusals_.horizon_, refusals_.minutes_, refusals_.demands_);
    std::vector<ShortOf> people = people_of(part);
    SmallestSet set(measure, flows, weighted ? &*prices_ : nullptr, refusals_.demands_.size(),
                    refusals_.horizon_.cells.size(), effort_.counted);
    set.reduce(people);
    const SmallestSet::Figures figures = set.figures(people);

    Shortfall shortfall;
    shortfall.measure = measure;
    shortfall.needed = figures.needed;
    shortfall.available = figures.available;
    shortfall.unusable = figures.unusable;
    std::vector<std::pair<TenantId, std::int64_t>> amounts;
    for (const ShortOf& each : people)
        amounts.emplace_back(input.tenants[refusals_.duties_[each.duty].tenant].id, each.amount);
    std::sort(amounts.begin(), amounts.end());
    for (const auto& [tenant, amount] : amounts) {
        shortfall.tenants.push_back(tenant);
        if (weighted) shortfall.weights.push_back(amount);
    }
    // Two shortages may come down to the same people.
    for (const Shortfall& other : told_)
        if (other.measure == measure && other.tenants == shortfall.tenants && other.weights == shortfall.weights)
            return;
    const Shortage shortage = set.as_shortage(people);
    tell_where(shortfall, shortage, input);

    Short told{measure, {}, {}, figures.needed - figures.available - figures.unusable, {}, false};
    std::vector<Amounts> wanted(refusals_.demands_.size());
    for (const ShortOf& each : people) {
        told.people.push_back(each.duty);
        told.amounts.push_back(each.amount);
        const Amounts amounts_of_one = refusals_.amounts(each.duty);
        for (std::size_t m = 0; m < kMeasures; ++m) wanted[each.demand][m] += amounts_of_one[m];
    }
    if (!weighted) {
        told.days = flows.days_that_may_cure(shortage, wanted);
        told.days_are_all = true;
    }
    tell_cures(shortfall, told, input);
    told_.push_back(std::move(shortfall));
}

void Shortfalls::add(const Crowds::Proof& proof, const DayInput& input) {
    Shortfall shortfall;
    shortfall.measure = Measure::whole_calls;
    Short told{shortfall.measure, proof.beside, {}, 1, {}, false};
    told.people.insert(told.people.end(), proof.proven.begin(), proof.proven.end());  // who come after those
    told.amounts.assign(told.people.size(), 1);
    std::vector<char> demands(refusals_.demands_.size(), 0);
    for (const std::size_t d : told.people) {
        demands[refusals_.demand(d)] = 1;
        shortfall.tenants.push_back(input.tenants[refusals_.duties_[d].tenant].id);
    }
    shortfall.needed = static_cast<std::int64_t>(told.people.size());
    shortfall.available = shortfall.needed - 1;
    sort_and_unite(shortfall.tenants);
    tell_where(shortfall, {Measure::calls, std::move(demands), 0, 0, {}}, input);
    tell_cures(shortfall, told, input);
    told_.push_back(std::move(shortfall));
}

void Shortfalls::tell_where(Shortfall& shortfall, const Shortage& shortage, const DayInput& input) const {
    for (const CellIndex c : refusals_.flows_->cells_of(shortage)) {
        shortfall.advisors.push_back(input.advisors[refusals_.horizon_.cells[c].advisor].id);
        shortfall.days.push_back(refusals_.horizon_.days[refusals_.horizon_.cells[c].day]);
    }
    sort_and_unite(shortfall.advisors);
    sort_and_unite(shortfall.days);
}

void Shortfalls::tell_cures(Shortfall& shortfall, const Short& shortage, const DayInput& input) {
    if (full_until_ && would_be_called_until(*full_until_, shortage.people)) shortfall.full_until = full_until_;
    for (const std::size_t d : shortage.people)
        if (refusals_.duties_[d].late)
            shortfall.until_callback.push_back(input.tenants[refusals_.duties_[d].tenant].id);
    sort_and_unite(shortfall.until_callback);
    shortfall.cures = cures_.on_days(shortage);
    // Who has places on full days, and who asks less, are not known here: they stay where they are.
    tell_moves(shortfall, full_until_ ? cures_.moves_as_planned(shortage) : cures_.moves(shortage), input);
}

void Shortfalls::tell_moves(Shortfall& shortfall, const Cures::Moves& moves, const DayInput& input) const {
    for (const auto& [duty, to] : moves.to)
        shortfall.moved.push_back({input.tenants[refusals_.duties_[duty].tenant].id, to});
    std::sort(shortfall.moved.begin(), shortfall.moved.end(),
              [](const LaterDue& a, const LaterDue& b) { return a.tenant < b.tenant; });
    shortfall.moved_proven = moves.proven;
    for (const auto& [duty, place] : moves.elsewhere) {
        const Cell& cell = refusals_.horizon_.cells[place];
        shortfall.elsewhere.push_back({input.tenants[refusals_.duties_[duty].tenant].id,
                                       refusals_.horizon_.days[cell.day], input.advisors[cell.advisor].id});
    }
    std::sort(shortfall.elsewhere.begin(), shortfall.elsewhere.end(),
              [](const CalledAt& a, const CalledAt& b) { return a.tenant < b.tenant; });
}

bool Shortfalls::would_be_called_until(Day day, const std::vector<std::size_t>& people) const {
    const Horizon& horizon = refusals_.horizon_;
    std::set<std::pair<std::uint16_t, Day>> known;  // of these nobody is called
    return std::any_of(people.begin(), people.end(), [&](std::size_t d) {
        const Duty& duty = refusals_.duties_[d];
        if (duty.first > day || !known.emplace(duty.group, duty.first).second) return false;
        return std::any_of(horizon.cells.begin(), horizon.cells.end(), [&](const Cell& cell) {
            return duty.first <= horizon.days[cell.day] && horizon.days[cell.day] <= day &&
                   horizon.eligible(cell, duty.group);
        });
    });
}

std::vector<ShortOf> Shortfalls::people_of(const Part& part) const {
    const bool beside_callbacks =
        std::any_of(refusals_.duties_.begin(), refusals_.duties_.end(), [](const Duty& duty) { return duty.late; });
    std::vector<ShortOf> people;
    for (std::size_t d = 0; d < proofs_.size(); ++d) {
        const std::int64_t amount = refusals_.amount(d, part.shortage);
        const bool proven_here = std::binary_search(part.proven.begin(), part.proven.end(), d);
        // Whose time cannot be kept asks nothing of the others' minutes.
        if (amount == 0 || proofs_[d].by == Refusals::Proof::By::at_once) continue;
        // Whose callback is kept stands for it beside those of others, but where it is the deadline that is proven.
        if (beside_callbacks && !refusals_.duties_[d].late && until_callback_[d] && !proven_here) continue;
        people.push_back({d, refusals_.demand(d), refusals_.duties_[d].kind,
                          static_cast<std::uint16_t>(refusals_.last_day(d)), amount, kept_[d] != 0,
                          proofs_[d].by == Refusals::Proof::By::shortage, proven_here});
    }
    return people;
}

// For each proof the part of its shortage that asks for too much on its last day, and not before.
std::vector<Shortfalls::Part> Shortfalls::tightest() const {
    std::map<std::pair<std::size_t, std::uint16_t>, std::vector<std::size_t>> proven;  // duties
    for (std::size_t d = 0; d < proofs_.size(); ++d)
        if (asked_[d] && proofs_[d].by == Refusals::Proof::By::shortage)
            proven[{proofs_[d].shortage, proofs_[d].until}].push_back(d);
    std::vector<Part> parts;
    while (!proven.empty()) {
        auto first = proven.extract(proven.begin());
        const auto [s, until] = first.key();
        std::sort(first.mapped().begin(), first.mapped().end());
        if (refusals_.shortages_[s].measure == Measure::weighted_calls) {
            parts.push_back({refusals_.shortages_[s], std::move(first.mapped())});
            continue;
        }
        Part part{refusals_.part_until(refusals_.shortages_[s], until), {}};
        const WholeCalls calls(refusals_.lengths_of(part.shortage));
        Leftover left(refusals_.flows_->room_by_day(part.shortage, calls), calls);
        auto next = first.mapped().begin();
        for (std::size_t d = 0; d < proofs_.size() && next != first.mapped().end(); ++d) {
            const std::int64_t own = refusals_.amount(d, part.shortage);
            if (own == 0) continue;
            if (kept_[d]) left.take(refusals_.last_day(d), own);
            if (*next != d) continue;
            ++next;
            // With fewer lengths and people too much may be asked for earlier.
            const auto lack = left.lack(refusals_.last_day(d), own);
            if (lack->day == until)
                part.proven.push_back(d);
            else
                proven[{s, static_cast<std::uint16_t>(lack->day)}].push_back(d);
        }
        if (!part.proven.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace bienveille
