#include "tests/support/oracle.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>

namespace bienveille::test {

using namespace audit_detail;

Oracle::Oracle(const DayFacts& facts)
    : facts_(facts), owed_(facts.owed), fixed_(facts.seats.size()), settled_(facts.seats.size()) {
    std::sort(owed_.begin(), owed_.end(), [&](std::uint32_t a, std::uint32_t b) { return facts.ranks_before(a, b); });
    const std::size_t owed = owed_.size();
    assert(owed <= 8 && facts.seats.size() <= 3);
    for (const std::uint32_t t : facts.in_hand) {
        const Standing& standing = facts.standings[t];
        const PreviousCall& held = *standing.held();
        const std::uint32_t seat = facts.seat_of.at(held.advisor.text);
        const Minutes length = held.minutes + held.pause;
        fixed_[seat].add(standing.kind, length, true);
        settled_[seat].push_back(settled_by(held, standing.kind));
    }
    std::array<Minutes, kKinds> lengths;
    for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts.load(kind);
    for (std::size_t seat = 0; seat < facts.seats.size(); ++seat) {
        fits_.emplace_back(std::size_t{1} << owed, char{1});
        for (std::uint32_t mask = 1; mask < (1u << owed); ++mask) {
            Tally tally = fixed_[seat];
            std::vector<Settled> times = settled_[seat];
            std::array<int, kKinds> free{};
            bool may = true;
            for (std::size_t r = 0; r < owed; ++r) {
                if (!(mask >> r & 1u)) continue;
                const Standing& tenant = facts.standings[owed_[r]];
                may = may && facts.may_call(seat, tenant);
                tally.add(tenant.kind, facts.load(tenant.kind), false);
                if (const auto slot = tenant.special->slot)
                    times.push_back({*slot, *slot + facts.load(tenant.kind), tenant.kind == kLevel3, false});
                else
                    ++free[static_cast<std::size_t>(tenant.kind)];
            }
            fits_[seat][mask] = may && !broken_caps(tally, facts.seats[seat], facts.rules.work).any() &&
                                timetable_exists(facts.calendar.windows, times, free, lengths, facts.seats[seat].hours);
        }
    }
}

bool Oracle::fits(std::size_t seat, std::uint32_t mask) const { return fits_[seat][mask] != 0; }

std::uint32_t Oracle::planned_set(const Assignment& assignment) {
    std::uint32_t set = 0;
    for (std::size_t r = 0; r < assignment.size(); ++r)
        if (assignment[r] >= 0) set |= 1u << r;
    return set;
}

std::vector<std::uint32_t> Oracle::masks_of(const Assignment& assignment) const {
    std::vector<std::uint32_t> masks(facts_.seats.size());
    for (std::size_t r = 0; r < assignment.size(); ++r)
        if (assignment[r] >= 0) masks[static_cast<std::size_t>(assignment[r])] |= 1u << r;
    return masks;
}

Assignment Oracle::assignment_of(const Plan& plan) const {
    Assignment assignment(owed_.size(), -1);
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) {
            const auto rank = std::find(owed_.begin(), owed_.end(), facts_.tenant_of.at(call.tenant.text));
            if (rank != owed_.end())
                assignment[static_cast<std::size_t>(rank - owed_.begin())] =
                    static_cast<int>(facts_.seat_of.at(list.advisor.text));
        }
    return assignment;
}

bool Oracle::keeps_c1_to_c3(const Assignment& assignment) const {
    const auto masks = masks_of(assignment);
    for (std::size_t seat = 0; seat < masks.size(); ++seat)
        if (!fits(seat, masks[seat])) return false;
    return true;
}

namespace {

// The later days as the plan's kept calls leave them.
class Later {
public:
    Later(const DayFacts& facts, const Plan& plan) : facts_(facts) {
        for (std::size_t s = 0; s < facts.seats.size(); ++s) by_id_.push_back(s);
        std::sort(by_id_.begin(), by_id_.end(), [&](std::size_t a, std::size_t b) {
            return facts.seats[a].advisor->id < facts.seats[b].advisor->id;
        });
        for (const Unplanned& row : plan.unplanned) {
            const std::uint32_t t = facts.tenant_of.at(row.tenant.text);
            if (row.keeping == Keeping::unproven) unproven_.push_back(t);
            if (!row.look_ahead_day || !(row.keeping == Keeping::kept || row.promise == Keeping::kept)) continue;
            const Place place{facts.seat_of.at(row.look_ahead_advisor->text), *row.look_ahead_day};
            place_of_.emplace(t, place);
            add(place, t, 1);
        }
    }

    void free(std::uint32_t t) {
        if (const auto place = place_of_.find(t); place != place_of_.end()) add(place->second, t, -1);
    }

    bool is_unproven(std::uint32_t t) const {
        return std::find(unproven_.begin(), unproven_.end(), t) != unproven_.end();
    }

