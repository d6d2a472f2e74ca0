#include "api/wire_service.h"

#include "api/wire.h"
#include "api/wire_calls.h"
#include "api/wire_plan.h"
#include "api/wire_records.h"

namespace bienveille {
namespace {

using Kind = JsonValue::Kind;

template <class Record>
std::string page_to_json(std::string_view name, const std::vector<Record>& records, bool more) {
    JsonText out;
    out.object().key(name).array();
    for (const Record& each : records) {
        out.line();
        write_record(out, each);
    }
    out.end_array();
    if (more && !records.empty())
        out.field("next_cursor", records.back().facts.id.text);
    else
        out.key("next_cursor").null();
    out.end_object();
    return out.take() + "\n";
}

template <class Record, class RecordId>
Result<Record> record_from_json(std::string_view text, const RecordId& id, const std::string& time_zone) {
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    const Path root;
    // The id stands in the path: what is read has it, as if the body had said so.
    const auto said = tree->root().member("id");
    if (said && said->text() != id.text)
        findings.add(root.field("id"), "is not the id of the path; must be " + id.text + ", or be left out");
    Record record = read_record<Record>(tree->root(), root, time_zone, findings, nullptr, said ? "" : "id");
    record.facts.id = id;
    if (!findings.none()) return findings.take();
    return record;
}

template <class Record>
Result<Import<Record>> import_from_json(std::string_view text, std::string_view name, const std::string& time_zone) {
    return read_body(text, [&](Fields& fields) {
        RecordList<Record> list = read_records<Record>(fields, name, true, time_zone);
        Import<Record> import;
        import.rows = std::move(list.rows);
        import.columns = std::move(list.columns);
        return import;
    });
}

FollowUp read_follow_up(const JsonValue& value, const Path& path, Findings& findings) {
    FollowUp each;
    if (value.is(Kind::string)) {
        if (value.text() == "escalate_social")
            each.kind = FollowUp::Kind::escalate_social;
        else if (value.text() == "escalate_emergency")
            each.kind = FollowUp::Kind::escalate_emergency;
        else if (value.text() != "none")
            findings.add(path,
                         "is " + Fields::shown(value.text()) +
                             "; must be none, escalate_social, escalate_emergency, or an object with callback_by, "
                             "callback_every, refer or need");
        return each;
    }
    Fields fields{value, path, findings};
    const auto by = fields.day("callback_by");
    const auto every = fields.integer("callback_every", 1, 366);
    const auto refer = fields.text("refer");
    const auto need = fields.text("need");
    const auto slot = fields.text("slot");
    const auto advisor = fields.id("advisor");
    int chosen = 0;
    if (by) {
        ++chosen;
        each.kind = FollowUp::Kind::callback_by;
        each.by = *by;
    }
    if (every) {
        ++chosen;
        each.kind = FollowUp::Kind::callback_every;
        each.every_days = static_cast<int>(*every);
    }
    if (refer) {
        ++chosen;
        each.kind = FollowUp::Kind::refer;
        each.text = *refer;
    }
    if (need) {
        ++chosen;
        each.kind = FollowUp::Kind::need;
        each.text = *need;
    }
    if (chosen != 1 && value.is(Kind::object))
        findings.add(path, "must have exactly one of callback_by, callback_every, refer and need");
    if ((slot || advisor) && !by) findings.add(path, "has slot or advisor without callback_by");
    if (slot) {
        each.slot.time = time_from_hhmm(*slot);
        each.slot.half_day = from_name<HalfDay>(*slot);
        if (!each.slot.time && !each.slot.half_day)
            fields.wrong("slot", "is " + Fields::shown(*slot) + "; must be morning, afternoon or HH:MM");
    }
    if (advisor) each.advisor = {*advisor};
    fields.finish();
    return each;
}

void write_follow_up(JsonText& out, const FollowUp& each) {
    switch (each.kind) {
        case FollowUp::Kind::none: out.string("none"); return;
        case FollowUp::Kind::escalate_social: out.string("escalate_social"); return;
        case FollowUp::Kind::escalate_emergency: out.string("escalate_emergency"); return;
        case FollowUp::Kind::refer: out.object().field("refer", each.text).end_object(); return;
        case FollowUp::Kind::need: out.object().field("need", each.text).end_object(); return;
        case FollowUp::Kind::callback_every: out.object().field("callback_every", each.every_days).end_object(); return;
        case FollowUp::Kind::callback_by: break;
    }
    out.object().field("callback_by", each.by);
    if (each.slot.time) out.field("slot", each.slot.time->hhmm());
    if (each.slot.half_day) out.field("slot", std::string{name(*each.slot.half_day)});
    if (!each.advisor.empty()) out.field("advisor", each.advisor.text);
    out.end_object();
}

// Words between separators, as a list of strings.
void write_words(JsonText& out, std::string_view field, std::string_view text, char between) {
    out.key(field).array();
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(between));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!word.empty()) out.string(word);
    }
    out.end_array();
}

