// Which rules run: their versions, what changes between them and on a day, putting one in force.
#include "api/replies.h"
#include "api/routes.h"
#include "api/rules_compared.h"
#include "api/told_reply.h"
#include "api/wire_comparison.h"
#include "api/wire_fields.h"
#include "api/wire_rule_versions.h"
#include "api/wire_rules.h"
#include "api/wire_what_if.h"
#include "rules/rules_json.h"

namespace bienveille {

Reply Routes::rules(const Request& request) {
    return resource(rules_history_to_json(service_.rules_history()), request);
}

Reply Routes::rule_set(const std::string& version, const Request& request) {
    const auto found = service_.rules(version);
    return found ? resource(found->kept.document, request) : refused(found.refusal(), request);
}

Reply Routes::add_rules(const Request& request) {
    const auto tree = read_json(request.body);
    if (!tree) return unreadable(tree.problems(), request);
    const auto rules = read_rules(tree->root());
    if (!rules) return unreadable(rules.problems(), request);
    const auto added = service_.add_rules(*rules, manager(request));
    if (!added) return refused(added.refusal(), request);
    Reply reply;
    reply.status = added->created ? 201 : 200;
    reply.body = rules_version_to_json(added->version);
    reply.headers.emplace_back("Location", "/v1/rules/" + added->version.digest);
    return reply;
}

// Without `from`: against the version it was made from.
Reply Routes::rules_diff(const std::string& version, const Request& request) {
    if (auto wrong = unknown_query(request, {"from"})) return *wrong;
    const auto meant = service_.rules(version);
    if (!meant) return refused(meant.refusal(), request);
    std::string from;
    if (const auto given = request.query.find("from"); given != request.query.end())
        from = given->second;
    else if (meant->rules->revision)
        from = meant->rules->revision->parent;
    if (from.empty())
        return wrong_query("from", "is missing, and this version says no parent; must be one of GET /v1/rules",
                           request);
    const auto found = service_.rules_differences(from, version);
    if (!found) return refused(found.refusal(), request);
    return resource(differences_to_json(*found->from, *found->to, found->differences) + "\n", request);
}

Reply Routes::compare_rules(const Request& request) {
    const auto question = rules_question_from_json(request.body);
    if (!question) return unreadable(question.problems(), request);
    const auto turn = std::make_shared<const PlanTurn>(plans_, most_plans_);
    if (!turn->mine()) return busy(request);
    return told_reply(request, "comparing", [this, turn, request, question = *question](const TellStep& tell) {
        const auto compared = service_.compare_rules(question, tell);
        if (!compared) return refused(compared.refusal(), request);
        Reply reply;
        reply.body = comparison_to_json(compared->comparison, compared->crossed) + "\n";
        return reply;
    });
}

Reply Routes::what_if(const Request& request) {
    const auto question = what_if_from_json(request.body);
    if (!question) return unreadable(question.problems(), request);
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto answer = service_.what_if(*question);
    if (!answer) return refused(answer.refusal(), request);
    Reply reply;
    reply.body = what_if_to_json(*answer) + "\n";
    return reply;
}

// If-Match names the list of versions as it was seen.
Reply Routes::activate_rules(const std::string& version, const Request& request) {
    auto wish = activation_from_json(request.body, version);
    if (!wish) return unreadable(wish.problems(), request);
    if (const std::string seen = request.header("if-match"); !seen.empty()) {
        const RulesHistory now = service_.rules_history();
        if (!lists_tag(seen, tag_of(rules_history_to_json(now))))
            return refused(service_.changed(now.activations.empty() ? "" : now.activations.back().rules), request);
        wish->seen = static_cast<int>(now.activations.size());
    }
    const PlanTurn turn(plans_, most_plans_);
    if (!turn.mine()) return busy(request);
    const auto done = service_.activate_rules(*wish, manager(request));
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.status = done->changed ? 201 : 200;
    reply.body = activation_to_json(*done);
    return reply;
}

}  // namespace bienveille
