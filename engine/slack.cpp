#include "engine/slack.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bienveille {
namespace {

constexpr std::size_t kMostLooksForSlack = 20'000;

class Slack {
public:
    explicit Slack(Packing& packing) : packing_(packing), keeps_(packing.jobs().size(), 0) {}

    void run() {
        for (JobIndex job = 0; job < keeps_.size() && placed_.size() <= kFewCalls; ++job)
            if (moves(job)) placed_.push_back(job);
        for (JobIndex job = 0; job < keeps_.size(); ++job) {
            if (!moves(job)) continue;
            const std::uint16_t end = packing_.jobs()[job].preferred_end;
            keeps_[job] = day_of(job) < end || put_by_room(job) || put_by_one(job) || put_by_trying(job);
        }
    }

private:
    // Whether it has a place on a later day, and might have another.
    bool moves(JobIndex job) const {
        return packing_.cell_of(job) && day_of(job) > 0 && packing_.jobs()[job].only == Job::kAnywhere;
    }
    std::uint16_t day_of(JobIndex job) const { return packing_.horizon().cells[*packing_.cell_of(job)].day; }
    std::uint16_t end_of(JobIndex job) const {
        return keeps_[job] ? packing_.jobs()[job].preferred_end : packing_.jobs()[job].end;
    }

    bool put_by_room(JobIndex job) {
        const Job& what = packing_.jobs()[job];
        for (std::uint16_t day = std::max<std::uint16_t>(1, what.first); day < what.preferred_end; ++day)
            if (const auto cell = packing_.first_room(what.group, what.kind, day)) {
                packing_.take(job);
                packing_.put_into(job, *cell);
                return true;
            }
        return false;
    }

    bool put_by_one(JobIndex job) {
        const Horizon& horizon = packing_.horizon();
        const Job& what = packing_.jobs()[job];
        const CellIndex was = *packing_.cell_of(job);
        const std::uint16_t first = std::max<std::uint16_t>(1, what.first);
        if (first >= what.preferred_end) return false;
        for (CellIndex c = horizon.begin[first]; c < horizon.begin[what.preferred_end]; ++c) {
            if (looks_ == 0) return false;
            --looks_;
            if (!packing_.may_be_in(job, c)) continue;
            const std::vector<JobIndex> there = packing_.jobs_in(c);
            for (const JobIndex other : there) {
                if (looks_ == 0) return false;
                --looks_;
                Room without = packing_.room(c);
                without.add(packing_.jobs()[other].kind, packing_.needs(other), +1);
                if (!moves(other) || !without.takes(what.kind, packing_.needs(job))) continue;
                packing_.take(job);
                packing_.take(other);
                packing_.put_into(job, c);
                if (packing_.put(other, 1, end_of(other))) return true;
                packing_.take(job);
                packing_.put_into(other, c);
                packing_.put_into(job, was);
            }
        }
        return false;
    }

    // All calls of later days placed anew.
    bool put_by_trying(JobIndex job) {
        if (placed_.size() > kFewCalls) return false;
        std::vector<std::pair<JobIndex, CellIndex>> before;
        for (const JobIndex other : placed_) before.emplace_back(other, *packing_.cell_of(other));
        for (const JobIndex other : placed_) packing_.take(other);
        keeps_[job] = 1;  // as is asked
        if (try_from(0)) return true;
        keeps_[job] = 0;
        for (const auto& [other, cell] : before) packing_.put_into(other, cell);
        return false;
    }
    bool try_from(std::size_t i) {
        if (i == placed_.size()) return true;
        const JobIndex job = placed_[i];
        const Horizon& horizon = packing_.horizon();
        for (CellIndex c = horizon.begin[1]; c < horizon.begin[end_of(job)]; ++c) {
            if (looks_ == 0) return false;
            --looks_;
            if (!packing_.may_be_in(job, c) || !packing_.room(c).takes(packing_.jobs()[job].kind, packing_.needs(job)))
                continue;
            packing_.put_into(job, c);
            if (try_from(i + 1)) return true;
            packing_.take(job);
        }
        return false;
    }

    Packing& packing_;
    std::vector<char> keeps_;       // by job: has its slack for good
    std::vector<JobIndex> placed_;  // on later days; no more than one beyond the few
    std::size_t looks_ = kMostLooksForSlack;
};

}  // namespace

void keep_slack(Packing& packing) { Slack(packing).run(); }

}  // namespace bienveille
