#pragma once

#include "views/frame.hpp"

namespace views {

// The parts of the customer's page, in the order in which they are read. Each is empty when it has nothing to
// say.

std::string headline(const OrderView& view, const Locale& locale);  // the state in one sentence
Html hero(const OrderView& view, const Locale& locale);  // headline, promise, the one thing to do next
Html next_step(const OrderView& view, const Locale& locale);
Html timelines(const OrderView& view, const Locale& locale);
Html notes(const OrderView& view, const Locale& locale);
Html quote_section(const OrderView& view, const Locale& locale);
Html documents(const OrderView& view, const Locale& locale);
Html payments(const OrderView& view, const Locale& locale);
Html messages(const OrderView& view, const Locale& locale);
Html order_details(const OrderView& view, const Locale& locale);

// Of the quote: the way to answer it, the way to take an answer back while there is one, and what was
// answered.
Html decision_form(const OrderView& view, const orders::Quote& quote, const Locale& locale);
Html undo_form(const OrderView& view, const orders::Quote& quote, const Locale& locale);
Html decision_receipt(const OrderView& view, const orders::Quote& quote, const Locale& locale);

// The one thing that is asked of the customer now, most pressing first. Only its button is filled.
enum class Asked { nothing, answer, new_quote, sign, pay_deposit, collect, pay_rest };
Asked asked(const OrderView& view);

// The signature under exactly these bytes of a document, or nullptr.
const orders::Signature* signature_of(const orders::Order& order, const orders::Document& document);
// The documents that count: of each purpose and title the latest version, and older ones that were signed.
std::vector<const orders::Document*> documents_in_force(const orders::Order& order);

std::string step_name(orders::Step step, const Locale& locale);
ShopContact contact_of(const OrderView& view);

}  // namespace views
