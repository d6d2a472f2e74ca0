#include "datasets/cells.h"

#include <gtest/gtest.h>

namespace bienveille {
namespace {

const std::string kParis = "Europe/Paris";
const Day kFriday = *day_from(2020, 4, 3);

TEST(ADayIsReadAs, IsoAndFrenchForms) {
    for (const char* text : {"2020-04-03", "03/04/2020", "3/4/2020", "03.04.2020", "03-04-2020", "03/04/2020 00:00",
                             "2020-04-03T00:00:00", "2020-04-03 00:00:00"})
        EXPECT_EQ(read_day(text), kFriday) << text;
}

TEST(ADayIsNotGuessed, FromImpossibleOrAmbiguousText) {
    for (const char* text : {"31/02/2020", "2020-02-31", "29/02/2019", "04/31/2020", "3/4/20", "2020-4-3", "20200403",
                             "03/04.2020", "03/04/2020 14:00", "2020-04-03x", "", "1/1/1899", "0/1/2020", "demain"})
        EXPECT_EQ(read_day(text), std::nullopt) << text;
}

TEST(ATimeIsReadAs, TheFormsOnFrenchPaper) {
    EXPECT_EQ(read_time("9:30"), time_from_hhmm("09:30"));
    EXPECT_EQ(read_time("09:30"), time_from_hhmm("09:30"));
    EXPECT_EQ(read_time("9h30"), time_from_hhmm("09:30"));
    EXPECT_EQ(read_time("14h"), time_from_hhmm("14:00"));
    for (const char* text : {"24:00", "9:60", "9:3", "9h60", "h", "", "930"}) EXPECT_EQ(read_time(text), std::nullopt);
}

TEST(AStampWithoutOffset, IsLocalAlready) {
    const Moment expected{kFriday, *time_from_hhmm("14:05")};
    for (const char* text : {"2020-04-03T14:05", "2020-04-03 14:05:59", "03/04/2020 14:05", "3/4/2020 14:05"})
        EXPECT_EQ(read_moment(text, kParis), expected) << text;
}

TEST(AStampWithOffset, BecomesLocalAcrossTheClockChangeOf29March2020) {
    // Paris is UTC+1 until 29 March 2020, 01:00 UTC, and UTC+2 from then on.
    EXPECT_EQ(write_moment(*read_moment("2020-03-28T23:30:00Z", kParis)), "2020-03-29T00:30");
    EXPECT_EQ(write_moment(*read_moment("2020-03-29T00:59:00Z", kParis)), "2020-03-29T01:59");
    EXPECT_EQ(write_moment(*read_moment("2020-03-29T01:00:00Z", kParis)), "2020-03-29T03:00");
    EXPECT_EQ(write_moment(*read_moment("2020-04-03T08:00:00+00:00", kParis)), "2020-04-03T10:00");
    EXPECT_EQ(write_moment(*read_moment("2020-04-03T08:00:00.123-0400", kParis)), "2020-04-03T14:00");
    EXPECT_EQ(write_moment(*read_moment("1969-12-31T23:30:00Z", "UTC")), "1969-12-31T23:30");
}

TEST(AStamp, IsRefusedWhenPartOfItIsWrong) {
    for (const char* text :
         {"2020-04-03", "2020-04-03T", "2020-04-03T25:00", "2020-04-03T14:05+2", "2020-04-03T14:05+0",
          "2020-04-03T14:05+02:0", "2020-04-03T14:05 UTC", "2020-04-03T14:05:", "2020-04-03T14:05:00."})
        EXPECT_EQ(read_moment(text, kParis), std::nullopt) << text;
    EXPECT_EQ(read_moment("2020-04-03T14:05Z", "Europe/Nowhere"), std::nullopt);
}

TEST(AWholeNumber, MayComeWithADecimalZero) {
    EXPECT_EQ(read_integer("12"), 12);
    EXPECT_EQ(read_integer("12,0"), 12);
    EXPECT_EQ(read_integer("12.00"), 12);
    EXPECT_EQ(read_integer("-1"), -1);
    for (const char* text : {"12,5", "1e3", "NaN", "", "12,", "0x10", "9999999999", "1 2", "--1"})
        EXPECT_EQ(read_integer(text), std::nullopt) << text;
}

TEST(YesAndNo, AreReadInBothLanguages) {
    for (const char* text : {"yes", "Oui", "VRAI", "true", "1", "O", "y"}) EXPECT_EQ(read_boolean(text), true) << text;
    for (const char* text : {"no", "Non", "FAUX", "false", "0", "N"}) EXPECT_EQ(read_boolean(text), false) << text;
    for (const char* text : {"peut-être", "2", "", "ja"}) EXPECT_EQ(read_boolean(text), std::nullopt) << text;
}

TEST(AFrenchPhone, IsE164WhateverItsForm) {
    for (const char* text :
         {"03 53 01 02 03", "0353010203", "03.53.01.02.03", "03-53-01-02-03", "+33353010203", "+33 3 53 01 02 03",
          "+33 (0)3 53 01 02 03", "0033353010203", "00 33 (0) 3 53 01 02 03", "353010203",
          "03\xC2\xA0"
          "53\xC2\xA0"
          "01\xC2\xA0"
          "02\xC2\xA0"
          "03"})
        EXPECT_EQ(read_phone(text), "+33353010203") << text;
}

TEST(APhone, OfAnotherCountryKeepsItsCode) {
    EXPECT_EQ(read_phone("+352 27 00 00 00"), "+35227000000");
    EXPECT_EQ(read_phone("0032 2 000 00 00"), "+3220000000");
}

TEST(APhone, IsRefusedWhenItCannotBeDialled) {
    for (const char* text : {"", "03 53 01 02", "03 53 01 02 03 04", "+33 03", "+33 0 0 00 00 00 00", "liste rouge",
                             "3,53E+08", "+1", "+1234567890123456", "03 53 01 02 03 / 06 39 98 00 00", "00", "+"})
        EXPECT_EQ(read_phone(text), std::nullopt) << text;
}

TEST(PhonesForPeople, AreInPairsAndNeverBeginWithPlus) {
    EXPECT_EQ(phone_for_people("+33353010203"), "03 53 01 02 03");
    EXPECT_EQ(phone_for_people("+35227000000"), "0035227000000");
    EXPECT_EQ(phone_for_people(""), "");
}

TEST(Absences, AreDaysAndRanges) {
    const auto ranges = read_day_list("2020-04-06..2020-04-08  14/04/2020");
    ASSERT_TRUE(ranges);
    EXPECT_EQ(*ranges, (std::vector<DayRange>{{kFriday + 3, kFriday + 5}, {kFriday + 11, kFriday + 11}}));
    EXPECT_EQ(write_day_list(*ranges), "2020-04-06..2020-04-08 2020-04-14");
    EXPECT_EQ(read_day_list(""), std::vector<DayRange>{});
    for (const char* text :
         {"2020-04-08..2020-04-06", "2020-04-06..", "2020-04-06-2020-04-08", "lundi", "2020-04-062020-04-07"})
        EXPECT_FALSE(read_day_list(text)) << text;
}

TEST(WorkingWeekdays, AreRangesAndLists) {
    EXPECT_EQ(read_weekdays("1-5"), (std::vector<int>{1, 2, 3, 4, 5}));
    EXPECT_EQ(read_weekdays("4, 1,2,2"), (std::vector<int>{1, 2, 4}));
    EXPECT_EQ(read_weekdays("1-3,5"), (std::vector<int>{1, 2, 3, 5}));
    EXPECT_EQ(read_weekdays("none"), std::vector<int>{});
    for (const char* text : {"0", "8", "5-1", "1,", "1-", "1;2", "", "12"}) EXPECT_FALSE(read_weekdays(text)) << text;
    for (const std::vector<int>& days : {std::vector<int>{}, {3}, {1, 2}, {1, 2, 3, 4, 5}, {1, 3, 5}, {6, 7}})
        EXPECT_EQ(read_weekdays(write_weekdays(days)), days);
}

}  // namespace
}  // namespace bienveille
