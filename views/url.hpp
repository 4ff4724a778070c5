#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace views {

// A link target built from parts that were looked at; the only type that an href, src or action slot accepts,
// so that `javascript:` cannot arrive from an order.
class Url {
 public:
  // "/t/abc", "?lang=de" or "#quote" on this server. Throws std::invalid_argument for anything else, "//host"
  // too.
  static Url local(std::string path);
  static Url asset(std::string_view sha256, std::string_view extension);  // /a/<64 hex>.<extension>
  static Url map_search(std::string_view address);                        // OpenStreetMap

  // nullopt when the text from a shop's settings is not what the scheme takes.
  static std::optional<Url> tel(std::string_view e164);
  static std::optional<Url> mailto(std::string_view address);
  // A message that is ready to be sent: to a number (E.164) by WhatsApp or SMS, to an address by mail (RFC
  // 6068). Without a number WhatsApp asks to whom.
  static Url whatsapp(std::string_view e164, std::string_view text);
  static Url sms(std::string_view e164, std::string_view text);
  static Url letter(std::string_view address, std::string_view subject, std::string_view text);
  static std::optional<Url> web(
      std::string_view address);  // http or https with a host, nothing that needs quoting

  std::string_view str() const { return text_; }

 private:
  explicit Url(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace views
