// What a day plan is made from and what it is: plain values, no behaviour.
//
// Decides: the facts about tenants and advisors that planning may see, and the shape of a plan. Does not decide:
// what the facts are worth (ruleset.h) nor what a right plan is (plan.h).
//
// Privacy: the engine never sees a label, a phone number, an address, a sex or a note. It knows that a phone can be
// dialled, not which. What people need to read beside an id is joined outside (datasets/records.h).
//
// Unknown is an empty optional or an empty string; it is never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/shortfall.h"
#include "engine/types.h"

namespace bienveille {

enum class Support : std::uint8_t { none, weak, moderate, strong };
enum class Status : std::uint8_t { active, opted_out, deceased, moved, hospitalised, absent };
enum class HalfDay : std::uint8_t { morning, afternoon };

// What came of one attempt.
enum class Outcome : std::uint8_t {
    reached,
    reached_brief,
    reached_third_party,
    prefers_switchboard,
    language_or_hearing,
    no_answer,
    busy,
    voicemail,
    wrong_number,
    unassigned_number,
    refused_today,
    opt_out,
    hospitalised,
    absent_until,
    moved,
    deceased,
    not_attempted,
};

// Where a call of a stored plan stands.
enum class CallState : std::uint8_t { planned, in_progress, done, retry, escalated, unreachable, cancelled };

// When a callback was promised: a time of its day is a slot, a half-day a preference.
struct CallbackSlot {
    std::optional<TimeOfDay> time;
    std::optional<HalfDay> half_day;

    bool operator==(const CallbackSlot&) const = default;
};

struct Tenant {
    TenantId id;
    std::string area;
    std::string language;
    AdvisorId last_advisor;
    std::optional<int> birth_year;
    std::optional<int> lsns6;    // Lubben LSNS-6 total, 0 to 30
    std::optional<int> anxiety;  // level seen at the last call, 0 to 3
    std::optional<Day> anxiety_on;
    std::optional<Day> last_reached_on;
    std::optional<Day> callback_requested_on;
    std::optional<Day> callback_due_on;
    std::optional<Day> absent_until;
    std::optional<Day> joined_on;
    std::optional<Moment> last_attempt_at;
    CallbackSlot callback_slot;
    int attempts = 0;        // tries of the current contact, since the tenant was last reached
    int level3_recalls = 0;  // recalls made since level 3 was seen
    int calm_in_a_row = 0;   // calls in a row since then with a calm level
    std::optional<bool> lives_alone;
    std::optional<bool> has_contact_person;
    std::optional<bool> relatives_at_risk;
    std::optional<bool> neighbours_help;  // told of in reports; no part of a score or a plan
    std::optional<Support> support;
    std::optional<HalfDay> preferred_half_day;
    std::optional<Outcome> last_outcome;
    Status status = Status::active;
    bool anxiety_cleared = false;
    bool emergency_open = false;
    bool has_phone = false;  // a number is known; whether it may be dialled is also a matter of last_outcome
};

struct DayRange {
    Day first;
    Day last;

    auto operator<=>(const DayRange&) const = default;
};

struct Advisor {
    AdvisorId id;
    std::string area;
    std::vector<std::string> languages;  // empty: the rules' default language only
    std::optional<Minutes> minutes;      // of a working day; empty: the rules' profile
    std::optional<int> max_calls;
    std::vector<int> works_on{1, 2, 3, 4, 5};  // 1 Monday to 7 Sunday
    std::vector<DayRange> absent_on;
};

// What one advisor has on one day, instead of what the advisor's row says. Zero: not there.
struct Availability {
    AdvisorId advisor;
    Day day;
    Minutes minutes;
    std::optional<TimeOfDay> from = {};   // comes then
    std::optional<TimeOfDay> until = {};  // leaves then

    bool operator==(const Availability&) const = default;
};

struct Window {
    TimeOfDay from;
    TimeOfDay to;

    Minutes length() const { return to - from; }
    bool operator==(const Window&) const = default;
};

constexpr Window kWholeDay{{0}, {24 * 60}};

// A feast that moves with Easter Sunday (Easter Monday is +1) or stands on one date every year.
struct FixedFeast {
    int month;
    int day;

    auto operator<=>(const FixedFeast&) const = default;
};

struct Calendar {
    std::string time_zone = "Europe/Paris";
    std::vector<Window> windows;      // in order, without overlap
    std::vector<int> working_days;    // 1 Monday to 7 Sunday
    std::vector<FixedFeast> feasts;   // closed every year
    std::vector<int> easter_offsets;  // closed, in days from Easter Sunday
    std::vector<Day> closed_days;     // closed once

