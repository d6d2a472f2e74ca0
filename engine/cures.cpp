#include "engine/cures.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace bienveille {
namespace {

constexpr std::int64_t kStepsOfAQuestion = 10'000;
constexpr std::size_t kMostJobs = 2'000;  // packed anew
constexpr std::int64_t kMostFilled = 48;  // calls: into a list without end more could be mixed in too many ways
constexpr std::int64_t kFillings = 16;    // of a packing that is hard to find
constexpr std::int64_t kMostSums = 400'000, kSumsOfAStep = 64;
constexpr int kTriesOfADay = 5;
constexpr std::size_t kTriesOfMoves = 3;

}  // namespace

Cures::Cures(const Horizon& horizon, const std::array<int, kKinds>& minutes, const TodaysLists& today,
             const Deadlines& deadlines, Effort& effort)
    : horizon_(horizon),
      minutes_(minutes),
      today_(today),
      all_(deadlines),
      only_(deadlines.duties.size(), Job::kAnywhere),
      at_(deadlines.duties.size()),
      effort_(effort) {
    for (const PromisedTime& time : deadlines.times) {
        only_[time.duty] = time.cell ? static_cast<std::int32_t>(*time.cell) : Job::kNowhere;
        at_[time.duty] = time.at;
    }
}

bool Cures::may_move(std::size_t duty) const { return !all_.kept[duty] || !all_.duties[duty].firm; }

std::uint16_t Cures::first_late(std::size_t duty) const {
    const Day from = std::max(all_.duties[duty].last + 1, all_.duties[duty].first);
    const auto first = std::lower_bound(horizon_.days.begin(), horizon_.days.end(), from);
    return static_cast<std::uint16_t>(first - horizon_.days.begin());
}

Job Cures::job_of(std::size_t duty, Horizon::Days days) const {
    Job job{all_.duties[duty].group, all_.duties[duty].kind, days.first, days.end, days.end};
    job.only = only_[duty];
    return job;
}

bool Cures::can_be_searched(const std::vector<std::size_t>& people) const {
    return people.size() <= KeptWhole::kMostCalls && effort_.steps > 0 &&
           std::all_of(people.begin(), people.end(), [&](std::size_t d) { return only_[d] == Job::kAnywhere; });
}

KeptWhole Cures::searched(const Short& shortage, const std::vector<std::size_t>& all,
                          const std::vector<char>& may_move) const {
    std::vector<WholeCall> calls;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Duty& duty = all_.duties[all[i]];
        calls.push_back({duty.group, duty.kind, days_beside(shortage.people, all[i]), first_late(all[i]), duty.last,
                         may_move[i] != 0});
    }
    return KeptWhole(horizon_, minutes_, today_, std::move(calls));
}

// ---- so much more on a day --------------------------------------------------------------------------------------

std::vector<Cure> Cures::on_days(const Short& shortage) {
    std::vector<Cure> cures;
    std::uint16_t last = 0;
    for (const std::size_t d : shortage.people) last = std::max(last, all_.days[d].end);
    if (shortage.nobody) {
        // Each of them takes all of it.
        for (std::uint16_t day = 0; day < last; ++day)
            if (const auto all = all_not_kept_on(shortage, day)) cures.push_back({horizon_.days[day], *all, true});
        return cures;
    }
    std::optional<KeptWhole> search;
    if (can_be_searched(shortage.people))
        search.emplace(searched(shortage, shortage.people, std::vector<char>(shortage.people.size(), 0)));
    std::map<std::vector<char>, std::optional<std::int64_t>> known;  // by who of them may be called on the day
    for (std::uint16_t day = 0; day < last; ++day) {
        if (shortage.days_are_all && !std::binary_search(shortage.days.begin(), shortage.days.end(), day)) continue;
        std::vector<char> may;
        for (const std::size_t d : shortage.people)
            may.push_back(all_.days[d].first <= day && day < all_.days[d].end ? 1 : 0);
        if (std::find(may.begin(), may.end(), 1) == may.end()) continue;
        std::optional<std::int64_t> least;
        if (search) {
            const auto [entry, fresh] = known.try_emplace(std::move(may));
            if (fresh) {
                std::int64_t steps = std::min(kStepsOfAQuestion, effort_.steps);
                effort_.steps -= steps;
                entry->second = search->least_beside(day, in_minutes(shortage), steps);
                effort_.steps += steps;
            }
            least = entry->second;
        }
        if (const auto by_plan = all_not_kept_on(shortage, day);
            least && by_plan && (*least == KeptWhole::kNone || *least > *by_plan)) {
            // As where a person fixed calls beyond what fits.
            cures.push_back({horizon_.days[day], *by_plan, least_by_sums(shortage, day, *by_plan) == *by_plan});
        } else if (least) {
            if (*least != KeptWhole::kNone) cures.push_back({horizon_.days[day], *least, true});
        } else if (const auto found = found_on(shortage, day)) {
            cures.push_back(*found);
        }
    }
    return cures;
}

