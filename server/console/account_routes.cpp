#include "server/console/handlers.hpp"
#include "server/routes.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t form_body = 16 * 1024;

constexpr std::array table{
    Route{Method::get, "/staff", 0, show_console},
    Route{Method::get, "/staff/sign-in", 0, show_sign_in},
    Route{Method::get, "/staff/sign-in/{}", 0, show_one_time},
    Route{Method::post, "/staff/sign-in/{}", form_body, sign_in_once},
};

}  // namespace

std::span<const Route> account_routes() { return table; }

}  // namespace server
