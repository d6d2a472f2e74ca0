#include "datasets/xlsx.h"

#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <minizip/zip.h>
#include <rapidcheck/gtest.h>
#include <xlsxwriter.h>

#include <map>

#include "datasets/read.h"
#include "tests/datasets/records.h"
#include "tests/datasets/scratch.h"

namespace bienveille {
namespace {

constexpr std::size_t kBomb = std::size_t{80} << 20;

using Parts = std::map<std::string, std::string>;

std::string zipped(const Parts& parts) {
    const Scratch file;
    const zipFile zip = zipOpen64(file.path().string().c_str(), APPEND_STATUS_CREATE);
    for (const auto& [name, content] : parts) {
        const zip_fileinfo about{};
        zipOpenNewFileInZip64(zip, name.c_str(), &about, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 1, 0);
        zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size()));
        zipCloseFileInZip(zip);
    }
    zipClose(zip, nullptr);
    return *load_file(file.path());
}

// The least parts of a workbook around the rows of its sheet, as other programs than Excel write them.
Parts workbook_of(const std::string& rows) {
    return {{"xl/workbook.xml",
             "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Liste\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/liste.xml\"/></Relationships>"},
            {"xl/worksheets/liste.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

std::string inline_cell(const std::string& text) { return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"; }

std::vector<TenantRecord> tenants_of(const std::string& bytes) {
    const auto table = read_xlsx<TenantRecord>(bytes);
    if (table) return table->rows;
    ADD_FAILURE() << table.problems()[0].path << ": " << table.problems()[0].message;
    return {};
}

std::vector<std::string> problems_of(const std::string& bytes) {
    const auto table = read_xlsx<TenantRecord>(bytes);
    std::vector<std::string> texts;
    if (!table)
        for (const Problem& problem : table.problems()) texts.push_back(problem.path + ": " + problem.message);
    return texts;
}

using Texts = std::vector<std::string>;

TEST(AWorkbook, GivesTextNumbersBooleansDatesAndTimes) {
    const Scratch file;
    lxw_workbook* workbook = workbook_new(file.path().string().c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(workbook, "Locataires");
    lxw_format* french_day = workbook_add_format(workbook);
    format_set_num_format(french_day, "dd/mm/yyyy");
    lxw_format* stamp = workbook_add_format(workbook);
    format_set_num_format(stamp, "dd/mm/yyyy hh:mm");
    lxw_format* time = workbook_add_format(workbook);
    format_set_num_format(time, "hh:mm");
    const char* headers[] = {"Identifiant", "Libellé",         "Téléphone",       "birth_year",
                             "Vit seul",    "callback_due_on", "last_attempt_at", "callback_slot"};
    for (lxw_col_t i = 0; i < 8; ++i) worksheet_write_string(sheet, 0, i, headers[i], nullptr);
    worksheet_write_string(sheet, 1, 0, "LOC-0001", nullptr);
    worksheet_write_string(sheet, 1, 1, "Locataire A-017 <é> & Cie", nullptr);
    worksheet_write_number(sheet, 1, 2, 353010203, nullptr);  // Excel dropped the first zero
    worksheet_write_number(sheet, 1, 3, 1940, nullptr);
    worksheet_write_boolean(sheet, 1, 4, 1, nullptr);
    lxw_datetime due = {2020, 4, 9, 0, 0, 0};
    worksheet_write_datetime(sheet, 1, 5, &due, french_day);
    lxw_datetime tried = {2020, 4, 2, 14, 5, 0};
    worksheet_write_datetime(sheet, 1, 6, &tried, stamp);
    worksheet_write_number(sheet, 1, 7, 10.5 / 24, time);
    worksheet_write_string(sheet, 3, 0, "LOC-0002", nullptr);  // row 3 is blank
    workbook_close(workbook);

    const auto rows = tenants_of(*load_file(file.path()));
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].label, "Locataire A-017 <é> & Cie");
    EXPECT_EQ(rows[0].phone, "+33353010203");
    EXPECT_EQ(rows[0].facts.birth_year, 1940);
    EXPECT_EQ(rows[0].facts.lives_alone, true);
    EXPECT_EQ(rows[0].facts.callback_due_on, day_from(2020, 4, 9));
    EXPECT_EQ(rows[0].facts.last_attempt_at, (Moment{*day_from(2020, 4, 2), {14 * 60 + 5}}));
    EXPECT_EQ(rows[0].facts.callback_slot.time, time_from_hhmm("10:30"));
    EXPECT_EQ(rows[1].facts.id.text, "LOC-0002");
    EXPECT_EQ(rows[1].facts.birth_year, std::nullopt);
}

RC_GTEST_PROP(AWorkbookOfTexts, IsReadBackToTheSameTenants, ()) {
    const std::vector<TenantRecord> tenants{any_tenant("LOC-1"), any_tenant("LOC-2")};
    const Scratch file;
    lxw_workbook* workbook = workbook_new(file.path().string().c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(workbook, nullptr);
    lxw_col_t i = 0;
    for (const auto& column : tenant_columns()) {
        worksheet_write_string(sheet, 0, i, std::string(column.name).c_str(), nullptr);
        worksheet_write_string(sheet, 1, i, column.get(tenants[0]).c_str(), nullptr);
        worksheet_write_string(sheet, 2, i, column.get(tenants[1]).c_str(), nullptr);
        ++i;
    }
    workbook_close(workbook);
    const auto table = read_xlsx<TenantRecord>(*load_file(file.path()));
    RC_ASSERT(table.ok());
    RC_ASSERT(texts_of(table->rows) == texts_of(tenants));
}

TEST(AWorkbook, OfOtherProgramsIsUnderstoodToo) {
    // Inline strings, cells without references, prefixes on every element, rich text with a phonetic hint.
    Parts parts = workbook_of("<row>" + inline_cell("id") + inline_cell("label") + "</row><row>" +
                              inline_cell("LOC-1") + "<c t=\"s\"><v>0</v></c></row>");
    parts["xl/sharedStrings.xml"] =
        "<x:sst xmlns:x=\"s\"><x:si><x:r><x:t>Locataire "
        "</x:t></x:r><x:r><x:t>A-017</x:t></x:r><x:rPh><x:t>hint</x:t></x:rPh></x:si></x:sst>";
    const auto rows = tenants_of(zipped(parts));
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].label, "Locataire A-017");
}

TEST(AWorkbook, Of1904CountsItsDaysFromThere) {
    Parts parts = workbook_of("<row>" + inline_cell("id") + inline_cell("joined_on") + "</row><row>" +
                              inline_cell("LOC-1") + "<c s=\"1\"><v>42454</v></c></row>");
    parts["xl/styles.xml"] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    // 1 January 1900 is serial 1 and 29 February 1900 is counted: serial 42454 is 25 March 2016.
    EXPECT_EQ(tenants_of(zipped(parts))[0].facts.joined_on, day_from(2016, 3, 25));
    // 1 January 1904 is serial 0, 1462 days later: 26 March 2020.
    parts["xl/workbook.xml"].insert(parts["xl/workbook.xml"].find("<sheets>"), "<workbookPr date1904=\"1\"/>");
    EXPECT_EQ(tenants_of(zipped(parts))[0].facts.joined_on, day_from(2020, 3, 26));
}

TEST(NumberFormats, AreDatesByTheirLettersOutsideQuotesAndBrackets) {
    Parts parts =
        workbook_of("<row>" + inline_cell("id") + inline_cell("label") + inline_cell("area") + inline_cell("commune") +
                    "</row><row>" + inline_cell("LOC-1") +
                    "<c s=\"1\"><v>43924</v></c><c s=\"2\"><v>43924</v></c><c s=\"3\"><v>43924</v></c></row>");
    parts["xl/styles.xml"] =
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-40C]d\\ mmmm\\ yyyy\"/>"
        "<numFmt numFmtId=\"171\" formatCode=\"0&quot; jours d'yoga&quot;\"/><numFmt numFmtId=\"172\" "
        "formatCode=\"[Red]#,##0\"/></numFmts>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf "
        "numFmtId=\"172\"/></cellXfs></styleSheet>";
    const auto rows = tenants_of(zipped(parts));
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].label, "2020-04-03");
    EXPECT_EQ(rows[0].facts.area, "43924");
    EXPECT_EQ(rows[0].commune, "43924");
}

