// Whole calls with a deadline into the days ahead.
//
// Decides: on which day and with whom each call has a place that keeps its deadline. Does not decide: which calls are given up
// where not all have one (promises.h), nor what is called today beyond what no later day can take.
//
// Model: a job may be made on the days [first, end) of a Horizon, or, at a promised time, in one cell alone. Jobs come in order of
// importance, the most important first.
// How: from the last day back to tomorrow every day is filled with what may wait that long, so that as little as can be is left for
// today; the longest calls and the languages few speak come first. Jobs are placed before preferred_end where there is room. Where
// that leaves calls without a place, cells are filled to the minute with the mix of lengths that is left over, several
// times with other mixes; then by moving one call, or exchanging two, to make room for another.
//
// Promises: K1 a cell never holds more than its room; a job only on its days with a team that may make it. K2 what has a place keeps
// it while others are added by put(). Complete it is not: not finding a place proves nothing (bin packing is NP-hard).
// Cost: O(n + cells x groups) where there is ample room; else up to kTries fillings and O(cells) a job moved.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/fit.h"
#include "engine/horizon.h"

namespace bienveille {

struct Job {
    std::uint16_t group = 0;
    std::uint8_t kind = 0;
    std::uint16_t first = 0;
    std::uint16_t preferred_end = 0;
    std::uint16_t end = 0;
    bool soon = false;              // on the first day with room, where all have a place so
    bool wanted = true;             // by pack(); others only get what room is left
    std::int32_t only = kAnywhere;  // the cell of a promised time; below 0: see there

    static constexpr std::int32_t kAnywhere = -1;
    static constexpr std::int32_t kNowhere = -2;
};

using JobIndex = std::uint32_t;

class Packing {
public:
    Packing(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Job> jobs);

    const std::vector<Job>& jobs() const { return jobs_; }
    std::optional<CellIndex> cell_of(JobIndex job) const;
    const std::vector<std::int32_t>& cells() const { return cell_of_; }  // of all jobs; -1 for none
    const std::vector<JobIndex>& jobs_in(CellIndex cell) const { return in_cell_[cell]; }
    bool may_be_in(JobIndex job, CellIndex cell) const;  // by its days and those who may make it
    int needs(JobIndex job) const { return minutes_[jobs_[job].kind]; }
    int minutes_of(std::size_t kind) const { return minutes_[kind]; }
    const Room& room(CellIndex cell) const { return room_[cell]; }
    const Horizon& horizon() const { return *horizon_; }

    // Places all jobs anew; whether all that are wanted have a place. Quickly: by two fillings, longest calls first.
    bool pack_quickly();
    void pack();

    // Into the first cell with room on its days in [from, end); false when there is none.
    bool put(JobIndex job, std::uint16_t from, std::uint16_t end);
    void put_into(JobIndex job, CellIndex cell);
    void take(JobIndex job);
    void want(JobIndex job) { jobs_[job].wanted = true; }
    // The first cell with room for such a call on one day.
    std::optional<CellIndex> first_room(std::uint16_t group, std::uint8_t kind, std::uint16_t day);
    // Makes room for a job by moving one other, or by exchanging two of unlike length; false when no such move does.
    // Each way that is looked at costs one of `looks`; none are looked at beyond.
    bool put_by_moving(JobIndex job, std::size_t& looks);
    // Takes the place of the least important job that is less important than this one; false when none can give way.
    bool put_instead_of_last(JobIndex job, std::size_t& looks);
    // The room that is left, to come back to where only use_room() took of it since.
    struct Rooms {
        std::vector<Room> of_cells;
        std::vector<CellIndex> next;
    };
    Rooms rooms() const { return {room_, next_}; }
    void back_to(const Rooms& rooms);
    void close(CellIndex cell) { set_room(cell, {}); }
    // Room that something other than a job takes.
    void use_room(CellIndex cell, std::uint8_t kind) { change_room(cell, kind, -1); }

private:
    class Waiting;
    enum class Filling { longest_first, to_the_minute };

    void set_room(CellIndex cell, const Room& room);
    void change_room(CellIndex cell, std::uint8_t kind, int sign) {
        room_[cell].add(kind, minutes_[kind], sign);
        note_room(cell);
    }
    void note_room(CellIndex cell) {
        const bool open = room_[cell].calls > 0 && room_[cell].minutes >= shortest_;
        std::uint64_t& word = open_[cell / kBits];
        word = (word & ~(std::uint64_t{1} << cell % kBits)) | std::uint64_t{open} << cell % kBits;
    }
    bool may(std::uint16_t group, CellIndex cell) const;
    CellIndex first_that_may(std::uint16_t group, CellIndex cell, CellIndex end) const;
    bool put_at_its_time(JobIndex job, std::uint16_t from, std::uint16_t end);
    bool put_by_exchange(JobIndex job, std::size_t& looks);

    void take_all();
    std::size_t fill(Filling filling, bool with_slack, unsigned variant);  // how many have no place
    void fill_longest_first(std::uint16_t day, Waiting& waiting);
    void fill_to_the_minute(std::uint16_t day, Waiting& waiting, unsigned variant);
    CellIndex& next(std::uint16_t day, std::uint16_t group, std::uint8_t kind) {
        return of_day(day)[std::size_t{group} * kKinds + kind];
    }

    std::span<CellIndex> of_day(std::uint16_t day) {
        const std::size_t width = horizon_->may_call.size() * kKinds;
        return std::span(next_).subspan(day * width, width);
    }

    const Horizon* horizon_;
    std::array<int, kKinds> minutes_;
    std::vector<Job> jobs_;
    std::vector<std::uint16_t> scarcest_first_;  // groups
    std::vector<Room> room_;                     // by cell
    std::vector<std::vector<JobIndex>> in_cell_;
    std::vector<std::int32_t> cell_of_;  // by job
    std::vector<CellIndex> next_;        // by day, then group and kind: no cell before it has room
    static constexpr std::size_t kBits = 64;
    std::size_t words_;
    std::vector<std::uint64_t> may_;   // by group, then a bit for each cell: whether it may call them
    int shortest_;                     // minutes of a call
    std::vector<std::uint64_t> open_;  // a bit for each cell: whether any call has room
};

}  // namespace bienveille
