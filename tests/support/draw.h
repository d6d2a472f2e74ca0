// Values drawn at random inside a property test, which rapidcheck repeats and shrinks.
//
// Everything is drawn through two functions that are compiled once: each kind of generator that a test names by itself
// costs its compiler a second or more.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "engine/names.h"
#include "engine/types.h"

namespace bienveille {

int draw(int least, int most);
bool draw_yes();

inline Day draw_day() { return Day{draw(-25'000, 80'000)}; }  // 1901 to 2189

template <class T>
T draw_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(draw(0, static_cast<int>(values.size()) - 1))];
}
inline std::string draw_of(std::initializer_list<const char*> texts) {
    return draw_of(std::vector<std::string>(texts.begin(), texts.end()));
}

template <class E>
E draw_name() {
    std::vector<E> values;
    for (const auto& [value, text] : names<E>()) values.push_back(value);
    return draw_of(values);
}

// One in two is unknown.
template <class Draw>
auto maybe(Draw each) -> std::optional<decltype(each())> {
    if (draw_yes()) return std::nullopt;
    return each();
}

}  // namespace bienveille
