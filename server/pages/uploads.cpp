#include "server/pages/uploads.hpp"

#include "server/media/sniff.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"
#include "tokens/uuid.hpp"

namespace server {

namespace {

constexpr std::size_t most_bytes = 10 * 1024 * 1024;

// As a parameter of Content-Disposition: RFC 6266 with the name in UTF-8 as RFC 8187 writes it.
std::string encoded_name(std::string_view name) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~";
  std::string out;
  for (const char c : name) {
    if (plain.find(c) != plain.npos) {
      out += c;
    } else {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace

Task<TakenFiles> take_files(Services& services, orders::ShopId shop, orders::OrderId order,
                            std::vector<UploadedFile> files) {
  using views::FaultKind;
  TakenFiles taken;
  const auto at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  for (auto& sent : files) {
    if (sent.bytes.empty()) continue;  // an input that was left alone
    if (sent.bytes.size() > most_bytes) {
      taken.faults.push_back({"file", FaultKind::file_too_large});
      continue;
    }
    store::File file{.shop = shop, .order = order, .uploaded_at = at};
    auto type = co_await services.darkroom.sniff(sent.bytes);
    file.attachment = {.id = {tokens::new_uuid(at)},
                       .name = sent.name.empty() ? std::string("file") : sent.name,
                       .media_type = std::move(type)};
    if (is_picture(file.attachment.media_type)) {
      auto picture = co_await services.darkroom.reencode(std::move(sent.bytes));
      if (!picture) {
        taken.faults.push_back({"file", FaultKind::file_unreadable});
        continue;
      }
      file.attachment.media_type = picture->media_type;
      file.attachment.width = picture->width;
      file.attachment.height = picture->height;
      file.content = std::move(picture->bytes);
    } else {
      file.content = std::move(sent.bytes);
    }
    file.attachment.bytes = static_cast<std::int64_t>(file.content.size());
    file.attachment.sha256 = tokens::hex(tokens::sha256(tokens::bytes(file.content)));
    const auto kept = file.attachment;
    const auto added = co_await services.store.add_file(std::move(file));
    if (added)
      taken.files.push_back(kept);
    else
      taken.faults.push_back({"file", FaultKind::too_many_files});
  }
  co_return taken;
}

Task<TakenFiles> take_files(Services& services, const Visit& visit, std::vector<UploadedFile> files) {
  return take_files(services, visit.found.link.shop, visit.found.order.id, std::move(files));
}

Response as_download(store::File file) {
  const auto& what = file.attachment;
  const bool picture = what.width > 0;
  return {.content_type = picture ? what.media_type : "application/octet-stream",
          .body = std::move(file.content),
          .headers = {{"Content-Disposition", (picture ? "inline" : "attachment") +
                                                  ("; filename*=UTF-8''" + encoded_name(what.name))}},
          .kind = Response::Kind::plain,
          .compressible = false};
}

}  // namespace server
