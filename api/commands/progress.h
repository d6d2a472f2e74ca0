// What long work is at: on a terminal, or in lines for a program where these are asked for.
//
// Decides: where it is said. On a terminal one line of standard error that is wiped away again, once the work before it has taken a
// second, so that short work says nothing. With --progress each step is a line of JSON on standard error: {"step", "done", "of"}, the
// numbers where the step has parts. Otherwise nowhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "engine/steps.h"

namespace bienveille {

class Progress {
public:
    explicit Progress(bool in_lines = false);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    void step(const std::string& what);
    void step(const std::string& what, std::size_t done, std::size_t of);
    // For work that tells its parts. It must not outlive this.
    TellStep steps(const std::string& what);
    // Before anything else is written.
    void wipe();

private:
    void say(const std::string& line);
    void show(const std::string& what);

    bool in_lines_;
    bool on_terminal_;
    bool shown_ = false;
    std::string last_line_;
    std::chrono::steady_clock::time_point begun_;
};

}  // namespace bienveille
