#include "server/checkpoints.hpp"

#include "store/checkpoint_line.hpp"
#include "tokens/uuid.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

namespace server {

using namespace std::chrono_literals;

namespace {

constexpr auto every = 24h;

// A line that the power cut off must not run into the next.
bool ends_open(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary | std::ios::ate};
  if (!in || in.tellg() == 0) return false;
  in.seekg(-1, std::ios::end);
  return in.get() != '\n';
}

}  // namespace

bool Checkpoints::in_file(const store::Checkpoint& checkpoint) const {
  std::ifstream in{file_, std::ios::binary};
  for (std::string line; std::getline(in, line);)
    if (const auto kept = store::parse_checkpoint(line);
        kept && kept->shop == checkpoint.shop && kept->seq == checkpoint.seq && kept->head == checkpoint.head)
      return true;
  return false;
}

void Checkpoints::keep(const store::Checkpoint& checkpoint) const {
  const bool is_signed =
      checkpoint.signature != decltype(checkpoint.signature){};  // else its key is held no more
  if (is_signed && !in_file(checkpoint)) append(checkpoint);
}

void Checkpoints::append(const store::Checkpoint& checkpoint) const {
  const auto line = (ends_open(file_) ? "\n" : "") + store::checkpoint_line(checkpoint) + '\n';
  const int out = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const bool written = out >= 0 &&
                       ::write(out, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                       ::fsync(out) == 0;
  const auto why = errno;
  if (out >= 0) ::close(out);
  if (!written) throw store::Unavailable(fmt::format("{}: {}", file_.string(), std::strerror(why)));
}

store::Task<std::optional<store::Checkpoint>> Checkpoints::take(orders::ShopId shop, orders::Instant now) {
  auto checkpoint = co_await store_.checkpoint(shop, now);
  if (!checkpoint) checkpoint = co_await store_.last_checkpoint(shop);
  if (checkpoint) keep(*checkpoint);
  co_return checkpoint;
}

store::Task<void> Checkpoints::look(orders::Instant now) {
  for (const auto& shop : co_await store_.shops()) {
    const auto last = co_await store_.last_checkpoint(shop.id);
    if (last) keep(*last);
    if (last && now - last->at < every) continue;
    const auto taken = co_await take(shop.id, now);
    if (taken && (!last || taken->seq != last->seq)) co_await tell_owners(*taken, now);
  }
}

// Their mailboxes are outside witnesses.
store::Task<void> Checkpoints::tell_owners(store::Checkpoint checkpoint, orders::Instant now) {
  for (const auto& member : co_await store_.staff(checkpoint.shop)) {
    if (member.role != orders::Role::owner || member.disabled_at) continue;
    store::Notice notice{.id = {tokens::new_uuid(now)},
                         .shop = checkpoint.shop,
                         .topic = orders::Topic::checkpoint,
                         .staff = member.id,
                         .key = "checkpoint:" + std::to_string(checkpoint.seq),
                         .created_at = now,
                         .due_at = now};
    const auto queued = co_await store_.queue_notice(std::move(notice));
    static_cast<void>(queued);
  }
}

}  // namespace server
