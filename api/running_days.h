// Running days kept between two requests, each brought up to the moment before it is asked.
//
// Decides: how many are kept, who may use one when. Does not decide: what one knows (running_day.h), how it is read (store.h).
// A day is used by one thread at a time: what is done with it must be short, and must not write to the store. Any number of
// threads may call.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "api/running_day.h"
#include "api/store.h"

namespace bienveille {

class RunningDays {
public:
    static constexpr std::size_t kMostDays = 4;

    // Null: it has no plan.
    using Make = std::function<std::unique_ptr<RunningDay>(LiveDay)>;
    enum class As { it_is_now, it_was_last };

    RunningDays(Store& store, Make make) : store_(store), make_(std::move(make)) {}
    // False when the day has no plan: then nothing was used.
    bool with(Day day, As as, const std::function<void(RunningDay&)>& use);

private:
    struct Kept {
        std::mutex mutex;  // guards the two below
        std::int64_t moment = -1;
        std::unique_ptr<RunningDay> day;
    };
    std::shared_ptr<Kept> kept(Day day);
    void bring_up(Kept& kept, Day day);

    Store& store_;
    Make make_;
    std::mutex mutex_;  // guards days_
    std::map<Day, std::shared_ptr<Kept>> days_;
};

}  // namespace bienveille
