#include "api/replan.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/calendar.h"
#include "engine/digest.h"
#include "engine/roster.h"

namespace bienveille {
namespace {

bool is_begun(const PreviousCall& call) {
    return call.state != CallState::planned && call.state != CallState::cancelled;
}

const Calendar& calendar_of(const DayInput& input, const RuleSet& rules) {
    return input.calendar ? *input.calendar : rules.calendar;
}

// As if the day had only begun, and whole.
DayInput whole_day(const DayInput& input) {
    DayInput day{input.day, {}, input.advisors, input.availability, input.calendar, {}};
    for (Availability& row : day.availability) {
        row.from.reset();
        row.until.reset();
    }
    return day;
}

bool is_kept(const Unplanned& row) { return row.keeping == Keeping::kept; }

}  // namespace

void run_until(DayInput& input, const RuleSet& rules, TimeOfDay now) {
    input.now = now;
    for (PreviousCall& call : input.previous) {
        const TimeOfDay ended{std::max(0, now.minutes - static_cast<std::int32_t>((call.minutes + call.pause).count))};
        if (call.state == CallState::in_progress)
            call.starts_at = now;
        else if (is_begun(call))
            call.starts_at = std::min(call.starts_at, ended);
    }
    const WorkingDays working(calendar_of(input, rules), input.day);
    for (Tenant& tenant : input.tenants) {
        if (!tenant.callback_slot.time || *tenant.callback_slot.time >= now || !tenant.callback_due_on) continue;
        if (working.on_or_before(*tenant.callback_due_on) == input.day) tenant.callback_slot.time.reset();
    }
}

void after_todays_call(DayInput& input, const TenantId& tenant) {
    const auto call = std::find_if(input.previous.begin(), input.previous.end(),
                                   [&](const PreviousCall& each) { return each.tenant == tenant; });
    const auto who =
        std::find_if(input.tenants.begin(), input.tenants.end(), [&](const Tenant& each) { return each.id == tenant; });
    if (call == input.previous.end() || who == input.tenants.end()) return;
    if (call->state != CallState::in_progress && call->state != CallState::done) return;
    // The minutes go to a stand-in: the engine takes a call under way for the one that is asked about.
    Tenant stand_in;
    stand_in.id = {"in-hand"};
    stand_in.anxiety = who->anxiety;
    const auto taken = [&](const Tenant& each) { return each.id == stand_in.id; };
    while (std::any_of(input.tenants.begin(), input.tenants.end(), taken)) stand_in.id.text += '-';
    call->tenant = stand_in.id;
    call->state = CallState::done;
    who->last_reached_on = input.day;
    who->attempts = 0;
    who->last_outcome = Outcome::reached;
    input.tenants.push_back(std::move(stand_in));
}

std::vector<Availability> left_by(const std::vector<Absence>& absences, const DayInput& input, const RuleSet& rules) {
    const DayInput whole = whole_day(input);
    const WorkingDays working(calendar_of(input, rules), input.day);
    const Presence presence(whole, rules, calendar_of(input, rules), working);
    std::vector<Availability> rows;
    for (const Absence& absence : absences) {
        Availability row{absence.advisor, input.day, {}};
        for (std::uint32_t a = 0; a < whole.advisors.size(); ++a)
            if (whole.advisors[a].id == absence.advisor) row.minutes = Minutes{presence.minutes(a, input.day)};
        for (const Availability& before : input.availability)
            if (before.advisor == absence.advisor && before.day == input.day) row.from = before.from;
        row.until = absence.from;
        const TimeOfDay begins = std::max(input.now.value_or(TimeOfDay{}), row.from.value_or(TimeOfDay{}));
        if (!row.until || *row.until <= begins) row = {absence.advisor, input.day, {}};
        rows.push_back(row);
    }
    return rows;
}

void replace_availability(DayInput& input, const std::vector<Availability>& rows) {
    for (const Availability& row : rows)
        std::erase_if(input.availability, [&](const Availability& before) {
            return before.advisor == row.advisor && before.day == row.day;
        });
    input.availability.insert(input.availability.end(), rows.begin(), rows.end());
}

std::vector<Slip> slips(const DayInput& input, const RuleSet& rules) {
    const Calendar& calendar = calendar_of(input, rules);
    const WorkingDays working(calendar, input.day);
    const DayInput whole = whole_day(input);
    const Presence day(whole, rules, calendar, working);
    const Presence running(input, rules, calendar, working);
    std::unordered_map<std::string_view, Minutes> planned, finished;
    for (const PreviousCall& call : input.previous) {
        const bool open = call.state == CallState::planned || call.state == CallState::in_progress;
        if (call.state != CallState::cancelled)
            (open ? planned : finished)[call.advisor.text] += call.minutes + call.pause;
    }
    std::vector<Slip> all;
    for (std::uint32_t a = 0; a < input.advisors.size(); ++a) {
        const AdvisorId& advisor = input.advisors[a].id;
        const Window hours = running.hours(a, input.day);
        Minutes left;
        for (const Window& window : calendar.windows) {
            const TimeOfDay from = std::max(window.from, hours.from), to = std::min(window.to, hours.to);
            if (from < to) left += to - from;
        }
        const Minutes own = Minutes{day.minutes(a, input.day)} - finished[advisor.text];
        const Slip slip{advisor, planned[advisor.text], std::max(Minutes{0}, std::min(own, left))};
        if (slip.planned > Minutes{0} || slip.left > Minutes{0}) all.push_back(slip);
    }
    std::sort(all.begin(), all.end(), [](const Slip& a, const Slip& b) { return a.advisor < b.advisor; });
    return all;
}

std::vector<Lost> lost(const Plan& before, const Plan& after) {
    std::unordered_set<std::string_view> kept;
    for (const AdvisorList& list : before.lists)
        for (const Call& call : list.calls) kept.insert(call.tenant.text);
    for (const Unplanned& row : before.unplanned)
        if (is_kept(row)) kept.insert(row.tenant.text);
    std::vector<Lost> all;
    for (const Unplanned& row : after.unplanned)
        if (row.keeping && !is_kept(row) && kept.contains(row.tenant.text))
            all.push_back({row.tenant, row.due_on, *row.keeping, row.look_ahead_day});
    std::sort(all.begin(), all.end(), [](const Lost& a, const Lost& b) { return a.tenant < b.tenant; });
    return all;
}

std::string offer_id(const std::vector<Change>& changes) {
    std::vector<std::string> moves;
    const auto with = [](const std::optional<Appointment>& at) { return at ? at->advisor.text : "-"; };
    for (const Change& change : changes)
        if (change.kind != Change::Kind::time && change.kind != Change::Kind::half_day)
            moves.push_back(change.tenant.text + " " + with(change.from) + " " + with(change.to) + "\n");
    std::sort(moves.begin(), moves.end());
    std::string text = "offer\n";
    for (const std::string& move : moves) text += move;
    return digest_of_text(text);
}

std::vector<Change> changes_between(const Plan& before, const Plan& after, DayInput input, const RuleSet& rules) {
    std::unordered_set<std::string> tenants, advisors;
    for (const Tenant& each : input.tenants) tenants.insert(each.id.text);
    for (const Advisor& each : input.advisors) advisors.insert(each.id.text);
    input.previous.clear();
    for (const Plan* plan : {&before, &after})
        for (const AdvisorList& list : plan->lists) {
            if (advisors.insert(list.advisor.text).second) input.advisors.emplace_back().id = list.advisor;
            for (const Call& call : list.calls) {
                if (tenants.insert(call.tenant.text).second) input.tenants.emplace_back().id = call.tenant;
                if (plan == &before)
                    input.previous.push_back({call.tenant, list.advisor, call.starts_at, call.minutes, call.pause,
                                              CallState::planned, false});
            }
        }
    return changes(input, rules, after);
}

}  // namespace bienveille
