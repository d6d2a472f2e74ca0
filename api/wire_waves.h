// Waves and what people said of them, to and from JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/service.h"

namespace bienveille {

Result<WaveWish> wave_from_json(std::string_view text);
Result<WordsWish> words_from_json(std::string_view text, Day wave);
std::string wave_to_json(const KeptWave& wave);
std::string waves_to_json(const std::vector<KeptWave>& waves);
std::string words_to_json(const WaveWords& words);

}  // namespace bienveille
