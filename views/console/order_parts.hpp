#pragma once

#include "views/console/order_page.hpp"

#include <initializer_list>

namespace views {

// The parts of the page of one order, each a section of its own.
Html order_head(const OrderDesk& desk);       // number, customer, where it stands, what it may be moved to
Html order_devices(const OrderDesk& desk);    // each with the moves it may make
Html order_customer(const OrderDesk& desk);   // with the way to correct it
Html order_quotes(const OrderDesk& desk);     // the rounds, and the editor of the next
Html order_documents(const OrderDesk& desk);  // what is to be signed, and the signatures
Html order_payments(const OrderDesk& desk);
Html order_messages(const OrderDesk& desk);
Html order_history(const OrderDesk& desk);  // notes, events, evidence
Html quote_editor(const OrderDesk& desk);
Html quote_decision_form(const OrderDesk& desk, const orders::Quote& quote);
Html link_panel(const OrderDesk& desk);

// --- what they share ---
Url order_url(const OrderDesk& desk, std::string_view rest = {});

// A form that posts below the order's address, with all that every form of the page carries.
Html order_form(const OrderDesk& desk, std::string_view rest, const Html& fields);
// The same for one that brings files.
Html order_file_form(const OrderDesk& desk, std::string_view rest, const Html& fields);

enum class Weight { plain, filled, danger };
Html press(std::string_view said, Weight weight = Weight::plain, std::string_view key = {});
// One of several buttons of a form, which says which it was.
Html press_for(std::string_view name, std::string_view value, std::string_view said,
               Weight weight = Weight::plain);
// First in a form of several buttons: the Enter key then presses none of them.
Html no_default();
Html hidden(std::string_view name, std::string_view value);

// A fold that opens a form in its place; open when what was refused holds one of `fields`.
struct Fold {
  std::string_view id, summary;
  std::string_view key = {};  // that opens it
  std::initializer_list<std::string_view> fields = {};
};
Html fold(const OrderDesk& desk, const Fold& what, const Html& inside);

Html order_field(const OrderDesk& desk, Field field);  // with what was typed, if it was
Html order_text(const OrderDesk& desk, Field field, int rows);
Html order_choice(const OrderDesk& desk, Field field, const std::vector<Choice>& choices);
// "Show this note to the customer"
Html public_tick(const OrderDesk& desk, std::string_view name);

enum class Tone { quiet, busy, good, warn };
Html chip(std::string_view word, Tone tone);
// "11:40", "21 Nov 11:40" or "21 Nov 2025": shorter the nearer, in the location's zone, in full as its title.
Html short_time(const OrderDesk& desk, orders::Instant when);
std::string short_time_text(const OrderDesk& desk, orders::Instant when);
std::string money_text(const OrderDesk& desk, std::int64_t amount, orders::Currency currency);
// As it is typed: "89.99", without a currency.
std::string amount_text(std::int64_t amount, orders::Currency currency);

std::string stage_word(orders::Stage stage);
Tone stage_tone(orders::Stage stage);
std::string quote_state_word(orders::QuoteState state);
Tone quote_state_tone(orders::QuoteState state);
std::string purpose_word(orders::Purpose purpose);
std::string status_label(const OrderDesk& desk, std::string_view status);
// "Ann Chandler", "the customer", "the system"
std::string actor_name(const OrderDesk& desk, const orders::Actor& actor);
std::string event_words(const OrderDesk& desk, const orders::Event& event);

}  // namespace views
