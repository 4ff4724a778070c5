#include "server/console/money_field.hpp"
#include "server/console/order_desk.hpp"
#include "server/console/order_handlers.hpp"
#include "server/pages/uploads.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"
#include "views/markdown.hpp"

#include <algorithm>

namespace server {

namespace {

std::string_view sentence(views::FaultKind fault) {
  switch (fault) {
    case views::FaultKind::file_too_large: return "A file has at most 10 MB.";
    case views::FaultKind::file_unreadable: return "This picture cannot be read.";
    case views::FaultKind::too_many_files: return "The files of an order have at most 100 MB.";
    default: return "This file cannot be taken.";
  }
}

const FieldNames document_names{{"title", "document_title"}, {"body", "document_body"}};
const FieldNames payment_names{{"kind", "payment_kind"},
                               {"amount", "payment_amount"},
                               {"method", "payment_method"},
                               {"reference", "payment_reference"}};
const FieldNames message_names{{"text", "message_text"}, {"file", "message_file"}};

orders::Refusal invalid(std::string field, std::string detail) {
  return {orders::Reason::invalid, std::move(field), std::move(detail)};
}

// One of the shop's texts, or what was typed.
orders::Outcome<orders::Command> read_document(const OrderPost& post,
                                               const std::vector<store::Terms>& known) {
  orders::AddDocument wanted{.title = post.text("document_title"), .body = post.text("document_body")};
  if (const auto purpose = orders::parse_purpose(post.text("document_purpose"))) wanted.purpose = *purpose;
  if (const auto id = orders::TermsId::parse(post.text("document_terms"))) {
    const auto terms = std::ranges::find(known, *id, &store::Terms::id);
    if (terms == known.end()) return invalid("document_terms", "The shop has no such text.");
    wanted.purpose = terms->purpose;
    wanted.title = terms->title;
    wanted.body = terms->body;
  }
  // It would be left out of the page, and so not be what was signed.
  if (views::has_raw_html(wanted.body))
    return invalid("body", "Write Markdown alone: raw HTML is not taken.");
  wanted.sha256 = tokens::hex(tokens::sha256(tokens::bytes(wanted.body)));
  return orders::Command{std::move(wanted)};
}

orders::Outcome<orders::Command> read_payment(const OrderPost& post) {
  using enum orders::PaymentKind;
  const auto kind = orders::parse_payment_kind(post.text("payment_kind"));
  const auto currency =
      orders::Currency::of(post.text("payment_currency")).value_or(post.desk().shop.currency);
  const auto amount = parse_amount(post.text("payment_amount"), currency);
  if (kind != deposit && kind != final && kind != refund)
    return invalid("kind", "It is a deposit, a payment or a refund.");
  if (!amount) return invalid("amount", "An amount is needed, such as 50.00.");
  return orders::Command{orders::RecordPayment{.kind = *kind,
                                               .amount = {*amount, currency},
                                               .method = post.text("payment_method"),
                                               .reference = post.text("payment_reference")}};
}

orders::Command message_of(const OrderPost& post, std::vector<orders::Attachment> files) {
  return orders::AddMessage{
      .name = post.desk().staff().name, .text = post.text("message_text"), .attachments = std::move(files)};
}

}  // namespace

Task<Response> desk_add_document(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto terms = co_await services.store.terms(post.order.shop);
  auto wanted = read_document(post, terms);
  if (!wanted) co_return co_await not_done(services, post, wanted.error(), document_names);
  co_return co_await do_to_order(services, post, *std::move(wanted), "documents", document_names);
}

Task<Response> desk_record_payment(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  auto wanted = read_payment(post);
  if (!wanted) co_return co_await not_done(services, post, wanted.error(), payment_names);
  co_return co_await do_to_order(services, post, *std::move(wanted), "payments", payment_names);
}

Task<Response> desk_send_message(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  auto& post = std::get<OrderPost>(opened);
  auto files = std::move(post.posted.form.files);
  auto taken = co_await take_files(services, post.order.shop, post.order.id, std::move(files));
  if (!taken.faults.empty()) {
    auto faults = one_fault("message_file", std::string(sentence(taken.faults.front().kind)));
    co_return co_await ask_again(services, post, std::move(faults));
  }
  auto wanted = message_of(post, std::move(taken.files));
  co_return co_await do_to_order(services, post, std::move(wanted), "messages", message_names);
}

Task<Response> desk_send_attachment(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::view);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Desk>(opened);
  auto found = co_await order_at(services, desk, captures[0]);
  if (auto* refused = std::get_if<Response>(&found)) co_return std::move(*refused);
  const auto& order = std::get<orders::Order>(found);
  const auto id = orders::AttachmentId::parse(captures[1]);
  const auto in_message = [&](const orders::Message& message) {
    return std::ranges::find(message.attachments, *id, &orders::Attachment::id) != message.attachments.end();
  };
  if (!id || std::ranges::none_of(order.messages, in_message)) co_return desk_not_found(desk);
  auto file = co_await services.store.find_file(order.shop, order.id, *id);
  if (!file) co_return desk_not_found(desk);
  co_return as_download(*std::move(file));
}

}  // namespace server
