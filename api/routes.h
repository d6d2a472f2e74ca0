// From a request to its answer: access, reading, one use case, writing.
//
// Decides: statuses, headers, preconditions (If-Match, If-None-Match, Idempotency-Key), languages. Does not decide: what
// a use case does (service.h), how bytes travel (server.h).
//
// Promises: R1 answer() never throws and always answers: 500 without a cause in it for a fault of ours, 503 when the
// database cannot. R2 errors are application/problem+json with every problem's path. R3 at most `most_plans_at_once`
// plans are made at once; more are 503 with Retry-After. Any number of threads may call.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

#include "api/access.h"
#include "api/exchange.h"
#include "api/metrics.h"
#include "api/ready_bodies.h"
#include "api/service.h"

namespace bienveille {

// Idempotency keys of requests that are being answered.
struct KeysInUse {
    std::mutex mutex;
    std::condition_variable free;
    std::set<std::string> taken;
};

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

class Routes {
public:
    Routes(Service& service, Metrics& metrics, int most_plans_at_once = 2);

    // Everything that can be said before the body is read: 404, 405, 403, 411, 413, 415. No value: go on.
    static std::optional<Reply> refusal(const Request& head, std::optional<std::size_t> body_bytes,
                                        std::size_t most_body_bytes);
    Reply answer(const Request& request);
    Service& service() { return service_; }

private:
    Reply act(const Found& found, const Request& request);
    Reply keyed(const Found& found, const Request& request);

    Reply ready();
    Reply page(std::string_view name, const Request& request);
    Reply solve(const Request& request);
    Reply import_tenants(const Request& request);
    Reply import_advisors(const Request& request);
    Reply tenants(const Request& request);
    Reply tenant(const std::string& id, const Request& request);
    Reply put_tenant(const std::string& id, const Request& request);
    Reply advisors(const Request& request);
    Reply advisor(const std::string& id, const Request& request);
    Reply put_advisor(const std::string& id, const Request& request);
    Reply availability(const std::string& id, const std::string& day, const Request& request);
    Reply put_availability(const std::string& id, const std::string& day, const Request& request);
    Reply campaign(const Request& request);
    Reply put_campaign(const Request& request);
    Reply rules(const Request& request);
    Reply rule_set(const std::string& version, const Request& request);
    Reply add_rules(const Request& request);
    Reply compare_rules(const Request& request);
    Reply rules_diff(const std::string& version, const Request& request);
    Reply activate_rules(const std::string& version, const Request& request);
    Reply what_if(const Request& request);
    Reply plans(const Request& request);
    Reply make_plan(const std::string& day, const Request& request);
    Reply plan(const std::string& day, const Request& request);
    Reply plan_version(const std::string& day, const Request& request);
    Reply plan_versions(const std::string& day, const Request& request);
    Reply plan_changes(const std::string& day, const Request& request);
    Reply replan(const std::string& day, const Request& request);
    Reply accept_replan(const std::string& day, const Request& request);
    Reply list(const std::string& day, const std::string& advisor, const Request& request);
    Reply why(const std::string& day, const Request& request);
    Reply promises(const Request& request);
    Reply check_promise(const Request& request);
    Reply next_call(const Request& request);
    Reply attempt(const std::string& call, const Request& request);
    std::optional<AgreedCallback> agreed_callback(const std::string& call, const AttemptReport& report);
    Reply renew_lease(const std::string& call, const Request& request);
    Reply release_lease(const std::string& call, const Request& request);
    Reply attempt_with_earlier(const std::string& id, const Request& request);
    Reply correct_attempt(const std::string& id, const Request& request);
    Reply rang_in(const std::string& tenant, const Request& request);
    Reply set_emergency(const std::string& tenant, const Request& request);
    Reply clear_level3(const std::string& tenant, const Request& request);
    Reply move_call(const std::string& day, const Request& request);
    Reply pin(const std::string& day, const std::string& tenant, const Request& request);
    Reply put_pin(const std::string& day, const std::string& tenant, const Request& request);
    Reply remove_pin(const std::string& day, const std::string& tenant, const Request& request);
    Reply escalations(const Request& request);
    Reply decide_escalation(const Request& request);
    Reply waves(const Request& request);
    Reply begin_wave(const Request& request);
    Reply wave_report(const std::string& id, const Request& request);
    Reply add_wave_words(const std::string& id, const Request& request);
    Reply events(const Request& request);

    Service& service_;
    Metrics& metrics_;
    KeysInUse keys_;
    ReadyBodies lists_;  // by day, advisor and language
    int most_plans_;
    std::atomic<int> plans_{0};
};

}  // namespace bienveille
