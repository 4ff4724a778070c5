#include "store/evidence.hpp"

#include "orders/names.hpp"

#include <fmt/format.h>

namespace store {
namespace {

constexpr orders::Names<EvidenceType, 24> types{
    {"link_issued",      "link_copied",      "link_revoked",      "link_expired",     "quote_sent",
     "quote_approved",   "quote_declined",   "quote_withdrawn",   "quote_expired",    "decision_undone",
     "document_signed",  "consent_given",    "consent_withdrawn", "payment_recorded", "payment_refunded",
     "payment_disputed", "payment_mismatch", "item_handed_over",  "order_completed",  "order_reopened",
     "staff_override",   "pii_erased",       "key_rotated",       "checkpoint"}};

}  // namespace

std::string_view name(EvidenceType type) { return types.of(type); }
std::optional<EvidenceType> parse_evidence_type(std::string_view name) { return types.parse(name); }

std::string personal_place(orders::ShopId shop, std::int64_t seq) {
  return fmt::format("personal {} {}", shop.text(), seq);
}

}  // namespace store
