#include "bench/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace bienveille::bench {
namespace {

const char* name(Subject subject) {
    switch (subject) {
        case Subject::whole_plan: return "whole_plan";
        case Subject::make_plan: return "make_plan";
        case Subject::part: return "part";
        case Subject::audit: return "audit";
        case Subject::replan: return "replan";
        case Subject::replan_kept: return "replan_kept";
        case Subject::replan_kept_audited: return "replan_kept_audited";
        case Subject::mend: return "mend";
        case Subject::two_rules: return "two_rules";
        case Subject::by_value: return "by_value";
        case Subject::exact_rival: return "exact_rival";
        case Subject::boost: return "boost";
        case Subject::habit: return "habit";
        case Subject::reading: return "reading";
        case Subject::scoring: return "scoring";
        case Subject::room: return "room";
        case Subject::classes: return "classes";
        case Subject::flow: return "flow";
    }
    return "";
}

std::string gap_text(const Line& line) {
    if (line.bound_gap) return fmt::format("<{:.3f} %", *line.bound_gap * 100);
    return line.gap ? fmt::format("{:.2f} %", *line.gap * 100) : "";
}

std::string found(const Line& line) {
    if (!line.verdict) return line.note;
    const Verdict& verdict = *line.verdict;
    return fmt::format("{:>7} {:>11.2f} {:>8} {:>7} {:>7}  {}{}", verdict.calls,
                       static_cast<double>(verdict.points) / 100, gap_text(line), verdict.spread_minutes,
                       verdict.same_caller, verdict.digest, verdict.allowed ? "" : "  BREAKS THE RULES");
}

std::string json_line(const Line& line) {
    std::string text = fmt::format(
        R"({{"subject": "{}", "solver": "{}", "runs": {}, "seconds": {}, "peak_mib": {:.1f})", name(line.subject),
        line.name, line.runs, line.seconds ? fmt::format("{:.6f}", *line.seconds) : "null", line.peak_mib);
    if (line.verdict)
        text += fmt::format(
            R"(, "calls": {}, "points": {:.2f}, "objective": {}, "gap": {}, "spread_minutes": {}, "same_caller": {}, "digest": "{}")",
            line.verdict->calls, static_cast<double>(line.verdict->points) / 100, line.verdict->weight,
            line.gap ? fmt::format("{:.6f}", *line.gap) : "null", line.verdict->spread_minutes,
            line.verdict->same_caller, line.verdict->digest);
    if (line.bound_gap) text += fmt::format(R"(, "bound_gap": {:.6f})", *line.bound_gap);
    if (!line.note.empty()) text += fmt::format(R"(, "note": "{}")", line.note);
    return text + "}";
}

}  // namespace

const Line* Section::about(Subject subject) const {
    const auto line =
        std::find_if(lines.begin(), lines.end(), [&](const Line& each) { return each.subject == subject; });
    return line == lines.end() ? nullptr : &*line;
}

std::string time_text(double seconds) {
    if (seconds < 1e-3) return fmt::format("{:.0f} us", seconds * 1e6);
    if (seconds < 1) return fmt::format("{:.3g} ms", seconds * 1e3);
    return fmt::format("{:.3g} s", seconds);
}

std::string thousands(std::int64_t count) {
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
    return text;
}

std::string table(const Section& section) {
    std::string text = fmt::format(
        "{}: {} tenants x {} advisors, {} owed a call, {} of them with their last caller there; plan {}\n"
        "  deadlines: {} kept, {} impossible, {} unproven\n",
        section.title, thousands(section.tenants), thousands(section.advisors), thousands(section.owed),
        thousands(section.follow_ups), section.plan_digest, thousands(section.deadlines.kept),
        thousands(section.deadlines.impossible), thousands(section.deadlines.unproven));
    text += fmt::format("  {:<44} {:>9} {:>8} {:>5} {:>9} {:>7} {:>11} {:>8} {:>7} {:>7}  {}\n", "", "time", "ratio",
                        "runs", "memory", "calls", "points", "gap", "spread", "same", "digest");
    for (const Line& line : section.lines) {
        if (!line.seconds) {
            text += fmt::format("  {:<44} stopped at the limit\n", line.name);
            continue;
        }
        text += fmt::format("  {:<44} {:>9} {:>8.3f} {:>5} {:>5.0f} MiB {}\n", line.name, time_text(*line.seconds),
                            *line.seconds / section.lines.front().seconds.value_or(1), line.runs, line.peak_mib,
                            found(line));
    }
    return text;
}

std::string json(const std::vector<Section>& sections) {
    std::string text = "[";
    for (const Section& section : sections) {
        text += fmt::format(
            R"({}{{"situation": "{}", "tenants": {}, "advisors": {}, "owed": {}, "follow_ups": {}, "plan_digest": "{}", "kept": {}, "impossible": {}, "unproven": {}, "lines": [)",
            text.size() > 1 ? ",\n " : "\n ", section.situation, section.tenants, section.advisors, section.owed,
            section.follow_ups, section.plan_digest, section.deadlines.kept, section.deadlines.impossible,
            section.deadlines.unproven);
        for (const Line& line : section.lines)
            text += (&line == &section.lines.front() ? "\n  " : ",\n  ") + json_line(line);
        text += "]}";
    }
    return text + "\n]";
}

}  // namespace bienveille::bench
