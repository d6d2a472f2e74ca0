// The tables beside the register, row by row, through SOCI. For sql_store.cpp only.
//
// Decides: each table's statements. Does not decide: transactions (sql_store.cpp). A `where` has one or two named
// values, bound in order; it is ours, never a caller's text.
#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille {

void log_change(soci::session& sql, const ChangeBy& by, const std::string& action, const std::string& subject,
                const std::string& detail);
std::vector<LoggedChange> read_changes(soci::session& sql, const std::string& where, const std::string& value);
std::vector<Availability> read_availability(soci::session& sql, const std::string& where, const std::string& value);
std::string read_campaign_document(soci::session& sql);
enum class PlanDocument { read, left_out };  // millions of bytes for a large town
void put_campaign_document(soci::session& sql, const std::string& document, const ChangeBy& by);
std::vector<LastImport> read_last_imports(soci::session& sql);
std::optional<KeptPlan> read_plan_where(soci::session& sql, const std::string& where, const std::string& day,
                                        const std::string& digest, PlanDocument document = PlanDocument::read);
std::vector<PlanVersion> read_plan_versions(soci::session& sql, Day day);  // by number
void insert_plan_version(soci::session& sql, Day day, const PlanVersion& version);
std::optional<KeptPlan> newest_plan(soci::session& sql, Day day, PlanDocument document = PlanDocument::read);
std::vector<KeptCall> read_calls(soci::session& sql, const std::string& where, const std::string& a,
                                 const std::string& b);
// The ids of a day's calls that are an advisor's, or in the advisor's hands, with the day and the advisor as its values. A
// condition on both tables at once would look at everybody's.
std::string calls_in_hands();
std::vector<Attempt> read_attempts(soci::session& sql, const std::string& where, const std::string& a,
                                   const std::string& b);
std::optional<Attempt> last_dialled(soci::session& sql, const TenantId& tenant);  // of any day
// Unless that tenant has one that day already.
void insert_call(soci::session& sql, const KeptCall& call);
void insert_attempt(soci::session& sql, const Attempt& a);
// The value that stands goes to the earlier ones, and this takes its place.
void replace_attempt(soci::session& sql, const Attempt& a);
std::vector<Attempt> read_earlier_attempts(soci::session& sql, const std::string& id);
void forget_answers(soci::session& sql, const std::string& before);
std::optional<KeptAnswer> find_answer(soci::session& sql, const std::string& key);
bool insert_answer(soci::session& sql, const KeptAnswer& a);

}  // namespace bienveille
