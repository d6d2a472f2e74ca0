#include "datasets/campaign_2020.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>
#include <utility>

#include "datasets/campaign_2020_people.h"
#include "datasets/campaign_2020_wave.h"
#include "datasets/cells.h"
#include "datasets/csv_write.h"
#include "datasets/talk_minutes.h"
#include "engine/calendar.h"
#include "engine/names.h"

namespace bienveille {
namespace {

using namespace quotas_2020;

Day day_of_2020(int month, int day) { return *day_from(kYear, month, day); }

Campaign campaign_of_2020() {
    Campaign campaign;
    campaign.name = "Haute-Marne, printemps 2020 (synthétique)";
    campaign.first_day = day_of_2020(3, 26);
    campaign.last_day = day_of_2020(5, 7);  // the last working day before the lockdown ended
    campaign.calendar.working_days = {1, 2, 3, 4, 5};
    campaign.calendar.windows = {{{9 * 60}, {12 * 60 + 15}}, {{13 * 60 + 30}, {17 * 60 + 45}}};
    const Day easter = easter_sunday(kYear);
    campaign.calendar.closed_days = {easter + 1,          day_of_2020(5, 1),  day_of_2020(5, 8),  easter + 39,
                                     easter + 50,         day_of_2020(7, 14), day_of_2020(8, 15), day_of_2020(11, 1),
                                     day_of_2020(11, 11), day_of_2020(12, 25)};
    return campaign;
}

std::vector<AdvisorRecord> advisors_of_2020() {
    std::vector<AdvisorRecord> advisors;
    for (int area = 0; area < kAreas; ++area) {
        AdvisorRecord advisor;
        const std::string number = std::to_string(area + 1);
        advisor.facts.id.text = "CONS-" + number;
        advisor.label = "Conseiller " + number;
        advisor.facts.area = kAreaNames[static_cast<std::size_t>(area)];
        advisor.facts.languages = {"fr"};
        advisor.facts.minutes = Minutes{400};  // 7 hours less the debrief
        advisors.push_back(std::move(advisor));
    }
    return advisors;
}

std::string numbered(const char* format, int number) {
    char text[32];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

// What the landlord's file knows. Nothing that only a call can tell.
TenantRecord known_before(const Person& person, int number, int number_in_area, Day joined_on) {
    TenantRecord tenant;
    tenant.facts.id.text = numbered("LOC-%04d", number);
    tenant.label =
        std::string("Locataire ") + static_cast<char>('A' + person.place().area) + numbered("-%03d", number_in_area);
    tenant.phone = person.phone;
    tenant.facts.has_phone = true;
    tenant.facts.area = kAreaNames[static_cast<std::size_t>(person.place().area)];
    tenant.commune = person.place().name;
    tenant.insee_code = person.place().insee_code;
    tenant.facts.birth_year = kYear - person.age;
    tenant.sex = person.woman ? Sex::female : Sex::male;
    tenant.facts.lives_alone = person.alone;
    tenant.facts.has_contact_person = person.contact_person;
    tenant.facts.preferred_half_day = person.preferred_half_day;
    tenant.facts.language = "fr";
    tenant.facts.joined_on = joined_on;
    return tenant;
}

// What wave 1 added. LSNS-6 was filled in with people who seemed anxious (level 2 and 3) only.
TenantRecord known_after(TenantRecord tenant, const Person& person, const Truth& truth, const WaveAttempt& last,
                         const WorkingDays& working) {
    Tenant& facts = tenant.facts;
    facts.last_advisor = last.advisor;
    facts.last_attempt_at = last.at;
    facts.last_outcome = last.outcome;
    if (truth.outcome == Outcome::reached || truth.outcome == Outcome::refused_today) {
        facts.last_reached_on = truth.called_on;
    } else {
        facts.attempts = truth.tries;
    }
    if (truth.outcome != Outcome::reached) return tenant;
    facts.anxiety = person.level;
    facts.anxiety_on = truth.called_on;
    facts.support = person.support;
    facts.relatives_at_risk = person.relatives_at_risk;
    facts.neighbours_help = person.neighbours_help;
    if (person.level >= 2) facts.lsns6 = person.lsns6;
    if (truth.asked_callback) {
        facts.callback_requested_on = truth.called_on;
        facts.callback_due_on = working.on_or_before(truth.called_on + 10);
    }
    return tenant;
}

std::array<LaterContact, 3> later_contacts(Random& random, const Person& person, Outcome outcome) {
    std::array<LaterContact, 3> later;
    for (LaterContact& contact : later) {
        for (int number = 1; number <= kTries && !contact.answered_try; ++number)
            if (!random.percent(kNoAnswerPercent[static_cast<std::size_t>(number - 1)])) contact.answered_try = number;
        contact.talk = draw_talk_minutes(random, person.level);
        if (outcome == Outcome::wrong_number) contact.answered_try.reset();  // until somebody finds the right number
        if (!contact.answered_try) contact.talk = Minutes{0};
    }
    return later;
}

// ------------------------------------------------------------------------------------------------- files

void append_row(std::string& out, std::span<const std::string> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ';';
        append_cell(out, cells[i], ';');
    }
    out += '\n';
}

std::string yes_or_no(bool yes) { return yes ? "yes" : "no"; }

std::string truth_file(const std::vector<Truth>& truth) {
    std::string out =
        "id;anxiety;lsns6;support;relatives_at_risk;called_on;tries;outcome;minutes;asked_callback;"
        "answered_try_2;minutes_2;answered_try_3;minutes_3;answered_try_4;minutes_4;neighbours_help\n";
    for (const Truth& each : truth) {
        std::vector<std::string> cells{each.tenant.text,
                                       std::to_string(each.level),
                                       std::to_string(each.lsns6),
                                       std::string(name(each.support)),
                                       yes_or_no(each.relatives_at_risk),
                                       each.called_on.iso(),
                                       std::to_string(each.tries),
                                       std::string(name(each.outcome)),
                                       std::to_string(each.talk.count),
                                       yes_or_no(each.asked_callback)};
        for (const LaterContact& contact : each.later) {
            cells.push_back(contact.answered_try ? std::to_string(*contact.answered_try) : "");
            cells.push_back(contact.answered_try ? std::to_string(contact.talk.count) : "");
        }
        cells.push_back(yes_or_no(each.neighbours_help));
        append_row(out, cells);
    }
    return out;
}

std::string wave_file(const std::vector<WaveAttempt>& wave) {
    std::string out = "at;advisor;tenant;try;outcome;minutes\n";
    for (const WaveAttempt& each : wave) {
        const std::string cells[] = {write_moment(each.at),
                                     each.advisor.text,
                                     each.tenant.text,
                                     std::to_string(each.number),
                                     std::string(name(each.outcome)),
                                     std::to_string(each.talk.count)};
        append_row(out, cells);
    }
    return out;
}

}  // namespace

Campaign2020 campaign_2020(std::uint64_t seed) {
    Random random(seed);
    Campaign2020 result;
    result.campaign = campaign_of_2020();
    result.advisors = advisors_of_2020();
    const WorkingDays working(result.campaign.calendar, result.campaign.first_day);
    const std::vector<Day> days = working.between(day_of_2020(3, 26), day_of_2020(4, 2));

    std::vector<Person> people = people_of_2020(random);
    constexpr std::uint64_t kNeighbours = 1;
    Random own(seed, kNeighbours);
    give_neighbours(own, people);
    const Wave wave = wave_of_2020(random, people, result.campaign.calendar.windows);

    std::array<int, kAreas> in_area{};
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Person& person = people[i];
        const Contact& contact = wave.contacts[i];
        const int number_in_area = ++in_area[static_cast<std::size_t>(person.place().area)];
        result.before.push_back(
            known_before(person, static_cast<int>(i) + 1, number_in_area, result.campaign.first_day));
        result.truth.push_back({result.before.back().facts.id, person.level, person.lsns6, person.support,
                                person.relatives_at_risk, person.neighbours_help,
                                days[static_cast<std::size_t>(contact.day)], contact.tries, contact.outcome,
                                contact.talk, contact.asked_callback, later_contacts(random, person, contact.outcome)});
    }

