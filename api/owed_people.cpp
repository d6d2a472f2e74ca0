#include "api/owed_people.h"

#include <algorithm>
#include <limits>

namespace bienveille {
namespace {

constexpr Day kNoDay{std::numeric_limits<std::int32_t>::max()};

}  // namespace

OwedPeople::OwedPeople(const Plan& plan) {
    for (const Unplanned& each : plan.unplanned)
        if (each.tier) order_.push_back(&each);
    std::stable_sort(order_.begin(), order_.end(), [](const Unplanned* a, const Unplanned* b) {
        return a->due_on.value_or(kNoDay) < b->due_on.value_or(kNoDay);  // in the plan they stand by rank
    });
    line_of_.resize(order_.size());
    for (Place place = 0; place < order_.size(); ++place) {
        place_of_.emplace(order_[place]->tenant.text, place);
        stand(place, &lines_[{order_[place]->needs, std::nullopt}]);
    }
}

void OwedPeople::stand(Place place, Line* line) {
    if (line_of_[place]) line_of_[place]->erase(place);
    line_of_[place] = line;
    if (line) line->insert(line->end(), place);
}

void OwedPeople::changed(const TenantId& tenant) {
    if (const auto found = place_of_.find(tenant.text); found != place_of_.end())
        stand(found->second, &lines_[{order_[found->second]->needs, std::nullopt}]);
}

const Unplanned* OwedPeople::first(const Wanted& wanted) {
    struct Head {
        bool known;
        Line::const_iterator at, end;
    };
    std::vector<Head> heads;
    for (const auto& [what, line] : lines_) {
        const auto& [needs, kind] = what;
        if (needs <= wanted.most && (!kind || wanted.suits(*kind)))
            heads.push_back({kind.has_value(), line.begin(), line.end()});
    }
    for (;;) {
        Head* next = nullptr;
        for (Head& each : heads)
            if (each.at != each.end && (!next || *each.at < *next->at)) next = &each;
        if (!next) return nullptr;
        const Place place = *next->at++;
        const Unplanned* const person = order_[place];
        if (!next->known) {
            const std::optional<Kind> kind = wanted.look(person->tenant);
            if (wanted.keeps) stand(place, kind ? &lines_[{person->needs, kind}] : nullptr);
            if (!kind || !wanted.suits(*kind)) continue;
        }
        if (wanted.is_free(person->tenant)) return person;
    }
}

}  // namespace bienveille
