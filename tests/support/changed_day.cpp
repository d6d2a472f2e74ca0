#include "tests/support/changed_day.h"

#include <algorithm>
#include <cassert>
#include <functional>

#include "engine/plan.h"

namespace bienveille::test {
namespace {

class Happenings {
public:
    Happenings(DayInput& input, std::size_t most_tenants, std::uint64_t seed)
        : input_(input), most_tenants_(most_tenants), dice_(seed * 7919 + 17) {}

    void happen() {
        const std::vector<std::function<void()>> all{
            [&] { somebody_was_called(); },  [&] { a_person_fixed_a_call(); }, [&] { a_person_moved_calls(); },
            [&] { an_advisor_is_absent(); }, [&] { an_advisor_has_less(); },   [&] { an_advisor_came(); },
            [&] { somebody_opted_out(); },   [&] { somebody_is_new(); },       [&] { a_level_was_seen(); },
            [&] { an_emergency_opened(); },
        };
        for (int left = dice_.between(1, 4); left > 0; --left) dice_.one_of(all)();
    }

private:
    PreviousCall* any_call() { return input_.previous.empty() ? nullptr : &any(input_.previous); }
    template <class T>
    T& any(std::vector<T>& all) {
        return all[static_cast<std::size_t>(dice_.between(0, static_cast<int>(all.size()) - 1))];
    }

    void somebody_was_called() {
        if (PreviousCall* call = any_call()) call->state = dice_.once_in(2) ? CallState::done : CallState::in_progress;
    }
    void a_person_fixed_a_call() {
        if (PreviousCall* call = any_call()) call->pinned = true;
    }
    // To another advisor or to another half of the day, where it may not even fit.
    void a_person_moved_calls() {
        for (PreviousCall& call : input_.previous) {
            if (dice_.once_in(3)) call.advisor = any(input_.advisors).id;
            if (dice_.once_in(3)) call.starts_at = TimeOfDay{dice_.once_in(2) ? 9 * 60 + 10 : 14 * 60 + 10};
        }
    }
    void an_advisor_is_absent() { any(input_.advisors).absent_on.push_back({input_.day, input_.day}); }
    void an_advisor_has_less() {
        Advisor& advisor = any(input_.advisors);
        if (advisor.minutes) advisor.minutes->count /= 2;
    }
    void an_advisor_came() {
        if (input_.advisors.size() > 2) return;
        Advisor newcomer = any(input_.advisors);
        newcomer.id.text += "-too";
        newcomer.absent_on.clear();
        for (const Advisor& each : input_.advisors)
            if (each.id == newcomer.id) return;
        input_.advisors.push_back(newcomer);
    }
    void somebody_opted_out() { any(input_.tenants).status = Status::opted_out; }
    void somebody_is_new() {
        if (input_.tenants.size() >= most_tenants_) return;
        Tenant newcomer = any(input_.tenants);
        newcomer.id.text += "-too";
        for (const Tenant& each : input_.tenants)
            if (each.id == newcomer.id) return;
        newcomer.has_phone = true;
        newcomer.status = Status::active;
        newcomer.last_attempt_at.reset();
        newcomer.absent_until.reset();
        input_.tenants.push_back(newcomer);
    }
    void a_level_was_seen() { any(input_.tenants).anxiety = dice_.between(0, 3); }
    void an_emergency_opened() { any(input_.tenants).emergency_open = true; }

    DayInput& input_;
    std::size_t most_tenants_;
    Dice dice_;
};

}  // namespace

std::vector<PreviousCall> previous_of(const Plan& plan) {
    std::vector<PreviousCall> calls;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            calls.push_back({call.tenant, list.advisor, call.starts_at, call.minutes, call.pause, call.state,
                             call.fixed && call.state == CallState::planned});
    return calls;
}

RandomDay changed_day(RandomDay day, std::size_t most_tenants) {
    const auto plan = make_plan(day.input, day.rules);
    assert(plan);
    day.input.previous = previous_of(*plan);
    Happenings(day.input, most_tenants, day.seed).happen();
    return day;
}

}  // namespace bienveille::test
