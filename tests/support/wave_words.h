// A wave's record in the domain's words, for tests: people, and what was dialled when.
#pragma once

#include <string>
#include <utility>

#include "engine/wave_record.h"
#include "tests/support/builders.h"

namespace bienveille::test {

// From Thursday 26 March to Thursday 2 April 2020, judged on Friday 3 April; Monday to Friday, 9 to 12 and 14 to 17.
inline WaveRecord wave_of_march() {
    WaveRecord wave;
    wave.first = day("2020-03-26");
    wave.last = day("2020-04-02");
    wave.as_of = day("2020-04-03");
    wave.calendar.working_days = {1, 2, 3, 4, 5};
    wave.calendar.windows = {{at("09:00"), at("12:00")}, {at("14:00"), at("17:00")}};
    return wave;
}

inline WavePerson person(std::string id, std::string area = "Nord") {
    WavePerson person;
    person.id = {std::move(id)};
    person.area = std::move(area);
    return person;
}

class AttemptWords {
public:
    AttemptWords(const char* tenant, const char* on, const char* hhmm, Outcome outcome) {
        attempt_.tenant = {tenant};
        attempt_.advisor = {"CONS-1"};
        attempt_.at = {day(on), at(hhmm)};
        attempt_.outcome = outcome;
    }
    operator const RecordedAttempt&() const { return attempt_; }

    // clang-format off
    AttemptWords& by(const char* advisor) { attempt_.advisor = {advisor}; return *this; }
    AttemptWords& lasting(int minutes) { attempt_.minutes = Minutes{minutes}; return *this; }
    AttemptWords& seeing_level(int level) { attempt_.anxiety = level; return *this; }
    AttemptWords& promising(const char* on) { attempt_.callback_by = day(on); return *this; }
    AttemptWords& needing(std::vector<std::string> needs) { attempt_.needs = std::move(needs); return *this; }
    AttemptWords& rung_in() { attempt_.incoming = true; return *this; }
    // clang-format on

private:
    RecordedAttempt attempt_;
};

inline AttemptWords talk(const char* tenant, const char* on, const char* hhmm = "10:00") {
    return {tenant, on, hhmm, Outcome::reached};
}
inline AttemptWords no_answer(const char* tenant, const char* on, const char* hhmm = "10:00") {
    return {tenant, on, hhmm, Outcome::no_answer};
}

}  // namespace bienveille::test
