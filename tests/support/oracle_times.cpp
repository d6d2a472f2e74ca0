// The oracle's half-days (O5, O7) and timetables: every split of a list, every order and place of its calls.
#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>

#include "tests/support/oracle.h"

namespace bienveille::test {

using namespace audit_detail;

// ------------------------------------------------------------------------------------------------- half-days

// A window is of the half in which it opens.
HalfDay Oracle::half_day(TimeOfDay time) const {
    const int window = window_of(facts_.calendar.windows, time);
    const TimeOfDay decides = window < 0 ? time : facts_.calendar.windows[static_cast<std::size_t>(window)].from;
    return decides < TimeOfDay{12 * 60} ? HalfDay::morning : HalfDay::afternoon;
}

// Whether these calls without a time find one in this half, beside the slots of `mask` and the fixed calls.
bool Oracle::fits_half(std::size_t seat, std::uint32_t mask, HalfDay half) const {
    std::vector<Window> windows;
    for (const Window& window : facts_.calendar.windows)
        if (half_day(window.from) == half) windows.push_back(window);
    std::vector<Settled> times = settled_[seat];
    std::array<int, kKinds> free{};
    for (std::size_t r = 0; r < owed_.size(); ++r) {
        if (!(mask >> r & 1u)) continue;
        const Standing& tenant = facts_.standings[owed_[r]];
        const Minutes length = facts_.load(tenant.kind);
        const auto slot = tenant.special->slot;
        if (!slot)
            ++free[static_cast<std::size_t>(tenant.kind)];
        else if (half_day(*slot) == half)
            times.push_back({*slot, *slot + length, tenant.kind == kLevel3, false});
    }
    std::array<Minutes, kKinds> lengths;
    for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts_.load(kind);
    return timetable_exists(windows, times, free, lengths);
}

// Every way to split a list over the halves of the day.
int Oracle::half_days_changed(std::size_t seat, std::uint32_t mask) const {
    const auto [known, fresh] = half_days_changed_.try_emplace({seat, mask}, 0);
    if (!fresh) return known->second;
    std::uint32_t slots = 0, mornings = 0, afternoons = 0;
    for (std::size_t r = 0; r < owed_.size(); ++r) {
        if (!(mask >> r & 1u)) continue;
        if (facts_.standings[owed_[r]].special->slot)
            slots |= 1u << r;
        else if (const PreviousCall* before = earlier(r))
            (half_day(before->starts_at) == HalfDay::morning ? mornings : afternoons) |= 1u << r;
    }
    int fewest = std::numeric_limits<int>::max();
    const std::uint32_t free = mask & ~slots;
    for (std::uint32_t morning = free;; morning = (morning - 1) & free) {
        const std::uint32_t afternoon = free & ~morning;
        const int changed = std::popcount(morning & afternoons) + std::popcount(afternoon & mornings);
        if (changed < fewest && fits_half(seat, morning | slots, HalfDay::morning) &&
            fits_half(seat, afternoon | slots, HalfDay::afternoon))
            fewest = changed;
        if (morning == 0) break;
    }
    return known->second = fewest;
}

int Oracle::half_days_changed(const Assignment& assignment) const {
    const auto masks = masks_of(assignment);
    int changed = 0;
    for (std::size_t seat = 0; seat < masks.size(); ++seat) changed += half_days_changed(seat, masks[seat]);
    return changed;
}

int Oracle::half_days_changed(const Plan& plan) const {
    int changed = 0;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) {
            const auto rank = std::find(owed_.begin(), owed_.end(), facts_.tenant_of.at(call.tenant.text));
            if (rank == owed_.end() || facts_.standings[*rank].special->slot) continue;
            const PreviousCall* before = earlier(static_cast<std::size_t>(rank - owed_.begin()));
            changed += before != nullptr && half_day(before->starts_at) != half_day(call.starts_at);
        }
    return changed;
}

namespace {

// Whether the calls of `mornings` go into the windows that begin before noon and all others into the rest.
bool splits_so(const DayFacts& facts, const std::vector<int>& kinds, std::uint32_t mornings) {
    std::array<Minutes, kKinds> lengths;
    for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts.load(kind);
    for (const bool morning : {true, false}) {
        std::vector<Window> windows;
        for (const Window& window : facts.calendar.windows)
            if ((window.from < TimeOfDay{12 * 60}) == morning) windows.push_back(window);
        std::vector<int> free;
        for (std::size_t c = 0; c < kinds.size(); ++c)
            if ((mornings >> c & 1u) == (morning ? 1u : 0u)) free.push_back(kinds[c]);
        if (!timetable_by_trying(windows, {}, free, lengths)) return false;
    }
    return true;
}

}  // namespace

