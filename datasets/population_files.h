// The populations, one file each.
#pragma once

#include "datasets/population.h"

namespace bienveille {

const Population& heat_register();
const Population& hospital_discharge();
const Population& rural_charity();

}  // namespace bienveille
