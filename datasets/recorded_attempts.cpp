#include "datasets/recorded_attempts.h"

#include <filesystem>

#include "datasets/cells.h"
#include "datasets/csv.h"
#include "datasets/read.h"
#include "datasets/text.h"
#include "engine/names.h"

namespace bienveille {
namespace {

using Wrong = std::optional<std::string>;
using Row = RecordedAttempt;

Wrong id(std::string_view cell, std::string& field) {
    if (!is_valid_id(trimmed(cell))) return "must be 1 to 64 characters of A-Z a-z 0-9 . _ -";
    field = trimmed(cell);
    return std::nullopt;
}

Wrong set_at(Row& row, std::string_view cell, const std::string& time_zone) {
    const auto at = read_moment(trimmed(cell), time_zone);
    if (!at) return "must be a day and a time, such as 2020-03-26T09:00";
    row.at = *at;
    return std::nullopt;
}

Wrong set_outcome(Row& row, std::string_view cell, const std::string&) {
    const auto outcome = from_name<Outcome>(trimmed(cell));
    if (!outcome) return "must be " + choices<Outcome>();
    row.outcome = *outcome;
    return std::nullopt;
}

Wrong set_minutes(Row& row, std::string_view cell, const std::string&) {
    constexpr std::int64_t kDay = 24 * 60;
    const auto minutes = read_integer(trimmed(cell));
    if (!minutes || *minutes < 0 || *minutes > kDay) return "must be a whole number from 0 to 1440";
    row.minutes = Minutes{*minutes};
    return std::nullopt;
}

}  // namespace

template <>
std::span<const Column<RecordedAttempt>> columns<RecordedAttempt>() {
    static const Column<Row> kColumns[] = {
        {"tenant", "locataire", CellKind::text, true, [](const Row& row) { return row.tenant.text; },
         [](Row& row, std::string_view cell, const std::string&) { return id(cell, row.tenant.text); }},
        {"at", "le", CellKind::moment, true, [](const Row& row) { return write_moment(row.at); }, set_at},
        {"advisor", "conseiller", CellKind::text, true, [](const Row& row) { return row.advisor.text; },
         [](Row& row, std::string_view cell, const std::string&) { return id(cell, row.advisor.text); }},
        {"try", "essai", CellKind::integer, false, [](const Row&) { return std::string{}; },
         [](Row&, std::string_view, const std::string&) -> Wrong { return std::nullopt; }},
        {"outcome", "résultat", CellKind::choice, true, [](const Row& row) { return std::string(name(row.outcome)); },
         set_outcome},
        {"minutes", "minutes", CellKind::integer, true,
         [](const Row& row) { return std::to_string(row.minutes.count); }, set_minutes},
    };
    return kColumns;
}

Result<std::vector<RecordedAttempt>> read_recorded_attempts(const std::string& directory,
                                                            const std::string& time_zone) {
    std::vector<RecordedAttempt> attempts;
    Problems problems;
    ReadOptions options;
    options.time_zone = time_zone;
    for (int number = 1;; ++number) {
        const std::filesystem::path path =
            std::filesystem::path(directory) / ("wave" + std::to_string(number) + ".csv");
        if (number > 1 && !std::filesystem::exists(path)) break;
        auto bytes = load_file(path);
        if (!bytes) return bytes.problems();
        auto table = read_csv<RecordedAttempt>(std::move(*bytes), options);
        if (table) {
            attempts.insert(attempts.end(), table->rows.begin(), table->rows.end());
        } else {
            for (const Problem& each : table.problems())
                problems.push_back({path.string() + ": " + each.path, each.message});
        }
    }
    if (!problems.empty()) return problems;
    return attempts;
}

}  // namespace bienveille
