#include "api/wire_replay.h"

#include "engine/names.h"
#include "rules/json_text.h"

namespace bienveille {

std::string replay_to_json(const ReplayReport& report) {
    JsonText out;
    out.object().field("campaign", report.campaign).field("first_day", report.first).field("last_day", report.last);
    out.key("rules").object().field("name", report.rules_name).field("version", report.rules_version);
    out.field("digest", report.rules_digest).end_object();
    out.key("first_seed");
    if (report.first_seed)
        out.string(std::to_string(*report.first_seed));  // of 64 bits: no number that every reader of JSON keeps
    else
        out.null();
    out.field("replays", report.orders.empty() ? std::size_t{0} : report.orders[0].figures.size());
    out.key("orders").array();
    for (const ReplayOfOrder& order : report.orders) {
        out.line().object().field("order", std::string{name(order.order)}).key("figures").object();
        for (const FigureLine& line : figure_lines()) {
            const Interval interval = interval_of(line, order.figures);
            out.key(line.name).object().field("low", interval.low).field("median", interval.median);
            out.field("high", interval.high).field("of", whole_of(line, order.figures)).end_object();
        }
        out.end_object().end_object();
    }
    return out.end_array().end_object().take();
}

}  // namespace bienveille
