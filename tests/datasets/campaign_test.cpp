#include "datasets/campaign.h"

#include <gtest/gtest.h>

#include "datasets/read.h"
#include "engine/calendar.h"
#include "tests/datasets/scratch.h"

namespace bienveille {
namespace {

const char* const kGood =
    R"({"name": "Été", "time_zone": "Europe/Paris", "first_day": "2020-03-26", "last_day": "2020-05-07",
    "holidays": ["2020-04-13"], "windows": ["09:00-12:15", "13:30-17:45"]})";

std::vector<std::string> problems_of(std::string_view json) {
    const auto campaign = read_campaign(json);
    std::vector<std::string> texts;
    if (!campaign)
        for (const Problem& problem : campaign.problems()) texts.push_back(problem.path + ": " + problem.message);
    return texts;
}

using Texts = std::vector<std::string>;

TEST(ACampaign, HasACalendarOfWeekdaysWithoutItsHolidays) {
    const auto campaign = read_campaign(kGood);
    ASSERT_TRUE(campaign);
    EXPECT_EQ(campaign->name, "Été");
    const WorkingDays working(campaign->calendar, campaign->first_day);
    EXPECT_TRUE(working.is_working(*day_from(2020, 4, 10))) << "Good Friday is worked in Haute-Marne";
    EXPECT_FALSE(working.is_working(*day_from(2020, 4, 11)));
    EXPECT_FALSE(working.is_working(*day_from(2020, 4, 13)));
    ASSERT_EQ(campaign->calendar.windows.size(), 2u);
    EXPECT_EQ(campaign->calendar.windows[0].length(), Minutes{195});
}

TEST(ACampaign, IsReadBackAsWritten) {
    const auto campaign = read_campaign(kGood);
    ASSERT_TRUE(campaign);
    const auto again = read_campaign(write_campaign(*campaign));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *campaign);
}

TEST(ACampaign, MayBeWorkedOnOtherDays) {
    const auto with = [](const std::string& weekdays) {
        return R"({"name": "a", "first_day": "2022-07-14", "last_day": "2022-07-25", "windows": ["09:00-12:00"],
            "working_days": )" +
               weekdays + "}";
    };
    const auto campaign = read_campaign(with("[1, 2, 3, 4, 5, 6, 7]"));
    ASSERT_TRUE(campaign);
    EXPECT_TRUE(WorkingDays(campaign->calendar, campaign->first_day).is_working(*day_from(2022, 7, 17))) << "Sunday";
    EXPECT_EQ(*read_campaign(write_campaign(*campaign)), *campaign);
    EXPECT_EQ(read_campaign(kGood)->calendar.working_days, (std::vector<int>{1, 2, 3, 4, 5}));
    EXPECT_EQ(problems_of(with("[0, 8, \"1\", 2, 2]")),
              (Texts{"/working_days/0: must be a weekday, 1 (Monday) to 7 (Sunday)",
                     "/working_days/1: must be a weekday, 1 (Monday) to 7 (Sunday)",
                     "/working_days/2: must be a weekday, 1 (Monday) to 7 (Sunday)",
                     "/working_days/4: is not after the one before it; must be ascending, each once"}));
    EXPECT_EQ(problems_of(with("[]")), Texts{"/working_days: is empty; must have at least one weekday"});
}

TEST(AWrongCampaign, NamesEveryFieldThatIsWrong) {
    EXPECT_EQ(
        problems_of(
            R"({"name": "", "first_day": "2020-02-31", "holidays": ["x", 3], "windows": ["9-12", "09:00-12:00", "11:00-13:00"], "loyer": 1})"),
        (Texts{"/name: must be a text that is not empty", "/first_day: must be a day such as \"2020-04-13\"",
               "/last_day: is missing", "/holidays/0: must be a day such as \"2020-04-13\"",
               "/holidays/1: must be a day such as \"2020-04-13\"",
               "/windows/0: must be a window such as \"09:00-12:15\"",
               "/windows/2: begins before the window in front of it ends; must be in order, without overlap",
               "/loyer: is an unknown field; must be name, time_zone, first_day, last_day, holidays, windows or "
               "working_days"}));
}

