#pragma once

#include <string>
#include <string_view>

namespace views {

// What a text costs as SMS (3GPP TS 23.038 and 23.040): letters of the GSM alphabet take 7 bits, those of its
// extension table two of them; one sign outside turns the whole text into UCS-2.
struct SmsSize {
  bool gsm = true;   // or UCS-2
  int units = 0;     // septets, or UTF-16 code units
  int segments = 1;  // 160 units alone, else 153 each; of UCS-2 70 and 67
  int room = 160;    // units that are left in the last segment
  friend bool operator==(const SmsSize&, const SmsSize&) = default;
};
SmsSize sms_size(std::string_view utf8);

// The text with every sign outside the GSM alphabet replaced by its nearest within: curly quotes, dashes,
// accents that the alphabet lacks. What has no such neighbour (an emoji, an Arabic letter) stays.
std::string plain_sms(std::string_view utf8);

}  // namespace views
