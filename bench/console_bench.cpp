// How long staff, and the shop's own systems, wait for a page with 20,190 orders (promised: under 50 ms at
// the 99th percentile): the built binary, asked over one connection by a browser that is signed in. Limits
// are those of a fresh installation, but for how often one may ask.

#include "bench/repairs.hpp"
#include "tests/blackbox/acts.hpp"
#include "tests/blackbox/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <regex>
#include <thread>

#include <time.h>

namespace {

using namespace harness;
using bench::Repair;
using Clock = std::chrono::steady_clock;

constexpr int warm_up = 40, times = 400;
constexpr double promised_ms = 50;
constexpr std::size_t busy_orders = 30;  // with all that an order can have
constexpr auto a_row = "<li id=\"o-";    // of a list

const Environment as_often_as_one_likes{{"CLAIMCHECK_LIMITS_REQUESTS_PER_MINUTE", "0"},
                                        {"CLAIMCHECK_LIMITS_API_PER_MINUTE", "0"}};

double ms_since(Clock::time_point begun) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

// What the service has computed so far: tells a slow page from a busy machine.
double cpu_ms(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Told must(Told told) {
  if (told.status / 100 != 2) throw std::runtime_error(told.raw.head + told.raw.body);
  return told;
}

// Number to "/t/…".
std::map<std::string, std::string> read_links(const std::filesystem::path& file) {
  std::map<std::string, std::string> links;
  std::ifstream lines{file};
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find("/t/"); at != line.npos)
      links[line.substr(0, line.find(','))] = line.substr(at, 34);
  return links;
}

struct Shop {
  Shop() : repairs{bench::write_repairs(shop.folder() / "repairs.jsonl")} {
    const auto begun = Clock::now();
    const auto ran =
        run(shop.folder(), {"import", "--format", "jsonl", "repairs.jsonl", "--links", "links.csv"});
    if (ran.exit_code != 0) throw std::runtime_error(ran.error);
    import_ms = ms_since(begun);
    for (const auto& repair : repairs.all)
      if (repair.stage == "in_progress" && busy.size() < 2 * busy_orders) busy.push_back(&repair);
  }
  // The i-th of all in an order that jumps about.
  const Repair& any(int i) const {
    return repairs.all[static_cast<std::size_t>(i) * 7919 % repairs.all.size()];
  }

  StaffedShop shop{};
  bench::Repairs repairs;
  double import_ms = 0;
  std::vector<const Repair*> busy{};  // the first half decided, paid and talked about, the others waiting
};

void quote(const Till& till, const std::string& order) {
  must(till.post(order + "/quotes",
                 R"({"currency": "GBP", "deposit": 5000, "valid_until": "2035-07-01", "lines": [
      {"description": "Screen, genuine part", "unit_price": 8999, "tax_bp": 2000},
      {"description": "Fitting", "unit_price": 1599, "tax_bp": 2000},
      {"description": "New battery", "unit_price": 3900, "tax_bp": 2000, "kind": "optional"},
      {"description": "Cleaning", "unit_price": 900, "tax_bp": 2000}]})"));
}

