#include "engine/audit_cures.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/audit_at_once.h"

namespace bienveille::audit_detail {
namespace {

constexpr std::int64_t kMostSums = 400'000;  // of one cure
constexpr std::int64_t kMostWaysOfACure = 10'000, kMostMinutes = 24 * 60;

using Wrong = std::optional<std::pair<const char*, std::string>>;

class CureCheck {
public:
    CureCheck(const Audited& audited, OwnPlaces& own, std::int64_t& ways, Counting& counting,
              const Shortfall& shortfall, std::vector<std::uint32_t> people, const Reading& reading,
              const std::vector<ListToFill>& lists)
        : audited_(audited),
          facts_(audited.facts),
          own_(own),
          ways_(ways),
          counting_(counting),
          shortfall_(shortfall),
          people_(std::move(people)),
          reading_(reading),
          lists_(lists) {
        std::sort(people_.begin(), people_.end());
    }

    Wrong wrong() {
        if (auto said = wrong_days(); !said.empty()) return std::pair(".cures", std::move(said));
        return wrong_moves();
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
        return facts_.standings[t].dialable && reading_.first(t) <= day && day <= reading_.aim(t).last;
    }
    bool is_looked_at(Day day) const {
        return facts_.input.day <= day && day <= facts_.last_looked_at && facts_.may_be_worked(day);
    }

    std::string wrong_days() {
        const bool at_once = shortfall_.measure == Measure::calls_at_once;
        if (at_once && !somebody_more_helps(audited_, people_, reading_))
            return shortfall_.cures.empty() ? "" : "are told, but nobody more could call those who are not kept";
        std::optional<Day> before;
        for (const Cure& cure : shortfall_.cures) {
            if (before && !(*before < cure.day)) return "stand in the order of their days, each once";
            before = cure.day;
            if (!is_looked_at(cure.day)) return cure.day.iso() + " is not one of the days looked at";
            const auto may = [&](std::uint32_t t) { return may_be_called(t, cure.day); };
            if (std::none_of(people_.begin(), people_.end(), may))
                return cure.day.iso() + " is a day on which nobody may call any of the tenants";
            // No less: those whom people more call count what is missing. No more: those not kept, where all may be called that day,
            // else all who may.
            std::int64_t others = 0, those_there = 0;
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
            if (const std::int64_t most = all ? others : those_there; cure.amount > most) return figure("most", most);
            const std::int64_t least = least_by_sums(cure);
            if (cure.amount < least) return figure("least", least);
            const auto on = [&] { return " on " + cure.day.iso(); };
            if (cure.exact && WholeCalls(lengths).most_within(cure.amount) != cure.amount)
                return "tells " + std::to_string(cure.amount) + on() + ", which no whole calls make";
            if (cure.exact && cure.amount > least && !may_be_searched(false))
                return "is exact" + on() + ", but no sum tells it, and the calls are too many to look at every way";
            if (!cure.exact && cure.amount <= least_missing())
                return "is not exact" + on() + ", but no less is missing";
            for (const std::uint32_t t : people_)
                if (!has_day_in_time(t) || !facts_.standings[t].dialable)
                    return "is told" + on() + ", but " + facts_.input.tenants[t].id.text + " cannot be called in time";
            // As much as all who are not kept need is enough: the others have their places.
            if (!(all && cure.amount >= others) && with_more(cure, cure.amount).in_no_way)
                return "tells " + std::to_string(cure.amount) + on() +
                       ", which is not enough, however lists are filled";
            if (cure.exact && cure.amount > least && !is_windows_that_count() &&
                with_more(cure, cure.amount - 1).in_some_way)
                return "is exact" + on() + ", but less is enough";
        }
        return wrong_day_left_out();
    }

