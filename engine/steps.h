// How far long work is: whoever asked is told after each of its steps.
//
// Decides: nothing. Work that is asked for without it tells nobody.
#pragma once

#include <cstddef>
#include <functional>

namespace bienveille {

// So many steps of so many are done.
using TellStep = std::function<void(std::size_t done, std::size_t of)>;

inline void tell_step(const TellStep& tell, std::size_t done, std::size_t of) {
    if (tell) tell(done, of);
}

}  // namespace bienveille
