#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "api/plan_csv.h"
#include "api/plan_xlsx.h"
#include "datasets/zip.h"
#include "tests/support/hand_made_plan.h"

namespace bienveille {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string csv(const HandMade& made, Language language = Language::english) {
    return plan_csv(made.plan, People(made.tenants, made.advisors), language);
}

TEST(PlanCsv, is_what_a_french_spreadsheet_opens) {
    const std::string text = csv(hand_made_plan(), Language::french);
    EXPECT_THAT(text, StartsWith("\xEF\xBB\xBFjour;conseiller;nom du conseiller;ordre;heure;"));
    EXPECT_THAT(text, HasSubstr("\r\n03/04/2020;CONS-1;Secteur nord;1;09:00;23;10;LOC-0007;Locataire A-001;"
                                "03 53 01 02 00;Chaumont;prévu;promis pour aujourd'hui;03/04/2020;élevée;88,69;oui;"));
    // 35.00 + 21.55 + 20.00 + 10.00 + 2.14 = 88.69
}

TEST(PlanCsv, everybody_of_the_plan_has_one_line) {
    const std::string text = csv(hand_made_plan());
    // A head, 4 calls, 3 not called, 2 excluded.
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 4 + 3 + 2);
    EXPECT_THAT(text, HasSubstr("LOC-0404;;;;not called;by priority;;;21,50;"));
    EXPECT_THAT(text, HasSubstr("LOC-0808;;;;not to be called;;;;;;away until 14/04/2020;"));
}

TEST(PlanCsv, a_label_cannot_become_a_formula) {
    HandMade made = hand_made_plan();
    made.tenants[0].label = "=HYPERLINK(\"http://x\")";
    made.tenants[1].label = "+1+1";
    made.tenants[2].label = "@SUM(1)";
    const std::string text = csv(made);
    EXPECT_THAT(text, HasSubstr("'=HYPERLINK"));
    for (const char* formula : {";=", ";+", ";@", ";\"=", ";\"+", ";\"@"}) EXPECT_THAT(text, Not(HasSubstr(formula)));
}

// Bytes of a part of a workbook; empty when there is none.
std::string part_of(const std::string& workbook, const std::string& name) {
    auto zip = Zip::open(workbook);
    if (!zip) return {};
    auto part = zip->part(name);
    return part && *part ? **part : std::string{};
}

std::string sheet(const std::string& workbook, int number) {
    return part_of(workbook, "xl/worksheets/sheet" + std::to_string(number) + ".xml");
}

class PlanXlsx : public testing::Test {
protected:
    PlanXlsx() : path_(testing::TempDir() + "plan-" + std::to_string(::getpid()) + ".xlsx") {}
    ~PlanXlsx() override { std::filesystem::remove(path_); }

    // The workbook's bytes.
    std::string written(const HandMade& made, Language language = Language::english) {
        const Problems problems = write_plan_xlsx(made.plan, People(made.tenants, made.advisors), language, path_);
        EXPECT_EQ(problems, Problems{});
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::string path_;
};

TEST_F(PlanXlsx, has_a_summary_a_sheet_an_advisor_and_those_not_called) {
    const std::string bytes = written(hand_made_plan(), Language::french);
    const std::string book = part_of(bytes, "xl/workbook.xml");
    for (const char* name : {"Synthèse", "CONS-1", "CONS-2", "Non appelés"}) EXPECT_THAT(book, HasSubstr(name));
    EXPECT_THAT(sheet(bytes, 4), HasSubstr("<row"));
    EXPECT_EQ(sheet(bytes, 5), "");
}

TEST_F(PlanXlsx, no_cell_is_a_formula_whatever_a_label_says) {
    HandMade made = hand_made_plan();
    for (TenantRecord& record : made.tenants) record.label = "=1+1";
    made.advisors[0].label = "=cmd|'/c calc'!A1";
    const std::string bytes = written(made);
    for (int number = 1; number <= 4; ++number) {
        EXPECT_THAT(sheet(bytes, number), HasSubstr("<v>")) << number;
        EXPECT_THAT(sheet(bytes, number), Not(HasSubstr("<f>"))) << number;
    }
}

TEST_F(PlanXlsx, times_and_days_are_real_ones) {
    // 09:00 is 9/24 = 0.375 of a day; 3 April 2020 is day 43924 of the calendar that begins with 1 January 1900 as 1.
    const std::string first_list = sheet(written(hand_made_plan()), 2);
    EXPECT_THAT(first_list, HasSubstr("<v>0.375</v>"));
    EXPECT_THAT(first_list, HasSubstr("<v>43924</v>"));
}

TEST_F(PlanXlsx, the_same_plan_gives_the_same_bytes) {
    EXPECT_EQ(written(hand_made_plan()), written(hand_made_plan()));
}

TEST_F(PlanXlsx, ids_that_are_alike_get_different_sheets) {
    HandMade made = hand_made_plan();
    const std::string common(40, 'a');  // a sheet's name has 31 characters
    made.plan.lists[0].advisor = {common + "1"};
    made.plan.lists[1].advisor = {common + "2"};
    const std::string book = part_of(written(made), "xl/workbook.xml");
    EXPECT_THAT(book, HasSubstr("\"" + common.substr(0, 31) + "\""));
    EXPECT_THAT(book, HasSubstr("\"" + common.substr(0, 29) + "~2\""));
}

TEST_F(PlanXlsx, a_path_that_cannot_be_written_is_a_problem) {
    const HandMade made = hand_made_plan();
    const Problems problems =
        write_plan_xlsx(made.plan, People(made.tenants, made.advisors), Language::english, "/nowhere/plan.xlsx");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].path, "/nowhere/plan.xlsx");
}

}  // namespace
}  // namespace bienveille
