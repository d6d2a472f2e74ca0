// The populations: their quotas add up, and what is drawn from them, read back from its files, holds every one of them.
#include "datasets/population.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "datasets/drawn_campaign.h"
#include "datasets/read.h"
#include "datasets/truth.h"
#include "engine/calendar.h"
#include "engine/replay.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

std::string bytes_of(const std::vector<NamedFile>& files, const std::string& name) {
    for (const NamedFile& file : files)
        if (file.name == name) return file.bytes;
    ADD_FAILURE() << name << " is missing";
    return {};
}

// A campaign as whoever replays it reads it.
struct Read {
    explicit Read(const std::vector<NamedFile>& files)
        : campaign(*read_campaign(bytes_of(files, "campaign.json"))),
          advisors(read_advisors(bytes_of(files, "advisors.csv"))->rows),
          tenants(read_tenants(bytes_of(files, "tenants.csv"))->rows),
          truth(read_truth(bytes_of(files, "truth.csv")).value()) {}

    template <class Keep>
    int count(Keep keep) const {
        int found = 0;
        for (std::size_t i = 0; i < tenants.size(); ++i) found += keep(tenants[i], truth[i]) ? 1 : 0;
        return found;
    }

    Campaign campaign;
    std::vector<AdvisorRecord> advisors;
    std::vector<TenantRecord> tenants;
    std::vector<HiddenTruth> truth;
};

void expect_people(const Population& of, const Read& read) {
    ASSERT_EQ(static_cast<int>(read.tenants.size()), of.people());
    ASSERT_EQ(read.truth.size(), read.tenants.size());
    const auto age = [&](const TenantRecord& tenant) { return of.first_day.year() - *tenant.facts.birth_year; };
    for (const Population::AgeBand& band : of.age_bands) {
        const auto in = [&](const TenantRecord& t) { return age(t) >= band.youngest && age(t) <= band.oldest; };
        EXPECT_EQ(read.count([&](const TenantRecord& t, const auto&) { return in(t); }), band.people);
        EXPECT_EQ(read.count([&](const TenantRecord& t, const auto&) { return in(t) && *t.facts.lives_alone; }),
                  band.alone)
            << band.youngest;
    }
    EXPECT_EQ(read.count([](const TenantRecord& t, const auto&) { return t.sex == Sex::female; }), of.women);
    EXPECT_EQ(read.count([](const TenantRecord& t, const auto&) { return !t.facts.has_phone; }), of.without_phone);
    std::map<std::string, int> languages, communes;
    for (const TenantRecord& tenant : read.tenants) {
        ++languages[tenant.facts.language];
        ++communes[tenant.facts.area + "/" + tenant.commune];
    }
    for (const Population::Language& language : of.languages)
        EXPECT_EQ(languages[std::string(language.code)], language.people) << language.code;
    for (const Population::Commune& commune : of.communes)
        EXPECT_EQ(
            communes[std::string(of.areas[static_cast<std::size_t>(commune.area)]) + "/" + std::string(commune.name)],
            commune.people)
            << commune.name;
    for (const HalfDay half : {HalfDay::morning, HalfDay::afternoon})
        EXPECT_EQ(read.count([&](const TenantRecord& t, const auto&) { return t.facts.preferred_half_day == half; }),
                  of.preferred_half_day[static_cast<std::size_t>(half)]);
}

