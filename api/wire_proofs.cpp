#include "api/wire_proofs.h"

namespace bienveille {
namespace {

// Without advisors a row is everybody's.
void write_advisors(JsonText& out, const std::vector<AdvisorId>& advisors) {
    if (advisors.empty()) return;
    out.key("advisors").array();
    for (const AdvisorId& advisor : advisors) out.string(advisor.text);
    out.end_array();
}

std::vector<AdvisorId> read_advisors(Fields& fields, Findings& findings) {
    std::vector<AdvisorId> advisors;
    fields.items("advisors", false, [&](const JsonValue& each, const Path& here) {
        const std::string id = each.is(JsonValue::Kind::string) ? std::string(each.text()) : std::string{};
        if (!is_valid_id(id)) findings.add(here, "must be an advisor's id");
        advisors.push_back({id});
    });
    return advisors;
}

// ---- balance ------------------------------------------------------------------------------------------------

constexpr std::int64_t kMinutesOfADay = 24 * 60;

void write_charges(JsonText& out, std::string_view field, const std::vector<Charge>& charges) {
    out.key(field).array();
    for (const Charge& charge : charges) {
        out.object()
            .field("per_call", charge.per_call)
            .field("per_level2_or_3", charge.per_level2_or_3)
            .field("per_level3", charge.per_level3);
        if (charge.per_place_apart != Minutes{}) out.field("per_place_apart", charge.per_place_apart);
        write_advisors(out, charge.advisors);
        out.end_object();
    }
    out.end_array();
}

std::vector<Charge> read_charges(Fields& proof, std::string_view field) {
    std::vector<Charge> charges;
    proof.items(field, false, [&](const JsonValue& each, const Path& here) {
        Fields fields{each, here, proof.findings()};
        const auto minutes = [&](std::string_view name) {
            return Minutes{fields.need(name, fields.integer(name, 0, kMinutesOfADay))};
        };
        Charge charge;
        charge.per_call = minutes("per_call");
        charge.per_level2_or_3 = minutes("per_level2_or_3");
        charge.per_level3 = minutes("per_level3");
        charge.per_place_apart = {fields.integer("per_place_apart", -kMinutesOfADay, kMinutesOfADay).value_or(0)};
        charge.advisors = read_advisors(fields, proof.findings());
        fields.finish();
        charges.push_back(std::move(charge));
    });
    return charges;
}

// ---- certificate --------------------------------------------------------------------------------------------

Price read_price(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Price price;
    price.per_minute = fields.need("per_minute", fields.value("per_minute"));
    price.per_call = fields.value("per_call").value_or(Value{});
    price.per_level2_or_3 = fields.value("per_level2_or_3").value_or(Value{});
    price.per_level3 = fields.value("per_level3").value_or(Value{});
    price.per_place_apart = fields.value("per_place_apart").value_or(Value{});
    price.advisors = read_advisors(fields, findings);
    price.day = fields.day("day");
    fields.finish();
    return price;
}

}  // namespace

void write_balance(JsonText& out, const Balance& balance) {
    out.object()
        .field("largest_gap", balance.largest_gap)
        .field("lower_bound", balance.lower_bound)
        .field("tolerance", balance.tolerance)
        .field("proven", balance.proven);
    const BalanceProof& proof = balance.proof;
    if (proof != BalanceProof{}) {
        out.key("proof").object();
        if (proof.all_tried) out.field("all_tried", true);
        if (proof.lists_tried) out.field("lists_tried", true);
        if (!proof.cannot_fill.empty()) write_charges(out, "cannot_fill", proof.cannot_fill);
        if (!proof.cannot_relieve.empty()) write_charges(out, "cannot_relieve", proof.cannot_relieve);
        out.end_object();
    }
    out.end_object();
}

Balance read_balance(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Balance balance;
    balance.largest_gap = fields.need("largest_gap", fields.value("largest_gap"));
    balance.lower_bound = fields.need("lower_bound", fields.value("lower_bound"));
    balance.tolerance = fields.need("tolerance", fields.value("tolerance"));
    balance.proven = fields.boolean("proven").value_or(false);
    if (const auto told = fields.take("proof", JsonValue::Kind::object)) {
        const Path here = fields.path().field("proof");
        Fields proof{*told, here, findings};
        balance.proof.cannot_fill = read_charges(proof, "cannot_fill");
        balance.proof.cannot_relieve = read_charges(proof, "cannot_relieve");
        balance.proof.all_tried = proof.boolean("all_tried").value_or(false);
        balance.proof.lists_tried = proof.boolean("lists_tried").value_or(false);
        proof.finish();
    }
    fields.finish();
    return balance;
}

void write_certificate(JsonText& out, const Certificate& certificate) {
    out.object()
        .field("points", certificate.points)
        .field("upper_bound", certificate.upper_bound)
        .field("gap", certificate.gap)
        .field("optimal", certificate.optimal);
    if (!certificate.prices.empty()) {
        out.key("prices").array();
        for (const Price& price : certificate.prices) {
            out.object().field("per_minute", price.per_minute);
            if (price.per_call != Value{}) out.field("per_call", price.per_call);
            if (price.per_level2_or_3 != Value{}) out.field("per_level2_or_3", price.per_level2_or_3);
            if (price.per_level3 != Value{}) out.field("per_level3", price.per_level3);
            if (price.per_place_apart != Value{}) out.field("per_place_apart", price.per_place_apart);
            write_advisors(out, price.advisors);
            if (price.day) out.field("day", *price.day);
            out.end_object();
        }
        out.end_array();
    }
    out.end_object();
}

Certificate read_certificate(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Certificate certificate;
    certificate.points = fields.need("points", fields.points("points"));
    certificate.upper_bound = fields.need("upper_bound", fields.points("upper_bound"));
    certificate.gap = fields.need("gap", fields.value("gap"));
    certificate.optimal = fields.boolean("optimal").value_or(false);
    fields.items("prices", false, [&](const JsonValue& each, const Path& here) {
        certificate.prices.push_back(read_price(each, here, findings));
    });
    fields.finish();
    return certificate;
}

}  // namespace bienveille
