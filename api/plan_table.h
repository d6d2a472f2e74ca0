// A plan as a table that a social worker reads on a screen or on paper.
//
// Decides: what is said, in which order, in how many columns. Does not decide: anything about the plan.
//
// Model: a head with the day's totals; a line an advisor; what changed, when the day was planned before; each advisor's calls in order of time, with who, how urgent
// and why; then who is not called today and why, with the points where the day ends; who is not to be called at all;
// the promises day by day; the balance; and which rules made it all.
//
// Promises: every call of the plan is a line. People who are not called are counted by reason, all of them, and the
// first by rank are named. No line is wider than `width`. Ids stand beside labels. The same plan gives the same bytes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "api/people.h"
#include "api/text.h"
#include "engine/changes.h"
#include "engine/model.h"

namespace bienveille {

struct TableStyle {
    Language language = Language::english;
    std::size_t width = 110;
    bool bold_heads = false;         // on a terminal only
    std::size_t uncalled_rows = 12;  // how many of those not called are named
};

// With a plan before it, `changes` are what it changed there.
std::string plan_table(const Plan& plan, const People& people, const TableStyle& style,
                       const std::vector<Change>* changes = nullptr);

}  // namespace bienveille