// What everybody of them who is not kept needs, where all may be called that day: that is enough, since the others have their places.
std::optional<std::int64_t> Cures::all_not_kept_on(const Short& shortage, std::uint16_t day) const {
    std::int64_t enough = 0;
    for (const std::size_t d : shortage.people) {
        if (all_.kept[d]) continue;
        if (day < all_.days[d].first || day >= all_.days[d].end) return std::nullopt;
        enough += in_minutes(shortage) ? minutes_[all_.duties[d].kind] : 1;
    }
    return enough;
}

// Less than that may be enough.
std::optional<Cure> Cures::found_on(const Short& shortage, std::uint16_t day) {
    const std::optional<std::int64_t> by_plan = all_not_kept_on(shortage, day);
    std::int64_t enough = by_plan.value_or(0);
    if (!by_plan) {
        for (const std::size_t d : shortage.people)
            if (all_.days[d].first <= day && day < all_.days[d].end)
                enough += in_minutes(shortage) ? minutes_[all_.duties[d].kind] : 1;
        if (!is_enough(shortage, day, enough)) return std::nullopt;
    }
    const std::int64_t least = least_by_sums(shortage, day, enough);
    std::int64_t too_little = least - 1;
    for (int tries = 0; tries < kTriesOfADay && too_little + 1 < enough; ++tries) {
        const std::int64_t amount = tries == 0 ? least : too_little + (enough - too_little) / 2;
        (is_enough(shortage, day, amount) ? enough : too_little) = amount;
    }
    return Cure{horizon_.days[day], enough, enough == least};
}

// Those whom people more call must count what is missing at least: the least minutes, or calls, of such.
std::int64_t Cures::least_by_sums(const Short& shortage, std::uint16_t day, std::int64_t enough) {
    if (shortage.missing <= 0) return 1;
    const std::int64_t sums = static_cast<std::int64_t>(shortage.people.size()) * enough;
    if (sums > kMostSums || effort_.steps <= 0)
        return in_minutes(shortage) && shortage.measure != Measure::minutes ? 1 : std::min(shortage.missing, enough);
    effort_.steps -= sums / kSumsOfAStep;
    std::vector<std::int64_t> most(static_cast<std::size_t>(enough) + 1, 0);  // that so much counts
    for (std::size_t i = 0; i < shortage.people.size(); ++i) {
        const std::size_t d = shortage.people[i];
        if (day < all_.days[d].first || day >= all_.days[d].end) continue;
        const auto own = static_cast<std::size_t>(in_minutes(shortage) ? minutes_[all_.duties[d].kind] : 1);
        for (std::size_t sum = most.size(); sum-- > own;)
            most[sum] = std::max(most[sum], most[sum - own] + shortage.amounts[i]);
    }
    const auto least =
        std::find_if(most.begin(), most.end(), [&](std::int64_t each) { return each >= shortage.missing; });
    return least == most.end() ? enough : least - most.begin();
}

// Whether a way is found with somebody more who has so much on that day.
bool Cures::is_enough(const Short& shortage, std::uint16_t day, std::int64_t amount) {
    if (shortage.people.size() > kMostJobs || effort_.packed < static_cast<std::int64_t>(shortage.people.size()))
        return false;
    constexpr int kAny = 1 << 20;
    const int most = static_cast<int>(std::min<std::int64_t>(amount, kAny));
    Horizon with = horizon_;
    Cell more{0, day, static_cast<std::uint16_t>(with.teams), {kAny, kAny, kAny, kAny}};
    (in_minutes(shortage) ? more.room.minutes : more.room.calls) = most;
    const CellIndex at = with.begin[day + 1U];
    with.cells.insert(with.cells.begin() + at, more);
    for (std::size_t later = day + 1U; later < with.begin.size(); ++later) ++with.begin[later];
    ++with.teams;
    for (auto& of_group : with.may_call) of_group.push_back(1);
    std::vector<Job> jobs;
    for (const std::size_t d : shortage.people) {
        jobs.push_back(job_of(d, all_.days[d]));
        if (jobs.back().only >= static_cast<std::int32_t>(at)) ++jobs.back().only;
    }
    Packing packing(with, minutes_, std::move(jobs));
    return all_packed(packing, shortage.people);
}

