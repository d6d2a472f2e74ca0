#include "api/retry_span.h"

#include "api/next_call.h"

namespace bienveille {

Moment tries_end(const RetryPolicy& policy, Moment first, const WorkingDays& working) {
    constexpr int kHours = 24, kMinutes = 60;
    if (policy.within_working_days > 0)
        return {working.after(first.day, policy.within_working_days), TimeOfDay{kHours * kMinutes}};
    const int minutes = first.time.minutes + policy.within_hours % kHours * kMinutes;
    const int days = policy.within_hours / kHours + minutes / (kHours * kMinutes);
    return {days > 0 ? working.after(first.day, days) : first.day, TimeOfDay{minutes % (kHours * kMinutes)}};
}

bool another_try_fits(const Tenant& tried, int tries_today, Moment first, const RetryPolicy& policy,
                      const RuleSet& rules, const Calendar& calendar) {
    const Day today = tried.last_attempt_at->day;
    const WorkingDays working(calendar, today);
    const auto again = retry_time(tried, tries_today, rules, calendar, today);
    const TimeOfDay opens = calendar.windows.empty() ? TimeOfDay{} : calendar.windows.front().from;
    const Moment next = again ? Moment{today, *again} : Moment{working.after(today, 1), opens};
    return next <= tries_end(policy, first, working);
}

}  // namespace bienveille
