#include "bench/rival_graph.h"

#include <algorithm>
#include <cstddef>

namespace bienveille::bench {
namespace {

constexpr std::int64_t kPrevious = 2;
constexpr std::int64_t kArea = 1;

// Nodes in this order: source, sink, calls, seats, hubs of (group, area), hubs of groups.
struct Nodes {
    explicit Nodes(const RivalDay& day)
        : seats(2 + static_cast<int>(day.calls.size())),
          area_hubs(seats + static_cast<int>(day.seats.size())),
          group_hubs(area_hubs + day.groups * day.areas),
          end(group_hubs + day.groups),
          areas(day.areas) {}

    int call(std::size_t index) const { return 2 + static_cast<int>(index); }
    int seat(std::size_t index) const { return seats + static_cast<int>(index); }
    int area_hub(int group, int area) const { return area_hubs + group * areas + area; }
    int group_hub(int group) const { return group_hubs + group; }

    int seats, area_hubs, group_hubs, end, areas;
};

// Greater than every sum of preferences, so that no preference outweighs a point.
std::int64_t shift(const RivalDay& day) {
    std::int64_t room = 0;
    for (const RivalSeat& seat : day.seats) room += seat.room;
    return kPrevious * std::min<std::int64_t>(room, static_cast<std::int64_t>(day.calls.size())) + 1;
}

}  // namespace

RivalGraph rival_graph(const RivalDay& day) {
    const Nodes nodes(day);
    const std::int64_t scale = shift(day);
    std::int64_t most = 0;
    for (const RivalCall& call : day.calls) most = std::max(most, call.weight * scale + kPrevious);

    RivalGraph graph;
    graph.nodes = nodes.end;
    graph.supply = static_cast<int>(day.calls.size());
    graph.arcs.push_back({graph.source, graph.sink, graph.supply, most});  // those who are not called
    for (std::size_t i = 0; i < day.calls.size(); ++i) {
        const RivalCall& call = day.calls[i];
        const std::int64_t cost = most - call.weight * scale;
        const auto seat = static_cast<std::size_t>(call.previous);
        graph.arcs.push_back({graph.source, nodes.call(i), 1, 0});
        graph.arcs.push_back({nodes.call(i), nodes.group_hub(call.group), 1, cost});
        if (call.area >= 0)
            graph.arcs.push_back({nodes.call(i), nodes.area_hub(call.group, call.area), 1, cost - kArea});
        if (call.previous >= 0 && day.seats[seat].groups[static_cast<std::size_t>(call.group)])
            graph.arcs.push_back({nodes.call(i), nodes.seat(seat), 1, cost - kPrevious});
    }
    for (std::size_t s = 0; s < day.seats.size(); ++s) {
        const RivalSeat& seat = day.seats[s];
        graph.arcs.push_back({nodes.seat(s), graph.sink, seat.room, 0});
        for (int group = 0; group < day.groups; ++group) {
            if (!seat.groups[static_cast<std::size_t>(group)]) continue;
            graph.arcs.push_back({nodes.group_hub(group), nodes.seat(s), seat.room, 0});
            if (seat.area >= 0) graph.arcs.push_back({nodes.area_hub(group, seat.area), nodes.seat(s), seat.room, 0});
        }
    }
    return graph;
}

Seating seating(const RivalDay& day, const RivalGraph& graph, const std::vector<int>& flow) {
    const Nodes nodes(day);
    // Units waiting at each hub for a seat: the hub's arcs to seats hand them out.
    std::vector<std::vector<int>> seats_at(static_cast<std::size_t>(graph.nodes));
    for (std::size_t a = 0; a < graph.arcs.size(); ++a)
        if (graph.arcs[a].from >= nodes.area_hubs)
            seats_at[static_cast<std::size_t>(graph.arcs[a].from)].insert(
                seats_at[static_cast<std::size_t>(graph.arcs[a].from)].end(), static_cast<std::size_t>(flow[a]),
                graph.arcs[a].to - nodes.seats);
    Seating seat_of(day.calls.size(), -1);
    for (std::size_t a = 0; a < graph.arcs.size(); ++a) {
        const RivalArc& arc = graph.arcs[a];
        if (flow[a] == 0 || arc.from < 2 || arc.from >= nodes.seats) continue;
        int& seat = seat_of[static_cast<std::size_t>(arc.from - 2)];
        if (arc.to < nodes.area_hubs) {
            seat = arc.to - nodes.seats;
        } else {
            seat = seats_at[static_cast<std::size_t>(arc.to)].back();
            seats_at[static_cast<std::size_t>(arc.to)].pop_back();
        }
    }
    return seat_of;
}

}  // namespace bienveille::bench
