// The report of a wave as a page: on a screen, and on A4 paper.
//
// Decides: the order of the parts, the sentences that open it, the pictures. Does not decide: figures, tables and their words (wave_tables.h).
//
// Promises: one file that asks nobody for anything: no script, no font, no picture from elsewhere. Text of people is text, never markup. Every
// picture has its numbers in the table beside it. Readable at 360 px; wide tables scroll by themselves.
#pragma once

#include <string>

#include "api/text.h"
#include "api/wave_document.h"

namespace bienveille {

std::string wave_page(const WaveDocument& document, Language language);

}  // namespace bienveille
