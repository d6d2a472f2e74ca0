#include "api/running_days.h"

#include <utility>

namespace bienveille {

bool RunningDays::with(Day day, As as, const std::function<void(RunningDay&)>& use) {
    const auto mine = kept(day);
    const std::lock_guard lock(mine->mutex);
    if (!mine->day || as == As::it_is_now) bring_up(*mine, day);
    if (!mine->day) return false;
    use(*mine->day);
    return true;
}

std::shared_ptr<RunningDays::Kept> RunningDays::kept(Day day) {
    const std::lock_guard lock(mutex_);
    if (const auto found = days_.find(day); found != days_.end()) return found->second;
    // The earliest one is the least likely to be asked again.
    if (days_.size() >= kMostDays) days_.erase(days_.begin());
    return days_.emplace(day, std::make_shared<Kept>()).first->second;
}

void RunningDays::bring_up(Kept& kept, Day day) {
    LiveDayChanges changes = store_.live_day_since(day, kept.day ? kept.moment : -1);
    const std::int64_t moment = changes.moment;
    if (!changes.whole) {
        auto before = std::move(kept.day);  // gone if it throws half way
        before->take_over(std::move(changes));
        kept.day = std::move(before);
    } else {
        kept.day = make_(*std::move(changes.whole));
    }
    kept.moment = moment;
}

}  // namespace bienveille
