// What a replay amounts to, counted while it runs.
//
// Decides: how each figure of replay.h is counted. Does not decide: what happens.
#pragma once

#include <vector>

#include "engine/calendar.h"
#include "engine/replay.h"

namespace bienveille {

// Of a tenant, on the first morning.
struct FirstMorning {
    bool counts = false;  // not excluded, with a number
    Band band = Band::standard;
    std::optional<Day> promised;  // a callback, of those who count
    std::optional<Day> recall;    // the first after level 3, where that was seen before and nobody has called since
    bool level3_seen = false;
};
std::vector<FirstMorning> first_morning_of(const DayInput& start, const WorkingDays& working, const RuleSet& rules);

class ReplayRecord {
public:
    // `truth` and `first_morning` by tenant.
    ReplayRecord(const std::vector<HiddenTruth>& truth, const std::vector<FirstMorning>& first_morning,
                 const WorkingDays& working, const RuleSet& rules, Day first, Day last);

    // A dial, and the tenant as known after it.
    void add(std::uint32_t tenant, const Tenant& after, const ReplayDial& dial);
    Replay finish() &&;

private:
    // Something owed by a day: a callback, a recall after level 3.
    struct Owed {
        Day by;
        bool tried = false;
        bool reached = false;
    };
    struct Person {
        std::optional<int> day;  // of the first talk: 1 is the first working day
        std::optional<Owed> promise;
        std::optional<Owed> recall;
        bool level3_seen = false;
    };

    int day_number(Day day);
    void note_talk(std::uint32_t tenant, const ReplayDial& dial);
    void close_promise(const Owed& promise);
    void close_recall(const Owed& recall);
    FirstContact first_contacts(const std::vector<const Person*>& people) const;

    const std::vector<HiddenTruth>& truth_;
    const std::vector<FirstMorning>& first_morning_;
    const WorkingDays& working_;
    const RuleSet& rules_;
    Day first_;
    Day last_;
    std::optional<Day> today_;  // of the last dial
    int number_of_today_ = 0;
    Replay result_;
    std::vector<Person> people_;
    std::vector<std::uint32_t> talks_;  // first talks, in order
};

}  // namespace bienveille
