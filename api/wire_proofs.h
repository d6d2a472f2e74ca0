// What a plan proves of itself as JSON: how even it is, and how good by points.
//
// Decides: names of fields. Does not decide: what is proven (engine/gap_bound.h, engine/prices.h).
#pragma once

#include "api/wire_fields.h"
#include "engine/model.h"
#include "rules/json_text.h"

namespace bienveille {

void write_balance(JsonText& out, const Balance& balance);
Balance read_balance(const JsonValue& value, const Path& path, Findings& findings);

void write_certificate(JsonText& out, const Certificate& certificate);
Certificate read_certificate(const JsonValue& value, const Path& path, Findings& findings);

}  // namespace bienveille
