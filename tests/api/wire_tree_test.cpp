// Where JSON reading stops, and what it keeps.
#include "api/wire_tree.h"

#include <gtest/gtest.h>

namespace bienveille {
namespace {

std::string stopped(const std::string& text) {
    const auto tree = JsonTree::parse(text);
    return tree ? std::string{} : tree.problems().at(0).message;
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

TEST(JsonTree, WritesAPartAgainAsTheSameValue) {
    const auto tree = JsonTree::parse(R"({"rules":{"w":35.50,"n":[true,null,"a\"b\u0001"]}})");
    ASSERT_TRUE(tree.ok());
    EXPECT_EQ(tree->root().member("rules")->to_text(), R"({"w": 35.50, "n": [true, null, "a\"b\u0001"]})");
}

TEST(JsonTree, StopsAtTheFirstLevelTooDeep) {
    EXPECT_EQ(stopped(nested(JsonTree::kMostDepth)), "");
    EXPECT_EQ(stopped(nested(JsonTree::kMostDepth + 1)), "deeper than 24 levels of objects and lists");
    EXPECT_EQ(stopped(std::string(5'000'000, '[')), "deeper than 24 levels of objects and lists");
}

TEST(JsonTree, RefusesAFieldThatStandsTwice) {
    EXPECT_EQ(stopped(R"({"day": 1, "day": 2})"), R"(the field "day" stands twice in one object; each may stand once)");
    EXPECT_EQ(stopped(R"([{"day": 1}, {"day": 2}])"), "");
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

TEST(JsonTree, SaysAtWhichByteItStopped) {
    EXPECT_EQ(stopped("[1, x]"), "not readable as JSON: stopped at byte 5; a complete JSON text in UTF-8 is needed");
}

}  // namespace
}  // namespace bienveille
