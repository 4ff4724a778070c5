#include "views/acting.hpp"
#include "views/qr.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

// To be read across a counter, to be scanned, and to be said on the telephone.
Html code_card(const OrderView& view, std::string_view code, const Locale& l) {
  const auto picture = Html::trusted(qr_svg(code, l.text("QR code with the collection code")));
  const auto money = payment_summary(view.order, view.shop.currency);
  const auto owed = when(money.balance > 0, [&] {
    return html("<p>{}</p>\n",
                l.text("{amount} is left to pay.", {{"amount", l.money({money.balance, money.currency})}}));
  });
  return html(
      R"html(<section class="card code" aria-labelledby="code-h">
<h2 id="code-h">{}</h2>
<p class="digits"><bdi dir="ltr">{}</bdi></p>
<div class="qr">{}</div>
<p>{}</p>
{}</section>
)html",
      l.text("Show this at the counter"), code, picture,
      l.text("Bring this code and something with your name on it. The code works once; give it only to "
             "somebody who may take your device."),
      owed);
}

Html delegate_card(const OrderView& view, const Locale& l) {
  const auto& who = view.order.delegate;
  const auto now = who.empty() ? html("<p>{}</p>\n", l.text("So far only you can collect."))
                               : html("<p>{} <bdi>{}</bdi></p>\n",
                                      l.text("Besides you, this person may collect:"), short_name(who));
  const auto form = when(acts(view), [&] {
    return html(R"html(<form method="post" action="{}">
<label for="delegate">{}</label>
<input type="text" id="delegate" name="delegate" autocomplete="off" maxlength="200" required>
{}</form>
)html",
                below(view, "/collect/delegate", l), l.text("Name of the person"),
                submit_button(l.text("Name this person"), false));
  });
  return html(R"html(<section id="delegate-card" class="card" aria-labelledby="delegate-h">
<h2 id="delegate-h">{}</h2>
{}{}</section>
)html",
              l.text("Somebody else collects"), now, form);
}

}  // namespace

std::string collect_page(const OrderView& view, std::string_view code, const Locale& l,
                         const PageAssets& assets) {
  const auto heading =
      code.empty() ? l.text("There is nothing to collect yet") : l.text("Collect your order");
  const auto lead = when(code.empty(), [&] {
    return html("<p>{}</p>\n",
                l.text("As soon as the work is done, the code to show at the counter stands here."));
  });
  auto main = when(!code.empty(), [&] { return code_card(view, code, l); });
  main += delegate_card(view, l);
  main += contact_section({view.shop, view.location, view.zone, view.now}, l, true);
  return side_page(view, {.title = heading, .lead = lead, .main = main}, l, assets);
}

}  // namespace views
