#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orders {

// 16 bytes of a UUID version 7 (RFC 9562). They are made in tokens, where randomness lives.
using Uuid = std::array<std::uint8_t, 16>;

std::string uuid_text(const Uuid& uuid);  // 8-4-4-4-12, lower-case hex
std::optional<Uuid> parse_uuid(std::string_view text);

// An identifier that cannot be mixed up with another kind's. Its text is the kind's prefix and the UUID:
// ord_01890a5d-ac96-774b-bcce-b302099a8057.
template <class Kind>
struct Id {
  Uuid uuid{};
  friend auto operator<=>(const Id&, const Id&) = default;

  std::string text() const { return std::string(Kind::prefix) + uuid_text(uuid); }
  static std::optional<Id> parse(std::string_view text) {
    if (!text.starts_with(Kind::prefix)) return std::nullopt;
    const auto uuid = parse_uuid(text.substr(Kind::prefix.size()));
    if (!uuid) return std::nullopt;
    return Id{*uuid};
  }
};

namespace kind {
struct Shop {
  static constexpr std::string_view prefix = "shp_";
};
struct Location {
  static constexpr std::string_view prefix = "loc_";
};
struct Order {
  static constexpr std::string_view prefix = "ord_";
};
struct Device {
  static constexpr std::string_view prefix = "dev_";
};
struct Event {
  static constexpr std::string_view prefix = "evt_";
};
struct Quote {
  static constexpr std::string_view prefix = "qt_";
};
struct QuoteLine {
  static constexpr std::string_view prefix = "ql_";
};
struct Document {
  static constexpr std::string_view prefix = "doc_";
};
struct Signature {
  static constexpr std::string_view prefix = "sig_";
};
struct Payment {
  static constexpr std::string_view prefix = "pay_";
};
struct Message {
  static constexpr std::string_view prefix = "msg_";
};
struct Attachment {
  static constexpr std::string_view prefix = "att_";
};
struct Notice {
  static constexpr std::string_view prefix = "ntc_";
};
struct Link {
  static constexpr std::string_view prefix = "lnk_";
};
struct Staff {
  static constexpr std::string_view prefix = "stf_";
};
struct ApiKey {
  static constexpr std::string_view prefix = "key_";
};
struct Session {
  static constexpr std::string_view prefix = "ses_";
};
struct Webhook {
  static constexpr std::string_view prefix = "whk_";
};
struct Delivery {
  static constexpr std::string_view prefix = "dlv_";
};
struct Terms {
  static constexpr std::string_view prefix = "trm_";
};
}  // namespace kind

using ShopId = Id<kind::Shop>;
using LocationId = Id<kind::Location>;
using OrderId = Id<kind::Order>;
using DeviceId = Id<kind::Device>;
using EventId = Id<kind::Event>;
using QuoteId = Id<kind::Quote>;
using QuoteLineId = Id<kind::QuoteLine>;
using DocumentId = Id<kind::Document>;
using SignatureId = Id<kind::Signature>;
using PaymentId = Id<kind::Payment>;
using MessageId = Id<kind::Message>;
using AttachmentId = Id<kind::Attachment>;
using NoticeId = Id<kind::Notice>;
using LinkUid = Id<kind::Link>;
using StaffId = Id<kind::Staff>;
using ApiKeyId = Id<kind::ApiKey>;
using SessionId = Id<kind::Session>;
using WebhookId = Id<kind::Webhook>;
using DeliveryId = Id<kind::Delivery>;
using TermsId = Id<kind::Terms>;

}  // namespace orders
