#include "api/commands/progress.h"

#include <unistd.h>

#include <iostream>

#include "rules/json_text.h"

namespace bienveille {

Progress::Progress(bool in_lines)
    : in_lines_(in_lines),
      on_terminal_(!in_lines && ::isatty(STDERR_FILENO) == 1),
      begun_(std::chrono::steady_clock::now()) {}

Progress::~Progress() { wipe(); }

void Progress::step(const std::string& what) {
    if (in_lines_) return say(JsonText().object().field("step", what).end_object().take());
    show(what);
}

void Progress::step(const std::string& what, std::size_t done, std::size_t of) {
    if (in_lines_)
        return say(JsonText().object().field("step", what).field("done", done).field("of", of).end_object().take());
    show(what + ", " + std::to_string(done) + " of " + std::to_string(of));
}

TellStep Progress::steps(const std::string& what) {
    return [this, what](std::size_t done, std::size_t of) { step(what, done, of); };
}

// Nothing twice: who works in parallel is asked how far they are at any time.
void Progress::say(const std::string& line) {
    if (line == last_line_) return;
    std::cerr << line << '\n' << std::flush;
    last_line_ = line;
}

void Progress::show(const std::string& what) {
    if (!on_terminal_ || std::chrono::steady_clock::now() - begun_ < std::chrono::seconds(1)) return;
    std::cerr << "\r\x1b[K" << what << " ..." << std::flush;
    shown_ = true;
}

void Progress::wipe() {
    if (shown_) std::cerr << "\r\x1b[K" << std::flush;
    shown_ = false;
}

}  // namespace bienveille
