#include "server/json/shop_json.hpp"

#include "orders/text.hpp"
#include "views/locale.hpp"
#include "views/logo.hpp"
#include "views/zone.hpp"

#include <fmt/format.h>
#include <boost/algorithm/string/join.hpp>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;

namespace {

constexpr std::size_t longest_message = 1000, longest_url = 2000;
constexpr std::size_t most_lines = 10, most_rates = 20;
constexpr int most_days = 3650, all_of_it = 10'000;

json::value logo_json(const std::optional<orders::Logo>& logo, std::string_view public_url) {
  if (!logo) return nullptr;
  return json::object{{"url", fmt::format("{}{}", public_url, views::logo_url(*logo).str())},
                      {"media_type", logo->media_type},
                      {"width", logo->width},
                      {"height", logo->height}};
}

json::value number_or_null(const std::optional<int>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

void patch_branding(Reader& in, orders::Branding& branding) {
  patch_text(in, "colour", branding.colour, orders::longest_name);
  if (!branding.colour.empty() && !orders::is_colour(branding.colour))
    in.fail("colour", "A colour is # and six lower-case hex digits, such as #0a7d55.");
  patch_text(in, "message", branding.message, longest_message);
  if (in.has("logo")) in.fail("logo", "It is put by a call of its own, or null to take it away.");
  if (in.given("logo")) branding.logo.reset();
}

void patch_days(Reader& in, std::string_view name, int least, std::optional<int>& days) {
  if (!in.given(name)) return;
  days.reset();
  if (in.has(name)) days = in.between(name, least, most_days);
}

orders::TaxRate read_rate(Reader& in) {
  in.known({"name", "tax_bp"});
  in.needs({"name", "tax_bp"});
  in.fits("name", orders::longest_name);
  auto name = in.text("name");
  if (name.find('\n') != name.npos) in.fail("name", "It is a single line.");
  return {std::move(name), in.between("tax_bp", 0, all_of_it)};
}

void patch_rates(Reader& in, std::vector<orders::TaxRate>& rates) {
  if (!in.given("tax_rates")) return;
  rates.clear();
  in.each("tax_rates", [&](Reader& rate) { rates.push_back(read_rate(rate)); });
  if (rates.size() > most_rates) in.fail("tax_rates", "A shop has at most 20 rates.");
}

void patch_name(Reader& in, std::string& name) {
  patch_text(in, "name", name, orders::longest_name);
  if (name.empty()) in.fail("name", "It is needed.");
  if (name.find_first_of("\n\t") != name.npos) in.fail("name", "It is a single line without tabs.");
}

void patch_contact(Reader& in, orders::ContactDetails& contact) {
  patch_text(in, "phone", contact.phone, orders::longest_name);
  if (!contact.phone.empty() && !orders::is_e164(contact.phone))
    in.fail("phone", "A phone number is in E.164: + and 7 to 15 digits.");
  patch_text(in, "email", contact.email, orders::longest_name);
  if (!contact.email.empty() && !orders::is_email(contact.email))
    in.fail("email", "An e-mail address has one @ and a domain.");
  patch_text(in, "website", contact.website, longest_url);
  if (!contact.website.empty() && !orders::is_https_url(contact.website))
    in.fail("website", "It must be an https:// address.");
  if (!in.given("address")) return;
  contact.address = in.texts("address");
  if (contact.address.size() > most_lines) in.fail("address", "An address has at most 10 lines.");
  for (const auto& line : contact.address)
    if (line.size() > orders::longest_name || !orders::is_plain_text(line) || line.find('\n') != line.npos)
      in.fail("address", "Each is one line of plain text, of at most 200 bytes.");
}

void patch_hours(Reader& in, orders::OpeningHours& hours) {
  if (!in.given("hours")) return;
  std::string fault;
  auto read = orders::parse_hours(in.text("hours"), fault);
  if (read)
    hours = std::move(*read);
  else
    in.fail("hours", fault);
}

}  // namespace

void patch_text(Reader& in, std::string_view name, std::string& text, std::size_t longest) {
  in.fits(name, longest);
  if (in.given(name)) text = in.text(name);
}

json::object shop_json(const orders::Shop& shop, std::string_view public_url) {
  json::array rates;
  for (const auto& rate : shop.tax_rates)
    rates.push_back(json::object{{"name", rate.name}, {"tax_bp", rate.tax_bp}});
  return {{"id", shop.id.text()},
          {"slug", shop.slug},
          {"name", shop.name},
          {"locale", shop.locale},
          {"currency", shop.currency.code()},
          {"colour", shop.branding.colour},
          {"message", shop.branding.message},
          {"logo", logo_json(shop.branding.logo, public_url)},
          {"portal_enabled", shop.portal_enabled},
          {"portal_redirect", shop.portal_redirect},
          {"entry", name(shop.entry)},
          {"decline_needs_reason", shop.decline_needs_reason},
          {"link_max_days", number_or_null(shop.link_max_days)},
          {"receipt_days", number_or_null(shop.receipt_days)},
          {"tax_rates", std::move(rates)},
          {"version", shop.version}};
}

json::object location_json(const orders::Location& location, std::string_view public_url) {
  const auto& contact = location.contact;
  return {{"id", location.id.text()},
          {"slug", location.slug},
          {"name", location.name},
          {"phone", contact.phone},
          {"email", contact.email},
          {"website", contact.website},
          {"address", json::array(contact.address.begin(), contact.address.end())},
          {"hours", hours_text(location.hours)},
          {"time_zone", location.zone},
          {"colour", location.branding.colour},
          {"message", location.branding.message},
          {"logo", logo_json(location.branding.logo, public_url)},
          {"version", location.version}};
}

Outcome<orders::Shop> patch_shop(const json::object& members, orders::Shop shop) {
  std::optional<Refusal> fault;
  Reader in{members, fault};
  in.known({"name", "locale", "currency", "colour", "message", "logo", "portal_enabled", "portal_redirect",
            "entry", "decline_needs_reason", "link_max_days", "receipt_days", "tax_rates"});
  patch_name(in, shop.name);
  if (in.has("locale") && !views::Locale::find(shop.locale = in.text("locale")))
    in.fail("locale",
            fmt::format("The languages are {}.", boost::algorithm::join(views::Locale::available(), ", ")));
  const auto currency =
      in.word("currency", orders::Currency::of, "It must be a currency of ISO 4217, such as GBP.");
  shop.currency = currency.value_or(shop.currency);
  patch_branding(in, shop.branding);
  shop.portal_enabled = in.flag("portal_enabled", shop.portal_enabled);
  patch_text(in, "portal_redirect", shop.portal_redirect, longest_url);
  if (!shop.portal_redirect.empty() && !orders::is_https_url(shop.portal_redirect))
    in.fail("portal_redirect", "It must be an https:// address.");
  shop.entry = in.word("entry", orders::parse_entry, "It is direct, recheck or login.").value_or(shop.entry);
  shop.decline_needs_reason = in.flag("decline_needs_reason", shop.decline_needs_reason);
  patch_days(in, "link_max_days", 1, shop.link_max_days);
  patch_days(in, "receipt_days", 0, shop.receipt_days);
  patch_rates(in, shop.tax_rates);
  if (fault) return *fault;
  return shop;
}

Outcome<orders::Location> patch_location(const json::object& members, orders::Location location) {
  std::optional<Refusal> fault;
  Reader in{members, fault};
  in.known({"name", "slug", "phone", "email", "website", "address", "hours", "time_zone", "colour", "message",
            "logo"});
  patch_name(in, location.name);
  if (in.has("slug")) location.slug = in.text("slug");
  if (location.slug.empty()) location.slug = orders::slugify(location.name).value_or("");
  if (!orders::is_slug(location.slug)) in.fail("slug", "It is a short name of a-z, 0-9 and hyphens.");
  patch_contact(in, location.contact);
  patch_hours(in, location.hours);
  if (in.has("time_zone")) location.zone = in.text("time_zone");
  if (!views::load_zone(location.zone))
    in.fail("time_zone", "It must be a zone of the IANA database, such as Europe/London.");
  patch_branding(in, location.branding);
  if (fault) return *fault;
  return location;
}

}  // namespace server
