// What a run found: sections of lines, the table that people read, and the same as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/judge.h"

namespace bienveille::bench {

// What a line is about, whatever it is called: the summary looks for it.
enum class Subject : std::uint8_t {
    whole_plan,
    make_plan,
    part,
    audit,
    replan,
    replan_kept,
    replan_kept_audited,
    mend,
    two_rules,
    by_value,
    exact_rival,
    boost,
    habit,
    reading,
    scoring,
    room,
    classes,
    flow,
};

struct Line {
    Subject subject = Subject::part;
    std::string name;
    std::optional<double> seconds;  // none: not within the limit
    int runs = 0;
    double peak_mib = 0;
    std::optional<Verdict> verdict;   // none where nobody is seated
    std::optional<double> gap;        // objective missing to the best known, 0 to 1
    std::optional<double> bound_gap;  // points missing to the plan's own bound, 0 to 1: policy value
    std::string note;                 // what was found, where that is not a seating
};

// Of all calls with a deadline, on a list or not.
struct Deadlines {
    std::int64_t kept = 0, impossible = 0, unproven = 0;
};

struct Section {
    std::string title;
    std::string situation;  // equal, real, slack, overfull
    int tenants = 0;
    int advisors = 0;
    int owed = 0;
    int follow_ups = 0;  // owed calls whose last caller is there
    std::string plan_digest;
    Deadlines deadlines;
    std::vector<Line> lines;  // the first is the planner: ratios are to its time

    const Line* about(Subject subject) const;  // the first such line, none when there is none
};

std::string time_text(double seconds);
std::string thousands(std::int64_t count);  // 1,234,567

std::string table(const Section& section);
std::string json(const std::vector<Section>& sections);  // a list

}  // namespace bienveille::bench
