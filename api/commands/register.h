// `bienveille import` and `bienveille export`: between files and the database.
//
// Decides: which file and which database. Does not decide: what may be imported (datasets/columns.h), nor how it is
// stored (service.h). An import is one transaction: all of it or nothing; --dry-run only checks.
#pragma once

#include <optional>
#include <string>

#include "api/commands/exit.h"
#include "api/commands/output.h"
#include "engine/types.h"

namespace bienveille {

enum class Register { tenants, advisors, campaign, plan };

struct ImportCommand {
    Register what = Register::tenants;
    std::string file;  // "-" is standard input
    std::string database;
    bool dry_run = false;
    bool ignore_unknown_columns = false;
};

struct ExportCommand {
    Register what = Register::tenants;
    std::string database;
    std::optional<Day> day;  // of a plan
    Output output;           // csv; a plan also as table, json or xlsx, a campaign as json
};

Exit run(const ImportCommand& command);
Exit run(const ExportCommand& command);

}  // namespace bienveille
