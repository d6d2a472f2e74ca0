#include "api/wire_scores.h"

#include "api/wire_plan.h"
#include "engine/names.h"
#include "engine/plan.h"
#include "rules/json_text.h"

namespace bienveille {

std::string score_cards_to_json(const ScoreCards& cards) {
    JsonText out;
    out.object().field("day", cards.day).field("digest", cards.digest).field("engine", kEngineVersion);
    out.key("rules").object().field("name", cards.rules_name).field("version", cards.rules_version).end_object();
    out.key("cards").array();
    std::size_t rank = 0;
    for (const RankedCard& ranked : cards.cards) {
        out.line().object().field("tenant", ranked.tenant.text).field("rank", ++rank);
        out.field("points", ranked.card.points).field("band", name(ranked.card.band)).field("due_on", ranked.due_on);
        out.key("reasons");
        write_reasons(out, ranked.card);
        out.end_object();
    }
    out.end_array().key("excluded").array();
    for (const Excluded& each : cards.excluded)
        out.line()
            .object()
            .field("tenant", each.tenant.text)
            .field("reason", name(each.reason))
            .field("until", each.until)
            .end_object();
    return out.end_array().end_object().take();
}

}  // namespace bienveille
