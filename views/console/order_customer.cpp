#include "views/console/order_parts.hpp"
#include "views/words.hpp"

#include <fmt/format.h>

namespace views {
namespace {

using orders::Duty;

std::vector<Choice> languages() {
  std::vector<Choice> all{{"", "the shop's"}};
  for (const auto& tag : Locale::available())
    if (const auto* locale = Locale::find(tag)) all.push_back({tag, locale->own_name()});
  return all;
}

// "+44…" of the location tells how numbers without a country are meant.
Html phone_field(const OrderDesk& desk) {
  return html(R"html(<div data-phone-of="{}">{}</div>
)html",
              desk.location.contact.phone,
              order_field(desk, {.label = "Telephone",
                                 .name = "customer_phone",
                                 .value = desk.order.customer.phone,
                                 .type = "tel",
                                 .hint = "With its country, as in +44 1632 960123."}));
}

Html device_fields(const OrderDesk& desk, const orders::Device& device, std::size_t place) {
  const auto named = [&](std::string_view what) { return fmt::format("device_{}_{}", place, what); };
  const auto kind = named("kind"), brand = named("brand"), model = named("model"), serial = named("serial"),
             problem = named("problem");
  const bool is_new = device.id == orders::DeviceId{};
  return html(R"html(<fieldset><legend>{}</legend>
{}<div class="fields">{}{}{}{}</div>
{}</fieldset>
)html",
              is_new ? std::string("One more device") : device_in_full(device, desk.locale),
              hidden(named("id"), is_new ? std::string{} : device.id.text()),
              order_field(desk, {.label = "Kind", .name = kind, .value = device.kind}),
              order_field(desk, {.label = "Brand", .name = brand, .value = device.brand}),
              order_field(desk, {.label = "Model", .name = model, .value = device.model}),
              order_field(desk, {.label = "Serial number", .name = serial, .value = device.serial}),
              order_text(desk, {.label = "Problem", .name = problem, .value = device.problem}, 2));
}

Html edit_form(const OrderDesk& desk) {
  const auto& customer = desk.order.customer;
  Html devices;
  for (std::size_t i = 0; i < desk.order.devices.size(); ++i)
    devices += device_fields(desk, desk.order.devices[i], i);
  if (!desk.order.ended_at) {
    const orders::Device blank;
    devices += fold(desk, {.id = "more-device", .summary = "Add a device"},
                    device_fields(desk, blank, desk.order.devices.size()));
  }
  const auto resend = when(!desk.order.ended_at, [&] {
    return tick("The contact was wrong: end the links it has, and send a new one to this contact",
                "customer_resend", desk.retry.ticked("customer_resend", false));
  });
  const auto fields = html(
      R"html(<div class="fields">{}{}{}{}</div>
{}{}{}
)html",
      order_field(desk, {.label = "Name", .name = "customer_name", .value = customer.name, .required = true}),
      order_field(desk,
                  {.label = "E-mail", .name = "customer_email", .value = customer.email, .type = "email"}),
      phone_field(desk),
      order_choice(desk, {.label = "Language", .name = "customer_locale", .value = customer.locale},
                   languages()),
      resend, devices, press("Save", Weight::filled));
  return order_form(desk, "/edit", fields);
}

}  // namespace

Html order_customer(const OrderDesk& desk) {
  const auto& order = desk.order;
  const auto& customer = order.customer;
  const auto line = [](std::string_view label, const Html& value) {
    return html(R"html(<div><dt>{}</dt><dd>{}</dd></div>
)html",
                label, value);
  };
  const auto text = [](std::string_view value) { return html("<bdi>{}</bdi>", value.empty() ? "–" : value); };
  const auto* language = Locale::find(customer.locale);
  const auto delegate =
      when(!order.delegate.empty(), [&] { return line("May collect", text(order.delegate)); });
  const auto own = when(!order.external_id.empty(), [&] { return line("Own id", text(order.external_id)); });
  const auto edit = when(desk.console.may(Duty::work), [&] {
    return fold(desk,
                {.id = "edit",
                 .summary = "Correct customer or devices",
                 .key = "e",
                 .fields = {"customer_name", "customer_email", "customer_phone", "device_0_kind",
                            "device_0_problem"}},
                edit_form(desk));
  });
  return html(
      R"html(<section class="panel" id="customer" aria-labelledby="customer-h">
<h2 id="customer-h">Customer</h2>
<dl class="facts">
{}{}{}{}{}{}</dl>
{}</section>
)html",
      line("Name", text(customer.name)),
      line("Telephone", customer.phone.empty() ? text("") : phone_link(customer.phone)),
      line("E-mail", text(customer.email)),
      line("Language", text(customer.locale.empty() || !language ? std::string_view("the shop's")
                                                                 : std::string_view(language->own_name()))),
      delegate, own, edit);
}

}  // namespace views
