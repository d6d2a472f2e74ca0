#include "bench/tight_weeks.h"

#include <string>

#include "bench/dice.h"

namespace bienveille::bench {
namespace {

constexpr Day kMonday{18'358};  // 6 April 2020

struct Shape {
    const char* name;
    int advisors, more_advisors;  // at least, and up to so many more
    int minutes, more_minutes;
    int languages;               // beside the main one
    int spoken;                  // of these by an advisor, at most
    int others;                  // percent of the tenants who speak one of these
    int level3, level2, level1;  // percent of the calls
    int most_calls;              // 0: no cap
};

Shape shape(Family family) {
    switch (family) {
        case Family::ordinary: return {"ordinary", 2, 11, 120, 240, 1, 1, 12, 8, 15, 30, 0};
        case Family::one_hour: return {"one hour", 2, 11, 45, 31, 1, 1, 12, 16, 15, 30, 0};
        case Family::many_languages: return {"many languages", 3, 3, 120, 240, 5, 2, 80, 8, 15, 30, 0};
        case Family::few_calls: return {"few calls", 2, 7, 100, 80, 1, 1, 20, 8, 15, 30, 8};
        case Family::heavy: return {"heavy", 2, 7, 150, 150, 1, 1, 20, 20, 20, 20, 0};
    }
    return {};
}

std::string language(int number) { return number == 0 ? "fr" : "l" + std::to_string(number); }

Advisor advisor(int number, const Shape& shape, Dice& dice) {
    Advisor advisor;
    advisor.id = {"CONS-" + std::to_string(100 + number)};
    advisor.minutes = Minutes{shape.minutes + dice.below(shape.more_minutes + 1)};
    advisor.languages = {language(0)};
    for (int i = dice.below(shape.spoken + 1); i > 0; --i)
        advisor.languages.push_back(language(1 + dice.below(shape.languages)));
    if (shape.most_calls > 0) advisor.max_calls = shape.most_calls + dice.below(5);
    return advisor;
}

Tenant tenant(int number, int days, const Shape& shape, Dice& dice) {
    Tenant tenant;
    tenant.id = {"LOC-" + std::to_string(10'000 + number)};
    tenant.has_phone = true;
    tenant.lsns6 = dice.below(31);
    const int level = dice.below(100);
    tenant.anxiety = level < shape.level3                                 ? 3
                     : level < shape.level3 + shape.level2                ? 2
                     : level < shape.level3 + shape.level2 + shape.level1 ? 1
                                                                          : 0;
    tenant.anxiety_cleared = true;
    tenant.callback_due_on = kMonday + dice.below(days);
    if (dice.below(100) < shape.others) tenant.language = language(1 + dice.below(shape.languages));
    return tenant;
}

}  // namespace

const char* name(Family family) { return shape(family).name; }

DayInput tight_week(Family family, std::uint64_t seed) {
    const Shape of = shape(family);
    Dice dice(seed * 16 + static_cast<std::uint64_t>(family));
    DayInput input;
    input.day = kMonday;
    const int days = 1 + dice.below(5);
    std::int64_t minutes = 0;
    for (int a = of.advisors + dice.below(of.more_advisors + 1); a > 0; --a) {
        input.advisors.push_back(advisor(a, of, dice));
        minutes += input.advisors.back().minutes->count * days;
    }
    // From what just fits to more than twice as much.
    constexpr int kPercent[] = {95, 105, 125, 160, 220};
    constexpr int kMinutesOfLevel[] = {8, 10, 13, 33};
    for (std::int64_t wanted = minutes * kPercent[dice.below(5)] / 100; wanted > 0;) {
        input.tenants.push_back(tenant(static_cast<int>(input.tenants.size()), days, of, dice));
        wanted -= kMinutesOfLevel[*input.tenants.back().anxiety];
    }
    return input;
}

}  // namespace bienveille::bench
