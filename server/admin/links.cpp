#include "server/admin/links.hpp"

#include "tokens/seal.hpp"
#include "tokens/uuid.hpp"

namespace server {

namespace {

tokens::LinkPlace place_of(const orders::Link& link) {
  return {link.shop.text(), link.order.text(), link.id.text(), std::string(name(link.channel))};
}

}  // namespace

MintedLink mint_link(const Settings& settings, orders::ShopId shop, orders::OrderId order,
                     orders::Channel channel, orders::Instant now, std::optional<orders::LinkUid> id) {
  const auto code = tokens::Code::mint(settings.keys);
  orders::Link link{.id = id.value_or(orders::LinkUid{tokens::new_uuid(now)}),
                    .key = code.link_id(),
                    .shop = shop,
                    .order = order,
                    .channel = channel,
                    .rights = orders::default_rights(channel),
                    .issued_at = now};
  auto sealed_code = tokens::seal_code(settings.keys, code, place_of(link));
  return {{std::move(link), std::move(sealed_code)}, link_url(settings, code)};
}

std::string link_url(const Settings& settings, const tokens::Code& code) {
  return settings.public_url + "/t/" + code.reveal();
}

std::optional<std::string> reveal_url(const Settings& settings, const store::SealedLink& sealed) {
  const auto code = tokens::open_code(settings.keys, sealed.sealed_code, place_of(sealed.link));
  if (!code) return std::nullopt;
  return link_url(settings, *code);
}

}  // namespace server
