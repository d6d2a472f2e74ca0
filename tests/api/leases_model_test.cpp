// Eight advisors at once doing anything, against a model that fits on a page, on each store.
//
// The clock stands still while they act and moves between rounds, when the store is opened anew: so that the model knows
// which leases are open. The seed is printed; the order of the threads is the machine's.
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "api/service.h"
#include "tests/support/campaign_store.h"
#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

constexpr int kAdvisors = 8;
constexpr int kTenants = 40;
constexpr int kRounds = 4;
constexpr int kActs = 8;  // of each advisor in a round

const Asker kAnybody{"advisor", "model"};

class Model {
public:
    // Who is given a tenant is told before anybody may be told the next.
    void given(const std::string& tenant, const std::string& advisor, const std::string& until) {
        const std::lock_guard lock(mutex_);
        const auto [holder, fresh] = holders_.try_emplace(tenant, advisor);
        EXPECT_TRUE(fresh || holder->second == advisor)
            << tenant << " is with " << holder->second << " and " << advisor;
        until_[tenant] = until;
    }
    void given_up(const std::string& tenant, const std::string& advisor) {
        const std::lock_guard lock(mutex_);
        const auto holder = holders_.find(tenant);
        if (holder != holders_.end() && holder->second == advisor) holders_.erase(holder);
    }
    void recorded(const Attempt& attempt) {
        const std::lock_guard lock(mutex_);
        EXPECT_TRUE(attempts_.emplace(attempt.id, attempt).second);
    }
    // Leases that are over by then, or were overtaken.
    template <class Overtaken>
    void move_to(const std::string& now, Overtaken overtaken) {
        std::erase_if(holders_, [&](const auto& each) {
            return until_[each.first] <= now || overtaken(call_id(kThird, {each.first}), each.second);
        });
    }
    const std::map<std::string, Attempt>& attempts() const { return attempts_; }
    // Every lease that the model knows is in the store, or was overtaken by a late outcome.
    template <class Same>
    void compare(Same same) {
        for (const auto& [tenant, advisor] : holders_) EXPECT_TRUE(same(tenant, advisor)) << tenant << advisor;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::string> holders_;
    std::map<std::string, std::string> until_;
    std::map<std::string, Attempt> attempts_;
};

// One advisor with a telephone; remembers calls whose lease may be over by now.
class Caller {
public:
    Caller(int number, std::uint64_t seed) : advisor_{"CONS-" + std::to_string(number)}, random_(seed) {}

    void act(Service& service, Model& model, const std::string& at) {
        switch (random_() % 8) {
            case 0:
            case 1:
            case 2: return ask(service, model, at);
            case 3: return renew(service, model);
            case 4: return give_back(service, model);
            default: return record(service, model, at);
        }
    }

private:
    void ask(Service& service, Model& model, const std::string& at) {
        const auto offer = service.next_call({kThird, advisor_, time_from_hhmm(at)}, kAnybody);
        ASSERT_TRUE(offer.ok()) << offer.refusal().message;
        if (!offer->held) return;
        const std::string tenant = offer->held->lease.tenant.text;
        model.given(tenant, advisor_.text, offer->held->lease.until);
        in_hand_.insert(tenant);
    }
    void renew(Service& service, Model& model) {
        if (in_hand_.empty()) return;
        const std::string tenant = some();
        const auto kept = service.renew_lease(call_id(kThird, {tenant}), advisor_, kAnybody);
        if (kept)
            model.given(tenant, advisor_.text, kept->until);
        else
            EXPECT_EQ(kept.refusal().kind, Refusal::Kind::conflict);
    }
    void give_back(Service& service, Model& model) {
        if (in_hand_.empty()) return;
        const std::string tenant = some();
        model.given_up(tenant, advisor_.text);
        const auto back = service.release_lease(call_id(kThird, {tenant}), advisor_, "pause", kAnybody);
        if (back) in_hand_.erase(tenant);  // else somebody else was given it: an outcome is owed all the same
    }
    // Of a call that was leased once: never refused, however late.
    void record(Service& service, Model& model, const std::string& at) {
        if (in_hand_.empty()) return;
        const std::string tenant = some();
        constexpr Outcome kOutcomes[] = {Outcome::reached, Outcome::no_answer, Outcome::busy, Outcome::voicemail};
        AttemptReport report;
        report.advisor = advisor_;
        report.outcome = kOutcomes[random_() % 4];
        report.minutes = {5};
        report.at = time_from_hhmm(at);
        report.follow_ups = {FollowUp{}};
        model.given_up(tenant, advisor_.text);
        const auto done = service.record_attempt(call_id(kThird, {tenant}), report, kAnybody);
        ASSERT_TRUE(done.ok()) << done.refusal().message;
        model.recorded(*done);
        in_hand_.erase(tenant);
    }
    std::string some() {
        return *std::next(in_hand_.begin(), static_cast<std::ptrdiff_t>(random_() % in_hand_.size()));
    }