    std::vector<WaveAttempt> last(people.size());
    for (const Dial& dial : wave.dials) {
        const auto area = static_cast<std::size_t>(people[dial.person].place().area);
        const WaveAttempt attempt{result.before[dial.person].facts.id,
                                  result.advisors[area].facts.id,
                                  dial.number,
                                  {days[static_cast<std::size_t>(dial.day)], dial.at},
                                  dial.outcome,
                                  dial.talk};
        result.wave.push_back(attempt);
        if (attempt.number >= last[dial.person].number) last[dial.person] = attempt;
    }
    std::sort(result.wave.begin(), result.wave.end(), [](const WaveAttempt& a, const WaveAttempt& b) {
        return std::pair(a.at, a.advisor) < std::pair(b.at, b.advisor);
    });
    for (std::size_t i = 0; i < people.size(); ++i)
        result.after.push_back(known_after(result.before[i], people[i], result.truth[i], last[i], working));
    return result;
}

std::vector<NamedFile> files_of(const Campaign2020& campaign) {
    return {{"campaign.json", write_campaign(campaign.campaign)},
            {"advisors.csv", write_csv<AdvisorRecord>(campaign.advisors, kPlainCsv)},
            {"tenants.csv", write_csv<TenantRecord>(campaign.before, kPlainCsv)},
            {"tenants-2020-04-03.csv", write_csv<TenantRecord>(campaign.after, kPlainCsv)},
            {"truth.csv", truth_file(campaign.truth)},
            {"wave1.csv", wave_file(campaign.wave)}};
}

}  // namespace bienveille
