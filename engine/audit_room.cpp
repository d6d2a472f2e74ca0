// O1: nobody owed a call is passed over for somebody of lower rank whom C4 can spare.
//
// For an unplanned u and an advisor who may call: with none, one, two ... of the calls of lower rank than u taken off,
// lowest first, u must not fit. A kept call that is due later stays unless a later day takes it.
// Calls that are alike (kind, who may call, slot) ask the same question; the best ranked of them may take off all that
// the others may, so it alone is asked. Where calls must stay, those are alike too whose place, once free, leaves an
// advisor of the same languages the same room on the same day: of several the best ranked is asked.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

// One advisor's day without the calls that may be taken off.
struct Bench {
    struct Removable {
        std::int32_t rank;
        int kind;
        std::optional<TimeOfDay> slot;
        std::uint32_t tenant;
        bool due_later;  // kept, with a deadline after today: C4 asks for another place
    };
    std::vector<Removable> removable;  // by rank, best first
    std::vector<Settled> fixed;
    std::vector<Tally> best;           // of the fixed calls and the n best-ranked others
    std::int32_t last_held_back = -1;  // the lowest rank of a call that is due later
};

Bench bench_of(const Audited& audited, std::size_t seat) {
    Bench bench;
    bench.best.resize(1);
    const DayFacts& facts = audited.facts;
    if (audited.lists[seat] < 0) return bench;
    for (const Call& call : audited.plan.lists[static_cast<std::size_t>(audited.lists[seat])].calls) {
        const auto found = facts.tenant_of.find(call.tenant.text);
        if (found == facts.tenant_of.end()) continue;
        const std::uint32_t t = found->second;
        const Standing& tenant = facts.standings[t];
        if (const PreviousCall* held = tenant.held) {
            const Minutes length = held->minutes + held->pause;
            bench.fixed.push_back({held->starts_at, held->starts_at + length, tenant.kind == kLevel3, true});
            bench.best[0].add(tenant.kind, length, true);
        } else {
            // Somebody who should not be on a list at all gives way to everybody.
            const std::int32_t rank = tenant.rank >= 0 ? tenant.rank : static_cast<std::int32_t>(facts.owed.size());
            const bool due_later = facts.has_duty(t) && facts.last_day(t) > facts.input.day;
            bench.removable.push_back({rank, tenant.kind, tenant.slot, t, due_later});
            if (due_later) bench.last_held_back = std::max(bench.last_held_back, rank);
        }
    }
    std::sort(bench.removable.begin(), bench.removable.end(),
              [](const auto& a, const auto& b) { return a.rank < b.rank; });
    for (const Bench::Removable& call : bench.removable) {
        bench.best.push_back(bench.best.back());
        bench.best.back().add(call.kind, facts.load(call.kind), false);
    }
    return bench;
}

// Whether sums and caps take u with the calls that stay.
bool sums_take(Tally staying, const Standing& u, const Seat& seat, const DayFacts& facts) {
    staying.add(u.kind, facts.load(u.kind), false);
    return !broken_caps(staying, seat, facts.rules.work).any();
}

// u with the bench's fixed calls and those not off, whose sum is `staying`.
bool fits(const Bench& bench, const std::vector<char>& off, const Tally& staying, const Standing& u, const Seat& seat,
          const DayFacts& facts) {
    if (!sums_take(staying, u, seat, facts)) return false;
    std::vector<Settled> settled = bench.fixed;
    std::array<int, kKinds> free{};
    const auto place = [&](int kind, std::optional<TimeOfDay> slot) {
        if (slot)
            settled.push_back({*slot, *slot + facts.load(kind), kind == kLevel3, false});
        else
            ++free[static_cast<std::size_t>(kind)];
    };
    for (std::size_t c = 0; c < off.size(); ++c)
        if (!off[c]) place(bench.removable[c].kind, bench.removable[c].slot);
    place(u.kind, u.slot);
    std::array<Minutes, kKinds> lengths;
    for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts.load(kind);
    return timetable_exists(facts.calendar.windows, std::move(settled), free, lengths);
}

