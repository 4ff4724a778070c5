#include "views/console/order_parts.hpp"
#include "views/words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace views {
namespace {

using orders::Duty;
using orders::Stage;

constexpr Stage steps[] = {Stage::created, Stage::received, Stage::in_progress, Stage::ready,
                           Stage::collected};

Html contact(const OrderDesk& desk) {
  const auto& customer = desk.order.customer;
  const auto phone = when(!customer.phone.empty(), [&] { return html(" · {}", phone_link(customer.phone)); });
  const auto mail = maybe(Url::mailto(customer.email), [&](const Url& to) {
    return html(R"html( · <a href="{}">{}</a>)html", to, customer.email);
  });
  return html(R"html(<p class="who"><strong><bdi>{}</bdi></strong>{}{}</p>
)html",
              customer.name, phone, mail);
}

std::string devices_in_words(const OrderDesk& desk) {
  const auto& devices = desk.order.devices;
  auto text = device_in_full(devices.front(), desk.locale);
  if (devices.size() > 1) text += fmt::format(" +{}", devices.size() - 1);
  return text;
}

// The steps as one row: where it stands is marked, the others are buttons that set the stage.
Html stage_row(const OrderDesk& desk, Stage now) {
  const auto marked = now == Stage::on_hold ? stage_of(step(desk.order, desk.statuses)) : now;
  const auto here = std::ranges::find(steps, marked);
  return each(steps, [&](const Stage& stage) {
    if (stage == marked && now != Stage::on_hold)
      return html(R"html(<li aria-current="step"><span>{}</span></li>
)html",
                  stage_word(stage));
    const bool is_next = now == Stage::on_hold ? stage == marked : here + 1 == &stage;
    if (is_next)
      return html(R"html(<li><button type="submit" id="next-stage" name="stage" value="{}">{}</button></li>
)html",
                  name(stage), stage_word(stage));
    return html(R"html(<li><button type="submit" name="stage" value="{}">{}</button></li>
)html",
                name(stage), stage_word(stage));
  });
}

Html stage_note(const OrderDesk& desk) {
  return fold(desk, {.id = "stage-note", .summary = "With a note", .fields = {"stage_note"}},
              html("{}{}", order_text(desk, {.label = "Note to this change", .name = "stage_note"}, 2),
                   public_tick(desk, "stage_public")));
}

Html stage_form(const OrderDesk& desk, Stage now) {
  const auto hold =
      when(now != Stage::on_hold, [&] { return press_for("stage", name(Stage::on_hold), "Put on hold"); });
  const auto cancel = when(desk.console.may(Duty::manage), [&] {
    return press_for("stage", name(Stage::cancelled), "Cancel order", Weight::danger);
  });
  return order_form(
      desk, "/stage",
      html(
          R"html({}<p class="label" id="stage-h">Stage <a href="#next-stage" class="key" data-key="s" data-key-label="To the next stage" data-to="next-stage" aria-label="To the next stage"><kbd>s</kbd></a></p>
<div role="group" aria-labelledby="stage-h"><ol class="steps-row">
{}</ol></div>
<div class="actions">{}{}{}</div>
)html",
          no_default(), stage_row(desk, now), stage_note(desk), hold, cancel));
}

Html reopen_form(const OrderDesk& desk) {
  const auto how = each(std::initializer_list{Stage::received, Stage::in_progress, Stage::ready},
                        [](Stage stage) { return press_for("stage", name(stage), stage_word(stage)); });
  return order_form(desk, "/stage",
                    html(R"html(<p class="quiet">Reopening makes its links work again.</p>
<div class="actions"><span>Reopen as</span>{}</div>
{}
)html",
                         how, stage_note(desk)));
}

Html moves(const OrderDesk& desk, Stage now) {
  if (!desk.order.ended_at) return when(desk.console.may(Duty::work), [&] { return stage_form(desk, now); });
  if (desk.console.may(Duty::manage)) return reopen_form(desk);
  return html(R"html(<p class="quiet">The order has ended. A manager can reopen it.</p>
)html");
}

std::string local_input(const OrderDesk& desk, orders::Instant when) {
  const auto local = desk.console.zone.local(when);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.time_of_day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", static_cast<int>(local.date.year()),
                     static_cast<unsigned>(local.date.month()), static_cast<unsigned>(local.date.day()),
                     minutes / 60, minutes % 60);
}

Html promise(const OrderDesk& desk) {
  const auto& order = desk.order;
  const bool late = order.promised_at && *order.promised_at < desk.console.now && !order.ended_at &&
                    stage(order, desk.statuses) != Stage::ready;
  const auto when_text = order.promised_at ? desk.locale.date_time(*order.promised_at, desk.console.zone)
                                           : std::string("no date promised");
  const auto overdue = when(late, [] { return html(" {}", chip("Overdue", Tone::warn)); });
  const auto reason = when(!order.promise_reason.empty(), [&] {
    return html(R"html( <span class="quiet">{}</span>)html", order.promise_reason);
  });
  const auto held = order.promised_at ? local_input(desk, *order.promised_at) : std::string{};
  const auto form = when(desk.console.may(Duty::work) && !order.ended_at, [&] {
    const auto fields =
        html("{}{}{}",
             order_field(desk, {.label = "Ready by",
                                .name = "promised_at",
                                .value = held,
                                .type = "datetime-local",
                                .hint = "Empty takes the promise back."}),
             order_field(desk, {.label = "Reason, for the customer", .name = "promise_reason"}),
             press("Move the date"));
    return fold(desk,
                {.id = "promise", .summary = "Move", .key = "d", .fields = {"promised_at", "promise_reason"}},
                order_form(desk, "/promise", fields));
  });
  return html(R"html(<div class="promise"><p><span class="label">Promised</span> {}{}{}</p>
{}</div>
)html",
              when_text, overdue, reason, form);
}

}  // namespace

Html order_head(const OrderDesk& desk) {
  const auto& order = desk.order;
  const auto now = stage(order, desk.statuses);
  const auto mark = html(R"html(<span class="number">{}</span> {})html", order.number,
                         chip(stage_word(now), stage_tone(now)));
  return html(R"html(<header class="order-head" id="head">
<h1>{}</h1>
{}<p class="quiet"><bdi>{}</bdi> · {} · taken in {}</p>
{}{}</header>
)html",
              mark, contact(desk), devices_in_words(desk), desk.location.name,
              short_time(desk, order.created_at), promise(desk), moves(desk, now));
}

std::string order_title(const OrderDesk& desk) {
  return fmt::format("{} · {}", desk.order.number, desk.order.customer.name);
}

}  // namespace views
