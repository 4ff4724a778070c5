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

}  // namespace server
