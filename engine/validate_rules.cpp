#include <algorithm>
#include <string>
#include <type_traits>

#include "engine/decimal.h"
#include "engine/names.h"
#include "engine/problem_list.h"
#include "engine/validate.h"
#include "engine/validate_calendar.h"

namespace bienveille {
namespace {

constexpr Points kMostPoints{1'000'000};  // 10,000 points: sums and products of weights stay far from overflow
constexpr std::size_t kMostCurvePoints = 100;

std::string text_of(int number) { return std::to_string(number); }
std::string text_of(Minutes minutes) { return std::to_string(minutes.count); }
std::string text_of(Points points) { return decimal_text(points); }
std::string text_of(Value value) { return decimal_text(value); }

bool is_one_line(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Of UTF-8 text.
std::ptrdiff_t characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

bool is_digest(const std::string& text) {
    constexpr std::size_t kDigits = 32;
    return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Paths use the words of a rule file, with dots: `factors.isolation.lsns6[2]`. A problem between two fields is at the
// object that holds both.
class RuleCheck {
public:
    explicit RuleCheck(ProblemList& problems) : problems_(problems) {}

    void run(const RuleSet& rules) {
        identity(rules);
        factors(rules.factors);
        duties(rules.duties);
        retry_policy("retries.standard", rules.retries.standard);
        retry_policy("retries.callback", rules.retries.callback);
        retry_policy("retries.high_risk", rules.retries.high_risk);
        for (const auto& [outcome, days] : rules.retries.wait_working_days)
            range("retries.wait_working_days[" + std::string{bienveille::name(outcome)} + "]", days, 0, 60);
        range("retries.busy_gap_minutes", rules.retries.busy_gap_minutes, 0, 1440);
        bands(rules.bands);
        work(rules.work);
        validate_calendar(rules.calendar, "calendar", problems_);
        if (rules.revision) revision(*rules.revision);
    }

private:
    void say(const std::string& path, const std::string& message) {
        problems_.add([&] { return Problem{path, message}; });
    }
    // A path is written out only for a problem.
    template <class Path>
    static std::string text(const Path& path) {
        if constexpr (std::is_invocable_v<const Path&>)
            return path();
        else
            return std::string(path);
    }
    template <class Path, class T>
    bool range(const Path& path, T number, T least, T most) {
        if (least <= number && number <= most) return true;
        say(text(path), "is " + text_of(number) + "; must be " + text_of(least) + " to " + text_of(most));
        return false;
    }
    template <class Path>
    void share(const Path& path, Value value) {
        range(path, value, Value{0}, kOne);
    }
    void term(const std::string& path, Value value) { range(path, value, Value{-kOne.count}, kOne); }

    void identity(const RuleSet& rules) {
        if (rules.name.empty() || characters(rules.name) > 100 || !is_one_line(rules.name))
            say("name", "must be 1 to 100 characters on one line");
        if (!is_valid_id(rules.version)) say("version", "must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
        if (characters(rules.description) > 2000) say("description", "must be at most 2000 characters");
    }

    void revision(const Revision& revision) {
        const auto one_line = [&](const std::string& path, const std::string& text, std::ptrdiff_t most) {
            if (text.empty() || characters(text) > most || !is_one_line(text))
                say(path, "must be 1 to " + std::to_string(most) + " characters on one line");
        };
        one_line("revision.author", revision.author, 100);
        one_line("revision.reason", revision.reason, 500);
        if (!revision.parent.empty() && !is_digest(revision.parent))
            say("revision.parent", "must be the digest of a version, 32 characters of 0-9 a-f, or empty for the first");
    }

    void factors(const Factors& factors) {
        isolation(factors.isolation);
        anxiety(factors.anxiety);
        weight("callback", factors.callback.weight);
        curve("factors.callback.days_left", factors.callback.days_left, {0, 3650}, falling);
        share("factors.callback.none_asked", factors.callback.none_asked);
        range("factors.callback.default_due_days", factors.callback.default_due_days, 0, 365);
        weight("age", factors.age.weight);
        curve("factors.age.years", factors.age.years, {0, 130}, rising);
        share("factors.age.unknown", factors.age.unknown);
        weight("waiting", factors.waiting.weight);
        curve("factors.waiting.days", factors.waiting.days, {0, 3650}, rising);
        share("factors.waiting.never_reached", factors.waiting.never_reached);

        if (!weights_in_range_) return;
        const Points sum = factors.isolation.weight + factors.anxiety.weight + factors.callback.weight +
                           factors.age.weight + factors.waiting.weight;
        if (sum == Points{0}) say("factors", "has weights that are all 0; at least one must be more");
        if (sum > kMostPoints)
            say("factors", "has weights of " + text_of(sum) + " in sum; must be at most " + text_of(kMostPoints));
    }

    void weight(const std::string& factor, Points weight) {
        if (!range("factors." + factor + ".weight", weight, Points{0}, kMostPoints)) weights_in_range_ = false;
    }

    void isolation(const IsolationRule& rule) {
        weight("isolation", rule.weight);
        curve("factors.isolation.lsns6", rule.lsns6, {0, 30}, falling);
        const std::string path = "factors.isolation.proxy.";
        term(path + "base", rule.proxy.base);
        term(path + "lives_alone", rule.proxy.lives_alone);
        term(path + "lives_alone_unknown", rule.proxy.lives_alone_unknown);
        term(path + "support_weak", rule.proxy.support_weak);
        term(path + "support_strong", rule.proxy.support_strong);
        term(path + "support_unknown", rule.proxy.support_unknown);
        term(path + "no_contact_person", rule.proxy.no_contact_person);
        term(path + "relatives_at_risk", rule.proxy.relatives_at_risk);
        share(path + "most", rule.proxy.most);
    }

    void anxiety(const AnxietyRule& rule) {
        weight("anxiety", rule.weight);
        for (std::size_t i = 0; i < rule.levels.size(); ++i) {
            const std::string path = "factors.anxiety.levels[" + std::to_string(i) + "]";
            share(path, rule.levels[i]);
            if (i > 0 && rule.levels[i] < rule.levels[i - 1])
                say(path, "is " + text_of(rule.levels[i]) + ", less than " + text_of(rule.levels[i - 1]) +
                              " of the level below; must not fall");
        }
        range("factors.anxiety.half_life_days", rule.half_life_days, 1, 3650);
        share("factors.anxiety.floor", rule.floor);
        share("factors.anxiety.unknown", rule.unknown);
        if (rule.floor > rule.levels[3])
            say("factors.anxiety", "has a floor of " + text_of(rule.floor) +
                                       "; must be at most the value of level 3, " + text_of(rule.levels[3]));
    }

    struct Inputs {
        int least;
        int most;
    };
    enum Direction { rising, falling };

    void curve(const std::string& path, const Curve& curve, Inputs inputs, Direction direction) {
        const auto& points = curve.points;
        if (points.empty()) say(path, "has no points; must have at least one");
        if (points.size() > kMostCurvePoints)
            return say(path, "has " + std::to_string(points.size()) + " points; must have at most " +
                                 std::to_string(kMostCurvePoints));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto input = [&] { return path + "[" + std::to_string(i) + "][0]"; };
            const auto value = [&] { return path + "[" + std::to_string(i) + "][1]"; };
            range(input, points[i].input, inputs.least, inputs.most);
            share(value, points[i].value);
            if (i == 0) continue;
            const CurvePoint& before = points[i - 1];
            if (points[i].input <= before.input)
                say(input(),
                    "is " + text_of(points[i].input) + " after " + text_of(before.input) + "; inputs must ascend");
            if (direction == rising ? points[i].value < before.value : points[i].value > before.value)
                say(value(), "is " + text_of(points[i].value) + " after " + text_of(before.value) +
                                 (direction == rising ? "; values must not fall" : "; values must not rise"));
        }
    }

    void duties(const Duties& duties) {
        range("duties.first_recall_working_days", duties.first_recall_working_days, 0, 60);
        range("duties.recall_every_working_days", duties.recall_every_working_days, 1, 60);
        range("duties.calm_level", duties.calm_level, 0, 2);
        range("duties.calm_times", duties.calm_times, 1, 100);
        range("duties.mandatory_working_days", duties.mandatory_working_days, 0, 60);
        range("duties.slack_working_days", duties.slack_working_days, 0, 60);
        range("duties.rest_days", duties.rest_days, 1, 3650);
        share("duties.longest_waiting_share", duties.longest_waiting_share);
        range("duties.high_risk.level", duties.high_risk.level, 1, 3);
        share("duties.high_risk.isolation", duties.high_risk.isolation);
        range("duties.high_risk.age", duties.high_risk.age, 0, 130);
        range("duties.high_risk.with_level", duties.high_risk.with_level, 1, 3);
    }

    void retry_policy(const std::string& path, const RetryPolicy& policy) {
        range(path + ".tries", policy.tries, 1, 100);
        const bool hours = policy.within_working_days == 0 && 1 <= policy.within_hours && policy.within_hours <= 720;
        const bool days =
            policy.within_hours == 0 && 1 <= policy.within_working_days && policy.within_working_days <= 60;
        if (!hours && !days) say(path + ".within", "must be either 1 to 720 hours or 1 to 60 working days");
        range(path + ".gap_minutes", policy.gap_minutes, 0, 1440);
        range(path + ".most_a_day", policy.most_a_day, 1, 100);
        range(path + ".resume_after_working_days", policy.resume_after_working_days, 0, 60);
    }

    void bands(const Bands& bands) {
        const bool high_in_range = range("bands.high", bands.high, Points{0}, kMostPoints);
        const bool medium_in_range = range("bands.medium", bands.medium, Points{0}, kMostPoints);
        if (high_in_range && medium_in_range && bands.medium > bands.high)
            say("bands",
                "has medium from " + text_of(bands.medium) + " on, above high; must be at most " + text_of(bands.high));
    }

    void work(const Work& work) {
        range("work.minutes.unknown", work.unknown_level, Minutes{1}, Minutes{480});
        for (std::size_t i = 0; i < work.levels.size(); ++i)
            range("work.minutes.levels[" + std::to_string(i) + "]", work.levels[i], Minutes{1}, Minutes{480});
        range("work.pause_after_level3", work.pause_after_level3, Minutes{0}, Minutes{480});
        range("work.debrief", work.debrief, Minutes{0}, Minutes{480});
        range("work.most_level3", work.most_level3, 0, 1000);
        range("work.most_level2_and_3", work.most_level2_and_3, 0, 1000);
        if (work.most_level3 > work.most_level2_and_3)
            say("work", "allows " + text_of(work.most_level3) + " calls of level 3 but " +
                            text_of(work.most_level2_and_3) +
                            " of level 2 and 3 together; most_level2_and_3 must be at least most_level3");
        profiles(work);
        share("work.balance_tolerance", work.balance_tolerance);
        if (!is_valid_id(work.default_language))
            say("work.default_language", "is not a language; must be a code such as fr");
    }

    void profiles(const Work& work) {
        if (work.profiles.empty()) return say("work.profiles", "is empty; must hold at least one profile");
        std::string known;
        bool names_valid = true;
        for (const auto& [name, minutes] : work.profiles) {
            if (!is_valid_id(name)) {
                names_valid = false;
                continue;
            }
            range("work.profiles[" + name + "]", minutes, Minutes{0}, Minutes{1440});
            if (known.size() < 200) known += (known.empty() ? "" : ", ") + name;
        }
        if (!names_valid) say("work.profiles", "has a name that is not 1 to 64 characters of A-Z a-z 0-9 . _ -");
        if (!work.profiles.contains(work.profile))
            say("work.profile", "names no profile of this rule set; must be one of " + known);
    }

    ProblemList& problems_;
    bool weights_in_range_ = true;
};

}  // namespace

Problems validate(const RuleSet& rules) {
    ProblemList problems;
    RuleCheck(problems).run(rules);
    return std::move(problems).take();
}

}  // namespace bienveille
