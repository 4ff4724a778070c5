#pragma once

#include "tests/blackbox/harness.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace harness {

using Fields = std::vector<std::pair<std::string, std::string>>;

// A browser at the console: keeps cookies and sends forms with the token of the page it saw last.
class Browser {
 public:
  // `place` is the address it comes from.
  explicit Browser(const Service& service, std::string place = "127.0.0.1")
      : port_{service.port()}, place_{std::move(place)} {}

  wire::Answer get(std::string_view path, std::string_view more_header = "");
  wire::Answer post(std::string_view path, Fields fields = {}, std::string_view more_header = "");
  // Without the token of its own accord.
  wire::Answer post_bare(std::string_view path, const Fields& fields, std::string_view more_header = "");

  wire::Answer sign_in(std::string_view email, std::string_view password);
  // By a one-time link; true when it let them in.
  bool sign_in_by(std::string_view link);
  bool is_in() { return get("/staff/me").status == 200; }

  std::string cookie(std::string_view name) const;
  void set_cookie(const std::string& name, std::string value) { cookies_[name] = std::move(value); }
  void drop_cookie(const std::string& name) { cookies_.erase(name); }
  const std::string& csrf() const { return csrf_; }

 private:
  wire::Answer ask(std::string_view request_line, std::string_view more_header, std::string_view body);

  unsigned short port_;
  std::string place_;
  std::map<std::string, std::string> cookies_;
  std::string csrf_;
};

inline const std::string session = "__Host-claimcheck";
inline const std::string known = "__Host-claimcheck-device";

// A shop with its owner Ann, and whoever is added.
class StaffedShop {
 public:
  StaffedShop();
  const TemporaryFolder& folder() const { return folder_; }
  const std::string& api_key() const { return api_key_; }
  const std::string& owner_link() const { return owner_link_; }
  // A one-time link of somebody new, "/staff/sign-in/…".
  std::string add(std::string_view email, std::string_view role = "technician",
                  std::string_view shop = "") const;

 private:
  TemporaryFolder folder_;
  std::string api_key_, owner_link_;
};

// The value behind `name="…" value="` on a page; empty when it is not there.
std::string value_of(std::string_view page, std::string_view name);
// "name=a%20b&…"
std::string form_text(const Fields& fields);

}  // namespace harness