    bool operator==(const Calendar&) const = default;
};

// A call that today's plan had before; begun or pinned ones stay where they are.
struct PreviousCall {
    TenantId tenant;
    AdvisorId advisor;
    TimeOfDay starts_at;
    Minutes minutes;  // without the pause
    Minutes pause;
    CallState state = CallState::planned;
    bool pinned = false;  // a person fixed it
};

// Everything a plan is made from. Two inputs that differ only in order give the same plan.
struct DayInput {
    Day day;
    std::vector<Tenant> tenants;
    std::vector<Advisor> advisors;
    std::vector<Availability> availability;
    std::optional<Calendar> calendar;    // wins over the rules' own
    std::vector<PreviousCall> previous;  // today's plan as it stands, if there is one
    std::optional<TimeOfDay> now = {};   // the day has run until then: what nobody has begun starts no earlier
};

// ---------------------------------------------------------------------------------------------- the plan

// The order in which duties come before points.
enum class Tier : std::uint8_t {
    emergency = 1,
    slot_today,
    care_due,
    promise_today,
    mandatory,
    promise_ahead,
    longest_waiting,
    score,
};

enum class Band : std::uint8_t { high, medium, standard };

enum class Factor : std::uint8_t { isolation, anxiety, callback, age, waiting };
constexpr int kFactors = 5;

// What a factor looked at, so that a person can be told in any language.
struct FactorInput {
    enum class Kind : std::uint8_t {
        unknown,
        lsns6,            // number: total
        isolation_proxy,  // the terms that counted
        level,            // number: level; days: since it was seen; held: by the floor
        days_left,        // number: days to the callback's deadline, 0 when today or past; overdue
        none_asked,       // no callback
        age,              // number: years
        days_waiting,     // number: days since last reached
        never_reached,
    };
    Kind kind = Kind::unknown;
    int number = 0;
    int days = 0;
    bool held = false;     // level: the floor held the value up
    bool overdue = false;  // days_left: the deadline is past
    // isolation_proxy:
    std::optional<bool> lives_alone;
    std::optional<Support> support;
    std::optional<bool> has_contact_person;
    std::optional<bool> relatives_at_risk;

    bool operator==(const FactorInput&) const = default;
};

struct FactorLine {
    Factor factor = Factor::isolation;
    Points points;
    Value value;  // of the curve, rounded half up to a millionth for show; points come from the exact ratio
    Points weight;
    FactorInput input;

    bool operator==(const FactorLine&) const = default;
};

struct ScoreCard {
    Points points;  // the sum of the lines' points
    Band band = Band::standard;
    FactorLine lines[kFactors];

    bool operator==(const ScoreCard&) const = default;
};

struct Call {
    TenantId tenant;
    TimeOfDay starts_at;
    Minutes minutes;  // talk and notes
    Minutes pause;    // rest after it, inside the same window
    Tier tier = Tier::score;
    std::optional<Day> due_on;  // the deadline, as it was set: may lie before the plan's day
    bool late = false;          // the deadline was before the plan's day
    bool same_advisor = false;  // with the advisor who called last
    bool slot_moved = false;    // a promised slot whose advisor is not there
    bool fixed = false;         // begun or pinned before this plan
    CallState state = CallState::planned;
    ScoreCard card;

    bool operator==(const Call&) const = default;
};

struct AdvisorList {
    AdvisorId advisor;
    Minutes capacity;
    Minutes planned;          // the calls' minutes
    Minutes pauses;           // planned + pauses <= capacity
    int heavy_calls = 0;      // of level 2 and 3
    std::vector<Call> calls;  // by starts_at

    bool operator==(const AdvisorList&) const = default;
};

// What the look-ahead says of a call with a deadline that is on no list.
enum class Keeping : std::uint8_t {
    kept,        // it has a place on a later day, in time
    impossible,  // a shortfall proves that it cannot be made in time beside those that come before it
    unproven,    // neither a place nor a proof was found, or tried and to rest until the day is past
};

// In the order in which they are looked at.
enum class UnplannedReason : std::uint8_t {
    no_phone,
    already_today,
    retry_later,
    not_owed,
    not_eligible,
    cap_reached,
    no_room_today,
};

struct Unplanned {
    TenantId tenant;
    Points points;
    UnplannedReason reason = UnplannedReason::not_owed;
    std::optional<Tier> tier;  // of those owed a call
    std::optional<Day> due_on;
    Minutes needs;                   // minutes and pause
    Minutes room;                    // most minutes left with one advisor who may call; 0 when nobody may
    std::optional<Keeping> keeping;  // of those with a deadline: the earliest, due_on
    std::optional<Keeping> promise;  // of those to whom a callback is promised: by that day, which may be later
    // Of the days looked at; where the call is not kept, the first with room beside all places.
    std::optional<Day> look_ahead_day;
    std::optional<AdvisorId> look_ahead_advisor;

