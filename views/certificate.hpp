#pragma once

#include "orders/money.hpp"
#include "orders/order.hpp"
#include "orders/shop.hpp"
#include "orders/strokes.hpp"
#include "orders/zone.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace views {

enum class ActKind {
  quote_approved,
  quote_approved_in_part,
  quote_declined,
  decision_undone,
  document_signed
};

// One act of a customer as the evidence recorded it. What was not recorded stays empty and is left out.
// Hashes are 64 lower-case hex digits.
struct CertificateAct {
  ActKind kind = ActKind::quote_approved;
  int round = 0;                            // of a quote
  std::optional<orders::Money> total = {};  // of a quote, tax included
  std::string title = {};                   // of a document
  int version = 1;                          // of a document
  std::string name = {};                    // as typed
  orders::Instant at{};
  bool clock_suspect = false;
  std::string button_text = {};                       // of the button that was pressed
  std::optional<orders::DecisionMethod> method = {};  // of a decision
  std::string reference = {};                         // of a decision that staff recorded
  std::string locale = {};                            // BCP 47, of the text that was shown
  std::string link_fingerprint = {};                  // 16 hex digits
  std::string subject_sha256 = {};                    // of the quote or document
  std::string event_sha256 = {};                      // of the entry in the chain
  std::int64_t seq = 0;                               // of that entry
  std::string key_id = {};                            // of the key that signed that entry
  std::optional<orders::Strokes> strokes = {};        // of a drawn signature; without them the name is drawn
};

struct CheckpointMark {
  std::int64_t seq = 0;
  std::string head = {};  // hash of that entry
  orders::Instant at{};
};

// What stands on a certificate. References live as long as the call.
struct CertificateView {
  const orders::Shop& shop;
  const orders::Location& location;
  const orders::Zone& zone;  // the location's
  std::string order_number;
  std::vector<CertificateAct> acts;  // oldest first
  std::int64_t head_seq = 0;         // the last entry of the chain when this was issued
  std::string head = {};             // its hash
  std::optional<CheckpointMark> checkpoint = {};
  std::string key_id = {};      // of the key in use
  std::string public_key = {};  // Ed25519, as /.well-known/claimcheck-seal.json tells it
  orders::Instant issued_at{};
};

}  // namespace views
