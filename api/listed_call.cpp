#include "api/listed_call.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "api/clock.h"
#include "engine/calendar.h"
#include "engine/score.h"

namespace bienveille {
namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace

bool is_listed(const KeptCall& kept, const Call* planned, const Tenant* tenant) {
    return planned || (kept.state != CallState::cancelled && tenant);
}

TimeOfDay listed_at(const KeptCall& kept, const Call* planned, const Tenant* tenant, const Calendar& calendar) {
    if (planned) return planned->starts_at;
    if (kept.lease) return local_time(seconds_of(kept.lease->began_at), calendar.time_zone);
    const bool tried = tenant && tenant->last_attempt_at && tenant->last_attempt_at->day == kept.day;
    return tried ? tenant->last_attempt_at->time : Call{}.starts_at;
}

ListedCall listed(const KeptCall& kept, Call call, std::optional<TenantRecord> tenant) {
    ListedCall shown{std::move(call), kept.id, std::move(tenant), {}, false};
    shown.call.state = kept.state;
    return shown;
}

Call call_beside_plan(const KeptCall& kept, const Unplanned* unplanned, const Tenant& tenant, const RuleSet& rules,
                      const Calendar& calendar) {
    const Work& work = rules.work;
    Call call;
    call.tenant = tenant.id;
    call.minutes = tenant.anxiety ? work.levels.at(static_cast<std::size_t>(*tenant.anxiety)) : work.unknown_level;
    if (tenant.anxiety == 3) call.pause = work.pause_after_level3;
    call.same_advisor = tenant.last_advisor == kept.advisor;
    call.card = score(tenant, rules, WorkingDays(calendar, kept.day), kept.day);
    call.starts_at = listed_at(kept, nullptr, &tenant, calendar);
    if (!unplanned) return call;
    call.tier = unplanned->tier.value_or(Tier::score);
    call.due_on = unplanned->due_on;
    call.late = unplanned->due_on && *unplanned->due_on < kept.day;
    return call;
}

void show_last(ListedCall& call, const Attempt& last) {
    call.last_needs = split(last.needs);
    call.doubled = last.doubled && last.call == call.id;
}

}  // namespace bienveille
