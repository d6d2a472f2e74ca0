#include "engine/decimal.h"

#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <rapidcheck/gtest.h>

namespace bienveille {
namespace {

using Fault = DecimalRead::Fault;

std::int64_t millionths(const char* text) {
    const DecimalRead read = read_decimal(text, 6);
    EXPECT_EQ(read.fault, Fault::none) << text;
    return read.count;
}

TEST(Decimal, reads_exactly) {
    EXPECT_EQ(millionths("0.35"), 350'000);
    EXPECT_EQ(millionths("-0.2"), -200'000);
    EXPECT_EQ(millionths("1"), 1'000'000);
    EXPECT_EQ(millionths("0.000001"), 1);
    EXPECT_EQ(millionths("0.1000000000"), 100'000);
    EXPECT_EQ(millionths("3.5e-1"), 350'000);
    EXPECT_EQ(millionths("35E-2"), 350'000);
    EXPECT_EQ(millionths("0.0035e+2"), 350'000);
    EXPECT_EQ(millionths("-0"), 0);
    EXPECT_EQ(millionths("0e999999999999999999999"), 0);
}

TEST(Decimal, refuses_what_is_too_fine_too_large_or_no_number) {
    EXPECT_EQ(read_decimal("0.0000001", 6).fault, Fault::too_fine);
    EXPECT_EQ(read_decimal("0.5", 0).fault, Fault::too_fine);
    EXPECT_EQ(read_decimal("1e-999999999999999999999", 6).fault, Fault::too_fine);
    EXPECT_EQ(read_decimal("999999999.999999", 6).count, 999'999'999'999'999);  // 15 digits of units
    EXPECT_EQ(read_decimal("1000000000", 6).fault, Fault::too_large);           // 10^9 x 10^6 has 16
    EXPECT_EQ(read_decimal("1e999999999999999999999", 6).fault, Fault::too_large);
    for (const char* text : {"", "-", ".5", "5.", "1e", "1e+", "+1", "1 ", "0x1", "NaN", "1,5", "--1"})
        EXPECT_EQ(read_decimal(text, 6).fault, Fault::not_a_number) << text;
}

TEST(Decimal, writes_the_shortest) {
    EXPECT_EQ(decimal_text(Value{350'000}), "0.35");
    EXPECT_EQ(decimal_text(Value{-200'000}), "-0.2");
    EXPECT_EQ(decimal_text(Value{1'000'000}), "1");
    EXPECT_EQ(decimal_text(Value{0}), "0");
    EXPECT_EQ(decimal_text(Points{7840}), "78.4");
    EXPECT_EQ(decimal_text(Points{-5}), "-0.05");
    EXPECT_EQ(decimal_text(INT64_MIN, 0), "-9223372036854775808");
}

RC_GTEST_PROP(Decimal, what_is_written_reads_as_the_same, ()) {
    const auto count = *rc::gen::inRange<std::int64_t>(-999'999'999'999'999, 1'000'000'000'000'000);
    const int decimals = *rc::gen::inRange(0, 10);
    const DecimalRead read = read_decimal(decimal_text(count, decimals), decimals);
    RC_ASSERT(read.fault == Fault::none);
    RC_ASSERT(read.count == count);
}

}  // namespace
}  // namespace bienveille
