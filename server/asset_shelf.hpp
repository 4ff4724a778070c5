#pragma once

#include "store/store.hpp"
#include "views/assets.hpp"
#include "views/console/frame.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace server {

// One file under /a/, with its compressed forms made once.
struct ShelfAsset {
  std::string media_type = {};
  std::string bytes = {};
  std::string gzip = {}, brotli = {};  // empty where they would not pay
};

// The files that pages link to, under names that hold the SHA-256 of their bytes, so that browsers may keep
// them for a year. House style, scripts and icon come from views; brand styles are made from the colours in
// the store, logos are read from it. Used from every loop.
class AssetShelf {
 public:
  explicit AssetShelf(store::Store& store);

  // Addresses for a page of a location with this branding.
  views::PageAssets for_page(const orders::Branding& branding, std::string public_url);
  const views::ConsoleAssets& for_console() const { return console_; }
  // By file name ("<sha256>.css"). A name never handed out by this process (a restart, another instance) is
  // looked for among the store's colours and logos.
  store::Task<std::shared_ptr<const ShelfAsset>> find(std::string name);

 private:
  // The file's name.
  std::string put(std::string_view extension, ShelfAsset asset);
  std::string put(std::string_view extension, std::string_view text);  // svg, js or css; so the next
  std::string put(std::string_view extension, const views::Bundle& bundle);
  std::string stylesheet(const std::string& colour);
  bool may_ask_colours();
  std::shared_ptr<const ShelfAsset> held(const std::string& name) const;

  store::Store& store_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const ShelfAsset>> by_name_;
  std::map<std::string, std::string> stylesheets_;  // colour -> name
  std::string script_, pad_script_, icon_;
  views::ConsoleAssets console_;
  std::chrono::steady_clock::time_point colours_asked_{};  // the store, at most once a second
};

}  // namespace server
