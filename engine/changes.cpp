#include "engine/changes.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "engine/facts.h"
#include "engine/roster.h"

namespace bienveille {
namespace {

using Why = Change::Why;
using Kind = Change::Kind;

// Where a call stands in the new plan.
struct Stands {
    const AdvisorList* list;
    const Call* call;
};

class Comparison {
public:
    Comparison(const DayInput& input, const RuleSet& rules, const Plan& plan)
        : input_(input),
          rules_(rules),
          plan_(plan),
          windows_((input.calendar ? *input.calendar : rules.calendar).windows) {
        for (const Tenant& tenant : input.tenants) tenants_.emplace(tenant.id.text, &tenant);
        for (const Advisor& advisor : input.advisors) advisors_.emplace(advisor.id.text, &advisor);
        for (const PreviousCall& call : input.previous)
            if (call.state != CallState::cancelled) before_.emplace(call.tenant.text, &call);
        for (const AdvisorList& list : plan.lists) {
            lists_.emplace(list.advisor.text, &list);
            for (const Call& call : list.calls) now_.emplace(call.tenant.text, Stands{&list, &call});
        }
        find_newcomers();
    }

    std::vector<Change> run() {
        for (const PreviousCall& call : input_.previous)
            if (before_.contains(call.tenant.text)) compare(call);
        say_why_dropped();
        for (const auto& [advisor, calls] : newcomers_)
            for (const Call* call : calls)
                if (!before_.contains(call->tenant.text)) add(*call);
        std::sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
            const auto place = [](const Change& c) -> const Appointment& { return c.to ? *c.to : *c.from; };
            return std::tie(a.kind, place(a).advisor, place(a).starts_at, a.tenant) <
                   std::tie(b.kind, place(b).advisor, place(b).starts_at, b.tenant);
        });
        return std::move(changes_);
    }

private:
    // Calls that stand on a list on which they did not stand before, by tier and points.
    void find_newcomers() {
        for (const AdvisorList& list : plan_.lists)
            for (const Call& call : list.calls) {
                const auto before = before_.find(call.tenant.text);
                if (before == before_.end() || before->second->advisor != list.advisor)
                    newcomers_[list.advisor.text].push_back(&call);
            }
        for (auto& [advisor, calls] : newcomers_)
            std::sort(calls.begin(), calls.end(), [](const Call* a, const Call* b) {
                return std::tuple(a->tier, b->card.points, a->tenant) < std::tuple(b->tier, a->card.points, b->tenant);
            });
    }

    Appointment at(const AdvisorId& advisor, TimeOfDay time) const {
        return {advisor, half_day_in(windows_, time), time};
    }

    bool is_present(const AdvisorId& advisor) const {
        const auto list = lists_.find(advisor.text);
        return list != lists_.end() && list->second->capacity.count > 0;
    }

    void compare(const PreviousCall& before) {
        Change change;
        change.tenant = before.tenant;
        change.from = at(before.advisor, before.starts_at);
        const auto now = now_.find(before.tenant.text);
        if (now == now_.end()) {
            change.kind = Kind::dropped;
            changes_.push_back(std::move(change));
            return;
        }
        const auto [list, call] = now->second;
        change.to = at(list->advisor, call->starts_at);
        if (change.to == change.from) return;
        if (change.to->advisor != change.from->advisor) {
            change.kind = Kind::moved;
            say_why_moved(change, *list, *call);
        } else {
            change.kind = change.to->half_day != change.from->half_day ? Kind::half_day : Kind::time;
        }
        changes_.push_back(std::move(change));
    }

    // ---- moved ------------------------------------------------------------------------------------------
    void say_why_moved(Change& change, const AdvisorList& list, const Call& call) const {
        const AdvisorId& left = change.from->advisor;
        const Tenant& tenant = *tenants_.at(call.tenant.text);
        change.why = why_moved(tenant, left, list.advisor, call);
        if (change.why == Why::gave_way) change.other = newcomers_.at(left.text).front()->tenant;
    }

    Why why_moved(const Tenant& tenant, const AdvisorId& left, const AdvisorId& with, const Call& call) const {
        if (!is_present(left)) return Why::advisor_absent;
        const Advisor& former = *advisors_.at(left.text);
        const std::string& fallback = rules_.work.default_language;
        if (!speaks(former, tenant.language.empty() ? fallback : tenant.language, fallback)) return Why::may_not_call;
        if (call.same_advisor) return Why::same_advisor;
        const auto at_home = [&](const Advisor& advisor) {
            return !tenant.area.empty() && advisor.area == tenant.area;
        };
        if (at_home(*advisors_.at(with.text)) && !at_home(former)) return Why::own_area;
        if (newcomers_.contains(left.text)) return Why::gave_way;
        const AdvisorList& behind = *lists_.at(left.text);
        const Minutes needed = behind.planned + behind.pauses + call.minutes + call.pause;
        return needed > behind.capacity ? Why::less_room : Why::evener;
    }

