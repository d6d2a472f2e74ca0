#include "tests/support/tiny_week.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "engine/score.h"

namespace bienveille::test {
namespace {

int minutes_of(const RuleSet& rules, int level) {
    const Work& work = rules.work;
    const auto plain = level < 0 ? work.unknown_level : work.levels[static_cast<std::size_t>(level)];
    return static_cast<int>(plain.count) + (level == 3 ? static_cast<int>(work.pause_after_level3.count) : 0);
}

}  // namespace

TinyWeek::TinyWeek(const DayInput& input, const RuleSet& rules, const Plan& plan, int days) : days_(days) {
    const auto speaks = [&](const Advisor& who, const std::string& language) {
        if (who.languages.empty()) return language == rules.work.default_language;
        return std::find(who.languages.begin(), who.languages.end(), language) != who.languages.end();
    };
    for (const Tenant& tenant : input.tenants) {
        if (!tenant.callback_due_on) continue;
        WeekCall call;
        call.tenant = tenant.id.text;
        call.isolation = isolation_value(tenant, rules.factors.isolation).count;
        call.born = tenant.birth_year.value_or(0);
        call.level = tenant.anxiety.value_or(-1);
        call.minutes = minutes_of(rules, call.level);
        call.last = *tenant.callback_due_on - input.day;
        const std::string language = tenant.language.empty() ? rules.work.default_language : tenant.language;
        for (std::size_t a = 0; a < input.advisors.size(); ++a)
            if (speaks(input.advisors[a], language)) call.advisors |= 1 << a;
        for (const AdvisorList& list : plan.lists)
            for (const Call& each : list.calls)
                if (each.tenant == tenant.id) {
                    call.points = each.card.points.count;
                    call.keeping = Keeping::kept;
                }
        for (const Unplanned& each : plan.unplanned)
            if (each.tenant == tenant.id) {
                call.points = each.points.count;
                call.keeping = each.keeping.value_or(Keeping::unproven);
            }
        calls_.push_back(std::move(call));
    }
    std::stable_sort(calls_.begin(), calls_.end(), [](const WeekCall& a, const WeekCall& b) {
        return std::tuple(a.last, -a.points, -a.isolation, a.born) <
               std::tuple(b.last, -b.points, -b.isolation, b.born);
    });
    for (const Tenant& each : input.tenants) {
        if (each.anxiety == 3) continue;
        const int minutes = minutes_of(rules, each.anxiety.value_or(-1));
        apart_needs_ = others_++ == 0 ? minutes : std::min(apart_needs_, minutes);
    }
    for (const Advisor& who : input.advisors) {
        lists_.emplace_back(days);
        for (const Availability& row : input.availability)
            if (row.advisor == who.id && row.day - input.day < days)
                lists_.back()[static_cast<std::size_t>(row.day - input.day)] = {
                    static_cast<int>(row.minutes.count), who.max_calls.value_or(1000), rules.work.most_level3,
                    rules.work.most_level2_and_3};
    }
    others_today_.assign(lists_.size(), 0);
    level3_today_.assign(lists_.size(), 0);
}

std::size_t TinyWeek::position(const TenantId& tenant) const {
    return static_cast<std::size_t>(
        std::find_if(calls_.begin(), calls_.end(), [&](const WeekCall& each) { return each.tenant == tenant.text; }) -
        calls_.begin());
}

bool TinyWeek::takes(int advisor, int day, const WeekCall& call) const {
    const WeekList& left = list(advisor, day);
    return (call.advisors >> advisor & 1) && call.minutes <= left.minutes && left.calls > 0 &&
           (call.level < 3 || left.level3 > 0) && (call.level < 2 || left.heavy > 0);
}

// One may stand alone in each of two windows; each further one takes another call beside it, which may be that of anybody owed one.
bool TinyWeek::today_is_apart() const {
    for (std::size_t a = 0; a < lists_.size() && apart_; ++a) {
        const int lacking = level3_today_[a] - 2 - others_today_[a];
        if (level3_today_[a] > 2 + others_) return false;
        if (lacking > 0 && (lacking * apart_needs_ > lists_[a][0].minutes || lacking > lists_[a][0].calls))
            return false;
    }
    return true;
}

void TinyWeek::put(int advisor, int day, const WeekCall& call, int sign) {
    const auto a = static_cast<std::size_t>(advisor);
    WeekList& left = lists_[a][static_cast<std::size_t>(day)];
    left.minutes -= sign * call.minutes;
    left.calls -= sign;
    if (call.level >= 3) left.level3 -= sign;
    if (call.level >= 2) left.heavy -= sign;
    if (day == 0) (call.level >= 3 ? level3_today_ : others_today_)[a] += sign;
}

struct TinyWeek::Question {
    std::vector<std::size_t> calls;  // positions, the longest first
    std::vector<char> may_move;      // by position
    std::optional<int> day;          // somebody more is there
    bool in_minutes = true;
    Moves now{};  // `number` counts what somebody more makes, or the calls that move
    std::optional<Moves> best;
};

void TinyWeek::place(Question& question, std::size_t next) {
    if (question.best && *question.best <= question.now) return;
    if (next == question.calls.size()) {
        if (today_is_apart()) question.best = question.now;
        return;
    }
    const std::size_t position = question.calls[next];
    const WeekCall& call = calls_[position];
    for (int day = 0; day < days_; ++day) {
        const bool late = day > call.last;
        if (late && !question.may_move[position]) break;
        for (int a = 0; a < advisors(); ++a) {
            if (!takes(a, day, call)) continue;
            const Moves before = question.now;
            if (late) {
                ++question.now.number;
                question.now.delay += day - call.last;
                question.now.whose |= std::uint64_t{1} << (calls_.size() - 1 - position);
            }
            put(a, day, call, +1);
            place(question, next + 1);
            put(a, day, call, -1);
            question.now = before;
        }
    }
    if (!question.day || *question.day > call.last) return;
    const int own = question.in_minutes ? call.minutes : 1;
    question.now.number += own;
    place(question, next + 1);
    question.now.number -= own;
}

bool TinyWeek::all_fit(const std::vector<std::size_t>& calls) { return fewest_moves(calls, {}).has_value(); }

std::optional<int> TinyWeek::least_beside(const std::vector<std::size_t>& calls, int day, bool in_minutes) {
    Question question{calls, std::vector<char>(calls_.size(), 0), day, in_minutes, {}, {}};
    std::stable_sort(question.calls.begin(), question.calls.end(),
                     [&](std::size_t a, std::size_t b) { return calls_[a].minutes > calls_[b].minutes; });
    place(question, 0);
    return question.best ? std::optional(question.best->number) : std::nullopt;
}

std::optional<TinyWeek::Moves> TinyWeek::fewest_moves(const std::vector<std::size_t>& calls,
                                                      const std::vector<std::size_t>& may_move) {
    Question question{calls, std::vector<char>(calls_.size(), 0), std::nullopt, true, {}, {}};
    for (const std::size_t each : may_move) question.may_move[each] = 1;
    std::stable_sort(question.calls.begin(), question.calls.end(),
                     [&](std::size_t a, std::size_t b) { return calls_[a].minutes > calls_[b].minutes; });
    place(question, 0);
    return question.best;
}

}  // namespace bienveille::test
