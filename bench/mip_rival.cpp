#include "bench/mip_rival.h"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/facts.h"
#include "engine/fit.h"

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
    struct Place {
        Program::Sum minutes, calls, level3, level2_and_3, apart;
    };
    std::vector<Place> seats(roster.seats.size());
    std::vector<Place> in_window(roster.seats.size() * windows);
    for (std::uint16_t group = 0; group < roster.groups.size(); ++group)
        for (std::uint8_t kind = 0; kind < kKinds; ++kind) {
            Program::Sum made;  // calls chosen, less those that have a seat: 0
            for (const Candidate& call : facts.owed) {
                if (call.group != group || call.kind != kind) continue;
                const bool duty = call.tier < Tier::longest_waiting;
                if (duty && !called.contains(input.tenants[call.tenant].id.text)) continue;
                const int chosen = program.yes_or_no(static_cast<double>(call.points.count));
                made.emplace_back(chosen, 1);
                if (duty) program.require({{chosen, 1}}, GLP_FX, 1);
            }
            if (made.empty()) continue;
            for (const std::uint32_t s : roster.groups[group].seats)
                for (std::size_t w = 0; w < windows; ++w) {
                    const int count = program.count();
                    made.emplace_back(count, -1);
                    in_window[s * windows + w].minutes.emplace_back(count, minutes[kind]);
                    in_window[s * windows + w].apart.emplace_back(count, kind == kLevel3 ? 1 : -1);
                    seats[s].minutes.emplace_back(count, minutes[kind]);
                    seats[s].calls.emplace_back(count, 1);
                    if (kind == kLevel3) seats[s].level3.emplace_back(count, 1);
                    if (kind >= kLevel3 - 1) seats[s].level2_and_3.emplace_back(count, 1);
                }
            program.require(made, GLP_FX, 0);
        }
    for (std::size_t s = 0; s < seats.size(); ++s) {
        program.require(seats[s].minutes, GLP_UP, roster.seats[s].capacity);
        program.require(seats[s].calls, GLP_UP, std::min(roster.seats[s].max_calls, 1000));
        program.require(seats[s].level3, GLP_UP, rules.work.most_level3);
        program.require(seats[s].level2_and_3, GLP_UP, rules.work.most_level2_and_3);
        for (std::size_t w = 0; w < windows; ++w) {
            const Window& window = roster.windows[w];
            program.require(in_window[s * windows + w].minutes, GLP_UP, static_cast<double>(window.length().count));
            program.require(in_window[s * windows + w].apart, GLP_UP, 1);
        }
    }
    return program.best();
}

}  // namespace bienveille::bench
