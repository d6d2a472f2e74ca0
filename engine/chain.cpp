#include "engine/chain.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace bienveille {
namespace {

constexpr Fit::Order kLoosely = Fit::Order::loosely;

// A call that would have to leave `from` so that the call of step `before` can take its place there.
struct Step {
    CallIndex call;
    std::size_t before;
    SeatIndex from;
};

class ChainSearch {
public:
    ChainSearch(Board& board, CallIndex c, const std::vector<bool>& nowhere)
        : board_(board), steps_{{c, 0, 0}}, is_reached_(nowhere), unreached_of_(board.seats()) {
        constexpr std::size_t kOften = 64;  // calls looked at by a search that finds something
        steps_.reserve(kOften);
        unreached_.reserve(kOften);
        if (!is_tied(c)) reach(c);
    }

    Chain run() {
        for (std::size_t step = 0; step < steps_.size(); ++step) {
            const auto last = expand(step);
            if (last && apply(*last)) return {touched_, {}, false};
            leads_nowhere_ = leads_nowhere_ && !last;
        }
        return {{}, reached_, leads_nowhere_};
    }

private:
    struct End {
        std::size_t step;
        SeatIndex to;
    };
    struct Part {
        std::size_t begin;
        std::size_t end;
        bool known;
    };

    // With one advisor or at one time: not like the others of its group and kind, and nowhere else to go.
    bool is_tied(CallIndex c) const { return board_.brief(c).apart; }

    bool is_reached(CallIndex c) const { return is_reached_[board_.group_and_kind(c)]; }

    void reach(CallIndex c) {
        is_reached_[board_.group_and_kind(c)] = true;
        reached_.push_back({board_.brief(c).group, board_.brief(c).kind});
    }

    // Who could leave a seat so that this step's call fits; ends when one of them has room elsewhere.
    std::optional<End> expand(std::size_t step) {
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
                leads_nowhere_ = leads_nowhere_ && !board_.has_room(s, c, kLoosely);
            }
        }
        return std::nullopt;
    }

    // The calls of a list that could still be reached, lowest rank first. Whom it holds is the same until a chain is found.
    std::span<const CallIndex> unreached(SeatIndex s) {
        Part& part = unreached_of_[s];
        if (!part.known) {
            part = {unreached_.size(), unreached_.size(), true};
            for (auto c = board_.list(s).rbegin(); c != board_.list(s).rend(); ++c)
                if (!is_tied(*c)) unreached_.push_back(*c);
            part.end = unreached_.size();
        }
        const auto at = [&](std::size_t i) { return unreached_.begin() + static_cast<std::ptrdiff_t>(i); };
        const auto end = std::remove_if(at(part.begin), at(part.end), [&](CallIndex c) { return is_reached(c); });
        part.end = static_cast<std::size_t>(end - unreached_.begin());
        return std::span(unreached_).subspan(part.begin, part.end - part.begin);
    }

    std::optional<SeatIndex> seat_with_room(CallIndex c, SeatIndex except) const {
        for (const SeatIndex s : board_.group(c))
            if (s != except && board_.eligible(s, c) && board_.has_room(s, c, kLoosely)) return s;
        return std::nullopt;
    }

    // From the chain's end, where there is room, back to the first call. All moves or none.
    bool apply(End end) {
        std::vector<std::pair<CallIndex, SeatIndex>> done;  // and where each came from
        SeatIndex to = end.to;
        std::size_t step = end.step;
        touched_.clear();
        for (;; step = steps_[step].before) {
            const Step& move = steps_[step];
            const bool first = step == 0;
            if (!board_.has_room(to, move.call, kLoosely)) break;
            if (!first) board_.take(move.call);
            board_.put(to, move.call);
            touched_.push_back(to);
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

    Board& board_;
    std::vector<Step> steps_;
    std::vector<bool> is_reached_;  // by group and kind
    std::vector<GroupAndKind> reached_;
    bool leads_nowhere_ = true;
    std::vector<Part> unreached_of_;  // by seat, of unreached_
    std::vector<CallIndex> unreached_;
    std::vector<SeatIndex> touched_;
};

}  // namespace

Chain move_along_chain(Board& board, CallIndex c, const std::vector<bool>& nowhere) {
    return ChainSearch(board, c, nowhere).run();
}

}  // namespace bienveille
