#include "views/console/order_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace views {
namespace {

using orders::Channel;
using orders::NoticeState;

std::string_view channel_word(Channel channel) {
  switch (channel) {
    case Channel::sms: return "SMS";
    case Channel::email: return "E-mail";
    case Channel::whatsapp: return "WhatsApp";
    case Channel::copy: return "Copied link";
    case Channel::qr: return "QR code";
    case Channel::share: return "Shared by the customer";
  }
  return {};
}

std::string_view route_word(orders::Route route) {
  switch (route) {
    case orders::Route::email: return "E-mail";
    case orders::Route::sms: return "SMS";
    case orders::Route::whatsapp: return "WhatsApp";
  }
  return {};
}

std::string_view topic_word(orders::Topic topic) {
  switch (topic) {
    case orders::Topic::confirmation: return "order confirmation";
    case orders::Topic::status_changed: return "status";
    case orders::Topic::quote_ready: return "quote";
    case orders::Topic::quote_reminder: return "quote reminder";
    case orders::Topic::ready: return "ready for collection";
    case orders::Topic::receipt: return "receipt";
    case orders::Topic::collection_reminder: return "collection reminder";
    case orders::Topic::payment_reminder: return "payment reminder";
    case orders::Topic::message: return "message";
    case orders::Topic::invite: return "link";
    case orders::Topic::new_link: return "new link";
    case orders::Topic::act_receipt: return "confirmation of an act";
    case orders::Topic::entry_code: return "code to open the link";
    default: return "notice to staff";
  }
}

Html notice_chip(NoticeState state) {
  switch (state) {
    case NoticeState::queued: return chip("Waiting", Tone::busy);
    case NoticeState::sent: return chip("Sent", Tone::good);
    case NoticeState::delivered: return chip("Delivered", Tone::good);
    case NoticeState::failed: return chip("Failed", Tone::warn);
    case NoticeState::dropped: return chip("Not sent", Tone::quiet);
  }
  return {};
}

bool opens(const OrderDesk& desk) {
  const auto open = [](const LinkRow& row) { return row.standing.access != orders::Access::gone; };
  return !desk.order.ended_at || std::ranges::any_of(desk.links, open);
}

// Each of these makes the channel's link if it has none that opens. The script copies or opens at once;
// without it the answer is a page to copy from.
Html share(const OrderDesk& desk) {
  return html(R"html(<div id="share" data-share="{}">{}
<div id="shared" data-keep="" hidden></div></div>
)html",
              order_url(desk, "/links/copy"),
              order_form(desk, "/links/copy", html(R"html(<div class="actions">
<button type="submit" name="channel" value="copy" data-key="c" data-key-label="Copy the link">Copy link <kbd>c</kbd></button>
<button type="submit" class="plain" name="channel" value="whatsapp" data-key="w" data-key-label="Send by WhatsApp">WhatsApp <kbd>w</kbd></button>
<button type="submit" class="plain" name="channel" value="sms" data-key="x" data-key-label="Send by SMS">SMS <kbd>x</kbd></button>
<button type="submit" class="plain" name="channel" value="email" data-key="l" data-key-label="Send by e-mail">E-mail <kbd>l</kbd></button>
</div>
)html")));
}

// What the shop sends itself, and how it came out the last time.
Html send_button(orders::Route route, const std::string& to) {
  if (to.empty()) return {};
  return html(
      R"html(<button type="submit" class="plain" name="route" value="{}">{} <small><bdi>{}</bdi></small></button>
)html",
      name(route), route_word(route), to);
}

Html send(const OrderDesk& desk) {
  const auto& customer = desk.order.customer;
  if (customer.email.empty() && customer.phone.empty()) return {};
  const auto invites = std::ranges::count_if(desk.notices, [](const orders::NoticeRecord& notice) {
    return notice.topic == orders::Topic::invite || notice.topic == orders::Topic::new_link;
  });
  const auto counted = when(invites > 0, [&] {
    return html(R"html( <span class="quiet">sent {} so far</span>)html",
                invites == 1 ? std::string("once") : fmt::format("{} times", invites));
  });
  return html(R"html(<h3>Let the shop send it{}</h3>
{})html",
              counted,
              order_form(desk, "/links/send",
                         html(R"html(<div class="actions">{}{}{}</div>
)html",
                              send_button(orders::Route::email, customer.email),
                              send_button(orders::Route::sms, customer.phone),
                              send_button(orders::Route::whatsapp, customer.phone))));
}

Html print(const OrderDesk& desk) {
  return html(R"html(<h3>Print as a QR code</h3>
<form method="post" action="{}" target="_blank">{}<div class="actions">{}{}</div>
</form>
)html",
              order_url(desk, "/links/qr"), csrf_field(desk.console),
              press_for("size", "label", "Label, 62 mm"), press_for("size", "a4", "A4"));
}

// Rows bear ids so that a live page moves them whole: no button turns into another row's under a hand.
Html notice(const OrderDesk& desk, const orders::NoticeRecord& record) {
  const auto when_it_was = record.sent_at.value_or(record.created_at);
  const auto why = views::when(!record.detail.empty(), [&] {
    return html(R"html(<p class="quiet">{}</p>
)html",
                record.detail);
  });
  const auto again = views::when(record.state == NoticeState::failed, [&] {
    return order_form(desk, fmt::format("/notices/{}/retry", record.id.text()), press("Send again"));
  });
  return html(R"html(<li id="{}"><div><p>{}: {} {} <span class="quiet">{}</span></p>
{}</div>{}</li>
)html",
              record.id.text(), route_word(record.route), topic_word(record.topic), notice_chip(record.state),
              short_time(desk, when_it_was), why, again);
}

