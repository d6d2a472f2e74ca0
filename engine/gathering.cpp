#include "engine/gathering.h"

#include <algorithm>
#include <array>
#include <vector>

namespace bienveille {
namespace {

// Up to two calls, by kind.
struct Parcel {
    std::array<int, kKinds> counts{};
    int calls = 0;
    int minutes = 0;
};

struct Exchange {
    std::size_t gone, come;  // parcels: of the cell that gets room, and of the other
    int gain;                // minutes
};

struct Moved {
    JobIndex job;
    CellIndex from;
};

using OfKind = std::array<int, kKinds>;

class Gathering {
public:
    Gathering(Packing& packing, JobIndex job, std::size_t& looks)
        : packing_(packing), job_(job), looks_(looks), most_(packing.needs(job)) {
        find_parcels();
        find_exchanges();
    }

    bool put() {
        for (const CellIndex cell : cells_by_room()) {
            if (looks_ == 0) return false;
            if (!gather(cell)) continue;
            packing_.put_into(job_, cell);
            return true;
        }
        return false;
    }

private:
    const Room& room(CellIndex cell) const { return packing_.room(cell); }
    // Minutes, what keeps level-3 calls apart included.
    int missing(CellIndex cell) const {
        const Room& there = room(cell);
        return most_ + there.missing_beside(packing_.jobs()[job_].kind) * there.between - there.minutes;
    }

    void find_parcels() {
        parcels_.push_back({});
        const auto add = [&](Parcel parcel, std::size_t kind) {
            ++parcel.counts[kind];
            ++parcel.calls;
            parcel.minutes += packing_.minutes_of(kind);
            parcels_.push_back(parcel);
        };
        for (std::size_t a = 0; a < kKinds; ++a) {
            add({}, a);
            const Parcel one = parcels_.back();
            for (std::size_t b = a; b < kKinds; ++b) add(one, b);
        }
    }

    // By gain; among equal ones the fewest calls, then the parcels' order.
    void find_exchanges() {
        exchanges_.resize(static_cast<std::size_t>(most_) + 1);
        for (std::size_t gone = 0; gone < parcels_.size(); ++gone)
            for (std::size_t come = 0; come < parcels_.size(); ++come) {
                const int gain = parcels_[gone].minutes - parcels_[come].minutes;
                if (gain > 0 && gain <= most_) exchanges_[static_cast<std::size_t>(gain)].push_back({gone, come, gain});
            }
        for (auto& alike : exchanges_)
            std::stable_sort(alike.begin(), alike.end(), [&](const Exchange& a, const Exchange& b) {
                return parcels_[a.gone].calls + parcels_[a.come].calls <
                       parcels_[b.gone].calls + parcels_[b.come].calls;
            });
    }

    // Those that may take the job once they have the minutes, those with most room first.
    std::vector<CellIndex> cells_by_room() const {
        const Job& what = packing_.jobs()[job_];
        const Horizon& horizon = packing_.horizon();
        std::vector<CellIndex> cells;
        for (CellIndex c = horizon.begin[what.first]; c < horizon.begin[what.end]; ++c) {
            if (room(c).minutes < 0) continue;  // calls that stay are more than the day holds
            Room enough = room(c);
            enough.minutes = horizon.cells[c].room.minutes;
            if (packing_.may_be_in(job_, c) && enough.takes(what.kind, most_)) cells.push_back(c);
        }
        std::stable_sort(cells.begin(), cells.end(),
                         [&](CellIndex a, CellIndex b) { return room(a).minutes > room(b).minutes; });
        return cells;
    }

    bool gather(CellIndex cell) {
        for (CellIndex other = 0; missing(cell) > 0 && other < packing_.horizon().cells.size(); ++other) {
            if (looks_ == 0) break;
            --looks_;
            if (other == cell) continue;
            while (missing(cell) > 0 && room(other).minutes > 0 && take_from(other, cell)) continue;
        }
        if (missing(cell) <= 0) return true;
        undo();
        return false;
    }

    // As many of the other's minutes as one exchange can bring, no more than are missing.
    bool take_from(CellIndex other, CellIndex cell) {
        const OfKind here = movable(cell, other), there = movable(other, cell);
        for (int gain = std::min({room(other).minutes, missing(cell), most_}); gain > 0; --gain)
            for (const Exchange& exchange : exchanges_[static_cast<std::size_t>(gain)]) {
                looks_ -= looks_ > 0;
                if (!has(here, parcels_[exchange.gone]) || !has(there, parcels_[exchange.come])) continue;
                if (!caps_allow(cell, exchange.gone, exchange.come, true) ||
                    !caps_allow(other, exchange.come, exchange.gone, false))
                    continue;
                swap(cell, exchange.gone, other, exchange.come);
                return true;
            }
        return false;
    }

    OfKind movable(CellIndex from, CellIndex to) const {
        OfKind counts{};
        for (const JobIndex job : packing_.jobs_in(from))
            if (packing_.may_be_in(job, to)) ++counts[packing_.jobs()[job].kind];
        return counts;
    }

    static bool has(const OfKind& counts, const Parcel& parcel) {
        for (std::size_t k = 0; k < kKinds; ++k)
            if (counts[k] < parcel.counts[k]) return false;
        return true;
    }

    // Minutes are right by the choice of the exchange, where the job comes once it has them all.
    bool caps_allow(CellIndex cell, std::size_t gone, std::size_t come, bool with_job) const {
        Room after = room(cell);
        for (std::size_t k = 0; k < kKinds; ++k) {
            after.add(k, packing_.minutes_of(k), parcels_[gone].counts[k]);
            after.add(k, packing_.minutes_of(k), -parcels_[come].counts[k]);
        }
        if (with_job) after.add(packing_.jobs()[job_].kind, 0, -1);
        return after.calls >= 0 && after.level3 >= 0 && after.level2_and_3 >= 0 && (with_job || after.keeps_apart());
    }

    std::vector<JobIndex> take(const Parcel& parcel, CellIndex from, CellIndex to) {
        OfKind left = parcel.counts;
        std::vector<JobIndex> jobs;
        for (const JobIndex job : packing_.jobs_in(from))
            if (left[packing_.jobs()[job].kind] > 0 && packing_.may_be_in(job, to)) {
                --left[packing_.jobs()[job].kind];
                jobs.push_back(job);
            }
        for (const JobIndex job : jobs) packing_.take(job);
        return jobs;
    }

    void swap(CellIndex cell, std::size_t gone, CellIndex other, std::size_t come) {
        const std::vector<JobIndex> going = take(parcels_[gone], cell, other);
        const std::vector<JobIndex> coming = take(parcels_[come], other, cell);
        for (const JobIndex job : going) packing_.put_into(job, other);
        for (const JobIndex job : coming) packing_.put_into(job, cell);
        for (const JobIndex job : going) moved_.push_back({job, cell});
        for (const JobIndex job : coming) moved_.push_back({job, other});
    }

    void undo() {
        for (; !moved_.empty(); moved_.pop_back()) {  // some have moved more than once
            packing_.take(moved_.back().job);
            packing_.put_into(moved_.back().job, moved_.back().from);
        }
    }

    Packing& packing_;
    JobIndex job_;
    std::size_t& looks_;
    int most_;  // minutes wanted
    std::vector<Parcel> parcels_;
    std::vector<std::vector<Exchange>> exchanges_;  // by gain
    std::vector<Moved> moved_;                      // of the exchanges so far
};

}  // namespace

bool put_by_gathering(Packing& packing, JobIndex job, std::size_t& looks) {
    return Gathering(packing, job, looks).put();
}

}  // namespace bienveille
