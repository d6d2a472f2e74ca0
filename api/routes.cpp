#include "api/routes.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "api/assets.h"
#include "api/log.h"
#include "api/wire.h"
#include "api/wire_service.h"
#include "datasets/read.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostPage = 1000;
constexpr std::size_t kMostKeptBody = 64 * 1024;
constexpr const char* kZone = "Europe/Paris";  // of stamps that come with an offset

std::string tag_of(const std::string& body) { return "\"" + digest_of_text(body) + "\""; }

// "W/" is ignored: our tags are of the bytes, and equal bytes are equal enough for both kinds.
bool lists_tag(std::string_view header, std::string_view tag) {
    if (header == "*") return true;
    while (!header.empty()) {
        std::string_view each = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), each.size() + 1));
        while (each.starts_with(' ')) each.remove_prefix(1);
        while (each.ends_with(' ')) each.remove_suffix(1);
        if (each.starts_with("W/")) each.remove_prefix(2);
        if (each == tag) return true;
    }
    return false;
}

// A resource as it stands: 304 when the asker has it already.
Reply resource(std::string body, const Request& request, int status = 200) {
    Reply reply;
    reply.status = status;
    const std::string tag = tag_of(body);
    reply.headers.emplace_back("ETag", tag);
    reply.headers.emplace_back("Cache-Control", "private, no-cache");
    const std::string known = request.header("if-none-match");
    const bool read = request.method == "GET" || request.method == "HEAD";
    if (read && !known.empty() && lists_tag(known, tag))
        reply.status = 304;
    else
        reply.body = std::move(body);
    return reply;
}

Reply refused(const Refusal& refusal, const Request& request) {
    switch (refusal.kind) {
        case Refusal::Kind::not_found: return problem(404, refusal.message, request);
        case Refusal::Kind::conflict: return problem(409, refusal.message, request);
        case Refusal::Kind::changed_meanwhile: return problem(412, refusal.message, request);
        case Refusal::Kind::wrong: break;
    }
    return problem(422, refusal.message, request, refusal.problems);
}

// Not JSON at all is 400; JSON that says something wrong is 422.
Reply unreadable(const Problems& problems, const Request& request) {
    const bool no_json = problems.size() == 1 && problems[0].path.empty();
    return no_json ? problem(400, "the body cannot be read", request, problems)
                   : problem(422, "the body can be read, but is wrong", request, problems);
}

Reply wrong_query(std::string name, std::string message, const Request& request) {
    return problem(422, "the query is wrong", request, {{std::move(name), std::move(message)}});
}

Reply wrong_path(std::string name, std::string message, const Request& request) {
    return problem(422, "the path is wrong", request, {{std::move(name), std::move(message)}});
}

std::optional<Reply> unknown_query(const Request& request, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : request.query)
        if (std::find(known.begin(), known.end(), name) == known.end())
            return wrong_query(name.substr(0, 64), "is not a known parameter of this route", request);
    return std::nullopt;
}

std::optional<bool> flag(const Request& request, const std::string& name) {
    const auto found = request.query.find(name);
    if (found == request.query.end()) return false;
    if (found->second == "true" || found->second == "1" || found->second.empty()) return true;
    if (found->second == "false" || found->second == "0") return false;
    return std::nullopt;
}

struct PageAsked {
    std::string after;
    std::size_t limit = 100;
};

std::optional<PageAsked> page_asked(const Request& request) {
    PageAsked asked;
    if (const auto found = request.query.find("cursor"); found != request.query.end()) asked.after = found->second;
    if (!asked.after.empty() && !is_valid_id(asked.after)) return std::nullopt;
    if (const auto found = request.query.find("limit"); found != request.query.end()) {
        const std::string& digits = found->second;
        if (digits.empty() || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), ::isdigit))
            return std::nullopt;
        asked.limit = static_cast<std::size_t>(std::stoi(digits));
        if (asked.limit < 1 || asked.limit > kMostPage) return std::nullopt;
    }
    return asked;
}

