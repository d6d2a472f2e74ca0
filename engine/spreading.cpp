#include "engine/spreading.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/balance.h"
#include "engine/gap_bound.h"

namespace bienveille {
namespace {

__extension__ using Bits = unsigned __int128;

constexpr std::int64_t kLooksSideBySide = 2'000'000;  // at a list beside one way to leave calls
constexpr std::int64_t kLooksAList = 4;               // to see what those from each advisor on can take
constexpr std::int64_t kLooksAWay = 12;               // to put it in order
constexpr std::int64_t kMixesSideBySide = 50'000;     // of calls looked at for a list, and choices of calls with a time
constexpr std::int64_t kMixesAFit = 4;                // to see whether it fits
constexpr std::size_t kSeatsSpread = 16;
constexpr unsigned kBits = 128;

class Spreading {
public:
    explicit Spreading(Board& board) : board_(board) {
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            if (!board.seat(s).present) continue;
            seats_.push_back({s, {}});
            common_.load += board.load(s);
            common_.capacity += board.seat(s).capacity;
        }
        if (seats_.size() <= kSeatsSpread) sort_calls();
    }

    bool run(const Extremes& is, Value tolerance) {
        if (!is_small()) return false;
        for (const Sort& sort : sorts_)
            for (const auto& [call, seat] : sort.calls) board_.take(call);
        if (write_lists(is)) find_evenest(is, tolerance);
        chosen_.empty() ? bring_back() : give_out();
        return !chosen_.empty();
    }

    bool is_small() const { return seats_.size() <= kSeatsSpread && bits_ <= kBits; }
    // Whether looks were enough for all ways.
    bool tried_all() const { return is_small() && mixes_ >= 0 && looks_ >= 0; }

private:
    // Calls alike, by rank, and whose they are.
    struct Sort {
        std::uint8_t kind = 0;
        bool timed = false;  // one alone
        std::vector<std::pair<CallIndex, SeatIndex>> calls;
        unsigned shift = 0;  // of their number, which has one bit more than it needs

        Bits number(std::size_t n) const { return Bits{n} << shift; }
        std::size_t number_in(Bits bits) const {
            return static_cast<std::size_t>(bits >> shift) & ((std::size_t{1} << std::bit_width(calls.size())) - 1);
        }
    };

    // So many of each sort, beside what stays.
    struct List {
        Share load;
        Bits calls = 0;
    };

    struct OneSeat {
        SeatIndex seat;
        std::vector<List> lists;  // by load
    };

    // Calls that are left for the advisors to come.
    struct Left {
        Bits calls = 0;
        std::int64_t load = 0;   // with what stays with these
        std::size_t before = 0;  // the way to have left more, of the layer before
        std::size_t list = 0;    // and what list took the rest
    };

    // What the advisors from each on have at least and at most.
    struct Rest {
        std::int64_t least = 0, most = 0;
        std::vector<std::size_t> most_of_sort;
    };

    struct Hash {
        std::size_t operator()(Bits bits) const {
            constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
            const auto mixed = (static_cast<std::uint64_t>(bits) * kOdd) ^ static_cast<std::uint64_t>(bits >> 64);
            return (mixed ^ (mixed >> 32)) * kOdd;
        }
    };

    void sort_calls() {
        for (const OneSeat& seat : seats_)
            for (const CallIndex c : board_.list(seat.seat)) {
                if (board_.call(c).only_seat >= 0 || board_.group(c).size() == 1) continue;
                auto sort = std::find_if(sorts_.begin(), sorts_.end(), [&](const Sort& of) { return is_of(of, c); });
                if (sort == sorts_.end()) sort = sorts_.insert(sort, {board_.brief(c).kind, board_.has_slot(c), {}});
                sort->calls.emplace_back(c, seat.seat);
            }
        for (Sort& sort : sorts_) {
            std::sort(sort.calls.begin(), sort.calls.end());
            sort.shift = bits_;
            bits_ += static_cast<unsigned>(std::bit_width(sort.calls.size())) + 1;
            if (bits_ > kBits) return;
            all_ |= sort.number(sort.calls.size());
            guards_ |= Bits{1} << (bits_ - 1);
        }
    }

