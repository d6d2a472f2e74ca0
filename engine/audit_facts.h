// The day as the audit derives it from the input and the rules alone: who is there, who is owed a call, by when, in
// which order, for how many points.
//
// Decides: the facts a plan is held against. Does not decide: what is wrong with a plan (audit.cpp).
// Nothing here comes from the planner: calendars, cards, duties and ranks are worked out again, by other means where
// there are any, so that one mistake is not made twice.
// Cost: each tenant's row is read once, from then on a tenant is one line of 64 bytes.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "engine/audit_index.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::audit_detail {

constexpr int kKinds = 5;  // of calls: level unknown, 0, 1, 2, 3
constexpr int kLevel2 = 3;
constexpr int kLevel3 = 4;  // has a pause, never twice in a row

// Definition 11, the order in which deadlines are kept: H1, H2, first H3 and H4, H5, the rest.
enum : std::uint8_t { kEmergency, kSlot, kCare, kPromise, kRhythm, kClaims };

// Working days, counted one by one; what was decided about a day is kept.
class AuditCalendar {
public:
    explicit AuditCalendar(const Calendar& calendar);

    bool works(Day day) const;
    Day last_until(Day day) const;
    Day nth_after(Day day, int n) const;

private:
    bool decide(Day day) const;

    const Calendar* calendar_;
    mutable std::vector<std::int8_t> known_;  // of the days that may be planned; -1 not decided yet
};

// ------------------------------------------------------------------------------------------------ one tenant

// An amount that is known to be small, in half the room.
template <class Wide>
struct Narrow {
    std::int32_t count = 0;

    Narrow() = default;
    explicit Narrow(Wide wide) : count(static_cast<std::int32_t>(wide.count)) {}
    operator Wide() const { return Wide{count}; }
    auto operator<=>(const Narrow&) const = default;
};

// What few tenants have.
struct Special {
    const PreviousCall* held = nullptr;  // the begun or pinned call that stays
    std::optional<TimeOfDay> slot;       // promised for today
    std::int32_t only_seat = -1;         // a slot's own advisor, where present
};
inline constexpr Special kNothingSpecial{};

// All that the input says about one tenant on the day: a line of the processor's memory, since each is asked for alone.
struct alignas(64) Standing {
    const Special* special = &kNothingSpecial;
    std::uint64_t tie = 0;
    std::optional<Day> due_on;    // earliest deadline as set
    std::optional<Day> callback;  // deadline of an open callback
    Day first;                    // from when the call may be made; may lie behind the deadline
    Narrow<Points> points;
    Narrow<Value> isolation;
    std::int32_t wait = 0;      // days since last reached; the largest number when never
    std::int32_t language = 0;  // Languages
    std::int16_t age = -1;      // -1 unknown: below every age
    std::uint8_t kind = 0;
    std::uint8_t claim = kClaims;  // of the earliest deadline: which come first where not all can be kept
    Tier tier = Tier::score;       // of duties, and of the longest wait
    bool dialable : 1 = true;
    bool owed : 1 = false;  // a call today, and not in hand
    bool duty : 1 = false;  // a deadline, not excluded, and not in hand
    bool firm : 1 = false;  // a duty that comes before promises is open
    std::optional<ExcludedReason> excluded;
    std::optional<UnplannedReason> not_owed;

    const PreviousCall* held() const { return special->held; }
};
static_assert(sizeof(Standing) == 64);

// ------------------------------------------------------------------------------------------------ audit_score.cpp

// A factor's lines by what it looks at: each is worked out once.
class KnownLines {
public:
    explicit KnownLines(std::size_t inputs) : place_(inputs, 0) {}

    // Valid until the next question.
    template <class WorkOut>
    const FactorLine& of(std::int64_t input, WorkOut work_out) {
        if (input < 0 || static_cast<std::size_t>(input) >= place_.size()) return beyond_ = work_out();
        std::uint32_t& place = place_[static_cast<std::size_t>(input)];
        if (place == 0) {
            lines_.push_back(work_out());
            place = static_cast<std::uint32_t>(lines_.size());
        }
        return lines_[place - 1];
    }

private:
    std::vector<std::uint32_t> place_;  // 1 + index into lines_; 0 not yet
    std::vector<FactorLine> lines_;
    FactorLine beyond_;
};

// The score cards of one day.
class Cards {
public:
    Cards(const RuleSet& rules, Day day);

    ScoreCard card(const Tenant& tenant, std::optional<Day> callback) const;
    // Whether it is this card, without making it.
    bool is(const ScoreCard& card, const Tenant& tenant, std::optional<Day> callback) const;
    struct Worth {
        Points points;
        Value isolation;
    };
    Worth worth(const Tenant& tenant, std::optional<Day> callback) const;
    Band band(Points points) const;

private:
    template <class Each>
    void for_each_line(const Tenant& tenant, std::optional<Day> callback, Each each) const;

    const RuleSet& rules_;
    Day day_;
    int year_;
    mutable KnownLines isolation_, anxiety_, callback_, age_, waiting_;
};

// ------------------------------------------------------------------------------- audit_facts.cpp, audit_duties.cpp

// An advisor on the day.
struct Seat {
    const Advisor* advisor = nullptr;
    bool present = false;
    Minutes capacity;          // 0 when not present
    std::vector<bool> speaks;  // by language
    Window hours = kWholeDay;  // in which calls that nobody has begun may stand
};

