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
    Wave(const Campaigning& campaign, const RuleSet& rules, const WorkingDays& working, const Team& team,
         const std::vector<std::uint64_t>& hashes, CallOrder order, std::optional<std::uint64_t> seed)
        : rules_(rules),
          order_(order),
          seed_(seed),
          last_(campaign.last),
          input_(campaign.start),
          calendar_(input_.calendar ? *input_.calendar : rules.calendar),
          working_(working),
          team_(team),
          hashes_(hashes),
          truth_(campaign.truth),
          progress_(input_.tenants.size()) {}

    Replay run(ReplayRecord record) && {
        for (const Day day : working_.between(input_.day, last_)) {
            input_.day = day;
            for (Progress& each : progress_) each.tries_today = 0;
            ReplayDay today = replay_day(input_, rules_, team_, order_, seed_);
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
        const HiddenTruth& truth = truth_[index];
        Progress& progress = progress_[index];
        const Moment at{input_.day, shift.now()};
        const HiddenContact& contact = truth.contacts[std::min(progress.contact, kHiddenContacts - 1)];
        AttemptReport report;
        report.advisor = advisor;
        report.outcome = outcome_of(truth, progress, contact, hashes_[index]);
        const bool answered = counts_as_reached(report.outcome);
        if (answered) {
            report.minutes = std::max(contact.talk, Minutes{1});
            tell(report, truth, progress);
        }
        tenant = consequence_of(report, tenant, advisor, at, rules_, working_).tenant;
        if (report.outcome == Outcome::reached) reveal(tenant, truth);
        shift.spend(static_cast<int>(dial_takes(report.outcome, report.minutes, report.anxiety, rules_.work).count));
        move_on(progress, answered);
        record.add(index, tenant, {input_.day, advisor, tenant.id, report.outcome, report.minutes});
        return answered;
    }

    Outcome outcome_of(const HiddenTruth& truth, const Progress& progress, const HiddenContact& contact,
                       std::uint64_t who) const {
        if (truth.outcome == Outcome::wrong_number) return Outcome::wrong_number;
        if (!answers(truth, progress, contact, who)) return Outcome::no_answer;
        return progress.contact == 0 && truth.outcome == Outcome::refused_today ? Outcome::refused_today
                                                                                : Outcome::reached;
    }

    bool answers(const HiddenTruth& truth, const Progress& progress, const HiddenContact& contact,
                 std::uint64_t who) const {
        if (!seed_) return contact.answered_try && progress.tries + 1 >= *contact.answered_try;
        const std::uint64_t what = progress.contact * kTriesOfContact + static_cast<std::uint64_t>(progress.tries);
        return percentile(*seed_, who, what) >= truth.no_answer[static_cast<std::size_t>(progress.tries)];
    }

    void tell(AttemptReport& report, const HiddenTruth& truth, const Progress& progress) const {
        FollowUp follow_up;
        if (report.outcome == Outcome::reached) {
            report.anxiety = truth.level;
            report.support = truth.support;
            if (truth.asks_callback && !progress.talked) {
                follow_up.kind = FollowUp::Kind::callback_by;
                const int days = truth.callback_days.value_or(rules_.factors.callback.default_due_days);
                follow_up.by = working_.on_or_before(input_.day + days);
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
    const Calendar& calendar_;
    const WorkingDays& working_;
    const Team& team_;
    const std::vector<std::uint64_t>& hashes_;  // of the ids, by tenant
    const std::vector<HiddenTruth>& truth_;     // by tenant
    std::vector<Progress> progress_;            // by tenant
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

// By tenant.
void put_truth_in_order(Campaigning& campaign) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < campaign.truth.size(); ++i) places.emplace(campaign.truth[i].tenant.text, i);
    std::vector<HiddenTruth> truth;
    truth.reserve(campaign.start.tenants.size());
    for (const Tenant& tenant : campaign.start.tenants)
        truth.push_back(std::move(campaign.truth[places.at(tenant.id.text)]));
    campaign.truth = std::move(truth);
}

std::vector<std::uint64_t> hashes_of(const std::vector<Tenant>& tenants) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(tenants.size());
    for (const Tenant& tenant : tenants) hashes.push_back(hash_of_text(tenant.id.text));
    return hashes;
}

}  // namespace

struct Rehearsal::Stage {
    Stage(Campaigning wave, RuleSet by)
        : campaign(std::move(wave)),
          rules(std::move(by)),
          working(campaign.start.calendar ? *campaign.start.calendar : rules.calendar, campaign.start.day),
          team(make_team(campaign.start, rules)),
          hashes(hashes_of(campaign.start.tenants)),
          first_morning(first_morning_of(campaign.start, working, rules)) {}

    Campaigning campaign;  // its truth by tenant
    RuleSet rules;
    WorkingDays working;
    Team team;
    std::vector<std::uint64_t> hashes;
    std::vector<FirstMorning> first_morning;
};

Rehearsal::Rehearsal(std::unique_ptr<const Stage> stage) : stage_(std::move(stage)) {}
Rehearsal::Rehearsal(Rehearsal&&) noexcept = default;
Rehearsal& Rehearsal::operator=(Rehearsal&&) noexcept = default;
Rehearsal::~Rehearsal() = default;

Result<Rehearsal> Rehearsal::of(Campaigning campaign, RuleSet rules) {
    Problems problems = problems_of(campaign, rules);
    if (!problems.empty()) return problems;
    put_truth_in_order(campaign);
    return Rehearsal(std::make_unique<const Stage>(std::move(campaign), std::move(rules)));
}

Replay Rehearsal::play(CallOrder order, std::optional<std::uint64_t> seed) const {
    const auto& [campaign, rules, working, team, hashes, first_morning] = *stage_;
    ReplayRecord record(campaign.truth, first_morning, working, rules, campaign.start.day, campaign.last);
    return Wave(campaign, rules, working, team, hashes, order, seed).run(std::move(record));
}

Result<Replay> replay(const Campaigning& campaign, const RuleSet& rules, CallOrder order,
                      std::optional<std::uint64_t> seed) {
    const auto rehearsal = Rehearsal::of(campaign, rules);
    if (!rehearsal) return rehearsal.problems();
    return rehearsal->play(order, seed);
}

}  // namespace bienveille
