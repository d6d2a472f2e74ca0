#include "api/commands/progress.h"

#include <unistd.h>

#include <iostream>

namespace bienveille {

Progress::Progress() : on_terminal_(::isatty(STDERR_FILENO) == 1), begun_(std::chrono::steady_clock::now()) {}

Progress::~Progress() { wipe(); }

void Progress::step(const std::string& what) {
    if (!on_terminal_ || std::chrono::steady_clock::now() - begun_ < std::chrono::seconds(1)) return;
    std::cerr << "\r\x1b[K" << what << " ..." << std::flush;
    shown_ = true;
}

void Progress::wipe() {
    if (shown_) std::cerr << "\r\x1b[K" << std::flush;
    shown_ = false;
}

}  // namespace bienveille