bool Cures::all_packed(Packing& packing, const std::vector<std::size_t>& people) {
    const auto calls = static_cast<std::int64_t>(packing.jobs().size());
    effort_.packed -= 2 * calls;
    if (!packing.pack_quickly()) {
        if (calls > kMostFilled) return false;
        effort_.packed -= kFillings * calls;
        packing.pack();
        for (JobIndex job = 0; job < packing.jobs().size(); ++job)
            if (!packing.cell_of(job)) return false;
    }
    return fits_today(packing, people);
}

bool Cures::fits_today(const Packing& packing, const std::vector<std::size_t>& people) const {
    for (CellIndex c = 0; c < horizon_.begin[1]; ++c) {
        Kinds kinds{};
        std::vector<Standing> promised;
        for (const JobIndex job : packing.jobs_in(c)) {
            const std::uint8_t kind = packing.jobs()[job].kind;
            if (const auto at = at_[people[job]]; at && packing.jobs()[job].only != Job::kAnywhere)
                promised.push_back({at->minutes, at->minutes + minutes_[kind], kind == kLevel3, false, -1});
            else
                ++kinds[kind];
        }
        if (!today_.hold(horizon_.cells[c], kinds, promised)) return false;
    }
    return true;
}

// ---- due days moved ---------------------------------------------------------------------------------------------

std::vector<std::size_t> Cures::kept_and(const std::vector<std::size_t>& people) const {
    std::vector<std::size_t> all;
    auto next = people.begin();
    for (std::size_t d = 0; d < all_.duties.size(); ++d) {
        const bool named = next != people.end() && *next == d;
        if (named) ++next;
        if (named || all_.kept[d] || all_.until_callback[d]) all.push_back(d);
    }
    return all;
}

Horizon::Days Cures::days_beside(const std::vector<std::size_t>& people, std::size_t duty) const {
    const auto& until_callback = all_.until_callback[duty];
    const bool named = std::binary_search(people.begin(), people.end(), duty);
    return until_callback && !named ? *until_callback : all_.days[duty];
}

Cures::Moves Cures::moves(const Short& shortage) {
    for (const std::size_t d : shortage.people)
        if (!all_.duties[d].dialable) return {{}, true, {}};
    if (effort_.steps > 0) {
        const std::vector<std::size_t> all = kept_and(shortage.people);
        if (can_be_searched(all)) {
            std::vector<char> may;
            for (const std::size_t d : all)
                may.push_back(std::binary_search(shortage.people.begin(), shortage.people.end(), d) && may_move(d) ? 1
                                                                                                                   : 0);
            std::int64_t steps = std::min(kStepsOfAQuestion, effort_.steps);
            effort_.steps -= steps;
            const auto found = searched(shortage, all, may).fewest_moves(steps);
            effort_.steps += steps;
            // What the plan itself does may be more than is looked at, as where a person fixed calls beyond what fits.
            Moves known = those_not_kept(shortage);
            if (found &&
                (found->possible ? known.to.empty() || found->calls.size() <= known.to.size() : known.to.empty())) {
                Moves moves{{}, true, {}};
                for (const MovedCall& each : found->calls)
                    moves.to.emplace_back(all[each.call], horizon_.days[each.day]);
                if (found->possible) tell_elsewhere(moves, shortage, all, found->cells);
                return moves;
            }
            if (found) {
                known.proven = known.to.size() == fewest_by_sums(shortage);
                return known;
            }
        }
    }
    Moves best = those_not_kept(shortage);
    const std::size_t fewest = fewest_by_sums(shortage);
    const std::size_t tries =
        best.to.empty() ? 0 : std::min(kTriesOfMoves, best.to.size() - std::min(best.to.size(), fewest));
    for (std::size_t i = 0; i < tries && best.to.size() > fewest + i; ++i) {
        Moves fewer = moved_instead(shortage, fewest + i);
        if (!fewer.to.empty()) best = std::move(fewer);
    }
    best.proven = !best.to.empty() && best.to.size() == fewest;
    return best;
}

// However they are chosen, what these need must be missing no longer.
std::size_t Cures::fewest_by_sums(const Short& shortage) const {
    std::vector<std::int64_t> amounts;
    std::size_t must = 0;
    std::int64_t missing = shortage.missing;
    for (std::size_t i = 0; i < shortage.people.size(); ++i) {
        if (all_.days[shortage.people[i]].first >= all_.days[shortage.people[i]].end) {
            ++must;
            missing -= shortage.amounts[i];
        } else if (may_move(shortage.people[i])) {
            amounts.push_back(shortage.amounts[i]);
        }
    }
    std::sort(amounts.begin(), amounts.end(), std::greater<>());
    std::size_t number = 0;
    while (missing > 0 && number < amounts.size()) missing -= amounts[number++];
    return std::max<std::size_t>(1, must + number);
}

