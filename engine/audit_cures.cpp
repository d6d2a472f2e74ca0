#include "engine/audit_cures.h"

#include <algorithm>
#include <map>
#include <set>

namespace bienveille::audit_detail {
namespace {

class CureCheck {
public:
    CureCheck(const Audited& audited, Counting& counting, const Shortfall& shortfall,
              const std::vector<std::uint32_t>& people, const Reading& reading)
        : audited_(audited),
          facts_(audited.facts),
          counting_(counting),
          shortfall_(shortfall),
          people_(people),
          reading_(reading) {}

    std::optional<std::pair<const char*, std::string>> wrong() {
        if (auto said = wrong_days(); !said.empty()) return std::pair(".cures", std::move(said));
        if (auto said = wrong_moves(); !said.empty()) return std::pair(".moved", std::move(said));
        return std::nullopt;
    }

private:
    bool in_minutes() const {
        return shortfall_.measure == Measure::minutes || shortfall_.measure == Measure::weighted_calls ||
               shortfall_.measure == Measure::whole_calls;
    }
    std::int64_t amount(std::uint32_t t) const {
        return in_minutes() ? facts_.load(facts_.standings[t].kind).count : 1;
    }
    bool may_be_called(std::uint32_t t, Day day) const {
        return facts_.standings[t].dialable && facts_.standings[t].first <= day && day <= reading_.aim(t).last;
    }
    bool is_looked_at(Day day) const {
        return facts_.input.day <= day && day <= facts_.last_looked_at && facts_.may_be_worked(day);
    }

    std::string wrong_days() const {
        std::optional<Day> before;
        for (const Cure& cure : shortfall_.cures) {
            if (before && !(*before < cure.day)) return "stand in the order of their days, each once";
            before = cure.day;
            if (!is_looked_at(cure.day)) return cure.day.iso() + " is not one of the days looked at";
            const auto may = [&](std::uint32_t t) { return may_be_called(t, cure.day); };
            if (std::none_of(people_.begin(), people_.end(), may))
                return cure.day.iso() + " is a day on which nobody may call any of the tenants";
            // No less: what is missing however calls are cut. No more: those not kept, where all may be called that day, else all
            // who may.
            std::int64_t least = 1, others = 0, those_there = 0;
            if (shortfall_.measure != Measure::weighted_calls && shortfall_.measure != Measure::whole_calls)
                least = std::max(least, shortfall_.needed - shortfall_.available - shortfall_.unusable);
            bool all = true;
            std::set<std::int64_t> lengths;
            for (const std::uint32_t t : people_) {
                if (may(t)) lengths.insert(amount(t));
                if (may(t)) those_there += amount(t);
                if (reading_.kept(t)) continue;
                others += amount(t);
                all = all && may(t);
            }
            const auto figure = [&](const char* bound, std::int64_t is) {
                return "tells " + std::to_string(cure.amount) + " on " + cure.day.iso() + "; must be at " + bound +
                       ' ' + std::to_string(is);
            };
            if (cure.amount < least) return figure("least", least);
            if (const std::int64_t most = all ? others : those_there; cure.amount > most) return figure("most", most);
            if (cure.exact && WholeCalls(lengths).most_within(cure.amount) != cure.amount)
                return "tells " + std::to_string(cure.amount) + " on " + cure.day.iso() + ", which no whole calls make";
        }
        return {};
    }

    std::string wrong_moves() const {
        std::map<std::uint32_t, Day> later;
        std::size_t not_kept = 0;
        bool all_have_places = true;
        for (const std::uint32_t t : people_) {
            if (reading_.kept(t)) continue;
            ++not_kept;
            const auto place = audited_.place(t);
            all_have_places = all_have_places && place && place->day > reading_.aim(t).last;
        }
        std::vector<std::uint32_t> people = people_;
        std::sort(people.begin(), people.end());
        const LaterDue* before = nullptr;
        for (const LaterDue& each : shortfall_.moved) {
            if (before && !(before->tenant < each.tenant)) return "stand in the order of their ids, each once";
            before = &each;
            const auto t = facts_.tenant_of.find(each.tenant.text);
            if (!t || !std::binary_search(people.begin(), people.end(), static_cast<std::uint32_t>(*t)))
                return each.tenant.text + " is none of the tenants";
            if (auto said = wrong_move(*t, each.to); !said.empty()) return each.tenant.text + ' ' + said;
            later.emplace(*t, each.to);
        }
        if (later.empty()) return all_have_places ? "is empty, but all who are not kept have a later place" : "";
        if (all_have_places && later.size() > not_kept)
            return "tells " + std::to_string(later.size()) + "; must be at most " + std::to_string(not_kept);
        return falls_short(later) ? "is not enough: it leaves too little for the others" : "";
    }

    // Whether, by the sums of each day, somebody of the people still has no room with these due days moved.
    bool falls_short(const std::map<std::uint32_t, Day>& later) const {
        std::set<std::int64_t> lengths;
        for (const std::uint32_t t : people_) lengths.insert(counting_.of(t));
        WholeCalls whole(std::move(lengths));
        const Reach reach = reach_of(audited_, counting_, people_, reading_, whole, later);
        if (shortfall_.needed > reach.available) return true;
        if (counting_.is_once_for_all_days()) return false;
        std::vector<std::int64_t> taken(reach.looked_at.size());
        for (const std::uint32_t t : people_) {
            const auto moved = later.find(t);
            const Day last = moved == later.end() ? reading_.aim(t).last : moved->second;
            const auto until = std::upper_bound(reach.looked_at.begin(), reach.looked_at.end(), last);
            if (until == reach.looked_at.begin()) return true;
            taken[static_cast<std::size_t>(until - reach.looked_at.begin()) - 1] += counting_.of(t);
        }
        std::int64_t left = 0;
        for (std::size_t day = 0; day < taken.size(); ++day) {
            left = whole.most_within(left) + reach.room[day] - taken[day];
            if (left < 0) return true;
        }
        return false;
    }

    std::string wrong_move(std::uint32_t t, Day to) const {
        const Standing& standing = facts_.standings[t];
        if (to <= reading_.aim(t).last || to < standing.first) return "is moved to no later day";
        if (!is_looked_at(to)) return "is moved to " + to.iso() + ", which is not one of the days looked at";
        if (!standing.dialable) return "is moved, but nobody can dial the number";
        if (reading_.kept(t) && !reading_.by_promise(t) && standing.firm)
            return "is kept and must not be moved for others";
        for (std::size_t s = 0; s < facts_.seats.size(); ++s)
            if (facts_.speaks(s, standing) && facts_.capacity_on(s, to) > Minutes{}) return {};
        return "is moved to " + to.iso() + ", when nobody is there who speaks the language";
    }

    const Audited& audited_;
    const DayFacts& facts_;
    Counting& counting_;
    const Shortfall& shortfall_;
    const std::vector<std::uint32_t>& people_;
    const Reading& reading_;
};

}  // namespace

std::optional<std::pair<const char*, std::string>> wrong_cure(const Audited& audited, Counting& counting,
                                                              const Shortfall& shortfall,
                                                              const std::vector<std::uint32_t>& people,
                                                              const Reading& reading) {
    return CureCheck(audited, counting, shortfall, people, reading).wrong();
}

}  // namespace bienveille::audit_detail
