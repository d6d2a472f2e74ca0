#include "engine/repacking.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace bienveille {
namespace {

constexpr std::size_t kMostTried = 2000;  // mixes, for one choice of lists
constexpr std::size_t kQuestions = 8, kFewestLooks = 40'000;
constexpr unsigned kVariants = 8;
constexpr std::size_t kMostTargets = 6;
constexpr std::array<std::size_t, 6> kLists{2, 3, 5, 8, 12, 20};
constexpr int kManyCalls = 1'000;  // no cap on the number of calls

using Mix = std::array<int, kKinds>;

// Alike calls.
struct Class {
    std::uint16_t group;
    std::uint8_t kind;
    std::uint16_t first, end;
    std::vector<JobIndex> jobs;

    auto key() const { return std::tuple(group, kind, first, end); }
};

struct Amount {
    int minutes = 0, calls = 0, level3 = 0, level2_and_3 = 0;

    bool within(const Amount& most) const {
        return minutes <= most.minutes && calls <= most.calls && level3 <= most.level3 &&
               level2_and_3 <= most.level2_and_3;
    }
    void add(const Amount& other, int sign) {
        minutes += sign * other.minutes;
        calls += sign * other.calls;
        level3 += sign * other.level3;
        level2_and_3 += sign * other.level2_and_3;
    }
};

class Repacking {
public:
    Repacking(Packing& packing, JobIndex job, std::size_t most_lost, std::size_t& looks)
        : packing_(packing), job_(job), most_lost_(most_lost), looks_(looks) {}

    bool put() {
        const std::vector<CellIndex> targets = targets_by_room();
        const std::vector<CellIndex> others = others_by_room();
        for (const std::size_t most : kLists) {
            for (const CellIndex target : targets) {
                std::vector<CellIndex> cells{target};
                for (const CellIndex other : others)
                    if (cells.size() < most && other != target) cells.push_back(other);
                if (fill_anew(std::move(cells))) return true;
                if (looks_ == 0) return false;
                if (most >= others.size()) return false;  // all of them were tried
            }
        }
        return false;
    }

private:
    Amount room_of(CellIndex cell) const {
        const Room& room = packing_.room(cell);
        return {room.minutes, std::min(room.calls, kManyCalls), room.level3, room.level2_and_3};
    }
    Amount amount_of(std::size_t kind, int times) const {
        return {times * packing_.minutes_of(kind), times, kind >= kLevel3 ? times : 0, kind >= kLevel3 - 1 ? times : 0};
    }

    // What those more important leave, in minutes; a call is as many as the shortest takes.
    int spare(CellIndex cell) const {
        Room room = packing_.room(cell);
        for (const JobIndex other : packing_.jobs_in(cell))
            if (other > job_) room.add(packing_.jobs()[other].kind, packing_.needs(other), +1);
        int shortest = packing_.minutes_of(0);
        for (std::size_t k = 1; k < kKinds; ++k) shortest = std::min(shortest, packing_.minutes_of(k));
        return room.minutes + (room.calls < kManyCalls ? shortest * room.calls : 0);
    }
    void sort_by_room(std::vector<CellIndex>& cells) const {
        std::stable_sort(cells.begin(), cells.end(), [&](CellIndex a, CellIndex b) { return spare(a) > spare(b); });
    }
    std::vector<CellIndex> targets_by_room() const {
        const Job& what = packing_.jobs()[job_];
        const Horizon& horizon = packing_.horizon();
        std::vector<CellIndex> cells;
        for (CellIndex c = horizon.begin[what.first]; c < horizon.begin[what.end]; ++c)
            if (packing_.may_be_in(job_, c) && horizon.cells[c].room.takes(what.kind, packing_.needs(job_)))
                cells.push_back(c);
        sort_by_room(cells);
        if (cells.size() > kMostTargets) cells.resize(kMostTargets);
        return cells;
    }
    std::vector<CellIndex> others_by_room() const {
        std::vector<CellIndex> cells;
        const Horizon& horizon = packing_.horizon();
        for (CellIndex c = 0; c < horizon.begin[packing_.jobs()[job_].end]; ++c)
            if (packing_.room(c).minutes >= 0 && horizon.cells[c].room.minutes > 0) cells.push_back(c);
        sort_by_room(cells);
        if (cells.size() > kLists.back()) cells.resize(kLists.back());
        return cells;
    }

