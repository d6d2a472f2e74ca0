// What became of each deadline, once everybody's place is known (look_ahead.h): kept, impossible by a proof that is told, or unproven.
//
// Readings: everybody by the earliest deadline; then those whose earliest deadline is not kept by their callback's day, in the order of
// promises. What is not proven beside the deadlines kept may be beside the promises kept before it. Last, who is promised a callback for
// later and of whose deadline nothing is known yet, by that deadline, beside the callbacks of others.
#include <algorithm>
#include <array>

#include "engine/at_once.h"
#include "engine/full_days.h"
#include "engine/look_ahead.h"
#include "engine/promised_times.h"
#include "engine/shortfalls.h"

namespace bienveille {
namespace {

using By = Refusals::Proof::By;

constexpr int kMostRounds = 4;  // each is a reading of all duties

}  // namespace

void LookAhead::settle(const Board& board) {
    std::vector<char> kept;
    kept.reserve(strict_.duties().size());
    for (const Duty& duty : strict_.duties()) kept.push_back(is_kept_by(board, duty, duty.last));
    if (settled_ && settled_->kept == kept && can_be_told_again()) {
        for (std::size_t d = 0; d < kept.size(); ++d) tell_deadline(board, strict_.duties()[d], settled_->keeping[d]);
    } else {
        settle_anew(board, std::move(kept));
    }
}

// Whether somebody who cannot have the time promised for today has it, or could, with this advisor.
bool LookAhead::counts_at_a_moment(std::uint32_t advisor) const {
    const AdvisorId& id = input_.advisors[advisor].id;
    const bool told = std::any_of(shortfalls_.begin(), shortfalls_.end(), [&](const Shortfall& each) {
        return each.measure == Measure::calls_at_once &&
               std::find(each.advisors.begin(), each.advisors.end(), id) != each.advisors.end();
    });
    return told || std::any_of(settled_->not_kept.begin(), settled_->not_kept.end(), [&](std::size_t d) {
               const std::int32_t call = strict_.duties()[d].call;
               if (call < 0) return false;
               const std::int32_t seat = facts_.owed[static_cast<std::size_t>(call)].only_seat;
               return seat >= 0 && static_cast<std::size_t>(seat) < roster_.seats.size() &&
                      roster_.seats[static_cast<std::size_t>(seat)].advisor == advisor;
           });
}

// Whoever moves is not kept and has the place told: what else a move leaves to others is not looked at again.
bool LookAhead::can_be_told_again() const {
    for (const Shortfall& each : shortfalls_) {
        if (!each.elsewhere.empty()) return false;
        for (const LaterDue& moved : each.moved) {
            const auto duty = std::find_if(settled_->not_kept.begin(), settled_->not_kept.end(), [&](std::size_t d) {
                return input_.tenants[strict_.duties()[d].tenant].id == moved.tenant;
            });
            if (duty == settled_->not_kept.end()) return false;
            const auto& place = outlook_[place_in_outlook(strict_.duties()[*duty].call)].place;
            if (!place || horizon_.days[horizon_.cells[*place].day] != moved.to) return false;
        }
    }
    return true;
}

bool LookAhead::is_kept_by(const Board& board, const Duty& duty, Day last) const {
    const auto& place = outlook_[place_in_outlook(duty.call)].place;
    return on_list(board, duty) || (place && horizon_.days[horizon_.cells[*place].day] <= last);
}

void LookAhead::tell_deadline(const Board& board, const Duty& duty, Keeping keeping) {
    Outlook& outlook = outlook_of(duty);
    outlook.keeping = keeping;
    if (!duty.promised) return;
    outlook.promise = *duty.promised == duty.last               ? keeping
                      : is_kept_by(board, duty, *duty.promised) ? Keeping::kept
                                                                : Keeping::unproven;
}

void LookAhead::settle_anew(const Board& board, std::vector<char> kept_in_strict) {
    shortfalls_.clear();
    not_kept_ = 0;
    is_short_of_room_ = false;
    by_filling_left_ = kMostProofsByWholeCalls;
    settled_.reset();
    std::vector<Keeping> told = settle_by(board, strict_, kept_in_strict, std::vector<char>(kept_in_strict.size(), 1));
    bool any_unproven = false;
    for (std::size_t d = 0; d < told.size(); ++d) {
        not_kept_ += told[d] != Keeping::kept ? 1 : 0;
        any_unproven = any_unproven || told[d] == Keeping::unproven;
        tell_deadline(board, strict_.duties()[d], told[d]);
    }
    std::vector<Duty> duties = strict_.duties();
    std::vector<char> counted(outlook_.size(), 0);
    bool any_counted = false, any_broken = false;
    for (Duty& duty : duties) {
        const Outlook& outlook = outlook_of(duty);
        if (outlook.keeping == Keeping::kept || !duty.promised || *duty.promised <= duty.last) continue;
        count_until_promise(duty);
        counted[place_in_outlook(duty.call)] = 1;
        any_counted = true;
        any_broken = any_broken || outlook.promise != Keeping::kept;
    }
    if (!any_broken && !(any_counted && any_unproven)) {
        const bool moves = std::any_of(shortfalls_.begin(), shortfalls_.end(), [](const Shortfall& each) {
            return !each.moved.empty() && each.measure != Measure::calls_at_once;
        });
        std::vector<std::size_t> not_kept;
        for (std::size_t d = 0; d < told.size(); ++d)
            if (told[d] != Keeping::kept) not_kept.push_back(d);
        if (!moves) settled_ = {std::move(kept_in_strict), std::move(told), std::move(not_kept)};
        return;
    }
    put_in_order(duties);
    // Mostly just those of whom it was known from the start.
    const bool as_known = promised_ && promised_->duties() == duties;
    std::optional<Refusals> anew;
    if (!as_known) anew.emplace(horizon_, minutes_, duties).refuse(has_place(duties));
    Refusals& beside = as_known ? *promised_ : *anew;
    std::vector<char> kept, speaks;
    for (const Duty& duty : beside.duties()) {
        kept.push_back(is_kept_by(board, duty, duty.last));
        speaks.push_back(counted[place_in_outlook(duty.call)] || outlook_of(duty).keeping == Keeping::unproven);
    }
    told = settle_by(board, beside, kept, speaks);
    for (std::size_t d = 0; d < told.size(); ++d) {
        const Duty& duty = beside.duties()[d];
        if (counted[place_in_outlook(duty.call)])
            outlook_of(duty).promise = told[d];
        else if (speaks[d])
            tell_deadline(board, duty, told[d]);
    }
    for (int round = 0; round < kMostRounds && settle_beside_callbacks(board); ++round) {}
}

// Who has a callback for later too was asked for by the deadline beside deadlines alone: now also beside the callbacks of others.
// Whether that proved any: then their own callbacks count for those who are left.
bool LookAhead::settle_beside_callbacks(const Board& board) {
    std::vector<Duty> duties = strict_.duties();
    const auto is_asked = [&](const Duty& duty) {
        return !duty.late && duty.promised && *duty.promised > duty.last &&
               outlook_of(duty).keeping == Keeping::unproven;
    };
    bool any_counted = false;
    for (Duty& duty : duties) {
        const Outlook& outlook = outlook_of(duty);
        if (!duty.promised || *duty.promised <= duty.last || outlook.keeping != Keeping::impossible ||
            outlook.promise != Keeping::kept)
            continue;
        count_until_promise(duty);
        any_counted = true;
    }
    if (!any_counted || std::none_of(duties.begin(), duties.end(), is_asked)) return false;
    put_in_order(duties);
    Refusals beside(horizon_, minutes_, std::move(duties));
    beside.refuse(has_place(beside.duties()));
    std::vector<char> kept, asked;
    for (const Duty& duty : beside.duties()) {
        kept.push_back(is_kept_by(board, duty, duty.last));
        asked.push_back(is_asked(duty));
    }
    const std::vector<Keeping> told = settle_by(board, beside, kept, asked, After::nothing);
    bool any_proven = false;
    for (std::size_t d = 0; d < told.size(); ++d) {
        if (!asked[d]) continue;
        outlook_of(beside.duties()[d]).keeping = told[d];
        any_proven = any_proven || told[d] == Keeping::impossible;
    }
    return any_proven;
}

// Of one reading: what became of each duty that `speaks`, and the shortfalls that prove it.
std::vector<Keeping> LookAhead::settle_by(const Board& board, Refusals& refusals, const std::vector<char>& kept,
                                          const std::vector<char>& speaks, After after) {
    const std::vector<Duty>& duties = refusals.duties();
    std::vector<char> asked;
    asked.reserve(duties.size());
    for (std::size_t d = 0; d < duties.size(); ++d) asked.push_back(speaks[d] && duties[d].last <= end_);
    std::vector<char> of_times = asked, of_sums = asked;
    for (std::size_t d = 0; d < duties.size(); ++d)
        if (kept[d] || refusals.nobody_may_call(d)) of_times[d] = 0;
    const FreeAtTimes free(facts_, roster_, horizon_, minutes_);
    const std::vector<TooManyAtOnce> at_once = too_many_at_once(duties, free, kept, of_times);
    for (const TooManyAtOnce& each : at_once)
        for (const std::size_t d : each.proven) of_sums[d] = 0;
    std::vector<Refusals::Proof> proofs = refusals.proofs(kept, of_sums, by_filling_left_ / 2);
    for (const TooManyAtOnce& each : at_once)
        for (const std::size_t d : each.proven) proofs[d].by = By::at_once;
    for (std::size_t d = 0; d < duties.size(); ++d)
        if (duties[d].last > end_) proofs[d] = {};
    tell_shortfalls(board, refusals, proofs, kept, asked, at_once);
    const auto tell = [&](const Refusals& later, const std::vector<Refusals::Proof>& found,
                          const std::vector<char>& kept_later, const std::vector<char>& asked_later, Day full_until) {
        tell_shortfalls(board, later, found, kept_later, asked_later, {}, full_until);
    };
    if (after == After::full_days)
        prove_after_full_days(refusals, horizon_, minutes_, kept, asked, proofs, by_filling_left_, tell);
    std::vector<Keeping> told;
    told.reserve(duties.size());
    for (std::size_t d = 0; d < duties.size(); ++d)
        told.push_back(kept[d] ? Keeping::kept : proofs[d].by == By::nothing ? Keeping::unproven : Keeping::impossible);
    return told;
}

void LookAhead::tell_shortfalls(const Board& board, const Refusals& refusals,
                                const std::vector<Refusals::Proof>& proofs, const std::vector<char>& kept,
                                const std::vector<char>& asked, const std::vector<TooManyAtOnce>& at_once,
                                std::optional<Day> full_until) {
    bool any = false;
    for (std::size_t d = 0; d < proofs.size(); ++d) any = any || (asked[d] && proofs[d].by != By::nothing);
    if (!any) return;
    const auto places = places_of(board, refusals.duties());
    const auto times = promised_times(refusals.duties(), facts_, roster_, horizon_, minutes_);
    is_short_of_room_ = is_short_of_room_ || std::any_of(proofs.begin(), proofs.end(), [](const auto& each) {
                            return each.by == By::shortage || each.by == By::every_filling;
                        });
    std::vector<std::optional<Horizon::Days>> until_callback;
    for (std::size_t d = 0; d < kept.size(); ++d) {
        const Duty& duty = refusals.duties()[d];
        const bool later = !kept[d] && duty.promised && *duty.promised > duty.last;
        until_callback.emplace_back();
        if (later && is_kept_by(board, duty, *duty.promised))
            until_callback.back() = horizon_.within(duty.first, *duty.promised);
    }
    const TodaysLists today(input_, roster_, facts_, minutes_);
    Shortfalls shortfalls(refusals, proofs, asked, kept, places, times, until_callback, today, effort_, full_until);
    for (Shortfall& each : shortfalls.all(input_, at_once)) {
        if (std::find(shortfalls_.begin(), shortfalls_.end(), each) != shortfalls_.end()) continue;
        by_filling_left_ -= each.measure == Measure::whole_calls ? 1 : 0;
        shortfalls_.push_back(std::move(each));
    }
}

}  // namespace bienveille
