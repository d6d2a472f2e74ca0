// GET /v1/events: who listens to what, from where on.
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_events.h"

namespace bienveille {
namespace {

std::optional<std::int64_t> number_of(const std::string& digits) {
    if (digits.empty() || digits.size() > 18 || digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stoll(digits);
}

}  // namespace

Reply Routes::events(const Request& request) {
    if (auto wrong = unknown_query(request, {"day", "advisor", "last_event_id"})) return *wrong;
    Listener listener;
    std::string last = request.header("last-event-id");
    for (const auto& [name, value] : request.query) {
        if (name == "day") {
            if (auto wrong = wrong_day(value, request)) return *wrong;
            listener.day = day_from_iso(value);
        } else if (name == "advisor") {
            if (!is_valid_id(value)) return wrong_query(name, "is not an id", request);
            listener.advisor = AdvisorId{value};
        } else if (last.empty()) {
            last = value;  // a page that begins anew has no header yet
        }
    }
    const auto known = number_of(last);
    if (!last.empty() && !known) return wrong_query("last_event_id", "must be the number of an event", request);
    const EventsKept kept = service_.events_kept();
    const bool reset = known && (*known < kept.complete_after || *known > kept.newest);
    listener.after = known && !reset ? *known : kept.newest;
    Reply reply;
    reply.type = "text/event-stream";
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.body = first_frame(listener.after, reset);
    reply.listener = listener;
    return reply;
}

}  // namespace bienveille
