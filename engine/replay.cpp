#include "engine/replay.h"

#include <algorithm>
#include <unordered_map>

#include "engine/calendar.h"
#include "engine/chance.h"
#include "engine/consequence.h"
#include "engine/digest.h"
#include "engine/facts.h"
#include "engine/replay_figures.h"
#include "engine/replay_orders.h"
#include "engine/roster.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

constexpr int kTriesOfContact = 4;
constexpr std::array<int, kTriesOfContact> kNoAnswer{30, 45, 55, 60};  // per cent, by try

// Where somebody's contacts have got to.
struct Progress {
    std::size_t contact = 0;
    int tries = 0;  // of this contact
    int tries_today = 0;
    bool talked = false;  // at least once
};

// A list being worked through: minutes used, and where in the day's windows the advisor is.
class Shift {
public:
    Shift(const std::vector<Window>& windows, int capacity) : windows_(windows), capacity_(capacity) {
        for (const Window& window : windows) length_ += static_cast<int>(window.length().count);
    }
    bool may_begin() const { return used_ < capacity_ && at_ < length_; }
    void spend(int minutes) {
        used_ += minutes;
        at_ += minutes;
    }
    int left() const { return std::min(capacity_ - used_, length_ - at_); }
    TimeOfDay now() const { return time_at(at_); }
    // Moves on to the first minute from `time` on; false when the windows end before.
    bool wait_until(TimeOfDay time) {
        while (at_ < length_ && now() < time) ++at_;
        return may_begin();
    }

private:
    TimeOfDay time_at(int minute) const {
        for (const Window& window : windows_) {
            const auto length = static_cast<int>(window.length().count);
            if (minute < length) return window.from + Minutes{minute};
            minute -= length;
        }
        return windows_.empty() ? TimeOfDay{} : windows_.back().to;
    }

    const std::vector<Window>& windows_;
    int capacity_;
    int length_ = 0;
    int used_ = 0;
    int at_ = 0;
};

class Wave {
public:
    Wave(const Campaigning& campaign, const RuleSet& rules, CallOrder order, std::optional<std::uint64_t> seed)
        : rules_(rules),
          order_(order),
          seed_(seed),
          last_(campaign.last),
          input_(campaign.start),
          calendar_(input_.calendar.value_or(rules.calendar)),
          working_(calendar_, input_.day),
          progress_(input_.tenants.size()) {
        std::unordered_map<std::string, const HiddenTruth*> by_id;
        for (const HiddenTruth& truth : campaign.truth) by_id.emplace(truth.tenant.text, &truth);
        for (const Tenant& tenant : input_.tenants) truth_.push_back(by_id.at(tenant.id.text));
    }

    Replay run() && {
        ReplayRecord record(input_, truth_, working_, rules_, last_);
        for (const Day day : working_.between(input_.day, last_)) {
            input_.day = day;
            for (Progress& each : progress_) each.tries_today = 0;
            ReplayDay today = replay_day(input_, rules_, order_, seed_);
            for (const ReplayList& list : today.lists) work_through(list, today.spare, record);
        }
        return std::move(record).finish();
    }

private:
    void work_through(const ReplayList& list, std::vector<ReplaySpare>& spare, ReplayRecord& record) {
        Shift shift(calendar_.windows, list.capacity);
        std::vector<std::uint32_t> unanswered;
        for (const std::uint32_t tenant : list.tenants) {
            if (!shift.may_begin()) break;
            if (!dial(tenant, list.advisor, shift, record)) unanswered.push_back(tenant);
        }
        // A list that grows while it is read: who does not answer again may be tried once more.
        for (std::size_t i = 0; i < unanswered.size() && shift.may_begin(); ++i) {
            const auto again_at = retry_time(unanswered[i]);
            if (!again_at) continue;
            call_spare(list, spare, *again_at, shift, unanswered, record);
            if (shift.wait_until(*again_at) && !dial(unanswered[i], list.advisor, shift, record))
                unanswered.push_back(unanswered[i]);
        }
        constexpr TimeOfDay kMidnight{24 * 60};
        call_spare(list, spare, kMidnight, shift, unanswered, record);
    }

    void call_spare(const ReplayList& list, std::vector<ReplaySpare>& spare, TimeOfDay until, Shift& shift,
                    std::vector<std::uint32_t>& unanswered, ReplayRecord& record) {
        for (std::size_t i = 0; i < spare.size() && shift.may_begin() && shift.now() < until;) {
            const ReplaySpare& next = spare[i];
            if (shift.left() < next.minutes || !may_call(list, next)) {
                ++i;
                continue;
            }
            const std::uint32_t tenant = next.tenant;
            spare.erase(spare.begin() + static_cast<std::ptrdiff_t>(i));
            if (!dial(tenant, list.advisor, shift, record)) unanswered.push_back(tenant);
        }
    }

    bool may_call(const ReplayList& list, const ReplaySpare& who) const {
        if (who.advisor && *who.advisor != list.advisor) return false;
        const Tenant& tenant = input_.tenants[who.tenant];
        const std::string& common = rules_.work.default_language;
        return speaks(input_.advisors[list.advisor], tenant.language.empty() ? common : tenant.language, common);
    }

