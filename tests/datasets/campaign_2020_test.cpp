// The campaign of 2020: the files that are kept are what the seed gives, and hold every quota of its story.
#include "datasets/campaign_2020.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "datasets/read.h"
#include "datasets/truth.h"
#include "engine/calendar.h"
#include "engine/names.h"

namespace bienveille {
namespace {

const std::filesystem::path kDirectory = BIENVEILLE_CAMPAIGN_2020;

using Rows = std::vector<std::map<std::string, std::string>>;

// The plain files beside the lists have no quotes.
Rows rows_of(const std::string& bytes) {
    Rows rows;
    std::istringstream lines(bytes);
    std::vector<std::string> header;
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells;
        std::size_t start = 0;
        for (std::size_t end = 0; end != std::string::npos; start = end + 1) {
            end = line.find(';', start);
            cells.push_back(line.substr(start, end == std::string::npos ? end : end - start));
        }
        if (header.empty()) {
            header = cells;
            continue;
        }
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = cells.at(i);
    }
    return rows;
}

struct Kept {
    std::vector<TenantRecord> before;
    std::vector<TenantRecord> after;
    Rows truth;
    Rows wave;
    Campaign campaign;
    std::vector<AdvisorRecord> advisors;
};

Kept from_files(const std::vector<NamedFile>& files) {
    const auto bytes = [&](const std::string& name) {
        for (const NamedFile& file : files)
            if (file.name == name) return file.bytes;
        ADD_FAILURE() << name << " is missing";
        return std::string{};
    };
    return {read_tenants(bytes("tenants.csv"))->rows,
            read_tenants(bytes("tenants-2020-04-03.csv"))->rows,
            rows_of(bytes("truth.csv")),
            rows_of(bytes("wave1.csv")),
            *read_campaign(bytes("campaign.json")),
            read_advisors(bytes("advisors.csv"))->rows};
}

const std::vector<NamedFile>& kept_files() {
    static const std::vector<NamedFile> files = [] {
        std::vector<NamedFile> read;
        for (const NamedFile& file : files_of(campaign_2020()))
            read.push_back({file.name, *load_file(kDirectory / file.name)});
        return read;
    }();
    return files;
}

const Kept& kept() {
    static const Kept campaign = from_files(kept_files());
    return campaign;
}

Day day(int month, int number) { return *day_from(2020, month, number); }

template <class Keep>
int count(const std::vector<TenantRecord>& tenants, Keep keep) {
    return static_cast<int>(std::count_if(tenants.begin(), tenants.end(), keep));
}

template <class Keep>
int count(const Rows& rows, Keep keep) {
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), keep));
}

bool in_story(const std::string& commune) {
    return commune == "Froncles" || commune == "Chalindrey" || commune == "Chamouilley" ||
           commune == "Chamarandes-Choignes";
}

TEST(TheFilesOf2020, AreWhatTheirSeedGives) {
    for (const NamedFile& file : files_of(campaign_2020(kSeedOf2020)))
        EXPECT_EQ(*load_file(kDirectory / file.name), file.bytes)
            << file.name << ": build write_campaign_2020 and run it";
}

TEST(AnotherSeed, GivesOtherPeople) { EXPECT_NE(files_of(campaign_2020(7))[2].bytes, kept_files()[2].bytes); }

