#include "orders/timeline.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

namespace views {
namespace {

using orders::StepState;

// The mark is for the eye, the word beside it for everyone.
Html one_step(const orders::TimelineStep& step, const OrderView& view, const Locale& l) {
  const auto at =
      maybe(step.at, [&](orders::Instant when) { return moment(when, l.date_time(when, view.zone), true); });
  const auto name = step_name(step.step, l);
  switch (step.state) {
    case StepState::done:
      return html(R"html(<li class="done"><b>{}</b> <span class="word">{}</span><br>{}</li>
)html",
                  name, l.text("done"), at);
    case StepState::current:
      return html(
          R"html(<li class="current" aria-current="step"><b>{}</b> <span class="word">{}</span><br>{}</li>
)html",
          name, l.text("now"), at);
    case StepState::upcoming: break;
  }
  return html(R"html(<li class="upcoming"><b>{}</b> <span class="word">{}</span></li>
)html",
              name, l.text("to come"));
}

Html steps(const orders::Timeline& timeline, const OrderView& view, const Locale& l) {
  return html(R"html(<ol class="steps">
{}</ol>
)html",
              each(timeline, [&](const auto& step) { return one_step(step, view, l); }));
}

Html device_steps(const orders::Device& device, const OrderView& view, const Locale& l) {
  const auto& statuses = orders::StatusTable::standard();
  return html(R"html(<details><summary><bdi>{}</bdi> <span class="quiet">{}</span></summary>
{}</details>
)html",
              device_in_full(device, l), step_name(step(device, statuses), l),
              steps(timeline(view.order, device, statuses), view, l));
}

}  // namespace

std::string step_name(orders::Step step, const Locale& l) {
  switch (step) {
    case orders::Step::created: return l.text("Order created");
    case orders::Step::received: return l.text("Received");
    case orders::Step::in_progress: return l.text("In progress");
    case orders::Step::ready: return l.text("Ready to collect");
    case orders::Step::collected: return l.text("Collected");
  }
  return {};
}

Html timelines(const OrderView& view, const Locale& l) {
  const auto whole = steps(timeline(view.order, orders::StatusTable::standard()), view, l);
  const auto& devices = view.order.devices;
  const auto each_device = when(devices.size() > 1, [&] {
    return html(R"html(<h3>{}</h3>
{}
)html",
                l.text("Each device"),
                each(devices, [&](const auto& device) { return device_steps(device, view, l); }));
  });
  return html(R"html(<section aria-labelledby="steps-h" class="card">
<h2 id="steps-h">{}</h2>
{}{}</section>
)html",
              l.text("Progress"), whole, each_device);
}

Html notes(const OrderView& view, const Locale& l) {
  if (!view.link.rights.prices) return {};
  Html items;
  for (auto event = view.order.events.rbegin(); event != view.order.events.rend(); ++event) {
    const bool said =
        event->kind == orders::EventKind::promise_moved && event->note == view.order.promise_reason;
    if (!event->visible || event->note.empty() || said) continue;
    items += html(R"html(<li><p dir="auto">{}</p>{}</li>
)html",
                  event->note, moment(event->at, l.date_time(event->at, view.zone), true));
  }
  if (items.empty()) return {};
  return html(R"html(<section aria-labelledby="notes-h" class="card">
<h2 id="notes-h">{}</h2>
<ul class="notes">
{}</ul>
</section>
)html",
              l.text("Notes from the shop"), items);
}

}  // namespace views
