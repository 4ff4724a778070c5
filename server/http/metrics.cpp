#include "server/http/metrics.hpp"

#include "server/http/router.hpp"

#include <fmt/format.h>
#include <prometheus/text_serializer.h>

#include <limits>
#include <vector>

namespace server {

namespace {

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
      refused_{prometheus::BuildCounter()
                   .Name("claimcheck_http_refused_total")
                   .Help("Requests and connections that were refused, by the reason.")
                   .Register(registry_)},
      limit_met_{refused_.Add({{"reason", "limit"}})},
      connections_{prometheus::BuildGauge()
                       .Name("claimcheck_connections")
                       .Help("Open connections.")
                       .Register(registry_)
                       .Add({})} {}

Metrics::OfRoute& Metrics::of(std::string_view route) {
  const std::lock_guard lock{mutex_};
  return routes_.try_emplace(std::string{route}).first->second;
}

void Metrics::OfRoute::took(std::chrono::microseconds time) {
  const auto count = static_cast<std::uint64_t>(time.count());
  std::size_t slot = 0;
  while (slot < bounds.size() && count > bounds[slot]) ++slot;
  by_time_[slot].fetch_add(1, std::memory_order_relaxed);
  microseconds_.fetch_add(count, std::memory_order_relaxed);
}

void Metrics::add_requests(std::vector<prometheus::MetricFamily>& families) const {
  prometheus::MetricFamily requests{"claimcheck_http_requests_total",
                                    "Requests answered, by route, method and class of status.",
                                    prometheus::MetricType::Counter,
                                    {}};
  prometheus::MetricFamily durations{"claimcheck_http_request_duration_seconds",
                                     "From the whole header of a request to its answer.",
                                     prometheus::MetricType::Histogram,
                                     {}};
  const std::lock_guard lock{mutex_};
  for (const auto& [route, counts] : routes_) {
    for (std::size_t method = 0; method < counts.by_class_.size(); ++method)
      for (std::size_t hundreds = 0; hundreds < 6; ++hundreds) {
        const auto count = counts.by_class_[method][hundreds].load(std::memory_order_relaxed);
        if (count == 0) continue;
        prometheus::ClientMetric metric;
        metric.label = {{"method", std::string{name_of(static_cast<Method>(method))}},
                        {"route", route},
                        {"status", fmt::format("{}xx", hundreds)}};
        metric.counter.value = static_cast<double>(count);
        requests.metric.push_back(std::move(metric));
      }
    prometheus::ClientMetric metric;
    metric.label = {{"route", route}};
    std::uint64_t sum = 0;
    for (std::size_t slot = 0; slot < counts.by_time_.size(); ++slot) {
      sum += counts.by_time_[slot].load(std::memory_order_relaxed);
      const auto bound = slot < bounds.size() ? static_cast<double>(bounds[slot]) / 1e6
                                              : std::numeric_limits<double>::infinity();
      metric.histogram.bucket.push_back({sum, bound});
    }
    if (sum == 0) continue;
    metric.histogram.sample_count = sum;
    metric.histogram.sample_sum =
        static_cast<double>(counts.microseconds_.load(std::memory_order_relaxed)) / 1e6;
    durations.metric.push_back(std::move(metric));
  }
  families.push_back(std::move(requests));
  families.push_back(std::move(durations));
}

void Metrics::refused(std::string_view reason) {
  if (reason == "limit") return limit_met_.Increment();
  refused_.Add({{"reason", std::string{reason}}}).Increment();
}

std::string Metrics::text() const {
  auto families = registry_.Collect();
  add_requests(families);
  families.push_back(store_operations(store_));
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace server
