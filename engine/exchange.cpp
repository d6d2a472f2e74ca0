// One list's exchanges, and what was done, so that it can be undone (raising.h).
#include <algorithm>

#include "engine/look_ahead.h"
#include "engine/raising.h"

namespace bienveille {
namespace {

struct Offer {
    std::int64_t points;
    CallIndex call;
    std::size_t sort;
};

struct Exchange {
    std::int64_t gain;
    std::size_t out;  // choices
    std::size_t in;
};

// Of the first so many of each kind.
template <class Rows>
std::optional<std::int64_t> sum(const Kinds& kinds, const Rows& rows) {
    std::int64_t points = 0;
    for (std::size_t k = 0; k < kKinds; ++k) {
        if (kinds[k] > rows[k].count) return std::nullopt;
        points += rows[k].sums[kinds[k]];
    }
    return points;
}

template <class Rows>
std::vector<std::size_t> sorts_in(const Kinds& kinds, const Rows& rows) {
    std::vector<std::size_t> sorts;
    for (std::size_t k = 0; k < kKinds; ++k)
        for (std::size_t i = 0; i < kinds[k]; ++i) sorts.push_back(rows[k].sorts[i]);
    return sorts;
}

}  // namespace

// How many of each kind, at most so many.
std::vector<Raising::Choice> Raising::choices_up_to(std::size_t most, const Fit& fit) {
    std::vector<Choice> choices{Choice{}};
    for (std::size_t from = 0, size = 1; size <= most; ++size) {
        const std::size_t end = choices.size();
        for (; from < end; ++from) {
            std::size_t last = 0;  // kinds in order, so that none is made twice
            for (std::size_t k = 0; k < kKinds; ++k)
                if (choices[from].kinds[k] > 0) last = k;
            for (std::size_t k = last; k < kKinds; ++k) {
                Choice more = choices[from];
                ++more.kinds[k];
                more.minutes += fit.minutes_of(k);
                choices.push_back(more);
            }
        }
    }
    return choices;
}

// ---- what was done, so that it can be undone ----------------------------------------------------------------

void Raising::come(CallIndex c, SeatIndex s) {
    done_.push_back({Step::What::came, c, s, board_.ahead().place_of(c)});
    bring(c, s);
    ++alike_[sort_of(c)].called;
}
// Its place on a later day is there already.
void Raising::go(CallIndex c) {
    done_.push_back({Step::What::left, c, *board_.seat_of(c), {}});
    board_.take(c);
    --alike_[sort_of(c)].called;
}
void Raising::move(CallIndex c, SeatIndex to) {
    done_.push_back({Step::What::moved, c, *board_.seat_of(c), {}});
    board_.take(c);
    board_.put(to, c);
}
void Raising::undo(std::size_t down_to) {
    while (done_.size() > down_to) {
        const Step step = done_.back();
        done_.pop_back();
        switch (step.what) {
            case Step::What::came:
                board_.take(step.call);
                board_.ahead().back_to(step.call, step.place);
                --alike_[sort_of(step.call)].called;
                break;
            case Step::What::left:
                bring(step.call, step.from);
                ++alike_[sort_of(step.call)].called;
                break;
            case Step::What::moved:
                board_.take(step.call);
                board_.put(step.from, step.call);
                break;
        }
    }
}

// ---- what one list could do ---------------------------------------------------------------------------------

template <class Offers, class Before>
void Raising::settle(Offers& offers, Row& row, Before before) const {
    std::sort(offers.begin(), offers.end(), before);
    row.count = std::min(offers.size(), most_);
    for (std::size_t i = 0; i < row.count; ++i) {
        row.sorts[i] = offers[i].sort;
        row.sums[i + 1] = row.sums[i] + offers[i].points;
    }
}

Raising::Rows Raising::who_could_come(SeatIndex s) const {
    Rows rows;
    std::vector<Offer> offers;
    for (std::size_t k = 0; k < kKinds; ++k) {
        offers.clear();
        for (const std::size_t g : groups_of_[s]) {
            const Alike& alike = alike_[g * kKinds + k];
            const std::size_t end = std::min(alike.calls.size(), alike.called + most_);
            for (std::size_t i = alike.called; i < end; ++i)
                offers.push_back({points(alike.calls[i]), alike.calls[i], g * kKinds + k});
        }
        settle(offers, rows[k], [](const Offer& a, const Offer& b) {
            return a.points != b.points ? a.points > b.points : a.call < b.call;
        });
    }
    return rows;
}

// Of each sort on the list, those with the fewest points among all called: they change places first.
Raising::Rows Raising::who_could_leave(SeatIndex s) const {
    std::vector<std::pair<std::size_t, std::size_t>> here;  // sort, how many
    for (const CallIndex c : board_.list(s)) {
        if (!free_[c]) continue;
        const std::size_t sort = sort_of(c);
        const auto found = std::find_if(here.begin(), here.end(), [&](const auto& each) { return each.first == sort; });
        if (found == here.end())
            here.emplace_back(sort, 1);
        else
            ++found->second;
    }
    std::array<std::vector<Offer>, kKinds> offers;
    for (const auto& [sort, count] : here) {
        const Alike& alike = alike_[sort];
        for (std::size_t i = 0; i < std::min(count, most_); ++i) {
            const CallIndex c = alike.calls[alike.called - 1 - i];
            offers[sort % kKinds].push_back({points(c), c, sort});
        }
    }
    Rows rows;
    for (std::size_t k = 0; k < kKinds; ++k)
        settle(offers[k], rows[k], [](const Offer& a, const Offer& b) {
            return a.points != b.points ? a.points < b.points : a.call > b.call;
        });
    return rows;
}

Raising::Prospect Raising::prospect(SeatIndex s) const {
    Prospect prospect{who_could_leave(s), who_could_come(s), {}, {}};
    for (const Choice& choice : choices_) {
        prospect.losses.push_back(sum(choice.kinds, prospect.out));
        prospect.gains.push_back(sum(choice.kinds, prospect.in));
    }
    return prospect;
}

// Makes the best exchange that brings more than `above` and that the list has room for, and tells what it brings. None is
// 0 where the list is right as it is. `to_spare` minutes stay free.
std::optional<std::int64_t> Raising::exchange(SeatIndex s, std::int64_t above, int to_spare) {
    const Prospect prospect = this->prospect(s);
    std::vector<Exchange> exchanges;
    const int room = board_.room(s) - to_spare;
    for (std::size_t o = 0; o < choices_.size(); ++o) {
        if (!prospect.losses[o]) continue;
        for (std::size_t i = 0; i < choices_.size(); ++i)
            if (prospect.gains[i] && *prospect.gains[i] - *prospect.losses[o] > above &&
                choices_[i].minutes <= room + choices_[o].minutes)
                exchanges.push_back({*prospect.gains[i] - *prospect.losses[o], o, i});
    }
    std::sort(exchanges.begin(), exchanges.end(), [](const Exchange& a, const Exchange& b) {
        if (a.gain != b.gain) return a.gain > b.gain;
        return a.out != b.out ? a.out < b.out : a.in < b.in;
    });
    for (const Exchange& each : exchanges)
        if (board_.has_room(s, choices_[each.out].kinds, choices_[each.in].kinds) &&
            make(s, sorts_in(choices_[each.out].kinds, prospect.out), sorts_in(choices_[each.in].kinds, prospect.in)))
            return each.gain;
    return std::nullopt;
}

bool Raising::improve(SeatIndex s) {
    const bool better = board_.seat(s).present && exchange(s, 0);
    done_.clear();
    return better;
}

bool Raising::make(SeatIndex s, const std::vector<std::size_t>& out, const std::vector<std::size_t>& in) {
    for (const std::size_t sort : out)
        if (std::find(in.begin(), in.end(), sort) != in.end()) return false;
    std::vector<CallIndex> leaving;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Alike& alike = alike_[out[i]];
        const auto before =
            static_cast<std::size_t>(std::count(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(i), out[i]));
        const CallIndex c = alike.calls[alike.called - 1 - before];
        if (!board_.ahead().wait(c)) {
            for (const CallIndex other : leaving) board_.ahead().comes_today(other);
            return false;
        }
        leaving.push_back(c);
    }
    for (const CallIndex c : leaving) leave(s, c);
    for (const std::size_t sort : in) come(alike_[sort].calls[alike_[sort].called], s);
    return true;
}

// `c` leaves, wherever it is; where that is another list, a call of its sort goes there from this one.
void Raising::leave(SeatIndex s, CallIndex c) {
    const SeatIndex from = *board_.seat_of(c);
    go(c);
    if (from == s) return;
    const auto& list = board_.list(s);
    move(*std::find_if(list.rbegin(), list.rend(),
                       [&](CallIndex other) { return free_[other] && sort_of(other) == sort_of(c); }),
         from);
}

}  // namespace bienveille
