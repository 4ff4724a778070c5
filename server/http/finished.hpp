#pragma once

#include "server/http/compress.hpp"

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace server {

struct Response;

// An answer that is ready to be sent again and again: only the date is missing. Immutable but for its
// compressed forms, each of which is made when it is first asked for. Used from every loop.
class Finished {
 public:
  // From an answer as a handler gives it; one that does not stream.
  explicit Finished(Response response);
  ~Finished();
  Finished(const Finished&) = delete;
  Finished& operator=(const Finished&) = delete;

  struct Form {
    std::string head = {};  // from the break behind the date to the empty line
    std::string body = {};
  };
  int status() const { return status_; }
  std::string_view start() const { return start_; }  // "HTTP/1.1 200 OK\r\nDate: "
  // The form that is sent to who wants that coding: the shorter of it and identity.
  const Form& form(Coding coding) const {
    const auto* const made = forms_[index(coding)].load(std::memory_order_acquire);
    return made ? *made : make(coding);
  }
  std::size_t bytes() const;  // of memory, with what has been compressed so far

  // What the log says of it.
  const std::string& link_fingerprint() const { return link_fingerprint_; }
  const std::string& shop() const { return shop_; }
  bool bad_code() const { return bad_code_; }

 private:
  static constexpr std::size_t index(Coding coding) { return static_cast<std::size_t>(coding); }
  const Form& make(Coding coding) const;

  int status_ = 200;
  bool bad_code_ = false;
  std::string start_, link_fingerprint_, shop_;
  std::unique_ptr<const Response> plain_;  // without its body, where other codings are offered
  mutable std::array<std::atomic<const Form*>, 3> forms_{};  // by Coding
};

}  // namespace server
