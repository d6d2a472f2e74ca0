#include "engine/validate.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/id_index.h"
#include "engine/problem_list.h"
#include "engine/validate_calendar.h"

namespace bienveille {
namespace {

constexpr int kDayMinutes = 24 * 60;
constexpr int kMostCount = 1'000'000;  // of tries, recalls, calls: far from overflow, beyond any life

// A name as people may see it: what is no id may hold anything, so only its beginning is shown and only if printable.
std::string shown(std::string_view id) {
    std::string text = "\"";
    for (const char c : id.substr(0, 40))
        text += static_cast<unsigned char>(c) < 0x20 || (c & 0x80) || c == 0x7F ? '?' : c;
    return text + (id.size() > 40 ? "...\"" : "\"");
}

// Where each id stands in a list. Rows that come in the order of their ids, as a store gives them, need no index; the others are
// indexed from the first that does not.
template <class Row>
class Ids {
public:
    explicit Ids(const std::vector<Row>& rows) : rows_(rows) {}

    // Adds the next row. The place of one before it with the same id, or none.
    std::optional<std::size_t> add(std::size_t i) {
        if (!index_ && i > 0 && !(rows_[i - 1].id < rows_[i].id)) {
            index_.emplace(rows_.size());
            for (std::size_t before = 0; before < i; ++before) index_->add(rows_[before].id.text);
        }
        return index_ ? index_->add(rows_[i].id.text) : std::nullopt;
    }
    // Says that add() will be asked about this row soon.
    void expect(std::size_t i) const {
        if (index_ && i < rows_.size()) index_->expect(rows_[i].id.text);
    }
    // Of all rows. Lists name the same one many times in a row.
    std::optional<std::size_t> find(std::string_view id) {
        if (last_ && rows_[*last_].id.text == id) return last_;
        if (index_) return last_ = index_->find(id);
        const auto at = std::lower_bound(rows_.begin(), rows_.end(), id,
                                         [](const Row& row, std::string_view wanted) { return row.id.text < wanted; });
        if (at == rows_.end() || at->id.text != id) return std::nullopt;
        return last_ = static_cast<std::size_t>(at - rows_.begin());
    }

private:
    const std::vector<Row>& rows_;
    std::optional<IdIndex> index_;
    std::optional<std::size_t> last_;  // found
};

class InputCheck {
public:
    // `known`: where each tenant stands, of tenants who need no check.
    InputCheck(const DayInput& input, const IdIndex* known, ProblemList& problems)
        : input_(input),
          known_(known),
          problems_(problems),
          year_(input.day.year()),
          tenants_(input.tenants),
          advisors_(input.advisors) {}

    void run() {
        if (!is_day_in_use(input_.day)) problems_.add([&] { return Problem{"day", not_in_use(input_.day)}; });
        constexpr std::size_t kAhead = 8;  // rows: about as long as memory takes to answer
        for (std::size_t i = 0; known_ == nullptr && i < input_.tenants.size(); ++i) {
            tenants_.expect(i + kAhead);
            tenant({"tenants", i}, input_.tenants[i]);
        }
        for (std::size_t i = 0; i < input_.advisors.size(); ++i) advisor({"advisors", i}, input_.advisors[i]);
        availability();
        if (input_.calendar) validate_calendar(*input_.calendar, "calendar", problems_);
        previous();
        if (input_.now && (input_.now->minutes < 0 || kDayMinutes <= input_.now->minutes))
            problems_.add([] { return Problem{"now", "must be a time of the day, 00:00 to 23:59"}; });
    }

private:
    struct Row {
        const char* list;
        std::size_t at;

        std::string text() const { return std::string{list} + "[" + std::to_string(at) + "]"; }
        std::string field(const char* name) const { return text() + "." + name; }
    };

    // The message is built only for a problem that is kept: a million good rows build none.
    template <class Message>
    void say(Row row, const char* field, const Message& message) {
        problems_.add([&] { return Problem{row.field(field), message()}; });
    }
    static std::string not_in_use(Day day) {
        return "is " + day.iso() + "; must be " + kFirstDay.iso() + " to " + kLastDay.iso();
    }

    // What is looked at for every row is small enough to be looked at in place; what is said seldom is not.
    void range(Row row, const char* field, std::int64_t number, std::int64_t least, std::int64_t most) {
        if (number < least || most < number) say_range(row, field, number, least, most);
    }
    void range(Row row, const char* field, const std::optional<int>& number, std::int64_t least, std::int64_t most) {
        if (number) range(row, field, *number, least, most);
    }
    [[gnu::noinline]] void say_range(Row row, const char* field, std::int64_t number, std::int64_t least,
                                     std::int64_t most) {
        say(row, field, [&] {
            return "is " + std::to_string(number) + "; must be " + std::to_string(least) + " to " +
                   std::to_string(most);
        });
    }

