// P5: the certificate's points, and its bound added up again from its prices, without solving anything.
//
// Model: whatever the prices of minutes, calls and caps, a plan has at most what all there is of these costs, and what each call
// brings beyond the least that those who may make it charge (definition in prices.h; nothing of it is used here). So a forged
// bound shows, and a forged price gives another bound.
#include <algorithm>
#include <array>
#include <compare>
#include <limits>
#include <set>
#include <string>

#include "engine/audit_detail.h"
#include "engine/audit_free.h"
#include "engine/audit_prices.h"

namespace bienveille::audit_detail {
namespace {

constexpr std::int64_t kMillionthsPerHundredth = 10'000;
constexpr std::int64_t kMostPrice = 100'000'000'000;  // more than all points there can be

Prices read(const Price& row) {
    return {row.per_minute.count, row.per_call.count, row.per_level2_or_3.count, row.per_level3.count,
            row.per_place_apart.count};
}

// The sums of lengths up to `most`, any length any number of times.
std::vector<char> sums_of(const std::set<std::int64_t>& lengths, std::int64_t most) {
    std::vector<char> sums(static_cast<std::size_t>(most) + 1, 0);
    for (std::int64_t sum = 0; sum <= most; ++sum)
        sums[static_cast<std::size_t>(sum)] =
            sum == 0 || std::any_of(lengths.begin(), lengths.end(), [&](std::int64_t length) {
                return length <= sum && sums[static_cast<std::size_t>(sum - length)] != 0;
            });
    return sums;
}

// The minutes of each advisor that whole calls can fill.
class Fillable {
public:
    explicit Fillable(const Audited& audited)
        : facts_(audited.facts), held_(audited.held), free_time_(audited, kinds_owed(audited.facts)) {
        const DayFacts& facts = audited.facts;
        std::set<std::int64_t> lengths;
        for (int kind = 0; kind < kKinds; ++kind)
            if (const Minutes length = facts.load(kind);
                facts.owed_of_kind[static_cast<std::size_t>(kind)] > 0 && length > Minutes{0})
                lengths.insert(length.count);
        if (!lengths.empty()) longest_ = *lengths.rbegin(), shortest_ = *lengths.begin();
        std::int64_t all = 0;
        for (const Window& window : facts.calendar.windows) all += window.length().count;
        plain_ = sums_of(lengths, all);
        windowed_ = {1};
        for (const Window& window : facts.calendar.windows) {
            std::vector<char> more(windowed_.size() + static_cast<std::size_t>(window.length().count), 0);
            for (std::size_t before = 0; before < windowed_.size(); ++before)
                for (std::size_t in = 0; windowed_[before] != 0 && in <= more.size() - windowed_.size(); ++in)
                    if (plain_[in] != 0) more[before + in] = 1;
            windowed_ = std::move(more);
        }
        count_light();
    }

    std::int64_t of(std::size_t seat) const {
        if (!facts_.seats[seat].present) return 0;
        const Tally& held = held_[seat];
        std::int64_t minutes = (facts_.seats[seat].capacity - held.load).count;
        if (const auto most = facts_.seats[seat].advisor->max_calls)
            minutes = std::min(minutes, std::max<std::int64_t>(0, *most - held.calls) * longest_);
        minutes = std::min(minutes, free_time_.of(seat).minutes);
        const std::vector<char>& sums = held.calls == 0 ? windowed_ : plain_;
        while (minutes > 0 && sums[static_cast<std::size_t>(minutes)] == 0) --minutes;
        return std::max<std::int64_t>(0, minutes);
    }

