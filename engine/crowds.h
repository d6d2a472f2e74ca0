// Whose whole calls do not fit, as trying every filling of their lists shows: the proof where no sum tells.
//
// Decides: whether a duty is impossible beside those kept before it. Does not decide: who is asked for (look_ahead.h, refusals.h).
//
// Model: a crowd is all who are due by a day and speak one of some languages: a language with all that only its advisors speak, or
// everybody. Those of a crowd who are kept before a duty and the duty itself are put to every filling of all lists that may call them
// (every_filling.h), small crowds first. The shortest call that its advisors could make so long goes first: where that has no room, none
// has. Whoever finds no room finds none beside more, nor does who is due sooner, takes longer or has fewer who may call: so a proof
// of one is a proof of all who ask no less and come after the same people. Who of these can be left out so that there is still no room
// is: those due last first, those alike together, the least important of them first, until nobody can be.
// Promise: a proof that is told notes no more ways than the audit does (kMostWaysNoted).
// Cost: `steps` of every_filling.h for all questions about one reading of the duties, kMostSteps or fewer: an eighth of them for a short look
// at each question, so that what is hard leaves something for what is easy, a quarter to find proofs that can be told again; and
// kMostStepsOfLeavingOut beside. None beyond kMostListsTried lists of a crowd, or kMostLists in all.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/every_filling.h"
#include "engine/horizon.h"

namespace bienveille {

class Crowds {
public:
    static constexpr std::int64_t kMostSteps = 20'000'000;
    // `calls` are those of all duties, in the order of keeping; none of who has no day.
    Crowds(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<std::optional<AskedCall>> calls,
           std::int64_t steps)
        : horizon_(&horizon),
          minutes_(minutes),
          calls_(std::move(calls)),
          steps_(steps - steps / 8 - steps / 4),
          short_looks_(steps / 8),
          telling_(steps / 4) {}

    // Whether the lists until a day are few enough for such questions.
    static bool may_try(const Horizon& horizon, std::uint16_t end) {
        return end > 0 && horizon.begin[end] <= kMostLists;
    }
    // Others are kept now: what fitted may not fit any more, and nothing is told yet.
    void ask_anew();
    // What shows that a duty is impossible beside those of the duties before it that are kept.
    std::optional<std::size_t> against(std::size_t duty, const std::vector<char>& kept);

    struct Proof {
        AskedCall call;
        std::vector<std::size_t> beside;  // those who are kept; in the order of keeping
        std::vector<std::size_t> proven;  // who ask no less; in the order of keeping
    };
    // For all duties that one answer of against() shows to be impossible, in the order of keeping; as few proofs as there may be, none
    // that the audit would break off.
    std::vector<Proof> proofs(std::size_t answer, std::vector<std::size_t> duties);
    // Until each would be none without any one of those beside; as far as steps go.
    void leave_out_whom_it_does_not_take(std::vector<Proof>& proofs) const;

private:
    // Of those who speak the languages of `groups` and are due before day `end`.
    struct Crowd {
        std::vector<char> groups;
        std::uint16_t end;

        bool has(const AskedCall& call) const { return call.end <= end && groups[call.group] != 0; }
        bool operator==(const Crowd&) const = default;
    };
    struct Refused {
        AskedCall call;
        std::vector<std::size_t> beside;  // duties
    };
    struct Asked {
        AskedCall call;
        std::size_t crowd;
        std::size_t kept;  // of the crowd
        int unknown;       // how often that was the answer
    };

    bool all_by(std::size_t group, std::size_t teams_of) const;
    bool asks_no_less(const AskedCall& call, const AskedCall& other) const;
    std::size_t number(const Crowd& crowd);
    std::vector<std::size_t> crowds_of(std::size_t duty, const std::vector<char>& kept);
    Asked* to_ask(std::size_t crowd, const AskedCall& call, std::size_t kept);
    AskedCall shortest_instead(const AskedCall& call) const;
    bool is_refused(std::size_t crowd, const AskedCall& call, std::size_t duty, const std::vector<char>& kept);
    std::vector<OpenList> lists_of(const Crowd& crowd) const;
    bool is_proof(const AskedCall& call, const std::vector<std::size_t>& beside, std::int64_t& steps) const;
    void leave_out(Proof& proof, std::int64_t& steps) const;

    const Horizon* horizon_;
    std::array<int, kKinds> minutes_;
    std::vector<std::optional<AskedCall>> calls_;  // by duty
    std::vector<Crowd> crowds_;
    std::vector<Refused> refused_;
    std::vector<Asked> asked_;                    // without such a proof
    std::int64_t steps_, short_looks_, telling_;  // left

    static constexpr CellIndex kMostLists = 400;
    static constexpr std::int64_t kMostStepsOfLeavingOut = 4'000'000;
};

}  // namespace bienveille
