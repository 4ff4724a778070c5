#include "server/json/terms_json.hpp"

#include "orders/text.hpp"
#include "server/json/order_json.hpp"
#include "server/json/shop_json.hpp"
#include "views/markdown.hpp"

namespace server {

namespace json = boost::json;
using store::Terms;

json::object terms_json(const Terms& terms) {
  return {{"id", terms.id.text()},      {"purpose", name(terms.purpose)},
          {"title", terms.title},       {"body", terms.body},
          {"version", terms.version},   {"attach", terms.attach},
          {"archived", terms.archived}, {"created_at", rfc3339(terms.created_at)}};
}

void patch_terms(Reader& in, Terms& terms) {
  patch_text(in, "title", terms.title, orders::longest_name);
  patch_text(in, "body", terms.body, orders::longest_document);
  if (terms.title.empty()) in.fail("title", "It is needed.");
  if (terms.title.find('\n') != terms.title.npos) in.fail("title", "It is a single line.");
  if (terms.body.empty()) in.fail("body", "It is needed.");
  // It would be left out of the page, and so not be what was signed.
  if (views::has_raw_html(terms.body)) in.fail("body", "Write Markdown alone: raw HTML is not taken.");
  terms.attach = in.flag("attach", terms.attach);
}

}  // namespace server
