#include "engine/replay_figures.h"

#include <algorithm>

#include "engine/consequence.h"
#include "engine/exclusion.h"
#include "engine/score.h"

namespace bienveille {

std::vector<FirstMorning> first_morning_of(const DayInput& start, const WorkingDays& working, const RuleSet& rules) {
    std::vector<FirstMorning> mornings;
    mornings.reserve(start.tenants.size());
    for (const Tenant& tenant : start.tenants) {
        FirstMorning& morning = mornings.emplace_back();
        morning.counts = tenant.has_phone && !exclusion(tenant, start.day);
        morning.band = score(tenant, rules, working, start.day).band;
        morning.level3_seen = tenant.anxiety == 3;
        if (!morning.counts) continue;
        morning.promised = callback_deadline(tenant, rules, working);
        if (!morning.level3_seen || tenant.anxiety_cleared || tenant.level3_recalls > 0 || !tenant.anxiety_on) continue;
        const Day recall = working.after(*tenant.anxiety_on, rules.duties.first_recall_working_days);
        if (recall >= start.day) morning.recall = recall;
    }
    return mornings;
}

ReplayRecord::ReplayRecord(const std::vector<HiddenTruth>& truth, const std::vector<FirstMorning>& first_morning,
                           const WorkingDays& working, const RuleSet& rules, Day first, Day last)
    : truth_(truth),
      first_morning_(first_morning),
      working_(working),
      rules_(rules),
      first_(first),
      last_(last),
      people_(truth.size()) {
    for (std::size_t i = 0; i < people_.size(); ++i) {
        const FirstMorning& morning = first_morning[i];
        if (morning.promised) people_[i].promise = Owed{*morning.promised};
        if (morning.recall) people_[i].recall = Owed{*morning.recall};
        people_[i].level3_seen = morning.level3_seen;
    }
}

void ReplayRecord::add(std::uint32_t tenant, const Tenant& after, const ReplayDial& dial) {
    Person& person = people_[tenant];
    const bool talked = counts_as_reached(dial.outcome);
    ++result_.figures.dials;
    result_.figures.talk += dial.minutes;
    if (talked) note_talk(tenant, dial);
    for (auto* owed : {&person.promise, &person.recall}) {
        if (!*owed || dial.day > (*owed)->by) continue;
        (*owed)->tried = true;
        (*owed)->reached = (*owed)->reached || talked;
    }
    if (talked) {  // what was promised before has come to its end, what is promised now begins
        if (person.promise) close_promise(*person.promise);
        person.promise.reset();
        if (after.callback_due_on) person.promise = Owed{*after.callback_due_on};
        if (!person.level3_seen && after.anxiety == 3) {
            person.level3_seen = true;
            person.recall = Owed{working_.after(dial.day, rules_.duties.first_recall_working_days)};
        }
    }
    result_.dials.push_back(dial);
}

// Of the working days from the first on, the first is 1.
int ReplayRecord::day_number(Day day) {
    if (day != today_) {
        today_ = day;
        number_of_today_ = static_cast<int>(working_.between(first_, day).size());
    }
    return number_of_today_;
}

void ReplayRecord::note_talk(std::uint32_t tenant, const ReplayDial& dial) {
    Person& person = people_[tenant];
    if (person.day) return;
    person.day = day_number(dial.day);
    if (first_morning_[tenant].counts) talks_.push_back(tenant);
}

void ReplayRecord::close_promise(const Owed& promise) {
    if (promise.by > last_) return;
    ++result_.figures.promises_due;
    result_.figures.promises_tried += promise.tried ? 1 : 0;
    result_.figures.promises_reached += promise.reached ? 1 : 0;
}

void ReplayRecord::close_recall(const Owed& recall) {
    if (recall.by > last_) return;
    ++result_.figures.recalls_due;
    result_.figures.recalls_tried += recall.tried ? 1 : 0;
}

FirstContact ReplayRecord::first_contacts(const std::vector<const Person*>& people) const {
    std::vector<int> days;
    for (const Person* person : people)
        if (person->day) days.push_back(*person->day);
    return first_contact(static_cast<int>(people.size()), std::move(days));
}

Replay ReplayRecord::finish() && {
    ReplayFigures& figures = result_.figures;
    figures.working_days = static_cast<int>(working_.between(first_, last_).size());
    std::vector<const Person*> everybody;
    std::array<std::vector<const Person*>, 4> by_level;
    std::array<std::vector<const Person*>, 3> by_band;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        const Person& person = people_[i];
        if (person.promise) close_promise(*person.promise);
        if (person.recall) close_recall(*person.recall);
        if (!first_morning_[i].counts) continue;
        everybody.push_back(&person);
        by_level[static_cast<std::size_t>(truth_[i].level)].push_back(&person);
        by_band[static_cast<std::size_t>(first_morning_[i].band)].push_back(&person);
        if (truth_[i].level >= 2) ++figures.heavy;
        if (truth_[i].level == 3 && person.day)
            for (int day = *person.day; day <= 3; ++day) ++figures.level3_found[static_cast<std::size_t>(day - 1)];
    }
    figures.everybody = first_contacts(everybody);
    for (std::size_t level = 0; level < by_level.size(); ++level)
        figures.by_level[level] = first_contacts(by_level[level]);
    for (std::size_t band = 0; band < by_band.size(); ++band) figures.by_band[band] = first_contacts(by_band[band]);
    for (std::size_t quarter = 1; quarter <= figures.heavy_found.size(); ++quarter) {
        const std::size_t first = std::min(talks_.size(), everybody.size() * quarter / 4);
        figures.heavy_found[quarter - 1] =
            static_cast<int>(std::count_if(talks_.begin(), talks_.begin() + static_cast<std::ptrdiff_t>(first),
                                           [&](std::uint32_t tenant) { return truth_[tenant].level >= 2; }));
    }
    return std::move(result_);
}

}  // namespace bienveille
