// How often the long tests repeat themselves: the sanitizers make them ten times slower, so the fast suite, which has them,
// takes a part of the seeds, and the release build, which CI tests too, takes all.
#pragma once

namespace bienveille {

#ifdef NDEBUG
constexpr bool kThorough = true;
#else
constexpr bool kThorough = false;
#endif

}  // namespace bienveille
