#include "datasets/drawn_people.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <numeric>
#include <span>

namespace bienveille {
namespace {

constexpr std::size_t kAtRiskBands = 2;  // LSNS-6 below 12

std::vector<std::size_t> everybody(const std::vector<Person>& people) {
    std::vector<std::size_t> all(people.size());
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
    std::vector<std::size_t> order = everybody(people);
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

// Each trait in turn, for all of them.
class Drawing {
public:
    Drawing(Random& random, const Population& of)
        : random_(random), of_(of), people_(static_cast<std::size_t>(of.people())) {}

    std::vector<Person> all() && {
        settle();
        give_ages_and_sexes();
        give_levels_and_networks();
        give_support();
        give_households();
        give_relatives_at_risk();
        give_contact_people();
        give_half_days_and_phones();
        give_languages();
        return std::move(people_);
    }

private:
    int total() const { return static_cast<int>(people_.size()); }
    bool in_story(const Person& person) const {
        return of_.communes[static_cast<std::size_t>(person.commune)].in_story;
    }
    static bool at_risk(const Person& person) { return static_cast<std::size_t>(person.lsns_band) < kAtRiskBands; }

    template <class Give>
    void deal_to(std::vector<std::size_t> whom, std::span<const int> quotas, Give give) {
        deal(random_, people_, std::move(whom), quotas, give);
    }

    void settle() {
        std::vector<int> in_commune;
        for (const Population::Commune& commune : of_.communes) in_commune.push_back(commune.people);
        deal_to(everybody(people_), in_commune, [](Person& person, int commune) { person.commune = commune; });
    }

    void give_ages_and_sexes() {
        std::vector<int> in_band;
        for (const Population::AgeBand& band : of_.age_bands) in_band.push_back(band.people);
        deal_to(everybody(people_), in_band, [&](Person& person, int band) {
            person.age_band = band;
            const Population::AgeBand& ages = of_.age_bands[static_cast<std::size_t>(band)];
            person.age = random_.between(ages.youngest, ages.oldest);
        });
        const int sexes[] = {of_.women, total() - of_.women};
        deal_to(everybody(people_), sexes, [](Person& person, int sex) { person.woman = sex == 0; });
    }

    void give_levels_and_networks() {
        std::vector<int> of_level3;  // by band
        for (const Population::LsnsBand& band : of_.lsns_bands) of_level3.push_back(band.levels[3]);
        const int all_level3 = std::accumulate(of_level3.begin(), of_level3.end(), 0);
        for (const bool story : {true, false}) {
            auto whom = those(people_, [&](const Person& person) { return in_story(person) == story; });
            const int anxious = story ? of_.level3_in_story : all_level3 - of_.level3_in_story;
            const int quotas[] = {anxious, static_cast<int>(whom.size()) - anxious};
            deal_to(whom, quotas, [](Person& person, int other) { person.level = other == 0 ? 3 : 0; });
        }
        std::vector<int> cells;  // by band, then level 0 to 2
        for (const Population::LsnsBand& band : of_.lsns_bands)
            cells.insert(cells.end(), band.levels.begin(), band.levels.begin() + 3);
        deal_to(those(people_, [](const Person& person) { return person.level != 3; }), cells,
                [](Person& person, int cell) {
                    person.lsns_band = cell / 3;
                    person.level = cell % 3;
                });
        if (of_level3.front() < all_level3)
            deal_to(those(people_, [](const Person& person) { return person.level == 3; }), of_level3,
                    [](Person& person, int band) { person.lsns_band = band; });
        for (Person& person : people_) {
            const Population::LsnsBand& band = of_.lsns_bands[static_cast<std::size_t>(person.lsns_band)];
            person.lsns6 = random_.between(band.least, band.most);
        }
        if (!of_.level3_very_old) return;
        const int very_old = static_cast<int>(of_.age_bands.size()) - 2;
        exchange_until(
            random_, people_, *of_.level3_very_old, [&](const Person& p) { return p.age_band >= very_old; },
            [](Person& a, Person& b) {
                std::swap(a.age_band, b.age_band);
                std::swap(a.age, b.age);
            },
            [](const Person& p) { return p.level == 3; }, [](const Person&, const Person&) { return true; });
    }

    void give_support() {
        for (int band = 0; band < static_cast<int>(of_.lsns_bands.size()); ++band)
            deal_to(those(people_, [&](const Person& person) { return person.lsns_band == band; }),
                    of_.lsns_bands[static_cast<std::size_t>(band)].support,
                    [](Person& person, int support) { person.support = static_cast<Support>(support); });
        exchange_until(
            random_, people_, of_.strong_in_story, [](const Person& p) { return p.support == Support::strong; },
            [](Person& a, Person& b) { std::swap(a.support, b.support); }, [&](const Person& p) { return in_story(p); },
            [](const Person& a, const Person& b) { return a.lsns_band == b.lsns_band; });
    }

    void give_households() {
        for (int band = 0; band < static_cast<int>(of_.age_bands.size()); ++band) {
            const Population::AgeBand& ages = of_.age_bands[static_cast<std::size_t>(band)];
            const int quotas[] = {ages.alone, ages.people - ages.alone};
            deal_to(those(people_, [&](const Person& person) { return person.age_band == band; }), quotas,
                    [](Person& person, int household) { person.alone = household == 0; });
        }
        exchange_until(
            random_, people_, of_.at_risk_alone, [](const Person& p) { return p.alone; },
            [](Person& a, Person& b) { std::swap(a.alone, b.alone); }, at_risk,
            [](const Person& a, const Person& b) { return a.age_band == b.age_band; });
    }

    void give_relatives_at_risk() {
        const auto some_of = [&](int wanted, auto keep) {
            const auto whom = those(people_, keep);
            const int quotas[] = {wanted, static_cast<int>(whom.size()) - wanted};
            deal_to(whom, quotas, [](Person& person, int other) { person.relatives_at_risk = other == 0; });
        };
        some_of(of_.level3_in_story, [&](const Person& person) { return person.level == 3 && in_story(person); });
        some_of(of_.relatives_at_risk_level3 - of_.level3_in_story,
                [&](const Person& person) { return person.level == 3 && !in_story(person); });
        some_of(of_.relatives_at_risk - of_.relatives_at_risk_level3,
                [](const Person& person) { return person.level != 3; });
    }

    // Whether the list names somebody to call: the less support, the less often; one in ten is unknown.
    void give_contact_people() {
        constexpr int kNamedPercent[] = {20, 55, 85, 96};
        for (Person& person : people_) {
            const bool known = !random_.percent(10);
            const bool named = random_.percent(kNamedPercent[static_cast<std::size_t>(person.support)]);
            if (known) person.contact_person = named;
        }
    }

    void give_half_days_and_phones() {
        deal_to(everybody(people_), of_.preferred_half_day, [](Person& person, int preference) {
            if (preference < 2) person.preferred_half_day = static_cast<HalfDay>(preference);
        });
        std::vector<std::size_t> order = everybody(people_);
        random_.shuffle(order);
        for (std::size_t i = 0; i < people_.size(); ++i)
            people_[i].phone = fiction_phone(static_cast<int>(order[i]), random_.percent(30));
        if (of_.without_phone == 0) return;
        const int quotas[] = {of_.without_phone, total() - of_.without_phone};
        deal_to(everybody(people_), quotas, [](Person& person, int has) {
            if (has == 0) person.phone.clear();
        });
    }

    void give_languages() {
        if (of_.languages.size() == 1) {
            for (Person& person : people_) person.language = of_.languages.front().code;
            return;
        }
        std::vector<int> who_speak;
        for (const Population::Language& language : of_.languages) who_speak.push_back(language.people);
        deal_to(everybody(people_), who_speak, [&](Person& person, int language) {
            person.language = of_.languages[static_cast<std::size_t>(language)].code;
        });
    }

    Random& random_;
    const Population& of_;
    std::vector<Person> people_;
};

}  // namespace

std::string fiction_phone(int index, bool mobile) {
    const int number = (index * 7919 + 1234) % 10'000;  // 7919 is prime: all indexes below 10,000 differ
    char text[16];
    std::snprintf(text, sizeof text, "%s%04d", mobile ? "+3363998" : "+3335301", number);
    return text;
}

std::vector<Person> draw_people(Random& random, const Population& population) {
    return Drawing(random, population).all();
}

void give_neighbours(Random& own, const Population& population, std::vector<Person>& people) {
    for (const bool in_story : {true, false}) {
        const auto whom = those(people, [&](const Person& person) {
            return population.communes[static_cast<std::size_t>(person.commune)].in_story == in_story;
        });
        const int helped =
            in_story ? population.helpful_in_story : population.helpful_neighbours - population.helpful_in_story;
        const int quotas[] = {helped, static_cast<int>(whom.size()) - helped};
        deal(own, people, whom, quotas, [](Person& person, int other) { person.neighbours_help = other == 0; });
    }
}

std::vector<KnownBefore> draw_known(Random& random, const Population& population) {
    std::vector<KnownBefore> known(static_cast<std::size_t>(population.people()));
    std::vector<std::size_t> order(known.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto of_some = [&](int how_many, auto give) {
        if (how_many == 0) return;
        random.shuffle(order);
        for (int i = 0; i < how_many; ++i) give(known[order[static_cast<std::size_t>(i)]], i);
    };
    of_some(population.support_known, [](KnownBefore& one, int) { one.support = true; });
    of_some(population.lsns_known, [](KnownBefore& one, int) { one.lsns6 = true; });
    of_some(population.level_known, [](KnownBefore& one, int) { one.level = true; });
    of_some(population.called_before, [&](KnownBefore& one, int) {
        one.called_days_ago = random.between(population.called_days_ago[0], population.called_days_ago[1]);
    });
    std::vector<int> days;  // of each promise
    for (std::size_t day = 0; day < population.promised.size(); ++day)
        days.insert(days.end(), static_cast<std::size_t>(population.promised[day]), static_cast<int>(day));
    of_some(static_cast<int>(days.size()),
            [&](KnownBefore& one, int i) { one.promised = days[static_cast<std::size_t>(i)]; });
    return known;
}

}  // namespace bienveille
