#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

// "Call us on +44 …" where a sentence ends in what to do by telephone.
Html call(const OrderView& view, const Locale& l, const std::string& why) {
  const auto& phone = view.location.contact.phone;
  if (phone.empty()) return html("<p>{}</p>", why);
  return html("<p>{} {} {}</p>", why, l.text("Call us:"), phone_link(phone));
}

Html notice(const Html& what, const Html& more, const Url& target, const std::string& button) {
  return html(R"html(<div class="next">
<p class="what">{}</p>
{}
<p><a class="button" href="{}">{}</a></p>
</div>
)html",
              what, more, target, button);
}

Html answer_quote(const OrderView& view, const orders::Quote& quote, const Locale& l) {
  const auto total = l.money({totals(quote).gross, quote.currency});
  const auto what = html("{}", l.text("The quote is {total}, tax included.", {{"total", total}}));
  return notice(what, call(view, l, l.text("Tell us to go ahead or to leave it.")), Url::local("#quote"),
                l.text("Read the quote"));
}

Html collect(const OrderView& view, std::int64_t balance, orders::Currency currency, const Locale& l) {
  const auto open = open_line(contact_of(view), l);
  const auto what = view.link.rights.prices
                        ? html(R"html({} <bdi class="whole">{}</bdi>)html",
                               l.text("Come and collect it. Bring the order number:"), view.order.number)
                        : html("{}", l.text("It can be collected from the shop."));
  Html more;
  if (balance > 0)
    more += html("<p>{}</p>", l.text("{amount} is left to pay.", {{"amount", l.money({balance, currency})}}));
  if (!open.empty()) more += html("<p>{}</p>", open);
  return notice(what, more, Url::local("#shop"), l.text("Where and when"));
}

}  // namespace

// The one thing that is asked of the customer now, most pressing first: nothing else on the page is a filled
// button.
Html next_step(const OrderView& view, const Locale& l) {
  const auto& order = view.order;
  if (order.cancelled || view.standing.access != orders::Access::full) return {};
  const auto money = payment_summary(order, view.shop.currency);
  const auto at = step(order, orders::StatusTable::standard());
  const auto ready = std::ranges::any_of(order.devices, [](const auto& device) {
    return step(device, orders::StatusTable::standard()) == orders::Step::ready;
  });
  if (!view.link.rights.prices) return ready ? collect(view, 0, money.currency, l) : Html{};

  if (const auto* quote = quote_in_force(order)) {
    const auto state = state_at(*quote, view.now);
    if (state == orders::QuoteState::sent) return answer_quote(view, *quote, l);
    if (state == orders::QuoteState::expired)
      return notice(html("{}", l.text("The quote is past its date. Ask us for a new one.")),
                    call(view, l, ""), Url::local("#quote"), l.text("Read the quote"));
  }
  for (const auto* document : documents_in_force(order))
    if (at < orders::Step::collected && !signature_of(order, *document))
      return notice(html("{}", l.text("There is something for you to read and sign.")),
                    html("<p><bdi>{}</bdi></p>", document->title), Url::local("#documents"),
                    l.text("Read it"));
  if (ready) return collect(view, money.balance, money.currency, l);
  if (money.balance > 0)
    return notice(html("{}", l.text("{amount} is left to pay.",
                                    {{"amount", l.money({money.balance, money.currency})}})),
                  {}, Url::local("#payment"), l.text("See the payments"));
  return {};
}

}  // namespace views
