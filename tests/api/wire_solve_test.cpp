// The body of a solve request: what it may say, and everything that is wrong with it.
#include <gtest/gtest.h>

#include "api/wire.h"
#include "rules/built_in.h"

namespace bienveille {
namespace {

std::string report(const std::string& body) {
    const auto asked = solve_from_json(body);
    return asked ? std::string{} : problems_to_json(asked.problems());
}

TEST(SolveBody, HasTheFileColumnsAsFields) {
    const auto asked = solve_from_json(R"({"day": "2020-04-03", "now": "10:30",
        "tenants": [{"id": "A", "phone": "03 53 01 02 03", "lsns6": 4, "lives_alone": true, "support": "weak",
                     "anxiety": "2", "callback_slot": "09:30", "last_attempt_at": "2020-03-30T08:00:00Z"}],
        "advisors": [{"id": "CONS-1", "minutes": 300, "works_on": "1-5", "absent_on": "2020-04-06..2020-04-08"}],
        "availability": [{"advisor": "CONS-1", "day": "2020-04-03", "minutes": 120, "from": "13:30", "until": null}]})");
    ASSERT_TRUE(asked.ok()) << problems_to_json(asked.problems());
    const Tenant& tenant = asked->input.tenants.at(0);
    EXPECT_EQ(asked->input.day.iso(), "2020-04-03");
    EXPECT_TRUE(tenant.has_phone);
    EXPECT_EQ(tenant.lsns6, 4);
    EXPECT_EQ(tenant.lives_alone, true);
    EXPECT_EQ(tenant.anxiety, 2);
    EXPECT_EQ(tenant.callback_slot.time, time_from_hhmm("09:30"));
    EXPECT_EQ(tenant.last_attempt_at->time.hhmm(), "10:00");  // 08:00 UTC is 10:00 in Paris in summer time
    EXPECT_EQ(asked->input.advisors.at(0).minutes, Minutes{300});
    EXPECT_EQ(asked->input.advisors.at(0).absent_on.at(0).last.iso(), "2020-04-08");
    EXPECT_EQ(asked->input.availability.at(0).minutes, Minutes{120});
    EXPECT_EQ(asked->input.availability.at(0).from, time_from_hhmm("13:30"));
    EXPECT_FALSE(asked->input.availability.at(0).until);
    EXPECT_EQ(asked->input.now, time_from_hhmm("10:30"));
    EXPECT_FALSE(asked->rules);
}

TEST(SolveBody, NullAndAbsentAreUnknown) {
    const auto asked =
        solve_from_json(R"({"day": "2020-04-03", "tenants": [{"id": "A", "lsns6": null}], "advisors": []})");
    ASSERT_TRUE(asked.ok());
    EXPECT_FALSE(asked->input.tenants[0].lsns6);
}

TEST(SolveBody, MayBringItsRulesItsCalendarAndThePlanBefore) {
    const auto asked = solve_from_json(
        R"({"day": "2020-04-03", "tenants": [], "advisors": [], "rules": )" + std::string{default_rules_json()} +
        R"(, "calendar": {"windows": ["09:00-12:15", "13:30-17:45"], "holidays": ["2020-04-13"]},
        "previous": {"day": "2020-04-03", "digest": "d", "engine": "0", "rules": {"name": "r", "version": "1"}, "lists": [],
         "unplanned": [], "excluded": [], "promises": {"open": 0, "kept": 0, "impossible": 0, "unproven": 0, "calendar": []},
         "balance": {"largest_gap": 0, "lower_bound": 0, "tolerance": 0.1},
         "certificate": {"points": 0, "upper_bound": 0, "gap": 0}}})");
    ASSERT_TRUE(asked.ok()) << problems_to_json(asked.problems());
    EXPECT_EQ(*asked->rules, default_rules());
    ASSERT_EQ(asked->input.calendar->windows.size(), 2u);
    EXPECT_EQ(asked->input.calendar->windows[0].to.hhmm(), "12:15");
    EXPECT_EQ(asked->input.calendar->closed_days.at(0).iso(), "2020-04-13");
}

TEST(SolveBody, EveryProblemComesWithItsPath) {
    const std::string all = report(R"({"day": "2020-02-31", "now": "25:00", "colour": 1, "tenants": [
        {"id": "A", "anxiety": 4}, {"id": "A"}, {"label": "x"}, {"id": "B", "anxeity": 1, "lives_alone": "maybe", "lsns6": [1]},
        {"id": "C", "insee_code": 52448, "anxiety_on": "2020-13-01"}, 7], "advisors": [{"id": "X", "minutes": -1}],
        "availability": [{"advisor": "X", "day": "2020-04-03", "from": "noon"}],
        "calendar": {"windows": ["12:00-09:00"], "holidays": ["x"]}, "rules": {"name": "r"}})");
    for (const char* part :
         {R"({"path": "day", "message": "is \"2020-02-31\"; must be a day)", R"("path": "now")", R"("path": "colour")",
          R"("path": "tenants[0].anxiety", "message": "is 4; must be a whole number from 0 to 3")",
          R"({"path": "tenants[1]", "message": "is \"A\" again; tenants[0] has it)",
          R"({"path": "tenants[2].id", "message": "is missing"})",
          R"("tenants[3].anxeity", "message": "is not a known field, did you mean anxiety?")",
          R"("path": "tenants[3].lives_alone", "message": "is \"maybe\"; must be)",
          R"("path": "tenants[3].lsns6", "message": "is a list; must be a whole number)",
          R"("path": "tenants[4].insee_code", "message": "is a whole number; must be a string)",
          R"("path": "tenants[4].anxiety_on", "message": "is \"2020-13-01\"; must be)",
          R"({"path": "tenants[5]", "message": "is a whole number; must be an object"})",
          R"("path": "advisors[0].minutes", "message": "is -1; must be)",
          R"({"path": "availability[0].minutes", "message": "is missing"})",
          R"("path": "availability[0].from", "message": "is \"noon\"; must be a time such as 09:30")",
          R"("path": "calendar.windows[0]")", R"("path": "calendar.holidays[0]")", R"("path": "rules/factors")"})
        EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
}

TEST(SolveBody, NeedsADayTenantsAndAdvisors) {
    const std::string all = report("{}");
    for (const char* field : {"day", "tenants", "advisors"})
        EXPECT_NE(all.find(std::string{R"("path": ")"} + field + "\""), std::string::npos) << all;
    EXPECT_NE(report("[]").find("is a list; must be an object"), std::string::npos);
}

}  // namespace
}  // namespace bienveille
