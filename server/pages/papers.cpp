#include "server/certificate.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/visit.hpp"
#include "server/receipt.hpp"
#include "server/services.hpp"
#include "tokens/sign.hpp"
#include "views/pdf.hpp"

#include <algorithm>
#include <charconv>

namespace server {

namespace {

Response download(const Visit& visit, std::string bytes, const char* type, const char* name) {
  return visit.marked(
      {.content_type = type,
       .body = std::move(bytes),
       .headers = {{"Content-Disposition", std::string("attachment; filename=\"") + name + '"'}},
       .compressible = false});
}

// A paper takes some milliseconds to set: not on an event loop.
template <class Draw>
Task<Response> print(Services& services, const Visit& visit, const char* name, Draw draw) {
  auto work = [draw = std::move(draw)](const outbox::Stopping&) { return draw(); };
  auto bytes = co_await services.press.run(std::move(work));
  if (!bytes) throw store::Unavailable("too many papers at once");
  co_return download(visit, *std::move(bytes), "application/pdf", name);
}

}  // namespace

Task<Response> send_quote_pdf(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  int round = 0;
  const auto segment = captures[1];  // "1.pdf"
  const auto stop = std::from_chars(segment.data(), segment.data() + segment.size(), round).ptr;
  const bool is_number = std::string_view(stop, segment.data() + segment.size()) == ".pdf";
  const auto& quotes = visit.found.order.quotes;
  const auto quote = std::ranges::find(quotes, round, &orders::Quote::round);
  if (!is_number || quote == quotes.end() || !quote->sent_at || !visit.found.link.rights.prices)
    co_return visit.marked(unknown(services, request));
  const auto draw = [&visit, &quote] { return views::quote_pdf(visit.view(), *quote, *visit.locale); };
  co_return co_await print(services, visit, "quote.pdf", draw);
}

Task<Response> send_receipt_pdf(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto& order = visit.found.order;
  if (!visit.found.link.rights.prices) co_return visit.marked(unknown(services, request));
  const auto entries = co_await services.store.evidence(order.shop, order.id);
  const auto drawn = drawings(entries, acts_of(order, entries, visit.settings->keys));
  const auto draw = [&visit, &drawn] { return views::receipt_pdf(visit.view(), *visit.locale, drawn); };
  co_return co_await print(services, visit, "receipt.pdf", draw);
}

Task<Response> send_certificate(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto& order = visit.found.order;
  if (!visit.found.link.rights.prices) co_return visit.marked(unknown(services, request));
  auto acts = acts_of(order, co_await services.store.evidence(order.shop, order.id), visit.settings->keys);
  if (acts.empty()) co_return visit.marked(unknown(services, request));
  const auto head = co_await services.store.chain_head(order.shop);
  const auto last = co_await services.store.last_checkpoint(order.shop);
  const PaperOf paper{visit.found.shop, visit.found.location, visit.zone, order, visit.at};
  const auto certificate = certificate_of(paper, std::move(acts), head, last, visit.settings->keys);
  const auto draw = [&visit, &certificate] { return views::certificate_pdf(certificate, *visit.locale); };
  co_return co_await print(services, visit, "certificate.pdf", draw);
}

Task<Response> send_receipt(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto& [shop, location, order, link] = visit.found;
  if (!link.rights.prices) co_return visit.marked(unknown(services, request));
  const auto& keys = visit.settings->keys;
  const auto acts = acts_of(order, co_await services.store.evidence(order.shop, order.id), keys);
  if (acts.empty()) co_return visit.marked(unknown(services, request));
  const auto head = co_await services.store.chain_head(order.shop);
  co_return download(visit, receipt_json(shop, order, acts, head, keys, visit.at), "application/json",
                     "receipt.json");
}

// Whoever holds a receipt, a certificate or a pack verifies it with these.
Task<Response> send_seal_keys(Services& services, const Request&, Captures) {
  co_return Response{.content_type = "application/json",
                     .body = tokens::public_keys_json(services.settings()->keys),
                     .headers = {{"Cache-Control", "public, max-age=3600"}},
                     .kind = Response::Kind::plain};
}

}  // namespace server
