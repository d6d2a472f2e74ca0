// Of a wave: how many were called and reached, and when the telephone was answered.
#include <algorithm>
#include <map>
#include <set>

#include "engine/consequence.h"
#include "engine/facts.h"
#include "engine/small_groups.h"
#include "engine/wave_courses.h"

namespace bienveille {
namespace {

bool answered(Outcome outcome) {
    switch (outcome) {
        case Outcome::reached:
        case Outcome::reached_brief:
        case Outcome::reached_third_party:
        case Outcome::prefers_switchboard:
        case Outcome::language_or_hearing:
        case Outcome::wrong_number:
        case Outcome::refused_today:
        case Outcome::opt_out:
        case Outcome::hospitalised:
        case Outcome::absent_until:
        case Outcome::moved:
        case Outcome::deceased: return true;
        case Outcome::no_answer:
        case Outcome::busy:
        case Outcome::voicemail:
        case Outcome::unassigned_number:
        case Outcome::not_attempted: return false;
    }
    return false;
}

HalfDay half_day_in(const Calendar& calendar, TimeOfDay time) {
    for (const Window& window : calendar.windows)
        if (window.from <= time && time < window.to) return half_day_of(window.from);
    return half_day_of(time);
}

void count(AnswerRow& row, const RecordedAttempt& attempt) {
    ++row.attempts;
    row.answered += answered(attempt.outcome) ? 1 : 0;
    row.reached += counts_as_reached(attempt.outcome) ? 1 : 0;
}

std::vector<EndingRow> ending_rows(const std::map<Outcome, int>& ended) {
    std::vector<int> people;
    for (const auto& [outcome, count] : ended) people.push_back(count);
    const std::vector<bool> hidden = hidden_groups(people);
    std::vector<EndingRow> rows;
    for (const auto& [outcome, count] : ended) {
        const bool small = hidden[rows.size()];
        rows.push_back({outcome, small ? 0 : count, small});
    }
    return rows;
}

}  // namespace

WaveReach reach_of(const Courses& courses) {
    WaveReach reach;
    std::map<Outcome, int> ended;
    std::set<Day> days;
    std::set<AdvisorId> advisors;
    for (const Course& course : courses.all()) {
        ++reach.people;
        reach.eligible += course.person->eligible ? 1 : 0;
        std::optional<Outcome> last;
        for (const RecordedAttempt* each : course.attempts) {
            if (!courses.in_wave(*each) || !is_try(*each)) continue;
            ++reach.attempts;
            reach.talk += each->minutes;
            days.insert(each->at.day);
            advisors.insert(each->advisor);
            last = each->outcome;
        }
        if (!last) continue;
        ++reach.called;
        ++ended[*last];
        if (!courses.reached(course)) continue;
        ++reach.reached;
        reach.covered += course.person->eligible ? 1 : 0;
    }
    reach.days = static_cast<int>(days.size());
    reach.advisors = static_cast<int>(advisors.size());
    reach.ended = ending_rows(ended);
    return reach;
}

void count_answers(const Courses& courses, WaveReport& report) {
    for (const Course& course : courses.all()) {
        std::size_t number = 0;
        for (const RecordedAttempt* each : course.attempts) {
            if (courses.in_wave(*each)) {
                report.to_social += each->to_social ? 1 : 0;
                report.to_emergency += each->to_emergency ? 1 : 0;
            }
            if (!is_try(*each) || each->incoming) continue;
            if (courses.in_wave(*each)) {
                const HalfDay half = half_day_in(courses.record().calendar, each->at.time);
                count(report.by_half_day[half == HalfDay::morning ? 0 : 1], *each);
                count(report.by_try[std::min(number, report.by_try.size() - 1)], *each);
            }
            number = counts_as_reached(each->outcome) ? 0 : number + 1;
        }
    }
    for (AnswerRow& row : report.by_half_day) row.answered_interval = wilson_interval(row.answered, row.attempts);
    for (AnswerRow& row : report.by_try) row.answered_interval = wilson_interval(row.answered, row.attempts);
}

void count_continuity(const Courses& courses, WaveReport& report) {
    for (const Course& course : courses.all()) {
        AdvisorId before = course.person->caller_before;
        for (const RecordedAttempt* each : course.attempts) {
            if (!counts_as_reached(each->outcome)) continue;
            if (!before.empty() && courses.in_wave(*each)) {
                ++report.follow_ups;
                report.same_advisor += before == each->advisor ? 1 : 0;
            }
            before = each->advisor;
        }
    }
}

}  // namespace bienveille
