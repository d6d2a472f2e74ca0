#include "engine/passing_on.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/balance.h"

namespace bienveille {
namespace {

class Passing {
public:
    Passing(Board& board, ByLoad& by_load) : board_(board), by_load_(by_load) {}

    bool any() {
        const SeatIndex top = by_load_.most();
        for (SeatIndex s = 0; s < board_.seats(); ++s)
            if (board_.seat(s).present && any_from(s, s == top)) return true;
        return false;
    }

private:
    struct Pass {
        CallIndex call;
        SeatIndex to;
    };

    Share share(SeatIndex s, std::int64_t change = 0) const {
        return {board_.load(s) + change, board_.seat(s).capacity};
    }

    // To any list, or to the least loaded alone; of calls alike the first.
    bool any_from(SeatIndex first, bool to_any) {
        std::vector<CallIndex> tried;
        for (const CallIndex c : board_.list(first)) {
            const auto is_as_c = [&](CallIndex other) { return are_alike(c, other); };
            if (board_.brief(c).apart || std::any_of(tried.begin(), tried.end(), is_as_c)) continue;
            tried.push_back(c);
            if (any_from(first, c, to_any)) return true;
        }
        return false;
    }

    // Breadth first, by calls alike `sort`.
    bool any_from(SeatIndex first, CallIndex sort, bool to_any) {
        std::vector<std::optional<CallIndex>> came(board_.seats());  // by list: who was passed on to it
        std::vector<SeatIndex> next{first};
        for (std::size_t i = 0; i < next.size(); ++i) {
            const std::vector<CallIndex> list = board_.list(next[i]);
            for (const CallIndex c : list) {
                if (board_.brief(c).apart || !are_alike(c, sort)) continue;
                for (const SeatIndex to : board_.group(c)) {
                    if (to == first || came[to]) continue;
                    came[to] = c;
                    next.push_back(to);
                    const bool is_end = to_any || to == by_load_.least();
                    if (is_end && evens_out(first, to, board_.cost(c)) && pass_on(first, to, came)) return true;
                }
            }
        }
        return false;
    }

    bool are_alike(CallIndex a, CallIndex b) const {
        const std::uint8_t kind = board_.brief(a).kind, other = board_.brief(b).kind;
        const bool both_light = kind < kLevel3 - 1 && other < kLevel3 - 1;
        return kind == other || (both_light && board_.cost(a) == board_.cost(b));
    }

    bool evens_out(SeatIndex from, SeatIndex to, int minutes) const {
        return share(to, minutes) < share(by_load_.most()) && share(by_load_.least()) < share(from, -minutes) &&
               makes_evener(share(from), share(to), minutes);
    }

    bool pass_on(SeatIndex first, SeatIndex last, const std::vector<std::optional<CallIndex>>& came) {
        if (!board_.has_room(last, *came[last], Fit::Order::loosely)) return false;
        std::vector<Pass> there, back;
        for (SeatIndex s = last; s != first; s = back.back().to) {
            there.push_back({*came[s], s});
            back.push_back({*came[s], *board_.seat_of(*came[s])});
        }
        seat(there);
        if (!board_.is_apart(first) || !board_.is_apart(last)) {
            seat(back);
            return false;
        }
        by_load_.renew(first);
        by_load_.renew(last);
        return true;
    }

    void seat(const std::vector<Pass>& passes) {
        for (const Pass& pass : passes) board_.take(pass.call);
        for (const Pass& pass : passes) board_.put(pass.to, pass.call);
    }

    Board& board_;
    ByLoad& by_load_;
};

}  // namespace

bool pass_along_lists(Board& board, ByLoad& by_load) { return Passing(board, by_load).any(); }

}  // namespace bienveille
