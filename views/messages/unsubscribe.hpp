#pragma once

#include "orders/notify.hpp"
#include "views/pages.hpp"

#include <string>
#include <string_view>

namespace views {

// Behind the address at the end of a message: asks, and changes nothing. `path` is where its button posts to.
std::string unsubscribe_page(const ShopContact& contact, orders::Route route, std::string_view path,
                             const Locale& locale, const PageAssets& assets);
// After it: nothing more is sent by that route.
std::string unsubscribed_page(const ShopContact& contact, orders::Route route, const Locale& locale,
                              const PageAssets& assets);

// The answer to HELP by SMS.
std::string help_sms(const ShopContact& contact, const Locale& locale);

}  // namespace views
