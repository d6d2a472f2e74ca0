// Calls that have another rank than before, and so another number (board.h).
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "engine/board.h"
#include "engine/edit.h"

namespace bienveille {

class Renumbering {
public:
    struct Move {
        CallIndex was;
        CallIndex is;
    };
    // Ascending in both, all of them to later.
    explicit Renumbering(std::vector<Move> moves) : moves_(std::move(moves)) {}

    const std::vector<Move>& moves() const { return moves_; }

    CallIndex operator()(CallIndex c) const { return mapped(c, &Move::was, &Move::is); }
    CallIndex before(CallIndex c) const { return mapped(c, &Move::is, &Move::was); }

    template <class T>
    void apply(std::vector<T>& by_call) const {
        std::vector<std::size_t> out;
        std::vector<std::pair<std::size_t, T>> in;
        for (const Move& move : moves_) {
            out.push_back(move.was);
            in.emplace_back(move.is, by_call[move.was]);
        }
        edit(by_call, out, std::move(in));
    }

private:
    CallIndex mapped(CallIndex c, CallIndex Move::*from, CallIndex Move::*to) const {
        CallIndex now = c;
        if (moves_.empty() || c < moves_.front().was || c > moves_.back().is) return c;
        for (const Move& move : moves_) {
            if (move.*from == c) return move.*to;
            if (move.*from < c) --now;
        }
        for (const Move& move : moves_)
            if (move.*to <= now) ++now;
        return now;
    }

    std::vector<Move> moves_;
};

}  // namespace bienveille
