#include "views/console/settings.hpp"

#include <doctest/doctest.h>

TEST_SUITE("views/console_settings") {
  namespace {

  std::string tabs_of(orders::Role role, std::optional<orders::LocationId> location) {
    const orders::Shop shop;
    orders::StaffMember who;
    who.role = role;
    who.location = location;
    const orders::Zone zone;
    const auto nowhere = views::Url::local("/");
    const views::ConsoleAssets assets{nowhere, nowhere, nowhere, nowhere};
    const views::ConsoleView view{
        .shop = shop, .who = who, .zone = zone, .assets = assets, .now = {}, .csrf = {}};
    return views::settings_page(views::Section::locations, {}, view).release();
  }

  }  // namespace

  TEST_CASE("settings of the whole shop are shown to nobody who works at one of its locations") {
    const auto wide = tabs_of(orders::Role::manager, std::nullopt);
    CHECK(wide.find("/staff/settings/terms") != wide.npos);
    CHECK(wide.find("/staff/settings/keys") == wide.npos);
    const auto narrow = tabs_of(orders::Role::manager, orders::LocationId{});
    for (const auto* theirs : {"locations", "exports"})
      CHECK(narrow.find(std::string("/staff/settings/") + theirs) != narrow.npos);
    for (const auto* others : {"notifications", "templates", "terms", "shop", "keys"})
      CHECK(narrow.find(std::string("/staff/settings/") + others) == narrow.npos);
  }
}
