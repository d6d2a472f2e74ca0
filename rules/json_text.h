// Writes JSON by appending text: no tree in between, numbers exact.
//
// Decides: the form of strings and numbers (hundredths as 78.40, millionths as 0.031). Does not decide: names of
// fields. Why not a tree: a day of 1,000,000 tenants is 150 MB of text; a tree of it is ten times that.
// Promise: balanced calls give valid JSON for any UTF-8 text. Cost: O(bytes written).
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/types.h"

namespace bienveille {

class JsonText {
public:
    JsonText& object() { return open('{'); }
    JsonText& end_object() { return close('}'); }
    JsonText& array() { return open('['); }
    JsonText& end_array() { return close(']'); }
    // Begins a line, so that long lists can be read and compared line by line.
    JsonText& line() {
        lines_ = true;
        return *this;
    }

    JsonText& key(std::string_view name) {
        separate();
        quote(name);
        out_ += ": ";
        comma_ = false;
        return *this;
    }
    JsonText& string(std::string_view text) {
        separate();
        quote(text);
        return done();
    }
    JsonText& integer(std::int64_t number) {
        separate();
        append(number);
        return done();
    }
    JsonText& boolean(bool yes) {
        separate();
        out_ += yes ? "true" : "false";
        return done();
    }
    JsonText& null() {
        separate();
        out_ += "null";
        return done();
    }
    JsonText& points(Points points) {
        separate();
        append_scaled(points.count, 2, 2);
        return done();
    }
    JsonText& value(Value value) {
        separate();
        append_scaled(value.count, 6, 1);
        return done();
    }
    // Text that is JSON already.
    JsonText& raw(std::string_view json) {
        separate();
        out_ += json;
        return done();
    }

    // A field of an object; absence is null.
    JsonText& field(std::string_view name, std::string_view text) { return key(name).string(text); }
    JsonText& field(std::string_view name, const char* text) { return key(name).string(text); }
    JsonText& field(std::string_view name, const std::string& text) { return key(name).string(text); }
    JsonText& field(std::string_view name, bool yes) { return key(name).boolean(yes); }
    JsonText& field(std::string_view name, int number) { return key(name).integer(number); }
    JsonText& field(std::string_view name, std::int64_t number) { return key(name).integer(number); }
    JsonText& field(std::string_view name, std::size_t number) {
        return key(name).integer(static_cast<std::int64_t>(number));
    }
    JsonText& field(std::string_view name, Minutes minutes) { return key(name).integer(minutes.count); }
    JsonText& field(std::string_view name, Points points) { return key(name).points(points); }
    JsonText& field(std::string_view name, Value share) { return key(name).value(share); }
    JsonText& field(std::string_view name, Day day) { return key(name).string(day.iso()); }
    JsonText& field(std::string_view name, TimeOfDay time) { return key(name).string(time.hhmm()); }
    template <class T>
    JsonText& field(std::string_view name, const std::optional<T>& maybe) {
        return maybe ? field(name, *maybe) : key(name).null();
    }

    std::string take() { return std::move(out_); }

private:
    JsonText& open(char bracket) {
        separate();
        out_ += bracket;
        comma_ = false;
        return *this;
    }
    JsonText& close(char bracket) {
        if (lines_) out_ += '\n';
        lines_ = false;
        out_ += bracket;
        return done();
    }
    JsonText& done() {
        comma_ = true;
        return *this;
    }
    void separate() {
        if (comma_) out_ += lines_ ? "," : ", ";
        if (lines_) out_ += '\n';
        lines_ = false;
    }
    void append(std::int64_t number) {
        char digits[24];
        out_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
    }
    // number / 10^decimals, with trailing zeros down to `least` decimals.
    void append_scaled(std::int64_t number, int decimals, int least) {
        std::int64_t scale = 1;
        for (int i = 0; i < decimals; ++i) scale *= 10;
        if (number < 0) out_ += '-';
        append(std::abs(number / scale));
        out_ += '.';
        std::int64_t rest = std::abs(number % scale);
        for (int i = 0; i < decimals && (i < least || rest != 0); ++i) {
            scale /= 10;
            out_ += static_cast<char>('0' + rest / scale);
            rest %= scale;
        }
    }
    void quote(std::string_view text) {
        constexpr std::string_view kHex = "0123456789abcdef";
        out_ += '"';
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out_ += '\\';
                out_ += c;
            } else if (c == '\n') {
                out_ += "\\n";
            } else if (byte < 0x20 || byte == 0x7f) {
                out_ += "\\u00";
                out_ += kHex[byte >> 4];
                out_ += kHex[byte & 15];
            } else {
                out_ += c;
            }
        }
        out_ += '"';
    }

    std::string out_;
    bool comma_ = false;
    bool lines_ = false;
};

}  // namespace bienveille
