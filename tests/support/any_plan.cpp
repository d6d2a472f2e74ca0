#include "tests/support/any_plan.h"

#include "tests/support/draw.h"

namespace bienveille {
namespace {

Minutes any_minutes() { return {draw(0, 1440)}; }
Points any_points() { return {draw(0, 1'000'000)}; }
Value any_value() { return {draw(0, 3'000'000)}; }
std::string any_id() { return "LOC-" + std::to_string(draw(0, 99'999)); }

FactorInput any_input() {
    FactorInput input;
    input.kind = static_cast<FactorInput::Kind>(draw(0, 8));
    input.number = draw(-400, 400);
    input.days = draw(0, 400);
    input.held = draw_yes();
    input.overdue = draw_yes();
    input.lives_alone = maybe(draw_yes);
    input.support = maybe(draw_name<Support>);
    input.has_contact_person = maybe(draw_yes);
    input.relatives_at_risk = maybe(draw_yes);
    return input;
}

Call any_call() {
    Call call;
    call.tenant = {any_id()};
    call.starts_at = {draw(0, 1439)};
    call.minutes = any_minutes();
    call.pause = any_minutes();
    call.tier = draw_name<Tier>();
    call.due_on = maybe(draw_day);
    call.late = draw_yes();
    call.same_advisor = draw_yes();
    call.slot_moved = draw_yes();
    call.fixed = draw_yes();
    call.state = draw_name<CallState>();
    call.card.points = any_points();
    call.card.band = draw_name<Band>();
    for (int i = 0; i < kFactors; ++i)
        call.card.lines[i] = {static_cast<Factor>(i), any_points(), any_value(), any_points(), any_input()};
    return call;
}

}  // namespace

Plan any_plan() {
    Plan plan;
    plan.day = draw_day();
    plan.digest = draw_yes() ? "0123456789abcdef" : "quote \" backslash \\ line \n é";
    plan.engine = "0.1.0";
    plan.rules_name = "default";
    plan.rules_version = "2020.1";
    for (int i = draw(0, 3); i > 0; --i) {
        AdvisorList list{{any_id()}, any_minutes(), any_minutes(), any_minutes(), draw(0, 20), {}};
        for (int k = draw(0, 4); k > 0; --k) list.calls.push_back(any_call());
        plan.lists.push_back(list);
    }
    for (int i = draw(0, 4); i > 0; --i)
        plan.unplanned.push_back({{any_id()},
                                  any_points(),
                                  draw_name<UnplannedReason>(),
                                  maybe(draw_name<Tier>),
                                  maybe(draw_day),
                                  any_minutes(),
                                  any_minutes(),
                                  maybe(draw_name<Keeping>),
                                  maybe(draw_name<Keeping>),
                                  maybe(draw_day),
                                  maybe([] { return AdvisorId{any_id()}; })});
    for (int i = draw(0, 4); i > 0; --i)
        plan.excluded.push_back({{any_id()}, draw_name<ExcludedReason>(), maybe(draw_day)});
    plan.promises = {draw(0, 500), draw(0, 500), draw(0, 500), draw(0, 500), {}, {}};
    for (int i = draw(0, 2); i > 0; --i)
        plan.promises.shortfall.push_back({draw_name<Measure>(),
                                           {{any_id()}, {any_id()}},
                                           {{any_id()}},
                                           {draw_day(), draw_day()},
                                           draw(0, 999),
                                           draw(0, 999),
                                           {{draw_day(), draw(1, 99), draw_yes()}},
                                           draw(0, 99),
                                           {{{any_id()}, draw_day()}},
                                           {},
                                           draw_yes(),
                                           {{{any_id()}, draw_day(), {any_id()}}},
                                           draw_yes() ? std::optional(draw_day()) : std::nullopt,
                                           {},
                                           draw_yes() ? std::optional(TimeOfDay{draw(0, 1439)}) : std::nullopt});
    for (Shortfall& each : plan.promises.shortfall) {
        if (each.measure == Measure::weighted_calls) each.weights = {draw(1, 60), draw(1, 60)};
        if (draw_yes()) each.until_callback = {each.tenants[1]};
    }
    for (int i = draw(0, 3); i > 0; --i)
        plan.promises.calendar.push_back({draw_day(), draw(0, 99), draw(0, 99), any_minutes(), any_minutes()});
    plan.balance = {any_value(), any_value(), any_value(), draw_yes(), {{}, {}, draw_yes(), draw_yes()}};
    const auto any_charge = [] { return Minutes{draw(0, 24 * 60)}; };
    const auto any_place = [] { return Minutes{draw(-24 * 60, 24 * 60)}; };
    for (int i = draw(0, 2); i > 0; --i)
        plan.balance.proof.cannot_fill.push_back(
            {any_charge(), any_charge(), any_charge(), any_place(), {{any_id()}, {any_id()}}});
    if (draw_yes()) plan.balance.proof.cannot_relieve = {{any_charge(), any_charge(), any_charge(), {}, {}}};
    plan.certificate = {any_points(), any_points(), any_value(), draw_yes(), {}};
    plan.policy = draw_name<Policy>();
    for (int i = draw(0, 2); i > 0; --i)
        plan.certificate.prices.push_back({any_value(),
                                           any_value(),
                                           {},
                                           any_value(),
                                           draw_yes() ? any_value() : Value{},
                                           {{any_id()}, {any_id()}},
                                           draw_yes() ? std::optional(draw_day()) : std::nullopt});
    if (draw_yes()) plan.certificate.prices = {{any_value(), {}, any_value(), {}, {}, {}}};
    return plan;
}

}  // namespace bienveille
