// `bienveille report`: the report of a wave, from a campaign's files or from the service's database.
//
// Decides: which days the wave has where nobody says so, and the form. Does not decide: any figure (engine/wave_report.h), table or picture.
// Promise: the same record gives the same bytes (a PDF but for what its maker adds).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct ReportCommand {
    enum class Form { json, html, pdf, csv };
    std::string campaign;  // a directory with tenants.csv, campaign.json and wave1.csv; or:
    std::optional<std::string>
        database;  // the service's; its wave that begins on `first`, the newest where none is said
    std::optional<std::string> rules;
    std::optional<Day> first;  // default: the campaign's
    std::optional<Day> last;   // default: that of the last attempt
    std::optional<Day> as_of;  // default: the day after the last attempt
    std::vector<std::string> around;
    bool name_missed = false;
    Form form = Form::json;
    Output output;
};

Exit run(const ReportCommand& command);

}  // namespace bienveille