void expect_truth(const Population& of, const Read& read) {
    for (const Population::LsnsBand& band : of.lsns_bands) {
        const auto in = [&](const HiddenTruth& t) { return t.lsns6 >= band.least && t.lsns6 <= band.most; };
        for (int level = 0; level < 4; ++level)
            EXPECT_EQ(read.count([&](const auto&, const HiddenTruth& t) { return in(t) && t.level == level; }),
                      band.levels[static_cast<std::size_t>(level)])
                << band.least << " " << level;
        for (std::size_t support = 0; support < 4; ++support)
            EXPECT_EQ(read.count([&](const auto&, const HiddenTruth& t) {
                return in(t) && t.support == static_cast<Support>(support);
            }),
                      band.support[support])
                << band.least << " " << support;
    }
    EXPECT_EQ(
        read.count([](const TenantRecord& t, const HiddenTruth& h) { return h.lsns6 < 12 && *t.facts.lives_alone; }),
        of.at_risk_alone);
    EXPECT_EQ(read.count([](const auto&, const HiddenTruth& h) { return h.relatives_at_risk; }), of.relatives_at_risk);
    EXPECT_EQ(read.count([](const auto&, const HiddenTruth& h) { return h.relatives_at_risk && h.level == 3; }),
              of.relatives_at_risk_level3);
    if (!of.level3_very_old) return;
    const int very_old = of.age_bands[of.age_bands.size() - 2].youngest;
    EXPECT_EQ(read.count([&](const TenantRecord& t, const HiddenTruth& h) {
        return h.level == 3 && of.first_day.year() - *t.facts.birth_year >= very_old;
    }),
              *of.level3_very_old);
}

void expect_answers(const Population& of, const Read& read) {
    const auto ended = [&](Outcome outcome) {
        return read.count([&](const auto&, const HiddenTruth& h) { return h.outcome == outcome; });
    };
    EXPECT_EQ(ended(Outcome::reached), of.reached);
    EXPECT_EQ(ended(Outcome::no_answer) + ended(Outcome::voicemail), of.not_reached);
    EXPECT_EQ(ended(Outcome::wrong_number), of.wrong_number);
    EXPECT_EQ(ended(Outcome::refused_today), of.refused);
    for (int attempt = 1; attempt <= kTriesOfContact; ++attempt)
        EXPECT_EQ(read.count([&](const auto&, const HiddenTruth& h) { return h.contacts[0].answered_try == attempt; }),
                  of.answered_try[static_cast<std::size_t>(attempt - 1)])
            << attempt;
    for (int level = 0; level < 4; ++level)
        EXPECT_EQ(read.count([&](const auto&, const HiddenTruth& h) {
            return h.asks_callback && h.level == level && h.outcome == Outcome::reached;
        }),
                  of.callbacks_by_level[static_cast<std::size_t>(level)])
            << level;
    for (const HiddenTruth& each : read.truth) {
        EXPECT_EQ(each.no_answer, of.no_answer_percent);
        ASSERT_EQ(each.callback_days.has_value(), each.asks_callback && of.callback_days.has_value());
        if (!each.callback_days) continue;
        EXPECT_GE(*each.callback_days, (*of.callback_days)[0]);
        EXPECT_LE(*each.callback_days, (*of.callback_days)[1]);
    }
}

void expect_known(const Population& of, const Read& read) {
    EXPECT_EQ(read.count([](const TenantRecord& t, const HiddenTruth& h) { return t.facts.support == h.support; }),
              of.support_known);
    EXPECT_EQ(read.count([](const TenantRecord& t, const HiddenTruth& h) { return t.facts.lsns6 == h.lsns6; }),
              of.lsns_known);
    EXPECT_EQ(read.count([](const TenantRecord& t, const HiddenTruth& h) { return t.facts.anxiety == h.level; }),
              of.level_known);
    EXPECT_EQ(read.count([&](const TenantRecord& t, const auto&) {
        return t.facts.last_reached_on && of.first_day - *t.facts.last_reached_on >= of.called_days_ago[0] &&
               of.first_day - *t.facts.last_reached_on <= of.called_days_ago[1];
    }),
              of.called_before);
    const WorkingDays working(read.campaign.calendar, of.first_day);
    const std::vector<Day> days = working.between(of.first_day, of.last_day);
    int promised = 0;
    for (std::size_t day = 0; day < of.promised.size(); promised += of.promised[day++])
        EXPECT_EQ(read.count([&](const TenantRecord& t, const auto&) { return t.facts.callback_due_on == days[day]; }),
                  of.promised[day]);
    EXPECT_EQ(read.count([](const TenantRecord& t, const auto&) { return t.facts.callback_due_on.has_value(); }),
              promised);
}

