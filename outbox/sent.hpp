#pragma once

#include <string>

namespace outbox {

// What became of a message.
struct Sent {
  enum class Result {
    sent,
    refused,  // for good: it will not be taken however often it is tried
    later     // not now, or nobody knows
  };
  Result result = Result::later;
  std::string fault = {};  // for the log and the order's history: "550 5.1.1", never an address, a secret or
                           // a word of the message
  std::string id = {};     // what a provider calls it, for its word on the delivery; empty: it has none
};

}  // namespace outbox
