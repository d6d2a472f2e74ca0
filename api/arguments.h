// The command line as values: which command, with which options.
//
// Decides: names of commands and options, their defaults, what is a usable value. Does not decide: what a command does
// (commands/), nor whether a file is there.
//
// Promises: every problem of a command line is reported, not the first: each unknown option with the nearest known one,
// each missing and each misread value. Nothing is read or written here.
#pragma once

#include <string>
#include <variant>

#include "api/commands/audit.h"
#include "api/commands/dataset.h"
#include "api/commands/plan.h"
#include "api/commands/register.h"
#include "api/commands/replay.h"
#include "api/commands/report.h"
#include "api/commands/rules_check.h"
#include "api/commands/rules_day.h"
#include "api/commands/rules_diff.h"
#include "api/commands/rules_kept.h"
#include "api/commands/score.h"
#include "api/commands/serve.h"
#include "api/commands/staffing.h"
#include "api/commands/what_if.h"
#include "api/text.h"
#include "engine/result.h"

namespace bienveille {

// Text for standard output, and that is all: --help, --version.
struct ShowText {
    std::string text;
};

using Command = std::variant<ShowText, PlanCommand, ScoreCommand, AuditCommand, ServeCommand, ImportCommand,
                             ExportCommand, DatasetCommand, RulesCheckCommand, RulesShowCommand, RulesDiffCommand,
                             RulesDayCommand, RulesListCommand, RulesExportCommand, RulesAddCommand,
                             RulesActivateCommand, ReplayCommand, StaffingCommand, WhatIfCommand, ReportCommand>;

// `language` is the one of the environment; --lang wins.
Result<Command> read_arguments(int count, const char* const* words, Language language);

}  // namespace bienveille
