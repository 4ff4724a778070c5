#include "store/checkpoint_line.hpp"

#include "store/evidence_event.hpp"
#include "tokens/base64.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/hash.hpp"

#include <algorithm>
#include <array>

namespace store {

namespace json = boost::json;

namespace {

template <std::size_t N>
bool fill(std::array<std::uint8_t, N>& out, const std::optional<std::string>& bytes) {
  if (!bytes || bytes->size() != N) return false;
  std::ranges::copy(*bytes, out.begin());
  return true;
}

}  // namespace

std::string checkpoint_line(const Checkpoint& checkpoint) {
  return tokens::canonical_json(json::object{{"shop", checkpoint.shop.text()},
                                             {"seq", checkpoint.seq},
                                             {"head", tokens::hex(checkpoint.head)},
                                             {"ts", evidence_time(checkpoint.at)},
                                             {"kid", checkpoint.kid},
                                             {"signature", tokens::base64url(checkpoint.signature)}});
}

std::optional<Checkpoint> parse_checkpoint(std::string_view line) {
  const auto value = tokens::parse_canonical(line);
  if (!value || !value->is_object()) return std::nullopt;
  const auto& object = value->as_object();
  const auto text = [&](const char* name) {
    const auto* member = object.if_contains(name);
    return member && member->is_string() ? std::string(member->as_string()) : std::string{};
  };
  const auto number = [&](const char* name) {
    const auto* member = object.if_contains(name);
    return member && member->is_int64() ? member->as_int64() : -1;
  };
  const auto shop = orders::ShopId::parse(text("shop"));
  const auto at = parse_evidence_time(text("ts"));
  Checkpoint checkpoint{.seq = number("seq"), .kid = static_cast<int>(number("kid"))};
  if (!shop || !at || !fill(checkpoint.head, tokens::from_hex(text("head"))) ||
      !fill(checkpoint.signature, tokens::from_base64url(text("signature"))))
    return std::nullopt;
  checkpoint.shop = *shop;
  checkpoint.at = *at;
  return checkpoint_line(checkpoint) == line ? std::optional{checkpoint} : std::nullopt;
}

}  // namespace store
