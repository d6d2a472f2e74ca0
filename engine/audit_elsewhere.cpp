#include "engine/audit_elsewhere.h"

#include <algorithm>

namespace bienveille::audit_detail {
namespace {

using Wrong = std::optional<std::pair<const char*, std::string>>;

class Witness {
public:
    Witness(const Audited& audited, OwnPlaces& own, const Shortfall& shortfall,
            const std::vector<std::uint32_t>& people, const Reading& reading, const std::map<std::uint32_t, Day>& moved)
        : audited_(audited),
          facts_(audited.facts),
          own_(own),
          shortfall_(shortfall),
          people_(people),
          reading_(reading),
          moved_(moved) {}

    Wrong wrong() {
        if (auto said = wrong_row(); !said.empty()) return std::pair(".elsewhere", std::move(said));
        if (auto said = wrong_person(); !said.empty()) return std::pair(".moved", std::move(said));
        for (const auto& [at, come] : comes_)
            if (auto said = wrong_list(at.first, at.second, come); !said.empty())
                return std::pair(".elsewhere", std::move(said));
        return std::nullopt;
    }

private:
    bool counts(std::uint32_t t) const { return reading_.is_of_people(t) || (facts_.has_duty(t) && reading_.kept(t)); }
    const std::string& id(std::uint32_t t) const { return facts_.input.tenants[t].id.text; }
    bool is_later(Day day) const { return day > facts_.input.day; }

    // On a list is today.
    std::optional<LaterPlace> planned(std::uint32_t t) const {
        const Place& place = audited_.places[t];
        if (place.list < 0) return place.later;
        const std::int32_t seat = audited_.seats[static_cast<std::size_t>(place.list)];
        if (seat < 0) return std::nullopt;
        return LaterPlace{static_cast<std::uint32_t>(seat), facts_.input.day};
    }

    // Reads them.
    std::string wrong_row() {
        const CalledAt* before = nullptr;
        for (const CalledAt& each : shortfall_.elsewhere) {
            if (before && !(before->tenant < each.tenant)) return "stand in the order of their ids, each once";
            before = &each;
            const auto t = facts_.tenant_of.find(each.tenant.text);
            if (!t || !counts(*t)) return each.tenant.text + " is neither of the tenants nor kept";
            const auto seat = facts_.seat_of.find(each.advisor.text);
            if (!seat) return each.advisor.text + " is not in the team";
            const LaterPlace to{static_cast<std::uint32_t>(*seat), each.day};
            if (planned(*t) == to) return each.tenant.text + " is called there as planned";
            if (!may_call(to, facts_.standings[*t]))
                return each.tenant.text + " cannot be called by " + each.advisor.text + " on " + each.day.iso();
            elsewhere_.emplace(*t, to);
            comes_[{to.day, to.seat}].push_back(*t);
        }
        return {};
    }

    bool may_call(const LaterPlace& to, const Standing& tenant) const {
        if (!tenant.dialable || to.day < std::max(tenant.first, facts_.input.day)) return false;
        if (to.day == facts_.input.day) return facts_.may_call(to.seat, tenant);
        return to.day <= facts_.last_looked_at && facts_.speaks(to.seat, tenant) &&
               facts_.capacity_on(to.seat, to.day) > Minutes{};
    }

    // Those who stay where they are planned and are kept are in time.
    std::string wrong_person() const {
        for (const std::uint32_t t : people_)
            if (auto said = not_in_time(t); !said.empty()) return said;
        for (const auto& [t, unused] : elsewhere_)
            if (auto said = not_in_time(t); !said.empty()) return said;
        return {};
    }

    std::string not_in_time(std::uint32_t t) const {
        const auto other = elsewhere_.find(t);
        const auto place = other == elsewhere_.end() ? planned(t) : std::optional(other->second);
        if (!place) return "is not enough: " + id(t) + " has no place";
        const auto moved = moved_.find(t);
        if (moved != moved_.end())
            return place->day == moved->second
                       ? ""
                       : "has " + id(t) + " on " + moved->second.iso() + "; the place is on " + place->day.iso();
        const Day last = reading_.aim(t).last;
        return place->day <= last
                   ? ""
                   : "is not enough: " + id(t) + " has a place on " + place->day.iso() + ", due by " + last.iso();
    }

