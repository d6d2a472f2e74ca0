#include "api/sql_live_day_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "api/sql_leases_store.h"
#include "api/sql_pool_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_rules_store.h"
#include "api/sql_tables_store.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostAdvisors = 1'000'000;
constexpr std::int64_t kMostChanges = 1000;  // more are not worth looking at one by one

enum class Touched { nothing, call, tenant, day };

// What a logged change may have changed of that day.
Touched touched_by(const LoggedChange& change, const std::string& day) {
    const auto is_of = [&](std::string_view kind) { return change.action.starts_with(kind); };
    for (const std::string_view kind : {"lease.", "attempt.", "call."})
        if (is_of(kind)) return Touched::call;
    for (const std::string_view kind : {"tenant.", "emergency.", "level3.", "pin.", "plan.move", "plan.pin"})
        if (is_of(kind)) return Touched::tenant;
    if (is_of("escalation.")) return Touched::nothing;
    if (change.action == "plan.save") return change.subject == day ? Touched::day : Touched::nothing;
    if (change.action == "availability.put") return change.detail == "day " + day ? Touched::day : Touched::nothing;
    return Touched::day;
}

std::int64_t newest_change(soci::session& sql) {
    long long number = 0;
    sql << kNewestChange, soci::into(number);
    return number;
}

// One tenant's day.
void add_rows_of(LiveDayChanges& changes, soci::session& sql, const std::string& day, const TenantId& tenant) {
    changes.tenants.push_back(tenant);
    for (KeptCall& each : read_calls(sql, "calls.day = :day and calls.tenant = :t", day, tenant.text)) {
        if (auto record = find_record<TenantRecord>(sql, "tenants", tenant.text))
            changes.records.push_back(std::move(record->record));
        changes.calls.push_back(std::move(each));
    }
}

// Those that were there before first, the new ones as the log has them.
std::vector<Attempt> attempts_in_order(soci::session& sql, const std::vector<KeptCall>& calls,
                                       const std::map<std::string, std::vector<std::size_t>>& recorded) {
    std::vector<std::pair<std::size_t, Attempt>> placed;
    for (const KeptCall& call : calls) {
        auto attempts = read_attempts(sql, "call = :call and :all = 'all'", call.id, "all");
        const auto found = recorded.find(call.id);
        const std::size_t news = found == recorded.end() ? 0 : found->second.size();
        for (std::size_t i = 0; i < attempts.size(); ++i) {
            const std::size_t left = attempts.size() - i;
            placed.emplace_back(left > news ? 0 : found->second[news - left], std::move(attempts[i]));
        }
    }
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Attempt> attempts;
    for (auto& [place, each] : placed) attempts.push_back(std::move(each));
    return attempts;
}

}  // namespace

LiveDay read_live_day(soci::session& sql, Day day) {
    LiveDay live;
    live.moment = newest_change(sql);
    live.plan = newest_plan(sql, day, PlanDocument::left_out);
    live.rules = rules_of_day(sql, day);
    live.campaign = read_campaign_document(sql);
    for (auto& each : all_records<AdvisorRecord>(sql, "advisors", "", kMostAdvisors))
        live.advisors.push_back(std::move(each.record.facts));
    const std::string on = day.iso();
    live.availability = read_availability(sql, "day", on);
    live.calls = read_calls(sql, "calls.day = :day and :all = 'all'", on, "all");
    live.tenants = records_among<TenantRecord>(sql, "tenants",
                                               "select tenant from calls where day = :d and :all = 'all'", on, "all");
    live.attempts = read_attempts(sql, "day = :day and :all = 'all'", on, "all");
    live.leases = read_leases(sql, "day = :d", on);
    return live;
}

LiveDayChanges read_live_day_since(soci::session& sql, Day day, std::int64_t moment) {
    LiveDayChanges changes;
    changes.moment = newest_change(sql);
    if (changes.moment == moment) return changes;
    const std::string on = day.iso();
    std::set<std::string> tenants, calls, attempted;
    std::map<std::string, std::vector<std::size_t>> recorded;  // of a call: when its new attempts were
    std::size_t place = 0;
    bool whole = moment < 0 || changes.moment < moment || changes.moment - moment > kMostChanges;
    if (!whole)
        for (const LoggedChange& each : read_changes(sql, "number > cast(:n as bigint)", std::to_string(moment))) {
            const Touched touched = touched_by(each, on);
            ++place;
            if (each.action == "attempt.record") recorded[each.subject].push_back(place);
            if (touched == Touched::call) calls.insert(each.subject);
            if (each.action.starts_with("attempt.")) attempted.insert(each.subject);
            if (touched == Touched::tenant) tenants.insert(each.subject);
            whole = whole || touched == Touched::day;
        }
    if (whole) {
        changes.whole = read_live_day(sql, day);
        changes.moment = changes.whole->moment;
        return changes;
    }
    // An outcome changes what is known of its tenant, whichever day its call is of.
    for (const std::string& id : calls)
        for (const KeptCall& each : read_calls(sql, "id = :id and :all = 'all'", id, "all"))
            if (each.day == day || attempted.contains(id)) tenants.insert(each.tenant.text);
    for (const std::string& id : tenants) add_rows_of(changes, sql, on, {id});
    for (const KeptCall& each : changes.calls)
        for (PastLease& one : read_leases(sql, "call = :c", each.id)) changes.leases.push_back(std::move(one));
    changes.attempts = attempts_in_order(sql, changes.calls, recorded);
    return changes;
}

}  // namespace bienveille
