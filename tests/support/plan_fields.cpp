#include "tests/support/plan_fields.h"

#include <optional>
#include <type_traits>

namespace bienveille::test {
namespace {

// What a changed field may say: what others in the plan say, or nobody's.
struct Others {
    std::vector<TenantId> tenants{{"nobody"}, {""}};
    std::vector<AdvisorId> advisors{{"nobody"}, {""}};
};

// What text that is read may say at most (decimal.h).
constexpr std::int64_t kMost = 999'999'999'999'999;

// ---- one value to another ---------------------------------------------------------------------------------------

template <class E>
constexpr int kLast = 0;
template <>
constexpr int kLast<Policy> = 1;
template <>
constexpr int kLast<Tier> = 8;
template <>
constexpr int kLast<CallState> = 6;
template <>
constexpr int kLast<Band> = 2;
template <>
constexpr int kLast<Factor> = kFactors - 1;
template <>
constexpr int kLast<FactorInput::Kind> = 8;
template <>
constexpr int kLast<Support> = 3;
template <>
constexpr int kLast<UnplannedReason> = 6;
template <>
constexpr int kLast<Keeping> = 2;
template <>
constexpr int kLast<ExcludedReason> = 4;
template <>
constexpr int kLast<Measure> = 6;

std::int64_t changed(std::int64_t from, Dice& dice) {
    switch (dice.between(0, 6)) {
        case 0: return from + 1;
        case 1: return from - 1;
        case 2: return from + dice.between(2, 60);
        case 3: return from - dice.between(2, 60);
        case 4: return from == 0 ? 1 : 0;
        case 5: return -from;
        default: return from / 2 + dice.between(0, 1'000'000);
    }
}

std::int64_t changed_far(std::int64_t from, Dice& dice) {
    return dice.percent(10) ? (dice.percent(50) ? kMost : -kMost) : changed(from, dice);
}

void change(std::int64_t& number, const Others&, Dice& dice) { number = changed_far(number, dice); }
void change(int& number, const Others&, Dice& dice) { number = static_cast<int>(changed(number, dice)); }
void change(bool& is, const Others&, Dice&) { is = !is; }
void change(Minutes& minutes, const Others&, Dice& dice) { minutes.count = changed(minutes.count, dice); }
void change(Points& points, const Others&, Dice& dice) { points.count = changed_far(points.count, dice); }
void change(Value& value, const Others&, Dice& dice) { value.count = changed_far(value.count, dice); }
void change(Day& day, const Others&, Dice& dice) { day = day + (dice.percent(50) ? 1 : -1) * dice.between(1, 9); }
void change(TimeOfDay& time, const Others&, Dice& dice) {
    time = time + Minutes{(dice.percent(50) ? 1 : -1) * (dice.percent(50) ? dice.between(1, 5) : dice.between(1, 400))};
}
void change(std::string& text, const Others&, Dice& dice) {
    if (text.empty() || dice.percent(20))
        text += 'a';
    else if (dice.percent(20))
        text.pop_back();
    else if (char& c = text[dice.next() % text.size()]; c == '0')
        c = '1';
    else
        c = '0';
}
void change(TenantId& id, const Others& others, Dice& dice) { id = dice.one_of(others.tenants); }
void change(AdvisorId& id, const Others& others, Dice& dice) { id = dice.one_of(others.advisors); }
template <class E>
requires std::is_enum_v<E>
void change(E& value, const Others&, Dice& dice) {
    constexpr int first = std::is_same_v<E, Tier> ? 1 : 0;
    constexpr int all = kLast<E> - first + 1;
    static_assert(all > 1);
    value = static_cast<E>(first + (static_cast<int>(value) - first + dice.between(1, all - 1)) % all);
}
template <class T>
void change(std::optional<T>& may_be, const Others& others, Dice& dice) {
    if (may_be && dice.percent(40)) return may_be.reset();
    if (!may_be) may_be.emplace();
    if constexpr (std::is_same_v<T, Day>)
        if (may_be->since_epoch == 0) *may_be = Day{18'355 + dice.between(-3, 20)};  // about 3 April 2020
    change(*may_be, others, dice);
}
// What stands in it is changed elsewhere: rows are lost, doubled, made up and put in another order.
template <class T>
void change(std::vector<T>& rows, const Others&, Dice& dice) {
    const auto any = [&] { return rows.begin() + static_cast<std::ptrdiff_t>(dice.next() % rows.size()); };
    switch (rows.empty() ? 0 : dice.between(0, 5)) {
        case 0: rows.insert(rows.begin(), T{}); return;
        case 1: rows.push_back(*any()); return;
        case 2: rows.clear(); return;
        case 3: std::swap(*any(), *any()); return;
        case 4: std::swap(rows.front(), rows.back()); return;
        default: rows.erase(any()); return;
    }
}

// ---- where it stands --------------------------------------------------------------------------------------------

// Visits every field; the names are kept, or one field is changed.
class Fields {
public:
    void walk(Plan& plan) {
        auto& [day, digest, engine, rules_name, rules_version, policy, lists, unplanned, excluded, promises, balance,
               certificate] = plan;
        field("day", day);
        field("digest", digest);
        field("engine", engine);
        field("rules_name", rules_name);
        field("rules_version", rules_version);
        field("policy", policy);
        rows("lists", lists);
        rows("unplanned", unplanned);
        rows("excluded", excluded);
        within("promises", promises);
        within("balance", balance);
        within("certificate", certificate);
    }

    std::vector<std::string> names;
    std::optional<std::size_t> wanted;
    const Others* others = nullptr;
    Dice* dice = nullptr;

private:
    void parts(AdvisorList& list) {
        auto& [advisor, capacity, planned, pauses, heavy_calls, calls] = list;
        field("advisor", advisor);
        field("capacity", capacity);
        field("planned", planned);
        field("pauses", pauses);
        field("heavy_calls", heavy_calls);
        rows("calls", calls);
    }
    void parts(Call& call) {
        auto& [tenant, starts_at, minutes, pause, tier, due_on, late, same_advisor, slot_moved, fixed, state, card] =
            call;
        field("tenant", tenant);
        field("starts_at", starts_at);
        field("minutes", minutes);
        field("pause", pause);
        field("tier", tier);
        field("due_on", due_on);
        field("late", late);
        field("same_advisor", same_advisor);
        field("slot_moved", slot_moved);
        field("fixed", fixed);
        field("state", state);
        within("card", card);
    }
    void parts(ScoreCard& card) {
        auto& [points, band, lines] = card;
        field("points", points);
        field("band", band);
        for (FactorLine& line : lines) within("lines", line);
    }
    void parts(FactorLine& line) {
        auto& [factor, points, value, weight, input] = line;
        field("factor", factor);
        field("points", points);
        field("value", value);
        field("weight", weight);
        within("input", input);
    }
    void parts(FactorInput& input) {
        auto& [kind, number, days, held, overdue, lives_alone, support, has_contact_person, relatives_at_risk] = input;
        field("kind", kind);
        field("number", number);
        field("days", days);
        field("held", held);
        field("overdue", overdue);
        field("lives_alone", lives_alone);
        field("support", support);
        field("has_contact_person", has_contact_person);
        field("relatives_at_risk", relatives_at_risk);
    }
    void parts(Unplanned& row) {
        auto& [tenant, points, reason, tier, due_on, needs, room, keeping, promise, look_ahead_day,
               look_ahead_advisor] = row;
        field("tenant", tenant);
        field("points", points);
        field("reason", reason);
        field("tier", tier);
        field("due_on", due_on);
        field("needs", needs);
        field("room", room);
        field("keeping", keeping);
        field("promise", promise);
        field("look_ahead_day", look_ahead_day);
        field("look_ahead_advisor", look_ahead_advisor);
    }
    void parts(Excluded& row) {
        auto& [tenant, reason, until] = row;
        field("tenant", tenant);
        field("reason", reason);
        field("until", until);
    }
    void parts(PromiseSummary& promises) {
        auto& [open, kept, impossible, unproven, calendar, shortfall] = promises;
        field("open", open);
        field("kept", kept);
        field("impossible", impossible);
        field("unproven", unproven);
        rows("calendar", calendar);
        rows("shortfall", shortfall);
    }
    void parts(PromiseDay& row) {
        auto& [day, due, planned, planned_minutes, capacity] = row;
        field("day", day);
        field("due", due);
        field("planned", planned);
        field("planned_minutes", planned_minutes);
        field("capacity", capacity);
    }
    void parts(Shortfall& shortfall) {
        auto& [measure, tenants, advisors, days, needed, available, cures, unusable, moved, weights, moved_proven,
               elsewhere, full_until, until_callback, at] = shortfall;
        field("measure", measure);
        values("tenants", tenants);
        values("advisors", advisors);
        values("days", days);
        field("needed", needed);
        field("available", available);
        rows("cures", cures);
        field("unusable", unusable);
        rows("moved", moved);
        values("weights", weights);
        field("moved_proven", moved_proven);
        rows("elsewhere", elsewhere);
        field("full_until", full_until);
        values("until_callback", until_callback);
        field("at", at);
    }
    void parts(Cure& row) {
        auto& [day, amount, exact] = row;
        field("day", day);
        field("amount", amount);
        field("exact", exact);
    }
    void parts(CalledAt& row) {
        auto& [tenant, day, advisor] = row;
        field("tenant", tenant);
        field("day", day);
        field("advisor", advisor);
    }
    void parts(LaterDue& row) {
        auto& [tenant, to] = row;
        field("tenant", tenant);
        field("to", to);
    }
    void parts(Balance& balance) {
        auto& [largest_gap, lower_bound, tolerance, proven, proof] = balance;
        field("largest_gap", largest_gap);
        field("lower_bound", lower_bound);
        field("tolerance", tolerance);
        field("proven", proven);
        within("proof", proof);
    }
    void parts(BalanceProof& proof) {
        auto& [cannot_fill, cannot_relieve, all_tried, lists_tried] = proof;
        rows("cannot_fill", cannot_fill);
        rows("cannot_relieve", cannot_relieve);
        field("all_tried", all_tried);
        field("lists_tried", lists_tried);
    }
    void parts(Charge& row) {
        auto& [per_call, per_level2_or_3, per_level3, per_place_apart, advisors] = row;
        field("per_call", per_call);
        field("per_level2_or_3", per_level2_or_3);
        field("per_level3", per_level3);
        field("per_place_apart", per_place_apart);
        values("advisors", advisors);
    }
    void parts(Certificate& certificate) {
        auto& [points, upper_bound, gap, optimal, prices] = certificate;
        field("points", points);
        field("upper_bound", upper_bound);
        field("gap", gap);
        field("optimal", optimal);
        rows("prices", prices);
    }
    void parts(Price& row) {
        auto& [per_minute, per_call, per_level2_or_3, per_level3, per_place_apart, advisors, day] = row;
        field("per_minute", per_minute);
        field("per_call", per_call);
        field("per_level2_or_3", per_level2_or_3);
        field("per_level3", per_level3);
        field("per_place_apart", per_place_apart);
        values("advisors", advisors);
        field("day", day);
    }

    template <class T>
    void within(const char* name, T& value) {
        const std::size_t before = path_.size();
        path_ += (before == 0 ? "" : ".") + std::string(name);
        parts(value);
        path_.resize(before);
    }
    template <class T>
    void rows(const char* name, std::vector<T>& all) {
        const std::size_t many = all.size();
        for (std::size_t i = 0; i < many; ++i) within(name, all[i]);
        field(name, all);
    }
    template <class T>
    void values(const char* name, std::vector<T>& all) {
        for (T& value : all) field(name, value);
        field((std::string(name) + "[]").c_str(), all);
    }
    template <class T>
    void field(const char* name, T& value) {
        if (!wanted)
            names.push_back(path_ + (path_.empty() ? "" : ".") + name);
        else if (next_ == *wanted)
            change(value, *others, *dice);
        ++next_;
    }

    std::string path_;
    std::size_t next_ = 0;
};

}  // namespace

std::vector<std::string> fields_of(const Plan& plan) {
    Fields fields;
    Plan copy = plan;
    fields.walk(copy);
    return fields.names;
}

void change_field(Plan& plan, std::size_t field, Dice& dice) {
    Others others;
    for (const AdvisorList& list : plan.lists) {
        others.advisors.push_back(list.advisor);
        for (const Call& call : list.calls) others.tenants.push_back(call.tenant);
    }
    for (const Unplanned& row : plan.unplanned) others.tenants.push_back(row.tenant);
    Fields fields;
    fields.wanted = field;
    fields.others = &others;
    fields.dice = &dice;
    fields.walk(plan);
}

}  // namespace bienveille::test