    bool is_of(const Sort& sort, CallIndex c) const {
        const std::uint8_t kind = board_.brief(c).kind;
        return !sort.timed && !board_.has_slot(c) && board_.group(sort.calls.front().first) == board_.group(c) &&
               (kind == sort.kind || (kind < kLevel3 - 1 && sort.kind < kLevel3 - 1 &&
                                      board_.minutes_of(sort.kind) == board_.minutes_of(kind)));
    }

    // None of the sorts' numbers in `few` is above that in `many`.
    bool holds(Bits many, Bits few) const { return (((many | guards_) - few) & guards_) == guards_; }

    // ---- lists ----------------------------------------------------------------------------------------------
    // Those that may be part of a smaller gap; false where there are too many.
    bool write_lists(const Extremes& gap) {
        for (OneSeat& seat : seats_) {
            std::vector<const Sort*> timed, others;
            for (const Sort& sort : sorts_)
                if (board_.eligible(seat.seat, sort.calls.front().first))
                    (sort.timed ? timed : others).push_back(&sort);
            add_with_times(seat, gap, timed, others, 0);
            std::stable_sort(seat.lists.begin(), seat.lists.end(),
                             [](const List& a, const List& b) { return a.load.load < b.load.load; });
        }
        std::stable_sort(seats_.begin(), seats_.end(),
                         [](const OneSeat& a, const OneSeat& b) { return a.lists.size() < b.lists.size(); });
        return mixes_ >= 0;
    }

    void add_with_times(OneSeat& seat, const Extremes& gap, std::span<const Sort* const> timed,
                        std::span<const Sort* const> others, Bits calls) {
        std::int64_t more = 0;
        for (const Sort* sort : others) more += minutes_of(*sort);
        std::int64_t with_times = more;
        for (const Sort* sort : timed) with_times += minutes_of(*sort);
        if (--mixes_ < 0 || cannot_be(seat.seat, gap, board_.load(seat.seat), with_times)) return;
        if (timed.empty()) {
            fits_.clear();
            Kinds kinds{};
            add_lists(seat, gap, others, calls, kinds, board_.load(seat.seat), more);
            return;
        }
        add_with_times(seat, gap, timed.subspan(1), others, calls);
        const CallIndex c = timed.front()->calls.front().first;
        if (!board_.has_room(seat.seat, c, Fit::Order::loosely)) return;
        board_.put(seat.seat, c);
        add_with_times(seat, gap, timed.subspan(1), others, calls | timed.front()->number(1));
        board_.take(c);
    }

    // Of these sorts, which take so many minutes more in all.
    void add_lists(OneSeat& seat, const Extremes& gap, std::span<const Sort* const> sorts, Bits calls, Kinds& kinds,
                   std::int64_t load, std::int64_t more) {
        if (--mixes_ < 0 || cannot_be(seat.seat, gap, load, more)) return;
        const std::int64_t capacity = board_.seat(seat.seat).capacity;
        if (sorts.empty()) {
            const auto [known, fresh] = fits_.try_emplace(kinds, false);
            if (fresh) {
                mixes_ -= kMixesAFit;
                known->second = board_.has_room(seat.seat, {}, kinds);
            }
            if (known->second) seat.lists.push_back({{load, capacity}, calls});
            return;
        }
        const Sort& sort = *sorts.front();
        std::uint16_t& of_kind = kinds[sort.kind];
        const std::uint16_t before = of_kind;
        more -= minutes_of(sort);
        for (std::size_t n = 0; n <= sort.calls.size() && (n == 0 || load <= capacity); ++n, ++of_kind) {
            add_lists(seat, gap, sorts.subspan(1), calls | sort.number(n), kinds, load, more);
            load += board_.minutes_of(sort.kind);
        }
        of_kind = before;
    }

    // Whether a list of this load, or up to so much more, is too far from the common load for a smaller gap.
    bool cannot_be(SeatIndex s, const Extremes& gap, std::int64_t load, std::int64_t more) const {
        const std::int64_t capacity = board_.seat(s).capacity;
        const Share least{load, capacity}, most{std::max(load, std::min(load + more, capacity)), capacity};
        return (common_ < least && !gap_less({least, common_}, gap)) ||
               (most < common_ && !gap_less({common_, most}, gap));
    }

