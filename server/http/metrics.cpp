#include "server/http/metrics.hpp"

#include "server/http/router.hpp"
#include "server/pages/page_shelf.hpp"

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

// A family that is one number.
prometheus::MetricFamily number(const char* name, const char* help, prometheus::MetricType type,
                                double value) {
  prometheus::ClientMetric metric;
  (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  return {name, help, type, {metric}};
}

void add_caches(std::vector<prometheus::MetricFamily>& families, const store::OrderCache& cache,
                const PageShelf& pages) {
  const auto counter = [&](const char* name, const char* help, std::uint64_t value) {
    families.push_back(number(name, help, prometheus::MetricType::Counter, static_cast<double>(value)));
  };
  const auto gauge = [&](const char* name, const char* help, std::size_t value) {
    families.push_back(number(name, help, prometheus::MetricType::Gauge, static_cast<double>(value)));
  };
  const auto counts = cache.counts();
  counter("claimcheck_cache_loads_total", "Orders read from the store for a page.", counts.loads);
  counter("claimcheck_cache_joined_total", "Readers who waited for a load that others wait for, too.",
          counts.joined);
  counter("claimcheck_cache_redis_hits_total", "Orders that Redis had.", counts.redis_hits);
  counter("claimcheck_cache_redis_misses_total", "Orders that Redis did not have.", counts.redis_misses);
  counter("claimcheck_cache_redis_failures_total", "Orders asked of Redis without an answer in time.",
          counts.redis_failures);
  counter("claimcheck_cache_unknown_total", "Links known to open nothing.", counts.unknown);
  gauge("claimcheck_page_shelf_bytes", "Memory of finished pages.", pages.bytes());
  gauge("claimcheck_page_shelf_entries", "Links with a finished page.", pages.size());
  if (const auto reached = cache.reaches_redis())
    gauge("claimcheck_redis_connected", "1 while Redis can be reached, else 0.", *reached ? 1 : 0);
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

std::string Metrics::text(const store::OrderCache& cache, const PageShelf& pages) const {
  auto families = registry_.Collect();
  add_requests(families);
  families.push_back(store_operations(store_));
  add_caches(families, cache, pages);
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace server
