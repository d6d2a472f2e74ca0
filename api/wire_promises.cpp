#include "api/wire_promises.h"

#include <algorithm>

#include "api/shortfall_text.h"
#include "engine/decimal.h"

namespace bienveille {
namespace {

constexpr std::int64_t kMost = 1'000'000'000'000;

int count_of(Fields& fields, std::string_view name) {
    return static_cast<int>(fields.need(name, fields.integer(name, 0, 1'000'000'000)));
}
Minutes minutes_of(Fields& fields, std::string_view name) {
    return {fields.need(name, fields.integer(name, 0, kMost))};
}

template <class Id>
void write_ids(JsonText& out, std::string_view field, const std::vector<Id>& all) {
    out.key(field).array();
    for (const Id& id : all) out.string(id.text);
    out.end_array();
}

template <class E>
void write_name(JsonText& out, std::string_view field, const std::optional<E>& value) {
    out.key(field);
    value ? out.string(name(*value)) : out.null();
}

// On which the least is enough.
std::vector<Day> cheapest_days(const Shortfall& shortfall) {
    std::vector<Day> days;
    for (const Cure& each : cheapest(shortfall)) days.push_back(each.day);
    return days;
}

void write_shortfall(JsonText& out, const Shortfall& shortfall, std::optional<Language> language) {
    const auto days = [&](std::string_view field, const std::vector<Day>& all) {
        out.key(field).array();
        for (const Day day : all) out.string(day.iso());
        out.end_array();
    };
    const bool minutes = shortfall.measure == Measure::minutes;
    const bool weighted = shortfall.measure == Measure::weighted_calls;
    const auto amount = [](bool counts, std::int64_t number) { return counts ? std::optional(number) : std::nullopt; };
    out.line().object();
    out.field("measure", name(shortfall.measure));
    write_ids(out, "tenants", shortfall.tenants);
    write_ids(out, "advisors", shortfall.advisors);
    days("days", shortfall.days);
    if (shortfall.full_until) out.field("full_until", *shortfall.full_until);
    if (!shortfall.until_callback.empty()) write_ids(out, "until_callback", shortfall.until_callback);
    if (shortfall.at) out.field("at", *shortfall.at);
    out.field("needed_minutes", amount(minutes, shortfall.needed))
        .field("available_minutes", amount(minutes, shortfall.available))
        .field("needed_calls", amount(!minutes && !weighted, shortfall.needed))
        .field("available_calls", amount(!minutes && !weighted, shortfall.available))
        .field("unusable_minutes", shortfall.unusable);
    if (weighted) {
        out.field("needed_weight", shortfall.needed).field("available_weight", shortfall.available);
        out.key("weights").array();
        for (const std::int64_t weight : shortfall.weights) out.integer(weight);
        out.end_array();
    }
    if (language) out.field("text", shortfall_text(shortfall, *language));
    days("cured_on", cheapest_days(shortfall));
    out.key("cures").array();
    for (const Cure& each : shortfall.cures)
        out.object()
            .field("day", each.day)
            .field(minutes || weighted || shortfall.measure == Measure::whole_calls ? "minutes" : "calls", each.amount)
            .field("exact", each.exact)
            .end_object();
    out.end_array().key("moved").array();
    for (const LaterDue& each : shortfall.moved)
        out.object().field("tenant", each.tenant.text).field("to", each.to).end_object();
    out.end_array().field("moved_proven", shortfall.moved_proven).key("elsewhere").array();
    for (const CalledAt& each : shortfall.elsewhere)
        out.object()
            .field("tenant", each.tenant.text)
            .field("day", each.day)
            .field("advisor", each.advisor.text)
            .end_object();
    out.end_array().end_object();
}

PromiseDay read_promise_day(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    PromiseDay row;
    row.day = fields.need("day", fields.day("day"));
    row.due = count_of(fields, "due");
    row.planned = count_of(fields, "planned");
    row.planned_minutes = minutes_of(fields, "planned_minutes");
    row.capacity = minutes_of(fields, "capacity_minutes");
    fields.finish();
    return row;
}

Shortfall read_shortfall(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Shortfall shortfall;
    shortfall.measure = fields.need("measure", fields.choice<Measure>("measure"));
    const auto words = [&](std::string_view field, bool required, auto add) {
        fields.items(field, required, [&](const JsonValue& each, const Path& here) {
            if (each.is(JsonValue::Kind::string))
                add(std::string(each.text()), here);
            else
                findings.add(here, "must be a string");
        });
    };
    const auto ids = [&](std::string_view field, auto& all, bool required = true) {
        words(field, required, [&](std::string text, const Path& here) {
            if (!is_valid_id(text)) findings.add(here, "is " + Fields::shown(text) + "; must be an id");
            all.push_back({std::move(text)});
        });
    };
    const auto days = [&](std::string_view field, std::vector<Day>& all) {
        words(field, true, [&](const std::string& text, const Path& here) {
            const auto day = day_from_iso(text);
            if (!day) findings.add(here, "is " + Fields::shown(text) + "; must be a day like 2020-04-03");
            all.push_back(day.value_or(Day{}));
        });
    };
    ids("tenants", shortfall.tenants);
    ids("advisors", shortfall.advisors);
    days("days", shortfall.days);
    shortfall.full_until = fields.day("full_until");
    ids("until_callback", shortfall.until_callback, false);
    shortfall.at = fields.time("at");
    const auto minutes_needed = fields.integer("needed_minutes", 0, kMost);
    const auto minutes_there = fields.integer("available_minutes", 0, kMost);
    const auto calls_needed = fields.integer("needed_calls", 0, kMost);
    const auto calls_there = fields.integer("available_calls", 0, kMost);
    const auto weight_needed = fields.integer("needed_weight", 0, kMost);
    const auto weight_there = fields.integer("available_weight", 0, kMost);
    fields.items("weights", false, [&](const JsonValue& each, const Path& here) {
        const DecimalRead weight = read_decimal(each.text(), 0);
        const bool whole = each.is(JsonValue::Kind::integer) && weight.fault == DecimalRead::Fault::none;
        if (whole && 1 <= weight.count && weight.count <= kMost)
            shortfall.weights.push_back(weight.count);
        else
            findings.add(here, "must be a whole number from 1 to " + std::to_string(kMost));
    });
    const bool minutes = shortfall.measure == Measure::minutes;
    const bool weighted = shortfall.measure == Measure::weighted_calls;
    shortfall.needed = (minutes ? minutes_needed : weighted ? weight_needed : calls_needed).value_or(0);
    shortfall.available = (minutes ? minutes_there : weighted ? weight_there : calls_there).value_or(0);
    shortfall.unusable = fields.integer("unusable_minutes", 0, kMost).value_or(0);
    // As plans told it before their cures: what is missing would be enough on these.
    std::vector<Day> cured_on;
    days("cured_on", cured_on);
    fields.items("cures", false, [&](const JsonValue& each, const Path& here) {
        Fields cure{each, here, findings};
        const Day day = cure.need("day", cure.day("day"));
        const bool whole = shortfall.measure == Measure::whole_calls;
        const char* amount = minutes || weighted || whole ? "minutes" : "calls";
        const std::int64_t more = cure.need(amount, cure.integer(amount, 1, kMost));
        shortfall.cures.push_back({day, more, cure.need("exact", cure.boolean("exact"))});
        cure.finish();
    });
    if (shortfall.cures.empty())
        for (const Day day : cured_on)
            shortfall.cures.push_back({day, std::max<std::int64_t>(1, shortfall.needed - shortfall.available), false});
    fields.items("moved", false, [&](const JsonValue& each, const Path& here) {
        Fields moved{each, here, findings};
        const TenantId tenant{moved.need_id("tenant")};
        shortfall.moved.push_back({tenant, moved.need("to", moved.day("to"))});
        moved.finish();
    });
    shortfall.moved_proven = fields.boolean("moved_proven").value_or(false);
    fields.items("elsewhere", false, [&](const JsonValue& each, const Path& here) {
        Fields called{each, here, findings};
        const TenantId tenant{called.need_id("tenant")};
        const Day day = called.need("day", called.day("day"));
        shortfall.elsewhere.push_back({tenant, day, {called.need_id("advisor")}});
        called.finish();
    });
    fields.finish();
    return shortfall;
}

void write_forced(JsonText& out, const Forced& forced) {
    out.key("forced").object();
    out.field("possible", forced.possible).key("advisor");
    forced.possible ? out.string(forced.advisor.text) : out.null();
    out.field("points_lost", forced.points_lost).field("promises_lost", forced.promises_lost);
    write_ids(out, "fall_out", forced.fall_out);
    write_ids(out, "come_in", forced.come_in);
    out.key("move").array();
    for (const Moved& each : forced.move)
        out.line()
            .object()
            .field("tenant", each.tenant.text)
            .field("from", each.from.text)
            .field("to", each.to.text)
            .end_object();
    out.end_array().end_object();
}

}  // namespace

void write_promises(JsonText& out, const PromiseSummary& promises, std::optional<Language> language) {
    out.field("open", promises.open)
        .field("kept", promises.kept)
        .field("impossible", promises.impossible)
        .field("unproven", promises.unproven);
    out.key("calendar").array();
    for (const PromiseDay& each : promises.calendar) {
        out.line().object();
        out.field("day", each.day)
            .field("due", each.due)
            .field("planned", each.planned)
            .field("planned_minutes", each.planned_minutes)
            .field("capacity_minutes", each.capacity)
            .end_object();
    }
    out.end_array();
    out.key("shortfall").array();
    for (const Shortfall& each : promises.shortfall) write_shortfall(out, each, language);
    out.end_array();
}

PromiseSummary read_promises(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    PromiseSummary promises;
    promises.open = count_of(fields, "open");
    promises.kept = count_of(fields, "kept");
    promises.impossible = count_of(fields, "impossible");
    promises.unproven = count_of(fields, "unproven");
    fields.items("calendar", true, [&](const JsonValue& each, const Path& here) {
        promises.calendar.push_back(read_promise_day(each, here, findings));
    });
    fields.items("shortfall", false, [&](const JsonValue& each, const Path& here) {
        promises.shortfall.push_back(read_shortfall(each, here, findings));
    });
    fields.finish();
    return promises;
}

std::string promises_to_json(const Plan& plan, Language language) {
    JsonText out;
    out.object().field("day", plan.day).field("digest", plan.digest);
    write_promises(out, plan.promises, language);
    out.end_object();
    return out.take() + "\n";
}

Result<PromiseQuestion> promise_question_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        PromiseQuestion question;
        question.tenant = {fields.need_id("tenant")};
        question.by = fields.need("by", fields.day("by"));
        question.day = fields.day("day");
        return question;
    });
}

std::string promise_answer_to_json(const PromiseCheck& answer) {
    JsonText out;
    out.object().field("keepable", answer.keepable).field("earliest", answer.earliest).end_object();
    return out.take() + "\n";
}

std::string why_to_json(const Why& answer) {
    JsonText out;
    out.object().field("tenant", answer.tenant.text).field("points", answer.points);
    write_name(out, "tier", answer.tier);
    out.key("advisor");
    answer.advisor ? out.string(answer.advisor->text) : out.null();
    write_name(out, "reason", answer.reason);
    write_name(out, "excluded", answer.excluded);
    out.key("last_place");
    if (answer.last_place) {
        const LastPlace& last = *answer.last_place;
        out.object()
            .field("tenant", last.tenant.text)
            .field("advisor", last.advisor.text)
            .field("tier", name(last.tier))
            .field("points", last.points)
            .field("points_missing", std::max(Points{0}, last.points - answer.points))
            .end_object();
    } else {
        out.null();
    }
    if (answer.forced)
        write_forced(out, *answer.forced);
    else
        out.key("forced").null();
    out.end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
