#include "views/messages/unsubscribe.hpp"

#include "views/acting.hpp"
#include "views/frame.hpp"
#include "views/messages/gsm.hpp"

namespace views {
namespace {

std::string page(const ShopContact& contact, const std::string& title, const Html& below, bool has_languages,
                 const Locale& l, const PageAssets& assets) {
  auto main = html(R"html(<div class="hero">
<h1>{}</h1>
{}</div>
{})html",
                   title, below, contact_section(contact, l, false));
  return document({.title = title + " · " + contact.shop.name,
                   .shop = &contact.shop,
                   .logo = effective_branding(contact.shop, contact.location).logo,
                   .main = std::move(main),
                   .has_languages = has_languages},
                  l, assets);
}

Html paragraph(const std::string& text) {
  return html(R"html(<p>{}</p>
)html",
              text);
}

}  // namespace

std::string unsubscribe_page(const ShopContact& contact, orders::Route route, std::string_view path,
                             const Locale& l, const PageAssets& assets) {
  const auto& shop = contact.shop.name;
  const auto mail = route == orders::Route::email;
  const auto title =
      mail ? l.text("No more mails about your orders?") : l.text("No more messages about your orders?");
  const auto what =
      mail ? l.text("{shop} then sends no more news of your orders to this address.", {{"shop", shop}})
           : l.text("{shop} then sends no more news of your orders to this number.", {{"shop", shop}});
  const auto form =
      html(R"html(<form method="post" action="{}">
{}</form>
)html",
           Url::local(std::string(path) + "?lang=" + l.tag()), submit_button(l.text("Send no more"), true));
  return page(
      contact, title,
      html("{}{}{}", paragraph(what), paragraph(l.text("The link to your order keeps working.")), form), true,
      l, assets);
}

std::string unsubscribed_page(const ShopContact& contact, orders::Route route, const Locale& l,
                              const PageAssets& assets) {
  const auto& shop = contact.shop.name;
  const auto what =
      route == orders::Route::email
          ? l.text("{shop} sends no more news of your orders to this address.", {{"shop", shop}})
          : l.text("{shop} sends no more news of your orders to this number.", {{"shop", shop}});
  const auto advice = l.text("If you want them again, tell the shop.");
  return page(contact, l.text("Done: no more of these"), html("{}{}", paragraph(what), paragraph(advice)),
              false, l, assets);
}

std::string help_sms(const ShopContact& contact, const Locale& l) {
  const auto& phone = contact.location.contact.phone;
  auto text = l.text("{shop}: news of your repair. Nobody reads answers to this number. STOP ends it.",
                     {{"shop", contact.shop.name}});
  if (!phone.empty()) text += ' ' + l.text("Call {phone}", {{"phone", phone}});
  return l.right_to_left() ? text : plain_sms(text);
}

}  // namespace views
