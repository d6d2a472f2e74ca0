// Stable fingerprints: of an input with its rules, of a rule set, of a tie.
//
// Decides: when two inputs are the same. Does not decide: order; digest() does not depend on it.
// Model: bytes from which the values can be read back, hashed to 128 bits; for a list whose order says nothing the sum of its
// items' hashes.
// Not a signature: XXH3 is fast and well spread, not proof against somebody who wants two inputs to collide.
// Cost: one pass; about 120 bytes are hashed a tenant.
// Source: xxHash (libxxhash), whose XXH3 output is fixed since 0.8.0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

// 32 hexadecimal digits. Equal inputs up to order and equal rules have equal digests.
std::string digest(const DayInput& input, const RuleSet& rules);
std::string digest(const RuleSet& rules);

// What many rows add to a digest, so that they need not be read again where they are the same.
struct RowsDigest {
    std::int64_t rows = 0;
    std::uint64_t high = 0;
    std::uint64_t low = 0;
};
RowsDigest digest_of_tenants(const std::vector<Tenant>& tenants);
// After rows that were `before` are `after`.
RowsDigest digest_changed(const RowsDigest& all, const std::vector<Tenant>& before, const std::vector<Tenant>& after);
// digest(input, rules) of an input whose tenants' digest is known.
std::string digest(const DayInput& input, const RuleSet& rules, const RowsDigest& tenants);
std::string digest_of_text(std::string_view bytes);

// For tables in memory; nobody sees its values.
std::uint64_t hash_of_text(std::string_view text);

// The last tie: depends on the day so that nobody is always last.
std::uint64_t tie_hash(const TenantId& tenant, Day day);

}  // namespace bienveille
