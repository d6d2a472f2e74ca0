#include "engine/mending.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/assignment.h"
#include "engine/edit.h"
#include "engine/id_index.h"
#include "engine/renumbering.h"
#include "engine/selection.h"
#include "engine/summary.h"
#include "engine/tenant_facts.h"
#include "engine/writing.h"

namespace bienveille {
namespace {

std::optional<SeatIndex> seat_of_advisor(const Roster& roster, std::uint32_t advisor) {
    for (SeatIndex s = 0; s < roster.seats.size(); ++s)
        if (roster.seats[s].present && roster.seats[s].advisor == advisor) return s;
    return std::nullopt;
}

void leave(Roster& roster, SeatIndex s, const AdvisorId& advisor) {
    Seat& seat = roster.seats[s];
    roster.capacity -= seat.capacity;
    seat.present = false;
    seat.capacity = 0;
    roster.seat_of_advisor.erase(advisor.text);
    for (Group& group : roster.groups) std::erase(group.seats, s);
}

class Mending {
public:
    Mending(StandingPlan& standing, const DayInput& input, const RuleSet& rules, const Known& known, SeatIndex leaving)
        : day_(standing.day), plan_(standing.plan), input_(input), rules_(rules), known_(known), leaving_(leaving) {}

    bool run() {
        remember();
        const std::size_t not_kept = day_.ahead.not_kept(), missed = day_.ahead.missed(day_.board);
        leave(day_.roster, leaving_, input_.advisors[day_.roster.seats[leaving_].advisor].id);
        day_.ahead.advisor_leaves(day_.roster.seats[leaving_].advisor);
        const auto renumbering = longest_waiting_now();
        if (!renumbering) return false;
        renumber(*renumbering);
        if (!choose_again() || day_.ahead.missed(day_.board) > missed) return false;
        day_.ahead.finish(day_.board);
        if (!day_.ahead.is_ample() || day_.ahead.not_kept() > not_kept) return false;
        tell(*renumbering);
        return true;
    }

private:
    // Where everybody has been, which is today's previous plan.
    void remember() {
        before_ = day_.board.seats_of_calls();
        as_numbered_before_ = before_;
    }

    // Who was among them and no longer is; none where that touches somebody with a deadline.
    std::optional<Renumbering> longest_waiting_now() {
        Facts& facts = day_.facts;
        const TenantFacts& tenants = *known_.facts;  // laid in order: the place of a candidate is that of its key
        const auto key = [&](CallIndex c) -> const RankKey& { return tenants.order[facts.candidates[c]]; };
        const auto from_tier = [&](Tier tier) {
            return static_cast<CallIndex>(
                std::partition_point(facts.owed.begin(), facts.owed.end(),
                                     [&](const Candidate& call) { return call.tier < tier; }) -
                facts.owed.begin());
        };
        const CallIndex first = from_tier(Tier::longest_waiting), others = from_tier(Tier::score);
        std::vector<RankKey> were;
        for (CallIndex c = 0; c < others; ++c)
            if (facts.longest_waiting.includes(key(c), tenants.owed, input_)) were.push_back(key(c));
        const std::int64_t share = day_.roster.capacity * rules_.duties.longest_waiting_share.count;
        facts.longest_waiting = LongestWaiting(were, tenants.owed, input_, minutes_by_kind(rules_.work), share);

        std::vector<Renumbering::Move> moves;
        for (CallIndex c = first; c < others; ++c) {
            if (facts.longest_waiting.includes(key(c), tenants.owed, input_)) continue;
            if (facts.owed[c].due_on) return std::nullopt;
            facts.owed[c].tier = Tier::score;
            const auto from = facts.candidates.begin() + others;
            const auto before = std::lower_bound(from, facts.candidates.end(), facts.candidates[c]) - from;
            moves.push_back({c, others + static_cast<CallIndex>(before)});
        }
        for (std::size_t i = 0; i < moves.size(); ++i) moves[i].is -= static_cast<CallIndex>(moves.size() - i);
        return Renumbering(std::move(moves));
    }

