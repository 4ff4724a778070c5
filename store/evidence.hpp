#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {

// What the chain of a shop proves. Some are types for later acts; each has one name for good.
enum class EvidenceType {
  link_issued,
  link_copied,
  link_revoked,
  link_expired,
  quote_sent,
  quote_approved,
  quote_declined,
  quote_withdrawn,
  quote_expired,
  decision_undone,
  document_signed,
  consent_given,
  consent_withdrawn,
  payment_recorded,
  payment_refunded,
  payment_disputed,
  payment_mismatch,
  item_handed_over,
  order_completed,
  order_reopened,
  staff_override,
  pii_erased,
  key_rotated,
  checkpoint
};
std::string_view name(EvidenceType type);
std::optional<EvidenceType> parse_evidence_type(std::string_view name);

// One entry of a shop's chain as it is stored.
struct EvidenceEntry {
  orders::ShopId shop{};
  std::int64_t seq = 0;
  orders::EventId id{};
  std::optional<orders::OrderId> order = {};
  std::optional<orders::Uuid> subject = {};
  EvidenceType type = EvidenceType::checkpoint;
  orders::Instant at{};
  std::string body = {};  // canonical JSON
  std::array<std::uint8_t, 32> hash{};
  int kid = 0;
  std::array<std::uint8_t, 64> signature{};
  // Gone after an erasure.
  std::optional<std::array<std::uint8_t, 16>> salt = {};
  std::string sealed_personal = {};
};

// A chain's head at one moment. Kept outside the database too, since a chain alone cannot show a cut tail.
struct Checkpoint {
  orders::ShopId shop{};
  std::int64_t seq = 0;
  std::array<std::uint8_t, 32> head{};
  orders::Instant at{};
  int kid = 0;
  std::array<std::uint8_t, 64> signature{};
};

// The last entry of a chain; seq 0 and the genesis while there is none.
struct ChainHead {
  std::int64_t seq = 0;
  std::array<std::uint8_t, 32> hash{};
  orders::Instant at{};
};

// The place that a sealed personal row is bound to.
std::string personal_place(orders::ShopId shop, std::int64_t seq);

}  // namespace store
