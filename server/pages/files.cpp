#include "server/asset_shelf.hpp"
#include "server/http/compress.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"

namespace server {

namespace {

Response file(const Request& request, const ShelfAsset& asset) {
  Response response{.content_type = asset.media_type, .kind = Response::Kind::asset, .compressible = false};
  const auto coding = choose_coding(request.header("accept-encoding"));
  if (coding == Coding::brotli && !asset.brotli.empty()) {
    response.body = asset.brotli;
    response.headers.emplace_back("Content-Encoding", "br");
  } else if (coding != Coding::identity && !asset.gzip.empty()) {
    response.body = asset.gzip;
    response.headers.emplace_back("Content-Encoding", "gzip");
  } else {
    response.body = asset.bytes;
  }
  if (!asset.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

}  // namespace

Task<Response> send_asset(Services& services, const Request& request, Captures captures) {
  const auto asset = co_await services.assets.find(std::string(captures[0]));
  if (!asset) co_return unknown(services, request);
  co_return file(request, *asset);
}

Task<Response> send_robots(Services&, const Request&, Captures) {
  co_return Response{.content_type = "text/plain; charset=utf-8",
                     .body = std::string(views::robots_txt()),
                     .kind = Response::Kind::plain};
}

// Browsers ask for this name unbidden.
Task<Response> send_icon(Services&, const Request&, Captures) {
  co_return Response{.content_type = "image/svg+xml",
                     .body = std::string(views::icon()),
                     .headers = {{"Cache-Control", "public, max-age=86400"}},
                     .kind = Response::Kind::plain};
}

}  // namespace server
