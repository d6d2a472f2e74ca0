#include "api/plan_columns.h"

#include <array>
#include <optional>

#include "api/call_reasons.h"
#include "api/display.h"
#include "datasets/cells.h"

namespace bienveille {
namespace {

ExportCell text(std::string_view words) { return words.empty() ? ExportCell{} : ExportCell{std::string(words)}; }

std::string situation(const ExportRow& row) {
    if (row.call) return std::string(either(row.language, "planned", "prévu"));
    if (row.unplanned) return std::string(either(row.language, "not called", "non appelé"));
    return std::string(either(row.language, "not to be called", "à ne pas appeler"));
}

// Why the call stands there, or why there is none.
std::string why(const ExportRow& row) {
    if (row.unplanned) return std::string(unplanned_text(row.unplanned->reason, row.language));
    if (row.excluded) return excluded_text(*row.excluded, row.language);
    std::string reasons;
    for (const FactorLine& line : telling_lines(row.call->card))
        reasons += (reasons.empty() ? "" : " · ") + reason_text(line, row.language);
    return reasons;
}

ExportCell tier(const ExportRow& row) {
    if (row.call) return text(tier_text(row.call->tier, row.language));
    if (row.unplanned && row.unplanned->tier) return text(tier_text(*row.unplanned->tier, row.language));
    return {};
}

ExportCell due_on(const ExportRow& row) {
    const std::optional<Day> due = row.call        ? row.call->due_on
                                   : row.unplanned ? row.unplanned->due_on
                                                   : std::optional<Day>{};
    return due ? ExportCell{*due} : ExportCell{};
}

ExportCell points(const ExportRow& row) {
    if (row.call) return row.call->card.points;
    if (row.unplanned) return row.unplanned->points;
    return {};
}

ExportCell same_advisor(const ExportRow& row) {
    if (!row.call) return {};
    return text(row.call->same_advisor ? either(row.language, "yes", "oui") : either(row.language, "no", "non"));
}

template <Factor factor>
ExportCell factor_points(const ExportRow& row) {
    if (!row.call) return {};
    for (const FactorLine& line : row.call->card.lines)
        if (line.factor == factor) return line.points;
    return {};
}

constexpr std::array<ExportColumn, 23> kColumns{{
    {"day", "jour", 11, false, false, [](const ExportRow& row) { return ExportCell{row.plan.day}; }},
    {"advisor", "conseiller", 12, false, false,
     [](const ExportRow& row) { return row.list ? text(row.list->advisor.text) : ExportCell{}; }},
    {"advisor label", "nom du conseiller", 18, false, false,
     [](const ExportRow& row) { return row.list ? text(row.people.label(row.list->advisor)) : ExportCell{}; }},
    {"order", "ordre", 6, true, false,
     [](const ExportRow& row) { return row.call ? ExportCell{row.position} : ExportCell{}; }},
    {"time", "heure", 7, true, false,
     [](const ExportRow& row) { return row.call ? ExportCell{row.call->starts_at} : ExportCell{}; }},
    {"minutes", "minutes", 8, true, true,
     [](const ExportRow& row) {
         if (row.call) return ExportCell{row.call->minutes.count};
         return row.unplanned && row.unplanned->tier ? ExportCell{row.unplanned->needs.count} : ExportCell{};
     }},
    {"pause", "pause", 7, true, false,
     [](const ExportRow& row) { return row.call ? ExportCell{row.call->pause.count} : ExportCell{}; }},
    {"tenant", "locataire", 12, true, true, [](const ExportRow& row) { return text(row.tenant().text); }},
    {"label", "libellé", 18, true, true, [](const ExportRow& row) { return text(row.people.label(row.tenant())); }},
    {"phone", "téléphone", 16, true, true,
     [](const ExportRow& row) { return text(phone_for_people(row.people.phone(row.tenant()))); }},
    {"commune", "commune", 20, true, true, [](const ExportRow& row) { return text(row.people.commune(row.tenant())); }},
    {"situation", "situation", 14, false, true, [](const ExportRow& row) { return text(situation(row)); }},
    {"place by", "motif du rang", 24, true, true, tier},
    {"due on", "échéance", 11, true, true, due_on},
    {"priority", "priorité", 10, true, false,
     [](const ExportRow& row) { return row.call ? text(band_text(row.call->card.band, row.language)) : ExportCell{}; }},
    {"points", "points", 8, true, true, points},
    {"same advisor", "même conseiller", 10, true, false, same_advisor},
    {"why", "pourquoi", 60, true, true, [](const ExportRow& row) { return text(why(row)); }},
    {"isolation points", "points isolement", 9, true, false, factor_points<Factor::isolation>},
    {"anxiety points", "points anxiété", 9, true, false, factor_points<Factor::anxiety>},
    {"callback points", "points rappel", 9, true, false, factor_points<Factor::callback>},
    {"age points", "points âge", 9, true, false, factor_points<Factor::age>},
    {"waiting points", "points attente", 9, true, false, factor_points<Factor::waiting>},
}};

}  // namespace

const TenantId& ExportRow::tenant() const {
    return call ? call->tenant : unplanned ? unplanned->tenant : excluded->tenant;
}

std::span<const ExportColumn> export_columns() { return kColumns; }

void for_each_row(const Plan& plan, const People& people, Language language,
                  const std::function<void(const ExportRow&)>& take) {
    for (const AdvisorList& list : plan.lists) {
        std::int64_t position = 0;
        for (const Call& call : list.calls) {
            ExportRow row{plan, people, language};
            row.list = &list;
            row.position = ++position;
            row.call = &call;
            take(row);
        }
    }
    for (const Unplanned& unplanned : plan.unplanned) {
        ExportRow row{plan, people, language};
        row.unplanned = &unplanned;
        take(row);
    }
    for (const Excluded& excluded : plan.excluded) {
        ExportRow row{plan, people, language};
        row.excluded = &excluded;
        take(row);
    }
}

}  // namespace bienveille
