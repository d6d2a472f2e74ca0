#include "api/display.h"

#include <cstdint>

namespace bienveille {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

struct CodePoint {
    std::uint32_t value;
    std::size_t bytes;
    bool valid;
};

// The code point at the start of a text that is not empty; a byte that starts none stands for itself.
CodePoint first_of(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {lead, 1, false};
    std::uint32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return {lead, 1, false};
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::uint32_t kShortest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < kShortest[bytes] || value > 0x10FFFF || surrogate) return {lead, 1, false};
    return {value, bytes, true};
}

bool is_control(std::uint32_t c) {
    // Line and paragraph separators and the marks that reverse the direction of writing move text about as well.
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::size_t width_of(const CodePoint& point) {
    if (!point.valid) return 1;
    const std::uint32_t c = point.value;
    const bool combining = (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F);
    if (combining) return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                      (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const CodePoint point = first_of(text);
        width += width_of(point);
        text.remove_prefix(point.bytes);
    }
    return width;
}

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_of(text);
        shown += !point.valid || is_control(point.value) ? kReplacement : text.substr(0, point.bytes);
        text.remove_prefix(point.bytes);
    }
    return shown;
}

std::string cut_to(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    std::string cut;
    std::size_t used = 0;
    while (!text.empty()) {
        const CodePoint point = first_of(text);
        if (used + width_of(point) > width - 1) break;
        used += width_of(point);
        cut += text.substr(0, point.bytes);
        text.remove_prefix(point.bytes);
    }
    return cut + std::string(kEllipsis);
}

std::string left(std::string_view text, std::size_t width) {
    std::string shown = cut_to(text, width);
    return shown + std::string(width - display_width(shown), ' ');
}

std::string right(std::string_view text, std::size_t width) {
    const std::string shown = cut_to(text, width);
    return std::string(width - display_width(shown), ' ') + shown;
}

}  // namespace bienveille