// Which advisor on which later day takes a call, as the plan stands: by day, then id, looked up as far as asked.
class Takers {
public:
    explicit Takers(const Audited& audited) : audited_(audited) {
        for (std::size_t s = 0; s < audited.facts.seats.size(); ++s) by_id_.push_back(s);
        std::sort(by_id_.begin(), by_id_.end(), [&](std::size_t a, std::size_t b) {
            return audited.facts.seats[a].advisor->id < audited.facts.seats[b].advisor->id;
        });
    }

    // The n-th that takes a call like this, up to the last day.
    std::optional<LaterPlace> nth(const Standing& call, std::size_t n, Day last) {
        Found& found = found_[{call.language, call.kind}];
        if (!found.next) found.next = audited_.facts.input.day + 1;
        for (; found.places.size() <= n && *found.next <= last; found.next = *found.next + 1)
            for (const std::size_t s : by_id_)
                if (audited_.facts.speaks(s, call) && audited_.later.takes({s, *found.next}, call.kind))
                    found.places.push_back({s, *found.next});
        if (found.places.size() <= n || found.places[n].day > last) return std::nullopt;
        return found.places[n];
    }

private:
    struct Found {
        std::vector<LaterPlace> places;
        std::optional<Day> next;
    };
    const Audited& audited_;
    std::vector<std::size_t> by_id_;
    std::map<std::pair<int, int>, Found> found_;
};

// Later places for the calls taken off one list, one after the other; the place of `u`, if it has one, is free.
class Spare {
public:
    Spare(const Audited& audited, Takers& takers) : audited_(audited), takers_(takers) {}

    void free(const LaterPlace& place, int kind) {
        freed_ = place;
        change(place).add(kind, audited_.facts.load(kind), false, -1);
    }

    // Whether a later day takes the call, which then has its place there.
    bool take(std::uint32_t tenant) {
        const Standing& call = audited_.facts.standings[tenant];
        const Day last = audited_.facts.last_day(tenant);
        std::optional<LaterPlace> found;
        for (std::size_t n = 0; !found; ++n) {
            const auto place = takers_.nth(call, n, last);
            if (!place) break;
            if (takes(*place, call.kind)) found = place;
        }
        if (freed_ && freed_->day <= last && audited_.facts.speaks(freed_->seat, call) && takes(*freed_, call.kind) &&
            (!found || comes_before(*freed_, *found)))
            found = freed_;
        if (found) change(*found).add(call.kind, audited_.facts.load(call.kind), false);
        return found.has_value();
    }

private:
    bool comes_before(const LaterPlace& a, const LaterPlace& b) const {
        const auto& seats = audited_.facts.seats;
        return std::tie(a.day, seats[a.seat].advisor->id) < std::tie(b.day, seats[b.seat].advisor->id);
    }
    bool takes(const LaterPlace& place, int kind) const {
        for (const auto& [changed, by] : changes_)
            if (changed == place) return audited_.later.takes(place, kind, by);
        return audited_.later.takes(place, kind);
    }
    Tally& change(const LaterPlace& place) {
        for (auto& [changed, by] : changes_)
            if (changed == place) return by;
        return changes_.emplace_back(place, Tally{}).second;
    }

    const Audited& audited_;
    Takers& takers_;
    std::optional<LaterPlace> freed_;
    std::vector<std::pair<LaterPlace, Tally>> changes_;
};

// One who waits, for all that are alike.
struct Waiting {
    std::uint32_t tenant;
    std::optional<LaterPlace> place;
    bool goes_first = false;  // to be kept, without a place: goes before calls kept after it
};