// Everybody of them who is not kept, to the later day on which the plan has a place for the call.
Cures::Moves Cures::those_not_kept(const Short& shortage) const {
    Moves moves;
    for (const std::size_t d : shortage.people) {
        if (all_.kept[d]) continue;
        if (!all_.places[d]) return {};
        moves.to.emplace_back(d, horizon_.days[horizon_.cells[*all_.places[d]].day]);
    }
    return moves;
}

// `cells` are where each of `all` is called with these moves. Those alike change places among them so that as many as can be are where
// the plan has them.
void Cures::tell_elsewhere(Moves& moves, const Short& shortage, const std::vector<std::size_t>& all,
                           std::vector<CellIndex> cells) const {
    if (moves.to == those_not_kept(shortage).to) return;
    using Alike = std::tuple<std::uint16_t, std::uint8_t, std::uint16_t, std::uint16_t, std::int32_t, bool>;
    std::map<Alike, std::vector<std::size_t>> alike;  // in `all`
    auto moved = moves.to.begin();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::size_t d = all[i];
        const Duty& duty = all_.duties[d];
        const bool moves_on = moved != moves.to.end() && moved->first == d;
        if (moves_on) ++moved;
        // Who moves is called on the new day.
        const std::uint16_t day = horizon_.cells[cells[i]].day;
        const auto [first, end] = moves_on ? Horizon::Days{day, day} : days_beside(shortage.people, d);
        alike[{duty.group, duty.kind, first, end, moves_on ? Job::kAnywhere : only_[d], moves_on}].push_back(i);
    }
    for (const auto& [unused, calls] : alike) {
        for (const std::size_t i : calls) {
            const auto own = all_.places[all[i]];
            if (!own || cells[i] == *own) continue;
            const auto other = std::find_if(calls.begin(), calls.end(), [&](std::size_t j) {
                return cells[j] == *own && all_.places[all[j]] != own;
            });
            if (other != calls.end()) std::swap(cells[i], cells[*other]);
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all_.places[all[i]] != cells[i]) moves.elsewhere.emplace_back(all[i], cells[i]);
}

Cures::Moves Cures::moves_as_planned(const Short& shortage) const {
    Moves moves = those_not_kept(shortage);
    moves.proven = !moves.to.empty() && moves.to.size() <= fewest_by_sums(shortage);
    return moves;
}

// So few who need the most, the least important of these: whether all then find places.
Cures::Moves Cures::moved_instead(const Short& shortage, std::size_t number) {
    const std::vector<std::size_t> all = kept_and(shortage.people);
    if (all.size() > kMostJobs || effort_.packed < static_cast<std::int64_t>(all.size())) return {};
    std::vector<std::size_t> order;  // in shortage.people
    for (std::size_t i = 0; i < shortage.people.size(); ++i)
        if (may_move(shortage.people[i])) order.push_back(i);
    const auto has_days = [&](std::size_t i) {
        return all_.days[shortage.people[i]].first < all_.days[shortage.people[i]].end;
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (has_days(a) != has_days(b)) return !has_days(a);
        return shortage.amounts[a] != shortage.amounts[b] ? shortage.amounts[a] > shortage.amounts[b] : a > b;
    });
    order.resize(std::min(order.size(), number));
    std::vector<char> moves(all_.duties.size(), 0);
    for (const std::size_t i : order) moves[shortage.people[i]] = 1;
    std::vector<Job> jobs;
    for (const std::size_t d : all) {
        Job job = job_of(d, days_beside(shortage.people, d));
        if (moves[d]) {
            job.first = first_late(d);
            job.end = job.preferred_end = static_cast<std::uint16_t>(horizon_.days.size());
            job.only = Job::kAnywhere;
        }
        if (job.first >= job.end) return {};
        jobs.push_back(job);
    }
    Packing packing(horizon_, minutes_, std::move(jobs));
    if (!all_packed(packing, all)) return {};
    Moves moved;
    std::vector<CellIndex> cells;
    for (JobIndex job = 0; job < all.size(); ++job) {
        if (moves[all[job]]) {
            // The first day with room, those before it moved likewise.
            packing.take(job);
            packing.put(job, packing.jobs()[job].first, packing.jobs()[job].end);
            moved.to.emplace_back(all[job], horizon_.days[horizon_.cells[*packing.cell_of(job)].day]);
        }
        cells.push_back(*packing.cell_of(job));
    }
    tell_elsewhere(moved, shortage, all, std::move(cells));
    return moved;
}

}  // namespace bienveille
