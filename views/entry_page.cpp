#include "views/entry_page.hpp"

#include "views/acting.hpp"
#include "views/frame.hpp"

namespace views {
namespace {

using Asks = EntryForm::Asks;

Url to(const EntryForm& form, std::string_view rest, const Locale& l) {
  return Url::local(std::string(form.path) + std::string(rest) + "?lang=" + l.tag());
}

// What the field is called, and how phones help to fill it in.
struct Question {
  std::string label, keyboard, completion, wrong;
};

Question question(Asks asks, const Locale& l) {
  if (asks == Asks::digits)
    return {
        l.text("Last four digits of your telephone number"), "numeric", "off",
        l.text("These are not the digits of the number that the shop has of you. Try again, or call it.")};
  if (asks == Asks::name)
    return {l.text("Your e-mail address, up to the @"), "email", "off",
            l.text("This is not the address that the shop has of you. Try again, or call it.")};
  return {l.text("The six digits"), "numeric", "one-time-code",
          l.text("These are not the digits that were sent last, or they are older than ten minutes.")};
}

Html field(const EntryForm& form, const Locale& l) {
  const auto asked = question(form.asks, l);
  return html(
      R"html(<form method="post" action="{}">
<label for="answer">{}</label>
<input type="text" id="answer" name="answer" inputmode="{}" autocomplete="{}" autocapitalize="none" )html"
      R"html(spellcheck="false" maxlength="254" required aria-describedby="answer-fault" aria-invalid="{}">
<p class="fault" id="answer-fault">{}</p>
{}</form>
)html",
      to(form, "/entry", l), asked.label, asked.keyboard, asked.completion, form.wrong ? "true" : "false",
      form.wrong ? asked.wrong : std::string{}, submit_button(l.text("Open my order"), true));
}

Html send_form(const EntryForm& form, const std::string& said, bool filled, const Locale& l) {
  return html(R"html(<form method="post" action="{}">
{}</form>
)html",
              to(form, "/entry/code", l), submit_button(said, filled));
}

std::string sentence(const EntryForm& form, const Locale& l) {
  switch (form.asks) {
    case Asks::digits:
    case Asks::name:
      return l.text("Prices, names and answers are shown to you alone. Tell us once that it is you.");
    case Asks::send:
      return form.by_mail
                 ? l.text(
                       "To open your order, have a code sent to the e-mail address that the shop has of you.")
                 : l.text(
                       "To open your order, have a code sent to the telephone number that the shop has of "
                       "you.");
    case Asks::code:
      return form.by_mail
                 ? l.text(
                       "A code is on its way to the e-mail address that the shop has of you. It counts for "
                       "ten minutes.")
                 : l.text(
                       "A code is on its way to the telephone number that the shop has of you. It counts "
                       "for ten minutes.");
    case Asks::call: break;
  }
  return l.text(
      "The shop has no telephone number or e-mail address of you to ask about. Call it to hear more.");
}

Html body(const EntryForm& form, const Locale& l) {
  auto out = html("<p>{}</p>\n", sentence(form, l));
  if (form.asks == Asks::call) return out;
  if (form.asks == Asks::send) return out += send_form(form, l.text("Send me a code"), true, l);
  out += field(form, l);
  if (form.asks == Asks::code) out += send_form(form, l.text("Send it again"), false, l);
  return out;
}

}  // namespace

Html entry_section(const EntryForm& form, const Locale& l) {
  return html(R"html(<section id="entry" aria-labelledby="entry-h" class="card act">
<h2 id="entry-h">{}</h2>
{}</section>
)html",
              l.text("See the whole order"), body(form, l));
}

std::string entry_page(const ShopContact& contact, const EntryForm& form, const Locale& l,
                       const PageAssets& assets) {
  const auto title = l.text("Your order at {shop}", {{"shop", contact.shop.name}});
  auto main = html(R"html(<div class="hero">
<h1>{}</h1>
</div>
<div id="entry" class="card act">
{}</div>
{})html",
                   title, body(form, l), contact_section(contact, l, form.asks == Asks::call));
  return document({.title = title,
                   .shop = &contact.shop,
                   .logo = effective_branding(contact.shop, contact.location).logo,
                   .main = std::move(main),
                   .has_languages = form.asks == Asks::send},
                  l, assets);
}

}  // namespace views
