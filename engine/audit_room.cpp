// O1: nobody owed a call is passed over for somebody of lower rank whom C4 can spare.
//
// For an unplanned u and an advisor who may call: with none, one, two ... of the calls of lower rank than u taken off,
// lowest first, u must not fit. A kept call that is due later stays unless a later day takes it.
// Calls that are alike (kind, who may call, slot) ask the same question; the best ranked of them may take off all that
// the others may, so it alone is asked. Where calls must stay, those are alike too whose place, once free, leaves an
// advisor of the same languages the same room on the same day: of several the best ranked is asked.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

// By when a later day must take a call that C4 is to spare; today for one that may leave as it is. Who is to be called
// today is still promised the callback of a later day.
Day spared_until(const DayFacts& facts, std::uint32_t t) {
    if (!facts.has_duty(t)) return facts.input.day;
    const Day last = facts.last_day(t);
    return std::min(last > facts.input.day ? last : facts.callback_day(t).value_or(last), facts.last_looked_at);
}

// One advisor's day without the calls that may be taken off.
struct Bench {
    struct Removable {
        std::uint32_t tenant;
        int kind;
        std::optional<TimeOfDay> slot;
        bool due_later;  // kept, with a deadline after today: C4 asks for another place
    };
    std::vector<Removable> removable;  // by rank, best first
    std::vector<Settled> fixed;
    std::vector<Tally> best;                      // of the fixed calls and the n best-ranked others
    std::optional<std::uint32_t> last_held_back;  // the lowest-ranked call that is due later
};

// What the next bench will ask for.
void expect_list(const Audited& audited, std::size_t seat) {
    if (audited.lists[seat] < 0) return;
    for (const std::int32_t called : audited.called[static_cast<std::size_t>(audited.lists[seat])])
        if (called >= 0) __builtin_prefetch(&audited.facts.standings[static_cast<std::size_t>(called)]);
}

