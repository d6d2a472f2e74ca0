#include "api/access.h"

#include <algorithm>

namespace bienveille {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool stands_for_one(std::string_view segment) { return segment.starts_with('{'); }

bool fits(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
    if (pattern.size() != path.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i)
        if (stands_for_one(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
    return true;
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
    const auto wanted = segments_of(path);
    for (const Route& route : kRoutes) {
        const auto pattern = segments_of(route.path);
        if (!fits(pattern, wanted)) continue;
        found.allowed.push_back(route.method);
        if (route.method != (method == "HEAD" ? std::string_view{"GET"} : method)) continue;
        found.route = &route;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (stands_for_one(pattern[i])) found.segments.emplace_back(wanted[i]);
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
