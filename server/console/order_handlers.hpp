#pragma once

#include "server/console/desk.hpp"

// Every handler of the page of one order; the table in order_routes.cpp says where each stands.
namespace server {

Task<Response> desk_show_order(Services&, const Request&, Captures);
Task<Response> desk_set_stage(Services&, const Request&, Captures);
Task<Response> desk_set_status(Services&, const Request&, Captures);
Task<Response> desk_set_promise(Services&, const Request&, Captures);
Task<Response> desk_add_note(Services&, const Request&, Captures);
Task<Response> desk_edit_order(Services&, const Request&, Captures);
Task<Response> desk_make_quote(Services&, const Request&, Captures);
Task<Response> desk_change_quote(Services&, const Request&, Captures);  // by the last segment of the path
Task<Response> desk_decide_quote(Services&, const Request&, Captures);
Task<Response> desk_add_document(Services&, const Request&, Captures);
Task<Response> desk_record_payment(Services&, const Request&, Captures);
Task<Response> desk_send_message(Services&, const Request&, Captures);
Task<Response> desk_send_attachment(Services&, const Request&, Captures);
Task<Response> desk_quote_pdf(Services&, const Request&, Captures);
Task<Response> desk_receipt_pdf(Services&, const Request&, Captures);
Task<Response> desk_certificate_pdf(Services&, const Request&, Captures);
Task<Response> desk_evidence_pack(Services&, const Request&, Captures);
Task<Response> desk_copy_link(Services&, const Request&, Captures);
Task<Response> desk_send_link(Services&, const Request&, Captures);
Task<Response> desk_retry_notice(Services&, const Request&, Captures);
Task<Response> desk_new_link(Services&, const Request&, Captures);
Task<Response> desk_revoke_link(Services&, const Request&, Captures);
Task<Response> desk_print_link(Services&, const Request&, Captures);

}  // namespace server
