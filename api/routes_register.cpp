// Tenants, advisors, their single days and their imports: the routes of the register.
#include <algorithm>
#include <utility>

#include "api/preconditions.h"
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_service.h"
#include "datasets/read.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

constexpr const char* kZone = "Europe/Paris";  // of stamps that come with an offset

std::optional<bool> flag(const Request& request, const std::string& name) {
    const auto found = request.query.find(name);
    if (found == request.query.end()) return false;
    if (found->second == "true" || found->second == "1" || found->second.empty()) return true;
    if (found->second == "false" || found->second == "0") return false;
    return std::nullopt;
}

bool is_csv(const Request& request) { return request.header("content-type").starts_with("text/csv"); }

// The revision that a write insists on, from If-Match or If-None-Match: *; false when it cannot be met.
template <class Current, class Tag>
std::pair<std::optional<std::int64_t>, bool> expected_revision(const Request& request, const Current& current,
                                                               Tag tag) {
    const std::string match = request.header("if-match");
    const std::string none = request.header("if-none-match");
    if (!none.empty()) return {0, none == "*" && !current};
    if (match.empty()) return {std::nullopt, true};
    if (!current) return {std::nullopt, false};
    return {current->revision, lists_tag(match, tag())};
}

template <class Record, class ReadCsv, class ReadJson, class Do>
Reply import(std::string_view kind, const Request& request, ReadCsv read_csv, ReadJson read_json, Do carry_out) {
    if (auto wrong = unknown_query(request, {"dry_run", "ignore_unknown"})) return *wrong;
    const auto dry_run = flag(request, "dry_run");
    if (!dry_run) return wrong_query("dry_run", "must be true or false", request);
    const auto ignore = flag(request, "ignore_unknown");
    if (!ignore) return wrong_query("ignore_unknown", "must be true or false", request);
    Import<Record> rows;
    Problems warnings;
    if (is_csv(request)) {
        ReadOptions options;
        options.ignore_unknown = *ignore;
        auto table = read_csv(request.body, options);
        if (!table) return problem(422, "the file is wrong; nothing was imported", request, table.problems());
        rows.rows = std::move(table->rows);
        rows.columns = std::move(table->columns);
        warnings = std::move(table->warnings);
    } else {
        auto read = read_json(request.body);
        if (!read) return unreadable(read.problems(), request);
        rows = std::move(read).value();
    }
    rows.dry_run = *dry_run;
    rows.source_digest = digest_of_text(request.body);
    const ImportCounts counts = carry_out(rows);
    Reply reply;
    reply.body = import_to_json(kind, counts, *dry_run, warnings);
    return reply;
}

}  // namespace

Reply Routes::import_tenants(const Request& request) {
    return import <TenantRecord>(
        "tenants", request, [](const std::string& body, const ReadOptions& o) { return read_tenants(body, o); },
        [](const std::string& body) { return tenants_import_from_json(body, kZone); },
        [&](const Import<TenantRecord>& rows) { return service_.import_tenants(rows, manager(request)); });
}

Reply Routes::import_advisors(const Request& request) {
    return import <AdvisorRecord>(
        "advisors", request, [](const std::string& body, const ReadOptions& o) { return read_advisors(body, o); },
        [](const std::string& body) { return advisors_import_from_json(body); },
        [&](const Import<AdvisorRecord>& rows) { return service_.import_advisors(rows, manager(request)); });
}

Reply Routes::tenants(const Request& request) {
    if (auto wrong = unknown_query(request, {"limit", "cursor"})) return *wrong;
    const auto asked = page_asked(request);
    if (!asked) return wrong_query("limit", "must be 1 to 1000, and cursor what the page before said", request);
    auto rows = service_.tenants(asked->after, asked->limit + 1);
    const bool more = rows.size() > asked->limit;
    if (more) rows.pop_back();
    return resource(tenants_to_json(rows, more), request);
}

Reply Routes::tenant(const std::string& id, const Request& request) {
    const auto found = service_.tenant({id});
    return found ? resource(tenant_to_json(found->record), request) : refused(found.refusal(), request);
}