    // Of those who count whom the plan has there and who are not called elsewhere.
    std::vector<std::uint32_t> who_stay(Day day, std::uint32_t seat) const {
        std::vector<std::uint32_t> stay;
        const auto add = [&](std::uint32_t t) {
            if (counts(t) && !elsewhere_.count(t)) stay.push_back(t);
        };
        if (is_later(day)) {
            for (const std::uint32_t t : own_.at({seat, day})) add(t);
        } else if (audited_.lists[seat] >= 0) {
            for (const std::int32_t t : audited_.called[static_cast<std::size_t>(audited_.lists[seat])])
                if (t >= 0) add(static_cast<std::uint32_t>(t));
        }
        return stay;
    }

    std::string wrong_list(Day day, std::uint32_t seat, const std::vector<std::uint32_t>& come) const {
        std::vector<std::uint32_t> all = who_stay(day, seat);
        all.insert(all.end(), come.begin(), come.end());
        if (is_later(day) ? later_holds(day, seat, all) : today_holds(seat, all)) return {};
        return facts_.seats[seat].advisor->id.text + " has on " + day.iso() + " more calls than that list holds";
    }

    bool later_holds(Day day, std::uint32_t seat, const std::vector<std::uint32_t>& calls) const {
        const Minutes capacity = facts_.capacity_on(seat, day);
        Tally tally;
        for (const std::uint32_t t : calls) tally.add(facts_.standings[t].kind, load(t), false);
        return !broken_caps(tally, {facts_.seats[seat].advisor, true, capacity, {}}, facts_.rules.work).any();
    }

    bool today_holds(std::uint32_t seat, const std::vector<std::uint32_t>& calls) const {
        Tally tally = audited_.held[seat];
        std::vector<Settled> settled;
        for (const std::uint32_t t : facts_.in_hand) {
            const PreviousCall& held = *facts_.standings[t].held();
            if (held.advisor == facts_.seats[seat].advisor->id)
                settled.push_back(settled_by(held, facts_.standings[t].kind));
        }
        std::array<int, kKinds> free{};
        for (const std::uint32_t t : calls) {
            const Standing& call = facts_.standings[t];
            tally.add(call.kind, load(t), false);
            if (const auto slot = call.special->slot)
                settled.push_back({*slot, *slot + load(t), call.kind == kLevel3, false});
            else
                ++free[call.kind];
        }
        std::array<Minutes, kKinds> lengths;
        for (int kind = 0; kind < kKinds; ++kind) lengths[static_cast<std::size_t>(kind)] = facts_.load(kind);
        // Who may stand between level-3 calls: the shortest of those owed one, no more than there are.
        int shortest = 0, others = 0;
        for (int kind = 0; kind < kLevel3; ++kind) {
            const std::int32_t owed = facts_.owed_of_kind[static_cast<std::size_t>(kind)];
            if (owed > 0 && (others == 0 || facts_.load(kind) < facts_.load(shortest))) shortest = kind;
            others += owed;
        }
        const Seat& there = facts_.seats[seat];
        for (int between = 0, most = std::min(free[kLevel3], others); between <= most; ++between) {
            if (broken_caps(tally, there, facts_.rules.work).any()) return false;
            if (timetable_exists(facts_.calendar.windows, settled, free, lengths, there.hours)) return true;
            tally.add(shortest, facts_.load(shortest), false);
            ++free[static_cast<std::size_t>(shortest)];
        }
        return false;
    }

    Minutes load(std::uint32_t t) const { return facts_.load(facts_.standings[t].kind); }

    const Audited& audited_;
    const DayFacts& facts_;
    OwnPlaces& own_;
    const Shortfall& shortfall_;
    const std::vector<std::uint32_t>& people_;
    const Reading& reading_;
    const std::map<std::uint32_t, Day>& moved_;
    std::map<std::uint32_t, LaterPlace> elsewhere_;
    std::map<std::pair<Day, std::uint32_t>, std::vector<std::uint32_t>> comes_;  // by day and seat
};

}  // namespace

const std::vector<std::uint32_t>& OwnPlaces::at(const LaterPlace& place) {
    if (!looked_up_)
        for (std::uint32_t t = 0; t < audited_.places.size(); ++t)
            if (const auto& own = audited_.places[t].later; own && audited_.facts.has_duty(t))
                at_[{own->day, own->seat}].push_back(t);
    looked_up_ = true;
    return at_[{place.day, place.seat}];
}

std::optional<std::pair<const char*, std::string>> without_place(const Audited& audited, OwnPlaces& own,
                                                                 const Shortfall& shortfall,
                                                                 const std::vector<std::uint32_t>& people,
                                                                 const Reading& reading,
                                                                 const std::map<std::uint32_t, Day>& moved) {
    return Witness(audited, own, shortfall, people, reading, moved).wrong();
}

}  // namespace bienveille::audit_detail
