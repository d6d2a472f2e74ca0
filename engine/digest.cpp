#include "engine/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
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
    // These, and the characters of texts whose lengths are among them.
    template <class... Text>
    void add_bytes(const char* bytes, std::size_t size, const Text&... texts) {
        const std::size_t needed = size_ + size + (texts.size() + ...);
        if (needed > bytes_.size()) bytes_.resize(2 * needed);
        char* at = bytes_.data() + size_;
        std::memcpy(at, bytes, size);
        at += size;
        ((at = std::copy(texts.begin(), texts.end(), at)), ...);
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

// A tenant in few bytes, for there are many: one word says what is known and holds all that is small, then four bytes a number
// (0 where it is not known) and a text's length, then the texts.
class Compact {
public:
    explicit Compact(const Tenant& t) {
        number(t.birth_year);
        number(t.lsns6);
        number(t.anxiety);
        day(t.anxiety_on);
        day(t.last_reached_on);
        day(t.callback_requested_on);
        day(t.callback_due_on);
        day(t.absent_until);
        day(t.joined_on);
        small(t.last_attempt_at.has_value(), 1);
        const Moment last_attempt = t.last_attempt_at.value_or(Moment{});
        put(last_attempt.day.since_epoch);
        put(last_attempt.time.minutes);
        small(t.callback_slot.time.has_value(), 1);
        put(t.callback_slot.time.value_or(TimeOfDay{}).minutes);
        put(t.attempts);
        put(t.level3_recalls);
        put(t.calm_in_a_row);
        choice(t.callback_slot.half_day, 1);
        choice(t.lives_alone, 1);
        choice(t.has_contact_person, 1);
        choice(t.relatives_at_risk, 1);
        choice(t.support, 3);
        choice(t.preferred_half_day, 1);
        choice(t.last_outcome, 8);
        small(static_cast<std::uint64_t>(t.status), 8);
        small(t.anxiety_cleared, 1);
        small(t.emergency_open, 1);
        small(t.has_phone, 1);
        words_[0] = static_cast<std::uint32_t>(small_);
        words_[1] = static_cast<std::uint32_t>(small_ >> 32);
        for (const std::string* text : {&t.id.text, &t.area, &t.language, &t.last_advisor.text})
            put(static_cast<std::int32_t>(text->size()));
        assert(word_ == kWords && bit_ <= 64);
        if constexpr (std::endian::native == std::endian::big)
            for (std::uint32_t& word : words_) word = __builtin_bswap32(word);
    }

    static constexpr std::size_t kBytes = 4 * 21;
    const char* bytes() const { return reinterpret_cast<const char*>(words_.data()); }

private:
    static constexpr std::size_t kWords = kBytes / 4;

    void put(std::int32_t number) { words_[word_++] = static_cast<std::uint32_t>(number); }
    void small(std::uint64_t value, int bits) {
        small_ |= value << bit_;
        bit_ += bits;
    }
    void number(std::optional<int> number) {
        small(number.has_value(), 1);
        put(number.value_or(0));
    }
    void day(std::optional<Day> day) {
        small(day.has_value(), 1);
        put(day.value_or(Day{}).since_epoch);
    }
    template <class T>
    void choice(std::optional<T> value, int bits) {
        small(value.has_value(), 1);
        small(static_cast<std::uint64_t>(value.value_or(T{})), bits);
    }

    std::array<std::uint32_t, kWords> words_{};
    std::size_t word_ = 2;
    std::uint64_t small_ = 0;
    int bit_ = 0;
};

void add(Fingerprint& f, const Tenant& t) {
    f.add_bytes(Compact(t).bytes(), Compact::kBytes, t.id.text, t.area, t.language, t.last_advisor.text);
}

void add(Fingerprint& f, const Advisor& a) {
    f.add(a.id, a.area, a.minutes, a.max_calls);
    f.add_sorted(a.languages);
    f.add_sorted(a.works_on);
    f.add_sorted(a.absent_on);
}

void add(Fingerprint& f, const Availability& a) {
    f.add(a.advisor, a.day, a.minutes);
    if (a.from || a.until) f.add(a.from, a.until);
}

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
    if (r.revision) f.add(r.revision->author, r.revision->on, r.revision->reason, r.revision->parent);
    // Plans do not depend on it: sets with the usual half hour are what they were before it could be said.
    if (r.retries.busy_gap_minutes != Retries{}.busy_gap_minutes) f.add(r.retries.busy_gap_minutes);
}

// A list whose order says nothing: its items' hashes added up, so that one that comes twice counts twice.
template <class T>
RowsDigest unordered(const std::vector<T>& items) {
    RowsDigest sum;
    sum.rows = static_cast<std::int64_t>(items.size());
    Fingerprint one;
    for (const T& item : items) {
        one.clear();
        add(one, item);
        const XXH128_hash_t hash = one.hash();
        sum.high += hash.high64;
        sum.low += hash.low64;
    }
    return sum;
}

void add(Fingerprint& whole, const RowsDigest& rows) { whole.add(rows.rows, rows.high, rows.low); }

}  // namespace

RowsDigest digest_of_tenants(const std::vector<Tenant>& tenants) { return unordered(tenants); }

RowsDigest digest_changed(const RowsDigest& all, const std::vector<Tenant>& before, const std::vector<Tenant>& after) {
    const RowsDigest less = unordered(before);
    const RowsDigest more = unordered(after);
    return {all.rows - less.rows + more.rows, all.high - less.high + more.high, all.low - less.low + more.low};
}

std::string digest(const DayInput& input, const RuleSet& rules) {
    return digest(input, rules, digest_of_tenants(input.tenants));
}

std::string digest(const DayInput& input, const RuleSet& rules, const RowsDigest& tenants) {
    Fingerprint whole;
    whole.add(std::string(kEngineVersion), input.day);
    whole.add(input.calendar);
    add(whole, tenants);
    add(whole, unordered(input.advisors));
    add(whole, unordered(input.availability));
    add(whole, unordered(input.previous));
    add(whole, rules);
    if (input.now) whole.add(*input.now);
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
