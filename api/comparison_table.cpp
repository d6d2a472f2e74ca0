#include "api/comparison_table.h"

#include <algorithm>
#include <map>

#include "api/display.h"
#include "api/guard_rail_text.h"
#include "api/rule_text.h"
#include "engine/decimal.h"

namespace bienveille {
namespace {

constexpr std::size_t kNameWidth = 34;
constexpr std::size_t kNumberWidth = 13;

std::string number(std::int64_t count) { return std::to_string(count); }

class ComparisonText {
public:
    ComparisonText(const Comparison& comparison, const People& people, const TableStyle& style)
        : all_(comparison), people_(people), style_(style) {}

    std::string text(const std::vector<RuleDifference>& differences, const std::vector<CrossedLine>& crossed) {
        out_ = say("Two rule sets on ", "Deux jeux de règles au ") + long_day_text(all_.day, style_.language) + "\n";
        version("-", all_.before);
        version("+", all_.after);
        for (const RuleDifference& each : differences) out_ += "  " + difference_text(each, style_.language) + "\n";
        out_ += "\n";
        all_changes();
        if (!crossed.empty()) out_ += say("\nTo look at before this is activated\n", "\nÀ regarder avant d'activer\n");
        for (const CrossedLine& line : crossed) out_ += "! " + crossed_text(line, style_.language) + "\n";
        const std::vector<CrossedLine> standing = standing_lines(all_);
        if (!standing.empty())
            out_ += say("\nCalled less than four fifths as often as the best group, as before\n",
                        "\nAppelés moins des quatre cinquièmes du groupe le plus appelé, comme avant\n");
        for (const CrossedLine& line : standing) out_ += "  " + crossed_text(line, style_.language) + "\n";
        out_ += say("\nNothing was saved: people decide which rules run.\n",
                    "\nRien n'a été enregistré : ce sont des personnes qui décident des règles en vigueur.\n");
        return std::move(out_);
    }

    std::string otherwise(const WhatIf& answer) {
        otherwise_ = true;
        out_ = long_day_text(all_.day, style_.language) + say(" otherwise\n", ", autrement\n");
        advisors(say("more are there: ", "viennent en plus : "), answer.added);
        advisors(say("are not there: ", "ne sont pas là : "), answer.left_out);
        lists();
        out_ += "\n";
        all_changes();
        out_ += say("\nNothing was saved.\n", "\nRien n'a été enregistré.\n");
        return std::move(out_);
    }

private:
    void all_changes() {
        sides();
        promises();
        moves(RuleMove::Kind::enters, say("Enter today's lists", "Entrent dans les listes du jour"));
        moves(RuleMove::Kind::leaves, say("Leave today's lists", "Sortent des listes du jour"));
        moves(RuleMove::Kind::earlier, say("Sooner by more than a day", "Avancent de plus d'un jour"));
        moves(RuleMove::Kind::later, say("Later by more than a day", "Reculent de plus d'un jour"));
        groups();
    }

    void advisors(const std::string& what, const std::vector<AdvisorId>& ids) {
        if (ids.empty()) return;
        out_ += "  " + what;
        for (std::size_t i = 0; i < ids.size() && i < style_.uncalled_rows; ++i)
            out_ += (i > 0 ? ", " : "") + ids[i].text;
        out_ += ids.size() > style_.uncalled_rows ? ", …\n" : "\n";
    }

    // Minutes with pauses of the capacity, and calls: before, after.
    void lists() {
        struct Both {
            const ComparedList* before = nullptr;
            const ComparedList* after = nullptr;
        };
        std::map<AdvisorId, Both> all;
        for (const ComparedList& each : all_.before.lists) all[each.advisor].before = &each;
        for (const ComparedList& each : all_.after.lists) all[each.advisor].after = &each;
        const auto of = [&](const ComparedList* list) {
            return list ? number(list->planned.count) + say(" of ", " sur ") + number(list->capacity.count) : "-";
        };
        out_ += "\n";
        row(say("minutes of each list", "minutes de chaque liste"), say("before", "avant"), say("after", "après"));
        std::size_t told = 0;
        for (const auto& [advisor, both] : all) {
            if (told++ == style_.uncalled_rows) {
                out_ += "  …\n";
                break;
            }
            row(advisor.text, of(both.before), of(both.after));
        }
    }

    std::string say(std::string_view english, std::string_view french) const {
        return std::string(either(style_.language, english, french));
    }

    void version(std::string_view sign, const ComparedSide& side) {
        out_ += std::string(sign) + " " + printable(side.rules_name) + " " + side.rules_version + " " +
                side.rules_digest + "\n";
    }

    void row(std::string_view name, const std::string& before, const std::string& after) {
        out_ += "  " + left(name, kNameWidth) + right(before, kNumberWidth) + right(after, kNumberWidth) + "\n";
    }