    std::int64_t minutes_of(const Sort& sort) const {
        return static_cast<std::int64_t>(sort.calls.size()) * board_.minutes_of(sort.kind);
    }

    // ---- side by side -----------------------------------------------------------------------------------------
    void find_evenest(Extremes best, Value tolerance) {
        std::vector<Share> lows;
        for (const OneSeat& seat : seats_)
            for (const List& list : seat.lists)
                if (!(common_ < list.load)) lows.push_back(list.load);
        std::sort(lows.begin(), lows.end());
        const auto alike = [](const Share& a, const Share& b) { return !(a < b) && !(b < a); };
        lows.erase(std::unique(lows.begin(), lows.end(), alike), lows.end());
        find_from(lows, best, tolerance);
    }

    // With one of these as the least load. Where no lists have loads from the first of them to beyond the last, none have for any.
    void find_from(std::span<const Share> lows, Extremes& best, Value tolerance) {
        while (true) {
            while (!lows.empty() && !gap_less({common_, lows.front()}, best)) lows = lows.subspan(1);
            if (lows.empty() || gap_within(best, tolerance)) return;
            const auto found = between(lows.front(), lows.back(), best);
            if (!found) return;
            if (!gap_less(*found, best)) break;
            best = *found;
            chosen_ = found_;
        }
        find_from(lows.subspan(lows.size() / 2), best, tolerance);
        find_from(lows.first(lows.size() / 2), best, tolerance);
    }

    // Of lists with no load below the first nor further above the last than `best`.
    std::optional<Extremes> between(const Share& first_low, const Share& last_low, const Extremes& best) {
        std::vector<std::span<const List>> open;
        std::int64_t least = 0, most = 0;
        for (const OneSeat& seat : seats_) {
            const auto first = std::partition_point(seat.lists.begin(), seat.lists.end(),
                                                    [&](const List& list) { return list.load < first_low; });
            const auto last = std::partition_point(first, seat.lists.end(), [&](const List& list) {
                return gap_less({list.load, last_low}, best);
            });
            if (first == last) return std::nullopt;
            open.emplace_back(first, last);
            least += open.back().front().load.load;
            most += open.back().back().load.load;
            looks_ -= kLooksAList * std::ssize(open.back());
        }
        if (looks_ < 0 || common_.load < least || most < common_.load) return std::nullopt;
        const std::vector<Rest> rest = rest_of(open);
        std::vector<std::vector<Left>> layers{{{all_, common_.load, 0, 0}}};
        for (std::size_t i = 0; i < open.size(); ++i) {
            layers.push_back(i + 1 < open.size() ? left_by(open[i], layers.back(), rest[i + 1])
                                                 : nobody_left_by(open[i], layers.back()));
            if (layers.back().empty()) return std::nullopt;
        }
        // One way to leave nobody.
        found_.assign(open.size(), {});
        Extremes loads{common_, common_};
        const Left* left = &layers.back().front();
        for (std::size_t i = open.size(); i-- > 0; left = &layers[i][left->before]) {
            found_[i] = open[i][left->list];
            loads.high = std::max(loads.high, found_[i].load);
            loads.low = std::min(loads.low, found_[i].load);
        }
        return loads;
    }

    // One way each. None once there are no looks left.
    std::vector<Left> left_by(std::span<const List> lists, const std::vector<Left>& layer, const Rest& rest) {
        Bits most = 0;
        for (std::size_t k = 0; k < sorts_.size(); ++k) most |= sorts_[k].number(rest.most_of_sort[k]);
        std::vector<Left> next;
        std::unordered_set<Bits, Hash> known;
        for (std::size_t before = 0; before < layer.size(); ++before) {
            looks_ -= std::ssize(lists);
            for (std::size_t l = 0; l < lists.size(); ++l) {
                const std::int64_t load = layer[before].load - lists[l].load.load;
                if (load < rest.least) break;
                if (load > rest.most || !holds(layer[before].calls, lists[l].calls)) continue;
                const Bits calls = layer[before].calls - lists[l].calls;
                if (!holds(most, calls)) continue;
                --looks_;
                if (!known.insert(calls).second) continue;
                looks_ -= kLooksAWay;
                next.push_back({calls, load, before, l});
            }
            if (looks_ < 0) return {};
        }
        return next;
    }

