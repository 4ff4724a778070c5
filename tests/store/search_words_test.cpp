#include "store/search_words.hpp"

#include "tests/store/sample.hpp"

using store::fold_words;
using Words = std::vector<std::string>;

namespace {

bool finds(std::string_view typed, const orders::Order& order) {
  return match(store::words_of(order), store::terms_of(typed));
}

orders::Order okafor() {
  orders::Order order;
  order.number = "R-1001";
  order.external_id = "POS/2024-77";
  order.customer = {
      "Zo\xC3\xAB O\xE2\x80\x99"
      "Brien-Stra\xC3\x9F"
      "e",
      "zoe@customer.example", "+441632960201", ""};
  order.devices = {{.kind = "Phone", .brand = "Fernweh", .model = "Nine Pro", .serial = "C02-XK1 77"}};
  return order;
}

}  // namespace

TEST_SUITE_BEGIN("store/search_words");

TEST_CASE("words are found without their accents, their case and their width") {
  CHECK(fold_words("Zo\xC3\xAB") == Words{"zoe"});
  CHECK(fold_words("STRASSE") == fold_words("Stra\xC3\x9F"
                                            "e"));
  CHECK(fold_words("\xEF\xBC\xA1\xEF\xBC\xA2\xEF\xBC\x91") == Words{"ab1"});
  CHECK(fold_words("\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0") == Words{"\xD0\xB0\xD0\xBD\xD0\xBD\xD0\xB0"});
  CHECK(fold_words("a.b@c-d\t\xF0\x9F\x93\xB1 e") == Words{"a", "b", "c", "d", "e"});
  CHECK(fold_words(" \xCC\x81 ...").empty());
  CHECK(fold_words("\xff\xfe").empty());
  CHECK(fold_words(std::string(500, 'x')) == Words{std::string(40, 'x')});
}

TEST_CASE(
    "an order is found by its number, its customer, the telephone's last digits, the serial, the "
    "device") {
  const auto order = okafor();
  for (const auto* typed : {"R-1001",
                            "r-1001",
                            "r1001",
                            "1001",
                            "100",
                            "zoe",
                            "ZO\xC3\x8B",
                            "o'brien",
                            "brien strasse",
                            "zoe@cust",
                            "customer.example",
                            "0201",
                            "960201",
                            "+44 1632 960201",
                            "01632 960201",
                            "(01632) 960 201",
                            "c02-xk1",
                            "c02xk177",
                            "xk1",
                            "fernweh nine",
                            "nine pho zoe",
                            "pos/2024-77",
                            "2024"})
    CHECK_MESSAGE(finds(typed, order), typed);
  for (const auto* typed : {"1002", "001", "zoes", "9602", "201", "01632 960202", "fernweh ten", "xk2"})
    CHECK_MESSAGE(!finds(typed, order), typed);
}

TEST_CASE("a customer is known by e-mail, else telephone, else name") {
  auto customer = okafor().customer;
  customer.email = "Zoe@Customer.example";
  CHECK(store::contact_of(customer) == "zoe@customer.example");
  customer.email.clear();
  CHECK(store::contact_of(customer) == "+441632960201");
  customer.phone.clear();
  CHECK(store::contact_of(customer) == "zoe o brien strasse");
  CHECK(store::contact_of({}).empty());
}

TEST_SUITE_END();
