#include "engine/packing.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>

namespace bienveille {
namespace {

constexpr unsigned kTries = 64;
// Fillings to the minute look at some hundred mixes a cell: on long horizons of many advisors fewer are tried.
constexpr std::size_t kMostCellsFilledToTheMinute = 20'000;

using Counts = std::array<std::int64_t, kKinds>;

// The mix of lengths for one cell: as full as can be, and near the mix of what waits, so that what is left stays easy to place.
class BestMix {
public:
    BestMix(const Room& room, const Counts& waiting, const std::array<int, kKinds>& minutes, unsigned variant)
        : room_(room), waiting_(waiting), minutes_(minutes) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return minutes[a] > minutes[b]; });
        for (std::size_t k = 0; k < kKinds; ++k) sum_ += waiting[k] * minutes[k];
        // Variants lean towards some lengths and away from others.
        for (std::size_t k = 0; k < kKinds; ++k)
            lean_[k] = variant == 0 ? 8 : 5 + static_cast<std::int64_t>((variant * 2'654'435'761U >> (4 * k)) & 7U);
        choose(0, room);
    }

    const Counts& counts() const { return best_; }

private:
    void choose(std::size_t i, const Room& left) {
        if (i == kKinds) {
            const std::int64_t off = deviation();
            const bool better =
                best_waste_ < 0 || left.minutes < best_waste_ || (left.minutes == best_waste_ && off < best_off_);
            if (better && left.keeps_apart()) {
                best_waste_ = left.minutes;
                best_off_ = off;
                best_ = here_;
            }
            return;
        }
        const std::size_t kind = order_[i];
        std::int64_t most = std::min<std::int64_t>(waiting_[kind], left.calls);
        if (minutes_[kind] > 0) most = std::min<std::int64_t>(most, left.minutes / minutes_[kind]);
        if (kind >= kLevel3 - 1) most = std::min<std::int64_t>(most, left.level2_and_3);
        if (kind == kLevel3) most = std::min<std::int64_t>(most, left.level3);
        most = std::max<std::int64_t>(most, 0);
        const std::int64_t least = i + 1 == kKinds ? most : 0;
        for (std::int64_t count = most; count >= least; --count) {
            here_[kind] = count;
            Room after = left;
            for (std::int64_t n = 0; n < count; ++n) after.add(kind, minutes_[kind], -1);
            choose(i + 1, after);
        }
        here_[kind] = 0;
    }

    std::int64_t deviation() const {
        std::int64_t off = 0;
        for (std::size_t k = 0; k < kKinds; ++k)
            off += std::abs(8 * here_[k] * sum_ - lean_[k] * waiting_[k] * room_.minutes) * minutes_[k];
        return off;
    }

    const Room& room_;
    const Counts& waiting_;
    const std::array<int, kKinds>& minutes_;
    std::array<std::size_t, kKinds> order_{};
    std::array<std::int64_t, kKinds> lean_{};
    std::int64_t sum_ = 0;
    Counts here_{};
    Counts best_{};
    std::int64_t best_waste_ = -1;
    std::int64_t best_off_ = 0;
};

}  // namespace

// Jobs that could be made on the day that is being filled, alike ones together; the least important come off first.
class Packing::Waiting {
public:
    explicit Waiting(std::size_t groups) : jobs_(groups * kKinds) {}

    std::vector<JobIndex>& of(std::uint16_t group, std::size_t kind) {
        return jobs_[std::size_t{group} * kKinds + kind];
    }
    void add(JobIndex job, const Job& what) { of(what.group, what.kind).push_back(job); }
    std::vector<JobIndex> all() const {
        std::vector<JobIndex> jobs;
        for (const auto& each : jobs_) jobs.insert(jobs.end(), each.begin(), each.end());
        std::sort(jobs.begin(), jobs.end());
        return jobs;
    }

private:
    std::vector<std::vector<JobIndex>> jobs_;
};

