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
  add_event(order, EventKind::document_added, context).note = wanted.title;
  return Changed::yes;
}

}  // namespace orders
