#include "engine/chain.h"

#include <algorithm>
#include <array>

namespace bienveille {
namespace {

constexpr Fit::Order kLoosely = Fit::Order::loosely;

}  // namespace

Chains::Chains(Board& board) : board_(board), unreached_of_(board.seats()) {}

const Chain& Chains::make_room(CallIndex c, const std::vector<char>& nowhere) {
    steps_.assign(1, {c, 0, 0});
    is_reached_ = nowhere;
    for (const SeatIndex s : looked_at_) unreached_of_[s].known = false;
    looked_at_.clear();
    unreached_.clear();
    chain_.touched.clear();
    chain_.without_room.clear();
    chain_.leads_nowhere = true;
    if (!is_tied(c)) reach(c);
    for (std::size_t step = 0; step < steps_.size(); ++step) {
        const auto last = expand(step);
        if (last && apply(*last)) return chain_;
        chain_.leads_nowhere = chain_.leads_nowhere && !last;
    }
    chain_.touched.clear();
    return chain_;
}

void Chains::reach(CallIndex c) {
    is_reached_[board_.group_and_kind(c)] = 1;
    chain_.without_room.push_back({board_.brief(c).group, board_.brief(c).kind});
}

// Who could leave a seat so that this step's call fits; ends when one of them has room elsewhere.
std::optional<Chains::End> Chains::expand(std::size_t step) {
    const CallIndex homeless = steps_[step].call;
    for (const SeatIndex s : board_.group(homeless)) {
        if (!board_.eligible(s, homeless)) continue;
        std::array<std::optional<bool>, kKinds> fits_instead{};  // of a call of each kind
        for (const CallIndex c : unreached(s)) {
            if (is_reached(c)) continue;
            const std::uint8_t kind = board_.brief(c).kind;
            if (!fits_instead[kind]) fits_instead[kind] = board_.has_room_instead(s, kind, homeless, kLoosely);
            if (!*fits_instead[kind]) continue;
            reach(c);
            steps_.push_back({c, step, s});
            if (const auto to = seat_with_room(c, s)) return End{steps_.size() - 1, *to};
            chain_.leads_nowhere = chain_.leads_nowhere && !board_.has_room(s, c, kLoosely);
        }
    }
    return std::nullopt;
}

// The calls of a list that could still be reached, lowest rank first. Whom it holds is the same until a chain is found.
std::span<const CallIndex> Chains::unreached(SeatIndex s) {
    Part& part = unreached_of_[s];
    if (!part.known) {
        part = {unreached_.size(), unreached_.size(), true};
        looked_at_.push_back(s);
        for (auto c = board_.list(s).rbegin(); c != board_.list(s).rend(); ++c)
            if (!is_tied(*c)) unreached_.push_back(*c);
        part.end = unreached_.size();
    }
    const auto at = [&](std::size_t i) { return unreached_.begin() + static_cast<std::ptrdiff_t>(i); };
    const auto end = std::remove_if(at(part.begin), at(part.end), [&](CallIndex c) { return is_reached(c); });
    part.end = static_cast<std::size_t>(end - unreached_.begin());
    return std::span(unreached_).subspan(part.begin, part.end - part.begin);
}

std::optional<SeatIndex> Chains::seat_with_room(CallIndex c, SeatIndex except) const {
    for (const SeatIndex s : board_.group(c))
        if (s != except && board_.eligible(s, c) && board_.has_room(s, c, kLoosely)) return s;
    return std::nullopt;
}

// From the chain's end, where there is room, back to the first call. All moves or none.
bool Chains::apply(End end) {
    std::vector<std::pair<CallIndex, SeatIndex>> done;  // and where each came from
    SeatIndex to = end.to;
    std::size_t step = end.step;
    chain_.touched.clear();
    for (;; step = steps_[step].before) {
        const Step& move = steps_[step];
        const bool first = step == 0;
        if (!board_.has_room(to, move.call, kLoosely)) break;
        if (!first) board_.take(move.call);
        board_.put(to, move.call);
        chain_.touched.push_back(to);
        if (first) return true;
        done.emplace_back(move.call, move.from);
        to = move.from;
    }
    for (auto it = done.rbegin(); it != done.rend(); ++it) {
        board_.take(it->first);
        board_.put(it->second, it->first);
    }
    return false;
}

}  // namespace bienveille
