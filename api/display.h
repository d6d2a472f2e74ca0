// Text in columns: how wide a UTF-8 text stands on a terminal, and fitting it into a given width.
//
// Decides: padding and cutting. Does not decide: what stands in which column.
//
// Model: a code point takes one column; combining marks take none; East Asian wide forms take two. Bytes that are not
// UTF-8 count one column each and are shown as U+FFFD.
// Promise: printable() leaves nothing that a terminal would obey: control characters become U+FFFD, so a label read
// from a file cannot move the cursor or recolour the screen.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bienveille {

std::size_t display_width(std::string_view text);
std::string printable(std::string_view text);

// At most `width` columns, the cut shown by "…"; unchanged when it fits.
std::string cut_to(std::string_view text, std::size_t width);
// Exactly `width` columns: cut or padded, to the left or to the right.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

}  // namespace bienveille