AttemptReport read_report(Fields& fields, Findings& findings) {
    AttemptReport report;
    if (const auto advisor = fields.id("advisor")) report.advisor = {*advisor};
    report.outcome = fields.need("outcome", fields.choice<Outcome>("outcome"));
    const bool dialled = report.outcome != Outcome::not_attempted;
    const auto minutes = fields.integer("minutes", 0, 24 * 60);
    report.minutes = {dialled ? fields.need("minutes", minutes) : minutes.value_or(0)};
    if (const auto level = fields.integer("anxiety", 0, 3)) report.anxiety = static_cast<int>(*level);
    if (const auto support = fields.text("support"); support && *support != "unknown") {
        report.support = from_name<Support>(*support);
        if (!report.support)
            fields.wrong("support",
                         "is " + Fields::shown(*support) + "; must be " + choices<Support>() + ", or unknown");
    }
    report.neighbours_help = fields.boolean("neighbours_help");
    fields.items("needs", false, [&](const JsonValue& each, const Path& here) {
        if (each.is(Kind::string))
            report.needs.emplace_back(each.text());
        else
            findings.add(here, "is " + std::string{kind_name(each.kind())} + "; must be " + needs_in_words());
    });
    fields.items("follow_ups", false, [&](const JsonValue& each, const Path& here) {
        report.follow_ups.push_back(read_follow_up(each, here, findings));
    });
    report.note = fields.text("note").value_or("");
    report.reason = fields.text("reason").value_or("");
    report.until = fields.day("until");
    report.at = fields.time("at");
    return report;
}

void write_attempt(JsonText& out, const Attempt& a, bool with_note) {
    out.field("id", a.id)
        .field("call", a.call)
        .field("day", a.day)
        .field("tenant", a.tenant.text)
        .field("advisor", a.advisor.text)
        .field("recorded_at", a.recorded_at)
        .field("at", a.dialled_at)
        .field("outcome", std::string{name(a.outcome)})
        .field("minutes", a.minutes)
        .field("anxiety", a.anxiety);
    out.key("support");
    a.support ? out.string(name(*a.support)) : out.null();
    out.key("neighbours_help");
    a.neighbours_help ? out.boolean(*a.neighbours_help) : out.null();
    write_words(out, "needs", a.needs, ' ');
    out.key("follow_ups").array();
    for (const FollowUp& each : follow_ups_from_text(a.follow_ups)) write_follow_up(out, each);
    out.end_array();
    if (with_note) out.field("note", a.note);
    out.field("until", a.until).field("state", std::string{name(a.state_after)});
    if (!a.reason.empty()) out.field("reason", a.reason);
    write_words(out, "note_warnings", a.warnings, '\n');
    out.field("doubled", a.doubled).field("incoming", a.incoming).key("corrected_at");
    a.corrected_at.empty() ? out.null() : out.string(a.corrected_at);
}

}  // namespace

std::string tenant_to_json(const TenantRecord& record) {
    JsonText out;
    write_record(out, record);
    return out.take() + "\n";
}

std::string advisor_to_json(const AdvisorRecord& record, const std::vector<Availability>& availability) {
    JsonText out;
    out.object();
    for (const Column<AdvisorRecord>& column : advisor_columns()) write_cell(out, column, record);
    out.key("availability").array();
    for (const Availability& each : availability)
        out.object()
            .field("day", each.day)
            .field("minutes", each.minutes)
            .field("from", each.from)
            .field("until", each.until)
            .end_object();
    out.end_array().end_object();
    return out.take() + "\n";
}

std::string tenants_to_json(const std::vector<TenantRecord>& records, bool more) {
    return page_to_json("tenants", records, more);
}

std::string advisors_to_json(const std::vector<AdvisorRecord>& records, bool more) {
    return page_to_json("advisors", records, more);
}

std::string availability_to_json(const Availability& row) {
    JsonText out;
    out.object().field("advisor", row.advisor.text).field("day", row.day).field("minutes", row.minutes);
    out.field("from", row.from).field("until", row.until).end_object();
    return out.take() + "\n";
}