Packing::Packing(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Job> jobs)
    : horizon_(&horizon),
      minutes_(minutes),
      jobs_(std::move(jobs)),
      scarcest_first_(horizon.may_call.size()),
      room_(horizon.cells.size()),
      in_cell_(horizon.cells.size()),
      cell_of_(jobs_.size(), -1),
      next_(horizon.days.size() * horizon.may_call.size() * kKinds),
      words_(horizon.cells.size() / kBits + 1),
      may_(horizon.may_call.size() * words_, 0),
      shortest_(*std::min_element(minutes.begin(), minutes.end())),
      open_(words_, 0) {
    for (std::size_t g = 0; g < horizon.may_call.size(); ++g)
        for (CellIndex c = 0; c < horizon.cells.size(); ++c)
            may_[g * words_ + c / kBits] |= std::uint64_t{horizon.may_call[g][horizon.cells[c].team] != 0} << c % kBits;
    std::vector<std::int64_t> minutes_of_group(horizon.may_call.size());
    for (const Cell& cell : horizon.cells)
        for (std::size_t g = 0; g < minutes_of_group.size(); ++g)
            if (horizon.may_call[g][cell.team]) minutes_of_group[g] += cell.room.minutes;
    std::iota(scarcest_first_.begin(), scarcest_first_.end(), std::uint16_t{0});
    std::stable_sort(scarcest_first_.begin(), scarcest_first_.end(),
                     [&](std::uint16_t a, std::uint16_t b) { return minutes_of_group[a] < minutes_of_group[b]; });
    take_all();
}

void Packing::take_all() {
    std::fill(cell_of_.begin(), cell_of_.end(), -1);
    for (std::vector<JobIndex>& jobs : in_cell_) jobs.clear();
    for (CellIndex c = 0; c < room_.size(); ++c) set_room(c, horizon_->cells[c].room);
    for (std::size_t day = 0; day < horizon_->days.size(); ++day)
        for (CellIndex& first : of_day(static_cast<std::uint16_t>(day))) first = horizon_->begin[day];
}

std::optional<CellIndex> Packing::cell_of(JobIndex job) const {
    if (cell_of_[job] < 0) return std::nullopt;
    return static_cast<CellIndex>(cell_of_[job]);
}

std::optional<CellIndex> Packing::first_room(std::uint16_t group, std::uint8_t kind, std::uint16_t day) {
    CellIndex& cell = next(day, group, kind);
    const CellIndex end = horizon_->begin[day + 1U];
    if (cell < end && room_[cell].takes(kind, minutes_[kind]) && may(group, cell)) return cell;
    for (cell = first_that_may(group, cell, end); cell < end; cell = first_that_may(group, cell + 1, end))
        if (room_[cell].takes(kind, minutes_[kind])) return cell;
    return std::nullopt;
}

void Packing::set_room(CellIndex cell, const Room& room) {
    room_[cell] = room;
    note_room(cell);
}

bool Packing::may(std::uint16_t group, CellIndex cell) const {
    return (may_[group * words_ + cell / kBits] >> cell % kBits & 1) != 0;
}

// From `cell` on, where there is room for any call at all; `end` where there is none before it.
CellIndex Packing::first_that_may(std::uint16_t group, CellIndex cell, CellIndex end) const {
    if (cell >= end) return end;
    const std::uint64_t* const bits = may_.data() + group * words_;
    std::size_t word = cell / kBits;
    std::uint64_t here = bits[word] & open_[word] & ~std::uint64_t{0} << cell % kBits;
    while (here == 0 && ++word * kBits < end) here = bits[word] & open_[word];
    if (here == 0) return end;
    return std::min(end, static_cast<CellIndex>(word * kBits + static_cast<std::size_t>(std::countr_zero(here))));
}

bool Packing::put(JobIndex job, std::uint16_t from, std::uint16_t end) {
    const Job& what = jobs_[job];
    if (what.only != Job::kAnywhere) return put_at_its_time(job, from, end);
    for (std::uint16_t day = std::max(from, what.first); day < std::min(end, what.end); ++day)
        if (const auto cell = first_room(what.group, what.kind, day)) {
            put_into(job, *cell);
            return true;
        }
    return false;
}

bool Packing::put_at_its_time(JobIndex job, std::uint16_t from, std::uint16_t end) {
    if (jobs_[job].only < 0) return false;
    const auto cell = static_cast<CellIndex>(jobs_[job].only);
    const std::uint16_t day = horizon_->cells[cell].day;
    if (day < from || day >= end || !room_[cell].takes(jobs_[job].kind, needs(job))) return false;
    put_into(job, cell);
    return true;
}

void Packing::put_into(JobIndex job, CellIndex cell) {
    use_room(cell, jobs_[job].kind);
    in_cell_[cell].push_back(job);
    cell_of_[job] = static_cast<std::int32_t>(cell);
}

