#pragma once

#include "server/api/call.hpp"

// Every handler of the API; the table in routes.cpp says where each stands and who may call it.
namespace server {

Task<Response> api_add_order(Call&);
Task<Response> api_show_order(Call&);
Task<Response> api_set_stage(Call&);
Task<Response> api_set_device_status(Call&);
Task<Response> api_make_quote(Call&);
Task<Response> api_change_quote(Call&);  // by the last segment of the path
Task<Response> api_add_document(Call&);
Task<Response> api_record_payment(Call&);
Task<Response> api_pre_authorise(Call&);
Task<Response> api_send_message(Call&);
Task<Response> api_show_messages(Call&);
Task<Response> api_add_attachments(Call&);
Task<Response> api_send_attachment(Call&);
Task<Response> api_collect(Call&);
Task<Response> api_show_evidence(Call&);

Task<Response> api_add_link(Call&);
Task<Response> api_rotate_links(Call&);
Task<Response> api_copy_link(Call&);
Task<Response> api_revoke_link(Call&);

Task<Response> send_openapi(Services&, const Request&, Captures);  // for whoever asks
Task<Response> api_show_events(Call&);
Task<Response> api_list_webhooks(Call&);
Task<Response> api_add_webhook(Call&);
Task<Response> api_show_webhook(Call&);
Task<Response> api_edit_webhook(Call&);
Task<Response> api_drop_webhook(Call&);
Task<Response> api_test_webhook(Call&);
Task<Response> api_rotate_webhook_secret(Call&);
Task<Response> api_list_deliveries(Call&);
Task<Response> api_redeliver(Call&);

}  // namespace server