    // The gap and the other half-day, where the day still has them.
    std::optional<TimeOfDay> retry_time(std::uint32_t index) const {
        const Tenant& tenant = input_.tenants[index];
        if (tenant.last_outcome != Outcome::no_answer) return std::nullopt;
        const RetryPolicy& policy = retry_policy(tenant, rules_, working_, input_.day);
        if (progress_[index].tries_today >= policy.most_a_day || tenant.attempts % policy.tries == 0)
            return std::nullopt;
        TimeOfDay earliest = tenant.last_attempt_at->time + Minutes{policy.gap_minutes};
        constexpr TimeOfDay kNoon{12 * 60};
        if (policy.alternate_half_days) {
            if (tenant.last_attempt_at->time >= kNoon) return std::nullopt;
            earliest = std::max(earliest, kNoon);
        }
        return earliest;
    }

    // Whether somebody answered.
    bool dial(std::uint32_t index, std::uint32_t caller, Shift& shift, ReplayRecord& record) {
        const AdvisorId& advisor = input_.advisors[caller].id;
        Tenant& tenant = input_.tenants[index];
        const HiddenTruth& truth = *truth_[index];
        Progress& progress = progress_[index];
        const Moment at{input_.day, shift.now()};
        const HiddenContact& contact = truth.contacts[std::min(progress.contact, kHiddenContacts - 1)];
        AttemptReport report;
        report.advisor = advisor;
        report.outcome = outcome_of(truth, progress, contact, tenant.id);
        const bool answered = counts_as_reached(report.outcome);
        if (answered) {
            report.minutes = std::max(contact.talk, Minutes{1});
            tell(report, truth, progress);
        }
        tenant = consequence_of(report, tenant, advisor, at, rules_, calendar_).tenant;
        if (report.outcome == Outcome::reached) reveal(tenant, truth);
        shift.spend(static_cast<int>(dial_takes(report.outcome, report.minutes, report.anxiety, rules_.work).count));
        move_on(progress, answered);
        record.add(index, tenant, {input_.day, advisor, tenant.id, report.outcome, report.minutes});
        return answered;
    }

    Outcome outcome_of(const HiddenTruth& truth, const Progress& progress, const HiddenContact& contact,
                       const TenantId& tenant) const {
        if (truth.outcome == Outcome::wrong_number) return Outcome::wrong_number;
        if (!answers(progress, contact, tenant)) return Outcome::no_answer;
        return progress.contact == 0 && truth.outcome == Outcome::refused_today ? Outcome::refused_today
                                                                                : Outcome::reached;
    }

    bool answers(const Progress& progress, const HiddenContact& contact, const TenantId& tenant) const {
        if (!seed_) return contact.answered_try && progress.tries + 1 >= *contact.answered_try;
        const std::uint64_t what = progress.contact * kTriesOfContact + static_cast<std::uint64_t>(progress.tries);
        return percentile(*seed_, hash_of_text(tenant.text), what) >=
               kNoAnswer[static_cast<std::size_t>(progress.tries)];
    }

    void tell(AttemptReport& report, const HiddenTruth& truth, const Progress& progress) const {
        FollowUp follow_up;
        if (report.outcome == Outcome::reached) {
            report.anxiety = truth.level;
            report.support = truth.support;
            if (truth.asks_callback && !progress.talked) {
                follow_up.kind = FollowUp::Kind::callback_by;
                follow_up.by = working_.on_or_before(input_.day + rules_.factors.callback.default_due_days);
            }
        }
        report.follow_ups = {follow_up};
    }

    static void reveal(Tenant& tenant, const HiddenTruth& truth) {
        tenant.relatives_at_risk = truth.relatives_at_risk;
        if (truth.level >= 2) tenant.lsns6 = truth.lsns6;
    }

    static void move_on(Progress& progress, bool answered) {
        ++progress.tries;
        ++progress.tries_today;
        progress.talked = progress.talked || answered;
        if (!answered && progress.tries < kTriesOfContact) return;
        ++progress.contact;
        progress.tries = 0;
    }

    const RuleSet& rules_;
    CallOrder order_;
    std::optional<std::uint64_t> seed_;
    Day last_;
    DayInput input_;
    Calendar calendar_;
    WorkingDays working_;
    std::vector<Progress> progress_;         // by tenant
    std::vector<const HiddenTruth*> truth_;  // by tenant
};

Problems problems_of(const Campaigning& campaign, const RuleSet& rules) {
    Problems problems = validate(campaign.start);
    for (Problem& problem : validate(rules)) problems.push_back(std::move(problem));
    if (!campaign.start.previous.empty())
        problems.push_back({"previous", "is not empty; a replay begins on a morning without calls"});
    std::unordered_map<std::string, int> times;
    for (const HiddenTruth& truth : campaign.truth) ++times[truth.tenant.text];
    for (std::size_t i = 0; i < campaign.start.tenants.size(); ++i)
        if (times[campaign.start.tenants[i].id.text] != 1)
            problems.push_back({"tenants[" + std::to_string(i) + "]", "must be in the truth, once"});
    return problems;
}

}  // namespace

Result<Replay> replay(const Campaigning& campaign, const RuleSet& rules, CallOrder order,
                      std::optional<std::uint64_t> seed) {
    Problems problems = problems_of(campaign, rules);
    if (!problems.empty()) return problems;
    return Wave(campaign, rules, order, seed).run();
}

}  // namespace bienveille
