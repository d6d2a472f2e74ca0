// Waves of calls as the service keeps them, and what people said of them.
//
// Decides: their shape. Does not decide: when a wave may begin or a word be kept (service_waves.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datasets/records.h"
#include "engine/types.h"

namespace bienveille {

// Its id is its first day: no two begin on one day.
struct KeptWave {
    Day first;
    Day last;
    std::string name;
    std::string begun_at;  // RFC 3339 in UTC
    std::string by;

    bool operator==(const KeptWave&) const = default;
};

// Words of a tenant, kept only with their consent to be quoted, or an impression of the team. No tenant's id is kept beside them.
struct WaveWords {
    std::string id;  // in the order of time
    Day wave;
    bool of_tenant = false;
    std::string text;
    std::string warnings;  // of the note's lint, one a line
    std::string at;
    std::string by;

    bool operator==(const WaveWords&) const = default;
};

}  // namespace bienveille
