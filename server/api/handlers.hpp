#pragma once

#include "server/http/router.hpp"

#include <span>
#include <string_view>

// Every handler of the API; the table in routes.cpp says where each stands.
namespace server {

using Captures = std::span<const std::string_view>;

Task<Response> api_add_order(Services&, const Request&, Captures);
Task<Response> api_show_order(Services&, const Request&, Captures);
Task<Response> api_set_stage(Services&, const Request&, Captures);
Task<Response> api_set_device_status(Services&, const Request&, Captures);
Task<Response> api_make_quote(Services&, const Request&, Captures);
Task<Response> api_change_quote(Services&, const Request&, Captures);  // by the last segment of the path
Task<Response> api_add_document(Services&, const Request&, Captures);
Task<Response> api_record_payment(Services&, const Request&, Captures);
Task<Response> api_pre_authorise(Services&, const Request&, Captures);
Task<Response> api_send_message(Services&, const Request&, Captures);
Task<Response> api_show_messages(Services&, const Request&, Captures);
Task<Response> api_add_attachments(Services&, const Request&, Captures);
Task<Response> api_send_attachment(Services&, const Request&, Captures);
Task<Response> api_collect(Services&, const Request&, Captures);
Task<Response> api_add_link(Services&, const Request&, Captures);
Task<Response> api_rotate_links(Services&, const Request&, Captures);
Task<Response> api_copy_link(Services&, const Request&, Captures);
Task<Response> api_revoke_link(Services&, const Request&, Captures);
Task<Response> api_show_evidence(Services&, const Request&, Captures);

}  // namespace server
