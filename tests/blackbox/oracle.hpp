#pragma once

#include "tests/blackbox/till.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace harness {

// The freshness oracle: writers change orders, links, a location and the shop through the API and note what
// was answered; readers open pages and note what was known to be answered when they began. What they may
// never see stands in `faults`:
//
//   1. an order's page with a version below one that was answered before the page was asked for
//   2. its text without a note or message that was answered before (so the version is not just a label)
//   3. a mark of another order, or a page without the order's own number
//   4. a location's or the shop's version below one that was answered before
//   5. a page behind a link whose end was answered before
//   6. another language than the one asked for
//   7. any answer but 200 and, behind an ended link, 410; while the service runs
//
// Service and cache may be killed, frozen and fed with junk meanwhile: an answer that never came promises
// nothing, one that came promises as ever.
class Oracle {
 public:
  // `port` stays the same over restarts of the service.
  Oracle(unsigned short port, std::string api_key);
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  void start();
  void stop();
  // The service is about to go away, or is back: meanwhile no answer is no fault.
  void expect_silence(bool yes) {
    if (yes) ++outages_;
    silence_ = yes;
  }

  struct Counts {
    std::uint64_t reads = 0, writes = 0, unanswered = 0;
  };
  Counts counts() const { return {reads_, writes_, unanswered_}; }
  // What was seen and must not be, the first of each kind in words; empty: the promise held.
  std::vector<std::string> faults() const;

 private:
  struct Subject;  // an order
  struct Known;    // what was answered before a read began
  class Line;      // a connection that is made again when it breaks

  static constexpr std::size_t writers = 4, readers = 6, subjects = 24;

  void write(std::size_t writer);
  void read(std::size_t reader);
  void write_once(Line& line, std::mt19937& random, std::size_t slot);
  void read_once(Line& line, std::mt19937& random);
  void edit_surroundings(Line& line, std::mt19937& random);
  void change_extra_link(Line& line, Subject& subject);
  std::shared_ptr<Subject> new_subject(Line& line, std::size_t slot);
  std::shared_ptr<Subject> subject(std::size_t slot) const;
  std::shared_ptr<Subject> any_subject(std::mt19937& random) const;
  void judge(const Subject& subject, const Known& known, const wire::Answer& answer, bool german);
  void fault(std::string_view kind, const std::string& words);

  const unsigned short port_;
  const std::string api_key_;
  std::atomic<bool> running_{false}, silence_{false};
  std::atomic<std::uint64_t> reads_{0}, writes_{0}, unanswered_{0}, outages_{0};
  std::atomic<long> shop_version_{0}, location_version_{0}, next_number_{1};
  mutable std::mutex mutex_;  // of the two below
  std::vector<std::shared_ptr<Subject>> subjects_ = std::vector<std::shared_ptr<Subject>>(subjects);
  std::vector<std::shared_ptr<Subject>> retired_;  // no longer written, still read
  mutable std::mutex faults_mutex_;
  std::vector<std::pair<std::string, std::string>> faults_;  // by kind
  std::vector<std::thread> threads_;
};

}  // namespace harness
