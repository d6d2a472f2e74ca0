// Plans, lists and promises: the routes of a day.
#include <chrono>

#include "api/replies.h"
#include "api/routes.h"
#include "api/wire.h"
#include "api/wire_promises.h"
#include "api/wire_replan.h"
#include "api/wire_service.h"

namespace bienveille {

Reply Routes::solve(const Request& request) {
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    auto asked = solve_from_json(request.body);
    if (!asked) return unreadable(asked.problems(), request);
    const auto solved = service_.solve(std::move(asked->input), asked->rules, asked->rules_version);
    if (!solved) return refused(solved.refusal(), request);
    return resource(plan_to_json(solved->plan, {}, solved->changes ? &*solved->changes : nullptr), request);
}

Reply Routes::plans(const Request& request) {
    if (auto wrong = unknown_query(request, {})) return *wrong;
    const auto newest = service_.newest_day();
    return resource(newest ? "{\"newest\": \"" + newest->iso() + "\"}\n" : "{\"newest\": null}\n", request);
}

Reply Routes::make_plan(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto asked = plan_question_from_json(request.body.empty() ? "{}" : request.body, *day_from_iso(day));
    if (!asked) return unreadable(asked.problems(), request);
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto start = std::chrono::steady_clock::now();
    const auto made = service_.generate_plan(asked->day, manager(request), asked->now);
    metrics_.count_plan(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    if (!made) return refused(made.refusal(), request);
    Reply reply = resource(stored_plan_to_json(*made), request, made->made_now ? 201 : 200);
    if (made->made_now) reply.headers.emplace_back("Location", "/v1/plans/" + day);
    return reply;
}

Reply Routes::plan(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    if (auto wrong = unknown_query(request, {"version"})) return *wrong;
    if (request.query.contains("version")) return plan_version(day, request);
    const auto found = service_.plan(*day_from_iso(day));
    return found ? resource(stored_plan_to_json(*found), request) : refused(found.refusal(), request);
}

Reply Routes::list(const std::string& day, const std::string& advisor, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const Language language = language_of(request);
    const std::string what = day + (language == Language::french ? " fr " : " en ") + advisor;
    const std::int64_t moment = service_.moment();  // before the list is read, so that no later change hides
    auto ready = lists_.find(what, moment);
    // A lease may be over since, which no change of the store tells.
    if (!ready || (!ready->until.empty() && ready->until <= service_.now())) {
        const auto found = service_.list(*day_from_iso(day), {advisor});
        if (!found) return refused(found.refusal(), request);
        std::string body = list_to_json(*found, language);
        std::string tag = tag_of(body);
        ready = lists_.keep(what, moment, {std::move(body), std::move(tag), found->true_until});
    }
    // The text, for as long as the body it is of.
    return in_language(tagged(std::shared_ptr<const std::string>(ready, &ready->text), ready->tag, request), language);
}

Reply Routes::why(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    if (auto wrong = unknown_query(request, {"tenant", "advisor"})) return *wrong;
    const auto tenant = request.query.find("tenant");
    if (tenant == request.query.end()) return wrong_query("tenant", "is missing; must be a tenant's id", request);
    const auto advisor = request.query.find("advisor");
    for (const auto& [name, value] : request.query)
        if (!is_valid_id(value)) return wrong_query(name, "is not an id", request);
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto answer =
        service_.why(*day_from_iso(day), {tenant->second},
                     advisor == request.query.end() ? std::nullopt : std::optional(AdvisorId{advisor->second}));
    return answer ? resource(why_to_json(*answer), request) : refused(answer.refusal(), request);
}

Reply Routes::promises(const Request& request) {
    if (auto wrong = unknown_query(request, {"day"})) return *wrong;
    const auto asked = request.query.find("day");
    std::optional<Day> day;
    if (asked == request.query.end()) {
        day = service_.newest_day();
        if (!day) return problem(404, "no plan was made yet", request);
    } else {
        if (auto wrong = wrong_day(asked->second, request)) return *wrong;
        day = day_from_iso(asked->second);
    }
    const auto found = service_.plan(*day);
    if (!found) return refused(found.refusal(), request);
    const Language language = language_of(request);
    return in_language(resource(promises_to_json(found->plan, language), request), language);
}

Reply Routes::check_promise(const Request& request) {
    const auto asked = promise_question_from_json(request.body);
    if (!asked) return unreadable(asked.problems(), request);
    const auto day = asked->day ? asked->day : service_.newest_day();
    if (!day) return problem(404, "no plan was made yet: say which day it is asked on, \"day\"", request);
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto answer = service_.check_promise(*day, asked->tenant, asked->by);
    if (!answer) return refused(answer.refusal(), request);
    return resource(promise_answer_to_json(*answer), request);
}

}  // namespace bienveille
