#include "tests/views/mails.hpp"

#include "tests/views/samples.hpp"
#include "views/messages/template.hpp"

namespace samples {
namespace {

using views::Act;

constexpr auto page = "https://repairs.example/t/0000g40r40m30e209185gr38e1wn8vv";

MailSample receipt(const std::string& name, views::ActReceipt receipt) {
  receipt.order = "R-1042";
  receipt.name = "Ana Ruiz";
  receipt.at = now();
  receipt.reference = "evt_01890a5d-ac96-774b-bcce-b302099a8057";
  receipt.link = page;
  return {name, [receipt](const views::Locale& locale) {
            const auto owner = shop();
            const auto place = location();
            return act_receipt_mail(receipt, {owner, place, london(), now()}, locale);
          }};
}

MailSample new_link(const std::string& name, views::NewLink link) {
  link.order = "R-1042";
  link.link = page;
  return {name, [link](const views::Locale& locale) {
            const auto owner = shop();
            const auto place = location();
            return new_link_mail(link, {owner, place, london(), now()}, locale);
          }};
}

// News of an order by the house's words, with all that stands below.
MailSample news(orders::Topic topic) {
  const auto write = [topic](const views::Locale& locale) {
    const auto owner = shop();
    const auto place = location();
    auto told = order();
    told.quotes.push_back(quote());
    told.promised_at = at(27, 17, 30);
    const views::ShopContact contact{owner, place, london(), now()};
    const auto values = message_values(topic, contact, told, page, locale);
    const views::MailFoot foot{.link = page, .unsubscribe = "https://repairs.example/unsubscribe/0"};
    return message_mail(house_words(topic, orders::Route::email, locale), values, contact, foot, locale);
  };
  return {"mail-news-" + std::string(name(topic)), write};
}

MailSample entry_code() {
  const auto write = [](const views::Locale& locale) {
    const auto owner = shop();
    const auto place = location();
    return entry_code_mail("R-1042", "402917", {owner, place, london(), now()}, locale);
  };
  return {"mail-entry-code", write};
}

}  // namespace

std::vector<MailSample> mails() {
  const orders::Money total{12718, {}}, deposit{5000, {}};
  std::vector<MailSample> all{
      receipt("mail-approved", {.act = Act::approve, .amount = total}),
      receipt("mail-approved-in-part", {.act = Act::approve, .in_part = true, .amount = total}),
      receipt("mail-declined", {.act = Act::decline}),
      receipt("mail-undone", {.act = Act::undo}),
      receipt("mail-signed", {.act = Act::sign, .document = terms().title}),
      receipt("mail-paid", {.act = Act::pay, .amount = deposit}),
      receipt("mail-wrote", {.act = Act::message}),
      receipt("mail-shared", {.act = Act::share}),
      receipt("mail-rotated", {.act = Act::rotate}),
      receipt("mail-delegate", {.act = Act::name_delegate}),
      new_link("mail-new-link", {.ends_at = now() + std::chrono::days{180}}),
      new_link("mail-replaced-link", {.replaces = true}),
      entry_code(),
  };
  for (const auto topic : orders::switchable_topics) all.push_back(news(topic));
  return all;
}

}  // namespace samples
