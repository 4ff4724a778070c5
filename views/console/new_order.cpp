#include "views/console/new_order.hpp"

#include "views/console/order_parts.hpp"
#include "views/locale.hpp"

#include <fmt/format.h>

namespace views {
namespace {

// A number of the country that local numbers belong to: of the location chosen, else of any that has one.
std::string own_number(const NewOrderView& view) {
  std::string found;
  for (const auto& location : view.locations) {
    if (location.contact.phone.empty()) continue;
    if (location.slug == view.form.location || found.empty()) found = location.contact.phone;
  }
  return found;
}

Html customer(const NewOrderView& view) {
  std::vector<Choice> languages{{"", "The shop's"}};
  for (const auto& tag : Locale::available())
    if (const auto* locale = Locale::find(tag)) languages.push_back({tag, locale->own_name()});
  const auto& form = view.form;
  auto contact = field({.label = "Name", .name = "name", .value = form.name, .required = true}, view.faults);
  contact += field({.label = "Telephone", .name = "phone", .value = form.phone, .type = "tel"}, view.faults);
  contact += field({.label = "E-mail", .name = "email", .value = form.email, .type = "email"}, view.faults);
  contact += choice({.label = "Language", .name = "locale", .value = form.locale}, languages, view.faults);
  return html(R"html(<fieldset class="panel" data-phone-of="{}"><legend>Customer</legend>
<div class="fields">{}</div>
<ul class="known" data-known></ul>
<p class="vh" role="status" data-known-said></p>
</fieldset>
)html",
              own_number(view), contact);
}

Html device(const NewOrderView& view, const NewOrderForm::Device& what, std::size_t place) {
  const auto named = [&](std::string_view part) { return fmt::format("{}-{}", part, place); };
  const auto kind = named("kind"), brand = named("brand"), model = named("model"), serial = named("serial"),
             problem = named("problem");
  auto fields = field({.label = "Kind", .name = kind, .value = what.kind, .required = true}, view.faults);
  fields += field({.label = "Brand", .name = brand, .value = what.brand}, view.faults);
  fields += field({.label = "Model", .name = model, .value = what.model}, view.faults);
  fields += field({.label = "Serial or IMEI", .name = serial, .value = what.serial}, view.faults);
  return html(R"html(<fieldset class="panel" id="device-{}"><legend>{}</legend>
<div class="fields">{}</div>
{}</fieldset>
)html",
              place, view.form.devices.size() == 1 ? std::string{"Device"} : fmt::format("Device {}", place),
              fields,
              text_area({.label = "Problem", .name = problem, .value = what.problem}, 2, view.faults));
}

Html promise(const NewOrderView& view) {
  const auto& form = view.form;
  auto fields =
      field({.label = "Promised for", .name = "promised_day", .value = form.promised_day, .type = "date"},
            view.faults);
  fields += field({.label = "at", .name = "promised_time", .value = form.promised_time, .type = "time"},
                  view.faults);
  std::vector<Choice> places;
  for (const auto& location : view.locations) places.push_back({location.slug, location.name});
  if (places.size() > 1)
    fields += choice({.label = "Location", .name = "location", .value = form.location}, places, view.faults);
  const std::vector<Choice> ways{{"shop", "As the shop's rules say"},
                                 {"email", "The link by e-mail, now"},
                                 {"sms", "The link by SMS, now"},
                                 {"nobody", "Nothing"}};
  fields += choice({.label = "Tell the customer", .name = "tell", .value = form.tell}, ways, view.faults);
  return html(R"html(<fieldset class="panel"><legend>What comes next</legend>
{}<div class="fields">{}</div>
{}</fieldset>
)html",
              tick("It is here, on the counter", "here", form.here), fields,
              text_area({.label = "Note for the shop", .name = "note", .value = form.note}, 2, view.faults));
}

}  // namespace

Html new_order_main(const NewOrderView& view) {
  Html devices;
  for (std::size_t i = 0; i < view.form.devices.size(); ++i)
    devices += device(view, view.form.devices[i], i + 1);
  auto carried = csrf_field(view.console);
  carried += hidden("operation", view.form.operation);
  carried += hidden("devices", std::to_string(view.form.devices.size()));
  const auto buttons = html(
      R"html(<div class="actions"><button type="submit" data-create>Take the order in <kbd>Ctrl</kbd><kbd>Enter</kbd></button>
<button type="submit" class="plain" name="more" value="device" formnovalidate>Add a device</button></div>
)html");
  // Where typing begins: on a fresh form the name, behind one more device that device.
  const auto first = view.one_more ? fmt::format("kind-{}", view.form.devices.size()) : std::string{"name"};
  return html(R"html({}{}<form id="new-order" method="post" action="{}" autocomplete="off" data-first="{}">
{}{}{}{}{}</form>
)html",
              page_head("New order"), fault_summary(view.faults), Url::local("/staff/orders/new"), first,
              carried, customer(view), devices, promise(view), buttons);
}

}  // namespace views
