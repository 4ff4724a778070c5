#pragma once

#include "tests/store/sample.hpp"

namespace test {

// One of each kind in which nothing is as it would be by itself.

inline orders::Order full_order() {
  using namespace orders;
  Order order{.id = fresh<OrderId>(), .shop = fresh<ShopId>(), .location = fresh<LocationId>()};
  order.number = "R-1001";
  order.external_id = "till-7";
  order.customer = {"Amelie Okafor", "amelie@customer.example", "+441632960201", "cy"};
  order.devices = {{.id = fresh<DeviceId>(),
                    .kind = "Laptop",
                    .brand = "Fernweh",
                    .model = "Nine",
                    .serial = "SN1",
                    .problem = std::string("Does\0not start", 14),
                    .status = "repairing",
                    .public_status = "diagnosing",
                    .status_at = now + 1h}};
  order.promised_at = now + 24h;
  order.promise_reason = "a part is late";
  order.on_hold = order.cancelled = true;
  order.ended_at = now + 2h;
  order.created_at = now - 3h;
  order.updated_at = now;
  order.version = 70'000;
  order.events = {{.id = fresh<EventId>(),
                   .kind = EventKind::edited,
                   .at = now,
                   .device = order.devices[0].id,
                   .status = "repairing",
                   .note = std::string(300, 'n'),
                   .visible = true,
                   .actor = {ActorKind::provider, "stripe"},
                   .subject = tokens::new_uuid(now)},
                  {}};
  const QuoteLine line{.id = fresh<QuoteLineId>(),
                       .description = "Screen",
                       .quantity = {2500},
                       .unit_price = -8999,
                       .tax_bp = 2000,
                       .kind = LineKind::choice,
                       .group = "screen",
                       .approved = true};
  order.quotes = {
      {.id = fresh<QuoteId>(),
       .round = 3,
       .state = QuoteState::withdrawn,
       .currency = *Currency::of("KWD"),
       .tax_included = true,
       .lines = {line, {}},
       .deposit = 500,
       .valid_until = std::chrono::year{2026} / 4 / 30,
       .expires_at = now + 48h,
       .created_at = now,
       .sent_at = now + 1min,
       .decision = Decision{true, now, DecisionMethod::pre_authorised, "Amelie", "because", "call"},
       .sha256 = std::string(64, 'a'),
       .extended_until = std::chrono::year{2026} / 5 / 31}};
  order.documents = {{.id = fresh<DocumentId>(),
                      .purpose = Purpose::collection,
                      .title = "Terms",
                      .body = "Be *kind*",
                      .sha256 = std::string(64, 'b'),
                      .version = 2,
                      .created_at = now}};
  order.signatures = {{.id = fresh<SignatureId>(),
                       .document = order.documents[0].id,
                       .document_sha256 = std::string(64, 'b'),
                       .name = "Amelie",
                       .drawn = true,
                       .signed_at = now,
                       .locale = "ar"}};
  order.payments = {{.id = fresh<PaymentId>(),
                     .kind = PaymentKind::refund_failed,
                     .amount = {1200, *Currency::of("JPY")},
                     .method = "card",
                     .reference = "x",
                     .received_at = now,
                     .provider = "stripe",
                     .provider_object = "pi_1"}};
  order.messages = {{.id = fresh<MessageId>(),
                     .from = {ActorKind::customer, "c"},
                     .name = "Amelie",
                     .text = "Hello",
                     .at = now,
                     .attachments = {{.id = fresh<AttachmentId>(),
                                      .name = "crack.jpg",
                                      .media_type = "image/jpeg",
                                      .bytes = 5'000'000'000,
                                      .sha256 = std::string(64, 'c'),
                                      .width = 640,
                                      .height = 480}}}};
  order.pre_authorised = PreAuthorisation{{6000, *Currency::of("EUR")}, "Amelie", "slip", now};
  order.delegate = "Bo";
  return order;
}

inline orders::Link full_link() {
  auto link = test::link(full_order(), orders::Channel::share).link;
  link.label = "till";
  link.rights = {false, false, false, false, false};
  link.revoked_at = now;
  link.version = 2;
  return link;
}

inline const orders::Branding brand{"#0a7d4f", orders::Logo{std::string(64, 'a'), "image/png", 120, 60},
                                    "Hello"};

inline orders::Shop full_shop() {
  auto shop = test::shop("harbour");
  shop.locale = "cy";
  shop.currency = *orders::Currency::of("JPY");
  shop.branding = brand;
  shop.decline_needs_reason = true;
  shop.portal_enabled = false;
  shop.portal_redirect = "https://harbour.example/";
  shop.entry = orders::Entry::login;
  shop.link_max_days = 7;
  shop.receipt_days = 8;
  shop.tax_rates = {{"VAT", 2000}, {"none", 0}};
  shop.version = 3;
  return shop;
}

inline orders::Location full_location() {
  auto location = test::location(full_shop(), "quayside");
  location.contact = {
      "+441632960123", "hello@harbour.example", "https://harbour.example/", {"1 Quay", "Sea"}};
  std::string error;
  location.hours =
      *orders::parse_hours("mon-fri 09:00-12:00,13:00-17:30; 2026-12-26 closed Boxing Day", error);
  location.zone = "Asia/Tokyo";
  location.branding = brand;
  location.version = 4;
  return location;
}

}  // namespace test
