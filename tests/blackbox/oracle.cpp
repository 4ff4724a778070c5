#include "tests/blackbox/oracle.hpp"

#include "tests/blackbox/acts.hpp"
#include "tests/blackbox/gzip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace harness {

using namespace std::chrono_literals;

namespace {

constexpr long most_writes = 40;  // of one order, so that pages stay as long as real ones
constexpr std::size_t most_retired = 400;

void raise(std::atomic<long>& to, long value) {
  for (auto seen = to.load(); seen < value && !to.compare_exchange_weak(seen, value);) {}
}

// The version in an ETag; 0 without one.
long version_in(const wire::Answer& answer) {
  const auto tag = answer.field("etag");
  return tag.size() > 2 ? std::atol(tag.c_str() + 1) : 0;
}

// The four versions that a page says it shows: order, link, location, shop.
std::optional<std::array<long, 4>> versions_on(std::string_view page) {
  constexpr std::string_view label = "data-version=\"";
  const auto at = page.find(label);
  if (at == page.npos) return std::nullopt;
  std::array<long, 4> versions{};
  const char* next = page.data() + at + label.size();
  for (auto& version : versions) {
    char* end = nullptr;
    version = std::strtol(next, &end, 10);
    next = end + 1;
  }
  return versions;
}

}  // namespace

struct Oracle::Subject {
  std::string number, link;
  long next_mark = 1;  // of its writer alone
  std::atomic<long> version{0}, mark{0};
  std::mutex mutex;
  std::string extra_link, extra_id;  // a second link, which is ended one day
  std::atomic<bool> extra_ended{false};
};

struct Oracle::Known {
  long version = 0, mark = 0, location = 0, shop = 0;
  bool ended = false;
};

class Oracle::Line {
 public:
  explicit Line(unsigned short port) : port_{port} {}

  // Without a status when nobody answered.
  wire::Answer ask(const std::string& request) {
    try {
      if (!connection_) connection_.emplace(port_);
      auto answer = connection_->send(request).answer();
      if (answer.status == 0 || answer.field("connection") == "close") connection_.reset();
      return answer;
    } catch (const std::runtime_error&) {
      connection_.reset();
      std::this_thread::sleep_for(2ms);  // nobody there: not a thousand tries a millisecond
      return {};
    }
  }

 private:
  unsigned short port_;
  std::optional<wire::Connection> connection_;
};

Oracle::Oracle(unsigned short port, std::string api_key) : port_{port}, api_key_{std::move(api_key)} {}

Oracle::~Oracle() { stop(); }

void Oracle::start() {
  running_ = true;
  for (std::size_t i = 0; i < writers; ++i) threads_.emplace_back([this, i] { write(i); });
  for (std::size_t i = 0; i < readers; ++i) threads_.emplace_back([this, i] { read(i); });
}

void Oracle::stop() {
  running_ = false;
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

std::vector<std::string> Oracle::faults() const {
  const std::lock_guard lock{faults_mutex_};
  std::vector<std::string> words;
  for (const auto& [kind, text] : faults_) words.push_back(kind + ": " + text);
  return words;
}

void Oracle::fault(std::string_view kind, const std::string& words) {
  const std::lock_guard lock{faults_mutex_};
  const auto same = std::ranges::count(faults_, kind, &decltype(faults_)::value_type::first);
  if (same < 3) faults_.emplace_back(kind, words);
}

std::shared_ptr<Oracle::Subject> Oracle::subject(std::size_t slot) const {
  const std::lock_guard lock{mutex_};
  return subjects_[slot];
}

// Mostly one that is being written, so that hot and moved pages meet; at times one from long ago, which no
// cache may hold any more.
std::shared_ptr<Oracle::Subject> Oracle::any_subject(std::mt19937& random) const {
  const std::lock_guard lock{mutex_};
  if (!retired_.empty() && random() % 8 == 0) return retired_[random() % retired_.size()];
  return subjects_[random() % subjects_.size()];
}

std::shared_ptr<Oracle::Subject> Oracle::new_subject(Line& line, std::size_t slot) {
  const auto number = fmt::format("F-{}", next_number_++);
  const auto answer = line.ask(
      api_bytes(api_key_, "POST", "orders",
                fmt::format(R"({{"number": "{}", "location": "wales", "customer": {{"name": "Ada Quill"}},
                  "devices": [{{"kind": "Phone", "model": "Fairphone 4"}}], "notify": false}})",
                            number)));
  if (answer.status == 0) ++unanswered_;  // perhaps made all the same, and never looked at
  if (answer.status > 0 && answer.status != 201) fault("7 writer", answer.head + answer.body);
  if (answer.status != 201) return nullptr;
  const auto made = repair_of(answer);
  auto fresh = std::make_shared<Subject>();
  fresh->number = made.number;
  fresh->link = made.link;
  const std::lock_guard lock{mutex_};
  if (subjects_[slot]) {
    if (retired_.size() == most_retired) retired_.erase(retired_.begin());
    retired_.push_back(subjects_[slot]);
  }
  subjects_[slot] = fresh;
  return fresh;
}

