#pragma once

#include <chrono>

namespace server {

// How long a connection may take for what. Each is counted from its beginning, however many bytes trickle in
// between.
struct Deadlines {
  std::chrono::milliseconds handshake{10'000};  // of TLS, from the moment somebody connects
  std::chrono::milliseconds header{10'000};     // from the first byte of a request to the end of its header
  std::chrono::milliseconds body{20'000};
  std::chrono::milliseconds write{30'000};
  std::chrono::milliseconds idle{15'000};   // between requests, and before the first
  std::chrono::milliseconds linger{2'000};  // for an answer to be read before the connection goes
  std::chrono::milliseconds grace{10'000};  // for what is in flight when the service ends
  std::chrono::milliseconds beat{15'000};   // between two signs of life on a stream
  std::chrono::milliseconds sweep{250};     // how exactly the above are kept
};

// Those above, all scaled by CLAIMCHECK_TEST_DEADLINE_SCALE (such as 0.1) where tests cannot wait that long.
Deadlines process_deadlines();

}  // namespace server
