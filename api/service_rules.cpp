// Which rules run: versions that people write and sign, what a change would do, putting one in force.
#include <algorithm>

#include "api/guard_rail_text.h"
#include "api/rules_compared.h"
#include "api/service.h"
#include "api/service_answers.h"
#include "engine/digest.h"
#include "engine/names.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

Refusal no_such_rules() { return not_found("there is no rule set of this name and version, nor of this digest"); }

Problem unknown_rules(const std::string& field) {
    return {field, "names no rule set that is kept; must be one of GET /v1/rules, or a rule set"};
}

bool is_built_in(const RuleSet& rules) {
    return digest(rules) == digest(default_rules()) || digest(rules) == digest(heatwave_rules());
}

Refusal crosses(const std::vector<CrossedLine>& crossed, Day day) {
    Refusal refusal = conflict("on " + day.iso() +
                               " these rules cross lines that a named person must take on them: `override` with `by` "
                               "and `reason`");
    for (const CrossedLine& line : crossed)
        refusal.problems.push_back(
            {"guard_rails." + std::string{name(line.kind)}, crossed_text(line, Language::english)});
    return refusal;
}

}  // namespace

std::string rules_id(const RuleSet& rules) { return rules.name + "-" + rules.version; }

RulesVersion Service::version_of(KeptRules kept) {
    const auto rules = parsed(kept);
    return {std::move(kept), rules, digest(*rules)};
}

RulesHistory Service::rules_history() {
    RulesHistory all;
    store_.together([&] {
        all = {};
        for (KeptRules& each : store_.rules()) all.versions.push_back(version_of(std::move(each)));
        all.activations = store_.activations();
        return true;
    });
    return all;
}

std::optional<RulesVersion> Service::find_rules(const std::string& id_or_digest) {
    if (auto found = store_.rules(id_or_digest)) return version_of(*std::move(found));
    for (KeptRules& each : store_.rules())
        if (RulesVersion version = version_of(std::move(each)); version.digest == id_or_digest) return version;
    return std::nullopt;
}

Answer<RulesVersion> Service::rules(const std::string& id_or_digest) {
    auto found = find_rules(id_or_digest);
    if (!found) return no_such_rules();
    return *std::move(found);
}

Answer<RulesAdded> Service::add_rules(const RuleSet& rules, const Asker& by) {
    const std::string id = rules_id(rules), print = digest(rules);
    if (!rules.revision && !is_built_in(rules))
        return wrong({{"/revision",
                       "is missing; must say who made this version, on which day, why, and from which: {\"author\", "
                       "\"on\", \"reason\", \"parent\"}"}});
    const bool created = store_.keep_rules({id, rules.name, rules.version, write_rules(rules), "", false}, stamped(by));
    const auto kept = store_.rules(id);
    if (!kept) return no_such_rules();
    RulesVersion version = version_of(*kept);
    if (version.digest != print)
        return conflict(id + " is kept with another content, digest " + version.digest +
                        "; a version never changes: give this one another \"version\"");
    return RulesAdded{std::move(version), created};
}

Answer<RulesDifferences> Service::rules_differences(const std::string& from, const std::string& to) {
    const auto before = find_rules(from), after = find_rules(to);
    if (!after) return no_such_rules();
    if (!before) return wrong({{"from", "names no rule set that is kept; must be one of GET /v1/rules"}});
    return RulesDifferences{before->rules, after->rules, differences(*before->rules, *after->rules)};
}

std::shared_ptr<const RuleSet> Service::chosen(const RulesChoice& choice) {
    if (const auto* rules = std::get_if<RuleSet>(&choice)) return std::make_shared<const RuleSet>(*rules);
    const auto found = find_rules(std::get<std::string>(choice));
    return found ? found->rules : nullptr;
}

Answer<Day> Service::day_to_look_at(std::optional<Day> day) {
    if (!day) day = store_.newest_day();
    if (day) return *day;
    return wrong({{"day", "is missing; must name a day, as no plan was made yet"}});
}

// What is done, runs or is fixed stays under any rules; the rest of the plan that runs binds nobody.
Service::KnownDay Service::day_as_it_stands(Day day) {
    KnownDay now = known(day, {}, {});
    std::erase_if(now.input.previous,
                  [](const PreviousCall& each) { return each.state == CallState::planned && !each.pinned; });
    return now;
}

Answer<RulesCompared> Service::compare_rules(const RulesQuestion& question, const TellStep& tell) {
    const auto before = chosen(question.before), after = chosen(question.after);
    Problems problems;
    if (!before) problems.push_back(unknown_rules("a"));
    if (!after) problems.push_back(unknown_rules("b"));
    const auto day = day_to_look_at(question.day);
    if (!day) problems.insert(problems.end(), day.refusal().problems.begin(), day.refusal().problems.end());
    if (!problems.empty()) return wrong(std::move(problems));
    auto comparison = compare(day_as_it_stands(*day).input, *before, *after, tell);
    if (!comparison) return wrong(comparison.problems());
    RulesCompared compared{std::move(comparison).value(), {}};
    compared.crossed = crossed_lines(*after, compared.comparison);
    return compared;
}

Answer<WhatIf> Service::what_if(const WhatIfQuestion& question) {
    const auto day = day_to_look_at(question.day);
    Problems problems = day ? Problems{} : day.refusal().problems;
    const auto otherwise = question.rules ? chosen(*question.rules) : nullptr;
    if (question.rules && !otherwise) problems.push_back(unknown_rules("rules"));
    if (!problems.empty()) return wrong(std::move(problems));
    const KnownDay now = day_as_it_stands(*day);
    auto answer = bienveille::what_if(now.input, *now.rules, otherwise ? *otherwise : *now.rules, question.change,
                                      question.everybody_by);
    if (!answer) return wrong(answer.problems());
    return std::move(answer).value();
}

Answer<ActivationDone> Service::activate_rules(const ActivationWish& wish, const Asker& by) {
    const RulesHistory now = rules_history();
    const auto is_meant = [&](const RulesVersion& each) {
        return each.kept.id == wish.rules || each.digest == wish.rules;
    };
    const auto meant = std::find_if(now.versions.begin(), now.versions.end(), is_meant);
    const auto running = std::find_if(now.versions.begin(), now.versions.end(),
                                      [](const RulesVersion& each) { return each.kept.active; });
    if (meant == now.versions.end() || running == now.versions.end()) return no_such_rules();
    const int before = static_cast<int>(now.activations.size());
    if (wish.seen && *wish.seen != before) return changed(now.activations.back().rules);
    if (meant == running) {
        ActivationDone already{meant->kept.id, std::nullopt, false};
        if (!now.activations.empty()) already.activation = now.activations.back();
        return already;
    }
    const auto compared = compare_rules({*running->rules, *meant->rules, wish.day});
    if (!compared) return compared.refusal();
    const auto& crossed = compared->crossed;
    if (!crossed.empty() && !wish.override) return crosses(crossed, compared->comparison.day);
    Activation activation{before + 1,
                          meant->kept.id,
                          running->kept.id,
                          utc_stamp(clock_()),
                          wish.by,
                          wish.reason,
                          compared->comparison.day,
                          documents_.write_crossed(crossed),
                          "",
                          ""};
    if (!crossed.empty()) {
        activation.overridden_by = wish.override->by;
        activation.override_reason = wish.override->reason;
    }
    if (!store_.activate(activation, stamped(by))) return changed_meanwhile();
    return ActivationDone{meant->kept.id, std::move(activation), true};
}

}  // namespace bienveille
