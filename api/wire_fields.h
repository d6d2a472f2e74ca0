// Reads the fields of JSON objects, and says everything that is wrong with them, each with its path.
//
// Decides: how a field of each kind is read and what would be right. Does not decide: which fields there are.
//
// Model: a Path is a chain of names on the stack and becomes text only for a problem; Fields is asked for each known
// field once and, at finish(), reports every member that nobody asked for, with the nearest known name. Absent and null
// are the same: unknown.
// Promise: reading never stops at the first problem; past kMostProblems only a count is kept, so that a hostile body
// cannot make a report larger than itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/names.h"
#include "engine/result.h"
#include "engine/types.h"
#include "rules/json_tree.h"

namespace bienveille {

// A body as JSON. What is wrong with the text as a whole has no field, so its place is told in the message.
Result<JsonTree> read_json(std::string_view text);

struct Path {
    const Path* up = nullptr;
    std::string_view name;
    std::size_t index = 0;
    bool item = false;

    std::string text() const;  // "lists[2].calls[4].tenant"
    Path field(std::string_view field) const { return {this, field, 0, false}; }
    Path at(std::size_t position) const { return {this, {}, position, true}; }
};

class Findings {
public:
    static constexpr std::size_t kMostProblems = 100;

    void add(const Path& path, std::string message);
    bool none() const { return count_ == 0; }
    // With a last line that counts those beyond the cap.
    Problems take();

private:
    Problems problems_;
    std::size_t count_ = 0;
};

class Fields {
public:
    // Anything but an object is a problem, and every field then absent.
    Fields(const JsonValue& object, const Path& path, Findings& findings);

    const Path& path() const { return path_; }
    Findings& findings() { return findings_; }

    // The member, unless absent or null.
    std::optional<JsonValue> take(std::string_view name);
    std::optional<JsonValue> take(std::string_view name, JsonValue::Kind kind);

    std::optional<std::string> text(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<bool> boolean(std::string_view name);
    std::optional<Points> points(std::string_view name);  // two decimals
    std::optional<Value> value(std::string_view name);    // six decimals
    std::optional<Day> day(std::string_view name);
    std::optional<TimeOfDay> time(std::string_view name);
    template <class E>
    std::optional<E> choice(std::string_view name) {
        const auto word = text(name);
        if (!word) return std::nullopt;
        const auto found = from_name<E>(*word);
        if (!found) wrong(name, "is " + shown(*word) + "; must be " + choices<E>());
        return found;
    }

    // The same, where absence is a problem too; the answer is then the kind's zero.
    std::optional<std::string> id(std::string_view name);
    std::string need_id(std::string_view name);
    template <class T>
    T need(std::string_view name, std::optional<T> maybe) {
        if (!maybe && !present(name)) wrong(name, "is missing");
        return maybe.value_or(T{});
    }

    // Calls each(value, path) for the items of a list; `required` lists must be there.
    template <class Each>
    void items(std::string_view name, bool required, Each each) {
        const auto list = take(name, JsonValue::Kind::array);
        if (!list) {
            if (required && !present(name)) wrong(name, "is missing; must be a list");
            return;
        }
        const Path here = path_.field(name);
        std::size_t position = 0;
        for (auto item = list->first(); item; item = item->next_in(*list)) each(*item, here.at(position++));
    }

    // Of what is not an object only that is said, not what it lacks.
    void wrong(std::string_view name, std::string message) {
        if (object_.is(JsonValue::Kind::object)) findings_.add(path_.field(name), std::move(message));
    }
    // Every member that nobody asked for is a problem. To be called once, after the last question.
    void finish();

    static std::string shown(std::string_view text);  // quoted, at most 40 characters

private:
    bool present(std::string_view name) const;

    JsonValue object_;
    Path path_;
    Findings& findings_;
    std::vector<std::string_view> asked_;
};

// What a body's object says: read(fields) makes it, and every problem comes before it.
template <class Read>
auto read_body(std::string_view text, Read read) -> Result<decltype(read(std::declval<Fields&>()))> {
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    const Path root;
    Fields fields{tree->root(), root, findings};
    auto said = read(fields);
    fields.finish();
    if (!findings.none()) return findings.take();
    return said;
}

// A reason or note that people write: 1 to 120 characters of plain text; where it may be left out, also "".
std::string need_remark(Fields& fields, std::string_view name);
std::string remark(Fields& fields, std::string_view name);

// A list that is there of "HH:MM-HH:MM", in order and apart.
std::vector<Window> read_windows(Fields& fields, std::string_view name);

}  // namespace bienveille