// Those who wait, by kind, who may call and slot; of each sort by rank.
std::vector<std::vector<Waiting>> waiting_by_sort(const Audited& audited) {
    const DayFacts& facts = audited.facts;
    std::map<std::vector<bool>, int> languages;
    std::vector<int> speaking;
    for (const Seat& seat : facts.seats)
        speaking.push_back(languages.try_emplace(seat.speaks, static_cast<int>(languages.size())).first->second);

    std::map<std::tuple<int, int, std::int32_t, int>, std::size_t> sorts;
    std::map<std::tuple<std::size_t, int, Day, std::int64_t, int, int, int>, bool> alike;
    std::map<std::size_t, std::uint32_t> first_kept;  // of each sort, among those that go first
    std::vector<std::vector<Waiting>> waiting;
    for (const std::uint32_t t : facts.owed) {
        if (audited.places[t].list >= 0) continue;
        const Standing& u = facts.standings[t];
        const auto [sort, is_new] =
            sorts.try_emplace({u.language, u.kind, u.only_seat, u.slot ? u.slot->minutes : -1}, waiting.size());
        if (is_new) waiting.emplace_back();
        Waiting one{t, audited.place(t), false};
        one.goes_first = !one.place && facts.has_duty(t) && audited.keeping(t) != Keeping::impossible;
        bool first_alike = true;
        if (one.place) {
            const LaterPlace& place = *one.place;
            const Tally& taken = audited.later.taken(place);
            const int most = facts.seats[place.seat].advisor->max_calls.value_or(1 << 20);
            first_alike = alike
                              .try_emplace({sort->second, speaking[place.seat], place.day,
                                            (audited.later.capacity(place.seat, place.day) - taken.load).count,
                                            most - taken.calls, taken.level3, taken.heavy},
                                           true)
                              .second;
        } else if (one.goes_first) {
            // Who comes behind another of the sort in both orders can free no more than that one.
            auto& first = first_kept.try_emplace(sort->second, t).first->second;
            first_alike = first == t || facts.kept_before(t, first);
            if (first_alike) first = t;
        } else {
            first_alike = alike.try_emplace({sort->second, -1, {}, 0, 0, 0, 0}, true).second;
        }
        if (is_new || first_alike) waiting[sort->second].push_back(one);
    }
    return waiting;
}

// All questions about one advisor's list.
class ListQuestions {
public:
    ListQuestions(const Audited& audited, std::size_t seat, Takers& takers, Findings& findings)
        : audited_(audited), seat_(seat), takers_(takers), findings_(findings), bench_(bench_of(audited, seat)) {}

    void ask(const std::vector<Waiting>& alike) {
        const DayFacts& facts = audited_.facts;
        if (!facts.may_call(seat_, facts.standings[alike.front().tenant])) return;
        bool plain_asked = false;
        for (std::size_t i = 0; i < alike.size(); ++i) {
            const Waiting& one = alike[i];
            const Standing& u = facts.standings[one.tenant];
            // Below all calls that may have to stay, and where none has to, the first one's question is everybody's.
            if (i > 0 && (u.rank > bench_.last_held_back || !sums_take(best_of(u), u, facts.seats[seat_], facts) ||
                          must_stay().empty()))
                break;
            const bool plain = bench_.last_held_back < 0 || !can_free_more(one);
            if (plain && plain_asked) continue;
            plain_asked = plain_asked || plain;
            if (fits_once_some_are_off(one)) return;  // one finding of a sort is enough
        }
    }

private:
    // What stays when all of lower rank than u is off.
    const Tally& best_of(const Standing& u) const {
        const auto lower = std::partition_point(bench_.removable.begin(), bench_.removable.end(),
                                                [&](const auto& call) { return call.rank < u.rank; });
        return bench_.best[static_cast<std::size_t>(lower - bench_.removable.begin())];
    }