// By when a call is to be made, and among which it is kept where not all can be.
struct Aim {
    std::uint8_t claim = kClaims;
    Day last;
};

// The day as the input and the rules give it. The input outlives it.
struct DayFacts {
    DayFacts(const DayInput& input, const RuleSet& rules);
    DayFacts(const DayFacts&) = delete;
    DayFacts& operator=(const DayFacts&) = delete;

    Minutes minutes(int kind) const;  // without the pause
    Minutes pause(int kind) const;
    Minutes load(int kind) const { return loads_[static_cast<std::size_t>(kind)]; }
    // Language, and a slot's own advisor; presence too.
    bool may_call(std::size_t seat, const Standing& tenant) const;
    bool slot_moved(std::size_t tenant, const AdvisorId& caller) const;
    Minutes capacity_on(std::size_t seat, Day day) const;  // later days; today's is the seat's
    bool speaks(std::size_t seat, const Standing& tenant) const {
        return seats[seat].speaks[static_cast<std::size_t>(tenant.language)];
    }
    // Definition 4 to 6: of two who are owed a call, or of one who is and one who is not.
    bool ranks_before(std::uint32_t a, std::uint32_t b) const {
        const Standing& left = standings[a];
        const Standing& right = standings[b];
        if (left.owed != right.owed) return left.owed;
        if (left.tier != right.tier) return left.tier < right.tier;
        if (left.points != right.points) return left.points > right.points;
        const auto order = ties(left, right);
        return order != 0 ? order < 0 : input.tenants[a].id < input.tenants[b].id;
    }
    std::size_t rank_of(std::uint32_t tenant) const;  // from 1; counted anew, for messages
    // A call with a deadline that nobody holds yet; by when it must be made; which of two is kept first.
    bool has_duty(std::uint32_t tenant) const { return standings[tenant].duty; }
    Aim aim(std::uint32_t tenant) const { return {standings[tenant].claim, last_day(tenant)}; }
    Day last_day(std::uint32_t tenant) const { return std::max(*standings[tenant].due_on, input.day); }
    bool kept_before(std::uint32_t a, std::uint32_t b) const { return kept_before(a, aim(a), b, aim(b)); }
    bool kept_before(std::uint32_t a, Aim aim_of_a, std::uint32_t b, Aim aim_of_b) const;
    // Of those to whom a callback is promised: its day, which may be later than last_day.
    std::optional<Day> callback_day(std::uint32_t tenant) const {
        const Standing& standing = standings[tenant];
        return standing.callback ? std::optional(std::max(*standing.callback, input.day)) : std::nullopt;
    }
    // Who cannot be called by the earliest deadline is to be called by that day, in the order of promises.
    bool is_promised_later(std::uint32_t tenant) const {
        return has_duty(tenant) && callback_day(tenant).value_or(input.day) > last_day(tenant);
    }
    Aim later_aim(std::uint32_t tenant) const { return {kPromise, *callback_day(tenant)}; }
    bool may_be_worked(Day day) const;  // today, a working day, or one somebody is there on all the same

    const DayInput& input;
    const RuleSet& rules;
    const Calendar& calendar;
    AuditCalendar days;
    Cards cards;
    Day last_looked_at;                  // a week after the last deadline or callback, or as far as plans look
    std::vector<Seat> seats;             // in the input's order
    std::vector<Standing> standings;     // in the input's order
    std::vector<std::uint32_t> owed;     // tenants, in the input's order
    std::vector<std::uint32_t> in_hand;  // the tenants of calls that stay
    std::array<std::int32_t, kKinds> owed_of_kind{};
    TenantIndex tenant_of;
    TextIndex seat_of;

private:
    void know_rules();
    void meet_advisors();
    void meet_tenants();
    void meet(const Tenant& tenant, Standing& standing);
    void hold_calls();
    void find_duties(const Tenant& tenant, Standing& standing);
    void promise_slot(const Tenant& tenant, Standing& standing);
    std::optional<UnplannedReason> why_not_owed(const Tenant& tenant, const Standing& standing, bool high_risk,
                                                bool reached_since_joining, bool waits_for_slot) const;
    Day first_day(const Tenant& tenant, const Standing& standing, bool high_risk, bool waits_for_slot) const;
    const RetryPolicy& policy_of(const Standing& standing, bool high_risk) const;
    void find_owed();
    std::strong_ordering ties(const Standing& a, const Standing& b) const;
    void mark_longest_waiting();

    std::array<Minutes, kKinds> loads_;
    Minutes windows_;  // their length
    Minutes profile_;
    Day slack_until_;  // the last day a promise of which may go ahead
    std::int32_t year_;
    TextIndex languages_;  // that anybody speaks; nobody speaks the one after them
    struct Override {
        std::uint32_t seat;
        Day day;
        const Availability* row;
    };
    Minutes capacity_today(std::size_t seat, Minutes begun) const;
    const Availability* override_of(std::size_t seat, Day day) const;
    Window hours_on(std::size_t seat, Day day) const;
    Minutes windows_within(const Window& hours) const;
    std::vector<Override> overrides_;  // by seat, then day; of like ones the last counts
    std::deque<Special> specials_;     // they stay where they are
};

}  // namespace bienveille::audit_detail
