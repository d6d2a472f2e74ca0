// The next call from a day that is kept up, with what was found out before, is the one that a look at everybody finds: random days of
// a team that speaks several languages, is at its limits, comes and goes. Seeds are printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <random>

#include "api/documents.h"
#include "api/next_call.h"
#include "api/service.h"
#include "api/sqlite_store.h"
#include "rules/built_in.h"
#include "tests/support/campaign_store.h"
#include "tests/support/kept_records.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

constexpr int kDays = kThorough ? 40 : 3;
constexpr int kSteps = 40;
constexpr int kTenants = 60;
constexpr int kTeam = 4;
const Asker kBench{"manager", "random"};

class NextCallKept : public testing::Test {
protected:
    // All days together: of one day it may not be so.
    static void TearDownTestSuite() {
        EXPECT_GT(helped_, 0);
        EXPECT_GT(unplanned_, 0);
    }
    int one_of(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
    AdvisorId somebody() { return {"CONS-" + std::to_string(1 + one_of(kTeam))}; }
    TenantId anyone() { return {"T" + std::to_string(1 + one_of(kTenants))}; }

    void fill() {
        for (int i = 1; i <= kTeam; ++i) {
            AdvisorRecord record = advisor_record("CONS-" + std::to_string(i));
            record.facts.minutes = Minutes{i == 1 ? 30 : 60 + one_of(60)};  // the first one's list is soon done
            if (i == 1) record.facts.max_calls = 12;
            if (i > 2) record.facts.languages = {"fr", i == 3 ? "ar" : "tr"};
            store_->put_advisor(record, {}, {"", "", ""});
        }
        for (int i = 1; i <= kTenants; ++i) {
            TenantRecord record = tenant_record("T" + std::to_string(i));
            Tenant& facts = record.facts;
            if (one_of(4) == 0) facts.language = one_of(2) == 0 ? "ar" : "tr";
            if (one_of(2) == 0) facts.joined_on = kThird - one_of(5);
            if (one_of(3) == 0) facts.lsns6 = one_of(30);
            if (one_of(2) == 0) {
                facts.last_reached_on = kThird - 5 - one_of(20);
                facts.anxiety = one_of(4);
                facts.anxiety_on = facts.last_reached_on;
            }
            if (facts.last_reached_on && one_of(4) == 0) {
                facts.callback_requested_on = facts.last_reached_on;
                facts.callback_due_on = kThird + one_of(4);
                if (one_of(3) == 0) facts.callback_slot.time = time_from_hhmm("15:00");
            }
            store_->put_tenant(record, {}, {"", "", ""});
        }
        ASSERT_TRUE(service_.generate_plan(kThird, kBench).ok());
    }

    AttemptReport outcome() {
        const Outcome which[] = {Outcome::reached,   Outcome::reached,      Outcome::no_answer,
                                 Outcome::no_answer, Outcome::busy,         Outcome::opt_out,
                                 Outcome::voicemail, Outcome::wrong_number, Outcome::not_attempted};
        AttemptReport made;
        made.outcome = which[one_of(9)];
        made.minutes = {made.outcome == Outcome::reached ? 1 + one_of(25) : 0};
        made.at = time();
        made.reason = made.outcome == Outcome::not_attempted ? "réunion" : "";
        if (counts_as_reached(made.outcome)) made.follow_ups = {FollowUp{}};
        return made;
    }

    // Anything that a day brings. Some are refused: then nothing changes.
    void live() {
        minute_ = std::min(minute_ + one_of(12), 17 * 60 + 30);
        now_ += 60 * one_of(12);
        const AdvisorId who = somebody();
        switch (one_of(12)) {
            case 0: {
                const auto held = store_->lease_of(who);
                if (held) service_.release_lease(held->call, who, "pause", kBench);
                return;
            }
            case 1: service_.set_emergency(anyone(), kThird, one_of(2) == 0, kBench); return;
            case 2: service_.call_at(anyone(), kThird, *time_from_hhmm("16:00"), kBench); return;
            case 3: {
                auto known = *store_->tenant(anyone());
                known.record.facts.status = one_of(2) == 0 ? Status::moved : Status::active;
                known.record.facts.language = one_of(3) == 0 ? "tr" : "";
                service_.put_tenant(known.record, {}, kBench);
                return;
            }
            case 4:
                if (one_of(3) == 0) service_.put_availability({who, kThird, Minutes{one_of(200)}}, kBench);
                return;
            case 5: {
                IncomingReport rang{kThird, outcome()};
                rang.report.advisor = who;
                service_.rang_in(anyone(), rang, kBench);
                return;
            }
            default: {
                const auto offer = service_.next_call({kThird, who, time()}, kBench);
                ASSERT_TRUE(offer.ok());
                if (offer->held && one_of(5) > 0) service_.record_attempt(offer->held->lease.call, outcome(), kBench);
            }
        }
    }
    TimeOfDay time() const { return {minute_}; }

    std::unique_ptr<RunningDay> running(LiveDay live) { return running(std::move(live), plan()); }
    std::unique_ptr<RunningDay> running(LiveDay live, Plan plan) {
        return std::make_unique<RunningDay>(std::make_shared<const Plan>(std::move(plan)), rules_, rules_->calendar,
                                            std::move(live));
    }
    Plan plan() { return json_documents().read_plan(store_->plan(kThird)->document).value(); }

    // Everybody without a place, one day each in which they are the only one.
    std::string by_looking_at_all(const Asking& asking, const FindTenant& find) {
        const Plan whole = plan();
        std::vector<Unplanned> owed;
        for (const Unplanned& each : whole.unplanned)
            if (each.tier) owed.push_back(each);
        std::stable_sort(owed.begin(), owed.end(), [](const Unplanned& a, const Unplanned& b) {
            const Day never{std::numeric_limits<std::int32_t>::max()};
            return a.due_on.value_or(never) < b.due_on.value_or(never);
        });
        const LiveDay live = store_->load_live_day(kThird);
        for (const Unplanned& each : owed) {
            Plan alone = whole;
            alone.unplanned = {each};
            if (next_unplanned(*running(live, std::move(alone)), asking, find)) return each.tenant.text;
        }
        return "";
    }

    void expect_same(RunningDay& kept) {
        const int minute = one_of(2) == 0 ? minute_ - 5 + one_of(10) : 9 * 60 + one_of(8 * 60 + 30);
        Asking asking{
            one_of(2) == 0 ? AdvisorId{"CONS-1"} : somebody(), {minute}, utc_stamp(now_ - 60 + 60 * one_of(3)), {}};
        if (one_of(3) == 0)
            for (int i = one_of(4); i > 0; --i) asking.taken.push_back(anyone());
        std::optional<TenantRecord> last;
        const FindTenant find = [&](const TenantId& id) {
            const auto known = store_->tenant(id);
            last = known ? std::optional(known->record) : std::nullopt;
            return last ? &last->facts : nullptr;
        };
        const NextCall a = next_call(kept, asking);
        const auto loaded = running(store_->load_live_day(kThird));
        const NextCall b = next_call(*loaded, asking);
        EXPECT_EQ(a.row != nullptr, b.row != nullptr);
        if (a.row && b.row) { EXPECT_EQ(a.row->kept.tenant, b.row->kept.tenant); }
        EXPECT_EQ(a.again_at, b.again_at);
        const Unplanned* const one = next_unplanned(kept, asking, find, one_of(3) > 0);
        EXPECT_EQ(one ? one->tenant.text : "", by_looking_at_all(asking, find));
        helped_ += a.row && a.row->kept.advisor != asking.advisor ? 1 : 0;
        unplanned_ += one ? 1 : 0;
    }

    TemporaryFile file_;
    std::unique_ptr<Store> store_ = open_sqlite_store(file_.path);
    std::int64_t now_ = still_clock()();
    Service service_{*store_, json_documents(), [this] { return now_; }};
    std::shared_ptr<const RuleSet> rules_ = std::make_shared<const RuleSet>(default_rules());
    std::mt19937 random_;
    int minute_ = 9 * 60 + 30;
    inline static int helped_ = 0, unplanned_ = 0;  // how often it was somebody else's call, or nobody's
};

class OfADay : public NextCallKept, public testing::WithParamInterface<int> {};

TEST_P(OfADay, IsTheOneThatALookAtEverybodyFinds) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    random_.seed(seed);
    fill();
    LiveDay first = store_->load_live_day(kThird);
    std::int64_t moment = first.moment;
    auto kept = running(std::move(first));
    for (int i = 0; i < kSteps && !HasFailure(); ++i) {
        SCOPED_TRACE("step " + std::to_string(i));
        if (i == kSteps / 5) service_.put_availability({{"CONS-2"}, kThird, Minutes{0}}, kBench);  // gone home
        live();
        LiveDayChanges changes = store_->live_day_since(kThird, moment);
        moment = changes.moment;
        if (changes.whole)
            kept = running(*std::move(changes.whole));
        else
            kept->take_over(std::move(changes));
        for (int n = 0; n < 3; ++n) expect_same(*kept);
    }
}

INSTANTIATE_TEST_SUITE_P(Random, OfADay, testing::Range(0, kDays));

}  // namespace
}  // namespace bienveille
