// The report of a wave: every figure on a few people, counted by hand.
#include "engine/wave_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "engine/names.h"
#include "tests/support/wave_words.h"

namespace bienveille {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Needs = std::vector<std::string>;
using Why = MissedPromise::Why;

TEST(WaveReport, CountsWhoWasCalledAndReachedOnHowManyDaysByHowManyAdvisors) {
    WaveRecord wave = wave_of_march();
    wave.people = {person("a"), person("b"), person("c"), person("never"), person("gone")};
    wave.people[4].eligible = false;
    wave.attempts = {no_answer("a", "2020-03-26"),
                     talk("a", "2020-03-27").lasting(7),
                     no_answer("b", "2020-03-26").by("CONS-2"),
                     AttemptWords("c", "2020-04-01", "15:00", Outcome::refused_today).lasting(1),
                     AttemptWords("never", "2020-04-01", "15:00", Outcome::not_attempted),  // nobody dialled
                     talk("never", "2020-03-25"),
                     talk("never", "2020-04-03"),  // before and after
                     talk("gone", "2020-04-02").by("CONS-2")};
    const WaveReach reach = report_of(wave).reach;
    EXPECT_EQ(reach.people, 5);
    EXPECT_EQ(reach.eligible, 4);
    EXPECT_EQ(reach.called, 4);
    EXPECT_EQ(reach.reached, 3);  // a, c, who did not want to talk that day, and gone
    EXPECT_EQ(reach.covered, 2);  // gone could not be called when the wave began: no part of the coverage
    EXPECT_EQ(reach.days, 4);     // 26 and 27 March, 1 and 2 April
    EXPECT_EQ(reach.advisors, 2);
    EXPECT_EQ(reach.attempts, 5);
    EXPECT_EQ(reach.talk, Minutes{8});
    EXPECT_THAT(reach.ended, ElementsAre(EndingRow{Outcome::reached, 0, true}, EndingRow{Outcome::no_answer, 0, true},
                                         EndingRow{Outcome::refused_today, 0, true}));  // four people: too few to tell
}

TEST(WaveReport, APromiseIsReachedTriedMissedEndedOrOpen) {
    WaveRecord wave = wave_of_march();
    wave.as_of = day("2020-04-08");
    for (const char* id : {"ended", "missed", "open", "reached", "tried"}) {
        wave.people.push_back(person(id));
        wave.attempts.push_back(talk(id, "2020-03-26").promising("2020-04-03"));
    }
    wave.attempts[2] = talk("open", "2020-03-30").promising("2020-04-09");  // ten days, the longest
    wave.attempts.push_back(talk("reached", "2020-04-03"));                 // on its day
    wave.attempts.push_back(no_answer("tried", "2020-04-02"));
    wave.attempts.push_back(AttemptWords("ended", "2020-04-01", "10:00", Outcome::hospitalised));
    wave.attempts.push_back(no_answer("missed", "2020-04-06"));
    wave.attempts.push_back(talk("missed", "2020-04-07"));
    const WaveCallbacks callbacks = report_of(wave).callbacks;
    EXPECT_EQ(callbacks.people, 5);
    EXPECT_EQ(callbacks.longest_days, 10);
    EXPECT_THAT(callbacks.by_day,
                ElementsAre(DueDay{day("2020-04-03"), 4, 1, 1, 1, 1, 0}, DueDay{day("2020-04-09"), 1, 0, 0, 0, 0, 1}));
    EXPECT_EQ(callbacks.all, (DueDay{{}, 5, 1, 1, 1, 1, 1}));
    // Tried three days after its day, reached four.
    EXPECT_THAT(callbacks.missed,
                ElementsAre(MissedPromise{{"missed"}, day("2020-03-26"), day("2020-04-03"), Why::not_known, {}, 3, 4}));
}

TEST(WaveReport, APromiseIsOpenUntilItsDayIsOver) {
    WaveRecord wave = wave_of_march();
    wave.people = {person("a")};
    wave.attempts = {talk("a", "2020-03-26").promising("2020-04-03")};
    EXPECT_EQ(report_of(wave).callbacks.all.open, 1);
    wave.as_of = day("2020-04-04");
    EXPECT_EQ(report_of(wave).callbacks.all.missed, 1);
}

TEST(WaveReport, APlanSaysWhyAPromiseWasMissed) {
    WaveRecord wave = wave_of_march();
    wave.as_of = day("2020-04-04");
    wave.plans_kept = true;
    for (const char* id : {"forgotten", "left_out", "listed"}) {
        wave.people.push_back(person(id));
        wave.attempts.push_back(talk(id, "2020-03-26").promising("2020-04-02"));
    }
    WaveList list;
    list.day = day("2020-04-01");
    list.tenants = {{"listed"}};
    wave.lists = {list};
    wave.unplanned = {{{"left_out"}, day("2020-04-02"), UnplannedReason::cap_reached}};
    const auto missed = report_of(wave).callbacks.missed;
    ASSERT_EQ(missed.size(), 3u);
    EXPECT_EQ(missed[0].why, Why::no_plan);
    EXPECT_EQ(missed[1].why, Why::left_out);
    EXPECT_EQ(missed[1].left_out, UnplannedReason::cap_reached);
    EXPECT_EQ(missed[2].why, Why::listed);
}

TEST(WaveReport, AnswersAreCountedByHalfDayAndByTry) {
    WaveRecord wave = wave_of_march();
    wave.people = {person("a"), person("b")};
    wave.attempts = {no_answer("a", "2020-03-26", "09:00"),
                     AttemptWords("a", "2020-03-26", "14:00", Outcome::reached_third_party),  // answered, not reached
                     talk("a", "2020-03-27", "16:00"),
                     no_answer("a", "2020-03-30", "09:00"),  // a new contact: try 1 again
                     talk("b", "2020-03-26", "11:59").rung_in()};
    const WaveReport report = report_of(wave);
    const auto row = [](int attempts, int answered, int reached) {
        return AnswerRow{attempts, answered, reached, wilson_interval(answered, attempts)};
    };
    EXPECT_THAT(report.by_half_day, ElementsAre(row(2, 0, 0), row(2, 2, 1)));
    EXPECT_THAT(report.by_try, ElementsAre(row(2, 0, 0), row(1, 1, 0), row(1, 1, 1), row(0, 0, 0)));
}

TEST(WaveReport, FirstContactCountsWorkingDaysByBand) {
    WaveRecord wave = wave_of_march();
    // Ten of each: a and b of the band high, c, late, who joined on 31 March, and who was not reached of none.
    for (int i = 0; i < 10; ++i) {
        const auto add = [&](const std::string& kind, const char* reached_on) -> WavePerson& {
            const std::string id = kind + std::to_string(i);
            if (reached_on) wave.attempts.push_back(talk(id.c_str(), reached_on));
            return wave.people.emplace_back(person(id));
        };
        add("a", "2020-03-26").band = Band::high;
        add("b", "2020-03-30").band = Band::high;
        add("c", "2020-03-27");
        add("late", "2020-04-01").joined_on = day("2020-03-31");
        add("unreached", nullptr);
    }
    const auto rows = report_of(wave).first_contact;
    ASSERT_EQ(rows.size(), 5u);
    EXPECT_EQ(rows[0].band, Band::high);
    EXPECT_EQ(rows[0].figures, (FirstContact{20, 20, 1, 3}));  // Thursday is day 1, Monday day 3
    EXPECT_EQ(rows[1].figures, (FirstContact{0, 0, {}, {}}));
    EXPECT_FALSE(rows[3].band);
    EXPECT_EQ(rows[3].figures, (FirstContact{30, 20, 2, {}}));  // c on day 2, late on day 2 of theirs; 9 in 10 never
    EXPECT_EQ(rows[4].figures, (FirstContact{50, 40, 2, {}}));  // ten times 1 2 2 3 and never: the 25th is 2
    EXPECT_FALSE(std::any_of(rows.begin(), rows.end(), [](const BandRow& row) { return row.hidden; }));
}

TEST(WaveReport, ASmallBandIsHiddenAndWhatWouldGiveItAway) {
    WaveRecord wave = wave_of_march();
    const auto add = [&](int people, Band band) {
        for (int i = 0; i < people; ++i) {
            const std::string id = std::string(name(band)) + std::to_string(i);
            wave.people.emplace_back(person(id)).band = band;
            wave.attempts.push_back(talk(id.c_str(), "2020-03-26"));
        }
    };
    add(3, Band::high);
    add(12, Band::medium);
    add(20, Band::standard);
    const auto rows = report_of(wave).first_contact;
    EXPECT_THAT(rows,
                ElementsAre(BandRow{Band::high, {}, true}, BandRow{Band::medium, {}, true},  // 35 - 32 would tell 3
                            BandRow{Band::standard, {20, 20, 1, 1}, false}, BandRow{{}, {35, 35, 1, 1}, false}));
}

TEST(WaveReport, HowTheLastAttemptEndedIsToldOfTenPeopleOrMore) {
    WaveRecord wave = wave_of_march();
    for (int i = 0; i < 40; ++i) {
        const std::string id = "t" + std::to_string(100 + i);
        wave.people.push_back(person(id));
        // 25 reached, 10 did not answer, 3 died, 2 were busy.
        const Outcome outcome = i < 25   ? Outcome::reached
                                : i < 35 ? Outcome::no_answer
                                : i < 38 ? Outcome::deceased
                                         : Outcome::busy;
        wave.attempts.push_back(AttemptWords(id.c_str(), "2020-03-26", "10:00", outcome));
    }
    // 3 and 2 are five people together: the ten go with them, so that 40 - 25 - 10 does not tell.
    EXPECT_THAT(report_of(wave).reach.ended,
                UnorderedElementsAre(EndingRow{Outcome::reached, 25, false}, EndingRow{Outcome::no_answer, 0, true},
                                     EndingRow{Outcome::deceased, 0, true}, EndingRow{Outcome::busy, 0, true}));
}

TEST(WaveReport, Level3IsCalledAgainWithinTwoWorkingDays) {
    WaveRecord wave = wave_of_march();
    for (const char* id : {"late", "not_due", "reached", "tried"}) wave.people.push_back(person(id));
    wave.attempts = {talk("late", "2020-03-26").seeing_level(3),    talk("late", "2020-03-31"),     // due on Monday 30
                     talk("not_due", "2020-04-01").seeing_level(3),                                 // due on Friday 3
                     talk("reached", "2020-03-27").seeing_level(3), talk("reached", "2020-03-31"),  // due on Tuesday 31
                     talk("tried", "2020-03-30").seeing_level(3),   no_answer("tried", "2020-04-01")};
    EXPECT_EQ(report_of(wave).level3, (Level3Recalls{4, 3, 2, 1}));
}

TEST(WaveReport, LoadIsWhatPlansGaveOutByAdvisor) {
    WaveRecord wave = wave_of_march();
    const auto list = [](const char* on, const char* advisor, int planned, int level3) {
        WaveList given;
        given.day = day(on);
        given.advisor = {advisor};
        given.capacity = Minutes{300};
        given.planned = Minutes{planned};
        given.pauses = Minutes{10 * level3};
        given.calls = 20;
        given.level3 = level3;
        given.level2_and_3 = level3 + 2;
        return given;
    };
    wave.lists = {list("2020-03-27", "CONS-2", 200, 6), list("2020-03-26", "CONS-2", 250, 1),
                  list("2020-03-26", "CONS-1", 280, 0), list("2020-04-03", "CONS-1", 280, 0)};  // after the wave
    EXPECT_THAT(report_of(wave).load,
                ElementsAre(LoadRow{{"CONS-1"}, 1, 20, Minutes{300}, Minutes{280}, Minutes{0}, 0, 2, 0},
                            LoadRow{{"CONS-2"}, 2, 40, Minutes{600}, Minutes{450}, Minutes{70}, 6, 8, 1}));
}

TEST(WaveReport, ContinuityIsTheSameVoiceAgain) {
    WaveRecord wave = wave_of_march();
    wave.people = {person("a"), person("b"), person("known")};
    wave.people[2].caller_before = {"CONS-1"};
    wave.attempts = {talk("a", "2020-03-26"),
                     talk("a", "2020-03-30"),  // the same
                     talk("b", "2020-03-26"),
                     no_answer("b", "2020-03-27").by("CONS-2"),  // no talk
                     talk("b", "2020-03-30").by("CONS-2"),
                     talk("known", "2020-03-31").by("CONS-2")};
    const WaveReport report = report_of(wave);
    EXPECT_EQ(report.follow_ups, 3);
    EXPECT_EQ(report.same_advisor, 1);
}

TEST(WaveReport, ANeedIsOfPeopleHoweverOftenItIsSaid) {
    WaveRecord wave = wave_of_march();
    wave.people = {person("a"), person("b")};
    wave.attempts = {talk("a", "2020-03-26").needing({"courses", "repas"}),
                     talk("a", "2020-03-30").needing({"courses"}), talk("b", "2020-03-26").needing({"courses"})};
    EXPECT_THAT(report_of(wave).needs, ElementsAre(NeedRow{"courses", 0, true}, NeedRow{"repas", 0, true}))
        << "of two people nothing is told";
    for (int i = 0; i < 24; ++i) {
        const std::string id = "more" + std::to_string(i);
        wave.people.push_back(person(id));
        wave.attempts.push_back(talk(id.c_str(), "2020-03-26")
                                    .needing(i < 8    ? Needs{"courses"}
                                             : i < 20 ? Needs{"repas"}
                                                      : Needs{}));
    }
    // Of 26 people courses: a, b and 8; repas: a and 12.
    EXPECT_THAT(report_of(wave).needs, ElementsAre(NeedRow{"courses", 10, false}, NeedRow{"repas", 13, false}));
}

TEST(WaveReport, ANeedOfFewOrOfAllButFewIsHidden) {
    WaveRecord wave = wave_of_march();
    for (int i = 0; i < 25; ++i) {
        const std::string id = "t" + std::to_string(100 + i);
        wave.people.push_back(person(id));
        Needs needs{"demarches"};
        if (i < 12) needs.push_back("courses");
        if (i < 9) needs.push_back("repas");
        if (i < 16) needs.push_back("lien_social");
        wave.attempts.push_back(talk(id.c_str(), "2020-03-26").needing(needs));
    }
    EXPECT_THAT(report_of(wave).needs, ElementsAre(NeedRow{"courses", 12, false},    // 13 have it not
                                                   NeedRow{"demarches", 25, false},  // all: nobody stands out
                                                   NeedRow{"lien_social", 0, true},  // nine have it not
                                                   NeedRow{"repas", 0, true}));      // nine have it
}

TEST(WaveReport, WhatIsHandedOnIsCountedByTalkOfTheWave) {
    WaveRecord wave = wave_of_march();
    wave.people = {person("a"), person("b")};
    RecordedAttempt both = talk("a", "2020-03-26");
    both.to_social = both.to_emergency = true;
    RecordedAttempt again = talk("a", "2020-03-30"), late = talk("b", "2020-04-03");
    again.to_social = late.to_social = true;  // 3 April is after the wave
    wave.as_of = day("2020-04-04");
    wave.attempts = {both, again, late};
    EXPECT_EQ(report_of(wave).to_social, 2);
    EXPECT_EQ(report_of(wave).to_emergency, 1);
}

// 12 of Nord, 10 of Sud; each has level 3 or 0 by turns.
WaveRecord two_areas() {
    WaveRecord wave = wave_of_march();
    for (int i = 0; i < 22; ++i) {
        WavePerson& each = wave.people.emplace_back(person("t" + std::to_string(100 + i), i < 12 ? "Nord" : "Sud"));
        each.commune = i < 12 ? "Froncles" : "Chalindrey";
        each.anxiety = i % 2 == 0 ? 3 : 0;
        each.support = Support::strong;
        each.relatives_at_risk = i == 0;
        if (i % 3 < 2) each.neighbours_help = i % 3 == 0;  // one in three helped, one not, one not asked
        wave.attempts.push_back(talk(each.id.text.c_str(), "2020-03-26"));
    }
    return wave;
}

TEST(WaveReport, MoodIsToldByAreaCommuneAndTogether) {
    WaveRecord wave = two_areas();
    wave.around = {"Froncles", "Chalindrey"};
    const auto mood = report_of(wave).mood;
    using Kind = MoodRow::Kind;
    EXPECT_THAT(
        mood,
        ElementsAre(MoodRow{Kind::area, "Nord", "", false, 12, 12, {6, 0, 0, 6}, {0, 0, 0, 12}, 1, {4, 4}},
                    MoodRow{Kind::commune, "Nord", "Froncles", false, 12, 12, {6, 0, 0, 6}, {0, 0, 0, 12}, 1, {4, 4}},
                    // Of the ten 12, 15, 18 and 21 have helpful neighbours, 13, 16 and 19 not.
                    MoodRow{Kind::area, "Sud", "", false, 10, 10, {5, 0, 0, 5}, {0, 0, 0, 10}, 0, {3, 4}},
                    MoodRow{Kind::commune, "Sud", "Chalindrey", false, 10, 10, {5, 0, 0, 5}, {0, 0, 0, 10}, 0, {3, 4}},
                    MoodRow{Kind::around, "", "", false, 22, 22, {11, 0, 0, 11}, {0, 0, 0, 22}, 1, {7, 8}},
                    MoodRow{Kind::everybody, "", "", false, 22, 22, {11, 0, 0, 11}, {0, 0, 0, 22}, 1, {7, 8}}));
}

TEST(WaveReport, WhoSaysSoIsWorriedForRelativesToo) {
    WaveRecord wave = two_areas();
    const std::string second = wave.people[1].id.text, last = wave.people[21].id.text;
    wave.attempts.push_back(talk(second.c_str(), "2020-03-27").needing({"inquietude_proche"}));
    wave.attempts.push_back(talk(last.c_str(), "2020-03-27").needing({"courses"}));
    const auto mood = report_of(wave).mood;
    EXPECT_EQ(mood.front().worried, 2);  // of Nord: relatives at risk, and who said so
    EXPECT_EQ(mood.back().worried, 2);
}

TEST(WaveReport, ASmallCommuneIsHiddenAndWhatIsToldTogetherDoesNotGiveItAway) {
    WaveRecord wave = two_areas();
    wave.people[11].commune = "Hameau";  // one person, beside 11 of Froncles
    wave.around = {"Froncles", "Hameau", "Chalindrey"};
    const auto mood = report_of(wave).mood;
    const auto row = [&](MoodRow::Kind kind, const std::string& commune) {
        return *std::find_if(mood.begin(), mood.end(),
                             [&](const MoodRow& each) { return each.kind == kind && each.commune == commune; });
    };
    EXPECT_EQ(row(MoodRow::Kind::commune, "Hameau"),
              (MoodRow{MoodRow::Kind::commune, "Nord", "Hameau", true, 0, 0, {}, {}, 0}));
    EXPECT_TRUE(row(MoodRow::Kind::commune, "Froncles").hidden) << "the area less Froncles would be the hamlet";
    EXPECT_FALSE(row(MoodRow::Kind::around, "").hidden) << "two hidden communes, twelve people";
    wave.around = {"Hameau", "Chalindrey"};
    const auto fewer = report_of(wave).mood;
    EXPECT_TRUE(std::any_of(fewer.begin(), fewer.end(), [](const MoodRow& each) {
        return each.kind == MoodRow::Kind::around && each.hidden;
    })) << "less Chalindrey it would be the hamlet";
}

// Y1
TEST(WaveReport, Y1TheOrderOfTheRecordChangesNothing) {
    WaveRecord wave = two_areas();
    wave.attempts.push_back(talk("t100", "2020-03-30").promising("2020-04-02"));
    const WaveReport report = report_of(wave);
    std::reverse(wave.people.begin(), wave.people.end());
    std::reverse(wave.attempts.begin(), wave.attempts.end());
    EXPECT_EQ(report_of(wave), report);
}

TEST(WaveReport, AnEmptyWaveIsAReport) {
    const WaveReport report = report_of(wave_of_march());
    EXPECT_EQ(report.reach, WaveReach{});
    EXPECT_THAT(report.callbacks.by_day, IsEmpty());
    EXPECT_EQ(report.mood.size(), 1u);
}

TEST(WaveReport, TwentyThousandPeopleTakeSecondsEvenWithTheSanitizers) {
    WaveRecord wave = wave_of_march();
    constexpr int kPeople = 20'000;
    for (int i = 0; i < kPeople; ++i) {
        WavePerson& each = wave.people.emplace_back(person("t" + std::to_string(i), "area-" + std::to_string(i % 40)));
        each.commune = "commune-" + std::to_string(i % 400);
        each.birth_year = 1920 + i % 50;
        for (const char* on : {"2020-03-26", "2020-03-31"})
            wave.attempts.push_back(talk(each.id.text.c_str(), on).promising("2020-04-02"));
    }
    const auto begun = std::chrono::steady_clock::now();
    const WaveReport report = report_of(std::move(wave));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    EXPECT_EQ(report.reach.reached, kPeople);
    EXPECT_LT(took.count(), 5'000);
    RecordProperty("milliseconds", static_cast<int>(took.count()));
}

}  // namespace
}  // namespace bienveille
