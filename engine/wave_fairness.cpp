// Of a wave: whether every group was reached as far and as soon as everybody else.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "engine/small_groups.h"
#include "engine/wave_courses.h"

namespace bienveille {
namespace {

using Division = FairnessTable::Division;

const std::string kUnknown = "unknown";

struct Tally {
    std::int64_t eligible = 0;
    std::int64_t reached = 0;
    std::int64_t days = 0;  // to the first talk, of those reached, added up

    Tally operator-(const Tally& other) const {
        return {eligible - other.eligible, reached - other.reached, days - other.days};
    }
};

// (a / b) / (c / d), and whether it is under 0.8 or over 1.25: of whole numbers, before any rounding. For people and days of up to
// 10,000,000 the products stay below 2^63 / 10.
struct Ratio {
    Ratio(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) : above(a * d), below(b * c) {}
    Value rounded() const { return share_of(above, below); }
    bool flagged() const { return above * 5 < below * 4 || above * 4 > below * 5; }

    std::int64_t above;
    std::int64_t below;
};

std::string age_group(const WavePerson& person, Day first) {
    if (!person.birth_year) return kUnknown;
    const int age = first.year() - *person.birth_year;
    constexpr std::array<std::pair<int, std::string_view>, 4> kFrom{
        {{85, "85_and_over"}, {75, "75_84"}, {65, "65_74"}, {0, "under_65"}}};
    for (const auto& [from, name] : kFrom)
        if (age >= from) return std::string(name);
    return kUnknown;
}

std::string group_in(Division division, const WavePerson& person, Day first) {
    const auto or_unknown = [](const std::string& text) { return text.empty() ? kUnknown : text; };
    switch (division) {
        case Division::age: return age_group(person, first);
        case Division::sex: return or_unknown(person.sex);
        case Division::area: return or_unknown(person.area);
        case Division::household:
            if (!person.lives_alone) return kUnknown;
            return *person.lives_alone ? "alone" : "not_alone";
        case Division::isolation: return person.isolation_known ? "known" : kUnknown;
    }
    return kUnknown;
}

// Ages from young to old, others by name, "unknown" last.
std::pair<int, std::string> place_of(const std::string& group) {
    if (group == "under_65") return {0, ""};
    if (group == kUnknown) return {2, ""};
    return {1, group};
}

FairnessGroup compared(const std::string& name, const Tally& own, const Tally& others) {
    FairnessGroup group;
    group.group = name;
    group.eligible = static_cast<int>(own.eligible);
    group.reached = static_cast<int>(own.reached);
    group.coverage = wilson_interval(own.reached, own.eligible);
    if (own.eligible > 0 && others.reached > 0) {
        const Ratio coverage(own.reached, own.eligible, others.reached, others.eligible);
        group.coverage_ratio = coverage.rounded();
        group.coverage_flag = coverage.flagged();
    }
    if (own.reached == 0) return group;
    group.mean_days = share_of(own.days, own.reached);
    if (others.days > 0) {
        const Ratio delay(own.days, own.reached, others.days, others.reached);
        group.delay_ratio = delay.rounded();
        group.delay_flag = delay.flagged();
    }
    return group;
}

FairnessTable table_of(Division division,
                       const std::map<std::pair<int, std::string>, std::pair<std::string, Tally>>& tallies) {
    Tally all;
    std::vector<int> people;
    for (const auto& [place, group] : tallies) {
        all = all - (Tally{} - group.second);
        people.push_back(static_cast<int>(group.second.eligible));
    }
    const std::vector<bool> hidden = hidden_groups(people);
    FairnessTable table;
    table.division = division;
    std::size_t i = 0;
    for (const auto& [place, group] : tallies) {
        if (hidden[i++]) {
            table.groups.emplace_back().group = group.first;
            table.groups.back().hidden = true;
        } else {
            table.groups.push_back(compared(group.first, group.second, all - group.second));
        }
    }
    return table;
}

}  // namespace

std::vector<FairnessTable> fairness_of(const Courses& courses) {
    constexpr std::array kDivisions{Division::age, Division::sex, Division::area, Division::household,
                                    Division::isolation};
    std::array<std::map<std::pair<int, std::string>, std::pair<std::string, Tally>>, kDivisions.size()> tallies;
    for (const Course& course : courses.all()) {
        if (!course.person->eligible) continue;
        const auto days = courses.days_to_first_talk(course);
        for (std::size_t i = 0; i < kDivisions.size(); ++i) {
            const std::string name = group_in(kDivisions[i], *course.person, courses.record().first);
            auto& [group, tally] = tallies[i][place_of(name)];
            group = name;
            ++tally.eligible;
            if (!days) continue;
            ++tally.reached;
            tally.days += *days;
        }
    }
    std::vector<FairnessTable> tables;
    for (std::size_t i = 0; i < kDivisions.size(); ++i) tables.push_back(table_of(kDivisions[i], tallies[i]));
    return tables;
}

}  // namespace bienveille
