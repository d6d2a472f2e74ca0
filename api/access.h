// Every route of the service, and who may call it: the one place that says so.
//
// Decides: which method and path is which action, who may ask for it, where the service may listen and which hosts it
// answers for. Does not decide: what an action does (routes.h).
//
// Until accounts exist, whoever reaches the loopback interface acts as manager and advisor, and the service listens
// nowhere else. A browser on the same machine is not trusted with that: the Host header must name the loopback (a
// rebound name does not), and a request that carries a foreign Origin is refused. There is no CORS.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bienveille {

enum class Who { any, manager, advisor, manager_or_advisor };

enum class Action {
    livez,
    readyz,
    metrics,
    openapi,
    docs_page,
    plan_page,
    rules_page,
    waves_page,
    asset,
    solve,
    import_tenants,
    import_advisors,
    get_tenants,
    get_tenant,
    put_tenant,
    get_advisors,
    get_advisor,
    put_advisor,
    get_availability,
    put_availability,
    get_campaign,
    put_campaign,
    get_rules,
    get_rule_set,
    add_rules,
    compare_rules,
    get_rules_diff,
    activate_rules,
    what_if,
    get_plans,
    make_plan,
    get_plan,
    get_versions,
    get_changes,
    replan,
    accept_replan,
    get_list,
    get_why,
    get_promises,
    check_promise,
    next_call,
    record_attempt,
    renew_lease,
    release_lease,
    get_attempt,
    correct_attempt,
    rang_in,
    set_emergency,
    clear_level3,
    move_call,
    get_pin,
    put_pin,
    remove_pin,
    get_escalations,
    decide_escalation,
    get_waves,
    begin_wave,
    get_wave_report,
    add_wave_words,
    get_events,
};

enum class Body { none, json, json_if_any, json_or_csv };

struct Route {
    std::string_view method;
    std::string_view path;  // {id} stands for one segment
    Who who;
    Action action;
    Body body = Body::none;
};

