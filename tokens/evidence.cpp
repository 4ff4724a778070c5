#include "tokens/evidence.hpp"

#include <string>

namespace tokens {
namespace {

// No label holds a zero, so none is the beginning of another's message. What follows is of a fixed length up
// to the last part.
Hash labelled(std::string_view label, Bytes head, std::string_view tail) {
  std::string message;
  message.reserve(label.size() + 1 + head.size() + tail.size());
  message += label;
  message += '\0';
  message.append(head.begin(), head.end());
  message += tail;
  return sha256(bytes(message));
}

}  // namespace

Hash genesis(std::string_view shop_id) { return labelled("claimcheck/genesis/v1", {}, shop_id); }

Hash chain(const Hash& previous, std::string_view canonical_event) {
  return labelled("claimcheck/evidence/v1", previous, canonical_event);
}

Hash personal_commitment(const Salt& salt, std::string_view canonical) {
  return labelled("claimcheck/pii/v1", salt, canonical);
}

Hash row_commitment(const Salt& salt, std::string_view canonical) {
  return labelled("claimcheck/row/v1", salt, canonical);
}

}  // namespace tokens
