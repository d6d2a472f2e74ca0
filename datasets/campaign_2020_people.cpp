#include "datasets/campaign_2020_people.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <numeric>
#include <span>

namespace bienveille {
namespace {

using namespace quotas_2020;

std::vector<std::size_t> everybody() {
    std::vector<std::size_t> all(kTenants);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

template <class Keep>
std::vector<std::size_t> those(const std::vector<Person>& people, Keep keep) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < people.size(); ++i)
        if (keep(people[i])) kept.push_back(i);
    return kept;
}

// Deals categories 0, 1, 2 ... to `whom` in random order, each as often as its quota says.
template <class Give>
void deal(Random& random, std::vector<Person>& people, std::vector<std::size_t> whom, std::span<const int> quotas,
          Give give) {
    random.shuffle(whom);
    std::size_t next = 0;
    for (std::size_t category = 0; category < quotas.size(); ++category)
        for (int n = 0; n < quotas[category]; ++n) give(people[whom[next++]], static_cast<int>(category));
    assert(next == whom.size());
}

// Exchanges a trait between people of the group and others who are alike otherwise, until as many of the group have it
// as wanted. Totals of whatever makes them alike stay as they are.
template <class Has, class Exchange, class InGroup, class Alike>
void exchange_until(Random& random, std::vector<Person>& people, int wanted, Has has, Exchange exchange,
                    InGroup in_group, Alike alike) {
    std::vector<std::size_t> order = everybody();
    random.shuffle(order);
    auto have = std::count_if(people.begin(), people.end(), [&](const Person& p) { return in_group(p) && has(p); });
    for (const std::size_t i : order) {
        if (have == wanted) break;
        Person& inside = people[i];
        const bool give = have < wanted;
        if (!in_group(inside) || has(inside) == give) continue;
        const auto partner = std::find_if(order.begin(), order.end(), [&](std::size_t j) {
            return !in_group(people[j]) && has(people[j]) == give && alike(inside, people[j]);
        });
        if (partner == order.end()) continue;
        exchange(inside, people[*partner]);
        have += give ? 1 : -1;
    }
    assert(have == wanted);
}

void settle(Random& random, std::vector<Person>& people) {
    std::vector<int> tenants;
    for (const Commune& commune : kCommunes) tenants.push_back(commune.tenants);
    deal(random, people, everybody(), tenants, [](Person& person, int commune) { person.commune = commune; });
}

void give_ages_and_sexes(Random& random, std::vector<Person>& people) {
    std::vector<int> tenants;
    for (const AgeBand& band : kAgeBands) tenants.push_back(band.tenants);
    deal(random, people, everybody(), tenants, [&](Person& person, int band) {
        person.age_band = band;
        const AgeBand& ages = kAgeBands[static_cast<std::size_t>(band)];
        person.age = random.between(ages.youngest, ages.oldest);
    });
    const int sexes[] = {kWomen, kTenants - kWomen};
    deal(random, people, everybody(), sexes, [](Person& person, int sex) { person.woman = sex == 0; });
}

void give_levels_and_networks(Random& random, std::vector<Person>& people) {
    for (const bool in_story : {true, false}) {
        auto whom = those(people, [&](const Person& person) { return person.place().in_story == in_story; });
        const int anxious = in_story ? kLevel3InStory : kLsnsBands[0].levels[3] - kLevel3InStory;
        const int quotas[] = {anxious, static_cast<int>(whom.size()) - anxious};
        deal(random, people, whom, quotas, [](Person& person, int other) { person.level = other == 0 ? 3 : 0; });
    }
    std::vector<int> cells;  // by band, then level 0 to 2
    for (const LsnsBand& band : kLsnsBands) cells.insert(cells.end(), band.levels.begin(), band.levels.begin() + 3);
    deal(random, people, those(people, [](const Person& person) { return person.level != 3; }), cells,
         [](Person& person, int cell) {
             person.lsns_band = cell / 3;
             person.level = cell % 3;
         });
    for (Person& person : people) {
        const LsnsBand& band = kLsnsBands[static_cast<std::size_t>(person.lsns_band)];
        person.lsns6 = random.between(band.least, band.most);
    }
}

void give_support(Random& random, std::vector<Person>& people) {
    for (int band = 0; band < static_cast<int>(kLsnsBands.size()); ++band)
        deal(random, people, those(people, [&](const Person& person) { return person.lsns_band == band; }),
             kLsnsBands[static_cast<std::size_t>(band)].support,
             [](Person& person, int support) { person.support = static_cast<Support>(support); });
    exchange_until(
        random, people, kStrongInStory, [](const Person& p) { return p.support == Support::strong; },
        [](Person& a, Person& b) { std::swap(a.support, b.support); },
        [](const Person& p) { return p.place().in_story; },
        [](const Person& a, const Person& b) { return a.lsns_band == b.lsns_band; });
}

void give_households(Random& random, std::vector<Person>& people) {
    for (int band = 0; band < static_cast<int>(kAgeBands.size()); ++band) {
        const AgeBand& ages = kAgeBands[static_cast<std::size_t>(band)];
        const int quotas[] = {ages.alone, ages.tenants - ages.alone};
        deal(random, people, those(people, [&](const Person& person) { return person.age_band == band; }), quotas,
             [](Person& person, int household) { person.alone = household == 0; });
    }
    exchange_until(
        random, people, kAtRiskAlone, [](const Person& p) { return p.alone; },
        [](Person& a, Person& b) { std::swap(a.alone, b.alone); }, [](const Person& p) { return p.at_risk(); },
        [](const Person& a, const Person& b) { return a.age_band == b.age_band; });
}

void give_relatives_at_risk(Random& random, std::vector<Person>& people) {
    const auto some_of = [&](int wanted, auto keep) {
        const auto whom = those(people, keep);
        const int quotas[] = {wanted, static_cast<int>(whom.size()) - wanted};
        deal(random, people, whom, quotas, [](Person& person, int other) { person.relatives_at_risk = other == 0; });
    };
    some_of(kLevel3InStory, [](const Person& person) { return person.level == 3 && person.place().in_story; });
    some_of(kRelativesAtRiskLevel3 - kLevel3InStory,
            [](const Person& person) { return person.level == 3 && !person.place().in_story; });
    some_of(kRelativesAtRisk - kRelativesAtRiskLevel3, [](const Person& person) { return person.level != 3; });
}

// Whether the landlord's file names somebody to call: the less support, the less often; one in ten is unknown.
void give_contact_people(Random& random, std::vector<Person>& people) {
    constexpr int kNamedPercent[] = {20, 55, 85, 96};
    for (Person& person : people) {
        const bool known = !random.percent(10);
        const bool named = random.percent(kNamedPercent[static_cast<std::size_t>(person.support)]);
        if (known) person.contact_person = named;
    }
}

void give_half_days_and_phones(Random& random, std::vector<Person>& people) {
    deal(random, people, everybody(), kPreferredHalfDay, [](Person& person, int preference) {
        if (preference < 2) person.preferred_half_day = static_cast<HalfDay>(preference);
    });
    std::vector<std::size_t> order = everybody();
    random.shuffle(order);
    for (std::size_t i = 0; i < people.size(); ++i)
        people[i].phone = fiction_phone(static_cast<int>(order[i]), random.percent(30));
}

}  // namespace

std::string fiction_phone(int index, bool mobile) {
    const int number = (index * 7919 + 1234) % 10'000;  // 7919 is prime: all indexes below 10,000 differ
    char text[16];
    std::snprintf(text, sizeof text, "%s%04d", mobile ? "+3363998" : "+3335301", number);
    return text;
}

std::vector<Person> people_of_2020(Random& random) {
    std::vector<Person> people(kTenants);
    settle(random, people);
    give_ages_and_sexes(random, people);
    give_levels_and_networks(random, people);
    give_support(random, people);
    give_households(random, people);
    give_relatives_at_risk(random, people);
    give_contact_people(random, people);
    give_half_days_and_phones(random, people);
    return people;
}

void give_neighbours(Random& own, std::vector<Person>& people) {
    for (const bool in_story : {true, false}) {
        const auto whom = those(people, [&](const Person& person) { return person.place().in_story == in_story; });
        const int helped = in_story ? kHelpfulInStory : kHelpful - kHelpfulInStory;
        const int quotas[] = {helped, static_cast<int>(whom.size()) - helped};
        deal(own, people, whom, quotas, [](Person& person, int other) { person.neighbours_help = other == 0; });
    }
}

}  // namespace bienveille
