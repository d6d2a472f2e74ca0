#include "datasets/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "datasets/csv_write.h"
#include "tests/datasets/records.h"
#include "tests/support/draw.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

// What is wrong with a file of tenants, one "path: message" each.
std::vector<std::string> problems_of(std::string bytes, const ReadOptions& options = {}) {
    const auto table = read_csv<TenantRecord>(std::move(bytes), options);
    std::vector<std::string> texts;
    if (!table)
        for (const Problem& problem : table.problems()) texts.push_back(problem.path + ": " + problem.message);
    return texts;
}

std::vector<TenantRecord> tenants_of(std::string bytes) {
    auto table = read_csv<TenantRecord>(std::move(bytes));
    if (!table) {
        ADD_FAILURE() << table.problems()[0].path << ": " << table.problems()[0].message;
        return {};
    }
    return table->rows;
}

using Texts = std::vector<std::string>;

TEST(ACsv, IsReadWithEitherSeparatorAndEitherLineEnd) {
    for (const char* separator : {";", ",", "\t"}) {
        for (const char* end : {"\n", "\r\n", "\r"}) {
            const std::string s = separator;
            const std::string e = end;
            const auto rows = tenants_of("id" + s + "label" + s + "lsns6" + e + "LOC-1" + s + "\"a;b,c\td\"" + s + "4" +
                                         e + "LOC-2" + s + s + e);
            ASSERT_EQ(rows.size(), 2u) << "separator " << s;
            EXPECT_EQ(rows[0].label, s == "\t" ? "a;b,c d" : "a;b,c d");
            EXPECT_EQ(rows[0].facts.lsns6, 4);
            EXPECT_EQ(rows[1].facts.lsns6, std::nullopt);
        }
    }
}

TEST(ACsv, IsReadInUtf8WithOrWithoutBomAndInCp1252) {
    const std::string utf8 = "id;libellé\nLOC-1;Hélène œ €\n";
    const std::string cp1252 = "id;libell\xE9\nLOC-1;H\xE9l\xE8ne \x9C \x80\n";
    for (const std::string& bytes : {utf8, "\xEF\xBB\xBF" + utf8, cp1252}) {
        const auto rows = tenants_of(bytes);
        ASSERT_EQ(rows.size(), 1u);
        EXPECT_EQ(rows[0].label, "Hélène œ €");
    }
}

TEST(ACsv, InFrenchIsUnderstood) {
    const auto rows = tenants_of(
        "Identifiant;Téléphone;Année de naissance;Vit seul;Entourage;Anxiété;Anxiété relevée le;Dernière tentative "
        "le\r\n"
        "LOC-1;03.53.01.02.03;1940;oui;modéré;2,0;1/4/2020;01/04/2020 10:15\r\n");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].phone, "+33353010203");
    EXPECT_EQ(rows[0].facts.birth_year, 1940);
    EXPECT_EQ(rows[0].facts.lives_alone, true);
    EXPECT_EQ(rows[0].facts.support, Support::moderate);
    EXPECT_EQ(rows[0].facts.anxiety, 2);
    EXPECT_EQ(rows[0].facts.anxiety_on, day_from(2020, 4, 1));
    EXPECT_EQ(rows[0].facts.last_attempt_at, (Moment{*day_from(2020, 4, 1), {10 * 60 + 15}}));
}

TEST(AHeaderAlone, IsAnEmptyList) {
    EXPECT_TRUE(tenants_of("id").empty());
    EXPECT_TRUE(tenants_of("id;label\r\n").empty());
    EXPECT_TRUE(tenants_of("id;label\n\n;\n  \n").empty()) << "blank rows are no tenants";
}

TEST(AnEmptyFile, IsAnError) {
    const Texts expected{"line 1: is empty; must be a header such as id;label;phone"};
    EXPECT_EQ(problems_of(""), expected);
    EXPECT_EQ(problems_of("\n\n\r\n  \n"), expected);
    EXPECT_EQ(problems_of("\xEF\xBB\xBF"), expected);
    EXPECT_EQ(problems_of(";;\n;;\n"), expected);
}

