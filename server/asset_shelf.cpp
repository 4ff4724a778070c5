#include "server/asset_shelf.hpp"

#include "server/http/compress.hpp"
#include "tokens/hash.hpp"
#include "views/logo.hpp"

#include <fmt/format.h>

namespace server {

namespace {

std::string type_of(std::string_view extension) {
  return extension == "svg"  ? "image/svg+xml"
         : extension == "js" ? "text/javascript; charset=utf-8"
                             : "text/css; charset=utf-8";
}

views::Url address(const std::string& name) { return views::Url::local("/a/" + name); }

}  // namespace

AssetShelf::AssetShelf(store::Store& store)
    : store_{store},
      script_{put("js", views::script())},
      pad_script_{put("js", views::pad_script())},
      icon_{put("svg", views::icon())},
      console_{.stylesheet = address(put("css", views::console_stylesheet())),
               .script = address(put("js", views::console_script())),
               .scan_script = address(put("js", views::scan_script())),
               .icon = address(icon_)} {
  stylesheet("");
}

std::string AssetShelf::put(std::string_view extension, ShelfAsset asset) {
  auto name = fmt::format("{}.{}", tokens::hex(tokens::sha256(tokens::bytes(asset.bytes))), extension);
  auto kept = std::make_shared<const ShelfAsset>(std::move(asset));
  const std::lock_guard lock{mutex_};
  by_name_.emplace(name, std::move(kept));
  return name;
}

std::string AssetShelf::put(std::string_view extension, std::string_view text) {
  const auto packed = brotli(text, 11);
  return put(extension, views::Bundle{text, packed});
}

std::string AssetShelf::put(std::string_view extension, const views::Bundle& bundle) {
  return put(extension, ShelfAsset{type_of(extension), std::string(bundle.text), gzip(bundle.text, 9),
                                   std::string(bundle.brotli)});
}

std::string AssetShelf::stylesheet(const std::string& colour) {
  {
    const std::lock_guard lock{mutex_};
    if (const auto known = stylesheets_.find(colour); known != stylesheets_.end()) return known->second;
  }
  auto name = put("css", views::stylesheet(colour));
  const std::lock_guard lock{mutex_};
  return stylesheets_.emplace(colour, std::move(name)).first->second;
}

views::PageAssets AssetShelf::for_page(const orders::Branding& branding, std::string public_url) {
  views::PageAssets assets{.stylesheet = address(stylesheet(branding.colour)),
                           .script = address(script_),
                           .icon = address(icon_),
                           .pad_script = address(pad_script_),
                           .public_url = std::move(public_url)};
  if (branding.logo) assets.logo = views::logo_url(*branding.logo);
  return assets;
}

std::shared_ptr<const ShelfAsset> AssetShelf::held(const std::string& name) const {
  const std::lock_guard lock{mutex_};
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

// Guessed names must not become queries.
bool AssetShelf::may_ask_colours() {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock{mutex_};
  if (now - colours_asked_ < std::chrono::seconds{1}) return false;
  colours_asked_ = now;
  return true;
}

store::Task<std::shared_ptr<const ShelfAsset>> AssetShelf::find(std::string name) {
  if (auto asset = held(name)) co_return asset;
  const auto dot = name.find('.');
  if (dot != 64 || !tokens::from_hex(std::string_view(name).substr(0, dot))) co_return nullptr;
  if (name.ends_with(".css")) {
    if (!may_ask_colours()) co_return nullptr;
    const auto colours = co_await store_.brand_colours();
    for (const auto& colour : colours) stylesheet(colour);
    co_return held(name);
  }
  auto logo = co_await store_.find_asset(name.substr(0, dot));
  if (!logo) co_return nullptr;
  const auto extension = views::picture_extension(logo->media_type);
  if (extension != std::string_view(name).substr(dot + 1)) co_return nullptr;
  // A picture is compressed already.
  put(extension, ShelfAsset{.media_type = std::move(logo->media_type), .bytes = std::move(logo->bytes)});
  co_return held(name);
}

}  // namespace server
