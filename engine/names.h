// The public names of every enumeration, in one place: files, JSON and SQL all use these words.
//
// Promise: name(x) is the contract's word; from_name<E>(name(x)) == x for every x.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

template <class E>
using NameTable = std::span<const std::pair<E, std::string_view>>;

// Specialised in names.cpp for Support, Status, HalfDay, Outcome, CallState, Tier, Band, Factor, UnplannedReason,
// Keeping, Measure, ExcludedReason, Policy, Change::Kind, Change::Why, RuleMove::Kind,
// RuleMove::Cause, ComparedGroup::Kind, CrossedLine::Kind and CallOrder.
template <class E>
NameTable<E> names();

template <class E>
std::string_view name(E value) {
    for (const auto& [each, text] : names<E>())
        if (each == value) return text;
    return {};
}

template <class E>
std::optional<E> from_name(std::string_view text) {
    for (const auto& [each, candidate] : names<E>())
        if (candidate == text) return each;
    return std::nullopt;
}

// "none, weak, moderate or strong": for messages that say what would be right.
template <class E>
std::string choices() {
    const auto table = names<E>();
    std::string text;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (i > 0) text += i + 1 == table.size() ? " or " : ", ";
        text += table[i].second;
    }
    return text;
}

}  // namespace bienveille
