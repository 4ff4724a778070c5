#include "server/http/tickets.hpp"

#include "tokens/hash.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

#include <algorithm>

namespace server {

namespace {

using std::chrono::steady_clock;

const EVP_CIPHER* cipher() {
  static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
  return fetched;
}

bool sign_with(EVP_MAC_CTX* mac, TicketKeys::Key& key) {
  char digest[] = "SHA256";
  const OSSL_PARAM said[]{
      OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key.sign.data(), key.sign.size()),
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
  return EVP_MAC_CTX_set_params(mac, said) == 1;
}

// As SSL_CTX_set_tlsext_ticket_key_evp_cb wants it: -1 an error, 0 no such key, 1 done, 2 done and the ticket
// is to be replaced.
int on_ticket(SSL* session, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* box, EVP_MAC_CTX* mac,
              int sealing) {
  auto& keys = *static_cast<TicketKeys*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(session)));
  const auto now = steady_clock::now();
  auto key = keys.newest(now);
  // In TLS 1.3 a ticket is used once (RFC 8446 appendix C.4), so who spends one is given the next.
  int done = !sealing && SSL_version(session) >= TLS1_3_VERSION ? 2 : 1;
  if (sealing) {
    std::ranges::copy(key.name, name);
    if (RAND_bytes(iv, EVP_CIPHER_get_iv_length(cipher())) != 1) return -1;
  } else if (!std::ranges::equal(key.name, std::span{name, key.name.size()})) {
    const auto former = keys.find(std::span<const unsigned char, 16>{name, 16}, now);
    if (!former) return 0;
    key = *former;
    done = 2;
  }
  const bool ready = EVP_CipherInit_ex(box, cipher(), nullptr, key.seal.data(), iv, sealing) == 1;
  return ready && sign_with(mac, key) ? done : -1;
}

}  // namespace

void TicketKeys::renew(Time now) {
  while (!keys_.empty() && keys_.back().drawn + static_cast<int>(most) * turn <= now) keys_.pop_back();
  if (!keys_.empty() && now < keys_.front().drawn + turn) return;
  Key key;
  key.drawn = now;
  tokens::random_bytes(key.name);
  tokens::random_bytes(key.seal);
  tokens::random_bytes(key.sign);
  keys_.push_front(key);
  if (keys_.size() > most) keys_.pop_back();
}

TicketKeys::Key TicketKeys::newest(Time now) {
  const std::lock_guard lock{mutex_};
  renew(now);
  return keys_.front();
}

std::optional<TicketKeys::Key> TicketKeys::find(std::span<const unsigned char, 16> name, Time now) {
  const std::lock_guard lock{mutex_};
  renew(now);
  const auto is = [&](const Key& key) { return std::ranges::equal(key.name, name); };
  const auto found = std::ranges::find_if(keys_, is);
  return found == keys_.end() ? std::nullopt : std::optional{*found};
}

void TicketKeys::serve(ssl_ctx_st* context) {
  SSL_CTX_set_app_data(context, this);
  SSL_CTX_set_tlsext_ticket_key_evp_cb(context, on_ticket);
}

}  // namespace server
