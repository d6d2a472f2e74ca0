#include "datasets/generator.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <utility>

#include "datasets/csv_write.h"
#include "datasets/drawn_people.h"
#include "datasets/population.h"
#include "datasets/random.h"

namespace bienveille {
namespace {

// One stream of chance for each kind of row: a tenant does not change when a column of advisors does.
enum class Stream : std::uint64_t { tenant = 1, advisor = 2, availability = 3 };

Random random_of(std::uint64_t seed, Stream stream, int number) {
    return Random(seed, static_cast<std::uint64_t>(stream) << 32 | static_cast<std::uint64_t>(number));
}

struct Share {
    std::string_view text;
    int of_thousand;
};

constexpr std::array<Share, 6> kLanguages{{{"fr", 920}, {"ar", 30}, {"pt", 20}, {"tr", 10}, {"it", 10}, {"en", 10}}};

std::string_view draw_language(Random& random) {
    int left = random.below(1000);
    for (const Share& language : kLanguages) {
        if (left < language.of_thousand) return language.text;
        left -= language.of_thousand;
    }
    return kLanguages[0].text;
}

std::string numbered(const char* format, int number) {
    char text[32];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

AdvisorId advisor_id(int number) { return {numbered("CONS-%04d", number + 1)}; }

std::vector<Day> holidays_of(int year) {
    const Day easter = easter_sunday(year);
    return {*day_from(year, 1, 1),
            easter + 1,
            *day_from(year, 5, 1),
            *day_from(year, 5, 8),
            easter + 39,
            easter + 50,
            *day_from(year, 7, 14),
            *day_from(year, 8, 15),
            *day_from(year, 11, 1),
            *day_from(year, 11, 11),
            *day_from(year, 12, 25)};
}

Campaign campaign_of(int tenants, int advisors, Day day) {
    Campaign campaign;
    campaign.name = "Synthetic, " + std::to_string(tenants) + " tenants, " + std::to_string(advisors) + " advisors";
    campaign.first_day = day - 28;
    campaign.last_day = day + 28;
    campaign.calendar.working_days = {1, 2, 3, 4, 5};
    campaign.calendar.windows = {{{9 * 60 + 30}, {12 * 60}}, {{14 * 60}, {17 * 60 + 30}}};
    for (int year = campaign.first_day.year(); year <= campaign.last_day.year(); ++year)
        for (const Day holiday : holidays_of(year)) campaign.calendar.closed_days.push_back(holiday);
    std::sort(campaign.calendar.closed_days.begin(), campaign.calendar.closed_days.end());
    return campaign;
}

// --------------------------------------------------------------------------------------------- a tenant

void draw_person(Random& random, int year, TenantRecord& tenant) {
    Tenant& facts = tenant.facts;
    static const std::vector<int> sizes = [] {
        std::vector<int> of_bands;
        for (const Population::AgeBand& band : haute_marne_2020().age_bands) of_bands.push_back(band.people);
        return of_bands;
    }();
    const auto& ages = haute_marne_2020().age_bands[static_cast<std::size_t>(random.weighted(sizes))];
    if (!random.percent(3)) facts.birth_year = year - random.between(ages.youngest, ages.oldest);
    tenant.sex = random.percent(64) ? Sex::female : Sex::male;
    const bool alone = random.below(ages.people) < ages.alone;
    if (!random.percent(5)) facts.lives_alone = alone;
    if (!random.percent(10)) facts.has_contact_person = random.percent(85);
    facts.language = draw_language(random);
    if (!random.percent(15))
        facts.preferred_half_day = random.percent(45) ? HalfDay::morning : HalfDay::afternoon;  // 38, 47, 15 %
}

void draw_status(Random& random, Day day, Tenant& facts) {
    constexpr std::array<int, 6> kOfThousand{970, 10, 3, 5, 7, 5};  // in the order of Status
    facts.status = static_cast<Status>(random.weighted(kOfThousand));
    if (facts.status == Status::hospitalised || facts.status == Status::absent)
        facts.absent_until = day + random.between(1, 20);
    facts.emergency_open = facts.status == Status::active && random.below(2000) == 0;
}

// What earlier calls told: LSNS-6, support and level by the joint quotas of 2020, LSNS-6 for two in five.
void draw_assessment(Random& random, Tenant& facts) {
    constexpr std::array<int, 5> kBands{42, 185, 190, 330, 197};
    const auto& band = haute_marne_2020().lsns_bands[static_cast<std::size_t>(random.weighted(kBands))];
    if (random.percent(40)) facts.lsns6 = random.between(band.least, band.most);
    facts.support = static_cast<Support>(random.weighted(band.support));
    facts.anxiety = random.weighted(band.levels);
    facts.anxiety_on = facts.last_reached_on;
    facts.relatives_at_risk = random.percent(12);
    if (facts.anxiety == 3) {
        facts.level3_recalls = random.below(3);
        facts.anxiety_cleared = random.percent(5);
    }
}

void draw_promise(Random& random, const std::vector<Day>& due_days, Tenant& facts) {
    const Day due = due_days[static_cast<std::size_t>(random.below(static_cast<int>(due_days.size())))];
    facts.callback_due_on = due;
    facts.callback_requested_on = std::min(*facts.last_reached_on, due);
    const int slot = random.below(100);
    if (slot < 2) {
        facts.callback_slot.time = TimeOfDay{(slot == 0 ? 10 : 15) * 60 + 15 * random.below(4)};
    } else if (slot < 20) {
        facts.callback_slot.half_day = slot < 10 ? HalfDay::morning : HalfDay::afternoon;
    }
}

}  // namespace

SyntheticCampaign::SyntheticCampaign(std::uint64_t seed, int tenants, int advisors, Day day)
    : seed_(seed),
      tenants_(tenants),
      advisors_(advisors),
      areas_(std::max(1, (advisors + 9) / 10)),
      day_(day),
      campaign_(campaign_of(tenants, advisors, day)),
      working_(campaign_.calendar, day) {
    assert(problems_of_sizes(tenants, advisors).empty());
    due_days_.push_back(working_.is_working(day) ? day : working_.after(day, 1));
    while (due_days_.size() < 10) due_days_.push_back(working_.after(due_days_.back(), 1));
}

TenantRecord SyntheticCampaign::tenant(int number) const {
    Random random = random_of(seed_, Stream::tenant, number);
    TenantRecord tenant;
    Tenant& facts = tenant.facts;
    facts.id.text = numbered("LOC-%07d", number + 1);
    tenant.label = numbered("Locataire %07d", number + 1);
    const int area = random.below(areas_);
    facts.area = numbered("Secteur %03d", area + 1);
    tenant.commune = numbered("Commune %03d", random.below(10 * areas_) + 1);
    if (random.below(1000) >= 15) tenant.phone = fiction_phone(number % 10'000, random.percent(30));
    facts.has_phone = !tenant.phone.empty();
    draw_person(random, day_.year(), tenant);
    draw_status(random, day_, facts);

    const Day yesterday = working_.on_or_before(day_ - 1);
    const TimeOfDay time{(random.percent(40) ? 10 : 14) * 60 + random.below(120)};
    if (!random.percent(85)) {  // never reached in this wave
        facts.joined_on = day_ - random.between(0, 9);
        facts.attempts = *facts.joined_on < yesterday ? random.below(4) : 0;
        if (facts.attempts == 0) return tenant;
        facts.last_attempt_at = Moment{yesterday, time};
        facts.last_outcome = random.percent(35) ? Outcome::voicemail : Outcome::no_answer;
        return tenant;
    }
    facts.joined_on = day_ - 28;
    facts.last_reached_on = working_.on_or_before(day_ - random.between(1, 20));
    facts.last_attempt_at = Moment{*facts.last_reached_on, time};
    facts.last_outcome = Outcome::reached;
    draw_assessment(random, facts);
    if (random.percent(24) && facts.status == Status::active) draw_promise(random, due_days_, facts);
    // The advisor who called: of the own area in nine of ten, else any; three in a hundred have left since.
    const int in_area = (advisors_ - area + areas_ - 1) / areas_;
    if (advisors_ == 0 || random.percent(3)) {
        facts.last_advisor.text = "PARTI-1";
    } else if (in_area > 0 && random.percent(90)) {
        facts.last_advisor = advisor_id(area + areas_ * random.below(in_area));
    } else {
        facts.last_advisor = advisor_id(random.below(advisors_));
    }
    return tenant;
}

AdvisorRecord SyntheticCampaign::advisor(int number) const {
    Random random = random_of(seed_, Stream::advisor, number);
    AdvisorRecord advisor;
    Advisor& facts = advisor.facts;
    facts.id = advisor_id(number);
    advisor.label = numbered("Conseiller %04d", number + 1);
    facts.area = numbered("Secteur %03d", number % areas_ + 1);
    facts.languages = {"fr"};
    if (random.percent(25))
        facts.languages.emplace_back(kLanguages[static_cast<std::size_t>(random.between(1, 5))].text);
    facts.minutes = Minutes{300};
    if (random.percent(20)) {  // part-time: half days, or four days of five
        if (random.percent(50)) {
            facts.minutes = Minutes{150};
        } else {
            facts.works_on.erase(facts.works_on.begin() + random.below(5));
        }
    }
    if (random.percent(10)) facts.max_calls = random.between(15, 30);
    if (random.percent(6)) {
        const Day first = day_ - random.below(5);
        facts.absent_on = {{first, first + random.below(10)}};
    }
    return advisor;
}

std::optional<Availability> SyntheticCampaign::availability(int number) const {
    Random random = random_of(seed_, Stream::availability, number);
    if (!random.percent(4)) return std::nullopt;
    return Availability{advisor_id(number), day_, Minutes{60 * random.between(0, 4)}};
}

Synthetic make_synthetic(std::uint64_t seed, int tenants, int advisors, Day day) {
    const SyntheticCampaign drawn(seed, tenants, advisors, day);
    Synthetic synthetic{drawn.campaign(), {}, {}, {}};
    synthetic.tenants.reserve(static_cast<std::size_t>(tenants));
    for (int i = 0; i < tenants; ++i) synthetic.tenants.push_back(drawn.tenant(i));
    for (int i = 0; i < advisors; ++i) {
        synthetic.advisors.push_back(drawn.advisor(i));
        if (const auto day_off = drawn.availability(i)) synthetic.availability.push_back(*day_off);
    }
    return synthetic;
}

Problems problems_of_sizes(int tenants, int advisors) {
    Problems problems;
    const auto check = [&](const char* what, int value, int most) {
        if (value < 0 || value > most)
            problems.push_back({what, "is " + std::to_string(value) + "; must be 0 to " + std::to_string(most)});
    };
    check("tenants", tenants, kMostSyntheticTenants);
    check("advisors", advisors, kMostSyntheticAdvisors);
    return problems;
}

// ------------------------------------------------------------------------------------------------ files

namespace {

namespace fs = std::filesystem;

// `next` appends a piece to its argument and says whether there is more.
template <class Next>
Problems write_file(const fs::path& path, Next next) {
    std::ofstream out(path, std::ios::binary);
    std::string piece;
    bool more = true;
    while (more && out) {
        piece.clear();
        while (more && piece.size() < (std::size_t{1} << 16)) more = next(piece);
        out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    }
    if (out.flush()) return {};
    return {{path.string(), "cannot be written; must be a file in a directory with room"}};
}

template <class Record, class RowAt>
Problems write_table(const fs::path& path, int rows, RowAt row_at) {
    const CsvWriter<Record> writer(kPlainCsv);
    int next = -1;
    return write_file(path, [&](std::string& out) {
        if (next < 0) {
            writer.header(out);
        } else if (next < rows) {
            row_at(writer, out, next);
        }
        return ++next < rows;
    });
}

}  // namespace

Problems write_synthetic(const SyntheticCampaign& synthetic, const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) return {{directory.string(), "cannot be made: " + error.message()}};
    Problems problems;
    for (const char* name : {"campaign.json", "advisors.csv", "availability.csv", "tenants.csv"})
        if (fs::exists(directory / name, error))
            problems.push_back({(directory / name).string(), "is there already; must be a directory without it"});
    if (!problems.empty()) return problems;

    const auto keep = [&](Problems more) { problems.insert(problems.end(), more.begin(), more.end()); };
    keep(write_file(directory / "campaign.json", [&](std::string& out) {
        out += write_campaign(synthetic.campaign());
        return false;
    }));
    keep(write_table<AdvisorRecord>(directory / "advisors.csv", synthetic.advisors(),
                                    [&](const CsvWriter<AdvisorRecord>& writer, std::string& out, int i) {
                                        writer.row(out, synthetic.advisor(i));
                                    }));
    keep(write_table<Availability>(directory / "availability.csv", synthetic.advisors(),
                                   [&](const CsvWriter<Availability>& writer, std::string& out, int i) {
                                       if (const auto row = synthetic.availability(i)) writer.row(out, *row);
                                   }));
    keep(write_table<TenantRecord>(
        directory / "tenants.csv", synthetic.tenants(),
        [&](const CsvWriter<TenantRecord>& writer, std::string& out, int i) { writer.row(out, synthetic.tenant(i)); }));
    return problems;
}

}  // namespace bienveille
