#include "store/sqlite_files.hpp"

namespace store {

using namespace orders;

namespace {

constexpr std::int64_t most_bytes_an_order = 100 * 1024 * 1024;

// In the order of the schema, the key left out.
auto columns(auto& file) {
  auto& what = file.attachment;
  return std::tie(what.name, what.media_type, what.bytes, what.sha256, what.width, what.height,
                  file.uploaded_at);
}

}  // namespace

Done add_file(Connection& connection, const File& file) {
  std::int64_t held = 0;
  Query{connection, "SELECT coalesce(sum(bytes), 0) FROM files WHERE shop = ? AND order_id = ?", file.shop,
        file.order}
      .one(held);
  if (held + file.attachment.bytes > most_bytes_an_order)
    return Refusal{Reason::conflict, "file", "the files of an order have at most 100 MiB"};
  run(connection, "INSERT INTO files VALUES (?,?,?, ?,?,?,?,?,?,?, ?)", file.shop, file.attachment.id,
      file.order, columns(file), Blob{file.content});
  return std::monostate{};
}

std::optional<File> find_file(Connection& connection, ShopId shop, OrderId order, AttachmentId id) {
  File file{.shop = shop, .order = order};
  file.attachment.id = id;
  if (!Query{connection,
             "SELECT name, media_type, bytes, sha256, width, height, uploaded_at, content FROM files WHERE "
             "shop = ? AND id = ? AND order_id = ?",
             shop, id, order}
           .one(columns(file), Blob{file.content})) {
    return std::nullopt;
  }
  return file;
}

std::size_t drop_stray_files(Connection& connection, Instant before) {
  const int dropped = run(connection,
                          "DELETE FROM files WHERE uploaded_at < ? AND NOT EXISTS (SELECT 1 FROM attachments "
                          "a WHERE a.shop = files.shop AND a.order_id = files.order_id AND a.id = files.id)",
                          before);
  return static_cast<std::size_t>(dropped);
}

}  // namespace store
