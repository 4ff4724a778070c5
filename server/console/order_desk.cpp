#include "server/console/order_desk.hpp"

#include "server/console/order_facts.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"
#include "tokens/uuid.hpp"
#include "views/zone.hpp"

#include <algorithm>
#include <charconv>

namespace server {

namespace {

using orders::Reason;

Task<std::map<std::string, std::string>> names_of(Services& services, orders::ShopId shop) {
  std::map<std::string, std::string> names;
  for (const auto& member : co_await services.store.staff(shop))
    names.emplace(member.id.text(), member.name.empty() ? member.email : member.name);
  co_return names;
}

// A page's operation and all that was sent with it. The token and what the page had shown are no part of it.
store::OperationId operation_of(const Request& request, const Form& form) {
  std::string all{request.path};
  for (const auto& [name, value] : form.fields)
    if (name != "csrf" && name != "seen") all.append(1, '\0').append(name).append(1, '\0').append(value);
  for (const auto& file : form.files)
    all.append(1, '\0').append(file.name).append(1, '\0').append(file.bytes);
  const auto hash = tokens::sha256(tokens::bytes(all));
  store::OperationId id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// What is read for the page beside the order.
struct Beside {
  std::vector<store::EvidenceEntry> evidence = {};
  std::vector<views::LinkRow> links = {};
  std::vector<orders::NoticeRecord> notices = {};
  std::map<std::string, std::string> names = {};
  std::vector<store::Terms> terms = {};
};

Response draw(const Desk& desk, const orders::Order& order, Beside beside, Showing how) {
  const auto location = std::ranges::find(desk.locations, order.location, &orders::Location::id);
  if (location == desk.locations.end()) return desk_not_found(desk);
  const auto zone = zone_at(desk, order);
  const auto view = desk.view();
  const views::ConsoleView here{.shop = view.shop,
                                .who = view.who,
                                .zone = zone,
                                .assets = view.assets,
                                .now = view.now,
                                .csrf = view.csrf,
                                .unread = view.unread};
  views::OrderDesk page{.console = here,
                        .order = order,
                        .location = *location,
                        .statuses = orders::StatusTable::standard(),
                        .locale = views::Locale::fallback(),
                        .operation = orders::uuid_text(tokens::new_uuid(desk.at)),
                        .links = std::move(beside.links),
                        .notices = std::move(beside.notices),
                        .signatures = signature_rows(order, beside.evidence, desk.settings->keys),
                        .evidence = evidence_rows(beside.evidence),
                        .names = std::move(beside.names),
                        .retry = std::move(how.retry),
                        .conflict = std::move(how.conflict),
                        .seen = how.seen};
  for (const auto& terms : beside.terms)
    if (!terms.archived) page.terms.push_back({terms.id, terms.purpose, terms.title});
  const views::ConsolePage whole{.title = views::order_title(page),
                                 .place = views::Place::orders,
                                 .main = views::order_main(page),
                                 .watches = order.id.text()};
  return desk_page(desk, whole, how.status);
}

OrderPost about(const Request& request, Posted posted, orders::Order order) {
  OrderPost post{.posted = std::move(posted), .order = std::move(order)};
  post.operation = operation_of(request, post.posted.form);
  post.seen = number(post.text("seen"));
  return post;
}

views::Faults as_they_are_called(const orders::Refusal& refusal, const FieldNames& names) {
  views::Faults faults;
  const auto add = [&](const std::string& field, const std::string& detail) {
    const auto known = std::ranges::find(names, field, &FieldNames::value_type::first);
    faults.push_back({known == names.end() ? field : known->second, detail});
  };
  add(refusal.field, refusal.detail);
  for (const auto& more : refusal.more) add(more.field, more.detail);
  return faults;
}

}  // namespace

Task<Response> show_order(Services& services, const Desk& desk, const orders::Order& order, Showing how) {
  Beside beside;
  beside.evidence = co_await services.store.evidence(order.shop, order.id);
  beside.links = co_await link_rows(services, desk, order);
  beside.notices = co_await services.store.notices(order.shop, order.id);
  beside.names = co_await names_of(services, order.shop);
  beside.terms = co_await services.store.terms(order.shop);
  co_return draw(desk, order, std::move(beside), std::move(how));
}

views::Retry OrderPost::retry() const {
  views::Retry again;
  for (const auto& [name, value] : posted.form.fields)
    if (name != "csrf" && name != "operation" && name != "seen") again.typed.emplace_back(name, value);
  return again;
}

Task<std::variant<OrderPost, Response>> open_order_post(Services& services, const Request& request,
                                                        std::string_view segment, orders::Duty duty) {
  auto opened = co_await open_post(services, request, duty);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  auto& posted = std::get<Posted>(opened);
  auto found = co_await order_at(services, posted.desk, segment);
  if (auto* refused = std::get_if<Response>(&found)) co_return std::move(*refused);
  co_return about(request, std::move(posted), std::get<orders::Order>(std::move(found)));
}

views::Faults one_fault(std::string field, std::string text) {
  views::Faults faults;
  faults.push_back({std::move(field), std::move(text)});
  return faults;
}

Task<Response> ask_again(Services& services, const OrderPost& post, views::Faults faults) {
  Showing how;
  how.retry = post.retry();
  how.retry.faults = std::move(faults);
  how.status = 422;
  co_return co_await show_order(services, post.desk(), post.order, std::move(how));
}

Task<Response> not_done(Services& services, const OrderPost& post, const orders::Refusal& refusal,
                        const FieldNames& names) {
  if (refusal.reason == Reason::not_found) co_return desk_not_found(post.desk());
  if (refusal.reason == Reason::invalid)
    co_return co_await ask_again(services, post, as_they_are_called(refusal, names));
  // Something else came first: the order as it is now, with what was typed still there.
  const auto now = co_await services.store.find_order(post.order.shop, post.order.id);
  Showing how;
  how.retry = post.retry();
  how.conflict = refusal.detail;
  how.seen = post.seen;
  how.status = 409;
  co_return co_await show_order(services, post.desk(), now ? *now : post.order, std::move(how));
}

Task<Response> do_to_order(Services& services, const OrderPost& post, orders::Command command,
                           std::string_view part, const FieldNames& names) {
  const auto done = co_await services.store.change_order(post.order.shop, post.order.id, std::move(command),
                                                         post.desk().context(), post.operation);
  if (!done) co_return co_await not_done(services, post, done.error(), names);
  co_return back_to_order(post, part);
}

orders::Zone zone_at(const Desk& desk, const orders::Order& order) {
  const auto location = std::ranges::find(desk.locations, order.location, &orders::Location::id);
  return location == desk.locations.end() ? desk.zone : views::load_zone(location->zone).value_or(desk.zone);
}

Response back_to_order(const OrderPost& post, std::string_view part) {
  return see_other("/staff/orders/" + post.order.id.text() + "#" + std::string(part));
}

}  // namespace server
