// The answers that many routes give: a resource with its tag, and every kind of refusal.
//
// Decides: their statuses and headers. Does not decide: when they are given (routes*.cpp).
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "api/exchange.h"
#include "api/service.h"
#include "api/text.h"
#include "engine/result.h"

namespace bienveille {

// application/problem+json, RFC 9457.
Reply problem(int status, std::string_view detail, const Request& request, const Problems& errors = {});
Reply refused(const Refusal& refusal, const Request& request);
Reply busy(const Request& request);  // no place to make a plan in
// Not JSON at all is 400; JSON that says something wrong is 422.
Reply unreadable(const Problems& problems, const Request& request);
Reply wrong_query(std::string name, std::string message, const Request& request);
Reply wrong_path(std::string name, std::string message, const Request& request);
std::optional<Reply> wrong_day(const std::string& text, const Request& request);
std::optional<Reply> unknown_query(const Request& request, std::initializer_list<std::string_view> known);

// A resource as it stands, with its ETag: 304 when the asker has it already.
Reply resource(std::string body, const Request& request, int status = 200);
// The same of a body whose tag is known.
Reply tagged(std::string body, const std::string& tag, const Request& request, int status = 200);
// Of a body that is kept to be sent again.
Reply tagged(std::shared_ptr<const std::string> body, const std::string& tag, const Request& request);
std::string tag_of(const std::string& body);
// Whether an If-Match or If-None-Match names the tag, or anything.
bool lists_tag(std::string_view header, std::string_view tag);

// The first language of Accept-Language that is one of ours.
Language language_of(const Request& request);
// The answer in that language.
Reply in_language(Reply reply, Language language);

// limit (1 to 1000) and cursor; none when one of them is wrong.
struct PageAsked {
    std::string after;
    std::size_t limit = 100;
};
std::optional<PageAsked> page_asked(const Request& request);

inline Asker as_advisor(const Request& request) { return {"advisor", request.id}; }
inline Asker manager(const Request& request) { return {"manager", request.id}; }

}  // namespace bienveille
