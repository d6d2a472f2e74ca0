#include "engine/refilling.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "engine/every_filling.h"

namespace bienveille {
namespace {

constexpr std::int64_t kRefillingShare = 4, kFewestStepsOfRefilling = 100'000;

class Refilling {
public:
    Refilling(Packing& packing, JobIndex job, std::size_t most_lost, std::int64_t& steps)
        : packing_(packing), job_(job), most_lost_(most_lost), steps_(steps) {}

    Refilled put() {
        find_days();
        const Horizon& horizon = packing_.horizon();
        const CellIndex begin = horizon.begin[first_], end = horizon.begin[end_];
        if (begin == end || end - begin > kMostListsRefilled) return Refilled::unknown;
        for (CellIndex c = begin; c < end; ++c) add(c);
        // Alone with those more important: if that cannot be, nothing can.
        const FillingsTried important = ask(important_);
        if (important.fits == FillingsTried::Fits::no) return Refilled::impossible;
        if (important.fits == FillingsTried::Fits::yes && place(important_, important.places, 0))
            return Refilled::placed;
        if (!others_.empty()) {
            std::vector<JobIndex> all = important_;
            all.insert(all.end(), others_.begin(), others_.end());
            const FillingsTried everybody = ask(all);
            if (everybody.fits == FillingsTried::Fits::yes && place(all, everybody.places, 0)) return Refilled::placed;
        }
        if (important.fits == FillingsTried::Fits::yes && place(important_, important.places, most_lost_))
            return Refilled::placed;
        return Refilled::unknown;
    }

private:
    const Job& what(JobIndex job) const { return packing_.jobs()[job]; }

    void find_days() {
        const Horizon& horizon = packing_.horizon();
        int shortest = packing_.minutes_of(0);
        for (std::size_t k = 1; k < kKinds; ++k) shortest = std::min(shortest, packing_.minutes_of(k));
        std::int64_t spare = 0;  // of the days so far, by those due until then
        std::vector<std::int64_t> due(horizon.days.size());
        for (JobIndex job = 0; job < job_; ++job)
            if (packing_.cell_of(job)) due[what(job).end - 1U] += packing_.needs(job);
        for (std::uint16_t day = 0; day + 1 < what(job_).end; ++day) {
            for (CellIndex c = horizon.begin[day]; c < horizon.begin[day + 1U]; ++c)
                spare += std::max(0, horizon.cells[c].room.minutes);
            spare -= due[day];
            if (spare < shortest) first_ = static_cast<std::uint16_t>(day + 1);
        }
        // A call with a place on these days may have its days beyond.
        end_ = what(job_).end;
        for (bool grows = true; grows;) {
            grows = false;
            for (CellIndex c = horizon.begin[first_]; c < horizon.begin[end_]; ++c)
                for (const JobIndex job : packing_.jobs_in(c))
                    if (job < job_ && what(job).only == Job::kAnywhere && what(job).end > end_) {
                        end_ = what(job).end;
                        grows = true;
                    }
        }
    }

    void add(CellIndex cell) {
        Room room = packing_.horizon().cells[cell].room;
        for (const JobIndex job : packing_.jobs_in(cell)) {
            if (what(job).only != Job::kAnywhere) {
                room.add(what(job).kind, packing_.needs(job), -1);
                continue;
            }
            (job < job_ ? important_ : others_).push_back(job);
            before_.emplace_back(job, cell);
        }
        lists_.push_back({cell, room});
    }

    FillingsTried ask(std::vector<JobIndex>& jobs) {
        if (std::find(jobs.begin(), jobs.end(), job_) == jobs.end()) jobs.push_back(job_);
        std::sort(jobs.begin(), jobs.end());
        std::vector<AskedCall> calls;
        for (const JobIndex job : jobs)
            calls.push_back(
                {what(job).group, what(job).kind, std::max(what(job).first, first_), std::min(what(job).end, end_)});
        const std::int64_t share = std::min(steps_, std::max(steps_ / kRefillingShare, kFewestStepsOfRefilling));
        std::int64_t left = share;
        FillingsTried tried = try_every_filling(packing_.horizon(), minutes(), calls, lists_, left);
        steps_ -= share - std::max<std::int64_t>(0, left);
        return tried;
    }

    const std::array<int, kKinds>& minutes() {
        for (std::size_t k = 0; k < kKinds; ++k) minutes_[k] = packing_.minutes_of(k);
        return minutes_;
    }

    bool place(const std::vector<JobIndex>& jobs, const std::vector<CellIndex>& places, std::size_t most_lost) {
        for (const auto& [job, cell] : before_) packing_.take(job);
        for (std::size_t i = 0; i < jobs.size(); ++i) packing_.put_into(jobs[i], places[i]);
        std::size_t lost = 0;
        for (const auto& [job, cell] : before_)
            if (!packing_.cell_of(job) && !packing_.put(job, 0, what(job).end)) ++lost;
        if (lost <= most_lost) return true;
        packing_.take(job_);
        for (const auto& [job, cell] : before_)
            if (packing_.cell_of(job)) packing_.take(job);
        for (const auto& [job, cell] : before_) packing_.put_into(job, cell);
        return false;
    }

    Packing& packing_;
    JobIndex job_;
    std::size_t most_lost_;
    std::int64_t& steps_;
    std::uint16_t first_ = 0, end_ = 0;  // days
    std::array<int, kKinds> minutes_{};
    std::vector<OpenList> lists_;
    std::vector<JobIndex> important_, others_;
    std::vector<std::pair<JobIndex, CellIndex>> before_;
};

}  // namespace

Refilled put_by_refilling(Packing& packing, JobIndex job, std::size_t most_lost, std::int64_t& steps) {
    if (steps <= 0) return Refilled::unknown;
    return Refilling(packing, job, most_lost, steps).put();
}

}  // namespace bienveille
