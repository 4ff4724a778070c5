#include "server/console/handlers.hpp"
#include "server/routes.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t form_body = 16 * 1024;

constexpr std::array table{
    Route{Method::get, "/staff", 0, show_console},
    Route{Method::get, "/staff/sign-in", 0, show_sign_in},
    Route{Method::post, "/staff/sign-in", form_body, sign_in},
    Route{Method::post, "/staff/sign-in/code", form_body, check_code},
    Route{Method::get, "/staff/sign-in/{}", 0, show_one_time},
    Route{Method::post, "/staff/sign-in/{}", form_body, sign_in_once},
    Route{Method::get, "/staff/recover", 0, show_recovery},
    Route{Method::post, "/staff/recover", form_body, recover},
    Route{Method::post, "/staff/sign-out", form_body, sign_out},
    Route{Method::post, "/staff/sign-out/everywhere", form_body, sign_out_everywhere},
    Route{Method::get, "/staff/me", 0, show_me},
    Route{Method::post, "/staff/me", form_body, change_me},
    Route{Method::post, "/staff/me/password", form_body, change_password},
    Route{Method::post, "/staff/me/sessions/{}/end", form_body, end_session},
    Route{Method::get, "/staff/me/second-factor", 0, show_enrolment},
    Route{Method::post, "/staff/me/second-factor", form_body, enrol},
    Route{Method::post, "/staff/me/second-factor/renew", form_body, renew_recovery},
    Route{Method::post, "/staff/me/second-factor/off", form_body, drop_second_factor},
    Route{Method::get, "/staff/people", 0, show_people},
    Route{Method::post, "/staff/people", form_body, add_person},
    Route{Method::get, "/staff/people/{}", 0, show_person},
    Route{Method::post, "/staff/people/{}", form_body, change_person},
    Route{Method::post, "/staff/people/{}/disable", form_body, switch_person},
    Route{Method::post, "/staff/people/{}/enable", form_body, switch_person},
    Route{Method::post, "/staff/people/{}/invite", form_body, invite_person},
    Route{Method::post, "/staff/people/{}/reset-second-factor", form_body, reset_second_factor},
};

}  // namespace

std::span<const Route> account_routes() { return table; }

}  // namespace server