constexpr std::array<Route, 60> kRoutes{{
    {"GET", "/livez", Who::any, Action::livez},
    {"GET", "/readyz", Who::any, Action::readyz},
    {"GET", "/metrics", Who::any, Action::metrics},
    {"GET", "/v1/openapi.json", Who::any, Action::openapi},
    {"GET", "/docs", Who::any, Action::docs_page},
    {"GET", "/", Who::any, Action::plan_page},
    {"GET", "/rules", Who::any, Action::rules_page},
    {"GET", "/waves", Who::any, Action::waves_page},
    {"GET", "/assets/{name}", Who::any, Action::asset},
    {"POST", "/v1/solve", Who::manager, Action::solve, Body::json},
    {"POST", "/v1/import/tenants", Who::manager, Action::import_tenants, Body::json_or_csv},
    {"POST", "/v1/import/advisors", Who::manager, Action::import_advisors, Body::json_or_csv},
    {"GET", "/v1/tenants", Who::manager, Action::get_tenants},
    {"GET", "/v1/tenants/{id}", Who::manager, Action::get_tenant},
    {"PUT", "/v1/tenants/{id}", Who::manager, Action::put_tenant, Body::json},
    {"GET", "/v1/advisors", Who::manager, Action::get_advisors},
    {"GET", "/v1/advisors/{id}", Who::manager, Action::get_advisor},
    {"PUT", "/v1/advisors/{id}", Who::manager, Action::put_advisor, Body::json},
    {"GET", "/v1/advisors/{id}/availability/{day}", Who::manager, Action::get_availability},
    {"PUT", "/v1/advisors/{id}/availability/{day}", Who::manager, Action::put_availability, Body::json},
    {"GET", "/v1/campaign", Who::manager, Action::get_campaign},
    {"PUT", "/v1/campaign", Who::manager, Action::put_campaign, Body::json},
    {"GET", "/v1/rules", Who::manager, Action::get_rules},
    {"POST", "/v1/rules", Who::manager, Action::add_rules, Body::json},
    {"POST", "/v1/rules/compare", Who::manager, Action::compare_rules, Body::json},
    {"GET", "/v1/rules/{version}", Who::manager, Action::get_rule_set},
    {"GET", "/v1/rules/{version}/diff", Who::manager, Action::get_rules_diff},
    {"POST", "/v1/rules/{version}/activate", Who::manager, Action::activate_rules, Body::json},
    {"POST", "/v1/whatif", Who::manager, Action::what_if, Body::json},
    {"GET", "/v1/plans", Who::manager, Action::get_plans},
    {"POST", "/v1/plans/{day}", Who::manager, Action::make_plan, Body::json_if_any},
    {"GET", "/v1/plans/{day}", Who::manager, Action::get_plan},
    {"GET", "/v1/plans/{day}/versions", Who::manager, Action::get_versions},
    {"GET", "/v1/plans/{day}/changes", Who::manager, Action::get_changes},
    {"POST", "/v1/plans/{day}/replan", Who::manager, Action::replan, Body::json_if_any},
    {"POST", "/v1/plans/{day}/accept", Who::manager, Action::accept_replan, Body::json},
    {"GET", "/v1/plans/{day}/lists/{advisor}", Who::manager_or_advisor, Action::get_list},
    {"GET", "/v1/plans/{day}/why", Who::manager_or_advisor, Action::get_why},
    {"POST", "/v1/plans/{day}/moves", Who::manager, Action::move_call, Body::json},
    {"GET", "/v1/plans/{day}/pins/{tenant}", Who::manager, Action::get_pin},
    {"PUT", "/v1/plans/{day}/pins/{tenant}", Who::manager, Action::put_pin, Body::json},
    {"DELETE", "/v1/plans/{day}/pins/{tenant}", Who::manager, Action::remove_pin},
    {"GET", "/v1/promises", Who::manager, Action::get_promises},
    {"POST", "/v1/promises/check", Who::manager_or_advisor, Action::check_promise, Body::json},
    {"POST", "/v1/calls/next", Who::advisor, Action::next_call, Body::json},
    {"POST", "/v1/calls/{id}/attempts", Who::advisor, Action::record_attempt, Body::json},
    {"POST", "/v1/calls/{id}/renew", Who::advisor, Action::renew_lease, Body::json_if_any},
    {"POST", "/v1/calls/{id}/release", Who::manager_or_advisor, Action::release_lease, Body::json},
    {"GET", "/v1/attempts/{id}", Who::manager, Action::get_attempt},
    {"PUT", "/v1/attempts/{id}", Who::advisor, Action::correct_attempt, Body::json},
    {"POST", "/v1/tenants/{id}/incoming", Who::advisor, Action::rang_in, Body::json},
    {"POST", "/v1/tenants/{id}/emergency", Who::manager_or_advisor, Action::set_emergency, Body::json},
    {"POST", "/v1/tenants/{id}/cleared", Who::manager_or_advisor, Action::clear_level3},
    {"GET", "/v1/escalations", Who::manager_or_advisor, Action::get_escalations},
    {"POST", "/v1/escalations", Who::manager_or_advisor, Action::decide_escalation, Body::json},
    {"GET", "/v1/waves", Who::manager, Action::get_waves},
    {"POST", "/v1/waves", Who::manager, Action::begin_wave, Body::json},
    {"GET", "/v1/waves/{id}/report", Who::manager, Action::get_wave_report},
    {"POST", "/v1/waves/{id}/words", Who::manager, Action::add_wave_words, Body::json},
    {"GET", "/v1/events", Who::manager_or_advisor, Action::get_events},
}};

struct Found {
    const Route* route = nullptr;           // null: see `allowed`
    std::vector<std::string> segments;      // what stood for {…}, in order
    std::vector<std::string_view> allowed;  // methods of this path; empty when no route has it
};

// HEAD is found as GET. A path without {…} comes before those with: /v1/rules/compare is no version.
Found find_route(std::string_view method, std::string_view path);

// Why the service does not listen there; nothing when it does.
std::optional<std::string> refusal_to_listen(std::string_view host);
// The Host header names the loopback, whatever the port.
bool is_own_host(std::string_view host_header);
// The Origin header, when there is one, is the same host.
bool is_own_origin(std::string_view origin, std::string_view host_header);

}  // namespace bienveille
