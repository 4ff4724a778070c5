#include "server/http/metrics.hpp"

#include "server/http/router.hpp"

#include <fmt/format.h>
#include <prometheus/text_serializer.h>

#include <mutex>

namespace server {

namespace {

const prometheus::Histogram::BucketBoundaries seconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                      0.1,    0.25,  0.5,    1,     2.5,  5};

prometheus::MetricFamily store_operations(const store::Store& store) {
  prometheus::MetricFamily family{"claimcheck_store_operations_total",
                                  "Use cases asked of the store.",
                                  prometheus::MetricType::Counter,
                                  {}};
  for (const auto& [name, count] : store.operations()) {
    prometheus::ClientMetric metric;
    metric.label = {{"operation", name}};
    metric.counter.value = static_cast<double>(count);
    family.metric.push_back(std::move(metric));
  }
  return family;
}

}  // namespace

Metrics::Metrics(const store::Store& store)
    : store_{store},
      requests_{prometheus::BuildCounter()
                    .Name("claimcheck_http_requests_total")
                    .Help("Requests answered, by route, method and class of status.")
                    .Register(registry_)},
      took_{prometheus::BuildHistogram()
                .Name("claimcheck_http_request_duration_seconds")
                .Help("From the whole header of a request to its answer, not yet written.")
                .Register(registry_)},
      refused_{prometheus::BuildCounter()
                   .Name("claimcheck_http_refused_total")
                   .Help("Requests and connections that were refused, by the reason.")
                   .Register(registry_)},
      connections_{prometheus::BuildGauge()
                       .Name("claimcheck_connections")
                       .Help("Open connections.")
                       .Register(registry_)
                       .Add({})} {}

Metrics::Series Metrics::series(std::string_view route, Method method, int status_class) {
  const auto key = std::tuple{route, method, status_class};
  {
    const std::shared_lock lock{mutex_};
    if (const auto known = series_.find(key); known != series_.end()) return known->second;
  }
  auto& count = requests_.Add({{"route", std::string{route}},
                               {"method", std::string{name_of(method)}},
                               {"status", fmt::format("{}xx", status_class)}});
  auto& took = took_.Add({{"route", std::string{route}}}, seconds);
  const std::lock_guard lock{mutex_};
  return series_.emplace(key, Series{&count, &took}).first->second;
}

void Metrics::request(std::string_view route, Method method, int status, std::chrono::microseconds took) {
  const auto found = series(route, method, status / 100);
  found.count->Increment();
  found.took->Observe(std::chrono::duration<double>{took}.count());
}

void Metrics::refused(std::string_view reason) {
  refused_.Add({{"reason", std::string{reason}}}).Increment();
}

std::string Metrics::text() const {
  auto families = registry_.Collect();
  families.push_back(store_operations(store_));
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace server