Html messages(const OrderDesk& desk) {
  if (desk.notices.empty()) return {};
  const auto failed = std::ranges::count(desk.notices, NoticeState::failed, &orders::NoticeRecord::state);
  const auto bad =
      when(failed > 0, [&] { return html(" {}", chip(fmt::format("{} failed", failed), Tone::warn)); });
  return html(R"html(<details class="fold" id="sent"><summary>Messages to the customer{}</summary>
<ul class="rows">
{}</ul>
</details>
)html",
              bad, each(desk.notices, [&](const auto& record) { return notice(desk, record); }));
}

std::string times(std::int64_t count, std::string_view of) {
  return fmt::format("{} {}{}", count, of, count == 1 ? "" : "s");
}

Html seen(const OrderDesk& desk, const LinkRow& row) {
  const auto previews = when(row.previews > 0, [&] {
    return html(R"html( <span class="quiet">· {} by chat programs or scanners</span>)html",
                times(row.previews, "preview"));
  });
  if (row.views.empty())
    return html(R"html(<p><span class="quiet">Not seen by a person yet</span>{}</p>
)html",
                previews);
  const auto& last = row.views.front();
  return html(R"html(<p>Seen {} by a person, last {} on a {}{}</p>
)html",
              row.views.size() == 1 ? std::string("once") : fmt::format("{} times", row.views.size()),
              short_time(desk, last.at), last.device.empty() ? std::string("device") : last.device, previews);
}

Html life(const OrderDesk& desk, const LinkRow& row) {
  const auto& link = row.link;
  const auto made = html("made {}", short_time(desk, link.issued_at));
  if (link.revoked_at) return html("{}, revoked {}", made, short_time(desk, *link.revoked_at));
  if (row.standing.until) return html("{}, expires {}", made, short_time(desk, *row.standing.until));
  return made;
}

Html link_chip(const LinkRow& row) {
  if (row.standing.access == orders::Access::full) return chip("Live", Tone::good);
  if (row.standing.access == orders::Access::receipt) return chip("Receipt only", Tone::quiet);
  switch (row.standing.ending) {
    case orders::Ending::revoked: return chip("Revoked", Tone::warn);
    case orders::Ending::aged: return chip("Expired", Tone::warn);
    default: return chip("Ended", Tone::quiet);
  }
}

Html one_link(const OrderDesk& desk, const LinkRow& row) {
  const bool lives = row.standing.access != orders::Access::gone;
  const auto renew = when(lives && row.link.channel != Channel::share && !desk.order.ended_at, [&] {
    return order_form(desk, "/links/new",
                      html("{}{}", hidden("channel", name(row.link.channel)), press("New link")));
  });
  const auto revoke = when(lives, [&] {
    return order_form(desk, fmt::format("/links/{}/revoke", row.link.id.text()),
                      press("Revoke", Weight::danger));
  });
  const auto label = when(!row.link.label.empty(), [&] { return html(" <bdi>{}</bdi>", row.link.label); });
  return html(
      R"html(<li id="{}" data-link=""><div><p><strong>{}</strong>{} {} <span class="quiet">{}</span></p>
{}</div><div class="actions">{}{}</div></li>
)html",
      row.link.id.text(), channel_word(row.link.channel), label, link_chip(row), life(desk, row),
      seen(desk, row), renew, revoke);
}

Html links(const OrderDesk& desk) {
  Html live, dead;
  for (const auto& row : desk.links)
    (row.standing.access == orders::Access::gone ? dead : live) += one_link(desk, row);
  const auto ended = when(!dead.empty(), [&] {
    return html(R"html(<details class="fold" id="dead-links"><summary>Links that ended</summary>
<ul class="rows">
{}</ul>
</details>
)html",
                dead);
  });
  const auto all = when(!desk.order.ended_at && !desk.links.empty(), [&] {
    return fold(desk, {.id = "lost", .summary = "A phone was lost"},
                order_form(desk, "/links/new",
                           html("{}{}{}", hidden("channel", "copy"), hidden("all", "yes"),
                                press("End all links, make a new one", Weight::danger))));
  });
  const auto list = live.empty() ? html(R"html(<p class="quiet">No link is live.</p>
)html")
                                 : html(R"html(<ul class="rows">
{}</ul>
)html",
                                        live);
  return html(R"html({}{}{})html", list, ended, all);
}

}  // namespace

Html link_panel(const OrderDesk& desk) {
  const auto body =
      opens(desk)
          ? html("{}{}{}", share(desk), send(desk), print(desk))
          : html(
                R"html(<p class="quiet">The order has ended, and its links with it. Reopening it makes them work again.</p>
)html");
  return html(R"html(<section class="panel" id="links" aria-labelledby="links-h">
<h2 id="links-h">Customer’s link</h2>
{}{}<h3>Links</h3>
{}</section>
)html",
              body, messages(desk), links(desk));
}

}  // namespace views
