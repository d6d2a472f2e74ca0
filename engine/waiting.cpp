#include "engine/waiting.h"

#include <algorithm>
#include <functional>

#include "engine/look_ahead.h"

namespace bienveille {

Waiting::Waiting(const Board& board) : board_(board), told_apart_(tells_apart(board)) {
    if (told_apart_) {
        others_.resize(board.kinds());
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (!board.seat_of(c)) add_last(c);
        placed_.in_order(firsts_);
        std::sort(firsts_.begin(), firsts_.end());
        return;
    }
    for (const CallIndex c : board.calls_apart())
        if (!board.seat_of(c)) add_last(c);
    placed_.in_order(firsts_);
    unread_.resize(board.kinds());
    for (std::size_t k = 0; k < unread_.size(); ++k) {
        Alikes& alike = unread_[k];
        alike.unread = board.calls_alike(k);
        read_on(alike);
        if (const auto first = first_of(alike)) firsts_.push_back(*first);
    }
    std::sort(firsts_.begin(), firsts_.end());
}

bool Waiting::add(CallIndex c) {
    if (Alikes* const alike = in_lists(c)) {
        const auto before = first_of(*alike);
        if (alike->unread.empty() || c < alike->unread.front()) put(alike->back, c);
        return becomes_first(before, first_of(*alike));
    }
    if (const auto own = own_case(c)) {
        const auto before = placed_.first(*own);
        placed_.insert(*own, c);
        return becomes_first(before, placed_.first(*own));
    }
    auto& calls = those_with(c);
    const auto before = calls.empty() ? std::nullopt : std::optional(calls.front());
    put(calls, c);
    return becomes_first(before, calls.front());
}

void Waiting::remove(CallIndex c) {
    std::optional<CallIndex> next;
    if (Alikes* const alike = in_lists(c)) {
        if (!alike->back.empty() && alike->back.front() == c) {
            take_first(alike->back);
        } else {
            alike->unread = alike->unread.subspan(1);
            read_on(*alike);
        }
        next = first_of(*alike);
    } else if (const auto own = own_case(c)) {
        placed_.erase_first(*own);
        next = placed_.first(*own);
    } else {
        auto& calls = those_with(c);
        take_first(calls);
        if (!calls.empty()) next = calls.front();
    }
    erase_first(c);
    if (next) insert_first(*next);
}

bool Waiting::tells_apart(const Board& board) {
    return board.ahead().forces_today() && board.calls() <= kMostToldApart;
}

Waiting::Alikes* Waiting::in_lists(CallIndex c) {
    return told_apart_ || board_.brief(c).apart ? nullptr : &unread_[board_.group_and_kind(c)];
}

std::optional<Waiting::OwnCase> Waiting::own_case(CallIndex c) const {
    const Brief& call = board_.brief(c);
    if (call.apart) return std::nullopt;
    const auto own = board_.ahead().own_case(c);
    return own ? std::optional(OwnCase{call.group, call.kind, *own}) : std::nullopt;
}

Waiting::Calls& Waiting::those_with(CallIndex c) {
    const auto [group, kind, apart, points] = board_.brief(c);
    if (!apart) return others_[board_.group_and_kind(c)];
    const Candidate& call = board_.call(c);
    return slots_[{group, kind, call.only_seat, call.slot.value_or(kNoTime)}];
}

void Waiting::add_last(CallIndex c) {
    if (const auto own = own_case(c)) return placed_.add(*own, c);
    Calls& calls = those_with(c);
    if (calls.empty()) firsts_.push_back(c);
    calls.push_back(c);
}

void Waiting::read_on(Alikes& alike) const {
    while (!alike.unread.empty() && board_.seat_of(alike.unread.front())) alike.unread = alike.unread.subspan(1);
}

std::optional<CallIndex> Waiting::first_of(const Alikes& alike) {
    if (!alike.back.empty()) return alike.back.front();
    return alike.unread.empty() ? std::nullopt : std::optional(alike.unread.front());
}

bool Waiting::becomes_first(std::optional<CallIndex> before, std::optional<CallIndex> now) {
    if (before == now) return false;
    if (before) erase_first(*before);
    insert_first(*now);
    return true;
}

void Waiting::insert_first(CallIndex c) {
    const auto at = std::lower_bound(firsts_.begin(), firsts_.end(), c);
    if (at == firsts_.end() || *at != c) firsts_.insert(at, c);
}

void Waiting::erase_first(CallIndex c) {
    const auto at = std::lower_bound(firsts_.begin(), firsts_.end(), c);
    if (at != firsts_.end() && *at == c) firsts_.erase(at);
}

void Waiting::put(Calls& calls, CallIndex c) {
    calls.push_back(c);
    std::push_heap(calls.begin(), calls.end(), std::greater<>());
}

void Waiting::take_first(Calls& calls) {
    std::pop_heap(calls.begin(), calls.end(), std::greater<>());
    calls.pop_back();
}

}  // namespace bienveille
