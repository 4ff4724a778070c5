#pragma once

#include "server/api/call.hpp"

// Every handler of the API; the table in routes.cpp says where each stands and who may call it.
namespace server {

Task<Response> api_list_orders(Call&);
Task<Response> api_list_customers(Call&);
Task<Response> api_add_order(Call&);
Task<Response> api_show_order(Call&);
Task<Response> api_edit_order(Call&);
Task<Response> api_show_external_order(Call&);
Task<Response> api_put_order(Call&);
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

Task<Response> api_show_shop(Call&);
Task<Response> api_edit_shop(Call&);
Task<Response> api_put_shop_logo(Call&);
Task<Response> api_list_locations(Call&);
Task<Response> api_add_location(Call&);
Task<Response> api_show_location(Call&);
Task<Response> api_edit_location(Call&);
Task<Response> api_put_location_logo(Call&);
Task<Response> api_list_staff(Call&);
Task<Response> api_add_staff(Call&);
Task<Response> api_show_staff(Call&);
Task<Response> api_edit_staff(Call&);
Task<Response> api_list_keys(Call&);
Task<Response> api_add_key(Call&);
Task<Response> api_revoke_key(Call&);
Task<Response> api_list_templates(Call&);
Task<Response> api_put_template(Call&);
Task<Response> api_drop_template(Call&);
Task<Response> api_list_terms(Call&);
Task<Response> api_add_terms(Call&);
Task<Response> api_show_terms(Call&);
Task<Response> api_edit_terms(Call&);
Task<Response> api_show_notifications(Call&);
Task<Response> api_edit_notifications(Call&);
Task<Response> api_list_notices(Call&);
Task<Response> api_retry_notice(Call&);

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
