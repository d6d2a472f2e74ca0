// Any plan whatsoever, right or wrong, for property tests of its text forms.
#pragma once

#include "engine/model.h"

namespace bienveille {

Plan any_plan();

}  // namespace bienveille