TEST(TheLastRow, NeedsNoLineEnd) { EXPECT_EQ(tenants_of("id;label\nLOC-1;a").size(), 1u); }

TEST(ExcelsSeparatorLine, IsObeyed) {
    EXPECT_EQ(tenants_of("sep=;\r\nid;label\r\nLOC-1;a,b,c\r\n")[0].label, "a,b,c");
    EXPECT_EQ(problems_of("sep=,\nid,anxiety\nLOC-1,4\n"),
              Texts{"line 3, column 2 (anxiety): is \"4\"; must be a whole number from 0 to 3"});
}

TEST(TheSeparator, IsFoundOutsideQuotes) {
    EXPECT_EQ(
        problems_of("id;\"a,b,c,d\"\n"),
        Texts{"line 1, column 2: \"a,b,c,d\" is an unknown column; must be one of datasets/README.md, or removed"});
}

TEST(WrongHeaders, AreAllReportedAtOnce) {
    EXPECT_EQ(
        problems_of("label;;loyer;anxeity;Libellé\nx\n"),
        (Texts{
            "line 1, column 2: is a column without a name; must be named, or removed",
            "line 1, column 3: \"loyer\" is an unknown column; must be one of datasets/README.md, or removed",
            "line 1, column 4: \"anxeity\" is an unknown column, did you mean \"anxiety\"?",
            "line 1, column 5: \"Libell\xC3\xA9\" is a second column label, the first is column 1; must be there once",
            "line 1: has no column id; must have id"}));
}

TEST(UnknownColumns, AreIgnoredOnlyWhenToldToAndReported) {
    ReadOptions options;
    options.ignore_unknown = true;
    const auto table = read_csv<TenantRecord>("id;loyer;\nLOC-1;500;\n", options);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows.size(), 1u);
    EXPECT_EQ(table->warnings, (Problems{{"line 1, column 2", "\"loyer\" is an unknown column; it is ignored"},
                                         {"line 1, column 3", "is a column without a name; it is ignored"}}));
}

TEST(WrongCells, AreReportedByTheirPhysicalLineAlsoAfterQuotedLineBreaks) {
    EXPECT_EQ(problems_of("id;label;anxiety\r\n"
                          "LOC-1;\"two\r\nlines\";4\r\n"  // lines 2 and 3: the level is on line 3
                          "\r\n"
                          "LOC-2;x;-1\r\n"  // line 5
                          "bad id;x;1\r\n"),
              (Texts{"line 3, column 3 (anxiety): is \"4\"; must be a whole number from 0 to 3",
                     "line 5, column 3 (anxiety): is \"-1\"; must be a whole number from 0 to 3",
                     "line 6, column 1 (id): is \"bad id\"; must be 1 to 64 characters of A-Z a-z 0-9 . _ -"}));
}

TEST(RowsOfAnotherWidth, AreReported) {
    EXPECT_EQ(problems_of("id;label\nLOC-1\nLOC-2;a;b\nLOC-3;a;;\n"),
              (Texts{"line 2: has 1 cells; must have 2 like the header",
                     "line 3: has 3 cells; must have 2 like the header"}));
}

TEST(TwoTenantsWithOneId, AreReportedWithBothLines) {
    EXPECT_EQ(problems_of("label;id\na;LOC-1\nb;LOC-2\nc;LOC-1\n"),
              Texts{"line 4, column 2 (id): \"LOC-1\" is already on line 2; must be there once"});
}

TEST(ARowThatIsWrong, KeepsItsIdFromBeingUsedAgain) {
    EXPECT_EQ(problems_of("id;anxiety\nLOC-1;9\nLOC-1;2\n"),
              (Texts{"line 2, column 2 (anxiety): is \"9\"; must be a whole number from 0 to 3",
                     "line 3, column 1 (id): \"LOC-1\" is already on line 2; must be there once"}));
}

