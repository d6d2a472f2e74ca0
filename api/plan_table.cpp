#include "api/plan_table.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "api/call_reasons.h"
#include "api/change_text.h"
#include "api/display.h"
#include "api/shortfall_text.h"
#include "datasets/cells.h"

namespace bienveille {
namespace {

std::string number(std::int64_t count) { return std::to_string(count); }

// "Locataire A-017" and "Locataire B-003" share "Locataire ": said once in the heading, not on every line.
std::size_t shared_words(const Plan& plan, const People& people) {
    std::optional<std::string_view> shared;
    for (const AdvisorList& list : plan.lists) {
        for (const Call& call : list.calls) {
            const std::string_view label = people.label(call.tenant);
            if (!shared) shared = label;
            const std::size_t most = std::min(shared->size(), label.size());
            std::size_t same = 0;
            while (same < most && (*shared)[same] == label[same]) ++same;
            shared = shared->substr(0, same);
        }
    }
    const std::size_t space = shared ? shared->rfind(' ') : std::string_view::npos;
    return space == std::string_view::npos ? 0 : space + 1;
}

class Table {
public:
    Table(const Plan& plan, const People& people, const TableStyle& style, const std::vector<Change>* changes)
        : plan_(plan), people_(people), style_(style), changes_(changes), skipped_(shared_words(plan, people)) {
        measure();
    }

    std::string text() {
        head();
        advisors();
        changes();
        for (const AdvisorList& list : plan_.lists) calls_of(list);
        not_called();
        excluded();
        promises();
        last_lines();
        return std::move(out_);
    }

private:
    std::string_view say(std::string_view english, std::string_view french) const {
        return either(style_.language, english, french);
    }
    std::string many(std::int64_t count, std::string_view english, std::string_view french) const {
        const bool one = style_.language == Language::french ? count < 2 : count == 1;
        return number(count) + " " + std::string(say(english, french)) + (one ? "" : "s");
    }

    void line(std::string text = {}) {
        while (!text.empty() && text.back() == ' ') text.pop_back();
        out_ += cut_to(text, style_.width) + "\n";
    }
    void heading(const std::string& text) {
        line();
        const std::string shown = cut_to(text, style_.width);
        out_ += style_.bold_heads ? "\x1b[1m" + shown + "\x1b[0m\n" : shown + "\n";
    }

    void measure();
    void head();
    void advisors();
    void changes();
    void change_line(const Change& change);
    void calls_of(const AdvisorList& list);
    void call_line(std::size_t position, const Call& call);
    void not_called();
    void first_not_called();
    void end_of_the_day();
    void excluded();
    void counted(std::string_view what, const std::vector<std::string>& ids, bool named);
    void promises();
    void folded(std::string_view head, std::string_view text);
    void last_lines();

    std::string tenant(const TenantId& id, bool with_commune = true) const;
    std::string advisor(const AdvisorId& id) const;
    std::string percent(Value share) const { return percent_text(share, style_.language); }