    bool operator==(const Unplanned&) const = default;
};

enum class ExcludedReason : std::uint8_t { opted_out, deceased, moved, hospitalised, absent };

struct Excluded {
    TenantId tenant;
    ExcludedReason reason = ExcludedReason::opted_out;
    std::optional<Day> until;

    bool operator==(const Excluded&) const = default;
};

struct PromiseDay {
    Day day;
    int due = 0;              // callbacks with this deadline; overdue ones count today
    int planned = 0;          // today: calls on lists; later: calls with a deadline that have their place there
    Minutes planned_minutes;  // with pauses
    Minutes capacity;

    bool operator==(const PromiseDay&) const = default;
};

// Callbacks (H5) only. open = kept + impossible + unproven.
struct PromiseSummary {
    int open = 0;
    int kept = 0;
    int impossible = 0;
    int unproven = 0;
    std::vector<PromiseDay> calendar;
    std::vector<Shortfall> shortfall;  // of all calls with a deadline, callbacks or not

    bool operator==(const PromiseSummary&) const = default;
};

// Minutes that these advisors charge for each call they take: with the caps, that bounds what they carry (carry.h).
struct Charge {
    Minutes per_call;
    Minutes per_level2_or_3;  // beside that
    Minutes per_level3;       // beside both
    Minutes per_place_apart;  // charged for each level-3 call, paid for each other; below 0: the other way round
    std::vector<AdvisorId> advisors;  // by id; none: everybody present

    bool operator==(const Charge&) const = default;
};

// Why no assignment of the same calls is evener than the bound (gap_bound.h).
struct BalanceProof {
    std::vector<Charge> cannot_fill;  // these can carry so little that one of them has no more than their share of it
    std::vector<Charge>
        cannot_relieve;      // these leave so much to all others that one of those has no less than their share of it
    bool all_tried = false;  // instead: so few ways to give the calls out that each was looked at, calls alike as one
    bool lists_tried =
        false;  // instead: no lists that the advisors could have side by side are evener (evenest_lists.h)

    bool operator==(const BalanceProof&) const = default;
};

struct Balance {
    Value largest_gap;  // between the relative loads of any two advisors present, rounded half up
    Value lower_bound;  // no assignment of the same calls has less, rounded down
    Value tolerance;
    bool proven = false;  // the gap is within the tolerance, or equals the least there is
    BalanceProof proof;   // of the bound; none where it is 0

    bool operator==(const Balance&) const = default;
};

// What these advisors' minutes, calls and caps are worth, in points: the certificate's bound follows from that alone (prices.h). Of a
// later day where those who must have a place there are too many to be called today (prices_ahead.h).
struct Price {
    Value per_minute;
    Value per_call;                   // beside its minutes
    Value per_level2_or_3;            // beside both
    Value per_level3;                 // beside all that
    Value per_place_apart;            // each level-3 call takes one; every other call makes one and is paid
    std::vector<AdvisorId> advisors;  // by id; none: everybody present, of today
    std::optional<Day> day = {};      // a later one; none: today

    bool operator==(const Price&) const = default;
};

struct Certificate {
    Points points;  // of the calls planned
    // No plan of this day has more; by value: no plan that calls the same people of tiers 1 to 6, and, with prices of later days, keeps
    // the same deadlines.
    Points upper_bound;
    Value gap;  // (upper_bound - points) / upper_bound
    bool optimal = false;
    // That prove the bound, highest first, today's before those of later days; with advisors in none nothing has a price.
    std::vector<Price> prices;

    bool operator==(const Certificate&) const = default;
};

// How those without a duty (tiers 7 and 8) are chosen.
enum class Policy : std::uint8_t {
    rank,   // nobody is passed over for somebody of lower rank, however long the call
    value,  // the most points in the minutes there are
};

struct Plan {
    Day day;
    std::string digest;  // of the input, the rules and the engine's version
    std::string engine;
    std::string rules_name;
    std::string rules_version;
    Policy policy = Policy::rank;
    std::vector<AdvisorList> lists;    // advisors present, and those whose begun calls stay; by advisor id
    std::vector<Unplanned> unplanned;  // owed a call first, by rank; then by tenant id
    std::vector<Excluded> excluded;    // by tenant id
    PromiseSummary promises;
    Balance balance;
    Certificate certificate;

    bool operator==(const Plan&) const = default;
};

}  // namespace bienveille
