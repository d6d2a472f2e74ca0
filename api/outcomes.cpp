#include "api/outcomes.h"

#include <algorithm>
#include <array>

#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/names.h"

namespace bienveille {
namespace {

constexpr std::array<std::string_view, 8> kNeeds{
    "courses",           "medicaments",          "repas", "demarches", "logement", "lien_social",
    "inquietude_proche", "soutien_psychologique"};
constexpr std::size_t kMostNoteCharacters = 300;
constexpr std::size_t kMostWords = 120;  // of a reason, of where somebody is referred to
constexpr std::array<int, 3> kRhythms{7, 14, 30};
constexpr int kMostMinutes = 24 * 60;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
}

bool is_callback(const FollowUp& each) {
    return each.kind == FollowUp::Kind::callback_by || each.kind == FollowUp::Kind::callback_every;
}

bool closes_the_contact(Outcome outcome) {
    return outcome == Outcome::opt_out || outcome == Outcome::moved || outcome == Outcome::deceased;
}

// A call that is finished for today by having spoken: what is owed next must then be said.
bool needs_a_choice(Outcome outcome) {
    return outcome == Outcome::reached || outcome == Outcome::reached_brief || outcome == Outcome::refused_today;
}

class Check {
public:
    Check(const AttemptReport& report, Day day) : report_(report), day_(day) {}

    Problems all() {
        facts();
        words();
        follow_ups();
        return std::move(problems_);
    }

private:
    void wrong(std::string path, std::string message) { problems_.push_back({std::move(path), std::move(message)}); }

    void facts() {
        if (report_.minutes.count < 0 || report_.minutes.count > kMostMinutes)
            wrong("minutes", "is " + std::to_string(report_.minutes.count) + "; must be 0 to 1440");
        if (report_.anxiety && (*report_.anxiety < 0 || *report_.anxiety > 3))
            wrong("anxiety",
                  "is " + std::to_string(*report_.anxiety) + "; must be 0 to 3, or absent when not assessed");
        if (report_.anxiety && !counts_as_reached(report_.outcome))
            wrong("anxiety", "cannot be assessed with the outcome " + std::string{name(report_.outcome)} +
                                 "; must be absent when nobody was spoken to");
        if (report_.outcome == Outcome::absent_until && !report_.until)
            wrong("until", "is missing; absent_until needs the day of return");
        const bool may_have_until =
            report_.outcome == Outcome::absent_until || report_.outcome == Outcome::hospitalised;
        if (report_.until && !may_have_until) wrong("until", "goes only with hospitalised and absent_until");
        if (report_.until && *report_.until <= day_)
            wrong("until", "is " + report_.until->iso() + "; must be after the day of the call, " + day_.iso());
        for (std::size_t i = 0; i < report_.needs.size(); ++i)
            need("needs[" + std::to_string(i) + "]", report_.needs[i]);
    }

    void need(std::string path, const std::string& code) {
        if (!is_need(code)) wrong(std::move(path), "is not a coded need; must be " + needs_in_words());
    }

    void words() {
        if (characters(report_.note) > kMostNoteCharacters)
            wrong("note", "has " + std::to_string(characters(report_.note)) + " characters; must be at most 300");
        if (has_control(report_.note)) wrong("note", "has control characters; must be plain text");
        const bool left = report_.outcome == Outcome::not_attempted;
        if (left && report_.reason.empty())
            wrong("reason", "is missing; a call that was not attempted needs its reason");
        if (!left && !report_.reason.empty()) wrong("reason", "goes only with not_attempted");
        if (characters(report_.reason) > kMostWords || has_control(report_.reason))
            wrong("reason", "must be at most 120 characters of plain text");
    }

    void follow_ups() {
        const std::vector<FollowUp>& all = report_.follow_ups;
        if (all.empty() && needs_a_choice(report_.outcome))
            wrong("follow_ups", "is empty; a finished call needs a choice, and [\"none\"] says that nothing is owed");
        const bool none = std::any_of(all.begin(), all.end(), [](auto& f) { return f.kind == FollowUp::Kind::none; });
        if (none && all.size() > 1) wrong("follow_ups", "has \"none\" beside others; \"none\" must stand alone");
        if (std::count_if(all.begin(), all.end(), is_callback) > 1)
            wrong("follow_ups", "asks for two callbacks; must be at most one");
        for (std::size_t i = 0; i < all.size(); ++i) follow_up("follow_ups[" + std::to_string(i) + "]", all[i]);
    }