TEST(AvailabilityOfOneAdvisor, IsUniqueByDay) {
    EXPECT_TRUE(read_csv<Availability>("advisor;day;minutes\nCONS-1;2020-04-03;200\nCONS-1;2020-04-06;0\n"));
    const auto twice = read_csv<Availability>("conseiller;jour;minutes\nCONS-1;2020-04-03;200\nCONS-1;03/04/2020;0\n");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.problems()[0].message, "\"CONS-1 on 2020-04-03\" is already on line 2; must be there once");
}

TEST(ManyProblems, AreCappedAndTheRestCounted) {
    std::string bytes = "id;anxiety\n";
    for (int i = 0; i < 250; ++i) bytes += "LOC-" + std::to_string(i) + ";9\n";
    const auto problems = problems_of(bytes);
    ASSERT_EQ(problems.size(), 101u);
    EXPECT_EQ(problems[99], "line 101, column 2 (anxiety): is \"9\"; must be a whole number from 0 to 3");
    EXPECT_EQ(problems[100], "file: has 150 more problems; the first 100 are shown");
}

TEST(AQuoteNeverClosed, IsReportedWhereItOpens) {
    EXPECT_EQ(
        problems_of("id;label;area\nLOC-1;a;b\nLOC-2;\"a;b\nLOC-3;a;b\n"),
        Texts{"line 3, column 2: has a quote that is never closed; must end with a quote before the next separator"});
    EXPECT_EQ(
        problems_of("\"id"),
        Texts{"line 1, column 1: has a quote that is never closed; must end with a quote before the next separator"});
    const std::string endless =
        "id;label\nLOC-1;\"" + std::string(300'000, '\n') + std::string(900'000, 'x') + "\n\"\n";
    EXPECT_EQ(
        problems_of(endless),
        Texts{"line 2, column 2: has a quote that is never closed; must end with a quote before the next separator"})
        << "reading stops after 1 MiB of one row";
}

TEST(AQuoteInsideACell, IsKeptAsItIs) {
    EXPECT_EQ(tenants_of("id;label\nLOC-1;Rés. \"Les Lilas\" B\n")[0].label, "Rés. \"Les Lilas\" B");
    EXPECT_EQ(tenants_of("id;label\nLOC-1;\"say \"\"hi\"\"\"\n")[0].label, "say \"hi\"");
}

TEST(BytesThatAreNoTable, AreNamedForWhatTheyAre) {
    EXPECT_EQ(problems_of(std::string("id;label\nLOC-1;a\0b\n", 18)),
              Texts{"line 2: has a NUL byte; must be text, as CSV UTF-8"});
    EXPECT_EQ(problems_of(std::string("\xFF\xFEi\0d\0", 6)),
              Texts{"line 1: is UTF-16; save the file as \"CSV UTF-8\""});
    EXPECT_EQ(
        problems_of(std::string("\xD0\xCF\x11\xE0\xA1\xB1", 6)),
        Texts{"file: is an old (.xls) or password-protected Excel workbook; save it as plain .xlsx or as CSV UTF-8"});
    EXPECT_EQ(problems_of("id;label\nLOC-1;a\nLOC-2;\x81\n"),
              Texts{"line 3: has byte 0x81, which is neither UTF-8 nor cp1252; save the file as UTF-8"});
    EXPECT_EQ(problems_of("id;label\nLOC-1;" + std::string(2'000'000, 'x') + "\n"),
              Texts{"line 2: is longer than 1 MiB; must be one row of a table"});
    EXPECT_EQ(problems_of(std::string(5000, ';') + "\n").size(), 1u);
}

TEST(AUploadCutShort, IsNoticed) {
    // Cut in the middle of the second row: cells are missing.
    EXPECT_EQ(problems_of("id;label;anxiety\nLOC-1;a;1\nLOC-2;b"),
              Texts{"line 3: has 2 cells; must have 3 like the header"});
}

RC_GTEST_PROP(AnyBytes, AreReadOrRefusedWithAReason, (const std::string& bytes)) {
    const auto table = read_csv<TenantRecord>("id;label\n" + bytes);
    if (!table) RC_ASSERT(!table.problems().empty());
}

