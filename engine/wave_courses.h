// A wave's record in the order in which it is counted: each person with their attempts, by time.
//
// Decides: that order, and what an attempt is in the course of somebody's attempts. Does not decide: any figure (wave_*.cpp). For the report's
// own files only.
#pragma once

#include <optional>
#include <vector>

#include "engine/calendar.h"
#include "engine/wave_report.h"

namespace bienveille {

struct Course {
    const WavePerson* person = nullptr;
    std::vector<const RecordedAttempt*> attempts;  // all before as_of, by time
};

class Courses {
public:
    // Sorts the record, which must outlive it.
    explicit Courses(WaveRecord& record);

    const WaveRecord& record() const { return record_; }
    const std::vector<Course>& all() const { return all_; }  // by id
    const WorkingDays& working() const { return working_; }
    bool in_wave(const RecordedAttempt& attempt) const {
        return record_.first <= attempt.at.day && attempt.at.day <= record_.last;
    }
    bool called(const Course& course) const;
    bool reached(const Course& course) const;
    // Working days to the first talk of the wave; none where there was none.
    std::optional<int> days_to_first_talk(const Course& course) const;

private:
    const WaveRecord& record_;
    WorkingDays working_;
    std::vector<Course> all_;
};

// Somebody was tried: not left untried.
bool is_try(const RecordedAttempt& attempt);

WaveReach reach_of(const Courses& courses);
WaveCallbacks callbacks_of(const Courses& courses);
std::vector<MoodRow> mood_of(const Courses& courses);
std::vector<NeedRow> needs_of(const Courses& courses);
void count_answers(const Courses& courses, WaveReport& report);
std::vector<BandRow> first_contact_of(const Courses& courses);
Level3Recalls level3_of(const Courses& courses);
std::vector<LoadRow> load_of(const WaveRecord& record);
void count_continuity(const Courses& courses, WaveReport& report);
std::vector<FairnessTable> fairness_of(const Courses& courses);

}  // namespace bienveille