    // Whether some later day takes a call off today's list, which then has its place there: the first by day and advisor.
    bool takes(std::uint32_t t, Day last) {
        for (Day day = facts_.input.day + 1; day <= last; day = day + 1)
            for (const std::size_t s : by_id_) {
                if (!facts_.speaks(s, facts_.standings[t]) || facts_.capacity_on(s, day) == Minutes{}) continue;
                Tally tally = taken_[{s, day}];
                tally.add(facts_.standings[t].kind, facts_.load(facts_.standings[t].kind), false);
                audit_detail::Seat then = facts_.seats[s];
                then.capacity = facts_.capacity_on(s, day);
                if (broken_caps(tally, then, facts_.rules.work).any()) continue;
                add({s, day}, t, 1);
                return true;
            }
        return false;
    }

private:
    using Place = std::pair<std::size_t, Day>;

    void add(const Place& place, std::uint32_t t, int times) {
        taken_[place].add(facts_.standings[t].kind, facts_.load(facts_.standings[t].kind), false, times);
    }

    const DayFacts& facts_;
    std::vector<std::size_t> by_id_;
    std::vector<std::uint32_t> unproven_;
    std::map<Place, Tally> taken_;
    std::map<std::uint32_t, Place> place_of_;
};

}  // namespace

bool Oracle::passes_nobody_over(const Assignment& assignment) const {
    return passes(assignment, [](std::uint32_t) { return [](std::uint32_t) { return true; }; });
}

bool Oracle::passes_nobody_over(const Assignment& assignment, const Plan& plan) const {
    const Later now(facts_, plan);
    const auto spared_until = [&](std::uint32_t c) {
        if (!facts_.has_duty(c)) return facts_.input.day;
        const Day last = facts_.last_day(c);
        return last > facts_.input.day ? last : facts_.callback_day(c).value_or(last);
    };
    // By whichever of its deadlines u may still be kept.
    const auto is_kept_before = [&](std::uint32_t u, std::uint32_t c) {
        if (!facts_.kept_before(u, c)) return false;
        return !facts_.is_promised_later(u) || facts_.kept_before(u, facts_.later_aim(u), c, facts_.aim(c));
    };
    return passes(assignment, [&](std::uint32_t u) {
        // The later days once u's own place there is free, copied when the first call due later is asked for.
        return [&, u, later = std::optional<Later>()](std::uint32_t c) mutable {
            const Day last = spared_until(c);
            if (last <= facts_.input.day) return true;
            if (!later) later.emplace(now).free(u);
            return later->takes(c, last) || (facts_.has_duty(u) && now.is_unproven(u) && is_kept_before(u, c));
        };
    });
}

// For every waiting u and advisor: calls of lower rank that may leave, lowest first, never make room for u.
template <class WhoMayLeaveFor>
bool Oracle::passes(const Assignment& assignment, const WhoMayLeaveFor& who_may_leave_for) const {
    const auto masks = masks_of(assignment);
    for (std::size_t u = 0; u < assignment.size(); ++u) {
        if (assignment[u] >= 0) continue;
        for (std::size_t seat = 0; seat < masks.size(); ++seat) {
            if (!facts_.may_call(seat, facts_.standings[owed_[u]])) continue;
            std::uint32_t mask = masks[seat];
            if (fits(seat, mask | 1u << u)) return false;
            auto may_leave = who_may_leave_for(owed_[u]);
            for (std::size_t lower = assignment.size(); lower-- > u + 1;) {
                if (!(mask >> lower & 1u) || !may_leave(owed_[lower])) continue;
                mask &= ~(1u << lower);
                if (fits(seat, mask | 1u << u)) return false;
            }
        }
    }
    return true;
}

// Every assignment that keeps C1-C3; of exactly the tenants of `only`, or of any when it is all ones.
template <class Visit>
void Oracle::each_assignment(std::uint32_t only, const Visit& visit) const {
    constexpr std::uint32_t kAny = ~0u;
    const int seats = static_cast<int>(facts_.seats.size());
    Assignment assignment(owed_.size(), -1);
    const auto choose = [&](const auto& self, std::size_t r) -> void {
        if (r == assignment.size()) {
            if (keeps_c1_to_c3(assignment)) visit(assignment);
            return;
        }
        const bool in = only == kAny || (only >> r & 1u);
        const bool out = only == kAny || !in;
        for (int seat = out ? -1 : 0; seat < (in ? seats : 0); ++seat) {
            if (seat >= 0 && !facts_.may_call(static_cast<std::size_t>(seat), facts_.standings[owed_[r]])) continue;
            assignment[r] = seat;
            self(self, r + 1);
        }
        assignment[r] = -1;
    };
    choose(choose, 0);
}

