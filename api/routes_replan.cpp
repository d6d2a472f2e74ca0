// A running day planned again: what would change, the yes to it, and the versions that there were.
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire.h"
#include "api/wire_replan.h"
#include "api/wire_service.h"

namespace bienveille {
namespace {

std::optional<int> number_of(const Request& request, const char* name, bool& wrong) {
    const auto given = request.query.find(name);
    if (given == request.query.end()) return std::nullopt;
    int number = 0;
    for (const char c : given->second) {
        if (c < '0' || c > '9' || number > 99'999) {
            wrong = true;
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    wrong = wrong || number == 0;
    return number;
}

}  // namespace

Reply Routes::replan(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto asked = replan_question_from_json(request.body.empty() ? "{}" : request.body, *day_from_iso(day));
    if (!asked) return unreadable(asked.problems(), request);
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto offered = service_.replan(*asked);
    if (!offered) return refused(offered.refusal(), request);
    const Language language = language_of(request);
    return in_language(resource(replan_to_json(*offered, language), request), language);
}

Reply Routes::accept_replan(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto wish = acceptance_from_json(request.body, *day_from_iso(day));
    if (!wish) return unreadable(wish.problems(), request);
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto accepted = service_.accept(*wish, manager(request));
    if (!accepted) return refused(accepted.refusal(), request);
    Reply reply = resource(stored_plan_to_json(*accepted), request, 201);
    reply.headers.emplace_back("Location", "/v1/plans/" + day + "?version=" + std::to_string(accepted->version.number));
    return reply;
}

Reply Routes::plan_version(const std::string& day, const Request& request) {
    bool wrong = false;
    const auto version = number_of(request, "version", wrong);
    if (wrong || !version) return wrong_query("version", "must be the number of a version, from 1", request);
    const auto found = service_.plan(*day_from_iso(day), *version);
    return found ? resource(stored_plan_to_json(*found), request) : refused(found.refusal(), request);
}

Reply Routes::plan_versions(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    if (auto wrong = unknown_query(request, {})) return *wrong;
    const auto versions = service_.plan_versions(*day_from_iso(day));
    if (versions.empty()) return problem(404, "no plan was made for " + day, request);
    return resource(versions_to_json(*day_from_iso(day), versions), request);
}

Reply Routes::plan_changes(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    if (auto wrong = unknown_query(request, {"from", "to"})) return *wrong;
    bool wrong = false;
    const auto from = number_of(request, "from", wrong), to = number_of(request, "to", wrong);
    if (wrong) return wrong_query("from", "and to must be numbers of versions, from 1", request);
    const auto found = service_.plan_changes(*day_from_iso(day), from, to);
    if (!found) return refused(found.refusal(), request);
    const Language language = language_of(request);
    return in_language(resource(version_changes_to_json(*day_from_iso(day), *found, language), request), language);
}

}  // namespace bienveille
