#pragma once

#include "server/http/message.hpp"
#include "store/store.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace server {

// What the service counts about itself, for Prometheus. Routes appear by their template, so no code gets
// here. Used from every loop.
class Metrics {
 public:
  explicit Metrics(const store::Store& store);

  // `route` must live as long as this: a template of a route table, or a literal.
  void request(std::string_view route, Method method, int status, std::chrono::microseconds took);
  void refused(std::string_view reason);  // by the gate or a limit
  void connection_opened() { connections_.Increment(); }
  void connection_closed() { connections_.Decrement(); }

  std::string text() const;  // Prometheus text format 0.0.4

 private:
  struct Series {
    prometheus::Counter* count;
    prometheus::Histogram* took;
  };
  Series series(std::string_view route, Method method, int status_class);

  const store::Store& store_;
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& took_;
  prometheus::Family<prometheus::Counter>& refused_;
  prometheus::Gauge& connections_;
  std::shared_mutex mutex_;  // of the series: finding one by its labels costs more than the whole answer
  std::map<std::tuple<std::string_view, Method, int>, Series> series_;
};

}  // namespace server
