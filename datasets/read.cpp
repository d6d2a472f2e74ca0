#include "datasets/read.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "datasets/csv.h"
#include "datasets/xlsx.h"

namespace bienveille {
namespace {

namespace fs = std::filesystem;

template <class Record>
Result<Table<Record>> read_any(std::string bytes, const ReadOptions& options) {
    if (is_xlsx(bytes)) return read_xlsx<Record>(bytes, options);
    return read_csv<Record>(std::move(bytes), options);
}

template <class Record>
Result<Table<Record>> read_file(const fs::path& path, const ReadOptions& options) {
    Result<std::string> bytes = load_file(path);
    if (!bytes) return bytes.problems();
    Result<Table<Record>> table = read_any<Record>(std::move(*bytes), options);
    Problems problems = table ? std::move(table->warnings) : table.problems();
    for (Problem& problem : problems) problem.path = path.string() + ": " + problem.path;
    if (!table) return problems;
    table->warnings = std::move(problems);
    return table;
}

}  // namespace

Result<std::string> load_file(const fs::path& path, std::size_t most) {
    const auto wrong = [&](std::string message) { return Problem{path.string(), std::move(message)}; };
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) return wrong("does not exist; must be a file");
    if (error) return wrong("cannot be read: " + error.message());
    if (fs::is_directory(status)) return wrong("is a directory; must be a file");
    if (!fs::is_regular_file(status)) return wrong("is not a regular file");

    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
    if (!file) return wrong(std::string("cannot be read: ") + std::strerror(errno));
    std::string bytes;
    if (const auto size = fs::file_size(path, error); !error && size <= most) bytes.reserve(size);
    char block[1 << 16];
    while (const std::size_t n = std::fread(block, 1, sizeof block, file.get())) {
        if (bytes.size() + n > most) return wrong("is above " + std::to_string(most >> 20) + " MiB; must be smaller");
        bytes.append(block, n);
    }
    if (std::ferror(file.get())) return wrong(std::string("cannot be read: ") + std::strerror(errno));
    return bytes;
}

Result<Table<TenantRecord>> read_tenants(std::string bytes, const ReadOptions& options) {
    return read_any<TenantRecord>(std::move(bytes), options);
}
Result<Table<AdvisorRecord>> read_advisors(std::string bytes, const ReadOptions& options) {
    return read_any<AdvisorRecord>(std::move(bytes), options);
}
Result<Table<Availability>> read_availability(std::string bytes, const ReadOptions& options) {
    return read_any<Availability>(std::move(bytes), options);
}

Result<Table<TenantRecord>> read_tenants_file(const fs::path& path, const ReadOptions& options) {
    return read_file<TenantRecord>(path, options);
}
Result<Table<AdvisorRecord>> read_advisors_file(const fs::path& path, const ReadOptions& options) {
    return read_file<AdvisorRecord>(path, options);
}
Result<Table<Availability>> read_availability_file(const fs::path& path, const ReadOptions& options) {
    return read_file<Availability>(path, options);
}

}  // namespace bienveille
