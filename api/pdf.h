// A page as PDF, by WeasyPrint.
//
// Decides: how that program is run: page in, PDF out, nothing else of ours handed on, a minute at most. Does not decide: the page.
// Why WeasyPrint: it lays out the same page that browsers show, with its style for paper, keeps pictures as vectors and writes tagged PDF for
// screen readers (PDF/UA). It is packaged by Debian and kept up. libharu or cairo would need a second layout of everything, by hand.
// Danger: a process a PDF, about a second and 100 MB; whoever serves it bounds how many at once.
#pragma once

#include <chrono>
#include <string>

#include "engine/result.h"

namespace bienveille {

// The problem says what to install where WeasyPrint is not there, or what it said where it failed.
Result<std::string> pdf_of(const std::string& html, std::chrono::milliseconds most = std::chrono::minutes(1));

}  // namespace bienveille