void expect_people(const Kept& campaign) {
    const auto& tenants = campaign.before;
    ASSERT_EQ(tenants.size(), 944u);
    const std::vector<std::tuple<int, int, int, int>> bands{{60, 64, 38, 27},   {65, 69, 94, 58},   {70, 74, 283, 160},
                                                            {75, 79, 198, 122}, {80, 84, 160, 107}, {85, 89, 113, 80},
                                                            {90, 99, 58, 41}};
    for (const auto& [youngest, oldest, all, alone] : bands) {
        const auto in_band = [&, y = youngest, o = oldest](const TenantRecord& t) {
            return 2020 - *t.facts.birth_year >= y && 2020 - *t.facts.birth_year <= o;
        };
        EXPECT_EQ(count(tenants, in_band), all) << youngest;
        EXPECT_EQ(count(tenants, [&](const TenantRecord& t) { return in_band(t) && *t.facts.lives_alone; }), alone)
            << youngest;
    }
    EXPECT_EQ(count(tenants, [](const TenantRecord& t) { return t.sex == Sex::female; }), 604);
    EXPECT_EQ(count(tenants, [](const TenantRecord& t) { return t.sex == Sex::male; }), 340);
    EXPECT_EQ(count(tenants, [](const TenantRecord& t) { return *t.facts.lives_alone; }), 595);
    EXPECT_EQ(count(tenants, [](const TenantRecord& t) { return t.facts.preferred_half_day == HalfDay::morning; }), 359)
        << "38 % of 944";
    EXPECT_EQ(count(tenants, [](const TenantRecord& t) { return t.facts.preferred_half_day == HalfDay::afternoon; }),
              444)
        << "47 % of 944";

    const std::map<std::string, std::vector<std::tuple<std::string, std::string, int>>> areas{
        {"Nord",
         {{"Saint-Dizier", "52448", 92},
          {"Wassy", "52550", 52},
          {"Eurville-Bienville", "52194", 28},
          {"La Porte du Der", "52331", 26},
          {"Chamouilley", "52099", 24},
          {"Éclaron-Braucourt-Sainte-Livière", "52182", 18},
          {"Bettancourt-la-Ferrée", "52045", 14},
          {"Humbécourt", "52244", 8}}},
        {"Centre-Nord",
         {{"Joinville", "52250", 62},
          {"Froncles", "52211", 42},
          {"Bologne", "52058", 34},
          {"Bayard-sur-Marne", "52265", 20},
          {"Chevillon", "52123", 20},
          {"Andelot-Blancheville", "52008", 16},
          {"Rives Dervoises", "52411", 10}}},
        {"Centre",
         {{"Chaumont", "52121", 112},
          {"Nogent", "52353", 56},
          {"Chamarandes-Choignes", "52125", 26},
          {"Châteauvillain", "52114", 20},
          {"Biesles", "52050", 15},
          {"Jonchery", "52251", 12}}},
        {"Sud",
         {{"Langres", "52269", 88},
          {"Chalindrey", "52093", 52},
          {"Bourbonne-les-Bains", "52060", 34},
          {"Fayl-Billot", "52197", 18},
          {"Val-de-Meuse", "52332", 16},
          {"Rolampont", "52432", 14},
          {"Saints-Geosmes", "52449", 9},
          {"Villegusien-le-Lac", "52529", 6}}}};
    int in_communes = 0;
    for (const auto& [area, communes] : areas)
        for (const auto& [commune, code, number] : communes) {
            const int found = count(tenants, [&, a = area, c = commune, i = code](const TenantRecord& t) {
                return t.facts.area == a && t.commune == c && t.insee_code == i;
            });
            EXPECT_EQ(found, number) << commune;
            in_communes += found;
        }
    EXPECT_EQ(in_communes, 944) << "262 + 204 + 241 + 237";
}

TEST(ThePeopleOf2020, AreAsManyAsTheQuotasSay) { expect_people(kept()); }

TEST(ThePeopleOf2020, AreNobody) {
    std::set<std::string> phones;
    for (std::size_t i = 0; i < 944; ++i) {
        const TenantRecord& tenant = kept().before[i];
        char id[16];
        std::snprintf(id, sizeof id, "LOC-%04zu", i + 1);
        EXPECT_EQ(tenant.facts.id.text, id);
        EXPECT_EQ(tenant.label.substr(0, 10), "Locataire ");
        const std::string range = tenant.phone.substr(0, 8);
        EXPECT_TRUE(range == "+3335301" || range == "+3363998")
            << "03 53 01 xx xx and 06 39 98 xx xx are reserved for fiction";
        phones.insert(tenant.phone);
    }
    EXPECT_EQ(phones.size(), 944u);
}

