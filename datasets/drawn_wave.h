// How first contacts went: who was reached, by which try, for how long, who asked for a callback; and, where a first wave was
// recorded, on which day and at what time each was dialled.
//
// Decides: what happened. Does not decide: what people are like (drawn_people.h), what a planner should have done.
#pragma once

#include <vector>

#include "datasets/drawn_people.h"
#include "datasets/population.h"
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
    std::vector<Dial> dials;        // by area, then time; none where no wave was recorded
};

// Of a population with two windows a day where a wave was recorded: morning, afternoon.
Wave draw_wave(Random& random, const Population& population, const std::vector<Person>& people);

}  // namespace bienveille
