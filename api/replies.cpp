#include "api/replies.h"

#include <algorithm>
#include <utility>

#include "api/wire_service.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostPage = 1000;

}  // namespace

Reply problem(int status, std::string_view detail, const Request& request, const Problems& errors) {
    Reply reply;
    reply.status = status;
    reply.type = "application/problem+json";
    reply.body = problem_to_json(status, status_phrase(status), detail, request.id, errors);
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

std::string tag_of(const std::string& body) { return "\"" + digest_of_text(body) + "\""; }

// "W/" is ignored: our tags are of the bytes, and equal bytes are equal enough for both kinds.
bool lists_tag(std::string_view header, std::string_view tag) {
    if (header == "*") return true;
    while (!header.empty()) {
        std::string_view each = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), each.size() + 1));
        while (each.starts_with(' ')) each.remove_prefix(1);
        while (each.ends_with(' ')) each.remove_suffix(1);
        if (each.starts_with("W/")) each.remove_prefix(2);
        if (each == tag) return true;
    }
    return false;
}

Reply resource(std::string body, const Request& request, int status) {
    const std::string tag = tag_of(body);
    return tagged(std::move(body), tag, request, status);
}

Reply tagged(std::string body, const std::string& tag, const Request& request, int status) {
    Reply reply;
    reply.status = status;
    reply.headers.emplace_back("ETag", tag);
    reply.headers.emplace_back("Cache-Control", "private, no-cache");
    const std::string known = request.header("if-none-match");
    const bool read = request.method == "GET" || request.method == "HEAD";
    if (read && !known.empty() && lists_tag(known, tag))
        reply.status = 304;
    else
        reply.body = std::move(body);
    return reply;
}

Reply tagged(std::shared_ptr<const std::string> body, const std::string& tag, const Request& request) {
    Reply reply = tagged(std::string{}, tag, request);
    if (reply.status != 304) reply.shared = std::move(body);
    return reply;
}

Reply busy(const Request& request) {
    Reply reply = problem(503, "as many plans as this machine can make at once are being made; try again", request);
    reply.headers.emplace_back("Retry-After", "2");
    return reply;
}

Reply refused(const Refusal& refusal, const Request& request) {
    switch (refusal.kind) {
        case Refusal::Kind::not_found: return problem(404, refusal.message, request);
        case Refusal::Kind::conflict: return problem(409, refusal.message, request, refusal.problems);
        case Refusal::Kind::changed_meanwhile: return problem(412, refusal.message, request);
        case Refusal::Kind::wrong: break;
    }
    return problem(422, refusal.message, request, refusal.problems);
}

Reply unreadable(const Problems& problems, const Request& request) {
    // A problem of the text as a whole has no field.
    const bool no_json =
        std::all_of(problems.begin(), problems.end(), [](const Problem& each) { return each.path.empty(); });
    return no_json ? problem(400, "the body cannot be read", request, problems)
                   : problem(422, "the body can be read, but is wrong", request, problems);
}

Reply wrong_query(std::string name, std::string message, const Request& request) {
    return problem(422, "the query is wrong", request, {{std::move(name), std::move(message)}});
}

Reply wrong_path(std::string name, std::string message, const Request& request) {
    return problem(422, "the path is wrong", request, {{std::move(name), std::move(message)}});
}

std::optional<Reply> unknown_query(const Request& request, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : request.query)
        if (std::find(known.begin(), known.end(), name) == known.end())
            return wrong_query(name.substr(0, 64), "is not a known parameter of this route", request);
    return std::nullopt;
}

std::optional<Reply> wrong_day(const std::string& text, const Request& request) {
    if (day_from_iso(text)) return std::nullopt;
    return wrong_path("day", "must be a day YYYY-MM-DD between 1900 and 2199", request);
}

Language language_of(const Request& request) {
    std::string_view asked = request.headers.contains("accept-language")
                                 ? std::string_view{request.headers.at("accept-language")}
                                 : std::string_view{};
    while (!asked.empty()) {
        std::string_view each = asked.substr(0, asked.find(','));
        asked.remove_prefix(std::min(asked.size(), each.size() + 1));
        while (each.starts_with(' ')) each.remove_prefix(1);
        if (each.starts_with("fr")) return Language::french;
        if (each.starts_with("en")) return Language::english;
    }
    return Language::french;
}

Reply in_language(Reply reply, Language language) {
    reply.headers.emplace_back("Content-Language", language == Language::french ? "fr" : "en");
    reply.headers.emplace_back("Vary", "Accept-Language");
    return reply;
}

std::optional<PageAsked> page_asked(const Request& request) {
    PageAsked asked;
    if (const auto found = request.query.find("cursor"); found != request.query.end()) asked.after = found->second;
    if (!asked.after.empty() && !is_valid_id(asked.after)) return std::nullopt;
    if (const auto found = request.query.find("limit"); found != request.query.end()) {
        const std::string& digits = found->second;
        if (digits.empty() || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), ::isdigit))
            return std::nullopt;
        asked.limit = static_cast<std::size_t>(std::stoi(digits));
        if (asked.limit < 1 || asked.limit > kMostPage) return std::nullopt;
    }
    return asked;
}

std::string_view status_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 411: return "Length Required";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 503: return "Service Unavailable";
        default: return "Internal Server Error";
    }
}

}  // namespace bienveille
