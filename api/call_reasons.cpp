#include "api/call_reasons.h"

#include <algorithm>

#include "api/display.h"
#include "datasets/cells.h"

namespace bienveille {
namespace {

bool is_about_a_promise(Tier tier) {
    return tier == Tier::slot_today || tier == Tier::promise_today || tier == Tier::promise_ahead;
}

// As many comma-separated phrases of `text` as fit.
std::string phrases_within(const std::string& text, std::size_t width) {
    if (display_width(text) <= width) return text;
    for (std::size_t end = text.rfind(", "); end != std::string::npos && end > 0; end = text.rfind(", ", end - 1))
        if (display_width(text.substr(0, end)) <= width) return text.substr(0, end);
    return {};
}

// Reasons one after the other, as long as there is room.
class Reasons {
public:
    explicit Reasons(std::size_t width) : width_(width) {}

    void add(const std::string& reason) {
        constexpr std::string_view kBetween = " · ";
        const std::size_t used = text_.empty() ? 0 : display_width(text_) + display_width(kBetween);
        if (reason.empty() || used >= width_) return;
        const std::string fitting = phrases_within(reason, width_ - used);
        if (fitting.empty()) return;
        if (!text_.empty()) text_ += kBetween;
        text_ += fitting;
    }
    std::string take() { return std::move(text_); }

private:
    std::size_t width_;
    std::string text_;
};

std::string day_and_month(Day day) { return french_day(day).substr(0, 5); }

// As duty_text, with what the callback's own line knows of the promise.
std::string duty_of(const Call& call, Day day, Language language) {
    for (const FactorLine& line : call.card.lines) {
        if (line.input.kind != FactorInput::Kind::days_left) continue;
        if (call.tier == Tier::promise_today && line.input.overdue)
            return std::string(either(language, "promise late", "promesse en retard"));
        if (call.tier == Tier::promise_ahead)
            return std::string(either(language, "promised ", "promis le ")) + day_and_month(day + line.input.number);
    }
    return duty_text(call.tier, call.due_on, call.late, language);
}

}  // namespace

std::string duty_text(Tier tier, const std::optional<Day>& due_on, bool late, Language language) {
    if (tier == Tier::score) return {};
    std::string text(short_tier_text(tier, language));
    if (due_on && (late || tier == Tier::promise_ahead))
        text += std::string(either(language, ", due ", ", dû le ")) + day_and_month(*due_on);
    return text;
}

std::vector<FactorLine> telling_lines(const ScoreCard& card) {
    std::vector<FactorLine> lines;
    for (const FactorLine& line : card.lines)
        if (line.points.count > 0) lines.push_back(line);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const FactorLine& a, const FactorLine& b) { return a.points > b.points; });
    return lines;
}

std::string reasons_within(const ScoreCard& card, Language language, std::size_t width) {
    Reasons reasons(width);
    for (const FactorLine& line : telling_lines(card)) reasons.add(short_reason_text(line, language));
    return reasons.take();
}

std::string why_text(const Call& call, Day day, Language language, std::size_t width) {
    Reasons reasons(width);
    reasons.add(duty_of(call, day, language));
    if (call.slot_moved) reasons.add(std::string(either(language, "other advisor", "autre conseiller")));
    if (call.fixed) reasons.add(std::string(either(language, "fixed", "fixé")));
    for (const FactorLine& line : telling_lines(call.card)) {
        const bool said = line.factor == Factor::callback && is_about_a_promise(call.tier);
        if (!said) reasons.add(short_reason_text(line, language));
    }
    return reasons.take();
}

}  // namespace bienveille
