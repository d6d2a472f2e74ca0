// Wave 1 of the campaign of 2020 as it went: who was reached when, by which try, for how long, who asked for a callback.
//
// Decides: the recorded history of 26 March to 2 April. Does not decide: what people are like (campaign_2020_people.h),
// what a planner should have done.
#pragma once

#include <vector>

#include "datasets/campaign_2020_people.h"
#include "datasets/random.h"
#include "engine/model.h"

namespace bienveille {

// One dial.
struct Dial {
    std::size_t person = 0;
    int number = 1;  // of the contact's tries
    int day = 0;     // index of the wave's days
    TimeOfDay at;
    Outcome outcome = Outcome::reached;
    Minutes talk;
};

// How a person's contact went; its last dial ended it.
struct Contact {
    int day = 0;  // on which it ended
    int tries = 1;
    Outcome outcome = Outcome::reached;
    Minutes talk;
    bool asked_callback = false;
};

struct Wave {
    std::vector<Contact> contacts;  // by person
    std::vector<Dial> dials;        // by area, then time
};

// `windows` of a working day: morning, afternoon.
Wave wave_of_2020(Random& random, const std::vector<Person>& people, const std::vector<Window>& windows);

}  // namespace bienveille