    void id(Row row, const char* field, std::string_view id) {
        if (is_valid_id(id)) return;
        say(row, field, [&] { return "is " + shown(id) + "; must be 1 to 64 characters of A-Z a-z 0-9 . _ -"; });
    }
    template <class Of>
    void unique(Row row, Ids<Of>& ids, std::string_view id) {
        const auto first = ids.add(row.at);
        if (!first) return;
        say(row, "id", [&] {
            return "is " + shown(id) + " as " + Row{row.list, *first}.text() + " is; must be given once";
        });
    }

    void day(Row row, const char* field, const std::optional<Day>& day) {
        if (day && !is_day_in_use(*day)) say_day(row, field, *day);
    }
    // Of what was seen, asked, reached or tried.
    void past(Row row, const char* field, const std::optional<Day>& day) {
        if (day) past(row, field, *day);
    }
    void past(Row row, const char* field, Day day) {
        if (!is_day_in_use(day)) say_day(row, field, day);
        if (input_.day < day) say_past(row, field, day);
    }
    void time(Row row, const char* field, const std::optional<TimeOfDay>& time) {
        if (time) this->time(row, field, *time);
    }
    void time(Row row, const char* field, TimeOfDay time) {
        if (time.minutes < 0 || kDayMinutes <= time.minutes) say_time(row, field, time);
    }
    [[gnu::noinline]] void say_day(Row row, const char* field, Day day) {
        say(row, field, [&] { return not_in_use(day); });
    }
    [[gnu::noinline]] void say_past(Row row, const char* field, Day day) {
        say(row, field, [&] { return "is " + day.iso() + "; must not be after the day, " + input_.day.iso(); });
    }
    [[gnu::noinline]] void say_time(Row row, const char* field, TimeOfDay time) {
        say(row, field,
            [&] { return "is minute " + std::to_string(time.minutes) + " of the day; must be 00:00 to 23:59"; });
    }

    void tenant(Row row, const Tenant& tenant) {
        id(row, "id", tenant.id.text);
        unique(row, tenants_, tenant.id.text);
        if (!tenant.last_advisor.empty()) id(row, "last_advisor", tenant.last_advisor.text);
        range(row, "birth_year", tenant.birth_year, 1900, year_);
        range(row, "lsns6", tenant.lsns6, 0, 30);
        range(row, "anxiety", tenant.anxiety, 0, 3);
        past(row, "anxiety_on", tenant.anxiety_on);
        past(row, "last_reached_on", tenant.last_reached_on);
        past(row, "callback_requested_on", tenant.callback_requested_on);
        day(row, "callback_due_on", tenant.callback_due_on);
        if (tenant.callback_requested_on && tenant.callback_due_on &&
            *tenant.callback_due_on < *tenant.callback_requested_on)
            say(row, "callback_due_on", [&] {
                return "is " + tenant.callback_due_on->iso() + "; must not be before the request, " +
                       tenant.callback_requested_on->iso();
            });
        time(row, "callback_slot", tenant.callback_slot.time);
        day(row, "absent_until", tenant.absent_until);
        day(row, "joined_on", tenant.joined_on);
        if (tenant.last_attempt_at) {
            past(row, "last_attempt_at", tenant.last_attempt_at->day);
            time(row, "last_attempt_at", tenant.last_attempt_at->time);
        }
        range(row, "attempts", tenant.attempts, 0, kMostCount);
        range(row, "level3_recalls", tenant.level3_recalls, 0, kMostCount);
        range(row, "calm_in_a_row", tenant.calm_in_a_row, 0, kMostCount);
    }

    void advisor(Row row, const Advisor& advisor) {
        id(row, "id", advisor.id.text);
        unique(row, advisors_, advisor.id.text);
        if (advisor.minutes) range(row, "minutes", advisor.minutes->count, 0, kDayMinutes);
        range(row, "max_calls", advisor.max_calls, 0, kMostCount);
        for (const int weekday : advisor.works_on)
            if (weekday < 1 || weekday > 7)
                say(row, "works_on",
                    [&] { return "has " + std::to_string(weekday) + "; must be 1 (Monday) to 7 (Sunday)"; });
        for (const DayRange& absence : advisor.absent_on) {
            day(row, "absent_on", absence.first);
            day(row, "absent_on", absence.last);
            if (absence.last < absence.first)
                say(row, "absent_on", [&] {
                    return "ends on " + absence.last.iso() + ", before it begins on " + absence.first.iso() +
                           "; must end on that day or later";
                });
        }
    }

    template <class Of>
    void known(Row row, const char* field, Ids<Of>& ids, std::string_view id, const char* what) {
        if (!ids.find(id)) say_unknown(row, field, id, what);
    }
    void say_unknown(Row row, const char* field, std::string_view id, const char* what) {
        say(row, field, [&] { return "is " + shown(id) + ", who is not among the " + what + "; must be one of them"; });
    }

