// What a landlord would publish, word by word: each number agrees with its words, in both languages.
#include "api/wave_sentences.h"

#include <gtest/gtest.h>

namespace bienveille {
namespace {

constexpr Language kEnglish = Language::english, kFrench = Language::french;

TEST(Counted, FrenchCountsNoneWithOneAndEnglishWithMore) {
    const auto days = [](std::int64_t count, Language language) {
        return counted(count, language, {"day", "days"}, {"jour", "jours"});
    };
    EXPECT_EQ(days(0, kEnglish) + ", " + days(1, kEnglish) + ", " + days(2, kEnglish), "0 days, 1 day, 2 days");
    EXPECT_EQ(days(0, kFrench) + ", " + days(1, kFrench) + ", " + days(2, kFrench), "0 jour, 1 jour, 2 jours");
}

TEST(Numbers, AreGroupedByThousands) {
    EXPECT_EQ(number_text(999, kEnglish) + " " + number_text(1'411, kEnglish) + " " + number_text(-1'234'567, kEnglish),
              "999 1,411 -1,234,567");
    EXPECT_EQ(number_text(12'345, kFrench), "12\u00a0345");
}

WaveReport told(int people, int days, int advisors) {
    WaveReport report;
    report.reach.called = report.reach.reached = people;
    report.reach.days = days;
    report.reach.advisors = advisors;
    return report;
}

TEST(WaveLead, IsThatOf2020) {
    WaveReport report = told(944, 6, 4);
    report.reach.reached = 897;
    report.callbacks.people = report.callbacks.all.due = report.callbacks.all.open = 437;
    report.callbacks.longest_days = 10;
    // 437 of 944 are 46.3 %.
    EXPECT_EQ(wave_lead(report, kEnglish),
              "944 tenants called in 6 days by 4 advisors; 897 reached. 437 (46 %) want another call, within 10 days. "
              "How it stands: 0 missed, 437 still to come.");
    EXPECT_EQ(
        wave_lead(report, kFrench),
        "944 locataires appelés en 6 jours par 4 conseillers ; 897 joints. 437 (46 %) souhaitent un nouvel appel, "
        "sous 10 jours. Où en est-on : 0 manqué, 437 à venir.");
}

TEST(WaveLead, OfOneIsInTheSingular) {
    WaveReport report = told(1, 1, 1);
    report.callbacks.people = 1;
    report.callbacks.longest_days = 1;
    report.callbacks.all = {{}, 1, 1, 0, 0, 0, 0};
    EXPECT_EQ(wave_lead(report, kEnglish),
              "1 tenant called in 1 day by 1 advisor; 1 reached. 1 (100 %) wants another call, within 1 day. "
              "How it stands: 1 reached in time, 0 missed.");
    EXPECT_EQ(
        wave_lead(report, kFrench),
        "1 locataire appelé en 1 jour par 1 conseiller ; 1 joint. 1 (100 %) souhaite un nouvel appel, sous 1 jour. "
        "Où en est-on : 1 joint à temps, 0 manqué.");
}

TEST(WaveLead, SaysHowManyCallbacksWerePromisedWhereSomeAskedTwice) {
    WaveReport report = told(20, 2, 2);
    report.callbacks.people = 8;
    report.callbacks.longest_days = 3;
    report.callbacks.all = {{}, 9, 3, 2, 1, 2, 1};  // due, reached, tried, ended, missed, open
    EXPECT_EQ(
        wave_lead(report, kEnglish),
        "20 tenants called in 2 days by 2 advisors; 20 reached. 8 (40 %) want another call, within 3 days. How it "
        "stands, of 9 callbacks promised: 3 reached in time, 2 tried in time, 2 missed, 1 ended, 1 still to come.");
    EXPECT_NE(wave_lead(report, kFrench)
                  .find("de 9 rappels promis : 3 joints à temps, 2 tentés à temps, 2 manqués, 1 "
                        "clos, 1 à venir."),
              std::string::npos);
    EXPECT_NE(wave_lead(told(20, 2, 2), kFrench).find("Personne n'a demandé de nouvel appel."), std::string::npos);
    EXPECT_EQ(wave_lead({}, kEnglish), "Nobody was called in these days.");
}

TEST(MoodSentence, TellsAnxietySupportNeighboursAndRelatives) {
    MoodRow row{MoodRow::Kind::around, "", "", false, 144, 136, {86, 20, 18, 10}, {9, 12, 18, 95}, 22, {33, 102}};
    EXPECT_EQ(mood_sentence(row, {"Froncles", "Chalindrey", "Chamouilley"}, kEnglish),
              "Around Froncles, Chalindrey and Chamouilley: 10 show great anxiety among 136 reached; 95 have strong "
              "support; 102 have "
              "helpful neighbours, of 135 who were asked; 22 are worried for relatives.");
    row = {MoodRow::Kind::everybody, "", "", false, 12, 12, {11, 0, 0, 1}, {0, 0, 11, 1}, 1, {0, 1}};
    EXPECT_EQ(
        mood_sentence(row, {}, kFrench),
        "En tout : 1 montre une grande anxiété parmi 12 joints ; 1 a un entourage fort ; 1 a des voisins aidants, "
        "sur 1 personne interrogée ; 1 est inquiet pour des proches.");
    row.neighbours = {};
    EXPECT_EQ(mood_sentence(row, {}, kEnglish),
              "In all: 1 shows great anxiety among 12 reached; 1 has strong support; 1 is worried for relatives.");
}

}  // namespace
}  // namespace bienveille
