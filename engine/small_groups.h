// Which groups of a table are not shown, because they are so small that they would point at people.
//
// Decides: what is hidden beside the small groups themselves, so that nobody finds one by taking the others from the total.
// Does not decide: what is told of a group.
//
// Promises: G1 every group of 1 to kLeastGroup - 1 people is hidden. G2 what is hidden together has at least kLeastGroup people and is at
// least two groups: the total less all that is shown tells neither. Where the whole table is too small for that, all of it is hidden.
// Groups without people are shown: there is nobody to find.
// Limits: one table, whose groups are apart and make up its total. Tables of different divisions that share people (area by age) are not shown.
// Cost: O(groups^2), of few groups.
#pragma once

#include <vector>

namespace bienveille {

constexpr int kLeastGroup = 10;

// For each group whether it is hidden. The next smallest group is hidden beside a small one; of equal ones the first.
std::vector<bool> hidden_groups(const std::vector<int>& people);

}  // namespace bienveille
