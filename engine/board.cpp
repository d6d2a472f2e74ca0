#include "engine/board.h"

#include <algorithm>

#include "engine/look_ahead.h"
#include "engine/renumbering.h"

namespace bienveille {

Board::Board(const DayInput& input, const RuleSet& rules, const Roster& roster, const Facts& facts, LookAhead& ahead)
    : roster_(roster),
      facts_(facts),
      work_(rules.work),
      policy_(rules.policy),
      advisors_(input.advisors.size()),
      ahead_(ahead),
      fit_(minutes_by_kind(rules.work)),
      loads_(roster.seats.size()),
      fixed_(roster.seats.size()),
      seat_of_(facts.owed.size(), -1),
      may_call_(roster.groups.size(), std::vector<char>(roster.seats.size(), 0)) {
    for (std::size_t g = 0; g < roster.groups.size(); ++g)
        for (const SeatIndex s : roster.groups[g].seats) may_call_[g][s] = 1;
    sort_by_kind();
    between_ = shortest_beside_level3();
    for (std::size_t s = 0; s < loads_.size(); ++s) {
        Load& load = loads_[s];
        for (std::size_t f = 0; f < roster.seats[s].fixed.size(); ++f) {
            const FixedCall& call = roster.seats[s].fixed[f];
            const std::uint8_t kind = kind_of(input.tenants[call.tenant]);
            const int minutes = static_cast<int>((call.minutes + call.pause).count);
            load.standing.push_back({call.starts_at.minutes, call.starts_at.minutes + minutes, kind == kLevel3, true,
                                     static_cast<std::int32_t>(f)});
            load.sums.count(kind, minutes, +1);
        }
        find_gaps(static_cast<SeatIndex>(s));
        fixed_[s] = load.sums;
    }
}

void Board::find_gaps(SeatIndex s) {
    Load& load = loads_[s];
    load.gaps = gaps_between(roster_.windows, seat(s).hours, load.standing);
    load.alone = 0;
    for (const Gap& gap : load.gaps) load.alone += std::max(0, gap.spare_separators());
}

std::vector<Gap> Board::gaps_beside_fixed(SeatIndex s) const {
    std::vector<Standing> fixed = loads_[s].standing;
    std::erase_if(fixed, [](const Standing& standing) { return !standing.fixed; });
    return gaps_between(roster_.windows, seat(s).hours, fixed);
}

Caps Board::caps_of_fixed(SeatIndex s) const {
    Caps caps{work_.most_level3 - loads_[s].sums.level3, work_.most_level2_and_3 - loads_[s].sums.level2_and_3};
    for (const CallIndex c : loads_[s].list) {
        caps.level3 += brief(c).kind == kLevel3 ? 1 : 0;
        caps.level2_and_3 += brief(c).kind >= kLevel3 - 1 ? 1 : 0;
    }
    return caps;
}

void Board::sort_by_kind() {
    kind_begins_.assign(kinds() + 1, 0);
    for (CallIndex c = 0; c < calls(); ++c) {
        if (brief(c).apart)
            apart_.push_back(c);
        else
            ++kind_begins_[group_and_kind(c) + 1];
    }
    for (std::size_t k = 0; k < kinds(); ++k) kind_begins_[k + 1] += kind_begins_[k];
    by_kind_.resize(calls() - apart_.size());
    std::vector<std::uint32_t> next = kind_begins_;
    for (CallIndex c = 0; c < calls(); ++c)
        if (!brief(c).apart) by_kind_[next[group_and_kind(c)]++] = c;
}

// More than any day has where nobody else is owed a call.
int Board::shortest_beside_level3() const {
    constexpr int kMoreThanADay = 24 * 60;
    int shortest = kMoreThanADay;
    for (std::size_t k = 0; k < kinds(); ++k)
        if (const auto kind = static_cast<std::uint8_t>(k % kKinds); kind != kLevel3 && !calls_alike(k).empty())
            shortest = std::min(shortest, minutes_of(kind));
    for (const CallIndex c : apart_)
        if (brief(c).kind != kLevel3) shortest = std::min(shortest, cost(c));
    return shortest;
}

bool Board::all_take_equally_long() const {
    std::optional<int> length;
    const auto is_another = [&](CallIndex c) { return cost(c) != length.value_or(cost(c)); };
    for (std::size_t k = 0; k < kinds(); ++k) {
        if (calls_alike(k).empty()) continue;
        if (is_another(calls_alike(k).front())) return false;
        length = cost(calls_alike(k).front());
    }
    for (const CallIndex c : apart_) {
        if (is_another(c)) return false;
        length = cost(c);
    }
    return true;
}

bool Board::eligible(SeatIndex s, CallIndex c) const {
    const Brief& wanted = brief(c);
    if (wanted.apart && call(c).only_seat >= 0) return static_cast<SeatIndex>(call(c).only_seat) == s;
    return may_call_[wanted.group][s] != 0;
}

bool Board::within_caps(const Sums& sums, SeatIndex s, std::uint8_t kind) const {
    if (sums.calls >= seat(s).max_calls) return false;
    if (kind == kLevel3 && sums.level3 >= work_.most_level3) return false;
    return kind < kLevel3 - 1 || sums.level2_and_3 < work_.most_level2_and_3;
}

bool Board::takes(const Sums& sums, SeatIndex s, CallIndex c) const {
    return sums.minutes + cost(c) <= seat(s).capacity && within_caps(sums, s, brief(c).kind);
}

// Whether the minutes and the number of calls, of which `kinds` have no time, leave what is missing between level-3 calls.
bool Board::keeps_apart(SeatIndex s, const Kinds& kinds, const Sums& sums) const {
    const int missing = kinds[kLevel3] - Fit::others_in(kinds) - loads_[s].alone;
    return missing <= 0 ||
           (sums.minutes + missing * between_ <= seat(s).capacity && sums.calls + missing <= seat(s).max_calls);
}

bool Board::fits(SeatIndex s, const Kinds& kinds, Fit::Order order) const {
    const Load& load = loads_[s];
    const bool whole = load.standing.empty() && seat(s).hours == kWholeDay;
    return whole ? fit_.fits_windows(load.gaps, kinds, order) : fit_.fits(load.gaps, kinds, order);
}

bool Board::has_room(SeatIndex s, CallIndex c, Fit::Order order) const {
    const Load& load = loads_[s];
    if (!takes(load.sums, s, c)) return false;
    if (has_slot(c)) {
        const auto gaps = gaps_with(s, {standing_of(c)});
        return gaps && fit_.fits(*gaps, load.kinds, order);
    }
    Kinds kinds = load.kinds;
    ++kinds[brief(c).kind];
    if (kinds[kLevel3] > load.alone) {
        Sums sums = load.sums;
        sums.count(brief(c).kind, cost(c), +1);
        if (!keeps_apart(s, kinds, sums)) return false;
    }
    return fits(s, kinds, order);
}

bool Board::has_room(SeatIndex s, const std::vector<CallIndex>& calls) const {
    const Load& load = loads_[s];
    Sums sums = load.sums;
    Kinds kinds = load.kinds;
    std::vector<Standing> slots;
    for (const CallIndex c : calls) {
        if (!takes(sums, s, c)) return false;
        sums.count(brief(c).kind, cost(c), +1);
        if (has_slot(c))
            slots.push_back(standing_of(c));
        else
            ++kinds[brief(c).kind];
    }
    if (slots.empty()) return keeps_apart(s, kinds, sums) && fits(s, kinds, Fit::Order::loosely);
    const auto gaps = gaps_with(s, slots);
    return gaps && fit_.fits(*gaps, kinds, Fit::Order::loosely);
}

bool Board::has_room_instead(SeatIndex s, std::uint8_t leaving, CallIndex c, Fit::Order order) const {
    const Load& load = loads_[s];
    Sums sums = load.sums;
    sums.count(leaving, fit_.minutes_of(leaving), -1);
    if (!takes(sums, s, c)) return false;
    sums.count(brief(c).kind, cost(c), +1);
    Kinds kinds = load.kinds;
    --kinds[leaving];
    ++kinds[brief(c).kind];
    return keeps_apart(s, kinds, sums) && fits(s, kinds, order);
}

bool Board::has_room(SeatIndex s, const Kinds& out, const Kinds& in) const {
    const Load& load = loads_[s];
    Kinds kinds = load.kinds;
    int minutes = load.sums.minutes;
    int calls = load.sums.calls;
    for (std::size_t k = 0; k < kKinds; ++k) {
        kinds[k] = static_cast<std::uint16_t>(kinds[k] + in[k] - out[k]);
        minutes += (in[k] - out[k]) * fit_.minutes_of(k);
        calls += in[k] - out[k];
    }
    const int level3 = load.sums.level3 + in[kLevel3] - out[kLevel3];
    const int level2_and_3 = load.sums.level2_and_3 + in[kLevel3] + in[kLevel3 - 1] - out[kLevel3] - out[kLevel3 - 1];
    // What fixed calls break alone does not stand against others.
    const Sums& fixed = fixed_[s];
    return minutes <= std::max(fixed.minutes, seat(s).capacity) && calls <= std::max(fixed.calls, seat(s).max_calls) &&
           level3 <= std::max(fixed.level3, work_.most_level3) &&
           level2_and_3 <= std::max(fixed.level2_and_3, work_.most_level2_and_3) && fits(s, kinds, Fit::Order::kept);
}

bool Board::only_caps_stand_against(SeatIndex s, CallIndex c) const {
    return load(s) + cost(c) <= seat(s).capacity && !within_caps(loads_[s].sums, s, brief(c).kind);
}

bool Board::is_apart(SeatIndex s) const { return fits(s, loads_[s].kinds, Fit::Order::kept); }

Standing Board::standing_of(CallIndex c) const {
    const int from = call(c).slot->minutes;
    return {from, from + cost(c), brief(c).kind == kLevel3, false, static_cast<std::int32_t>(c)};
}

// The gaps once these slots stand too; none when one overlaps another call or leaves its window.
std::optional<std::vector<Gap>> Board::gaps_with(SeatIndex s, const std::vector<Standing>& slots) const {
    const Load& load = loads_[s];
    const Window& hours = seat(s).hours;
    const auto is_inside = [&](const Standing& slot) {
        return std::any_of(roster_.windows.begin(), roster_.windows.end(), [&](const Window& window) {
            return std::max(window.from, hours.from).minutes <= slot.from &&
                   slot.to <= std::min(window.to, hours.to).minutes;
        });
    };
    std::vector<Standing> standing = load.standing;
    for (const Standing& slot : slots) {
        const auto overlaps = [&](const Standing& other) { return other.from < slot.to && slot.from < other.to; };
        if (!is_inside(slot) || std::any_of(standing.begin(), standing.end(), overlaps)) return std::nullopt;
        insert_in_time(slot, standing);
    }
    return gaps_between(roster_.windows, hours, standing);
}

void Board::Sums::count(std::uint8_t kind, int with_pause, int sign) {
    minutes += sign * with_pause;
    calls += sign;
    if (kind == kLevel3) level3 += sign;
    if (kind >= kLevel3 - 1) level2_and_3 += sign;
}

void Board::put(SeatIndex s, CallIndex c) {
    Load& load = loads_[s];
    load.sums.count(brief(c).kind, cost(c), +1);
    load.list.insert(std::upper_bound(load.list.begin(), load.list.end(), c), c);
    seat_of_[c] = static_cast<std::int32_t>(s);
    if (!has_slot(c)) {
        ++load.kinds[brief(c).kind];
        return;
    }
    insert_in_time(standing_of(c), load.standing);
    find_gaps(s);
}

void Board::take(CallIndex c) {
    const auto s = static_cast<SeatIndex>(seat_of_[c]);
    Load& load = loads_[s];
    load.sums.count(brief(c).kind, cost(c), -1);
    load.list.erase(std::lower_bound(load.list.begin(), load.list.end(), c));
    seat_of_[c] = -1;
    if (!has_slot(c)) {
        --load.kinds[brief(c).kind];
        return;
    }
    std::erase_if(load.standing, [&](const Standing& standing) {
        return !standing.fixed && standing.call == static_cast<std::int32_t>(c);
    });
    find_gaps(s);
}

std::vector<CallIndex> Board::called() const {
    std::vector<CallIndex> called;
    std::size_t count = 0;
    for (const Load& load : loads_) count += load.list.size();
    called.reserve(count);
    for (const Load& load : loads_) called.insert(called.end(), load.list.begin(), load.list.end());
    std::sort(called.begin(), called.end());
    return called;
}

std::optional<std::vector<CallIndex>> Board::contest(SeatIndex s, CallIndex u) {
    if (!eligible(s, u)) return std::nullopt;
    if (goes_by_points(u))
        return has_room(s, u, Fit::Order::kept) ? std::optional(std::vector<CallIndex>{}) : std::nullopt;
    const Load& load = loads_[s];
    const auto lower = std::upper_bound(load.list.begin(), load.list.end(), u);

    // With every call of lower rank gone, minutes and caps leave the most room there can be.
    Sums least = load.sums;
    for (auto c = lower; c != load.list.end(); ++c) least.count(brief(*c).kind, cost(*c), -1);
    if (!takes(least, s, u)) return std::nullopt;

    const std::vector<CallIndex> lowest_last(lower, load.list.end());
    const auto place = ahead_.place_of(u);
    const bool in_time = ahead_.has_place_in_time(u);
    ahead_.comes_today(u);
    auto leaving = leaving_for(s, u, lowest_last, false);
    if (!leaving && ahead_.forces_today() && !in_time) leaving = leaving_for(s, u, lowest_last, true);
    ahead_.back_to(u, place);
    return leaving;
}

// `any` also lets calls go that cannot wait, where u is to be kept before them.
std::optional<std::vector<CallIndex>> Board::leaving_for(SeatIndex s, CallIndex u,
                                                         const std::vector<CallIndex>& lowest_last, bool any) {
    std::vector<CallIndex> leaving;
    bool room = has_room(s, u, Fit::Order::kept);
    for (auto c = lowest_last.rbegin(); c != lowest_last.rend() && !room; ++c) {
        if (!ahead_.wait(*c) && !(any && ahead_.gives_way(*c, u))) continue;
        take(*c);
        leaving.push_back(*c);
        room = has_room(s, u, Fit::Order::kept);
    }
    for (auto c = leaving.rbegin(); c != leaving.rend(); ++c) {
        ahead_.comes_today(*c);
        put(s, *c);
    }
    if (!room) return std::nullopt;
    return leaving;
}

void Board::replace(SeatIndex s, const std::vector<CallIndex>& leaving, CallIndex u) {
    ahead_.comes_today(u);
    for (const CallIndex c : leaving) {
        take(c);
        ahead_.wait(c);
    }
    put(s, u);
}

void Board::leave(SeatIndex s) {
    for (auto& of_group : may_call_) of_group[s] = 0;
}

void Board::renumber(const Renumbering& renumbering) {
    renumbering.apply(seat_of_);
    for (Load& load : loads_) {
        for (CallIndex& c : load.list) c = renumbering(c);
        std::sort(load.list.begin(), load.list.end());
        for (Standing& each : load.standing)
            if (!each.fixed) each.call = static_cast<std::int32_t>(renumbering(static_cast<CallIndex>(each.call)));
    }
    for (CallIndex& c : apart_) c = renumbering(c);
    std::sort(apart_.begin(), apart_.end());
    for (CallIndex& c : by_kind_) c = renumbering(c);
    for (const Renumbering::Move& move : renumbering.moves()) {
        if (brief(move.is).apart) continue;
        const auto alike = group_and_kind(move.is);
        std::sort(by_kind_.begin() + kind_begins_[alike], by_kind_.begin() + kind_begins_[alike + 1]);
    }
}

bool Board::less_loaded(SeatIndex a, SeatIndex b) const {
    return std::int64_t{load(a)} * seat(b).capacity < std::int64_t{load(b)} * seat(a).capacity;
}

}  // namespace bienveille
