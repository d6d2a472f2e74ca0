// The program's log: one line a request, and what happens to the service itself. On stderr.
//
// Decides: what a line holds. Promise: never a tenant's data: routes are logged as templates, not as paths.
// spdlog is in the .cpp only: it costs seconds to include.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bienveille {

struct RequestLine {
    std::string_view method;
    std::string_view route;  // "/v1/tenants/{id}", "-" when none fits
    int status = 0;
    double milliseconds = 0;
    std::size_t bytes_in = 0;
    std::size_t bytes_out = 0;
    std::string_view id;
};

void log_request(const RequestLine& line);
void log_note(std::string_view message);
void log_fault(std::string_view message);
void log_quietly();  // only faults: for tests and one-shot commands

}  // namespace bienveille
