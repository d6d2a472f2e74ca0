// The built program serving on a port, as one of several processes; asked over plain sockets.
#pragma once

#include <atomic>
#include <csignal>
#include <string>

#include "tests/support/program.h"

namespace bienveille {

struct Answered {
    int status = 0;  // 0: no answer came, or not all of it
    std::string head;
    std::string body;

    // The text of a field of the body.
    std::string told(const std::string& field) const;
};

class RunningProgram {
public:
    // Serves this database. Throws when it does not.
    explicit RunningProgram(const std::string& database);
    ~RunningProgram();

    Answered get(const std::string& path) const;
    Answered post(const std::string& path, const std::string& body, const std::string& key = "") const;

    // As a machine that falls would: nothing is finished. Then the same again on the same port.
    void kill_and_start_again();
    void kill() const { work_.wait_for(process_, SIGKILL); }
    void start();
    Ended stop();  // calmly
    bool runs() const;
    int port() const { return port_; }
    std::string said() const { return work_.read("err"); }

private:
    Answered ask(const std::string& line_and_headers, const std::string& body) const;

    Workplace work_;
    std::string database_;
    std::atomic<int> port_{0};  // read by whoever asks while it is started again
    pid_t process_ = -1;
};

}  // namespace bienveille
