#include "server/console/settings_handlers.hpp"
#include "server/routes.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t form_body = 64 * 1024;
constexpr std::size_t terms_body = 320 * 1024;  // 100,000 bytes, each escaped at worst
constexpr std::size_t logo_body = 640 * 1024;

constexpr std::array table{
    Route{Method::get, "/staff/settings", 0, show_settings},
    Route{Method::get, "/staff/settings/shop", 0, show_shop_settings},
    Route{Method::post, "/staff/settings/shop", form_body, save_shop_settings},
    Route{Method::post, "/staff/settings/shop/logo", logo_body, save_shop_logo},
    Route{Method::get, "/staff/settings/portal", 0, show_portal_settings},
    Route{Method::post, "/staff/settings/portal", form_body, save_portal_settings},
    Route{Method::get, "/staff/settings/colour", 0, show_colour},
    Route{Method::get, "/staff/settings/locations", 0, show_locations},
    Route{Method::get, "/staff/settings/locations/{}", 0, show_location},
    Route{Method::post, "/staff/settings/locations/{}", form_body, save_location},
    Route{Method::post, "/staff/settings/locations/{}/logo", logo_body, save_location_logo},
    Route{Method::get, "/staff/settings/notifications", 0, show_message_settings},
    Route{Method::post, "/staff/settings/notifications", form_body, save_message_settings},
    Route{Method::post, "/staff/settings/notifications/{}/retry", form_body, retry_message},
    Route{Method::get, "/staff/settings/templates", 0, show_templates},
    Route{Method::get, "/staff/settings/templates/{}/{}/{}", 0, show_template},
    Route{Method::post, "/staff/settings/templates/{}/{}/{}", form_body, save_template},
    Route{Method::get, "/staff/settings/terms", 0, show_terms_list},
    Route{Method::get, "/staff/settings/terms/{}", 0, show_terms},
    Route{Method::post, "/staff/settings/terms/{}", terms_body, save_terms},
    Route{Method::get, "/staff/settings/webhooks", 0, show_webhooks},
    Route{Method::post, "/staff/settings/webhooks", form_body, add_webhook},
    Route{Method::get, "/staff/settings/webhooks/{}", 0, show_webhook},
    Route{Method::post, "/staff/settings/webhooks/{}", form_body, save_webhook},
    Route{Method::post, "/staff/settings/webhooks/{}/test", form_body, test_webhook},
    Route{Method::post, "/staff/settings/webhooks/{}/secret", form_body, renew_webhook_secret},
    Route{Method::post, "/staff/settings/webhooks/{}/drop", form_body, drop_webhook},
    Route{Method::post, "/staff/settings/webhooks/deliveries/{}/redeliver", form_body, redeliver},
    Route{Method::get, "/staff/settings/keys", 0, show_keys},
    Route{Method::post, "/staff/settings/keys", form_body, add_key},
    Route{Method::post, "/staff/settings/keys/{}/revoke", form_body, revoke_key},
    Route{Method::get, "/staff/settings/exports", 0, show_exports},
    Route{Method::get, "/staff/settings/exports/table.csv", 0, send_export},
};

}  // namespace

std::span<const Route> settings_routes() { return table; }

}  // namespace server