    // What an advisor's minutes, calls and caps cost, those that minutes cannot use left out.
    Wide all_of(std::size_t seat, const Prices& prices) const {
        const std::int64_t minutes = of(seat);
        if (minutes == 0) return 0;
        const Tally& held = held_[seat];
        const Work& work = facts_.rules.work;
        const Holds holds = free_time_.of(seat);
        std::int64_t calls = std::min(minutes / shortest_, holds.calls);
        if (const auto most = facts_.seats[seat].advisor->max_calls)
            calls = std::min<std::int64_t>(calls, *most - held.calls);
        const std::int64_t heavy =
            std::min({calls, work.most_level2_and_3 - std::int64_t{held.heavy}, held_by(minutes, {kLevel2, kLevel3})});
        // Kept apart, each further one than may stand alone has another call before it: a light one, of those there are, or one under
        // the cap of levels 2 and 3.
        const std::int64_t level3 =
            std::min({heavy, work.most_level3 - std::int64_t{held.level3}, held_by(minutes, {kLevel3}), holds.level3,
                      (std::min(calls, heavy + light_[seat]) + holds.alone) / 2});
        const auto cost = [](std::int64_t price, std::int64_t many) {
            return Wide{price} * std::max<std::int64_t>(0, many);
        };
        return cost(prices.minute, minutes) + cost(prices.call, calls) + cost(prices.heavy, heavy) +
               cost(prices.level3, level3) + cost(prices.apart, holds.alone);
    }

private:
    static std::set<int> kinds_owed(const DayFacts& facts) {
        std::set<int> kinds;
        for (int kind = 0; kind < kKinds; ++kind)
            if (facts.owed_of_kind[static_cast<std::size_t>(kind)] > 0) kinds.insert(kind);
        return kinds;
    }

    void count_light() {
        const DayFacts& facts = facts_;
        std::vector<std::int64_t> by_language;
        light_.assign(facts.seats.size(), 0);
        for (const std::uint32_t t : facts.owed) {
            const Standing& standing = facts.standings[t];
            if (standing.kind >= kLevel2) continue;
            if (const std::int32_t only = standing.special->only_seat; only >= 0) {
                ++light_[static_cast<std::size_t>(only)];
                continue;
            }
            const auto language = static_cast<std::size_t>(standing.language);
            by_language.resize(std::max(by_language.size(), language + 1), 0);
            ++by_language[language];
        }
        for (std::size_t s = 0; s < facts.seats.size(); ++s)
            for (std::size_t language = 0; language < by_language.size(); ++language)
                if (facts.seats[s].speaks[language]) light_[s] += by_language[language];
    }

    // The most calls of these kinds that minutes hold, if somebody is owed one.
    std::int64_t held_by(std::int64_t minutes, std::initializer_list<int> kinds) const {
        std::int64_t most = 0;
        for (const int kind : kinds)
            if (facts_.owed_of_kind[static_cast<std::size_t>(kind)] > 0)
                most = std::max(most, minutes / facts_.load(kind).count);
        return most;
    }

    const DayFacts& facts_;
    const std::vector<Tally>& held_;  // by seat
    FreeTime free_time_;
    std::int64_t longest_ = 0, shortest_ = 1;
    std::vector<std::int64_t> light_;  // by seat: calls below level 2 that may be made there
    std::vector<char> plain_, windowed_;
};

// All prices told: today's by seat, and those of later days.
struct AllPrices {
    explicit AllPrices(const Audited& audited) : today(audited.facts.seats.size()), later(audited) {}

    std::vector<Prices> today;
    LaterPrices later;
};

// None when the prices cannot be read as such.
class Reader {
public:
    Reader(const Audited& audited, Findings& findings)
        : audited_(audited), rows_(audited.plan.certificate.prices), findings_(findings), all_(audited) {}

    std::optional<AllPrices> read_all() {
        std::vector<bool> told(audited_.facts.seats.size(), false);
        const auto of_today =
            std::count_if(rows_.begin(), rows_.end(), [](const Price& row) { return !row.day.has_value(); });
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            check(row);
            if (rows_[row].day) {
                read_later(row);
                continue;
            }
            if (rows_[row].advisors.empty()) {
                if (of_today > 1) say(row, "is for everybody; must be the only one");
                all_.today.assign(all_.today.size(), read(rows_[row]));
            }
            for (const AdvisorId& advisor : rows_[row].advisors) {
                const auto seat = audited_.facts.seat_of.find(advisor.text);
                if (!seat || !audited_.facts.seats[*seat].present) {
                    say(row, "is for " + advisor.text + ", who is not there");
                } else if (told[*seat]) {
                    say(row, "is a second price for " + advisor.text);
                } else {
                    told[*seat] = true;
                    all_.today[*seat] = read(rows_[row]);
                }
            }
        }
        if (!good_) return std::nullopt;
        all_.later.read_charges();
        return std::move(all_);
    }

private:
    void say(std::size_t row, const std::string& message) {
        findings_.add("P5", "certificate.prices[" + std::to_string(row) + "]", message);
        good_ = false;
    }

