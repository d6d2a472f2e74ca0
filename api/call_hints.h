// What an advisor is reminded of when a call is handed over.
//
// Decides: the rules of the voicemail and of third parties, in words. Does not decide: who is called (next_call.h).
// Source: domain, section 4: one neutral message per 48 hours; never say why to somebody else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/text.h"
#include "engine/types.h"

namespace bienveille {

constexpr int kHoursBetweenMessages = 48;

struct CallHint {
    std::string_view code;  // message_allowed | no_message | third_party
    std::string text;
};

// `message_left`: the last one on their voicemail, if it is not longer ago than that.
std::vector<CallHint> call_hints(const std::optional<Moment>& message_left, Language language);

// Whether one may be left again then.
bool message_is_due(const Moment& left, const Moment& now);

}  // namespace bienveille
