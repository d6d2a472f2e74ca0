// Rule files: any bytes give rules or problems, and rules that were read are written and read as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/validate.h"
#include "rules/rules_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto rules = bienveille::read_rules({reinterpret_cast<const char*>(bytes), size});
    if (!rules) {
        if (rules.problems().empty()) std::abort();
        return 0;
    }
    if (!bienveille::validate(*rules).empty()) std::abort();
    const auto again = bienveille::read_rules(bienveille::write_rules(*rules));
    if (!again || !(*again == *rules)) std::abort();
    return 0;
}
