// How a run was asked for, and how a line is measured as asked.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bench/instance.h"
#include "bench/measure.h"
#include "bench/report.h"

namespace bienveille::bench {

struct Options {
    enum class Format : std::uint8_t { tables, markdown, json };

    std::vector<Size> sizes = {{944, 4}, {10'000, 40}, {100'000, 400}};
    Format format = Format::tables;
    int runs = 5;
    int small_days = 100;
    bool waves_alone = false;
    std::uint64_t seed = 20'200'403;
    Seconds limit{120};
};

// Throws std::invalid_argument with what would be right.
Options options_from(int count, char** words);

// A line with its time and memory; `answer` gets what the last run gave. Without a time when the first run took too long.
Line timed(Subject subject, const std::string& name, const Options& options,
           const std::function<std::vector<int>()>& solve, std::vector<int>* answer = nullptr);

}  // namespace bienveille::bench
