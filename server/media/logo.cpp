#include "server/media/logo.hpp"

#include "server/admin/image.hpp"
#include "tokens/hash.hpp"

namespace server {

store::Task<orders::Outcome<orders::Logo>> keep_logo(Services& services, std::string picture) {
  const orders::Refusal unreadable{orders::Reason::invalid, "logo", "A logo is a PNG, JPEG or WebP picture."};
  if (!read_image_header(picture)) co_return unreadable;
  auto drawn = co_await services.darkroom.reencode(std::move(picture));
  if (!drawn) co_return unreadable;
  const auto sha256 = tokens::hex(tokens::sha256(tokens::bytes(drawn->bytes)));
  const orders::Logo logo{sha256, drawn->media_type, drawn->width, drawn->height};
  store::Asset asset{sha256, std::move(drawn->media_type), std::move(drawn->bytes)};
  const auto kept = co_await services.store.put_asset(std::move(asset));
  if (!kept) co_return kept.error();
  co_return logo;
}

}  // namespace server
