#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace bienveille {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};

}  // namespace

struct Metrics::Families {
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
    const std::string on{route};
    families_->requests.Add({{"method", std::string{method}}, {"route", on}, {"status", std::to_string(status)}})
        .Increment();
    families_->seconds.Add({{"route", on}}, kSeconds).Observe(seconds);
}

void Metrics::count_plan(double seconds) { families_->plan_seconds.Observe(seconds); }
void Metrics::connections(int open) { families_->connections.Set(open); }
void Metrics::listeners(int open) { families_->listeners.Set(open); }

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(families_->registry.Collect()); }

}  // namespace bienveille
