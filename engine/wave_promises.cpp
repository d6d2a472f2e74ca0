// Of a wave: the callbacks promised in it and what became of them, and the second call after level 3.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/consequence.h"
#include "engine/wave_courses.h"

namespace bienveille {
namespace {

using Attempts = std::vector<const RecordedAttempt*>;

bool ends_it(Outcome outcome) {
    return outcome == Outcome::moved || outcome == Outcome::deceased || outcome == Outcome::hospitalised ||
           outcome == Outcome::absent_until;
}

// What was done from an attempt on, up to and with a day.
struct Done {
    bool tried = false;
    bool reached = false;
    bool ended = false;
};

Done done_by(Attempts::const_iterator from, Attempts::const_iterator end, Day day) {
    Done done;
    for (auto each = from; each != end && (*each)->at.day <= day; ++each) {
        done.tried = done.tried || is_try(**each);
        done.reached = done.reached || counts_as_reached((*each)->outcome);
        done.ended = done.ended || ends_it((*each)->outcome);
    }
    return done;
}

// Why nobody dialled, as far as plans tell.
class Reasons {
public:
    explicit Reasons(const WaveRecord& record) : plans_kept_(record.plans_kept) {
        for (const WaveList& list : record.lists)
            for (const TenantId& tenant : list.tenants) listed_.emplace(tenant, list.day);
        for (const WaveUnplanned& each : record.unplanned)
            left_out_.emplace(std::pair{each.tenant, each.day}, each.reason);
    }

    void explain(MissedPromise& missed) const {
        if (!plans_kept_) return;
        const auto list = listed_.upper_bound({missed.tenant, missed.made_on});
        const auto left_out = left_out_.find({missed.tenant, missed.due_on});
        if (list != listed_.end() && list->first == missed.tenant && list->second <= missed.due_on) {
            missed.why = MissedPromise::Why::listed;
        } else if (left_out != left_out_.end()) {
            missed.why = MissedPromise::Why::left_out;
            missed.left_out = left_out->second;
        } else {
            missed.why = MissedPromise::Why::no_plan;
        }
    }

private:
    bool plans_kept_;
    std::set<std::pair<TenantId, Day>> listed_;
    std::map<std::pair<TenantId, Day>, UnplannedReason> left_out_;
};

MissedPromise missed_promise(const RecordedAttempt& made, Attempts::const_iterator next, Attempts::const_iterator end) {
    MissedPromise missed{made.tenant, made.at.day, *made.callback_by, MissedPromise::Why::not_known, {}, {}, {}};
    for (; next != end; ++next) {
        const int late = (*next)->at.day - missed.due_on;
        if (is_try(**next) && !missed.tried_days_late) missed.tried_days_late = late;
        if (counts_as_reached((*next)->outcome) && !missed.reached_days_late) missed.reached_days_late = late;
    }
    return missed;
}

void add(DueDay& to, const DueDay& one) {
    to.due += one.due;
    to.reached += one.reached;
    to.tried += one.tried;
    to.ended += one.ended;
    to.missed += one.missed;
    to.open += one.open;
}

}  // namespace

WaveCallbacks callbacks_of(const Courses& courses) {
    WaveCallbacks callbacks;
    std::map<Day, DueDay> by_day;
    const Reasons reasons(courses.record());
    const Day as_of = courses.record().as_of;
    for (const Course& course : courses.all()) {
        bool asked = false;
        for (auto each = course.attempts.begin(); each != course.attempts.end(); ++each) {
            if (!(*each)->callback_by || !courses.in_wave(**each)) continue;
            asked = true;
            const Day due = *(*each)->callback_by;
            callbacks.longest_days = std::max(callbacks.longest_days.value_or(0), due - (*each)->at.day);
            const Done done = done_by(each + 1, course.attempts.end(), due);
            DueDay one{due, 1, 0, 0, 0, 0, 0};
            if (done.reached)
                one.reached = 1;
            else if (done.ended || course.person->gone)
                one.ended = 1;
            else if (due >= as_of)
                one.open = 1;
            else if (done.tried)
                one.tried = 1;
            else
                one.missed = 1;
            if (one.missed == 1) {
                callbacks.missed.push_back(missed_promise(**each, each + 1, course.attempts.end()));
                reasons.explain(callbacks.missed.back());
            }
            add(callbacks.all, one);
            DueDay& day = by_day[due];
            day.day = due;
            add(day, one);
        }
        callbacks.people += asked ? 1 : 0;
    }
    for (const auto& [day, counts] : by_day) callbacks.by_day.push_back(counts);
    std::stable_sort(callbacks.missed.begin(), callbacks.missed.end(),
                     [](const MissedPromise& a, const MissedPromise& b) { return a.due_on < b.due_on; });
    return callbacks;
}

Level3Recalls level3_of(const Courses& courses) {
    Level3Recalls recalls;
    const WaveRecord& record = courses.record();
    for (const Course& course : courses.all()) {
        const auto& attempts = course.attempts;
        const auto seen = std::find_if(attempts.begin(), attempts.end(), [&](const RecordedAttempt* each) {
            return each->anxiety == 3 && courses.in_wave(*each);
        });
        if (seen == attempts.end()) continue;
        ++recalls.seen;
        const Day due = courses.working().after((*seen)->at.day, record.first_recall_working_days);
        const Done done = done_by(seen + 1, attempts.end(), due);
        if (due >= record.as_of && !done.reached) continue;
        ++recalls.due;
        recalls.tried += done.tried ? 1 : 0;
        recalls.reached += done.reached ? 1 : 0;
    }
    return recalls;
}

}  // namespace bienveille
