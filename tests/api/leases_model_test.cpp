// Eight people at once doing anything, as advisors and as managers, against a model that fits on a page, on each store.
//
// The clock stands still while they act and moves between rounds, when the store is opened anew: so that the model knows
// which leases are open. What two may do to one tenant in any order (emergencies, outcomes put right) only one of them
// does, so that the model knows which was last. The seed is printed; the order of the threads is the machine's.
#include <atomic>
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
    void put_right(const Attempt& attempt) {
        const std::lock_guard lock(mutex_);
        attempts_[attempt.id] = attempt;
        ++corrections_[attempt.id];
    }
    void emergency(const std::string& tenant, bool open) {
        const std::lock_guard lock(mutex_);
        emergencies_[tenant] = open;
    }
    void opted_out(const std::string& tenant) {
        const std::lock_guard lock(mutex_);
        opted_out_.insert(tenant);
    }
    std::set<std::string> opted_out() {
        const std::lock_guard lock(mutex_);
        return opted_out_;
    }
    void fixed() { ++overrides_; }
    std::int64_t overrides() const { return overrides_; }
    int corrections(const std::string& attempt) const {
        const auto found = corrections_.find(attempt);
        return found == corrections_.end() ? 0 : found->second;
    }
    const std::map<std::string, bool>& emergencies() const { return emergencies_; }
    // Leases that are over by then, or were lost.
    template <class Lost>
    void move_to(const std::string& now, Lost lost) {
        std::erase_if(holders_, [&](const auto& each) {
            return until_[each.first] <= now || lost(call_id(kThird, {each.first}), each.second);
        });
    }
    const std::map<std::string, Attempt>& attempts() const { return attempts_; }
    // Every lease that the model knows is in the store, or was lost to an outcome of somebody else or to an opt-out.
    template <class Same>
    void compare(Same same) {
        for (const auto& [tenant, advisor] : holders_) EXPECT_TRUE(same(tenant, advisor)) << tenant << advisor;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::string> holders_;
    std::map<std::string, std::string> until_;
    std::map<std::string, Attempt> attempts_;
    std::map<std::string, int> corrections_;
    std::map<std::string, bool> emergencies_;
    std::set<std::string> opted_out_;
    std::atomic<std::int64_t> overrides_{0};
};

// One advisor with a telephone; remembers calls whose lease may be over by now.
class Caller {
public:
    Caller(std::uint64_t number, std::uint64_t seed)
        : number_(number), advisor_{"CONS-" + std::to_string(number)}, random_(seed) {}

    void act(Service& service, Model& model, const std::string& at) {
        switch (random_() % 20) {
            case 0:
            case 1:
            case 2:
            case 3:
            case 4: return ask(service, model, at);
            case 5: return renew(service, model);
            case 6: return give_back(service, model);
            case 7: return put_right(service, model);
            case 8: return answer(service, model, at);
            case 9: return alarm(service, model);
            case 10: return take_out(service, model);
            case 11:
            case 12: return fix(service, model);
            case 13: return plan(service);
            default: return record(service, model, at);
        }
    }

private:
    void ask(Service& service, Model& model, const std::string& at) {
        const std::set<std::string> out = model.opted_out();
        const auto offer = service.next_call({kThird, advisor_, time_from_hhmm(at)}, kAnybody);
        if (!offer) {
            // The call that was taken was taken out of the plan before it could be shown.
            EXPECT_EQ(offer.refusal().kind, Refusal::Kind::conflict) << offer.refusal().message;
            return;
        }
        if (!offer->held) return;
        const std::string tenant = offer->held->lease.tenant.text;
        EXPECT_FALSE(out.contains(tenant)) << tenant << " had opted out";
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
        in_hand_.erase(tenant);
        if (!done) {
            // They rang in meanwhile, and it was the holder of this lease who answered: no outcome is owed any more.
            EXPECT_EQ(done.refusal().kind, Refusal::Kind::conflict) << done.refusal().message;
            EXPECT_TRUE(rang_in_here_.contains(tenant)) << done.refusal().message;
            return;
        }
        model.recorded(*done);
        recorded_.push_back(*done);
    }
    // The minutes of an own outcome were wrong.
    void put_right(Service& service, Model& model) {
        if (recorded_.empty()) return;
        Attempt& wrong = recorded_[random_() % recorded_.size()];
        AttemptReport report;
        report.outcome = wrong.outcome;
        report.minutes = wrong.minutes + Minutes{1};
        report.follow_ups = {FollowUp{}};
        const auto right = service.correct_attempt(wrong.id, report, {}, kAnybody);
        ASSERT_TRUE(right.ok()) << right.refusal().message;
        model.put_right(*right);
        wrong = *right;
    }
    // Somebody rings in: whoever has their call in hand is overtaken.
    void answer(Service& service, Model& model, const std::string& at) {
        IncomingReport incoming{kThird, {}};
        incoming.report.advisor = advisor_;
        incoming.report.minutes = {4};
        incoming.report.at = time_from_hhmm(at);
        incoming.report.follow_ups = {FollowUp{}};
        const std::string tenant = anybody();
        rang_in_here_.insert(tenant);
        model.given_up(tenant, advisor_.text);
        const auto said = service.rang_in({tenant}, incoming, kAnybody);
        ASSERT_TRUE(said.ok()) << said.refusal().message;
        model.recorded(*said);
    }
    void alarm(Service& service, Model& model) {
        const std::string tenant = own();
        const bool open = random_() % 2 == 0;
        ASSERT_TRUE(service.set_emergency({tenant}, kThird, open, kAnybody).ok());
        model.emergency(tenant, open);
    }
    void take_out(Service& service, Model& model) {
        const std::string tenant = own();
        if (!may_opt_out(tenant)) return;
        const auto found = service.tenant({tenant});
        Kept<TenantRecord> seen = *found;
        seen.record.facts.status = Status::opted_out;
        const auto done = service.put_tenant(seen.record, seen.revision, kAnybody);
        if (done)
            model.opted_out(tenant);
        else
            EXPECT_EQ(done.refusal().kind, Refusal::Kind::changed_meanwhile);
    }
    // A call stays where it is, goes to this advisor, or is free again.
    void fix(Service& service, Model& model) {
        PinQuestion wish{kThird, {anybody()}, std::nullopt, std::nullopt, "se connaissent"};
        if (random_() % 3 == 0) {
            service.free_call(kThird, wish.tenant, kAnybody);
            return;
        }
        wish.moves = random_() % 2 == 0;
        if (wish.moves) wish.advisor = advisor_;
        const auto fixed = service.fix_call(wish, kAnybody);
        if (fixed)
            model.fixed();
        else
            EXPECT_TRUE(fixed.refusal().kind == Refusal::Kind::conflict || may_opt_out(wish.tenant.text))
                << fixed.refusal().message;
    }
    void plan(Service& service) {
        const auto made = service.generate_plan(kThird, kAnybody);
        EXPECT_TRUE(made.ok()) << made.refusal().message;
    }
    // One in five: whoever has is in no plan that is made after it.
    static bool may_opt_out(const std::string& tenant) { return std::stoi(tenant.substr(1)) % 5 == 0; }
    std::string anybody() { return "T" + std::to_string(1 + random_() % kTenants); }
    // Of the tenants whom nobody else changes so.
    std::string own() { return "T" + std::to_string(number_ + kAdvisors * (random_() % (kTenants / kAdvisors))); }
    std::string some() {
        return *std::next(in_hand_.begin(), static_cast<std::ptrdiff_t>(random_() % in_hand_.size()));
    }

