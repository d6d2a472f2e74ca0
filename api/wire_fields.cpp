#include "api/wire_fields.h"

#include <algorithm>

#include "api/outcomes.h"
#include "engine/decimal.h"
#include "engine/nearest.h"
#include "rules/json_text.h"

namespace bienveille {

Result<JsonTree> read_json(std::string_view text) {
    Result<JsonTree> tree = JsonTree::parse(text);
    if (tree) return tree;
    Problems problems = tree.problems();
    for (Problem& each : problems) each = {"", (each.path.empty() ? "" : each.path + ": ") + each.message};
    return problems;
}

std::string Path::text() const {
    std::string before = up ? up->text() : std::string{};
    if (item) return before + "[" + std::to_string(index) + "]";
    if (name.empty()) return before;
    return before.empty() ? std::string{name} : before + "." + std::string{name};
}

void Findings::add(const Path& path, std::string message) {
    if (count_++ < kMostProblems) problems_.push_back({path.text(), std::move(message)});
}

Problems Findings::take() {
    if (count_ > kMostProblems)
        problems_.push_back({"", std::to_string(count_ - kMostProblems) + " more problems of this kind are not shown"});
    return std::move(problems_);
}

Fields::Fields(const JsonValue& object, const Path& path, Findings& findings)
    : object_(object), path_(path), findings_(findings) {
    asked_.reserve(16);
    if (!object_.is(JsonValue::Kind::object))
        findings_.add(path_, "is " + std::string{kind_name(object_.kind())} + "; must be an object");
}

bool Fields::present(std::string_view name) const {
    const auto found = object_.member(name);
    return found && !found->is(JsonValue::Kind::null);
}

std::optional<JsonValue> Fields::take(std::string_view name) {
    asked_.push_back(name);
    const auto found = object_.member(name);
    if (!found || found->is(JsonValue::Kind::null)) return std::nullopt;
    return found;
}

std::optional<JsonValue> Fields::take(std::string_view name, JsonValue::Kind kind) {
    const auto found = take(name);
    if (!found || found->is(kind)) return found;
    wrong(name, "is " + std::string{kind_name(found->kind())} + "; must be " + std::string{kind_name(kind)});
    return std::nullopt;
}

std::optional<std::string> Fields::text(std::string_view name) {
    const auto found = take(name, JsonValue::Kind::string);
    if (!found) return std::nullopt;
    return std::string{found->text()};
}

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t least, std::int64_t most) {
    const auto found = take(name);
    if (!found) return std::nullopt;
    const DecimalRead read = read_decimal(found->text(), 0);
    const bool whole = found->is(JsonValue::Kind::integer) && read.fault == DecimalRead::Fault::none;
    if (whole && read.count >= least && read.count <= most) return read.count;
    const bool is_number = found->is(JsonValue::Kind::integer) || found->is(JsonValue::Kind::number);
    wrong(name, "is " + (is_number ? std::string{found->text().substr(0, 40)} : std::string{kind_name(found->kind())}) +
                    "; must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<bool> Fields::boolean(std::string_view name) {
    const auto found = take(name, JsonValue::Kind::boolean);
    if (!found) return std::nullopt;
    return found->truth();
}

namespace {

std::optional<std::int64_t> decimal(Fields& fields, std::string_view name, int decimals) {
    const auto found = fields.take(name);
    if (!found) return std::nullopt;
    if (!found->is(JsonValue::Kind::integer) && !found->is(JsonValue::Kind::number)) {
        fields.wrong(name, "is " + std::string{kind_name(found->kind())} + "; must be a number");
        return std::nullopt;
    }
    const DecimalRead exact = read_decimal(found->text(), decimals);
    if (exact.fault != DecimalRead::Fault::none) {
        fields.wrong(name, "is " + std::string{found->text().substr(0, 40)} + "; must be a number with at most " +
                               std::to_string(decimals) + " decimals");
        return std::nullopt;
    }
    return exact.count;
}

}  // namespace

std::optional<Points> Fields::points(std::string_view name) {
    const auto exact = decimal(*this, name, 2);
    return exact ? std::optional{Points{*exact}} : std::nullopt;
}

std::optional<Value> Fields::value(std::string_view name) {
    const auto exact = decimal(*this, name, 6);
    return exact ? std::optional{Value{*exact}} : std::nullopt;
}

std::optional<Day> Fields::day(std::string_view name) {
    const auto written = text(name);
    if (!written) return std::nullopt;
    const auto day = day_from_iso(*written);
    if (!day) wrong(name, "is " + shown(*written) + "; must be a day YYYY-MM-DD between 1900 and 2199");
    return day;
}

std::optional<TimeOfDay> Fields::time(std::string_view name) {
    const auto written = text(name);
    if (!written) return std::nullopt;
    const auto time = time_from_hhmm(*written);
    if (!time) wrong(name, "is " + shown(*written) + "; must be a time HH:MM");
    return time;
}

std::optional<std::string> Fields::id(std::string_view name) {
    auto id = text(name);
    if (id && !is_valid_id(*id))
        wrong(name,
              (id->empty() ? "is empty" : "is " + shown(*id)) + "; must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    return id;
}

std::string Fields::need_id(std::string_view name) { return need(name, id(name)); }

void Fields::finish() {
    if (!object_.is(JsonValue::Kind::object)) return;
    for (auto each = object_.first(); each; each = each->next_in(object_)) {
        if (std::find(asked_.begin(), asked_.end(), each->key()) != asked_.end()) continue;
        const std::string_view key = each->key().substr(0, 64);
        findings_.add(path_.field(key), "is not a known field" + did_you_mean(key, asked_));
    }
}

std::string Fields::shown(std::string_view text) {
    std::size_t most = std::min<std::size_t>(text.size(), 40);
    while (most > 0 && most < text.size() && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
    JsonText out;
    out.string(text.substr(0, most));
    return out.take() + (most < text.size() ? "..." : "");
}

std::string need_remark(Fields& fields, std::string_view name) {
    const auto text = fields.text(name);
    if (text && !is_short_reason(*text)) fields.wrong(name, "must be 1 to 120 characters of plain text");
    return fields.need(name, text);
}

std::string remark(Fields& fields, std::string_view name) {
    const std::string text = fields.text(name).value_or("");
    if (!text.empty() && !is_short_reason(text)) fields.wrong(name, "must be at most 120 characters of plain text");
    return text;
}

namespace {

std::optional<Window> window_from(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = time_from_hhmm(text.substr(0, 5));
    const auto to = time_from_hhmm(text.substr(6));
    if (!from || !to || *to <= *from) return std::nullopt;
    return Window{*from, *to};
}

}  // namespace

std::vector<Window> read_windows(Fields& fields, std::string_view name) {
    std::vector<Window> windows;
    fields.items(name, true, [&](const JsonValue& each, const Path& here) {
        const auto window = each.is(JsonValue::Kind::string) ? window_from(each.text()) : std::nullopt;
        if (!window) {
            fields.findings().add(here, "is not a window; must be a string \"HH:MM-HH:MM\" that ends after it begins");
        } else if (!windows.empty() && window->from < windows.back().to) {
            fields.findings().add(here, "begins before the one before it ends; windows must be in order");
        } else {
            windows.push_back(*window);
        }
    });
    return windows;
}

}  // namespace bienveille
