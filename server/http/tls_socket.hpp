#pragma once

struct bio_st;

namespace server {

// A socket as OpenSSL reads and writes it, which stays its owner's. Unlike the library's own, writing to
// somebody who has left raises no SIGPIPE, and it knows when it was read dry.
struct TlsSocket {
  int descriptor;
  bool dry = false;  // the last read took all there was
};

// `socket` must outlive it.
bio_st* make_bio(TlsSocket& socket);

}  // namespace server
