// Working days of the French calendar, and how deadlines are counted on them.
#include "engine/calendar.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace bienveille::test {
namespace {

WorkingDays french(const char* near) { return WorkingDays(small_rules().calendar, day(near)); }

// Known Easter Sundays; 1954 and 1981 are the exceptions older formulas get wrong.
TEST(Calendar, EasterSundayIsThatOfTheAlmanac) {
    EXPECT_EQ(easter_sunday(2020), day("2020-04-12"));
    EXPECT_EQ(easter_sunday(2008), day("2008-03-23"));
    EXPECT_EQ(easter_sunday(2038), day("2038-04-25"));
    EXPECT_EQ(easter_sunday(1954), day("1954-04-18"));
    EXPECT_EQ(easter_sunday(1981), day("1981-04-19"));
    EXPECT_EQ(easter_sunday(2000), day("2000-04-23"));
}

TEST(Calendar, GoodFridayIsWorkedAndEasterMondayIsNot) {
    const WorkingDays working = french("2020-04-03");
    EXPECT_TRUE(working.is_working(day("2020-04-10")));
    EXPECT_FALSE(working.is_working(day("2020-04-11")));
    EXPECT_FALSE(working.is_working(day("2020-04-13")));
    EXPECT_TRUE(working.is_working(day("2020-04-14")));
}

TEST(Calendar, TheElevenPublicHolidaysOf2020AreClosed) {
    const WorkingDays working = french("2020-07-01");
    for (const char* closed : {"2020-01-01", "2020-04-13", "2020-05-01", "2020-05-08", "2020-05-21", "2020-06-01",
                               "2020-07-14", "2020-08-15", "2020-11-01", "2020-11-11", "2020-12-25"})
        EXPECT_FALSE(working.is_working(day(closed))) << closed;
}

TEST(Calendar, ADeadlineOverEasterMovesToTheFridayBefore) {
    const WorkingDays working = french("2020-04-03");
    for (const char* promised : {"2020-04-11", "2020-04-12", "2020-04-13"})
        EXPECT_EQ(working.on_or_before(day(promised)), day("2020-04-10")) << promised;
    EXPECT_EQ(working.on_or_before(day("2020-04-14")), day("2020-04-14"));
}

// Thursday 9 April + 1 is Friday 10, + 2 is Tuesday 14: the weekend and Easter Monday do not count.
TEST(Calendar, WorkingDaysAfterSkipTheLongWeekend) {
    const WorkingDays working = french("2020-04-03");
    EXPECT_EQ(working.after(day("2020-04-09"), 0), day("2020-04-09"));
    EXPECT_EQ(working.after(day("2020-04-09"), 1), day("2020-04-10"));
    EXPECT_EQ(working.after(day("2020-04-09"), 2), day("2020-04-14"));
}

// 26, 27, 30, 31 March, 1 and 2 April.
TEST(Calendar, TheFirstWaveHadSixWorkingDays) {
    EXPECT_EQ(french("2020-04-03").between(day("2020-03-26"), day("2020-04-02")).size(), 6U);
}

TEST(Calendar, DaysFarFromTheOnePlannedAreAnsweredAlike) {
    const WorkingDays near = french("2020-04-03");
    const WorkingDays far = french("2031-01-15");
    for (Day each = day("2019-01-01"); each <= day("2021-12-31"); each = each + 1)
        ASSERT_EQ(near.is_working(each), far.is_working(each)) << each.iso();
}

TEST(Calendar, ACalendarWithoutWorkingDaysStillEndsItsCounting) {
    Calendar never = small_rules().calendar;
    never.working_days.clear();
    EXPECT_EQ(WorkingDays(never, day("2020-04-03")).after(day("2020-04-03"), 2), day("2020-04-05"));
}

TEST(Day, OnlyRealDaysAreRead) {
    EXPECT_TRUE(day_from_iso("2020-02-29"));
    for (const char* wrong :
         {"2019-02-29", "2020-02-31", "2020-13-01", "2020-00-10", "2020-1-01", "20-04-03", "", "2020-04-03 "})
        EXPECT_FALSE(day_from_iso(wrong)) << wrong;
}

TEST(Day, ReadsWhatItWrites) {
    for (Day each = day("1999-12-25"); each <= day("2001-03-02"); each = each + 1)
        ASSERT_EQ(day_from_iso(each.iso()), each);
}

TEST(TimeOfDay, OnlyRealTimesAreRead) {
    EXPECT_EQ(time_from_hhmm("09:30")->minutes, 570);
    for (const char* wrong : {"24:00", "09:60", "9:30", "0930", "ab:cd", ""})
        EXPECT_FALSE(time_from_hhmm(wrong)) << wrong;
}

}  // namespace
}  // namespace bienveille::test