    void renumber(const Renumbering& renumbering) {
        if (renumbering.moves().empty()) return;
        renumbering.apply(day_.facts.owed);
        renumbering.apply(day_.facts.briefs);
        renumbering.apply(day_.facts.candidates);
        for (Duty& duty : day_.facts.duties)
            if (duty.call >= 0) duty.call = static_cast<std::int32_t>(renumbering(static_cast<CallIndex>(duty.call)));
        day_.board.renumber(renumbering);
        day_.ahead.renumber(renumbering);
        renumbering.apply(before_);
        for (const Renumbering::Move& move : renumbering.moves()) told_anew_.push_back(move.is);
    }

    // ---- who calls whom ----------------------------------------------------------------------------
    bool choose_again() {
        Board& board = day_.board;
        for (const CallIndex c : board.calls_apart()) {  // promised at a time with who leaves: now with anybody
            Candidate& call = day_.facts.owed[c];
            if (call.only_seat == static_cast<std::int32_t>(leaving_)) call.only_seat = -1;
        }
        for (SeatIndex s = 0; s < board.seats(); ++s)
            for (const CallIndex c : board.list(s))
                day_.facts.owed[c].earlier_seat = s == leaving_ ? -1 : static_cast<std::int32_t>(s);
        const std::vector<CallIndex> calls = board.list(leaving_);
        for (const CallIndex c : calls) {
            board.take(c);
            if (!day_.ahead.wait(c)) return false;
        }
        board.leave(leaving_);
        day_.ahead.forget_answers();
        fill(board, calls);
        repair(board);
        if (!assign_around(board, rules_.work.balance_tolerance, changed())) return false;
        // Where somebody could not leave a list for want of room later, who else waits there matters, and is not looked at here.
        return !day_.ahead.has_said_no();
    }

    // By seat: whether its list is another one.
    std::vector<char> changed() const {
        std::vector<char> changed(day_.board.seats(), 0);
        const auto& now = day_.board.seats_of_calls();
        for (CallIndex c = 0; c < now.size(); ++c) {
            if (now[c] == before_[c]) continue;
            if (now[c] >= 0) changed[static_cast<std::size_t>(now[c])] = 1;
            if (before_[c] >= 0) changed[static_cast<std::size_t>(before_[c])] = 1;
        }
        for (const CallIndex c : told_anew_)
            if (now[c] >= 0) changed[static_cast<std::size_t>(now[c])] = 1;
        return changed;
    }

    // ---- what the plan says ------------------------------------------------------------------------
    void tell(const Renumbering& renumbering) {
        tell_lists();
        Unplanning unplanning(day_.board, day_.ahead, input_, day_.facts);
        move_rows(unplanning, renumbering);
        unplanning.tell_again(plan_.unplanned);
        sum_up(plan_, day_, input_, rules_, known_);
    }

    using Told = std::vector<std::vector<Writing::Told>>;  // by seat

    // The calls of the lists that change as they stood there: in the same half of the day they stay where they can.
    Told told_so_far(const std::vector<char>& changed) {
        Told told(changed.size());
        for (CallIndex c = 0; c < before_.size(); ++c)
            if (before_[c] >= 0 && changed[static_cast<std::size_t>(before_[c])] != 0)
                told[static_cast<std::size_t>(before_[c])].push_back({c, nullptr});
        for (SeatIndex s = 0; s < told.size(); ++s) {
            if (told[s].empty()) continue;
            for (Call& call : list_of(s)->calls) {
                const std::size_t tenant = *known_.tenants->find(call.tenant.text);
                for (Writing::Told& each : told[s]) {
                    Candidate& facts = day_.facts.owed[each.call];
                    if (facts.tenant != tenant) continue;
                    facts.earlier_half_day = half_day_in(day_.roster.windows, call.starts_at);
                    each.told = &call;
                }
            }
        }
        return told;
    }

    std::vector<AdvisorList>::iterator list_of(SeatIndex s) {
        const AdvisorId& advisor = input_.advisors[day_.board.seat(s).advisor].id;
        return std::lower_bound(plan_.lists.begin(), plan_.lists.end(), advisor,
                                [](const AdvisorList& list, const AdvisorId& wanted) { return list.advisor < wanted; });
    }