    void follow_up(const std::string& path, const FollowUp& each) {
        if (is_callback(each) && (closes_the_contact(report_.outcome) || report_.outcome == Outcome::not_attempted))
            wrong(path, "asks for a callback; must not with the outcome " + std::string{name(report_.outcome)});
        if (each.kind == FollowUp::Kind::callback_by && each.by <= day_)
            wrong(path + ".callback_by", "is " + each.by.iso() + "; must be after the day of the call, " + day_.iso());
        if (each.kind == FollowUp::Kind::callback_every &&
            std::find(kRhythms.begin(), kRhythms.end(), each.every_days) == kRhythms.end())
            wrong(path + ".callback_every", "is " + std::to_string(each.every_days) + "; must be 7, 14 or 30");
        if (each.kind == FollowUp::Kind::need) need(path + ".need", each.text);
        if (each.kind == FollowUp::Kind::refer && (each.text.empty() || characters(each.text) > kMostWords ||
                                                   has_control(each.text) || each.text.find('\n') != std::string::npos))
            wrong(path + ".refer", "must say where, in at most 120 characters on one line");
    }

    const AttemptReport& report_;
    Day day_;
    Problems problems_;
};

void close_callback(Tenant& tenant) {
    tenant.callback_requested_on.reset();
    tenant.callback_due_on.reset();
    tenant.callback_slot = {};
}

void open_callback(Tenant& tenant, Day asked_on, Day due_on, CallbackSlot slot = {}) {
    tenant.callback_requested_on = asked_on;
    tenant.callback_due_on = due_on;
    tenant.callback_slot = slot;
}

// H3 counts from when level 3 was seen: recalls made, and calm ones in a row. Seen anew after it ended: from the start.
void follow_level3(Tenant& tenant, const Tenant& before, std::optional<int> level, const Duties& rule) {
    const bool severe = before.anxiety == 3 || before.level3_recalls > 0;
    const bool open = severe && !before.anxiety_cleared && before.calm_in_a_row < rule.calm_times;
    if (!open) {
        if (!level) return;
        tenant.level3_recalls = 0;
        tenant.calm_in_a_row = 0;
        if (*level == 3) tenant.anxiety_cleared = false;
        return;
    }
    ++tenant.level3_recalls;
    if (level) tenant.calm_in_a_row = *level <= rule.calm_level ? tenant.calm_in_a_row + 1 : 0;
}

void record_talk(Tenant& tenant, const Tenant& before, const AttemptReport& report, const AdvisorId& caller, Day day,
                 const Duties& rule) {
    tenant.last_reached_on = day;
    tenant.last_advisor = caller;
    tenant.attempts = 0;
    close_callback(tenant);
    if (report.anxiety) {
        tenant.anxiety = report.anxiety;
        tenant.anxiety_on = day;
    }
    if (report.support) tenant.support = report.support;
    follow_level3(tenant, before, report.anxiety, rule);
    if (tenant.status == Status::hospitalised || tenant.status == Status::absent) {
        tenant.status = Status::active;  // spoken to at home: they are back
        tenant.absent_until.reset();
    }
}

void suspend(Tenant& tenant, Status status, std::optional<Day> until) {
    tenant.status = status;
    tenant.absent_until = until;
    tenant.attempts = 0;
}

void close_contact(Tenant& tenant, Status status) {
    tenant.status = status;
    close_callback(tenant);
}

// After a rest the tries begin anew: the fifth of four is a first one.
bool used_up(int attempts, int tries) { return tries > 0 && attempts % tries == 0; }

int wait_after(Outcome outcome, const RuleSet& rules) {
    const auto found = rules.retries.wait_working_days.find(outcome);
    return found == rules.retries.wait_working_days.end() ? 0 : found->second;
}

}  // namespace

Problems problems_of(const AttemptReport& report, Day day) { return Check(report, day).all(); }

bool counts_as_reached(Outcome outcome) {
    return outcome == Outcome::reached || outcome == Outcome::reached_brief || outcome == Outcome::refused_today ||
           outcome == Outcome::opt_out;
}

