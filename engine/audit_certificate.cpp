// P5: the certificate's points, and its bound added up again from its prices, without solving anything.
//
// Model: whatever the prices of a minute, a plan has at most what all minutes there are cost at these prices, and what each call
// brings beyond the cheapest price of those who may make it (definition in prices.h; nothing of it is used here). So a forged
// bound shows, and a forged price gives another bound.
#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kMillionthsPerHundredth = 10'000;
constexpr std::int64_t kMostPerMinute = 100'000'000'000;  // more than all points there can be

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
    explicit Fillable(const Audited& audited) : facts_(audited.facts), held_(audited.held) {
        const DayFacts& facts = audited.facts;
        std::set<std::int64_t> lengths;
        for (int kind = 0; kind < kKinds; ++kind)
            if (const Minutes length = facts.load(kind);
                facts.owed_of_kind[static_cast<std::size_t>(kind)] > 0 && length > Minutes{0})
                lengths.insert(length.count);
        if (!lengths.empty()) longest_ = *lengths.rbegin();
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
    }

    std::int64_t of(std::size_t seat) const {
        if (!facts_.seats[seat].present) return 0;
        const Tally& held = held_[seat];
        std::int64_t minutes = (facts_.seats[seat].capacity - held.load).count;
        if (const auto most = facts_.seats[seat].advisor->max_calls)
            minutes = std::min(minutes, std::max<std::int64_t>(0, *most - held.calls) * longest_);
        const std::vector<char>& sums = held.calls == 0 ? windowed_ : plain_;
        while (minutes > 0 && sums[static_cast<std::size_t>(minutes)] == 0) --minutes;
        return std::max<std::int64_t>(0, minutes);
    }

private:
    const DayFacts& facts_;
    const std::vector<Tally>& held_;  // by seat
    std::int64_t longest_ = 0;
    std::vector<char> plain_, windowed_;
};

// By seat; none when the prices cannot be read as such.
std::optional<std::vector<std::int64_t>> prices_of(const Audited& audited, Findings& findings) {
    const auto& prices = audited.plan.certificate.prices;
    std::vector<std::int64_t> by_seat(audited.facts.seats.size(), 0);
    std::vector<bool> told(by_seat.size(), false);
    bool good = true;
    const auto say = [&](std::size_t row, const std::string& message) {
        findings.add("P5", "certificate.prices[" + std::to_string(row) + "]", message);
        good = false;
    };
    for (std::size_t row = 0; row < prices.size(); ++row) {
        const std::int64_t price = prices[row].per_minute.count;
        if (price <= 0 || price > kMostPerMinute)
            say(row, "is " + std::to_string(price) + " millionths of a point a minute; must be 1 to " +
                         std::to_string(kMostPerMinute));
        if (row > 0 && prices[row - 1].per_minute <= prices[row].per_minute) say(row, "is not below the one above it");
        if (!std::is_sorted(prices[row].advisors.begin(), prices[row].advisors.end()))
            say(row, "is for advisors who do not stand in the order of their ids");
        if (prices[row].advisors.empty()) {
            if (prices.size() > 1) say(row, "is for everybody; must be the only one");
            by_seat.assign(by_seat.size(), price);
        }
        for (const AdvisorId& advisor : prices[row].advisors) {
            const auto seat = audited.facts.seat_of.find(advisor.text);
            if (!seat || !audited.facts.seats[*seat].present) {
                say(row, "is for " + advisor.text + ", who is not there");
            } else if (told[*seat]) {
                say(row, "is a second price for " + advisor.text);
            } else {
                told[*seat] = true;
                by_seat[*seat] = price;
            }
        }
    }
    return good ? std::optional(by_seat) : std::nullopt;
}

// The cheapest minute of those present who speak a language; negative where nobody does.
std::vector<std::int64_t> cheapest_by_language(const DayFacts& facts, const std::vector<std::int64_t>& prices) {
    std::vector<std::int64_t> cheapest;
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        const Seat& seat = facts.seats[s];
        cheapest.resize(std::max(cheapest.size(), seat.speaks.size()), -1);
        for (std::size_t language = 0; seat.present && language < seat.speaks.size(); ++language)
            if (seat.speaks[language] && (cheapest[language] < 0 || prices[s] < cheapest[language]))
                cheapest[language] = prices[s];
    }
    return cheapest;
}

Points bound_of(const Audited& audited, const std::vector<std::int64_t>& prices) {
    const DayFacts& facts = audited.facts;
    const Fillable fillable(audited);
    std::int64_t bound = 0;  // millionths
    std::int64_t left = 0;   // minutes for the calls that are weighed
    std::set<std::int64_t> different_prices;
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        const std::int64_t minutes = fillable.of(s);
        bound += prices[s] * minutes;
        left += minutes;
        if (facts.seats[s].present) different_prices.insert(prices[s]);
    }
    const std::vector<std::int64_t> cheapest = cheapest_by_language(facts, prices);
    std::array<bool, kKinds> weighed_kinds{};
    for (const std::uint32_t t : facts.owed) {
        const Standing& standing = facts.standings[t];
        const auto only = static_cast<std::size_t>(standing.special->only_seat);
        std::int64_t price = -1;
        if (standing.special->only_seat < 0)
            price = cheapest.empty() ? -1 : cheapest[static_cast<std::size_t>(standing.language)];
        else if (facts.may_call(only, standing))
            price = prices[only];
        if (price < 0) continue;
        // By value, duties are not weighed: those called are in every plan compared, the others in none.
        const bool weighed = facts.rules.policy == Policy::rank || standing.tier >= Tier::longest_waiting;
        if (!weighed && audited.places[t].list < 0) continue;
        const std::int64_t length = facts.load(standing.kind).count;
        const std::int64_t brings = standing.points.count * kMillionthsPerHundredth - price * length;
        if (weighed) {
            weighed_kinds[standing.kind] = true;
            bound += std::max<std::int64_t>(0, brings);
        } else {
            left -= length;
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
        bound -= *different_prices.begin() * (left - filled);
    }
    for (const std::uint32_t t : facts.in_hand)
        if (audited.places[t].list >= 0) bound += facts.standings[t].points.count * kMillionthsPerHundredth;
    return {bound / kMillionthsPerHundredth};
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
    if (const auto prices = prices_of(audited, findings))
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
