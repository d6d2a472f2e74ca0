#include "api/wave_tables.h"

#include "engine/names.h"

namespace bienveille {
namespace {

WaveTable summary(const WaveReport& report) {
    const WaveReach& reach = report.reach;
    WaveTable table{"summary", {"", "The wave in figures", "La vague en chiffres"}, {}, {}, {}, true, false};
    table.columns = {
        {"called", "tenants called", "locataires appelés"},
        {"days", "days", "jours"},
        {"advisors", "advisors", "conseillers"},
        {"reached", "tenants reached", "locataires joints"},
        {"eligible", "tenants who could be called", "locataires à appeler"},
        {"coverage", "coverage", "couverture", WaveColumn::Form::share},
        {"asked_again", "want another call", "souhaitent un nouvel appel"},
        {"asked_again_share", "of those called", "des appelés", WaveColumn::Form::share},
        {"within_days", "days at most until then", "jours au plus d'ici là"},
        {"attempts", "attempts", "essais"},
        {"attempts_per_tenant", "attempts a tenant called", "essais par locataire appelé", WaveColumn::Form::ratio},
        {"talk_minutes", "minutes of talk", "minutes d'échange"},
        {"to_social", "handed on to the social service", "orientés vers le service social"},
        {"to_emergency", "emergencies raised", "alertes d'urgence"},
    };
    table.rows = {
        {{count_cell(reach.called), count_cell(reach.days), count_cell(reach.advisors), count_cell(reach.reached),
          count_cell(reach.eligible), share_cell(reach.covered, reach.eligible), count_cell(report.callbacks.people),
          share_cell(report.callbacks.people, reach.called), maybe(report.callbacks.longest_days),
          count_cell(reach.attempts), share_cell(reach.attempts, reach.called), count_cell(reach.talk.count),
          report.needs_kept ? count_cell(report.to_social) : WaveCell(),
          report.needs_kept ? count_cell(report.to_emergency) : WaveCell()}}};
    return table;
}

WaveTable endings(const WaveReport& report) {
    WaveTable table{"endings",
                    {"", "How the last attempt ended", "Issue du dernier essai"},
                    {},
                    {{"outcome", "outcome", "issue"},
                     {"people", "tenants", "locataires"},
                     {"share", "of those called", "des appelés", WaveColumn::Form::share}},
                    {},
                    false,
                    true};
    for (const EndingRow& each : report.reach.ended) {
        WaveRow row{{Word{std::string(name(each.outcome)), std::string(outcome_text(each.outcome, Language::english)),
                          std::string(outcome_text(each.outcome, Language::french))},
                     count_cell(each.people), share_cell(each.people, report.reach.called)}};
        if (each.hidden) only_name(row, 1);
        table.rows.push_back(std::move(row));
    }
    table.rows.push_back({{Word{"all", "all", "ensemble"}, count_cell(report.reach.called),
                           share_cell(report.reach.called, report.reach.called)},
                          false,
                          true});
    return table;
}

// domain.md, section 4: the coded needs, in words.
Word need_word(const std::string& code) {
    static const std::vector<Word> words = {
        {"courses", "shopping", "courses"},
        {"medicaments", "medicines", "médicaments"},
        {"repas", "meals", "repas"},
        {"demarches", "paperwork", "démarches"},
        {"logement", "the dwelling", "logement"},
        {"lien_social", "company", "lien social"},
        {"inquietude_proche", "worry about a relative", "inquiétude pour un proche"},
        {"soutien_psychologique", "psychological support", "soutien psychologique"},
    };
    for (const Word& word : words)
        if (word.code == code) return word;
    return {code};
}

WaveTable needs(const WaveReport& report) {
    WaveTable table{"needs",
                    {"", "Needs", "Besoins exprimés"},
                    {},
                    {{"need", "need", "besoin"},
                     {"people", "tenants", "locataires"},
                     {"share", "of those reached", "des joints", WaveColumn::Form::share}},
                    {},
                    false,
                    true};
    if (!report.needs_kept)
        table.note = {"", "Needs were not written down.", "Les besoins n'ont pas été relevés."};
    else if (report.needs.empty())
        table.note = {"", "Nobody said a need.", "Aucun besoin n'a été exprimé."};
    for (const NeedRow& need : report.needs) {
        WaveRow row{{need_word(need.code), count_cell(need.people), share_cell(need.people, report.reach.reached)}};
        if (need.hidden) only_name(row, 1);
        table.rows.push_back(std::move(row));
    }
    return table;
}

WaveTable answers(const WaveReport& report) {
    WaveTable table{
        "answers",
        {"", "Attempts and answers", "Essais et réponses"},
        {"", "Answered: somebody picked up, a relative included. The range holds the true rate 95 times out of 100.",
         "Répondu : quelqu'un a décroché, un proche compris. La fourchette contient le vrai taux 95 fois sur 100."},
        {{"when", "when", "moment"},
         {"attempts", "attempts", "essais"},
         {"answered", "answered", "répondus"},
         {"answered_share", "rate", "taux", WaveColumn::Form::share},
         {"low", "from", "de", WaveColumn::Form::share},
         {"high", "to", "à", WaveColumn::Form::share},
         {"reached", "reached", "joints"}},
        {}};
    const auto add = [&](Word word, const AnswerRow& row) {
        WaveRow& to = table.rows.emplace_back();
        to.cells = {std::move(word),
                    count_cell(row.attempts),
                    count_cell(row.answered),
                    share_cell(row.answered, row.attempts),
                    {},
                    {},
                    count_cell(row.reached)};
        if (row.attempts == 0) return;
        to.cells[4] = row.answered_interval.low;
        to.cells[5] = row.answered_interval.high;
    };
    add({"morning", "morning", "matin"}, report.by_half_day[0]);
    add({"afternoon", "afternoon", "après-midi"}, report.by_half_day[1]);
    add({"try_1", "1st try", "1er essai"}, report.by_try[0]);
    add({"try_2", "2nd try", "2e essai"}, report.by_try[1]);
    add({"try_3", "3rd try", "3e essai"}, report.by_try[2]);
    add({"try_4_and_later", "4th try and later", "4e essai et suivants"}, report.by_try[3]);
    return table;
}

WaveTable first_contact(const WaveReport& report) {
    WaveTable table{
        "first_contact",
        {"", "Working days to the first contact", "Jours ouvrés jusqu'au premier contact"},
        {"", "By priority, as known when the wave began; 1 is its first day. Empty: not reached in the wave.",
         "Par priorité, telle que connue au début de la vague ; 1 est son premier jour. Vide : non atteint dans la "
         "vague."},
        {{"band", "priority", "priorité"},
         {"people", "tenants", "locataires"},
         {"reached", "reached", "joints"},
         {"median", "half are reached by day", "la moitié est jointe au jour"},
         {"nine_tenths", "9 in 10 by day", "9 sur 10 au jour"}},
        {},
        false,
        true};
    for (std::size_t i = 0; i < report.first_contact.size(); ++i) {
        const BandRow& row = report.first_contact[i];
        const bool all = i + 1 == report.first_contact.size();
        Word word = all ? Word{"all", "all", "ensemble"} : Word{"unknown", "not known", "non connue"};
        if (row.band)
            word = {std::string(name(*row.band)), std::string(band_text(*row.band, Language::english)),
                    std::string(band_text(*row.band, Language::french))};
        WaveRow to{{std::move(word), count_cell(row.figures.people), count_cell(row.figures.reached),
                    maybe(row.figures.median), maybe(row.figures.nine_tenths)},
                   false,
                   all};
        if (row.hidden) only_name(to, 1);
        table.rows.push_back(std::move(to));
    }
    return table;
}

WaveTable level3(const WaveReport& report) {
    return {
        "level3",
        {"", "Great anxiety: called again within two working days", "Grande anxiété : rappel sous deux jours ouvrés"},
        {"", "Level 3 seen for the first time in this wave.",
         "Niveau 3 relevé pour la première fois dans cette vague."},
        {{"seen", "tenants", "locataires"},
         {"due", "due by now", "échus à ce jour"},
         {"tried", "tried in time", "appelés à temps"},
         {"reached", "reached in time", "joints à temps"}},
        {{{count_cell(report.level3.seen), count_cell(report.level3.due), count_cell(report.level3.tried),
           count_cell(report.level3.reached)}}},
        true};
}

WaveTable load(const WaveReport& report) {
    WaveTable table{"load",
                    {"", "Planned load", "Charge planifiée"},
                    {"", "Minutes given out by the plans, by advisor's code. Nobody is ranked.",
                     "Minutes confiées par les plans, par code de conseiller. Aucun classement."},
                    {{"advisor", "advisor", "conseiller"},
                     {"days", "days", "jours"},
                     {"calls", "calls planned", "appels planifiés"},
                     {"planned_minutes", "minutes planned", "minutes planifiées"},
                     {"pause_minutes", "pauses", "pauses"},
                     {"capacity_minutes", "capacity", "capacité"},
                     {"load", "load", "charge", WaveColumn::Form::share},
                     {"most_level3", "most level 3 a day", "niveau 3, au plus par jour"},
                     {"most_level2_and_3", "most level 2 and 3 a day", "niveaux 2 et 3, au plus par jour"},
                     {"days_above_caps", "days above the caps", "jours au-delà des plafonds"}},
                    {}};
    const std::string level3 = std::to_string(report.most_level3), both = std::to_string(report.most_level2_and_3);
    table.note.english += " Caps of an advisor's day: " + level3 + " calls of level 3, " + both + " of levels 2 and 3.";
    table.note.french +=
        " Plafonds par conseiller et par jour : niveau 3, " + level3 + " ; niveaux 2 et 3, " + both + ".";
    if (!report.plans_kept)
        table.note = {"", "No plan of these days was kept.", "Aucun plan de ces jours n'a été conservé."};
    for (const LoadRow& row : report.load)
        table.rows.push_back(
            {{Word{row.advisor.text}, count_cell(row.days), count_cell(row.calls), count_cell(row.planned.count),
              count_cell(row.pauses.count), count_cell(row.capacity.count),
              share_cell((row.planned + row.pauses).count, row.capacity.count), count_cell(row.most_level3),
              count_cell(row.most_level2_and_3), count_cell(row.days_above_caps)}});
    return table;
}

WaveTable work(const WaveReport& report) {
    std::int64_t planned = 0;
    for (const LoadRow& row : report.load) planned += row.calls;
    return {"work",
            {"", "Same voice, and what people decided otherwise", "Continuité et décisions humaines"},
            {"", "Follow-up: a talk with somebody whom an advisor had talked with before.",
             "Suivi : échange avec une personne qu'un conseiller avait déjà jointe."},
            {{"follow_ups", "follow-up talks", "échanges de suivi"},
             {"same_advisor", "with the same advisor", "par le même conseiller"},
             {"same_advisor_share", "share", "part", WaveColumn::Form::share},
             {"planned_calls", "calls planned", "appels planifiés"},
             {"overrides", "changed by a person", "modifiés par une personne"},
             {"override_share", "share", "part", WaveColumn::Form::share},
             {"level3_cap", "", ""},
             {"level2_and_3_cap", "", ""}},
            {{{count_cell(report.follow_ups), count_cell(report.same_advisor),
               share_cell(report.same_advisor, report.follow_ups), report.plans_kept ? count_cell(planned) : WaveCell(),
               report.plans_kept ? count_cell(report.overrides) : WaveCell(), share_cell(report.overrides, planned),
               count_cell(report.most_level3), count_cell(report.most_level2_and_3)}}},
            true};
}

}  // namespace

void only_name(WaveRow& row, std::size_t names) {
    row.hidden = true;
    for (std::size_t i = names; i < row.cells.size(); ++i) row.cells[i] = {};
}

WaveCell share_cell(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? WaveCell(share_of(part, whole)) : WaveCell();
}

std::vector<WaveTable> wave_tables(const WaveReport& report, bool name_missed) {
    std::vector<WaveTable> tables;
    tables.push_back(summary(report));
    tables.push_back(endings(report));
    add_promises(tables, report, name_missed);
    add_mood(tables, report);
    tables.push_back(needs(report));
    tables.push_back(answers(report));
    tables.push_back(first_contact(report));
    tables.push_back(level3(report));
    tables.push_back(load(report));
    tables.push_back(work(report));
    add_fairness(tables, report);
    return tables;
}

}  // namespace bienveille
