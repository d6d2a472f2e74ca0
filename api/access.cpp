#include "api/access.h"

#include <algorithm>

namespace bienveille {
namespace {

// "/a/b" gives "a" and leaves "/b".
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);  // the slash
    const std::string_view segment = path.substr(0, std::min(path.find('/'), path.size()));
    path.remove_prefix(segment.size());
    return segment;
}

bool stands_for_one(std::string_view segment) { return segment.starts_with('{'); }

bool fits(std::string_view pattern, std::string_view path) {
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = take_segment(pattern);
        const std::string_view given = take_segment(path);
        if (stands_for_one(wanted) ? given.empty() : wanted != given) return false;
    }
    return pattern.empty() && path.empty();
}

std::string_view without_port(std::string_view host) {
    if (host.starts_with('[')) return host.substr(0, std::min(host.find(']'), host.size() - 1) + 1);
    return host.substr(0, host.find(':'));
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "::1" || host == "[::1]") return true;
    return host.starts_with("127.") && host.size() >= 9 && host.size() <= 15 &&
           std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

Found find_route(std::string_view method, std::string_view path) {
    Found found;
    if (!path.starts_with('/')) return found;
    // A path that a route names as it stands is no other route's {…}.
    const bool named =
        std::any_of(kRoutes.begin(), kRoutes.end(), [&](const Route& each) { return each.path == path; });
    for (const Route& route : kRoutes) {
        if (named ? route.path != path : !fits(route.path, path)) continue;
        found.allowed.push_back(route.method);
        if (route.method != (method == "HEAD" ? std::string_view{"GET"} : method)) continue;
        found.route = &route;
        for (std::string_view pattern = route.path, rest = path; !pattern.empty();) {
            const bool stands = stands_for_one(take_segment(pattern));
            const std::string_view segment = take_segment(rest);
            if (stands) found.segments.emplace_back(segment);
        }
    }
    return found;
}

std::optional<std::string> refusal_to_listen(std::string_view host) {
    if (is_loopback(host)) return std::nullopt;
    return "the service listens on the loopback only (127.0.0.1, ::1 or localhost) while there are no accounts: " +
           std::string{host} + " would open the register to the network";
}

bool is_own_host(std::string_view host_header) { return is_loopback(without_port(host_header)); }

bool is_own_origin(std::string_view origin, std::string_view host_header) {
    if (origin.empty()) return true;
    return origin.starts_with("http://") && origin.substr(7) == host_header;
}

}  // namespace bienveille
