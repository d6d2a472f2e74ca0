// Text as people and their programs write it, made comparable.
//
// Decides: what counts as the same word (case, accents, spaces), what is trimmed, which bytes are UTF-8. Does not
// decide: what a word means (columns.h).
//
// Limits: accents are folded for Latin letters of Western European languages only, which is what headers and choices
// are written in; other letters stay as they are.
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"

namespace bienveille {

// Lower case, no accents, letters and digits only: "Année de naissance" and "annee_de_naissance" are one word.
std::string folded(std::string_view text);

// Without spaces at both ends: ASCII ones, no-break space (U+00A0), narrow no-break space (U+202F), BOM.
std::string_view trimmed(std::string_view text);

bool is_utf8(std::string_view bytes);

// File bytes as UTF-8 without BOM: as they are when they are UTF-8, else read as cp1252 (French Excel). UTF-16 and
// bytes that are neither are problems. `bytes` is moved through where nothing changes.
Result<std::string> as_utf8(std::string bytes);

// For messages: in double quotes, control characters escaped, cut after 40 characters.
std::string quoted(std::string_view text);

// Changes of one letter (inserted, dropped or replaced) from one word to another; small words only.
int letters_changed(std::string_view a, std::string_view b);

}  // namespace bienveille