Bench bench_of(const Audited& audited, std::size_t seat) {
    Bench bench;
    bench.best.resize(1);
    const DayFacts& facts = audited.facts;
    if (audited.lists[seat] < 0) return bench;
    for (const std::int32_t called : audited.called[static_cast<std::size_t>(audited.lists[seat])]) {
        if (called < 0) continue;
        const auto t = static_cast<std::uint32_t>(called);
        const Standing& tenant = facts.standings[t];
        if (const PreviousCall* held = tenant.held()) {
            bench.fixed.push_back(settled_by(*held, tenant.kind));
            bench.best[0].add(tenant.kind, held->minutes + held->pause, true);
        } else {
            // Somebody who should not be on a list at all gives way to everybody.
            bench.removable.push_back({t, tenant.kind, tenant.special->slot, spared_until(facts, t) > facts.input.day});
        }
    }
    std::sort(bench.removable.begin(), bench.removable.end(),
              [&](const auto& a, const auto& b) { return facts.ranks_before(a.tenant, b.tenant); });
    for (const Bench::Removable& call : bench.removable) {
        if (call.due_later) bench.last_held_back = call.tenant;
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
    place(u.kind, u.special->slot);
    std::array<Minutes, kKinds> lengths;
    for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts.load(kind);
    return timetable_exists(facts.calendar.windows, std::move(settled), free, lengths, seat.hours);
}

// Which advisor on which later day takes a call, as the plan stands: by day, then id, looked up as far as asked.
class Takers {
public:
    explicit Takers(const Audited& audited) : audited_(audited) {
        for (std::uint32_t s = 0; s < audited.facts.seats.size(); ++s) by_id_.push_back(s);
        std::sort(by_id_.begin(), by_id_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return audited.facts.seats[a].advisor->id < audited.facts.seats[b].advisor->id;
        });
    }

    // The n-th that takes a call like this, up to the last day.
    std::optional<LaterPlace> nth(const Standing& call, std::size_t n, Day last) {
        Found& found = found_[{call.language, call.kind}];
        if (!found.next) found.next = audited_.facts.input.day + 1;
        for (; found.places.size() <= n && *found.next <= last; found.next = *found.next + 1)
            for (const std::uint32_t s : by_id_)
                if (audited_.facts.speaks(s, call) && audited_.kept.takes({s, *found.next}, call.kind))
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
    std::vector<std::uint32_t> by_id_;
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
    bool take(std::uint32_t tenant) { return take(tenant, spared_until(audited_.facts, tenant)); }
    bool take(std::uint32_t tenant, Day last) {
        const Standing& call = audited_.facts.standings[tenant];
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
            if (changed == place) return audited_.kept.takes(place, kind, by);
        return audited_.kept.takes(place, kind);
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
    std::optional<LaterPlace> place;  // kept there
    bool goes_first = false;          // to be kept, without a place in time: goes before calls kept after it
};

// Where nobody may be held back nothing but the rank counts; else alike ones differ in what they leave behind.
class Sorts {
public:
    // `last_held_back`: whom nobody of lower rank can have asked to leave.
    Sorts(const Audited& audited, std::optional<std::uint32_t> last_held_back)
        : audited_(audited), last_held_back_(last_held_back) {
        for (const Seat& seat : audited.facts.seats)
            speaking_.push_back(teams_.try_emplace(seat.speaks, static_cast<int>(teams_.size())).first->second);
        for (const std::uint32_t t : audited.facts.owed)
            if (audited.places[t].list < 0) add(t);
    }

    // By kind, who may call and slot; of each sort those who differ, by rank.
    std::vector<std::vector<Waiting>> by_rank() {
        std::vector<std::vector<Waiting>> all;
        for (const Sort& sort : anytime_)
            if (sort.first) all.push_back(different(sort));
        for (const auto& [unused, sort] : slots_) all.push_back(different(sort));
        return all;
    }

private:
    struct Sort {
        std::optional<std::uint32_t> first, first_plain;  // by rank; of those who leave nothing behind
        std::vector<std::uint32_t> others;                // who may have somebody leave whom the first may not
    };

    bool before(std::uint32_t t, std::optional<std::uint32_t> other) const {
        return !other || audited_.facts.ranks_before(t, *other);
    }

    // Not kept by its deadline and not proven to be impossible.
    bool goes_first(std::uint32_t t) const {
        return audited_.facts.has_duty(t) && audited_.keeping(t) == Keeping::unproven;
    }

    void add(std::uint32_t t) {
        const Standing& u = audited_.facts.standings[t];
        const auto number = static_cast<std::size_t>(u.language) * kKinds + static_cast<std::size_t>(u.kind);
        if (number >= anytime_.size()) anytime_.resize(number + 1);
        Sort& sort = u.special->slot ? slots_[{u.language, u.kind, u.special->only_seat, u.special->slot->minutes}]
                                     : anytime_[number];
        if (before(t, sort.first)) sort.first = t;
        if (!last_held_back_ || !audited_.facts.ranks_before(t, *last_held_back_)) return;
        if (audited_.kept_place(t) || goes_first(t))
            sort.others.push_back(t);
        else if (before(t, sort.first_plain))
            sort.first_plain = t;
    }

    // Without those of whom a better-ranked one may have at least the same calls leave.
    std::vector<Waiting> different(const Sort& sort) const {
        const DayFacts& facts = audited_.facts;
        std::vector<std::uint32_t> all = sort.others;
        all.push_back(*sort.first);
        if (sort.first_plain) all.push_back(*sort.first_plain);
        std::sort(all.begin(), all.end(), [&](std::uint32_t a, std::uint32_t b) { return facts.ranks_before(a, b); });
        all.erase(std::unique(all.begin(), all.end()), all.end());

        std::set<std::tuple<int, Day, std::int64_t, int, int, int>> places;
        std::optional<std::uint32_t> first_kept;
        std::vector<Waiting> waiting;
        for (const std::uint32_t t : all) {
            const Waiting one{t, audited_.kept_place(t), goes_first(t)};
            bool differs = !one.place && !one.goes_first;
            if (one.place) differs = places.insert(what_it_leaves(*one.place)).second;
            // Who comes behind another of the sort in both orders can free no more than that one.
            if (one.goes_first && (!first_kept || facts.kept_before(t, *first_kept))) {
                first_kept = t;
                differs = true;
            }
            if (differs) waiting.push_back(one);
        }
        return waiting;
    }

    std::tuple<int, Day, std::int64_t, int, int, int> what_it_leaves(const LaterPlace& place) const {
        const Tally& taken = audited_.kept.taken(place);
        const int most = audited_.facts.seats[place.seat].advisor->max_calls.value_or(1 << 20);
        return {speaking_[place.seat], place.day,    (audited_.kept.capacity(place.seat, place.day) - taken.load).count,
                most - taken.calls,    taken.level3, taken.heavy};
    }

    const Audited& audited_;
    std::optional<std::uint32_t> last_held_back_;
    std::map<std::vector<bool>, int> teams_;
    std::vector<int> speaking_;  // by seat
    std::vector<Sort> anytime_;  // by language and kind
    std::map<std::tuple<int, int, std::int32_t, int>, Sort> slots_;
};

// All questions about one advisor's list.
class ListQuestions {
public:
    ListQuestions(const Audited& audited, std::size_t seat, const Bench& bench, Takers& takers, Findings& findings)
        : audited_(audited), seat_(seat), takers_(takers), findings_(findings), bench_(bench) {}

    void ask(const std::vector<Waiting>& alike) {
        const DayFacts& facts = audited_.facts;
        if (!facts.may_call(seat_, facts.standings[alike.front().tenant])) return;
        bool plain_asked = false;
        for (std::size_t i = 0; i < alike.size(); ++i) {
            const Waiting& one = alike[i];
            const Standing& u = facts.standings[one.tenant];
            // Below all calls that may have to stay, and where none has to, the first one's question is everybody's.
            if (i > 0 && (!bench_.last_held_back || !facts.ranks_before(one.tenant, *bench_.last_held_back) ||
                          !sums_take(best_of(one.tenant), u, facts.seats[seat_], facts) || must_stay().empty()))
                break;
            const bool plain = !bench_.last_held_back || !can_free_more(one);
            if (plain && plain_asked) continue;
            plain_asked = plain_asked || plain;
            if (fits_once_some_are_off(one)) return;  // one finding of a sort is enough
        }
    }

private:
    // How many of the list stay whatever happens: those of higher rank.
    std::size_t least_kept(std::uint32_t u) const {
        const auto lower =
            std::partition_point(bench_.removable.begin(), bench_.removable.end(),
                                 [&](const auto& call) { return audited_.facts.ranks_before(call.tenant, u); });
        return static_cast<std::size_t>(lower - bench_.removable.begin());
    }
    const Tally& best_of(std::uint32_t u) const { return bench_.best[least_kept(u)]; }

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
            if (facts.ranks_before(c, one.tenant)) return false;
            if (one.goes_first && is_kept_before(one.tenant, c)) return true;
            if (!one.place || one.place->day > spared_until(facts, c) ||
                !facts.speaks(one.place->seat, facts.standings[c]))
                return false;
            Tally freed;
            const int kind = facts.standings[one.tenant].kind;
            freed.add(kind, facts.load(kind), false, -1);
            return audited_.kept.takes(*one.place, facts.standings[c].kind, freed);
        });
    }

    bool is_kept_before(std::uint32_t u, std::uint32_t c) const {
        return audited_.facts.has_duty(c) && is_kept_before(u, c, audited_.facts.aim(c));
    }
    // By every deadline that u may still be kept by.
    bool is_kept_before(std::uint32_t u, std::uint32_t c, Aim of_c) const {
        const DayFacts& facts = audited_.facts;
        if (!facts.kept_before(u, facts.aim(u), c, of_c)) return false;
        return !facts.is_promised_later(u) || facts.kept_before(u, facts.later_aim(u), c, of_c);
    }

    bool fits_once_some_are_off(const Waiting& one) {
        const DayFacts& facts = audited_.facts;
        const Standing& u = facts.standings[one.tenant];
        // By value, tiers 7 and 8 give way to points: only room nobody uses is asked for.
        const bool by_rank = facts.rules.policy == Policy::rank || u.tier < Tier::longest_waiting;
        // The timetable is asked only where sums may ever do.
        const std::size_t least = by_rank ? least_kept(one.tenant) : bench_.removable.size();
        if (!sums_take(bench_.best[least], u, facts.seats[seat_], facts)) return false;
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
                if (c == least) return false;
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
        return spare->take(call.tenant) || (one.goes_first && gives_way(call.tenant, one.tenant, *spare));
    }

    // Whoever loses a deadline to u is still promised a callback: it needs a place, unless u is kept before that too.
    bool gives_way(std::uint32_t c, std::uint32_t u, Spare& spare) const {
        const DayFacts& facts = audited_.facts;
        if (!is_kept_before(u, c)) return false;
        if (!facts.is_promised_later(c) || is_kept_before(u, c, facts.later_aim(c))) return true;
        return spare.take(c, std::min(*facts.callback_day(c), facts.last_looked_at));
    }

    void tell(std::uint32_t tenant, int taken) {
        const DayFacts& facts = audited_.facts;
        findings_.add("O1", "unplanned",
                      facts.input.tenants[tenant].id.text + " (rank " + std::to_string(facts.rank_of(tenant)) +
                          ") fits with " + facts.seats[seat_].advisor->id.text +
                          (taken == 0 ? std::string(" as the list is")
                                      : " once the " + std::to_string(taken) +
                                            " lowest of lower rank that can be spared are off"));
    }

    const Audited& audited_;
    std::size_t seat_;
    Takers& takers_;
    Findings& findings_;
    const Bench& bench_;
    std::optional<std::vector<std::uint32_t>> stay_;
};

}  // namespace

void check_nobody_passed_over(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    std::vector<Bench> benches;
    std::optional<std::uint32_t> last_held_back;
    benches.reserve(facts.seats.size());
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if (s + 1 < facts.seats.size()) expect_list(audited, s + 1);
        benches.push_back(facts.seats[s].present ? bench_of(audited, s) : Bench{});
        const auto lowest = benches.back().last_held_back;
        if (lowest && (!last_held_back || facts.ranks_before(*last_held_back, *lowest))) last_held_back = lowest;
    }
    const auto sorts = Sorts(audited, last_held_back).by_rank();
    Takers takers(audited);
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if (!facts.seats[s].present) continue;
        ListQuestions questions(audited, s, benches[s], takers, findings);
        for (const auto& alike : sorts) questions.ask(alike);
    }
}

}  // namespace bienveille::audit_detail
