#include "datasets/drawn_campaign.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>
#include <utility>

#include "datasets/cells.h"
#include "datasets/csv_write.h"
#include "datasets/drawn_people.h"
#include "datasets/drawn_wave.h"
#include "datasets/talk_minutes.h"
#include "engine/calendar.h"
#include "engine/names.h"
#include "engine/replay.h"

namespace bienveille {
namespace {

Campaign campaign_of(const Population& population) {
    Campaign campaign;
    campaign.name = population.name;
    campaign.first_day = population.first_day;
    campaign.last_day = population.last_day;
    campaign.calendar.working_days = population.working_days;
    campaign.calendar.windows = population.windows;
    if (!population.closed_on_holidays) return campaign;
    const int year = population.first_day.year();
    const Day easter = easter_sunday(year);
    const auto on = [&](int month, int day) { return *day_from(year, month, day); };
    campaign.calendar.closed_days = {easter + 1, on(5, 1),  on(5, 8),  easter + 39, easter + 50,
                                     on(7, 14),  on(8, 15), on(11, 1), on(11, 11),  on(12, 25)};
    return campaign;
}

std::vector<AdvisorRecord> advisors_of(const Population& population) {
    std::vector<AdvisorRecord> advisors;
    for (const Population::Caller& caller : population.team) {
        AdvisorRecord& advisor = advisors.emplace_back();
        const std::string number = std::to_string(advisors.size());
        advisor.facts.id.text = "CONS-" + number;
        advisor.label = std::string(population.caller) + " " + number;
        advisor.facts.area = population.areas[static_cast<std::size_t>(caller.area)];
        advisor.facts.languages = caller.languages;
        advisor.facts.works_on = caller.works_on;
        advisor.facts.minutes = Minutes{caller.minutes};
    }
    return advisors;
}

std::string numbered(const char* format, int number) {
    char text[32];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

// Of nobody's area there may be several, or none: then anybody.
const AdvisorId& caller_of(const std::vector<AdvisorRecord>& advisors, const std::string& area) {
    const auto own = std::find_if(advisors.begin(), advisors.end(),
                                  [&](const AdvisorRecord& advisor) { return advisor.facts.area == area; });
    return (own == advisors.end() ? advisors.front() : *own).facts.id;
}

class FirstMorning {
public:
    FirstMorning(const Population& population, const std::vector<AdvisorRecord>& advisors, const WorkingDays& working)
        : population_(population), advisors_(advisors), working_(working), in_area_(population.areas.size(), 0) {}

    // What the list knows: with what only a call can tell where somebody had asked before.
    TenantRecord of(const Person& person, const KnownBefore& known) {
        TenantRecord tenant = listed(person);
        Tenant& facts = tenant.facts;
        const Day first = population_.first_day;
        if (known.called_days_ago) {
            facts.last_reached_on = first - *known.called_days_ago;
            facts.last_advisor = caller_of(advisors_, facts.area);
            facts.last_attempt_at = Moment{*facts.last_reached_on, population_.windows.front().from};
            facts.last_outcome = Outcome::reached;
        }
        if (known.support) facts.support = person.support;
        if (known.lsns6) facts.lsns6 = person.lsns6;
        if (known.level) {
            facts.anxiety = person.level;
            facts.anxiety_on = first - 1;
        }
        if (known.promised) {
            facts.callback_requested_on = first - 1;
            facts.callback_due_on =
                working_.between(first, population_.last_day)[static_cast<std::size_t>(*known.promised)];
        }
        return tenant;
    }

private:
    TenantRecord listed(const Person& person) {
        const Population::Commune& place = population_.communes[static_cast<std::size_t>(person.commune)];
        const auto area = static_cast<std::size_t>(place.area);
        TenantRecord tenant;
        tenant.facts.id.text = numbered("LOC-%04d", ++number_);
        tenant.label = std::string(population_.person) + " " + static_cast<char>('A' + place.area) +
                       numbered("-%03d", ++in_area_[area]);
        tenant.phone = person.phone;
        tenant.facts.has_phone = !person.phone.empty();
        tenant.facts.area = population_.areas[area];
        tenant.commune = place.name;
        tenant.insee_code = place.insee_code;
        tenant.facts.birth_year = population_.first_day.year() - person.age;
        tenant.sex = person.woman ? Sex::female : Sex::male;
        tenant.facts.lives_alone = person.alone;
        tenant.facts.has_contact_person = person.contact_person;
        tenant.facts.preferred_half_day = person.preferred_half_day;
        tenant.facts.language = person.language;
        tenant.facts.joined_on = population_.first_day;
        return tenant;
    }

    const Population& population_;
    const std::vector<AdvisorRecord>& advisors_;
    const WorkingDays& working_;
    int number_ = 0;
    std::vector<int> in_area_;
};

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
        facts.callback_due_on = working.on_or_before(*truth.called_on + 10);
    }
    return tenant;
}

std::array<LaterContact, 3> later_contacts(Random& random, const Population& of, const Person& person,
                                           Outcome outcome) {
    std::array<LaterContact, 3> later;
    for (LaterContact& contact : later) {
        for (int number = 1; number <= kTriesOfContact && !contact.answered_try; ++number)
            if (!random.percent(of.no_answer_percent[static_cast<std::size_t>(number - 1)]))
                contact.answered_try = number;
        contact.talk = draw_talk_minutes(random, person.level, of.talk_median_tenths);
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

// Columns that say nothing otherwise than a replay takes it anyway are left out.
std::string truth_file(const Population& population, const std::vector<Truth>& truth) {
    const bool own_shares = population.no_answer_percent != kUsualNoAnswer;
    const bool own_days = population.callback_days.has_value();
    std::string shares;
    for (const int percent : population.no_answer_percent)
        shares += (shares.empty() ? "" : " ") + std::to_string(percent);
    std::vector<std::string> header{"id",        "anxiety", "lsns6",   "support", "relatives_at_risk",
                                    "called_on", "tries",   "outcome", "minutes", "asked_callback"};
    if (!population.recorded) std::erase(header, "called_on");
    if (own_days) header.emplace_back("callback_days");
    if (own_shares) header.emplace_back("no_answer");
    for (const char* later : {"2", "3", "4"}) {
        header.push_back(std::string("answered_try_") + later);
        header.push_back(std::string("minutes_") + later);
    }
    header.emplace_back("neighbours_help");
    std::string out;
    append_row(out, header);
    for (const Truth& each : truth) {
        std::vector<std::string> cells{each.tenant.text, std::to_string(each.level), std::to_string(each.lsns6),
                                       std::string(name(each.support)), yes_or_no(each.relatives_at_risk)};
        if (each.called_on) cells.push_back(each.called_on->iso());
        cells.insert(cells.end(), {std::to_string(each.tries), std::string(name(each.outcome)),
                                   std::to_string(each.talk.count), yes_or_no(each.asked_callback)});
        if (own_days) cells.push_back(each.callback_days ? std::to_string(*each.callback_days) : "");
        if (own_shares) cells.push_back(shares);
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

void record_wave(DrawnCampaign& result, const std::vector<Person>& people, const Wave& wave, const WorkingDays& working,
                 const std::vector<Day>& days) {
    std::vector<WaveAttempt> last(people.size());
    for (const Dial& dial : wave.dials) {
        const WaveAttempt attempt{result.before[dial.person].facts.id,
                                  caller_of(result.advisors, result.before[dial.person].facts.area),
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
    result.known_on = working.after(days.back(), 1);
}

}  // namespace

DrawnCampaign draw_campaign(const Population& population, std::uint64_t seed) {
    Random random(seed);
    DrawnCampaign result;
    result.population = &population;
    result.campaign = campaign_of(population);
    result.advisors = advisors_of(population);
    const WorkingDays working(result.campaign.calendar, result.campaign.first_day);
    std::vector<Day> days;  // of a recorded wave
    if (population.recorded) {
        days = working.between(population.first_day, population.last_day);
        days.resize(population.recorded->callbacks.size());
    }

    enum Stream : std::uint64_t { kNeighbours = 1, kKnown };  // of their own: what is drawn there changes nothing else
    Random own(seed, kNeighbours), apart(seed, kKnown);
    std::vector<Person> people = draw_people(random, population);
    give_neighbours(own, population, people);
    const Wave wave = draw_wave(random, population, people);
    const std::vector<KnownBefore> known = draw_known(apart, population);

    FirstMorning morning(population, result.advisors, working);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Person& person = people[i];
        const Contact& contact = wave.contacts[i];
        result.before.push_back(morning.of(person, known[i]));
        Truth& truth = result.truth.emplace_back();
        truth.tenant = result.before.back().facts.id;
        truth.level = person.level;
        truth.lsns6 = person.lsns6;
        truth.support = person.support;
        truth.relatives_at_risk = person.relatives_at_risk;
        truth.neighbours_help = person.neighbours_help;
        if (!days.empty()) truth.called_on = days[static_cast<std::size_t>(contact.day)];
        truth.tries = contact.tries;
        truth.outcome = contact.outcome;
        truth.talk = contact.talk;
        truth.asked_callback = contact.asked_callback;
        if (contact.asked_callback && population.callback_days)
            truth.callback_days = apart.between((*population.callback_days)[0], (*population.callback_days)[1]);
        truth.later = later_contacts(random, population, person, contact.outcome);
    }
    if (population.recorded) record_wave(result, people, wave, working, days);
    return result;
}

std::vector<NamedFile> files_of(const DrawnCampaign& campaign) {
    std::vector<NamedFile> files{{"campaign.json", write_campaign(campaign.campaign)},
                                 {"advisors.csv", write_csv<AdvisorRecord>(campaign.advisors, kPlainCsv)},
                                 {"tenants.csv", write_csv<TenantRecord>(campaign.before, kPlainCsv)}};
    if (campaign.known_on)
        files.push_back(
            {"tenants-" + campaign.known_on->iso() + ".csv", write_csv<TenantRecord>(campaign.after, kPlainCsv)});
    files.push_back({"truth.csv", truth_file(*campaign.population, campaign.truth)});
    if (campaign.known_on) files.push_back({"wave1.csv", wave_file(campaign.wave)});
    return files;
}

}  // namespace bienveille
