// Where JSON reading stops, and what it keeps.
#include "rules/json_tree.h"

#include <gtest/gtest.h>

namespace bienveille {
namespace {

std::string stopped(const std::string& text) {
    const auto tree = JsonTree::parse(text);
    if (tree) return {};
    std::string all;
    for (const Problem& each : tree.problems()) all += (all.empty() ? "" : "\n") + each.path + ": " + each.message;
    return all;
}

std::string nested(int depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(JsonTree, KeepsTheDigitsOfANumberExactly) {
    const auto tree = JsonTree::parse(R"({"points": 78.40, "big": 12345678901234567890})");
    ASSERT_TRUE(tree.ok());
    EXPECT_EQ(tree->root().member("points")->text(), "78.40");
    EXPECT_EQ(tree->root().member("big")->text(), "12345678901234567890");
}

TEST(JsonTree, WalksMembersInOrderAndStepsOverWhatIsInside) {
    const auto tree = JsonTree::parse(R"({"a": [1, [2, 3], {"x": 4}], "b": "é", "c": null})");
    ASSERT_TRUE(tree.ok());
    std::string keys;
    for (auto each = tree->root().first(); each; each = each->next_in(tree->root())) keys += each->key();
    EXPECT_EQ(keys, "abc");
    EXPECT_EQ(tree->root().member("a")->size(), 3u);
    EXPECT_EQ(tree->root().member("b")->text(), "é");
}

TEST(JsonTree, EmptyListsAndObjectsHaveNoFirst) {
    const auto tree = JsonTree::parse(R"([[], {}, 1])");
    ASSERT_TRUE(tree.ok());
    EXPECT_FALSE(tree->root().first()->first());
    EXPECT_EQ(tree->root().size(), 3u);
}

TEST(JsonTree, StopsAtTheFirstLevelTooDeep) {
    EXPECT_EQ(stopped(nested(JsonTree::kMostDepth)), "");
    std::string pointer;
    for (int i = 1; i < JsonTree::kMostDepth; ++i) pointer += "/0";
    EXPECT_EQ(stopped(nested(JsonTree::kMostDepth + 1)),
              pointer + ": is nested deeper than 24 levels; must be flatter");
    EXPECT_EQ(stopped(std::string(5'000'000, '[')), pointer + ": is nested deeper than 24 levels; must be flatter");
}

TEST(JsonTree, TellsEveryNameThatIsGivenTwiceByItsPointer) {
    EXPECT_EQ(stopped(R"({"day": 1, "a": [5, {"b/c": {}, "b/c": 2}], "day": 2})"),
              "/a/1/b~1c: is given twice; must be given once\n/day: is given twice; must be given once");
    EXPECT_EQ(stopped(R"([{"day": {"day": 1}}, {"day": 2}])"), "");
}

TEST(JsonTree, SeesANameGivenTwiceAmongMany) {
    std::string many = "{";
    for (int i = 0; i < 100; ++i) many += "\"n" + std::to_string(i) + "\": 1, ";
    EXPECT_EQ(stopped(many + "\"n100\": 1}"), "");
    EXPECT_EQ(stopped(many + "\"n3\": 1, \"n99\": 1}"),
              "/n3: is given twice; must be given once\n/n99: is given twice; must be given once");
}

TEST(JsonTree, RefusesWhatIsNotJson) {
    for (const char* text : {"", " ", "{", R"({"a": )", "NaN", "[Infinity]", "[1,]", "{} {}", "'a'", "[1e999]",
                             "\"\xff\"", "[01]", "// a\n{}", "\"\t\"", "[+1]", R"({"a" 1})", "tru"})
        EXPECT_NE(stopped(text), "") << text;
}

TEST(JsonTree, EveryCutOfAGoodTextIsRefused) {
    const std::string good = R"({"day": "2020-04-03", "tenants": [{"id": "é", "lsns6": 4.5}], "x": true})";
    ASSERT_EQ(stopped(good), "");
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_NE(stopped(good.substr(0, length)), "") << length;
}

TEST(JsonTree, SaysAtWhichLineAndColumnItStopped) {
    EXPECT_EQ(stopped("[1,\n \"é\", x]").substr(0, 30), "line 2, column 7: is not JSON:");
}

}  // namespace
}  // namespace bienveille