// Quotes, decisions, payments and messages of both sides, as an order in work has them.
void keep_busy(const Shop& at, const Service& service, const Till& till) {
  const auto links = read_links(at.shop.folder() / "links.csv");
  std::vector<PageForm> letters;
  for (std::size_t i = 0; i < at.busy.size(); ++i) {
    const auto order = "orders/" + at.busy[i]->number;
    quote(till, order);
    if (i >= busy_orders) continue;
    must(till.post(
        order + "/quotes/1/decision",
        R"({"decision": "approve", "method": "phone", "reference": "at noon", "name": "Ada Quill"})"));
    must(till.post(order + "/payments", R"({"kind": "deposit", "amount": {"amount": 5000, "currency": "GBP"},
                                            "method": "card"})"));
    for (int n = 0; n < 6; ++n)
      must(till.post(order + "/messages", R"({"text": "The fan was stuck; we have ordered a new one.",
                                              "name": "Sam at the bench"})"));
    letters.push_back(second_step(service, links.at(at.busy[i]->number), "/messages",
                                  {{"text", "Thank you. Will it be ready on Friday?"}})
                          .named("Ada Quill"));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds{2'100});  // nobody confirms sooner: min_dwell_ms
  for (const auto& letter : letters)
    if (const auto sent = submit(service, letter); sent.status != 303)
      throw std::runtime_error(sent.head + sent.body);
}

// Where each page of the whole list goes on, the first ones aside.
std::vector<std::string> deep_cursors(Browser& browser) {
  std::vector<std::string> cursors;
  const std::regex after{"after=([^\"&]+)"};
  std::smatch found;
  for (std::string more;; more = "&after=" + cursors.back()) {
    const auto body = browser.get("/staff/orders?stage=all&rows=200" + more).body;
    if (!std::regex_search(body, found, after)) break;
    cursors.push_back(found[1]);
  }
  cursors.erase(cursors.begin(), cursors.begin() + static_cast<std::ptrdiff_t>(cursors.size() / 2));
  return cursors;
}

struct Ask {
  std::string path, shows;
};
struct Question {
  const char* what;
  std::function<Ask(int)> ask;
  bool by_api = false;
};

class Client {
 public:
  Client(const Service& service, const Browser& browser, const std::string& key)
      : connection_{service.port()},
        who_{fmt::format("Cookie: {}={}\r\n", session, browser.cookie(session))},
        key_{fmt::format("Authorization: Bearer {}\r\n", key)} {}

  struct Waited {
    double ms = 0;  // until the last byte was here
    std::size_t bytes = 0;
  };
  // What is asked without compression is looked at.
  Waited wait_for(const Question& question, int i, bool compressed) {
    const auto [path, shows] = question.ask(i);
    const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}{}\r\n", path,
                                     compressed ? "Accept-Encoding: gzip, deflate, br\r\n" : "",
                                     question.by_api ? key_ : who_);
    const auto begun = Clock::now();
    const auto answer = connection_.send(request).answer();
    const auto took = ms_since(begun);
    if (answer.status != 200 || (!compressed && answer.body.find(shows) == answer.body.npos))
      throw std::runtime_error(fmt::format("{} does not show {}: {}", path, shows, answer.head));
    return {took, answer.body.size()};
  }

 private:
  wire::Connection connection_;
  std::string who_, key_;
};

void measure(const Service& service, Client& client, const Question& question) {
  std::vector<double> took;
  std::size_t bytes = 0;
  for (int i = 0; i < warm_up; ++i) bytes = std::max(bytes, client.wait_for(question, i, false).bytes);
  const auto computed = cpu_ms(service.pid());
  for (int i = 0; i < times; ++i) took.push_back(client.wait_for(question, warm_up + i, true).ms);
  const auto cpu = (cpu_ms(service.pid()) - computed) / times;
  std::ranges::sort(took);
  const auto of = [&](std::size_t percent) { return took[took.size() * percent / 100]; };
  fmt::print("{:32} {:6.1f} {:6.2f} {:8.2f} {:8.2f} {:8.2f} {:8.2f}   {}\n", question.what,
             static_cast<double>(bytes) / 1024, cpu, of(50), of(90), of(99), took.back(),
             of(99) < promised_ms ? "yes" : "NO");
  std::fflush(stdout);
}

