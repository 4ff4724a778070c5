#include "server/admin/details.hpp"

#include "server/admin/image.hpp"
#include "server/admin/request.hpp"
#include "tokens/hash.hpp"
#include "tokens/uuid.hpp"
#include "views/locale.hpp"
#include "views/zone.hpp"

#include <fmt/format.h>
#include <boost/algorithm/string/join.hpp>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;

namespace {

constexpr std::size_t longest_name = 200, longest_message = 1000;  // bytes
constexpr std::size_t largest_logo = 512 * 1024;                   // bytes
constexpr int longest_side = 4096;                                 // pixels

Refusal invalid(std::string field, std::string detail) {
  return {orders::Reason::invalid, std::move(field), std::move(detail)};
}

Outcome<orders::Branding> read_branding(const json::object& request) {
  orders::Branding branding{.colour = text(request, "colour"), .message = text(request, "message")};
  if (!branding.colour.empty() && !orders::is_colour(branding.colour))
    return invalid("colour", fmt::format("\"{}\" is not a colour such as #0a7d55.", branding.colour));
  if (branding.message.size() > longest_message)
    return invalid("message", fmt::format("The message is longer than {} bytes.", longest_message));
  auto logo = read_logo(request);
  if (!logo) return logo.error();
  if (*logo) {
    const auto header = *read_image_header((*logo)->bytes);
    branding.logo = orders::Logo{(*logo)->sha256, (*logo)->media_type, header.width, header.height};
  }
  return branding;
}

Outcome<orders::ContactDetails> read_contact(const json::object& request) {
  orders::ContactDetails contact{.phone = text(request, "phone"),
                                 .email = text(request, "email"),
                                 .website = text(request, "website"),
                                 .address = texts(request, "address")};
  if (!contact.phone.empty() && !orders::is_e164(contact.phone))
    return invalid(
        "phone", fmt::format("\"{}\" is not an international number such as +441632960123.", contact.phone));
  if (!contact.email.empty() && !orders::is_email(contact.email))
    return invalid("email", fmt::format("\"{}\" is not an e-mail address.", contact.email));
  if (!contact.website.empty() && !orders::is_https_url(contact.website))
    return invalid("website", fmt::format("\"{}\" is not an https:// address.", contact.website));
  return contact;
}

Outcome<std::string> read_name(const json::object& request) {
  auto name = text(request, "name");
  if (name.empty()) return invalid("name", "A name is missing.");
  if (name.size() > longest_name)
    return invalid("name", fmt::format("The name is longer than {} bytes.", longest_name));
  return name;
}

}  // namespace

Outcome<std::optional<store::Asset>> read_logo(const json::object& request) {
  std::optional<store::Asset> none;
  const auto as_hex = text(request, "logo");
  if (as_hex.empty()) return none;
  auto bytes = tokens::from_hex(as_hex);
  if (!bytes) return invalid("logo", "The logo did not arrive whole.");
  if (bytes->size() > largest_logo) return invalid("logo", "The logo is larger than 512 KiB.");
  const auto header = read_image_header(*bytes);
  if (!header) return invalid("logo", "The logo is not a PNG, JPEG or WebP picture.");
  if (header->width < 1 || header->height < 1 || header->width > longest_side ||
      header->height > longest_side)
    return invalid("logo", fmt::format("The logo is {} x {} pixels; up to {} a side is taken.", header->width,
                                       header->height, longest_side));
  auto sha256 = tokens::hex(tokens::sha256(tokens::bytes(*bytes)));
  return std::optional{store::Asset{std::move(sha256), std::string(header->media_type), std::move(*bytes)}};
}

Outcome<orders::Shop> read_shop(const json::object& request, orders::Instant now) {
  orders::Shop shop{.id = {tokens::new_uuid(now)}, .slug = text(request, "slug")};
  if (!orders::is_slug(shop.slug))
    return invalid("slug", fmt::format("\"{}\" is not a short name of a-z, 0-9 and hyphens.", shop.slug));
  auto name = read_name(request);
  if (!name) return name.error();
  shop.name = std::move(*name);
  if (const auto code = text(request, "currency"); !code.empty()) {
    const auto currency = orders::Currency::of(code);
    if (!currency) return invalid("currency", fmt::format("\"{}\" is not a currency such as GBP.", code));
    shop.currency = *currency;
  }
  if (const auto tag = text(request, "locale"); !tag.empty()) {
    if (!views::Locale::find(tag))
      return invalid("locale", fmt::format("There is no language \"{}\" here; there are: {}.", tag,
                                           boost::algorithm::join(views::Locale::available(), ", ")));
    shop.locale = tag;
  }
  const auto* asks_why = request.if_contains("decline_needs_reason");
  shop.decline_needs_reason = asks_why && asks_why->is_bool() && asks_why->get_bool();
  auto branding = read_branding(request);
  if (!branding) return branding.error();
  shop.branding = std::move(*branding);
  return shop;
}

Outcome<orders::Location> read_location(const json::object& request, orders::ShopId shop,
                                        orders::Instant now) {
  orders::Location location{.id = {tokens::new_uuid(now)}, .shop = shop, .slug = text(request, "slug")};
  auto name = read_name(request);
  if (!name) return name.error();
  location.name = std::move(*name);
  if (location.slug.empty()) location.slug = orders::slugify(location.name).value_or("");
  if (!orders::is_slug(location.slug))
    return invalid("slug", fmt::format("\"{}\" is not a short name of a-z, 0-9 and hyphens.", location.slug));
  auto contact = read_contact(request);
  if (!contact) return contact.error();
  location.contact = std::move(*contact);
  if (auto zone = text(request, "zone"); !zone.empty()) location.zone = std::move(zone);
  if (!views::load_zone(location.zone))
    return invalid("zone", fmt::format("\"{}\" is not a time zone such as Europe/London.", location.zone));
  if (const auto written = text(request, "hours"); !written.empty()) {
    std::string fault;
    auto hours = orders::parse_hours(written, fault);
    if (!hours) return invalid("hours", fmt::format("The opening hours cannot be read: {}", fault));
    location.hours = std::move(*hours);
  }
  auto branding = read_branding(request);
  if (!branding) return branding.error();
  location.branding = std::move(*branding);
  return location;
}

}  // namespace server
