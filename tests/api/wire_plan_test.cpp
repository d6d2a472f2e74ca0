// A plan as JSON: the contract's names, exact numbers, and back again.
#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <rapidcheck/gtest.h>

#include "api/wire.h"
#include "tests/support/any_plan.h"

namespace bienveille {
namespace {

Plan small_plan() {
    Plan plan;
    plan.day = *day_from_iso("2020-04-03");
    plan.digest = "d1";
    plan.engine = "0.1.0";
    plan.rules_name = "default";
    plan.rules_version = "2020.1";
    Call call;
    call.tenant = {"LOC-0007"};
    call.starts_at = *time_from_hhmm("09:30");
    call.minutes = {23};
    call.pause = {10};
    call.tier = Tier::promise_today;
    call.due_on = plan.day;
    call.same_advisor = true;
    call.card.points = {7840};
    call.card.band = Band::high;
    for (int i = 0; i < kFactors; ++i) call.card.lines[i].factor = static_cast<Factor>(i);
    FactorLine& line = call.card.lines[0];
    line.points = {3500};
    line.value = kOne;
    line.weight = {3500};
    line.input.kind = FactorInput::Kind::lsns6;
    line.input.number = 4;
    plan.lists.push_back({{"CONS-1"}, {300}, {23}, {10}, 1, {call}});
    plan.unplanned.push_back(
        {{"LOC-0911"}, {1210}, UnplannedReason::no_room_today, Tier::score, {}, {9}, {4}, {}, {}, {}, {}});
    plan.excluded.push_back({{"LOC-0100"}, ExcludedReason::opted_out, {}});
    plan.balance = {{31000},
                    {28000},
                    {100000},
                    true,
                    {{{{9}, {0}, {4}, {0}, {{"CONS-1"}}}}, {{{0}, {23}, {0}, {-7}, {}}}, false, false}};
    plan.certificate = {{602140}, {602980}, {1400}, false, {}};
    return plan;
}

TEST(PlanJson, SaysWhatItChangesOnlyWhereThereWasAPlanBefore) {
    EXPECT_EQ(plan_to_json(small_plan()).find("changes"), std::string::npos);
    const std::vector<Change> none;
    EXPECT_NE(plan_to_json(small_plan(), {}, &none).find(R"("changes": [])"), std::string::npos);
    const Appointment was{{"CONS-2"}, HalfDay::afternoon, *time_from_hhmm("14:00")};
    const Appointment is{{"CONS-1"}, HalfDay::morning, *time_from_hhmm("09:30")};
    const std::vector<Change> changes{
        {{"LOC-0100"}, Change::Kind::dropped, was, {}, Change::Why::excluded, {}, ExcludedReason::opted_out, {}},
        {{"LOC-0911"},
         Change::Kind::dropped,
         was,
         {},
         Change::Why::gave_way,
         TenantId{"LOC-0007"},
         {},
         UnplannedReason::no_room_today},
        {{"LOC-0007"}, Change::Kind::moved, was, is, Change::Why::advisor_absent, {}, {}, {}}};
    const std::string json = plan_to_json(small_plan(), {}, &changes);
    const std::string at_two = R"({"advisor": "CONS-2", "half_day": "afternoon", "starts_at": "14:00"})";
    for (
        const std::string& part :
        {R"({"tenant": "LOC-0100", "change": "dropped", "from": )" + at_two +
             R"(, "to": null, "why": "excluded", "excluded_as": "opted_out"})",
         R"("why": "gave_way", "other": "LOC-0007", "unplanned_as": "no_room_today"})" + std::string{},
         R"("change": "moved", "from": )" + at_two +
             R"(, "to": {"advisor": "CONS-1", "half_day": "morning", "starts_at": "09:30"}, "why": "advisor_absent"})"})
        EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
    const auto read = plan_from_json(json);
    ASSERT_TRUE(read.ok()) << problems_to_json(read.problems());
    EXPECT_EQ(*read, small_plan());
}

TEST(PlanJson, HasTheContractsNamesAndExactNumbers) {
    const std::string json = plan_to_json(small_plan());
    for (
        const char* part :
        {R"("day": "2020-04-03")",
         R"("rules": {"name": "default", "version": "2020.1"})",
         R"("advisor": "CONS-1")",
         R"("capacity_minutes": 300)",
         R"("planned_minutes": 23)",
         R"("pause_minutes": 10)",
         R"("heavy_calls": 1)",
         R"("tenant": "LOC-0007", "position": 1, "starts_at": "09:30", "minutes": 23)",
         R"("tier": "promise_today")",
         R"("due_on": "2020-04-03")",
         R"("points": 78.40)",
         R"("band": "high")",
         R"("same_advisor": true)",
         R"({"factor": "isolation", "points": 35.00, "input": "LSNS-6 4", "value": 1.0, "weight": 35.00, "basis": {"kind": "lsns6", "number": 4}})",
         R"({"tenant": "LOC-0911", "points": 12.10, "reason": "no_room_today")",
         R"("needs_minutes": 9, "room_minutes": 4, "keeping": null, "promise": null, "look_ahead_day": null, "look_ahead_advisor": null)",
         R"({"tenant": "LOC-0100", "reason": "opted_out", "until": null})",
         R"("shortfall": [])",
         R"("balance": {"largest_gap": 0.031, "lower_bound": 0.028, "tolerance": 0.1, "proven": true, "proof": {)"
         R"("cannot_fill": [{"per_call": 9, "per_level2_or_3": 0, "per_level3": 4, "advisors": ["CONS-1"]}], )"
         R"("cannot_relieve": [{"per_call": 0, "per_level2_or_3": 23, "per_level3": 0, "per_place_apart": -7}]}})",
         R"("certificate": {"points": 6021.40, "upper_bound": 6029.80, "gap": 0.0014, "optimal": false})"})
        EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
}

TEST(PlanJson, ReadsBackWhatItWrote) {
    const auto read = plan_from_json(plan_to_json(small_plan()));
    ASSERT_TRUE(read.ok()) << problems_to_json(read.problems());
    EXPECT_EQ(*read, small_plan());
}

TEST(PlanJson, CallsOfAStoredPlanCarryTheirIds) {
    const std::string json = plan_to_json(small_plan(), [](const TenantId& tenant) { return "call-" + tenant.text; });
    EXPECT_NE(json.find(R"({"id": "call-LOC-0007", "tenant": "LOC-0007")"), std::string::npos);
    EXPECT_EQ(plan_from_json(json).value(), small_plan());
}

RC_GTEST_PROP(PlanJson, AnyPlanReadsBackTheSame, ()) {
    const Plan plan = any_plan();
    const auto read = plan_from_json(plan_to_json(plan));
    RC_ASSERT(read.ok());
    RC_ASSERT(*read == plan);
}

TEST(PlanJson, ReportsEveryProblemWithItsPath) {
    const auto read =
        plan_from_json(R"({"day": "2020-02-31", "digest": 7, "engine": "0.1.0", "lists": [{"advisor": "A B",
        "capacity_minutes": -1, "planned_minutes": 1.5, "pause_minutes": 0, "heavy_calls": 0, "colour": 1, "calls": [7]}],
        "unplanned": [{"tenant": "T", "points": 1.234, "reason": "no_rom_today"}], "excluded": {},
        "promises": {"open": 0, "kept": 0, "impossible": 0, "unproven": 0, "calendar": []},
        "balance": {"largest_gap": 0, "lower_bound": 0, "tolerance": 0.1, "proof": {"cannot_fil": [],
        "cannot_fill": [{"per_call": 9, "per_level2_or_3": -1, "per_place_apart": -1441, "advisors": ["A B"]}]}}, "certificates": null})");
    ASSERT_FALSE(read.ok());
    const std::string report = problems_to_json(read.problems());
    for (
        const char* part :
        {R"({"path": "day", "message": "is \"2020-02-31\"; must be a day)",
         R"({"path": "digest", "message": "is a whole number; must be a string"})", R"("path": "rules")",
         R"("path": "lists[0].advisor", "message": "is \"A B\"; must be 1 to 64 characters)",
         R"("path": "lists[0].capacity_minutes", "message": "is -1; must be a whole number from 0)",
         R"("path": "lists[0].planned_minutes", "message": "is 1.5;)", R"("path": "lists[0].colour")",
         R"({"path": "lists[0].calls[0]", "message": "is a whole number; must be an object"})",
         R"("path": "unplanned[0].points", "message": "is 1.234; must be a number with at most 2 decimals)",
         R"("path": "unplanned[0].reason", "message": "is \"no_rom_today\"; must be no_phone,)",
         R"({"path": "excluded", "message": "is an object; must be a list"})",
         R"({"path": "balance.proof.cannot_fil", "message": "is not a known field, did you mean cannot_fill?"})",
         R"({"path": "balance.proof.cannot_fill[0].per_level2_or_3", "message": "is -1; must be a whole number from 0)",
         R"({"path": "balance.proof.cannot_fill[0].per_level3", "message": "is missing"})",
         R"({"path": "balance.proof.cannot_fill[0].per_place_apart", "message": "is -1441; must be a whole number from -1440)",
         R"({"path": "balance.proof.cannot_fill[0].advisors[0]", "message": "must be an advisor's id"})",
         R"({"path": "certificate", "message": "is missing; must be an object"})",
         R"({"path": "certificates", "message": "is not a known field, did you mean certificate?"})"})
        EXPECT_NE(report.find(part), std::string::npos) << part << "\n" << report;
}

TEST(PlanJson, AHostileReportStaysShort) {
    std::string body = R"({"unplanned": [)";
    for (int i = 0; i < 10'000; ++i) body += i ? ",1" : "1";
    const auto read = plan_from_json(body + "]}");
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.problems().size(), 101u);
    // 10,000 items, and day, digest, engine, rules, lists, excluded, promises, balance, certificate: 10,009 - 100.
    EXPECT_EQ(read.problems().back().message, "9909 more problems of this kind are not shown");
}

TEST(PlanJson, WhatStandsOfAPlanIsThePreviousOne) {
    Plan plan = small_plan();
    plan.lists[0].calls[0].state = CallState::done;
    plan.lists[0].calls[0].fixed = true;
    const auto done = previous_calls(plan);
    ASSERT_EQ(done.size(), 1u);
    EXPECT_EQ(done[0].advisor, AdvisorId{"CONS-1"});
    EXPECT_EQ(done[0].state, CallState::done);
    EXPECT_FALSE(done[0].pinned);  // begun calls are fixed by their state
    plan.lists[0].calls[0].state = CallState::planned;
    EXPECT_TRUE(previous_calls(plan)[0].pinned);
}

}  // namespace
}  // namespace bienveille
