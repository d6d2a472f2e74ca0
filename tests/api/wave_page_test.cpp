// The report of a wave in its forms: page, CSV and JSON from the same tables.
#include "api/wave_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/wave_charts.h"
#include "api/wave_csv.h"
#include "api/wave_text.h"
#include "datasets/zip.h"
#include "tests/support/wave_words.h"

namespace bienveille {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// 12 people of Nord and 3 of Sud, all reached; one asked to be called again, in vain.
WaveDocument small_document() {
    WaveRecord wave = wave_of_march();
    wave.as_of = day("2020-04-08");
    for (int i = 0; i < 15; ++i) {
        WavePerson& each = wave.people.emplace_back(person("T-" + std::to_string(100 + i), i < 12 ? "Nord" : "Sud"));
        each.anxiety = i == 0 ? 3 : 0;
        each.support = Support::strong;
        wave.attempts.push_back(talk(each.id.text.c_str(), "2020-03-26"));
    }
    wave.attempts[0] = talk("T-100", "2020-03-26").promising("2020-04-03");
    return {"Essai <1>", report_of(std::move(wave)), {}, {}, false};
}

TEST(WavePage, OpensWithTheSentenceThatALandlordWouldPublish) {
    const std::string french = wave_page(small_document(), Language::french);
    EXPECT_THAT(french, HasSubstr("<html lang=\"fr\">"));
    // 1 of 15 is 6.67 %: 7. From 26 March to 3 April are 8 days. Fixed spaces before ; : and %.
    EXPECT_THAT(french,
                HasSubstr("15 locataires appelés en 1 jour par 1 conseiller\u00a0; 15 joints. 1 (7\u00a0%) souhaite un "
                          "nouvel appel, sous 8 jours. Où en est-on\u00a0: 1 manqué."));
    EXPECT_THAT(
        wave_page(small_document(), Language::english),
        HasSubstr(
            "15 tenants called in 1 day by 1 advisor; 15 reached. 1 (7\u00a0%) wants another call, within 8 days. "
            "How it stands: 1 missed."));
}

TEST(WavePage, AsksNobodyForAnything) {
    const std::string page = wave_page(small_document(), Language::english);
    EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("http:")), Not(HasSubstr("https:")),
                            Not(HasSubstr("@import")), Not(HasSubstr("url("))));
}

TEST(WavePage, TextOfPeopleIsNeverMarkup) {
    WaveDocument document = small_document();
    document.words = {"<script>alert(1)</script> & \"merci\""};
    document.impressions = {"<b>beaucoup d'émotion</b>"};
    const std::string page = wave_page(document, Language::french);
    EXPECT_THAT(page, HasSubstr("Essai &lt;1&gt;"));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;merci&quot;"));
    EXPECT_THAT(page, HasSubstr("&lt;b&gt;beaucoup d&#39;émotion&lt;/b&gt;"));
    EXPECT_THAT(page, Not(HasSubstr("<b>")));
}

TEST(WavePage, SaysWhetherNeedsWereWrittenDown) {
    WaveDocument document = small_document();
    EXPECT_THAT(wave_page(document, Language::english), HasSubstr("Needs were not written down."));
    document.report.needs_kept = true;
    EXPECT_THAT(wave_page(document, Language::english), HasSubstr("Nobody said a need."));
}

TEST(WavePage, NamesATenantOnlyWhenAskedTo) {
    WaveDocument document = small_document();
    EXPECT_THAT(wave_page(document, Language::french), Not(HasSubstr("T-100")));
    document.name_missed = true;
    EXPECT_THAT(wave_page(document, Language::french), HasSubstr("T-100"));
}

TEST(WavePage, AHiddenGroupHasNoNumbers) {
    const std::string page = wave_page(small_document(), Language::french);
    EXPECT_THAT(page, HasSubstr("<th scope=\"row\">Sud</th><td class=\"word\" colspan=\"12\">masqué</td>"));
    // Fifteen people less the three of Sud would be the twelve of Nord.
    EXPECT_THAT(page, HasSubstr("<th scope=\"row\">Nord</th><td class=\"word\" colspan=\"12\">masqué</td>"));
}

TEST(WaveCharts, BarsAreDrawnToScaleAndNamed) {
    const std::string svg = stacked_bars({"id", "A & B", "text"}, {{"a", "#111111"}, {"b", "#222222"}},
                                         {{"first", {1, 3}}, {"second", {0, 2}}});
    EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"id-title id-text\""));
    EXPECT_THAT(svg, HasSubstr("<title id=\"id-title\">A &amp; B</title>"));
    // The longest is 4: a quarter of 359.0 is 89.7, then the rest of it; 2 of 4 is 179.5.
    EXPECT_THAT(svg, HasSubstr("width=\"89.7\""));
    EXPECT_THAT(svg, HasSubstr("width=\"269.3\""));
    EXPECT_THAT(svg, HasSubstr("width=\"179.5\""));
}

