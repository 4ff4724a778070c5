#include "server/certificate.hpp"
#include "server/console/order_desk.hpp"
#include "server/console/order_handlers.hpp"
#include "server/pack/pack.hpp"
#include "server/receipt.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"
#include "views/pdf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace server {

namespace {

// An order that is looked at, with what its papers are set from.
struct Look {
  Desk desk;
  orders::Order order;
  orders::Location location;
  orders::Zone zone;
  const views::Locale* locale;  // the customer's, whose paper it is

  PaperOf paper() const { return {desk.shop, location, zone, order, desk.at}; }
};

Task<std::variant<Look, Response>> open_look(Services& services, const Request& request,
                                             std::string_view order, orders::Duty duty = orders::Duty::view) {
  auto opened = co_await open_desk(services, request, duty);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  auto& desk = std::get<Desk>(opened);
  auto found = co_await order_at(services, desk, order);
  if (auto* refused = std::get_if<Response>(&found)) co_return std::move(*refused);
  auto& it = std::get<orders::Order>(found);
  const auto location = std::ranges::find(desk.locations, it.location, &orders::Location::id);
  if (location == desk.locations.end()) co_return desk_not_found(desk);
  auto here = *location;
  auto zone = zone_at(desk, it);
  const auto* locale = &views::Locale::choose("", it.customer.locale, "", desk.shop.locale);
  co_return Look{std::move(desk), std::move(it), std::move(here), std::move(zone), locale};
}

Response download(std::string bytes, const char* type, const std::string& name) {
  return {.content_type = type,
          .body = std::move(bytes),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + name + '"'},
                      {"Cache-Control", "no-store"}},
          .compressible = false};
}

// What takes some milliseconds to set does so away from the event loops.
template <class Draw>
Task<std::string> press(Services& services, Draw draw) {
  auto work = [draw = std::move(draw)](const outbox::Stopping&) { return draw(); };
  auto bytes = co_await services.press.run(std::move(work));
  if (!bytes) throw store::Unavailable("too many papers at once");
  co_return *std::move(bytes);
}

// Only what is plain in a file's name.
std::string file_name(const orders::Order& order, std::string_view what) {
  std::string name;
  for (const char c : order.number) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    name += plain ? c : '-';
  }
  return fmt::format("{}-{}", name, what);
}

// As the customer sees it behind a link that shows all.
template <class Render>
std::string as_customer(const Look& look, Render render) {
  const orders::Link link{.rights = orders::default_rights(orders::Channel::copy)};
  const orders::Standing standing{.access = orders::Access::full};
  const views::OrderView view{.shop = look.desk.shop,
                              .location = look.location,
                              .order = look.order,
                              .link = link,
                              .standing = standing,
                              .zone = look.zone,
                              .now = look.desk.at};
  return render(view);
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) throw store::Unavailable("the pack cannot be read");
  return std::move(bytes).str();
}

}  // namespace

Task<Response> desk_quote_pdf(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_look(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& look = std::get<Look>(opened);
  int round = 0;
  const auto segment = captures[1];  // "1.pdf"
  const auto stop = std::from_chars(segment.data(), segment.data() + segment.size(), round).ptr;
  const bool is_number = std::string_view(stop, segment.data() + segment.size()) == ".pdf";
  const auto quote = std::ranges::find(look.order.quotes, round, &orders::Quote::round);
  if (!is_number || quote == look.order.quotes.end() || !quote->sent_at) co_return desk_not_found(look.desk);
  const auto draw = [&look, &quote] {
    return as_customer(look, [&](const auto& view) { return views::quote_pdf(view, *quote, *look.locale); });
  };
  auto bytes = co_await press(services, draw);
  co_return download(std::move(bytes), "application/pdf",
                     file_name(look.order, fmt::format("quote-{}.pdf", round)));
}

Task<Response> desk_receipt_pdf(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_look(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& look = std::get<Look>(opened);
  const auto entries = co_await services.store.evidence(look.order.shop, look.order.id);
  const auto drawn = drawings(entries, acts_of(look.order, entries, look.desk.settings->keys));
  const auto draw = [&look, &drawn] {
    return as_customer(look, [&](const auto& view) { return views::receipt_pdf(view, *look.locale, drawn); });
  };
  auto bytes = co_await press(services, draw);
  co_return download(std::move(bytes), "application/pdf", file_name(look.order, "receipt.pdf"));
}

Task<Response> desk_certificate_pdf(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_look(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& look = std::get<Look>(opened);
  const auto& keys = look.desk.settings->keys;
  auto acts = acts_of(look.order, co_await services.store.evidence(look.order.shop, look.order.id), keys);
  if (acts.empty()) co_return desk_not_found(look.desk);
  const auto head = co_await services.store.chain_head(look.order.shop);
  const auto last = co_await services.store.last_checkpoint(look.order.shop);
  const auto certificate = certificate_of(look.paper(), std::move(acts), head, last, keys);
  const auto draw = [&look, &certificate] { return views::certificate_pdf(certificate, *look.locale); };
  auto bytes = co_await press(services, draw);
  co_return download(std::move(bytes), "application/pdf", file_name(look.order, "certificate.pdf"));
}

// Everything that proves the order, with the personal part opened: for whoever answers for the shop.
Task<Response> desk_evidence_pack(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_look(services, request, captures[0], orders::Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& look = std::get<Look>(opened);
  const auto write = [&look] {
    const auto& settings = *look.desk.settings;
    const auto dossier =
        store::read_dossier(store_options(settings.config), look.desk.shop.slug, look.order.number);
    if (!dossier) throw store::Unavailable(dossier.error().detail);
    const auto file = settings.config.server.data_dir /
                      (".pack-" + orders::uuid_text(tokens::new_uuid(look.desk.at)) + ".zip");
    const auto files = make_pack(*dossier, settings.keys, look.desk.at);
    write_zip(file, files, look.desk.at);
    auto bytes = contents(file);
    std::filesystem::remove(file);
    return bytes;
  };
  auto bytes = co_await press(services, write);
  co_return download(std::move(bytes), "application/zip", file_name(look.order, "evidence.zip"));
}

}  // namespace server
