#include "api/wire_plan.h"
#include "api/wire_changes.h"
#include "api/wire_promises.h"
#include "api/wire_proofs.h"

#include <algorithm>

#include "api/wire.h"
#include "engine/score.h"

namespace bienveille {
namespace {

using Kind = FactorInput::Kind;

struct NamedKind {
    Kind kind;
    std::string_view name;
};

constexpr NamedKind kKinds[] = {{Kind::unknown, "unknown"},
                                {Kind::lsns6, "lsns6"},
                                {Kind::isolation_proxy, "isolation_proxy"},
                                {Kind::level, "level"},
                                {Kind::days_left, "days_left"},
                                {Kind::none_asked, "none_asked"},
                                {Kind::age, "age"},
                                {Kind::days_waiting, "days_waiting"},
                                {Kind::never_reached, "never_reached"}};

constexpr std::int64_t kMostMinutes = 1'000'000'000;

void write_list(JsonText& out, const AdvisorList& list, const CallIds& ids) {
    out.line().object();
    write_list_fields(out, list);
    out.key("calls").array();
    for (std::size_t i = 0; i < list.calls.size(); ++i) {
        out.line().object();
        if (ids) out.field("id", ids(list.calls[i].tenant));
        write_call_fields(out, list.calls[i], i + 1);
        out.end_object();
    }
    out.end_array().end_object();
}

void write_unplanned(JsonText& out, const Unplanned& row) {
    out.line().object();
    out.field("tenant", row.tenant.text)
        .field("points", row.points)
        .field("reason", std::string{name(row.reason)})
        .key("tier");
    row.tier ? out.string(name(*row.tier)) : out.null();
    out.field("due_on", row.due_on).field("needs_minutes", row.needs).field("room_minutes", row.room).key("keeping");
    row.keeping ? out.string(name(*row.keeping)) : out.null();
    out.key("promise");
    row.promise ? out.string(name(*row.promise)) : out.null();
    out.field("look_ahead_day", row.look_ahead_day).key("look_ahead_advisor");
    row.look_ahead_advisor ? out.string(row.look_ahead_advisor->text) : out.null();
    out.end_object();
}

void write_excluded(JsonText& out, const Excluded& row) {
    out.line().object();
    out.field("tenant", row.tenant.text).field("reason", std::string{name(row.reason)}).field("until", row.until);
    out.end_object();
}

template <class Rows, class Write>
void write_rows(JsonText& out, std::string_view field, const Rows& rows, Write write) {
    out.line().key(field).array();
    for (const auto& row : rows) write(row);
    out.end_array();
}

FactorInput read_input(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    FactorInput input;
    const std::string kind = fields.need("kind", fields.text("kind"));
    const auto* found =
        std::find_if(std::begin(kKinds), std::end(kKinds), [&](auto& each) { return each.name == kind; });
    if (found != std::end(kKinds)) input.kind = found->kind;
    if (found == std::end(kKinds) && !kind.empty())
        fields.wrong("kind", "is " + Fields::shown(kind) +
                                 "; must be unknown, lsns6, isolation_proxy, level, "
                                 "days_left, none_asked, age, days_waiting or never_reached");
    input.number = static_cast<int>(fields.integer("number", -1'000'000, 1'000'000).value_or(0));
    input.days = static_cast<int>(fields.integer("days", -1'000'000, 1'000'000).value_or(0));
    input.held = fields.boolean("held").value_or(false);
    input.overdue = fields.boolean("overdue").value_or(false);
    input.lives_alone = fields.boolean("lives_alone");
    input.support = fields.choice<Support>("support");
    input.has_contact_person = fields.boolean("has_contact_person");
    input.relatives_at_risk = fields.boolean("relatives_at_risk");
    fields.finish();
    return input;
}

FactorLine read_line(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    FactorLine line;
    line.factor = fields.need("factor", fields.choice<Factor>("factor"));
    line.points = fields.need("points", fields.points("points"));
    line.value = fields.need("value", fields.value("value"));
    line.weight = fields.need("weight", fields.points("weight"));
    fields.text("input");  // for people; `basis` says the same exactly
    if (const auto basis = fields.take("basis"))
        line.input = read_input(*basis, fields.path().field("basis"), findings);
    else
        fields.wrong("basis", "is missing; must be an object with `kind`");
    fields.finish();
    return line;
}

Minutes read_minutes(Fields& fields, std::string_view name) {
    return {fields.need(name, fields.integer(name, 0, kMostMinutes))};
}

int read_count(Fields& fields, std::string_view name) {
    return static_cast<int>(fields.need(name, fields.integer(name, 0, 1'000'000'000)));
}

Call read_call(const JsonValue& value, const Path& path, Findings& findings, std::size_t position) {
    Fields fields{value, path, findings};
    Call call;
    fields.text("id");
    call.tenant = {fields.need_id("tenant")};
    const std::int64_t told = fields.integer("position", 1, kMostMinutes).value_or(static_cast<std::int64_t>(position));
    if (told != static_cast<std::int64_t>(position))
        fields.wrong("position", "is " + std::to_string(told) + "; must be " + std::to_string(position) +
                                     ", the place in the list");
    call.starts_at = fields.need("starts_at", fields.time("starts_at"));
    call.minutes = read_minutes(fields, "minutes");
    call.pause = {fields.integer("pause_minutes", 0, kMostMinutes).value_or(0)};
    call.tier = fields.choice<Tier>("tier").value_or(Tier::score);
    call.due_on = fields.day("due_on");
    call.late = fields.boolean("late").value_or(false);
    call.card.points = fields.need("points", fields.points("points"));
    call.card.band = fields.choice<Band>("band").value_or(Band::standard);
    call.same_advisor = fields.boolean("same_advisor").value_or(false);
    call.slot_moved = fields.boolean("slot_moved").value_or(false);
    call.fixed = fields.boolean("fixed").value_or(false);
    call.state = fields.choice<CallState>("state").value_or(CallState::planned);
    std::size_t lines = 0;
    bool seen[kFactors] = {};
    fields.items("reasons", true, [&](const JsonValue& each, const Path& here) {
        const FactorLine line = read_line(each, here, findings);
        if (seen[static_cast<int>(line.factor)]) findings.add(here, "names a factor twice; each has one line");
        seen[static_cast<int>(line.factor)] = true;
        if (lines < kFactors) call.card.lines[lines] = line;
        ++lines;
    });
    if (lines != kFactors)
        fields.wrong("reasons", "has " + std::to_string(lines) +
                                    " lines; must have one for each of isolation, anxiety, "
                                    "callback, age and waiting");
    fields.finish();
    return call;
}

AdvisorList read_list(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    AdvisorList list;
    list.advisor = {fields.need_id("advisor")};
    list.capacity = read_minutes(fields, "capacity_minutes");
    list.planned = read_minutes(fields, "planned_minutes");
    list.pauses = read_minutes(fields, "pause_minutes");
    list.heavy_calls = read_count(fields, "heavy_calls");
    fields.items("calls", true, [&](const JsonValue& each, const Path& here) {
        list.calls.push_back(read_call(each, here, findings, list.calls.size() + 1));
    });
    fields.finish();
    return list;
}

Unplanned read_unplanned(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Unplanned row;
    row.tenant = {fields.need_id("tenant")};
    row.points = fields.need("points", fields.points("points"));
    row.reason = fields.need("reason", fields.choice<UnplannedReason>("reason"));
    row.tier = fields.choice<Tier>("tier");
    row.due_on = fields.day("due_on");
    row.needs = {fields.integer("needs_minutes", 0, kMostMinutes).value_or(0)};
    row.room = {fields.integer("room_minutes", 0, kMostMinutes).value_or(0)};
    row.keeping = fields.choice<Keeping>("keeping");
    row.promise = fields.choice<Keeping>("promise");
    row.look_ahead_day = fields.day("look_ahead_day");
    if (fields.take("look_ahead_advisor")) row.look_ahead_advisor = AdvisorId{fields.need_id("look_ahead_advisor")};
    fields.finish();
    return row;
}

Excluded read_excluded(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Excluded row;
    row.tenant = {fields.need_id("tenant")};
    row.reason = fields.need("reason", fields.choice<ExcludedReason>("reason"));
    row.until = fields.day("until");
    fields.finish();
    return row;
}

// An object that must be there, read by `read`.
template <class Read>
auto read_part(Fields& fields, std::string_view name, Read read)
    -> decltype(read(std::declval<const JsonValue&>(), fields.path(), fields.findings())) {
    const auto part = fields.take(name);
    if (!part) {
        fields.wrong(name, "is missing; must be an object");
        return {};
    }
    return read(*part, fields.path().field(name), fields.findings());
}

}  // namespace

void write_input(JsonText& out, const FactorInput& input) {
    out.object();
    for (const NamedKind& each : kKinds)
        if (each.kind == input.kind) out.field("kind", std::string{each.name});
    // Only what says something: every other field has the value it is read back with.
    if (input.number != 0) out.field("number", input.number);
    if (input.days != 0) out.field("days", input.days);
    if (input.held) out.field("held", true);
    if (input.overdue) out.field("overdue", true);
    if (input.lives_alone) out.field("lives_alone", *input.lives_alone);
    if (input.support) out.field("support", std::string{name(*input.support)});
    if (input.has_contact_person) out.field("has_contact_person", *input.has_contact_person);
    if (input.relatives_at_risk) out.field("relatives_at_risk", *input.relatives_at_risk);
    out.end_object();
}

void write_reasons(JsonText& out, const ScoreCard& card, const std::optional<Language>& language) {
    out.array();
    for (const FactorLine& line : card.lines) {
        out.object();
        out.field("factor", std::string{name(line.factor)}).field("points", line.points);
        if (language) out.field("text", reason_text(line, *language));
        out.field("input", describe(line.input)).field("value", line.value).field("weight", line.weight).key("basis");
        write_input(out, line.input);
        out.end_object();
    }
    out.end_array();
}

void write_list_fields(JsonText& out, const AdvisorList& list) {
    out.field("advisor", list.advisor.text)
        .field("capacity_minutes", list.capacity)
        .field("planned_minutes", list.planned)
        .field("pause_minutes", list.pauses)
        .field("heavy_calls", list.heavy_calls);
}

void write_call_fields(JsonText& out, const Call& call, std::size_t position, const std::optional<Language>& language) {
    out.field("tenant", call.tenant.text)
        .field("position", position)
        .field("starts_at", call.starts_at)
        .field("minutes", call.minutes)
        .field("pause_minutes", call.pause)
        .field("tier", std::string{name(call.tier)})
        .field("due_on", call.due_on)
        .field("late", call.late)
        .field("points", call.card.points)
        .field("band", std::string{name(call.card.band)})
        .field("same_advisor", call.same_advisor)
        .field("slot_moved", call.slot_moved)
        .field("fixed", call.fixed)
        .field("state", std::string{name(call.state)});
    out.key("reasons");
    write_reasons(out, call.card, language);
}

std::string plan_to_json(const Plan& plan, const CallIds& ids, const std::vector<Change>* changes) {
    JsonText out;
    out.object();
    out.field("day", plan.day).field("digest", plan.digest).field("engine", plan.engine);
    out.key("rules").object().field("name", plan.rules_name).field("version", plan.rules_version);
    if (plan.policy != Policy::rank) out.field("policy", std::string{name(plan.policy)});
    out.end_object();
    write_rows(out, "lists", plan.lists, [&](const AdvisorList& list) { write_list(out, list, ids); });
    write_rows(out, "unplanned", plan.unplanned, [&](const Unplanned& row) { write_unplanned(out, row); });
    write_rows(out, "excluded", plan.excluded, [&](const Excluded& row) { write_excluded(out, row); });
    out.line();
    out.key("promises").object();
    write_promises(out, plan.promises);
    out.end_object();
    if (changes != nullptr) {
        out.line().key("changes");
        write_changes(out, *changes);
    }
    out.line().key("balance");
    write_balance(out, plan.balance);
    out.line().key("certificate");
    write_certificate(out, plan.certificate);
    out.end_object();
    return out.take() + "\n";
}

Plan read_plan(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Plan plan;
    plan.day = fields.need("day", fields.day("day"));
    plan.digest = fields.need("digest", fields.text("digest"));
    plan.engine = fields.need("engine", fields.text("engine"));
    if (const auto rules = fields.take("rules", JsonValue::Kind::object)) {
        const Path here = fields.path().field("rules");
        Fields named{*rules, here, findings};
        plan.rules_name = named.need("name", named.text("name"));
        plan.rules_version = named.need("version", named.text("version"));
        plan.policy = named.choice<Policy>("policy").value_or(Policy::rank);
        named.finish();
    } else {
        fields.wrong("rules", "is missing; must be an object with name and version");
    }
    fields.items("lists", true, [&](const JsonValue& each, const Path& here) {
        plan.lists.push_back(read_list(each, here, findings));
    });
    fields.items("unplanned", true, [&](const JsonValue& each, const Path& here) {
        plan.unplanned.push_back(read_unplanned(each, here, findings));
    });
    fields.items("excluded", true, [&](const JsonValue& each, const Path& here) {
        plan.excluded.push_back(read_excluded(each, here, findings));
    });
    fields.take("changes", JsonValue::Kind::array);  // of this plan against an earlier one: no part of it
    plan.promises = read_part(fields, "promises", read_promises);
    plan.balance = read_part(fields, "balance", read_balance);
    plan.certificate = read_part(fields, "certificate", read_certificate);
    fields.finish();
    return plan;
}

Result<Plan> plan_from_json(std::string_view text) {
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    Plan plan = read_plan(tree->root(), Path{}, findings);
    if (!findings.none()) return findings.take();
    return plan;
}

std::vector<PreviousCall> previous_calls(const Plan& plan) {
    std::vector<PreviousCall> calls;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            calls.push_back({.tenant = call.tenant,
                             .advisor = list.advisor,
                             .starts_at = call.starts_at,
                             .minutes = call.minutes,
                             .pause = call.pause,
                             .state = call.state,
                             .pinned = call.fixed && call.state == CallState::planned});
    return calls;
}

std::string problems_to_json(const Problems& problems) {
    JsonText out;
    out.array();
    for (const Problem& each : problems)
        out.object().field("path", each.path).field("message", each.message).end_object();
    out.end_array();
    return out.take();
}

}  // namespace bienveille
