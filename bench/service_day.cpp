#include "bench/service_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <unordered_map>

#include "api/documents.h"
#include "api/open_store.h"
#include "api/service.h"
#include "bench/elapsed.h"
#include "bench/wire.h"
#include "datasets/campaign.h"
#include "engine/names.h"

namespace bienveille::bench {
namespace {

constexpr int kUnanswered = 2;  // minutes of a dial
constexpr int kPause = 10;      // after a call of level 3
constexpr int kDays = 10;       // until a callback

template <class Record>
Import<Record> everything(std::vector<Record> rows) {
    Import<Record> import;
    import.rows = std::move(rows);
    for (const Column<Record>& column : columns<Record>()) import.columns.push_back(&column);
    return import;
}

// What the tenants answer, whoever calls them.
class Answers {
public:
    Answers(const std::vector<Truth>& truth, Morning morning, Day day)
        : first_(morning == Morning::first_wave), callback_by_((day + kDays).iso()) {
        for (const Truth& each : truth) of_.emplace(each.tenant.text, Known{&each});
    }
    struct Said {
        std::string report;  // without its closing brace
        int takes = 0;
        bool reached = false;
    };
    Said of(const std::string& tenant) {
        const std::lock_guard lock(mutex_);
        Known& known = of_.at(tenant);
        const Truth& truth = *known.truth;
        ++known.tries;
        const bool gone = first_ && truth.outcome != Outcome::reached && truth.outcome != Outcome::refused_today;
        const std::optional<int> answered = first_ ? std::optional(truth.tries) : truth.later[0].answered_try;
        if (gone || !answered || known.tries < *answered) {
            const bool number = gone && truth.outcome == Outcome::wrong_number;
            const Outcome outcome = number                 ? truth.outcome
                                    : known.tries % 3 == 2 ? Outcome::voicemail
                                                           : Outcome::no_answer;
            return {fmt::format(R"({{"outcome": "{}", "minutes": 0)", name(outcome)), kUnanswered, false};
        }
        const int minutes = std::max(1, static_cast<int>((first_ ? truth.talk : truth.later[0].talk).count));
        const int takes = minutes + (truth.level == 3 ? kPause : 0);
        if (first_ && truth.outcome == Outcome::refused_today)
            return {fmt::format(R"({{"outcome": "refused_today", "minutes": {}, "follow_ups": ["none"])", minutes),
                    takes, true};
        const bool again = first_ && truth.asked_callback;
        const std::string owed = again ? fmt::format(R"({{"callback_by": "{}"}})", callback_by_) : R"("none")";
        return {
            fmt::format(R"({{"outcome": "reached", "minutes": {}, "anxiety": {}, "support": "{}", "follow_ups": [{}])",
                        minutes, truth.level, name(truth.support), owed),
            takes, true};
    }

private:
    struct Known {
        const Truth* truth;
        int tries = 0;
    };
    const bool first_;
    const std::string callback_by_;
    std::mutex mutex_;
    std::unordered_map<std::string, Known> of_;
};

// Some advisors, one request after the other: always whoever's clock is earliest.
class Player {
public:
    Player(int port, std::size_t number, std::string day, const std::vector<Window>& windows, Answers& answers)
        : wire_(port), number_(number), day_(std::move(day)), windows_(windows), answers_(answers) {}

    void play(const std::vector<std::string>& advisors) {
        for (const std::string& each : advisors) clocks_.emplace(windows_[0].from.minutes, each);
        while (!clocks_.empty()) {
            const auto [minute, advisor] = *clocks_.begin();
            clocks_.erase(clocks_.begin());
            if (const auto next = after_one_call(advisor, minute)) clocks_.emplace(*next, advisor);
        }
    }
    DayPlayed played;

private:
    // When the advisor asks again; none when the day is over.
    std::optional<int> after_one_call(const std::string& advisor, int wished) {
        const auto window = std::find_if(windows_.begin(), windows_.end(),
                                         [&](const Window& each) { return wished < each.to.minutes; });
        if (window == windows_.end()) return std::nullopt;
        const int minute = std::max(wished, static_cast<int>(window->from.minutes));
        const std::string at = TimeOfDay{minute}.hhmm();
        const std::string offer =
            timed(played.next, "/v1/calls/next",
                  fmt::format(R"({{"day": "{}", "advisor": "{}", "at": "{}"}})", day_, advisor, at));
        const std::string call = field(offer, "id");
        if (call.empty()) {
            const auto again = time_from_hhmm(field(offer, "again_at"));
            return again ? std::optional(std::max<int>(again->minutes, minute + 1)) : std::nullopt;
        }
        const Answers::Said said = answers_.of(field(offer, "tenant"));
        timed(played.attempts, "/v1/calls/" + call + "/attempts", said.report + fmt::format(R"(, "at": "{}"}})", at));
        ++played.outcomes;
        played.reached += said.reached ? 1 : 0;
        return minute + said.takes;
    }
    // Every write under a key of its own, as a front end's would be.
    std::string timed(std::vector<double>& waits, const std::string& path, const std::string& body) {
        const std::string key = fmt::format("Idempotency-Key: {}-{}\r\n", number_, ++keys_);
        const auto start = Steady::now();
        Answered answered = wire_.ask(request_text("POST", path, key, body));
        waits.push_back(milliseconds_since(start));
        if (answered.status != 200 && answered.status != 201)
            throw std::runtime_error(fmt::format("POST {} {} -> {} {}", path, body, answered.status, answered.body));
        return std::move(answered.body);
    }

