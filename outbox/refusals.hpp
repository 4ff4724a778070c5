#pragma once

#include "orders/outcome.hpp"
#include "outbox/http_client.hpp"

#include <string>
#include <string_view>

namespace outbox {

// What a provider's answer other than success means to whoever asked. `said` is the provider's own short code
// of the error; its sentences may repeat a customer's address or a key and go nowhere.
inline orders::Refusal refusal_of(std::string_view provider, const HttpAnswer& answer,
                                  std::string_view said) {
  using orders::Reason;
  if (!answer.answered()) return {Reason::unavailable, "", std::string(provider) + ": " + answer.fault};
  auto detail = std::string(provider) + " answered " + std::to_string(answer.status);
  if (!said.empty()) detail += " " + std::string(said);
  // 401 and 403: the keys are at fault, which the owner can mend and the customer cannot.
  const bool later = answer.status == 401 || answer.status == 403 || answer.status == 408 ||
                     answer.status == 409 || answer.status == 429 || answer.status >= 500 || answer.ok();
  const auto reason = later                  ? Reason::unavailable
                      : answer.status == 404 ? Reason::not_found
                                             : Reason::invalid;
  return {reason, "", detail};
}

// The provider may send the customer to its own pages only.
inline bool leads_to(std::string_view url, std::string_view origin) {
  return url.starts_with(origin) && url.substr(origin.size()).starts_with('/');
}

}  // namespace outbox
