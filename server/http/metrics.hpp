#pragma once

#include "server/http/message.hpp"
#include "store/order_cache.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace server {

class PageShelf;

// What the service counts about itself, for Prometheus. Routes appear by their template, so no code gets
// here. Used from every loop.
class Metrics {
 public:
  explicit Metrics(const store::Store& store);

  static constexpr std::array<std::uint64_t, 13> bounds{500,       1'000,     2'500,    5'000,   10'000,
                                                        25'000,    50'000,    100'000,  250'000, 500'000,
                                                        1'000'000, 2'500'000, 5'000'000};  // microseconds
  // What is counted of one route. Counting is an addition or two: finding where would cost more than the
  // answer, so who counts keeps its place.
  class OfRoute {
   public:
    void answered(Method method, int status) {
      by_class_[static_cast<std::size_t>(method)][static_cast<std::size_t>(status / 100) % 6].fetch_add(
          1, std::memory_order_relaxed);
    }
    void took(std::chrono::microseconds time);

   private:
    friend Metrics;
    std::array<std::array<std::atomic<std::uint64_t>, 6>, 6> by_class_{};  // methods, hundreds of the status
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> by_time_{};
    std::atomic<std::uint64_t> microseconds_{0};
  };
  // `route` is a template of a route table; lives as long as this.
  OfRoute& of(std::string_view route);

  void refused(std::string_view reason);  // by the gate or a limit
  void connection_opened() { connections_.Increment(); }
  void connection_closed() { connections_.Decrement(); }

  // In the text format of Prometheus, 0.0.4, with what the caches count.
  std::string text(const store::OrderCache& cache, const PageShelf& pages) const;

 private:
  void add_requests(std::vector<prometheus::MetricFamily>& families) const;

  const store::Store& store_;
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& refused_;
  prometheus::Counter& limit_met_;  // of those, the one that may come as often as requests do
  prometheus::Gauge& connections_;
  mutable std::mutex mutex_;  // of the map, not of what stands in it
  std::map<std::string, OfRoute, std::less<>> routes_;
};

}  // namespace server
