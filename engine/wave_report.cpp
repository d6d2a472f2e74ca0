#include "engine/wave_report.h"

#include <algorithm>
#include <tuple>

#include "engine/consequence.h"
#include "engine/wave_courses.h"

namespace bienveille {
namespace {

WaveRecord& in_order(WaveRecord& record) {
    std::sort(record.people.begin(), record.people.end(),
              [](const WavePerson& a, const WavePerson& b) { return a.id < b.id; });
    std::stable_sort(record.attempts.begin(), record.attempts.end(),
                     [](const RecordedAttempt& a, const RecordedAttempt& b) {
                         return std::tie(a.tenant, a.at, a.advisor, a.outcome, a.minutes) <
                                std::tie(b.tenant, b.at, b.advisor, b.outcome, b.minutes);
                     });
    return record;
}

}  // namespace

WaveReport report_of(WaveRecord record) {
    const Courses courses(in_order(record));
    WaveReport report;
    report.first = record.first;
    report.last = record.last;
    report.as_of = record.as_of;
    report.reach = reach_of(courses);
    report.callbacks = callbacks_of(courses);
    report.around = record.around;
    report.mood = mood_of(courses);
    report.needs_kept = record.needs_kept;
    report.needs = needs_of(courses);
    count_answers(courses, report);
    report.first_contact = first_contact_of(courses);
    report.level3 = level3_of(courses);
    report.plans_kept = record.plans_kept;
    report.most_level3 = record.most_level3;
    report.most_level2_and_3 = record.most_level2_and_3;
    report.load = load_of(record);
    count_continuity(courses, report);
    report.overrides = record.overrides;
    report.fairness = fairness_of(courses);
    return report;
}

Courses::Courses(WaveRecord& record) : record_(record), working_(record.calendar, record.first) {
    all_.reserve(record.people.size());
    auto attempt = record.attempts.cbegin();
    const auto end = record.attempts.cend();
    for (const WavePerson& person : record.people) {
        Course& course = all_.emplace_back(Course{&person, {}});
        while (attempt != end && attempt->tenant < person.id) ++attempt;
        for (; attempt != end && attempt->tenant == person.id; ++attempt)
            if (attempt->at.day < record.as_of) course.attempts.push_back(&*attempt);
    }
}

bool is_try(const RecordedAttempt& attempt) { return attempt.outcome != Outcome::not_attempted; }

bool Courses::called(const Course& course) const {
    return std::any_of(course.attempts.begin(), course.attempts.end(),
                       [&](const RecordedAttempt* each) { return in_wave(*each) && is_try(*each); });
}

bool Courses::reached(const Course& course) const { return days_to_first_talk(course).has_value(); }

std::optional<int> Courses::days_to_first_talk(const Course& course) const {
    for (const RecordedAttempt* each : course.attempts) {
        if (!in_wave(*each) || !counts_as_reached(each->outcome)) continue;
        const Day from = std::max(record_.first, course.person->joined_on.value_or(record_.first));
        return std::max(1, static_cast<int>(working_.between(from, each->at.day).size()));
    }
    return std::nullopt;
}

}  // namespace bienveille
