// The built program as people run it: arguments and standard input in, standard output, standard error and exit code out.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace bienveille {

struct Ended {
    int code = -1;  // -1: by a signal
    std::string out;
    std::string err;
};

// A directory of its own for one test, which goes with it. The program runs in it.
class Workplace {
public:
    Workplace();
    ~Workplace();
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    std::filesystem::path path(const std::string& name) const { return directory_ / name; }
    void write(const std::string& name, const std::string& bytes) const;
    std::string read(const std::string& name) const;
    std::vector<std::string> names() const;  // of what is in it, sorted; without the program's captured outputs

    Ended run(const std::vector<std::string>& arguments, const std::string& input = "") const;
    // Runs on; its standard error is in the file "err".
    pid_t start(const std::vector<std::string>& arguments) const;
    // After a signal, 0 for none.
    Ended wait_for(pid_t process, int signal) const;

private:
    std::filesystem::path directory_;
    std::filesystem::path captured_;
};

}  // namespace bienveille
