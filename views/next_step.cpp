#include "views/acting.hpp"
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

// Filled where it leads to the page that asks; where the form stands on this one, its own button is.
Html notice(const Html& what, const Html& more, const Url& target, const std::string& said,
            bool filled = true) {
  return html(R"html(<div class="next">
<p class="what">{}</p>
{}
<p><a class="{}" href="{}">{}</a></p>
</div>
)html",
              what, more, filled ? "button" : "go", target, said);
}

Html answer_quote(const OrderView& view, const Locale& l) {
  const auto& quote = *quote_in_force(view.order);
  const auto total = l.money({totals(quote).gross, quote.currency});
  const bool here = acts(view, orders::Power::decide);
  return notice(html("{}", l.text("The quote is {total}, tax included.", {{"total", total}})),
                here ? html("<p>{}</p>", l.text("Read it and answer below."))
                     : call(view, l, l.text("Tell us to go ahead or to leave it.")),
                Url::local("#quote"), l.text("Read the quote"), !here);
}

Html sign(const OrderView& view, const orders::Document& document, const Locale& l) {
  const bool here = acts(view, orders::Power::sign);
  return notice(html("{}", l.text("There is something for you to read and sign.")),
                html("<p><bdi>{}</bdi></p>", document.title),
                here ? below(view, "/documents/" + document.id.text(), l) : Url::local("#documents"),
                here ? l.text("Read and sign") : l.text("Read it"));
}

Html pay(const OrderView& view, const std::string& what, const Locale& l) {
  const bool here = view.pays_online && acts(view, orders::Power::pay);
  return notice(html("{}", what), {}, Url::local("#payment"),
                here ? l.text("Go to the payment") : l.text("See the payments"), !here);
}

Html collect(const OrderView& view, const Locale& l) {
  const auto money = payment_summary(view.order, view.shop.currency);
  const auto open = open_line(contact_of(view), l);
  const bool code = acts(view) && ready_event(view.order, orders::StatusTable::standard());
  const auto what = !view.link.rights.prices ? html("{}", l.text("It can be collected from the shop."))
                    : code ? html("{}", l.text("Come and collect it. Show the code at the counter."))
                           : html(R"html({} <bdi class="whole">{}</bdi>)html",
                                  l.text("Come and collect it. Bring the order number:"), view.order.number);
  Html more;
  if (view.link.rights.prices && money.balance > 0)
    more += html("<p>{}</p>",
                 l.text("{amount} is left to pay.", {{"amount", l.money({money.balance, money.currency})}}));
  if (!open.empty()) more += html("<p>{}</p>", open);
  if (!code) return notice(what, more, Url::local("#shop"), l.text("Where and when"));
  more +=
      html(R"html(<ul class="copies"><li><a href="#shop">{}</a></li><li><a href="{}">{}</a></li></ul>)html",
           l.text("Where and when"), below(view, "/pickup.ics", l), l.text("Put it into your calendar"));
  return notice(what, more, below(view, "/collect", l), l.text("Show the collection code"));
}

const orders::Document* to_sign(const orders::Order& order) {
  for (const auto* document : documents_in_force(order))
    if (!signature_of(order, *document)) return document;
  return nullptr;
}

}  // namespace

Asked asked(const OrderView& view) {
  const auto& order = view.order;
  if (order.cancelled || view.standing.access != orders::Access::full) return Asked::nothing;
  const auto& statuses = orders::StatusTable::standard();
  const bool ready = std::ranges::any_of(
      order.devices, [&](const auto& device) { return step(device, statuses) == orders::Step::ready; });
  if (!view.link.rights.prices) return ready ? Asked::collect : Asked::nothing;
  if (const auto* quote = quote_in_force(order)) {
    const auto state = state_at(*quote, view.now);
    if (state == orders::QuoteState::sent) return Asked::answer;
    if (state == orders::QuoteState::expired) return Asked::new_quote;
  }
  if (step(order, statuses) < orders::Step::collected && to_sign(order)) return Asked::sign;
  if (ready) return Asked::collect;
  if (deposit_due(order) > 0) return Asked::pay_deposit;
  return payment_summary(order, view.shop.currency).balance > 0 ? Asked::pay_rest : Asked::nothing;
}

Html next_step(const OrderView& view, const Locale& l) {
  const auto money = payment_summary(view.order, view.shop.currency);
  switch (asked(view)) {
    case Asked::nothing: return {};
    case Asked::answer: return answer_quote(view, l);
    case Asked::new_quote:
      return notice(html("{}", l.text("The quote is past its date. Ask us for a new one.")),
                    call(view, l, ""), Url::local("#quote"), l.text("Read the quote"));
    case Asked::sign: return sign(view, *to_sign(view.order), l);
    case Asked::pay_deposit:
      return pay(view,
                 l.text("A deposit of {amount} is asked for.",
                        {{"amount", l.money({deposit_due(view.order), money.currency})}}),
                 l);
    case Asked::collect: return collect(view, l);
    case Asked::pay_rest: break;
  }
  return pay(view, l.text("{amount} is left to pay.", {{"amount", l.money({money.balance, money.currency})}}),
             l);
}

}  // namespace views
