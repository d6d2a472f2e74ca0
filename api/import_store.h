// How a change meets what a store holds already: the same for every adapter.
//
// Decides: when two records are the same, what an import takes over, what a new phone number undoes. Does not decide:
// how rows are kept. Everything goes through the columns, so a new field needs nothing here.
// Cost: about 5 us a record.
#pragma once

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/store.h"
#include "datasets/columns.h"

namespace bienveille {

// "phone, label": the columns in which two records differ; empty when they are the same.
template <class Record>
std::string changed_columns(const Record& before, const Record& after) {
    std::string changed;
    for (const Column<Record>& column : columns<Record>())
        if (column.get(before) != column.get(after))
            changed += (changed.empty() ? "" : ", ") + std::string{column.name};
    return changed;
}

template <class Record>
void copy_column(const Column<Record>& column, const Record& from, Record& to) {
    static const std::string kLocal = "UTC";  // canonical stamps are local already
    [[maybe_unused]] const auto wrong = column.set(to, column.get(from), kLocal);
    assert(!wrong);
}

// A record as one text of its canonical cells, and back. Unknown names are left out: a column may go.
template <class Record>
std::string text_of_record(const Record& record) {
    std::string text;
    for (const Column<Record>& column : columns<Record>())
        if (const std::string cell = column.get(record); !cell.empty())
            text += std::string{column.name} + '=' + cell + '\x1e';
    return text;
}

template <class Record>
Record record_from_text(std::string_view text) {
    Record record;
    while (!text.empty()) {
        const std::string_view cell = text.substr(0, text.find('\x1e'));
        text.remove_prefix(std::min(text.size(), cell.size() + 1));
        const std::string_view name = cell.substr(0, cell.find('='));
        for (const Column<Record>& column : columns<Record>())
            if (column.name == name) column.set(record, std::string{cell.substr(name.size() + 1)}, "UTC");
    }
    return record;
}

// The number was wrong, and now there is another one: the person may be dialled again.
inline void settle(const TenantRecord& before, TenantRecord& after) {
    const bool was_wrong =
        after.facts.last_outcome == Outcome::wrong_number || after.facts.last_outcome == Outcome::unassigned_number;
    const bool same_outcome = before.facts.last_outcome == after.facts.last_outcome &&
                              before.facts.last_attempt_at == after.facts.last_attempt_at;
    if (was_wrong && same_outcome && before.phone != after.phone && !after.phone.empty()) {
        after.facts.last_outcome.reset();
        after.facts.attempts = 0;
    }
}
inline void settle(const AdvisorRecord&, AdvisorRecord&) {}

// What is there, with the given columns of what comes.
template <class Record>
Record merged(const Record& before, const Record& incoming, const std::vector<const Column<Record>*>& columns) {
    Record after = before;
    for (const Column<Record>* column : columns) copy_column(*column, incoming, after);
    settle(before, after);
    return after;
}

// The day before which nobody calls any more, however it was planned; none for who may be called. Later than all: for good.
inline std::optional<std::string> not_called_before(const TenantRecord& record) {
    const Tenant& tenant = record.facts;
    const bool for_good =
        tenant.status == Status::opted_out || tenant.status == Status::deceased || tenant.status == Status::moved;
    if (for_good) return "9999-12-31";
    if (tenant.absent_until) return tenant.absent_until->iso();
    if (tenant.status == Status::active) return std::nullopt;
    return "9999-12-31";
}
inline std::optional<std::string> not_called_before(const AdvisorRecord&) { return std::nullopt; }

inline const std::string& id_of(const TenantRecord& record) { return record.facts.id.text; }
inline const std::string& id_of(const AdvisorRecord& record) { return record.facts.id.text; }

}  // namespace bienveille
