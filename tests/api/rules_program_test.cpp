// The rules of a database from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/program.h"

namespace bienveille {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class RulesProgram : public testing::Test {
protected:
    RulesProgram() {
        work.write("tenants.csv",
                   "id;phone;anxiety;anxiety_on;callback_requested_on;callback_due_on\n"
                   "T-1;03 53 01 00 01;2;27/03/2020;27/03/2020;03/04/2020\nT-2;03 53 01 00 02;;;;\n");
        work.write("advisors.csv", "id;minutes\nANA;100\n");
        work.run({"import", "tenants", "tenants.csv", "--db", "b.sqlite"});
        work.run({"import", "advisors", "advisors.csv", "--db", "b.sqlite"});
        std::string rules = work.run({"rules", "show", "default"}).out;
        replace(rules, "\"name\": \"default\"", "\"name\": \"ours\"");
        replace(rules, "\"description\"",
                "\"revision\": {\"author\": \"M. B.\", \"on\": \"2020-04-03\", \"reason\": \"by phone\", \"parent\": "
                "\"\"},\n  \"description\"");
        replace(rules, "\"weight\": 35", "\"weight\": 30");
        replace(rules, "\"weight\": 10", "\"weight\": 15");
        work.write("ours.json", rules);
        replace(rules, "\"version\": \"1.0.0\"", "\"version\": \"2\"");
        replace(rules, "\"weight\": 15", "\"weight\": 20");  // 105 in all
        work.write("more.json", rules);
    }
    static void replace(std::string& text, std::string_view from, std::string_view to) {
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    }
    Ended rules(std::vector<std::string> words) {
        words.insert(words.begin(), "rules");
        words.insert(words.end(), {"--db", "b.sqlite"});
        return work.run(words);
    }
    Ended activate(const std::string& version, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"activate", version,      "--by",  "M. B.",
                                       "--reason", "first wave", "--day", "2020-04-03"};
        words.insert(words.end(), more.begin(), more.end());
        return rules(words);
    }

    Workplace work;
};

TEST_F(RulesProgram, are_added_activated_listed_and_rolled_back) {
    const Ended added = rules({"add", "ours.json"});
    EXPECT_EQ(added.code, 0) << added.err;
    EXPECT_THAT(added.out, StartsWith("added: ours-1.0.0 "));
    EXPECT_THAT(rules({"add", "ours.json"}).out, StartsWith("there already: ours-1.0.0 "));
    const Ended done = activate("ours-1.0.0");
    EXPECT_EQ(done.code, 0) << done.err;
    EXPECT_THAT(done.out, HasSubstr("default-1.0.0 -> ours-1.0.0  M. B.: first wave\n"));
    EXPECT_THAT(rules({"list"}).out, AllOf(HasSubstr("* ours-1.0.0  "), HasSubstr("    M. B., 2020-04-03: by phone\n"),
                                           HasSubstr("default-1.0.0 -> ours-1.0.0  M. B.: first wave\n")));
    EXPECT_EQ(rules({"rollback", "--by", "C. D.", "--reason", "too few found", "--day", "2020-04-03"}).code, 0);
    EXPECT_THAT(rules({"list", "--format", "json"}).out, StartsWith("{\"in_force\": \"default-1.0.0\""));
    EXPECT_THAT(activate("default-1.0.0").out, HasSubstr("is in force already"));
}

TEST_F(RulesProgram, are_shown_as_kept_so_that_they_have_the_same_digest_elsewhere) {
    const std::string added = rules({"add", "ours.json"}).out;
    const std::string digest = added.substr(added.rfind(' ') + 1, 32);
    const Ended shown = rules({"show", "ours-1.0.0"});
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_EQ(rules({"show", digest}).out, shown.out);
    work.write("again.json", shown.out);
    EXPECT_THAT(rules({"add", "again.json"}).out, StartsWith("there already: ours-1.0.0 " + digest));
    EXPECT_THAT(work.run({"rules", "check", "again.json"}).out, HasSubstr(digest));
    EXPECT_EQ(rules({"show", "nobody-1"}).code, 2);
}

