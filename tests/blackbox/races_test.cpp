#include "tests/blackbox/acts.hpp"
#include "tests/blackbox/stripe.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

using namespace harness;

namespace {

constexpr std::size_t rounds = 500;

using Requests = std::vector<std::string>;
using Answers = std::vector<wire::Answer>;

// As many repairs as there are rounds, each with a quote that waits for its answer.
class Starters : public OpenShop {
 public:
  Starters() {
    const auto taken_in =
        ask([&](std::size_t i) { return api("POST", "orders", repair_body(fmt::format("P-{}", i))); });
    for (const auto& answer : taken_in) repairs.push_back(repair_of(answer));
    const auto made = ask([&](std::size_t i) { return api("POST", path(i, "/quotes"), quote_body(12'000)); });
    for (const auto& answer : made)
      quotes.emplace_back(boost::json::parse(answer.body).at("sha256").as_string());
  }

  std::string api(std::string_view method, std::string_view below, std::string_view body = "") const {
    return api_bytes(shop.api_key(), method, below, body);
  }
  std::string path(std::size_t i, std::string_view below) const {
    return fmt::format("orders/{}{}", repairs[i].number, below);
  }
  // The answers to one request of each round, every one 2xx.
  template <class Request>
  Answers ask(Request request) {
    Requests requests;
    for (std::size_t i = 0; i < rounds; ++i) requests.push_back(request(i));
    auto answers = crowd_.ask(requests);
    for (const auto& answer : answers) REQUIRE_MESSAGE(answer.status / 100 == 2, answer.head, answer.body);
    return answers;
  }
  // What confirms this decision in each round.
  Requests confirmed(const char* decision) {
    const auto pages = ask([&](std::size_t i) {
      return post_bytes(
          {repairs[i].link + "/quotes/1/confirm", {{"decision", decision}, {"quote_sha256", quotes[i]}}});
    });
    Requests requests;
    for (const auto& page : pages)
      requests.push_back(post_bytes(form_to(page.body, "/decision").named("Ada Quill")));
    return requests;
  }
  // Each round's two at once, now the one sent first and now the other.
  std::pair<Answers, Answers> race(const Requests& left, const Requests& right) {
    Requests both;
    std::vector<bool> swapped;
    for (std::size_t i = 0; i < left.size(); ++i) {
      swapped.push_back(random_() % 2 == 0);
      both.push_back(swapped[i] ? right[i] : left[i]);
      both.push_back(swapped[i] ? left[i] : right[i]);
    }
    const auto answers = crowd_.ask(both);
    std::pair<Answers, Answers> sorted;
    for (std::size_t i = 0; i < left.size(); ++i) {
      sorted.first.push_back(answers[2 * i + swapped[i]]);
      sorted.second.push_back(answers[2 * i + !swapped[i]]);
    }
    return sorted;
  }
  // Each round's evidence, in the order of the chain.
  std::vector<boost::json::array> chains() {
    std::vector<boost::json::array> out;
    for (const auto& answer : ask([&](std::size_t i) { return api("GET", path(i, "/evidence")); }))
      out.push_back(boost::json::parse(answer.body).at("data").as_array());
    return out;
  }
  Answers again(const Requests& requests) { return crowd_.ask(requests); }

  std::vector<Repair> repairs = {};
  std::vector<std::string> quotes = {};  // their hashes

 private:
  Crowd crowd_{service.port(), 50};
  std::mt19937 random_{500};
};

std::ptrdiff_t count(const boost::json::array& chain, std::string_view type) {
  return std::ranges::count_if(chain,
                               [&](const auto& entry) { return entry.at("type").as_string() == type; });
}

bool comes_after(const boost::json::array& chain, std::string_view type, std::string_view before) {
  const auto has_type = [](std::string_view wanted) {
    return [wanted](const boost::json::value& entry) { return entry.at("type").as_string() == wanted; };
  };
  const auto first = std::ranges::find_if(chain, has_type(before));
  return std::find_if(first, chain.end(), has_type(type)) != chain.end();
}

// Whether every approval bears the hash of the quote that was sent last before it.
bool approves_what_stood(const boost::json::array& chain) {
  std::string in_force;
  for (const auto& entry : chain) {
    const auto type = entry.at("type").as_string();
    if (type != "quote_sent" && type != "quote_approved") continue;
    const std::string sha256{entry.at_pointer("/body/doc/sha256").as_string()};
    if (type == "quote_sent") in_force = sha256;
    if (type == "quote_approved" && sha256 != in_force) return false;
  }
  return true;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/races");

TEST_CASE("who approves while the shop changes the quote approves what stood, or is asked again") {
  Starters at;
  const auto approvals = at.confirmed("approve");
  Requests edits;
  for (std::size_t i = 0; i < rounds; ++i)
    edits.push_back(at.api("POST", at.path(i, "/quotes"), quote_body(15'000)));
  const auto [approved, edited] = at.race(approvals, edits);
  const auto chains = at.chains();
  int first = 0, violations = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const bool won = approved[i].status == 303;
    first += won;
    const bool asked_again =
        approved[i].status == 409 && approved[i].body.find("£150.00") != std::string::npos;
    if (edited[i].status != 200 || (!won && !asked_again)) ++violations;
    if (count(chains[i], "quote_approved") != won || !approves_what_stood(chains[i])) ++violations;
  }
  CHECK(violations == 0);
  CHECK(first > 0);
  CHECK(first < static_cast<int>(rounds));
  MESSAGE("approved first in ", first, " of ", rounds, " rounds");
}

TEST_CASE("once a link's end was answered, nobody approves behind it") {
  Starters at;
  const auto approvals = at.confirmed("approve"), late = at.confirmed("approve");
  Requests ends;
  for (const auto& repair : at.repairs) ends.push_back(at.api("DELETE", "links/" + repair.link_id));
  const auto [approved, ended] = at.race(approvals, ends);
  const auto afterwards = at.again(late);
  const auto replayed = at.again(approvals);
  const auto chains = at.chains();
  int first = 0, violations = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const bool won = approved[i].status == 303;
    first += won;
    if (ended[i].status != 204 || (!won && approved[i].status != 410)) ++violations;
    if (afterwards[i].status != 410 || replayed[i].status != approved[i].status) ++violations;
    if (count(chains[i], "quote_approved") != won || count(chains[i], "link_revoked") != 1) ++violations;
    if (comes_after(chains[i], "quote_approved", "link_revoked")) ++violations;
  }
  CHECK(violations == 0);
  CHECK(first > 0);
  CHECK(first < static_cast<int>(rounds));
  MESSAGE("approved first in ", first, " of ", rounds, " rounds");
}

TEST_CASE("of an approval and a refusal at once exactly one counts, and the other is told") {
  Starters at;
  const auto [approved, declined] = at.race(at.confirmed("approve"), at.confirmed("decline"));
  const auto chains = at.chains();
  int first = 0, violations = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const bool won = approved[i].status == 303;
    first += won;
    if (approved[i].status != (won ? 303 : 409) || declined[i].status != (won ? 409 : 303)) ++violations;
    if (count(chains[i], "quote_approved") != won || count(chains[i], "quote_declined") == won) ++violations;
  }
  CHECK(violations == 0);
  CHECK(first > 0);
  CHECK(first < static_cast<int>(rounds));
  MESSAGE("approved first in ", first, " of ", rounds, " rounds");
}

TEST_CASE("who returns from paying reads that it arrived only once it is booked, and then at once") {
  const RepairShop shop;
  std::vector<Repair> repairs;
  {
    const Service service{shop.folder(), at_once()};
    Requests requests;
    for (std::size_t i = 0; i < rounds; ++i)
      requests.push_back(api_bytes(shop.api_key(), "POST", "orders", repair_body(fmt::format("P-{}", i))));
    for (const auto& answer : Crowd{service.port(), 50}.ask(requests)) repairs.push_back(repair_of(answer));
  }
  plant_checkouts(shop, "P-", "balance", {12'000});
  const Service service{shop.folder(), with_stripe(at_once())};
  wire::Connection provider{service.port()}, customer{service.port()};
  constexpr int looks = 4;
  int violations = 0, early = 0, late = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const auto& repair = repairs[i];
    const auto event = paid_event(fmt::format("evt_{}", i), "cs_balance_" + repair.number,
                                  fmt::format("pi_{}", i), {12'000});
    const auto order = api_bytes(shop.api_key(), "GET", "orders/" + repair.number);
    // One after the other on one connection: the ledger is asked for once the page was made.
    const auto look = get_bytes(repair.link + "/paid?lang=en") + order;
    std::string all;
    for (int n = 0; n < looks; ++n) all += look;
    customer.send(all);
    provider.send(webhook_bytes("wales", event, stripe_signature(event, stripe_secret)));
    const auto arrived = [](const wire::Answer& page) {
      return page.body.find("Your payment has arrived") != std::string::npos;
    };
    const auto booked = [](const wire::Answer& told) {
      return !boost::json::parse(told.body).at("payments").as_array().empty();
    };
    for (int n = 0; n < looks; ++n) {
      const auto page = customer.answer();
      const auto ledger = customer.answer();
      if (page.status != 200 || ledger.status != 200 || (arrived(page) && !booked(ledger))) ++violations;
      (arrived(page) ? late : early)++;
    }
    if (provider.answer().status != 200) ++violations;
    customer.send(look);
    if (!arrived(customer.answer()) || !booked(customer.answer())) ++violations;
  }
  CHECK(violations == 0);
  CHECK(early > 0);
  MESSAGE(early, " looks before the payment was booked, ", late, " after");
}

TEST_CASE("fifty identical presses at once are one act with fifty equal answers") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  REQUIRE(at.till.post("orders/P-1/quotes", quote_body(12'000)).status == 200);
  const auto made =
      at.till.post("orders/P-1/documents", R"({"purpose":"terms","title":"Terms","body":"Read."})");
  const auto prepare = [&](const std::string& below, const char* ending, const Fields& fields) {
    return second_step(at.service, repair.link + below, ending, fields).named("Ada Quill");
  };
  const std::vector<PageForm> acts{prepare("", "/confirm", {{"decision", "approve"}}),
                                   prepare("/documents/" + made.text("/id"), "/sign", {}),
                                   prepare("", "/messages", {{"text", "Hello"}}),
                                   prepare("/link", "/share", {}), prepare("/link", "/rotate", {})};
  for (const auto& act : acts) {
    CAPTURE(act.action);
    const auto answers = Crowd{at.service.port(), 50}.ask(Requests(50, post_bytes(act)));
    for (const auto& answer : answers) {
      CHECK_MESSAGE((answer.status == 303 || answer.status == 200), answer.body);
      CHECK(answer.status == answers[0].status);
      CHECK(answer.field("location") == answers[0].field("location"));
      CHECK(answer.body == answers[0].body);
    }
  }
  CHECK(evidence(at.till, "P-1", "quote_approved").size() == 1);
  CHECK(evidence(at.till, "P-1", "document_signed").size() == 1);
  CHECK(at.till.get("orders/P-1").number("/message_count") == 1);
  CHECK(at.till.get("orders/P-1").at("/links").as_array().size() == 3);  // the first, the shared, the new one
  CHECK(evidence(at.till, "P-1", "link_revoked").size() == 2);
}

TEST_SUITE_END();