CsvStyle any_style() {
    return CsvStyle{draw_yes(), draw_yes(), draw_yes(), draw_yes(), draw_of(std::vector<char>{';', ',', '\t'})};
}

RC_GTEST_PROP(AnExport, IsReadBackToTheSameTenants, ()) {
    std::vector<TenantRecord> tenants;
    const int n = draw(0, 4);
    for (int i = 0; i < n; ++i) tenants.push_back(any_tenant("LOC-" + std::to_string(i)));
    const auto back = read_csv<TenantRecord>(write_csv<TenantRecord>(tenants, any_style()));
    RC_ASSERT(back.ok());
    RC_ASSERT(texts_of(back->rows) == texts_of(tenants));
}

RC_GTEST_PROP(AnExport, IsReadBackToTheSameAdvisors, ()) {
    std::vector<AdvisorRecord> advisors;
    const int n = draw(0, 4);
    for (int i = 0; i < n; ++i) advisors.push_back(any_advisor("-CONS-" + std::to_string(i)));
    const auto back = read_csv<AdvisorRecord>(write_csv<AdvisorRecord>(advisors, any_style()));
    RC_ASSERT(back.ok());
    RC_ASSERT(texts_of(back->rows) == texts_of(advisors));
}

TEST(AnExport, IsForFrenchSpreadsheets) {
    TenantRecord tenant;
    tenant.facts.id.text = "LOC-1";
    tenant.label = "=HYPERLINK(\"x\")";
    tenant.phone = "+33353010203";
    tenant.facts.callback_due_on = day_from(2020, 4, 9);
    const std::string_view only[] = {"id", "label", "phone", "callback_due_on"};
    EXPECT_EQ(write_csv<TenantRecord>(std::span(&tenant, 1), {}, only),
              "\xEF\xBB\xBFid;label;phone;callback_due_on\r\n"
              "LOC-1;\"'=HYPERLINK(\"\"x\"\")\";03 53 01 02 03;09/04/2020\r\n");
    EXPECT_EQ(write_csv<TenantRecord>(std::span(&tenant, 1), kPlainCsv, only),
              "id;label;phone;callback_due_on\nLOC-1;\"'=HYPERLINK(\"\"x\"\")\";03 53 01 02 03;2020-04-09\n");
}

TEST(AnExport, NeverLetsACellBeginAFormula) {
    for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
        std::string out;
        append_cell(out, start + "1", ';');
        EXPECT_EQ(out.substr(out.front() == '"' ? 1 : 0, 1), "'") << start;
        EXPECT_EQ(unguarded("'" + start + "1"), start + "1");
        EXPECT_EQ(unguarded("''" + start + "1"), "'" + start + "1") << "an apostrophe of one's own stays";
    }
    EXPECT_EQ(unguarded("'t Hooft"), "'t Hooft");
}

TEST(ALargeFile, IsReadInSeconds) {
    std::string header;
    for (const auto& column : tenant_columns()) header += (header.empty() ? "" : ";") + std::string(column.name);
    std::string bytes = header + "\n";
    constexpr int kRows = kThorough ? 300'000 : 50'000;
    for (int i = 0; i < kRows; ++i)
        bytes += "LOC-" + std::to_string(i) +
                 ";Locataire A-017;03 53 01 02 03;Nord;Saint-Dizier;52448;1940;F;oui;fort;non;12;non;"
                 "1;26/03/2020;non;26/03/2020;CONS-1;26/03/2020;03/04/2020;matin;matin;fr;active;;non;0;26/03/2020 "
                 "10:00;reached;0;0;26/03/2020;oui\n";
    const auto start = std::chrono::steady_clock::now();
    const auto table = read_csv<TenantRecord>(std::move(bytes));
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows.size(), static_cast<std::size_t>(kRows));
    EXPECT_LT(seconds, 20) << "a second in a release build; with sanitizers, on a busy machine";
    std::printf("%d tenants of 33 columns in %.2f s\n", kRows, seconds);
}

}  // namespace
}  // namespace bienveille
