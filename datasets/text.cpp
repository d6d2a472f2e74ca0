#include "datasets/text.h"

#include <iconv.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace bienveille {
namespace {

// What each letter of U+00C0 to U+017F is without its accent; a dot where it stays out of comparison.
constexpr std::string_view kLatin1 =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"   // U+00C0..U+00FF
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"   // U+0100..U+013F
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // U+0140..U+017F
static_assert(kLatin1.size() == 0x180 - 0xC0);

// Length of the UTF-8 sequence that begins here, 0 when it is none (RFC 3629: no overlong forms, no surrogates).
std::size_t sequence_length(const unsigned char* at, std::size_t left) {
    const unsigned char first = at[0];
    if (first < 0x80) return 1;
    const auto continues = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
        return i < left && at[i] >= low && at[i] <= high;
    };
    if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
    if (first == 0xE0) return continues(1, 0xA0) && continues(2) ? 3 : 0;
    if (first == 0xED) return continues(1, 0x80, 0x9F) && continues(2) ? 3 : 0;
    if (first >= 0xE1 && first <= 0xEF) return continues(1) && continues(2) ? 3 : 0;
    if (first == 0xF0) return continues(1, 0x90) && continues(2) && continues(3) ? 4 : 0;
    if (first == 0xF4) return continues(1, 0x80, 0x8F) && continues(2) && continues(3) ? 4 : 0;
    if (first >= 0xF1 && first <= 0xF3) return continues(1) && continues(2) && continues(3) ? 4 : 0;
    return 0;
}

bool begins_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr std::string_view kWideSpaces[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF"};

std::size_t space_at_start(std::string_view text) {
    if (!text.empty() && is_space(text.front())) return 1;
    for (const std::string_view wide : kWideSpaces)
        if (begins_with(text, wide)) return wide.size();
    return 0;
}

std::size_t space_at_end(std::string_view text) {
    if (!text.empty() && is_space(text.back())) return 1;
    for (const std::string_view wide : kWideSpaces)
        if (text.size() >= wide.size() && text.substr(text.size() - wide.size()) == wide) return wide.size();
    return 0;
}

Result<std::string> from_cp1252(std::string_view bytes) {
    const iconv_t converter = iconv_open("UTF-8", "CP1252");
    if (converter == reinterpret_cast<iconv_t>(-1))
        return Problem{"encoding", "is not UTF-8, and this system cannot convert cp1252; save the file as UTF-8"};
    std::string out(bytes.size() * 3, '\0');
    char* from = const_cast<char*>(bytes.data());  // iconv does not write through it
    char* to = out.data();
    std::size_t from_left = bytes.size();
    std::size_t to_left = out.size();
    const std::size_t done = iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    if (done == static_cast<std::size_t>(-1)) {
        const std::string_view read = bytes.substr(0, bytes.size() - from_left);
        const auto line = 1 + std::count(read.begin(), read.end(), '\n');
        char byte[8];
        std::snprintf(byte, sizeof byte, "0x%02X", static_cast<unsigned char>(*from));
        return Problem{"line " + std::to_string(line),
                       "has byte " + std::string(byte) + ", which is neither UTF-8 nor cp1252; save the file as UTF-8"};
    }
    out.resize(out.size() - to_left);
    return out;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto* at = reinterpret_cast<const unsigned char*>(text.data()) + i;
        const std::size_t length = std::max<std::size_t>(1, sequence_length(at, text.size() - i));
        if (length == 1) {
            const char c = text[i];
            if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
        } else if (length == 2) {
            const unsigned letter = (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
            if (letter == 0x152 || letter == 0x153) {
                out += "oe";
            } else if (letter == 0xC6 || letter == 0xE6) {
                out += "ae";
            } else if (letter >= 0xC0 && letter < 0x180) {
                if (const char plain = kLatin1[letter - 0xC0]; plain != '.') out += plain;
            } else if (letter >= 0x180) {
                out.append(text, i, length);
            }
        } else if (text.substr(i, 2) != "\xE2\x80" && text.substr(i, length) != "\xEF\xBB\xBF") {
            out.append(text, i, length);  // not general punctuation (curly apostrophes, thin spaces), not a BOM
        }
        i += length;
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (const std::size_t n = space_at_start(text)) text.remove_prefix(n);
    while (const std::size_t n = space_at_end(text)) text.remove_suffix(n);
    return text;
}

bool is_utf8(std::string_view bytes) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    for (std::size_t i = 0; i < bytes.size();) {
        if (at[i] < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = sequence_length(at + i, bytes.size() - i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

Result<std::string> as_utf8(std::string bytes) {
    if (begins_with(bytes, "\xFF\xFE") || begins_with(bytes, "\xFE\xFF"))
        return Problem{"line 1", "is UTF-16; save the file as \"CSV UTF-8\""};
    if (begins_with(bytes, "\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (is_utf8(bytes)) return bytes;
    return from_cp1252(bytes);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    int shown = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (++shown > 40) {
            out += "...";
            break;
        }
        const auto* at = reinterpret_cast<const unsigned char*>(text.data()) + i;
        const std::size_t length = sequence_length(at, text.size() - i);
        if (length == 0 || *at < 0x20 || *at == 0x7F) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\x%02X", *at);
            out += escaped;
            ++i;
        } else {
            out.append(text, i, length);
            i += length;
        }
    }
    return out + "\"";
}

int letters_changed(std::string_view a, std::string_view b) {
    std::vector<int> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace bienveille
