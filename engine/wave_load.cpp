// Of a wave: when people were first reached, and what plans gave to whom.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/small_groups.h"
#include "engine/wave_courses.h"

namespace bienveille {

std::vector<BandRow> first_contact_of(const Courses& courses) {
    constexpr std::size_t kUnknown = 3;
    constexpr std::size_t kEverybody = 4;
    struct Tally {
        int people = 0;
        std::vector<int> days;
    };
    std::array<Tally, 5> tallies;
    for (const Course& course : courses.all()) {
        if (!course.person->eligible) continue;
        const auto days = courses.days_to_first_talk(course);
        const auto& band = course.person->band;
        for (const std::size_t i : {band ? static_cast<std::size_t>(*band) : kUnknown, kEverybody}) {
            ++tallies[i].people;
            if (days) tallies[i].days.push_back(*days);
        }
    }
    const int all = tallies[kEverybody].people;
    std::vector<int> people;
    for (std::size_t i = 0; i < kEverybody; ++i) people.push_back(tallies[i].people);
    std::vector<bool> hidden = hidden_groups(people);
    hidden.push_back(hidden_groups({all}).front());
    std::vector<BandRow> rows;
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        if (i == kUnknown && tallies[i].people == 0) continue;
        BandRow& row = rows.emplace_back();
        if (i < kUnknown) row.band = static_cast<Band>(i);
        row.hidden = hidden[i];
        if (row.hidden) continue;
        row.figures = first_contact(tallies[i].people, std::move(tallies[i].days));
    }
    return rows;
}

std::vector<LoadRow> load_of(const WaveRecord& record) {
    std::map<AdvisorId, LoadRow> rows;
    for (const WaveList& list : record.lists) {
        if (list.day < record.first || record.last < list.day) continue;
        LoadRow& row = rows[list.advisor];
        row.advisor = list.advisor;
        ++row.days;
        row.calls += list.calls;
        row.capacity += list.capacity;
        row.planned += list.planned;
        row.pauses += list.pauses;
        row.most_level3 = std::max(row.most_level3, list.level3);
        row.most_level2_and_3 = std::max(row.most_level2_and_3, list.level2_and_3);
        if (list.level3 > record.most_level3 || list.level2_and_3 > record.most_level2_and_3) ++row.days_above_caps;
    }
    std::vector<LoadRow> sorted;
    for (auto& [advisor, row] : rows) sorted.push_back(std::move(row));
    return sorted;
}

}  // namespace bienveille
