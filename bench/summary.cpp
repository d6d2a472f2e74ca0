#include "bench/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>

namespace bienveille::bench {
namespace {

std::string time_of(const Section& section, Subject subject) {
    const Line* line = section.about(subject);
    return line && line->seconds ? time_text(*line->seconds) : "";
}

std::string times(const Line& line, const Line& other) {
    return line.seconds && other.seconds ? fmt::format("{:.2g} x", *line.seconds / *other.seconds) : "";
}

// A time, and how it stands to another's.
std::string compared(const Line* line, const Line* other) {
    if (!line || !other || !line->seconds) return "";
    return fmt::format("{} ({})", time_text(*line->seconds), times(*line, *other));
}

std::string best_of_lemon(const Section& section) {
    const Line* best = nullptr;
    for (const Line& line : section.lines)
        if (line.subject == Subject::exact_rival && line.seconds && (!best || *line.seconds < *best->seconds))
            best = &line;
    return compared(best, section.about(Subject::whole_plan));
}

std::string boost(const Section& section) {
    const Line* line = section.about(Subject::boost);
    return line ? compared(line, section.about(Subject::whole_plan)) : "minutes";
}

std::string deadlines(const Section& section) {
    return fmt::format("{} / {} / {}", thousands(section.deadlines.kept), thousands(section.deadlines.impossible),
                       thousands(section.deadlines.unproven));
}

std::string value_gap(const Section& section) {
    const Line* line = section.about(Subject::by_value);
    if (!line || !line->seconds || !line->bound_gap) return "";
    return fmt::format("{}, {:.3f} %", time_text(*line->seconds), *line->bound_gap * 100);
}

// A table with a column for each size.
class SizeTable {
public:
    SizeTable(const char* title, const std::vector<const Section*>& sections) : sections_(sections) {
        text_ = fmt::format("| {} |", title);
        for (const Section* each : sections)
            text_ += fmt::format(" {} x {} |", thousands(each->tenants), thousands(each->advisors));
        text_ += "\n|---|";
        for (std::size_t i = 0; i < sections.size(); ++i) text_ += "---|";
        text_ += '\n';
    }

    void row(const char* what, const std::function<std::string(const Section&)>& cell) {
        text_ += fmt::format("| {} |", what);
        for (const Section* each : sections_) text_ += fmt::format(" {} |", cell(*each));
        text_ += '\n';
    }
    void row(const char* what, Subject subject) {
        row(what, [&](const Section& section) { return time_of(section, subject); });
    }

    const std::string& text() const { return text_; }

private:
    std::vector<const Section*> sections_;
    std::string text_;
};

std::vector<const Section*> of(const std::vector<Section>& sections, std::string_view situation) {
    std::vector<const Section*> found;
    for (const Section& section : sections)
        if (section.situation == situation) found.push_back(&section);
    return found;
}

}  // namespace

std::string summary(const std::vector<Section>& sections) {
    const auto equal = of(sections, "equal");
    SizeTable against_others("Equal minutes", equal);
    against_others.row("**whole plan: `make_plan` and audit**", Subject::whole_plan);
    against_others.row("its memory above the input",
                       [](const Section& size) { return fmt::format("{:.0f} MiB", size.lines.front().peak_mib); });
    against_others.row("its time to that of the size before", [&](const Section& size) {
        const auto at = std::find(equal.begin(), equal.end(), &size);
        return at == equal.begin()
                   ? std::string()
                   : times(*size.about(Subject::whole_plan), *(*std::prev(at))->about(Subject::whole_plan));
    });
    against_others.row("of it, audit", Subject::audit);
    against_others.row("two rule sets compared (to one `make_plan`)", [](const Section& size) {
        return compared(size.about(Subject::two_rules), size.about(Subject::make_plan));
    });
    against_others.row("LEMON's best, today only", best_of_lemon);
    against_others.row("Boost.Graph, today only", boost);
    against_others.row("score everybody, pick a tenth (to reading alone)", [](const Section& size) {
        return compared(size.about(Subject::scoring), size.about(Subject::reading));
    });
    against_others.row("can all be kept? flow over the days ahead", Subject::flow);
    against_others.row("room and classes counted for it", [](const Section& size) {
        return time_of(size, Subject::room) + " + " + time_of(size, Subject::classes);
    });

    SizeTable real("Real minutes, pauses and caps", of(sections, "real"));
    real.row("**whole plan**", Subject::whole_plan);
    real.row("one advisor falls ill: `make_plan` again (to the first)",
             [](const Section& size) { return compared(size.about(Subject::replan), size.about(Subject::make_plan)); });
    real.row("the same from the day's kept facts (to the first)", [](const Section& size) {
        return compared(size.about(Subject::replan_kept), size.about(Subject::make_plan));
    });
    real.row("the same with its audit (to the whole plan)", [](const Section& size) {
        return compared(size.about(Subject::replan_kept_audited), size.about(Subject::whole_plan));
    });
    real.row("the plan that stands, mended (to the first)",
             [](const Section& size) { return compared(size.about(Subject::mend), size.about(Subject::make_plan)); });
    real.row("two rule sets compared (to one `make_plan`)", [](const Section& size) {
        return compared(size.about(Subject::two_rules), size.about(Subject::make_plan));
    });
    real.row("policy `value`: `make_plan`, points missing to its bound", value_gap);
    real.row("deadlines kept / impossible / unproven", deadlines);

    SizeTable overfull("Far more promised than fits", of(sections, "overfull"));
    overfull.row("**whole plan**", Subject::whole_plan);
    overfull.row("can all be kept? flow and smallest cut", Subject::flow);
    overfull.row("deadlines kept / impossible / unproven", deadlines);
    return against_others.text() + '\n' + real.text() + '\n' + overfull.text();
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
