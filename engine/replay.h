// A campaign day by day: a planner that knows only what was known then, against a truth that only calls reveal.
//
// Decides: what a day of calls brings, and what the wave then looks like. Does not decide: any plan (plan.h), nor what an outcome
// changes: that is the live service's own code (consequence.h).
//
// Model of a day: each advisor dials their list in order; a dial begins while minutes are left and is then finished, and takes what
// consequence.h says. After the list, those who did not answer are tried again as far as the rules' retry policy of that tenant and the
// minutes allow; until their time has come, and after them, people who are owed a call and on no list are called, as long as
// the minutes they are expected to need are left: under the rules the earliest deadline first, then by rank, else in the order of
// calls. At the first talk level, support, relatives and, for levels 2 and 3, LSNS-6 become known, and a callback is promised to whoever asks.
// A contact that nobody answered within four tries is given up; the next one is another draw.
// Who answers: without a seed the try that the truth holds; with one, chance by seed, tenant, contact and try, with the tenant's own
// shares of tries that nobody answers. The same chance for every order of calls: orders differ by what they do, not by luck.
//
// Orders to compare with take the same people as are owed a call, without duties and points, each with whoever has most minutes left:
// oldest first; first come (longest not tried, then the order of the list); random; and the spreadsheet's round robin, where everybody has
// one advisor for good, dealt out in the order of the list.
//
// Promises: R1 never ahead: another truth of what is called on day n or later gives the same days before n. R2 the same input gives the
// same replay, byte for byte. R3 integers only.
// Limits, all assumptions: levels do not change between talks; nobody rings in, moves or dies; a slot's time is only an order.
// Cost: the lists of one plan a day, and O(calls). What all replays of a wave have in common is worked out once (Rehearsal).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/first_contact.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

// A contact, if somebody tries: the try that is answered (none of four: empty) and the talk then.
struct HiddenContact {
    std::optional<int> answered_try;
    Minutes talk;
};

constexpr std::size_t kHiddenContacts = 4;
constexpr int kTriesOfContact = 4;
constexpr std::array<int, kTriesOfContact> kUsualNoAnswer{30, 45, 55, 60};  // per cent, by try; assumed

// What nobody knows before calling.
struct HiddenTruth {
    TenantId tenant;
    int level = 0;
    int lsns6 = 0;
    Support support = Support::none;
    bool relatives_at_risk = false;
    Outcome outcome =
        Outcome::reached;  // of the first contact: reached, refused_today, wrong_number; else nobody answers it
    bool asks_callback = false;
    std::optional<int> callback_days;  // within how many they ask to be called; empty: what the rules promise
    std::array<HiddenContact, kHiddenContacts> contacts;
    std::array<int, kTriesOfContact> no_answer = kUsualNoAnswer;  // where chance decides
};

enum class CallOrder : std::uint8_t { rules, oldest_first, first_come, random, round_robin };

struct Campaigning {
    DayInput start;  // what is known on the first morning
    Day last;
    std::vector<HiddenTruth> truth;  // of every tenant
};

struct ReplayDial {
    Day day;
    AdvisorId advisor;
    TenantId tenant;
    Outcome outcome = Outcome::reached;
    Minutes minutes;  // of talk

    bool operator==(const ReplayDial&) const = default;
};

struct ReplayFigures {
    int working_days = 0;
    int dials = 0;
    Minutes talk;
    FirstContact everybody;                // not excluded, and with a number, on the first morning
    std::array<FirstContact, 4> by_level;  // the hidden one
    std::array<FirstContact, 3> by_band;   // high, medium, standard: by the rules' points on the first morning
    int promises_due = 0;                  // callbacks promised by a day within the replay
    int promises_tried = 0;                // of them, tried by that day
    int promises_reached = 0;              // of them, reached by that day
    int recalls_due = 0;                   // after level 3 was seen: the first recall, due within the replay
    int recalls_tried = 0;
    std::array<int, 3> level3_found{};  // of by_level[3].people, within 1, 2, 3 working days
    int heavy = 0;                      // of level 2 and 3
    std::array<int, 3> heavy_found{};   // of them, in the first 25, 50, 75 % of everybody's first talks

    bool operator==(const ReplayFigures&) const = default;
};

struct Replay {
    ReplayFigures figures;
    std::vector<ReplayDial> dials;
};

// A wave looked at once, to be played under many orders and seeds. Thread-safe: playing changes nothing.
class Rehearsal {
public:
    // The problems of the input or rules, a tenant without a truth among them.
    static Result<Rehearsal> of(Campaigning campaign, RuleSet rules);
    Rehearsal(Rehearsal&&) noexcept;
    Rehearsal& operator=(Rehearsal&&) noexcept;
    ~Rehearsal();

    Replay play(CallOrder order, std::optional<std::uint64_t> seed = std::nullopt) const;

private:
    struct Stage;
    explicit Rehearsal(std::unique_ptr<const Stage> stage);

    std::unique_ptr<const Stage> stage_;
};

// The same, once.
Result<Replay> replay(const Campaigning& campaign, const RuleSet& rules, CallOrder order,
                      std::optional<std::uint64_t> seed = std::nullopt);

}  // namespace bienveille