    const Plan& plan_;
    const People& people_;
    const TableStyle& style_;
    const std::vector<Change>* changes_;  // none: there was no plan before
    std::size_t skipped_;                 // bytes of every label that the heading says
    std::size_t id_width_ = 0;
    std::size_t label_width_ = 0;
    std::size_t commune_width_ = 0;
    std::string out_;
};

// Columns are as wide as what stands in them, up to a limit that leaves room for the reasons.
void Table::measure() {
    const auto widen = [&](const TenantId& id) {
        id_width_ = std::max(id_width_, id.text.size());
        const std::string_view label = people_.label(id);
        if (label.size() > skipped_) label_width_ = std::max(label_width_, display_width(label.substr(skipped_)));
        commune_width_ = std::max(commune_width_, display_width(people_.commune(id)));
    };
    for (const AdvisorList& list : plan_.lists)
        for (const Call& call : list.calls) widen(call.tenant);
    if (changes_ != nullptr)
        for (const Change& change : *changes_) widen(change.tenant);
    const std::size_t named = std::min(style_.uncalled_rows, plan_.unplanned.size());
    for (std::size_t i = 0; i < named; ++i) widen(plan_.unplanned[i].tenant);
    id_width_ = std::min<std::size_t>(id_width_, 12);
    label_width_ = std::min<std::size_t>(label_width_, 14);
    commune_width_ = std::min<std::size_t>(commune_width_, 12);
}

std::string Table::tenant(const TenantId& id, bool with_commune) const {
    std::string text = left(id.text, id_width_);
    if (label_width_ > 0) {
        const std::string label = printable(people_.label(id));
        text += " " + left(label.size() > skipped_ ? std::string_view(label).substr(skipped_) : "", label_width_);
    }
    if (with_commune && commune_width_ > 0) text += "  " + left(printable(people_.commune(id)), commune_width_);
    return text;
}

std::string Table::advisor(const AdvisorId& id) const {
    const std::string label = printable(people_.label(id));
    return label.empty() ? id.text : id.text + "  " + label;
}

void Table::head() {
    Minutes capacity;
    Minutes busy;
    std::int64_t calls = 0;
    for (const AdvisorList& list : plan_.lists) {
        capacity += list.capacity;
        busy += list.planned + list.pauses;
        calls += static_cast<std::int64_t>(list.calls.size());
    }
    const std::string title(say("Calls of ", "Plan d'appels du "));
    const std::string shown = title + long_day_text(plan_.day, style_.language);
    out_ += style_.bold_heads ? "\x1b[1m" + shown + "\x1b[0m\n" : shown + "\n";
    line(many(static_cast<std::int64_t>(plan_.lists.size()), "advisor", "conseiller") + " · " +
         many(calls, "call", "appel") + " · " + number(busy.count) + std::string(say(" of ", " min sur ")) +
         number(capacity.count) + std::string(say(" minutes", "")) + " · " +
         number(static_cast<std::int64_t>(plan_.unplanned.size())) +
         std::string(say(" not called today", " non appelés aujourd'hui")) + " · " +
         number(static_cast<std::int64_t>(plan_.excluded.size())) +
         std::string(say(" not to be called", " à ne pas appeler")));
    const auto owed = std::count_if(plan_.unplanned.begin(), plan_.unplanned.end(),
                                    [](const Unplanned& u) { return u.tier && *u.tier <= Tier::mandatory; });
    if (owed > 0)
        line("! " + many(owed, "call", "appel") +
             std::string(say(" due today without a place: see “not called today”",
                             " à passer aujourd'hui sans place : voir « non appelés aujourd'hui »")));
    if (plan_.lists.empty()) line(std::string(say("Nobody is there to call.", "Personne n'est là pour appeler.")));
}

void Table::advisors() {
    if (plan_.lists.empty()) return;
    std::size_t name_width = display_width(say("advisor", "conseiller"));
    for (const AdvisorList& list : plan_.lists) name_width = std::max(name_width, display_width(advisor(list.advisor)));
    name_width = std::min<std::size_t>(name_width, 36);
    heading("  " + left(say("advisor", "conseiller"), name_width) + right(say("minutes", "minutes"), 10) +
            right(say("calls", "appels"), 8) + right(say("planned", "prévues"), 9) + right("+ pauses", 10) +
            right(say("load", "charge"), 9) + right(say("heavy", "lourds"), 8) +
            right(say("same advisor", "déjà suivis"), 14));
    for (const AdvisorList& list : plan_.lists) {
        const auto same =
            std::count_if(list.calls.begin(), list.calls.end(), [](const Call& call) { return call.same_advisor; });
        const Minutes busy = list.planned + list.pauses;
        // A list of begun calls may stand with an advisor who has no minutes left.
        const std::string load =
            list.capacity.count > 0 ? percent({busy.count * kOne.count / list.capacity.count}) : "-";
        line("  " + left(advisor(list.advisor), name_width) + right(number(list.capacity.count), 10) +
             right(number(static_cast<std::int64_t>(list.calls.size())), 8) + right(number(list.planned.count), 9) +
             right("+ " + number(list.pauses.count), 10) + right(load, 9) + right(number(list.heavy_calls), 8) +
             right(number(same), 14));
    }
}

// Who is no longer called, with somebody else, at the other half of the day or newly called has a line; other times are counted.
void Table::changes() {
    if (changes_ == nullptr) return;
    std::map<Change::Kind, std::int64_t> counts;
    for (const Change& change : *changes_) ++counts[change.kind];
    std::string counted;
    for (const auto& [kind, count] : counts)
        counted += (counted.empty() ? "" : ", ") + change_count_text(kind, count, style_.language);
    heading(std::string(say("Changes: ", "Changements : ")) +
            (counted.empty() ? std::string(say("none", "aucun")) : counted));
    for (const Change& change : *changes_)
        if (change.kind != Change::Kind::time) change_line(change);
}

void Table::change_line(const Change& change) {
    const auto at = [&](const std::optional<Appointment>& where) {
        if (!where) return std::string("-");
        return where->advisor.text + " " + std::string(half_day_text(where->half_day, style_.language)) + " " +
               where->starts_at.hhmm();
    };
    line("  " + left(change_text(change.kind, style_.language), 12) + "  " + tenant(change.tenant, false) + "  " +
         at(change.from) + " → " + at(change.to) + " · " + change_reason_text(change, style_.language));
}

void Table::calls_of(const AdvisorList& list) {
    heading(advisor(list.advisor) + " · " + many(static_cast<std::int64_t>(list.calls.size()), "call", "appel") +
            std::string(say(", ", " dont ")) + number(list.heavy_calls) +
            std::string(say(" heavy", list.heavy_calls < 2 ? " lourd" : " lourds")) + " · " +
            number(list.planned.count) + " min + " + number(list.pauses.count) +
            std::string(say(" of pauses, of ", " de pauses, sur ")) + number(list.capacity.count));
    if (list.calls.empty()) {
        line(std::string(say("  nobody to call", "  personne à appeler")));
        return;
    }
    std::string who(say("tenant", "locataire"));
    std::string heads = "  " + right(say("no", "n°"), 3) + "  " + left(say("time", "heure"), 5) + "  " +
                        left("min", 5) + "  " + left(who, id_width_ + (label_width_ > 0 ? 1 + label_width_ : 0));
    if (commune_width_ > 0) heads += "  " + left("commune", commune_width_);
    line(heads + "  " + left(say("priority", "priorité"), 8) + " = " + std::string(say("why", "pourquoi")));
    std::optional<TimeOfDay> free_from;
    for (std::size_t i = 0; i < list.calls.size(); ++i) {
        const Call& call = list.calls[i];
        constexpr Minutes kLongBreak{30};
        if (free_from && call.starts_at - *free_from >= kLongBreak) line("       ·");
        call_line(i + 1, call);
        free_from = call.starts_at + call.minutes + call.pause;
    }
}

void Table::call_line(std::size_t position, const Call& call) {
    std::string minutes = right(number(call.minutes.count), 2);
    if (call.pause.count > 0) minutes += "+" + number(call.pause.count);
    const std::string first = "  " + right(number(static_cast<std::int64_t>(position)), 3) + "  " +
                              call.starts_at.hhmm() + "  " + left(minutes, 5) + "  " + tenant(call.tenant) + "  " +
                              left(band_text(call.card.band, style_.language), 8) + " " +
                              (call.same_advisor ? "=" : " ") + " ";
    const std::size_t used = display_width(first);
    line(first + why_text(call, plan_.day, style_.language, style_.width > used ? style_.width - used : 0));
}

void Table::not_called() {
    heading(std::string(say("Not called today: ", "Non appelés aujourd'hui : ")) +
            number(static_cast<std::int64_t>(plan_.unplanned.size())));
    // The full day first, missing numbers last: the enumeration has them the other way round.
    std::map<UnplannedReason, std::vector<std::string>, std::greater<>> by_reason;
    for (const Unplanned& unplanned : plan_.unplanned) by_reason[unplanned.reason].push_back(unplanned.tenant.text);
    for (const auto& [reason, ids] : by_reason) {
        // Somebody has to do something about these: find a number, find a language, decide.
        const bool named = reason == UnplannedReason::no_phone || reason == UnplannedReason::not_eligible;
        counted(unplanned_text(reason, style_.language), ids, named);
    }
    end_of_the_day();
    first_not_called();
}

// Where the day ends for those whom only their points bring in.
void Table::end_of_the_day() {
    std::optional<Points> last_in;
    for (const AdvisorList& list : plan_.lists)
        for (const Call& call : list.calls)
            if (call.tier == Tier::score && (!last_in || call.card.points < *last_in)) last_in = call.card.points;
    const auto first_out = std::find_if(plan_.unplanned.begin(), plan_.unplanned.end(), [](const Unplanned& u) {
        return u.reason == UnplannedReason::no_room_today && u.tier == Tier::score;
    });
    if (!last_in || first_out == plan_.unplanned.end()) return;
    line(std::string(say("  Last place by points: ", "  Dernière place aux points : ")) +
         points_text(*last_in, style_.language) +
         std::string(say("; first without a place: ", " ; premier sans place : ")) +
         points_text(first_out->points, style_.language));
}

void Table::first_not_called() {
    std::vector<const Unplanned*> owed;
    for (const Unplanned& unplanned : plan_.unplanned)
        if (unplanned.tier) owed.push_back(&unplanned);
    if (owed.empty() || style_.uncalled_rows == 0) return;
    const std::size_t shown = std::min(style_.uncalled_rows, owed.size());
    line(std::string(say("  Owed a call and without a place, by rank (", "  Appel dû mais sans place, par rang (")) +
         number(static_cast<std::int64_t>(shown)) + std::string(say(" of ", " sur ")) +
         number(static_cast<std::int64_t>(owed.size())) + std::string(say(" shown):", ") :")));
    for (std::size_t i = 0; i < shown; ++i) {
        const Unplanned& u = *owed[i];
        std::string why;
        if (u.look_ahead_day)
            why += std::string(say("room ", "place le ")) + french_day(*u.look_ahead_day).substr(0, 5) + " · ";
        why += unplanned_text(u.reason, style_.language);
        why += " (" + number(u.needs.count) + std::string(say(" min, ", " min, reste ")) + number(u.room.count) +
               std::string(say(" left)", ")"));
        const std::string duty = duty_text(*u.tier, u.due_on, u.due_on && *u.due_on < plan_.day, style_.language);
        if (!duty.empty()) why += " · " + duty;
        line("    " + tenant(u.tenant) + "  " + right(points_text(u.points, style_.language), 6) + " pts  " + why);
    }
}

void Table::excluded() {
    if (plan_.excluded.empty()) return;
    heading(std::string(say("Not to be called: ", "À ne pas appeler : ")) +
            number(static_cast<std::int64_t>(plan_.excluded.size())));
    std::map<std::string, std::vector<std::string>> by_reason;
    for (const Excluded& each : plan_.excluded)
        by_reason[excluded_text(each, style_.language)].push_back(each.tenant.text);
    for (const auto& [reason, ids] : by_reason) counted(reason, ids, true);
}

// A count, what it is of, and the first of their ids where these are worth a look.
void Table::counted(std::string_view what, const std::vector<std::string>& ids, bool named) {
    constexpr std::size_t kNamed = 5;
    std::string names;
    for (std::size_t i = 0; named && i < std::min(kNamed, ids.size()); ++i) names += (i > 0 ? ", " : "") + ids[i];
    if (named && ids.size() > kNamed) names += ", …";
    line("  " + right(number(static_cast<std::int64_t>(ids.size())), 7) + "  " + left(what, 40) + "  " + names);
}

void Table::promises() {
    const PromiseSummary& promises = plan_.promises;
    if (promises.open == 0) return;
    heading(std::string(say("Callbacks promised: ", "Rappels promis : ")) + number(promises.open) +
            std::string(say(" open, ", " en cours, ")) + number(promises.kept) +
            std::string(say(" kept, ", " tenus, ")) + number(promises.impossible) +
            std::string(say(" impossible, ", " impossibles, ")) + number(promises.unproven) +
            std::string(say(" unproven", " à confirmer")));
    if (promises.calendar.empty()) return;
    line("  " + left(say("by", "au plus tard"), 24) + right(say("due", "dus"), 7) +
         right(say("planned", "prévus"), 10) + right(say("minutes", "minutes"), 10) + right(say("of", "sur"), 8));
    for (const PromiseDay& day : promises.calendar)
        line("  " + left(std::string(weekday_text(day.day, style_.language)) + " " + french_day(day.day), 24) +
             right(number(day.due), 7) + right(number(day.planned), 10) + right(number(day.planned_minutes.count), 10) +
             right(number(day.capacity.count), 8));
    for (const Shortfall& shortfall : promises.shortfall) folded("  ! ", shortfall_text(shortfall, style_.language));
}

// As many lines as it takes, none wider than the table.
void Table::folded(std::string_view head, std::string_view text) {
    std::string shown(head);
    const std::size_t indent = shown.size();
    bool fresh = true;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        if (!fresh && display_width(shown) + 1 + display_width(word) > style_.width) {
            line(std::move(shown));
            shown = std::string(indent, ' ');
            fresh = true;
        }
        if (!fresh) shown += ' ';
        shown += word;
        fresh = false;
        text.remove_prefix(std::min(text.size(), space + 1));
    }
    line(std::move(shown));
}

void Table::last_lines() {
    const Balance& balance = plan_.balance;
    heading(std::string(say("Balance: loads differ by ", "Équilibre : écart de charge ")) +
            percent(balance.largest_gap) + std::string(say(" at most, allowed ", " au plus, toléré ")) +
            percent(balance.tolerance));
    line(
        std::string(
            say("  These calls cannot be shared with less than ", "  Ces appels ne se répartissent pas à moins de ")) +
        percent(balance.lower_bound) +
        std::string(balance.proven ? std::string_view{} : say("; not shown to be the least", " ; minimum non prouvé")));
    line(std::string(say("Rules: ", "Règles : ")) + printable(plan_.rules_name) + " " + printable(plan_.rules_version) +
         std::string(say(" · engine ", " · moteur ")) + printable(plan_.engine) +
         std::string(say(" · digest ", " · empreinte ")) + printable(plan_.digest));
    if (plan_.policy == Policy::value)
        folded("! ",
               say("Chosen by points: of those without a duty, the most points in the minutes there are. Short calls "
                   "win; somebody with more points may wait.",
                   "Choix par points : parmi les appels sans obligation, le plus de points dans le temps disponible. "
                   "Les appels courts gagnent ; quelqu'un qui a plus de points peut attendre."));
    line(std::string(say("= the advisor who called last   +10 minutes of pause after the call",
                         "= le conseiller du dernier appel   +10 minutes de pause après l'appel")));
}

}  // namespace

std::string plan_table(const Plan& plan, const People& people, const TableStyle& style,
                       const std::vector<Change>* changes) {
    return Table(plan, people, style, changes).text();
}

}  // namespace bienveille
