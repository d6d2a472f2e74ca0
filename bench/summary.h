// What a reader of the project's README wants to know, as its own tables (markdown): sizes beside each other.
#pragma once

#include <string>
#include <vector>

#include "bench/report.h"
#include "bench/small_days.h"

namespace bienveille::bench {

std::string summary(const std::vector<Section>& sections);
std::string summary(const Gaps& gaps);

}  // namespace bienveille::bench
