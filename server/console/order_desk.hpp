#pragma once

#include "server/console/desk.hpp"
#include "views/console/order_page.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

// One order at the console: the page, and the forms below its address.

// How the page is to be shown beside its plain form.
struct Showing {
  views::Retry retry = {};
  std::string conflict = {};  // why nothing was done
  std::size_t seen = 0;       // beside a conflict: how many events were shown when the form was
  int status = 200;
};
Task<Response> show_order(Services& services, const Desk& desk, const orders::Order& order, Showing how);

// A form about an order that the desk sees.
struct OrderPost {
  Posted posted;
  orders::Order order;
  // Of the page's operation and all that was sent: a double submit is one, another text typed after going
  // back is another.
  store::OperationId operation{};
  std::size_t seen = 0;  // how many events the page had

  const Desk& desk() const { return posted.desk; }
  std::string text(std::string_view name) const { return posted.text(name); }
  bool ticked(std::string_view name) const { return posted.ticked(name); }
  // What was typed, for showing it again.
  views::Retry retry() const;
};
Task<std::variant<OrderPost, Response>> open_order_post(Services& services, const Request& request,
                                                        std::string_view order,
                                                        orders::Duty duty = orders::Duty::work);

// The fields of a rule as the page's form calls them.
using FieldNames = std::vector<std::pair<std::string, std::string>>;
inline const FieldNames same_names{};

views::Faults one_fault(std::string field, std::string text);
// The form again with its faults, 422.
Task<Response> ask_again(Services& services, const OrderPost& post, views::Faults faults);
// What a rule refused: 422 with what was typed, 409 with what changed meanwhile, 404.
Task<Response> not_done(Services& services, const OrderPost& post, const orders::Refusal& refusal,
                        const FieldNames& names = same_names);
// Applies the command and leads back to the part of the page with that id, or says why not.
Task<Response> do_to_order(Services& services, const OrderPost& post, orders::Command command,
                           std::string_view part, const FieldNames& names = same_names);
// The clock of the order's location.
orders::Zone zone_at(const Desk& desk, const orders::Order& order);
Response back_to_order(const OrderPost& post, std::string_view part);

}  // namespace server
