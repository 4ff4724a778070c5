#include "views/console/order_parts.hpp"
#include "views/markdown.hpp"
#include "views/signature_drawing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace views {
namespace {

using orders::Document;
using orders::Duty;
using orders::Signature;

const SignatureRow* row_of(const OrderDesk& desk, const Signature& signature) {
  const auto found = std::ranges::find(desk.signatures, signature.id, &SignatureRow::id);
  return found == desk.signatures.end() ? nullptr : &*found;
}

Html picture(const Signature& signature, const SignatureRow* row) {
  if (row && row->strokes) return Html::trusted(signature_svg(*row->strokes));
  if (signature.drawn) return html(R"html(<span class="quiet">The drawing was erased.</span>)html");
  return Html::trusted(signature_svg(signature.name));
}

// Picture, moment with its zone, where from, what under, and whether the record holds.
Html signature_record(const OrderDesk& desk, const Document& document, const Signature& signature) {
  const auto* row = row_of(desk, signature);
  const auto line = [](std::string_view label, const Html& value) {
    return html(R"html(<div><dt>{}</dt><dd>{}</dd></div>
)html",
                label, value);
  };
  const auto ip = row && !row->ip.empty() ? row->ip : std::string("not recorded");
  const auto mark = !row || row->seq == 0 ? chip("No evidence", Tone::warn)
                    : row->proven         ? chip("✓ Verified", Tone::good)
                                          : chip("Does not verify", Tone::warn);
  const auto entry = row && row->seq > 0 ? fmt::format(" entry {}", row->seq) : std::string{};
  return html(
      R"html(<figure class="signature"><div class="ink" role="img" aria-label="Signature of {}">{}</div>
<figcaption><dl class="facts">
{}{}{}{}{}</dl></figcaption></figure>
)html",
      signature.name, picture(signature, row), line("Signed by", html("<bdi>{}</bdi>", signature.name)),
      line("When", html("{}", desk.locale.date_time(signature.signed_at, desk.console.zone))),
      line("From IP address", html(R"html(<span class="code">{}</span>)html", ip)),
      line("Document",
           html(R"html(version {}, SHA-256 <span class="code" title="{}">{}…</span>)html", document.version,
                signature.document_sha256, std::string_view(signature.document_sha256).substr(0, 16))),
      line("Record", html("{}{}", mark, entry)));
}

Html one(const OrderDesk& desk, const Document& document) {
  const auto later = [&](const Document& other) {
    return other.purpose == document.purpose && other.title == document.title &&
           other.version > document.version;
  };
  const bool replaced = std::ranges::any_of(desk.order.documents, later);
  const auto signature = std::ranges::find(desk.order.signatures, document.id, &Signature::document);
  const bool is_signed = signature != desk.order.signatures.end();
  if (replaced && !is_signed) return {};
  const auto standing = is_signed             ? chip("Signed", Tone::good)
                        : desk.order.ended_at ? chip("Not signed", Tone::quiet)
                                              : chip("To be signed", Tone::busy);
  const auto record = when(is_signed, [&] { return signature_record(desk, document, *signature); });
  return html(
      R"html(<li class="document"><p><strong><bdi>{}</bdi></strong> {} <span class="quiet">{}, version {}</span></p>
{}<details class="fold"><summary>Read the text</summary>
<div class="text" dir="auto">
{}</div>
</details></li>
)html",
      document.title, standing, purpose_word(document.purpose), document.version, record,
      markdown(document.body, 4));
}

Html add_form(const OrderDesk& desk) {
  const std::vector<Choice> purposes{{"terms", "Terms and conditions"},
                                     {"repair_authorisation", "Repair authorisation"},
                                     {"data_handling", "Data handling"},
                                     {"drop_off", "Drop-off"},
                                     {"collection", "Collection"}};
  std::vector<Choice> texts{{"", "typed below"}};
  for (const auto& terms : desk.terms)
    texts.push_back({terms.id.text(), fmt::format("{} ({})", terms.title, purpose_word(terms.purpose))});
  const auto choose = when(!desk.terms.empty(), [&] {
    return order_choice(
        desk, {.label = "Which text", .name = "document_terms", .value = desk.terms.front().id.text()},
        texts);
  });
  const auto own = html(
      R"html(<div class="own-text">{}{}{}</div>
)html",
      order_choice(desk, {.label = "For", .name = "document_purpose", .value = "terms"}, purposes),
      order_field(desk, {.label = "Title", .name = "document_title"}),
      order_text(
          desk,
          {.label = "Text", .name = "document_body", .hint = "Markdown: # heading, - list, **strong**."}, 6));
  return fold(
      desk,
      {.id = "add-document",
       .summary = "Ask for a signature",
       .key = "t",
       .fields = {"document_title", "document_body", "document_terms"}},
      order_form(desk, "/documents", html("{}{}{}", choose, own, press("Add to the order", Weight::filled))));
}

}  // namespace

Html order_documents(const OrderDesk& desk) {
  const auto all = each(desk.order.documents, [&](const auto& document) { return one(desk, document); });
  const auto list = all.empty() ? html(R"html(<p class="quiet">Nothing to sign.</p>
)html")
                                : html(R"html(<ul class="documents">
{}</ul>
)html",
                                       all);
  const auto certificate =
      when(!desk.order.signatures.empty() ||
               std::ranges::any_of(desk.order.quotes,
                                   [](const auto& quote) { return quote.decision.has_value(); }),
           [&] {
             return html(R"html(<p><a href="{}" download>Certificate (PDF)</a></p>
)html",
                         order_url(desk, "/certificate.pdf"));
           });
  const auto form =
      when(desk.console.may(Duty::work) && !desk.order.ended_at, [&] { return add_form(desk); });
  return html(R"html(<section class="panel" id="documents" aria-labelledby="documents-h">
<h2 id="documents-h">Documents and signatures</h2>
{}{}{}</section>
)html",
              list, certificate, form);
}

}  // namespace views
