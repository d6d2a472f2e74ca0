#include "datasets/drawn_wave.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <optional>

#include "datasets/talk_minutes.h"

namespace bienveille {
namespace {

constexpr int kTries = kTriesOfContact;

std::vector<std::size_t> shuffled_people(Random& random, const std::vector<Person>& people) {
    std::vector<std::size_t> order(people.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    random.shuffle(order);
    return order;
}

// --------------------------------------------------------------------------- how each contact ended

void draw_outcomes(Random& random, const Population& of, const std::vector<Person>& people,
                   std::vector<Contact>& contacts) {
    int dealt = 0;
    for (const std::size_t i : shuffled_people(random, people)) {
        if (people[i].level == 3 && of.level3_all_reached) continue;
        if (dealt < of.not_reached) {
            contacts[i].outcome = random.percent(of.voicemail_percent) ? Outcome::voicemail : Outcome::no_answer;
            contacts[i].tries = kTries;
        } else if (dealt < of.not_reached + of.wrong_number) {
            contacts[i].outcome = Outcome::wrong_number;
        } else if (dealt < of.not_reached + of.wrong_number + of.refused) {
            contacts[i].outcome = Outcome::refused_today;
        }
        ++dealt;
    }
}

bool answered(const Contact& contact) {
    return contact.outcome == Outcome::reached || contact.outcome == Outcome::refused_today;
}

void draw_tries_and_talk(Random& random, const Population& of, const std::vector<Person>& people,
                         std::vector<Contact>& contacts) {
    std::vector<int> tries;
    for (int number = 1; number <= kTries; ++number)
        tries.insert(tries.end(), static_cast<std::size_t>(of.answered_try[static_cast<std::size_t>(number - 1)]),
                     number);
    random.shuffle(tries);
    std::size_t next = 0;
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        if (!answered(contacts[i])) continue;
        contacts[i].tries = tries[next++];
        contacts[i].talk = contacts[i].outcome == Outcome::reached
                               ? draw_talk_minutes(random, people[i].level, of.talk_median_tenths)
                               : Minutes{1};
    }
    assert(next == tries.size());
}

// ------------------------------------------------------------------------------------- on which day

std::size_t area_of(const Population& of, const Person& person) {
    return static_cast<std::size_t>(of.communes[static_cast<std::size_t>(person.commune)].area);
}

// Longest talks first, each to the day of its area with the least talk so far, so that no day overflows its windows.
// More than two tries need a day before.
void draw_days(Random& random, const Population& of, const std::vector<Person>& people,
               std::vector<Contact>& contacts) {
    std::vector<std::size_t> order = shuffled_people(random, people);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const bool late_a = contacts[a].tries > 2;
        const bool late_b = contacts[b].tries > 2;
        return late_a != late_b ? late_a : contacts[a].talk > contacts[b].talk;
    });
    std::vector<std::vector<int>> room = of.recorded->calls;
    const std::size_t days = room.front().size();
    std::vector<std::vector<Minutes>> talk(room.size(), std::vector<Minutes>(days));
    for (const std::size_t i : order) {
        const std::size_t area = area_of(of, people[i]);
        std::optional<std::size_t> best;
        for (std::size_t day = contacts[i].tries > 2 ? 1 : 0; day < days; ++day)
            if (room[area][day] > 0 && (!best || talk[area][day] < talk[area][*best])) best = day;
        assert(best);
        contacts[i].day = static_cast<int>(*best);
        talk[area][*best] += contacts[i].talk;
        --room[area][*best];
    }
}

// ------------------------------------------------------------------------------------ who asks again

// By level first; where a wave was recorded then moved between days within a level until each day has its own number.
void draw_callbacks(Random& random, const Population& of, const std::vector<Person>& people,
                    std::vector<Contact>& contacts) {
    std::array<int, 4> left = of.callbacks_by_level;
    const std::vector<std::size_t> order = shuffled_people(random, people);
    for (const std::size_t i : order) {
        int& of_level = left[static_cast<std::size_t>(people[i].level)];
        if (contacts[i].outcome != Outcome::reached || of_level == 0) continue;
        contacts[i].asked_callback = true;
        --of_level;
    }
    assert(left == (std::array<int, 4>{}));
    if (!of.recorded) return;
    std::vector<int> missing = of.recorded->callbacks;
    for (const Contact& contact : contacts)
        if (contact.asked_callback) --missing[static_cast<std::size_t>(contact.day)];
    const auto on_day_off_by = [&](std::size_t i, int sign) {
        return missing[static_cast<std::size_t>(contacts[i].day)] * sign > 0;
    };
    for (const std::size_t giver : order) {
        if (!contacts[giver].asked_callback || !on_day_off_by(giver, -1)) continue;
        const auto taker = std::find_if(order.begin(), order.end(), [&](std::size_t i) {
            return contacts[i].outcome == Outcome::reached && !contacts[i].asked_callback && on_day_off_by(i, 1) &&
                   people[i].level == people[giver].level;
        });
        if (taker == order.end()) continue;
        contacts[giver].asked_callback = false;
        contacts[*taker].asked_callback = true;
        ++missing[static_cast<std::size_t>(contacts[giver].day)];
        --missing[static_cast<std::size_t>(contacts[*taker].day)];
    }
    assert(std::all_of(missing.begin(), missing.end(), [](int n) { return n == 0; }));
}

