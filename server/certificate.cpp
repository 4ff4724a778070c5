#include "server/certificate.hpp"

#include "tokens/base64.hpp"
#include "tokens/hash.hpp"
#include "tokens/sign.hpp"

#include <algorithm>

namespace server {

views::CertificateView certificate_of(const PaperOf& paper, std::vector<views::CertificateAct> acts,
                                      const store::ChainHead& head,
                                      const std::optional<store::Checkpoint>& last,
                                      const tokens::KeyRing& keys) {
  views::CertificateView view{.shop = paper.shop,
                              .location = paper.location,
                              .zone = paper.zone,
                              .order_number = paper.order.number,
                              .acts = std::move(acts),
                              .head_seq = head.seq,
                              .head = tokens::hex(head.hash),
                              .key_id = std::to_string(keys.newest()),
                              .public_key = tokens::base64url(tokens::public_key(keys, keys.newest())),
                              .issued_at = paper.at};
  if (last) view.checkpoint = views::CheckpointMark{last->seq, tokens::hex(last->head), last->at};
  return view;
}

std::vector<views::DrawnSignature> drawings(const std::vector<store::EvidenceEntry>& entries,
                                            const std::vector<views::CertificateAct>& acts) {
  std::vector<views::DrawnSignature> all;
  for (const auto& act : acts) {
    const auto entry = std::ranges::find(entries, act.seq, &store::EvidenceEntry::seq);
    if (act.strokes && entry != entries.end() && entry->subject)
      all.push_back({orders::SignatureId{*entry->subject}, *act.strokes});
  }
  return all;
}

}  // namespace server
