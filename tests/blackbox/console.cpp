#include "tests/blackbox/console.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <stdexcept>

namespace harness {

namespace {

std::string between(std::string_view text, std::string_view before, std::string_view after) {
  const auto at = text.find(before);
  if (at == text.npos) return {};
  const auto from = at + before.size();
  return std::string(text.substr(from, text.find(after, from) - from));
}

// "/staff/sign-in/…" of an address.
std::string path_of_link(std::string_view address) {
  return std::string(address.substr(address.find("/staff/")));
}

}  // namespace

std::string form_text(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += name + '=';
    for (const char c : value) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        text += c;
      else
        text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return text;
}

std::string value_of(std::string_view page, std::string_view name) {
  return between(page, fmt::format("name=\"{}\" value=\"", name), "\"");
}

wire::Answer Browser::get(std::string_view path, std::string_view more_header) {
  return ask(fmt::format("GET {}", path), more_header, "");
}

wire::Answer Browser::post(std::string_view path, Fields fields, std::string_view more_header) {
  fields.emplace_back("csrf", csrf_);
  return post_bare(path, fields, more_header);
}

wire::Answer Browser::post_bare(std::string_view path, const Fields& fields, std::string_view more_header) {
  const auto body = form_text(fields);
  return ask(fmt::format("POST {}", path),
             fmt::format("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n{}",
                         body.size(), more_header),
             body);
}

wire::Answer Browser::ask(std::string_view request_line, std::string_view more_header,
                          std::string_view body) {
  std::string cookies;
  for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + '=' + value;
  const auto line = cookies.empty() ? std::string{} : "Cookie: " + cookies + "\r\n";
  wire::Connection connection{port_, place_.c_str()};
  connection.send(fmt::format("{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{}{}\r\n{}",
                              request_line, line, more_header, body));
  auto answer = connection.answer();
  for (std::string_view head = answer.head; !head.empty();) {
    const auto end = head.find("\r\n");
    const auto field = head.substr(0, end);
    if (field.starts_with("Set-Cookie: ")) {
      const auto name = between(field, ": ", "="), value = between(field, "=", ";");
      if (field.ends_with("Max-Age=0"))
        cookies_.erase(name);
      else
        cookies_[name] = value;
    }
    head.remove_prefix(end == head.npos ? head.size() : end + 2);
  }
  if (auto csrf = between(answer.body, "data-csrf=\"", "\""); !csrf.empty()) csrf_ = std::move(csrf);
  return answer;
}

wire::Answer Browser::sign_in(std::string_view email, std::string_view password) {
  return post_bare("/staff/sign-in", {{"email", std::string(email)}, {"password", std::string(password)}});
}

bool Browser::sign_in_by(std::string_view link) {
  return post_bare(link, {}).status == 303 && is_in();  // which also brings the token
}

std::string Browser::cookie(std::string_view name) const {
  const auto found = cookies_.find(std::string(name));
  return found == cookies_.end() ? std::string{} : found->second;
}

StaffedShop::StaffedShop() {
  const auto made = run(folder_, {"init", "--shop", "harbour", "--name", "Harbour Repairs", "--owner",
                                  "ann@harbour.example", "--phone", "+441632960123", "--json"});
  if (made.exit_code != 0) throw std::runtime_error(made.error);
  const auto told = boost::json::parse(made.out).as_object();
  api_key_ = told.at("api_key").as_string();
  owner_link_ = path_of_link(told.at("sign_in").as_string());
}

std::string StaffedShop::add(std::string_view email, std::string_view role, std::string_view shop) const {
  Arguments arguments{"staff",  "add",     "--email", std::string(email),
                      "--name", "Bo Hale", "--role",  std::string(role),
                      "--json"};
  if (!shop.empty()) arguments.insert(arguments.end(), {"--shop", std::string(shop)});
  const auto made = run(folder_, arguments);
  if (made.exit_code != 0) throw std::runtime_error(made.error);
  return path_of_link(boost::json::parse(made.out).as_object().at("sign_in").as_string());
}

}  // namespace harness
