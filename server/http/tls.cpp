#include "server/http/tls.hpp"

#include "server/config.hpp"
#include "server/http/tickets.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

#include <sys/stat.h>

namespace server {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t record_bytes = SSL3_RT_MAX_PLAIN_LENGTH;
constexpr std::string_view http_1_1 = "\x08http/1.1";
// Mozilla's "intermediate" less finite-field Diffie-Hellman, which only clients without elliptic curves need.
constexpr const char* ciphers_1_2 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* ciphers_1_3 =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr long ticket_seconds = 24 * 60 * 60;

[[noreturn]] void fail(const fs::path& file, std::string_view fault) {
  throw ConfigError(fmt::format("{}: {}", file.string(), fault));
}

// What the library says of its last fault, without the lines of a file it may have quoted.
std::string reason() {
  const auto* words = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return words ? words : "it is not understood";
}

void check_readable(const fs::path& file, bool secret) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) fail(file, fmt::format("cannot be read: {}", std::strerror(errno)));
  if (!S_ISREG(facts.st_mode)) fail(file, "is not a regular file");
  if (const auto mode = facts.st_mode & 07777U; secret && (mode & 0027U) != 0)
    fail(file,
         fmt::format("has mode {:04o}, but must be 0600, or 0640, so that nobody else reads the key", mode));
}

// Nobody is there to be asked for a passphrase.
int no_passphrase(char*, int, int, void*) { return -1; }

void load(SSL_CTX* context, const fs::path& certificate, const fs::path& key) {
  check_readable(certificate, false);
  check_readable(key, true);
  ERR_clear_error();
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    fail(certificate, fmt::format("holds no certificate that can be used: {}", reason()));
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH)
      fail(key, fmt::format("does not belong to the certificate {}", certificate.string()));
    fail(key, fmt::format("holds no private key without a passphrase: {}", reason()));
  }
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_bytes, void*) {
  const auto* ours = reinterpret_cast<const unsigned char*>(http_1_1.data());
  unsigned char* found = nullptr;
  const auto met = SSL_select_next_proto(&found, length, ours, http_1_1.size(), offered, offered_bytes);
  *chosen = found;
  return met == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

SSL_CTX* make_context() {
  auto* context = SSL_CTX_new(TLS_server_method());
  if (!context) throw std::bad_alloc{};
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, ciphers_1_2);
  SSL_CTX_set_ciphersuites(context, ciphers_1_3);
  SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384");
  // A phone without AES in its processor puts ChaCha20 first, and gets it.
  SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                   SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);  // a record in one read, not its five bytes of header first
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_timeout(context, ticket_seconds);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  return context;
}

// The next record's bytes behind the first `from`: where they lie, or gathered.
asio::const_buffer next_record(std::span<const asio::const_buffer> bytes, std::size_t from) {
  while (from >= bytes.front().size()) {
    from -= bytes.front().size();
    bytes = bytes.subspan(1);
  }
  const auto first = bytes.front() + from;
  if (bytes.size() == 1 || first.size() >= record_bytes) return asio::buffer(first, record_bytes);
  static thread_local std::array<char, record_bytes> scratch;
  auto filled = asio::buffer_copy(asio::buffer(scratch), first);
  for (const auto& piece : bytes.subspan(1))
    filled += asio::buffer_copy(asio::buffer(scratch) + filled, piece);
  return asio::buffer(scratch, filled);
}

}  // namespace

TlsSession::TlsSession(ssl_ctx_st* context, int descriptor)
    : socket_{descriptor}, session_{SSL_new(context)} {
  if (!session_) throw std::bad_alloc{};
  auto* bio = make_bio(socket_);
  SSL_set_bio(session_, bio, bio);
  SSL_set_accept_state(session_);
}

TlsSession::~TlsSession() { SSL_free(session_); }

Moved::Next TlsSession::after(int result) {
  switch (SSL_get_error(session_, result)) {
    case SSL_ERROR_WANT_READ: return Moved::Next::read;
    case SSL_ERROR_WANT_WRITE: return Moved::Next::write;
    case SSL_ERROR_ZERO_RETURN: return Moved::Next::ended;
    default: broken_ = true; return Moved::Next::ended;
  }
}

Moved TlsSession::handshake() {
  ERR_clear_error();
  const auto result = SSL_do_handshake(session_);
  if (result == 1) return {};
  return {.count = 0, .next = after(result)};
}

Moved TlsSession::read(asio::mutable_buffer room) {
  Moved moved;
  ERR_clear_error();
  const auto result = SSL_read_ex(session_, room.data(), room.size(), &moved.count);
  short_ = result != 1;
  if (short_)
    moved = {.count = 0, .next = after(result)};
  else if (socket_.dry && !has_more())
    moved.next = Moved::Next::read;
  return moved;
}

Moved TlsSession::write(std::span<const asio::const_buffer> bytes) {
  Moved moved;
  const auto total = asio::buffer_size(bytes);
  while (moved.count < total) {
    const auto record = next_record(bytes, moved.count);
    std::size_t gone = 0;
    ERR_clear_error();
    const auto result = SSL_write_ex(session_, record.data(), record.size(), &gone);
    if (result != 1) {
      moved.next = after(result);
      break;
    }
    moved.count += gone;
  }
  return moved;
}

bool TlsSession::has_more() const { return !short_ && SSL_has_pending(session_) == 1; }

void TlsSession::say_goodbye() {
  if (broken_ || SSL_in_init(session_)) return;
  broken_ = true;
  ERR_clear_error();
  SSL_shutdown(session_);
}

TlsContext::TlsContext(const fs::path& certificate, const fs::path& key, std::shared_ptr<TicketKeys> tickets)
    : tickets_{tickets ? std::move(tickets) : std::make_shared<TicketKeys>()},
      context_{make_context(), SSL_CTX_free} {
  load(context_.get(), certificate, key);
  tickets_->serve(context_.get());
}

TlsContext::~TlsContext() = default;

std::unique_ptr<TlsSession> TlsContext::open(int descriptor) const {
  return std::make_unique<TlsSession>(context_.get(), descriptor);
}

}  // namespace server
