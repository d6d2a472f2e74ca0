#include "api/wire_rule_versions.h"

#include "api/outcomes.h"
#include "api/wire_rules.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostOfName = 100;  // as of a revision
constexpr std::size_t kMostOfReason = 500;

std::string read_line(Fields& fields, std::string_view name, std::size_t most) {
    const auto text = fields.text(name);
    if (text && !is_line(*text, most))
        fields.wrong(name, "must be 1 to " + std::to_string(most) + " characters on one line");
    return fields.need(name, text);
}

void write_activation(JsonText& out, const Activation& activation) {
    out.object().field("number", activation.number).field("rules", activation.rules).field("before", activation.before);
    out.field("at", activation.at).field("by", activation.by).field("reason", activation.reason);
    out.field("looked_at", activation.looked_at).key("crossed_lines").raw(activation.crossed).key("override");
    if (activation.overridden_by.empty())
        out.null();
    else
        out.object().field("by", activation.overridden_by).field("reason", activation.override_reason).end_object();
    out.end_object();
}

void write_row(JsonText& out, const RulesVersion& version) {
    out.object().field("id", version.kept.id).field("name", version.kept.name).field("version", version.kept.version);
    out.field("digest", version.digest).key("revision");
    write_revision(out, *version.rules);
    out.field("active", version.kept.active).field("added_at", version.kept.added_at).end_object();
}

}  // namespace

std::optional<RuleSet> read_rules_member(Fields& fields, std::string_view name) {
    const auto value = fields.take(name);
    if (!value) return std::nullopt;
    Result<RuleSet> rules = read_rules(*value);
    if (rules) return std::move(rules).value();
    for (const Problem& each : rules.problems()) fields.wrong(std::string{name} + each.path, each.message);
    return std::nullopt;
}

RulesChoice read_rules_choice(Fields& fields, std::string_view name) {
    const auto value = fields.take(name);
    if (!value) {
        fields.wrong(name, "is missing; must be one of GET /v1/rules, or a rule set");
        return std::string{};
    }
    if (value->is(JsonValue::Kind::string)) return std::string{value->text()};
    return read_rules_member(fields, name).value_or(RuleSet{});
}

Result<ActivationWish> activation_from_json(std::string_view text, const std::string& version) {
    return read_body(text, [&](Fields& fields) {
        ActivationWish wish;
        wish.rules = version;
        wish.by = read_line(fields, "by", kMostOfName);
        wish.reason = read_line(fields, "reason", kMostOfReason);
        wish.day = fields.day("day");
        if (const auto value = fields.take("override")) {
            const Path here = fields.path().field("override");
            Fields parts{*value, here, fields.findings()};
            wish.override = {read_line(parts, "by", kMostOfName), read_line(parts, "reason", kMostOfReason)};
            parts.finish();
        }
        return wish;
    });
}

Result<RulesQuestion> rules_question_from_json(std::string_view text) {
    return read_body(text, [](Fields& fields) {
        return RulesQuestion{read_rules_choice(fields, "a"), read_rules_choice(fields, "b"), fields.day("day")};
    });
}

std::string rules_history_to_json(const RulesHistory& history) {
    JsonText out;
    out.object().key("in_force");
    std::optional<std::string> in_force;
    for (const RulesVersion& each : history.versions)
        if (each.kept.active) in_force = each.kept.id;
    in_force ? out.string(*in_force) : out.null();
    out.key("rules").array();
    for (const RulesVersion& each : history.versions) write_row(out.line(), each);
    out.end_array().line().key("activations").array();
    for (const Activation& each : history.activations) write_activation(out.line(), each);
    out.end_array().end_object();
    return out.take() + "\n";
}

std::string rules_version_to_json(const RulesVersion& version) {
    JsonText out;
    write_row(out, version);
    return out.take() + "\n";
}

std::string activation_to_json(const ActivationDone& done) {
    JsonText out;
    out.object().field("in_force", done.in_force).key("activation");
    done.activation ? write_activation(out, *done.activation) : void(out.null());
    out.end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
