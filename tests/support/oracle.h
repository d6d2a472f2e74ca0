// What the best plan of a tiny day is, by trying every assignment.
//
// Facts (who is owed a call, in which order, who may call) come from the audit's derivation, timetables from its exact
// search, which fit_test checks against a search of its own; everything else here is plain enumeration.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/audit_detail.h"

namespace bienveille::test {

// One way to call: for each tenant owed a call, by rank, the seat or -1.
using Assignment = std::vector<int>;

struct Quality {
    std::int64_t gap_top = 0, gap_bottom = 1;  // of relative loads, exact
    int same_callers = 0;
    int own_area = 0;
    int advisors_changed = 0;  // calls of today's previous plan that are with somebody else
};

class Oracle {
public:
    // At most 8 owed and 3 advisors.
    explicit Oracle(const audit_detail::DayFacts& facts);

    Assignment assignment_of(const Plan& plan) const;
    bool keeps_c1_to_c3(const Assignment& assignment) const;
    // O1 of today alone.
    bool passes_nobody_over(const Assignment& assignment) const;
    // O1 beside the places that the plan keeps on later days: a call due later leaves where one of these days takes it.
    bool passes_nobody_over(const Assignment& assignment, const Plan& plan) const;
    // The planned sets that may be: feasible and passing nobody over, by the ranks they hold.
    std::vector<std::uint32_t> sets_that_pass_nobody_over() const;
    std::uint32_t lexicographic_maximum() const;
    Quality quality(const Assignment& assignment) const;
    bool within_tolerance(const Quality& quality) const;
    // The fewest calls that must leave the half-day they had in today's previous plan, whatever the times.
    int half_days_changed(const Assignment& assignment) const;
    // As many as this plan's times do.
    int half_days_changed(const Plan& plan) const;

    struct Best {
        bool within_tolerance = false;
        Quality least_gap;      // over all assignments of the set that keep C1-C3 and O1
        Quality least_of_any;   // the same without O1
        int most_same_callers;  // among those within the tolerance, or else at the least gap
        int most_own_area;      // among those with most same callers
        // Against today's previous plan, among those again:
        int fewest_advisors_changed;
        int fewest_half_days_changed;  // among those with fewest advisors changed
        Quality least_at_last;         // among those with fewest half-days changed
    };
    // Over all assignments of the plan's tenants.
    std::optional<Best> best_of(const Plan& plan) const;

    // O7, of one list whose calls all move freely: what the best split over the halves of the day has.
    struct Halves {
        int as_before = 0;        // in the half-day of today's previous plan
        int preferred = 0;        // in the half-day they prefer
        int due_before_noon = 0;  // callbacks due today, in the morning
        auto operator<=>(const Halves&) const = default;
    };
    std::optional<Halves> best_halves(const AdvisorList& list) const;  // none where a call stands at its time
    Halves halves(const AdvisorList& list) const;

    static std::uint32_t planned_set(const Assignment& assignment);

private:
    template <class WhoMayLeaveFor>
    bool passes(const Assignment& assignment, const WhoMayLeaveFor& who_may_leave_for) const;
    template <class Visit>
    void each_assignment(std::uint32_t only, const Visit& visit) const;
    std::vector<std::uint32_t> masks_of(const Assignment& assignment) const;
    bool fits(std::size_t seat, std::uint32_t mask) const;
    int half_days_changed(std::size_t seat, std::uint32_t mask) const;
    bool fits_half(std::size_t seat, std::uint32_t mask, HalfDay half) const;
    HalfDay half_day(TimeOfDay time) const;
    const PreviousCall* earlier(std::size_t rank) const;
    Halves halves(const AdvisorList& list, std::uint32_t mornings) const;

    const audit_detail::DayFacts& facts_;
    std::vector<std::uint32_t> owed_;      // tenants, by rank
    std::vector<std::vector<char>> fits_;  // by seat and set of ranks
    std::vector<audit_detail::Tally> fixed_;
    std::vector<std::vector<audit_detail::Settled>> settled_;  // fixed calls, by seat
    mutable std::map<std::pair<std::size_t, std::uint32_t>, int> half_days_changed_;
};

// Whether the free calls can be placed, trying every order and every place: for timetable_exists.
bool timetable_by_trying(const std::vector<Window>& windows, const std::vector<audit_detail::Settled>& settled,
                         std::vector<int> free_kinds, const std::array<Minutes, audit_detail::kKinds>& lengths);

}  // namespace bienveille::test