TEST(WrongCellsOfASheet, AreReportedByRowAndCell) {
    const Parts parts = workbook_of(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"AA1\" "
        "t=\"inlineStr\"><is><t>anxiety</t></is></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>LOC-1</t></is></c><c r=\"AA2\"><v>4</v></c></row>"
        "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c><c r=\"AA5\" t=\"s\"><v>7</v></c></row>");
    ReadOptions options;
    options.ignore_unknown = true;  // columns B to Z have no name
    const auto table = read_xlsx<TenantRecord>(zipped(parts), options);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.problems(),
              (Problems{{"row 2, cell AA2 (anxiety)", "is \"4\"; must be a whole number from 0 to 3"},
                        {"row 5, cell A5", "is the error \"#N/A\"; must be a value"},
                        {"row 5, cell AA5", "refers to shared text \"7\", which the workbook does not have"}}));
}

TEST(AnEmptySheet, IsAnErrorAndAHeaderAloneAnEmptyList) {
    EXPECT_EQ(problems_of(zipped(workbook_of(""))),
              Texts{"row 1: is empty; must be a header such as id, label, phone"});
    EXPECT_TRUE(tenants_of(zipped(workbook_of("<row>" + inline_cell("id") + "</row>"))).empty());
}

TEST(HostileWorkbooks, AreRefusedWithAReason) {
    EXPECT_EQ(problems_of("PK\x03\x04 and nothing more"),
              Texts{"file: is a damaged zip; must be a whole .xlsx workbook"});
    EXPECT_EQ(problems_of(zipped({{"word/document.xml", "<a/>"}})),
              Texts{"file: is a zip without a workbook; must be an .xlsx workbook"});

    Parts entities = workbook_of("");
    entities["xl/workbook.xml"] = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><workbook/>";
    EXPECT_EQ(problems_of(zipped(entities)),
              Texts{"file: has a document type in xl/workbook.xml; must be an .xlsx workbook"});

    Parts bomb = workbook_of("");
    bomb["xl/sharedStrings.xml"] = std::string(kBomb, ' ');
    const std::string packed = zipped(bomb);
    EXPECT_LT(packed.size(), kBomb / 100) << "it is a bomb";
    EXPECT_EQ(problems_of(packed), Texts{"file: unpacks to more than 64 MiB; must be smaller, or a CSV"});

    Parts lost = workbook_of("");
    lost.erase("xl/worksheets/liste.xml");
    EXPECT_EQ(problems_of(zipped(lost)),
              Texts{"file: has no part \"xl/worksheets/liste.xml\" for its first sheet; must be an .xlsx workbook"});

    Parts deep = workbook_of("");
    std::string nested;
    for (int i = 0; i < 100'000; ++i) nested += "<a>";
    deep["xl/worksheets/liste.xml"] = nested;
    EXPECT_EQ(problems_of(zipped(deep)).size(), 1u);

    EXPECT_EQ(
        problems_of(zipped(workbook_of("<row>" + inline_cell("id") + "</row><row><c r=\"ZZZZ2\"><v>1</v></c></row>"))),
        Texts{"row 2: has a cell \"ZZZZ2\"; must be within the first 1000 columns"});
}

TEST(AWorkbookCutAnywhere, IsReadOrRefusedWithoutACrash) {
    const std::string whole =
        zipped(workbook_of("<row>" + inline_cell("id") + "</row><row>" + inline_cell("LOC-1") + "</row>"));
    ASSERT_EQ(tenants_of(whole).size(), 1u);
    constexpr std::size_t kUnusedTail = 4;  // the archive's comment length, and zeros before it: nothing is lost there
    for (std::size_t n = 4; n < whole.size(); ++n) {
        const auto cut = read_xlsx<TenantRecord>(whole.substr(0, n));
        if (n + kUnusedTail < whole.size()) { EXPECT_FALSE(cut) << n; }
        if (cut) { EXPECT_EQ(cut->rows.size(), 1u) << n; }
    }
    for (std::size_t i = 4; i < whole.size(); ++i) {
        std::string broken = whole;
        broken[i] = static_cast<char>(broken[i] ^ 0x55);
        (void)read_xlsx<TenantRecord>(broken);
    }
}

TEST(Files, AreReadByContentNotByName) {
    EXPECT_TRUE(read_tenants(zipped(workbook_of("<row>" + inline_cell("id") + "</row>"))));
    EXPECT_TRUE(read_tenants("id\n"));
}

}  // namespace
}  // namespace bienveille
