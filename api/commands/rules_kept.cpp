#include "api/commands/rules_kept.h"

#include <algorithm>
#include <iostream>

#include "api/commands/open_service.h"
#include "api/commands/progress.h"
#include "api/commands/rules_file.h"
#include "api/display.h"
#include "api/wire_rule_versions.h"
#include "rules/json_tree.h"

namespace bienveille {
namespace {

// The lines that an activation crossed, as they were kept.
std::vector<std::string> crossed_of(const Activation& activation, Language language) {
    std::vector<std::string> lines;
    const auto tree = JsonTree::parse(activation.crossed);
    if (!tree) return lines;
    const JsonValue root = tree->root();
    for (auto each = root.first(); each; each = each->next_in(root))
        if (const auto text = each->member(either(language, "en", "fr"))) lines.emplace_back(text->text());
    return lines;
}

std::string activation_text(const Activation& activation, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    std::string out = activation.at + "  " + activation.before + " -> " + activation.rules + "  " +
                      printable(activation.by) + say(": ", " : ") + printable(activation.reason) + "\n";
    for (const std::string& line : crossed_of(activation, language)) out += "  ! " + printable(line) + "\n";
    if (!activation.overridden_by.empty())
        out += "  " + say("taken on by ", "assumé par ") + printable(activation.overridden_by) + say(": ", " : ") +
               printable(activation.override_reason) + "\n";
    return out;
}

std::string table(const RulesHistory& history, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    std::string out;
    for (const RulesVersion& each : history.versions) {
        out += (each.kept.active ? "* " : "  ") + each.kept.id + "  " + each.digest + "\n";
        if (const auto& revision = each.rules->revision) {
            out += "    " + printable(revision->author) + ", " + revision->on.iso() + say(": ", " : ") +
                   printable(revision->reason) + "\n";
            for (const RulesVersion& parent : history.versions)
                if (parent.digest == revision->parent)
                    out += "    " + say("made from ", "issu de ") + parent.kept.id + "\n";
        }
    }
    out += say("* in force\n", "* en vigueur\n");
    for (const Activation& each : history.activations) out += activation_text(each, language);
    return out;
}

Exit refused(const Refusal& refusal, const std::string& what) {
    Problems problems = refusal.problems;
    if (problems.empty() || refusal.kind == Refusal::Kind::conflict)
        problems.insert(problems.begin(), {what, refusal.message});
    return refuse(problems, refusal.kind == Refusal::Kind::conflict ? Exit::no : Exit::bad_input);
}

Exit not_there(const std::string& database) {
    return refuse({{shown_database(database), "is not there; must be a database that import or serve has made"}},
                  Exit::unavailable);
}

}  // namespace

Exit run(const RulesListCommand& command) {
    if (!is_there(command.database)) return not_there(command.database);
    return with_service(command.database, [&](Service& service) {
        const RulesHistory history = service.rules_history();
        return deliver(command.output.format == Format::json ? rules_history_to_json(history)
                                                             : table(history, command.output.language),
                       command.output);
    });
}

Exit run(const RulesExportCommand& command) {
    if (!is_there(command.database)) return not_there(command.database);
    return with_service(command.database, [&](Service& service) {
        const auto found = service.rules(command.version);
        return found ? deliver(found->kept.document, command.output) : refused(found.refusal(), command.version);
    });
}

Exit run(const RulesAddCommand& command) {
    const auto rules = rules_of(command.file);
    if (!rules) return refuse(rules.problems());
    return with_service(command.database, [&](Service& service) {
        const auto added = service.add_rules(*rules, manager_at_the_keyboard("rules"));
        if (!added) return refused(added.refusal(), command.file);
        std::cout << (added->created ? "added: " : "there already: ") << printable(added->version.kept.id) << " "
                  << added->version.digest << '\n';
        return Exit::fine;
    });
}

Exit run(const RulesActivateCommand& command) {
    if (!is_there(command.database)) return not_there(command.database);
    return with_service(command.database, [&](Service& service) {
        ActivationWish wish = command.wish;
        if (wish.rules.empty()) {
            const RulesHistory history = service.rules_history();
            if (history.activations.empty())
                return refuse({{"rollback", "nothing was activated yet: these are the first rules of this database"}},
                              Exit::no);
            wish.rules = history.activations.back().before;
            wish.seen = static_cast<int>(history.activations.size());
        }
        Progress progress;
        progress.step("looking at the day under both");
        const auto done = service.activate_rules(wish, manager_at_the_keyboard("rules"));
        progress.wipe();
        if (!done) return refused(done.refusal(), wish.rules);
        if (done->changed)
            std::cout << activation_text(*done->activation, command.language);
        else
            std::cout << printable(done->in_force)
                      << either(command.language, " is in force already\n", " est déjà en vigueur\n");
        return Exit::fine;
    });
}

}  // namespace bienveille
