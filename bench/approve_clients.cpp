#include "bench/approve_clients.hpp"

#include "bench/measure.hpp"

#include <barrier>
#include <stdexcept>
#include <thread>

namespace bench {

using namespace harness;

namespace {

// Nobody to write to, so that no letters are made beside what is measured.
std::string repair_without_contact(std::size_t number) {
  return fmt::format(
      R"({{"number": "B-{}", "location": "wales", "customer": {{"name": "Ada Quill", "locale": "en"}},
      "devices": [{{"kind": "Phone", "model": "Fairphone 4"}}], "notify": false}})",
      number);
}

constexpr auto quote = R"({"currency": "GBP", "deposit": 5000, "lines": [
    {"description": "Screen, genuine part", "unit_price": 8999, "tax_bp": 2000},
    {"description": "Fitting", "unit_price": 1599, "tax_bp": 2000}]})";

void must(const wire::Answer& answer) {
  if (answer.status / 100 != 2) throw std::runtime_error(answer.head + answer.body);
}

}  // namespace

Approvers::Approvers(const Service& service, std::string api_key, std::size_t clients)
    : service_{service}, api_key_{std::move(api_key)} {
  for (std::size_t i = 0; i < clients; ++i) connections_.emplace_back(service.port());
}

std::vector<wire::Answer> Approvers::ask_all(const std::vector<std::string>& requests) {
  std::vector<wire::Answer> answers;
  for (std::size_t from = 0; from < requests.size(); from += connections_.size()) {
    const auto wave = std::min(connections_.size(), requests.size() - from);
    for (std::size_t i = 0; i < wave; ++i) connections_[i].send(requests[from + i]);
    for (std::size_t i = 0; i < wave; ++i) must(answers.emplace_back(connections_[i].answer()));
  }
  return answers;
}

std::vector<std::string> Approvers::prepare(std::size_t count) {
  const auto text = [](const wire::Answer& answer, const char* name) {
    return std::string(boost::json::parse(answer.body).at(name).as_string());
  };
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < count; ++i)
    requests.push_back(api_bytes(api_key_, "POST", "orders", repair_without_contact(next_number_++)));
  std::vector<Repair> repairs;
  for (const auto& answer : ask_all(requests)) repairs.push_back(repair_of(answer));
  requests.clear();
  for (const auto& repair : repairs)
    requests.push_back(api_bytes(api_key_, "POST", "orders/" + repair.number + "/quotes", quote));
  const auto quotes = ask_all(requests);
  requests.clear();
  for (const auto& repair : repairs) requests.push_back(get_bytes(repair.link));
  ask_all(requests);
  requests.clear();
  for (std::size_t i = 0; i < count; ++i)
    requests.push_back(post_bytes({repairs[i].link + "/quotes/1/confirm",
                                   {{"decision", "approve"}, {"quote_sha256", text(quotes[i], "sha256")}}}));
  const auto pages = ask_all(requests);
  requests.clear();
  for (const auto& page : pages)
    requests.push_back(post_bytes(form_to(page.body, "/decision").named("Ada Quill")));
  return requests;
}

Approvals Approvers::approve(const std::vector<std::string>& posts) {
  Approvals done{.waited_us = std::vector<double>(posts.size())};
  std::vector<int> statuses(posts.size());
  std::barrier start{static_cast<std::ptrdiff_t>(connections_.size() + 1)};
  std::vector<std::jthread> clients;
  for (std::size_t client = 0; client < connections_.size(); ++client)
    clients.emplace_back([&, client] {
      start.arrive_and_wait();
      for (auto i = client; i < posts.size(); i += connections_.size()) {
        const auto sent = Clock::now();
        statuses[i] = connections_[client].send(posts[i]).answer().status;
        done.waited_us[i] = us_since(sent);
      }
    });
  const auto cpu = process_cpu_us(service_.pid());
  start.arrive_and_wait();
  const auto begun = Clock::now();
  clients.clear();  // joined
  const auto took = us_since(begun);
  const auto count = static_cast<double>(posts.size());
  done.per_second = count / took * 1e6;
  done.cpu_us = (process_cpu_us(service_.pid()) - cpu) / count;
  for (const int status : statuses)
    if (status != 303) throw std::runtime_error(fmt::format("an approval was answered with {}", status));
  return done;
}

}  // namespace bench