    // By the last list, which takes all.
    std::vector<Left> nobody_left_by(std::span<const List> lists, const std::vector<Left>& layer) {
        std::vector<std::pair<Bits, std::size_t>> by_calls;
        for (std::size_t l = 0; l < lists.size(); ++l) by_calls.emplace_back(lists[l].calls, l);
        std::sort(by_calls.begin(), by_calls.end());
        looks_ -= std::ssize(lists) + std::ssize(layer);
        for (std::size_t before = 0; before < layer.size() && looks_ >= 0; ++before) {
            const Bits calls = layer[before].calls;
            const auto list = std::lower_bound(by_calls.begin(), by_calls.end(), std::pair(calls, std::size_t{0}));
            if (list != by_calls.end() && list->first == calls) return {{0, 0, before, list->second}};
        }
        return {};
    }

    std::vector<Rest> rest_of(const std::vector<std::span<const List>>& open) const {
        std::vector<Rest> rest(open.size() + 1);
        rest.back().most_of_sort.assign(sorts_.size(), 0);
        for (std::size_t i = open.size(); i-- > 0;) {
            rest[i] = rest[i + 1];
            rest[i].least += open[i].front().load.load;
            rest[i].most += open[i].back().load.load;
            for (std::size_t k = 0; k < sorts_.size(); ++k) {
                std::size_t most = 0;
                for (const List& list : open[i]) most = std::max(most, sorts_[k].number_in(list.calls));
                rest[i].most_of_sort[k] = std::min(rest[i].most_of_sort[k] + most, sorts_[k].calls.size());
            }
        }
        return rest;
    }

    // ---- back on the board ------------------------------------------------------------------------------------
    void bring_back() {
        for (const Sort& sort : sorts_)
            for (const auto& [call, seat] : sort.calls) board_.put(seat, call);
    }

    // Of each sort whoever may stay does, those of higher rank first.
    void give_out() {
        for (const Sort& sort : sorts_) {
            std::vector<std::size_t> wanted(board_.seats());
            for (std::size_t i = 0; i < seats_.size(); ++i) wanted[seats_[i].seat] = sort.number_in(chosen_[i].calls);
            std::vector<CallIndex> moving;
            for (const auto& [call, seat] : sort.calls) {
                if (wanted[seat] == 0) {
                    moving.push_back(call);
                    continue;
                }
                board_.put(seat, call);
                --wanted[seat];
            }
            SeatIndex to = 0;
            for (const CallIndex c : moving) {
                while (wanted[to] == 0) ++to;
                board_.put(to, c);
                --wanted[to];
            }
        }
    }

    Board& board_;
    Share common_{0, 0};
    std::vector<OneSeat> seats_;  // of those present
    std::vector<Sort> sorts_;
    unsigned bits_ = 0;
    Bits all_ = 0;                // calls of each sort
    Bits guards_ = 0;             // the highest bit of each sort's
    std::map<Kinds, bool> fits_;  // beside what stands
    std::int64_t looks_ = kLooksSideBySide, mixes_ = kMixesSideBySide;
    std::vector<List> found_;
    std::vector<List> chosen_;  // by seat; none where nothing better was found
};

}  // namespace

bool spread_side_by_side(Board& board, Value tolerance) {
    const auto loads = extremes(board);
    if (!loads || gap_within(*loads, tolerance)) return false;
    Spreading spreading(board);
    if (!spreading.is_small() || gap_down(*loads) <= gap_bound(board, Look::quick).value) return false;
    return spreading.run(*loads, tolerance);
}

bool none_is_evener(const Board& board) {
    std::size_t present = 0;
    for (SeatIndex s = 0; s < board.seats(); ++s) present += board.seat(s).present ? 1 : 0;
    if (present == 0 || present > kSeatsSpread) return false;
    Board tried = board;
    Spreading spreading(tried);
    return !spreading.run(*extremes(board), Value{0}) && spreading.tried_all();
}

}  // namespace bienveille
