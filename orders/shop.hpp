#pragma once

#include "orders/hours.hpp"
#include "orders/id.hpp"
#include "orders/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orders {

struct ContactDetails {
  std::string phone = {};  // E.164 (+441632960123)
  std::string email = {};
  std::string website = {};               // https URL
  std::vector<std::string> address = {};  // one postal line each
  friend bool operator==(const ContactDetails&, const ContactDetails&) = default;
};

struct Logo {
  std::string sha256 = {};      // 64 lower-case hex digits, the asset's name
  std::string media_type = {};  // image/png, image/jpeg or image/webp
  int width = 0, height = 0;    // pixels
  friend bool operator==(const Logo&, const Logo&) = default;
};

struct Branding {
  std::string colour = {};  // "#rrggbb", empty for the house colour
  std::optional<Logo> logo = {};
  std::string message = {};  // plain text, shown on every page of the location
  friend bool operator==(const Branding&, const Branding&) = default;
};

// What a link asks of who holds it, before it shows more than the shop's name.
enum class Entry {
  direct,   // nothing: the link is the authority
  recheck,  // the last four digits of the telephone, before prices, names and acts
  login     // a one-time code sent to the contact on file
};
std::string_view name(Entry entry);
std::optional<Entry> parse_entry(std::string_view name);

// One of the rates that quotes choose from.
struct TaxRate {
  std::string name = {};  // "VAT"
  int tax_bp = 0;         // basis points, 0 to 10,000
  friend bool operator==(const TaxRate&, const TaxRate&) = default;
};

// A tenant.
struct Shop {
  ShopId id{};
  std::string slug = {};  // a-z 0-9 -, unique on this installation
  std::string name = {};
  std::string locale = "en";  // BCP 47; of customers who have none
  Currency currency{};
  Branding branding{};
  bool decline_needs_reason = false;  // a customer who declines a quote must say why
  bool portal_enabled = true;
  std::string portal_redirect =
      {};  // https URL that a switched-off portal sends customers to; empty: a polite page
  Entry entry = Entry::direct;
  std::optional<int> link_max_days = {};  // beats the configuration, as does the next
  std::optional<int> receipt_days = {};
  std::vector<TaxRate> tax_rates = {};  // the first is the usual one
  std::int64_t version = 1;
  friend bool operator==(const Shop&, const Shop&) = default;
};

struct Location {
  LocationId id{};
  ShopId shop{};
  std::string slug = {};  // unique in its shop
  std::string name = {};
  ContactDetails contact{};
  OpeningHours hours{};
  std::string zone = "Europe/London";  // IANA name
  Branding branding{};                 // what is empty falls back to the shop's
  std::int64_t version = 1;
  friend bool operator==(const Location&, const Location&) = default;
};

// The location's branding, completed from its shop's.
Branding effective_branding(const Shop& shop, const Location& location);

// a-z, 0-9 and single hyphens within, 1 to 63 characters; nullopt when nothing of the name remains.
std::optional<std::string> slugify(std::string_view name);
bool is_slug(std::string_view text);
bool is_colour(std::string_view text);  // "#rrggbb", lower-case hex
bool is_e164(std::string_view text);    // "+" and 7 to 15 digits, the first not 0 (ITU-T E.164)
bool is_email(
    std::string_view text);  // one "@" with a domain that has a dot behind it; the rest is the mail server's
bool is_https_url(std::string_view text);

}  // namespace orders
