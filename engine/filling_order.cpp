#include "engine/filling_order.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace bienveille {
namespace {

class FillingOrder {
public:
    FillingOrder(const Horizon& horizon, std::span<const AskedCall> calls, std::vector<OpenList> lists)
        : horizon_(horizon), calls_(calls), lists_(std::move(lists)) {
        std::erase_if(lists_, [&](const OpenList& list) {
            return list.room.minutes <= 0 || list.room.calls <= 0 ||
                   std::none_of(calls_.begin(), calls_.end(), [&](const AskedCall& call) { return takes(list, call); });
        });
        for (OpenList& list : lists_)
            list.room.calls = std::min(list.room.calls, list.room.minutes);  // a call takes a minute at least
        sort();
    }

    std::vector<OpenList> with_full_ones_first(const std::array<int, kKinds>& minutes) {
        if (lists_.empty()) return {};
        int shortest = minutes[calls_.front().kind];
        std::map<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>, int> asked;  // minutes, by group and days
        for (const AskedCall& call : calls_) {
            shortest = std::min(shortest, minutes[call.kind]);
            asked[{call.group, call.first, call.end}] += minutes[call.kind];
        }
        for (auto list = lists_.begin(); list != lists_.end(); ++list) {
            std::vector<int> left;  // of those not put yet
            for (auto other = list; other != lists_.end(); ++other) left.push_back(other->room.minutes);
            for (const auto& [who, needs] : asked) {
                const AskedCall call{std::get<0>(who), 0, std::get<1>(who), std::get<2>(who)};
                const auto may = [&](const OpenList& other) { return takes(other, call); };
                const auto only = std::find_if(list, lists_.end(), may);
                if (only != lists_.end() && std::none_of(only + 1, lists_.end(), may))
                    left[static_cast<std::size_t>(only - list)] -= needs;
            }
            for (auto full = list; full != lists_.end() && day(*full) == day(*list); ++full)
                if (left[static_cast<std::size_t>(full - list)] < shortest) {
                    std::rotate(list, full, full + 1);
                    break;
                }
        }
        return std::move(lists_);
    }

private:
    std::uint16_t day(const OpenList& list) const { return horizon_.cells[list.cell].day; }

    bool takes(const OpenList& list, const AskedCall& call) const {
        return call.first <= day(list) && day(list) < call.end &&
               horizon_.eligible(horizon_.cells[list.cell], call.group);
    }

    void sort() {
        std::sort(lists_.begin(), lists_.end(), [](const OpenList& a, const OpenList& b) { return a.cell < b.cell; });
        std::vector<const Cell*> advisors;  // as they come
        for (const OpenList& list : lists_) {
            const Cell& cell = horizon_.cells[list.cell];
            if (std::none_of(advisors.begin(), advisors.end(),
                             [&](const Cell* each) { return each->advisor == cell.advisor; }))
                advisors.push_back(&cell);
        }
        std::set<std::vector<char>> callers;  // by advisor, of each language; alike where the same people speak it
        for (const AskedCall& call : calls_) {
            std::vector<char> may;
            for (const Cell* each : advisors) may.push_back(horizon_.eligible(*each, call.group));
            callers.insert(std::move(may));
        }
        std::map<std::uint32_t, std::vector<char>> languages;  // by advisor
        for (std::size_t a = 0; a < advisors.size(); ++a)
            for (const auto& may : callers) languages[advisors[a]->advisor].push_back(may[a]);
        const auto key = [&](const OpenList& list) {
            const Cell& cell = horizon_.cells[list.cell];
            const auto& spoken = languages.at(cell.advisor);
            const Room& room = list.room;
            return std::tuple(-int{cell.day}, std::count(spoken.begin(), spoken.end(), 1), spoken, -room.minutes,
                              room.calls, room.level3, room.level2_and_3, list.cell);
        };
        std::sort(lists_.begin(), lists_.end(), [&](const OpenList& a, const OpenList& b) { return key(a) < key(b); });
    }

    const Horizon& horizon_;
    std::span<const AskedCall> calls_;
    std::vector<OpenList> lists_;
};

}  // namespace

std::vector<OpenList> in_order_of_filling(const Horizon& horizon, const std::array<int, kKinds>& minutes,
                                          std::span<const AskedCall> calls, std::vector<OpenList> lists) {
    return FillingOrder(horizon, calls, std::move(lists)).with_full_ones_first(minutes);
}

}  // namespace bienveille
