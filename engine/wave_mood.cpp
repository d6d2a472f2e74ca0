// Of a wave: how people are, by area and commune, and what they need.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/small_groups.h"
#include "engine/wave_courses.h"

namespace bienveille {
namespace {

constexpr std::string_view kWorryNeed = "inquietude_proche";

bool is_worried(const Course& course) {
    if (course.person->relatives_at_risk == true) return true;
    return std::any_of(course.attempts.begin(), course.attempts.end(), [](const RecordedAttempt* each) {
        return std::find(each->needs.begin(), each->needs.end(), kWorryNeed) != each->needs.end();
    });
}

void count(MoodRow& row, const Course& course, bool reached, bool worried) {
    ++row.called;
    if (!reached) return;
    ++row.reached;
    const WavePerson& person = *course.person;
    if (person.anxiety) ++row.level[static_cast<std::size_t>(*person.anxiety)];
    if (person.support) ++row.support[static_cast<std::size_t>(*person.support)];
    row.worried += worried ? 1 : 0;
    if (person.neighbours_help) ++row.neighbours[*person.neighbours_help ? 1 : 0];
}

// Nothing is left of a hidden row but its name.
void hide(MoodRow& row) { row = {row.kind, row.area, row.commune, true}; }

template <class Rows>
std::vector<bool> hidden(const Rows& rows) {
    std::vector<int> people;
    for (const auto& row : rows) people.push_back(row->called);
    return hidden_groups(people);
}

using ByCommune = std::map<std::string, MoodRow>;

// Communes add up to their area, areas to everybody. Communes of a hidden area are hidden all.
void append_area(std::vector<MoodRow>& rows, MoodRow area, ByCommune communes, bool area_hidden) {
    std::vector<MoodRow*> each;
    for (auto& [name, row] : communes) each.push_back(&row);
    const std::vector<bool> small = hidden(each);
    if (area_hidden) hide(area);
    rows.push_back(area);
    if (communes.size() == 1 && communes.begin()->first.empty()) return;  // communes are not known here
    for (std::size_t i = 0; i < each.size(); ++i) {
        if (area_hidden || small[i]) hide(*each[i]);
        rows.push_back(*each[i]);
    }
}

// Told only where it tells of no hidden commune: what is hidden inside is none, or enough people of several.
void append_around(std::vector<MoodRow>& rows, MoodRow around, const std::set<std::string>& communes,
                   const std::map<std::string, int>& called) {
    int groups = 0;
    int people = 0;
    for (const MoodRow& row : rows) {
        if (row.kind != MoodRow::Kind::commune || !row.hidden || !communes.contains(row.commune)) continue;
        ++groups;
        people += called.at(row.commune);
    }
    const bool tells = groups > 0 && (groups < 2 || people < kLeastGroup);
    if (tells || (around.called > 0 && around.called < kLeastGroup)) hide(around);
    rows.push_back(std::move(around));
}

}  // namespace

std::vector<MoodRow> mood_of(const Courses& courses) {
    using Kind = MoodRow::Kind;
    const std::set<std::string> names(courses.record().around.begin(), courses.record().around.end());
    std::map<std::string, std::pair<MoodRow, ByCommune>> areas;
    std::map<std::string, int> called;
    MoodRow around{Kind::around};
    MoodRow everybody{Kind::everybody};
    for (const Course& course : courses.all()) {
        if (!courses.called(course)) continue;
        const WavePerson& person = *course.person;
        const bool reached = courses.reached(course);
        const bool worried = is_worried(course);
        auto& [area, communes] = areas[person.area];
        area.area = person.area;
        MoodRow& commune = communes[person.commune];
        commune.kind = Kind::commune;
        commune.area = person.area;
        commune.commune = person.commune;
        for (MoodRow* row : {&area, &commune, &everybody}) count(*row, course, reached, worried);
        if (names.contains(person.commune)) count(around, course, reached, worried);
        ++called[person.commune];
    }
    std::vector<const MoodRow*> each;
    for (const auto& [name, area] : areas) each.push_back(&area.first);
    const std::vector<bool> small = hidden(each);
    std::vector<MoodRow> rows;
    std::size_t i = 0;
    for (auto& [name, area] : areas) append_area(rows, area.first, std::move(area.second), small[i++]);
    if (!names.empty()) append_around(rows, std::move(around), names, called);
    if (everybody.called > 0 && everybody.called < kLeastGroup) hide(everybody);
    rows.push_back(std::move(everybody));
    return rows;
}

std::vector<NeedRow> needs_of(const Courses& courses) {
    std::map<std::string, int> people;
    int asked = 0;  // everybody who was reached, or said a need
    for (const Course& course : courses.all()) {
        std::set<std::string_view> needs;
        for (const RecordedAttempt* attempt : course.attempts)
            if (courses.in_wave(*attempt)) needs.insert(attempt->needs.begin(), attempt->needs.end());
        for (const std::string_view need : needs) ++people[std::string(need)];
        asked += courses.reached(course) || !needs.empty() ? 1 : 0;
    }
    std::vector<NeedRow> rows;
    for (const auto& [code, count] : people) {
        const bool small = hidden_groups({count, asked - count}).front();
        rows.push_back({code, small ? 0 : count, small});
    }
    return rows;
}

}  // namespace bienveille
