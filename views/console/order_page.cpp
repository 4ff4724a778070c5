#include "views/console/order_page.hpp"

#include "views/console/order_parts.hpp"

namespace views {
namespace {

// Another change came first: what was refused, and what happened since the page was opened.
Html conflict(const OrderDesk& desk) {
  if (desk.conflict.empty()) return {};
  Html since;
  for (std::size_t i = desk.seen; i < desk.order.events.size(); ++i) {
    const auto& event = desk.order.events[i];
    since += html(R"html(<li>{}, {}, {}</li>
)html",
                  event_words(desk, event), short_time(desk, event.at), actor_name(desk, event.actor));
  }
  const auto list = when(!since.empty(), [&] {
    return html(R"html(<p>Since you opened this page:</p>
<ul class="plain-list">
{}</ul>
)html",
                since);
  });
  return html(
      R"html(<div class="notice warn" id="conflict" role="alert" tabindex="-1"><p><strong>{}</strong></p>
{}<p class="quiet">Below is the order as it is now; what you typed was kept.</p>
</div>
)html",
      desk.conflict, list);
}

}  // namespace

Html order_main(const OrderDesk& desk) {
  const auto links = when(desk.console.may(orders::Duty::work), [&] { return link_panel(desk); });
  return html(R"html({}{}<div class="order-place"><div class="order" data-keys="" data-order="{}">
{}<aside class="beside" aria-label="Link and customer">
{}{}</aside>
<div class="work">
{}{}{}{}{}{}</div>
</div></div>
)html",
              fault_summary(desk.retry.faults), conflict(desk), desk.order.id.text(), order_head(desk), links,
              order_customer(desk), order_devices(desk), order_quotes(desk), order_documents(desk),
              order_payments(desk), order_messages(desk), order_history(desk));
}

}  // namespace views