TEST(EveryPopulation, has_quotas_that_add_up) {
    std::set<std::string_view> ids, names;
    for (const Population* each : populations()) {
        const Problems problems = problems_of(*each);
        EXPECT_TRUE(problems.empty()) << each->id << " " << problems.front().path << " " << problems.front().message;
        EXPECT_TRUE(ids.insert(each->id).second && names.insert(each->name).second);
    }
    EXPECT_EQ(populations().size(), 4u);
}

TEST(EveryPopulation, is_told_where_its_quotas_do_not_add_up) {
    Population wrong = haute_marne_2020();
    wrong.age_bands[0].people += 1;
    wrong.lsns_bands[1].support[0] -= 1;
    wrong.reached += 1;
    wrong.women = 945;
    wrong.team[0].area = 4;
    wrong.recorded->callbacks[0] += 1;
    std::vector<std::string> told;
    for (const Problem& problem : problems_of(wrong)) told.push_back(problem.path + " " + problem.message);
    EXPECT_EQ(told, (std::vector<std::string>{"age_bands is 945; must be 944", "lsns_bands.support is 184; must be 185",
                                              "women is 945; must be 0 to 944", "reached is 890; must be 889",
                                              "answered_try is 897; must be 898", "team.area is 4; must be 0 to 3",
                                              "recorded.callbacks is 438; must be 437"}));
}

TEST(EveryPopulation, is_drawn_with_every_quota_for_any_seed) {
    for (const Population* each : populations())
        for (const std::uint64_t seed : {0u, 1u, 2u, 3u, 944u}) {
            SCOPED_TRACE(std::string(each->id) + ", seed " + std::to_string(seed));
            const std::vector<NamedFile> files = files_of(draw_campaign(*each, seed));
            const Read read(files);
            expect_people(*each, read);
            expect_truth(*each, read);
            expect_answers(*each, read);
            expect_known(*each, read);
            EXPECT_EQ(read.campaign.name, each->name);
            EXPECT_EQ(read.campaign.calendar.working_days, each->working_days);
            EXPECT_EQ(read.advisors.size(), each->team.size());
            CampaignDay morning{read.campaign, read.tenants, read.advisors, {}, {}};
            EXPECT_TRUE(validate(morning.input(each->first_day)).empty());
            const auto again = files_of(draw_campaign(*each, seed));
            EXPECT_TRUE(std::equal(files.begin(), files.end(), again.begin(), again.end(),
                                   [](const NamedFile& a, const NamedFile& b) { return a.bytes == b.bytes; }));
        }
}

TEST(TheTruth, tells_what_is_wrong_with_shares_and_days) {
    const std::string header = "id;anxiety;lsns6;support;relatives_at_risk;tries;outcome;minutes;asked_callback";
    const auto read = [&](const std::string& days, const std::string& shares) {
        return read_truth(header + ";callback_days;no_answer\na;0;20;strong;no;1;reached;5;yes;" + days + ";" + shares +
                          "\n");
    };
    EXPECT_EQ(read("", "").value()[0].no_answer, kUsualNoAnswer);
    EXPECT_EQ(read("", "").value()[0].callback_days, std::nullopt);
    EXPECT_EQ(read("3", " 0  10 20 100 ").value()[0].no_answer, (std::array<int, 4>{0, 10, 20, 100}));
    EXPECT_EQ(read("3", "").value()[0].callback_days, 3);
    for (const char* shares : {"30 45 55", "30 45 55 60 70", "30 45 55 101", "30,45,55,60", "x"}) {
        const auto wrong = read("", shares);
        ASSERT_FALSE(wrong) << shares;
        EXPECT_EQ(wrong.problems()[0].path, "line 2, column 11 (no_answer)");
    }
    EXPECT_EQ(read("366", "").problems()[0].path, "line 2, column 10 (callback_days)");
}

}  // namespace
}  // namespace bienveille
