// Waves and what people said of them, row by row, through SOCI. For sql_store.cpp only.
#pragma once

#include <soci/soci.h>

#include <vector>

#include "api/store.h"

namespace bienveille {

std::vector<KeptWave> read_waves(soci::session& sql);  // by first day
// False: one begins on that day already.
bool insert_wave(soci::session& sql, const KeptWave& wave, const ChangeBy& by);
std::vector<WaveWords> read_wave_words(soci::session& sql, Day wave);  // by id
// False: no wave begins on that day.
bool insert_wave_words(soci::session& sql, const WaveWords& words, const ChangeBy& by);
WaveRows read_wave_rows(soci::session& sql, const DayRange& days);

}  // namespace bienveille
