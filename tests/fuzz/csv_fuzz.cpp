// Any bytes as a file of tenants, advisors or availability: CSV and XLSX, header detection included. The first byte
// chooses the options, the rest is the file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "datasets/csv_write.h"
#include "datasets/read.h"

using namespace bienveille;

namespace {

// What was read must survive being written and read again.
template <class Record>
void check_round_trip(const Result<Table<Record>>& table,
                      Result<Table<Record>> (*read)(std::string, const ReadOptions&)) {
    if (!table) {
        if (table.problems().empty()) std::abort();
        return;
    }
    const std::string written = write_csv<Record>(table->rows);
    const auto again = read(written, {});
    if (!again || write_csv<Record>(again->rows) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    ReadOptions options;
    options.ignore_unknown = (data[0] & 1) != 0;
    const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    check_round_trip<TenantRecord>(read_tenants(bytes, options), read_tenants);
    check_round_trip<AdvisorRecord>(read_advisors(bytes, options), read_advisors);
    check_round_trip<Availability>(read_availability(bytes, options), read_availability);
    return 0;
}
