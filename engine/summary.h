// What a plan says about itself beside its lists: reasons of those not called, promises, balance, certificate.
//
// Decides: nothing about who is called; it accounts for what was decided.
//
// Model: promises as in model.h; the callback of a call that has begun or is fixed is kept. The certificate's bound
// follows from prices (prices.h).
// Cost: O(n) for n tenants owed a call, and that of prices.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/board.h"
#include "engine/look_ahead.h"

namespace bienveille {

// Why calls of one kind have no place, and the room there is for them.
struct NoPlace {
    UnplannedReason reason = UnplannedReason::no_room_today;
    Minutes room;
};

// Those who are not called.
class Unplanning {
public:
    Unplanning(const Board& board, const LookAhead& ahead, const DayInput& input, const Facts& facts);

    std::vector<Unplanned> all();
    // Rows of the same people in the same order, as they now stand.
    void tell_again(std::vector<Unplanned>& rows);
    void begin(Unplanned& row, const Candidate& call) const;  // for somebody owed a call; then tell_again()

private:
    void tell(Unplanned& row, CallIndex c);
    void tell_place(Unplanned& row, const Outlook& outlook) const;
    const NoPlace& why(CallIndex c);

    const Board& board_;
    const LookAhead& ahead_;
    const DayInput& input_;
    const Facts& facts_;
    bool anybody_present_ = false;
    std::vector<std::optional<NoPlace>> alike_;  // in who may call and in what they cost: by group and kind
    std::map<std::pair<std::int32_t, std::uint8_t>, NoPlace> with_own_advisor_;  // promised times
};

PromiseSummary promises_of(const Plan& plan, const LookAhead& ahead, const Facts& facts);

Balance balance_of(const Board& board, const DayInput& input, Value tolerance, bool solved_exactly);

Certificate certificate_of(const Plan& plan, const Board& board, const DayInput& input);

}  // namespace bienveille
