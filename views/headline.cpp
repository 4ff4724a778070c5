#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::Step;

struct Saying {
  std::string_view status;
  std::string_view sentence;
};

// Statuses that say more than their step, in words for the owner of the thing.
constexpr Saying sayings[]{
    {"diagnosing", msg("We are finding out what is wrong with your {device}")},
    {"ready_to_quote", msg("We are preparing the quote for your {device}")},
    {"awaiting_revised_quote", msg("We are preparing the quote for your {device}")},
    {"authorised_source_parts", msg("We are getting the parts for your {device}")},
    {"authorised_awaiting_parts", msg("We are waiting for the parts for your {device}")},
    {"ready_to_repair", msg("The repair of your {device} is about to start")},
    {"repaired_qc", msg("We are testing your {device} after the repair")},
    {"rejected", msg("Your {device} is coming back to you without a repair")},
    {"company_rejected", msg("Your {device} is coming back to you without a repair")},
    {"rejection_qc", msg("Your {device} is coming back to you without a repair")},
    {"despatched", msg("Your {device} is on its way to you")},
};

std::string_view sentence(Step step) {
  switch (step) {
    case Step::created: return msg("We are expecting your {device}");
    case Step::received: return msg("We have received your {device}");
    case Step::in_progress: return msg("Your {device} is being repaired");
    case Step::ready: return msg("Your {device} is ready to collect");
    case Step::collected: return msg("You have collected your {device}");
  }
  return {};
}

std::string of_one(const OrderView& view, const Locale& l) {
  const auto& device = view.order.devices.front();
  const auto name = device_name(device, l);
  const auto* quote = quote_in_force(view.order);
  const bool asked = quote && state_at(*quote, view.now) == orders::QuoteState::sent;
  const auto& status = device.public_status.empty() ? device.status : device.public_status;
  if (asked && view.link.rights.prices && step(device, orders::StatusTable::standard()) == Step::in_progress)
    return l.text("Your {device} is waiting for your answer", {{"device", name}});
  for (const auto& saying : sayings)
    if (saying.status == status) return l.text(saying.sentence, {{"device", name}});
  return l.text(sentence(step(device, orders::StatusTable::standard())), {{"device", name}});
}

std::string of_many(const OrderView& view, const Locale& l) {
  const auto& devices = view.order.devices;
  const auto all = static_cast<long>(devices.size());
  const auto at = [&](Step s) {
    return std::ranges::count_if(
        devices, [&](const auto& d) { return step(d, orders::StatusTable::standard()) == s; });
  };
  if (at(Step::created) == all)
    return l.plural("We are expecting your device", "We are expecting your {n} devices", all);
  if (at(Step::received) == all)
    return l.plural("We have received your device", "We have received your {n} devices", all);
  if (at(Step::ready) == all)
    return l.plural("Your device is ready to collect", "Your {n} devices are ready to collect", all);
  if (at(Step::collected) == all)
    return l.plural("You have collected your device", "You have collected your {n} devices", all);
  if (const auto ready = at(Step::ready); ready > 0)
    return l.plural("One of your devices is ready to collect", "{n} of your devices are ready to collect",
                    ready);
  return l.plural("Your device is being worked on", "Your {n} devices are being worked on", all);
}

Html promise(const OrderView& view, const Locale& l) {
  const auto& order = view.order;
  const auto now_at = step(order, orders::StatusTable::standard());
  if (order.cancelled || now_at >= Step::ready) return {};
  if (!order.promised_at)
    return html(R"html(<p class="promise">{}</p>
)html",
                l.text("The shop has not promised a date yet."));

  const auto local = view.zone.local(*order.promised_at);
  const auto date = l.date(*order.promised_at, view.zone);
  const auto time = l.time(*order.promised_at, view.zone) + " " + l.zone_name(*order.promised_at, view.zone);
  const bool whole_day = local.time_of_day == std::chrono::milliseconds{0};
  const auto when_text = whole_day ? date : l.text("{date}, by {time}", {{"date", date}, {"time", time}});
  const bool late = view.now > *order.promised_at;
  const auto label = late ? l.text("Later than promised. It was due") : l.text("Promised for");
  const auto why = when(!order.promise_reason.empty() && view.link.rights.prices, [&] {
    return html(R"html(<span class="reason">{} <bdi>{}</bdi></span>)html", l.text("The date has moved:"),
                order.promise_reason);
  });
  return html(R"html(<p class="promise"><span class="label">{}</span> <strong>{}</strong> {}</p>
)html",
              label, moment(*order.promised_at, when_text), why);
}

}  // namespace

std::string headline(const OrderView& view, const Locale& l) {
  if (view.order.cancelled) return l.text("This order was cancelled");
  if (view.order.on_hold) return l.text("Work on this order is paused");
  return view.order.devices.size() == 1 ? of_one(view, l) : of_many(view, l);
}

Html hero(const OrderView& view, const Locale& l) {
  const auto reference = when(view.link.rights.prices, [&] {
    return html(R"html(<p class="reference">{} <bdi>{}</bdi></p>
)html",
                l.text("Order"), view.order.number);
  });
  const auto until = view.standing.until ? l.date(*view.standing.until, view.zone) : std::string{};
  const auto receipt = when(view.standing.access == orders::Access::receipt, [&] {
    return html(R"html(<p class="receipt">{}</p>
)html",
                until.empty() ? l.text("This is your receipt, to read only.")
                              : l.text("This is your receipt, to read only. You can see it until {date}.",
                                       {{"date", until}}));
  });
  return html(R"html(<div class="hero">
{}<h1>{}</h1>
{}{}{}</div>
)html",
              reference, headline(view, l), promise(view, l), receipt, next_step(view, l));
}

}  // namespace views
