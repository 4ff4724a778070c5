#include "views/acting.hpp"
#include "views/markdown.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

namespace views {
namespace {

// Behind the end of the text, so that who signs has come past it.
Html sign_form(const OrderView& view, const orders::Document& document, const Locale& l) {
  return html(R"html(<form method="post" action="{}">
{}{}</form>
)html",
              below(view, "/documents/" + document.id.text() + "/sign", l),
              hidden_field("document_sha256", document.sha256), submit_button(l.text("Sign this"), true));
}

Html standing(const OrderView& view, const orders::Document& document, const Locale& l) {
  if (const auto* signature = signature_of(view.order, document))
    return html(R"html({}<p class="quiet"><a href="{}">{}</a></p>
)html",
                signed_line(*signature, view, l), below(view, "/certificate.pdf", l),
                l.text("Certificate of what was signed (PDF)"));
  if (!is_latest(view.order, document))
    return html("<p>{}</p>\n", l.text("A newer version has taken the place of this text."));
  if (acts(view, orders::Power::sign)) return sign_form(view, document, l);
  return html("<p>{}</p>\n", l.text("To be signed at the counter"));
}

}  // namespace

std::string document_page(const OrderView& view, const orders::Document& document, const Locale& l,
                          const PageAssets& assets) {
  const auto lead = html(R"html(<p class="quiet">{} · {} · {}</p>
)html",
                         purpose_name(document.purpose, l),
                         l.text("version {n}", {{"n", std::to_string(document.version)}}),
                         l.date(document.created_at, view.zone));
  const auto main =
      html(R"html(<section class="card" aria-label="{}">
<div class="text" dir="auto">
{}</div>
{}</section>
)html",
           l.text("Text of the document"), markdown(document.body, 2), standing(view, document, l));
  return side_page(view,
                   {.title = l.text("Read the text"),
                    .heading = html("<bdi>{}</bdi>", document.title),
                    .lead = lead,
                    .main = main},
                   l, assets);
}

}  // namespace views