Oracle::Halves Oracle::halves(const AdvisorList& list, std::uint32_t mornings) const {
    Halves halves;
    for (std::size_t c = 0; c < list.calls.size(); ++c) {
        const std::uint32_t t = facts_.tenant_of.at(list.calls[c].tenant.text);
        const HalfDay half = mornings >> c & 1u ? HalfDay::morning : HalfDay::afternoon;
        const auto is = [&](HalfDay other) { return half == other; };
        for (const PreviousCall& before : facts_.input.previous)
            if (before.tenant == list.calls[c].tenant) halves.as_before += is(half_day(before.starts_at));
        const Tenant& tenant = facts_.input.tenants[t];
        const auto callback = facts_.callback_day(t);
        auto prefers =
            tenant.callback_slot.half_day && callback ? tenant.callback_slot.half_day : tenant.preferred_half_day;
        if (prefers) halves.preferred += is(*prefers);
        halves.due_before_noon += callback && *callback <= facts_.input.day && is(HalfDay::morning);
    }
    return halves;
}

Oracle::Halves Oracle::halves(const AdvisorList& list) const {
    std::uint32_t mornings = 0;
    for (std::size_t c = 0; c < list.calls.size(); ++c)
        if (half_day(list.calls[c].starts_at) == HalfDay::morning) mornings |= 1u << c;
    return halves(list, mornings);
}

std::optional<Oracle::Halves> Oracle::best_halves(const AdvisorList& list) const {
    std::vector<int> kinds;
    for (const Call& call : list.calls) {
        const Standing& tenant = facts_.standings[facts_.tenant_of.at(call.tenant.text)];
        if (call.fixed || tenant.special->slot) return std::nullopt;
        kinds.push_back(tenant.kind);
    }
    std::optional<Halves> best;
    for (std::uint32_t mornings = 0; mornings < (1u << kinds.size()); ++mornings) {
        const Halves its = halves(list, mornings);
        if ((!best || its > *best) && splits_so(facts_, kinds, mornings)) best = its;
    }
    return best;
}

// ------------------------------------------------------------------------------------------------- timetables

namespace {

bool is_timetable(const std::vector<Window>& windows, std::vector<Settled> calls) {
    std::stable_sort(calls.begin(), calls.end(), [](const Settled& a, const Settled& b) {
        return std::tuple(a.from, a.to, a.tenant) < std::tuple(b.from, b.to, b.tenant);
    });
    const auto window = [&](TimeOfDay time) {
        for (std::size_t w = 0; w < windows.size(); ++w)
            if (windows[w].from <= time && time < windows[w].to) return static_cast<int>(w);
        return -1;
    };
    for (std::size_t c = 0; c < calls.size(); ++c) {
        const int in = window(calls[c].from);
        if (!calls[c].fixed && (in < 0 || windows[static_cast<std::size_t>(in)].to < calls[c].to)) return false;
        for (std::size_t b = 0; b < c; ++b)
            if (calls[b].to > calls[c].from && !(calls[b].fixed && calls[c].fixed)) return false;
        if (c == 0 || in < 0 || in != window(calls[c - 1].from)) continue;
        if (calls[c].level3 && calls[c - 1].level3 && !(calls[c].fixed && calls[c - 1].fixed)) return false;
    }
    return true;
}

}  // namespace

bool timetable_by_trying(const std::vector<Window>& windows, const std::vector<Settled>& settled,
                         std::vector<int> free_kinds, const std::array<Minutes, kKinds>& lengths) {
    // A call may start where a window opens or where another ends: any timetable can be pushed early to such times.
    std::sort(free_kinds.begin(), free_kinds.end());
    do {
        const auto place = [&](const auto& self, std::size_t next, TimeOfDay cursor,
                               std::vector<Settled>& calls) -> bool {
            if (next == free_kinds.size()) return is_timetable(windows, calls);
            std::vector<TimeOfDay> starts{cursor};
            for (const Window& window : windows) starts.push_back(window.from);
            for (const Settled& call : settled) starts.push_back(call.to);
            std::sort(starts.begin(), starts.end());
            starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
            const auto kind = static_cast<std::size_t>(free_kinds[next]);
            for (const TimeOfDay start : starts) {
                if (start < cursor) continue;
                calls.push_back({start, start + lengths[kind], free_kinds[next] == kLevel3, false});
                if (self(self, next + 1, calls.back().to, calls)) return true;
                calls.pop_back();
            }
            return false;
        };
        std::vector<Settled> calls = settled;
        if (place(place, 0, TimeOfDay{}, calls)) return true;
    } while (std::next_permutation(free_kinds.begin(), free_kinds.end()));
    return false;
}

}  // namespace bienveille::test
