#pragma once

#include "server/pack/archive.hpp"
#include "server/pack/sealed_json.hpp"
#include "store/dossier.hpp"

#include <filesystem>

namespace server {

// The dispute pack of an order: every quote round, the documents as they were signed, strokes and pictures,
// the entries of evidence with what is personal beside them, and a signed certificate over all of it. What
// the key ring does not open stays out.
std::vector<PackFile> make_pack(const store::Dossier& dossier, const tokens::KeyRing& keys,
                                orders::Instant now);

// Works everything out again, without a store, a key file or a network: one sentence for each fault, the
// first bad entry first. `trusted` are the shop's public keys where the reader has them from elsewhere.
store::Verdict verify_pack(const std::filesystem::path& file, const PublicKeys& trusted = {});

}  // namespace server
