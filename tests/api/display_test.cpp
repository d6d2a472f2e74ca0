#include "api/display.h"

#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <rapidcheck/gtest.h>

namespace bienveille {
namespace {

TEST(Display, accents_take_one_column_however_they_are_written) {
    EXPECT_EQ(display_width("Éclaron"), 7u);
    EXPECT_EQ(display_width("E\xCC\x81"
                            "claron"),
              7u);  // E and a combining acute accent
    EXPECT_EQ(display_width("Châteauvillain"), 14u);
}

TEST(Display, wide_letters_take_two_columns) { EXPECT_EQ(display_width("日本"), 4u); }

TEST(Display, a_text_that_is_too_long_is_cut_and_says_so) {
    EXPECT_EQ(cut_to("Éclaron-Braucourt", 12), "Éclaron-Bra…");
    EXPECT_EQ(cut_to("Langres", 7), "Langres");
    EXPECT_EQ(cut_to("Langres", 0), "");
}

TEST(Display, padding_counts_columns_not_bytes) {
    EXPECT_EQ(left("élevée", 8), "élevée  ");
    EXPECT_EQ(right("élevée", 8), "  élevée");
}

TEST(Display, nothing_a_terminal_would_obey_is_left) {
    EXPECT_EQ(printable("a\x1b[2Jb\rc\td"), "a\uFFFD[2Jb\uFFFDc\uFFFDd");
    EXPECT_EQ(printable("\xC2\x9B"
                        "31m"),
              "\uFFFD31m");  // the one-byte form of ESC [
    EXPECT_EQ(printable("a\xE2\x80\xAE"
                        "b"),
              "a\uFFFDb");                         // right-to-left override
    EXPECT_EQ(printable("caf\xE9"), "caf\uFFFD");  // not UTF-8
}

RC_GTEST_PROP(Display, any_bytes_fill_exactly_the_width_asked_for, ()) {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    const auto width = *rc::gen::inRange<std::size_t>(0, 40);
    RC_ASSERT(display_width(left(bytes, width)) <= width);
    RC_ASSERT(display_width(left(printable(bytes), width)) == width);
    RC_ASSERT(display_width(right(printable(bytes), width)) == width);
}

}  // namespace
}  // namespace bienveille
