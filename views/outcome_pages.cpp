#include "views/acting.hpp"
#include "views/words.hpp"

namespace views {
namespace {

struct Words {
  std::string_view heading, what;
};

Words of(Stopped why) {
  switch (why) {
    case Stopped::decided_before:
      return {msg("The quote was answered before"), msg("It was answered in another way, perhaps on another "
                                                        "device or by telephone. That answer stands.")};
    case Stopped::quote_over:
      return {msg("This quote no longer stands"),
              msg("It is past its last day, or the shop has replaced it. The order shows what stands now.")};
    case Stopped::nothing_to_undo:
      return {msg("There is nothing to take back"),
              msg("Your answer was taken back before, or it was given to the shop directly.")};
    case Stopped::undo_over:
      return {msg("Your answer can no longer be taken back here"),
              msg("The time for it is over, work has begun or a payment has come in. Call the shop to talk "
                  "about it.")};
    case Stopped::not_allowed:
      return {msg("This link cannot do that"),
              msg("Use the link that the shop sent to you yourself, or call the shop.")};
    case Stopped::nothing_due:
      return {msg("There is nothing to pay"), msg("Nothing is open on this order at the moment.")};
    case Stopped::payment_unavailable:
      return {msg("Online payment is not available right now"),
              msg("Nothing was charged. Try again in a few minutes, or pay at the counter.")};
    case Stopped::not_ready:
      return {msg("There is nothing to collect yet"),
              msg("As soon as the work is done, the code to show at the counter stands here.")};
  }
  return {};
}

// A page of few words about a link that ends with the shop's telephone.
std::string notice(const ShopContact& contact, const std::string& title, const std::string& what,
                   const std::string& advice, const Locale& l, const PageAssets& assets) {
  auto main = html(R"html(<div class="hero">
<h1>{}</h1>
<p>{}</p>
<p>{}</p>
</div>
{})html",
                   title, what, advice, contact_section(contact, l, false));
  return document({.title = title + " · " + contact.shop.name,
                   .shop = &contact.shop,
                   .logo = effective_branding(contact.shop, contact.location).logo,
                   .main = std::move(main),
                   .has_languages = false},
                  l, assets);
}

}  // namespace

std::string stopped_page(const OrderView& view, Stopped why, const Locale& l, const PageAssets& assets) {
  const auto words = of(why);
  return side_page(view,
                   {.title = l.text(words.heading),
                    .lead = html("<p>{}</p>\n", l.text(words.what)),
                    .has_languages = false},
                   l, assets);
}

std::string paid_page(const OrderView& view, bool confirmed, const Locale& l, const PageAssets& assets) {
  const auto money = payment_summary(view.order, view.shop.currency);
  const auto heading =
      confirmed ? l.text("Your payment has arrived") : l.text("Your payment is being confirmed");
  const auto what =
      confirmed ? l.text("The shop has it. The order shows it among the payments.")
                : l.text(
                      "You are done here. The shop counts the payment as soon as the payment provider has "
                      "confirmed it, usually within a minute. You can close this page.");
  const auto left = when(confirmed && view.link.rights.prices, [&] {
    return html("<p>{}</p>\n", money.balance > 0
                                   ? l.text("{amount} is left to pay.",
                                            {{"amount", l.money({money.balance, money.currency})}})
                                   : l.text("Paid in full"));
  });
  const auto receipt = when(confirmed && leads(view), [&] {
    return html("<p><a href=\"{}\">{}</a></p>\n", below(view, "/receipt.pdf", l), l.text("Receipt (PDF)"));
  });
  return side_page(view,
                   {.title = heading, .lead = html("<p>{}</p>\n{}{}", what, left, receipt), .is_live = true},
                   l, assets);
}

std::string rotated_page(const ShopContact& contact, std::string_view route, const Locale& l,
                         const PageAssets& assets) {
  const auto where =
      route == "email" ? l.text("A new one is on its way to the e-mail address that the shop has of you.")
      : route == "sms" ? l.text("A new one is on its way to the telephone number that the shop has of you.")
                       : l.text("The shop has no address to send a new one to. Call it to get one.");
  return notice(contact, l.text("The links have ended"),
                l.text("Nobody can open the order with them any more, you neither."), where, l, assets);
}

std::string resent_page(const ShopContact& contact, const Locale& l, const PageAssets& assets) {
  return notice(
      contact, l.text("Thank you, we have noted it"),
      l.text("If the order can still be seen, a new link is on its way to the contact that the shop has of "
             "you. It goes nowhere else."),
      l.text("If nothing comes within a few minutes, call the shop."), l, assets);
}

}  // namespace views
