#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>
#include <ranges>

namespace orders {
namespace {

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Outcome<Changed> change(Order& order, const AddDocument& wanted, const Context& context) {
  if (wanted.title.empty()) return invalid("title", "A document needs a title.");
  if (wanted.body.empty()) return invalid("body", "A document needs a text.");
  if (const auto checked = check_text(wanted.title, longest_name, "title"); !checked) return checked.error();
  if (const auto checked = check_text(wanted.body, longest_document, "body"); !checked)
    return checked.error();
  if (!is_sha256(wanted.sha256)) return invalid("sha256", "A hash is 64 lower-case hex digits.");

  const auto same_text = [&](const Document& document) {
    return document.purpose == wanted.purpose && document.title == wanted.title;
  };
  auto versions = order.documents | std::views::reverse | std::views::filter(same_text);
  const auto latest = versions.begin();
  const bool first = latest == versions.end();
  if (!first && latest->sha256 == wanted.sha256) return Changed::no;

  order.documents.push_back({.id = {context.new_id()},
                             .purpose = wanted.purpose,
                             .title = wanted.title,
                             .body = wanted.body,
                             .sha256 = wanted.sha256,
                             .version = first ? 1 : latest->version + 1,
                             .created_at = context.now});
  auto& event = add_event(order, EventKind::document_added, context);
  event.note = wanted.title;
  event.subject = order.documents.back().id.uuid;
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const SignDocument& wanted, const Context& context) {
  const auto document = std::ranges::find(order.documents, wanted.document, &Document::id);
  if (document == order.documents.end())
    return Refusal{Reason::not_found, "document", "The order has no such document."};
  if (order.ended_at) return conflict("The order has ended; reopen it first.");
  const auto later = [&](const Document& other) {
    return other.purpose == document->purpose && other.title == document->title &&
           other.version > document->version;
  };
  if (wanted.sha256 != document->sha256 || std::ranges::any_of(order.documents, later))
    return Refusal{Reason::conflict, "document_sha256", "The document is not the one that was shown."};
  if (wanted.name.empty()) return invalid("name", "A signature bears a name.");
  if (const auto checked = check_text(wanted.name, longest_name, "name"); !checked) return checked.error();
  if (wanted.strokes)
    if (const auto checked = check_strokes(*wanted.strokes); !checked) return checked.error();
  const auto same = [&](const Signature& signature) { return signature.document == document->id; };
  if (std::ranges::any_of(order.signatures, same)) return Changed::no;

  const auto& signature = order.signatures.emplace_back(Signature{.id = {context.new_id()},
                                                                  .document = document->id,
                                                                  .document_sha256 = document->sha256,
                                                                  .name = wanted.name,
                                                                  .drawn = wanted.strokes.has_value(),
                                                                  .signed_at = context.now,
                                                                  .locale = wanted.locale});
  auto& event = add_event(order, EventKind::document_signed, context);
  event.note = document->title;
  event.subject = signature.id.uuid;
  return Changed::yes;
}

}  // namespace orders