    // Their lists filled with whole calls, and so much more on that day by whoever may call. What runs at one moment is not filled.
    Filled with_more(const Cure& cure, std::int64_t amount) {
        if (shortfall_.measure == Measure::calls_at_once) return {};
        std::int64_t minutes = 0;
        std::vector<CallToFill> calls;
        for (const std::uint32_t t : people_) {
            const Standing& tenant = facts_.standings[t];
            minutes += facts_.load(tenant.kind).count;
            calls.push_back({tenant.language, tenant.kind, reading_.first(t), reading_.aim(t).last});
        }
        const auto all = std::ssize(people_);
        minutes = in_minutes() ? amount : minutes;
        if (people_.size() > kMostCallsSearched || minutes > kMostMinutes || ways_ <= 0) return {};
        std::vector<ListToFill> lists = lists_;
        if (amount > 0)
            lists.push_back({cure.day, kAnybody, {minutes, in_minutes() ? all : amount, all, all}, {all, 0, 0}});
        const Filled filled =
            fill_in_every_way(facts_, counting_, std::move(lists), calls, std::min(ways_, kMostWaysOfACure));
        ways_ -= filled.ways;
        return filled;
    }

    // Of today's lists, which are not looked at here.
    bool is_windows_that_count() const {
        return std::any_of(lists_.begin(), lists_.end(),
                           [&](const ListToFill& list) { return list.day == facts_.input.day; });
    }

    // However calls are cut.
    std::int64_t least_missing() const {
        const bool cut = shortfall_.measure != Measure::weighted_calls && shortfall_.measure != Measure::whole_calls;
        return cut ? std::max<std::int64_t>(1, shortfall_.needed - shortfall_.available - shortfall_.unusable) : 1;
    }

    // The least that whole calls ask which count what is missing; beyond the amount told where none so short do.
    std::int64_t least_by_sums(const Cure& cure) const {
        const std::int64_t missing = shortfall_.needed - shortfall_.available - shortfall_.unusable;
        if (missing <= 0) return 1;
        if (std::ssize(people_) * cure.amount > kMostSums) return least_missing();
        std::vector<std::int64_t> most(static_cast<std::size_t>(std::max<std::int64_t>(0, cure.amount)) + 1, 0);
        for (const std::uint32_t t : people_) {
            if (!may_be_called(t, cure.day)) continue;
            const auto own = static_cast<std::size_t>(amount(t));
            for (std::size_t sum = most.size(); sum-- > own;)
                most[sum] = std::max(most[sum], most[sum - own] + counting_.of(t));
        }
        const auto enough = std::find_if(most.begin(), most.end(), [&](std::int64_t each) { return each >= missing; });
        return enough - most.begin();
    }

    // Where all who are not kept may be called, what they need is enough, so that a cure is told.
    std::string wrong_day_left_out() const {
        Day first = facts_.input.day, last = facts_.last_looked_at;
        bool any = false;
        for (const std::uint32_t t : people_) {
            if (reading_.kept(t)) continue;
            any = true;
            if (!facts_.standings[t].dialable) return {};
            first = std::max(first, reading_.first(t));
            last = std::min(last, reading_.aim(t).last);
        }
        if (!any) return {};
        auto told = shortfall_.cures.begin();
        for (Day day = first; day <= last; day = day + 1) {
            while (told != shortfall_.cures.end() && told->day < day) ++told;
            if (is_looked_at(day) && (told == shortfall_.cures.end() || told->day != day))
                return "tell nothing on " + day.iso() + ", when all who are not kept may be called";
        }
        return {};
    }

    Wrong wrong_moves() {
        const auto moved = [](std::string said) { return Wrong{{".moved", std::move(said)}}; };
        std::map<std::uint32_t, Day> later;
        std::size_t not_kept = 0;
        bool all_have_places = true;
        for (const std::uint32_t t : people_) {
            if (reading_.kept(t)) continue;
            ++not_kept;
            const auto place = audited_.place(t);
            all_have_places = all_have_places && place && place->day > reading_.aim(t).last;
        }
        const LaterDue* before = nullptr;
        for (const LaterDue& each : shortfall_.moved) {
            if (before && !(before->tenant < each.tenant)) return moved("stand in the order of their ids, each once");
            before = &each;
            const auto t = facts_.tenant_of.find(each.tenant.text);
            if (!t || !std::binary_search(people_.begin(), people_.end(), static_cast<std::uint32_t>(*t)))
                return moved(each.tenant.text + " is none of the tenants");
            if (auto said = wrong_move(*t, each.to); !said.empty()) return moved(each.tenant.text + ' ' + said);
            later.emplace(*t, each.to);
        }
        if (later.empty()) {
            if (all_have_places) return moved("is empty, but all who are not kept have a later place");
            if (!shortfall_.elsewhere.empty()) return Wrong{{".elsewhere", "is told, but no due day is moved"}};
            return wrong_proof(0);
        }
        if (all_have_places && later.size() > not_kept)
            return moved("tells " + std::to_string(later.size()) + "; must be at most " + std::to_string(not_kept));
        if (auto wrong = without_place(audited_, own_, shortfall_, people_, reading_, later)) return wrong;
        return wrong_proof(later.size());
    }

