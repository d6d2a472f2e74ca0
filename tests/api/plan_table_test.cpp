#include "api/plan_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "api/display.h"
#include "tests/support/hand_made_plan.h"

namespace bienveille {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string table(const HandMade& made, TableStyle style = {}) {
    return plan_table(made.plan, People(made.tenants, made.advisors), style);
}

TEST(PlanTable, every_call_is_a_line_with_time_minutes_tenant_and_reason) {
    const std::string text = table(hand_made_plan());
    EXPECT_THAT(text, HasSubstr("1  09:00  23+10  LOC-0007 A-001  Chaumont      high     = promised today"));
    EXPECT_THAT(text, HasSubstr("3  14:00  10     LOC-0202 A-003"));
    EXPECT_THAT(text, HasSubstr("1  09:00   8     LOC-0303 A-004"));
}

TEST(PlanTable, the_head_adds_up_all_lists) {
    // 42 + 10 of Ana's 400 and 8 + 0 of Ben's 200: 60 of 600.
    EXPECT_THAT(table(hand_made_plan()), HasSubstr("2 advisors · 4 calls · 60 of 600 minutes"));
}

TEST(PlanTable, each_advisor_has_a_line_of_minutes_load_and_calls) {
    // (42 + 10) / 400 = 13.0 %
    EXPECT_THAT(table(hand_made_plan()),
                HasSubstr("CONS-1  Secteur nord       400       3       42      + 10   13.0 %       1             2"));
}

TEST(PlanTable, those_not_called_are_counted_by_reason_and_the_first_are_named) {
    const std::string text = table(hand_made_plan());
    EXPECT_THAT(text, HasSubstr("Not called today: 3"));
    EXPECT_THAT(text, HasSubstr("1  no call owed today"));
    EXPECT_THAT(text, HasSubstr("21.50 pts  the day is full (9 min, 4 left)"));
    EXPECT_THAT(text, HasSubstr("LOC-0606"));  // without a number: somebody has to find one
}

TEST(PlanTable, the_cut_off_is_the_last_place_and_the_first_without_one) {
    // LOC-0202 is there by 5.25 + 6.00 + 4.50 + 6.43 = 22.18 points.
    EXPECT_THAT(table(hand_made_plan()), HasSubstr("Last place by points: 22.18; first without a place: 21.50"));
}

TEST(PlanTable, a_duty_of_today_without_a_place_is_said_at_the_top) {
    HandMade made = hand_made_plan();
    EXPECT_THAT(table(made), Not(HasSubstr("due today without a place")));
    made.plan.unplanned[0].tier = Tier::promise_today;
    EXPECT_THAT(table(made), HasSubstr("! 1 call due today without a place"));
}

TEST(PlanTable, says_what_french_says) {
    TableStyle style;
    style.language = Language::french;
    const std::string text = table(hand_made_plan(), style);
    EXPECT_THAT(text, HasSubstr("Plan d'appels du vendredi 3 avril 2020"));
    EXPECT_THAT(text, HasSubstr("absent(e) jusqu'au 14/04/2020"));
    EXPECT_THAT(text, HasSubstr("22,18"));
}

TEST(PlanTable, changes_are_lines_and_other_times_are_counted) {
    const HandMade made = hand_made_plan();
    const Appointment was{{"CONS-2"}, HalfDay::afternoon, {14 * 60}};
    const Appointment is{{"CONS-1"}, HalfDay::morning, {9 * 60}};
    const std::vector<Change> changes{
        {{"LOC-0606"}, Change::Kind::dropped, was, {}, Change::Why::gave_way, TenantId{"LOC-0007"}, {}, {}},
        {{"LOC-0007"}, Change::Kind::moved, was, is, Change::Why::advisor_absent, {}, {}, {}},
        {{"LOC-0303"}, Change::Kind::time, is, is, Change::Why::list_changed, {}, {}, {}}};
    const auto text_in = [&](Language language, const std::vector<Change>* told) {
        TableStyle style;
        style.language = language;
        return plan_table(made.plan, People(made.tenants, made.advisors), style, told);
    };
    const std::string english = text_in(Language::english, &changes);
    EXPECT_THAT(english, HasSubstr("Changes: 1 dropped, 1 moved, 1 at another time"));
    EXPECT_THAT(english, HasSubstr("CONS-2 afternoon 14:00 → - · gives way to LOC-0007"));
    EXPECT_THAT(english, HasSubstr("CONS-2 afternoon 14:00 → CONS-1 morning 09:00 · CONS-2 is not there"));
    const std::string french = text_in(Language::french, &changes);
    EXPECT_THAT(french, HasSubstr("Changements : 1 retiré, 1 déplacé, 1 à une autre heure"));
    EXPECT_THAT(french, HasSubstr("CONS-2 après-midi 14:00 → CONS-1 matin 09:00 · CONS-2 n'est pas là"));
    const std::vector<Change> none;
    EXPECT_THAT(text_in(Language::english, &none), HasSubstr("Changes: none"));
    EXPECT_THAT(text_in(Language::english, nullptr), Not(HasSubstr("Changes")));
}

TEST(PlanTable, no_line_is_wider_than_asked_for) {
    HandMade made = hand_made_plan();
    made.tenants[0].label = std::string(300, 'x');
    made.advisors[0].label = std::string(300, 'y');
    made.plan.rules_name = std::string(300, 'z');
    for (const std::size_t width : {100u, 110u, 120u})
        for (const Language language : {Language::english, Language::french}) {
            TableStyle style;
            style.width = width;
            style.language = language;
            std::istringstream lines(table(made, style));
            for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), width) << line;
        }
}

TEST(PlanTable, a_label_cannot_reach_the_terminal) {
    HandMade made = hand_made_plan();
    made.tenants[0].label = "Locataire \x1b[2J";
    made.advisors[0].label = "\x1b]0;title\x07";
    EXPECT_EQ(table(made).find('\x1b'), std::string::npos);
}

TEST(PlanTable, bold_heads_are_for_terminals_only) {
    EXPECT_EQ(table(hand_made_plan()).find('\x1b'), std::string::npos);
    TableStyle style;
    style.bold_heads = true;
    EXPECT_THAT(table(hand_made_plan(), style), HasSubstr("\x1b[1m"));
}

TEST(PlanTable, a_plan_without_records_shows_ids_alone) {
    const HandMade made = hand_made_plan();
    EXPECT_THAT(plan_table(made.plan, People(), {}), HasSubstr("09:00  23+10  LOC-0007  high"));
}

TEST(PlanTable, a_day_without_anybody_there_says_so) {
    Plan plan;
    plan.day = *day_from(2020, 4, 3);
    EXPECT_THAT(plan_table(plan, People(), {}), HasSubstr("Nobody is there to call."));
}

}  // namespace
}  // namespace bienveille
