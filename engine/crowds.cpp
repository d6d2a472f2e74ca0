#include "engine/crowds.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/model.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostListsTried = 100;
constexpr std::int64_t kShareOfCrowds = 4, kFewestStepsOfCrowds = 200'000, kStepsOfAShortLook = 4'000;
constexpr std::int64_t kMostStepsOfAProof = 2'000'000;
constexpr int kMostTimesUnknown = 2;  // for calls that are alike, while more are kept before them

}  // namespace

void Crowds::ask_anew() { asked_.clear(); }

std::optional<std::size_t> Crowds::against(std::size_t duty, const std::vector<char>& kept) {
    if (!calls_[duty] || !may_try(*horizon_, calls_[duty]->end)) return std::nullopt;
    const AskedCall& call = *calls_[duty];
    for (std::size_t r = 0; r < refused_.size(); ++r)
        if (asks_no_less(call, refused_[r].call) &&
            std::all_of(refused_[r].beside.begin(), refused_[r].beside.end(),
                        [&](std::size_t other) { return other < duty && kept[other]; }))
            return r;
    const AskedCall shortest = shortest_instead(call);
    for (const std::size_t crowd : crowds_of(duty, kept))
        if (is_refused(crowd, shortest, duty, kept) || (shortest != call && is_refused(crowd, call, duty, kept)))
            return refused_.size() - 1;
    return std::nullopt;
}

AskedCall Crowds::shortest_instead(const AskedCall& call) const {
    AskedCall shortest = call;
    for (std::size_t k = 0; k < kKinds; ++k) {
        AskedCall other = call;
        other.kind = static_cast<std::uint8_t>(k);
        const bool occurs =
            std::any_of(calls_.begin(), calls_.end(), [&](const auto& each) { return each && each->kind == k; });
        if (occurs && asks_no_less(shortest, other)) shortest = other;
    }
    return shortest;
}

// Whether whoever may make calls of a group may make those of another.
bool Crowds::all_by(std::size_t group, std::size_t teams_of) const {
    for (std::size_t team = 0; team < horizon_->teams; ++team)
        if (horizon_->may_call[group][team] && !horizon_->may_call[teams_of][team]) return false;
    return true;
}

// Whether the other could always have its place.
bool Crowds::asks_no_less(const AskedCall& call, const AskedCall& other) const {
    const auto level = [](const AskedCall& each) { return std::max<int>(each.kind, kLevel3 - 2); };
    return other.first <= call.first && call.end <= other.end && minutes_[other.kind] <= minutes_[call.kind] &&
           level(other) <= level(call) && all_by(call.group, other.group);
}

std::size_t Crowds::number(const Crowd& crowd) {
    const auto known = std::find(crowds_.begin(), crowds_.end(), crowd);
    if (known != crowds_.end()) return static_cast<std::size_t>(known - crowds_.begin());
    crowds_.push_back(crowd);
    return crowds_.size() - 1;
}

// The smallest first.
std::vector<std::size_t> Crowds::crowds_of(std::size_t duty, const std::vector<char>& kept) {
    const AskedCall& call = *calls_[duty];
    std::vector<char> occurs(horizon_->may_call.size(), 0);
    std::uint16_t last = call.end;
    occurs[call.group] = 1;
    for (std::size_t d = 0; d < duty; ++d) {
        if (!kept[d] || !calls_[d]) continue;
        occurs[calls_[d]->group] = 1;
        last = std::max(last, calls_[d]->end);
    }
    std::vector<std::pair<std::vector<std::size_t>, Crowd>> all;  // with who is kept of them
    const auto add = [&](const Crowd& crowd) {
        std::vector<std::size_t> members;
        for (std::size_t d = 0; d < duty; ++d)
            if (kept[d] && calls_[d] && crowd.has(*calls_[d])) members.push_back(d);
        if (std::none_of(all.begin(), all.end(), [&](const auto& each) { return each.first == members; }))
            all.emplace_back(std::move(members), crowd);
    };
    for (const std::uint16_t end : {call.end, last}) {
        for (std::size_t of = 0; of < occurs.size(); ++of) {
            if (!all_by(call.group, of)) continue;
            Crowd crowd{occurs, end};
            for (std::size_t group = 0; group < occurs.size(); ++group)
                if (!all_by(group, of)) crowd.groups[group] = 0;
            add(crowd);
        }
        add({occurs, end});
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
    });
    std::vector<std::size_t> crowds;
    for (const auto& each : all) crowds.push_back(number(each.second));
    return crowds;
}

// Nothing new is learnt of the same calls, nor often of a few more where they were too many to try.
Crowds::Asked* Crowds::to_ask(std::size_t crowd, const AskedCall& call, std::size_t kept) {
    const auto known = std::find_if(asked_.begin(), asked_.end(),
                                    [&](const Asked& each) { return each.call == call && each.crowd == crowd; });
    if (known == asked_.end()) return &asked_.emplace_back(Asked{call, crowd, kept, 0});
    if (known->kept == kept || known->unknown == kMostTimesUnknown) return nullptr;
    known->kept = kept;
    return &*known;
}

