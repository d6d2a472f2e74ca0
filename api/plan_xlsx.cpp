#include "api/plan_xlsx.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

#include "api/display.h"
#include "api/plan_columns.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostRows = 1'048'576;

struct Formats {
    lxw_format* title;
    lxw_format* head;
    lxw_format* day;
    lxw_format* time;
    lxw_format* points;
    lxw_format* percent;
};

Formats formats_of(lxw_workbook* book) {
    const auto with = [&](const char* number_format) {
        lxw_format* format = workbook_add_format(book);
        if (number_format) format_set_num_format(format, number_format);
        return format;
    };
    Formats formats{with(nullptr), with(nullptr), with("dd/mm/yyyy"), with("hh:mm"), with("#,##0.00"), with("0.0%")};
    format_set_bold(formats.title);
    format_set_font_size(formats.title, 14);
    format_set_bold(formats.head);
    format_set_text_wrap(formats.head);
    format_set_bottom(formats.head, LXW_BORDER_THIN);
    return formats;
}

lxw_datetime datetime_of(Day day) {
    const std::string iso = day.iso();
    lxw_datetime date{};
    date.year = std::atoi(iso.substr(0, 4).c_str());
    date.month = std::atoi(iso.substr(5, 2).c_str());
    date.day = std::atoi(iso.substr(8, 2).c_str());
    return date;
}

// A sheet that is filled from its first row down.
class Sheet {
public:
    Sheet(lxw_workbook* book, const std::string& name, const Formats& formats)
        : sheet_(workbook_add_worksheet(book, name.c_str())), formats_(formats) {}

    void text(lxw_col_t column, std::string_view words, lxw_format* format = nullptr) {
        // A cell holds at most 32,767 characters; labels are far shorter.
        constexpr std::size_t kMostWidth = 8'000;
        worksheet_write_string(sheet_, row_, column, cut_to(printable(words), kMostWidth).c_str(), format);
    }
    void number(lxw_col_t column, double value, lxw_format* format = nullptr) {
        worksheet_write_number(sheet_, row_, column, value, format);
    }
    void cell(lxw_col_t column, const ExportCell& cell) {
        if (const auto* words = std::get_if<std::string>(&cell)) text(column, *words);
        if (const auto* count = std::get_if<std::int64_t>(&cell)) number(column, static_cast<double>(*count));
        if (const auto* points = std::get_if<Points>(&cell))
            number(column, static_cast<double>(points->count) / 100, formats_.points);
        if (const auto* day = std::get_if<Day>(&cell)) {
            lxw_datetime date = datetime_of(*day);
            worksheet_write_datetime(sheet_, row_, column, &date, formats_.day);
        }
        if (const auto* time = std::get_if<TimeOfDay>(&cell))
            number(column, static_cast<double>(time->minutes) / (24 * 60), formats_.time);
    }
    void head(lxw_col_t column, std::string_view words, double width) {
        text(column, words, formats_.head);
        worksheet_set_column(sheet_, column, column, width, nullptr);
    }
    void end_row() { ++row_; }
    // Heads stay in sight, can be filtered, and are printed on every page.
    void close_heads(lxw_col_t columns) {
        worksheet_freeze_panes(sheet_, row_ + 1, 0);
        worksheet_repeat_rows(sheet_, row_, row_);
        worksheet_autofilter(sheet_, row_, 0, row_, static_cast<lxw_col_t>(columns - 1));
        worksheet_set_landscape(sheet_);
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
        end_row();
    }

private:
    lxw_worksheet* sheet_;
    const Formats& formats_;
    lxw_row_t row_ = 0;
};

// Sheet names: at most 31 characters, different without regard to case, and never Excel's own "History".
class SheetNames {
public:
    std::string unique(const std::string& wanted) {
        constexpr std::size_t kMost = 31;
        std::string name = wanted.substr(0, kMost);
        for (int copy = 2; !used_.insert(lowered(name)).second; ++copy) {
            const std::string ending = "~" + std::to_string(copy);
            name = wanted.substr(0, kMost - ending.size()) + ending;
        }
        return name;
    }

private:
    static std::string lowered(std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    }

    std::set<std::string> used_{"history"};
};

