#include "views/console/scan.hpp"

#include "views/console/list_parts.hpp"
#include "views/console/order_parts.hpp"
#include "views/words.hpp"

namespace views {

Html scan_main(const ConsoleView& view, const Faults& faults) {
  const auto camera = html(R"html(<section id="camera" class="panel camera" aria-label="Camera" hidden>
<button type="button" data-key="v">Use the camera <kbd>v</kbd></button>
<video playsinline muted hidden></video>
<p data-said role="status"></p>
</section>
)html");
  const auto typed = field({.label = "Collection code",
                            .name = "code",
                            .hint = "Eight letters and figures from the customer's page, such as K7DM-2PQX.",
                            .required = true},
                           faults);
  return html(R"html({}{}<div class="counter">
{}<form id="scan" class="panel" method="post" action="{}" data-key="/" data-key-label="Type a code" autocomplete="off">
{}{}<div class="actions"><button type="submit">Find the order</button></div>
</form>
</div>
)html",
              page_head("Collect"), fault_summary(faults), camera, Url::local("/staff/scan"),
              csrf_field(view), typed);
}

namespace {

Html devices(const orders::Order& order) {
  return each(order.devices, [&](const orders::Device& device) {
    return html("<li>{}</li>\n", device_in_full(device, Locale::fallback()));
  });
}

Html who_may(const HandOverView& view) {
  const auto& order = view.order;
  const auto delegate = when(!order.delegate.empty(), [&] {
    return html(R"html(<div><dt>May also collect</dt><dd><strong>{}</strong></dd></div>
)html",
                order.delegate);
  });
  return html(R"html(<dl class="facts">
<div><dt>Customer</dt><dd><strong>{}</strong></dd></div>
{}<div><dt>Goes out</dt><dd><ul>{}</ul></dd></div>
</dl>
)html",
              order.customer.name.empty() ? "No name" : order.customer.name, delegate, devices(order));
}

Html money(const HandOverView& view) {
  const auto sum = payment_summary(view.order, view.console.shop.currency);
  if (sum.balance <= 0)
    return html(R"html(<p class="paid-up"><span class="chip good">Nothing left to pay</span></p>
)html");
  return html(
      R"html(<p class="unpaid"><span class="chip bad">Unpaid</span> <strong>{}</strong> <a href="{}">Take the payment</a></p>
)html",
      Locale::fallback().money({sum.balance, sum.currency}), order_address(view.order.id, "#payments"));
}

}  // namespace

Html hand_over_main(const HandOverView& view) {
  auto carried = csrf_field(view.console);
  carried += hidden("code", view.code);
  carried += hidden("order", view.order.id.text());
  carried += hidden("operation", view.operation);
  carried += hidden("step", "hand_over");
  const auto recipient = field({.label = "Handed to",
                                .name = "recipient",
                                .value = view.recipient.empty() ? view.order.customer.name : view.recipient,
                                .hint = "Who stands at the counter.",
                                .required = true},
                               view.faults);
  return html(R"html({}{}<section class="panel" aria-labelledby="fits-h">
<h2 id="fits-h">The code fits <a href="{}">{}</a></h2>
{}{}<form method="post" action="{}">{}{}<div class="actions"><button type="submit" data-key="h">Hand over <kbd>h</kbd></button>
<a class="button plain" href="{}">Another code</a></div></form>
</section>
)html",
              page_head("Collect"), fault_summary(view.faults), order_address(view.order.id),
              view.order.number, money(view), who_may(view), Url::local("/staff/scan"), carried, recipient,
              Url::local("/staff/scan"));
}

}  // namespace views