Consequence consequence_of(const AttemptReport& report, const Tenant& before, const AdvisorId& caller, Moment at,
                           const RuleSet& rules, const Calendar& calendar) {
    Consequence result{before, CallState::done};
    if (report.outcome == Outcome::not_attempted) return {before, CallState::cancelled};
    const WorkingDays working(calendar, at.day);
    Tenant& tenant = result.tenant;
    tenant.last_outcome = report.outcome;
    tenant.last_attempt_at = at;
    if (counts_as_reached(report.outcome)) record_talk(tenant, before, report, caller, at.day, rules.duties);
    switch (report.outcome) {
        case Outcome::reached:
        case Outcome::refused_today: break;
        case Outcome::reached_brief:
            open_callback(tenant, at.day, working.after(at.day, std::max(1, wait_after(report.outcome, rules))));
            break;
        case Outcome::opt_out: close_contact(tenant, Status::opted_out); break;
        case Outcome::no_answer:
        case Outcome::busy:
        case Outcome::voicemail:
        case Outcome::reached_third_party:
            ++tenant.attempts;
            result.state = used_up(tenant.attempts, retry_policy(before, rules, working, at.day).tries)
                               ? CallState::unreachable
                               : CallState::retry;
            break;
        case Outcome::prefers_switchboard:
            ++tenant.attempts;
            result.state = CallState::retry;
            break;
        case Outcome::language_or_hearing:
            ++tenant.attempts;
            result.state = CallState::escalated;
            break;
        case Outcome::wrong_number:
        case Outcome::unassigned_number:
            ++tenant.attempts;
            result.state = CallState::unreachable;
            break;
        case Outcome::hospitalised:
            suspend(tenant, Status::hospitalised, report.until);
            result.state = CallState::cancelled;
            break;
        case Outcome::absent_until:
            suspend(tenant, Status::absent, report.until);
            result.state = CallState::cancelled;
            break;
        case Outcome::moved:
            close_contact(tenant, Status::moved);
            result.state = CallState::cancelled;
            break;
        case Outcome::deceased:
            close_contact(tenant, Status::deceased);
            result.state = CallState::cancelled;
            break;
        case Outcome::not_attempted: break;
    }
    for (const FollowUp& each : report.follow_ups) {
        switch (each.kind) {
            case FollowUp::Kind::callback_by:
                open_callback(tenant, at.day, each.by, each.slot);
                if (!each.advisor.empty()) tenant.last_advisor = each.advisor;
                break;
            case FollowUp::Kind::callback_every: open_callback(tenant, at.day, at.day + each.every_days); break;
            case FollowUp::Kind::escalate_emergency:
                tenant.emergency_open = true;
                result.state = CallState::escalated;
                break;
            case FollowUp::Kind::escalate_social: result.state = CallState::escalated; break;
            case FollowUp::Kind::none:
            case FollowUp::Kind::refer:
            case FollowUp::Kind::need: break;
        }
    }
    return result;
}

std::string follow_ups_to_text(const std::vector<FollowUp>& follow_ups) {
    std::string text;
    for (const FollowUp& each : follow_ups) {
        if (!text.empty()) text += '\n';
        switch (each.kind) {
            case FollowUp::Kind::none: text += "none"; break;
            case FollowUp::Kind::escalate_social: text += "escalate_social"; break;
            case FollowUp::Kind::escalate_emergency: text += "escalate_emergency"; break;
            case FollowUp::Kind::refer: text += "refer " + each.text; break;
            case FollowUp::Kind::need: text += "need " + each.text; break;
            case FollowUp::Kind::callback_every: text += "callback_every " + std::to_string(each.every_days); break;
            case FollowUp::Kind::callback_by:
                text += "callback_by " + each.by.iso() + " " +
                        (each.slot.time       ? each.slot.time->hhmm()
                         : each.slot.half_day ? std::string{name(*each.slot.half_day)}
                                              : "-") +
                        " " + each.advisor.text;
                break;
        }
    }
    return text;
}

std::vector<FollowUp> follow_ups_from_text(std::string_view text) {
    std::vector<FollowUp> follow_ups;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::string_view word = line.substr(0, line.find(' '));
        const std::string_view rest = line.substr(std::min(line.size(), word.size() + 1));
        FollowUp each;
        if (word == "escalate_social") each.kind = FollowUp::Kind::escalate_social;
        if (word == "escalate_emergency") each.kind = FollowUp::Kind::escalate_emergency;
        if (word == "refer" || word == "need") {
            each.kind = word == "refer" ? FollowUp::Kind::refer : FollowUp::Kind::need;
            each.text = rest;
        }
        if (word == "callback_every") {
            each.kind = FollowUp::Kind::callback_every;
            each.every_days = std::stoi(std::string{rest});
        }
        if (word == "callback_by") {
            each.kind = FollowUp::Kind::callback_by;
            each.by = day_from_iso(rest.substr(0, 10)).value_or(Day{});
            const std::string_view slot = rest.substr(11, rest.find(' ', 11) - 11);
            each.slot.time = time_from_hhmm(slot);
            each.slot.half_day = from_name<HalfDay>(slot);
            each.advisor.text = rest.substr(12 + slot.size());
        }
        follow_ups.push_back(std::move(each));
    }
    return follow_ups;
}

bool is_short_reason(std::string_view text) {
    return !text.empty() && characters(text) <= kMostWords && !has_control(text);
}

bool is_need(std::string_view code) { return std::find(kNeeds.begin(), kNeeds.end(), code) != kNeeds.end(); }

std::string needs_in_words() {
    std::string text;
    for (std::size_t i = 0; i < kNeeds.size(); ++i)
        text += (i == 0 ? "" : i + 1 == kNeeds.size() ? " or " : ", ") + std::string{kNeeds[i]};
    return text;
}

}  // namespace bienveille