    AdvisorId advisor_;
    std::mt19937_64 random_;
    std::set<std::string> in_hand_;
};

class ManyHands : public StoreContract {
protected:
    void SetUp() override {
        for (int i = 1; i <= kTenants; ++i) store_->put_tenant(tenant_record("T" + std::to_string(i)), {}, kBy);
        for (int i = 1; i <= kAdvisors; ++i) store_->put_advisor(advisor_record("CONS-" + std::to_string(i)), {}, kBy);
    }
    bool overtaken(const std::string& call, const std::string& advisor) {
        std::optional<LeaseEnd> last;
        for (const PastLease& each : store_->leases(call))
            if (each.lease.advisor.text == advisor) last = each.ended;
        return last == LeaseEnd::overtaken;
    }
    // A process that ends and begins again.
    void open_again() {
        service_.reset();
        if (GetParam() != Adapter::memory) {
            store_.reset();
            store_ = opened();
        }
        service_ = std::make_unique<Service>(*store_, json_documents(), [this] { return now_.load(); });
        ASSERT_TRUE(service_->generate_plan(kThird, {"manager", "model"}).ok());
    }

    std::atomic<std::int64_t> now_{still_clock()()};
    std::unique_ptr<Service> service_;
};

TEST_P(ManyHands, LeaseNoTenantTwiceLoseNothingAndDoubleNothing) {
    const std::uint64_t seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    Model model;
    std::vector<Caller> callers;
    for (int i = 1; i <= kAdvisors; ++i) callers.emplace_back(i, seed + static_cast<std::uint64_t>(i));
    for (int round = 0; round < kRounds; ++round) {
        open_again();
        model.move_to(utc_stamp(now_), [&](const auto& call, const auto& advisor) { return overtaken(call, advisor); });
        const std::string at = TimeOfDay{9 * 60 + 30 + 90 * round}.hhmm();
        std::vector<std::thread> threads;
        for (Caller& each : callers)
            threads.emplace_back([&] {
                for (int i = 0; i < kActs; ++i) each.act(*service_, model, at);
            });
        for (std::thread& each : threads) each.join();
        model.compare([&](const std::string& tenant, const std::string& advisor) {
            const KeptCall call = *store_->call(call_id(kThird, {tenant}));
            EXPECT_EQ(call.lease ? call.lease->advisor.text : advisor, advisor) << tenant;
            return call.lease.has_value() || overtaken(call.id, advisor);
        });
        now_ += 60 * (round % 2 == 0 ? 10 : 40);  // within a lease, and past it
    }
    open_again();
    std::size_t kept = 0;
    for (int i = 1; i <= kTenants; ++i) {
        const std::string tenant = "T" + std::to_string(i);
        int unanswered = 0, reached = 0;
        for (const Attempt& each : store_->attempts(call_id(kThird, {tenant}))) {
            ASSERT_TRUE(model.attempts().contains(each.id)) << "nobody was told of " << each.id;
            EXPECT_EQ(model.attempts().at(each.id), each);
            ++kept;
            if (counts_as_reached(each.outcome))
                reached += each.doubled ? 0 : 1;
            else if (reached == 0)
                ++unanswered;
        }
        const Tenant facts = store_->tenant({tenant})->record.facts;
        EXPECT_LE(reached, 1) << tenant;
        if (facts.last_reached_on)
            EXPECT_EQ(facts.attempts, 0) << tenant;
        else
            EXPECT_EQ(facts.attempts, unanswered) << tenant;
    }
    EXPECT_EQ(kept, model.attempts().size());
    EXPECT_GT(kept, static_cast<std::size_t>(kAdvisors));
}

INSTANTIATE_TEST_SUITE_P(Adapters, ManyHands, kAdapters, adapter_name);

}  // namespace
}  // namespace bienveille
