#include "datasets/xlsx.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>
#include <utility>

#include "datasets/cells.h"
#include "datasets/text.h"
#include "datasets/zip.h"

namespace bienveille {
namespace {

// -------------------------------------------------------------------------------------------------- XML

// Some programs write every element with a prefix (x:row).
std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    return parent.find_child([&](pugi::xml_node node) { return local_name(node.name()) == name; });
}

template <class Visit>
void each_child(pugi::xml_node parent, std::string_view name, Visit visit) {
    for (const pugi::xml_node node : parent.children())
        if (local_name(node.name()) == name) visit(node);
}

// The text of <t>, or of the <t> in each <r>: phonetic hints beside them are left out.
std::string rich_text(pugi::xml_node item) {
    std::string text = child(item, "t").text().get();
    each_child(item, "r", [&](pugi::xml_node run) { text += child(run, "t").text().get(); });
    return text;
}

Problem not_a_workbook(const std::string& what) { return {"file", what + "; must be an .xlsx workbook"}; }

// ------------------------------------------------------------------------------------------ number formats

enum class Shows : std::uint8_t { number, day, time, day_and_time };

// What a number format shows: letters of dates and times outside quotes, escapes, colours and conditions.
Shows shown_by(std::string_view code) {
    bool day = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.size(), code.find('"', i + 1));
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const std::size_t end = std::min(code.size(), code.find(']', i));
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) time = true;
            i = end;
        } else if (c == 'd' || c == 'D' || c == 'y' || c == 'Y') {
            day = true;
        } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
            time = true;
        } else if (c == 'G' || c == 'g') {
            return Shows::number;  // General
        }
    }
    return day && time ? Shows::day_and_time : day ? Shows::day : time ? Shows::time : Shows::number;
}

Shows shown_by_built_in(int id) {
    if (id == 22) return Shows::day_and_time;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return Shows::time;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return Shows::day;
    return Shows::number;
}

std::vector<Shows> cell_styles(pugi::xml_node style_sheet) {
    std::vector<std::pair<int, Shows>> own;
    each_child(child(style_sheet, "numFmts"), "numFmt", [&](pugi::xml_node format) {
        own.emplace_back(format.attribute("numFmtId").as_int(), shown_by(format.attribute("formatCode").value()));
    });
    std::vector<Shows> styles;
    each_child(child(style_sheet, "cellXfs"), "xf", [&](pugi::xml_node style) {
        const int id = style.attribute("numFmtId").as_int();
        const auto found = std::find_if(own.begin(), own.end(), [&](const auto& each) { return each.first == id; });
        styles.push_back(found == own.end() ? shown_by_built_in(id) : found->second);
    });
    return styles;
}

// ------------------------------------------------------------------------------------------------ workbook

struct Workbook {
    pugi::xml_document sheet;
    std::vector<std::string> strings;
    std::vector<Shows> styles;
    bool from_1904 = false;
};

// Parses a part; no document when the package has no such part.
Result<bool> load(Zip& zip, const std::string& name, pugi::xml_document& document) {
    Result<std::optional<std::string>> part = zip.part(name);
    if (!part) return part.problems();
    if (!part->has_value()) return false;
    const auto parsed =
        document.load_buffer((*part)->data(), (*part)->size(), pugi::parse_default | pugi::parse_doctype);
    if (!parsed) return not_a_workbook("has a part " + name + " that is not XML (" + parsed.description() + ")");
    for (const pugi::xml_node node : document.children())
        if (node.type() == pugi::node_doctype) return not_a_workbook("has a document type in " + name);
    return true;
}

// The part of the first sheet, by the workbook's relations.
Result<std::string> first_sheet(Zip& zip, pugi::xml_node workbook) {
    const pugi::xml_node sheet = child(child(workbook, "sheets"), "sheet");
    std::string_view id;
    for (const pugi::xml_attribute attribute : sheet.attributes())
        if (local_name(attribute.name()) == "id") id = attribute.value();
    if (id.empty()) return not_a_workbook("has no sheet");
    pugi::xml_document relations;
    const Result<bool> loaded = load(zip, "xl/_rels/workbook.xml.rels", relations);
    if (!loaded) return loaded.problems();
    std::string target;
    each_child(child(relations, "Relationships"), "Relationship", [&](pugi::xml_node relation) {
        if (relation.attribute("Id").value() == id) target = relation.attribute("Target").value();
    });
    if (target.empty()) return not_a_workbook("does not say where its first sheet is");
    return target.front() == '/' ? target.substr(1) : "xl/" + target;
}

Problems open_workbook(std::string_view bytes, Workbook& workbook) {
    Result<Zip> zip = Zip::open(bytes);
    if (!zip) return zip.problems();
    pugi::xml_document document;
    Result<bool> loaded = load(*zip, "xl/workbook.xml", document);
    if (!loaded) return loaded.problems();
    if (!*loaded) return {not_a_workbook("is a zip without a workbook")};
    const pugi::xml_node root = child(document, "workbook");
    workbook.from_1904 = child(root, "workbookPr").attribute("date1904").as_bool();
    const Result<std::string> sheet = first_sheet(*zip, root);
    if (!sheet) return sheet.problems();

    pugi::xml_document strings;
    if (loaded = load(*zip, "xl/sharedStrings.xml", strings); !loaded) return loaded.problems();
    each_child(child(strings, "sst"), "si", [&](pugi::xml_node item) { workbook.strings.push_back(rich_text(item)); });
    pugi::xml_document styles;
    if (loaded = load(*zip, "xl/styles.xml", styles); !loaded) return loaded.problems();
    workbook.styles = cell_styles(child(styles, "styleSheet"));
    if (loaded = load(*zip, *sheet, workbook.sheet); !loaded) return loaded.problems();
    if (!*loaded) return {not_a_workbook("has no part " + quoted(*sheet) + " for its first sheet")};
    return {};
}