    void tell_lists() {
        const std::vector<char> changed_now = changed();
        const Told told = told_so_far(changed_now);
        Writing writing(input_, rules_, day_.working, day_.board, day_.facts);
        for (SeatIndex s = 0; s < day_.board.seats(); ++s) {
            if (changed_now[s] == 0 || !day_.board.has_list(s)) continue;
            AdvisorList now;
            writing.write(now, s, told[s]);
            *list_of(s) = std::move(now);
        }
        if (!day_.board.has_list(leaving_)) plan_.lists.erase(list_of(leaving_));
    }

    // Rows of those who are called now go, those of who no longer are come, and who has another rank moves.
    void move_rows(const Unplanning& unplanning, const Renumbering& renumbering) {
        const auto& now = day_.board.seats_of_calls();
        const auto waits = [&](CallIndex c) { return now[c] < 0; };
        const auto waited = [&](CallIndex c) { return before_[c] < 0; };
        std::vector<CallIndex> going;   // as they were numbered
        std::vector<CallIndex> coming;  // as they are
        for (CallIndex c = 0; c < now.size(); ++c) {
            if (waited(c) && !waits(c)) going.push_back(renumbering.before(c));
            if (!waited(c) && waits(c)) {
                coming.push_back(c);
                day_.facts.owed[c].earlier_seat = -1;
                day_.facts.owed[c].earlier_half_day.reset();
            }
        }
        for (const Renumbering::Move& move : renumbering.moves())
            if (waited(move.is) && waits(move.is)) {
                going.push_back(move.was);
                coming.push_back(move.is);
            }
        const std::vector<std::size_t> out = rows_of(going, as_numbered_before_);
        const std::vector<std::size_t> places = rows_of(coming, now);
        std::vector<std::pair<std::size_t, Unplanned>> in;
        for (std::size_t i = 0; i < coming.size(); ++i)
            unplanning.begin(in.emplace_back(places[i], Unplanned{}).second, day_.board.call(coming[i]));
        edit(plan_.unplanned, out, std::move(in));
    }

    // Of calls without a seat, each with how many such calls come before it; puts them in order.
    static std::vector<std::size_t> rows_of(std::vector<CallIndex>& calls, const std::vector<std::int32_t>& seats) {
        std::sort(calls.begin(), calls.end());
        std::vector<std::size_t> rows;
        std::size_t row = 0;
        CallIndex c = 0;
        for (const CallIndex wanted : calls) {
            for (; c < wanted; ++c) row += seats[c] < 0 ? 1 : 0;
            rows.push_back(row);
        }
        return rows;
    }

    ChosenDay& day_;
    Plan& plan_;
    const DayInput& input_;
    const RuleSet& rules_;
    const Known& known_;
    SeatIndex leaving_;
    std::vector<std::int32_t> before_;  // the seat of each call; -1 for none
    std::vector<std::int32_t> as_numbered_before_;
    std::vector<CallIndex> told_anew_;  // whose tier is another
};

}  // namespace

StandingPlan::StandingPlan(const DayInput& input, const RuleSet& rules, const Known& known)
    : day(input, rules, nullptr, known), plan(account_of(day, input, rules, known)) {}

bool can_mend(const StandingPlan& standing, const RuleSet& rules, std::uint32_t leaving) {
    const auto seat = seat_of_advisor(standing.day.roster, leaving);
    if (!seat || rules.policy != Policy::rank) return false;
    const auto& fixed = standing.day.roster.seats[*seat].fixed;
    // Where all calls take equally long there is one best set of them, which chains of moves find, and mending makes none among
    // those who stay.
    return fixed.empty() && standing.day.ahead.is_ample() && !standing.day.board.all_take_equally_long();
}

bool mend(StandingPlan& standing, const DayInput& input, const RuleSet& rules, const Known& known,
          std::uint32_t leaving) {
    return Mending(standing, input, rules, known, *seat_of_advisor(standing.day.roster, leaving)).run();
}

}  // namespace bienveille
