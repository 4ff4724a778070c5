#include "server/pages/entry.hpp"

#include "server/console/cookies.hpp"
#include "server/http/limits.hpp"
#include "server/http/text.hpp"
#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"
#include "tokens/entry.hpp"
#include "tokens/entry_code.hpp"
#include "tokens/uuid.hpp"

namespace server {

namespace {

using orders::Entry;
using Asks = views::EntryForm::Asks;

constexpr std::chrono::hours let_in_for{12};

// One for each link, so that two orders of a customer stand open side by side.
std::string cookie_name(const tokens::Hash& key) {
  return "__Host-claimcheck-entry-" + tokens::fingerprint(key);
}

tokens::EntryPlace place(const Services& services, const orders::Shop& shop, const tokens::Hash& key) {
  return {key, std::string(name(shop.entry)), services.store.epoch()};
}

// The digits of a text, also of Arabic and Persian keyboards, as 0 to 9.
std::string digits_in(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) digits += text[i];
    // U+0660 to U+0669 and U+06F0 to U+06F9 are D9 A0 to D9 A9 and DB B0 to DB B9 in UTF-8.
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (text[i] == '\xD9' && next >= 0xA0 && next <= 0xA9) digits += static_cast<char>('0' + next - 0xA0);
    if (text[i] == '\xDB' && next >= 0xB0 && next <= 0xB9) digits += static_cast<char>('0' + next - 0xB0);
  }
  return digits;
}

bool same(std::string_view a, std::string_view b) {
  return tokens::equal_constant_time(tokens::bytes(a), tokens::bytes(b));
}

bool is_right(const Visit& visit, std::string_view typed) {
  const auto& customer = visit.found.order.customer;
  switch (entry_form(visit).asks) {
    case Asks::digits: {
      const auto digits = digits_in(typed);
      return digits.size() == 4 && customer.phone.ends_with(digits);
    }
    case Asks::name: {
      const auto email = lower_case(customer.email), said = lower_case(trimmed(typed));
      return same(said, email) || same(said, email.substr(0, email.find('@')));
    }
    case Asks::send:
    case Asks::code:
      return tokens::is_entry_code(visit.settings->keys, digits_in(typed), visit.found.order.id, visit.at);
    case Asks::call: break;
  }
  return false;
}

// As it is asked again, with the field that was filled in.
views::EntryForm asked_again(const Visit& visit, bool wrong) {
  auto form = entry_form(visit);
  if (form.asks == Asks::send) form.asks = Asks::code;
  form.wrong = wrong;
  return form;
}

Response wait_for(Response response, std::chrono::seconds wait) {
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

store::Notice code_notice(const Visit& visit, bool by_mail) {
  const auto& order = visit.found.order;
  return {.id = {tokens::new_uuid(visit.at)},
          .shop = order.shop,
          .order = order.id,
          .topic = orders::Topic::entry_code,
          .route = by_mail ? store::Route::email : store::Route::sms,
          .created_at = visit.at,
          .due_at = visit.at};
}

}  // namespace

bool asks_first(const store::LinkedOrder& found) {
  return found.shop.entry != Entry::direct && found.link.channel != orders::Channel::share;
}

bool is_let_in(const Services& services, const Request& request, const store::LinkedOrder& found,
               const tokens::Hash& key, orders::Instant at) {
  if (!asks_first(found)) return true;
  const auto proof = cookie(request, cookie_name(key));
  if (proof.empty()) return false;
  return tokens::is_entry(services.settings()->keys, proof, place(services, found.shop, key), at);
}

views::EntryForm entry_form(const Visit& visit) {
  const auto& customer = visit.found.order.customer;
  const bool mail = !customer.email.empty(), phone = !customer.phone.empty();
  auto asks = Asks::call;
  if (visit.found.shop.entry == Entry::login && (mail || phone)) asks = Asks::send;
  if (visit.found.shop.entry == Entry::recheck && (mail || phone)) asks = phone ? Asks::digits : Asks::name;
  return {.asks = asks, .path = visit.path, .by_mail = mail};
}

Response entry_answer(const Request& request, const Visit& visit, int status) {
  return entry_answer(request, visit, status, entry_form(visit));
}

Response entry_answer(const Request& request, const Visit& visit, int status, const views::EntryForm& form) {
  if (wants_json(request)) return visit.marked(problem(status, "Locked", "this link asks who you are first"));
  return visit.marked(page(status, views::entry_page(visit.contact(), form, *visit.locale, visit.assets)));
}

// Asked for again within the minute, it answers the same and sends nothing: the code is the same, too.
Task<Response> send_entry_code(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::glance);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto form = entry_form(visit);
  if (!visit.locked || form.asks != Asks::send) co_return back_to_page(visit);
  const auto again = asked_again(visit, false);
  const auto wait = services.limits.entry_code(visit.found.order.id.text(), visit.at);
  if (wait.hour.count() > 0) co_return wait_for(entry_answer(request, visit, 429, again), wait.hour);
  if (wait.moment.count() == 0) {
    const auto queued = co_await services.store.queue_notice(code_notice(visit, form.by_mail));
    if (!queued) co_return refused(services, request, visit, queued.error());
  }
  co_return entry_answer(request, visit, 200, again);
}

Task<Response> enter(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::glance);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  if (!visit.locked) co_return back_to_page(visit);
  const auto form = read_form(request, {.file_bytes = 0});
  if (!form) co_return unreadable(services, request);
  const auto link = visit.found.link.id.text();
  const auto wait = services.limits.entry(link, visit.at);
  if (wait.count() > 0) co_return wait_for(entry_answer(request, visit, 429, asked_again(visit, true)), wait);
  if (!is_right(visit, form->first("answer").value_or(std::string_view{})))
    co_return entry_answer(request, visit, 422, asked_again(visit, true));
  services.limits.entry_was_right(link);
  auto response = back_to_page(visit);
  const auto proof = tokens::seal_entry(visit.settings->keys, visit.at + let_in_for,
                                        place(services, visit.found.shop, visit.key));
  set_cookie(response, cookie_name(visit.key), proof, let_in_for);
  co_return response;
}

}  // namespace server