void write_summary(lxw_workbook* book, const Formats& formats, const std::string& name, const Plan& plan,
                   const People& people, Language language) {
    Sheet sheet(book, name, formats);
    sheet.text(0, std::string(either(language, "Calls of ", "Plan d'appels du ")) + long_day_text(plan.day, language),
               formats.title);
    sheet.end_row();
    sheet.text(0, std::string(either(language, "Rules ", "Règles ")) + plan.rules_name + " " + plan.rules_version +
                      std::string(either(language, ", digest ", ", empreinte ")) + plan.digest);
    sheet.end_row();
    sheet.text(0, std::string(either(language, "Loads differ by ", "Écart de charge ")) +
                      percent_text(plan.balance.largest_gap, language) +
                      std::string(either(language, ", allowed ", ", toléré ")) +
                      percent_text(plan.balance.tolerance, language));
    sheet.end_row();
    const std::pair<std::string_view, double> heads[] = {{either(language, "advisor", "conseiller"), 14},
                                                         {either(language, "label", "nom"), 22},
                                                         {either(language, "minutes there", "minutes de présence"), 12},
                                                         {either(language, "calls", "appels"), 9},
                                                         {either(language, "planned minutes", "minutes prévues"), 12},
                                                         {either(language, "pauses", "pauses"), 9},
                                                         {either(language, "load", "charge"), 9},
                                                         {either(language, "heavy calls", "appels lourds"), 9}};
    lxw_col_t column = 0;
    for (const auto& [words, width] : heads) sheet.head(column++, words, width);
    sheet.close_heads(column);
    for (const AdvisorList& list : plan.lists) {
        sheet.text(0, list.advisor.text);
        sheet.text(1, people.label(list.advisor));
        sheet.number(2, static_cast<double>(list.capacity.count));
        sheet.number(3, static_cast<double>(list.calls.size()));
        sheet.number(4, static_cast<double>(list.planned.count));
        sheet.number(5, static_cast<double>(list.pauses.count));
        if (list.capacity.count > 0)
            sheet.number(
                6,
                static_cast<double>(list.planned.count + list.pauses.count) / static_cast<double>(list.capacity.count),
                formats.percent);
        sheet.number(7, list.heavy_calls);
        sheet.end_row();
    }
}

void write_heads(Sheet& sheet, Language language, bool of_calls) {
    lxw_col_t column = 0;
    for (const ExportColumn& each : export_columns())
        if (of_calls ? each.of_calls : each.of_the_uncalled) sheet.head(column++, each.head(language), each.width);
    sheet.close_heads(column);
}

void write_row(Sheet& sheet, const ExportRow& row, bool of_calls) {
    lxw_col_t column = 0;
    for (const ExportColumn& each : export_columns())
        if (of_calls ? each.of_calls : each.of_the_uncalled) sheet.cell(column++, each.get(row));
    sheet.end_row();
}

void write_lists(lxw_workbook* book, const Formats& formats, SheetNames& names, const Plan& plan, const People& people,
                 Language language) {
    for (const AdvisorList& list : plan.lists) {
        Sheet sheet(book, names.unique(list.advisor.text), formats);
        write_heads(sheet, language, true);
        for (std::size_t i = 0; i < list.calls.size(); ++i) {
            ExportRow row{plan, people, language};
            row.list = &list;
            row.position = static_cast<std::int64_t>(i) + 1;
            row.call = &list.calls[i];
            write_row(sheet, row, true);
        }
    }
}

void write_uncalled(lxw_workbook* book, const Formats& formats, const std::string& name, const Plan& plan,
                    const People& people, Language language) {
    Sheet sheet(book, name, formats);
    write_heads(sheet, language, false);
    for_each_row(plan, people, language, [&](const ExportRow& row) {
        if (!row.call) write_row(sheet, row, false);
    });
}

}  // namespace

Problems write_plan_xlsx(const Plan& plan, const People& people, Language language, const std::string& path) {
    if (plan.unplanned.size() + plan.excluded.size() + 1 > kMostRows)
        return {{"--format", "xlsx holds 1,048,575 people a sheet, and more are not called; must be csv or json"}};
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_doc_properties properties{};
    std::string title(either(language, "Calls of ", "Plan d'appels du "));
    title += plan.day.iso();
    properties.title = title.data();
    // Zero would mean now, and the same plan would give other bytes every second.
    constexpr std::time_t kSecondsADay = 86'400;
    properties.created = static_cast<std::time_t>(plan.day.since_epoch) * kSecondsADay + kSecondsADay / 2;
    workbook_set_properties(book, &properties);
    const Formats formats = formats_of(book);
    SheetNames names;
    const std::string summary = names.unique(std::string(either(language, "Summary", "Synthèse")));
    const std::string uncalled = names.unique(std::string(either(language, "Not called", "Non appelés")));
    write_summary(book, formats, summary, plan, people, language);
    write_lists(book, formats, names, plan, people, language);
    write_uncalled(book, formats, uncalled, plan, people, language);
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        return {{path, std::string("cannot be written: ") + lxw_strerror(error)}};
    return {};
}

}  // namespace bienveille
