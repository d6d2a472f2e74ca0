// What the ladder proposed, and what people decide.
#include <random>

#include "api/service.h"
#include "api/service_answers.h"
#include "engine/names.h"

namespace bienveille {
namespace {

std::uint64_t any_number() {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    return random();
}

}  // namespace

std::string new_id() {
    char text[40];
    std::snprintf(text, sizeof text, "a%016llx%016llx", static_cast<unsigned long long>(any_number()),
                  static_cast<unsigned long long>(any_number()));
    return text;
}

std::string timed_id(std::int64_t seconds) {
    char text[40];
    std::snprintf(text, sizeof text, "e%010llx-%016llx", static_cast<unsigned long long>(seconds),
                  static_cast<unsigned long long>(any_number()));
    return text;
}

std::vector<Escalation> Service::escalations(std::string_view after, std::size_t limit, bool only_open) {
    return store_.escalations(after, limit, only_open);
}

Answer<Escalation> Service::decide(const StepDecision& wish, const Asker& by) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        const auto seen = store_.escalation(wish.id);
        if (!seen) return not_found("there is no escalation with this id");
        const auto state = state_after(seen->state, wish.decision);
        if (!state)
            return conflict(
                "this step is " + std::string{name(seen->state)} +
                (seen->decided_at.empty() ? "" : " since " + seen->decided_at + ", by " + seen->decided_by) +
                "; it cannot be decided so");
        const std::int64_t now = clock_();
        Escalation decided = *seen;
        decided.state = *state;
        decided.decided_at = utc_stamp(now);
        decided.decided_by = by.actor;
        decided.note = wish.note;
        std::optional<Escalation> next;
        const bool led_nowhere = *state == StepState::declined || *state == StepState::failed;
        if (const auto rung = led_nowhere ? rung_after(seen->step) : std::nullopt) {
            next = *seen;
            next->id = timed_id(now);
            next->step = *rung;
            next->state = StepState::proposed;
            next->proposed_at = decided.decided_at;
            next->decided_at = next->decided_by = next->note = "";
        }
        if (store_.decide(decided, seen->state, next, stamped(by))) return decided;
    }
    return changed_meanwhile();
}

}  // namespace bienveille