    Wire wire_;
    const std::size_t number_;  // of this player
    const std::string day_;
    const std::vector<Window>& windows_;
    Answers& answers_;
    std::multimap<int, std::string> clocks_;
    int keys_ = 0;
};

}  // namespace

Landlords fill(const std::string& database, int landlords, Morning morning) {
    const auto store = open_store(database);
    Service service(*store, json_documents(), wall_clock());
    const Asker by{"manager", "bench"};
    const bool first = morning == Morning::first_wave;
    Landlords made{*day_from_iso(first ? "2020-03-26" : "2020-04-03"), {}, {}};
    std::vector<TenantRecord> tenants;
    std::vector<AdvisorRecord> advisors;
    for (int i = 0; i < landlords; ++i) {
        DrawnCampaign one = campaign_2020(kSeedOf2020 + static_cast<std::uint64_t>(i));
        if (i == 0)
            if (const auto kept = service.put_campaign(write_campaign(one.campaign), by); !kept)
                throw std::runtime_error(kept.refusal().message);
        const std::string mark = landlords == 1 ? "" : fmt::format("B{:02}-", i);
        for (TenantRecord& each : first ? one.before : one.after) {
            each.facts.id.text = mark + each.facts.id.text;
            each.facts.area = mark + each.facts.area;
            if (!each.facts.last_advisor.empty()) each.facts.last_advisor.text = mark + each.facts.last_advisor.text;
            tenants.push_back(std::move(each));
        }
        for (AdvisorRecord& each : one.advisors) {
            each.facts.id.text = mark + each.facts.id.text;
            each.facts.area = mark + each.facts.area;
            made.advisors.push_back(each.facts.id.text);
            advisors.push_back(std::move(each));
        }
        for (Truth& each : one.truth) {
            each.tenant.text = mark + each.tenant.text;
            made.truth.push_back(std::move(each));
        }
    }
    service.import_advisors(everything(std::move(advisors)), by);
    service.import_tenants(everything(std::move(tenants)), by);
    store->checkpoint();
    return made;
}

DayPlayed play(int port, const Landlords& landlords, Morning morning, int clients) {
    DayPlayed day;
    const auto begun = Steady::now();
    const Answered plan = Wire(port).ask(request_text("POST", "/v1/plans/" + landlords.day.iso()));
    if (plan.status != 201) throw std::runtime_error("no plan was made: " + plan.body.substr(0, 400));
    day.plan_seconds = milliseconds_since(begun) / 1000;
    const std::vector<Window> windows = campaign_2020().campaign.calendar.windows;
    Answers answers(landlords.truth, morning, landlords.day);
    std::vector<std::vector<std::string>> shares(static_cast<std::size_t>(clients));
    for (std::size_t i = 0; i < landlords.advisors.size(); ++i)
        shares[i % shares.size()].push_back(landlords.advisors[i]);
    std::mutex mutex;
    std::string wrong;
    const auto start = Steady::now();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < shares.size(); ++i)
        threads.emplace_back([&, i] {
            try {
                Player player(port, i, landlords.day.iso(), windows, answers);
                player.play(shares[i]);
                const std::lock_guard lock(mutex);
                day.outcomes += player.played.outcomes;
                day.reached += player.played.reached;
                day.next.insert(day.next.end(), player.played.next.begin(), player.played.next.end());
                day.attempts.insert(day.attempts.end(), player.played.attempts.begin(), player.played.attempts.end());
            } catch (const std::exception& fault) {
                const std::lock_guard lock(mutex);
                wrong = fault.what();
            }
        });
    for (std::thread& each : threads) each.join();
    if (!wrong.empty()) throw std::runtime_error(wrong);
    day.seconds = milliseconds_since(start) / 1000;
    return day;
}

}  // namespace bienveille::bench
