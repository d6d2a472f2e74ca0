#include "engine/small_groups.h"

#include <cstddef>
#include <optional>

namespace bienveille {

std::vector<bool> hidden_groups(const std::vector<int>& people) {
    std::vector<bool> hidden(people.size(), false);
    int groups = 0;
    int together = 0;
    const auto hide = [&](std::size_t i) {
        hidden[i] = true;
        ++groups;
        together += people[i];
    };
    for (std::size_t i = 0; i < people.size(); ++i)
        if (people[i] > 0 && people[i] < kLeastGroup) hide(i);
    while (groups > 0 && (groups < 2 || together < kLeastGroup)) {
        std::optional<std::size_t> next;
        for (std::size_t i = 0; i < people.size(); ++i)
            if (!hidden[i] && people[i] > 0 && (!next || people[i] < people[*next])) next = i;
        if (!next) break;
        hide(*next);
    }
    return hidden;
}

}  // namespace bienveille
