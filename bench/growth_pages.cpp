#include "bench/growth_pages.hpp"

#include "bench/measure.hpp"
#include "tests/blackbox/harness.hpp"

#include <fstream>
#include <memory>

namespace bench {

namespace {

using namespace harness;

constexpr std::size_t starts = 5, cold_pages = 10'000, hot_pages = 4'000;

double resident_mib(pid_t process) { return static_cast<double>(memory_of(process)) / (1 << 20); }

// Who has no name counts as a preview. Nothing is compressed: that costs the same with however many orders.
constexpr auto browser =
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n";

class Guest {
 public:
  explicit Guest(unsigned short port) : connection_{port} {}
  // In µs, until the last byte was here.
  double open(std::string_view link) {
    const auto begun = Clock::now();
    const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", link, browser);
    const auto answer = connection_.send(request).answer();
    if (answer.status != 200) throw std::runtime_error(answer.head + answer.body);
    return us_since(begun);
  }

 private:
  wire::Connection connection_;
};

struct Costs {
  double cpu_us = 0, p50_us = 0;
};
template <class Link>
Costs ask(const Service& service, std::size_t times, Link link) {
  Guest guest{service.port()};
  std::vector<double> waited;
  const auto cpu = process_cpu_us(service.pid());
  for (std::size_t i = 0; i < times; ++i) waited.push_back(guest.open(link(i)));
  return {(process_cpu_us(service.pid()) - cpu) / static_cast<double>(times), median(waited)};
}

// Runs on the first core, while whoever asks stays on the second.
std::unique_ptr<Service> served(const TemporaryFolder& folder, const Grown& at) {
  pin(0);
  auto service =
      std::make_unique<Service>(folder, Environment{{"CLAIMCHECK_SERVER_DATA_DIR", at.data().string()},
                                                    {"CLAIMCHECK_KEYS_FILE", at.keys().string()}});
  pin(1);
  return service;
}

void measure_start(const TemporaryFolder& folder, const Grown& at, const Note& note) {
  std::vector<double> took, cpu;
  for (std::size_t i = 0; i < starts; ++i) {
    const auto begun = Clock::now();
    const auto service = served(folder, at);
    if (wire::get(service->admin_port(), "/readyz").status != 200) throw std::runtime_error("not ready");
    took.push_back(us_since(begun) / 1e6);
    cpu.push_back(process_cpu_us(service->pid()) / 1e6);
  }
  note("start_to_ready_s", median(took), "s");
  note("start_to_ready_cpu_s", median(cpu), "s");
}

}  // namespace

void measure_pages(const Grown& at, const Note& note) {
  const TemporaryFolder folder;
  std::ofstream{folder / "claimcheck.keys"};  // or one would be made there
  measure_start(folder, at, note);
  const auto service = served(folder, at);
  note("memory_at_start_mib", resident_mib(service->pid()), "MiB");
  // The first ones warm what is prepared once; after them each link is asked for the first time.
  const auto warm = std::min<std::size_t>(at.links.size() / 5, 500);
  ask(*service, warm, [&](std::size_t i) { return at.links[i]; });
  const auto cold = ask(*service, std::min(cold_pages, at.links.size() - warm),
                        [&](std::size_t i) { return at.links[warm + i]; });
  note("cold_page_cpu_us", cold.cpu_us, "us");
  note("cold_page_p50_us", cold.p50_us, "us");
  note("memory_after_10000_pages_mib", resident_mib(service->pid()), "MiB");
  const auto hot = ask(*service, hot_pages, [&](std::size_t i) { return at.links[warm + i % 8]; });
  note("hot_page_cpu_us", hot.cpu_us, "us");
  note("hot_page_p50_us", hot.p50_us, "us");
}

}  // namespace bench