void Packing::take(JobIndex job) {
    const auto cell = static_cast<CellIndex>(cell_of_[job]);
    change_room(cell, jobs_[job].kind, +1);
    std::erase(in_cell_[cell], job);
    cell_of_[job] = -1;
    for (CellIndex& first : of_day(horizon_->cells[cell].day)) first = std::min(first, cell);
}

void Packing::back_to(const Rooms& rooms) {
    for (CellIndex c = 0; c < room_.size(); ++c) set_room(c, rooms.of_cells[c]);
    next_ = rooms.next;
}

// ---- filling ------------------------------------------------------------------------------------------------

bool Packing::pack_quickly() {
    return fill(Filling::longest_first, true, 0) == 0 || fill(Filling::longest_first, false, 0) == 0;
}

void Packing::pack() {
    if (fill(Filling::longest_first, true, 0) == 0) return;
    std::size_t fewest = fill(Filling::longest_first, false, 0);
    std::vector<std::int32_t> best = cell_of_;
    const unsigned tries =
        horizon_->cells.size() > kMostCellsFilledToTheMinute
            ? 1
            : static_cast<unsigned>(std::min<std::size_t>(
                  kTries, kMostCellsFilledToTheMinute / std::max<std::size_t>(1, horizon_->cells.size())));
    for (unsigned variant = 0; variant < tries && fewest > 0; ++variant) {
        const std::size_t left = fill(Filling::to_the_minute, false, variant);
        if (left >= fewest) continue;
        fewest = left;
        best = cell_of_;
    }
    if (best == cell_of_) return;
    take_all();
    for (JobIndex job = 0; job < jobs_.size(); ++job)
        if (best[job] >= 0) put_into(job, static_cast<CellIndex>(best[job]));
}

std::size_t Packing::fill(Filling filling, bool with_slack, unsigned variant) {
    take_all();
    const auto days = static_cast<std::uint16_t>(horizon_->days.size());
    std::vector<std::vector<JobIndex>> until(days);  // jobs by the last day on which they may be made
    std::size_t left = 0;
    std::vector<JobIndex> overdue;  // what found no room by the time its first day was passed
    for (JobIndex job = 0; job < jobs_.size(); ++job) {
        const Job& what = jobs_[job];
        if (!what.wanted || what.first >= what.end) continue;
        if (what.only != Job::kAnywhere) {
            left += !put(job, 0, what.end);
            continue;
        }
        if (what.soon && with_slack && put(job, 1, what.end)) continue;
        // Those who must not be called yet leave the least choice: they come first.
        if (what.first > 0) {
            for (std::uint16_t day = what.end; day-- > what.first && cell_of_[job] < 0;) put(job, day, day + 1);
            left += cell_of_[job] < 0;
            continue;
        }
        until[(with_slack ? what.preferred_end : what.end) - 1U].push_back(job);
    }
    Waiting waiting(horizon_->may_call.size());
    for (std::uint16_t day = days; day-- > 0;) {
        for (const JobIndex job : until[day]) waiting.add(job, jobs_[job]);
        if (day == 0 && with_slack)  // later than preferred rather than today, where every call costs somebody a place
            for (const std::uint16_t group : scarcest_first_)
                for (std::uint8_t kind = 0; kind < kKinds; ++kind)
                    std::erase_if(waiting.of(group, kind), [&](JobIndex job) { return put(job, 1, jobs_[job].end); });
        if (filling == Filling::longest_first)
            fill_longest_first(day, waiting);
        else
            fill_to_the_minute(day, waiting, variant);
    }
    for (const JobIndex job : waiting.all()) left += !put(job, 0, jobs_[job].end);
    return left;
}

void Packing::fill_longest_first(std::uint16_t day, Waiting& waiting) {
    std::array<std::uint8_t, kKinds> longest_first{0, 1, 2, 3, 4};
    std::sort(longest_first.begin(), longest_first.end(),
              [&](std::uint8_t a, std::uint8_t b) { return minutes_[a] > minutes_[b]; });
    for (const std::uint16_t group : scarcest_first_)
        for (const std::uint8_t kind : longest_first) {
            auto& jobs = waiting.of(group, kind);
            while (!jobs.empty()) {
                const auto cell = first_room(group, kind, day);
                if (!cell) break;
                put_into(jobs.back(), *cell);
                jobs.pop_back();
            }
        }
}

