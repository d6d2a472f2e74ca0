#include "bench/summary.h"

#include <fmt/format.h>

#include <functional>

namespace bienveille::bench {
namespace {

const Section* find(const std::vector<Section>& sections, const char* situation, const Section& of_size) {
    for (const Section& section : sections)
        if (section.situation == situation && section.tenants == of_size.tenants &&
            section.advisors == of_size.advisors)
            return &section;
    return nullptr;
}

std::string time_of(const Section* section, Subject subject) {
    const Line* line = section ? section->about(subject) : nullptr;
    return line && line->seconds ? time_text(*line->seconds) : "";
}

// How often the whole plan's time goes into that line's.
std::string against(const Section& section, const Line& line) {
    return fmt::format("{} ({:.2g} x)", time_text(*line.seconds),
                       *line.seconds / section.lines.front().seconds.value_or(1));
}

std::string best_of_lemon(const Section& section) {
    const Line* best = nullptr;
    for (const Line& line : section.lines)
        if (line.subject == Subject::exact_rival && line.seconds && (!best || *line.seconds < *best->seconds))
            best = &line;
    return best ? against(section, *best) : "";
}

std::string boost(const Section& section) {
    const Line* line = section.about(Subject::boost);
    return line && line->seconds ? against(section, *line) : "minutes";
}

std::string deadlines(const Section* section) {
    if (!section) return "";
    return fmt::format("{} / {} / {}", thousands(section->deadlines.kept), thousands(section->deadlines.impossible),
                       thousands(section->deadlines.unproven));
}

std::string scoring(const Section& section) {
    const Line* limit = section.about(Subject::reading);
    const Line* scored = section.about(Subject::scoring);
    if (!limit || !scored || !limit->seconds || !scored->seconds) return "";
    return fmt::format("{} ({:.2g} x)", time_text(*scored->seconds), *scored->seconds / *limit->seconds);
}

std::string replanned(const Section* section) {
    const Line* fresh = section ? section->about(Subject::make_plan) : nullptr;
    const Line* again = section ? section->about(Subject::replan) : nullptr;
    if (!fresh || !again || !fresh->seconds || !again->seconds) return "";
    return fmt::format("{} ({:.2g} x)", time_text(*again->seconds), *again->seconds / *fresh->seconds);
}

std::string value_gap(const Section* section) {
    const Line* line = section ? section->about(Subject::by_value) : nullptr;
    if (!line || !line->seconds || !line->bound_gap) return "";
    return fmt::format("{}, {:.3f} %", time_text(*line->seconds), *line->bound_gap * 100);
}

}  // namespace

std::string summary(const std::vector<Section>& sections) {
    std::vector<const Section*> sizes;
    for (const Section& section : sections)
        if (section.situation == "equal") sizes.push_back(&section);

    std::string text = "| |";
    for (const Section* size : sizes)
        text += fmt::format(" {} x {} |", thousands(size->tenants), thousands(size->advisors));
    text += "\n|---|";
    for (std::size_t i = 0; i < sizes.size(); ++i) text += "---|";
    text += '\n';
    // The cell of the size before too, where there is one.
    using Cell = std::function<std::string(const Section& size, const Section* before)>;
    const auto row = [&](const char* what, const Cell& cell) {
        text += fmt::format("| {} |", what);
        for (std::size_t i = 0; i < sizes.size(); ++i)
            text += fmt::format(" {} |", cell(*sizes[i], i > 0 ? sizes[i - 1] : nullptr));
        text += '\n';
    };
    const auto real = [&](const Section& size) { return find(sections, "real", size); };
    const auto overfull = [&](const Section& size) { return find(sections, "overfull", size); };

    row("**whole plan: `make_plan` and audit**",
        [](const Section& size, const Section*) { return time_of(&size, Subject::whole_plan); });
    row("its memory above the input",
        [](const Section& size, const Section*) { return fmt::format("{:.0f} MiB", size.lines.front().peak_mib); });
    row("its time to that of the size before", [](const Section& size, const Section* before) {
        if (!before || !before->lines.front().seconds || !size.lines.front().seconds) return std::string();
        return fmt::format("{:.1f} x", *size.lines.front().seconds / *before->lines.front().seconds);
    });
    row("of it, audit", [](const Section& size, const Section*) { return time_of(&size, Subject::audit); });
    row("LEMON's best, today only", [](const Section& size, const Section*) { return best_of_lemon(size); });
    row("Boost.Graph, today only", [](const Section& size, const Section*) { return boost(size); });
    row("score everybody, pick a tenth (to reading alone)",
        [](const Section& size, const Section*) { return scoring(size); });
    row("can all be kept? flow over the days ahead",
        [](const Section& size, const Section*) { return time_of(&size, Subject::flow); });
    row("counting room and classes for it", [](const Section& size, const Section*) {
        return time_of(&size, Subject::room) + " + " + time_of(&size, Subject::classes);
    });
    row("real minutes: whole plan",
        [&](const Section& size, const Section*) { return time_of(real(size), Subject::whole_plan); });
    row("one advisor falls ill: `make_plan` again (to the first)",
        [&](const Section& size, const Section*) { return replanned(real(size)); });
    row("policy `value`: time, points missing to its bound",
        [&](const Section& size, const Section*) { return value_gap(real(size)); });
    row("deadlines kept / impossible / unproven",
        [&](const Section& size, const Section*) { return deadlines(real(size)); });
    row("overfull day: whole plan",
        [&](const Section& size, const Section*) { return time_of(overfull(size), Subject::whole_plan); });
    row("flow and smallest cut",
        [&](const Section& size, const Section*) { return time_of(overfull(size), Subject::flow); });
    row("deadlines kept / impossible / unproven there",
        [&](const Section& size, const Section*) { return deadlines(overfull(size)); });
    return text;
}

std::string summary(const Gaps& gaps) {
    std::string head = "| points missing to the exact optimum |", rule = "|---|";
    std::string days = fmt::format("| of {} days of {} x {} |", gaps.days, gaps.size.tenants, gaps.size.advisors);
    for (std::size_t i = 0; i < gaps.counts.size(); ++i) {
        head += fmt::format(" {} |", gap_range(i));
        rule += "---|";
        days += fmt::format(" {} |", gaps.counts[i]);
    }
    return head + '\n' + rule + '\n' + days + '\n';
}

}  // namespace bienveille::bench