TEST(TheListOf26March, HoldsNothingThatOnlyACallCouldTell) {
    for (const TenantRecord& tenant : kept().before) {
        const Tenant& facts = tenant.facts;
        EXPECT_FALSE(facts.anxiety || facts.anxiety_on || facts.lsns6 || facts.support || facts.relatives_at_risk ||
                     facts.neighbours_help || facts.last_reached_on || facts.callback_requested_on ||
                     facts.callback_due_on || facts.last_attempt_at || facts.last_outcome)
            << facts.id.text;
        EXPECT_EQ(facts.attempts, 0);
        EXPECT_EQ(facts.last_advisor.text, "");
        EXPECT_EQ(facts.joined_on, day(3, 26));
    }
}

void expect_truth(const Kept& campaign) {
    const Rows& truth = campaign.truth;
    ASSERT_EQ(truth.size(), 944u);
    const auto number = [](const std::map<std::string, std::string>& row, const char* field) {
        return std::stoi(row.at(field));
    };
    const auto with = [&](const char* field, const std::string& value) {
        return count(truth, [&](const auto& row) { return row.at(field) == value; });
    };
    EXPECT_EQ(
        (std::vector<int>{with("anxiety", "0"), with("anxiety", "1"), with("anxiety", "2"), with("anxiety", "3")}),
        (std::vector<int>{610, 150, 144, 40}));
    const auto lsns = [&](int least, int most) {
        return count(truth,
                     [&](const auto& row) { return number(row, "lsns6") >= least && number(row, "lsns6") <= most; });
    };
    EXPECT_EQ((std::vector<int>{lsns(0, 5), lsns(6, 11), lsns(12, 14), lsns(15, 19), lsns(20, 30)}),
              (std::vector<int>{42, 185, 190, 330, 197}));
    EXPECT_EQ((std::vector<int>{with("support", "strong"), with("support", "moderate"), with("support", "weak"),
                                with("support", "none")}),
              (std::vector<int>{585, 236, 83, 40}));
    EXPECT_EQ(with("relatives_at_risk", "yes"), 118);
    EXPECT_EQ(with("neighbours_help", "yes"), 566);
    int anxious_in_story = 0;
    int anxious_with_relatives = 0;
    int strong_in_story = 0;
    int helped_in_story = 0;
    int at_risk_alone = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const bool story = in_story(campaign.before[i].commune);
        EXPECT_EQ(truth[i].at("id"), campaign.before[i].facts.id.text);
        if (story && truth[i].at("support") == "strong") ++strong_in_story;
        if (story && truth[i].at("neighbours_help") == "yes") ++helped_in_story;
        if (number(truth[i], "lsns6") < 12 && *campaign.before[i].facts.lives_alone) ++at_risk_alone;
        if (truth[i].at("anxiety") != "3") continue;
        EXPECT_LE(number(truth[i], "lsns6"), 5) << "level 3 goes with LSNS-6 0 to 5";
        anxious_in_story += story ? 1 : 0;
        anxious_with_relatives += truth[i].at("relatives_at_risk") == "yes" ? 1 : 0;
    }
    EXPECT_EQ(anxious_in_story, 10);
    EXPECT_EQ(anxious_with_relatives, 31);
    EXPECT_EQ(strong_in_story, 104) << "of 42 + 52 + 24 + 26 = 144: most";
    EXPECT_EQ(helped_in_story, 108) << "three in four";
    EXPECT_EQ(at_risk_alone, 114) << "half of the 42 + 185 at risk live with others";
}

TEST(TheTruthOf2020, HoldsItsQuotas) { expect_truth(kept()); }