void Oracle::write(std::size_t writer) {
  Line line{port_};
  std::mt19937 random{static_cast<unsigned>(writer)};
  while (running_) {
    const auto slot = writer + writers * (random() % (subjects / writers));
    if (writer == 0 && random() % 16 == 0)
      edit_surroundings(line, random);
    else
      write_once(line, random, slot);
  }
}

void Oracle::write_once(Line& line, std::mt19937& random, std::size_t slot) {
  auto target = subject(slot);
  if (!target || target->next_mark > most_writes) target = new_subject(line, slot);
  if (!target) return;
  const auto what = random() % 10;
  if (what == 0) return change_extra_link(line, *target);
  const auto mark = what < 8 ? target->next_mark++ : 0;
  const auto words = fmt::format("mark-{}-{}.", target->number, mark);
  const auto path = "orders/" + target->number;
  const auto request =
      what < 5   ? api_bytes(api_key_, "POST", path + "/stage",
                             fmt::format(R"({{"stage":"{}","note":"{}","public":true}})",
                                       mark % 2 ? "in_progress" : "ready", words))
      : what < 8 ? api_bytes(api_key_, "POST", path + "/messages", fmt::format(R"({{"text":"{}"}})", words))
                 : api_bytes(api_key_, "POST", path + "/quotes", quote_body(1000 + static_cast<int>(what)));
  const auto answer = line.ask(request);
  if (answer.status == 0) return void(++unanswered_);
  if (answer.status / 100 != 2) return fault("7 writer", answer.head + answer.body);
  ++writes_;
  raise(target->version, version_in(answer));
  if (mark > 0) raise(target->mark, mark);
}

void Oracle::change_extra_link(Line& line, Subject& target) {
  std::string id;
  {
    const std::lock_guard lock{target.mutex};
    id = target.extra_id;
  }
  if (id.empty()) {
    const auto answer = line.ask(
        api_bytes(api_key_, "POST", fmt::format("orders/{}/links", target.number), R"({"channel":"qr"})"));
    if (answer.status == 0) return void(++unanswered_);
    if (answer.status != 201) return fault("7 writer", answer.head + answer.body);
    const auto made = boost::json::parse(answer.body);
    const std::lock_guard lock{target.mutex};
    target.extra_link = path_of(made.at("url").as_string());
    target.extra_id = made.at("id").as_string().c_str();
  } else if (!target.extra_ended) {
    const auto answer = line.ask(api_bytes(api_key_, "DELETE", "links/" + id));
    if (answer.status == 0) return void(++unanswered_);
    if (answer.status / 100 != 2) return fault("7 writer", answer.head + answer.body);
    target.extra_ended = true;
  }
  ++writes_;
}