    // ---- dropped ----------------------------------------------------------------------------------------
    void say_why_dropped() {
        std::unordered_map<std::string_view, Change*> dropped;
        for (Change& change : changes_)
            if (change.kind == Kind::dropped) dropped.emplace(change.tenant.text, &change);
        if (dropped.empty()) return;
        for (const Excluded& each : plan_.excluded)
            if (const auto change = dropped.find(each.tenant.text); change != dropped.end()) {
                change->second->why = Why::excluded;
                change->second->excluded_as = each.reason;
            }
        for (const Unplanned& each : plan_.unplanned)
            if (const auto change = dropped.find(each.tenant.text); change != dropped.end())
                say_why(*change->second, each);
    }

    void say_why(Change& change, const Unplanned& row) {
        change.unplanned_as = row.reason;
        change.why = Why::less_room;
        if (!row.tier) {
            change.why = Why::no_longer_owed;
        } else if (!is_present(change.from->advisor)) {
            change.why = Why::advisor_absent;
        } else if (const Call* instead = who_came_instead(change.from->advisor, row)) {
            change.why = Why::gave_way;
            change.other = instead->tenant;
            gave_way_to_.emplace(instead->tenant.text, change.tenant);
        }
    }

    // Not below the one dropped, by tier and points.
    static bool not_below(const Call& call, const Unplanned& row) {
        return std::pair(call.tier, row.points) <= std::pair(*row.tier, call.card.points);
    }

    // Of those new on that list each in turn, else the first of those new on any.
    const Call* who_came_instead(const AdvisorId& advisor, const Unplanned& row) {
        if (const auto here = newcomers_.find(advisor.text); here != newcomers_.end()) {
            const auto& calls = here->second;
            const auto below =
                std::find_if(calls.begin(), calls.end(), [&](const Call* c) { return !not_below(*c, row); });
            const auto many = static_cast<std::size_t>(below - calls.begin());
            if (many > 0) return calls[turn_[advisor.text]++ % many];
        }
        const Call* best = nullptr;
        for (const AdvisorList& list : plan_.lists) {
            const auto there = newcomers_.find(list.advisor.text);
            const Call* first = there == newcomers_.end() ? nullptr : there->second.front();
            if (first == nullptr || !not_below(*first, row) || before_.contains(first->tenant.text)) continue;
            if (best == nullptr || std::tuple(first->tier, best->card.points, first->tenant) <
                                       std::tuple(best->tier, first->card.points, best->tenant))
                best = first;
        }
        return best;
    }

    // ---- added ------------------------------------------------------------------------------------------
    void add(const Call& call) {
        Change change;
        change.tenant = call.tenant;
        change.kind = Kind::added;
        const Stands& stands = now_.at(call.tenant.text);
        change.to = at(stands.list->advisor, call.starts_at);
        const auto instead_of = gave_way_to_.find(call.tenant.text);
        if (call.tier == Tier::emergency) {
            change.why = Why::emergency;
        } else if (tenants_.at(call.tenant.text)->joined_on == input_.day) {
            change.why = Why::new_today;
        } else if (instead_of != gave_way_to_.end()) {
            change.why = Why::took_place;
            change.other = instead_of->second;
        } else {
            change.why = Why::room;
        }
        changes_.push_back(std::move(change));
    }

    const DayInput& input_;
    const RuleSet& rules_;
    const Plan& plan_;
    const std::vector<Window>& windows_;
    std::unordered_map<std::string_view, const Tenant*> tenants_;
    std::unordered_map<std::string_view, const Advisor*> advisors_;
    std::unordered_map<std::string_view, const PreviousCall*> before_;
    std::unordered_map<std::string_view, const AdvisorList*> lists_;
    std::unordered_map<std::string_view, Stands> now_;
    std::unordered_map<std::string_view, std::vector<const Call*>> newcomers_;  // by advisor
    std::unordered_map<std::string_view, std::size_t> turn_;                    // of the newcomers, by advisor
    std::unordered_map<std::string_view, TenantId> gave_way_to_;
    std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> changes(const DayInput& input, const RuleSet& rules, const Plan& plan) {
    if (input.previous.empty()) return {};
    return Comparison(input, rules, plan).run();
}

}  // namespace bienveille
