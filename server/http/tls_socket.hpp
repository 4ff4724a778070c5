#pragma once

struct bio_st;

namespace server {

// A socket as OpenSSL reads and writes it, which stays its owner's. Unlike the library's own, writing to
// somebody who has left raises no SIGPIPE.
bio_st* tls_socket(int descriptor);

}  // namespace server
