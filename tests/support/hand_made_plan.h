// A small plan written by hand, with one of everything that a table or an export has to say, and its records.
//
// Friday 3 April 2020, two advisors. Ana: 400 minutes there, three calls: 23 + 10 pause, 9, 10 = 42 + 10. Ben: 200
// minutes, one call of 8. One tenant has no place, one rests, one number is wrong, one opted out and one is away.
#pragma once

#include "datasets/records.h"
#include "engine/model.h"

namespace bienveille {

struct HandMade {
    Plan plan;
    std::vector<TenantRecord> tenants;
    std::vector<AdvisorRecord> advisors;
};

inline FactorLine factor_line(Factor factor, int hundredths, FactorInput::Kind kind, int number, int days = 0) {
    FactorLine line;
    line.factor = factor;
    line.points = {hundredths};
    line.weight = {2'000};
    line.value = {hundredths * 500};
    line.input.kind = kind;
    line.input.number = number;
    line.input.days = days;
    return line;
}

// Points of the five factors, in hundredths; LSNS-6, level seen three days ago, days to the deadline, age, wait.
inline ScoreCard hand_made_card(Band band, const std::vector<FactorLine>& lines) {
    ScoreCard card;
    card.band = band;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        card.lines[i] = lines[i];
        card.points += lines[i].points;
    }
    return card;
}

inline Call hand_made_call(const char* tenant, int starts_at, int minutes, Tier tier, ScoreCard card) {
    Call call;
    call.tenant = {tenant};
    call.starts_at = {starts_at};
    call.minutes = {minutes};
    call.tier = tier;
    call.card = std::move(card);
    return call;
}

inline HandMade hand_made_plan() {
    using Kind = FactorInput::Kind;
    const Day friday = *day_from(2020, 4, 3);
    HandMade made;
    Plan& plan = made.plan;
    plan.day = friday;
    plan.digest = "0123456789abcdef0123456789abcdef";
    plan.engine = "0.1.0";
    plan.rules_name = "social-landlord";
    plan.rules_version = "1";

    Call anxious =
        hand_made_call("LOC-0007", 540, 23, Tier::promise_today,
                       hand_made_card(Band::high, {factor_line(Factor::isolation, 3500, Kind::lsns6, 4),
                                                   factor_line(Factor::anxiety, 2155, Kind::level, 3, 3),
                                                   factor_line(Factor::callback, 2000, Kind::days_left, 0),
                                                   factor_line(Factor::age, 1000, Kind::age, 87),
                                                   factor_line(Factor::waiting, 214, Kind::days_waiting, 3)}));
    anxious.pause = {10};
    anxious.due_on = friday;
    anxious.same_advisor = true;
    FactorLine surroundings = factor_line(Factor::isolation, 2975, Kind::isolation_proxy, 0);
    surroundings.input.lives_alone = true;
    surroundings.input.support = Support::weak;
    surroundings.input.has_contact_person = false;
    Call late =
        hand_made_call("LOC-0101", 573, 9, Tier::promise_today,
                       hand_made_card(Band::medium, {surroundings, factor_line(Factor::anxiety, 0, Kind::unknown, 0),
                                                     factor_line(Factor::callback, 2000, Kind::days_left, 0),
                                                     factor_line(Factor::age, 350, Kind::unknown, 0),
                                                     factor_line(Factor::waiting, 1000, Kind::never_reached, 0)}));
    late.due_on = friday - 2;
    late.late = true;
    late.card.lines[2].input.overdue = true;
    Call afternoon =
        hand_made_call("LOC-0202", 840, 10, Tier::score,
                       hand_made_card(Band::standard, {factor_line(Factor::isolation, 525, Kind::lsns6, 18),
                                                       factor_line(Factor::anxiety, 600, Kind::level, 1, 3),
                                                       factor_line(Factor::callback, 0, Kind::none_asked, 0),
                                                       factor_line(Factor::age, 450, Kind::age, 75),
                                                       factor_line(Factor::waiting, 643, Kind::days_waiting, 9)}));
    afternoon.same_advisor = true;
    Call bens =
        hand_made_call("LOC-0303", 540, 8, Tier::longest_waiting,
                       hand_made_card(Band::standard, {factor_line(Factor::isolation, 1295, Kind::unknown, 0),
                                                       factor_line(Factor::anxiety, 0, Kind::level, 0, 9),
                                                       factor_line(Factor::callback, 0, Kind::none_asked, 0),
                                                       factor_line(Factor::age, 700, Kind::age, 80),
                                                       factor_line(Factor::waiting, 1000, Kind::days_waiting, 20)}));
    plan.lists = {{{"CONS-1"}, {400}, {42}, {10}, 1, {anxious, late, afternoon}},
                  {{"CONS-2"}, {200}, {8}, {0}, 0, {bens}}};

    const auto waits = [](const char* tenant, int points, UnplannedReason reason, int needs, int room) {
        Unplanned row;
        row.tenant = {tenant};
        row.points = {points};
        row.reason = reason;
        row.needs = {needs};
        row.room = {room};
        return row;
    };
    plan.unplanned = {waits("LOC-0404", 2150, UnplannedReason::no_room_today, 9, 4),
                      waits("LOC-0505", 900, UnplannedReason::not_owed, 8, 0),
                      waits("LOC-0606", 3000, UnplannedReason::no_phone, 9, 0)};
    plan.unplanned[0].tier = Tier::score;
    plan.excluded = {{{"LOC-0707"}, ExcludedReason::opted_out, std::nullopt},
                     {{"LOC-0808"}, ExcludedReason::absent, *day_from(2020, 4, 14)}};
    plan.promises = {4, 2, 0, 2, {{friday, 2, 2, {52}, {600}}, {*day_from(2020, 4, 6), 2, 0, {0}, {600}}}, {}};
    plan.balance = {{90'000}, {20'000}, {100'000}, true, {}};

    const char* communes[] = {"Chaumont", "Éclaron-Braucourt-Sainte-Livière", "Langres", "Wassy"};
    const char* ids[] = {"LOC-0007", "LOC-0101", "LOC-0202", "LOC-0303"};
    for (int i = 0; i < 4; ++i) {
        TenantRecord record;
        record.facts.id = {ids[i]};
        record.label = std::string("Locataire A-00") + std::to_string(i + 1);
        record.commune = communes[i];
        record.phone = "+3335301020" + std::to_string(i);
        made.tenants.push_back(record);
    }
    for (const auto& [id, label] : {std::pair{"CONS-1", "Secteur nord"}, std::pair{"CONS-2", "Secteur sud"}}) {
        AdvisorRecord record;
        record.facts.id = {id};
        record.label = label;
        made.advisors.push_back(record);
    }
    return made;
}

}  // namespace bienveille