    void check(std::size_t row) {
        const Prices prices = read(rows_[row]);
        for (const std::int64_t price : {prices.minute, prices.call, prices.heavy, prices.level3, prices.apart})
            if (price < 0 || price > kMostPrice)
                say(row, "is " + std::to_string(price) + " millionths of a point; must be 0 to " +
                             std::to_string(kMostPrice));
        if (prices == Prices{}) say(row, "is no price");
        if (row > 0 && rows_[row - 1].day == rows_[row].day && read(rows_[row - 1]) <= prices)
            say(row, "is not below the one above it");
        if (row > 0 && rows_[row - 1].day > rows_[row].day) say(row, "is for a day before that of the one above it");
        if (!std::is_sorted(rows_[row].advisors.begin(), rows_[row].advisors.end()))
            say(row, "is for advisors who do not stand in the order of their ids");
    }

    void read_later(std::size_t row) {
        const DayFacts& facts = audited_.facts;
        const Day day = *rows_[row].day;
        if (facts.rules.policy != Policy::value) say(row, "is for a later day; by rank there is none");
        if (rows_[row].per_place_apart != Value{}) say(row, "is for places apart; there are none on later days");
        if (rows_[row].advisors.empty()) say(row, "is for nobody on " + day.iso());
        if (day <= facts.input.day || day > facts.last_looked_at)
            return say(row, "is for " + day.iso() + "; must be after the plan's day and at most " +
                                facts.last_looked_at.iso());
        for (const AdvisorId& advisor : rows_[row].advisors) {
            const auto seat = facts.seat_of.find(advisor.text);
            if (!seat || audited_.later.capacity(*seat, day) == Minutes{})
                say(row, "is for " + advisor.text + ", who is not there on " + day.iso());
            else if (!all_.later.add({static_cast<std::uint32_t>(*seat), day}, read(rows_[row])))
                say(row, "is a second price for " + advisor.text + " on " + day.iso());
        }
    }

    const Audited& audited_;
    const std::vector<Price>& rows_;
    Findings& findings_;
    AllPrices all_;
    bool good_ = true;
};

constexpr std::int64_t kNobody = std::numeric_limits<std::int64_t>::max();

// The least that those present who speak a language charge for a call of each kind, which may be less than nothing; kNobody where
// there is none.
using Charges = std::array<std::int64_t, kKinds>;
std::vector<Charges> least_by_language(const DayFacts& facts, const std::vector<Prices>& prices) {
    std::vector<Charges> least;
    Charges here{}, nobody;
    nobody.fill(kNobody);
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        const Seat& seat = facts.seats[s];
        least.resize(std::max(least.size(), seat.speaks.size()), nobody);
        if (!seat.present) continue;
        for (int kind = 0; kind < kKinds; ++kind)
            here[static_cast<std::size_t>(kind)] = prices[s].charge(kind, facts.load(kind));
        for (std::size_t language = 0; language < seat.speaks.size(); ++language)
            for (std::size_t kind = 0; seat.speaks[language] && kind < kKinds; ++kind)
                least[language][kind] = std::min(least[language][kind], here[kind]);
    }
    return least;
}

