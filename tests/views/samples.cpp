#include "tests/views/samples.hpp"

#include "views/entry_page.hpp"
#include "views/zone.hpp"

#include <stdexcept>

namespace samples {
namespace {

using namespace orders;
using namespace std::chrono;

Uuid uuid(std::uint8_t kind, std::uint8_t n) {
  Uuid made{};
  made[0] = kind;
  made[15] = n;
  return made;
}

Money pounds(std::int64_t pence) { return {pence, *Currency::of("GBP")}; }

QuoteLine line(std::uint8_t n, std::string description, std::int64_t price,
               LineKind kind = LineKind::required) {
  return {.id = {uuid(4, n)},
          .description = std::move(description),
          .unit_price = price,
          .tax_bp = 2000,
          .kind = kind};
}

void decide(Quote& quote, bool approved, Instant when) {
  quote.state = approved ? QuoteState::approved : QuoteState::declined;
  for (auto& each : quote.lines) each.approved = approved;
  quote.decision =
      Decision{.approved = approved, .at = when, .method = DecisionMethod::phone, .name = "Ana Ruiz"};
}

Payment paid(std::uint8_t n, PaymentKind kind, std::int64_t pence, std::string method, Instant when) {
  return {.id = {uuid(6, n)},
          .kind = kind,
          .amount = pounds(pence),
          .method = std::move(method),
          .received_at = when};
}

void note(Order& order, std::string text, Instant when) {
  const auto n = static_cast<std::uint8_t>(order.events.size());
  order.events.push_back(
      {.id = {uuid(5, n)}, .kind = EventKind::note, .at = when, .note = std::move(text), .visible = true});
}

Message message(std::uint8_t n, ActorKind from, std::string text, Instant when) {
  return {
      .id = {uuid(10, n)}, .from = {.kind = from}, .name = "Ana Ruiz", .text = std::move(text), .at = when};
}

Attachment attachment(std::uint8_t n, std::string name, std::int64_t bytes, int width) {
  return {
      .id = {uuid(11, n)}, .name = std::move(name), .bytes = bytes, .width = width, .height = width * 3 / 4};
}

Signature signature(const Document& document) {
  return {.id = {uuid(8, 1)},
          .document = document.id,
          .document_sha256 = document.sha256,
          .name = "Ana Ruiz",
          .drawn = true,
          .signed_at = at(21, 10, 12)};
}

// Everything a page can hold at once: the fullest page, by which size is judged.
Order full_order() {
  auto order = samples::order();
  order.promised_at = at(27, 17, 30);
  order.promise_reason = "The new screen comes a day later.";
  move(order, 0, "diagnosing", at(21, 11, 0));
  move(order, 0, "awaiting_authorisation", at(23, 16, 20));
  note(order, "Your data stays on the machine; nobody looks at it.", at(21, 11, 5));
  note(order, "We opened the case: the screen cable is torn, the board is fine.", at(23, 15, 40));
  auto offered = quote();
  offered.lines.push_back(line(3, "Clean the fan and the keyboard", 1500, LineKind::optional));
  order.quotes = {offered};
  order.documents = {terms()};
  order.payments = {paid(1, PaymentKind::deposit, 5000, "card", at(21, 10, 15))};
  order.messages = {
      message(1, ActorKind::customer, "The cracks are at the hinge, see the picture.", at(22, 18, 30)),
      message(2, ActorKind::staff, "Thank you, that helps. The frame is whole.", at(23, 9, 5))};
  order.messages[0].attachments = {attachment(1, "hinge.jpg", 2'340'000, 2560),
                                   attachment(2, "invoice 2024.pdf", 81'300, 0)};
  return order;
}

Story base(std::string name, Order order) {
  Story made{.name = std::move(name), .shop = shop(), .location = location(), .order = std::move(order)};
  made.link.channel = Channel::sms;
  made.link.issued_at = at(20, 9, 30);
  return made;
}

}  // namespace

Instant at(int day, int hour, int minute) {
  return sys_days{year{2026} / 11 / day} + hours{hour} + minutes{minute};
}
Instant now() { return at(24, 14, 5); }

const Zone& london() {
  static const auto zone = *views::load_zone("Europe/London");
  return zone;
}

Shop shop() {
  return {.id = {uuid(1, 1)},
          .slug = "harbour",
          .name = "Harbour Phones & Laptops",
          .branding = {.colour = "#0f5f6e",
                       .message = "Free parking behind the shop.\nWe are closed on 25 and 26 December."}};
}

Location location() {
  Location made{.id = {uuid(2, 1)},
                .shop = {uuid(1, 1)},
                .slug = "quay",
                .name = "Quay Street",
                .contact = {.phone = "+441632960123",
                            .email = "quay@harbour.example",
                            .website = "https://harbour.example/",
                            .address = {"12 Quay Street", "Harbourton", "HB1 2QS"}}};
  std::string error;
  made.hours = *parse_hours(
      "mon-fri 09:00-17:30; sat 10:00-13:00, 14:00-16:00; 2026-12-08 12:00-17:30 Stocktaking; "
      "2026-12-25 closed Christmas Day",
      error);
  return made;
}

Device& add_device(Order& order, std::string kind, std::string brand, std::string model) {
  const auto n = static_cast<std::uint8_t>(order.devices.size());
  order.devices.push_back({.id = {uuid(3, n)},
                           .kind = std::move(kind),
                           .brand = std::move(brand),
                           .model = std::move(model),
                           .status = "awaiting_device",
                           .public_status = "awaiting_device",
                           .status_at = at(20, 9, 30)});
  return order.devices.back();
}

void move(Order& order, std::size_t device, std::string status, Instant when) {
  auto& moved = order.devices[device];
  moved.status = moved.public_status = status;
  moved.status_at = when;
  const auto n = static_cast<std::uint8_t>(order.events.size());
  order.events.push_back({.id = {uuid(5, n)},
                          .kind = EventKind::device_status,
                          .at = when,
                          .device = moved.id,
                          .status = std::move(status)});
}

Order order() {
  Order made{.id = {uuid(9, 1)},
             .shop = {uuid(1, 1)},
             .location = {uuid(2, 1)},
             .number = "R-1042",
             .customer = {.name = "Ana Ruiz", .email = "ana.ruiz@customer.example", .phone = "+441632960456"},
             .created_at = at(20, 9, 30),
             .updated_at = at(24, 9, 0),
             .version = 7};
  auto& laptop = add_device(made, "Laptop", "Samsung", "NP750XDA");
  laptop.serial = "SN8H2K4491XK";
  laptop.problem = "The screen flickers and goes dark when the lid moves.";
  move(made, 0, "device_received", at(21, 10, 10));
  return made;
}

Quote quote() {
  return {.id = {uuid(7, 1)},
          .state = QuoteState::sent,
          .currency = *Currency::of("GBP"),
          .lines = {line(1, "Screen, Samsung 15.6 inch", 8999), line(2, "Fitting and test", 1599)},
          .deposit = 5000,
          .valid_until = year{2026} / 12 / 4,
          .expires_at = london().end_of(year{2026} / 12 / 4),
          .created_at = at(23, 16, 0),
          .sent_at = at(23, 16, 20)};
}

Document terms() {
  return {.id = {uuid(8, 1)},
          .purpose = Purpose::repair_authorisation,
          .title = "Repair terms",
          .body =
              "# Repair terms\n\nWe repair what the quote names and **nothing else**.\n\n1. Back up your "
              "data before you "
              "hand the device in.\n2. Parts come with a guarantee of twelve months.\n\nQuestions: [our site]"
              "(https://harbour.example/terms).\n",
          .sha256 = std::string(64, 'a'),
          .created_at = at(20, 9, 30)};
}

std::vector<Story> stories() {
  std::vector<Story> all;
  all.push_back(base("full", full_order()));

  auto created = samples::order();
  created.events.clear();
  created.devices[0].status = created.devices[0].public_status = "awaiting_device";
  all.push_back(base("created", created));
  all.push_back(base("received", samples::order()));

  auto sign = samples::order();
  sign.documents = {terms()};
  all.push_back(base("to-sign", sign));

  auto repairing = full_order();
  decide(repairing.quotes[0], true, at(24, 9, 0));
  repairing.documents.clear();
  move(repairing, 0, "repairing", at(24, 9, 30));
  all.push_back(base("repairing", repairing));

  auto answered = full_order();
  answered.messages.clear();
  answered.documents.clear();
  answered.payments.clear();
  decide(answered.quotes[0], true, at(24, 13, 50));
  answered.quotes[0].lines.back().approved = false;
  answered.quotes[0].state = QuoteState::partially_approved;
  answered.quotes[0].decision->method = DecisionMethod::link;
  answered.events.push_back({.id = {uuid(5, 90)},
                             .kind = EventKind::quote_decided,
                             .at = at(24, 13, 50),
                             .subject = answered.quotes[0].id.uuid});
  all.push_back(base("answered", answered));

  auto options = full_order();
  auto& lines = options.quotes[0].lines;
  lines.push_back(line(4, "Battery, original part", 6999, LineKind::choice));
  lines.push_back(line(5, "Battery, compatible part", 4499, LineKind::choice));
  lines[3].group = lines[4].group = "Battery";
  options.documents[0].version = 2;
  all.push_back(base("options", options));
  all.push_back(base("no-forms", options));
  all.back().path.clear();

  auto late = repairing;
  late.promised_at = at(23, 17, 0);
  all.push_back(base("late", late));

  auto expired = full_order();
  expired.quotes[0].expires_at = at(24, 0, 0);
  expired.quotes[0].valid_until = year{2026} / 11 / 23;
  all.push_back(base("quote-expired", expired));

  auto declined = full_order();
  decide(declined.quotes[0], false, at(24, 9, 0));
  move(declined, 0, "rejected", at(24, 9, 30));
  all.push_back(base("declined", declined));

  auto ready = repairing;
  ready.documents = {terms()};
  ready.signatures = {signature(terms())};
  move(ready, 0, "repaired_ready", at(24, 13, 10));
  all.push_back(base("ready", ready));

  auto settled = ready;
  settled.payments.push_back(paid(2, PaymentKind::final, 9518, "cash", at(24, 13, 30)));
  settled.payments.push_back(paid(3, PaymentKind::refund, 200, "cash", at(24, 13, 40)));
  settled.payments.push_back(paid(4, PaymentKind::final, 200, "bank_transfer", at(24, 13, 50)));
  all.push_back(base("ready-paid", settled));

  auto disputed = settled;
  disputed.payments.push_back(paid(5, PaymentKind::dispute, 5000, "stripe", at(24, 13, 55)));
  all.push_back(base("disputed", disputed));

  auto collected = settled;
  move(collected, 0, "collected", at(24, 13, 59));
  collected.ended_at = at(24, 13, 59);
  all.push_back(base("receipt", collected));
  all.back().standing = {.access = Access::receipt, .ending = Ending::completed, .until = at(27, 13, 59)};

  auto several = samples::order();
  add_device(several, "Phone", "Apple", "iPhone 13").serial = "F2LW48ZZ3344";
  add_device(several, "Printer", "Brother", "");
  move(several, 1, "device_received", at(21, 10, 10));
  move(several, 1, "repairing", at(22, 9, 0));
  move(several, 1, "repaired_ready", at(24, 11, 0));
  several.promised_at = at(27, 17, 30);
  all.push_back(base("several", several));

  auto paused = samples::order();
  paused.on_hold = true;
  all.push_back(base("on-hold", paused));

  auto cancelled = samples::order();
  cancelled.cancelled = true;
  cancelled.ended_at = at(24, 9, 0);
  all.push_back(base("cancelled", cancelled));
  all.back().standing = {.access = Access::receipt, .ending = Ending::cancelled, .until = at(27, 9, 0)};

  all.push_back(base("share", full_order()));
  all.back().link.channel = Channel::share;
  all.back().link.rights = default_rights(Channel::share);

  all.push_back(all.back());
  all.back().name = "entry-recheck";
  all.back().link.channel = Channel::email;
  all.back().locked = true;

  // What real data does to a layout: long words, no contact, a bright colour, right to left in the middle.
  auto hard = full_order();
  hard.number = "WX-2026-00000000123456789";
  hard.devices[0] = {.id = hard.devices[0].id,
                     .kind = "Waschmaschinensteuerungselektronik",
                     .brand = "Unknown",
                     .problem = "<script>alert(1)</script> & \"quotes\" لا يعمل",
                     .status = "awaiting_authorisation",
                     .public_status = "awaiting_authorisation"};
  hard.quotes[0].lines[0].description =
      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  hard.quotes[0].lines[0].unit_price = 123456789;
  all.push_back(base("hard", hard));
  all.back().shop.branding.colour = "#ffcc00";
  all.back().location.contact = {};
  all.back().location.hours = {};
  return all;
}

Story story(const std::string& name) {
  for (auto& each : stories())
    if (each.name == name) return each;
  throw std::out_of_range("no story " + name);
}

views::PageAssets assets() {
  return {.stylesheet = views::Url::local("/a/page.css"),
          .script = views::Url::local("/a/page.js"),
          .icon = views::Url::local("/a/icon.svg"),
          .pad_script = views::Url::local("/a/sign.js"),
          .public_url = "https://track.example"};
}

views::OrderView view_of(const Story& story) {
  return {.shop = story.shop,
          .location = story.location,
          .order = story.order,
          .link = story.link,
          .standing = story.standing,
          .zone = london(),
          .now = now(),
          .path = story.path,
          .pays_online = story.pays_online,
          .undo_window = minutes{60}};
}

views::Page draw(const Story& story, const views::Locale& locale) {
  auto linked = assets();
  if (story.name == "hard") linked.stylesheet = views::Url::local("/a/yellow.css");
  auto view = view_of(story);
  const views::EntryForm asked{.asks = views::EntryForm::Asks::digits, .path = story.path};
  if (story.locked) view.entry = &asked;
  return order_page(view, locale, linked);
}

}  // namespace samples
