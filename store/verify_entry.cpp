#include "store/evidence_event.hpp"
#include "store/verify_chain.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/evidence.hpp"
#include "tokens/seal.hpp"

namespace store {

namespace json = boost::json;
using namespace orders;

namespace {

std::string_view text(const json::object& body, const char* name) {
  const auto* member = body.if_contains(name);
  return member && member->is_string() ? std::string_view(member->as_string()) : std::string_view{};
}

std::string_view id_of(const json::object& body, const char* name) {
  const auto* member = body.if_contains(name);
  return member && member->is_object() ? text(member->as_object(), "id") : std::string_view{};
}

// Whether the row's subject is what the body says it is about. A signature's body names its document instead;
// that one is held against the signatures.
bool about_its_subject(const EvidenceEntry& entry, const json::object& body) {
  const auto is = [&](std::string_view prefix, std::string_view id) {
    return entry.subject && id == std::string(prefix) + uuid_text(*entry.subject);
  };
  switch (entry.type) {
    case EvidenceType::quote_sent:
    case EvidenceType::quote_approved:
    case EvidenceType::quote_declined:
    case EvidenceType::quote_withdrawn:
    case EvidenceType::quote_expired:
    case EvidenceType::decision_undone: return is(kind::Quote::prefix, id_of(body, "doc"));
    case EvidenceType::payment_recorded:
    case EvidenceType::payment_refunded:
    case EvidenceType::payment_disputed: return is(kind::Payment::prefix, id_of(body, "doc"));
    case EvidenceType::link_issued:
    case EvidenceType::link_copied:
    case EvidenceType::link_revoked:
    case EvidenceType::link_expired: return is(kind::Link::prefix, id_of(body, "link"));
    case EvidenceType::document_signed: return entry.subject.has_value();
    default: return !entry.subject;
  }
}

bool agrees(const EvidenceEntry& entry, const json::object& body) {
  const auto* seq = body.if_contains("seq");
  const auto* version = body.if_contains("v");
  return version && *version == json::value(1) && seq && seq->is_int64() && seq->as_int64() == entry.seq &&
         text(body, "id") == entry.id.text() && text(body, "type") == name(entry.type) &&
         text(body, "ts") == evidence_time(entry.at) && text(body, "shop") == entry.shop.text() &&
         text(body, "order") == (entry.order ? entry.order->text() : std::string{}) &&
         about_its_subject(entry, body);
}

// What lies beside the chain: `nullopt` when the commitments hold, as far as the keys open it.
std::optional<std::string> personal_fault(const EvidenceEntry& entry, const json::object& body,
                                          const tokens::KeyRing* keys, bool erased) {
  const bool committed = body.contains("pii_commit") || body.contains("row_commit");
  if (!committed) return std::nullopt;
  if (!entry.salt) {
    if (erased) return std::nullopt;
    return "its personal row is gone, and no erasure is on record";
  }
  const auto commitment = text(body, "pii_commit");
  if (commitment.empty()) {
    if (entry.sealed_personal.empty()) return std::nullopt;
    return "its personal row holds what it does not vouch for";
  }
  if (entry.sealed_personal.empty()) return "what was sealed beside it is gone";
  const auto kid = static_cast<unsigned char>(entry.sealed_personal.front());
  if (!keys || !keys->has(kid)) return std::nullopt;
  const auto opened =
      tokens::open(*keys, tokens::KeyUse::pii, entry.sealed_personal, personal_place(entry.shop, entry.seq));
  if (!opened) return "what was sealed beside it does not open";
  if (tokens::hex(tokens::personal_commitment(*entry.salt, *opened)) != commitment)
    return "what was sealed beside it is not what it vouches for";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> entry_fault(const EvidenceEntry& entry, const std::array<std::uint8_t, 32>& before,
                                       const EntryCheck& check, bool erased) {
  const auto body = tokens::parse_canonical(entry.body);
  if (!body || !body->is_object()) return "its body is not canonical JSON";
  if (!agrees(entry, body->as_object())) return "its body says something else than its row";
  if (tokens::chain(before, entry.body) != entry.hash)
    return "its hash does not follow from the one before it";
  const auto key = check.public_keys.find(entry.kid);
  if (key == check.public_keys.end()) return "the key that signed it is not known";
  if (check.signatures &&
      !tokens::verify_signature(key->second, tokens::Statement::event, entry.hash, entry.signature))
    return "its signature is not of its hash and key";
  return personal_fault(entry, body->as_object(), check.keys, erased);
}

}  // namespace store