Points bound_of(const Audited& audited, const AllPrices& all) {
    const DayFacts& facts = audited.facts;
    const Fillable fillable(audited);
    const std::vector<Prices>& prices = all.today;
    Wide bound = all.later.sold();  // millionths
    for (std::uint32_t t = 0; all.later.any() && t < facts.standings.size(); ++t)
        if (!facts.standings[t].owed) bound -= all.later.charge(t).value_or(0);
    std::int64_t left = 0;  // minutes for the calls that are weighed
    std::set<std::int64_t> different_prices;
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        bound += fillable.all_of(s, prices[s]);
        left += fillable.of(s);
        if (facts.seats[s].present) different_prices.insert(prices[s].minute);
    }
    const std::vector<Charges> least = least_by_language(facts, prices);
    const bool by_value = facts.rules.policy == Policy::value;
    std::array<bool, kKinds> weighed_kinds{};
    for (const std::uint32_t t : facts.owed) {
        const Standing& standing = facts.standings[t];
        const auto only = static_cast<std::size_t>(standing.special->only_seat);
        const Minutes length = facts.load(standing.kind);
        std::int64_t charge = kNobody;
        if (standing.special->only_seat < 0)
            charge = least.empty() ? kNobody : least[static_cast<std::size_t>(standing.language)][standing.kind];
        else if (facts.may_call(only, standing))
            charge = prices[only].charge(standing.kind, length);
        std::int64_t waiting = -all.later.charge(t).value_or(0);
        // By value, duties are not weighed: those called are in every plan compared, the others in none.
        const bool weighed = !by_value || standing.tier >= Tier::longest_waiting;
        if (charge == kNobody || (!weighed && audited.places[t].list < 0)) {
            bound += waiting;
            continue;
        }
        const std::int64_t brings = standing.points.count * kMillionthsPerHundredth - charge;
        if (weighed) {
            weighed_kinds[standing.kind] = true;
            if (by_value && brings < waiting && audited.places[t].list >= 0 && !all.later.could_wait(t))
                waiting = brings;
            bound += std::max(waiting, brings);
        } else {
            left -= length.count;
            bound += brings;
        }
    }
    constexpr std::int64_t kMinutesOfADay = 24 * 60;  // beyond, every minute can be filled or nearly so
    if (different_prices.size() == 1 && 0 < left && left <= kMinutesOfADay) {
        std::set<std::int64_t> lengths;
        for (int kind = 0; kind < kKinds; ++kind)
            if (const std::int64_t length = facts.load(kind).count;
                weighed_kinds[static_cast<std::size_t>(kind)] && length > 0)
                lengths.insert(length);
        const std::vector<char> sums = sums_of(lengths, left);
        std::int64_t filled = left;
        while (sums[static_cast<std::size_t>(filled)] == 0) --filled;
        bound -= Wide{*different_prices.begin()} * (left - filled);
    }
    for (const std::uint32_t t : facts.in_hand)
        if (audited.places[t].list >= 0) bound += facts.standings[t].points.count * kMillionthsPerHundredth;
    return {static_cast<std::int64_t>(bound / kMillionthsPerHundredth)};
}

}  // namespace

void check_certificate(const Audited& audited, Findings& findings) {
    const Certificate& certificate = audited.plan.certificate;
    Points points;
    for (const auto& list : audited.called)
        for (const std::int32_t called : list)
            if (called >= 0) points += Points(audited.facts.standings[static_cast<std::size_t>(called)].points);
    const auto expect = [&](const char* field, std::int64_t is, std::int64_t right, const char* unit) {
        if (is != right)
            findings.add("P5", std::string("certificate.") + field,
                         "is " + std::to_string(is) + "; must be " + std::to_string(right) + unit);
    };
    expect("points", certificate.points.count, points.count, " hundredths");
    if (const auto prices = Reader(audited, findings).read_all())
        expect("upper_bound", certificate.upper_bound.count, bound_of(audited, *prices).count,
               " hundredths, as the prices give");
    const std::int64_t upper = certificate.upper_bound.count;
    if (upper < points.count)
        findings.add(
            "P5", "certificate.upper_bound",
            "is " + std::to_string(upper) + " hundredths; this plan alone has " + std::to_string(points.count));
    const Wide missing = Wide{upper} - points.count;
    expect("gap", certificate.gap.count,
           upper <= 0 ? 0 : static_cast<std::int64_t>((2 * missing * kOne.count + upper) / (2 * Wide{upper})),
           " millionths");
    expect("optimal", certificate.optimal, upper == points.count, ": whether the points reach the bound");
}

}  // namespace bienveille::audit_detail
