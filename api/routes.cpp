#include "api/routes.h"

#include <algorithm>
#include <chrono>

#include "api/assets.h"
#include "api/replies.h"
#include "api/told_reply.h"
#include "api/wire_service.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

// A plan of a million tenants; databases take a value of four times as much.
constexpr std::size_t kMostKeptBody = std::size_t{256} << 20;

// One request under a key after the other: the second finds the first one's answer.
class KeyTurn {
public:
    KeyTurn(KeysInUse& keys, const std::string& key) : keys_(keys), key_(key) {
        std::unique_lock lock(keys_.mutex);
        keys_.free.wait(lock, [&] { return keys_.taken.insert(key_).second; });
    }
    ~KeyTurn() {
        const std::lock_guard lock(keys_.mutex);
        keys_.taken.erase(key_);
        keys_.free.notify_all();
    }
    KeyTurn(const KeyTurn&) = delete;
    KeyTurn& operator=(const KeyTurn&) = delete;

private:
    KeysInUse& keys_;
    const std::string& key_;
};

std::string fingerprint_of(const Request& request) {
    std::string text = request.method + " " + request.path;
    for (const auto& [name, value] : request.query) text += "\n" + name + "=" + value;
    return digest_of_text(text + "\n\n" + request.body);
}

KeptAnswer kept_of(const Reply& reply, const std::string& key, const std::string& print) {
    KeptAnswer kept{key, print, reply.status, "", "", ""};
    for (const auto& [name, value] : reply.headers) kept.headers += name + ": " + value + "\n";
    if (reply.body.size() <= kMostKeptBody) kept.body = reply.body;
    return kept;
}

Reply again(const KeptAnswer& kept) {
    Reply reply;
    reply.status = kept.status;
    reply.body = kept.body;
    std::string_view rest = kept.headers;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        const std::size_t colon = rest.find(": ");
        reply.headers.emplace_back(rest.substr(0, colon), rest.substr(colon + 2, end - colon - 2));
        rest.remove_prefix(end + 1);
    }
    reply.headers.emplace_back("Idempotent-Replay", "true");
    return reply;
}

}  // namespace

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
    if (found.route->body == Body::json_if_any && body_bytes.value_or(0) == 0) return std::nullopt;
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
    Reply reply = answer_of(request, [&] {
        return found.route ? keyed(found, request) : refusal(request, request.body.size(), request.body.size()).value();
    });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    metrics_.count_request(request.method, found.route ? found.route->path : "-", reply.status, took.count());
    return reply;
}

// Writes under an Idempotency-Key: the first answer again, or 422 for another request. What is written and the answer to
// it are kept together.
Reply Routes::keyed(const Found& found, const Request& request) {
    const std::string key = request.header("idempotency-key");
    const bool write = request.method == "POST" || request.method == "PUT" || request.method == "DELETE";
    if (!write || key.empty()) return act(found, request);
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.size() > 128 || !printable)
        return problem(422, "the Idempotency-Key is wrong", request,
                       {{"Idempotency-Key", "must be 1 to 128 visible ASCII characters"}});
    const KeyTurn turn(keys_, key);
    const std::string print = fingerprint_of(request);
    for (;;) {
        if (const auto kept = service_.answer(key)) {
            if (kept->fingerprint != print)
                return problem(422, "the Idempotency-Key was used for another request", request,
                               {{"Idempotency-Key", "must be new for each request"}});
            return kept->body.empty() ? act(found, request) : again(*kept);
        }
        Reply reply;
        const bool first = service_.together([&] {
            reply = act(found, request);
            return reply.status >= 300 || service_.keep_answer(kept_of(reply, key, print));
        });
        // Refused, it may be for what another program on this database has just done under this key.
        if (first && (reply.status < 300 || !service_.answer(key))) return reply;
        // Another program was faster: what was done here is undone.
    }
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
        case Action::rules_page: return page("rules.html", request);
        case Action::waves_page: return page("waves.html", request);
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
        case Action::get_availability: return availability(at[0], at[1], request);
        case Action::put_availability: return put_availability(at[0], at[1], request);
        case Action::get_campaign: return campaign(request);
        case Action::put_campaign: return put_campaign(request);
        case Action::get_rules: return rules(request);
        case Action::get_rule_set: return rule_set(at[0], request);
        case Action::add_rules: return add_rules(request);
        case Action::compare_rules: return compare_rules(request);
        case Action::get_rules_diff: return rules_diff(at[0], request);
        case Action::activate_rules: return activate_rules(at[0], request);
        case Action::what_if: return what_if(request);
        case Action::get_plans: return plans(request);
        case Action::make_plan: return make_plan(at[0], request);
        case Action::get_plan: return plan(at[0], request);
        case Action::get_versions: return plan_versions(at[0], request);
        case Action::get_changes: return plan_changes(at[0], request);
        case Action::replan: return replan(at[0], request);
        case Action::accept_replan: return accept_replan(at[0], request);
        case Action::get_list: return list(at[0], at[1], request);
        case Action::get_why: return why(at[0], request);
        case Action::get_promises: return promises(request);
        case Action::check_promise: return check_promise(request);
        case Action::next_call: return next_call(request);
        case Action::record_attempt: return attempt(at[0], request);
        case Action::renew_lease: return renew_lease(at[0], request);
        case Action::release_lease: return release_lease(at[0], request);
        case Action::get_attempt: return attempt_with_earlier(at[0], request);
        case Action::correct_attempt: return correct_attempt(at[0], request);
        case Action::rang_in: return rang_in(at[0], request);
        case Action::set_emergency: return set_emergency(at[0], request);
        case Action::clear_level3: return clear_level3(at[0], request);
        case Action::move_call: return move_call(at[0], request);
        case Action::get_pin: return pin(at[0], at[1], request);
        case Action::put_pin: return put_pin(at[0], at[1], request);
        case Action::remove_pin: return remove_pin(at[0], at[1], request);
        case Action::get_escalations: return escalations(request);
        case Action::decide_escalation: return decide_escalation(request);
        case Action::get_waves: return waves(request);
        case Action::begin_wave: return begin_wave(request);
        case Action::get_wave_report: return wave_report(at[0], request);
        case Action::add_wave_words: return add_wave_words(at[0], request);
        case Action::get_events: return events(request);
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

}  // namespace bienveille
