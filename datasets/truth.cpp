#include "datasets/truth.h"

#include <algorithm>

#include "datasets/cells.h"
#include "datasets/csv.h"
#include "datasets/text.h"
#include "engine/names.h"

namespace bienveille {
namespace {

using Wrong = std::optional<std::string>;
using Row = TruthRow;

Wrong whole(std::string_view cell, int least, int most, int& field) {
    const auto read = read_integer(trimmed(cell));
    if (!read || *read < least || *read > most)
        return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    field = static_cast<int>(*read);
    return std::nullopt;
}

Wrong yes_or_no(std::string_view cell, bool& field) {
    const auto read = read_boolean(trimmed(cell));
    if (!read) return "must be yes or no";
    field = *read;
    return std::nullopt;
}

Wrong minutes(std::string_view cell, Minutes& field) {
    constexpr int kMost = 24 * 60;
    int count = 0;
    if (!trimmed(cell).empty())
        if (Wrong wrong = whole(cell, 0, kMost, count)) return wrong;
    field = Minutes{count};
    return std::nullopt;
}

template <std::size_t contact>
Column<Row> answered_try(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::integer,
            false,
            [](const Row& row) {
                const auto& answered = row.truth.contacts[contact].answered_try;
                return answered ? std::to_string(*answered) : std::string{};
            },
            [](Row& row, std::string_view cell, const std::string&) -> Wrong {
                auto& field = row.truth.contacts[contact].answered_try;
                field.reset();
                if (trimmed(cell).empty()) return std::nullopt;
                return whole(cell, 1, 4, field.emplace());
            }};
}

template <std::size_t contact>
Column<Row> talk(std::string_view name, std::string_view french) {
    return {name,
            french,
            CellKind::integer,
            false,
            [](const Row& row) { return std::to_string(row.truth.contacts[contact].talk.count); },
            [](Row& row, std::string_view cell, const std::string&) {
                return minutes(cell, row.truth.contacts[contact].talk);
            }};
}

Wrong set_outcome(Row& row, std::string_view cell) {
    constexpr Outcome kKnown[] = {Outcome::reached,   Outcome::refused_today, Outcome::wrong_number,
                                  Outcome::no_answer, Outcome::busy,          Outcome::voicemail};
    const auto outcome = from_name<Outcome>(trimmed(cell));
    if (!outcome || std::find(std::begin(kKnown), std::end(kKnown), *outcome) == std::end(kKnown))
        return "must be reached, refused_today, wrong_number, no_answer, busy or voicemail";
    row.truth.outcome = *outcome;
    return std::nullopt;
}

// "30 45 55 60"
std::string shares_of(const HiddenTruth& truth) {
    std::string text;
    for (const int percent : truth.no_answer) text += (text.empty() ? "" : " ") + std::to_string(percent);
    return text;
}

Wrong set_shares(HiddenTruth& truth, std::string_view cell) {
    truth.no_answer = kUsualNoAnswer;
    std::string_view left = trimmed(cell);
    if (left.empty()) return std::nullopt;
    const std::string wanted = "must be four percentages, one a try, such as \"30 45 55 60\"";
    for (int& percent : truth.no_answer) {
        const std::size_t end = std::min(left.find(' '), left.size());
        if (whole(left.substr(0, end), 0, 100, percent)) return wanted;
        left = trimmed(left.substr(end));
    }
    return left.empty() ? std::nullopt : Wrong(wanted);
}

}  // namespace

