#include "views/messages/gsm.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace views {
namespace {

// 3GPP TS 23.038, section 6.2.1, without the escape.
constexpr std::u32string_view basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑܧ¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view extended = U"\f^{}\\[~]|€";  // section 6.2.1.1

// Septets that a sign takes; 0: it is not of the alphabet.
int septets(char32_t sign) {
  if (basic.find(sign) != basic.npos) return 1;
  return extended.find(sign) != extended.npos ? 2 : 0;
}

std::u32string signs(std::string_view utf8) {
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece{utf8.data(), static_cast<int>(utf8.size())});
  std::u32string all;
  for (int at = 0; at < text.length(); at = text.moveIndex32(at, 1))
    all += static_cast<char32_t>(text.char32At(at));
  return all;
}

// Fills segments one after the other; a sign of two units never stands across their border.
template <class Cost>
SmsSize packed(const std::u32string& text, Cost cost, int alone, int each) {
  SmsSize size;
  int used = 0, segments = 1;
  for (const auto sign : text) {
    const int units = cost(sign);
    size.units += units;
    if (used + units > each) used = 0, ++segments;
    used += units;
  }
  const bool fits = size.units <= alone;
  size.segments = fits ? 1 : segments;
  size.room = fits ? alone - size.units : each - used;
  return size;
}

const icu::Transliterator& to_ascii() {
  static const auto made = [] {
    auto status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> rules{
        icu::Transliterator::createInstance("Latin-ASCII", UTRANS_FORWARD, status)};
    if (U_FAILURE(status)) throw std::runtime_error("ICU lacks Latin-ASCII");
    return rules;
  }();
  return *made;
}

}  // namespace

SmsSize sms_size(std::string_view utf8) {
  const auto text = signs(utf8);
  if (std::ranges::all_of(text, septets)) return packed(text, septets, 160, 153);
  const auto units = [](char32_t sign) { return sign > 0xffff ? 2 : 1; };
  auto size = packed(text, units, 70, 67);
  size.gsm = false;
  return size;
}

std::string plain_sms(std::string_view utf8) {
  std::string plain;
  for (const auto sign : signs(utf8)) {
    icu::UnicodeString one{static_cast<UChar32>(sign)};
    if (septets(sign) == 0) to_ascii().transliterate(one);
    one.toUTF8String(plain);
  }
  return plain;
}

}  // namespace views
