#include "views/console/order_parts.hpp"
#include "views/words.hpp"

#include <fmt/format.h>

namespace views {
namespace {

using orders::Duty;

Html facts(const orders::Device& device) {
  const auto serial = when(!device.serial.empty(), [&] {
    return html(R"html(<p class="quiet">Serial <bdi class="code">{}</bdi></p>
)html",
                device.serial);
  });
  const auto problem = when(!device.problem.empty(), [&] {
    return html(R"html(<p class="words" dir="auto">{}</p>
)html",
                device.problem);
  });
  return html("{}{}", serial, problem);
}

Html moves(const OrderDesk& desk, const orders::Device& device) {
  const auto* status = desk.statuses.find(device.status);
  if (!status || status->next.empty() || !desk.console.may(Duty::work) || desk.order.ended_at) return {};
  const auto place = "device_note_" + device.id.text();
  const auto buttons = each(status->next, [&](const std::string& next) {
    return press_for("status", next, status_label(desk, next));
  });
  const auto note =
      fold(desk, {.id = "note-" + device.id.text(), .summary = "With a note", .fields = {place}},
           html("{}{}", order_field(desk, {.label = "Note to this change", .name = place}),
                public_tick(desk, "device_public_" + device.id.text())));
  return order_form(desk, fmt::format("/devices/{}/status", device.id.text()),
                    html(R"html({}<div class="actions">{}</div>
{}
)html",
                         no_default(), buttons, note));
}

Html one(const OrderDesk& desk, const orders::Device& device) {
  const auto tone = stage_tone(stage_of(step(device, desk.statuses)));
  return html(
      R"html(<li class="device" id="{}"><p><strong><bdi>{}</bdi></strong> {} <span class="quiet">since {}</span></p>
{}{}</li>
)html",
      device.id.text(), device_in_full(device, desk.locale), chip(status_label(desk, device.status), tone),
      short_time(desk, device.status_at), facts(device), moves(desk, device));
}

}  // namespace

Html order_devices(const OrderDesk& desk) {
  const auto heading = desk.order.devices.size() == 1 ? "Device" : "Devices";
  return html(R"html(<section class="panel" id="devices" aria-labelledby="devices-h">
<h2 id="devices-h">{}</h2>
<ul class="devices">
{}</ul>
</section>
)html",
              heading, each(desk.order.devices, [&](const auto& device) { return one(desk, device); }));
}

}  // namespace views