void expect_wave(const Kept& campaign) {
    const Rows& truth = campaign.truth;
    const Day days[] = {day(3, 26), day(3, 27), day(3, 30), day(3, 31), day(4, 1), day(4, 2)};
    const int calls[] = {150, 158, 162, 160, 160, 154};
    const int callbacks[] = {69, 73, 75, 74, 74, 72};
    for (std::size_t i = 0; i < 6; ++i) {
        const auto on_day = [&](const auto& row) { return row.at("called_on") == days[i].iso(); };
        EXPECT_EQ(count(truth, on_day), calls[i]) << days[i].iso();
        EXPECT_EQ(count(truth, [&](const auto& row) { return on_day(row) && row.at("asked_callback") == "yes"; }),
                  callbacks[i])
            << days[i].iso();
    }
    const auto outcome = [&](const std::string& word) {
        return count(truth, [&](const auto& row) { return row.at("outcome") == word; });
    };
    EXPECT_EQ(outcome("reached"), 889);
    EXPECT_EQ(outcome("no_answer") + outcome("voicemail"), 38);
    EXPECT_EQ(outcome("wrong_number"), 9);
    EXPECT_EQ(outcome("refused_today"), 8);
    const auto callbacks_at = [&](const std::string& level) {
        return count(truth, [&](const auto& row) {
            return row.at("asked_callback") == "yes" && row.at("outcome") == "reached" && row.at("anxiety") == level;
        });
    };
    EXPECT_EQ((std::vector<int>{callbacks_at("0"), callbacks_at("1"), callbacks_at("2"), callbacks_at("3")}),
              (std::vector<int>{268, 66, 63, 40}));
    EXPECT_EQ(count(truth, [](const auto& row) { return row.at("asked_callback") == "yes"; }), 437)
        << "268 + 66 + 63 + 40: only the reached";
}

TEST(Wave1, WentAsTheQuotasSay) { expect_wave(kept()); }

TEST(TalkMinutes, HaveTheMediansOfTheirLevels) {
    // 5 / 6.5 / 9 / 18 minutes; drawn, so within a minute, two at level 3 of whom there are 40.
    const double medians[] = {5, 6.5, 9, 18};
    for (int level = 0; level < 4; ++level) {
        std::vector<int> minutes;
        for (const auto& row : kept().truth)
            if (row.at("outcome") == "reached" && row.at("anxiety") == std::to_string(level))
                minutes.push_back(std::stoi(row.at("minutes")));
        std::sort(minutes.begin(), minutes.end());
        EXPECT_NEAR(minutes[minutes.size() / 2], medians[level], level == 3 ? 4 : 1) << "level " << level;
        EXPECT_GE(minutes.front(), 1);
        EXPECT_LE(minutes.back(), 60);
    }
}

