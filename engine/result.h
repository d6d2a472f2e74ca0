// How the engine and its borders say that something could not be done.
//
// Model: a Result is a value, or the list of everything that stood against it. A Problem names where (a path into
// the input: `tenants[17].anxiety`, `line 12, column 4`, `/weights/age`), what is wrong and what would be right.
// Promise: a Result without a value has at least one Problem.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace bienveille {

struct Problem {
    std::string path;
    std::string message;

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

template <class T>
class Result {
public:
    Result(T value) : held_(std::move(value)) {}
    Result(Problems problems) : held_(std::move(problems)) { assert(!this->problems().empty()); }
    Result(Problem problem) : held_(Problems{std::move(problem)}) {}

    bool ok() const { return std::holds_alternative<T>(held_); }
    explicit operator bool() const { return ok(); }

    const T& value() const& {
        assert(ok());
        return std::get<T>(held_);
    }
    T& value() & {
        assert(ok());
        return std::get<T>(held_);
    }
    T&& value() && {
        assert(ok());
        return std::get<T>(std::move(held_));
    }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    const Problems& problems() const {
        assert(!ok());
        return std::get<Problems>(held_);
    }

private:
    std::variant<T, Problems> held_;
};

}  // namespace bienveille
