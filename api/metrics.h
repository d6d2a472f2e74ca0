// Figures for whoever watches the service, in Prometheus' text form.
//
// Decides: which figures there are. Labels are route templates and statuses: few, and never an id.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace bienveille {

class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void count_request(std::string_view method, std::string_view route, int status, double seconds);
    void count_plan(double seconds);
    void connections(int open);
    void listeners(int open);
    std::string text() const;

private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace bienveille