Result<TenantRecord> tenant_from_json(std::string_view text, const TenantId& id, const std::string& time_zone) {
    return record_from_json<TenantRecord>(text, id, time_zone);
}

Result<AdvisorRecord> advisor_from_json(std::string_view text, const AdvisorId& id) {
    return record_from_json<AdvisorRecord>(text, id, "UTC");
}

Result<std::string> campaign_from_json(const std::string& text) {
    if (const auto tree = read_json(text); !tree) return tree.problems();
    return text;
}

Result<Availability> availability_from_json(std::string_view text, const AdvisorId& advisor, Day day) {
    return read_body(text, [&](Fields& fields) {
        const auto minutes = fields.need("minutes", fields.integer("minutes", 0, 24 * 60));
        const Availability row{advisor, day, {minutes}, fields.time("from"), fields.time("until")};
        if (row.from && row.until && *row.until <= *row.from)
            fields.wrong("until", "is " + row.until->hhmm() + "; must be after from, " + row.from->hhmm());
        return row;
    });
}

Result<Import<TenantRecord>> tenants_import_from_json(std::string_view text, const std::string& time_zone) {
    return import_from_json<TenantRecord>(text, "tenants", time_zone);
}

Result<Import<AdvisorRecord>> advisors_import_from_json(std::string_view text) {
    return import_from_json<AdvisorRecord>(text, "advisors", "UTC");
}

std::string import_to_json(std::string_view kind, const ImportCounts& counts, bool dry_run, const Problems& warnings) {
    JsonText out;
    out.object().field("kind", kind).field("dry_run", dry_run);
    out.field("new", counts.added).field("changed", counts.changed).field("unchanged", counts.unchanged);
    out.key("warnings").raw(problems_to_json(warnings)).end_object();
    return out.take() + "\n";
}

std::string stored_plan_to_json(const StoredPlan& plan) {
    return plan_to_json(plan.plan, [&](const TenantId& tenant) { return call_id(plan.plan.day, tenant); });
}

std::string list_to_json(const AdvisorsList& list, Language language) {
    JsonText out;
    out.object().field("day", list.day).field("digest", list.digest);
    write_list_fields(out, list.list);
    out.key("calls").array();
    std::size_t position = 0;
    for (const ListedCall& each : list.calls) {
        out.line().object().field("id", each.id);
        write_listed_call(out, each, ++position, language);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take() + "\n";
}

Result<AttemptReport> attempt_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        AttemptReport report = read_report(fields, fields.findings());
        return report;
    });
}

Result<IncomingQuestion> incoming_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        IncomingQuestion question;
        question.incoming.day = fields.need("day", fields.day("day"));
        question.call_at = fields.time("call_at");
        if (question.call_at)
            fields.id("advisor");
        else
            question.incoming.report = read_report(fields, fields.findings());
        return question;
    });
}

Result<EmergencyQuestion> emergency_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        EmergencyQuestion question;
        question.day = fields.need("day", fields.day("day"));
        question.open = fields.boolean("open").value_or(true);
        return question;
    });
}

std::string tenant_standing_to_json(const TenantRecord& record) {
    const Tenant& tenant = record.facts;
    JsonText out;
    out.object().field("tenant", tenant.id.text).field("status", name(tenant.status));
    out.field("emergency_open", tenant.emergency_open).field("anxiety", tenant.anxiety);
    out.field("anxiety_cleared", tenant.anxiety_cleared).field("callback_due_on", tenant.callback_due_on);
    out.field("callback_at", tenant.callback_slot.time).end_object();
    return out.take() + "\n";
}

std::string attempt_to_json(const Attempt& a, const std::optional<AgreedCallback>& agreed) {
    JsonText out;
    out.object();
    write_attempt(out, a, true);
    if (agreed) {
        out.key("promise").object().field("by", agreed->by).field("keepable", agreed->check.keepable);
        out.field("earliest", agreed->check.earliest).end_object();
    }
    out.end_object();
    return out.take() + "\n";
}

std::string corrected_attempt_to_json(const CorrectedAttempt& corrected) {
    JsonText out;
    out.object();
    write_attempt(out, corrected.attempt, false);
    out.key("earlier").array();
    for (const Attempt& each : corrected.earlier) {
        out.line().object();
        write_attempt(out, each, false);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take() + "\n";
}

std::string problem_to_json(int status, std::string_view title, std::string_view detail, std::string_view request_id,
                            const Problems& errors) {
    JsonText out;
    out.object().field("type", "about:blank").field("title", title).field("status", status).field("detail", detail);
    out.field("request_id", request_id).key("errors").raw(problems_to_json(errors)).end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
