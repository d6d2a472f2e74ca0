#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>
#include <string>
#include <tuple>

namespace bienveille {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};

}  // namespace

struct Metrics::Families {
    struct Counted {
        prometheus::Counter* requests = nullptr;
        prometheus::Histogram* seconds = nullptr;
    };

    // The registry finds its figures by maps of labels, made anew for each question; this remembers what it found.
    Counted counted(const std::string& method, const std::string& route, int status) {
        const std::lock_guard lock(mutex);
        Counted& known = found[{method, route, status}];
        if (!known.requests) {
            known.requests = &requests.Add({{"method", method}, {"route", route}, {"status", std::to_string(status)}});
            known.seconds = &seconds.Add({{"route", route}}, kSeconds);
        }
        return known;
    }

    std::mutex mutex;  // guards found
    std::map<std::tuple<std::string, std::string, int>, Counted> found;
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("bienveille_requests_total")
                                                            .Help("Requests answered, by route and status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                             .Name("bienveille_request_seconds")
                                                             .Help("Time to answer, by route")
                                                             .Register(registry);
    prometheus::Histogram& plan_seconds = prometheus::BuildHistogram()
                                              .Name("bienveille_plan_seconds")
                                              .Help("Time to make or find a day's plan")
                                              .Register(registry)
                                              .Add({}, kSeconds);
    prometheus::Gauge& listeners = prometheus::BuildGauge()
                                       .Name("bienveille_listeners")
                                       .Help("Listeners to /v1/events now")
                                       .Register(registry)
                                       .Add({});
    prometheus::Gauge& connections =
        prometheus::BuildGauge().Name("bienveille_connections").Help("Connections open now").Register(registry).Add({});
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view method, std::string_view route, int status, double seconds) {
    const Families::Counted counted = families_->counted(std::string{method}, std::string{route}, status);
    counted.requests->Increment();
    counted.seconds->Observe(seconds);
}

void Metrics::count_plan(double seconds) { families_->plan_seconds.Observe(seconds); }
void Metrics::connections(int open) { families_->connections.Set(open); }
void Metrics::listeners(int open) { families_->listeners.Set(open); }

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(families_->registry.Collect()); }

}  // namespace bienveille