bool Crowds::is_refused(std::size_t crowd, const AskedCall& call, std::size_t duty, const std::vector<char>& kept) {
    if (short_looks_ <= 0 && steps_ <= 0) return false;
    const Crowd& of = crowds_[crowd];
    const std::vector<OpenList> lists = lists_of(of);
    if (lists.size() > kMostListsTried) return false;
    std::vector<AskedCall> calls;
    std::vector<std::size_t> beside;
    for (std::size_t d = 0; d < duty; ++d)
        if (kept[d] && calls_[d] && of.has(*calls_[d])) {
            calls.push_back(*calls_[d]);
            beside.push_back(d);
        }
    Asked* asked = to_ask(crowd, call, calls.size());
    if (asked == nullptr) return false;
    calls.push_back(call);
    const auto fits = [&](std::int64_t share, std::int64_t& steps) {
        std::int64_t left = std::min(share, steps);
        if (left <= 0) return FillingsTried::Fits::unknown;
        steps -= left;
        const FillingsTried tried = try_every_filling(*horizon_, minutes_, calls, lists, left);
        steps += std::max<std::int64_t>(0, left);
        return tried.fits;
    };
    FillingsTried::Fits found = fits(kStepsOfAShortLook, short_looks_);
    if (found == FillingsTried::Fits::unknown)
        found = fits(std::max(steps_ / kShareOfCrowds, kFewestStepsOfCrowds), steps_);
    asked->unknown += found == FillingsTried::Fits::unknown ? 1 : 0;
    if (found != FillingsTried::Fits::no) return false;
    refused_.push_back({call, std::move(beside)});
    return true;
}

std::vector<OpenList> Crowds::lists_of(const Crowd& crowd) const {
    std::vector<OpenList> lists;
    for (CellIndex c = 0; c < horizon_->begin[crowd.end]; ++c) {
        const Cell& cell = horizon_->cells[c];
        bool used = false;
        for (std::size_t group = 0; group < crowd.groups.size(); ++group)
            used = used || (crowd.groups[group] && horizon_->may_call[group][cell.team]);
        if (used) lists.push_back({c, cell.room});
    }
    return lists;
}

// ---- what is told ---------------------------------------------------------------------------------------------------

std::vector<Crowds::Proof> Crowds::proofs(std::size_t answer, std::vector<std::size_t> duties) {
    std::vector<Proof> proofs;
    const auto key = [&](std::size_t duty) {
        const AskedCall& call = *calls_[duty];
        const auto& may = horizon_->may_call[call.group];
        return std::tuple(minutes_[call.kind], call.kind, -std::count(may.begin(), may.end(), 1), call.first,
                          -int{call.end}, duty);
    };
    while (!duties.empty()) {
        // Who asks the least, so that the proof is one for many.
        const AskedCall call = *calls_[*std::min_element(
            duties.begin(), duties.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); })];
        const bool proves = telling_ > 0 && is_proof(call, refused_[answer].beside, telling_);
        const auto rest = std::stable_partition(duties.begin(), duties.end(), [&](std::size_t duty) {
            return proves ? asks_no_less(*calls_[duty], call) : *calls_[duty] == call;
        });
        if (proves) proofs.push_back({call, refused_[answer].beside, {duties.begin(), rest}});
        duties.erase(duties.begin(), rest);
    }
    return proofs;
}

void Crowds::leave_out_whom_it_does_not_take(std::vector<Proof>& proofs) const {
    std::int64_t steps = kMostStepsOfLeavingOut;
    for (std::size_t p = 0; p < proofs.size(); ++p) {
        const std::int64_t share = steps / static_cast<std::int64_t>(proofs.size() - p);
        std::int64_t left = share;
        leave_out(proofs[p], left);
        steps -= share - std::max<std::int64_t>(0, left);
    }
}

// Of those alike as many as can be: with fewer people there is more room, so that one look at each sort of call is enough.
void Crowds::leave_out(Proof& proof, std::int64_t& steps) const {
    std::vector<std::vector<std::size_t>> alike;
    for (const std::size_t d : proof.beside) {
        const auto same = std::find_if(alike.begin(), alike.end(),
                                       [&](const auto& each) { return *calls_[each.front()] == *calls_[d]; });
        if (same == alike.end())
            alike.push_back({d});
        else
            same->push_back(d);
    }
    std::sort(alike.begin(), alike.end(), [&](const auto& a, const auto& b) {
        return std::pair(calls_[a.front()]->end, a.back()) > std::pair(calls_[b.front()]->end, b.back());
    });
    for (const std::vector<std::size_t>& duties : alike) {
        std::size_t can = 0, cannot = duties.size() + 1;
        for (std::size_t number = duties.size(); can + 1 < cannot && steps > 0; number = can + (cannot - can) / 2) {
            const std::vector<std::size_t> who(duties.end() - static_cast<std::ptrdiff_t>(number),
                                               duties.end() - static_cast<std::ptrdiff_t>(can));
            std::vector<std::size_t> fewer;
            std::set_difference(proof.beside.begin(), proof.beside.end(), who.begin(), who.end(),
                                std::back_inserter(fewer));
            const bool proves = is_proof(proof.call, fewer, steps);
            if (proves) proof.beside = std::move(fewer);
            (proves ? can : cannot) = number;
        }
    }
}

// Within the ways that the audit notes.
bool Crowds::is_proof(const AskedCall& call, const std::vector<std::size_t>& beside, std::int64_t& steps) const {
    std::vector<AskedCall> calls;
    for (const std::size_t d : beside) calls.push_back(*calls_[d]);
    calls.push_back(call);
    Crowd crowd{std::vector<char>(horizon_->may_call.size(), 0), 0};
    for (const AskedCall& each : calls) {
        crowd.groups[each.group] = 1;
        crowd.end = std::max(crowd.end, each.end);
    }
    const std::int64_t share = std::min(steps, kMostStepsOfAProof);
    std::int64_t left = share;
    const FillingsTried tried = try_every_filling(*horizon_, minutes_, calls, lists_of(crowd), left);
    steps -= share - std::max<std::int64_t>(0, left);
    return tried.fits == FillingsTried::Fits::no && tried.ways <= kMostWaysNoted;
}

}  // namespace bienveille
