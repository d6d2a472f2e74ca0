// Events as they travel: text/event-stream, HTML Living Standard 9.2.
#pragma once

#include <string>

#include "api/events.h"

namespace bienveille {

// One frame: its number as id, its kind as name, the rest as one line of JSON.
std::string event_to_frame(const Event& event);
// What a listener is sent first: how soon to come back when the stream breaks, and the number to come back with. When what it
// missed is not kept any more, an event "reset": read everything anew.
std::string first_frame(std::int64_t after, bool reset);

}  // namespace bienveille
