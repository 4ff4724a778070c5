#pragma once

#include "server/console/desk.hpp"
#include "views/console/order_page.hpp"

namespace server {

// What the page of an order shows beside the order itself.

Task<std::vector<views::LinkRow>> link_rows(Services& services, const Desk& desk, const orders::Order& order);
std::vector<views::EvidenceRow> evidence_rows(const std::vector<store::EvidenceEntry>& entries);
// Each signature with what the evidence keeps of it, once document, entry and seal are held against each
// other.
std::vector<views::SignatureRow> signature_rows(const orders::Order& order,
                                                const std::vector<store::EvidenceEntry>& entries,
                                                const tokens::KeyRing& keys);

}  // namespace server