    std::uint64_t number_;
    AdvisorId advisor_;
    std::mt19937_64 random_;
    std::set<std::string> in_hand_;
    std::set<std::string> rang_in_here_;
    std::vector<Attempt> recorded_;
};

class ManyHands : public StoreContract {
protected:
    void SetUp() override {
        for (int i = 1; i <= kTenants; ++i) store_->put_tenant(tenant_record("T" + std::to_string(i)), {}, kBy);
        for (int i = 1; i <= kAdvisors; ++i) store_->put_advisor(advisor_record("CONS-" + std::to_string(i)), {}, kBy);
    }
    bool lost(const std::string& call, const std::string& advisor) {
        std::optional<LeaseEnd> last;
        for (const PastLease& each : store_->leases(call))
            if (each.lease.advisor.text == advisor) last = each.ended;
        return last == LeaseEnd::overtaken || last == LeaseEnd::cancelled;
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
    for (std::uint64_t i = 1; i <= kAdvisors; ++i) callers.emplace_back(i, seed + i);
    for (int round = 0; round < kRounds; ++round) {
        open_again();
        model.move_to(utc_stamp(now_), [&](const auto& call, const auto& advisor) { return lost(call, advisor); });
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
            return call.lease.has_value() || lost(call.id, advisor);
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
            EXPECT_EQ(static_cast<int>(store_->earlier_values(each.id).size()), model.corrections(each.id));
            ++kept;
            if (counts_as_reached(each.outcome))
                reached += each.doubled || each.incoming ? 0 : 1;
            else if (reached == 0)
                ++unanswered;
        }
        const Tenant facts = store_->tenant({tenant})->record.facts;
        EXPECT_LE(reached, 1) << tenant;
        EXPECT_EQ(facts.status, model.opted_out().contains(tenant) ? Status::opted_out : Status::active) << tenant;
        const auto alarm = model.emergencies().find(tenant);
        EXPECT_EQ(facts.emergency_open, alarm != model.emergencies().end() && alarm->second) << tenant;
        if (facts.last_reached_on)
            EXPECT_EQ(facts.attempts, 0) << tenant;
        else
            EXPECT_EQ(facts.attempts, unanswered) << tenant;
    }
    EXPECT_EQ(kept, model.attempts().size());
    EXPECT_EQ(store_->overrides(kThird), model.overrides());
    EXPECT_GT(kept, static_cast<std::size_t>(kAdvisors));
}

INSTANTIATE_TEST_SUITE_P(Adapters, ManyHands, kAdapters, adapter_name);

}  // namespace
}  // namespace bienveille