    // Told to be the fewest where sums tell it, and beyond that only where every way may have been looked at.
    Wrong wrong_proof(std::size_t number) const {
        bool known = false;
        if (number == 0)
            known = std::any_of(people_.begin(), people_.end(),
                                [&](std::uint32_t t) { return !facts_.standings[t].dialable; });
        else
            known = number <= fewest_by_sums();
        const auto proven = [](std::string said) { return Wrong{{".moved_proven", std::move(said)}}; };
        if (known && !shortfall_.moved_proven) return proven("is no, but the sums tell that no fewer would do");
        if (!known && shortfall_.moved_proven && !may_be_searched(true))
            return proven("is yes, but no sum tells it, and the calls are too many to look at every way");
        return std::nullopt;
    }

    // However they are chosen, those who move are missing no more.
    std::size_t fewest_by_sums() const {
        std::int64_t missing = shortfall_.needed - shortfall_.available - shortfall_.unusable;
        std::size_t fewest = 0;
        std::vector<std::int64_t> others;
        for (const std::uint32_t t : people_) {
            if (!has_day_in_time(t)) {
                ++fewest;
                missing -= counting_.of(t);
            } else if (may_move(t)) {
                others.push_back(counting_.of(t));
            }
        }
        std::sort(others.begin(), others.end());
        for (; missing > 0 && !others.empty(); others.pop_back(), ++fewest) missing -= others.back();
        return std::max<std::size_t>(1, fewest);
    }

    bool has_day_in_time(std::uint32_t t) const {
        const Day last = std::min(reading_.aim(t).last, facts_.last_looked_at);
        for (Day day = std::max(reading_.first(t), facts_.input.day); day <= last; day = day + 1)
            if (facts_.may_be_worked(day)) return true;
        return false;
    }

    // Of the people, or of these and all who are kept.
    bool may_be_searched(bool and_all_kept) const {
        std::size_t calls = 0;
        const auto at_any_time = [&](std::uint32_t t) {
            ++calls;
            return !facts_.standings[t].special->slot || !facts_.standings[t].owed;
        };
        if (!std::all_of(people_.begin(), people_.end(), at_any_time)) return false;
        for (std::uint32_t t = 0; and_all_kept && calls <= kMostCallsSearched && t < facts_.standings.size(); ++t)
            if (facts_.has_duty(t) && reading_.kept(t) && !std::binary_search(people_.begin(), people_.end(), t) &&
                !at_any_time(t))
                return false;
        return calls <= kMostCallsSearched;
    }

    bool may_move(std::uint32_t t) const {
        return !reading_.kept(t) || reading_.by_promise(t) || !facts_.standings[t].firm;
    }

    std::string wrong_move(std::uint32_t t, Day to) const {
        const Standing& standing = facts_.standings[t];
        if (to <= reading_.aim(t).last || to < standing.first) return "is moved to no later day";
        if (!is_looked_at(to)) return "is moved to " + to.iso() + ", which is not one of the days looked at";
        if (!standing.dialable) return "is moved, but nobody can dial the number";
        if (!may_move(t)) return "is kept and must not be moved for others";
        return {};
    }

    const Audited& audited_;
    const DayFacts& facts_;
    OwnPlaces& own_;
    std::int64_t& ways_;
    Counting& counting_;
    const Shortfall& shortfall_;
    std::vector<std::uint32_t> people_;  // sorted
    const Reading& reading_;
    const std::vector<ListToFill>& lists_;
};

}  // namespace

std::optional<std::pair<const char*, std::string>> wrong_cure(
    const Audited& audited, OwnPlaces& own, std::int64_t& ways, Counting& counting, const Shortfall& shortfall,
    const std::vector<std::uint32_t>& people, const Reading& reading, const std::vector<ListToFill>& lists) {
    return CureCheck(audited, own, ways, counting, shortfall, people, reading, lists).wrong();
}

}  // namespace bienveille::audit_detail
