#include "bench/mip_rival.h"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/facts.h"
#include "engine/fit.h"
#include "engine/horizon.h"

namespace bienveille::bench {
namespace {

class Program {
public:
    Program() : program_(glp_create_prob(), glp_delete_prob) {
        glp_term_out(GLP_OFF);
        glp_set_obj_dir(program_.get(), GLP_MAX);
    }

    int yes_or_no(double worth) {
        const int column = glp_add_cols(program_.get(), 1);
        glp_set_col_kind(program_.get(), column, GLP_BV);
        glp_set_obj_coef(program_.get(), column, worth);
        return column;
    }

    int count() {
        const int column = glp_add_cols(program_.get(), 1);
        glp_set_col_kind(program_.get(), column, GLP_IV);
        glp_set_col_bnds(program_.get(), column, GLP_LO, 0, 0);
        return column;
    }

    using Sum = std::vector<std::pair<int, double>>;  // column, factor
    void require(const Sum& sum, int bound, double value) {
        if (sum.empty()) return;
        const int row = glp_add_rows(program_.get(), 1);
        glp_set_row_bnds(program_.get(), row, bound, value, value);
        std::vector<int> columns{0};
        std::vector<double> factors{0};
        for (const auto& [column, factor] : sum) columns.push_back(column), factors.push_back(factor);
        glp_set_mat_row(program_.get(), row, static_cast<int>(sum.size()), columns.data(), factors.data());
    }

    // None when it was not solved to the end.
    std::optional<std::int64_t> best() {
        glp_iocp how;
        glp_init_iocp(&how);
        how.presolve = GLP_ON;
        how.tm_lim = 3'000;  // milliseconds
        if (glp_intopt(program_.get(), &how) != 0 || glp_mip_status(program_.get()) != GLP_OPT) return std::nullopt;
        return std::llround(glp_mip_obj_val(program_.get()));
    }

private:
    std::unique_ptr<glp_prob, void (*)(glp_prob*)> program_;
};

// Where calls take equally long, no more of an advisor's minutes than they fill: whole numbers are found much sooner so.
int filled(int minutes, const RuleSet& rules) {
    const auto lengths = minutes_by_kind(rules.work);
    const bool equally_long =
        std::adjacent_find(lengths.begin(), lengths.end(), std::not_equal_to<>()) == lengths.end();
    return equally_long && lengths[0] > 0 ? minutes - minutes % lengths[0] : minutes;
}

// What an advisor takes of one day.
struct Place {
    Program::Sum minutes, calls, level3, level2_and_3, apart;

    void take(int count, std::uint8_t kind, int length) {
        minutes.emplace_back(count, length);
        calls.emplace_back(count, 1);
        if (kind == kLevel3) level3.emplace_back(count, 1);
        if (kind >= kLevel3 - 1) level2_and_3.emplace_back(count, 1);
    }
    void hold(Program& program, int most_minutes, int most_calls, const RuleSet& rules) const {
        const Work& work = rules.work;
        program.require(minutes, GLP_UP, filled(most_minutes, rules));
        program.require(calls, GLP_UP, std::min(most_calls, 1000));
        program.require(level3, GLP_UP, work.most_level3);
        program.require(level2_and_3, GLP_UP, work.most_level2_and_3);
    }
};

// The days ahead: whose deadline the plan keeps is called today or has a place by it.
class Ahead {
public:
    Ahead(const Plan& plan, const DayInput& input, const RuleSet& rules, const Facts& facts, Horizon horizon)
        : input_(input), rules_(rules), horizon_(std::move(horizon)), places_(horizon_.cells.size()) {
        std::map<std::string, const Unplanned*> waiting;
        for (const Unplanned& row : plan.unplanned) waiting.emplace(row.tenant.text, &row);
        for (const Duty& duty : facts.duties) {
            const auto row = waiting.find(input.tenants[duty.tenant].id.text);
            const Unplanned* waits = row == waiting.end() ? nullptr : row->second;
            if (waits == nullptr || waits->keeping == Keeping::kept)
                kept_.emplace(duty.tenant, Kept{&duty, duty.last});
            else if (waits->promise == Keeping::kept)
                kept_.emplace(duty.tenant, Kept{&duty, *duty.promised});
        }
    }

    bool keeps(std::uint32_t tenant) const { return kept_.contains(tenant); }
    void wait(std::uint32_t tenant, std::optional<int> chosen_today) {
        const auto& [duty, last] = kept_.at(tenant);
        const Horizon::Days days = horizon_.within(std::max(duty->first, input_.day + 1), last);
        Alike& alike = alike_[{duty->group, duty->kind, days.first, days.end}];
        ++alike.people;
        if (chosen_today) alike.placed.emplace_back(*chosen_today, 1);
        told_.insert(tenant);
    }