    void sides() {
        const ComparedSide& a = all_.before;
        const ComparedSide& b = all_.after;
        const auto of = [&](int part, int whole) { return number(part) + say(" of ", " sur ") + number(whole); };
        row("", say("before", "avant"), say("after", "après"));
        row(say("owed a call", "à appeler"), number(a.owed), number(b.owed));
        row(say("called today", "appelés aujourd'hui"), number(a.calls), number(b.calls));
        row(say("minutes with pauses", "minutes, pauses comprises"), number(a.planned.count + a.pauses.count),
            number(b.planned.count + b.pauses.count));
        row(say("promises kept", "promesses tenues"), of(a.promises_kept, a.promises_open),
            of(b.promises_kept, b.promises_open));
        row(say("same advisor as last time", "même conseiller que la dernière fois"), of(a.same_advisor, a.follow_ups),
            of(b.same_advisor, b.follow_ups));
        row(say("largest gap between loads", "plus grand écart entre les charges"),
            percent_text(a.largest_gap, style_.language), percent_text(b.largest_gap, style_.language));
        out_ += "\n  " + number(all_.called_in_both) + say(" are called under both", " sont appelés dans les deux cas");
        if (all_.tau) {
            std::string tau = decimal_text(*all_.tau);
            if (style_.language == Language::french) std::replace(tau.begin(), tau.end(), '.', ',');
            out_ += say("; rank agreement (Kendall's tau) ", " ; accord des rangs (tau de Kendall) ") + tau;
        }
        out_ += "\n";
    }

    void promises() {
        named(say("Promises no longer kept", "Promesses qui ne sont plus tenues"), all_.promises_newly_missed);
        named(say("Promises newly kept", "Promesses désormais tenues"), all_.promises_newly_kept);
    }

    void named(const std::string& what, const std::vector<TenantId>& tenants) {
        out_ += "  " + what + say(": ", " : ") + number(static_cast<std::int64_t>(tenants.size()));
        for (std::size_t i = 0; i < std::min(tenants.size(), style_.uncalled_rows); ++i)
            out_ += (i == 0 ? "  " : ", ") + tenants[i].text;
        out_ += tenants.size() > style_.uncalled_rows ? ", …\n" : "\n";
    }

    void moves(RuleMove::Kind kind, const std::string& head) {
        const auto count = std::count_if(all_.moves.begin(), all_.moves.end(),
                                         [&](const RuleMove& move) { return move.kind == kind; });
        out_ += "\n" + head + say(": ", " : ") + number(count) + "\n";
        std::size_t told = 0;
        for (const RuleMove& move : all_.moves) {
            if (move.kind != kind) continue;
            if (told++ == style_.uncalled_rows) {
                out_ += "  …\n";
                break;
            }
            std::string line = "  " + left(move.tenant.text, 12) + " " +
                               left(printable(people_.label(move.tenant)), 18) + " " +
                               right(points_of(move.before), 7) + " ->" + right(points_of(move.after), 7) + "  " +
                               left(turn_of(move.before) + " -> " + turn_of(move.after), 22) + " ";
            out_ += line + cause_of(move) + "\n";
        }
    }

    std::string points_of(const std::optional<RuleMove::Stand>& stand) const {
        return stand ? points_text(stand->points, style_.language) : "-";
    }
    std::string turn_of(const std::optional<RuleMove::Stand>& stand) const {
        if (!stand) return say("not owed", "rien dû");
        if (stand->turn == 0) return say("today", "aujourd'hui");
        return say("day +", "jour +") + number(stand->turn);
    }
    std::string cause_of(const RuleMove& move) const {
        switch (move.cause) {
            case RuleMove::Cause::owed: return say("what is owed changes", "ce qui est dû change");
            case RuleMove::Cause::tier:
                return std::string(short_tier_text(move.before->tier, style_.language)) + " -> " +
                       std::string(short_tier_text(move.after->tier, style_.language));
            case RuleMove::Cause::factor:
                return std::string(factor_text(*move.factor, style_.language)) +
                       (move.change >= Points{0} ? " +" : " ") + points_text(move.change, style_.language);
            case RuleMove::Cause::others:
                if (!otherwise_) return say("others moved past", "d'autres sont passés devant");
                return move.kind == RuleMove::Kind::enters || move.kind == RuleMove::Kind::earlier
                           ? say("there is room", "il y a de la place")
                           : say("no room left", "plus de place");
        }
        return {};
    }

    void groups() {
        out_ += "\n  " + left(say("group", "groupe"), kNameWidth) + right(say("people", "personnes"), kNumberWidth) +
                right(say("before", "avant"), kNumberWidth) + right(say("after", "après"), kNumberWidth) +
                right(say("enter", "entrent"), kNumberWidth) + right(say("leave", "sortent"), kNumberWidth) + "\n";
        for (const ComparedGroup& group : all_.groups)
            out_ += "  " + left(group_text(group.kind, group.name, style_.language), kNameWidth) +
                    right(number(group.people), kNumberWidth) + right(number(group.called_before), kNumberWidth) +
                    right(number(group.called_after), kNumberWidth) + right(number(group.enters), kNumberWidth) +
                    right(number(group.leaves), kNumberWidth) + "\n";
    }

    const Comparison& all_;
    const People& people_;
    const TableStyle& style_;
    bool otherwise_ = false;  // another day, not only other rules
    std::string out_;
};

}  // namespace

std::string comparison_table(const Comparison& comparison, const std::vector<RuleDifference>& differences,
                             const std::vector<CrossedLine>& crossed, const People& people, const TableStyle& style) {
    return ComparisonText(comparison, people, style).text(differences, crossed);
}

std::string what_if_table(const WhatIf& answer, const People& people, const TableStyle& style) {
    return ComparisonText(answer.comparison, people, style).otherwise(answer);
}

}  // namespace bienveille
