#include "api/wire_replan.h"

#include <limits>

#include "api/wire_changes.h"
#include "api/wire_fields.h"
#include "api/wire_promises.h"
#include "engine/names.h"

namespace bienveille {
namespace {

void read_question(Fields& fields, ReplanQuestion& question) {
    question.now = fields.time("now");
    fields.items("absent", false, [&](const JsonValue& value, const Path& path) {
        Fields absence{value, path, fields.findings()};
        question.absent.push_back({{absence.need_id("advisor")}, absence.time("from")});
        absence.finish();
    });
}

void write_absences(JsonText& out, const std::vector<Absence>& absences) {
    out.key("absent").array();
    for (const Absence& each : absences)
        out.object().field("advisor", each.advisor.text).field("from", each.from).end_object();
    out.end_array();
}

void write_version(JsonText& out, const PlanVersion& version) {
    out.field("version", version.number).field("digest", version.digest).field("at", version.at);
    out.field("by", version.by).field("reason", version.reason).field("now", version.now);
    out.field("changes", version.changes).field("overrides", version.overrides).field("rules", version.rules);
}

}  // namespace

Result<ReplanQuestion> plan_question_from_json(std::string_view text, Day day) {
    return read_body(text, [&](Fields& fields) { return ReplanQuestion{day, fields.time("now"), {}}; });
}

Result<ReplanQuestion> replan_question_from_json(std::string_view text, Day day) {
    return read_body(text, [&](Fields& fields) {
        ReplanQuestion question{day, {}, {}};
        read_question(fields, question);
        return question;
    });
}

Result<Acceptance> acceptance_from_json(std::string_view text, Day day) {
    return read_body(text, [&](Fields& fields) {
        Acceptance wish{{day, {}, {}}, {}, 0, {}};
        read_question(fields, wish.question);
        wish.offer = fields.need("offer", fields.text("offer"));
        wish.seen = fields.need("seen", fields.integer("seen", 0, std::numeric_limits<std::int64_t>::max()));
        wish.reason = remark(fields, "reason");
        return wish;
    });
}

std::string replan_to_json(const Replan& replan, Language language) {
    JsonText out;
    out.object().field("day", replan.plan.day).field("now", replan.now);
    out.key("runs").object();
    write_version(out, replan.runs);
    out.end_object();
    out.line().key("changes");
    write_changes(out, replan.changes, language);
    out.line().key("slips").array();
    for (const Slip& slip : replan.slips) {
        out.line().object().field("advisor", slip.advisor.text).field("planned_minutes_left", slip.planned);
        out.field("minutes_left", slip.left).field("behind_minutes", slip.behind()).end_object();
    }
    out.end_array();
    out.line().key("lost").array();
    for (const Lost& each : replan.lost) {
        out.line().object().field("tenant", each.tenant.text).field("due_on", each.due_on);
        out.field("keeping", std::string{name(each.keeping)}).field("look_ahead_day", each.look_ahead_day);
        out.end_object();
    }
    out.end_array();
    out.line().key("promises").object();
    write_promises(out, replan.plan.promises, language);
    out.end_object();
    out.line().key("accept").object();
    out.field("offer", replan.offer).field("now", replan.now);
    write_absences(out, replan.absent);
    out.field("seen", replan.seen).end_object().end_object();
    return out.take() + "\n";
}

std::string versions_to_json(Day day, const std::vector<PlanVersion>& versions) {
    JsonText out;
    out.object().field("day", day).key("versions").array();
    for (const PlanVersion& version : versions) {
        out.line().object();
        write_version(out, version);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take() + "\n";
}

std::string version_changes_to_json(Day day, const VersionChanges& changes, Language language) {
    JsonText out;
    out.object().field("day", day).field("from", changes.from).field("to", changes.to).key("changes");
    write_changes(out, changes.changes, language);
    out.end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
