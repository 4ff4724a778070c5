#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/handlers.hpp"
#include "server/console/opening.hpp"
#include "server/http/form.hpp"
#include "server/http/limits.hpp"
#include "server/log.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"
#include "views/console/door.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

namespace server {

namespace {

// One mail for each shop that this address works in. The link in it is made when it is sent.
Task<void> send_links(Services& services, std::string email) {
  try {
    const auto people = co_await services.store.staff_by_email(std::move(email));
    const auto at = now();
    for (const auto& staff : people) {
      store::Notice notice{.id = {tokens::new_uuid(at)},
                           .shop = staff.member.shop,
                           .topic = orders::Topic::staff_sign_in,
                           .route = orders::Route::email,
                           .staff = staff.member.id,
                           .created_at = at,
                           .due_at = at};
      co_await services.store.queue_notice(std::move(notice));
    }
  } catch (const std::exception& error) {
    log_error("sign-in link not queued", {{"reason", error.what()}});
  }
}

}  // namespace

Task<Response> show_recovery(Services& services, const Request& request, Captures) {
  if (!keeps_cookies(request)) co_return not_encrypted(services);
  co_return door_page(services, "Get a sign-in link", views::recover_form("", {}));
}

Task<Response> recover(Services& services, const Request& request, Captures) {
  if (auto answer = refused_at_door(services, request)) co_return *std::move(answer);
  const auto form = read_form(request);
  if (!form) co_return unreadable_at_door(services);
  auto email = lower_trimmed(form->first("email").value_or(""));
  if (!orders::is_email(email))
    co_return door_page(services, "Get a sign-in link",
                        views::recover_form(email, {{"email", "Type your whole e-mail address."}}), 422);
  // Beside the answer, which is the same and as quick for an address that nobody has; too often is no mail.
  if (services.limits.recovery(email, request.client, now()).count() == 0) {
    const auto loop = co_await boost::asio::this_coro::executor;
    boost::asio::co_spawn(loop, send_links(services, std::move(email)), boost::asio::detached);
  }
  co_return door_page(services, "Look into your mail", views::recover_sent());
}

}  // namespace server
