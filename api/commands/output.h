// Where a command's data goes: standard output, or a file that appears whole or not at all.
//
// Decides: how data is delivered, and how wide a terminal is. Does not decide: what the data is.
// Promise: with a file named, the bytes are written beside it, made durable and then renamed over it; a failure leaves
// the old file as it was and nothing behind.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/commands/exit.h"
#include "api/people.h"
#include "api/plan_table.h"
#include "api/text.h"
#include "engine/changes.h"
#include "engine/model.h"

namespace bienveille {

enum class Format { table, json, csv, xlsx };

struct Output {
    Format format = Format::table;
    std::optional<std::string> file;
    Language language = Language::english;
    bool progress = false;  // each step of long work as a line on standard error
};

Exit deliver(std::string_view bytes, const Output& output);
// The same for bytes that are not for a terminal, where it is refused; `form` names them.
Exit deliver_binary(std::string_view bytes, const std::string& form, const Output& output);
// The same for a writer that needs a path of its own.
Exit deliver_file(const std::function<Problems(const std::string& path)>& write, const Output& output);

// As the terminal is, when the data goes to one; otherwise the plain default.
TableStyle table_style(const Output& output);

// With a plan before it, table and JSON say what it changed.
Exit deliver_plan(const Plan& plan, const People& people, const Output& output,
                  const std::vector<Change>* changes = nullptr);

}  // namespace bienveille
