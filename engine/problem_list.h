// Problems as they are found, capped: a broken file of a million rows has a million problems, and nobody reads them.
//
// Promise: the first kMostProblems are kept in the order in which they were added; when there were more, one last
// problem says how many. What is not kept is not built, so counting costs nothing.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "engine/result.h"

namespace bienveille {

constexpr std::size_t kMostProblems = 1000;

class ProblemList {
public:
    // `build` returns the Problem; it is called only when the problem is kept.
    template <class Build>
    void add(const Build& build) {
        if (problems_.size() < kMostProblems)
            problems_.push_back(build());
        else
            ++unlisted_;
    }

    bool full() const { return problems_.size() == kMostProblems; }

    Problems take() && {
        if (unlisted_ > 0)
            problems_.push_back({"", std::to_string(unlisted_) + " more problems are not listed; correct these first"});
        return std::move(problems_);
    }

private:
    Problems problems_;
    std::size_t unlisted_ = 0;
};

}  // namespace bienveille
