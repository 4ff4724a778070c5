#include "server/routes.hpp"

#include "server/api/handlers.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t api_body = 256 * 1024;
constexpr std::size_t upload_body = 32 * 1024 * 1024;  // three photos of a modern phone

constexpr std::array table{
    Route{Method::post, "/api/v1/orders", api_body, api_add_order},
    Route{Method::get, "/api/v1/orders/{}", 0, api_show_order},
    Route{Method::post, "/api/v1/orders/{}/stage", api_body, api_set_stage},
    Route{Method::post, "/api/v1/orders/{}/devices/{}/status", api_body, api_set_device_status},
    Route{Method::post, "/api/v1/orders/{}/quotes", api_body, api_make_quote},
    Route{Method::post, "/api/v1/orders/{}/quotes/{}/send", api_body, api_change_quote},
    Route{Method::post, "/api/v1/orders/{}/quotes/{}/withdraw", api_body, api_change_quote},
    Route{Method::post, "/api/v1/orders/{}/quotes/{}/extend", api_body, api_change_quote},
    Route{Method::post, "/api/v1/orders/{}/quotes/{}/decision", api_body, api_change_quote},
    Route{Method::post, "/api/v1/orders/{}/documents", api_body, api_add_document},
    Route{Method::post, "/api/v1/orders/{}/payments", api_body, api_record_payment},
    Route{Method::post, "/api/v1/orders/{}/pre-authorisation", api_body, api_pre_authorise},
    Route{Method::post, "/api/v1/orders/{}/messages", api_body, api_send_message},
    Route{Method::get, "/api/v1/orders/{}/messages", 0, api_show_messages},
    Route{Method::post, "/api/v1/orders/{}/attachments", upload_body, api_add_attachments},
    Route{Method::get, "/api/v1/orders/{}/attachments/{}", 0, api_send_attachment},
    Route{Method::post, "/api/v1/orders/{}/collect", api_body, api_collect},
    Route{Method::post, "/api/v1/orders/{}/links", api_body, api_add_link},
    Route{Method::post, "/api/v1/orders/{}/links/rotate", api_body, api_rotate_links},
    Route{Method::get, "/api/v1/orders/{}/evidence", 0, api_show_evidence},
    Route{Method::post, "/api/v1/links/{}/copy", api_body, api_copy_link},
    Route{Method::del, "/api/v1/links/{}", 0, api_revoke_link},
};

}  // namespace

std::span<const Route> api_routes() { return table; }

}  // namespace server