TEST(WaveText, RatiosAreRoundedHalfUp) {
    EXPECT_EQ(decimal_text(Value{1'494'703}, 2, Language::english), "1.49");
    EXPECT_EQ(decimal_text(Value{1'495'000}, 2, Language::french), "1,50");
    EXPECT_EQ(decimal_text(Value{50'000}, 4, Language::french), "0,0500");
}

TEST(WaveCsv, EveryTableIsAFileForAFrenchSpreadsheet) {
    WaveDocument document = small_document();
    document.words = {"=1+1"};
    const std::string zip = wave_csv_zip(document, Language::french);
    EXPECT_EQ(zip, wave_csv_zip(document, Language::french));
    auto opened = Zip::open(zip);
    ASSERT_TRUE(opened);
    const auto file = [&](const std::string& name) {
        auto part = opened->part(name);
        return part && *part ? **part : std::string{};
    };
    EXPECT_THAT(
        file("callbacks.csv"),
        HasSubstr("\xEF\xBB\xBF"
                  "échéance;promis;joints à temps;tentés à temps;manqués;clos;en cours\r\n03/04/2020;1;0;0;1;0;0\r\n"));
    EXPECT_THAT(file("summary.csv"), HasSubstr(";1,0000;1;0,0667;8;"));
    EXPECT_THAT(file("words.csv"), HasSubstr("parole de locataire;'=1+1\r\n"));
    EXPECT_EQ(file("missed.csv"), "") << "nobody asked for names";
    for (const WaveTable& table : wave_tables(document.report, false))
        EXPECT_THAT(file(table.name + ".csv"), HasSubstr("\r\n")) << table.name;
}

TEST(WaveTables, RowsAreAsWideAsTheirTableAndNamesAreUnique) {
    WaveDocument document = small_document();
    std::vector<std::string> seen;
    for (const WaveTable& table : wave_tables(document.report, true)) {
        EXPECT_THAT(seen, Not(testing::Contains(table.name)));
        seen.push_back(table.name);
        for (const WaveRow& row : table.rows) EXPECT_EQ(row.cells.size(), table.columns.size()) << table.name;
        EXPECT_TRUE(!table.single || table.rows.size() == 1) << table.name;
    }
    EXPECT_EQ(seen.size(), 13u);
}

// What tables work out of the report's figures.
class DerivedFigures : public testing::Test {
protected:
    WaveReport report_;

    // The cell of a column in a row.
    WaveCell cell(const std::string& table, std::size_t row, const std::string& column) {
        for (const WaveTable& each : wave_tables(report_, false)) {
            if (each.name != table) continue;
            for (std::size_t i = 0; i < each.columns.size(); ++i)
                if (each.columns[i].name == column) return each.rows.at(row).cells[i];
        }
        ADD_FAILURE() << table << "." << column;
        return {};
    }
    Value value(const std::string& table, std::size_t row, const std::string& column) {
        return std::get<Value>(cell(table, row, column));
    }
    std::int64_t number(const std::string& table, std::size_t row, const std::string& column) {
        return std::get<std::int64_t>(cell(table, row, column));
    }
};

TEST_F(DerivedFigures, SharesOfTheSummary) {
    report_.reach.eligible = 40;
    report_.reach.called = 32;
    report_.reach.covered = 30;
    report_.reach.attempts = 48;
    report_.callbacks.people = 8;
    EXPECT_EQ(value("summary", 0, "coverage"), Value{750'000});               // 30 of 40
    EXPECT_EQ(value("summary", 0, "asked_again_share"), Value{250'000});      // 8 of 32
    EXPECT_EQ(value("summary", 0, "attempts_per_tenant"), Value{1'500'000});  // 48 of 32
    report_.reach.ended = {{Outcome::reached, 24, false}, {Outcome::busy, 0, true}};
    EXPECT_EQ(value("endings", 0, "share"), Value{750'000});  // 24 of 32
    EXPECT_TRUE(std::holds_alternative<std::monostate>(cell("endings", 1, "people")));
    EXPECT_EQ(value("endings", 2, "share"), kOne);
}

TEST_F(DerivedFigures, MissedCallbacksByReasonWithTheLongestDelay) {
    using Why = MissedPromise::Why;
    const auto missed = [](Why why, std::optional<int> tried) {
        MissedPromise each;
        each.why = why;
        each.tried_days_late = tried;
        return each;
    };
    report_.callbacks.missed = {missed(Why::listed, 2), missed(Why::no_plan, 1), missed(Why::listed, {}),
                                missed(Why::listed, 5)};
    EXPECT_EQ(number("missed_reasons", 0, "callbacks"), 3);
    EXPECT_EQ(number("missed_reasons", 0, "tried_since"), 2);
    EXPECT_EQ(number("missed_reasons", 0, "most_days_late"), 5);
    EXPECT_EQ(number("missed_reasons", 1, "callbacks"), 1);
    EXPECT_EQ(number("missed_reasons", 1, "most_days_late"), 1);
    EXPECT_THAT(wave_page({"x", report_, {}, {}, false}, Language::english),
                HasSubstr("on a list by its day, not dialled"));
}

TEST_F(DerivedFigures, NeedsAnswersLoadContinuityAndOverrides) {
    report_.reach.reached = 50;
    report_.needs = {{"courses", 20, false}};
    EXPECT_EQ(value("needs", 0, "share"), Value{400'000});
    report_.by_half_day[1] = {10, 4, 3, {Value{168'180}, Value{687'330}}};
    EXPECT_EQ(value("answers", 1, "answered_share"), Value{400'000});
    EXPECT_EQ(value("answers", 1, "high"), Value{687'330});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(cell("answers", 0, "low"))) << "nobody dialled";
    report_.plans_kept = true;
    report_.load = {{{"CONS-1"}, 2, 60, Minutes{800}, Minutes{560}, Minutes{40}, 5, 9, 0},
                    {{"CONS-2"}, 1, 20, Minutes{400}, Minutes{200}, Minutes{0}, 0, 1, 0}};
    EXPECT_EQ(value("load", 0, "load"), Value{750'000});  // 560 + 40 of 800
    report_.follow_ups = 30;
    report_.same_advisor = 24;
    report_.overrides = 4;
    EXPECT_EQ(value("work", 0, "same_advisor_share"), Value{800'000});
    EXPECT_EQ(number("work", 0, "planned_calls"), 80);
    EXPECT_EQ(value("work", 0, "override_share"), Value{50'000});  // 4 of 80
}

}  // namespace
}  // namespace bienveille
