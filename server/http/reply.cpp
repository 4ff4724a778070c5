#include "server/http/reply.hpp"

#include "server/http/finished.hpp"
#include "server/http/text.hpp"

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace server {

namespace {

using Field = std::pair<std::string_view, std::string_view>;

constexpr Field on_all[]{{"X-Content-Type-Options", "nosniff"},
                         {"Cross-Origin-Resource-Policy", "same-origin"}};

constexpr Field on_pages[]{
    {"Cache-Control", "no-store"},
    // Not no-referrer: it would turn the Origin of our own forms into null.
    {"Referrer-Policy", "same-origin"},
    {"X-Robots-Tag", "noindex, nofollow, noarchive, nosnippet"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
     "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"},
    {"Vary", "Accept-Encoding, Accept-Language"},
};

// Behind the end stands where forms may lead beside this site.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types claimcheck; "
    "form-action 'self'";

constexpr std::string_view nothing_runs = "default-src 'none'; frame-ancestors 'none'; sandbox";
constexpr Field on_assets[]{{"Cache-Control", "public, max-age=31536000, immutable"},
                            {"Content-Security-Policy", nothing_runs}};
constexpr Field on_data[]{
    {"Cache-Control", "no-store"}, {"Content-Security-Policy", nothing_runs}, {"X-Robots-Tag", "noindex"}};

std::span<const Field> usual_fields(const Response& response) {
  if (response.kind == Response::Kind::page) return on_pages;
  // An error is never kept for a year.
  if (response.kind == Response::Kind::asset && response.status < 400) return on_assets;
  return on_data;
}

bool has(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& field) { return same_name(field.first, name); });
}

void add(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string start_of(int status) {
  namespace http = boost::beast::http;
  const std::string_view phrase = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
  return fmt::format("HTTP/1.1 {} {}\r\nDate: ", status, phrase);
}

std::string_view manner_lines(bool secure, bool http_1_0, bool keep_alive) {
  static constexpr std::array<std::string_view, 6> lines{
      "",
      "\r\nConnection: close",
      "\r\nConnection: keep-alive",
      "\r\nStrict-Transport-Security: max-age=63072000",
      "\r\nStrict-Transport-Security: max-age=63072000\r\nConnection: close",
      "\r\nStrict-Transport-Security: max-age=63072000\r\nConnection: keep-alive"};
  return lines[(secure ? 3 : 0) + (!keep_alive ? 1 : http_1_0 ? 2 : 0)];
}

bool offer_codings(Response& response) {
  if (!response.compressible || response.body.size() < worth_compressing || !shrinks(response.content_type) ||
      has(response, "Content-Encoding"))
    return false;
  if (!has(response, "Vary") && response.kind != Response::Kind::page)
    response.headers.emplace_back("Vary", "Accept-Encoding");
  return true;
}

void compress(Response& response, Coding coding) {
  if (coding == Coding::identity) return;
  auto smaller = coding == Coding::brotli ? brotli(response.body, 5) : gzip(response.body, 6);
  if (smaller.empty()) return;
  response.body = std::move(smaller);
  response.headers.emplace_back("Content-Encoding", name_of(coding));
}

std::string fields_of(const Response& response, bool endless) {
  std::string head = "\r\n";
  head.reserve(1500);
  if (!is_bodiless(response.status)) {
    if (!response.body.empty()) add(head, "Content-Type", response.content_type);
    if (!endless) add(head, "Content-Length", fmt::format_int{response.body.size()}.c_str());
  }
  for (const auto& [name, value] : response.headers)
    if (value.find_first_of(std::string_view{"\r\n\0", 3}) == value.npos) add(head, name, value);
  for (const auto& fields : {std::span<const Field>{on_all}, usual_fields(response)})
    for (const auto& [name, value] : fields)
      if (!has(response, name)) add(head, name, value);
  if (response.kind == Response::Kind::page && !has(response, "Content-Security-Policy"))
    add(head, "Content-Security-Policy",
        response.form_target.empty() ? std::string(page_policy)
                                     : fmt::format("{} {}", page_policy, response.form_target));
  head += "\r\n";
  return head;
}

Reply finish(Response response, const Manner& manner) {
  if (response.finished) {
    const auto& form = response.finished->form(choose_coding(manner.accept_encoding));
    Reply reply{.head = std::string(response.finished->start())};
    reply.head.append(manner.date)
        .append(manner_lines(manner.secure, manner.http_1_0, manner.keep_alive))
        .append(form.head);
    if (!manner.head_only) reply.body = form.body;
    return reply;
  }
  if (offer_codings(response)) compress(response, choose_coding(manner.accept_encoding));
  Reply reply{.head = start_of(response.status)};
  reply.head.append(manner.date)
      .append(manner_lines(manner.secure, manner.http_1_0, manner.keep_alive))
      .append(fields_of(response, manner.endless));
  if (!manner.head_only && !is_bodiless(response.status)) reply.body = std::move(response.body);
  return reply;
}

}  // namespace server