void expect_known_after(const Kept& campaign) {
    const WorkingDays working(campaign.campaign.calendar, campaign.campaign.first_day);
    std::map<Day, int> due;
    for (std::size_t i = 0; i < 944; ++i) {
        const Tenant& facts = campaign.after[i].facts;
        const auto& truth = campaign.truth[i];
        const std::string& outcome = truth.at("outcome");
        EXPECT_EQ(facts.last_outcome, from_name<Outcome>(outcome));
        EXPECT_EQ(facts.last_advisor.text, "CONS-" + std::to_string(facts.area == "Nord"          ? 1
                                                                    : facts.area == "Centre-Nord" ? 2
                                                                    : facts.area == "Centre"      ? 3
                                                                                                  : 4));
        ASSERT_TRUE(facts.last_attempt_at);
        EXPECT_EQ(facts.last_attempt_at->day.iso(), truth.at("called_on"));
        EXPECT_EQ(facts.level3_recalls, 0);
        if (outcome == "reached") {
            EXPECT_EQ(std::to_string(*facts.anxiety), truth.at("anxiety"));
            EXPECT_EQ(facts.anxiety_on->iso(), truth.at("called_on"));
            EXPECT_EQ(name(*facts.support), truth.at("support"));
            EXPECT_EQ(facts.neighbours_help, truth.at("neighbours_help") == "yes");
            EXPECT_EQ(facts.lsns6.has_value(), *facts.anxiety >= 2);
        } else {
            EXPECT_FALSE(facts.anxiety || facts.support || facts.neighbours_help || facts.lsns6 ||
                         facts.callback_due_on)
                << "nobody could know";
        }
        EXPECT_EQ(facts.last_reached_on.has_value(), outcome == "reached" || outcome == "refused_today");
        EXPECT_EQ(facts.attempts, facts.last_reached_on ? 0 : outcome == "wrong_number" ? 1 : 4);
        EXPECT_EQ(facts.callback_due_on.has_value(), truth.at("asked_callback") == "yes");
        if (!facts.callback_due_on) continue;
        EXPECT_EQ(facts.callback_requested_on, facts.last_reached_on);
        EXPECT_EQ(*facts.callback_due_on, working.on_or_before(*facts.callback_requested_on + 10));
        ++due[*facts.callback_due_on];
    }
    // 26 March + 10 = Sunday 5 April -> 3 April; 27 March -> 6 April; 30 March -> 9 April; 31 March -> 10 April;
    // 1 and 2 April + 10 = 11 and 12 April, the Easter weekend -> 10 April: 74 + 74 + 72 = 220.
    EXPECT_EQ(due, (std::map<Day, int>{{day(4, 3), 69}, {day(4, 6), 73}, {day(4, 9), 75}, {day(4, 10), 220}}));
}

TEST(TheListOf3April, HoldsWhatWave1ToldAndNothingElse) { expect_known_after(kept()); }

// Minutes from one moment to another.
int apart(const Moment& a, const Moment& b) { return (b.day - a.day) * 1440 + b.time.minutes - a.time.minutes; }

void expect_plausible_hours(const Kept& campaign) {
    const WorkingDays working(campaign.campaign.calendar, campaign.campaign.first_day);
    std::map<std::string, Moment> free_at;               // by advisor
    std::map<std::string, std::pair<int, Moment>> last;  // by tenant: tries so far
    std::map<std::string, std::string> area;
    for (const TenantRecord& tenant : campaign.before) area[tenant.facts.id.text] = tenant.facts.area;
    for (const auto& row : campaign.wave) {
        const Moment at{*day_from_iso(row.at("at").substr(0, 10)), *time_from_hhmm(row.at("at").substr(11))};
        const int minutes = std::stoi(row.at("minutes"));
        const auto& windows = campaign.campaign.calendar.windows;
        EXPECT_TRUE(working.is_working(at.day));
        const TimeOfDay end = at.time + Minutes{minutes};
        EXPECT_TRUE((at.time >= windows[0].from && end <= windows[0].to) ||
                    (at.time >= windows[1].from && end <= windows[1].to))
            << row.at("at");
        const auto advisor = std::stoul(row.at("advisor").substr(5)) - 1;
        EXPECT_EQ(area[row.at("tenant")], campaign.advisors.at(advisor).facts.area);
        if (const auto found = free_at.find(row.at("advisor")); found != free_at.end()) {
            EXPECT_GE(at, found->second) << "one call at a time";
        }
        free_at[row.at("advisor")] = {at.day, end};
        auto& [tries, when] = last[row.at("tenant")];
        EXPECT_EQ(std::stoi(row.at("try")), tries + 1);
        if (tries > 0) {
            EXPECT_GE(apart(when, at), 180) << "3 hours apart";
            EXPECT_NE(when.time < windows[1].from, at.time < windows[1].from) << "alternating half-days";
        }
        tries += 1;
        when = at;
    }
    EXPECT_EQ(last.size(), 944u);
    for (const auto& row : campaign.truth) EXPECT_EQ(last[row.at("id")].first, std::stoi(row.at("tries")));
    // 657 + 155 + 57 + 28 answered at their 1st to 4th try, 38 not at the 4th, 9 wrong numbers at the first:
    // 657 + 2 * 155 + 3 * 57 + 4 * 28 + 4 * 38 + 9.
    EXPECT_EQ(campaign.wave.size(), 1411u);
}

