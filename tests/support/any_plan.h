// Any plan whatsoever, right or wrong, for property tests of its text forms.
#pragma once

#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <rapidcheck/gtest.h>

#include "engine/model.h"
#include "engine/names.h"

namespace bienveille {

template <class E>
rc::Gen<E> any_of() {
    const auto table = names<E>();
    std::vector<E> values;
    for (const auto& [value, text] : table) values.push_back(value);
    return rc::gen::elementOf(values);
}

template <class T>
rc::Gen<std::optional<T>> maybe(rc::Gen<T> gen) {
    return rc::gen::oneOf(rc::gen::just(std::optional<T>{}),
                          rc::gen::map(gen, [](T value) { return std::optional<T>{value}; }));
}

inline rc::Gen<int> any_int(int least, int most) { return rc::gen::inRange(least, most + 1); }
inline rc::Gen<Day> any_day() {
    return rc::gen::map(any_int(-25'000, 84'000), [](int days) { return Day{days}; });  // 1901 to 2199
}
inline rc::Gen<Minutes> any_minutes() {
    return rc::gen::map(any_int(0, 1440), [](int count) { return Minutes{count}; });
}
inline rc::Gen<Points> any_points() {
    return rc::gen::map(any_int(0, 1'000'000), [](int count) { return Points{count}; });
}
inline rc::Gen<Value> any_value() {
    return rc::gen::map(any_int(0, 3'000'000), [](int count) { return Value{count}; });
}
inline rc::Gen<std::string> any_id() {
    return rc::gen::map(any_int(0, 99'999), [](int number) { return "LOC-" + std::to_string(number); });
}

inline FactorInput any_input() {
    FactorInput input;
    input.kind = static_cast<FactorInput::Kind>(*any_int(0, 8));
    input.number = *any_int(-400, 400);
    input.days = *any_int(0, 400);
    input.held = *rc::gen::arbitrary<bool>();
    input.overdue = *rc::gen::arbitrary<bool>();
    input.lives_alone = *maybe(rc::gen::arbitrary<bool>());
    input.support = *maybe(any_of<Support>());
    input.has_contact_person = *maybe(rc::gen::arbitrary<bool>());
    input.relatives_at_risk = *maybe(rc::gen::arbitrary<bool>());
    return input;
}

inline Call any_call() {
    Call call;
    call.tenant = {*any_id()};
    call.starts_at = {*any_int(0, 1439)};
    call.minutes = *any_minutes();
    call.pause = *any_minutes();
    call.tier = *any_of<Tier>();
    call.due_on = *maybe(any_day());
    call.late = *rc::gen::arbitrary<bool>();
    call.same_advisor = *rc::gen::arbitrary<bool>();
    call.slot_moved = *rc::gen::arbitrary<bool>();
    call.fixed = *rc::gen::arbitrary<bool>();
    call.state = *any_of<CallState>();
    call.card.points = *any_points();
    call.card.band = *any_of<Band>();
    for (int i = 0; i < kFactors; ++i)
        call.card.lines[i] = {static_cast<Factor>(i), *any_points(), *any_value(), *any_points(), any_input()};
    return call;
}

inline rc::Gen<Plan> any_plan() {
    return rc::gen::exec([] {
        Plan plan;
        plan.day = *any_day();
        plan.digest = *rc::gen::arbitrary<bool>() ? "0123456789abcdef" : "quote \" backslash \\ line \n é";
        plan.engine = "0.1.0";
        plan.rules_name = "default";
        plan.rules_version = "2020.1";
        for (int i = *any_int(0, 3); i > 0; --i) {
            AdvisorList list{{*any_id()}, *any_minutes(), *any_minutes(), *any_minutes(), *any_int(0, 20), {}};
            for (int k = *any_int(0, 4); k > 0; --k) list.calls.push_back(any_call());
            plan.lists.push_back(list);
        }
        for (int i = *any_int(0, 4); i > 0; --i)
            plan.unplanned.push_back({{*any_id()},
                                      *any_points(),
                                      *any_of<UnplannedReason>(),
                                      *maybe(any_of<Tier>()),
                                      *maybe(any_day()),
                                      *any_minutes(),
                                      *any_minutes(),
                                      *maybe(any_of<Keeping>()),
                                      *maybe(any_of<Keeping>()),
                                      *maybe(any_day()),
                                      *maybe(rc::gen::map(any_id(), [](std::string id) { return AdvisorId{id}; }))});
        for (int i = *any_int(0, 4); i > 0; --i)
            plan.excluded.push_back({{*any_id()}, *any_of<ExcludedReason>(), *maybe(any_day())});
        plan.promises = {*any_int(0, 500), *any_int(0, 500), *any_int(0, 500), *any_int(0, 500), {}, {}};
        for (int i = *any_int(0, 2); i > 0; --i)
            plan.promises.shortfall.push_back({*any_of<Measure>(),
                                               {{*any_id()}, {*any_id()}},
                                               {{*any_id()}},
                                               {*any_day(), *any_day()},
                                               *any_int(0, 999),
                                               *any_int(0, 999),
                                               {*any_day()}});
        for (int i = *any_int(0, 3); i > 0; --i)
            plan.promises.calendar.push_back(
                {*any_day(), *any_int(0, 99), *any_int(0, 99), *any_minutes(), *any_minutes()});
        plan.balance = {*any_value(), *any_value(), *any_value(), *rc::gen::arbitrary<bool>()};
        plan.certificate = {*any_points(), *any_points(), *any_value(), *rc::gen::arbitrary<bool>()};
        return plan;
    });
}

}  // namespace bienveille