TEST_F(RulesProgram, that_cross_a_line_end_three_until_somebody_takes_it_on_them) {
    ASSERT_EQ(rules({"add", "more.json"}).code, 0);
    const Ended refused = activate("ours-2");
    EXPECT_EQ(refused.code, 3);
    EXPECT_EQ(refused.out, "");
    EXPECT_THAT(refused.err, HasSubstr("the weights add up to 105.00, not to 100"));
    const Ended done = activate("ours-2", {"--override-by", "C. D.", "--override-reason", "seen"});
    EXPECT_EQ(done.code, 0) << done.err;
    EXPECT_THAT(done.out, AllOf(HasSubstr("  ! the weights add up to 105.00, not to 100\n"),
                                HasSubstr("taken on by C. D.: seen\n")));
}

TEST_F(RulesProgram, say_what_is_missing) {
    EXPECT_THAT(rules({"activate"}).err, AllOf(HasSubstr("file"), HasSubstr("--by"), HasSubstr("--reason")));
    EXPECT_EQ(activate("nothing-1").code, 2);
    EXPECT_EQ(rules({"list", "ours.json"}).code, 2);
    EXPECT_EQ(rules({"show", "default"}).code, 2);  // no database's
    EXPECT_EQ(rules({"rollback", "--by", "M. B.", "--reason", "why"}).code, 3);
    EXPECT_EQ(work.run({"rules", "list", "--db", "none.sqlite"}).code, 4);
    EXPECT_EQ(work.run({"rules", "check", "default", "--by", "M. B."}).code, 2);
}

// From files, no database.
class Otherwise : public RulesProgram {
protected:
    Ended ask(std::vector<std::string> more) {
        std::vector<std::string> words{"whatif",       "--tenants", "tenants.csv", "--advisors",
                                       "advisors.csv", "--day",     "2020-04-03"};
        words.insert(words.end(), more.begin(), more.end());
        return work.run(words);
    }
};

TEST_F(Otherwise, a_day_with_nobody_there_and_how_many_it_takes) {
    const Ended table = ask({"--absent", "ANA", "--minutes", "15", "--everybody-by", "2020-04-03"});
    ASSERT_EQ(table.code, 0) << table.err;
    // Calls of 13 and 9 minutes: lists of 15 hold one each.
    EXPECT_THAT(table.out, AllOf(HasSubstr("Friday 3 April 2020 otherwise\n"), HasSubstr("Leave today's lists: 2\n"),
                                 HasSubstr("2 more advisors are needed, 2 in all\n"), HasSubstr("With one fewer: ")));
    const Ended fewer = ask({"--team", "3", "--minutes", "100", "--everybody-by", "2020-04-03"});
    EXPECT_THAT(fewer.out,
                AllOf(HasSubstr("1 of the 3 advisors would do, without MORE-1, MORE-2\nWith one fewer: "),
                      HasSubstr("The whole team would do with 13 minutes an advisor and day at most. With 12: ")));
    EXPECT_THAT(ask({"--everybody-by", "2020-04-03", "--lang", "fr"}).out,
                HasSubstr("2 personnes à appeler au plus tard le vendredi 3 avril 2020 : l'équipe suffit\n"));
    const Ended json = ask({"--team", "2", "--capacity", "ANA=10", "--format", "json"});
    EXPECT_THAT(json.out, AllOf(HasSubstr("\"added\": [\"MORE-1\"]"), HasSubstr("\"staffing\": null}")));
}

TEST_F(Otherwise, says_every_problem) {
    EXPECT_THAT(ask({"--windows", "12:00-09:00", "--capacity", "ANA", "--tolerance", "2", "--team", "x"}).err,
                AllOf(HasSubstr("--windows"), HasSubstr("--capacity"), HasSubstr("--tolerance"), HasSubstr("--team")));
    EXPECT_THAT(ask({"--absent", "BOB"}).err, HasSubstr("absent[0]: is not an advisor of the team"));
    EXPECT_EQ(ask({"--otherwise", "none.json"}).code, 2);
}

TEST_F(Otherwise, the_unknown_part_of_the_points) {
    const Ended table = work.run({"rules", "unknowns", "default", "--tenants", "tenants.csv", "--advisors",
                                  "advisors.csv", "--day", "2020-04-03"});
    ASSERT_EQ(table.code, 0) << table.err;
    EXPECT_THAT(table.out, HasSubstr("everybody"));
    EXPECT_THAT(work.run({"rules", "unknowns", "default", "--tenants", "tenants.csv", "--advisors", "advisors.csv",
                          "--day", "2020-04-03", "--format", "json"})
                    .out,
                StartsWith("{\"owed\": {\"people\": 2, \"with_unknown\": 2, "));
}

}  // namespace
}  // namespace bienveille