TEST(Wave1, FitsIntoTheHoursOfItsAdvisors) { expect_plausible_hours(kept()); }

TEST(AnySeed, HoldsEveryQuota) {
    for (const std::uint64_t seed : {0u, 1u, 2u, 3u, 944u, 20200326u}) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Kept campaign = from_files(files_of(campaign_2020(seed)));
        expect_people(campaign);
        expect_truth(campaign);
        expect_wave(campaign);
        expect_known_after(campaign);
        expect_plausible_hours(campaign);
    }
}

TEST(TheTruthOf2020, is_read_as_it_was_written) {
    const DrawnCampaign campaign = campaign_2020();
    std::string bytes;
    for (const NamedFile& file : files_of(campaign))
        if (file.name == "truth.csv") bytes = file.bytes;
    const auto read = read_truth(bytes);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), campaign.truth.size());
    for (std::size_t i = 0; i < read->size(); ++i) {
        const HiddenTruth& found = (*read)[i];
        const Truth& truth = campaign.truth[i];
        SCOPED_TRACE(truth.tenant.text);
        EXPECT_EQ(found.tenant, truth.tenant);
        EXPECT_EQ(std::tuple(found.level, found.lsns6, found.support, found.relatives_at_risk),
                  std::tuple(truth.level, truth.lsns6, truth.support, truth.relatives_at_risk));
        EXPECT_EQ(found.outcome, truth.outcome);
        EXPECT_EQ(found.asks_callback, truth.asked_callback);
        EXPECT_EQ(found.contacts[0].talk, truth.talk);
        const bool spoke = truth.outcome == Outcome::reached || truth.outcome == Outcome::refused_today;
        EXPECT_EQ(found.contacts[0].answered_try, spoke ? std::optional(truth.tries) : std::nullopt);
        for (std::size_t later = 0; later < truth.later.size(); ++later)
            EXPECT_EQ(found.contacts[later + 1].answered_try, truth.later[later].answered_try);
    }
}

TEST(TheTruthOf2020, tells_what_is_wrong_by_line_and_column) {
    const auto read = read_truth(
        "id;anxiety;lsns6;support;relatives_at_risk;tries;outcome;minutes;asked_callback\n"
        "a;4;31;much;perhaps;5;absent;x;\n");
    ASSERT_FALSE(read);
    ASSERT_EQ(read.problems().size(), 8u);
    EXPECT_EQ(read.problems()[0].path, "line 2, column 2 (anxiety)");
    EXPECT_EQ(read.problems()[6].path, "line 2, column 8 (minutes)");
}

TEST(TheCalendarOf2020, WorksLongerThanTheDefaultRules) {
    const Calendar& calendar = kept().campaign.calendar;
    ASSERT_EQ(calendar.windows.size(), 2u);
    EXPECT_EQ(calendar.windows[0].from.hhmm() + "-" + calendar.windows[0].to.hhmm(), "09:00-12:15");
    EXPECT_EQ(calendar.windows[1].from.hhmm() + "-" + calendar.windows[1].to.hhmm(), "13:30-17:45");
    const WorkingDays working(calendar, day(3, 26));
    EXPECT_FALSE(working.is_working(day(4, 13))) << "Easter Monday";
    EXPECT_TRUE(working.is_working(day(4, 10))) << "Good Friday";
    ASSERT_EQ(kept().advisors.size(), 4u);
    for (const AdvisorRecord& advisor : kept().advisors) EXPECT_EQ(advisor.facts.minutes, Minutes{400});
}

}  // namespace
}  // namespace bienveille
