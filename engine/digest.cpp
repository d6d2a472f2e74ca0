#include "engine/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>
#include <type_traits>

#include "engine/plan.h"

namespace bienveille {
namespace {

std::string hex(XXH128_hash_t hash) {
    char text[40];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return text;
}

// Bytes written so that two different values never look alike: fixed-width integers, lengths before texts.
class Fingerprint {
public:
    Fingerprint() { bytes_.reserve(1 << 16); }

    void add(std::int64_t number) {
        // Little-endian on every machine, so that a digest means the same everywhere.
        auto bits = static_cast<std::uint64_t>(number);
        if constexpr (std::endian::native == std::endian::big) bits = __builtin_bswap64(bits);
        char bytes[sizeof bits];
        std::memcpy(bytes, &bits, sizeof bits);
        bytes_.append(bytes, sizeof bytes);
    }
    void add(const std::string& text) {
        add(static_cast<std::int64_t>(text.size()));
        bytes_ += text;
    }
    template <class Unit>
    void add(Amount<Unit> amount) {
        add(amount.count);
    }
    template <class Kind>
    void add(const Id<Kind>& id) {
        add(id.text);
    }
    void add(Day day) { add(std::int64_t{day.since_epoch}); }
    void add(TimeOfDay time) { add(std::int64_t{time.minutes}); }
    void add(Moment moment) { add(moment.day), add(moment.time); }
    template <class E>
    requires(std::is_enum_v<E> || std::is_integral_v<E>) void add(E value) { add(static_cast<std::int64_t>(value)); }
    template <class T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <class T>
    void add(const std::vector<T>& values) {
        add(static_cast<std::int64_t>(values.size()));
        for (const T& value : values) add(value);
    }
    // A list whose order says nothing.
    template <class T>
    void add_sorted(std::vector<T> values) {
        std::sort(values.begin(), values.end());
        add(values);
    }
    template <class... T>
    requires(sizeof...(T) > 1) void add(const T&... values) { (add(values), ...); }

    void add(const DayRange& range) { add(range.first, range.last); }
    void add(const Window& window) { add(window.from, window.to); }
    void add(const FixedFeast& feast) { add(feast.month, feast.day); }
    void add(const CallbackSlot& slot) { add(slot.time, slot.half_day); }
    void add(const CurvePoint& point) { add(point.input, point.value); }
    void add(const Curve& curve) { add(curve.points); }
    void add(const Calendar& c) {
        add(c.time_zone, c.windows);
        add_sorted(c.working_days);
        add_sorted(c.feasts);
        add_sorted(c.easter_offsets);
        add_sorted(c.closed_days);
    }

