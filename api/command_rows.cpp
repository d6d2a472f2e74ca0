#include "api/command_rows.h"

namespace bienveille {
namespace {

const Option kTenants{"--tenants", "FILE", "the list of tenants, CSV or XLSX; - is standard input"};
const Option kAdvisors{"--advisors", "FILE", "the team, CSV or XLSX"};
const Option kDay{"--day", "YYYY-MM-DD", "the day", true};
const Option kCampaign{"--campaign", "DIR",
                       "a directory with tenants.csv, advisors.csv, campaign.json; single files win"};
const Option kAvailability{"--availability", "FILE", "minutes of single advisors on single days"};
const Option kRules{"--rules", "FILE", "a rule file, or default or heatwave (default: default)"};
const Option kPrevious{
    "--previous", "PLAN.json",
    "the plan of the same day as it stands: begun and fixed calls stay, as few others as can be move"};
const Option kOut{"--out", "FILE", "write there instead of standard output: all of it, or nothing"};
const Option kLang{"--lang", "en|fr", "language of tables and exports (default: that of the environment)"};
const Option kProgress{"--progress", "",
                       "tell each step on standard error, a line of JSON each, also where that is no terminal"};
const Option kIgnore{"--ignore-unknown-columns", "", "say unknown columns, and go on without them"};
const Option kDatabase{"--db", "PATH|URL",
                       "a SQLite file, or postgresql://user@host/database (default: bienveille.sqlite)"};

Option format(const std::string& choices, const std::string& fallback) {
    return {"--format", choices, "form of the data (default: " + fallback + ")"};
}

}  // namespace

const std::vector<CommandRow>& command_rows() {
    static const std::vector<CommandRow> rows = {
        {"plan",
         "The day's balanced plan from files, no database",
         {kTenants, kAdvisors, kDay, kCampaign, kAvailability, kRules, kPrevious,
          format("table|json|csv|xlsx", "table"), kOut, kLang, kIgnore}},
        {"score",
         "The ranked score cards of a day, with reasons",
         {kTenants, kDay, kCampaign, kRules, format("table|json|csv", "table"), kOut, kLang, kIgnore}},
        {"audit",
         "Checks a plan against its input, without the planner's code; ends 3 when a promise is broken",
         {{"--plan", "PLAN.json", "the plan", true},
          kTenants,
          kAdvisors,
          kDay,
          kCampaign,
          kAvailability,
          kRules,
          kPrevious,
          format("table|json", "table"),
          kOut,
          kLang,
          kIgnore}},
        {"serve",
         "The HTTP service and its page",
         {{"--db", "PATH|URL",
           "a SQLite file, or postgresql://user@host/database (default: bienveille.sqlite, with --demo "
           "bienveille-demo.sqlite)"},
          {"--listen", "HOST:PORT", "where to listen, loopback only (default: 127.0.0.1:8080)"},
          kRules,
          {"--demo", "",
           "with the synthetic campaign of 2020 on the morning of Friday 3 April, if the database is empty"},
          {"--once", "", "with --demo: print the plan and stop"},
          kLang}},
        {"import",
         "From a file into the database, all of it or nothing",
         {{"what", "tenants|advisors|campaign", "which register, or the campaign's name and calendar", true},
          {"file", "FILE", "CSV or XLSX; of a campaign its campaign.json; - is standard input", true},
          kDatabase,
          {"--dry-run", "", "only check and count"},
          kIgnore}},
        {"export",
         "From the database into a file",
         {{"what", "tenants|advisors|campaign|plan", "what to write", true},
          kDatabase,
          {"--day", "YYYY-MM-DD", "the day, of a plan"},
          format("table|json|csv|xlsx", "csv; tenants and advisors as csv only, a campaign as json"),
          kOut,
          kLang}},
        {"dataset",
         "Synthetic campaigns: no real person, same seed same bytes",
         {{"--seed", "N", "a number", true},
          {"--tenants", "N", "how many tenants, 1 to 1000000"},
          {"--advisors", "N", "how many advisors, 1 to 4000"},
          {"--population", "haute-marne-2020|heat-register|hospital-discharge|rural-charity",
           "a campaign with the exact quotas of one of these, instead of sizes"},
          {"--campaign-2020", "", "the same as --population haute-marne-2020"},
          {"--out", "DIR", "the directory to write", true},
          {"--day", "YYYY-MM-DD", "as known on the morning of that day (default: 2020-04-03)"}}},
        {"replay",
         "A campaign day by day against its hidden truth, under the rules and under the orders of calls used without "
         "them",
         {{"--campaign", "DIR", "a directory with tenants.csv, advisors.csv, campaign.json and truth.csv", true},
          kRules,
          {"--advisors", "FILE", "another team, instead of the directory's"},
          {"--calendar", "FILE", "another campaign.json, whose hours, weekdays and holidays count"},
          {"--until", "YYYY-MM-DD", "the last day (default: that of the campaign)"},
          {"--seeds", "N", "draw who answers N times, and tell the interval (default: as the truth has it)"},
          {"--seed", "N", "the first of these seeds (default: 1)"},
          format("table|json", "table"),
          kOut,
          kProgress,
          kLang}},
        {"report",
         "The report of a wave: who was called and how they are, promises, answers, load, fairness",
         {{"--campaign", "DIR",
           "a directory with tenants.csv, advisors.csv, campaign.json and what was dialled: wave1.csv"},
          {"--db", "PATH|URL",
           "instead: the service's database, with the wave that begins on --from (default: the newest)"},
          kRules,
          {"--from", "YYYY-MM-DD", "the first day of the wave (default: that of the campaign)"},
          {"--to", "YYYY-MM-DD", "its last day (default: that of the last attempt)"},
          {"--as-of", "YYYY-MM-DD",
           "promises due before this day are judged (default: the day after the last attempt)"},
          {"--around", "COMMUNES", "communes to tell of together, with commas between"},
          {"--missed", "", "also list, by id, whose callbacks were missed"},
          format("json|html|pdf|csv", "json; csv is a zip of a file for each table"),
          kOut,
          kProgress,
          kLang}},
        {"staffing",
         "How many advisors it takes, more or fewer, to keep every deadline and call everybody by a day, with the "
         "proof",
         {kTenants,
          kAdvisors,
          kDay,
          {"--by", "YYYY-MM-DD", "everybody owed a call is called by that day", true},
          {"--minutes", "N", "of each more advisor on a working day (default: the rules' profile)"},
          kCampaign,
          kAvailability,
          kRules,
          format("table|json", "table"),
          kOut,
          kLang,
          kIgnore}},
        {"whatif",
         "What another team, other hours, limits or rules would change on a day; nothing is saved",
         {kTenants,
          kAdvisors,
          kDay,
          {"--team", "N", "so many advisors are there that day: the first by id stay, or more come"},
          {"--absent", "ID,…", "these are not there that day"},
          {"--capacity", "ID=N,…", "these have so many minutes that day"},
          {"--minutes", "N", "of each more advisor (default: the rules' profile)"},
          {"--max-calls", "N", "of each advisor"},
          {"--windows", "HH:MM-HH:MM,…", "the hours of calls"},
          {"--most-level3", "N", "calls of level 3, an advisor and day"},
          {"--most-level2-and-3", "N", "calls of level 2 and 3, an advisor and day"},
          {"--tolerance", "SHARE", "of the gap between two loads, such as 0.05"},
          {"--otherwise", "FILE", "other rules, or default or heatwave"},
          {"--everybody-by", "YYYY-MM-DD", "and how many it takes, more or fewer, to call everybody by then"},
          kCampaign,
          kAvailability,
          kRules,
          format("table|json", "table"),
          kOut,
          kLang,
          kIgnore}},
        {"rules",
         "Rule sets: check A says whether it may run, show A prints it (with --db one that is kept there), diff A B "
         "says what B says otherwise,\n"
         "compare A B whom B would call instead on a day, sensitivity A how far each weight can move before others are "
         "called,\nunknowns A how much of the points rests on what nobody knows.\nThose of a database: list, add A, "
         "activate VERSION, rollback to what was in force before",
         {{"what", "check|show|diff|compare|sensitivity|unknowns|list|add|activate|rollback", "what to do", true},
          {"file", "A", "a rule file, or default or heatwave; of activate a name and version, or a digest"},
          {"other", "B", "another one, of diff and compare"},
          kDatabase,
          {"--by", "NAME", "who activates"},
          {"--reason", "TEXT", "why"},
          {"--override-by", "NAME", "who takes on them the lines that are crossed"},
          {"--override-reason", "TEXT", "why"},
          kTenants,
          kAdvisors,
          {"--day", "YYYY-MM-DD",
           "the day, of compare, sensitivity and unknowns; of activate and rollback, where crossed lines are looked at "
           "(default: that of the newest plan)"},
          kCampaign,
          kAvailability,
          format("table|json", "table"),
          kOut,
          kProgress,
          kLang,
          kIgnore}},
    };
    return rows;
}

}  // namespace bienveille
