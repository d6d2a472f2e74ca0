// Every figure that a plan tells, one more and one less than it is.
#include "tests/support/spoilings.h"

namespace bienveille::test {
namespace {

using Change = std::function<bool(Plan&, int)>;  // false: nothing of the sort in this plan

template <class Quantity>
bool add(Quantity& quantity, int by) {
    if constexpr (requires { quantity.count; })
        quantity.count += by;
    else
        quantity += by;
    return true;
}

// A figure of the first of some rows that is such a row.
template <class Rows, class Is, class Figure>
bool add_in_first(Rows& rows, Is is, Figure figure, int by) {
    for (auto& row : rows)
        if (is(row)) return add(figure(row), by);
    return false;
}

template <class Figure>
Change of_call(Figure figure) {
    return [figure](Plan& p, int by) {
        const auto [list, c] = find_call(p, is_free);
        return list && add(figure(list->calls[c]), by);
    };
}

template <class Figure>
Change of_line(std::size_t line, Figure figure) {
    return of_call([ line, figure ](Call & call) -> auto& { return figure(call.card.lines[line]); });
}

template <class Figure>
Change of_list(Figure figure) {
    return [figure](Plan& p, int by) {
        return add_in_first(
            p.lists, [](const AdvisorList& list) { return list.capacity > Minutes{}; }, figure, by);
    };
}

template <class Figure>
Change of_waiting(Figure figure) {
    return [figure](Plan& p, int by) {
        return add_in_first(
            p.unplanned, [](const Unplanned& row) { return row.tier.has_value(); }, figure, by);
    };
}

template <class Figure>
Change of_first_day(Figure figure) {
    return [figure](Plan& p, int by) {
        return !p.promises.calendar.empty() && add(figure(p.promises.calendar.front()), by);
    };
}

template <class Figure>
Change of_last_day(Figure figure) {
    return [figure](Plan& p, int by) {
        return p.promises.calendar.size() > 1 && add(figure(p.promises.calendar.back()), by);
    };
}

// Of people whom somebody may call, but not enough.
template <class Figure>
Change of_shortfall(Figure figure) {
    return [figure](Plan& p, int by) {
        return add_in_first(
            p.promises.shortfall, [](const Shortfall& each) { return !each.days.empty(); }, figure, by);
    };
}

struct Told {
    const char* what;
    const char* promise;
    Change change;
};

// clang-format off
const std::vector<Told>& told() {
    static const std::vector<Told> all{
        {"capacity of a list", "P3", of_list([](AdvisorList& l) -> auto& { return l.capacity; })},
        {"planned minutes of a list", "P3", of_list([](AdvisorList& l) -> auto& { return l.planned; })},
        {"pauses of a list", "P3", of_list([](AdvisorList& l) -> auto& { return l.pauses; })},
        {"heavy calls of a list", "P3", of_list([](AdvisorList& l) -> auto& { return l.heavy_calls; })},
        {"minutes of a call", "P3", of_call([](Call& c) -> auto& { return c.minutes; })},
        {"pause of a call", "P3", of_call([](Call& c) -> auto& { return c.pause; })},
        {"points of a call", "S1", of_call([](Call& c) -> auto& { return c.card.points; })},
        {"points of a reason", "S1", of_line(0, [](FactorLine& l) -> auto& { return l.points; })},
        {"value of a reason", "S1", of_line(1, [](FactorLine& l) -> auto& { return l.value; })},
        {"weight of a reason", "S1", of_line(2, [](FactorLine& l) -> auto& { return l.weight; })},
        {"input of a reason", "S1", of_line(3, [](FactorLine& l) -> auto& { return l.input.number; })},
        {"points of somebody waiting", "P1", of_waiting([](Unplanned& u) -> auto& { return u.points; })},
        {"minutes needed by somebody waiting", "P1", of_waiting([](Unplanned& u) -> auto& { return u.needs; })},
        {"room for somebody waiting", "P1", of_waiting([](Unplanned& u) -> auto& { return u.room; })},
        {"largest gap", "O2", [](Plan& p, int by) { return add(p.balance.largest_gap, by); }},
        {"lower bound of the gap", "O2", [](Plan& p, int by) { return add(p.balance.lower_bound, by); }},
        {"tolerance", "O2", [](Plan& p, int by) { return add(p.balance.tolerance, by); }},
        {"promises open", "P4", [](Plan& p, int by) { return add(p.promises.open, by); }},
        {"promises kept", "P4", [](Plan& p, int by) { return add(p.promises.kept, by); }},
        {"promises impossible", "P4", [](Plan& p, int by) { return add(p.promises.impossible, by); }},
        {"promises unproven", "P4", [](Plan& p, int by) { return add(p.promises.unproven, by); }},
        {"promises due on the day", "P4", of_first_day([](PromiseDay& d) -> auto& { return d.due; })},
        {"calls planned on the day", "P4", of_first_day([](PromiseDay& d) -> auto& { return d.planned; })},
        {"minutes planned on the day", "P4", of_first_day([](PromiseDay& d) -> auto& { return d.planned_minutes; })},
        {"capacity of the day", "P4", of_first_day([](PromiseDay& d) -> auto& { return d.capacity; })},
        {"promises due on a later day", "P4", of_last_day([](PromiseDay& d) -> auto& { return d.due; })},
        {"calls planned on a later day", "P4", of_last_day([](PromiseDay& d) -> auto& { return d.planned; })},
        {"minutes planned on a later day", "P4", of_last_day([](PromiseDay& d) -> auto& { return d.planned_minutes; })},
        {"capacity of a later day", "P4", of_last_day([](PromiseDay& d) -> auto& { return d.capacity; })},
        {"needed of a shortfall", "P4", of_shortfall([](Shortfall& s) -> auto& { return s.needed; })},
        {"available of a shortfall", "P4", of_shortfall([](Shortfall& s) -> auto& { return s.available; })},
        {"unusable of a shortfall", "P4", of_shortfall([](Shortfall& s) -> auto& { return s.unusable; })},
        {"points certified", "P5", [](Plan& p, int by) { return add(p.certificate.points, by); }},
        {"upper bound certified", "P5", [](Plan& p, int by) { return add(p.certificate.upper_bound, by); }},
        {"gap certified", "P5", [](Plan& p, int by) { return add(p.certificate.gap, by); }},
    };
    return all;
}
// clang-format on

}  // namespace

std::vector<Spoiling> number_spoilings() {
    std::vector<Spoiling> all;
    for (const Told& each : told())
        for (const int by : {1, -1})
            all.push_back({std::string(each.what) + (by > 0 ? ", one more" : ", one less"), each.promise,
                           [&each, by](Plan& plan) { return each.change(plan, by); }});
    return all;
}

}  // namespace bienveille::test
