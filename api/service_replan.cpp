// Plans of a day: made, made again while it runs, offered, accepted; each a version that stays.
#include <algorithm>
#include <map>

#include "api/service.h"
#include "api/service_answers.h"
#include "engine/plan.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostTold = 20;

std::vector<KeptCall> calls_of(const Plan& plan) {
    std::vector<KeptCall> calls;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            calls.push_back({call_id(plan.day, call.tenant), plan.day, call.tenant, list.advisor, call.state});
    return calls;
}

Refusal no_plan(Day day) {
    return not_found("no plan was made for " + day.iso() + "; POST to /v1/plans/" + day.iso() + " makes it");
}

// "attempt.record 2, lease.take 1"
std::string told(const std::vector<LoggedChange>& changes) {
    std::map<std::string, int> counts;
    for (const LoggedChange& each : changes) ++counts[each.action];
    std::string text;
    for (const auto& [action, count] : counts)
        text += (text.empty() ? "" : ", ") + action + " " + std::to_string(count);
    return text;
}

}  // namespace

// None when somebody else was faster.
std::optional<StoredPlan> Service::keep_plan(const KnownDay& known, const Plan& plan, std::size_t changes,
                                             const std::string& reason, const Asker& by) {
    KeptPlan kept{plan.day, plan.digest, utc_stamp(clock_()), documents_.write_plan(plan)};
    kept.version = {known.plan ? known.plan->version.number + 1 : 1,
                    plan.digest,
                    known.question,
                    kept.created_at,
                    by.actor,
                    reason,
                    known.input.now,
                    static_cast<int>(changes),
                    0,
                    rules_id(*known.rules)};
    if (!store_.save_plan(kept, calls_of(plan), known.absences, stamped(by))) return std::nullopt;
    auto stored = this->plan(plan.day);
    if (!stored) return std::nullopt;
    StoredPlan made = *stored;
    made.made_now = true;
    return made;
}

Answer<StoredPlan> Service::generate_plan(Day day, const Asker& by, std::optional<TimeOfDay> now) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        KnownDay known = this->known(day, now, {});
        if (known.plan && known.plan->version.input == known.question) return *std::move(known.plan);
        const Result<Plan> made = make_plan(known.input, *known.rules);
        if (!made) return wrong(made.problems());
        const std::size_t moves = known.plan ? changes(known.input, *known.rules, *made).size() : 0;
        if (auto kept = keep_plan(known, *made, moves, "", by)) return *std::move(kept);
    }
    return changed_meanwhile();
}

Answer<StoredPlan> Service::plan(Day day, int version) {
    for (const PlanVersion& each : store_.plan_versions(day))
        if (each.number == version)
            if (const auto kept = store_.plan(day, each.digest))
                return StoredPlan{*parsed(*kept), kept->created_at, false, each};
    return not_found("there is no version " + std::to_string(version) + " of the plan of " + day.iso());
}

std::vector<PlanVersion> Service::plan_versions(Day day) { return store_.plan_versions(day); }

Answer<VersionChanges> Service::plan_changes(Day day, std::optional<int> from, std::optional<int> to) {
    const auto versions = store_.plan_versions(day);
    if (versions.empty()) return no_plan(day);
    VersionChanges answer;
    answer.to = to.value_or(versions.back().number);
    answer.from = from.value_or(std::max(1, answer.to - 1));
    const auto before = plan(day, answer.from);
    if (!before) return before.refusal();
    const auto after = plan(day, answer.to);
    if (!after) return after.refusal();
    KnownDay now = known(day, after->version.now, {}, RulesOf::plan_that_runs);
    answer.changes = changes_between(before->plan, after->plan, std::move(now.input), *now.rules);
    return answer;
}

// ---------------------------------------------------------------------------------------------- replans

Answer<Replan> Service::offer(const ReplanQuestion& question, KnownDay& day) {
    Problems problems;
    for (std::size_t i = 0; i < question.absent.size(); ++i) {
        const auto same = [&](const auto& each) { return each.id == question.absent[i].advisor; };
        const auto again = [&](const Absence& each) { return each.advisor == question.absent[i].advisor; };
        const std::string path = "absent[" + std::to_string(i) + "].advisor";
        if (std::none_of(day.input.advisors.begin(), day.input.advisors.end(), same))
            problems.push_back({path, "is not an advisor of the register"});
        if (std::count_if(question.absent.begin(), question.absent.end(), again) > 1)
            problems.push_back({path, "is named twice; must be named once"});
    }
    if (!problems.empty()) return wrong(std::move(problems));
    if (!day.plan) return no_plan(question.day);
    Result<Plan> made = make_plan(day.input, *day.rules);
    if (!made) return wrong(made.problems());
    Replan offered{std::move(made).value(), day.plan->version, day.input.now, question.absent, {}, {}, {}, {}};
    offered.changes = changes(day.input, *day.rules, offered.plan);
    offered.slips = slips(day.input, *day.rules);
    offered.lost = lost(day.plan->plan, offered.plan);
    offered.offer = offer_id(offered.changes);
    return offered;
}

Answer<Replan> Service::replan(const ReplanQuestion& question) {
    const std::int64_t seen = store_.moment();  // before the day is read, so that no later change hides
    std::optional<TimeOfDay> now = question.now;
    if (!now) {
        const Moment clock = local_moment(clock_(), rules_on(question.day).calendar.time_zone);
        if (clock.day == question.day) now = clock.time;
    }
    KnownDay day = known(question.day, now, question.absent);
    auto offered = offer(question, day);
    if (!offered) return offered;
    Replan seen_then = *offered;
    seen_then.seen = seen;
    return seen_then;
}

Answer<StoredPlan> Service::accept(const Acceptance& wish, const Asker& by) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        const std::int64_t moment = store_.moment();
        KnownDay day = known(wish.question.day, wish.question.now, wish.question.absent);
        const auto offered = offer(wish.question, day);
        if (!offered) return offered.refusal();
        if (offered->offer != wish.offer) {
            const auto since = static_cast<std::size_t>(std::max<std::int64_t>(0, moment - wish.seen));
            const std::string what = told(store_.changes(std::min(since, kMostTold)));
            return conflict("the moves are not those that were shown any more" +
                            (what.empty() ? std::string{} : "; since then: " + what) + "; look at the new offer");
        }
        if (auto kept = keep_plan(day, offered->plan, offered->changes.size(), wish.reason, by))
            return *std::move(kept);
    }
    return changed_meanwhile();
}

}  // namespace bienveille
