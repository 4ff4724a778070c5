#pragma once

#include "server/services.hpp"
#include "store/store.hpp"
#include "tokens/code.hpp"

#include <optional>
#include <string>

namespace server {

// A fresh link to an order: what the store keeps, and the address that is shown once.
struct MintedLink {
  store::SealedLink sealed{};
  std::string url = {};
};
MintedLink mint_link(const Settings& settings, orders::ShopId shop, orders::OrderId order,
                     orders::Channel channel, orders::Instant now, std::optional<orders::LinkUid> id = {});

std::string link_url(const Settings& settings, const tokens::Code& code);

// The address again, from the copy sealed for staff; nullopt when the keys it was sealed under are gone.
std::optional<std::string> reveal_url(const Settings& settings, const store::SealedLink& sealed);

}  // namespace server
