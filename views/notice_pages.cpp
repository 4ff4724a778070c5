#include "views/acting.hpp"
#include "views/frame.hpp"
#include "views/words.hpp"

namespace views {
namespace {

// A page of few words that ends with the shop's telephone number.
std::string notice(const std::string& title, const std::string& what, const std::string& advice,
                   const Html& more, const ShopContact* contact, const Locale& l, const PageAssets& assets) {
  auto main = html(R"html(<div class="hero">
<h1>{}</h1>
<p>{}</p>
<p>{}</p>
{}</div>
)html",
                   title, what, advice, more);
  Frame frame{.title = title};
  if (contact) {
    frame.shop = &contact->shop;
    frame.logo = effective_branding(contact->shop, contact->location).logo;
    frame.title = title + " · " + contact->shop.name;
    main += contact_section(*contact, l, false);
  }
  frame.main = std::move(main);
  return document(frame, l, assets);
}

}  // namespace

std::string ended_page(const ShopContact& contact, std::string_view resend, const Locale& l,
                       const PageAssets& assets) {
  const auto form = when(!resend.empty(), [&] {
    return html(R"html(<form method="post" action="{}">
{}<p class="quiet">{}</p>
</form>
)html",
                Url::local(std::string(resend) + "?lang=" + l.tag()),
                submit_button(l.text("Send me a new link"), true),
                l.text("It goes to the contact that the shop has of you, and nowhere else."));
  });
  return notice(l.text("This link has ended"),
                l.text("Links end when an order is finished, when they are replaced, and after some time."),
                l.text("If you still need something about your order, call the shop."), form, &contact, l,
                assets);
}

std::string unknown_page(const ShopContact* contact, const Locale& l, const PageAssets& assets) {
  return notice(
      l.text("There is no order behind this link"),
      l.text("Links are long, and mail and chat programs sometimes cut them. Open the link again from the "
             "message that the shop sent you, or copy all of it."),
      l.text("If that does not help, call the shop."), {}, contact, l, assets);
}

std::string switched_off_page(const ShopContact& contact, const Locale& l, const PageAssets& assets) {
  return notice(l.text("Orders are not shown online at the moment"),
                l.text("The shop has switched these pages off. Nothing is wrong with your order."),
                l.text("To hear where it stands, call the shop."), {}, &contact, l, assets);
}

std::string front_page(const ShopContact* contact, const Locale& l, const PageAssets& assets) {
  return notice(
      l.text("See where your repair stands"),
      l.text("When you leave something for repair, the shop sends you a link. It opens a page that shows "
             "the progress, the quote and what there is to pay, without a password."),
      l.text("To see your order, open the link from that message."), {}, contact, l, assets);
}

std::string trouble_page(Trouble trouble, std::string_view request_id, const ShopContact* contact,
                         const Locale& l, const PageAssets& assets) {
  const auto page = [&](const std::string& title, const std::string& what, const std::string& advice) {
    const auto number = when(!request_id.empty(), [&] {
      return html(R"html(<p class="quiet">{} <code>{}</code></p>
)html",
                  l.text("Number of this request:"), request_id);
    });
    return notice(title, what, advice, number, contact, l, assets);
  };
  const auto call = l.text("If it goes on, call the shop.");
  switch (trouble) {
    case Trouble::bad_request:
      return page(
          l.text("This address cannot be read"),
          l.text("Part of it may be missing. Open the link again from the message that the shop sent you."),
          call);
    case Trouble::wrong_method:
      return page(l.text("This page does not take that"), l.text("Nothing was changed. Open the link again."),
                  call);
    case Trouble::too_many_requests:
      return page(l.text("That was too often in a short time"),
                  l.text("Nothing was changed. Try again in a few minutes."), call);
    case Trouble::unavailable:
      return page(l.text("This page cannot be shown right now"),
                  l.text("Nothing was lost. Try again in a minute."), call);
    case Trouble::internal: break;
  }
  return page(l.text("Something went wrong on our side"), l.text("Nothing was lost. Try again in a minute."),
              call);
}

}  // namespace views
