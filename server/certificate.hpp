#pragma once

#include "server/settings.hpp"
#include "store/store.hpp"
#include "views/certificate.hpp"
#include "views/pdf.hpp"

#include <optional>
#include <string>
#include <vector>

namespace server {

// What the papers of an order are made of, beside the order. References live as long as the result.
struct PaperOf {
  const orders::Shop& shop;
  const orders::Location& location;
  const orders::Zone& zone;
  const orders::Order& order;
  orders::Instant at;
};

views::CertificateView certificate_of(const PaperOf& paper, std::vector<views::CertificateAct> acts,
                                      const store::ChainHead& head,
                                      const std::optional<store::Checkpoint>& last,
                                      const tokens::KeyRing& keys);

// The strokes of the signatures that were drawn.
std::vector<views::DrawnSignature> drawings(const std::vector<store::EvidenceEntry>& entries,
                                            const std::vector<views::CertificateAct>& acts);

}  // namespace server
