#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <memory>
#include <random>
#include <thread>

using namespace harness;

namespace {

constexpr int cycles = 100, repairs_a_cycle = 3;

// One confirmed act that is about to be posted.
struct Pending {
  std::string number = {};
  bool approves = false;  // else it signs
  std::string request = {};
};

// Repairs with a quote and terms, each confirmed by its customer and not yet sent.
std::vector<Pending> prepare(const RepairShop& shop, int count) {
  const Service service{shop.folder(), at_once()};
  Crowd crowd{service.port(), 50};
  const auto each_repair = [&](auto request_for) {
    std::vector<std::string> requests;
    for (int i = 0; i < count; ++i) requests.push_back(request_for(static_cast<std::size_t>(i)));
    auto answers = crowd.ask(requests);
    for (const auto& answer : answers) REQUIRE_MESSAGE(answer.status / 100 == 2, answer.body);
    return answers;
  };
  const auto post = [&](std::string_view path, std::string_view body) {
    return api_bytes(shop.api_key(), "POST", path, body);
  };
  std::vector<Repair> repairs;
  for (const auto& answer :
       each_repair([&](std::size_t i) { return post("orders", repair_body(fmt::format("P-{}", i))); }))
    repairs.push_back(repair_of(answer));
  const auto below = [&](std::size_t i, const char* what) { return "orders/" + repairs[i].number + what; };
  const auto quotes =
      each_repair([&](std::size_t i) { return post(below(i, "/quotes"), quote_body(12'000)); });
  const auto papers = each_repair([&](std::size_t i) {
    return post(below(i, "/documents"), R"({"purpose": "terms", "title": "Terms", "body": "Read this."})");
  });
  const auto text = [](const wire::Answer& answer, const char* name) {
    return std::string(boost::json::parse(answer.body).at(name).as_string());
  };
  const auto confirm = each_repair([&](std::size_t i) {
    return post_bytes({repairs[i].link + "/quotes/1/confirm",
                       {{"decision", "approve"}, {"quote_sha256", text(quotes[i], "sha256")}}});
  });
  const auto sign = each_repair([&](std::size_t i) {
    return post_bytes({repairs[i].link + "/documents/" + text(papers[i], "id") + "/sign",
                       {{"document_sha256", text(papers[i], "sha256")}}});
  });
  std::vector<Pending> pending;
  for (std::size_t i = 0; i < repairs.size(); ++i) {
    const auto final_form = [&](const wire::Answer& page, const char* ending) {
      return post_bytes(form_to(page.body, ending).named("Ada Quill"));
    };
    pending.push_back({repairs[i].number, true, final_form(confirm[i], "/decision")});
    pending.push_back({repairs[i].number, false, final_form(sign[i], "/sign")});
  }
  return pending;
}

// Whether the act is there, whole and once: in the order and in its evidence.
bool whole(const Till& till, const Pending& act) {
  const auto order = till.get("orders/" + act.number);
  if (act.approves)
    return order.text("/quotes/0/state") == "approved" &&
           order.text("/quotes/0/decision/name") == "Ada Quill" &&
           evidence(till, act.number, "quote_approved").size() == 1;
  const auto& signatures = order.at("/signatures").as_array();
  return signatures.size() == 1 && signatures[0].at("name") == "Ada Quill" &&
         evidence(till, act.number, "document_signed").size() == 1;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/acts_durability");

TEST_CASE(
    "an approval or signature that was answered is there after kill -9, once and whole, in a hundred kills") {
  const RepairShop shop;
  const auto pending = prepare(shop, cycles * repairs_a_cycle);
  const auto a_cycle = pending.size() / cycles;
  std::mt19937 random{100};
  int answered = 0, unanswered = 0, changed = 0, lost = 0;
  auto service = std::make_unique<Service>(shop.folder(), at_once());
  for (std::size_t cycle = 0; cycle < cycles; ++cycle) {
    const auto* acts = &pending[cycle * a_cycle];
    std::vector<wire::Connection> customers;
    for (std::size_t i = 0; i < a_cycle; ++i) customers.emplace_back(service->port()).send(acts[i].request);
    // Anywhere from before the first is read to after the last is answered.
    std::this_thread::sleep_for(std::chrono::microseconds{random() % 12'000});
    service->kill();
    std::vector<int> statuses;
    for (auto& customer : customers) statuses.push_back(customer.answer().status);

    service = std::make_unique<Service>(shop.folder(), at_once());
    const Till till{*service, shop.api_key()};
    for (std::size_t i = 0; i < a_cycle; ++i) {
      (statuses[i] == 303 ? answered : unanswered)++;
      if (statuses[i] != 303 && statuses[i] != 0) ++changed;
      if (statuses[i] == 303 && !whole(till, acts[i])) ++lost;
      if (wire::ask(service->port(), acts[i].request).status != 303)
        ++changed;  // whether a retry or a replay
      if (!whole(till, acts[i])) ++lost;
    }
  }
  MESSAGE(answered, " acts were answered before the kill, ", unanswered, " were not");
  CHECK(answered > 0);
  CHECK(unanswered > 0);
  CHECK(changed == 0);
  CHECK(lost == 0);
  service->stop();
  const auto verified = run(shop.folder(), {"verify", "--signatures"});
  CHECK_MESSAGE(verified.exit_code == 0, verified.out, verified.error);
}

TEST_SUITE_END();