// ---------------------------------------------------------------------------------- at which time of day

enum class Part : std::uint8_t { morning, afternoon, either };

struct Planned {
    Dial dial;
    Part part = Part::either;
};

// The dials of a contact, last first: alternating half-days, at most two a day.
void plan_dials(Random& random, const Population& of, std::size_t person, const Contact& contact,
                std::vector<Planned>& planned) {
    Planned last{{person, contact.tries, contact.day, {}, contact.outcome, contact.talk}, Part::either};
    if (contact.tries == 1) {
        planned.push_back(last);
        return;
    }
    // Three tries leave the choice of the half-day; two do so where there is a day before; four end in the afternoon.
    const bool ends_early = contact.tries < kTries && contact.day > 0 && random.percent(50);
    last.part = ends_early ? Part::morning : Part::afternoon;
    planned.push_back(last);
    for (int number = contact.tries - 1; number >= 1; --number) {
        Planned& after = planned.back();
        Planned before{{person, number, after.dial.day, {}, Outcome::no_answer, {}}, Part::morning};
        if (random.percent(of.voicemail_percent)) before.dial.outcome = Outcome::voicemail;
        if (after.part == Part::morning) {
            before.dial.day -= 1;
            before.part = Part::afternoon;
        }
        planned.push_back(before);
    }
}

bool talked(const Dial& dial) { return dial.outcome == Outcome::reached || dial.outcome == Outcome::refused_today; }

// Lays the dials of one advisor's day out in its two windows, with `notes` after each talk; false when they don't fit.
bool lay_out(Random& random, std::vector<Planned> day, const std::vector<Window>& windows, Minutes notes,
             std::vector<Dial>& dials) {
    const auto minutes_of = [&](const Dial& dial) { return talked(dial) ? dial.talk + notes : Minutes{1}; };
    std::array<Minutes, 2> left{windows[0].length(), windows[1].length()};
    for (const Planned& each : day)
        if (each.part != Part::either) left[each.part == Part::morning ? 0 : 1] -= minutes_of(each.dial);
    std::stable_sort(day.begin(), day.end(),
                     [&](const Planned& a, const Planned& b) { return minutes_of(a.dial) > minutes_of(b.dial); });
    for (Planned& each : day) {
        if (each.part != Part::either) continue;
        const std::size_t part = left[0] >= left[1] ? 0 : 1;
        each.part = part == 0 ? Part::morning : Part::afternoon;
        left[part] -= minutes_of(each.dial);
    }
    if (left[0] < Minutes{0} || left[1] < Minutes{0}) return false;
    random.shuffle(day);
    // A morning try without an answer is tried again the same afternoon: early enough to be 3 hours apart.
    std::stable_partition(day.begin(), day.end(), [](const Planned& each) {
        return each.part == Part::morning && !talked(each.dial) && each.dial.outcome != Outcome::wrong_number;
    });
    std::array<TimeOfDay, 2> now{windows[0].from, windows[1].from};
    for (Planned& each : day) {
        TimeOfDay& time = now[each.part == Part::morning ? 0 : 1];
        each.dial.at = time;
        time = time + minutes_of(each.dial);
        dials.push_back(each.dial);
    }
    return true;
}

std::vector<Dial> lay_out_wave(Random& random, const Population& of, const std::vector<Person>& people,
                               const std::vector<Contact>& contacts) {
    std::vector<std::vector<std::vector<Planned>>> days(  // by area, then day
        of.areas.size(), std::vector<std::vector<Planned>>(of.recorded->callbacks.size()));
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        std::vector<Planned> planned;
        plan_dials(random, of, i, contacts[i], planned);
        for (const Planned& each : planned)
            days[area_of(of, people[i])][static_cast<std::size_t>(each.dial.day)].push_back(each);
    }
    std::vector<Dial> dials;
    for (const auto& area : days) {
        for (const auto& day : area) {
            bool fits = false;
            for (int notes = 2; notes >= 0 && !fits; --notes)
                fits = lay_out(random, day, of.windows, Minutes{notes}, dials);
            assert(fits);
        }
    }
    return dials;
}

}  // namespace

Wave draw_wave(Random& random, const Population& population, const std::vector<Person>& people) {
    Wave wave;
    wave.contacts.resize(people.size());
    draw_outcomes(random, population, people, wave.contacts);
    draw_tries_and_talk(random, population, people, wave.contacts);
    if (population.recorded) draw_days(random, population, people, wave.contacts);
    draw_callbacks(random, population, people, wave.contacts);
    if (population.recorded) wave.dials = lay_out_wave(random, population, people, wave.contacts);
    return wave;
}

}  // namespace bienveille
