#include "api/wire_events.h"

#include "rules/json_text.h"

namespace bienveille {
namespace {

constexpr const char* kComeBackAfter = "retry: 2000\n";  // milliseconds

void maybe(JsonText& out, std::string_view field, const std::string& text) {
    out.key(field);
    text.empty() ? out.null() : out.string(text);
}

std::string day_text(const std::optional<Day>& day) { return day ? day->iso() : std::string{}; }

}  // namespace

std::string event_to_frame(const Event& event) {
    JsonText out;
    out.object().field("kind", name(event.kind)).field("at", event.at);
    maybe(out, "day", day_text(event.day));
    maybe(out, "call", event.call);
    maybe(out, "tenant", event.tenant.text);
    maybe(out, "advisor", event.advisor.text);
    maybe(out, "was_with", event.was_with.text);
    maybe(out, "due_on", day_text(event.due_on));
    out.end_object();
    return "id: " + std::to_string(event.number) + "\nevent: " + std::string{name(event.kind)} +
           "\ndata: " + out.take() + "\n\n";
}

std::string first_frame(std::int64_t after, bool reset) {
    const std::string id = "id: " + std::to_string(after) + "\n";
    if (!reset) return kComeBackAfter + id + "\n";
    return kComeBackAfter + id + "event: reset\ndata: {\"kind\": \"reset\"}\n\n";
}

}  // namespace bienveille