std::vector<Question> questions(const Shop& shop, const std::vector<std::string>& cursors,
                                const std::vector<std::string>& ids) {
  const auto at = [](const auto& list, int i) { return list[static_cast<std::size_t>(i) % list.size()]; };
  const auto search = [](std::string_view words, std::string shows) {
    return Ask{"/staff/orders?" + form_text({{"q", std::string(words)}}), std::move(shows)};
  };
  static constexpr const char* stages[] = {"received", "in_progress", "ready", "collected", "cancelled"};
  const auto busy = shop.busy[0]->number;
  return {
      {"order list, open",
       [=](int) {
         return Ask{"/staff/orders", a_row};
       }},
      {"order list, by stage",
       [](int i) {
         return Ask{fmt::format("/staff/orders?stage={}", stages[i % 5]), a_row};
       }},
      {"order list, deep page",
       [=](int i) {
         return Ask{"/staff/orders?stage=all&after=" + at(cursors, i), a_row};
       }},
      {"search: number", [=, &shop](int i) { return search(shop.any(i).number, shop.any(i).number); }},
      {"search: common name",
       [=, &shop](int i) { return search(shop.any(i).first_name, shop.any(i).first_name); }},
      {"search: rare serial number",
       [=, &shop](int i) { return search(shop.any(i).serial, shop.any(i).number); }},
      {"search: two words",
       [=, &shop](int i) {
         return search(shop.any(i).first_name + ' ' + shop.any(i).brand, shop.any(i).first_name);
       }},
      {"search: telephone's last four",
       [=, &shop](int i) { return search(shop.any(i).phone.substr(9), shop.any(i).name); }},
      {"today's board",
       [=](int) {
         return Ask{"/staff/today", busy};
       }},
      {"order page",
       [=](int i) {
         return Ask{"/staff/orders/" + at(ids, i), "Ada Quill"};
       }},
      {"customers look-up",
       [&shop](int i) {
         return Ask{"/staff/customers?" + form_text({{"q", shop.any(i).name}}), shop.any(i).name};
       }},
      {"API: GET /orders/{id}",
       [=](int i) {
         return Ask{"/api/v1/orders/" + at(ids, i), "in_progress"};
       },
       true},
      {"API: GET /orders?q=",
       [&shop](int i) {
         return Ask{"/api/v1/orders?" + form_text({{"q", shop.any(i).name}}), shop.any(i).name};
       },
       true},
  };
}

std::string first_line_of(const char* command) {
  std::string line;
  if (auto* const pipe = ::popen(command, "r")) {
    for (int c = 0; (c = std::fgetc(pipe)) != EOF && c != '\n';) line += static_cast<char>(c);
    ::pclose(pipe);
  }
  return line;
}

void bench_console() {
  const Shop shop;
  fmt::print("{} orders, {}; imported with links in {:.1f} s\n", shop.repairs.all.size(), shop.repairs.source,
             shop.import_ms / 1000);
  fmt::print("machine: {} x {}\n", std::thread::hardware_concurrency(),
             first_line_of("sed -n 's/^model name.*: //p' /proc/cpuinfo"));
  fmt::print("commit:  {}, {}\n", first_line_of("git -C '" SOURCE_DIR "' describe --always --dirty"),
             CLAIMCHECK_BINARY);
  const Service service{shop.shop.folder(), as_often_as_one_likes};
  const Till till{service, shop.shop.api_key()};
  keep_busy(shop, service, till);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < busy_orders; ++i)
    ids.push_back(must(till.get("orders/" + shop.busy[i]->number)).text("/id"));
  Browser browser{service};
  if (!browser.sign_in_by(shop.shop.owner_link())) throw std::runtime_error("the owner's link does not open");
  const auto cursors = deep_cursors(browser);

  fmt::print("\n{:32} {:>6} {:>6} {:>8} {:>8} {:>8} {:>8}   p99 < {} ms\n",
             fmt::format("ms, of {} each", times), "KiB", "CPU", "p50", "p90", "p99", "max", promised_ms);
  Client client{service, browser, shop.shop.api_key()};
  for (const auto& question : questions(shop, cursors, ids)) measure(service, client, question);
}

}  // namespace

int main() try { bench_console(); } catch (const std::exception& error) {
  fmt::print(stderr, "console_bench: {}\n", error.what());
  return 1;
}
