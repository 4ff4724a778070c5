#pragma once

#include "views/pages.hpp"

#include <functional>
#include <string>
#include <vector>

// Invented shops, people and repairs in every state that a page can show. Names under example.*, telephone
// numbers from the ranges that are never given out.
namespace samples {

// 2026-11-24 14:05 in London, a Tuesday.
orders::Instant now();
orders::Instant at(int day, int hour, int minute);  // of November 2026, UTC
const orders::Zone& london();

orders::Shop shop();
orders::Location location();
orders::Order order();  // one laptop, received
orders::Quote quote();  // 105.98 + 21.20 = 127.18, deposit 50.00, sent, valid through 4 December
orders::Document terms();

orders::Device& add_device(orders::Order& order, std::string kind, std::string brand, std::string model);
// Moves a device to a status and remembers when, as the rules do.
void move(orders::Order& order, std::size_t device, std::string status, orders::Instant at);

// One state of the page, with all that it needs to be drawn.
struct Story {
  std::string name;
  orders::Shop shop{};
  orders::Location location{};
  orders::Order order{};
  orders::Link link{};
  orders::Standing standing{.access = orders::Access::full};
  std::string path = "/t/0000g40r40m30e209185gr38e1wn8vv";  // empty: a page without forms
  bool pays_online = true;
  bool locked = false;  // asks for digits of the telephone first
};
std::vector<Story> stories();
Story story(const std::string& name);

views::OrderView view_of(const Story& story);
views::PageAssets assets();
views::Page draw(const Story& story, const views::Locale& locale);

// Pages that are not an order's, by name.
struct Notice {
  std::string name;
  std::function<std::string(const views::Locale&)> draw;
};
std::vector<Notice> notices();
// Pages below an order's: to read, to confirm, refused, done.
std::vector<Notice> act_pages();

}  // namespace samples
