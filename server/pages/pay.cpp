#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/payments.hpp"
#include "server/services.hpp"

#include <fmt/format.h>

namespace server {

namespace {

using views::Stopped;

Response to_provider(const Visit& visit, const store::Checkout& checkout) {
  auto response = page(303, "");
  response.headers.emplace_back("Location", checkout.url);
  return visit.marked(std::move(response));
}

Response unavailable(const Visit& visit) {
  auto response = stopped(visit, 503, Stopped::payment_unavailable);
  response.headers.emplace_back("Retry-After", "30");
  return response;
}

// The page at the provider that is open for this, or a new one. What is open for another amount is ended
// first, so that nobody pays what is no longer asked.
Task<Response> lead_to_provider(Services& services, const Visit& visit, const Providers& providers,
                                std::string provider, std::string kind, orders::Money amount,
                                std::string operation) {
  const auto& order = visit.found.order;
  const auto open = co_await services.store.open_checkout(order.shop, order.id, kind);
  const bool fits = open && open->amount == amount && open->provider == provider &&
                    visit.at + std::chrono::minutes{2} < open->expires_at;
  if (fits) co_return to_provider(visit, *open);
  if (open) {
    const auto ended = co_await end_at_provider(providers, *open);
    if (!ended && ended.error().reason == orders::Reason::conflict && visit.at < open->expires_at)
      co_return back_to_page(visit, "/paid");  // paid a moment ago: the provider will tell
    if (!ended && ended.error().reason == orders::Reason::unavailable) co_return unavailable(visit);
    auto over = co_await services.store.end_checkout(order.shop, open->provider, open->object);
    if (!over) co_return unavailable(visit);
  }
  const auto opened =
      co_await open_at_provider(providers, visit, provider, kind, amount, std::move(operation));
  if (!opened) co_return unavailable(visit);
  const auto kept = co_await services.store.keep_checkout(*opened);
  if (kept.object != opened->object) {  // another tap was faster: one page to pay on, not two
    auto ended = co_await end_at_provider(providers, *opened);
    static_cast<void>(ended);  // one that could not be ended lapses; what it brings is booked all the same
  }
  co_return to_provider(visit, kept);
}

}  // namespace

Task<Response> start_payment(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto form = read_form(request, {.file_bytes = 0});
  if (!form) co_return unreadable(services, request);
  const auto what = form->first("amount").value_or(std::string_view{});
  if (what != "deposit" && what != "balance") co_return unreadable(services, request);
  if (!visit.found.link.rights.pay) co_return stopped(visit, 403, Stopped::not_allowed);
  const auto providers = services.providers.get();
  const std::string provider{form->first("provider").value_or(providers->first())};
  if (!providers->has(provider)) co_return unavailable(visit);

  const auto sums = payment_summary(visit.found.order, visit.found.shop.currency);
  const bool deposit = what == "deposit";
  const orders::Money amount{deposit ? deposit_due(visit.found.order) : sums.balance, sums.currency};
  if (amount.amount <= 0) co_return stopped(visit, 409, Stopped::nothing_due);
  const auto subject = fmt::format("{} {} {} {}", provider, what, amount.amount, amount.currency.code());
  auto attempt = read_attempt(services, visit, *form, "pay", subject);
  attempt.target = visit.path + "/pay";
  attempt.hidden = {{"amount", std::string(what)}, {"provider", provider}};
  const auto view = visit.view();
  const views::ActView act{
      .order = view, .act = views::Act::pay, .amount = amount, .deposit = deposit, .provider = provider};
  const auto question = [&] {
    auto response = ask(services, visit, act, attempt);
    response.form_target = providers->origin(provider);
    return response;
  };
  if (is_first_step(*form)) co_return question();
  check_attempt(visit, act, attempt);
  if (!attempt.faults.empty()) co_return question();
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);
  auto operation = orders::uuid_text(attempt.action->operation);
  co_return co_await lead_to_provider(services, visit, *providers, provider, std::string(what), amount,
                                      std::move(operation));
}

Task<Response> show_paid(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  if (!visit.found.link.rights.prices) co_return visit.marked(unknown(services, request));
  const auto& order = visit.found.order;
  const auto deposit = co_await services.store.open_checkout(order.shop, order.id, "deposit");
  const auto balance = co_await services.store.open_checkout(order.shop, order.id, "balance");
  const bool told = !order.payments.empty() && !order.payments.back().provider.empty();
  co_return visit.marked(
      page(200, views::paid_page(visit.view(), told && !deposit && !balance, *visit.locale, visit.assets)));
}

}  // namespace server
