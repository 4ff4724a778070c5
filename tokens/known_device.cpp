#include "tokens/known_device.hpp"

#include "tokens/base64.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace tokens {
namespace {

constexpr std::size_t id_size = 16, mark_size = 16, most_people = 8;

// Id and marks, one behind the other.
std::optional<std::string> read(std::string_view cookie) {
  auto raw = from_base64url(cookie);
  if (!raw || raw->size() < id_size || (raw->size() - id_size) % mark_size != 0 ||
      raw->size() > id_size + most_people * mark_size)
    return std::nullopt;
  return raw;
}

std::string mark(const Hash& key, std::string_view id, const orders::StaffId& staff) {
  using namespace std::string_literals;
  auto message = "claimcheck/device/v1\0"s;
  message += id;
  message.append(staff.uuid.begin(), staff.uuid.end());
  const auto mac = hmac_sha256(key, bytes(message));
  return {mac.begin(), mac.begin() + mark_size};
}

bool has(std::string_view marks, std::string_view wanted) {
  for (; !marks.empty(); marks.remove_prefix(mark_size))
    if (equal_constant_time(bytes(marks.substr(0, mark_size)), bytes(wanted))) return true;
  return false;
}

}  // namespace

std::string known_device(const KeyRing& keys, std::string_view cookie, const orders::StaffId& staff) {
  auto held = read(cookie);
  if (!held) {
    std::array<std::uint8_t, id_size> fresh{};
    random_bytes(fresh);
    held = std::string(fresh.begin(), fresh.end());
  }
  const auto id = held->substr(0, id_size);
  const auto added = mark(keys.sub_key(keys.newest(), KeyUse::form), id, staff);
  auto marks = held->substr(id_size);
  if (!has(marks, added)) marks = added + marks.substr(0, (most_people - 1) * mark_size);
  return base64url(bytes(id + marks));
}

std::optional<std::string> device_of(const KeyRing& keys, std::string_view cookie,
                                     const orders::StaffId& staff) {
  const auto held = read(cookie);
  if (!held) return std::nullopt;
  const auto id = held->substr(0, id_size);
  const auto marks = std::string_view(*held).substr(id_size);
  const bool known = std::ranges::any_of(
      keys.kids(), [&](int kid) { return has(marks, mark(keys.sub_key(kid, KeyUse::form), id, staff)); });
  return known ? std::optional(id) : std::nullopt;
}

}  // namespace tokens
