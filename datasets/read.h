// Files of tenants, advisors and availability, whatever their format: the door that commands and imports use.
//
// Decides: CSV or XLSX, by content and never by name. Does not decide: anything inside them (csv.h, xlsx.h).
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "datasets/table.h"

namespace bienveille {

constexpr std::size_t kMostFileBytes = std::size_t{512} << 20;

// The bytes of a regular file; missing, unreadable, a directory or above `most` bytes: a problem at its path.
Result<std::string> load_file(const std::filesystem::path& path, std::size_t most = kMostFileBytes);

Result<Table<TenantRecord>> read_tenants(std::string bytes, const ReadOptions& options = {});
Result<Table<AdvisorRecord>> read_advisors(std::string bytes, const ReadOptions& options = {});
Result<Table<Availability>> read_availability(std::string bytes, const ReadOptions& options = {});

// The same from a file; every problem's path begins with the file's.
Result<Table<TenantRecord>> read_tenants_file(const std::filesystem::path& path, const ReadOptions& options = {});
Result<Table<AdvisorRecord>> read_advisors_file(const std::filesystem::path& path, const ReadOptions& options = {});
Result<Table<Availability>> read_availability_file(const std::filesystem::path& path, const ReadOptions& options = {});

}  // namespace bienveille
