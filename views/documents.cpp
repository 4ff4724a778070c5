#include "views/acting.hpp"
#include "views/markdown.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

Html one_document(const orders::Document& document, const OrderView& view, const Locale& l) {
  const auto* signature = signature_of(view.order, document);
  const bool open = !signature && view.standing.access == orders::Access::full;
  const bool signs = open && acts(view, orders::Power::sign);
  const auto state = signature ? signed_line(*signature, view, l) : when(open, [&] {
    return html(R"html(<p class="state">{}</p>
)html",
                signs ? l.text("Waiting for your signature") : l.text("To be signed at the counter"));
  });
  const auto version = document.version > 1
                           ? " · " + l.text("version {n}", {{"n", std::to_string(document.version)}})
                           : std::string{};
  const auto read = leads(view)
                        ? html(R"html(<p><a href="{}">{} <span class="vh"><bdi>{}</bdi></span></a></p>
)html",
                               below(view, "/documents/" + document.id.text(), l),
                               signs ? l.text("Read and sign") : l.text("Read the text"), document.title)
                        : html(R"html(<details><summary>{} <span class="vh"><bdi>{}</bdi></span></summary>
<div class="text" dir="auto">
{}</div>
</details>)html",
                               l.text("Read the text"), document.title, markdown(document.body));
  return html(R"html(<li><h3><bdi>{}</bdi></h3>
<p class="quiet">{}{}</p>
{}{}</li>
)html",
              document.title, purpose_name(document.purpose, l), version, state, read);
}

}  // namespace

std::string purpose_name(orders::Purpose what, const Locale& l) {
  switch (what) {
    case orders::Purpose::terms: return l.text("Terms");
    case orders::Purpose::repair_authorisation: return l.text("Repair authorisation");
    case orders::Purpose::data_handling: return l.text("Handling of your data");
    case orders::Purpose::drop_off: return l.text("Handing in");
    case orders::Purpose::collection: return l.text("Collection");
  }
  return {};
}

Html signed_line(const orders::Signature& signature, const OrderView& view, const Locale& l) {
  const auto when_signed = l.date_time(signature.signed_at, view.zone);
  const auto name = short_name(signature.name);
  return html(R"html(<p class="yes">{}</p>
)html",
              signature.drawn
                  ? l.text("Signed by {name} on {date}", {{"name", name}, {"date", when_signed}})
                  : l.text("Signed by {name}, typed, on {date}", {{"name", name}, {"date", when_signed}}));
}

const orders::Signature* signature_of(const orders::Order& order, const orders::Document& document) {
  const auto found = std::ranges::find_if(order.signatures, [&](const orders::Signature& signature) {
    return signature.document == document.id && signature.document_sha256 == document.sha256;
  });
  return found == order.signatures.end() ? nullptr : &*found;
}

bool is_latest(const orders::Order& order, const orders::Document& document) {
  return std::ranges::none_of(order.documents, [&](const orders::Document& other) {
    return other.purpose == document.purpose && other.title == document.title &&
           other.version > document.version;
  });
}

std::vector<const orders::Document*> documents_in_force(const orders::Order& order) {
  std::vector<const orders::Document*> standing;
  for (const auto& document : order.documents)
    if (is_latest(order, document) || signature_of(order, document)) standing.push_back(&document);
  return standing;
}

Html documents(const OrderView& view, const Locale& l) {
  if (!view.link.rights.prices) return {};
  const auto standing = documents_in_force(view.order);
  if (standing.empty()) return {};
  return html(R"html(<section id="documents" aria-labelledby="documents-h" class="card">
<h2 id="documents-h">{}</h2>
<ul class="plain">
{}</ul>
</section>
)html",
              l.text("Documents"),
              each(standing, [&](const auto* document) { return one_document(*document, view, l); }));
}

}  // namespace views