TEST(AWrongCampaign, IsRefusedWhateverItIs) {
    const auto begin_of = [](const std::string& json) { return problems_of(json).at(0).substr(0, 30); };
    EXPECT_EQ(begin_of("{\n  \"name\": oops }"), "line 2, column 11: is not JSON");
    EXPECT_EQ(begin_of(""), "line 1, column 1: is not JSON:");
    EXPECT_EQ(problems_of("[]"), Texts{"/: must be an object"});
    EXPECT_NE(problems_of(std::string(1'000'000, '[')).at(0).find("is nested deeper"), std::string::npos);
    EXPECT_EQ(problems_of(
                  R"({"name": "a", "first_day": "2020-04-02", "last_day": "2020-04-01", "windows": ["09:00-12:00"]})"),
              Texts{"/last_day: is before first_day; must be the same day or later"});
    EXPECT_EQ(problems_of(R"({"name": "a", "first_day": "2020-04-02", "last_day": "2020-04-02"})"),
              Texts{"/windows: is missing or empty; must have at least one window such as \"09:00-12:15\""});
    EXPECT_EQ(problems_of("{\"name\": \"\xFF\"}").size(), 1u);
}

TEST(TheListOfADay, IsTheLatestStateOnOrBeforeIt) {
    const Scratch directory;
    directory.put("campaign.json", kGood);
    for (const char* name : {"tenants.csv", "tenants-2020-04-03.csv", "tenants-2020-04-08.csv",
                             "tenants-2020-13-01.csv", "tenants-old.csv"})
        directory.put(name, "id\n");
    const auto list_on = [&](int month, int day) {
        return find_campaign(directory.path(), *day_from(2020, month, day))->tenants.filename().string();
    };
    EXPECT_EQ(list_on(3, 26), "tenants.csv");
    EXPECT_EQ(list_on(4, 2), "tenants.csv");
    EXPECT_EQ(list_on(4, 3), "tenants-2020-04-03.csv");
    EXPECT_EQ(list_on(4, 7), "tenants-2020-04-03.csv");
    EXPECT_EQ(list_on(5, 1), "tenants-2020-04-08.csv");
}

TEST(ACampaignDirectory, IsLoadedWithItsAvailability) {
    const Scratch directory;
    directory.put("campaign.json", kGood);
    directory.put("tenants.csv", "id;anxiety\nLOC-1;2\n");
    directory.put("advisors.csv", "id\nCONS-1\n");
    directory.put("availability.csv", "conseiller;jour;minutes;arrivée;départ\nCONS-1;2020-03-26;120;13h30;\n");
    const Day day = *day_from(2020, 3, 26);
    const auto loaded = load_campaign(directory.path(), day);
    ASSERT_TRUE(loaded);
    const DayInput input = loaded->input(day);
    EXPECT_EQ(input.tenants[0].anxiety, 2);
    EXPECT_EQ(input.advisors.size(), 1u);
    EXPECT_EQ(input.availability[0].minutes, Minutes{120});
    EXPECT_EQ(input.availability[0].from, time_from_hhmm("13:30"));
    EXPECT_FALSE(input.availability[0].until);
    EXPECT_EQ(input.calendar, loaded->campaign.calendar);
}

TEST(ACampaignDirectory, ReportsTheProblemsOfAllItsFiles) {
    const Scratch directory;
    directory.put("campaign.json", kGood);
    directory.put("tenants.csv", "id;anxiety\nLOC-1;7\n");
    directory.put("advisors.csv", "label\nx\n");
    const auto loaded = load_campaign(directory.path(), *day_from(2020, 3, 26));
    ASSERT_FALSE(loaded);
    ASSERT_EQ(loaded.problems().size(), 2u);
    EXPECT_EQ(loaded.problems()[0].path, (directory.path() / "tenants.csv").string() + ": line 2, column 2 (anxiety)");
    EXPECT_EQ(loaded.problems()[1].path, (directory.path() / "advisors.csv").string() + ": line 1");
}

TEST(AFile, ThatCannotBeReadIsNamed) {
    const Scratch directory;
    directory.put("large", std::string((1 << 20) + 1, 'x'));
    EXPECT_EQ(load_file(directory.path() / "no.csv").problems()[0].message, "does not exist; must be a file");
    EXPECT_EQ(load_file(directory.path()).problems()[0].message, "is a directory; must be a file");
    EXPECT_EQ(load_file("/dev/null").problems()[0].message, "is not a regular file");
    EXPECT_EQ(load_file(directory.path() / "large", 1 << 20).problems()[0].message, "is above 1 MiB; must be smaller");
    EXPECT_EQ(load_file(directory.path() / "large")->size(), (1u << 20) + 1);
    EXPECT_EQ(find_campaign(directory.path() / "none", Day{}).problems()[0].message,
              "is not a directory; must hold campaign.json, tenants.csv and advisors.csv");
}

}  // namespace
}  // namespace bienveille