    // The calls that no later day takes, everybody's place left as it is.
    const std::vector<std::uint32_t>& must_stay() {
        if (!stay_) {
            stay_.emplace();
            Spare spare(audited_, takers_);
            for (auto call = bench_.removable.rbegin(); call != bench_.removable.rend(); ++call)
                if (call->due_later && !spare.take(call->tenant)) stay_->push_back(call->tenant);
        }
        return *stay_;
    }

    // Whether one of them may leave for this one, and would not for somebody without place and duty.
    bool can_free_more(const Waiting& one) {
        const DayFacts& facts = audited_.facts;
        const auto& stay = must_stay();
        return std::any_of(stay.begin(), stay.end(), [&](std::uint32_t c) {
            if (facts.standings[c].rank < facts.standings[one.tenant].rank) return false;
            if (one.goes_first) return facts.kept_before(one.tenant, c);
            if (!one.place || one.place->day > facts.last_day(c) || !facts.speaks(one.place->seat, facts.standings[c]))
                return false;
            Tally freed;
            const int kind = facts.standings[one.tenant].kind;
            freed.add(kind, facts.load(kind), false, -1);
            return audited_.later.takes(*one.place, facts.standings[c].kind, freed);
        });
    }

    bool fits_once_some_are_off(const Waiting& one) {
        const DayFacts& facts = audited_.facts;
        const Standing& u = facts.standings[one.tenant];
        // By value, tiers 7 and 8 give way to points: only room nobody uses is asked for.
        const bool by_rank = facts.rules.policy == Policy::rank || u.tier < Tier::longest_waiting;
        // The timetable is asked only where sums may ever do.
        if (!sums_take(by_rank ? best_of(u) : bench_.best.back(), u, facts.seats[seat_], facts)) return false;
        std::vector<char> off(bench_.removable.size());
        Tally staying = bench_.best.back();
        std::optional<Spare> spare;
        int taken = 0;
        for (std::size_t c = bench_.removable.size();;) {
            if (fits(bench_, off, staying, u, facts.seats[seat_], facts)) {
                tell(one.tenant, taken);
                return true;
            }
            do {
                if (!by_rank || c == 0 || bench_.removable[c - 1].rank < u.rank) return false;
                --c;
            } while (!leaves(bench_.removable[c], one, spare));
            off[c] = 1;
            ++taken;
            staying.add(bench_.removable[c].kind, facts.load(bench_.removable[c].kind), false, -1);
        }
    }

    bool leaves(const Bench::Removable& call, const Waiting& one, std::optional<Spare>& spare) {
        if (!call.due_later) return true;
        if (!spare) {
            spare.emplace(audited_, takers_);
            if (one.place) spare->free(*one.place, audited_.facts.standings[one.tenant].kind);
        }
        return spare->take(call.tenant) || (one.goes_first && audited_.facts.kept_before(one.tenant, call.tenant));
    }

    void tell(std::uint32_t tenant, int taken) {
        const DayFacts& facts = audited_.facts;
        findings_.add(
            "O1", "unplanned",
            facts.input.tenants[tenant].id.text + " (rank " + std::to_string(facts.standings[tenant].rank + 1) +
                ") fits with " + facts.seats[seat_].advisor->id.text +
                (taken == 0
                     ? std::string(" as the list is")
                     : " once the " + std::to_string(taken) + " lowest of lower rank that can be spared are off"));
    }

    const Audited& audited_;
    std::size_t seat_;
    Takers& takers_;
    Findings& findings_;
    Bench bench_;
    std::optional<std::vector<std::uint32_t>> stay_;
};

}  // namespace

void check_nobody_passed_over(const Audited& audited, Findings& findings) {
    const auto sorts = waiting_by_sort(audited);
    Takers takers(audited);
    for (std::size_t s = 0; s < audited.facts.seats.size(); ++s) {
        if (!audited.facts.seats[s].present) continue;
        ListQuestions questions(audited, s, takers, findings);
        for (const auto& alike : sorts) questions.ask(alike);
    }
}

}  // namespace bienveille::audit_detail
