#include "engine/at_once.h"

#include <algorithm>
#include <map>

namespace bienveille {
namespace {

constexpr std::int64_t kMostLooks = 4'000'000;  // at an advisor and a call

struct Time {
    std::size_t duty;
    TimeSpan span;
};

// Advisors given to calls at one moment.
class Matching {
public:
    explicit Matching(const std::vector<const std::vector<CellIndex>*>& free) : free_(free) {}

    bool add(std::size_t call) {
        reached_.clear();
        return find(call);
    }
    // Of the last call that found no advisor: the calls that have those looked at, and these.
    std::vector<std::size_t> calls_reached() const {
        std::vector<std::size_t> calls;
        for (const CellIndex cell : reached_) calls.push_back(call_of_.at(cell));
        return calls;
    }
    const std::vector<CellIndex>& reached() const { return reached_; }

private:
    bool find(std::size_t call) {
        for (const CellIndex cell : *free_[call]) {
            if (std::find(reached_.begin(), reached_.end(), cell) != reached_.end()) continue;
            reached_.push_back(cell);
            const auto taken = call_of_.find(cell);
            if (taken != call_of_.end() && !find(taken->second)) continue;
            call_of_[cell] = call;
            return true;
        }
        return false;
    }

    const std::vector<const std::vector<CellIndex>*>& free_;  // by call
    std::map<CellIndex, std::size_t> call_of_;
    std::vector<CellIndex> reached_;
};

class Search {
public:
    Search(const std::vector<Duty>& duties, const FreeAtTimes& free, const std::vector<char>& kept,
           const std::vector<char>& asked)
        : duties_(duties), free_(free) {
        for (std::size_t d = 0; d < duties.size() && duties[d].claim <= Duty::Claim::slot; ++d) {
            const auto span = free.span(duties[d]);
            if (!span || (!kept[d] && !asked[d])) continue;
            (kept[d] ? kept_ : open_).push_back({d, *span});
        }
    }

    std::vector<TooManyAtOnce> all() {
        std::vector<TooManyAtOnce> found;
        for (const Time& time : open_)
            if (auto proof = against(time)) add(std::move(*proof), time, found);
        return found;
    }

private:
    const std::vector<CellIndex>& free_at(const Time& time) {
        const auto [entry, fresh] = known_.try_emplace(time.duty);
        if (!fresh) return entry->second;
        looks_ -= free_.cells();
        for (CellIndex cell = 0; cell < free_.cells(); ++cell)
            if (free_.is_free(cell, duties_[time.duty], time.span)) entry->second.push_back(cell);
        return entry->second;
    }

    std::optional<TooManyAtOnce> against(const Time& time) {
        if (looks_ <= 0) return std::nullopt;
        const std::size_t own = free_at(time).size();
        std::vector<Time> beside;
        std::vector<int> moments{time.span.from};
        for (const Time& other : kept_) {
            if (other.duty > time.duty || !other.span.overlaps(time.span)) continue;
            beside.push_back(other);
            if (other.span.from > time.span.from) moments.push_back(other.span.from);
        }
        std::sort(moments.begin(), moments.end());
        moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
        std::optional<TooManyAtOnce> fewest;
        for (const int at : moments) {
            std::vector<Time> then;
            std::copy_if(beside.begin(), beside.end(), std::back_inserter(then),
                         [&](const Time& other) { return other.span.holds(at); });
            if (then.size() < own) continue;
            auto found = at_moment(time, then);
            if (found && (!fewest || found->people() < fewest->people())) fewest = std::move(found);
        }
        return fewest;
    }

    std::optional<TooManyAtOnce> at_moment(const Time& time, const std::vector<Time>& beside) {
        std::vector<const std::vector<CellIndex>*> free;
        for (const Time& other : beside) free.push_back(&free_at(other));
        free.push_back(&free_at(time));
        Matching matching(free);
        for (std::size_t i = 0; i < beside.size(); ++i) matching.add(i);
        looks_ -= static_cast<std::int64_t>(beside.size() * free.back()->size());
        if (matching.add(beside.size())) return std::nullopt;
        TooManyAtOnce found;
        found.advisors = matching.reached();
        std::sort(found.advisors.begin(), found.advisors.end());
        for (const std::size_t i : matching.calls_reached()) found.kept.push_back(beside[i].duty);
        std::sort(found.kept.begin(), found.kept.end());
        found.outside = !free_.is_inside_a_window(time.span);
        found.bound = free_.is_bound(duties_[time.duty]);
        return found;
    }

    // To those who fall short alike at a moment of hers, else as one more.
    void add(TooManyAtOnce proof, const Time& time, std::vector<TooManyAtOnce>& found) const {
        const auto moment = [&](const TooManyAtOnce& of) {
            int last = time.span.from;
            for (const auto* duties : {&of.kept, &of.proven})
                for (const std::size_t d : *duties) last = std::max(last, free_.span(duties_[d])->from);
            return last;
        };
        const auto is_alike = [&](const TooManyAtOnce& other) {
            if (other.kept != proof.kept || other.advisors != proof.advisors || other.outside != proof.outside ||
                other.bound != proof.bound)
                return false;
            const int at = moment(other);
            const auto runs = [&](std::size_t d) { return free_.span(duties_[d])->holds(at); };
            return time.span.holds(at) && std::all_of(other.kept.begin(), other.kept.end(), runs) &&
                   std::all_of(other.proven.begin(), other.proven.end(), runs);
        };
        auto alike = std::find_if(found.begin(), found.end(), is_alike);
        if (alike == found.end()) alike = found.insert(found.end(), std::move(proof));
        alike->proven.push_back(time.duty);
        alike->at = TimeOfDay{moment(*alike)};
    }

    const std::vector<Duty>& duties_;
    const FreeAtTimes& free_;
    std::vector<Time> kept_, open_;
    std::map<std::size_t, std::vector<CellIndex>> known_;  // by duty
    std::int64_t looks_ = kMostLooks;
};

}  // namespace

std::vector<TooManyAtOnce> too_many_at_once(const std::vector<Duty>& duties, const FreeAtTimes& free,
                                            const std::vector<char>& kept, const std::vector<char>& asked) {
    return Search(duties, free, kept, asked).all();
}

}  // namespace bienveille
