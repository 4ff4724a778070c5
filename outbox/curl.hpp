#pragma once

#include <curl/curl.h>

#include <memory>
#include <new>
#include <string>

namespace outbox {

struct CloseCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using CurlText = std::unique_ptr<char, CloseCurl>;

// This thread's handle, with the options of no call yet. It keeps its connections from call to call.
inline CURL* fresh_curl() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  thread_local const std::unique_ptr<CURL, CloseCurl> handle{ready ? curl_easy_init() : nullptr};
  if (!handle) throw std::bad_alloc{};
  curl_easy_reset(handle.get());
  return handle.get();
}

class CurlList {
 public:
  void add(const std::string& line) {
    auto* longer = curl_slist_append(list_.get(), line.c_str());
    if (!longer) throw std::bad_alloc{};
    static_cast<void>(list_.release());
    list_.reset(longer);
  }
  curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, CloseCurl> list_;
};

}  // namespace outbox
