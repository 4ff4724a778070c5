#include "tests/views/samples.hpp"
#include "views/acts.hpp"
#include "views/entry_page.hpp"
#include "views/messages/unsubscribe.hpp"

namespace samples {

namespace {

// What a link asks before it opens.
std::vector<Notice> entry_pages() {
  using Asks = views::EntryForm::Asks;
  const auto asks = [](std::string name, views::EntryForm form) {
    form.path = "/t/0000g40r40m30e209185gr38e1wn8vv";
    return Notice{std::move(name), [form](const views::Locale& l) {
                    const auto owner = shop();
                    const auto place = location();
                    return entry_page({owner, place, london(), now()}, form, l, assets());
                  }};
  };
  return {asks("entry-send", {.asks = Asks::send, .by_mail = true}),
          asks("entry-send-sms", {.asks = Asks::send}),
          asks("entry-code", {.asks = Asks::code, .by_mail = true}),
          asks("entry-code-wrong", {.asks = Asks::code, .wrong = true}),
          asks("entry-digits-wrong", {.asks = Asks::digits, .wrong = true}),
          asks("entry-name-wrong", {.asks = Asks::name, .wrong = true}),
          asks("entry-call", {})};
}

}  // namespace

std::vector<Notice> notices() {
  static const auto the_shop = shop();
  static const auto the_location = location();
  static const views::ShopContact contact{the_shop, the_location, london(), now()};
  using views::Trouble;
  const auto trouble = [](Trouble what) {
    return [what](const views::Locale& l) { return trouble_page(what, "01JD3Z7V9K", &contact, l, assets()); };
  };
  std::vector<Notice> all{
      {"ended", [](const views::Locale& l) { return ended_page(contact, {}, l, assets()); }},
      {"ended-resend",
       [](const views::Locale& l) {
         return ended_page(contact, "/t/0000g40r40m30e209185gr38e1wn8vv/resend", l, assets());
       }},
      {"resent", [](const views::Locale& l) { return resent_page(contact, l, assets()); }},
      {"rotated", [](const views::Locale& l) { return rotated_page(contact, "email", l, assets()); }},
      {"rotated-sms", [](const views::Locale& l) { return rotated_page(contact, "sms", l, assets()); }},
      {"rotated-nowhere", [](const views::Locale& l) { return rotated_page(contact, "", l, assets()); }},
      {"unsubscribe",
       [](const views::Locale& l) {
         return unsubscribe_page(contact, orders::Route::email, "/unsubscribe/0", l, assets());
       }},
      {"unsubscribed",
       [](const views::Locale& l) { return unsubscribed_page(contact, orders::Route::sms, l, assets()); }},
      {"unknown", [](const views::Locale& l) { return unknown_page(&contact, l, assets()); }},
      {"unknown-several-shops", [](const views::Locale& l) { return unknown_page(nullptr, l, assets()); }},
      {"switched-off", [](const views::Locale& l) { return switched_off_page(contact, l, assets()); }},
      {"front", [](const views::Locale& l) { return front_page(&contact, l, assets()); }},
      {"trouble-bad-request", trouble(Trouble::bad_request)},
      {"trouble-wrong-method", trouble(Trouble::wrong_method)},
      {"trouble-too-many-requests", trouble(Trouble::too_many_requests)},
      {"trouble-unavailable", trouble(Trouble::unavailable)},
      {"trouble-internal", trouble(Trouble::internal)},
  };
  for (auto& asked : entry_pages()) all.push_back(std::move(asked));
  return all;
}

}  // namespace samples
