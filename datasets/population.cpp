#include "datasets/population.h"

#include <algorithm>
#include <numeric>

#include "datasets/population_files.h"

namespace bienveille {
namespace {

template <class Rows, class Count>
int sum_of(const Rows& rows, Count count) {
    return std::accumulate(rows.begin(), rows.end(), 0, [&](int sum, const auto& row) { return sum + count(row); });
}

template <class Numbers>
int sum_of(const Numbers& numbers) {
    return sum_of(numbers, [](int number) { return number; });
}

class Quotas {
public:
    explicit Quotas(const Population& of) : of_(of) {}

    Problems wrong() && {
        look_at_people();
        look_at_answers();
        look_at_team();
        if (of_.recorded) look_at_wave(*of_.recorded);
        return std::move(problems_);
    }

private:
    void must_be(const char* what, int is, int right) {
        if (is != right) problems_.push_back({what, "is " + std::to_string(is) + "; must be " + std::to_string(right)});
    }
    void at_most(const char* what, int is, int most) {
        if (is < 0 || is > most)
            problems_.push_back({what, "is " + std::to_string(is) + "; must be 0 to " + std::to_string(most)});
    }
    int of_level(std::size_t level) const {
        return sum_of(of_.lsns_bands, [&](const Population::LsnsBand& band) { return band.levels[level]; });
    }

    void look_at_people() {
        const int all = of_.people();
        must_be("age_bands", sum_of(of_.age_bands, [](const auto& band) { return band.people; }), all);
        must_be("lsns_bands", sum_of(of_.lsns_bands, [](const auto& band) { return band.people(); }), all);
        for (const Population::LsnsBand& band : of_.lsns_bands)
            must_be("lsns_bands.support", sum_of(band.support), band.people());
        must_be("preferred_half_day", sum_of(of_.preferred_half_day), all);
        must_be("languages", sum_of(of_.languages, [](const auto& language) { return language.people; }), all);
        at_most("women", of_.women, all);
        at_most("without_phone", of_.without_phone, all);
        at_most("support_known", of_.support_known, all);
        at_most("lsns_known", of_.lsns_known, all);
        at_most("level_known", of_.level_known, all);
        at_most("called_before", of_.called_before, all);
        at_most("promised", sum_of(of_.promised), all);
        at_most("at_risk_alone", of_.at_risk_alone, of_.lsns_bands[0].people() + of_.lsns_bands[1].people());
        at_most("level3_very_old", of_.level3_very_old.value_or(0), of_level(3));
        at_most("relatives_at_risk_level3", of_.relatives_at_risk_level3, of_level(3));
        at_most("helpful_neighbours", of_.helpful_neighbours, all);
        at_most("helpful_in_story", of_.helpful_in_story, of_.helpful_neighbours);
        at_most("relatives_at_risk", of_.relatives_at_risk, all);
    }

    void look_at_answers() {
        must_be("reached", of_.reached, of_.people() - of_.not_reached - of_.wrong_number - of_.refused);
        must_be("answered_try", sum_of(of_.answered_try), of_.reached + of_.refused);
        for (std::size_t level = 0; level < of_.callbacks_by_level.size(); ++level)
            at_most("callbacks_by_level", of_.callbacks_by_level[level], of_level(level));
    }

    void look_at_team() {
        for (const Population::Caller& caller : of_.team)
            at_most("team.area", caller.area, static_cast<int>(of_.areas.size()) - 1);
        for (const Population::Commune& commune : of_.communes)
            at_most("communes.area", commune.area, static_cast<int>(of_.areas.size()) - 1);
    }

    void look_at_wave(const Population::Recorded& wave) {
        must_be("recorded.calls", sum_of(wave.calls, [](const auto& area) { return sum_of(area); }), of_.people());
        must_be("recorded.callbacks", sum_of(wave.callbacks), sum_of(of_.callbacks_by_level));
    }

    const Population& of_;
    Problems problems_;
};

}  // namespace

int Population::people() const {
    return sum_of(communes, [](const Commune& commune) { return commune.people; });
}

std::span<const Population* const> populations() {
    static const Population* const all[] = {&haute_marne_2020(), &heat_register(), &hospital_discharge(),
                                            &rural_charity()};
    return all;
}

Problems problems_of(const Population& population) { return Quotas(population).wrong(); }

}  // namespace bienveille