// --------------------------------------------------------------------------------------------------- cells

std::optional<Day> day_of_serial(std::int64_t serial, bool from_1904) {
    constexpr std::int64_t kLast = 2'958'465;  // 31 December 9999
    if (serial < 0 || serial > kLast) return std::nullopt;
    if (from_1904) return *day_from(1904, 1, 1) + static_cast<int>(serial);
    // The 1900 epoch has a 29 February 1900 (serial 60) that never was.
    if (serial == 0 || serial == 60) return std::nullopt;
    return *day_from_iso("1900-01-01") + static_cast<int>(serial < 60 ? serial - 1 : serial - 2);
}

// Numbers as people typed them: 353010203 rather than 3.53010203E8.
std::string number_text(std::string_view text, double number) {
    if (std::abs(number) < 1e15 && number == std::floor(number))
        return std::to_string(static_cast<std::int64_t>(number));
    return std::string(text);
}

std::string serial_text(std::string_view text, double serial, Shows shows, bool from_1904) {
    if (serial < 0 || serial > 3e6) return std::string(text);
    const auto minutes = static_cast<std::int64_t>(std::llround(serial * 1440));
    const TimeOfDay time{static_cast<std::int32_t>(minutes % 1440)};
    if (shows == Shows::time && minutes < 1440) return time.hhmm();
    const auto day = day_of_serial(minutes / 1440, from_1904);
    if (!day) return std::string(text);
    if (shows == Shows::day && time == TimeOfDay{0}) return day->iso();
    return write_moment({*day, time});
}

// Text of a cell; an error of the sheet (#N/A) or a broken reference is a problem.
Result<std::string> cell_text(pugi::xml_node cell, const Workbook& workbook) {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return rich_text(child(cell, "is"));
    const std::string value = child(cell, "v").text().get();
    if (value.empty()) return value;
    if (type == "s") {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
        if (error != std::errc{} || end != value.data() + value.size() || index >= workbook.strings.size())
            return Problem{"", "refers to shared text " + quoted(value) + ", which the workbook does not have"};
        return workbook.strings[index];
    }
    if (type == "e") return Problem{"", "is the error " + quoted(value) + "; must be a value"};
    if (type == "b") return std::string(value == "0" ? "no" : "yes");
    if (type == "str" || type == "d") return value;
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(number))
        return Problem{"", "is " + quoted(value) + "; must be a number"};
    const auto style = static_cast<std::size_t>(cell.attribute("s").as_uint());
    const Shows shows = style < workbook.styles.size() ? workbook.styles[style] : Shows::number;
    if (shows == Shows::number) return number_text(value, number);
    return serial_text(value, number, shows, workbook.from_1904);
}

// The column of "AB12", counting from 1; 0 when it is not a reference.
std::size_t column_of(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        if (column > 100'000) return 0;
    }
    return column;
}

constexpr std::size_t kMostColumns = 1000;

// The row's cells at their columns. False when something in it is wrong.
bool take_row(pugi::xml_node node, const Workbook& workbook, CellRow& row, TableProblems& problems) {
    bool right = true;
    row.cells.clear();
    each_child(node, "c", [&](pugi::xml_node cell) {
        const pugi::xml_attribute reference = cell.attribute("r");
        const std::size_t column = reference ? column_of(reference.value()) : row.cells.size() + 1;
        const Result<std::string> text = cell_text(cell, workbook);
        if (text && text->empty()) return;
        if (column == 0 || column > kMostColumns) {
            problems.add("row " + std::to_string(row.line),
                         "has a cell " + quoted(reference.value()) + "; must be within the first 1000 columns");
            right = false;
            return;
        }
        if (!text) {
            problems.add(place_of(Place::sheet, row.line, column), text.problems()[0].message);
            right = false;
            return;
        }
        if (row.cells.size() < column) row.cells.resize(column);
        row.cells[column - 1] = *text;
    });
    return right;
}

}  // namespace

bool is_xlsx(std::string_view bytes) { return bytes.substr(0, 4) == "PK\x03\x04"; }

template <class Record>
Result<Table<Record>> read_xlsx(std::string_view bytes, const ReadOptions& options) {
    Workbook workbook;
    if (Problems problems = open_workbook(bytes, workbook); !problems.empty()) return problems;

    TableReader<Record> table(Place::sheet, options);
    CellRow row;
    bool header_seen = false;
    bool readable = true;
    each_child(child(child(workbook.sheet, "worksheet"), "sheetData"), "row", [&](pugi::xml_node node) {
        row.line = node.attribute("r") ? node.attribute("r").as_uint() : row.line + 1;
        if (!readable) return;
        const bool right = take_row(node, workbook, row, table.problems());
        if (right && row.cells.empty()) return;
        if (!header_seen) {
            header_seen = true;
            readable = right && table.header(row);
        } else if (right) {
            table.row(row);
        }
    });
    if (!header_seen && table.problems().empty())
        table.problems().add("row 1", "is empty; must be a header such as id, label, phone");
    return table.finish();
}

template Result<Table<TenantRecord>> read_xlsx(std::string_view, const ReadOptions&);
template Result<Table<AdvisorRecord>> read_xlsx(std::string_view, const ReadOptions&);
template Result<Table<Availability>> read_xlsx(std::string_view, const ReadOptions&);

}  // namespace bienveille
