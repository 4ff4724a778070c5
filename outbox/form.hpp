#pragma once

#include "outbox/curl.hpp"

#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace outbox {

// A body of application/x-www-form-urlencoded.
class Form {
 public:
  void add(const std::string& name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_ += encoded(name) + '=' + encoded(value);
  }
  std::string release() && { return std::move(text_); }

 private:
  static std::string encoded(std::string_view text) {
    if (text.empty()) return {};  // curl would measure it itself
    const CurlText encoded{curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size()))};
    if (!encoded) throw std::bad_alloc{};
    return encoded.get();
  }
  std::string text_;
};

}  // namespace outbox
