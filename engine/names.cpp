#include "engine/names.h"

#include <array>

#include "engine/changes.h"
#include "engine/compare.h"
#include "engine/guard_rails.h"
#include "engine/replay.h"

namespace bienveille {
namespace {

template <class E, std::size_t N>
using Names = std::array<std::pair<E, std::string_view>, N>;

constexpr Names<Support, 4> kSupport{
    {{Support::none, "none"}, {Support::weak, "weak"}, {Support::moderate, "moderate"}, {Support::strong, "strong"}}};

constexpr Names<Status, 6> kStatus{{{Status::active, "active"},
                                    {Status::opted_out, "opted_out"},
                                    {Status::deceased, "deceased"},
                                    {Status::moved, "moved"},
                                    {Status::hospitalised, "hospitalised"},
                                    {Status::absent, "absent"}}};

constexpr Names<HalfDay, 2> kHalfDay{{{HalfDay::morning, "morning"}, {HalfDay::afternoon, "afternoon"}}};

constexpr Names<Outcome, 17> kOutcome{{{Outcome::reached, "reached"},
                                       {Outcome::reached_brief, "reached_brief"},
                                       {Outcome::reached_third_party, "reached_third_party"},
                                       {Outcome::prefers_switchboard, "prefers_switchboard"},
                                       {Outcome::language_or_hearing, "language_or_hearing"},
                                       {Outcome::no_answer, "no_answer"},
                                       {Outcome::busy, "busy"},
                                       {Outcome::voicemail, "voicemail"},
                                       {Outcome::wrong_number, "wrong_number"},
                                       {Outcome::unassigned_number, "unassigned_number"},
                                       {Outcome::refused_today, "refused_today"},
                                       {Outcome::opt_out, "opt_out"},
                                       {Outcome::hospitalised, "hospitalised"},
                                       {Outcome::absent_until, "absent_until"},
                                       {Outcome::moved, "moved"},
                                       {Outcome::deceased, "deceased"},
                                       {Outcome::not_attempted, "not_attempted"}}};

constexpr Names<CallState, 7> kCallState{{{CallState::planned, "planned"},
                                          {CallState::in_progress, "in_progress"},
                                          {CallState::done, "done"},
                                          {CallState::retry, "retry"},
                                          {CallState::escalated, "escalated"},
                                          {CallState::unreachable, "unreachable"},
                                          {CallState::cancelled, "cancelled"}}};

constexpr Names<Tier, 8> kTier{{{Tier::emergency, "emergency"},
                                {Tier::slot_today, "slot_today"},
                                {Tier::care_due, "care_due"},
                                {Tier::promise_today, "promise_today"},
                                {Tier::mandatory, "mandatory"},
                                {Tier::promise_ahead, "promise_ahead"},
                                {Tier::longest_waiting, "longest_waiting"},
                                {Tier::score, "score"}}};

constexpr Names<Band, 3> kBand{{{Band::high, "high"}, {Band::medium, "medium"}, {Band::standard, "standard"}}};

constexpr Names<Factor, kFactors> kFactor{{{Factor::isolation, "isolation"},
                                           {Factor::anxiety, "anxiety"},
                                           {Factor::callback, "callback"},
                                           {Factor::age, "age"},
                                           {Factor::waiting, "waiting"}}};

constexpr Names<Keeping, 3> kKeeping{
    {{Keeping::kept, "kept"}, {Keeping::impossible, "impossible"}, {Keeping::unproven, "unproven"}}};

constexpr Names<Measure, 7> kMeasure{{{Measure::minutes, "minutes"},
                                      {Measure::calls, "calls"},
                                      {Measure::level3_calls, "level3_calls"},
                                      {Measure::level2_and_3_calls, "level2_and_3_calls"},
                                      {Measure::weighted_calls, "weighted_calls"},
                                      {Measure::whole_calls, "whole_calls"},
                                      {Measure::calls_at_once, "calls_at_once"}}};

constexpr Names<UnplannedReason, 7> kUnplanned{{{UnplannedReason::no_phone, "no_phone"},
                                                {UnplannedReason::already_today, "already_today"},
                                                {UnplannedReason::retry_later, "retry_later"},
                                                {UnplannedReason::not_owed, "not_owed"},
                                                {UnplannedReason::not_eligible, "not_eligible"},
                                                {UnplannedReason::cap_reached, "cap_reached"},
                                                {UnplannedReason::no_room_today, "no_room_today"}}};

constexpr Names<ExcludedReason, 5> kExcluded{{{ExcludedReason::opted_out, "opted_out"},
                                              {ExcludedReason::deceased, "deceased"},
                                              {ExcludedReason::moved, "moved"},
                                              {ExcludedReason::hospitalised, "hospitalised"},
                                              {ExcludedReason::absent, "absent"}}};

constexpr Names<Policy, 2> kPolicy{{{Policy::rank, "rank"}, {Policy::value, "value"}}};

constexpr Names<Change::Kind, 5> kChangeKind{{{Change::Kind::dropped, "dropped"},
                                              {Change::Kind::moved, "moved"},
                                              {Change::Kind::half_day, "half_day"},
                                              {Change::Kind::added, "added"},
                                              {Change::Kind::time, "time"}}};

constexpr Names<Change::Why, 14> kChangeWhy{{{Change::Why::excluded, "excluded"},
                                             {Change::Why::no_longer_owed, "no_longer_owed"},
                                             {Change::Why::advisor_absent, "advisor_absent"},
                                             {Change::Why::may_not_call, "may_not_call"},
                                             {Change::Why::gave_way, "gave_way"},
                                             {Change::Why::less_room, "less_room"},
                                             {Change::Why::same_advisor, "same_advisor"},
                                             {Change::Why::own_area, "own_area"},
                                             {Change::Why::evener, "evener"},
                                             {Change::Why::emergency, "emergency"},
                                             {Change::Why::new_today, "new_today"},
                                             {Change::Why::took_place, "took_place"},
                                             {Change::Why::room, "room"},
                                             {Change::Why::list_changed, "list_changed"}}};

constexpr Names<RuleMove::Kind, 4> kMoveKind{{{RuleMove::Kind::enters, "enters"},
                                              {RuleMove::Kind::leaves, "leaves"},
                                              {RuleMove::Kind::earlier, "earlier"},
                                              {RuleMove::Kind::later, "later"}}};

constexpr Names<RuleMove::Cause, 4> kMoveCause{{{RuleMove::Cause::owed, "owed"},
                                                {RuleMove::Cause::tier, "tier"},
                                                {RuleMove::Cause::factor, "factor"},
                                                {RuleMove::Cause::others, "others"}}};

constexpr Names<ComparedGroup::Kind, 4> kGroupKind{{{ComparedGroup::Kind::area, "area"},
                                                    {ComparedGroup::Kind::age, "age"},
                                                    {ComparedGroup::Kind::household, "household"},
                                                    {ComparedGroup::Kind::isolation, "isolation"}}};

constexpr Names<CrossedLine::Kind, 3> kLineKind{{{CrossedLine::Kind::weights, "weights"},
                                                 {CrossedLine::Kind::promises, "promises"},
                                                 {CrossedLine::Kind::coverage, "coverage"}}};

constexpr Names<CallOrder, 5> kCallOrder{{{CallOrder::rules, "rules"},
                                          {CallOrder::oldest_first, "oldest_first"},
                                          {CallOrder::first_come, "first_come"},
                                          {CallOrder::random, "random"},
                                          {CallOrder::round_robin, "round_robin"}}};

}  // namespace

template <>
NameTable<Support> names() {
    return kSupport;
}
template <>
NameTable<Status> names() {
    return kStatus;
}
template <>
NameTable<HalfDay> names() {
    return kHalfDay;
}
template <>
NameTable<Outcome> names() {
    return kOutcome;
}
template <>
NameTable<CallState> names() {
    return kCallState;
}
template <>
NameTable<Tier> names() {
    return kTier;
}
template <>
NameTable<Band> names() {
    return kBand;
}
template <>
NameTable<Factor> names() {
    return kFactor;
}
template <>
NameTable<Keeping> names() {
    return kKeeping;
}
template <>
NameTable<Measure> names() {
    return kMeasure;
}
template <>
NameTable<UnplannedReason> names() {
    return kUnplanned;
}
template <>
NameTable<ExcludedReason> names() {
    return kExcluded;
}
template <>
NameTable<Policy> names() {
    return kPolicy;
}
template <>
NameTable<Change::Kind> names() {
    return kChangeKind;
}
template <>
NameTable<Change::Why> names() {
    return kChangeWhy;
}
template <>
NameTable<RuleMove::Kind> names() {
    return kMoveKind;
}
template <>
NameTable<RuleMove::Cause> names() {
    return kMoveCause;
}
template <>
NameTable<ComparedGroup::Kind> names() {
    return kGroupKind;
}
template <>
NameTable<CrossedLine::Kind> names() {
    return kLineKind;
}
template <>
NameTable<CallOrder> names() {
    return kCallOrder;
}

}  // namespace bienveille
