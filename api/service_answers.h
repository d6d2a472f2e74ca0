// The refusals that use cases give, in words that read well aloud.
#pragma once

#include <string>
#include <utility>

#include "api/service.h"

namespace bienveille {

inline Refusal not_found(std::string message) { return {Refusal::Kind::not_found, std::move(message), {}}; }
inline Refusal conflict(std::string message) { return {Refusal::Kind::conflict, std::move(message), {}}; }
inline Refusal changed_meanwhile() {
    return {Refusal::Kind::changed_meanwhile, "it was changed by somebody else; read it again", {}};
}
inline Refusal wrong(Problems problems) {
    return {Refusal::Kind::wrong, "the request can be read, but not carried out as it stands", std::move(problems)};
}

}  // namespace bienveille
