// What long work is at, on a terminal and only there.
//
// Decides: where it is said (one line of standard error that is wiped away again). Does not decide: what is long: a
// step is shown once the work before it has taken a second, so that short work says nothing.
#pragma once

#include <chrono>
#include <string>

namespace bienveille {

class Progress {
public:
    Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    void step(const std::string& what);
    // Before anything else is written.
    void wipe();

private:
    bool on_terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point begun_;
};

}  // namespace bienveille
