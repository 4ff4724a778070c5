#pragma once

#include "server/http/router.hpp"

#include <span>
#include <string_view>

// The handlers of signing in, of oneself and of the people of a shop; account_routes.cpp says where each
// stands.
namespace server {

using Captures = std::span<const std::string_view>;

Task<Response> show_console(Services&, const Request&, Captures);
Task<Response> show_sign_in(Services&, const Request&, Captures);
Task<Response> sign_in(Services&, const Request&, Captures);
Task<Response> check_code(Services&, const Request&, Captures);
Task<Response> show_recovery(Services&, const Request&, Captures);
Task<Response> recover(Services&, const Request&, Captures);
Task<Response> show_one_time(Services&, const Request&, Captures);
Task<Response> sign_in_once(Services&, const Request&, Captures);
Task<Response> sign_out(Services&, const Request&, Captures);
Task<Response> sign_out_everywhere(Services&, const Request&, Captures);

Task<Response> show_me(Services&, const Request&, Captures);
Task<Response> change_me(Services&, const Request&, Captures);
Task<Response> change_password(Services&, const Request&, Captures);
Task<Response> end_session(Services&, const Request&, Captures);
Task<Response> show_enrolment(Services&, const Request&, Captures);
Task<Response> enrol(Services&, const Request&, Captures);
Task<Response> renew_recovery(Services&, const Request&, Captures);
Task<Response> drop_second_factor(Services&, const Request&, Captures);

Task<Response> show_people(Services&, const Request&, Captures);
Task<Response> add_person(Services&, const Request&, Captures);
Task<Response> show_person(Services&, const Request&, Captures);
Task<Response> change_person(Services&, const Request&, Captures);
Task<Response> switch_person(Services&, const Request&, Captures);
Task<Response> invite_person(Services&, const Request&, Captures);
Task<Response> reset_second_factor(Services&, const Request&, Captures);

}  // namespace server
