// The program as a process: each command and each exit code, from small files that a test can add up by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "api/wire.h"
#include "tests/support/program.h"

namespace bienveille {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kTeam =
    "id;label;area;languages;minutes\nCONS-1;Conseiller 1;Nord;fr;240\nCONS-2;Conseiller 2;Sud;fr;240\n";
constexpr const char* kTenants =
    "id;label;phone;area;birth_year;lives_alone;anxiety;anxiety_on;last_advisor;callback_due_on;status;joined_on\n"
    "T-1;Locataire A-001;03 53 01 00 01;Nord;1933;oui;1;30/03/2020;CONS-1;03/04/2020;active;26/03/2020\n"
    "T-2;Locataire A-002;03 53 01 00 02;Sud;1950;non;0;30/03/2020;CONS-2;;active;26/03/2020\n"
    "T-3;Locataire A-003;03 53 01 00 03;Nord;1940;oui;;;;;opted_out;26/03/2020\n"
    "T-4;Locataire A-004;;Nord;1940;oui;;;;;active;26/03/2020\n";

class Program : public testing::Test {
protected:
    Program() {
        work.write("tenants.csv", kTenants);
        work.write("advisors.csv", kTeam);
    }

    std::vector<std::string> plan_of(const std::string& command = "plan", std::vector<std::string> more = {}) const {
        std::vector<std::string> words{command,        "--tenants", "tenants.csv", "--advisors",
                                       "advisors.csv", "--day",     "2020-04-03"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    Workplace work;
};

// ------------------------------------------------------------------------------------------- the command line

TEST_F(Program, version_and_help_are_data) {
    const Ended version = work.run({"--version"});
    EXPECT_EQ(version.code, 0);
    EXPECT_EQ(version.out, "bienveille 0.12.0\n");
    EXPECT_EQ(version.err, "");
    for (const char* command :
         {"plan", "score", "audit", "serve", "import", "export", "dataset", "replay", "report", "rules"}) {
        const Ended help = work.run({command, "--help"});
        EXPECT_EQ(help.code, 0) << command;
        EXPECT_THAT(help.out, HasSubstr(command));
        EXPECT_EQ(help.err, "") << command;
    }
    EXPECT_THAT(work.run({"--help"}).out, HasSubstr("audit"));
}

TEST_F(Program, an_unknown_command_is_told_the_nearest_one) {
    const Ended ended = work.run({"plann"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, HasSubstr("did you mean plan?"));
}

TEST_F(Program, commands_that_are_not_there_yet_do_not_exist) {
    for (const char* command : {"replay", "token", "backup", "restore", "purge", "migrate", ""}) {
        const Ended ended = work.run({command});
        EXPECT_EQ(ended.code, 2) << command;
        EXPECT_EQ(ended.out, "") << command;
    }
    EXPECT_EQ(work.run({"rules", "diff", "default"}).code, 2);
    EXPECT_EQ(work.run({"rules", "show", "default", "heatwave"}).code, 2);
    EXPECT_EQ(work.run({}).code, 2);
}

TEST_F(Program, every_problem_of_a_command_line_is_said) {
    const Ended ended = work.run({"plan", "--day", "2020-02-31", "--format", "jsn", "--tenats", "t.csv"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, AllOf(HasSubstr("--day: is 2020-02-31"), HasSubstr("did you mean json?"),
                                 HasSubstr("did you mean --tenants?"), HasSubstr("--advisors: is missing"),
                                 HasSubstr("problems\n")));
    EXPECT_THAT(work.run({"serve", "--port", "80"}).err,
                HasSubstr("--port: is not an option of serve; its options are --help, --db, --listen"));
}

// ------------------------------------------------------------------------------------------- plan, audit, score

TEST_F(Program, a_plan_is_printed_as_a_table_and_nothing_else) {
    const Ended ended = work.run(plan_of());
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    EXPECT_THAT(ended.out, StartsWith("Calls of Friday 3 April 2020\n"));
    EXPECT_THAT(ended.out, HasSubstr("promised today"));
    EXPECT_THAT(ended.out, HasSubstr("does not want to be called"));
    EXPECT_THAT(ended.out, HasSubstr("no number that can be dialled"));
}

TEST_F(Program, everybody_is_in_exactly_one_place) {
    const Ended ended = work.run(plan_of("plan", {"--format", "json"}));
    ASSERT_EQ(ended.code, 0) << ended.err;
    const auto plan = plan_from_json(ended.out);
    ASSERT_TRUE(plan);
    std::vector<std::string> everybody;
    for (const AdvisorList& list : plan->lists)
        for (const Call& call : list.calls) everybody.push_back(call.tenant.text);
    for (const Unplanned& each : plan->unplanned) everybody.push_back(each.tenant.text);
    for (const Excluded& each : plan->excluded) everybody.push_back(each.tenant.text);
    std::sort(everybody.begin(), everybody.end());
    EXPECT_EQ(everybody, (std::vector<std::string>{"T-1", "T-2", "T-3", "T-4"}));
}

TEST_F(Program, the_audit_of_a_good_plan_ends_with_0) {
    ASSERT_EQ(work.run(plan_of("plan", {"--format", "json", "--out", "plan.json"})).code, 0);
    const Ended audit = work.run(plan_of("audit", {"--plan", "plan.json"}));
    EXPECT_EQ(audit.code, 0) << audit.out << audit.err;
    EXPECT_THAT(audit.out, HasSubstr("every promise holds"));
}

TEST_F(Program, the_audit_of_a_plan_that_was_changed_ends_with_3_and_says_which_promise_broke) {
    ASSERT_EQ(work.run(plan_of("plan", {"--format", "json", "--out", "plan.json"})).code, 0);
    std::string json = work.read("plan.json");
    const std::size_t place = json.find("\"T-1\"");
    ASSERT_NE(place, std::string::npos);
    json.replace(place, 5, "\"T-3\"");  // the one who asked not to be called
    work.write("plan.json", json);
    const Ended audit = work.run(plan_of("audit", {"--plan", "plan.json", "--format", "json"}));
    EXPECT_EQ(audit.code, 3);
    EXPECT_THAT(audit.out, HasSubstr("\"holds\": false"));
    EXPECT_THAT(audit.out, HasSubstr("\"promise\": \"P1\""));
}

// CONS-2, who was to call T-2, is not there any more.
TEST_F(Program, planning_again_says_who_moved_and_why) {
    ASSERT_EQ(work.run(plan_of("plan", {"--format", "json", "--out", "plan.json"})).code, 0);
    EXPECT_THAT(work.read("plan.json"), Not(HasSubstr("\"changes\"")));
    work.write("away.csv", "advisor;day;minutes\nCONS-2;03/04/2020;0\n");
    const auto again = [&](std::vector<std::string> more) {
        std::vector<std::string> words{"--previous", "plan.json", "--availability", "away.csv"};
        words.insert(words.end(), more.begin(), more.end());
        return work.run(plan_of("plan", words));
    };
    const Ended table = again({});
    EXPECT_EQ(table.code, 0) << table.err;
    EXPECT_THAT(table.out, HasSubstr("Changes: 1 moved\n"));
    EXPECT_THAT(table.out, HasSubstr("CONS-2 is not there"));
    const Ended json = again({"--format", "json", "--out", "again.json"});
    EXPECT_EQ(json.code, 0) << json.err;
    EXPECT_THAT(work.read("again.json"), HasSubstr("{\"tenant\": \"T-2\", \"change\": \"moved\""));
    // A plan that says what it changed is a previous plan like any other.
    const Ended third = work.run(plan_of("plan", {"--previous", "again.json", "--availability", "away.csv"}));
    EXPECT_EQ(third.code, 0) << third.err;
    EXPECT_THAT(third.out, HasSubstr("Changes: none"));
}

TEST_F(Program, the_campaign_of_2020_planned_again_moves_nobody) {
    ASSERT_EQ(work.run({"dataset", "--campaign-2020", "--seed", "1", "--out", "c"}).code, 0);
    const std::vector<std::string> friday{"plan", "--campaign", "c", "--day", "2020-04-03"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), friday.begin(), friday.end());
        return work.run(more);
    };
    ASSERT_EQ(with({"--format", "json", "--out", "morning.json"}).code, 0);
    const Ended again = with({"--previous", "morning.json"});
    EXPECT_EQ(again.code, 0) << again.err;
    EXPECT_THAT(again.out, HasSubstr("Changes: none"));
}

TEST_F(Program, the_order_of_the_input_changes_no_byte) {
    const Ended first = work.run(plan_of("plan", {"--format", "json"}));
    work.write(
        "tenants.csv",
        "id;label;phone;area;birth_year;lives_alone;anxiety;anxiety_on;last_advisor;callback_due_on;status;joined_on\n"
        "T-4;Locataire A-004;;Nord;1940;oui;;;;;active;26/03/2020\n"
        "T-2;Locataire A-002;03 53 01 00 02;Sud;1950;non;0;30/03/2020;CONS-2;;active;26/03/2020\n"
        "T-3;Locataire A-003;03 53 01 00 03;Nord;1940;oui;;;;;opted_out;26/03/2020\n"
        "T-1;Locataire A-001;03 53 01 00 01;Nord;1933;oui;1;30/03/2020;CONS-1;03/04/2020;active;26/03/2020\n");
    work.write("advisors.csv",
               "id;label;area;languages;minutes\nCONS-2;Conseiller 2;Sud;fr;240\nCONS-1;Conseiller 1;Nord;fr;240\n");
    EXPECT_EQ(work.run(plan_of("plan", {"--format", "json"})).out, first.out);
}

TEST_F(Program, tenants_may_come_from_standard_input) {
    const Ended ended =
        work.run({"plan", "--tenants", "-", "--advisors", "advisors.csv", "--day", "2020-04-03"}, kTenants);
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("T-1"));
}

TEST_F(Program, a_plan_goes_into_a_spreadsheet) {
    EXPECT_THAT(work.run(plan_of("plan", {"--format", "csv", "--lang", "fr"})).out, StartsWith("\xEF\xBB\xBFjour;"));
    const Ended xlsx = work.run(plan_of("plan", {"--format", "xlsx", "--out", "plan.xlsx"}));
    EXPECT_EQ(xlsx.code, 0) << xlsx.err;
    EXPECT_EQ(xlsx.out, "");
    EXPECT_THAT(work.read("plan.xlsx"), StartsWith("PK"));
}

TEST_F(Program, nothing_is_left_behind_when_there_is_nothing_to_say) {
    work.write("plan.json", "as it was");
    work.write("tenants.csv", "id\nT 1\n");
    const std::vector<std::string> before = work.names();
    EXPECT_EQ(work.run(plan_of("plan", {"--out", "plan.json"})).code, 2);
    EXPECT_EQ(work.run(plan_of("plan", {"--out", "nowhere/plan.json"})).code, 2);
    EXPECT_EQ(work.read("plan.json"), "as it was");
    EXPECT_EQ(work.names(), before);
}

TEST_F(Program, score_cards_are_ranked_and_add_up) {
    const Ended ended = work.run({"score", "--tenants", "tenants.csv", "--day", "2020-04-03", "--format", "csv"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, StartsWith("\xEF\xBB\xBFrank;tenant;"));
    EXPECT_THAT(ended.out, HasSubstr("\r\n1;T-1;"));  // promised for today, alone, 87
    EXPECT_THAT(ended.out, Not(HasSubstr("T-3")));    // who asked not to be called is not weighed up
    EXPECT_THAT(work.run({"score", "--tenants", "tenants.csv", "--day", "2020-04-03", "--format", "json"}).out,
                HasSubstr("\"reason\": \"opted_out\""));
}

// ------------------------------------------------------------------------------------------- bad input

TEST_F(Program, every_problem_of_every_file_is_said_with_its_place) {
    work.write("tenants.csv", "id;anxiety;absent_until\nT-1;4;\nT-2;1;31/02/2020\nT-3;1;\nT-3;2;\n");
    work.write("advisors.csv", "id;minutes\nCONS-1;-1\n");
    const Ended ended = work.run(plan_of("plan", {"--rules", "nowhere.json"}));
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, AllOf(HasSubstr("tenants.csv: line 2, column 2"), HasSubstr("tenants.csv: line 3, column 3"),
                                 HasSubstr("tenants.csv: line 5"), HasSubstr("advisors.csv: line 2, column 2"),
                                 HasSubstr("nowhere.json")));
}

TEST_F(Program, a_file_that_cannot_be_read_ends_with_2) {
    EXPECT_EQ(work.run({"plan", "--tenants", "nobody.csv", "--advisors", "advisors.csv", "--day", "2020-04-03"}).code,
              2);
    EXPECT_EQ(work.run({"plan", "--tenants", ".", "--advisors", "advisors.csv", "--day", "2020-04-03"}).code, 2);
    EXPECT_EQ(work.run({"plan", "--campaign", "nowhere", "--day", "2020-04-03"}).code, 2);
    EXPECT_EQ(work.run(plan_of("audit", {"--plan", "nowhere.json"})).code, 2);
}

TEST_F(Program, an_empty_file_is_an_error_and_a_header_alone_an_empty_list) {
    work.write("tenants.csv", "");
    EXPECT_EQ(work.run(plan_of()).code, 2);
    work.write("tenants.csv", "id\n");
    const Ended nobody = work.run(plan_of());
    EXPECT_EQ(nobody.code, 0) << nobody.err;
    EXPECT_THAT(nobody.out, HasSubstr("0 calls"));
}

TEST_F(Program, without_anybody_there_the_plan_is_honest_and_empty) {
    work.write("advisors.csv", "id;absent_on\nCONS-1;2020-04-01..2020-04-10\n");
    const Ended ended = work.run(plan_of());
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, AllOf(HasSubstr("Nobody is there to call."), HasSubstr("T-1")));
    EXPECT_EQ(work.run(plan_of("plan", {"--format", "json", "--out", "plan.json"})).code, 0);
    EXPECT_EQ(work.run(plan_of("audit", {"--plan", "plan.json"})).code, 0);
}

TEST_F(Program, broken_bytes_end_with_2_and_never_otherwise) {
    const std::string hostile[] = {std::string("\0\0\0\0", 4), std::string("\xFF\xFEi\0d\0", 6),
                                   "PK\x03\x04 not a workbook", "id\n\"never closed", std::string(3'000'000, 'x')};
    for (const std::string& bytes : hostile) {
        work.write("tenants.csv", bytes);
        const Ended ended = work.run(plan_of());
        EXPECT_EQ(ended.code, 2) << bytes.substr(0, 20);
        EXPECT_EQ(ended.out, "");
        EXPECT_THAT(ended.err, HasSubstr("tenants.csv"));
    }
    work.write("plan.json", std::string(100'000, '['));
    work.write("tenants.csv", kTenants);
    EXPECT_EQ(work.run(plan_of("audit", {"--plan", "plan.json"})).code, 2);
}

TEST_F(Program, unknown_columns_are_refused_unless_told_to_ignore_them) {
    work.write("tenants.csv", "id;rent_arrears\nT-1;1200\n");
    const Ended refused = work.run(plan_of());
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("rent_arrears"));
    const Ended ignored = work.run(plan_of("plan", {"--ignore-unknown-columns"}));
    EXPECT_EQ(ignored.code, 0) << ignored.err;
    EXPECT_THAT(ignored.err, HasSubstr("rent_arrears"));
    EXPECT_THAT(ignored.out, Not(HasSubstr("rent_arrears")));
}

// ------------------------------------------------------------------------------------------- rules

TEST_F(Program, rules_check_says_ok_or_every_problem) {
    const Ended good = work.run({"rules", "check", "default"});
    EXPECT_EQ(good.code, 0);
    EXPECT_THAT(good.out, StartsWith("ok: default "));
    work.write("rules.json", "{\"name\": \"x\", \"wieghts\": {}}");
    const Ended bad = work.run({"rules", "check", "rules.json"});
    EXPECT_EQ(bad.code, 3);
    EXPECT_EQ(bad.out, "");
    EXPECT_THAT(bad.err, HasSubstr("rules.json: /"));
    EXPECT_EQ(work.run({"rules", "check", "nowhere.json"}).code, 2);
    EXPECT_THAT(work.run({"rules", "diff", "rules.json", "nowhere.json"}).err,
                AllOf(HasSubstr("rules.json: /"), HasSubstr("nowhere.json")));
}

TEST_F(Program, rules_shown_read_again_are_the_same_version_and_diff_says_what_was_edited) {
    std::string shown = work.run({"rules", "show", "default"}).out;
    work.write("mine.json", shown);
    EXPECT_EQ(work.run({"rules", "check", "mine.json"}).out, work.run({"rules", "check", "default"}).out);
    EXPECT_THAT(work.run({"rules", "diff", "default", "mine.json"}).out, HasSubstr("no difference"));
    const auto reword = [&](std::string_view from, std::string_view to) {
        shown.replace(shown.find(from), from.size(), to);
    };
    reword("\"weight\": 35", "\"weight\": 30");
    reword("[2, 0.9]", "[2, 0.95]");
    work.write("mine.json", shown);
    EXPECT_THAT(work.run({"rules", "diff", "default", "mine.json"}).out,
                HasSubstr("\n  isolation 35 -> 30\n  callbacks due within 2 days now count 0.95, was 0.9\n"));
    EXPECT_THAT(work.run({"rules", "diff", "default", "mine.json", "--format", "json"}).out,
                HasSubstr(R"({"field": "/factors/isolation/weight", "input": null, "from": 35, "to": 30, )"));
}

// ------------------------------------------------------------------------------------------- dataset

TEST_F(Program, a_dataset_is_made_can_be_planned_and_is_the_same_again) {
    const std::vector<std::string> make{"dataset",    "--seed", "7",     "--tenants", "60",
                                        "--advisors", "3",      "--out", "made"};
    ASSERT_EQ(work.run(make).code, 0) << work.read("err");
    const std::string tenants = work.read("made/tenants.csv");
    EXPECT_EQ(std::count(tenants.begin(), tenants.end(), '\n'), 1 + 60);
    EXPECT_EQ(work.run({"plan", "--campaign", "made", "--day", "2020-04-03"}).code, 0) << work.read("err");
    ASSERT_EQ(work.run(make).code, 0) << "its own directory is made anew";
    EXPECT_EQ(work.read("made/tenants.csv"), tenants);
}

TEST_F(Program, a_population_is_drawn_whole_and_can_be_replayed) {
    const std::vector<std::string> make{"dataset", "--population", "hospital-discharge", "--seed", "1",
                                        "--out",   "made"};
    ASSERT_EQ(work.run(make).code, 0) << work.read("err");
    const std::string tenants = work.read("made/tenants.csv");
    EXPECT_EQ(std::count(tenants.begin(), tenants.end(), '\n'), 1 + 420);
    const Ended replayed = work.run({"replay", "--campaign", "made", "--until", "2023-01-10"});
    EXPECT_EQ(replayed.code, 0) << replayed.err;
    EXPECT_THAT(replayed.out, HasSubstr("hôpital"));
    EXPECT_THAT(work.run({"dataset", "--population", "heat-registre", "--seed", "1", "--out", "x"}).err,
                HasSubstr("did you mean"));
    EXPECT_THAT(
        work.run({"dataset", "--population", "heat-register", "--tenants", "9", "--seed", "1", "--out", "x"}).err,
        HasSubstr("--tenants"));
    EXPECT_EQ(work.run({"dataset", "--seed", "1", "--out", "x"}).code, 2);
}

TEST_F(Program, a_dataset_never_replaces_somebody_elses_files) {
    const Ended ended = work.run({"dataset", "--seed", "7", "--tenants", "5", "--advisors", "1", "--out", "."});
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(work.read("tenants.csv"), kTenants);
    EXPECT_EQ(work.run({"dataset", "--seed", "7", "--tenants", "0", "--advisors", "x", "--out", "new"}).code, 2);
    EXPECT_THAT(work.names(), Not(testing::Contains("new")));
}

// ------------------------------------------------------------------------------------------- the database

TEST_F(Program, what_is_imported_can_be_exported_and_imported_again) {
    const Ended dry = work.run({"import", "tenants", "tenants.csv", "--dry-run"});
    EXPECT_EQ(dry.code, 0) << dry.err;
    EXPECT_EQ(dry.out, "tenants: 4 to be added, 0 to be changed, 0 unchanged\n");
    EXPECT_THAT(work.names(), Not(testing::Contains("bienveille.sqlite")));
    EXPECT_EQ(work.run({"import", "tenants", "tenants.csv"}).out, "tenants: 4 added, 0 changed, 0 unchanged\n");
    EXPECT_EQ(work.run({"import", "advisors", "advisors.csv"}).out, "advisors: 2 added, 0 changed, 0 unchanged\n");
    EXPECT_EQ(work.run({"export", "campaign"}).code, 2);  // nobody told one
    const std::string march =
        R"({"name": "Mars", "first_day": "2020-03-26", "last_day": "2020-05-07", "windows": ["09:00-12:00"]})";
    work.write("campaign.json", march);
    EXPECT_EQ(work.run({"import", "campaign", "campaign.json", "--dry-run"}).out,
              "campaign: Mars, 2020-03-26 to 2020-05-07, to be kept\n");
    EXPECT_EQ(work.run({"import", "campaign", "campaign.json"}).out,
              "campaign: Mars, 2020-03-26 to 2020-05-07, kept\n");
    EXPECT_EQ(work.run({"export", "campaign"}).out, march);
    ASSERT_EQ(work.run({"export", "tenants", "--out", "back.csv"}).code, 0) << work.read("err");
    EXPECT_EQ(work.run({"import", "tenants", "back.csv"}).out, "tenants: 0 added, 0 changed, 4 unchanged\n");
    EXPECT_EQ(work.run({"export", "plan", "--day", "2020-04-03"}).code, 2);  // none was made
}

TEST_F(Program, an_import_with_a_wrong_row_changes_nothing) {
    ASSERT_EQ(work.run({"import", "tenants", "tenants.csv"}).code, 0);
    work.write("tenants.csv", "id;anxiety\nT-9;1\nT-8;9\n");
    EXPECT_EQ(work.run({"import", "tenants", "tenants.csv"}).code, 2);
    EXPECT_THAT(work.run({"export", "tenants"}).out, Not(HasSubstr("T-9")));
}

TEST_F(Program, a_database_that_is_not_available_ends_with_4) {
    work.write("other.sqlite", "this is no database, and it is long enough to be read as a header of one");
    EXPECT_EQ(work.run({"import", "tenants", "tenants.csv", "--db", "other.sqlite"}).code, 4);
    EXPECT_EQ(work.run({"import", "tenants", "tenants.csv", "--db", "nowhere/x.sqlite"}).code, 4);
    EXPECT_EQ(work.run({"export", "tenants", "--db", "nothing.sqlite"}).code, 4);
    EXPECT_THAT(work.names(), Not(testing::Contains("nothing.sqlite")));
}

}  // namespace
}  // namespace bienveille
