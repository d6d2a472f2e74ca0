#include "api/wire_sensitivity.h"

#include "engine/names.h"
#include "rules/json_text.h"

namespace bienveille {

std::string sensitivity_to_json(const Sensitivity& sensitivity) {
    JsonText out;
    out.object().field("calls", sensitivity.calls).key("weights").array();
    for (const WeightRange& range : sensitivity.weights)
        out.line()
            .object()
            .field("factor", std::string{name(range.factor)})
            .field("weight", range.weight)
            .field("anyone_below", range.anyone_below)
            .field("anyone_above", range.anyone_above)
            .field("a_tenth_below", range.a_tenth_below)
            .field("a_tenth_above", range.a_tenth_above)
            .end_object();
    out.end_array().key("closest").array();
    for (const CutOffPair& pair : sensitivity.closest) {
        out.line().object().field("called", pair.called.text).field("waiting", pair.waiting.text);
        out.field("gap", pair.gap).key("by_factor").object();
        for (std::size_t f = 0; f < pair.by_factor.size(); ++f)
            out.field(name(static_cast<Factor>(f)), pair.by_factor[f]);
        out.end_object().end_object();
    }
    return out.end_array().end_object().take();
}

}  // namespace bienveille
