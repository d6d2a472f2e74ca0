#include "engine/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>
#include <functional>
#include <type_traits>

#include "engine/bucket_sort.h"
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
//
// most() is the room that a value can take, write() puts it there and returns where the next one goes: room is asked
// for once for many values, and the end stays in a register.
class Fingerprint {
public:
    Fingerprint() : bytes_(1 << 12) {}

    template <class... T>
    void add(const T&... values) {
        const std::size_t needed = size_ + (most(values) + ...);
        if (needed > bytes_.size()) bytes_.resize(2 * needed);
        char* at = bytes_.data() + size_;
        ((at = write(at, values)), ...);
        size_ = static_cast<std::size_t>(at - bytes_.data());
    }
    // A list whose order says nothing.
    template <class T>
    void add_sorted(std::vector<T> values) {
        std::sort(values.begin(), values.end());
        add(values);
    }
    void add(const Calendar& c) {
        add(c.time_zone, c.windows);
        add_sorted(c.working_days);
        add_sorted(c.feasts);
        add_sorted(c.easter_offsets);
        add_sorted(c.closed_days);
    }
    void add(const std::optional<Calendar>& c) {
        add(c.has_value());
        if (c) add(*c);
    }

    std::string hex_digest() const { return hex(hash()); }
    XXH128_hash_t hash() const { return XXH3_128bits(bytes_.data(), size_); }
    void clear() { size_ = 0; }

private:
    static constexpr std::size_t kWord = 8;

    template <class T>
    static std::size_t most(const T&) {
        return kWord;
    }
    static std::size_t most(const std::string& text) { return kWord + text.size(); }
    template <class Kind>
    static std::size_t most(const Id<Kind>& id) {
        return most(id.text);
    }
    static std::size_t most(const Moment&) { return 2 * kWord; }
    static std::size_t most(const DayRange&) { return 2 * kWord; }
    static std::size_t most(const Window&) { return 2 * kWord; }
    static std::size_t most(const FixedFeast&) { return 2 * kWord; }
    static std::size_t most(const CurvePoint&) { return 2 * kWord; }
    static std::size_t most(const CallbackSlot&) { return 4 * kWord; }
    static std::size_t most(const Curve& curve) { return most(curve.points); }
    template <class T>
    static std::size_t most(const std::optional<T>&) {
        return kWord + most(T{});
    }
    template <class T>
    static std::size_t most(const std::vector<T>& values) {
        std::size_t sum = kWord;
        for (const T& value : values) sum += most(value);
        return sum;
    }

    static char* write(char* at, std::int64_t number) {
        // Little-endian on every machine, so that a digest means the same everywhere.
        auto bits = static_cast<std::uint64_t>(number);
        if constexpr (std::endian::native == std::endian::big) bits = __builtin_bswap64(bits);
        std::memcpy(at, &bits, sizeof bits);
        return at + sizeof bits;
    }
    static char* write(char* at, const std::string& text) {
        at = write(at, static_cast<std::int64_t>(text.size()));
        std::copy(text.begin(), text.end(), at);
        return at + text.size();
    }
    template <class Unit>
    static char* write(char* at, Amount<Unit> amount) {
        return write(at, amount.count);
    }
    template <class Kind>
    static char* write(char* at, const Id<Kind>& id) {
        return write(at, id.text);
    }
    static char* write(char* at, Day day) { return write(at, std::int64_t{day.since_epoch}); }
    static char* write(char* at, TimeOfDay time) { return write(at, std::int64_t{time.minutes}); }
    template <class E>
    requires(std::is_enum_v<E> || std::is_integral_v<E>) static char* write(char* at, E value) {
        return write(at, static_cast<std::int64_t>(value));
    }
    template <class First, class... More>
    requires(sizeof...(More) > 0) static char* write(char* at, const First& first, const More&... more) {
        at = write(at, first);
        ((at = write(at, more)), ...);
        return at;
    }
    static char* write(char* at, const Moment& moment) { return write(at, moment.day, moment.time); }
    static char* write(char* at, const DayRange& range) { return write(at, range.first, range.last); }
    static char* write(char* at, const Window& window) { return write(at, window.from, window.to); }
    static char* write(char* at, const FixedFeast& feast) { return write(at, feast.month, feast.day); }
    static char* write(char* at, const CallbackSlot& slot) { return write(at, slot.time, slot.half_day); }
    static char* write(char* at, const CurvePoint& point) { return write(at, point.input, point.value); }
    static char* write(char* at, const Curve& curve) { return write(at, curve.points); }
    // The value's bytes are written either way and count only where there is one: no branch to guess.
    template <class T>
    static char* write(char* at, const std::optional<T>& value) {
        at = write(at, value.has_value());
        char* const after = write(at, value.value_or(T{}));
        return value ? after : at;
    }
    template <class T>
    static char* write(char* at, const std::vector<T>& values) {
        at = write(at, static_cast<std::int64_t>(values.size()));
        for (const T& value : values) at = write(at, value);
        return at;
    }

    std::vector<char> bytes_;
    std::size_t size_ = 0;
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
    f.add(r.name, r.version, r.description, r.policy);
    f.add(r.calendar);
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

using Hash = std::pair<std::uint64_t, std::uint64_t>;  // high, low

// Hashes are spread evenly: their first bits put them nearly in order.
void sort(std::vector<Hash>& hashes) {
    constexpr std::size_t kFewEach = 64;
    const int bits = std::clamp(static_cast<int>(std::bit_width(hashes.size() / kFewEach)), 1, 14);
    sort_by_bucket(
        hashes, std::size_t{1} << bits,
        [bits](const Hash& hash) { return static_cast<std::size_t>(hash.first >> (64 - bits)); }, std::less<>());
}

// A list whose order says nothing: its items' hashes, sorted.
template <class T>
void add_unordered(Fingerprint& whole, const std::vector<T>& items) {
    std::vector<Hash> hashes;
    hashes.reserve(items.size());
    Fingerprint one;
    for (const T& item : items) {
        one.clear();
        add(one, item);
        const XXH128_hash_t hash = one.hash();
        hashes.emplace_back(hash.high64, hash.low64);
    }
    whole.add(static_cast<std::int64_t>(items.size()));
    sort(hashes);
    for (const auto& [high, low] : hashes) whole.add(high, low);
}

}  // namespace

std::string digest(const DayInput& input, const RuleSet& rules) {
    Fingerprint whole;
    whole.add(std::string(kEngineVersion), input.day);
    whole.add(input.calendar);
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

std::uint64_t hash_of_text(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

}  // namespace bienveille
