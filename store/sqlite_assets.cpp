#include "store/sqlite_assets.hpp"

namespace store {

using namespace orders;

// What an asset is named by is what it holds, so one that is there is the same.
Done put_asset(Connection& connection, const Asset& asset) {
  run(connection, "INSERT INTO assets (sha256, media_type, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      asset.sha256, asset.media_type, Blob{asset.bytes});
  return std::monostate{};
}

std::optional<Asset> find_asset(Connection& connection, const std::string& sha256) {
  Asset asset;
  if (!Query{connection, "SELECT sha256, media_type, bytes FROM assets WHERE sha256 = ?", sha256}.one(
          asset.sha256, asset.media_type, Blob{asset.bytes})) {
    return std::nullopt;
  }
  return asset;
}

std::vector<std::string> brand_colours(Connection& connection) {
  std::vector<std::string> colours;
  for (Query rows{connection,
                  "SELECT brand_colour FROM shops WHERE brand_colour <> '' UNION "
                  "SELECT brand_colour FROM locations WHERE brand_colour <> '' ORDER BY 1"};
       rows.next();) {
    rows.read(colours.emplace_back());
  }
  return colours;
}

}  // namespace store
