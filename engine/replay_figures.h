// What a replay amounts to, counted while it runs.
//
// Decides: how each figure of replay.h is counted. Does not decide: what happens.
#pragma once

#include <vector>

#include "engine/calendar.h"
#include "engine/replay.h"

namespace bienveille {

class ReplayRecord {
public:
    // `start` is the first morning; `truth` by tenant.
    ReplayRecord(const DayInput& start, const std::vector<const HiddenTruth*>& truth, const WorkingDays& working,
                 const RuleSet& rules, Day last);

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
        bool counts = false;         // not excluded, with a number
        Band band = Band::standard;  // on the first morning
        std::optional<int> day;      // of the first talk: 1 is the first working day
        std::optional<Owed> promise;
        std::optional<Owed> recall;
        bool level3_seen = false;
    };

    void note_talk(std::uint32_t tenant, const ReplayDial& dial);
    void close_promise(const Owed& promise);
    void close_recall(const Owed& recall);
    FirstContact first_contacts(const std::vector<const Person*>& people) const;

    const std::vector<const HiddenTruth*>& truth_;
    const WorkingDays& working_;
    const RuleSet& rules_;
    Day first_;
    Day last_;
    Replay result_;
    std::vector<Person> people_;
    std::vector<std::uint32_t> talks_;  // first talks, in order
};

}  // namespace bienveille
