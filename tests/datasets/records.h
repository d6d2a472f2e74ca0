// Records for tests: drawn at random over every field, and compared as their canonical text.
#pragma once

#include <string>
#include <vector>

#include "datasets/columns.h"

namespace bienveille {

template <class Record>
std::vector<std::string> texts_of(const Record& record) {
    std::vector<std::string> texts;
    for (const Column<Record>& column : columns<Record>())
        texts.push_back(std::string(column.name) + "=" + column.get(record));
    return texts;
}

template <class Record>
std::vector<std::vector<std::string>> texts_of(const std::vector<Record>& records) {
    std::vector<std::vector<std::string>> texts;
    for (const Record& record : records) texts.push_back(texts_of(record));
    return texts;
}

// Any record that the reader would take.
TenantRecord any_tenant(const std::string& id);
AdvisorRecord any_advisor(const std::string& id);

}  // namespace bienveille
