#include "tests/support/draw.h"

#include <rapidcheck.h>

namespace bienveille {

int draw(int least, int most) { return *rc::gen::inRange(least, most + 1); }

bool draw_yes() { return *rc::gen::arbitrary<bool>(); }

}  // namespace bienveille
