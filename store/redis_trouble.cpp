#include "store/redis_trouble.hpp"

#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <array>
#include <utility>

namespace store {

namespace asio = boost::asio;

namespace {

// How errors of Redis begin.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> refusals{{
    {"WRONGPASS", "wrong password"},
    {"ERR invalid password", "wrong password"},
    {"NOAUTH", "it asks for a password"},
    {"ERR AUTH", "it has no password, and redis.url has one"},
    {"ERR Client sent AUTH", "it has no password, and redis.url has one"},
    {"ERR DB index", "it has no such database"},
    {"ERR max number of clients", "it has too many clients"},
    {"DENIED", "it takes connections of its own machine only (protected mode)"},
    {"LOADING", "it is still loading"},
    {"MASTERDOWN", "it has lost its master"},
    {"READONLY", "it is read-only"},
    {"NOPERM", "this user may not do there what is needed"},
    {"MISCONF", "it cannot write to its disk and is read-only"},
}};

}  // namespace

std::string why(boost::system::error_code fault, bool timed_out) {
  if (timed_out) return "timed out";
  if (fault == asio::error::connection_refused) return "connection refused";
  if (fault == asio::error::eof || fault == asio::error::connection_reset ||
      fault == asio::ssl::error::stream_truncated)
    return "connection closed";
  if (fault.category() == asio::error::get_ssl_category())
    return ERR_GET_REASON(static_cast<unsigned long>(fault.value())) == SSL_R_CERTIFICATE_VERIFY_FAILED
               ? "certificate not trusted"
               : "TLS failed";
  return fault.message();
}

std::string_view why_refused(std::string_view error) {
  for (const auto& [begin, words] : refusals)
    if (error.starts_with(begin)) return words;
  return "it refuses us";
}

bool keeps_refusing(std::string_view error) {
  return error.starts_with("READONLY") || error.starts_with("NOPERM") || error.starts_with("MISCONF");
}

}  // namespace store
