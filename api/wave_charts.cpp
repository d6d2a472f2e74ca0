#include "api/wave_charts.h"

#include <algorithm>
#include <numeric>

namespace bienveille {
namespace {

// In units of the picture, 360 wide.
constexpr std::int64_t kWidth = 360;
constexpr std::int64_t kBar = 14;
constexpr std::int64_t kStep = 42;
constexpr std::int64_t kLegendLine = 19;
constexpr std::int64_t kTop = 4;
constexpr std::string_view kInk = "#1b2733";

// Tenths of a unit: "12.5".
std::string tenths(std::int64_t number) { return std::to_string(number / 10) + "." + std::to_string(number % 10); }

std::string rectangle(std::int64_t x_tenths, std::int64_t y, std::int64_t width_tenths, std::string_view fill) {
    return "<rect x=\"" + tenths(x_tenths) + "\" y=\"" + std::to_string(y) + "\" width=\"" + tenths(width_tenths) +
           "\" height=\"" + std::to_string(kBar) + "\" fill=\"" + std::string(fill) + "\" stroke=\"" +
           std::string(kInk) + "\" stroke-width=\"0.5\"/>";
}

std::string line(std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2) {
    return "<line x1=\"" + tenths(x1) + "\" y1=\"" + std::to_string(y1) + "\" x2=\"" + tenths(x2) + "\" y2=\"" +
           std::to_string(y2) + "\" stroke=\"" + std::string(kInk) + "\" stroke-width=\"1.5\"/>";
}

std::string words(std::int64_t x, std::int64_t y, std::string_view text, bool to_the_left = false) {
    return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\"" +
           (to_the_left ? " text-anchor=\"end\"" : "") + ">" + html_text(text) + "</text>";
}

std::string picture(const ChartHead& head, std::int64_t height, const std::string& body) {
    return "<svg role=\"img\" aria-labelledby=\"" + head.id + "-title " + head.id + "-text\" viewBox=\"0 0 " +
           std::to_string(kWidth) + " " + std::to_string(height) + "\" font-size=\"13\" fill=\"" + std::string(kInk) +
           "\"><title id=\"" + head.id + "-title\">" + html_text(head.title) + "</title><desc id=\"" + head.id +
           "-text\">" + html_text(head.description) + "</desc>" + body + "</svg>\n";
}

// Two entries a line; the height they take.
std::int64_t append_legend(std::string& body, const std::vector<ChartLegend>& legend) {
    constexpr std::int64_t kColumn = 180;
    for (std::size_t i = 0; i < legend.size(); ++i) {
        const auto x = static_cast<std::int64_t>(i % 2) * kColumn;
        const auto y = kTop + static_cast<std::int64_t>(i / 2) * kLegendLine;
        body += rectangle(x * 10 + 5, y, 140, legend[i].fill) + words(x + 20, y + 12, legend[i].label);
    }
    return kTop + (static_cast<std::int64_t>(legend.size()) + 1) / 2 * kLegendLine;
}

std::int64_t sum(const std::vector<std::int64_t>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

}  // namespace

std::string html_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string stacked_bars(const ChartHead& head, const std::vector<ChartLegend>& legend,
                         const std::vector<StackedBar>& bars) {
    std::int64_t longest = 1;
    for (const StackedBar& bar : bars) longest = std::max(longest, sum(bar.parts));
    std::string body;
    std::int64_t y = append_legend(body, legend);
    for (const StackedBar& bar : bars) {
        body += words(0, y + 16, bar.label) + words(kWidth, y + 16, std::to_string(sum(bar.parts)), true);
        // From where the parts before end, so that roundings do not add up.
        std::int64_t before = 0;
        constexpr std::int64_t kRoom = (kWidth - 1) * 10;
        for (std::size_t i = 0; i < bar.parts.size(); ++i) {
            const std::int64_t from = before * kRoom / longest;
            before += bar.parts[i];
            const std::int64_t to = before * kRoom / longest;
            if (to > from) body += rectangle(5 + from, y + 21, to - from, legend[i].fill);
        }
        y += kStep;
    }
    return picture(head, y + kTop, body);
}

std::string interval_bars(const ChartHead& head, const std::vector<IntervalBar>& bars) {
    std::string body;
    std::int64_t y = 0;
    constexpr std::int64_t kRoom = (kWidth - 2) * 10;
    const auto at = [](Value share) { return 10 + share.count * kRoom / kOne.count; };
    for (const IntervalBar& bar : bars) {
        body += words(0, y + 16, bar.label) + words(kWidth, y + 16, bar.value, true);
        body += rectangle(10, y + 21, kRoom, "#eef2f5");
        if (bar.share > Value{0}) body += rectangle(10, y + 21, at(bar.share) - 10, "#7fb0cd");
        const std::int64_t low = at(bar.interval.low), high = at(bar.interval.high);
        body += line(low, y + 28, high, y + 28) + line(low, y + 24, low, y + 32) + line(high, y + 24, high, y + 32);
        y += kStep;
    }
    return picture(head, y + kTop, body);
}

}  // namespace bienveille
