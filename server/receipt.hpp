#pragma once

#include "server/pack/sealed_json.hpp"
#include "store/open.hpp"
#include "tokens/keys.hpp"
#include "views/certificate.hpp"

#include <string>
#include <vector>

namespace server {

// What the evidence of an order says its customer did, oldest first. What is personal is opened with the
// keys; what they do not open is left out.
std::vector<views::CertificateAct> acts_of(const orders::Order& order,
                                           const std::vector<store::EvidenceEntry>& entries,
                                           const tokens::KeyRing& keys);

// The small receipt that a customer keeps as a witness of their own: what they did and where the chain stood,
// signed by the shop: {"v","shop","order","issued_at","acts":[{"type","ts","seq","sha256","total","event"}],
// "head":{"seq","hash"},"kid","public_key","signature"}. It names no person.
std::string receipt_json(const orders::Shop& shop, const orders::Order& order,
                         const std::vector<views::CertificateAct>& acts, const store::ChainHead& head,
                         const tokens::KeyRing& keys, orders::Instant now);
// One sentence for each fault. `trusted` are the shop's public keys, if they are known from elsewhere.
store::Verdict verify_receipt(std::string_view text, const PublicKeys& trusted = {});

}  // namespace server