    // ---- one choice of lists ------------------------------------------------------------------------------------

    bool fill_anew(std::vector<CellIndex> cells) {
        const Horizon& horizon = packing_.horizon();
        const auto understood = [&](CellIndex c) {
            int groups = 0;
            for (const auto& teams : horizon.may_call) groups += teams[horizon.cells[c].team];
            return groups;
        };
        std::sort(cells.begin(), cells.end(), [&](CellIndex a, CellIndex b) {
            return std::tuple(-int{horizon.cells[a].day}, understood(a), a) <
                   std::tuple(-int{horizon.cells[b].day}, understood(b), b);
        });
        std::vector<std::pair<JobIndex, CellIndex>> before;
        cells_ = std::move(cells);
        classes_.clear();
        rooms_.clear();
        join(job_);
        for (const CellIndex c : cells_)
            for (const JobIndex job : packing_.jobs_in(c))
                if (packing_.jobs()[job].only == Job::kAnywhere) before.emplace_back(job, c);
        for (const auto& [job, cell] : before) {
            if (job < job_) join(job);
            packing_.take(job);
        }
        sort_classes();
        spare_ = {};
        for (const CellIndex c : cells_) {
            rooms_.push_back(room_of(c));
            spare_.add(rooms_.back(), 1);
        }
        for (std::size_t i = 0; i < classes_.size(); ++i) spare_.add(amount_of(classes_[i].kind, left_[i]), -1);
        chosen_.assign(cells_.size(), {});
        sum_rooms_by_group();
        bool found = false;
        const std::vector<int> all = left_;
        const Amount spare = spare_;
        for (unsigned variant = 0; variant < kVariants && !found && Amount{}.within(spare_); ++variant) {
            order_ = variant == 1 ? Order::longest : variant == 2 ? Order::fullest : Order::even;
            for (std::size_t k = 0; k < kKinds; ++k)
                lean_[k] = variant < 3 ? 8 : 5 + static_cast<std::int64_t>((variant * 2'654'435'761U >> (4 * k)) & 7U);
            tried_ = 0;
            failed_.clear();
            left_ = all;
            spare_ = spare;
            found = fill(0);
        }
        if (found) {
            put_as_chosen();
            if (put_others(before) <= most_lost_) return true;
            packing_.take(job_);
            for (const auto& [job, cell] : before)
                if (packing_.cell_of(job)) packing_.take(job);
        }
        for (const auto& [job, cell] : before) packing_.put_into(job, cell);
        return false;
    }

    // How many less important ones have no room.
    std::size_t put_others(const std::vector<std::pair<JobIndex, CellIndex>>& before) {
        std::vector<JobIndex> others;
        for (const auto& [job, cell] : before)
            if (job > job_) others.push_back(job);
        std::sort(others.begin(), others.end(), [&](JobIndex a, JobIndex b) {
            return std::pair(-packing_.needs(a), a) < std::pair(-packing_.needs(b), b);
        });
        return static_cast<std::size_t>(std::count_if(others.begin(), others.end(), [&](JobIndex job) {
            return !packing_.put(job, 0, packing_.jobs()[job].end);
        }));
    }

    void join(JobIndex job) {
        const Job& what = packing_.jobs()[job];
        const auto key = std::tuple(what.group, what.kind, what.first, what.end);
        const auto same =
            std::find_if(classes_.begin(), classes_.end(), [&](const Class& each) { return each.key() == key; });
        if (same == classes_.end())
            classes_.push_back({what.group, what.kind, what.first, what.end, {job}});
        else
            same->jobs.push_back(job);
    }

    // Those who may be called by the fewest of these lists first; of them those who must not be called earlier.
    void sort_classes() {
        const Horizon& horizon = packing_.horizon();
        std::map<std::uint16_t, int> lists;
        for (const Class& each : classes_)
            for (const CellIndex c : cells_)
                lists[each.group] += horizon.eligible(horizon.cells[c], each.group) ? 1 : 0;
        std::sort(classes_.begin(), classes_.end(), [&](const Class& a, const Class& b) {
            return std::tuple(lists[a.group], -int{a.first}, a.key()) <
                   std::tuple(lists[b.group], -int{b.first}, b.key());
        });
        left_.clear();
        for (const Class& each : classes_) left_.push_back(static_cast<int>(each.jobs.size()));
    }

    void sum_rooms_by_group() {
        const Horizon& horizon = packing_.horizon();
        room_from_.assign(horizon.may_call.size(), std::vector<int>(cells_.size() + 1, 0));
        for (std::size_t group = 0; group < room_from_.size(); ++group)
            for (std::size_t i = cells_.size(); i-- > 0;) {
                const bool speaks = horizon.eligible(horizon.cells[cells_[i]], static_cast<std::uint16_t>(group));
                room_from_[group][i] = room_from_[group][i + 1] + (speaks ? std::max(0, rooms_[i].minutes) : 0);
            }
    }
    // Whether the lists from the i-th on have the minutes for those of each language.
    bool languages_have_room(std::size_t i) {
        minutes_left_.assign(room_from_.size(), 0);
        for (std::size_t c = 0; c < classes_.size(); ++c)
            minutes_left_[classes_[c].group] += left_[c] * packing_.minutes_of(classes_[c].kind);
        for (std::size_t group = 0; group < room_from_.size(); ++group)
            if (minutes_left_[group] > room_from_[group][i]) return false;
        return true;
    }

    // The lists from the i-th on.
    bool fill(std::size_t i) {
        if (i == cells_.size()) return std::all_of(left_.begin(), left_.end(), [](int left) { return left == 0; });
        if (!languages_have_room(i)) return false;
        if (!failed_.insert({i, left_}).second) return false;
        const Horizon& horizon = packing_.horizon();
        const Cell& cell = horizon.cells[cells_[i]];
        Mix there{};
        for (std::size_t c = 0; c < classes_.size(); ++c) {
            if (left_[c] == 0) continue;
            if (classes_[c].first > cell.day) return false;  // its days have passed
            if (cell.day < classes_[c].end && horizon.eligible(cell, classes_[c].group))
                there[classes_[c].kind] += left_[c];
        }
        for (const auto& [over, mix, place] : mixes(i, there)) {
            if (tried_ >= kMostTried || looks_ == 0) return false;
            ++tried_;
            if (!over.within(spare_)) continue;
            const std::vector<int> before = left_;
            chosen_[i] = take(mix, cell);
            spare_.add(over, -1);
            if (fill(i + 1)) return true;
            spare_.add(over, 1);
            left_ = before;
        }
        return false;
    }

    // How many of each class make up a mix.
    std::vector<int> take(Mix mix, const Cell& cell) {
        std::vector<int> taken(classes_.size(), 0);
        for (std::size_t c = 0; c < classes_.size(); ++c) {
            const Class& each = classes_[c];
            if (cell.day >= each.end || !packing_.horizon().eligible(cell, each.group)) continue;
            taken[c] = std::min(left_[c], mix[each.kind]);
            left_[c] -= taken[c];
            mix[each.kind] -= taken[c];
        }
        return taken;
    }

    struct Tried {
        Amount over;
        Mix mix;
        std::array<std::int64_t, kKinds + 1> place;  // in the order of trying
    };
    // That leave no more than can be spared.
    std::vector<Tried> mixes(std::size_t i, const Mix& there) {
        std::vector<Tried> all;
        Mix mix{};
        const auto choose = [&](auto&& self, std::size_t n, const Amount& left) -> void {
            if (n == kKinds) {
                looks_ -= looks_ > 0;
                if (left.within(spare_) && keeps_apart(i, mix)) all.push_back({left, mix, {}});
                return;
            }
            const std::size_t kind = kKinds - 1 - n;  // the longest first
            const Amount one = amount_of(kind, 1);
            Amount rest = left;
            for (mix[kind] = 0;; ++mix[kind]) {
                self(self, n + 1, rest);
                if (mix[kind] == there[kind] || !one.within(rest)) break;
                rest.add(one, -1);
            }
            mix[kind] = 0;
        };
        choose(choose, 0, rooms_[i]);
        const auto lists = static_cast<std::int64_t>(cells_.size() - i);
        std::int64_t minutes = 0;
        for (std::size_t c = 0; c < classes_.size(); ++c)
            minutes += std::int64_t{left_[c]} * packing_.minutes_of(classes_[c].kind);
        for (Tried& each : all) {
            const std::int64_t beyond_its_share = std::max<std::int64_t>(0, each.over.minutes * lists - spare_.minutes);
            each.place[0] = order_ == Order::fullest ? each.over.minutes : beyond_its_share;
            if (order_ == Order::even) {
                std::int64_t off = 0;
                for (std::size_t k = 0; k < kKinds; ++k)
                    off += std::abs(8 * each.mix[k] * minutes -
                                    lean_[k] * there[k] * (rooms_[i].minutes - each.over.minutes)) *
                           packing_.minutes_of(k);
                each.place[1] = off;
            } else {
                for (std::size_t k = 0; k < kKinds; ++k) each.place[kKinds - k] = -each.mix[k];
            }
        }
        std::stable_sort(all.begin(), all.end(), [](const Tried& a, const Tried& b) { return a.place < b.place; });
        return all;
    }

    bool keeps_apart(std::size_t i, const Mix& mix) const {
        Room room = packing_.room(cells_[i]);
        for (std::size_t k = 0; k < kKinds; ++k) room.add(k, packing_.minutes_of(k), -mix[k]);
        return room.keeps_apart();
    }

    void put_as_chosen() {
        for (std::size_t i = 0; i < cells_.size(); ++i)
            for (std::size_t c = 0; c < classes_.size(); ++c)
                for (int n = chosen_[i][c]; n > 0; --n) {
                    packing_.put_into(classes_[c].jobs.back(), cells_[i]);
                    classes_[c].jobs.pop_back();
                }
    }

    Packing& packing_;
    JobIndex job_;
    std::size_t most_lost_;
    std::size_t& looks_;
    std::vector<CellIndex> cells_;  // from the last day to the first
    std::vector<Amount> rooms_;     // of these, emptied
    std::vector<Class> classes_;
    std::vector<int> left_;                    // of each class, not yet in a list
    std::vector<std::vector<int>> room_from_;  // minutes, by group: of those lists from each on that it may have
    std::vector<int> minutes_left_;            // by group
    Amount spare_;                             // what the lists still to fill may leave over
    enum class Order { even, longest, fullest } order_ = Order::even;
    std::array<std::int64_t, kKinds> lean_{};  // towards some lengths and away from others, in eighths
    std::size_t tried_ = 0;
    std::set<std::pair<std::size_t, std::vector<int>>> failed_;
    std::vector<std::vector<int>> chosen_;  // by list, of each class
};

}  // namespace

bool put_by_repacking(Packing& packing, JobIndex job, std::size_t most_lost, std::size_t& looks) {
    // One question that has no answer leaves the others their looks.
    const std::size_t before = std::min(looks, std::max(looks / kQuestions, kFewestLooks));
    std::size_t left = before;
    const bool put = Repacking(packing, job, most_lost, left).put();
    looks -= before - left;
    return put;
}

}  // namespace bienveille
