#include "api/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace bienveille {
namespace {

spdlog::logger& logger() {
    static const auto shared = [] {
        auto made = spdlog::stderr_logger_mt("bienveille");
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *shared;
}

}  // namespace

void log_request(const RequestLine& line) {
    logger().info("request method={} route={} status={} ms={:.2f} in={} out={} id={}", line.method, line.route,
                  line.status, line.milliseconds, line.bytes_in, line.bytes_out, line.id);
}

void log_note(std::string_view message) { logger().info("{}", message); }

void log_fault(std::string_view message) { logger().error("{}", message); }

void log_quietly() { logger().set_level(spdlog::level::err); }

}  // namespace bienveille
