// Tables of the report of a wave: promises, mood by area, fairness by group.
#include <algorithm>
#include <map>

#include "api/wave_tables.h"
#include "engine/names.h"

namespace bienveille {
namespace {

Word why_word(const MissedPromise& missed) {
    switch (missed.why) {
        case MissedPromise::Why::listed:
            return {"listed", "on a list by its day, not dialled", "sur une liste à temps, non composé"};
        case MissedPromise::Why::left_out: {
            const UnplannedReason reason = missed.left_out.value_or(UnplannedReason::no_room_today);
            return {std::string(name(reason)),
                    "left without a place: " + std::string(unplanned_text(reason, Language::english)),
                    "sans place : " + std::string(unplanned_text(reason, Language::french))};
        }
        case MissedPromise::Why::no_plan: return {"no_plan", "in no plan of its day", "dans aucun plan de ce jour"};
        case MissedPromise::Why::not_known: break;
    }
    return {"not_known", "not known: no plan was kept", "non connu : aucun plan conservé"};
}

WaveRow due_row(WaveCell first, const DueDay& day, bool total) {
    return {{std::move(first), count_cell(day.due), count_cell(day.reached), count_cell(day.tried),
             count_cell(day.missed), count_cell(day.ended), count_cell(day.open)},
            false,
            total};
}

Word place_word(const MoodRow& row) {
    switch (row.kind) {
        case MoodRow::Kind::around: return {"around", "around the communes named", "autour des communes citées"};
        case MoodRow::Kind::everybody: return {"all", "all", "ensemble"};
        case MoodRow::Kind::area: return row.area.empty() ? Word{"unknown", "not known", "non connu"} : Word{row.area};
        case MoodRow::Kind::commune: break;
    }
    return row.commune.empty() ? Word{"unknown", "not known", "non connue"} : Word{row.commune};
}

Word kind_word(MoodRow::Kind kind) {
    switch (kind) {
        case MoodRow::Kind::area: return {"area", "area", "secteur"};
        case MoodRow::Kind::commune: return {"commune", "commune", "commune"};
        case MoodRow::Kind::around: return {"around", "together", "ensemble de communes"};
        case MoodRow::Kind::everybody: break;
    }
    return {"all", "all", "tous"};
}

Word division_word(FairnessTable::Division division) {
    switch (division) {
        case FairnessTable::Division::age: return {"age", "age", "âge"};
        case FairnessTable::Division::sex: return {"sex", "sex", "sexe"};
        case FairnessTable::Division::area: return {"area", "area", "secteur"};
        case FairnessTable::Division::household: return {"household", "household", "foyer"};
        case FairnessTable::Division::isolation: break;
    }
    return {"isolation", "isolation", "isolement"};
}

Word group_word(FairnessTable::Division division, const std::string& group) {
    static const std::map<std::string, Word> words = {
        {"under_65", {"under_65", "under 65", "moins de 65 ans"}},
        {"65_74", {"65_74", "65 to 74", "65 à 74 ans"}},
        {"75_84", {"75_84", "75 to 84", "75 à 84 ans"}},
        {"85_and_over", {"85_and_over", "85 and over", "85 ans et plus"}},
        {"female", {"female", "women", "femmes"}},
        {"male", {"male", "men", "hommes"}},
        {"alone", {"alone", "alone", "vit seul"}},
        {"not_alone", {"not_alone", "not alone", "ne vit pas seul"}},
        {"known", {"known", "known before the wave", "connu avant la vague"}},
        {"unknown", {"unknown", "not known", "non connu"}},
    };
    const auto found = words.find(group);
    // An area may be called as a group of another division.
    if (found == words.end() || (division == FairnessTable::Division::area && group != "unknown")) return {group};
    return found->second;
}

}  // namespace

void add_promises(std::vector<WaveTable>& tables, const WaveReport& report, bool name_missed) {
    WaveTable table{"callbacks",
                    {"", "Callbacks promised, by day", "Rappels promis, par échéance"},
                    {"",
                     "Missed: the day is over and nobody tried. Tried: nobody answered by its day. Ended: moved, in "
                     "hospital, no longer to be called. Open: the day is not over.",
                     "Manqué : le jour est passé sans essai. Tenté : sans réponse à cette date. Clos : parti, "
                     "hospitalisé, à ne plus appeler. En cours : échéance à venir."},
                    {{"due_on", "due by", "échéance"},
                     {"due", "promised", "promis"},
                     {"reached", "reached in time", "joints à temps"},
                     {"tried", "tried in time", "tentés à temps"},
                     {"missed", "missed", "manqués"},
                     {"ended", "ended", "clos"},
                     {"open", "open", "en cours"}},
                    {}};
    for (const DueDay& day : report.callbacks.by_day) table.rows.push_back(due_row(day.day, day, false));
    table.rows.push_back(due_row(Word{"all", "all", "ensemble"}, report.callbacks.all, true));
    tables.push_back(std::move(table));

    struct Reason {
        Word word;
        int callbacks = 0;
        int tried = 0;
        std::optional<int> most_days;
    };
    std::map<std::string, Reason> reasons;
    for (const MissedPromise& missed : report.callbacks.missed) {
        Word word = why_word(missed);
        Reason& reason = reasons[word.code];
        reason.word = std::move(word);
        ++reason.callbacks;
        reason.tried += missed.tried_days_late ? 1 : 0;
        reason.most_days = std::max(reason.most_days, missed.tried_days_late);
    }
    WaveTable why{"missed_reasons",
                  {"", "Why callbacks were missed", "Pourquoi des rappels ont été manqués"},
                  {},
                  {{"reason", "reason", "motif"},
                   {"callbacks", "callbacks", "rappels"},
                   {"tried_since", "tried since", "tentés depuis"},
                   {"most_days_late", "days late, at most", "jours de retard, au plus"}},
                  {}};
    for (auto& [code, reason] : reasons)
        why.rows.push_back({{std::move(reason.word), count_cell(reason.callbacks), count_cell(reason.tried),
                             maybe(reason.most_days)}});
    tables.push_back(std::move(why));

    if (!name_missed) return;
    WaveTable missed{"missed",
                     {"", "Missed callbacks, for the manager", "Rappels manqués, pour le responsable"},
                     {},
                     {{"tenant", "tenant", "locataire"},
                      {"made_on", "promised on", "promis le"},
                      {"due_on", "due by", "échéance"},
                      {"reason", "reason", "motif"},
                      {"tried_days_late", "tried, days late", "essai, jours de retard"},
                      {"reached_days_late", "reached, days late", "joint, jours de retard"}},
                     {}};
    for (const MissedPromise& each : report.callbacks.missed)
        missed.rows.push_back({{Word{each.tenant.text}, each.made_on, each.due_on, why_word(each),
                                maybe(each.tried_days_late), maybe(each.reached_days_late)}});
    tables.push_back(std::move(missed));
}

void add_mood(std::vector<WaveTable>& tables, const WaveReport& report) {
    WaveTable table{"mood",
                    {"", "How people are, by area", "Moral et entourage, par secteur"},
                    {"",
                     "Of those reached; who did not want to talk is not assessed. Worried: relatives at risk, or said "
                     "so.",
                     "Parmi les joints ; qui n'a pas souhaité parler n'est pas évalué. Inquiets : proches à risque, ou "
                     "exprimé."},
                    {{"kind", "", ""},
                     {"place", "place", "lieu"},
                     {"called", "called", "appelés"},
                     {"reached", "reached", "joints"},
                     {"anxiety_0", "calm", "serein"},
                     {"anxiety_1", "slight anxiety", "légère anxiété"},
                     {"anxiety_2", "anxious", "anxieux"},
                     {"anxiety_3", "great anxiety", "grande anxiété"},
                     {"support_strong", "strong support", "entourage fort"},
                     {"support_moderate", "moderate", "modéré"},
                     {"support_weak", "weak", "faible"},
                     {"support_none", "none", "aucun"},
                     {"neighbours_help", "helpful neighbours", "voisins aidants"},
                     {"neighbours_asked", "", ""},
                     {"worried", "worried for relatives", "inquiets pour des proches"}},
                    {},
                    false,
                    true};
    for (const MoodRow& row : report.mood) {
        const int asked = row.neighbours[0] + row.neighbours[1];
        WaveRow to{{kind_word(row.kind), place_word(row), count_cell(row.called), count_cell(row.reached),
                    count_cell(row.level[0]), count_cell(row.level[1]), count_cell(row.level[2]),
                    count_cell(row.level[3]), count_cell(row.support[3]), count_cell(row.support[2]),
                    count_cell(row.support[1]), count_cell(row.support[0]),
                    asked > 0 ? count_cell(row.neighbours[1]) : WaveCell(), count_cell(asked), count_cell(row.worried)},
                   false,
                   row.kind == MoodRow::Kind::everybody || row.kind == MoodRow::Kind::area};
        if (row.hidden) only_name(to, 2);
        table.rows.push_back(std::move(to));
    }
    tables.push_back(std::move(table));
}

void add_fairness(std::vector<WaveTable>& tables, const WaveReport& report) {
    WaveTable table{"fairness",
                    {"", "Fairness: was every group reached as far and as soon?",
                     "Équité : chaque groupe a-t-il été joint autant et aussi tôt ?"},
                    {"",
                     "Each group against everybody else: a ratio under 0.80 or over 1.25 is marked for people to look "
                     "at. Days: mean working days to the first contact.",
                     "Chaque groupe face à tous les autres : un rapport sous 0,80 ou au-delà de 1,25 est signalé, à "
                     "examiner. Jours : jours ouvrés moyens jusqu'au premier contact."},
                    {{"division", "division", "critère"},
                     {"group", "group", "groupe"},
                     {"eligible", "to be called", "à appeler"},
                     {"reached", "reached", "joints"},
                     {"coverage", "coverage", "couverture", WaveColumn::Form::share},
                     {"low", "from", "de", WaveColumn::Form::share},
                     {"high", "to", "à", WaveColumn::Form::share},
                     {"coverage_ratio", "ratio", "rapport", WaveColumn::Form::ratio},
                     {"coverage_flag", "to look at", "à examiner"},
                     {"mean_days", "days", "jours", WaveColumn::Form::ratio},
                     {"delay_ratio", "ratio of days", "rapport des jours", WaveColumn::Form::ratio},
                     {"delay_flag", "to look at", "à examiner"}},
                    {},
                    false,
                    true};
    for (const FairnessTable& division : report.fairness)
        for (const FairnessGroup& group : division.groups) {
            WaveRow row{{division_word(division.division), group_word(division.division, group.group),
                         count_cell(group.eligible), count_cell(group.reached),
                         share_cell(group.reached, group.eligible), group.coverage.low, group.coverage.high,
                         maybe(group.coverage_ratio), Yes{group.coverage_flag}, maybe(group.mean_days),
                         maybe(group.delay_ratio), Yes{group.delay_flag}}};
            if (group.hidden) only_name(row, 2);
            table.rows.push_back(std::move(row));
        }
    tables.push_back(std::move(table));
}

}  // namespace bienveille
