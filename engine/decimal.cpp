#include "engine/decimal.h"

#include <algorithm>

namespace bienveille {
namespace {

constexpr std::int64_t kMostDigits = 15;
constexpr std::int64_t kMostExponent = 1'000'000'000;  // beyond any text's length: saturates

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

DecimalRead read_decimal(std::string_view number, int decimals) {
    const DecimalRead not_a_number{DecimalRead::Fault::not_a_number, 0};
    std::size_t at = 0;
    const bool negative = at < number.size() && number[at] == '-';
    if (negative) ++at;

    std::string digits;      // significant ones
    std::int64_t shift = 0;  // the number is digits x 10^shift
    const auto take_digits = [&](bool fraction) {
        const std::size_t from = at;
        for (; at < number.size() && is_digit(number[at]); ++at) {
            if (!digits.empty() || number[at] != '0') digits += number[at];
            if (fraction) --shift;
        }
        return at > from;
    };
    if (!take_digits(false)) return not_a_number;
    if (at < number.size() && number[at] == '.') {
        ++at;
        if (!take_digits(true)) return not_a_number;
    }
    if (at < number.size() && (number[at] == 'e' || number[at] == 'E')) {
        ++at;
        const bool down = at < number.size() && number[at] == '-';
        if (at < number.size() && (number[at] == '-' || number[at] == '+')) ++at;
        std::int64_t exponent = 0;
        const std::size_t from = at;
        for (; at < number.size() && is_digit(number[at]); ++at)
            exponent = std::min(kMostExponent, exponent * 10 + (number[at] - '0'));
        if (at == from) return not_a_number;
        shift += down ? -exponent : exponent;
    }
    if (at != number.size()) return not_a_number;

    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
        ++shift;
    }
    if (digits.empty()) return {DecimalRead::Fault::none, 0};
    shift += decimals;
    if (shift < 0) return {DecimalRead::Fault::too_fine, 0};
    if (static_cast<std::int64_t>(digits.size()) + shift > kMostDigits) return {DecimalRead::Fault::too_large, 0};

    std::int64_t count = 0;
    for (const char c : digits) count = count * 10 + (c - '0');
    for (; shift > 0; --shift) count *= 10;
    return {DecimalRead::Fault::none, negative ? -count : count};
}

std::string decimal_text(std::int64_t count, int decimals) {
    // Unsigned, so that the least integer has a size too.
    const bool negative = count < 0;
    std::string digits =
        std::to_string(negative ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count));
    const auto fraction = static_cast<std::size_t>(decimals);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    digits.insert(digits.size() - fraction, ".");
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
    return negative ? "-" + digits : digits;
}

std::string decimal_text(Points points) { return decimal_text(points.count, 2); }

std::string decimal_text(Value value) { return decimal_text(value.count, 6); }

}  // namespace bienveille
