#include "engine/look_ahead.h"

#include <algorithm>
#include <tuple>

#include "engine/promised_times.h"
#include "engine/renumbering.h"
#include "engine/shortfalls.h"
#include "engine/slack.h"

namespace bienveille {
namespace {

// Nobody plans further: with many advisors a promise far away would cost more memory than it is worth. What is due later is
// never called impossible, and kept only if there is room earlier.
constexpr std::size_t kMostCells = 2'000'000;
constexpr std::size_t kAlwaysLookedAt = 60;  // calendar days
constexpr int kDaysAfter = 7;                // the last deadline: for calls without one, and for due days moved
constexpr std::size_t kOneLost = 1, kManyLost = 1'000'000;  // who lose their places to one more important call

Day horizon_end(const DayInput& input, const Facts& facts) {
    Day last = input.day;
    for (const Duty& duty : facts.duties) last = std::max(last, duty.last);
    if (!facts.callbacks.empty()) last = std::max(last, facts.callbacks.back());
    last = last + kDaysAfter;
    const std::size_t most = std::max(kAlwaysLookedAt, kMostCells / (input.advisors.size() + 1));
    return last - input.day > static_cast<int>(most) ? input.day + static_cast<int>(most) : last;
}

}  // namespace

LookAhead::LookAhead(const DayInput& input, const RuleSet& rules, const Roster& roster, const Presence& presence,
                     const Facts& facts)
    : input_(input),
      roster_(roster),
      facts_(facts),
      minutes_(minutes_by_kind(rules.work)),
      slack_(rules.duties.slack_working_days),
      end_(horizon_end(input, facts)),
      horizon_(make_horizon(input, rules, roster, presence, facts, end_)),
      strict_(horizon_, minutes_, facts.duties),
      packing_(horizon_, minutes_, jobs()),
      job_of_call_(facts.owed.size(), kNone) {
    if (!fits()) {
        strict_.refuse(has_place(strict_.duties()));
        if (auto duties = until_promised(); !duties.empty())
            promised_.emplace(horizon_, minutes_, duties).refuse(has_place(duties));
        if (promised_) strict_of_ = positions_in_strict(promised_->duties());
        pack();
    }
    keep_slack(packing_);
    for (std::size_t d = 0; d < last().duties().size(); ++d)
        if (const std::int32_t call = last().duties()[d].call; call >= 0)
            job_of_call_[static_cast<std::size_t>(call)] = static_cast<std::int32_t>(d);
    find_needed();
}

// Whether every duty that anybody may call has its place in time, as packed.
bool LookAhead::fits() {
    for (std::size_t d = 0; d < strict_.duties().size(); ++d)
        if (counts_until_promise(d)) return false;
    return packing_.pack_quickly();
}

bool LookAhead::counts_until_promise(std::size_t duty) const {
    const Duty& what = strict_.duties()[duty];
    if (!what.promised || *what.promised <= what.last) return false;
    const Horizon::Days days = strict_.days_of(duty);
    return strict_.refused(duty) || days.first == days.end;
}

// All duties, those that cannot be kept but have a promise for later until then. Empty when there are none of these.
std::vector<Duty> LookAhead::until_promised() const {
    std::vector<Duty> duties = strict_.duties();
    bool any = false;
    for (std::size_t d = 0; d < duties.size(); ++d) {
        if (!counts_until_promise(d)) continue;
        count_until_promise(duties[d]);
        any = true;
    }
    if (!any) return {};
    put_in_order(duties);
    return duties;
}

// Each tenant has one duty at most.
std::vector<std::uint32_t> LookAhead::positions_in_strict(const std::vector<Duty>& duties) const {
    std::vector<std::uint32_t> of_tenant(input_.tenants.size());
    for (std::uint32_t d = 0; d < strict_.duties().size(); ++d) of_tenant[strict_.duties()[d].tenant] = d;
    std::vector<std::uint32_t> positions;
    positions.reserve(duties.size());
    for (const Duty& duty : duties) positions.push_back(of_tenant[duty.tenant]);
    return positions;
}

// By duty: all but those for whose promised time nobody is free.
std::vector<char> LookAhead::has_place(const std::vector<Duty>& duties) const {
    std::vector<char> has(duties.size(), 1);
    for (const PromisedTime& time : promised_times(duties, facts_, roster_, horizon_, minutes_))
        has[time.duty] = time.cell.has_value();
    return has;
}

std::vector<Job> LookAhead::jobs() const {
    std::vector<Job> jobs;
    jobs.reserve(last().duties().size());
    for (std::size_t d = 0; d < last().duties().size(); ++d) {
        const Duty& duty = last().duties()[d];
        const Horizon::Days days = last().days_of(d);
        Job job{duty.group, duty.kind, days.first, days.end, days.end, duty.late, false};
        job.wanted = days.first < days.end && !last().refused(d);
        // The slack makes no call one for today.
        const int before_slack = std::max<int>({days.end - slack_, days.first + 1, std::min<int>(2, days.end)});
        job.preferred_end = static_cast<std::uint16_t>(before_slack);
        jobs.push_back(job);
    }
    for (const PromisedTime& time : promised_times(last().duties(), facts_, roster_, horizon_, minutes_)) {
        Job& job = jobs[time.duty];
        job.only = time.cell ? static_cast<std::int32_t>(*time.cell) : Job::kNowhere;
        job.wanted = job.wanted && time.cell;
    }
    return jobs;
}

void LookAhead::pack() {
    packing_ = Packing(horizon_, minutes_, jobs());
    packing_.pack();
    // One more important call may cost several others their places: unless more are left then of whom nothing is known.
    const std::size_t unknown = place_the_rest(kOneLost);
    if (unknown == 0) return;
    const Packing before = packing_;
    if (place_the_rest(kManyLost) > 2 * unknown) packing_ = before;
}

void LookAhead::find_needed() {
    const auto& jobs = packing_.jobs();
    for (JobIndex job = 0; job < jobs.size(); ++job) {
        const auto cell = packing_.cell_of(job);
        if (!cell) continue;
        packing_.want(job);
        if (horizon_.cells[*cell].day > 0) continue;
        needed_today_.push_back({static_cast<CallIndex>(last().duties()[job].call), horizon_.cells[*cell].advisor});
        forces_today_ = forces_today_ || jobs[job].end > 1;
    }
    std::sort(needed_today_.begin(), needed_today_.end(),
              [](const Needed& a, const Needed& b) { return a.call < b.call; });
    // Today's room is the board's own.
    for (const Needed& each : needed_today_) packing_.take(*job_of(each.call));
}

std::optional<JobIndex> LookAhead::job_of(CallIndex c) const {
    if (job_of_call_[c] == kNone) return std::nullopt;
    return static_cast<JobIndex>(job_of_call_[c]);
}

std::size_t LookAhead::missed(const Board& board) const {
    return static_cast<std::size_t>(std::count_if(needed_today_.begin(), needed_today_.end(),
                                                  [&](const Needed& each) { return !board.seat_of(each.call); }));
}

std::size_t LookAhead::lost(const Board& board) const {
    const auto& jobs = packing_.jobs();
    std::size_t lost = 0;
    for (JobIndex job = 0; job < jobs.size(); ++job)
        lost +=
            jobs[job].wanted && jobs[job].end > 1 && !packing_.cell_of(job) && !on_list(board, last().duties()[job]);
    return lost;
}

std::optional<CellIndex> LookAhead::place_of(CallIndex c) const {
    const auto job = job_of(c);
    return job ? packing_.cell_of(*job) : std::nullopt;
}

std::optional<std::int64_t> LookAhead::own_case(CallIndex c) const {
    const auto job = job_of(c);
    if (!job) return std::nullopt;
    const auto place = packing_.cell_of(*job);
    return place && has_place_in_time(c) ? std::int64_t{*place} : -1 - std::int64_t{*job};
}

void LookAhead::comes_today(CallIndex c) {
    if (place_of(c)) packing_.take(*job_of(c));
}

bool LookAhead::wait(CallIndex c) {
    const auto job = job_of(c);
    if (!job) return true;
    const Job& what = packing_.jobs()[*job];
    const bool may = what.end <= 1 || packing_.put(*job, 1, what.end) || !what.wanted;
    has_said_no_ = has_said_no_ || !may;
    return may;
}

const Duty& LookAhead::earliest(JobIndex job) const { return strict_.duties()[promised_ ? strict_of_[job] : job]; }

bool LookAhead::has_place_in_time(CallIndex c) const {
    const auto place = place_of(c);
    return place && (!promised_ || horizon_.days[horizon_.cells[*place].day] <= earliest(*job_of(c)).last);
}

bool LookAhead::gives_way(CallIndex c, CallIndex u) const {
    const auto coming = job_of(u);
    const auto leaving = job_of(c);
    if (!coming || !leaving || !is_kept_before(earliest(*coming), earliest(*leaving))) return false;
    Duty later = earliest(*coming);
    if (!later.promised || *later.promised <= later.last) return true;
    count_until_promise(later);
    return is_kept_before(later, earliest(*leaving));
}

bool LookAhead::on_list(const Board& board, const Duty& duty) {
    return duty.call >= 0 && board.seat_of(static_cast<CallIndex>(duty.call));
}

void LookAhead::back_to(CallIndex c, std::optional<CellIndex> place) {
    comes_today(c);
    if (place) packing_.put_into(*job_of(c), *place);
}

// By the earliest deadline where that is kept, else by the callback's.
std::vector<CallInTime> LookAhead::kept_calls(const Board& board) const {
    std::vector<CallInTime> kept;
    const auto& jobs = packing_.jobs();
    for (JobIndex job = 0; job < jobs.size(); ++job) {
        const Duty& duty = last().duties()[job];
        const bool today = on_list(board, duty);
        const auto place = packing_.cell_of(job);
        if ((!today && !place) || jobs[job].only != Job::kAnywhere) continue;
        CallInTime call{job, std::nullopt, duty.group, duty.kind, {jobs[job].first, jobs[job].end}, place};
        if (duty.call >= 0) call.call = static_cast<CallIndex>(duty.call);
        const Duty& first = earliest(job);
        if (today || horizon_.days[horizon_.cells[*place].day] <= first.last)
            call.days.end = std::min(call.days.end, horizon_.within(input_.day, first.last).end);
        call.days.first = std::max<std::uint16_t>(call.days.first, 1);
        call.days.end = std::max(call.days.end, call.days.first);
        kept.push_back(call);
    }
    return kept;
}

std::vector<CallInTime> LookAhead::told_kept(const Board& board) const {
    std::vector<CallInTime> kept;
    for (const Duty& duty : facts_.duties) {
        const Outlook& outlook = of(duty);
        const bool today = on_list(board, duty);
        const bool in_time = today || outlook.keeping == Keeping::kept;
        if (!in_time && outlook.promise != Keeping::kept) continue;
        CallInTime call{0, std::nullopt, duty.group, duty.kind, {}, today ? std::nullopt : outlook.place};
        if (duty.call >= 0) call.call = static_cast<CallIndex>(duty.call);
        call.days = horizon_.within(std::max(duty.first, input_.day + 1), in_time ? duty.last : *duty.promised);
        if (call.days.first == call.days.end) call.days = {1, 1};
        kept.push_back(call);
    }
    return kept;
}

bool LookAhead::has_day_later(CallIndex c) const {
    const auto job = job_of(c);
    if (!job) return true;
    const Duty& duty = earliest(*job);
    const Horizon::Days days = horizon_.within(std::max(duty.first, input_.day + 1), duty.last);
    for (CellIndex cell = horizon_.begin[days.first]; cell < horizon_.begin[days.end]; ++cell)
        if (horizon_.eligible(horizon_.cells[cell], duty.group)) return true;
    return false;
}

bool LookAhead::take_place(JobIndex job, CellIndex cell) {
    const Job& what = packing_.jobs()[job];
    if (!packing_.may_be_in(job, cell) || !packing_.room(cell).takes(what.kind, packing_.needs(job))) return false;
    packing_.put_into(job, cell);
    return true;
}

void LookAhead::leave_all_but(const Places& places) {
    for (JobIndex job = 0; job < places.of_jobs.size(); ++job)
        if (const auto cell = packing_.cells()[job]; cell >= 0 && cell != places.of_jobs[job]) packing_.take(job);
    forces_today_ = places.forces_today;
}

void LookAhead::back_to(const Places& places) {
    for (JobIndex job = 0; job < places.of_jobs.size(); ++job)
        if (const auto cell = places.of_jobs[job]; cell >= 0 && packing_.cells()[job] < 0)
            packing_.put_into(job, static_cast<CellIndex>(cell));
}

// ---- the account --------------------------------------------------------------------------------------------

void LookAhead::finish(const Board& board) {
    place_duties(board);
    settle(board);
    place_others(board);
}

void LookAhead::place_duties(const Board& board) {
    outlook_.assign(facts_.owed.size() + facts_.held_back, {});
    place_in_time(board);
    rooms_ = packing_.rooms();
    place_late(board);
}

std::vector<char> LookAhead::kept_promises(const Board& board) const {
    std::vector<char> kept(input_.tenants.size(), 0);
    for (const Duty& duty : strict_.duties())
        kept[duty.tenant] = duty.promised && is_kept_by(board, duty, *duty.promised);
    return kept;
}

void LookAhead::advisor_leaves(std::uint32_t advisor) {
    if (settled_ && counts_at_a_moment(advisor)) settled_.reset();
    packing_.back_to(rooms_);
    for (CellIndex cell = horizon_.begin[0]; cell < horizon_.begin[1]; ++cell) {
        if (horizon_.cells[cell].advisor != advisor) continue;
        horizon_.cells[cell].room = {};
        packing_.close(cell);
    }
}

void LookAhead::renumber(const Renumbering& renumbering) {
    strict_.renumber(renumbering);
    renumbering.apply(job_of_call_);
    for (Needed& each : needed_today_) each.call = renumbering(each.call);
}

void LookAhead::place_in_time(const Board& board) {
    const auto& duties = last().duties();
    for (std::size_t d = 0; d < duties.size(); ++d) {
        const auto job = static_cast<JobIndex>(d);
        if (!on_list(board, duties[d]) && !packing_.cell_of(job)) packing_.put(job, 1, packing_.jobs()[job].end);
        outlook_of(duties[d]).place = packing_.cell_of(job);
    }
}

// On a list or on a later day.
std::vector<std::optional<CellIndex>> LookAhead::places_of(const Board& board, const std::vector<Duty>& duties) const {
    std::vector<std::optional<CellIndex>> places;
    places.reserve(duties.size());
    for (const Duty& duty : duties) {
        if (!on_list(board, duty)) {
            places.push_back(of(duty).place);
            continue;
        }
        const std::uint32_t advisor = board.seat(*board.seat_of(static_cast<CallIndex>(duty.call))).advisor;
        const auto today = horizon_.on(0);
        const auto cell =
            std::find_if(today.begin(), today.end(), [&](const Cell& each) { return each.advisor == advisor; });
        places.emplace_back(cell == today.end() ? std::nullopt
                                                : std::optional(static_cast<CellIndex>(cell - today.begin())));
    }
    return places;
}

// Whoever cannot be called in time is called as soon as there is room.
void LookAhead::place_late(const Board& board) {
    const auto& duties = last().duties();
    for (std::size_t d = 0; d < duties.size(); ++d) {
        const Duty& duty = duties[d];
        Outlook& outlook = outlook_of(duty);
        if (outlook.place || !duty.dialable || on_list(board, duty)) continue;
        const auto later = horizon_.within(std::max(duty.first, input_.day + 1), horizon_.days.back());
        for (std::uint16_t day = later.first; day < later.end && !outlook.place; ++day)
            outlook.place = packing_.first_room(duty.group, duty.kind, day);
        if (outlook.place) packing_.use_room(*outlook.place, duty.kind);
    }
}

void LookAhead::place_others(const Board& board) {
    std::vector<std::uint16_t> first_day(horizon_.may_call.size() * kKinds, 1);  // no day before has room
    for (CallIndex c = 0; c < facts_.owed.size(); ++c) {
        if (board.seat_of(c) || job_of(c)) continue;
        const Brief& call = facts_.briefs[c];
        std::uint16_t& day = first_day[std::size_t{call.group} * kKinds + call.kind];
        std::optional<CellIndex> cell;
        while (day < horizon_.days.size() && !(cell = packing_.first_room(call.group, call.kind, day))) ++day;
        if (!cell) continue;
        packing_.use_room(*cell, call.kind);
        outlook_[c].place = cell;
    }
}

}  // namespace bienveille