template <>
std::span<const Column<TruthRow>> columns<TruthRow>() {
    const auto wanted = [](Column<Row> column) {
        column.required = true;
        return column;
    };
    static const Column<Row> kColumns[] = {
        {"id", "identifiant", CellKind::text, true, [](const Row& row) { return row.truth.tenant.text; },
         [](Row& row, std::string_view cell, const std::string&) -> Wrong {
             if (!is_valid_id(trimmed(cell))) return "must be 1 to 64 characters of A-Z a-z 0-9 . _ -";
             row.truth.tenant.text = trimmed(cell);
             return std::nullopt;
         }},
        {"anxiety", "anxiété", CellKind::integer, true, [](const Row& row) { return std::to_string(row.truth.level); },
         [](Row& row, std::string_view cell, const std::string&) { return whole(cell, 0, 3, row.truth.level); }},
        {"lsns6", "LSNS-6 (Lubben)", CellKind::integer, true,
         [](const Row& row) { return std::to_string(row.truth.lsns6); },
         [](Row& row, std::string_view cell, const std::string&) { return whole(cell, 0, 30, row.truth.lsns6); }},
        {"support", "entourage", CellKind::choice, true,
         [](const Row& row) { return std::string(name(row.truth.support)); },
         [](Row& row, std::string_view cell, const std::string&) -> Wrong {
             const auto support = from_name<Support>(trimmed(cell));
             if (!support) return "must be " + choices<Support>();
             row.truth.support = *support;
             return std::nullopt;
         }},
        {"relatives_at_risk", "proches à risque", CellKind::boolean, true,
         [](const Row& row) { return std::string(row.truth.relatives_at_risk ? "yes" : "no"); },
         [](Row& row, std::string_view cell, const std::string&) {
             return yes_or_no(cell, row.truth.relatives_at_risk);
         }},
        {"called_on", "appelé le", CellKind::day, false, [](const Row&) { return std::string{}; },
         [](Row&, std::string_view, const std::string&) -> Wrong { return std::nullopt; }},
        {"tries", "essais", CellKind::integer, true, [](const Row& row) { return std::to_string(row.tries); },
         [](Row& row, std::string_view cell, const std::string&) { return whole(cell, 1, 4, row.tries); }},
        {"outcome", "résultat", CellKind::choice, true,
         [](const Row& row) { return std::string(name(row.truth.outcome)); },
         [](Row& row, std::string_view cell, const std::string&) { return set_outcome(row, cell); }},
        wanted(talk<0>("minutes", "minutes")),
        {"asked_callback", "rappel souhaité", CellKind::boolean, true,
         [](const Row& row) { return std::string(row.truth.asks_callback ? "yes" : "no"); },
         [](Row& row, std::string_view cell, const std::string&) { return yes_or_no(cell, row.truth.asks_callback); }},
        {"callback_days", "rappel sous (jours)", CellKind::integer, false,
         [](const Row& row) { return row.truth.callback_days ? std::to_string(*row.truth.callback_days) : ""; },
         [](Row& row, std::string_view cell, const std::string&) -> Wrong {
             constexpr int kMostDays = 365;
             row.truth.callback_days.reset();
             return trimmed(cell).empty() ? std::nullopt : whole(cell, 0, kMostDays, row.truth.callback_days.emplace());
         }},
        {"no_answer", "sans réponse", CellKind::text, false, [](const Row& row) { return shares_of(row.truth); },
         [](Row& row, std::string_view cell, const std::string&) { return set_shares(row.truth, cell); }},
        answered_try<1>("answered_try_2", "essai répondu 2"),
        talk<1>("minutes_2", "minutes 2"),
        answered_try<2>("answered_try_3", "essai répondu 3"),
        talk<2>("minutes_3", "minutes 3"),
        answered_try<3>("answered_try_4", "essai répondu 4"),
        talk<3>("minutes_4", "minutes 4"),
        {"neighbours_help", "voisins aidants", CellKind::boolean, false, [](const Row&) { return std::string{}; },
         [](Row&, std::string_view, const std::string&) -> Wrong { return std::nullopt; }},
    };
    return kColumns;
}

Result<std::vector<HiddenTruth>> read_truth(std::string bytes) {
    const auto table = read_csv<TruthRow>(std::move(bytes));
    if (!table) return table.problems();
    std::vector<HiddenTruth> truths;
    for (const TruthRow& row : table->rows) {
        HiddenTruth& truth = truths.emplace_back(row.truth);
        const bool answered = truth.outcome == Outcome::reached || truth.outcome == Outcome::refused_today;
        if (answered) truth.contacts[0].answered_try = row.tries;
    }
    return truths;
}

}  // namespace bienveille