// The first language of Accept-Language that is one of ours.
Language language_of(const Request& request) {
    std::string_view asked = request.headers.contains("accept-language")
                                 ? std::string_view{request.headers.at("accept-language")}
                                 : std::string_view{};
    while (!asked.empty()) {
        std::string_view each = asked.substr(0, asked.find(','));
        asked.remove_prefix(std::min(asked.size(), each.size() + 1));
        while (each.starts_with(' ')) each.remove_prefix(1);
        if (each.starts_with("fr")) return Language::french;
        if (each.starts_with("en")) return Language::english;
    }
    return Language::french;
}

bool is_csv(const Request& request) { return request.header("content-type").starts_with("text/csv"); }

Asker manager(const Request& request) { return {"manager", request.id}; }
Asker advisor_asks(const Request& request) { return {"advisor", request.id}; }

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

}  // namespace

Reply problem(int status, std::string_view detail, const Request& request, const Problems& errors) {
    Reply reply;
    reply.status = status;
    reply.type = "application/problem+json";
    reply.body = problem_to_json(status, status_phrase(status), detail, request.id, errors);
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

Routes::Routes(Service& service, Metrics& metrics, int most_plans_at_once)
    : service_(service), metrics_(metrics), most_plans_(most_plans_at_once) {}

std::optional<Reply> Routes::refusal(const Request& head, std::optional<std::size_t> body_bytes,
                                     std::size_t most_body_bytes) {
    if (!is_own_host(head.header("host")))
        return problem(403, "the Host header must name this machine's loopback", head);
    if (!is_own_origin(head.header("origin"), head.header("host")))
        return problem(403, "requests from pages of other origins are not taken", head);
    const Found found = find_route(head.method, head.path);
    if (found.allowed.empty()) return problem(404, "there is nothing at this path", head);
    if (!found.route) {
        std::string allow;
        for (const std::string_view method : found.allowed) {
            allow += (allow.empty() ? "" : ", ") + std::string{method};
            if (method == "GET") allow += ", HEAD";
        }
        Reply reply = problem(405, "this path does not take " + head.method.substr(0, 16), head);
        reply.headers.emplace_back("Allow", allow);
        return reply;
    }
    if (found.route->body == Body::none) {
        if (body_bytes.value_or(0) > 0) return problem(400, "this route takes no body", head);
        return std::nullopt;
    }
    if (!body_bytes) return problem(411, "a body with its Content-Length is needed", head);
    if (*body_bytes > most_body_bytes)
        return problem(413, "the body is longer than " + std::to_string(most_body_bytes) + " bytes", head);
    const std::string type = head.header("content-type");
    const bool json = type == "application/json" || type.starts_with("application/json;");
    const bool csv = found.route->body == Body::json_or_csv && (type == "text/csv" || type.starts_with("text/csv;"));
    if (!json && !csv)
        return problem(415,
                       std::string{"the body's Content-Type must be application/json"} +
                           (found.route->body == Body::json_or_csv ? " or text/csv" : ""),
                       head);
    return std::nullopt;
}

Reply Routes::answer(const Request& request) {
    const auto start = std::chrono::steady_clock::now();
    const Found found = find_route(request.method, request.path);
    Reply reply;
    try {
        if (!found.route)
            reply = refusal(request, request.body.size(), request.body.size()).value();
        else
            reply = keyed(found, request);
    } catch (const StoreError& error) {
        log_fault(error.what());
        reply = problem(503, "the database does not answer; try again", request);
        reply.headers.emplace_back("Retry-After", "5");
    } catch (const std::exception& error) {
        log_fault(std::string{"unexpected: "} + error.what());
        reply = problem(500, "a fault of ours; the request id finds it in the log", request);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    metrics_.count_request(request.method, found.route ? found.route->path : "-", reply.status, took.count());
    return reply;
}

// Writes under an Idempotency-Key: the first answer again, or 422 for another request. Attempts keep theirs in the same
// transaction as what they change (service.h).
Reply Routes::keyed(const Found& found, const Request& request) {
    const std::string key = request.header("idempotency-key");
    const bool write = request.method == "POST" || request.method == "PUT";
    if (!write || key.empty()) return act(found, request);
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.size() > 128 || !printable)
        return problem(422, "the Idempotency-Key is wrong", request,
                       {{"Idempotency-Key", "must be 1 to 128 visible ASCII characters"}});
    if (found.route->action == Action::record_attempt) return act(found, request);
    const std::string print = digest_of_text(request.method + " " + request.path + "\n" + request.body);
    if (const auto kept = service_.answer(key)) {
        if (kept->fingerprint != print)
            return problem(422, "the Idempotency-Key was used for another request", request,
                           {{"Idempotency-Key", "must be new for each request"}});
        if (!kept->body.empty()) {
            Reply again;
            again.status = kept->status;
            again.body = kept->body;
            again.headers.emplace_back("Idempotent-Replay", "true");
            return again;
        }
    }
    Reply reply = act(found, request);
    // A long answer is not kept: these writes give the same again when carried out twice.
    if (reply.status < 300)
        service_.keep_answer(
            {key, print, "", reply.status, reply.body.size() <= kMostKeptBody ? reply.body : std::string{}, ""});
    return reply;
}

Reply Routes::act(const Found& found, const Request& request) {
    const auto& at = found.segments;
    switch (found.route->action) {
        case Action::livez: return {200, "text/plain; charset=utf-8", "ok\n", {}, {{"Cache-Control", "no-store"}}};
        case Action::readyz: return ready();
        case Action::metrics:
            return {
                200, "text/plain; version=0.0.4; charset=utf-8", metrics_.text(), {}, {{"Cache-Control", "no-store"}}};
        case Action::openapi: return page("openapi.json", request);
        case Action::docs_page: return page("docs.html", request);
        case Action::plan_page: return page("index.html", request);
        case Action::asset: return page(at[0], request);
        case Action::solve: return solve(request);
        case Action::import_tenants: return import_tenants(request);
        case Action::import_advisors: return import_advisors(request);
        case Action::get_tenants: return tenants(request);
        case Action::get_tenant: return tenant(at[0], request);
        case Action::put_tenant: return put_tenant(at[0], request);
        case Action::get_advisors: return advisors(request);
        case Action::get_advisor: return advisor(at[0], request);
        case Action::put_advisor: return put_advisor(at[0], request);
        case Action::put_availability: return put_availability(at[0], at[1], request);
        case Action::get_rules: return rules(request);
        case Action::get_rule_set: return rule_set(at[0], request);
        case Action::get_plans: return plans(request);
        case Action::make_plan: return make_plan(at[0], request);
        case Action::get_plan: return plan(at[0], request);
        case Action::get_list: return list(at[0], at[1], request);
        case Action::record_attempt: return attempt(at[0], request);
    }
    return problem(404, "there is nothing at this path", request);
}

Reply Routes::ready() {
    service_.check();
    return {200, "text/plain; charset=utf-8", "ready\n", {}, {{"Cache-Control", "no-store"}}};
}

Reply Routes::page(std::string_view name, const Request& request) {
    const Asset* found = asset(name);
    if (!found) return problem(404, "there is nothing at this path", request);
    Reply reply;
    reply.type = found->type;
    reply.headers = {{"ETag", std::string{found->tag}}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding"}};
    if (lists_tag(request.header("if-none-match"), found->tag)) {
        reply.status = 304;
    } else if (request.header("accept-encoding").find("gzip") != std::string::npos) {
        reply.fixed = found->gzipped;
        reply.headers.emplace_back("Content-Encoding", "gzip");
    } else {
        reply.fixed = found->bytes;
    }
    return reply;
}

// ------------------------------------------------------------------------------------------------ plans

namespace {

// One of few places where a plan may be made.
class PlanTurn {
public:
    PlanTurn(std::atomic<int>& taken, int most) : taken_(taken), mine_(taken.fetch_add(1) < most) {}
    ~PlanTurn() { taken_.fetch_sub(1); }
    PlanTurn(const PlanTurn&) = delete;
    PlanTurn& operator=(const PlanTurn&) = delete;
    bool mine() const { return mine_; }

private:
    std::atomic<int>& taken_;
    bool mine_;
};

Reply busy(const Request& request) {
    Reply reply = problem(503, "as many plans as this machine can make at once are being made; try again", request);
    reply.headers.emplace_back("Retry-After", "2");
    return reply;
}

std::optional<Reply> wrong_day(const std::string& text, const Request& request) {
    if (day_from_iso(text)) return std::nullopt;
    return wrong_path("day", "must be a day YYYY-MM-DD between 1900 and 2199", request);
}

}  // namespace

Reply Routes::solve(const Request& request) {
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto asked = solve_from_json(request.body);
    if (!asked) return unreadable(asked.problems(), request);
    const auto plan = service_.solve(asked->input, asked->rules, asked->rules_version);
    if (!plan) return refused(plan.refusal(), request);
    return resource(plan_to_json(*plan), request);
}

Reply Routes::plans(const Request& request) {
    if (auto wrong = unknown_query(request, {})) return *wrong;
    const auto newest = service_.newest_day();
    return resource(newest ? "{\"newest\": \"" + newest->iso() + "\"}\n" : "{\"newest\": null}\n", request);
}

Reply Routes::make_plan(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto start = std::chrono::steady_clock::now();
    const auto made = service_.generate_plan(*day_from_iso(day), manager(request));
    metrics_.count_plan(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    if (!made) return refused(made.refusal(), request);
    Reply reply = resource(stored_plan_to_json(*made), request, made->made_now ? 201 : 200);
    if (made->made_now) reply.headers.emplace_back("Location", "/v1/plans/" + day);
    return reply;
}

Reply Routes::plan(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto found = service_.plan(*day_from_iso(day));
    return found ? resource(stored_plan_to_json(*found), request) : refused(found.refusal(), request);
}

Reply Routes::list(const std::string& day, const std::string& advisor, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto found = service_.list(*day_from_iso(day), {advisor});
    if (!found) return refused(found.refusal(), request);
    const Language language = language_of(request);
    Reply reply = resource(list_to_json(*found, language), request);
    reply.headers.emplace_back("Content-Language", language == Language::french ? "fr" : "en");
    reply.headers.emplace_back("Vary", "Accept-Language");
    return reply;
}

Reply Routes::attempt(const std::string& call, const Request& request) {
    const auto report = attempt_from_json(request.body);
    if (!report) return unreadable(report.problems(), request);
    std::optional<KeyedRequest> key;
    if (const std::string given = request.header("idempotency-key"); !given.empty())
        key = KeyedRequest{given, digest_of_text(request.method + " " + request.path + "\n" + request.body)};
    const auto done = service_.record_attempt(call, *report, key, advisor_asks(request));
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.status = 201;
    reply.body = attempt_to_json(done->attempt);
    if (done->again) reply.headers.emplace_back("Idempotent-Replay", "true");
    return reply;
}

// ------------------------------------------------------------------------------------------------ register

namespace {

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
    if (!met) return problem(412, "the tenant is not as the request says; read it again", request);
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
    if (!met) return problem(412, "the advisor is not as the request says; read it again", request);
    const auto done = service_.put_advisor(*record, revision, manager(request));
    if (!done) return refused(done.refusal(), request);
    return resource(advisor_to_json(done->kept.record, service_.availability({id})), request,
                    done->created ? 201 : 200);
}

Reply Routes::put_availability(const std::string& id, const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto minutes = availability_from_json(request.body);
    if (!minutes) return unreadable(minutes.problems(), request);
    const auto done = service_.put_availability({{id}, *day_from_iso(day), *minutes}, manager(request));
    return done ? resource(availability_to_json(*done), request) : refused(done.refusal(), request);
}

// ------------------------------------------------------------------------------------------------ rules

Reply Routes::rules(const Request& request) { return resource(rules_list_to_json(service_.rules()), request); }

Reply Routes::rule_set(const std::string& version, const Request& request) {
    const auto found = service_.rules(version);
    return found ? resource(found->document, request) : refused(found.refusal(), request);
}

std::string_view status_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 411: return "Length Required";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 503: return "Service Unavailable";
        default: return "Internal Server Error";
    }
}

}  // namespace bienveille
