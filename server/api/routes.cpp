#include "server/routes.hpp"

#include "server/api/front.hpp"
#include "server/api/handlers.hpp"

#include <array>

namespace server {

namespace {

using enum orders::Duty;

constexpr std::size_t api_body = 256 * 1024;
constexpr std::size_t logo_body = 512 * 1024;
constexpr std::size_t upload_body = 32 * 1024 * 1024;  // three photos of a modern phone

// Not metered by sender: a key has an allowance of its own.
constexpr Route row(Method method, std::string_view pattern, decltype(Route::handle) handle,
                    std::size_t body = api_body) {
  const bool has_body = method == Method::post || method == Method::put || method == Method::patch;
  return {method, pattern, has_body ? body : 0, handle, false};
}

// What is about one order, about the whole shop (keys of one location do not reach it), or about neither.
template <CallHandler handle, orders::Duty duty, Body body = Body::json>
constexpr auto on_order = api<handle, CallTerms{duty, About::order, Reach::location, body}>;
template <CallHandler handle, orders::Duty duty, Body body = Body::json>
constexpr auto on_shop = api<handle, CallTerms{duty, About::other, Reach::shop, body}>;
template <CallHandler handle, orders::Duty duty, Body body = Body::json>
constexpr auto on = api<handle, CallTerms{duty, About::other, Reach::location, body}>;

constexpr auto get = Method::get, post = Method::post, put = Method::put, patch = Method::patch,
               del = Method::del;

constexpr std::array table{
    row(get, "/api/v1/orders", on<api_list_orders, view>),
    row(post, "/api/v1/orders", on<api_add_order, work>),
    row(get, "/api/v1/orders/by-external-id/{}", on<api_show_external_order, view>),
    row(put, "/api/v1/orders/by-external-id/{}", on<api_put_order, work>),
    row(get, "/api/v1/orders/{}", on_order<api_show_order, view>),
    row(patch, "/api/v1/orders/{}", on_order<api_edit_order, work>),
    row(post, "/api/v1/orders/{}/stage", on_order<api_set_stage, work>),
    row(post, "/api/v1/orders/{}/devices/{}/status", on_order<api_set_device_status, work>),
    row(post, "/api/v1/orders/{}/quotes", on_order<api_make_quote, work>),
    row(post, "/api/v1/orders/{}/quotes/{}/send", on_order<api_change_quote, work>),
    row(post, "/api/v1/orders/{}/quotes/{}/withdraw", on_order<api_change_quote, work>),
    row(post, "/api/v1/orders/{}/quotes/{}/extend", on_order<api_change_quote, work>),
    row(post, "/api/v1/orders/{}/quotes/{}/decision", on_order<api_change_quote, manage>),
    row(post, "/api/v1/orders/{}/documents", on_order<api_add_document, work>),
    row(post, "/api/v1/orders/{}/payments", on_order<api_record_payment, work>),
    row(post, "/api/v1/orders/{}/pre-authorisation", on_order<api_pre_authorise, manage>),
    row(post, "/api/v1/orders/{}/messages", on_order<api_send_message, work>),
    row(get, "/api/v1/orders/{}/messages", on_order<api_show_messages, view>),
    row(post, "/api/v1/orders/{}/attachments", on_order<api_add_attachments, work, Body::raw>, upload_body),
    row(get, "/api/v1/orders/{}/attachments/{}", on_order<api_send_attachment, view>),
    row(post, "/api/v1/orders/{}/collect", on_order<api_collect, work>),
    row(post, "/api/v1/orders/{}/links", on_order<api_add_link, work>),
    row(post, "/api/v1/orders/{}/links/rotate", on_order<api_rotate_links, work>),
    row(get, "/api/v1/orders/{}/evidence", on_order<api_show_evidence, view>),
    row(post, "/api/v1/links/{}/copy", on<api_copy_link, work, Body::none>),
    row(del, "/api/v1/links/{}", on<api_revoke_link, work>),
    Route{get, "/api/v1/openapi.json", 0, send_openapi},
    row(get, "/api/v1/customers", on<api_list_customers, view>),
    row(get, "/api/v1/shop", on<api_show_shop, view>),
    row(patch, "/api/v1/shop", on_shop<api_edit_shop, own>),
    row(put, "/api/v1/shop/logo", on_shop<api_put_shop_logo, own, Body::raw>, logo_body),
    row(get, "/api/v1/locations", on<api_list_locations, view>),
    row(post, "/api/v1/locations", on_shop<api_add_location, manage>),
    row(get, "/api/v1/locations/{}", on<api_show_location, view>),
    row(patch, "/api/v1/locations/{}", on<api_edit_location, manage>),
    row(put, "/api/v1/locations/{}/logo", on<api_put_location_logo, manage, Body::raw>, logo_body),
    row(get, "/api/v1/staff", on_shop<api_list_staff, own>),
    row(post, "/api/v1/staff", on_shop<api_add_staff, own>),
    row(get, "/api/v1/staff/{}", on_shop<api_show_staff, own>),
    row(patch, "/api/v1/staff/{}", on_shop<api_edit_staff, own>),
    row(get, "/api/v1/api-keys", on_shop<api_list_keys, own>),
    row(post, "/api/v1/api-keys", on_shop<api_add_key, own>),
    row(del, "/api/v1/api-keys/{}", on_shop<api_revoke_key, own>),
    row(get, "/api/v1/templates", on<api_list_templates, view>),
    row(put, "/api/v1/templates/{}/{}/{}", on_shop<api_put_template, manage>),
    row(del, "/api/v1/templates/{}/{}/{}", on_shop<api_drop_template, manage>),
    row(get, "/api/v1/terms", on<api_list_terms, view>),
    row(post, "/api/v1/terms", on_shop<api_add_terms, manage>),
    row(get, "/api/v1/terms/{}", on<api_show_terms, view>),
    row(patch, "/api/v1/terms/{}", on_shop<api_edit_terms, manage>),
    row(get, "/api/v1/notifications", on<api_show_notifications, view>),
    row(patch, "/api/v1/notifications", on_shop<api_edit_notifications, manage>),
    row(get, "/api/v1/notices", on_shop<api_list_notices, view>),
    row(post, "/api/v1/notices/{}/retry", on_shop<api_retry_notice, work, Body::none>),
    row(get, "/api/v1/events", on<api_show_events, view>),
    row(get, "/api/v1/webhooks", on_shop<api_list_webhooks, own>),
    row(post, "/api/v1/webhooks", on_shop<api_add_webhook, own>),
    row(get, "/api/v1/webhooks/{}", on_shop<api_show_webhook, own>),
    row(patch, "/api/v1/webhooks/{}", on_shop<api_edit_webhook, own>),
    row(del, "/api/v1/webhooks/{}", on_shop<api_drop_webhook, own>),
    row(post, "/api/v1/webhooks/{}/test", on_shop<api_test_webhook, own, Body::none>),
    row(post, "/api/v1/webhooks/{}/rotate-secret", on_shop<api_rotate_webhook_secret, own, Body::none>),
    row(get, "/api/v1/webhooks/{}/deliveries", on_shop<api_list_deliveries, own>),
    row(post, "/api/v1/webhooks/deliveries/{}/redeliver", on_shop<api_redeliver, own, Body::none>),
};

}  // namespace

std::span<const Route> api_routes() { return table; }

}  // namespace server
