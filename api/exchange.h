// One request and its answer, without any library: what routes work on and the server translates.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/events.h"

namespace bienveille {

struct Request {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;  // names in lower case; of several the first
    std::multimap<std::string, std::string> query;
    std::string body;
    std::string id;

    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string{} : found->second;
    }
};

// A line to whoever asked, as it is there; false when nobody hears it any more.
using TellLine = std::function<bool(const std::string& line)>;

struct Reply {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::string_view fixed;  // a body that lives as long as the program, instead of `body`
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<Listener> listener = {};  // the body is only the beginning: events follow until one side ends it
    std::shared_ptr<const std::string> shared = {};  // one that is kept to be sent again, instead of `body`
    std::function<void(const TellLine&)> told = {};  // the body comes line by line, while it is worked on

    bool has_header(std::string_view name) const {
        return std::any_of(headers.begin(), headers.end(), [&](const auto& each) { return each.first == name; });
    }
};

std::string_view status_phrase(int status);

}  // namespace bienveille