void Oracle::edit_surroundings(Line& line, std::mt19937& random) {
  const bool shop = random() % 2 == 0;
  const auto body = fmt::format(R"({{"message":"notice {}"}})", random());
  const auto answer = line.ask(api_bytes(api_key_, "PATCH", shop ? "shop" : "locations/wales", body));
  if (answer.status == 0) return void(++unanswered_);
  if (answer.status != 200) return fault("7 writer", answer.head + answer.body);
  ++writes_;
  raise(shop ? shop_version_ : location_version_, version_in(answer));
}

void Oracle::read(std::size_t reader) {
  Line line{port_};
  std::mt19937 random{static_cast<unsigned>(1000 + reader)};
  while (running_) read_once(line, random);
}

void Oracle::read_once(Line& line, std::mt19937& random) {
  const auto target = any_subject(random);
  if (!target) return std::this_thread::yield();
  auto path = target->link;
  bool extra = false;
  if (random() % 6 == 0) {
    const std::lock_guard lock{target->mutex};
    if (!target->extra_link.empty()) path = target->extra_link, extra = true;
  }
  const bool german = random() % 3 == 0, zipped = random() % 3 == 0, json = random() % 6 == 0;
  const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: {}\r\n{}{}\r\n",
                                   path, german ? "de" : "en", zipped ? "Accept-Encoding: gzip\r\n" : "",
                                   json ? "Accept: application/json\r\n" : "");
  // What is known from here on must be seen.
  const Known known{target->version, target->mark, location_version_, shop_version_,
                    extra && target->extra_ended};
  const auto outages = outages_.load();
  const bool silent = silence_;
  auto answer = line.ask(request);
  if (answer.status == 0) {
    if (!silent && outages == outages_) fault("7 silence", "no answer to a page");
    return;
  }
  ++reads_;
  if (answer.field("content-encoding") == "gzip") {
    auto body = unzipped(std::move(answer.body));
    if (!body) return fault("7 status", "a page that is no whole gzip");
    answer.body = *std::move(body);
  }
  if (known.ended) {
    if (answer.status != 410)
      fault("5 ended link", fmt::format("{} was answered {}", target->number, answer.status));
    return;
  }
  if (extra && answer.status == 410) return;  // it is ending just now
  judge(*target, known, answer, german);
}

void Oracle::judge(const Subject& subject, const Known& known, const wire::Answer& answer, bool german) {
  const auto& page = answer.body;
  if (answer.status != 200) return fault("7 status", fmt::format("{}\n{}", answer.head, page));
  if (page.find(subject.number) == page.npos) fault("3 whose", subject.number + " is not on its page");
  long mark = 0;
  constexpr std::string_view sign = "mark-F-";
  for (auto at = page.find(sign); at != page.npos; at = page.find(sign, at + 1)) {
    const auto number = page.substr(at + 5, page.find('-', at + sign.size()) - at - 5);
    if (number != subject.number)
      fault("3 whose", fmt::format("{} on the page of {}", number, subject.number));
    mark = std::max(mark, std::atol(page.c_str() + at + 5 + number.size() + 1));
  }
  const bool json = answer.field("content-type").find("json") != std::string::npos;
  if (mark < known.mark && !json)  // which has no notes
    fault("2 text", fmt::format("{} shows mark {} after {} was answered", subject.number, mark, known.mark));
  if (json) {
    const auto version = boost::json::parse(page).at("version").to_number<long>();
    if (version < known.version)
      fault("1 order", fmt::format("{} as JSON at {} after {}", subject.number, version, known.version));
    return;
  }
  if (page.find(german ? "lang=\"de\"" : "lang=\"en\"") == page.npos)
    fault("6 language", page.substr(0, 200));
  const auto versions = versions_on(page);
  if (!versions) return fault("1 order", "a page without its versions");
  if ((*versions)[0] < known.version)
    fault("1 order", fmt::format("{} at {} after {}", subject.number, (*versions)[0], known.version));
  if ((*versions)[2] < known.location)
    fault("4 location", fmt::format("at {} after {}", (*versions)[2], known.location));
  if ((*versions)[3] < known.shop) fault("4 shop", fmt::format("at {} after {}", (*versions)[3], known.shop));
}

}  // namespace harness