    std::string hex_digest() const { return hex(XXH3_128bits(bytes_.data(), bytes_.size())); }
    XXH128_hash_t hash() const { return XXH3_128bits(bytes_.data(), bytes_.size()); }
    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

void add(Fingerprint& f, const Tenant& t) {
    f.add(t.id, t.area, t.language, t.last_advisor, t.birth_year, t.lsns6, t.anxiety, t.anxiety_on, t.last_reached_on,
          t.callback_requested_on, t.callback_due_on, t.absent_until, t.joined_on, t.last_attempt_at, t.callback_slot,
          t.attempts, t.level3_recalls, t.calm_in_a_row, t.lives_alone, t.has_contact_person, t.relatives_at_risk,
          t.support, t.preferred_half_day, t.last_outcome, t.status, t.anxiety_cleared, t.emergency_open, t.has_phone);
}

void add(Fingerprint& f, const Advisor& a) {
    f.add(a.id, a.area, a.minutes, a.max_calls);
    f.add_sorted(a.languages);
    f.add_sorted(a.works_on);
    f.add_sorted(a.absent_on);
}

void add(Fingerprint& f, const Availability& a) { f.add(a.advisor, a.day, a.minutes); }

void add(Fingerprint& f, const PreviousCall& c) {
    f.add(c.tenant, c.advisor, c.starts_at, c.minutes, c.pause, c.state, c.pinned);
}

void add(Fingerprint& f, const RetryPolicy& p) {
    f.add(p.tries, p.within_hours, p.within_working_days, p.gap_minutes, p.most_a_day, p.alternate_half_days,
          p.resume_after_working_days);
}

void add(Fingerprint& f, const RuleSet& r) {
    const Factors& x = r.factors;
    const IsolationProxy& p = x.isolation.proxy;
    f.add(r.name, r.version, r.description, r.policy, r.calendar);
    f.add(x.isolation.weight, x.isolation.lsns6, p.base, p.lives_alone, p.lives_alone_unknown, p.support_weak,
          p.support_strong, p.support_unknown, p.no_contact_person, p.relatives_at_risk, p.most);
    f.add(x.anxiety.weight, x.anxiety.half_life_days, x.anxiety.floor, x.anxiety.unknown);
    for (const Value level : x.anxiety.levels) f.add(level);
    f.add(x.callback.weight, x.callback.days_left, x.callback.none_asked, x.callback.default_due_days);
    f.add(x.age.weight, x.age.years, x.age.unknown);
    f.add(x.waiting.weight, x.waiting.days, x.waiting.never_reached);
    const Duties& d = r.duties;
    f.add(d.first_recall_working_days, d.recall_every_working_days, d.calm_level, d.calm_times,
          d.mandatory_working_days, d.slack_working_days, d.rest_days, d.longest_waiting_share, d.high_risk.level,
          d.high_risk.isolation, d.high_risk.age, d.high_risk.with_level);
    add(f, r.retries.standard);
    add(f, r.retries.callback);
    add(f, r.retries.high_risk);
    f.add(static_cast<std::int64_t>(r.retries.wait_working_days.size()));
    for (const auto& [outcome, days] : r.retries.wait_working_days) f.add(outcome, days);
    f.add(r.bands.high, r.bands.medium);
    const Work& w = r.work;
    f.add(w.unknown_level, w.pause_after_level3, w.debrief, w.most_level3, w.most_level2_and_3, w.profile,
          w.balance_tolerance, w.default_language);
    for (const Minutes minutes : w.levels) f.add(minutes);
    f.add(static_cast<std::int64_t>(w.profiles.size()));
    for (const auto& [name, minutes] : w.profiles) f.add(name, minutes);
}

// A list whose order says nothing: its items' hashes, sorted.
template <class T>
void add_unordered(Fingerprint& whole, const std::vector<T>& items) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> hashes;
    hashes.reserve(items.size());
    Fingerprint one;
    for (const T& item : items) {
        one.clear();
        add(one, item);
        const XXH128_hash_t hash = one.hash();
        hashes.emplace_back(hash.high64, hash.low64);
    }
    std::sort(hashes.begin(), hashes.end());
    whole.add(static_cast<std::int64_t>(items.size()));
    for (const auto& [high, low] : hashes) whole.add(high, low);
}

}  // namespace

std::string digest(const DayInput& input, const RuleSet& rules) {
    Fingerprint whole;
    whole.add(std::string(kEngineVersion), input.day, input.calendar);
    add_unordered(whole, input.tenants);
    add_unordered(whole, input.advisors);
    add_unordered(whole, input.availability);
    add_unordered(whole, input.previous);
    add(whole, rules);
    return whole.hex_digest();
}

std::string digest(const RuleSet& rules) {
    Fingerprint whole;
    add(whole, rules);
    return whole.hex_digest();
}

std::string digest_of_text(std::string_view bytes) { return hex(XXH3_128bits(bytes.data(), bytes.size())); }

std::uint64_t tie_hash(const TenantId& tenant, Day day) {
    return XXH3_64bits_withSeed(tenant.text.data(), tenant.text.size(),
                                static_cast<std::uint64_t>(static_cast<std::uint32_t>(day.since_epoch)));
}

}  // namespace bienveille
