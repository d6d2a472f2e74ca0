#include "bench/report.h"

#include <fmt/format.h>

namespace bienveille::bench {
namespace {

std::string time_text(double seconds) {
    if (seconds < 1e-3) return fmt::format("{:.0f} us", seconds * 1e6);
    if (seconds < 1) return fmt::format("{:.3g} ms", seconds * 1e3);
    return fmt::format("{:.3g} s", seconds);
}

std::string gap_text(const Line& line) {
    if (line.bound_gap) return fmt::format("<{:.3f} %", *line.bound_gap * 100);
    return line.gap ? fmt::format("{:.2f} %", *line.gap * 100) : "";
}

std::string verdict_columns(const Line& line) {
    if (!line.verdict) return {};
    const Verdict& verdict = *line.verdict;
    return fmt::format("{:>7} {:>11.2f} {:>8} {:>7} {:>7}  {}{}", verdict.calls,
                       static_cast<double>(verdict.points) / 100, gap_text(line), verdict.spread_minutes,
                       verdict.same_caller, verdict.digest, verdict.allowed ? "" : "  BREAKS THE RULES");
}

std::string json_line(const Line& line) {
    std::string text =
        fmt::format(R"({{"solver": "{}", "runs": {}, "seconds": {}, "peak_mib": {:.1f})", line.solver, line.runs,
                    line.seconds ? fmt::format("{:.6f}", *line.seconds) : "null", line.peak_mib);
    if (line.verdict)
        text += fmt::format(
            R"(, "calls": {}, "points": {:.2f}, "objective": {}, "gap": {}, "spread_minutes": {}, "same_caller": {}, "digest": "{}")",
            line.verdict->calls, static_cast<double>(line.verdict->points) / 100, line.verdict->weight,
            line.gap ? fmt::format("{:.6f}", *line.gap) : "null", line.verdict->spread_minutes,
            line.verdict->same_caller, line.verdict->digest);
    if (line.bound_gap) text += fmt::format(R"(, "bound_gap": {:.6f})", *line.bound_gap);
    return text + "}";
}

}  // namespace

std::string table(const Section& section) {
    std::string text = fmt::format(
        "{}: {} tenants x {} advisors, {} owed a call, {} of them with their last caller there; plan {}\n",
        section.title, section.tenants, section.advisors, section.owed, section.follow_ups, section.plan_digest);
    text += fmt::format("  {:<40} {:>9} {:>8} {:>5} {:>9} {:>7} {:>11} {:>8} {:>7} {:>7}  {}\n", "", "time", "ratio",
                        "runs", "memory", "calls", "points", "gap", "spread", "same", "digest");
    for (const Line& line : section.lines) {
        if (!line.seconds) {
            text += fmt::format("  {:<40} stopped at the limit\n", line.solver);
            continue;
        }
        text += fmt::format("  {:<40} {:>9} {:>8.2f} {:>5} {:>5.0f} MiB {}\n", line.solver, time_text(*line.seconds),
                            *line.seconds / section.lines.front().seconds.value_or(1), line.runs, line.peak_mib,
                            verdict_columns(line));
    }
    return text;
}

std::string json(const std::vector<Section>& sections) {
    std::string text = "[";
    for (const Section& section : sections) {
        text += fmt::format(
            R"({}{{"situation": "{}", "tenants": {}, "advisors": {}, "owed": {}, "follow_ups": {}, "plan_digest": "{}", "lines": [)",
            text.size() > 1 ? ",\n " : "\n ", section.situation, section.tenants, section.advisors, section.owed,
            section.follow_ups, section.plan_digest);
        for (const Line& line : section.lines)
            text += (&line == &section.lines.front() ? "\n  " : ",\n  ") + json_line(line);
        text += "]}";
    }
    return text + "\n]\n";
}

}  // namespace bienveille::bench