std::vector<std::uint32_t> Oracle::sets_that_pass_nobody_over() const {
    std::vector<std::uint32_t> sets;
    each_assignment(~0u, [&](const Assignment& assignment) {
        const std::uint32_t set = planned_set(assignment);
        if (std::find(sets.begin(), sets.end(), set) == sets.end() && passes_nobody_over(assignment))
            sets.push_back(set);
    });
    return sets;
}

std::uint32_t Oracle::lexicographic_maximum() const {
    const auto reversed = [&](std::uint32_t set) {  // rank 0 becomes the highest bit
        std::uint32_t value = 0;
        for (std::size_t r = 0; r < owed_.size(); ++r) value = value << 1 | (set >> r & 1u);
        return value;
    };
    std::uint32_t best = 0;
    each_assignment(~0u, [&](const Assignment& assignment) {
        const std::uint32_t set = planned_set(assignment);
        if (reversed(set) > reversed(best)) best = set;
    });
    return best;
}

Quality Oracle::quality(const Assignment& assignment) const {
    Quality quality;
    std::vector<std::int64_t> loads;
    for (const Tally& tally : fixed_) loads.push_back(tally.load.count);
    const auto count = [&](std::size_t t, std::size_t seat) {
        const Tenant& tenant = facts_.input.tenants[t];
        const Advisor& advisor = *facts_.seats[seat].advisor;
        quality.same_callers += tenant.last_advisor == advisor.id;
        quality.own_area += !tenant.area.empty() && tenant.area == advisor.area;
    };
    for (std::size_t r = 0; r < assignment.size(); ++r) {
        if (assignment[r] < 0) continue;
        const auto seat = static_cast<std::size_t>(assignment[r]);
        loads[seat] += facts_.load(facts_.standings[owed_[r]].kind).count;
        count(owed_[r], seat);
        const PreviousCall* before = earlier(r);
        quality.advisors_changed += before != nullptr && before->advisor != facts_.seats[seat].advisor->id;
    }
    for (std::size_t a = 0; a < loads.size(); ++a)
        for (std::size_t b = 0; b < loads.size(); ++b) {
            if (!facts_.seats[a].present || !facts_.seats[b].present) continue;
            const std::int64_t x = facts_.seats[a].capacity.count, y = facts_.seats[b].capacity.count;
            const std::int64_t top = loads[a] * y - loads[b] * x, bottom = x * y;
            if (top * quality.gap_bottom > quality.gap_top * bottom) quality.gap_top = top, quality.gap_bottom = bottom;
        }
    return quality;
}

bool Oracle::within_tolerance(const Quality& quality) const {
    return quality.gap_top * kOne.count <= facts_.rules.work.balance_tolerance.count * quality.gap_bottom;
}

const PreviousCall* Oracle::earlier(std::size_t rank) const {
    const auto& previous = facts_.input.previous;
    const auto found = std::find_if(previous.begin(), previous.end(), [&](const PreviousCall& call) {
        return call.tenant == facts_.input.tenants[owed_[rank]].id;
    });
    return found == previous.end() ? nullptr : &*found;
}

std::optional<Oracle::Best> Oracle::best_of(const Plan& plan) const {
    const std::uint32_t planned = planned_set(assignment_of(plan));
    struct Rated : Quality {
        Assignment assignment;
    };
    const auto narrower = [](const Quality& a, const Quality& b) {
        return a.gap_top * b.gap_bottom < b.gap_top * a.gap_bottom;
    };
    Best best{};
    std::vector<Rated> all;
    bool any = false;
    each_assignment(planned, [&](const Assignment& assignment) {
        const Quality its = quality(assignment);
        if (!any || narrower(its, best.least_of_any)) best.least_of_any = its;
        any = true;
        if (passes_nobody_over(assignment, plan)) all.push_back({its, assignment});
    });
    if (all.empty()) return std::nullopt;
    best.least_gap = *std::min_element(all.begin(), all.end(), narrower);
    best.within_tolerance = within_tolerance(best.least_gap);
    const auto admitted = [&](const Quality& q) {
        return best.within_tolerance ? within_tolerance(q) : !narrower(best.least_gap, q);
    };
    std::erase_if(all, [&](const Rated& each) { return !admitted(each); });
    // Of those left, those that have the most, or the fewest, of one thing after the other.
    const auto keep_best = [&](auto value) {
        int least = std::numeric_limits<int>::max();
        for (const Rated& each : all) least = std::min(least, value(each));
        std::erase_if(all, [&](const Rated& each) { return value(each) != least; });
        return least;
    };
    best.most_same_callers = -keep_best([](const Rated& each) { return -each.same_callers; });
    best.most_own_area = -keep_best([](const Rated& each) { return -each.own_area; });
    best.fewest_advisors_changed = keep_best([](const Rated& each) { return each.advisors_changed; });
    best.fewest_half_days_changed = keep_best([&](const Rated& each) { return half_days_changed(each.assignment); });
    best.least_at_last = *std::min_element(all.begin(), all.end(), narrower);
    return best;
}

}  // namespace bienveille::test
