#include "server/console/answers.hpp"

#include "server/asset_shelf.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>

namespace server {

namespace {

constexpr std::string_view first_page = "/staff/orders";

// What is shown depends on who is signed in.
Response private_page(int status, std::string html) {
  auto response = page(status, std::move(html));
  response.headers.emplace_back("Vary", "Accept-Encoding, Cookie");
  return response;
}

// What a rule says, for people: some begin small and end without a full stop.
std::string sentence(std::string text) {
  if (text.empty()) return "This cannot be done as things are.";
  if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  if (std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

}  // namespace

std::string way_back(std::string_view path) {
  const bool ours = path.starts_with("/staff/") && !path.starts_with("/staff/sign-");
  const bool plain = std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
  return std::string(ours && plain ? path : first_page);
}

Response to_sign_in(const Request& request) {
  const bool looks = request.method == Method::get || request.method == Method::head;
  if (wants_json(request) || request.header("accept") == "text/event-stream")
    return problem(401, "Not signed in", "Sign in at /staff/sign-in.");
  std::string target{"/staff/sign-in"};
  auto from = std::string(request.path);
  if (!request.query.empty()) from.append("?").append(request.query);
  if (looks && way_back(from) != first_page)
    target += "?next=" + boost::urls::encode(from, boost::urls::unreserved_chars);
  return see_other(std::move(target));
}

Response from_elsewhere(Services& services) {
  return door_page(services, "Not sent from here", views::setback(views::Setback::from_elsewhere), 403);
}

Response door_page(Services& services, const std::string& title, const views::Html& main, int status) {
  return private_page(status, views::console_door(title, main, services.assets.for_console()));
}

Response desk_page(const Desk& desk, const views::ConsolePage& page, int status) {
  auto response = private_page(status, views::console_document(page, desk.view()));
  response.shop = desk.shop.slug;
  if (page.has_scanner)
    response.headers.emplace_back("Permissions-Policy",
                                  "accelerometer=(), autoplay=(), camera=(self), display-capture=(), "
                                  "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), "
                                  "magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
  return response;
}

Response desk_message(const Desk& desk, int status, views::Setback why) {
  return desk_page(desk, {.title = views::setback_title(why), .main = views::setback(why)}, status);
}

Response desk_not_found(const Desk& desk) { return desk_message(desk, 404, views::Setback::not_found); }

Response desk_refusal(const Desk& desk, const orders::Refusal& refusal, std::string_view back) {
  if (refusal.reason == orders::Reason::not_found) return desk_not_found(desk);
  return desk_page(desk,
                   {.title = "Not done", .main = views::refused(sentence(refusal.detail), way_back(back))},
                   status_of(refusal.reason));
}

views::Faults faults_of(const orders::Refusal& refusal) {
  views::Faults faults{{refusal.field, sentence(refusal.detail)}};
  for (const auto& [field, detail] : refusal.more) faults.push_back({field, sentence(detail)});
  return faults;
}

Response see_other(std::string location) {
  auto response = page(303, "");
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

}  // namespace server