    void availability() {
        struct DayOf {
            std::size_t advisor;
            Day day;
            bool operator==(const DayOf&) const = default;
        };
        const auto hash = [](const DayOf& key) {
            return std::hash<std::size_t>{}(key.advisor * 0x9E3779B97F4A7C15u ^
                                            static_cast<std::size_t>(key.day.since_epoch));
        };
        std::unordered_map<DayOf, std::size_t, decltype(hash)> seen(input_.availability.size(), hash);
        for (std::size_t i = 0; i < input_.availability.size(); ++i) {
            const Availability& each = input_.availability[i];
            const Row row{"availability", i};
            known(row, "advisor", advisors_, each.advisor.text, "advisors");
            day(row, "day", each.day);
            range(row, "minutes", each.minutes.count, 0, kDayMinutes);
            time(row, "from", each.from);
            time(row, "until", each.until);
            if (each.from && each.until && *each.until <= *each.from)
                say(row, "until",
                    [&] { return "is " + each.until->hhmm() + "; must be after from, " + each.from->hhmm(); });
            const auto advisor = advisors_.find(each.advisor.text);
            if (!advisor) continue;
            const auto [first, is_first] = seen.try_emplace({*advisor, each.day}, i);
            if (!is_first)
                say(row, "day", [&, earlier = first->second] {
                    return "is " + each.day.iso() + " for " + shown(each.advisor.text) + " as " +
                           Row{row.list, earlier}.text() + " is; must be given once";
                });
        }
    }

    // Of a previous call: whether there is such a tenant, and which call is the first with them.
    struct PreviousTenant {
        bool is_known;
        std::size_t first;
    };

    std::vector<PreviousTenant> by_index() const {
        constexpr std::size_t kAhead = 8;  // calls: about as long as memory takes to answer
        const auto& calls = input_.previous;
        std::vector<std::uint32_t> call_of(input_.tenants.size());  // the first with this tenant, plus 1
        std::vector<PreviousTenant> tenants;
        tenants.reserve(calls.size());
        for (std::size_t i = 0; i < calls.size(); ++i) {
            if (i + kAhead < calls.size()) known_->expect(calls[i + kAhead].tenant.text);
            const auto tenant = known_->find(calls[i].tenant.text);
            if (tenant && call_of[*tenant] == 0) call_of[*tenant] = static_cast<std::uint32_t>(i + 1);
            tenants.push_back({tenant.has_value(), tenant ? call_of[*tenant] - 1 : i});
        }
        return tenants;
    }

    // One pass over all tenants costs less than an index of them.
    std::vector<PreviousTenant> by_pass() const {
        IdIndex called(input_.previous.size());
        std::vector<PreviousTenant> tenants;
        tenants.reserve(input_.previous.size());
        for (const PreviousCall& call : input_.previous)
            tenants.push_back({false, called.add(call.tenant.text).value_or(tenants.size())});
        for (const Tenant& tenant : input_.tenants)
            if (const auto call = called.find(tenant.id.text)) tenants[*call].is_known = true;
        for (PreviousTenant& each : tenants) each.is_known = tenants[each.first].is_known;
        return tenants;
    }

    void previous() {
        if (input_.previous.empty()) return;
        const std::vector<PreviousTenant> tenants = known_ != nullptr ? by_index() : by_pass();
        for (std::size_t i = 0; i < input_.previous.size(); ++i) {
            const PreviousCall& call = input_.previous[i];
            const Row row{"previous", i};
            if (!tenants[i].is_known) say_unknown(row, "tenant", call.tenant.text, "tenants");
            known(row, "advisor", advisors_, call.advisor.text, "advisors");
            if (tenants[i].is_known && tenants[i].first != i)
                say(row, "tenant", [&, earlier = tenants[i].first] {
                    return "is " + shown(call.tenant.text) + " as " + Row{row.list, earlier}.text() +
                           " is; must be given once";
                });
            time(row, "starts_at", call.starts_at);
            range(row, "minutes", call.minutes.count, 0, kDayMinutes);
            range(row, "pause", call.pause.count, 0, kDayMinutes);
        }
    }

    const DayInput& input_;
    const IdIndex* known_;
    ProblemList& problems_;
    int year_;
    Ids<Tenant> tenants_;
    Ids<Advisor> advisors_;
};

}  // namespace

Problems validate(const DayInput& input) {
    ProblemList problems;
    InputCheck(input, nullptr, problems).run();
    return std::move(problems).take();
}

Problems validate_around_tenants(const DayInput& input, const IdIndex& tenants) {
    ProblemList problems;
    InputCheck(input, &tenants, problems).run();
    return std::move(problems).take();
}

}  // namespace bienveille
