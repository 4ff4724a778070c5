#pragma once

#include "orders/link.hpp"
#include "orders/order.hpp"
#include "orders/shop.hpp"
#include "views/assets.hpp"
#include "views/locale.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace views {

// A finished page and the instant from which it would read differently, such as closing time or the link's
// end.
struct Page {
  std::string html = {};
  std::optional<orders::Instant> reads_until = {};
};

struct EntryForm;

// What a customer's page is made of. References live as long as the call.
struct OrderView {
  const orders::Shop& shop;
  const orders::Location& location;
  const orders::Order& order;
  const orders::Link& link;
  const orders::Standing& standing;  // full or receipt
  const orders::Zone& zone;          // the location's
  orders::Instant now;
  std::string_view path = {};           // of the page, "/t/<code>"; empty where no form is to be shown
  bool pays_online = false;             // a payment provider is set up
  std::chrono::minutes undo_window{0};  // how long a decision can be taken back
  const EntryForm* entry = nullptr;     // what is asked before more is shown
};

// The page behind a link: where the order stands, when it is ready, what is asked of the customer.
Page order_page(const OrderView& view, const Locale& locale, const PageAssets& assets);

// Whose telephone an error page ends with.
struct ShopContact {
  const orders::Shop& shop;
  const orders::Location& location;
  const orders::Zone& zone;
  orders::Instant now;
};

// 410: the link has ended; the shop's contact, nothing of the order. `resend` is where a new link can be
// asked for, empty where none is offered.
std::string ended_page(const ShopContact& contact, std::string_view resend, const Locale& locale,
                       const PageAssets& assets);
// 404: one text for every unknown code. `contact` is the only shop of an installation, never the order's.
std::string unknown_page(const ShopContact* contact, const Locale& locale, const PageAssets& assets);
// 200 or 503: the shop has switched its portal off.
std::string switched_off_page(const ShopContact& contact, const Locale& locale, const PageAssets& assets);
// GET /: what this is.
std::string front_page(const ShopContact* contact, const Locale& locale, const PageAssets& assets);

enum class Trouble {
  bad_request,        // 400 and its kin: the address or the request could not be read
  wrong_method,       // 405
  too_many_requests,  // 429
  unavailable,        // 503: nothing was lost, try again
  internal            // 500: shows the request id only
};
std::string trouble_page(Trouble trouble, std::string_view request_id, const ShopContact* contact,
                         const Locale& locale, const PageAssets& assets);

}  // namespace views
