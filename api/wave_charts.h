// Pictures of a report: bars as SVG, drawn here.
//
// Decides: how bars look: labels above them, so that they read at 360 px and on paper alike; tones that differ in grey too, each segment
// outlined. Does not decide: what is shown (wave_page.h); every picture stands beside a table with its numbers.
// Why no library: Debian has none for C++ that writes SVG, gnuplot's has no titles for screen readers and takes 60 MB; two kinds of bars are
// a hundred lines.
// Promises: each has a title and a description; integers only, in tenths of a unit; no style sheet is needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/interval.h"

namespace bienveille {

std::string html_text(std::string_view text);  // with & < > " ' written so that they are text

struct ChartLegend {
    std::string label;
    std::string_view fill;  // "#0a3f5f"
};

struct StackedBar {
    std::string label;
    std::vector<std::int64_t> parts;  // one for each entry of the legend
};

struct IntervalBar {
    std::string label;
    std::string value;  // as it is read: "46.3 %"
    Value share;
    Interval95 interval;
};

struct ChartHead {
    std::string id;  // unique on the page
    std::string title;
    std::string description;
};

// Bars of one scale: the longest fills the width.
std::string stacked_bars(const ChartHead& head, const std::vector<ChartLegend>& legend,
                         const std::vector<StackedBar>& bars);
// Shares from 0 to 100 %, each with the line of its interval.
std::string interval_bars(const ChartHead& head, const std::vector<IntervalBar>& bars);

}  // namespace bienveille
