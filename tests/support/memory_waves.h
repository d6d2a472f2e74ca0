// The part of the store's fake that keeps waves. Not locked: the store is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille {

struct MemoryWaves {
    std::vector<LoggedChange>& changes;
    std::map<Day, KeptWave> all = {};
    std::map<std::string, WaveWords> words = {};

    bool begin(const KeptWave& wave, const ChangeBy& by) {
        if (!all.emplace(wave.first, wave).second) return false;
        changes.push_back({by, "wave.begin", wave.first.iso(), "to " + wave.last.iso()});
        return true;
    }
    bool keep(const WaveWords& each, const ChangeBy& by) {
        if (!all.contains(each.wave)) return false;
        words[each.id] = each;
        changes.push_back({by, "wave.words", each.wave.iso(), each.of_tenant ? "tenant" : "team"});
        return true;
    }
    std::vector<KeptWave> by_day() const {
        std::vector<KeptWave> found;
        for (const auto& [day, wave] : all) found.push_back(wave);
        return found;
    }
    std::vector<WaveWords> of(Day wave) const {
        std::vector<WaveWords> found;
        for (const auto& [id, each] : words)
            if (each.wave == wave) found.push_back(each);
        return found;
    }
};

}  // namespace bienveille
