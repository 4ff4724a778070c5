#pragma once

#include "server/http/router.hpp"

#include <span>
#include <string_view>

// Every handler of the customers' pages; the table in routes.cpp says where each stands.
namespace server {

using Captures = std::span<const std::string_view>;

Task<Response> show_order(Services&, const Request&, Captures);
Task<Response> send_entry_code(Services&, const Request&, Captures);
Task<Response> enter(Services&, const Request&, Captures);
Task<Response> watch_order(Services&, const Request&, Captures);
Task<Response> confirm_decision(Services&, const Request&, Captures);
Task<Response> decide(Services&, const Request&, Captures);
Task<Response> undo_decision(Services&, const Request&, Captures);
Task<Response> show_document(Services&, const Request&, Captures);
Task<Response> sign_document(Services&, const Request&, Captures);
Task<Response> start_payment(Services&, const Request&, Captures);
Task<Response> show_paid(Services&, const Request&, Captures);
Task<Response> send_message(Services&, const Request&, Captures);
Task<Response> send_attachment(Services&, const Request&, Captures);
Task<Response> note_seen(Services&, const Request&, Captures);
Task<Response> show_link(Services&, const Request&, Captures);
Task<Response> share_link(Services&, const Request&, Captures);
Task<Response> rotate_link(Services&, const Request&, Captures);
Task<Response> resend_link(Services&, const Request&, Captures);
Task<Response> show_collect(Services&, const Request&, Captures);
Task<Response> name_delegate(Services&, const Request&, Captures);
Task<Response> send_calendar(Services&, const Request&, Captures);
Task<Response> hear_stripe(Services&, const Request&, Captures);
Task<Response> hear_paypal(Services&, const Request&, Captures);
Task<Response> hear_twilio_status(Services&, const Request&, Captures);
Task<Response> hear_twilio_message(Services&, const Request&, Captures);
Task<Response> ask_unsubscribe(Services&, const Request&, Captures);
Task<Response> unsubscribe(Services&, const Request&, Captures);
Task<Response> show_example(Services&, const Request&, Captures);
Task<Response> send_quote_pdf(Services&, const Request&, Captures);
Task<Response> send_receipt_pdf(Services&, const Request&, Captures);
Task<Response> send_receipt(Services&, const Request&, Captures);
Task<Response> send_certificate(Services&, const Request&, Captures);
Task<Response> send_seal_keys(Services&, const Request&, Captures);
Task<Response> show_front(Services&, const Request&, Captures);
Task<Response> send_asset(Services&, const Request&, Captures);
Task<Response> send_robots(Services&, const Request&, Captures);
Task<Response> send_icon(Services&, const Request&, Captures);

}  // namespace server