Reply Routes::put_tenant(const std::string& id, const Request& request) {
    if (!is_valid_id(id)) return wrong_path("id", "must be 1 to 64 characters of A-Z a-z 0-9 . _ -", request);
    const auto record = tenant_from_json(request.body, {id}, kZone);
    if (!record) return unreadable(record.problems(), request);
    const auto found = service_.tenant({id});
    const Kept<TenantRecord>* current = found ? &*found : nullptr;
    const auto [revision, met] =
        expected_revision(request, current, [&] { return tag_of(tenant_to_json(current->record)); });
    if (!met) return refused(service_.changed(id), request);
    const auto done = service_.put_tenant(*record, revision, manager(request));
    if (!done) return refused(done.refusal(), request);
    return resource(tenant_to_json(done->kept.record), request, done->created ? 201 : 200);
}

Reply Routes::advisors(const Request& request) {
    if (auto wrong = unknown_query(request, {"limit", "cursor"})) return *wrong;
    const auto asked = page_asked(request);
    if (!asked) return wrong_query("limit", "must be 1 to 1000, and cursor what the page before said", request);
    auto rows = service_.advisors(asked->after, asked->limit + 1);
    const bool more = rows.size() > asked->limit;
    if (more) rows.pop_back();
    return resource(advisors_to_json(rows, more), request);
}

Reply Routes::advisor(const std::string& id, const Request& request) {
    const auto found = service_.advisor({id});
    if (!found) return refused(found.refusal(), request);
    return resource(advisor_to_json(found->record, service_.availability({id})), request);
}

Reply Routes::put_advisor(const std::string& id, const Request& request) {
    if (!is_valid_id(id)) return wrong_path("id", "must be 1 to 64 characters of A-Z a-z 0-9 . _ -", request);
    const auto record = advisor_from_json(request.body, {id});
    if (!record) return unreadable(record.problems(), request);
    const auto found = service_.advisor({id});
    const Kept<AdvisorRecord>* current = found ? &*found : nullptr;
    const auto [revision, met] = expected_revision(
        request, current, [&] { return tag_of(advisor_to_json(current->record, service_.availability({id}))); });
    if (!met) return refused(service_.changed(id), request);
    const auto done = service_.put_advisor(*record, revision, manager(request));
    if (!done) return refused(done.refusal(), request);
    return resource(advisor_to_json(done->kept.record, service_.availability({id})), request,
                    done->created ? 201 : 200);
}

Reply Routes::availability(const std::string& id, const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto found = service_.availability({id}, *day_from_iso(day));
    return found ? resource(availability_to_json(*found), request) : refused(found.refusal(), request);
}

Reply Routes::put_availability(const std::string& id, const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto row = availability_from_json(request.body, {id}, *day_from_iso(day));
    if (!row) return unreadable(row.problems(), request);
    const auto tag_now = [&]() -> std::optional<std::string> {
        const auto found = service_.availability(row->advisor, row->day);
        return found ? std::optional(tag_of(availability_to_json(*found))) : std::nullopt;
    };
    return if_unchanged(service_, request, id, tag_now, [&] {
        const auto done = service_.put_availability(*row, manager(request));
        return done ? resource(availability_to_json(*done), request) : refused(done.refusal(), request);
    });
}

Reply Routes::campaign(const Request& request) {
    const auto found = service_.campaign();
    return found ? resource(*found, request) : refused(found.refusal(), request);
}

Reply Routes::put_campaign(const Request& request) {
    const auto document = campaign_from_json(request.body);
    if (!document) return unreadable(document.problems(), request);
    const auto tag_now = [&]() -> std::optional<std::string> {
        const auto found = service_.campaign();
        return found ? std::optional(tag_of(*found)) : std::nullopt;
    };
    return if_unchanged(service_, request, "campaign", tag_now, [&] {
        const auto done = service_.put_campaign(*document, manager(request));
        return done ? resource(*done, request) : refused(done.refusal(), request);
    });
}

}  // namespace bienveille
