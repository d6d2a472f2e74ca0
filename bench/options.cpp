#include "bench/options.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace bienveille::bench {
namespace {

// "944x4,10000x40"
std::vector<Size> sizes_from(const std::string& text) {
    std::vector<Size> sizes;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(',', from), text.size());
        Size size{};
        int read = 0;
        const std::string one = text.substr(from, end - from);
        if (std::sscanf(one.c_str(), "%dx%d%n", &size.tenants, &size.advisors, &read) != 2 ||
            static_cast<std::size_t>(read) != one.size() || size.tenants < 1 || size.advisors < 1)
            throw std::invalid_argument(fmt::format("'{}' is not a size; must be as 944x4", one));
        sizes.push_back(size);
        from = end + 1;
    }
    return sizes;
}

}  // namespace

Options options_from(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--small") {
            options.sizes = {{944, 4}, {10'000, 40}};
            options.runs = 3;
        } else if (word == "--large") {
            options.sizes.push_back({1'000'000, 4'000});
        } else if (word == "--sizes" && i + 1 < count) {
            options.sizes = sizes_from(words[++i]);
        } else if (word == "--waves") {
            options.waves_alone = true;
        } else if (word == "--json") {
            options.format = Options::Format::json;
        } else if (word == "--markdown") {
            options.format = Options::Format::markdown;
        } else if (word == "--seed" && i + 1 < count) {
            options.seed = std::strtoull(words[++i], nullptr, 10);
        } else {
            throw std::invalid_argument(fmt::format(
                "'{}' is not an argument; it must be --small, --large, --sizes 944x4,10000x40, --waves, --json, "
                "--markdown or --seed N",
                word));
        }
    }
    return options;
}

Line timed(Subject subject, const std::string& name, const Options& options,
           const std::function<std::vector<int>()>& solve, std::vector<int>* answer) {
    Line line;
    line.subject = subject;
    line.name = name;
    if (auto measured = measure(solve, options.runs, options.limit)) {
        line.seconds = measured->median.count();
        line.runs = measured->runs;
        line.peak_mib = measured->peak_mib;
        if (answer) *answer = std::move(measured->answer);
    }
    return line;
}

}  // namespace bienveille::bench
