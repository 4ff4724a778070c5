#pragma once

#include "orders/command.hpp"
#include "orders/link.hpp"
#include "orders/notify.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {

using LinkKey = std::array<std::uint8_t, 32>;
using OperationId = orders::Uuid;  // the same id again answers the same result and writes nothing

// What was put before a person when they acted; part of the evidence.
struct Intent {
  std::string button_text = {};         // in the language of the page
  std::string statement_sha256 = {};    // of the sentence that was confirmed
  std::vector<std::string> boxes = {};  // names of the boxes ticked
  std::optional<orders::Instant> rendered_at = {};
  std::string action_id = {};  // its operation, not the sealed form field
};

// Who acted, as far as it can be told. Kept sealed beside the chain, which holds a salted commitment to it.
struct Person {
  std::string accept_language = {}, contact = {}, ip = {}, ip_source = {}, typed_name = {}, user_agent = {};
  std::optional<orders::Strokes> strokes = {};
};

using Route = orders::Route;

// Something to tell somebody, without its words: these, and the address, are found when it is sent.
struct Notice {
  orders::NoticeId id{};
  orders::ShopId shop{};
  std::optional<orders::OrderId> order = {};
  orders::Topic topic = orders::Topic::confirmation;
  Route route = Route::email;
  std::optional<orders::StaffId> staff = {};  // to whom; nullopt: the order's customer
  std::string key = {};  // told once for order, staff, route and key; empty: as often as it is queued
  std::optional<orders::LinkUid> link = {};   // the one it brings
  std::optional<orders::EventId> event = {};  // that it tells of; of an act's notice the store fills it in
  orders::Instant created_at{};
  orders::Instant due_at{};
  int attempts = 0;
};

// Who acts behind which link, when, and under what rule about the link's life.
struct Behind {
  LinkKey key{};
  orders::LinkPolicy policy{};
  OperationId operation{};
  Intent intent{};
  Person person{};
};

// An act of a customer: the command is applied only if the link is open and has the power, all judged inside
// the transaction.
struct CustomerAct {
  Behind behind{};
  orders::Power power = orders::Power::decide;
  orders::Command command{};
  orders::Context context{};
  std::string drawing_png_sha256 = {};  // of the picture that the server drew of the strokes
  std::vector<Notice> notices = {};     // queued when the act changed something
};

}  // namespace store
