// Any bytes as the body of POST /v1/solve: a request, or problems; and what is read can be planned or is refused.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/wire.h"
#include "api/wire_service.h"
#include "engine/plan.h"
#include "rules/built_in.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bienveille;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    if (const auto asked = solve_from_json(body))
        if (const auto plan = make_plan(asked->input, asked->rules ? *asked->rules : default_rules())) {
            // What we say we must be able to read.
            const auto again = plan_from_json(plan_to_json(*plan));
            if (!again || !(*again == *plan)) __builtin_trap();
        }
    (void)plan_from_json(body);
    (void)attempt_from_json(body);
    return 0;
}