    void require(Program& program) {
        for (const auto& [tenant, kept] : kept_)
            if (!told_.contains(tenant) && kept.duty->call < 0) wait(tenant, std::nullopt);
        for (auto& [key, alike] : alike_) {
            const auto& [group, kind, first, end] = key;
            for (std::size_t cell = 0; cell < horizon_.cells.size(); ++cell) {
                const Cell& each = horizon_.cells[cell];
                if (each.day < first || each.day >= end || !horizon_.eligible(each, group)) continue;
                const int count = program.count();
                alike.placed.emplace_back(count, 1);
                places_[cell].take(count, kind, minutes_by_kind(rules_.work)[kind]);
            }
            program.require(alike.placed, GLP_FX, alike.people);
        }
        for (std::size_t cell = horizon_.begin[1]; cell < places_.size(); ++cell) {
            const Room& room = horizon_.cells[cell].room;
            places_[cell].hold(program, room.minutes, room.calls, rules_);
        }
    }

private:
    struct Kept {
        const Duty* duty;
        Day last;
    };
    struct Alike {
        int people = 0;
        Program::Sum placed;  // of them, today or later
    };

    const DayInput& input_;
    const RuleSet& rules_;
    Horizon horizon_;
    std::vector<Place> places_;
    std::map<std::uint32_t, Kept> kept_;  // by tenant
    std::map<std::tuple<std::uint16_t, std::uint8_t, std::uint16_t, std::uint16_t>, Alike> alike_;
    std::set<std::uint32_t> told_;
};

}  // namespace

std::optional<std::int64_t> most_points(const Plan& plan, const DayInput& input, const RuleSet& rules) {
    const Calendar& calendar = input.calendar ? *input.calendar : rules.calendar;
    const WorkingDays working(calendar, input.day);
    const Presence presence(input, rules, calendar, working);
    const Roster roster = make_roster(input, rules, calendar, presence);
    const Facts facts = make_facts(input, rules, roster, working);
    const auto minutes = minutes_by_kind(rules.work);
    std::set<std::string> called;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) called.insert(call.tenant.text);

    Program program;
    const std::size_t windows = roster.windows.size();
    Day last = input.day;
    for (const Duty& duty : facts.duties) last = std::max({last, duty.last, duty.promised.value_or(last)});
    Ahead ahead(plan, input, rules, facts, make_horizon(input, rules, roster, presence, facts, last));
    std::vector<Place> seats(roster.seats.size());
    std::vector<Place> in_window(roster.seats.size() * windows);
    for (std::uint16_t group = 0; group < roster.groups.size(); ++group)
        for (std::uint8_t kind = 0; kind < kKinds; ++kind) {
            Program::Sum made;  // calls chosen, less those that have a seat: 0
            for (const Candidate& call : facts.owed) {
                if (call.group != group || call.kind != kind) continue;
                const bool duty = call.tier < Tier::longest_waiting;
                if (duty && !called.contains(input.tenants[call.tenant].id.text)) {
                    if (ahead.keeps(call.tenant)) ahead.wait(call.tenant, std::nullopt);
                    continue;
                }
                const int chosen = program.yes_or_no(static_cast<double>(call.points.count));
                made.emplace_back(chosen, 1);
                if (duty)
                    program.require({{chosen, 1}}, GLP_FX, 1);
                else if (ahead.keeps(call.tenant))
                    ahead.wait(call.tenant, chosen);
            }
            if (made.empty()) continue;
            for (const std::uint32_t s : roster.groups[group].seats)
                for (std::size_t w = 0; w < windows; ++w) {
                    const int count = program.count();
                    made.emplace_back(count, -1);
                    in_window[s * windows + w].minutes.emplace_back(count, minutes[kind]);
                    in_window[s * windows + w].apart.emplace_back(count, kind == kLevel3 ? 1 : -1);
                    seats[s].take(count, kind, minutes[kind]);
                }
            program.require(made, GLP_FX, 0);
        }
    for (std::size_t s = 0; s < seats.size(); ++s) {
        seats[s].hold(program, roster.seats[s].capacity, roster.seats[s].max_calls, rules);
        for (std::size_t w = 0; w < windows; ++w) {
            const Window& window = roster.windows[w];
            program.require(in_window[s * windows + w].minutes, GLP_UP,
                            filled(static_cast<int>(window.length().count), rules));
            program.require(in_window[s * windows + w].apart, GLP_UP, 1);
        }
    }
    ahead.require(program);
    return program.best();
}

}  // namespace bienveille::bench