void Packing::fill_to_the_minute(std::uint16_t day, Waiting& waiting, unsigned variant) {
    for (CellIndex c = horizon_->begin[day]; c < horizon_->begin[day + 1U]; ++c) {
        Counts counts{};
        for (const std::uint16_t group : scarcest_first_)
            if (horizon_->eligible(horizon_->cells[c], group))
                for (std::size_t kind = 0; kind < kKinds; ++kind)
                    counts[kind] += static_cast<std::int64_t>(waiting.of(group, kind).size());
        Counts chosen = BestMix(room_[c], counts, minutes_, variant == 0 ? 0 : variant + kTries * day).counts();
        for (const std::uint16_t group : scarcest_first_)
            if (horizon_->eligible(horizon_->cells[c], group))
                for (std::size_t kind = 0; kind < kKinds; ++kind)
                    for (auto& jobs = waiting.of(group, kind); chosen[kind] > 0 && !jobs.empty(); --chosen[kind]) {
                        put_into(jobs.back(), c);
                        jobs.pop_back();
                    }
    }
}

bool Packing::may_be_in(JobIndex job, CellIndex cell) const {
    const Job& what = jobs_[job];
    const Cell& there = horizon_->cells[cell];
    if (what.only != Job::kAnywhere) return what.only == static_cast<std::int32_t>(cell);
    return what.first <= there.day && there.day < what.end && horizon_->eligible(there, what.group);
}

bool Packing::put_by_moving(JobIndex job, std::size_t& looks) {
    const Job& what = jobs_[job];
    for (std::uint16_t day = what.first; day < what.end; ++day)
        for (CellIndex c = horizon_->begin[day]; c < horizon_->begin[day + 1U]; ++c) {
            if (looks == 0) return false;
            --looks;
            if (!may_be_in(job, c)) continue;
            const std::vector<JobIndex> there = in_cell_[c];
            for (const JobIndex other : there) {
                if (looks == 0) return false;
                --looks;
                Room without = room_[c];
                without.add(jobs_[other].kind, needs(other), +1);
                if (!without.takes(what.kind, needs(job))) continue;
                take(other);
                put_into(job, c);
                if (put(other, 0, jobs_[other].end)) return true;
                take(job);
                put_into(other, c);
            }
        }
    return put_by_exchange(job, looks);
}

// Two cells have a little room each: a longer call goes over for a shorter one, and one of them has room for the job.
bool Packing::put_by_exchange(JobIndex job, std::size_t& looks) {
    const std::size_t kind = jobs_[job].kind;
    for (CellIndex here = 0; here < room_.size(); ++here) {
        if (!may_be_in(job, here) || room_[here].minutes <= 0) continue;
        const int missing = needs(job) - room_[here].minutes;
        for (CellIndex there = 0; there < room_.size(); ++there) {
            if (looks == 0) return false;
            --looks;
            if (there == here || room_[there].minutes < missing) continue;
            for (const JobIndex longer : in_cell_[here]) {
                if (!may_be_in(longer, there)) continue;
                for (const JobIndex shorter : in_cell_[there]) {
                    looks -= looks > 0;
                    const int shift = needs(longer) - needs(shorter);
                    if (shift < missing || shift > room_[there].minutes || !may_be_in(shorter, here)) continue;
                    Room after_here = room_[here];
                    Room after_there = room_[there];
                    after_here.add(jobs_[longer].kind, needs(longer), +1);
                    after_there.add(jobs_[shorter].kind, needs(shorter), +1);
                    if (!after_there.takes(jobs_[longer].kind, needs(longer)) ||
                        !after_here.takes(jobs_[shorter].kind, needs(shorter)))
                        continue;
                    after_here.add(jobs_[shorter].kind, needs(shorter), -1);
                    if (!after_here.takes(kind, needs(job))) continue;
                    take(longer);
                    take(shorter);
                    put_into(longer, there);
                    put_into(shorter, here);
                    put_into(job, here);
                    return true;
                }
            }
        }
    }
    return false;
}

bool Packing::put_instead_of_last(JobIndex job, std::size_t& looks) {
    const Job& what = jobs_[job];
    for (auto other = static_cast<JobIndex>(jobs_.size()); --other > job;) {
        if (looks == 0) return false;
        --looks;
        if (cell_of_[other] < 0) continue;
        const auto cell = static_cast<CellIndex>(cell_of_[other]);
        Room without = room_[cell];
        without.add(jobs_[other].kind, needs(other), +1);
        if (!may_be_in(job, cell) || !without.takes(what.kind, needs(job))) continue;
        take(other);
        put_into(job, cell);
        return true;
    }
    return false;
}

}  // namespace bienveille
