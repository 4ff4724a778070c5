#include "views/console/link_sheets.hpp"

#include "views/qr.hpp"
#include "views/words.hpp"

namespace views {
namespace {

using orders::Channel;

std::string_view opener(Channel channel) {
  switch (channel) {
    case Channel::whatsapp: return "Open WhatsApp";
    case Channel::sms: return "Open messages";
    case Channel::email: return "Open mail";
    default: return {};
  }
}

Url back_to(const orders::Order& order) { return Url::local("/staff/orders/" + order.id.text() + "#links"); }

}  // namespace

SharedLink shared_link(Channel channel, const orders::Customer& customer, std::string url,
                       std::string subject, std::string text) {
  SharedLink shared{channel, std::move(url), std::move(subject), std::move(text)};
  switch (channel) {
    case Channel::whatsapp: shared.open = Url::whatsapp(customer.phone, shared.text); break;
    case Channel::sms: shared.open = Url::sms(customer.phone, shared.text); break;
    case Channel::email: shared.open = Url::letter(customer.email, shared.subject, shared.text); break;
    default: break;
  }
  return shared;
}

Html share_sheet(const SharedLink& shared, const orders::Order& order) {
  const auto text = when(shared.text != shared.url, [&] {
    return html(R"html(<label for="text">Text</label>
<textarea id="text" rows="5" readonly>
{}</textarea>
)html",
                shared.text);
  });
  const auto open = maybe(shared.open, [&](const Url& to) {
    return html(
        R"html(<p><a class="button" id="open" href="{}" target="_blank" rel="noopener noreferrer">{}</a></p>
)html",
        to, opener(shared.channel));
  });
  return html(R"html(<h1>Link of order {}</h1>
<div class="panel">
<label for="address">Address</label>
<input type="text" id="address" value="{}" readonly autofocus>
{}{}<p><a href="{}">Back to the order</a></p>
</div>
)html",
              order.number, shared.url, text, open, back_to(order));
}

Html qr_sheet(QrSize size, const std::string& url, const ConsoleView& view, const orders::Order& order,
              const orders::Location& location) {
  const auto code = Html::trusted(qr_svg(url, "QR code of the order's page"));
  const auto phone = when(!location.contact.phone.empty(),
                          [&] { return html("<p>{}</p>\n", phone_text(location.contact.phone)); });
  const auto device = device_in_full(order.devices.front(), Locale::fallback());
  return html(R"html(<div class="sheet {}">
<p class="sheet-shop"><bdi>{}</bdi></p>
<h1>{}</h1>
<p class="sheet-device"><bdi>{}</bdi></p>
<div class="qr">{}</div>
<p>Scan to follow your order</p>
{}</div>
<p class="actions sheet-actions"><button type="button" data-print="" hidden>Print</button> <a href="{}">Back to the order</a></p>
)html",
              size == QrSize::label ? "for-label" : "for-a4", view.shop.name, order.number, device, code,
              phone, back_to(order));
}

}  // namespace views
